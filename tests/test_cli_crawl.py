"""`unionwatch crawl` and `sources`: real crawls of the example paper by the real command."""

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.source import load_source
from scheduler.cli.check import Findings
from scheduler.cli.check import _show as show_findings
from scheduler.cli.draft import ARTICLE_URLS, article_url
from scheduler.demo.paper import load_days, locate
from scheduler.demo.script import SOURCE
from scheduler.demo.server import SiteServer
from scheduler.events import Listed
from scheduler.lock import crawl_lock
from scheduler.outcomes import Outcome, RunOutcome
from scheduler.store import open_store, reading
from tests.server import Response, Site

UNIONWATCH = Path(sys.executable).with_name("unionwatch")
Command = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def paper() -> Iterator[SiteServer]:
    with SiteServer(load_days(locate())[0]) as server:
        yield server


@pytest.fixture
def unionwatch(tmp_path: Path, paper: SiteServer) -> Command:
    """The command over a database and a folder with one source file, `demo`, of its own."""
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "demo.toml").write_text(SOURCE.format(title="Báo mẫu", home=paper.url), "utf-8")

    def call(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [UNIONWATCH, *map(str, arguments)],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
            cwd=tmp_path,
            env={**os.environ, "UNIONWATCH_SOURCES": str(folder), **environment},
        )

    return call


def away(folder: Path) -> None:
    """A source file, `hong`, whose site refuses connections."""
    text = SOURCE.format(title="Báo hỏng", home="http://127.0.0.1:1").replace('"demo"', '"hong"')
    (folder / "hong.toml").write_text(re.sub(r"feeds = .*", "", text), "utf-8")


def cells(table: str, name: str) -> list[str]:
    """The row of the summary that begins with `name`, by columns."""
    row = next(line for line in table.splitlines() if line.startswith(f"{name} "))
    return re.split(r"\s{2,}", row.strip())


def test_a_crawl_ends_with_a_table(unionwatch: Command, tmp_path: Path) -> None:
    done = unionwatch("crawl", "demo")
    assert done.returncode == 0, done.stderr
    head = re.split(r"\s{2,}", done.stdout.splitlines()[0].strip())
    columns = ["source", "new", "updated", "unchanged", "removed", "failed", "requests", "time"]
    assert head == columns
    assert cells(done.stdout, "demo")[:7] == ["demo", "10", "0", "0", "0", "0", "13"]
    assert "demo: 2 lists, 0 known articles due" in done.stderr
    assert "\x1b" not in done.stdout + done.stderr, "no colours, no bars in a pipe"
    assert (tmp_path / "unionwatch.db").exists()


def test_json_holds_the_same(unionwatch: Command) -> None:
    done = unionwatch("crawl", "demo", "--limit", 2, "--json")
    found = json.loads(done.stdout)
    assert found["outcome"] == "done"
    assert found["sources"][0]["counts"]["new"] == 2
    assert found["sources"][0]["seconds"] > 0
    assert len(found["flagged"]) == 2


