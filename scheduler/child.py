"""The process of one crawl: ``python -m scheduler.child``, started by `scheduler.supervise`, never
by a person.

Reads one job (a line of JSON) from stdin, asks the store what is due, crawls, and writes events as
JSON lines to the stdout that it was given; everything else that anyone prints goes to stderr. Ends
early, with the articles in hand stored, when it is told to (SIGTERM) or when stdin closes, which
means that the parent is gone.
"""

import logging
import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any

import msgspec

from crawler.plan import CrawlPlan
from crawler.run import CrawlStats, crawl
from crawler.source import Source, load_source
from scheduler.events import Job, SourceClosed, SourceStarted, say
from scheduler.scrapy_pipeline import DB, EVENTS, RUN_ID
from scheduler.store import Store, open_store
from scheduler.store.discovery import leave_alone
from scheduler.store.planning import plan_for
from scheduler.store.robots import keep_robots
from scheduler.timetable import is_quiet, listings_due

PIPELINE = "scheduler.scrapy_pipeline.StorePipeline"


def main() -> int:
    """Do the job on stdin."""
    job = msgspec.json.decode(sys.stdin.buffer.readline(), type=Job)
    _end_in_time(job.seconds)
    events = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    threading.Thread(target=_end_with_parent, daemon=True).start()
    logging.getLogger("scrapy").setLevel(logging.INFO)
    wanted = []
    for source, plan in _plans(job):
        due = sum(each.due for each in plan.known.values())
        if plan.listings or plan.urls or due:
            entrances = len(source.entrances) if plan.listings else 0
            say(events, SourceStarted(source=source.name, due=due, entrances=entrances))
            wanted.append((source, plan))
        else:
            say(events, SourceClosed(source=source.name, finish="not due"))
    if wanted:
        stats = crawl(wanted, pipelines={PIPELINE: 100}, settings=_settings(job, events))
        for each in stats.sources:
            if each.finish_reason.startswith("failed: "):
                error = each.finish_reason.removeprefix("failed: ")
                say(events, SourceClosed(source=each.source, finish="failed", error=error))
        _remember_hosts(job, stats)
    return 0


def _plans(job: Job) -> list[tuple[Source, CrawlPlan]]:
    sources = [load_source(Path(file)) for file in job.sources]
    db = Path(job.db)
    if job.run_id is None and not db.exists():
        options = job.options
        empty = CrawlPlan(
            urls=options.urls,
            listings=not options.urls,
            limit=options.limit,
            backfill=options.backfill,
            since=options.since,
        )
        return [(source, empty) for source in sources]
    with open_store(db, read_only=True) as store:
        return [(source, _plan(store, source, job)) for source in sources]


def _plan(store: Store, source: Source, job: Job) -> CrawlPlan:
    options = job.options
    if options.due_only and is_quiet(source, job.now):
        return CrawlPlan(listings=False)
    return plan_for(
        store,
        source.name,
        job.now,
        recheck=options.recheck,
        urls=options.urls,
        listings=not options.due_only or listings_due(store, source, job.now),
        limit=options.limit,
        backfill=options.backfill,
        since=options.since,
        daily_budget=source.politeness.daily_budget,
        spread=options.due_only,
    )


def _remember_hosts(job: Job, stats: CrawlStats) -> None:
    """Keep for the next crawl until when hosts asked to be left alone, and their rules."""
    wishes = {host: until for each in stats.sources for host, until in each.not_before.items()}
    rules = {origin: text for each in stats.sources for origin, text in each.robots.items()}
    if (wishes or rules) and job.run_id is not None:
        with open_store(job.db) as store:
            leave_alone(store, wishes)
            keep_robots(store, rules)


def _settings(job: Job, events: int) -> dict[str, Any]:
    return {
        DB: job.db,
        RUN_ID: job.run_id,
        EVENTS: events,
        **job.options.settings,
    }


def _end_in_time(seconds: float | None) -> None:
    """Have the system end this process then, if no one has: no Python code runs while a pattern of
    a source is tried on an address that it takes for ever with, and an orphan would keep the lock.
    """
    if seconds is not None and hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _end_with_parent() -> None:
    """Wait for the end of stdin, then ask ourselves to stop."""
    while os.read(0, 1024):  # not sys.stdin: its lock must be free when the interpreter ends
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(main())
