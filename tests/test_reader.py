"""Reading beside the crawl: the same visits, whatever becomes of the reading process."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import server
from crawl_child import Child, run_crawl
from news_site import address, article, source_of
from server import Response, Site

from crawler.items import Failure, FailureReason, Gone, Snapshot
from crawler.plan import CrawlPlan
from crawler.spider import MANY
from parsers.fingerprint import fingerprint
from parsers.html import parse_html
from parsers.model import Page

QUICK = {"UNIONWATCH_RETRY_WAIT": 0.01, "DOWNLOAD_TIMEOUT": 5}
SIDE_BY_SIDE = f"delay = 0\nautothrottle = false\nobey_robots = false\nconcurrency = {MANY}"
ONE_BY_ONE = "delay = 0\nautothrottle = false\nobey_robots = false\nconcurrency = 1"
NUMBERS = range(1001, 1031)


@pytest.fixture
def site() -> Iterator[Site]:
    with Site({address(number): article(number) for number in NUMBERS}) as site:
        site.routes[address(1002)] = server.NOT_FOUND
        site.routes[address(1003)] = Response(body=b"%PDF-1.7 " + bytes(999))
        site.routes[address(1004)] = Response(body=b"")
        yield site


def plan(site: Site) -> CrawlPlan:
    return CrawlPlan(urls=tuple(site.url(address(number)) for number in NUMBERS))


def test_pages_are_read_beside_the_crawl_as_they_are_in_it(tmp_path: Path, site: Site) -> None:
    apart = run_crawl([(source_of(site, tmp_path, politeness=SIDE_BY_SIDE), plan(site))], QUICK)
    inside = run_crawl([(source_of(site, tmp_path, politeness=ONE_BY_ONE), plan(site))], QUICK)
    assert set(apart.by_identity) == set(inside.by_identity) == {str(n) for n in NUMBERS}
    for identity, visit in apart.by_identity.items():
        other = inside.by_identity[identity]
        assert type(visit) is type(other)
        assert visit.fetch.reason is other.fetch.reason
        if isinstance(visit, Snapshot):
            assert isinstance(other, Snapshot)
            assert (visit.article, visit.raw) == (other.article, other.raw)
            page = Page(url=visit.fetch.final_url, body=visit.raw)
            assert visit.fingerprint == other.fingerprint == fingerprint(parse_html(page).root)
            assert visit.fingerprint
    assert isinstance(apart.by_identity["1002"], Gone)
    assert isinstance(apart.by_identity["1003"], Failure)


def test_a_bug_in_the_reader_is_told_with_its_traceback(tmp_path: Path, site: Site) -> None:
    broken = CrawlPlan(urls=plan(site).urls[-3:], what_is_known="none")  # type: ignore[arg-type]
    outcome = run_crawl([(source_of(site, tmp_path, politeness=SIDE_BY_SIDE), broken)], QUICK)
    assert [visit.fetch.reason for visit in outcome.visits] == [FailureReason.BUG] * 3
    assert "parsers/article.py" in outcome.log


def readers_of(pid: int) -> list[int]:
    """The processes that a crawl has started."""
    tasks = Path(f"/proc/{pid}/task")
    return [
        int(child) for task in tasks.iterdir() for child in (task / "children").read_text().split()
    ]


def wait_for_a_reader(pid: int) -> int:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        if readers := readers_of(pid):
            return readers[0]
        time.sleep(0.02)
    raise AssertionError("no reader was started")


def is_running(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False


def test_a_reader_that_dies_loses_no_article(tmp_path: Path, site: Site) -> None:
    for number in NUMBERS[4:]:
        site.routes[address(number)] = Response(body=article(number).body, delay=0.3)
    source = source_of(site, tmp_path, politeness=SIDE_BY_SIDE)
    with Child([(source, plan(site))], QUICK) as child:
        os.kill(wait_for_a_reader(child.process.pid), signal.SIGKILL)
        outcome = child.outcome()
    assert set(outcome.by_identity) == {str(number) for number in NUMBERS}
    assert sum(isinstance(visit, Snapshot) for visit in outcome.visits) == len(NUMBERS) - 3
    assert "the reader died" in outcome.log


def test_no_reader_outlives_a_crawl_that_is_killed(tmp_path: Path, site: Site) -> None:
    for number in NUMBERS[4:]:
        site.routes[address(number)] = Response(body=article(number).body, delay=0.5)
    source = source_of(site, tmp_path, politeness=SIDE_BY_SIDE)
    with Child([(source, plan(site))], QUICK) as child:
        reader = wait_for_a_reader(child.process.pid)
        child.process.kill()
        child.process.wait(10)
        until = time.monotonic() + 10
        while is_running(reader):
            assert time.monotonic() < until, "the reader is still there"
            time.sleep(0.05)
