"""Crawls as jobs: the child process and its ends, the lock, signals, time limits, and how outcomes
are judged.
"""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
import server
from news_site import address, article, listing, source_of

from crawler.source import Source
from scheduler.events import CrawlOptions, Event, Job, Listed, Looked, SourceClosed, SourceStarted
from scheduler.jobs import LockHeld, RunOutcome, run_crawl
from scheduler.outcomes import ChildEnd, Outcome, Tally, judge
from scheduler.store import open_store, reading, runs
from scheduler.store.planning import Recheck
from scheduler.supervise import COMMAND

TESTS = Path(__file__).parent
LIST = "/cong-doan"


@pytest.fixture
def site() -> Iterator[server.Site]:
    with server.Site() as site:
        publish(site, range(1, 5))
        yield site


def publish(site: server.Site, numbers: range, *, delay: float = 0.0) -> None:
    """A listing of these articles, and the articles."""
    site.routes[LIST] = listing(numbers)
    for number in numbers:
        page = article(number)
        site.routes[address(number)] = server.Response(body=page.body, delay=delay)


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "news.db"


@pytest.fixture
def source(site: server.Site, tmp_path: Path) -> Source:
    return source_of(site, tmp_path)


def numbers(db: Path) -> set[str]:
    """Identities of the articles stored."""
    with open_store(db, read_only=True) as store:
        return {each.identity for each in reading.articles(store)}


def last_run(db: Path) -> tuple[str, str | None]:
    with open_store(db, read_only=True) as store:
        run = runs.runs(store)[0]
        return run.outcome, run.error


ALL = CrawlOptions(recheck=Recheck.ALL)


def test_a_crawl_stores_what_it_saw_and_says_so(db: Path, source: Source) -> None:
    heard: list[Event] = []
    outcome = run_crawl(db, [source], on_event=heard.append, timeout=60, command="a test")
    assert (outcome.outcome, outcome.exit_code, outcome.error) == (Outcome.DONE, 0, None)
    assert (outcome.counts.new, outcome.counts.requests, outcome.counts.listings) == (4, 5, 1)
    assert numbers(db) == {"1", "2", "3", "4"}
    assert [type(event) for event in heard] == [
        SourceStarted,
        Listed,
        *[Looked] * 4,
        SourceClosed,
    ]
    with open_store(db, read_only=True) as store:
        run = runs.run(store, outcome.run_id or 0)
        assert run is not None
        assert (run.outcome, run.command, run.pid) == ("done", "a test", os.getpid())
        assert run.counts == outcome.counts
        assert len(reading.fetches(store, run_id=run.id)) == 5


def test_a_second_crawl_finds_just_what_changed(
    db: Path, site: server.Site, source: Source
) -> None:
    run_crawl(db, [source], timeout=60)
    site.routes[address(2)] = article(2, extra="<p>Sẽ có thêm 50 suất cho đoàn viên mới.</p>")
    del site.routes[address(3)]
    site.routes[LIST] = listing([5, 1, 2, 3, 4])
    site.routes[address(5)] = article(5)
    outcome = run_crawl(db, [source], ALL, timeout=60)
    counts = outcome.counts
    assert (counts.new, counts.changed, counts.suspect, counts.unchanged) == (1, 1, 1, 2)
    with open_store(db, read_only=True) as store:
        told = {(each.kind, each.url) for each in reading.updates(store, run_id=outcome.run_id)}
    assert told == {("changed", site.url(address(2))), ("new", site.url(address(5)))}


def test_only_what_is_due_is_looked_at(db: Path, site: server.Site, source: Source) -> None:
    run_crawl(db, [source], timeout=60)
    before = len(site.paths())
    outcome = run_crawl(db, [source], CrawlOptions(due_only=True), timeout=60)
    assert len(site.paths()) == before
    assert (outcome.outcome, outcome.counts.requests) == (Outcome.DONE, 0)
    run_crawl(db, [source], CrawlOptions(recheck=Recheck.NONE), timeout=60)
    assert site.paths()[before:] == [LIST]


def test_single_addresses(db: Path, site: server.Site, source: Source) -> None:
    only = CrawlOptions(urls=(site.url(address(3)),))
    outcome = run_crawl(db, [source], only, timeout=60)
    assert numbers(db) == {"3"}
    assert outcome.counts.requests == 1


