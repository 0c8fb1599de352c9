"""What a site owner is shown: from crawls of a server that keeps its own log."""

import itertools
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import server
from click.testing import CliRunner
from news_site import address, article, listing, source_of
from samples import NOON, failure, fetch, later, not_modified, snapshot

from crawler.items import FailureReason
from crawler.plan import RobotsText
from crawler.source import Source
from scheduler.cli.group import unionwatch
from scheduler.jobs import CrawlOptions, run_crawl
from scheduler.pipeline import record_visit
from scheduler.store import Store, open_store
from scheduler.store.courtesy import courtesy, hosts
from scheduler.store.planning import Recheck, plan_for
from scheduler.store.robots import GOOD_FOR, keep_robots, known_robots
from scheduler.store.runs import start_run

LIST = "/cong-doan"
ALL = CrawlOptions(recheck=Recheck.ALL)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "news.db") as opened:
        yield opened


@pytest.fixture
def site() -> Iterator[server.Site]:
    with server.Site() as site:
        site.routes[LIST] = listing(range(1, 4))
        for number in (1, 2, 3):
            site.routes[address(number)] = server.conditional(article(number), etag=f'"{number}"')
        forbidden = server.text(f"User-agent: *\nDisallow: {address(3)}\nCrawl-delay: 0.2\n")
        site.routes["/robots.txt"] = forbidden
        yield site


@pytest.fixture
def source(site: server.Site, tmp_path: Path) -> Source:
    return source_of(site, tmp_path, politeness="delay = 0\nautothrottle = false")


def test_the_report_says_what_the_server_saw(
    site: server.Site, source: Source, tmp_path: Path
) -> None:
    db = tmp_path / "news.db"
    run_crawl(db, [source], timeout=60)
    run_crawl(db, [source], ALL, timeout=60)
    with open_store(db, read_only=True) as store:
        found = courtesy(store, "127.0.0.1", datetime.now(UTC) - timedelta(hours=1))
    paths = site.paths()
    assert found.requests == len(paths)  # robots.txt aside
    assert sum(found.days.values()) == len(paths)
    assert not site.hits(address(3))
    assert found.refused_by_robots == 1
    assert found.revisits == 2
    not_modified = sum("if-none-match" in request.headers for request in site.requests)
    assert found.not_modified == not_modified
    [robots] = found.robots
    assert (robots.status, robots.crawl_delay) == (200, 0.2)
    assert robots.expires_at - robots.fetched_at == GOOD_FOR


def test_robots_txt_is_read_once_a_day(site: server.Site, source: Source, tmp_path: Path) -> None:
    db = tmp_path / "news.db"
    for _ in range(3):
        run_crawl(db, [source], ALL, timeout=60)
    assert len(site.hits("/robots.txt")) == 1
    with open_store(db) as store, store.transaction():
        store.execute("UPDATE robots SET expires_at = '2020-01-01T00:00:00Z'")
    site.routes["/robots.txt"] = server.text("User-agent: *\nDisallow: /\n")
    before = len(site.paths())
    run_crawl(db, [source], ALL, timeout=60)
    assert len(site.hits("/robots.txt")) == 2
    assert len(site.paths()) == before, "the new rules hold at once"


def test_rules_that_were_kept_are_obeyed_with_their_delay(
    site: server.Site, source: Source, tmp_path: Path
) -> None:
    db = tmp_path / "news.db"
    run_crawl(db, [source], timeout=60)
    before = len(site.requests)
    run_crawl(db, [source], ALL, timeout=60)
    again = site.requests[before:]
    assert address(3) not in {request.path for request in again}
    assert min(b.at - a.at for a, b in itertools.pairwise(again)) >= 0.17


@pytest.mark.parametrize(
    ("fetched", "known"),
    [
        (timedelta(hours=1), True),
        (timedelta(hours=23, minutes=59), True),
        (timedelta(hours=24), False),
        (-timedelta(hours=1), False),  # read in the future: the clock was set back
    ],
)
def test_rules_expire(store: Store, fetched: timedelta, known: bool) -> None:
    text = RobotsText(status=200, body="User-agent: *", fetched_at=NOON - fetched)
    keep_robots(store, {"https://baomau.example": text})
    assert bool(known_robots(store, NOON)) is known
    assert bool(plan_for(store, "baomau", NOON).robots) is known


def test_delays_and_pauses_come_from_the_log(store: Store) -> None:
    run = start_run(
        store, {"baomau": ("Báo Mẫu", "https://baomau.example/")}, NOON, command="t", pid=1
    )
    times = (0, 2, 5, 9, 70)
    visits = [
        snapshot(1),
        snapshot(2),
        not_modified(1),
        failure(2, FailureReason.RATE_LIMITED),
        not_modified(2),
    ]
    for seconds, visit in zip(times, visits, strict=True):
        at = later(seconds=seconds)
        status = 429 if seconds == 9 else visit.fetch.status
        own = fetch(
            int(visit.identity),
            at=at,
            status=status,
            size=visit.fetch.size,
            reason=visit.fetch.reason,
        )
        record_visit(store, type(visit)(**{**_fields(visit), "fetch": own}), at, run_id=run)
    found = courtesy(store, "www.BAOMAU.example", NOON)
    assert (found.requests, found.least_delay, found.median_delay) == (5, 2, 3.5)
    assert (found.busy, found.after_busy) == (1, 61)
    assert (found.revisits, found.not_modified) == (2, 2)
    assert hosts(store, NOON) == {"baomau.example": 5}
    assert courtesy(store, "mau.example", NOON).requests == 0, "a part of the name is another host"


def _fields(visit: object) -> dict[str, object]:
    return {name: getattr(visit, name) for name in type(visit).__slots__}


def run(db: Path, *arguments: str) -> str:
    result = CliRunner().invoke(unionwatch, ["--db", str(db), "politeness", *arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_command(site: server.Site, source: Source, tmp_path: Path) -> None:
    db = tmp_path / "news.db"
    run_crawl(db, [source], timeout=60)
    own = ("--sources", str(tmp_path))
    assert "127.0.0.1" in run(db, *own)
    text = run(db, "mau", *own)
    assert "127.0.0.1: 3 requests since" in text
    assert "1 address that robots.txt forbids" in text
    assert "Crawl-delay 0.2 s" in text
    assert "robots.txt obeyed" in text
    told = json.loads(run(db, "127.0.0.1", "--json", *own))
    assert told["courtesy"]["refused_by_robots"] == 1
    unknown = CliRunner().invoke(
        unionwatch, ["--db", str(db), "politeness", "nowhere.example", *own]
    )
    assert unknown.exit_code == 2
    assert "nothing was asked of it" in unknown.output
