"""The command line: help, exit codes, one-line errors, and what the reading commands print."""

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
import pytest

from crawler.items import Fetch, Gone, GoneReason, RequestKind, Snapshot
from parsers.model import Article
from scheduler.cli import main
from scheduler.cli.group import SECTIONS, unionwatch
from scheduler.pipeline import record_visit
from scheduler.store import open_store

NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)
DAY = timedelta(days=1)
UNIONWATCH = Path(sys.executable).with_name("unionwatch")

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in this process: exit code, stdout, stderr."""
    monkeypatch.delenv("UNIONWATCH_DB", raising=False)
    monkeypatch.delenv("UNIONWATCH_SOURCES", raising=False)

    def call(*arguments: object) -> tuple[int, str, str]:
        capfdbinary.readouterr()
        code = main([str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        return code, out.decode(), err.decode()

    return call


def visit(number: int, article: Article, at: datetime) -> Snapshot:
    fetch = Fetch(
        source="bao",
        kind=RequestKind.ARTICLE,
        url=article.url,
        final_url=article.url,
        at=at,
        status=200,
    )
    return Snapshot(identity=str(number), fetch=fetch, article=article, raw=b"<html>page</html>")


def article(number: int, **fields: object) -> Article:
    values: dict[str, object] = {
        "title": f"Bài số {number}",
        "lead": "Câu mở đầu.",
        "body": ("Mỗi suất quà trị giá 500.000 đồng.", "Đoạn thứ hai không đổi."),
        "authors": ("Minh Khôi", "Thu Hạnh"),
        "published_at": NOON,
    }
    return Article(url=f"https://bao.example/bai-{number}.html", **(values | fields))  # type: ignore[arg-type]


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Three articles: 1 with an amount edited a day later, 2 untouched, 3 gone a day later."""
    path = tmp_path / "union.db"
    with open_store(path) as store:
        for number in (1, 2, 3):
            record_visit(store, visit(number, article(number), NOON), NOON)
        edited = article(1, body=("Mỗi suất quà trị giá 700.000 đồng.", "Đoạn thứ hai không đổi."))
        record_visit(store, visit(1, edited, NOON + DAY), NOON + DAY)
        gone = visit(3, article(3), NOON + DAY).fetch
        record_visit(store, Gone(identity="3", fetch=gone, reason=GoneReason.GONE), NOON + DAY)
    return path


def every_command() -> list[tuple[str, click.Command]]:
    found: list[tuple[str, click.Command]] = []
    context = click.Context(unionwatch)
    for name in unionwatch.list_commands(context):
        command = unionwatch.get_command(context, name)
        assert command is not None
        found.append((name, command))
        if isinstance(command, click.Group):
            found += [(f"{name} {child}", one) for child, one in command.commands.items()]
    return found


def test_the_overview_says_of_each_command_what_the_command_says_of_itself() -> None:
    own = {name: command.short_help for name, command in every_command() if " " not in name}
    assert own == {name: line for part in SECTIONS.values() for name, (_, line) in part.items()}


@pytest.mark.parametrize(("name", "command"), every_command(), ids=lambda value: str(value))
def test_every_command_has_an_example_and_long_options_only(
    name: str, command: click.Command
) -> None:
    assert command.help
    assert command.epilog, f"{name} has no example"
    assert f"unionwatch {name}" in command.epilog or f"| unionwatch {name}" in command.epilog
    options = [
        option for one in command.params if isinstance(one, click.Option) for option in one.opts
    ]
    assert all(option.startswith("--") for option in options), options