def test_a_limit_leaves_the_rest_for_the_next_crawl(
    db: Path, site: server.Site, source: Source
) -> None:
    run_crawl(db, [source], CrawlOptions(limit=3), timeout=60)
    assert len(numbers(db)) == 3
    site.routes[LIST] = listing([])  # they have left the listing: the store remembers them
    run_crawl(db, [source], timeout=60)
    assert len(numbers(db)) == 4


def test_a_dry_run_judges_and_stores_nothing(db: Path, site: server.Site, source: Source) -> None:
    verdicts: list[str] = []

    def hear(event: Event) -> None:
        if isinstance(event, Looked):
            verdicts.append(event.verdict)

    dry = CrawlOptions(dry_run=True, recheck=Recheck.ALL)
    outcome = run_crawl(db, [source], dry, on_event=hear, timeout=60)
    assert (outcome.run_id, outcome.counts.new, verdicts) == (None, 4, ["new"] * 4)
    assert not list(db.parent.glob("news.db*"))
    run_crawl(db, [source], timeout=60)
    site.routes[address(2)] = article(2, extra="<p>Sẽ có thêm 50 suất.</p>")
    before = db.read_bytes()
    verdicts.clear()
    assert run_crawl(db, [source], dry, on_event=hear, timeout=60).counts.changed == 1
    assert sorted(verdicts) == ["changed", "unchanged", "unchanged", "unchanged"]
    assert db.read_bytes() == before


def test_a_source_that_fails_does_not_stop_the_others(
    db: Path, site: server.Site, source: Source, tmp_path: Path
) -> None:
    with server.Site() as other:
        away = source_of(other, tmp_path, name="vang")
    outcome = run_crawl(db, [away, source], timeout=60)
    assert (outcome.outcome, outcome.exit_code) == (Outcome.FAILED, 1)
    failed, done = outcome.sources
    assert (failed.outcome, done.outcome, done.counts.new) == (Outcome.FAILED, Outcome.DONE, 4)
    assert failed.error is not None
    assert failed.error.startswith(f"no listing could be read: {other.url(LIST)}: ")
    assert last_run(db) == ("failed", None)


def test_a_listing_without_links_fails_the_source(
    db: Path, site: server.Site, source: Source
) -> None:
    site.routes[LIST] = server.html("<p>Trang đang được thiết kế lại.</p>")
    [failed] = run_crawl(db, [source], timeout=60).sources
    assert failed.outcome is Outcome.FAILED
    assert failed.error is not None
    assert site.url(LIST) in failed.error


HOLD = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from scheduler.lock import crawl_lock

with crawl_lock(Path(sys.argv[1]), datetime.now(UTC), "unionwatch run"):
    print("held", flush=True)
    time.sleep(60)
"""


def test_one_crawl_at_a_time_and_a_killed_one_leaves_no_lock(db: Path, source: Source) -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLD, str(db)], stdout=subprocess.PIPE)
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    with pytest.raises(LockHeld) as refused:
        run_crawl(db, [source], timeout=60)
    assert refused.value.holder is not None
    assert (refused.value.holder.pid, refused.value.holder.command) == (
        holder.pid,
        "unionwatch run",
    )
    assert f"process {holder.pid} (unionwatch run), since 20" in str(refused.value)
    holder.kill()
    holder.wait()
    holder.stdout.close()
    assert run_crawl(db, [source], timeout=60).outcome is Outcome.DONE


CRAWL = """
import sys
from pathlib import Path
from crawler.source import load_source
from scheduler.jobs import run_crawl

outcome = run_crawl(Path(sys.argv[1]), [load_source(Path(sys.argv[2]))], timeout=100)
sys.exit(outcome.exit_code)
"""


@pytest.fixture
def slow(site: server.Site) -> server.Site:
    """Thirty articles, each a fifth of a second."""
    publish(site, range(1, 31), delay=0.2)
    return site


def crawling(db: Path, source: Source) -> subprocess.Popen[bytes]:
    """A process that crawls, as a person's command would."""
    return subprocess.Popen([sys.executable, "-c", CRAWL, str(db), str(source.file)])


