"""A site that changes as a whole: nothing is told, all is kept, and a person decides."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
import server
from click.testing import CliRunner
from news_site import address, article, listing, source_of
from samples import BODY, SOURCE, edited, gone, later, snapshot
from test_guards_store import crawl, look, told

from crawler.items import GoneReason, Visit
from parsers.text import match_key
from scheduler.cli.group import unionwatch
from scheduler.events import CrawlOptions, Event, Looked
from scheduler.feeds import Happening
from scheduler.guarding import release, settle, settle_left
from scheduler.jobs import run_crawl
from scheduler.pipeline import record_visit
from scheduler.store import Store, open_store, reading
from scheduler.store.chrome import chrome_lines, known_chrome
from scheduler.store.planning import Recheck
from scheduler.store.quarantine import is_quarantined
from scheduler.store.status import source_statuses
from scheduler.store.telling import happenings

ALL = CrawlOptions(recheck=Recheck.ALL)
BANNER = "Cuộc thi viết về công đoàn cơ sở nhận bài dự thi đến hết tháng sau."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "news.db") as opened:
        yield opened


def own(number: int) -> tuple[str, ...]:
    """The text of an article, like no other."""
    return (
        f"Tổ công đoàn số {number} họp sáng nay.",
        BODY[1],
        f"Việc số {number} bắt đầu từ tháng sau.",
    )


def shown(numbers: Iterable[int], *, end: str = "") -> list[Visit]:
    return [snapshot(n, body=(*own(n), *([end] if end else []))) for n in numbers]


def rewritten(numbers: Iterable[int], year: int = 2026) -> list[Visit]:
    """Each article with an edit of its own."""
    return [snapshot(n, body=(*own(n)[:2], f"Việc số {n} dời đến năm {year}.")) for n in numbers]


def vanished(numbers: Iterable[int]) -> list[Visit]:
    return [gone(n) for n in numbers]


TWENTY, HUNDRED = range(1, 21), range(1, 101)

# what a second crawl of known articles sees -> updates told, verdicts held, quarantined
CRAWLS: dict[str, tuple[range, list[Visit], int, int, bool]] = {
    "editors at work": (TWENTY, [*rewritten(range(1, 5)), *shown(range(5, 21))], 4, 0, False),
    "a fifth at once": (TWENTY, [*rewritten(range(1, 6)), *shown(range(6, 21))], 0, 5, True),
    "less than a fifth": (
        HUNDRED, [*rewritten(range(1, 13)), *shown(range(13, 101))], 12, 0, False,
    ),
    "few, but all by one block": (
        HUNDRED, [*shown(range(1, 7), end=BANNER), *shown(range(7, 101))], 0, 6, True,
    ),
    "most texts vanish": (
        TWENTY, [snapshot(n, body=("Đang tải",)) for n in TWENTY], 0, 0, True,
    ),
    "over a twentieth is gone": (
        HUNDRED, [*vanished(range(1, 7)), *shown(range(7, 101))], 0, 0, True,
    ),
    "a few are gone": (HUNDRED, [*vanished(range(1, 6)), *shown(range(6, 101))], 0, 0, False),
    "gone for good at once": (
        TWENTY, [gone(n, GoneReason.GONE) for n in TWENTY], 0, 20, True,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CRAWLS)
def test_is_it_the_site(store: Store, name: str) -> None:
    numbers, visits, updates, held, quarantined = CRAWLS[name]
    first = [snapshot(n, body=own(n) * 9) if "vanish" in name else shown([n])[0] for n in numbers]
    crawl(store, first, 0)
    settled = crawl(store, visits, 1)
    assert (len(told(store)), settled.held, settled.told) == (updates, held, updates)
    assert is_quarantined(store, SOURCE) is quarantined
    assert bool(settled.warning) is quarantined
    assert len(happenings(store, limit=500)) == len(numbers) + updates  # feeds
    assert store.value("SELECT count(*) FROM outbox") == len(numbers) + updates
    assert store.value("SELECT count(*) FROM flagged_updates") == len(numbers) + updates


def quarantined(store: Store) -> None:
    """Twenty articles of which every one got the same banner."""
    crawl(store, shown(TWENTY), 0)
    crawl(store, shown(TWENTY, end=BANNER), 1)
    assert is_quarantined(store, SOURCE)


def test_the_operator_hears_of_it_once(store: Store) -> None:
    crawl(store, shown(TWENTY), 0)
    first = crawl(store, shown(TWENTY, end=BANNER), 1)
    again = crawl(store, shown(TWENTY, end=BANNER), 10)
    assert first.warning is not None
    assert first.warning.startswith("20 of 20 articles changed at once, 20 of them by the same")
    assert f"'{BANNER}'" in first.warning
    assert (again.warning, again.held) == (None, 0)
    [status] = source_statuses(store, later(hours=11))
    assert status.state == "quarantined"
    assert status.state_reason is not None
    assert "20 of 20 articles changed at once" in status.state_reason


def test_what_is_held_is_no_version_and_can_be_let_through(store: Store) -> None:
    quarantined(store)
    assert all(each.version == 1 for each in reading.articles(store))
    assert release(store, SOURCE, later(hours=2)) == 20
    assert told(store) == ["changed"] * 20
    assert not is_quarantined(store, SOURCE)
    last = reading.version(store, 1)
    assert last is not None
    assert (last.number, last.article.body[-1], last.seen_at) == (2, BANNER, later(hours=1))
    page = reading.page(store, 1)
    assert page is not None
    assert BANNER.encode() in page.body
    first = happenings(store, limit=1)[0]
    assert isinstance(first, Happening)
    assert first.kind == "changed"


def test_or_taken_as_it_is_and_edits_since_are_found(store: Store) -> None:
    quarantined(store)
    since = [snapshot(1, body=(*own(1)[:2], "Hoãn đến năm 2027.", BANNER))]
    crawl(store, [*since, *shown(range(2, 21), end=BANNER)], 10)
    assert told(store) == []
    assert release(store, SOURCE, later(hours=11), rebaseline=True) == 20
    assert told(store) == []
    assert known_chrome(store, SOURCE) == {match_key(BANNER)}
    crawl(store, [*since, *shown(range(2, 21), end=BANNER)], 12)
    [update, *_] = reading.updates(store)
    assert (update.kind, update.article_id, told(store)) == ("changed", 1, ["changed"])


def test_a_site_that_goes_back_by_itself_ends_its_quarantine(store: Store) -> None:
    quarantined(store)
    crawl(store, shown(TWENTY), 8)
    assert not is_quarantined(store, SOURCE)
    assert told(store) == []
    crawl(store, [edited(1), *shown(range(2, 21))], 40)
    assert told(store) == ["changed"]


def test_articles_that_a_broken_server_lost_are_told_only_when_released(store: Store) -> None:
    crawl(store, shown(TWENTY), 0)
    crawl(store, vanished(TWENTY), 1)
    settled = crawl(store, vanished(TWENTY), 30)  # a second look would confirm each of them
    assert (settled.held, told(store)) == (20, [])
    assert {each.status for each in reading.articles(store)} == {"suspected"}
    crawl(store, shown(range(1, 11)), 31)
    assert release(store, SOURCE, later(hours=32)) == 10
    assert told(store) == ["removed"] * 10


def test_the_shared_block_waits_for_a_person_before_it_is_chrome(store: Store) -> None:
    quarantined(store)
    assert known_chrome(store, SOURCE) == frozenset()
    assert [(line.text, line.state) for line in chrome_lines(store, SOURCE)] == [
        (BANNER, "candidate")
    ]


def test_a_kill_before_the_end_neither_loses_nor_tells(store: Store) -> None:
    crawl(store, shown(TWENTY), 0)
    look(store, shown(range(1, 16), end=BANNER), 1)  # and then nothing: the process is gone
    assert told(store) == []
    [settled] = settle_left(store, later(hours=2))
    assert (settled.held, is_quarantined(store, SOURCE), told(store)) == (15, True, [])


REAL = range(1, 13)


def paper(site: server.Site, *, end: str = "", delay: float = 0.0) -> None:
    site.routes[LIST] = listing(REAL)
    for number in REAL:
        page = article(number, extra=f"<p>{end}</p>" if end else "")
        site.routes[address(number)] = server.Response(body=page.body, delay=delay)


LIST = "/cong-doan"


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is of POSIX")
def test_a_real_crawl_is_killed_while_verdicts_wait(tmp_path: Path) -> None:
    db = tmp_path / "news.db"
    seen: list[Looked] = []

    def kill(event: Event) -> None:
        if isinstance(event, Looked):
            seen.append(event)
            if len(seen) == 6:
                children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
                for child in children:
                    os.kill(int(child), signal.SIGKILL)

    with server.Site() as site:
        paper(site)
        source = source_of(site, tmp_path)
        run_crawl(db, [source], timeout=60)
        paper(site, end=BANNER, delay=0.05)
        killed = run_crawl(db, [source], ALL, timeout=60, on_event=kill)
        assert killed.exit_code == 1
        assert [look.verdict for look in seen[:6]] == ["changed"] * 6
        with open_store(db, read_only=True) as store:
            assert told(store) == []
            assert is_quarantined(store, source.name)
        outcome = run_crawl(db, [source], ALL, timeout=60)
    assert outcome.counts.changed == 0
    with open_store(db, read_only=True) as store:
        assert told(store) == []
        assert store.value("SELECT count(*) FROM held WHERE state = 'quarantined'") == 12


def test_the_commands(tmp_path: Path) -> None:
    db = tmp_path / "news.db"
    with open_store(db) as store:
        quarantined(store)

    def run(*words: str) -> str:
        done = CliRunner().invoke(unionwatch, ["--db", str(db), *words], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.output

    assert "quarantined" in run("status")
    assert BANNER in run("sources", "chrome", SOURCE)
    assert "20 articles told" in run("sources", "release", SOURCE)
    assert len(json.loads(run("updates", "--kind", "changed", "--json"))) == 20
    again = CliRunner().invoke(unionwatch, ["--db", str(db), "sources", "release", SOURCE])
    assert again.exit_code != 0
    assert "not in quarantine" in str(again.exception) + again.output
    run("sources", "chrome", SOURCE, "--forget", BANNER)
    [line] = json.loads(run("sources", "chrome", SOURCE, "--json"))
    assert line["state"] == "forgotten"
    done = subprocess.run(
        [sys.executable, "-m", "scheduler.cli", "--db", str(db), "sources", "chrome", "khong-co"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode != 0


def test_a_crawl_of_many_hours_does_not_keep_its_updates_so_long(store: Store) -> None:
    crawl(store, shown(HUNDRED), 0)
    run_id = look(store, [*rewritten(range(1, 4)), *shown(range(4, 31))], 1)
    assert settle(store, SOURCE, run_id, later(hours=1, minutes=11)).told == 3  # under way
    for visit in (*shown(range(31, 41), end=BANNER), *shown(range(41, 51))):
        record_visit(store, visit, later(hours=2), run_id=run_id, hold=True)
    settled = settle(store, SOURCE, run_id, later(hours=2, minutes=1))
    assert (settled.held, told(store)) == (10, ["changed"] * 3)


def test_new_articles_of_a_quarantined_source_are_told(store: Store) -> None:
    quarantined(store)
    crawl(store, shown([21]), 2)
    assert reading.updates(store)[0].kind == "new"
    assert reading.updates(store)[0].article_id == 21


def test_a_lively_hour_at_a_source_that_is_edited_often(store: Store) -> None:
    crawl(store, shown(TWENTY), 0)
    for hour in range(1, 8):  # two to four of twenty at each look
        crawl(store, rewritten(range(1, 2 + hour % 3 + 1), 2030 + hour), hour)
        crawl(store, shown(range(5, 21)), hour + 0.5)
    before = len(told(store))
    crawl(store, [*rewritten(range(1, 6), 2050), *shown(range(6, 21))], 9)
    assert not is_quarantined(store, SOURCE)
    assert len(told(store)) == before + 5
