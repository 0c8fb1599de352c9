"""One crawl, from the lock to its row in `runs`: what `unionwatch crawl` and the scheduler both
call.

The crawl itself happens in a child process (`scheduler.child`, watched by `scheduler.supervise`),
which stores each visit as it comes. Here is only what stands around it; a dry run takes no lock and
writes nothing.
"""

import os
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from crawler.source import Source
from scheduler.checkup import examine
from scheduler.events import CrawlOptions, Event, Job
from scheduler.guarding import settle_left
from scheduler.lock import Holder, LockHeld, crawl_lock
from scheduler.outcomes import ChildEnd, Outcome, RunOutcome, SourceOutcome, Tally, judge
from scheduler.store import open_store
from scheduler.store.runs import end_stale_runs, finish_run, finish_source, start_run
from scheduler.supervise import GRACE, run_child

__all__ = [
    "CrawlOptions",
    "Holder",
    "LockHeld",
    "Outcome",
    "RunOutcome",
    "SourceOutcome",
    "run_crawl",
]

TIMEOUT = 6 * 3600.0  # seconds; a polite crawl of a large backfill takes hours


def ignore(_event: Event) -> None:
    """Listen to no event."""


def run_crawl(
    db: Path,
    sources: Sequence[Source],
    options: CrawlOptions | None = None,
    *,
    timeout: float = TIMEOUT,
    on_event: Callable[[Event], None] = ignore,
    command: str = "unionwatch crawl",
    stop: threading.Event | None = None,
    grace: float = GRACE,
) -> RunOutcome:
    """Crawl these sources once. `on_event` hears of each listing and article as it happens; `stop`
    ends the crawl from another thread, within `grace` seconds.

    Raises LockHeld where another crawl works on this database, StoreError where the database cannot
    be used; whatever happens to the crawl itself is told by the outcome. Every source must have
    been loaded from a file.
    """
    options = options or CrawlOptions()
    started = datetime.now(UTC)
    files = tuple(map(_file, sources))
    job = Job(db=str(db.resolve()), sources=files, options=options, now=started, run_id=None)
    if options.dry_run:
        return _crawl(job, sources, timeout, on_event, stop, grace)
    open_store(db).close()  # a file that cannot be used is said before anything is locked
    with crawl_lock(db.resolve(), started, command) as lock:  # one lock, whatever link names it
        with open_store(db) as store:
            settle_left(store, started)
            end_stale_runs(store, started)
            names = {source.name: (source.title or source.name, source.home) for source in sources}
            run_id = start_run(store, names, started, command=command, pid=os.getpid())
        job = msgspec.structs.replace(job, run_id=run_id)
        outcome = _crawl(job, sources, timeout, on_event, stop, grace, keep_open=(lock,))
        return _finish(db, outcome)


def _crawl(
    job: Job,
    sources: Sequence[Source],
    timeout: float,
    on_event: Callable[[Event], None],
    stop: threading.Event | None,
    grace: float,
    keep_open: tuple[int, ...] = (),
) -> RunOutcome:
    tallies = {source.name: Tally() for source in sources}

    def hear(event: Event) -> None:
        tallies[event.source].add(event)
        on_event(event)

    end = ChildEnd(returncode=0)
    if sources:
        end = run_child(job, hear, timeout=timeout, keep_open=keep_open, stop=stop, grace=grace)
    return judge(tallies, end, job.run_id)


def _finish(db: Path, outcome: RunOutcome) -> RunOutcome:
    """Write how it ended; the counts come from what was stored, not from what was said."""
    now = datetime.now(UTC)
    run_id = outcome.run_id
    assert run_id is not None  # only a dry run has none
    with open_store(db) as store:
        with store.transaction():
            # A child that crashed leaves what it found waiting.
            warnings = {left.source: left.warning for left in settle_left(store, now)}
            sources = tuple(
                replace(
                    each,
                    warning=each.warning or warnings.get(each.name),
                    counts=finish_source(
                        store, run_id, each.name, each.outcome, now, error=each.error
                    ),
                )
                for each in outcome.sources
            )
            finish_run(store, run_id, outcome.outcome, now, error=outcome.error)
        for each in sources:
            examine(store, each.name, now, run_id=run_id)
    return replace(outcome, sources=sources)


def _file(source: Source) -> str:
    if source.file is None:
        raise ValueError(
            f"{source.name}: a source that was not loaded from a file cannot be crawled"
        )
    return str(source.file.resolve())
