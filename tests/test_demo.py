"""The demo: its example site changes as real ones do, and the whole loop finds what counts."""

import subprocess
import sys
import time
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from parsers import Page, parse_article, parse_feed, parse_listing
from scheduler.cli import main
from scheduler.demo import script
from scheduler.demo.paper import DemoSite, SecondDay, TextEdit, load_days, locate
from scheduler.demo.server import SiteServer

UNIONWATCH = Path(sys.executable).with_name("unionwatch")


@pytest.fixture(scope="module")
def days() -> tuple[DemoSite, DemoSite, SecondDay]:
    return load_days(locate())


def get(url: str) -> Page:
    with urlopen(url, timeout=10) as answer:
        return Page(url=url, body=answer.read(), content_type=answer.headers["Content-Type"])


def test_the_second_day_is_what_site_toml_says(days: tuple[DemoSite, DemoSite, SecondDay]) -> None:
    first, second, day = days
    before = {article.id: article for article in first.articles}
    after = {article.id: article for article in second.articles}
    assert set(after) - set(before) == {day.new}
    assert set(before) - set(after) == {day.removed}
    changed = {number for number in before.keys() & after.keys() if before[number] != after[number]}
    assert changed == {edit.article for edit in day.edit}


def test_every_edit_finds_its_words(days: tuple[DemoSite, DemoSite, SecondDay]) -> None:
    first, second, day = days
    for edit in day.edit:
        was = next(article for article in first.articles if article.id == edit.article)
        now = next(article for article in second.articles if article.id == edit.article)
        assert edit.old in "\n".join([was.title, *was.paragraphs])
        assert edit.new in "\n".join([now.title, *now.paragraphs])


def test_every_article_is_read_as_it_was_written(
    days: tuple[DemoSite, DemoSite, SecondDay],
) -> None:
    with SiteServer(days[0]) as server:
        for written in days[0].articles:
            read = parse_article(get(server.url + written.path))
            assert read.title == written.title
            assert read.kicker == written.kicker
            assert read.lead == written.lead
            assert list(read.body) == written.paragraphs
            assert read.authors == (written.author,)
            assert [caption.text for caption in read.captions] == [written.caption]
            assert read.published_at == written.moment


def test_no_two_answers_are_the_same_bytes(days: tuple[DemoSite, DemoSite, SecondDay]) -> None:
    with SiteServer(days[0]) as server:
        url = server.url + days[0].articles[0].path
        first, second = get(url), get(url)
    assert first.body != second.body
    assert parse_article(first).body == parse_article(second).body


def test_lists_feed_paging_and_missing_pages(days: tuple[DemoSite, DemoSite, SecondDay]) -> None:
    first, second, day = days
    with SiteServer(first) as server:
        listing = parse_listing(get(f"{server.url}/cong-doan"))
        assert [link.title for link in listing] == [one.title for one in first.articles[:6]]
        assert listing.next_url == f"{server.url}/cong-doan/p2"
        assert len(parse_listing(get(listing.next_url))) == len(first.articles) - 6
        assert len(parse_feed(get(f"{server.url}/rss/cong-doan.rss"))) == 5
        gone = next(article for article in first.articles if article.id == day.removed)
        get(server.url + gone.path)
        server.site = second
        for path, status in ((gone.path, 410), ("/cong-doan/p9", 404), ("/bai-1.html", 404)):
            with pytest.raises(HTTPError) as error:
                get(server.url + path)
            assert error.value.code == status
            error.value.close()


def test_the_demo_finds_exactly_the_four(tmp_path: Path) -> None:
    db, began = tmp_path / "demo.db", time.monotonic()
    done = subprocess.run(
        [UNIONWATCH, "demo", "--keep", db], capture_output=True, text=True, timeout=120, check=False
    )
    told = done.stdout
    assert done.returncode == 0, told + done.stderr
    assert time.monotonic() - began < 60  # alone on a machine it takes 4 to 8 s; tests share theirs
    assert "These four happened, these four are flagged, and nothing else is." in told
    assert "[-500.000-]{+700.000+}" in told
    assert "1 new, 2 edited, 1 removed, 7 unchanged, 0 failed" in told
    assert len(told.splitlines()) <= 40, "more than a screen of text"
    assert max(map(len, told.splitlines())) <= 160
    commands = [line.split() for line in told.splitlines() if f"--db {db}" in line]
    assert len(commands) == 4
    for command in commands:
        again = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        assert again.returncode == 0, again.stderr
        assert again.stdout.strip()


def test_the_demo_says_when_something_else_comes_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """An edit that the site never makes: expected, not found."""
    first, second, day = load_days(locate())
    phantom = SecondDay(
        new=day.new,
        removed=day.removed,
        edit=[*day.edit, TextEdit(article=184701, old="không có", new="câu này")],
    )
    monkeypatch.setattr(script, "load_days", lambda _folder: (first, second, phantom))
    assert main(["demo", "--keep", str(tmp_path / "demo.db")]) == 1
    told = capfd.readouterr().out
    assert "NOT what happened" in told
    assert "184701" in told


def test_the_demo_does_not_write_over_a_file(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.db").write_text("precious")
    assert main(["demo", "--keep", str(tmp_path / "mine.db")]) == 2
    assert "exists already" in capfd.readouterr().err
    assert (tmp_path / "mine.db").read_text() == "precious"
