"""Reading beside the crawl: the same visits, whatever becomes of the reading process."""

import asyncio
import os
import re
import signal
import time
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zlib import decompress

import pytest
import samples
import server
from crawl_child import Child, run_crawl
from news_site import address, article, source_of
from server import Response, Site

from crawler.frontier import Asked
from crawler.items import Failure, FailureReason, Gone, Snapshot, Visit
from crawler.plan import CrawlPlan
from crawler.reader import READY, Reader, packed, serve, unpacked
from crawler.reading import Answer, read_article
from crawler.spider import MANY
from parsers.fingerprint import fingerprint, to_text
from parsers.html import parse_html
from parsers.model import NOTHING_KNOWN

QUICK = {"UNIONWATCH_RETRY_WAIT": 0.01, "DOWNLOAD_TIMEOUT": 5}
SIDE_BY_SIDE = f"delay = 0\nautothrottle = false\nobey_robots = false\nconcurrency = {MANY}"
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


def asked_and_answered(site: Site, number: int, body: bytes) -> tuple[Asked, Answer]:
    url = site.url(address(number))
    fetch = replace(samples.fetch(), url=url, final_url=url)
    return Asked(identity=str(number), url=url), Answer(fetch=fetch, body=body)


async def started(reader: Reader, first: tuple[Asked, Answer]) -> None:
    """Read something, and wait for the process that this starts."""
    await reader.read(*first)
    async with asyncio.timeout(30):
        while not reader.ready:
            await asyncio.sleep(0.02)


async def ended(reader: Reader) -> None:
    """Close it, and wait for the end of its process."""
    reader.close()
    assert reader._process is not None
    assert reader._listening is not None
    await reader._listening
    await reader._process.wait()


def test_pages_are_read_beside_the_crawl_as_they_are_in_it(tmp_path: Path, site: Site) -> None:
    source = source_of(site, tmp_path)
    bodies = [article(1001).body, b"%PDF-1.7 " + bytes(999), b"", article(1005).body]
    pages = [asked_and_answered(site, 1001 + n, body) for n, body in enumerate(bodies)]

    async def apart() -> list[Visit]:
        reader = Reader(source, NOTHING_KNOWN, beside=True)
        await started(reader, pages[0])
        visits = await asyncio.gather(*(reader.read(*page) for page in pages))
        await ended(reader)
        return visits

    inside = [read_article(source, *page, NOTHING_KNOWN) for page in pages]
    beside = asyncio.run(apart())
    assert beside == inside
    assert [type(visit) for visit in inside] == [Snapshot, Failure, Failure, Snapshot]
    packed = [visit.packed for visit in beside if isinstance(visit, Snapshot)]
    assert [decompress(page or b"") for page in packed] == [bodies[0], bodies[3]]
    assert [one.compressed for one in inside if isinstance(one, Snapshot)] == packed


def test_a_crawl_reads_itself_until_its_reader_is_ready(tmp_path: Path, site: Site) -> None:
    outcome = run_crawl([(source_of(site, tmp_path, politeness=SIDE_BY_SIDE), plan(site))], QUICK)
    assert set(outcome.by_identity) == {str(number) for number in NUMBERS}
    assert isinstance(outcome.by_identity["1002"], Gone)
    assert isinstance(outcome.by_identity["1003"], Failure)
    assert not re.search("ERROR|pending|Exception", outcome.log), outcome.log


def test_answers_in_hand_are_read_here_when_the_reader_dies(tmp_path: Path, site: Site) -> None:
    source = source_of(site, tmp_path)
    pages = [asked_and_answered(site, number, article(number).body) for number in NUMBERS]

    async def cut_off() -> list[Visit]:
        reader = Reader(source, NOTHING_KNOWN, beside=True)
        await started(reader, pages[0])
        reading = asyncio.gather(*(reader.read(*page) for page in pages))
        await asyncio.sleep(0)  # all are asked
        for pid in readers_of(os.getpid()):
            os.kill(pid, signal.SIGKILL)
        visits = await reading
        await ended(reader)
        return visits

    visits = asyncio.run(cut_off())
    assert [visit.identity for visit in visits] == [str(number) for number in NUMBERS]
    assert {type(visit) for visit in visits} == {Snapshot}


PAGES = sorted((Path(__file__).parent.parent / "fixtures").glob("*/*/page.html"))


def test_the_fingerprint_is_that_of_the_page_as_it_came(tmp_path: Path, site: Site) -> None:
    source = source_of(site, tmp_path)
    read = 0
    for file in PAGES:
        asked, answer = asked_and_answered(site, 1001, file.read_bytes())
        visit = read_article(source, asked, answer, NOTHING_KNOWN)
        if isinstance(visit, Snapshot):
            read += 1
            # Reading must leave the tree as it was, or take the fingerprint before it cuts.
            assert visit.fingerprint == to_text(fingerprint(parse_html(answer.page).root)), file
    assert read > len(PAGES) / 2


def test_a_bug_in_the_reader_is_told_with_its_traceback(tmp_path: Path, site: Site) -> None:
    page = asked_and_answered(site, 1001, article(1001).body)
    questions = BytesIO(packed((source_of(site, tmp_path), "none")) + packed(page))
    answers = BytesIO()
    serve(questions, answers)
    answers.seek(len(READY))
    error = unpacked(answers)
    assert isinstance(error, AttributeError)
    assert any("parsers/article.py" in note for note in error.__notes__)


def test_a_bug_of_ours_is_a_failure_of_each_page(tmp_path: Path, site: Site) -> None:
    broken = CrawlPlan(urls=plan(site).urls[-3:], what_is_known="none")  # type: ignore[arg-type]
    outcome = run_crawl([(source_of(site, tmp_path, politeness=SIDE_BY_SIDE), broken)], QUICK)
    assert [visit.fetch.reason for visit in outcome.visits] == [FailureReason.BUG] * 3
    assert "parsers/article.py" in outcome.log


def readers_of(pid: int) -> list[int]:
    """The readers that a crawl has started; it may start other processes for a moment."""
    tasks = Path(f"/proc/{pid}/task")
    children = [
        int(child) for task in tasks.iterdir() for child in (task / "children").read_text().split()
    ]
    return [child for child in children if b"crawler.reader" in _command(child)]


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


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
