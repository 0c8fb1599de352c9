"""README.md, docs/cli.md and docs/schema.md say what is so."""

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

from crawler.source import load_sources
from scheduler.cli.group import unionwatch
from scheduler.demo.paper import locate

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
VIETNAMESE = (ROOT / "README.vi.md").read_text("utf-8")
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMANDS = [
    line
    for language, block in BLOCK.findall(README)
    if language == "sh"
    for line in block.splitlines()
    if line.startswith("unionwatch ")
]


def test_the_two_first_commands_come_first_and_ci_finds_the_second() -> None:
    blocks = [block for language, block in BLOCK.findall(README) if language == "sh"]
    assert blocks[0].strip().endswith(".venv/bin/unionwatch demo")
    assert blocks[1].strip().endswith(".venv/bin/python -m pytest -q")
    after_marker = README.split("<!-- test-command -->")[1]
    assert BLOCK.search(after_marker)[2] == blocks[1]  # type: ignore[index]  # there is one: asserted above
    for block in blocks[:2]:
        assert block.count("-c constraints.txt") == 1
    assert (ROOT / "constraints.txt").is_file()


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_of_the_readme_is_one_that_exists(line: str) -> None:
    """Parsed by the real commands, with nothing run: an option that is gone fails here."""
    words = shlex.split(line.split(" > ")[0], comments=True)[1:]
    command: click.Command = unionwatch
    context = click.Context(unionwatch)
    while isinstance(command, click.Group):
        options = command.make_parser(context).parse_args(words)[1]
        name, found, words = command.resolve_command(context, options)
        assert found is not None
        command, context = found, click.Context(found, info_name=name, parent=context)
        context.obj = None
    parser = command.make_parser(context)
    values, rest, _ = parser.parse_args(words)
    assert not rest, line
    assert set(values) <= {one.name for one in command.params}


def test_the_table_of_sources_is_that_of_the_source_files() -> None:
    rows = [
        f"| `{source.name}` | [{source.title}]({source.home}) | {source.verified} |"
        for source in load_sources().values()
    ]
    shown = [line for line in README.splitlines() if line.startswith("| `")]
    assert shown == rows, "the rows should be:\n" + "\n".join(rows)


def test_the_python_of_the_readme_runs(tmp_path: Path) -> None:
    code = next(block for language, block in BLOCK.findall(README) if language == "python")
    page = (ROOT / "fixtures" / "demo" / "templates" / "article.html").read_text("utf-8")
    body = "<p>Đoạn thứ nhất có đủ chữ để được xem là một đoạn văn của bài viết này.</p>" * 3
    page = page.replace("$first_paragraphs", body).replace("$title", "Tiêu đề của bài viết")
    (tmp_path / "page.html").write_text(page, "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    assert "Đoạn thứ nhất" in done.stdout.decode()


def test_the_sql_of_the_readme_runs(tmp_path: Path) -> None:
    from scheduler.store import open_store

    line = next(line for line in README.splitlines() if line.startswith("sqlite3 "))
    with open_store(tmp_path / "empty.db") as store:
        assert list(store.rows(shlex.split(line)[2])) == []


def links(text: str) -> list[str]:
    """Targets of links and pictures within the project, in their order."""
    return re.findall(r"\]\(((?!https?:)[^)]+)\)", text)


def test_links_of_the_readme_lead_to_files() -> None:
    for target in [*links(README), *links(VIETNAMESE)]:
        assert (ROOT / target).exists(), target


def test_the_vietnamese_readme_keeps_step() -> None:
    """The same headings in number and level, blocks of code, rows of sources, links, words of code:
    whoever changes README.md changes README.vi.md.
    """

    def levels(text: str) -> list[str]:
        return re.findall(r"^(#+) ", BLOCK.sub("", text), re.MULTILINE)

    def rows(text: str, start: str) -> list[str]:
        return [line for line in text.splitlines() if line.startswith(start)]

    def code_words(text: str) -> set[str]:
        return {" ".join(word.split()) for word in re.findall(r"`([^`]+)`", BLOCK.sub("", text))}

    assert levels(VIETNAMESE) == levels(README)
    assert BLOCK.findall(VIETNAMESE) == BLOCK.findall(README)
    assert rows(VIETNAMESE, "| `") == rows(README, "| `")
    assert len(rows(VIETNAMESE, "|")) == len(rows(README, "|"))
    assert links(VIETNAMESE)[1:] == links(README)[1:]
    assert (links(README)[0], links(VIETNAMESE)[0]) == ("README.vi.md", "README.md")
    assert code_words(VIETNAMESE) == code_words(README)


@pytest.mark.parametrize("script", ["make_cli.py", "make_schema.py"])
def test_generated_docs_are_what_their_script_writes(script: str) -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / script, "--check"],
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()


def test_a_wheel_carries_the_example_site() -> None:
    """As pyproject.toml tells the build: the demo's site goes where the installed demo looks."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["force-include"]["fixtures/demo"] == "scheduler/demo/site"
    assert {"parsers", "crawler", "scheduler"} <= set(wheel["packages"])
    assert locate() in (ROOT / "fixtures" / "demo", ROOT / "scheduler" / "demo" / "site")
    assert json.dumps(sorted(path.name for path in locate().iterdir())) == (
        '["articles", "site.toml", "templates"]'
    )