def test_help_imports_nothing_heavy() -> None:
    """What --help loads decides how long it takes: no Scrapy, no rich, no lxml, no database."""
    code = (
        "import sys; from scheduler.cli import main; main(['--help']); "
        "heavy = {'scrapy', 'twisted', 'rich', 'lxml', 'sqlite_utils', 'msgspec', 'bs4'}; "
        "sys.exit(', '.join(heavy & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["updats"], "Did you mean 'updates'?"),
        (["nothing-like-it"], "There are: demo, crawl"),
        (["updates", "--since", "soon"], "expected a span such as 90m, 36h, 7d or 2w"),
        (["updates", "--class", "rumour"], "'fact'"),
        (["politeness", "--since", "2400-01-01"], "not yet to come"),
        (["stats", "--since", "2400-01-01"], "not yet to come"),
        (["search", "a", "--since", "1d", "--until", "1/1/2020"], "--since lies after --until"),
        (["feed", "--query", "("], "has no word to look for"),
        (["feed", "--phrase", " "], "--phrase is empty"),
        (["feed", "--url", "javascript:alert(1)"], "begins with http:// or https://"),
        (["notify", "again", "9" * 30], "is not in the range"),
        (["parse", ""], "nothing to read was named"),
        (["parse", "http://a:secret@127.0.0.1/x"], "http://127.0.0.1/x: cannot be asked for"),
        (
            ["sources", "add", "https://mau.vn/", "--name", "../x"],
            "--name '../x': expected a file name of small",
        ),
        (["--db", "{tmp}/none.db", "updates"], "there is no such database yet"),
        (["--db", "", "updates"], "expected the name of a file"),
        (["updates", "--db", ""], "expected the name of a file"),
        (["--db", "{tmp}/text.db", "status"], "is not an SQLite database"),
        (["--sources", "{tmp}/nowhere", "sources", "list"], "a folder of source files"),
        (["--sources", "{tmp}/bad", "sources", "list"], "politeness.dealy"),
        (["sources", "show", "laodongthodo"], "Did you mean 'laodongthudo'?"),
        (["parse", "{tmp}/none.html"], "no such file"),
        (["parse", "{tmp}"], "cannot be read: Is a directory"),
        (["parse", "{tmp}/text.db", "--platform", "wordpres"], "no platform 'wordpres'"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_2(
    run: Run, tmp_path: Path, arguments: list[str], words: str
) -> None:
    (tmp_path / "text.db").write_text("<html><body><p>not a database</p></body></html>" * 50)
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "bad.toml").write_text(
        'name = "bad"\nhome = "https://bad.example/"\n[discovery]\n'
        'listings = ["https://bad.example/"]\n[politeness]\ndealy = 1\n'
    )
    code, out, err = run(*(one.format(tmp=tmp_path) for one in arguments))
    assert (code, out) == (2, "")
    assert words in err
    assert "Traceback" not in err
    if not err.startswith("Usage:"):
        assert err.count("\n") == 1, err


def test_an_unexpected_error_is_one_line_and_a_traceback_only_on_request(
    run: Run, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the moon is full")

    monkeypatch.setattr("scheduler.store.reading.updates", broken)
    code, _, err = run("--db", db, "updates")
    assert code == 1
    assert err.count("\n") == 1
    assert "RuntimeError: the moon is full" in err
    monkeypatch.setenv("UNIONWATCH_DEBUG", "1")
    with pytest.raises(RuntimeError, match="moon"):
        run("--db", db, "updates")


def test_ctrl_c_ends_with_one_line_and_130(
    run: Run, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("scheduler.store.reading.updates", interrupted)
    code, _, err = run("--db", db, "updates")
    assert code == 130
    assert err.strip() == "unionwatch: Stopped. Everything read so far is stored."


def test_ctrl_c_before_anything_was_begun_says_nothing() -> None:
    program = """
import sys
class Pressed:
    def find_spec(self, name, *_):
        if name == "click":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Pressed())
from scheduler.cli import main
sys.exit(main(["--help"]))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


def test_updates_lists_the_newest_first_and_what_each_was(run: Run, db: Path) -> None:
    code, out, _ = run("--db", db, "updates")
    assert code == 0
    kinds = [line.split()[2].lstrip("*") for line in out.splitlines() if line[:1].isdigit()]
    assert sorted(kinds[:2]) == ["fact", "removed"]
    assert kinds[2:] == ["new"] * 3
    assert "500.000" in out
    assert "700.000" in out


@pytest.mark.parametrize(
    ("filters", "number"),
    [
        ([], 5),
        (["--class", "fact"], 1),
        (["--kind", "new"], 3),
        (["--kind", "removed", "--kind", "changed"], 2),
        (["--source", "another"], 0),
        (["--since", "2026-11-21"], 2),
        (["--since", "1/12/2030"], 0),
        (["--limit", "2"], 2),
        (["--limit", "0"], 5),
    ],
)
def test_updates_filters(run: Run, db: Path, filters: list[str], number: int) -> None:
    code, out, _ = run("--db", db, "updates", "--json", *filters)
    assert code == 0
    assert len(json.loads(out)) == number


def test_mark_seen_lists_each_update_once(run: Run, db: Path) -> None:
    assert len(json.loads(run("--db", db, "updates", "--unseen", "--mark-seen", "--json")[1])) == 5
    assert json.loads(run("--db", db, "updates", "--unseen", "--json")[1]) == []
    assert len(json.loads(run("--db", db, "updates", "--json")[1])) == 5


@pytest.mark.parametrize(
    "key", ["1", "https://bao.example/bai-1.html", "http://bao.example/bai-1.html#top"]
)
def test_show_prints_an_article_by_number_or_address(run: Run, db: Path, key: str) -> None:
    code, out, _ = run("--db", db, "show", key)
    assert code == 0
    assert "700.000" in out
    assert "version 2 of 2" in out
    assert "500.000" in run("--db", db, "show", key, "--version", 1)[1]


def test_show_prints_the_stored_page_and_json(run: Run, db: Path) -> None:
    assert run("--db", db, "show", 1, "--page")[1] == "<html>page</html>"
    shown = json.loads(run("--db", db, "show", 1, "--json")[1])
    assert shown["version"]["article"]["body"][0].startswith("Mỗi suất quà")
    assert [one["number"] for one in shown["versions"]] == [1, 2]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["show", "99"], "no article '99'"),
        (["show", "1", "--version", "7"], "it has 1 to 2"),
        (["diff", "1", "--version", "7"], "it has 1 to 2"),
        (["diff", "1", "--version", "1"], "version 1 is the first"),
        (["show", "9" * 30], "no article '999"),
        (["show", "1", "--version", "9" * 30], "it has 1 to 2"),
        (["show", "1", "--version", "1", "--page"], "the page is that of its last version, 2"),
        (["show", "\udcff"], "an argument is not text in UTF-8"),
    ],
)
def test_what_is_not_there_is_said(run: Run, db: Path, arguments: list[str], words: str) -> None:
    code, out, err = run("--db", db, *arguments)
    assert (code, out) == (2, "")
    assert words in err


@pytest.mark.parametrize(
    "words",
    [["updates"], ["search", "công"], ["stats"], ["export"], ["feed", "--format", "json"]],
)
def test_a_source_that_nothing_is_known_of_is_told(run: Run, db: Path, words: list[str]) -> None:
    code, _, err = run("--db", db, *words, "--source", "laodong", "--source", "bao")
    assert code == 0
    assert [line for line in err.splitlines() if "nothing of" in line] == [
        f"unionwatch: {db}: nothing of 'laodong' yet; its sources are: bao"
    ]


def test_diff_marks_the_words_that_changed(run: Run, db: Path) -> None:
    code, out, _ = run("--db", db, "diff", 1)
    assert code == 0
    assert "[-500.000-]" in out
    assert "{+700.000+}" in out
    assert "Đoạn thứ hai" not in out
    assert "Đoạn thứ hai" in run("--db", db, "diff", 1, "--all")[1]


def test_diff_of_any_two_versions_goes_both_ways(run: Run, db: Path) -> None:
    assert "[-700.000-]" in run("--db", db, "diff", 1, "--from", 2, "--to", 1)[1]
    code, out, _ = run("--db", db, "diff", 2)
    assert code == 0
    assert "has one version" in out
    assert "read the same" in run("--db", db, "diff", 1, "--from", 2, "--to", 2)[1]
    found = json.loads(run("--db", db, "diff", 2, "--json")[1])
    assert (found["from"], found["to"], found["passages"]) == (None, 1, [])
    found = json.loads(run("--db", db, "diff", 1, "--json")[1])
    assert (found["from"], found["to"], len(found["passages"])) == (1, 2, 1)


def test_status_names_the_sources_and_the_size(run: Run, db: Path) -> None:
    code, out, _ = run("--db", db, "status")
    assert code == 0
    assert "3 articles, 4 versions, 5 updates (5 unseen)" in out
    assert "bao" in out
    assert json.loads(run("--db", db, "status", "--json")[1])["articles"] == 3


def test_export_jsonl_is_whole(run: Run, db: Path) -> None:
    code, out, _ = run("--db", db, "export")
    records = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert sorted(record["id"] for record in records) == [1, 2, 3]
    one = next(record for record in records if record["id"] == 1)
    assert one["body"] == ["Mỗi suất quà trị giá 700.000 đồng.", "Đoạn thứ hai không đổi."]
    assert one["authors"] == ["Minh Khôi", "Thu Hạnh"]
    assert (one["status"], one["flag"], one["published_at"]) == (
        "live",
        "updated",
        "2026-11-20T05:00:00Z",
    )


def test_export_filters(run: Run, db: Path) -> None:
    assert len(run("--db", db, "export", "--status", "removed")[1].splitlines()) == 1
    assert len(run("--db", db, "export", "--since", "2026-11-21")[1].splitlines()) == 2
    assert run("--db", db, "export", "--source", "none")[1] == ""


@pytest.mark.parametrize(
    "title",
    ["=HYPERLINK(0)", "+84 24", "-5 độ", "@union", "\uff1d1+1", " =1", 'Công đoàn, "quoted"'],
)
def test_csv_cells_come_back_and_run_nothing(run: Run, tmp_path: Path, title: str) -> None:
    path, out = tmp_path / "one.db", tmp_path / "one.csv"
    with open_store(path) as store:
        record_visit(store, visit(1, article(1, title=title), NOON), NOON)
    assert run("--db", path, "export", "--format", "csv", "--out", out)[0] == 0
    cell = next(csv.DictReader(io.StringIO(out.read_text("utf-8"), newline="")))["title"]
    stored = title
    assert cell == (stored if stored.startswith("Công") else f"'{stored}")
    text = run("--db", path, "export", "--format", "csv", "--raw")[1]
    assert next(csv.DictReader(io.StringIO(text, newline="")))["title"] == stored


def test_csv_bom_and_paragraphs(run: Run, db: Path, tmp_path: Path) -> None:
    out = tmp_path / "a.csv"
    code, _, err = run("--db", db, "export", "--format", "csv", "--bom", "--out", out)
    assert code == 0
    assert "3 articles written" in err
    assert out.read_bytes().startswith(b"\xef\xbb\xbfid,")
    rows = list(csv.DictReader(io.StringIO(out.read_text("utf-8-sig"), newline="")))
    assert rows[-1]["body"].count("\n\n") == 1
    assert rows[-1]["authors"] == "Minh Khôi; Thu Hạnh"
    assert not list(tmp_path.glob("*.part"))


def process(
    *arguments: object, stdin: bytes = b"", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [UNIONWATCH, *map(str, arguments)],
        input=stdin,
        capture_output=True,
        timeout=60,
        env={**os.environ, **environment},
        check=False,
    )


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8"])
def test_vietnamese_survives_every_terminal(db: Path, encoding: str) -> None:
    done = process("--db", db, "show", 1, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert done.returncode == 0, done.stderr
    text = done.stdout.decode(encoding)
    assert (
        "Đoạn thứ hai" in text if encoding == "utf-8" else "thu hai khong" in text.replace("ô", "o")
    )


@pytest.mark.parametrize("locale", ["C", "POSIX"])
def test_data_is_utf_8_whatever_the_locale(db: Path, locale: str) -> None:
    environment = {"LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = process("--db", db, "export", **environment)
    assert done.returncode == 0, done.stderr
    assert "Đoạn thứ hai" in done.stdout.decode("utf-8")


def test_a_closed_pipe_is_no_error(db: Path) -> None:
    command = f"'{UNIONWATCH}' --db '{db}' updates --json | head -c 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, timeout=60, check=False)
    assert done.stdout == b"["
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ["updates"],
        ["status"],
        ["status", "--json"],
        ["export"],
        ["export", "--format", "csv"],
        ["--help"],
    ],
)
def test_a_reader_that_went_away_is_told_by_the_exit_code_alone(db: Path, words: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [UNIONWATCH, "--db", db, *words],
            stdout=writing, stderr=subprocess.PIPE, timeout=60, check=False,
        )  # fmt: skip
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("words", ["updates", "export --format csv", "--version"])
def test_streams_may_be_closed(db: Path, words: str, closed: str) -> None:
    command = f"'{UNIONWATCH}' --db '{db}' {words} {closed}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("words", [["updates"], ["export", "--format", "csv"]])
def test_a_full_disk_under_stdout_is_one_line(db: Path, words: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [UNIONWATCH, "--db", db, *words],
            stdout=full, stderr=subprocess.PIPE, timeout=60, check=False,
        )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1
    assert b"cannot be written: No space left on device" in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ["export", "--out"],
        ["export", "--format", "csv", "--out"],
        ["feed", "--out"],
        ["parse", "{page}", "--html"],
        ["run", "--metrics-file"],
    ],
)
def test_no_output_takes_the_place_of_a_database(
    run: Run, db: Path, tmp_path: Path, words: list[str]
) -> None:
    page = tmp_path / "page.html"
    page.write_text(f"<article><h1>Công đoàn</h1>{'<p>Người lao động nhận quà.</p>' * 9}</article>")
    before = db.read_bytes()
    link = tmp_path / "link.db"
    link.symlink_to(db)
    for out in (db, link):
        code, _, err = run("--db", db, *(word.format(page=page) for word in words), out)
        assert (code, err) == (
            2, f"unionwatch: {out}: is a database, which is not overwritten; name another file\n"
        )  # fmt: skip
        assert db.read_bytes() == before


def test_what_is_no_ordinary_file_is_written_and_stays(run: Run, db: Path, tmp_path: Path) -> None:
    real, link, pipe = tmp_path / "real.csv", tmp_path / "link.csv", tmp_path / "pipe"
    real.write_text("of yesterday")
    link.symlink_to(real)
    assert run("--db", db, "export", "--out", link)[0] == 0
    assert link.is_symlink()
    assert real.read_text().startswith("{")
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE) as reader:
        assert run("--db", db, "export", "--out", pipe)[0] == 0
        assert reader.communicate(timeout=30)[0].startswith(b"{")
    assert pipe.is_fifo()


def test_settings_come_from_the_environment_and_either_side_of_the_command(db: Path) -> None:
    assert process("status", UNIONWATCH_DB=str(db)).returncode == 0
    assert process("status", "--db", db).returncode == 0
    assert process("--db", db.with_name("none.db"), "status", "--db", db).returncode == 0
    assert b"none.db" in process("status", UNIONWATCH_DB=str(db.with_name("none.db"))).stderr


def test_version() -> None:
    assert process("--version").stdout.startswith(b"unionwatch 0.")