def wait_for(condition: Callable[[], bool], seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_a_crawl_gently(
    db: Path, slow: server.Site, source: Source, number: signal.Signals
) -> None:
    parent = crawling(db, source)
    wait_for(lambda: len(slow.paths()) > 5)
    parent.send_signal(number)
    assert parent.wait(timeout=30) == 128 + number
    asked = {path for path in slow.paths() if path != LIST}
    assert {address(int(each)) for each in numbers(db)} == asked  # also the one in hand
    assert 4 <= len(asked) < 25
    assert last_run(db) == ("interrupted", "the crawl was stopped by a signal")
    assert run_crawl(db, [source], timeout=60).counts.new == 30 - len(asked)


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_a_crawl_that_no_signal_reaches_does_not_outlive_its_time(
    db: Path, site: server.Site, source: Source
) -> None:
    """No Python code runs while a pattern is tried on an address that it takes for ever with."""
    assert source.file is not None
    text = source.file.read_text("utf-8").replace("-(?P<id>\\d+)", "(?P<id>(?:\\w|\\w\\w)+)")
    source.file.write_text(text, "utf-8")
    site.routes[LIST] = server.html(f"<h3><a href='/{'1' * 60}.htm'>Tin</a></h3>", title="Tin")
    job = Job(
        db=str(db), sources=(str(source.file),), options=CrawlOptions(), now=datetime.now(UTC),
        run_id=None, seconds=8.0,
    )  # fmt: skip
    with subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as child:
        assert child.stdin is not None
        child.stdin.write(msgspec.json.encode(job) + b"\n")
        child.stdin.flush()
        try:
            wait_for(lambda: LIST in site.paths())
            time.sleep(1.0)  # now it reads the listing
            child.stdin.close()  # the parent is gone
            child.terminate()
            assert child.wait(timeout=30) == -signal.SIGALRM
        finally:
            child.kill()


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is of POSIX")
def test_a_parent_that_is_killed_takes_its_crawl_along(
    db: Path, slow: server.Site, source: Source
) -> None:
    parent = crawling(db, source)
    wait_for(lambda: len(slow.paths()) > 5)
    assert last_run(db) == ("running", None)
    parent.kill()
    parent.wait()
    assert last_run(db) == ("interrupted", runs.KILLED)  # though nobody could write that yet
    with open_store(db, read_only=True) as store:
        assert store.row("SELECT outcome FROM runs")["outcome"] == "running"
        assert {part.outcome for part in runs.runs(store)[-1].sources} == {"interrupted"}

    def try_again() -> bool:
        try:
            run_crawl(db, [], timeout=60)
        except LockHeld:
            return False  # the orphan still writes
        return True

    wait_for(try_again)
    assert 4 <= len(numbers(db)) < 25
    with open_store(db, read_only=True) as store:
        assert runs.runs(store)[-1].outcome == "interrupted"
    run_crawl(db, [source], timeout=60)
    assert len(numbers(db)) == 30


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is of POSIX")
def test_a_child_that_is_killed_is_a_crash_and_keeps_what_is_stored(
    db: Path, slow: server.Site, source: Source
) -> None:
    def kill(event: Event) -> None:
        if isinstance(event, Looked) and len(slow.paths()) > 5:
            [child] = children(os.getpid())
            os.kill(child, signal.SIGKILL)

    outcome = run_crawl(db, [source], on_event=kill, timeout=60)
    assert (outcome.outcome, outcome.exit_code) == (Outcome.CRASHED, 1)
    assert outcome.error is not None
    assert "status -9" in outcome.error
    assert 4 <= len(numbers(db)) < 25
    assert last_run(db)[0] == "crashed"


def children(pid: int) -> list[int]:
    """The crawl's processes that a process started."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text("utf-8").rpartition(")")[2].split()
            command = stat.with_name("cmdline").read_bytes()
        except OSError:
            continue
        if int(fields[1]) == pid and b"scheduler.child" in command:
            found.append(int(stat.parent.name))
    return found


def test_a_crawl_that_takes_too_long_is_stopped(
    db: Path, slow: server.Site, source: Source
) -> None:
    for number in range(5, 31):  # so that it cannot end before its limit, on any machine
        slow.routes[address(number)] = server.Response(delay=60)
    outcome = run_crawl(db, [source], timeout=8)
    assert (outcome.outcome, outcome.exit_code) == (Outcome.TIMEOUT, 1)
    assert outcome.error == "the crawl took longer than its time limit and was stopped"
    assert 0 < len(numbers(db)) < 30
    assert last_run(db)[0] == "timeout"


def test_another_thread_can_stop_a_crawl(db: Path, slow: server.Site, source: Source) -> None:
    stop = threading.Event()
    outcomes: list[RunOutcome] = []

    def work() -> None:
        outcomes.append(run_crawl(db, [source], timeout=60, stop=stop))

    thread = threading.Thread(target=work)
    thread.start()
    wait_for(lambda: len(slow.paths()) > 5)
    stop.set()
    thread.join(timeout=30)
    assert [each.outcome for each in outcomes] == [Outcome.INTERRUPTED]
    assert 4 <= len(numbers(db)) < 25


def test_a_database_that_gets_locked_in_mid_crawl_fails_the_source_with_a_clear_line(
    db: Path, slow: server.Site, source: Source
) -> None:
    locks: list[sqlite3.Connection] = []

    def lock(event: Event) -> None:
        if isinstance(event, Looked) and not locks:
            other = sqlite3.connect(db, isolation_level=None, check_same_thread=False)
            other.execute("BEGIN IMMEDIATE")
            locks.append(other)
        elif isinstance(event, SourceClosed):
            locks[0].close()

    options = CrawlOptions(settings={"UNIONWATCH_BUSY_TIMEOUT": 0.2})
    outcome = run_crawl(db, [source], options, on_event=lock, timeout=60)
    [failed] = outcome.sources
    assert failed.outcome is Outcome.FAILED
    assert failed.error is not None
    assert "news.db: the database is locked by another program" in failed.error
    assert len(slow.paths()) < 25


# --- judging, without any process


def looked(verdict: str, reason: str | None = None) -> Looked:
    return Looked(source="a", url="u", verdict=verdict, reason=reason)


def listed(links: int, reason: str | None = None) -> Listed:
    return Listed(source="a", url="l", links=links, new=links, reason=reason)


CLOSED = SourceClosed(source="a", finish="finished")
SHUT = SourceClosed(source="a", finish="shutdown")
FINE = ChildEnd(returncode=0)
KILLED = ChildEnd(returncode=-9, log=("no more memory",))
STOPPED = ChildEnd(returncode=0, signal=15)
LATE = ChildEnd(returncode=0, timed_out=True)


@pytest.mark.parametrize(
    ("events", "end", "source", "whole", "code"),
    [
        ([listed(3), looked("new"), CLOSED], FINE, "done", "done", 0),
        ([listed(3), CLOSED], FINE, "done", "done", 0),
        ([CLOSED], FINE, "done", "done", 0),
        ([listed(0, "refused"), CLOSED], FINE, "failed", "failed", 1),
        ([listed(0, "refused"), listed(3), CLOSED], FINE, "done", "done", 0),
        ([listed(0, "budget"), looked("failed", "budget"), CLOSED], FINE, "done", "done", 0),
        ([looked("failed", "timeout"), CLOSED], FINE, "failed", "failed", 1),
        ([looked("failed", "timeout"), looked("unchanged"), CLOSED], FINE, "done", "done", 0),
        ([listed(2), looked("failed", "not_an_article"), CLOSED], FINE, "done", "done", 0),
        ([listed(9), *[looked("failed", "not_html")] * 3, CLOSED], FINE, "failed", "failed", 1),
        ([listed(1), looked("failed", "parse_error"), CLOSED], FINE, "failed", "failed", 1),
        ([listed(1), looked("new"), SourceClosed(source="a", finish="finished", errors=1)],
         FINE, "failed", "failed", 1),
        ([listed(1), SourceClosed(source="a", finish="x", error="disk full")],
         FINE, "failed", "failed", 1),
        ([listed(1), looked("new")], FINE, "failed", "failed", 1),
        ([listed(1), looked("new")], KILLED, "crashed", "crashed", 1),
        ([listed(1), looked("new"), CLOSED], KILLED, "done", "crashed", 1),
        ([listed(1), SHUT], STOPPED, "interrupted", "interrupted", 143),
        ([listed(1), CLOSED], STOPPED, "done", "interrupted", 143),
        ([listed(1), SHUT], LATE, "timeout", "timeout", 1),
    ],
)  # fmt: skip
def test_the_outcome_is_judged_from_what_happened(
    events: list[Event], end: ChildEnd, source: str, whole: str, code: int
) -> None:
    tally = Tally()
    for event in events:
        tally.add(event)
    outcome = judge({"a": tally}, end, 1)
    assert (outcome.sources[0].outcome, outcome.outcome, outcome.exit_code) == (source, whole, code)
    assert (outcome.sources[0].error is not None) == (source == "failed")
