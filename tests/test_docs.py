"""What docs/ says is so: classes and their examples, keys of source files, commands, links."""

import re
import shlex
import tomllib
from dataclasses import replace
from pathlib import Path

import click
import pytest

from crawler.source import load_source
from scheduler.cli.group import unionwatch
from scheduler.edits import EditClass, classify
from tests import samples

DOCS = Path(__file__).parent.parent / "docs"
PAGES = {path.name: path.read_text("utf-8") for path in sorted(DOCS.glob("*.md"))}
CLASSES = re.findall(r"^\| `(\w+)` \| [^|]+\| (.*?) ?\|$", PAGES["edit-classes.md"], re.MULTILINE)
EXAMPLE = re.compile(r'^"(.+)" -> "(.+)"$')
SHELL = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_classes_stand_in_their_order() -> None:
    told = [name for name, _ in CLASSES]
    assert told == [kind.value for kind in EditClass]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [(name, *match.groups()) for name, text in CLASSES if (match := EXAMPLE.match(text))],
)
def test_each_example_is_of_its_class(name: str, old: str, new: str) -> None:
    """Each as part of a sentence of an article; a headline's as its title."""
    before = samples.article(1)
    if name == "headline":
        old_one, new_one = replace(before, title=old), replace(before, title=new)
    else:
        frame = "Sáng nay, theo thông báo của ban tổ chức, {} tại hội trường lớn của nhà máy."
        old_one = replace(before, body=(frame.format(old), *before.body))
        new_one = replace(before, body=(frame.format(new), *before.body))
    edit = classify(old_one, new_one)
    assert edit is not None
    assert edit.edit_class == name


def test_the_source_file_of_the_page_is_one(tmp_path: Path) -> None:
    text = re.findall(r"```toml\n(.*?)```", PAGES["adding-a-site.md"], re.DOTALL)[0]
    path = tmp_path / f"{tomllib.loads(text)['name']}.toml"
    path.write_text(text, "utf-8")
    assert load_source(path).discovery.article_url is not None


@pytest.mark.parametrize(("page", "line"), [
    (page, line)
    for page, text in PAGES.items()
    for block in SHELL.findall(text)
    for line in block.splitlines()
    if line.startswith("unionwatch ")
])  # fmt: skip
def test_every_command_that_is_shown_exists(page: str, line: str) -> None:
    words = shlex.split(line.split(" > ")[0])[1:]
    command: click.Command = unionwatch
    context = click.Context(unionwatch, info_name="unionwatch")
    while isinstance(command, click.Group) and words:
        name = words.pop(0)
        if name.startswith("--"):  # a global option and its value
            words.pop(0)
            continue
        found = command.get_command(context, name)
        assert found is not None, f"{page}: {line}"
        command = found
    known = {option for one in command.params for option in (*one.opts, *one.secondary_opts)}
    assert {word for word in words if word.startswith("--")} <= known, f"{page}: {line}"


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_to_files(page: str) -> None:
    for target in re.findall(r"\]\(((?!https?:)[^)#]+)", PAGES[page]):
        assert (DOCS / target).exists(), f"{page}: {target}"