def test_quiet_says_nothing_unless_something_failed(unionwatch: Command, tmp_path: Path) -> None:
    done = unionwatch("crawl", "demo", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    away(tmp_path / "sources")
    done = unionwatch("crawl", "demo", "hong", "--quiet")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("unionwatch: hong failed: no listing could be read")
    assert done.stderr.count("\n") == 1


def test_quiet_gives_way_to_another_crawl_without_a_word(
    unionwatch: Command, tmp_path: Path
) -> None:
    with crawl_lock(tmp_path / "unionwatch.db", datetime.now(UTC), "unionwatch run"):
        told = unionwatch("crawl", "demo")
        done = unionwatch("crawl", "demo", "--quiet")
    assert told.returncode == 75
    assert "another crawl is at work" in told.stderr
    assert (done.returncode, done.stdout, done.stderr) == (75, "", "")


def test_a_source_that_fails_does_not_stop_the_others(unionwatch: Command, tmp_path: Path) -> None:
    away(tmp_path / "sources")
    done = unionwatch("crawl", "hong", "demo")
    assert done.returncode == 1
    assert cells(done.stdout, "demo")[1] == "10"
    assert cells(done.stdout, "all")[1] == "10"
    assert "hong failed" in done.stderr


def test_a_second_day_by_recheck_all(unionwatch: Command, paper: SiteServer) -> None:
    unionwatch("crawl", "demo", "--quiet")
    paper.site = load_days(locate())[1]
    dry = unionwatch("crawl", "demo", "--recheck", "all", "--dry-run")
    assert "4 articles would be flagged; nothing was stored" in dry.stdout
    done = unionwatch("crawl", "demo", "--recheck", "all")
    assert cells(done.stdout, "demo")[1:6] == ["1", "2", "7", "1", "0"]
    assert re.search(r"^fact +Trao 320 suất quà", done.stdout, re.MULTILINE)
    assert re.search(r"^removed .*\n.*Thông báo lịch khám", done.stdout, re.MULTILINE)
    again = unionwatch("crawl", "demo", "--recheck", "none")
    assert cells(again.stdout, "demo")[1:6] == ["0", "0", "0", "0", "0"]


def test_urls_find_their_source(unionwatch: Command, paper: SiteServer, tmp_path: Path) -> None:
    url = paper.url + paper.site.articles[3].path
    done = unionwatch("crawl", "--url", url)
    assert done.returncode == 0, done.stderr
    assert cells(done.stdout, "demo")[1] == "1"
    assert unionwatch("show", url).returncode == 0
    stranger = unionwatch("crawl", "--url", "https://nobody.example/bai-1.html")
    assert stranger.returncode == 2
    assert "no source has this site" in stranger.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["crawl", "dem"], "Did you mean 'demo'?"),
        (["crawl", "demo", "--backfill"], "--since DATE belong together"),
        (["crawl", "demo", "--since", "7d"], "--since DATE belong together"),
        (["crawl", "demo", "--due", "--recheck", "all"], "exclude each other"),
        (["crawl", "demo", "--db", "nowhere/at/all.db"], "there is no directory"),
    ],
)
def test_wrong_usage(unionwatch: Command, arguments: list[str], words: str) -> None:
    done = unionwatch(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr


def test_a_held_lock_is_75_and_names_the_holder(unionwatch: Command, tmp_path: Path) -> None:
    from datetime import UTC, datetime

    with crawl_lock(tmp_path / "unionwatch.db", datetime.now(UTC), "a crawl of the test"):
        done = unionwatch("crawl", "demo")
    assert (done.returncode, done.stdout) == (75, "")
    assert f"process {os.getpid()} (a crawl of the test)" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("number", "code", "word"),
    [(signal.SIGINT, 130, "Stopped"), (signal.SIGTERM, 143, "Terminated")],
)
def test_a_signal_ends_the_crawl_and_keeps_what_was_read(
    tmp_path: Path, number: signal.Signals, code: int, word: str
) -> None:
    """The site answers ever more slowly; the signal comes when one article is stored."""
    page = (locate() / "templates" / "article.html").read_text("utf-8")
    body = "".join(
        f"<p>Đoạn {n} của bài viết, đủ dài để là một đoạn văn thật.</p>" for n in range(5)
    )
    text = re.sub(r"\$first_paragraphs", body, page).replace("$title", "Một bài viết để đọc")
    links = "".join(
        f'<h3><a href="/bai-{n}.html">Bài viết số {n}</a></h3>' for n in range(101, 141)
    )
    routes: dict[str, Response] = {"/cong-doan": Response(body=f"<html>{links}</html>".encode())}
    for n in range(101, 141):
        routes[f"/bai-{n}.html"] = Response(body=text.encode(), delay=0.5)
    folder, db = tmp_path / "sources", tmp_path / "slow.db"
    folder.mkdir()
    with Site(routes) as site:
        home = site.url("/").rstrip("/")
        source = SOURCE.format(title="Báo chậm", home=home).replace('"demo"', '"slow"')
        source = re.sub(r"feeds = .*", "", source).replace("concurrency = 4", "concurrency = 1")
        (folder / "slow.toml").write_text(source, "utf-8")
        process = subprocess.Popen(
            [UNIONWATCH, "--db", db, "--sources", folder, "crawl", "slow"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        deadline = time.monotonic() + 60
        while not _stored(db):
            assert process.poll() is None, process.communicate()
            assert time.monotonic() < deadline, "no article was stored"
            time.sleep(0.1)
        process.send_signal(number)
        _out, err = process.communicate(timeout=60)
    assert process.returncode == code, err
    assert err.splitlines()[-1] == f"unionwatch: {word}. Everything read so far is stored."
    assert "Traceback" not in err
    assert 1 <= _stored(db) < 40


def _stored(db: Path) -> int:
    if not db.exists():
        return 0
    with open_store(db, read_only=True) as store:
        return sum(1 for _ in reading.articles(store))


def test_a_terminal_gets_a_bar_and_then_the_table(unionwatch: Command, tmp_path: Path) -> None:
    """Through a pseudo-terminal, as a person sees it."""
    pty = pytest.importorskip("pty", reason="pseudo-terminals are a thing of POSIX")
    ours, theirs = pty.openpty()
    command = [UNIONWATCH, "--sources", tmp_path / "sources", "crawl", "demo", "--limit", "2"]
    with subprocess.Popen(command, cwd=tmp_path, stdin=theirs, stdout=theirs, stderr=theirs) as run:
        os.close(theirs)
        shown = b""
        with contextlib.suppress(OSError):  # how Linux says that the other end is closed
            while chunk := os.read(ours, 4096):
                shown += chunk
        os.close(ours)
        assert run.wait(timeout=60) == 0
    text = shown.decode()
    assert "━" in text
    assert "\x1b[?25h" in text, "the cursor is shown again"
    assert re.search(r"demo +2 ", text.rsplit("source", 1)[1])


def test_sources_list_show_and_a_copy_that_wins(unionwatch: Command, tmp_path: Path) -> None:
    listed = json.loads(unionwatch("sources", "list", "--json").stdout)
    names = [source["name"] for source in listed]
    assert {"demo", "laodongthudo", "nld"} <= set(names)
    assert "Báo Lao động Thủ đô" in unionwatch("sources", "list").stdout
    shown = unionwatch("sources", "show", "laodongthudo").stdout
    copy = tmp_path / "sources" / "laodongthudo.toml"
    copy.write_text(shown.replace("Báo Lao động Thủ đô", "Bản sao"), "utf-8")
    assert load_source(copy).title == "Bản sao"
    own = json.loads(unionwatch("sources", "show", "laodongthudo", "--json").stdout)
    assert (own["title"], own["file"]) == ("Bản sao", str(copy))


def test_sources_check_says_what_could_be_read(unionwatch: Command, tmp_path: Path) -> None:
    done = unionwatch("sources", "check", "demo", "--limit", 2)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "ok    6 articles on" in done.stdout
    assert done.stdout.count("paragraphs,") == 2
    assert done.stdout.endswith("Everything tried could be read.\n")
    assert not (tmp_path / "unionwatch.db").exists()


def test_sources_check_of_a_site_that_is_away(unionwatch: Command, tmp_path: Path) -> None:
    away(tmp_path / "sources")
    done = unionwatch("sources", "check", "hong", "--json")
    assert done.returncode == 1
    found = json.loads(done.stdout)
    assert (found["good"], found["articles"]) == (False, [])
    assert found["lists"][0]["reason"] == "refused"


def test_a_list_of_hardly_any_articles_says_what_may_be_wrong(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "demo.toml"
    path.write_text(SOURCE.format(title="Báo mẫu", home="http://127.0.0.1:1"), "utf-8")
    lists = [
        Listed(source="demo", url="http://127.0.0.1:1/it", links=1, new=1),
        Listed(source="demo", url="http://127.0.0.1:1/nhieu", links=9, new=9),
    ]
    outcome = RunOutcome(run_id=None, outcome=Outcome.DONE, sources=())
    found = Findings(outcome=outcome, lists=lists, failures=[], articles=[])
    show_findings(load_source(path), found)
    said = capsys.readouterr().out.splitlines()
    assert [line for line in said if "article_url" in line] == [said[2]]


def test_sources_add_drafts_a_file_that_works(
    unionwatch: Command, paper: SiteServer, tmp_path: Path
) -> None:
    done = unionwatch("sources", "add", f"{paper.url}/cong-doan", "--name", "mau")
    assert done.returncode == 0, done.stderr
    source = load_source(tmp_path / "sources" / "mau.toml")
    assert source.platform == "mastercms"
    assert source.identity(paper.url + paper.site.articles[0].path) == "184710"
    assert source.verified is not None
    assert "check it" in source.verified
    assert unionwatch("sources", "check", "mau", "--limit", 1).returncode in (0, 1)
    again = unionwatch("sources", "add", f"{paper.url}/cong-doan", "--name", "mau")
    assert again.returncode == 2
    assert "exists already" in again.stderr
    assert unionwatch("sources", "add", "congdoan.example").returncode == 2


def test_a_draft_that_cannot_be_read_is_not_left_behind(
    unionwatch: Command, paper: SiteServer, tmp_path: Path
) -> None:
    done = unionwatch("sources", "add", f"{paper.url}/cong-doan", "--name", "Báo Mẫu")
    assert done.returncode == 2
    assert "expected a file name" in done.stderr
    assert not (tmp_path / "sources" / "Báo Mẫu.toml").exists()
    assert unionwatch("sources", "list").returncode == 0


@pytest.mark.parametrize(
    ("urls", "identities"),
    [
        (["https://a.vn/mot-bai-123456.html", "https://a.vn/b-123457.html"], ["123456", "123457"]),
        (["https://a.vn/cong-doan/bai-1045123.ldo"], ["1045123"]),
        (["https://a.vn/bai-post98123.html"], ["98123"]),
        (["https://a.vn/x/-/view_content/4512345-bai"], ["4512345"]),
        (["https://a.vn/Default.aspx?tabid=3&id=778"], ["778"]),
        (["https://a.vn/bai-viet-d4567.html"], ["4567"]),
    ],
)
def test_the_shape_of_article_addresses_is_found(urls: list[str], identities: list[str]) -> None:
    shape = article_url(urls)
    assert shape in ARTICLE_URLS
    assert shape is not None
    found = [re.search(shape, url) for url in urls]
    assert [one["id"] for one in found if one] == identities


def test_no_shape_fits_addresses_without_numbers() -> None:
    assert article_url([]) is None
    assert article_url(["https://a.vn/gioi-thieu", "https://a.vn/lien-he"]) is None
