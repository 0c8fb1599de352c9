"""What a crawl's child process says while it works, and the job that it is given: JSON on its
pipes.

Plain values with their JSON form, used by both ends.
"""

import os
from contextlib import suppress
from datetime import datetime

import msgspec

from scheduler.store.planning import Recheck


class CrawlOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What a crawl shall do; the defaults are those of `unionwatch crawl` without options.

    `due_only`: listings only of sources whose interval has passed (for cron). `urls`: just these
    articles. `settings`: Scrapy settings over ours (tests and benchmarks turn politeness off).
    """

    recheck: Recheck = Recheck.DUE
    due_only: bool = False
    urls: tuple[str, ...] = ()
    limit: int | None = None
    backfill: bool = False
    since: datetime | None = None
    dry_run: bool = False
    settings: dict[str, str | int | float | bool] = {}


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """What the child is given on stdin, as one line. `run_id` None: a dry run, nothing is
    stored. `seconds`: how long the child may last, whatever becomes of the parent; None: no limit.
    """

    db: str
    sources: tuple[str, ...]  # their files
    options: CrawlOptions
    now: datetime
    run_id: int | None
    seconds: float | None = None


class Looked(msgspec.Struct, frozen=True, kw_only=True, tag="looked"):
    """One article was looked at. `reason` says why where the verdict is failed, suspect or
    removed.
    """

    source: str
    url: str
    verdict: str
    title: str | None = None
    edit_class: str | None = None
    summary: str = ""
    reason: str | None = None
    detail: str | None = None


class Listed(msgspec.Struct, frozen=True, kw_only=True, tag="listed"):
    """One listing, feed or sitemap was read, or not (`reason`)."""

    source: str
    url: str
    links: int
    new: int
    reason: str | None = None
    detail: str | None = None


class SourceStarted(msgspec.Struct, frozen=True, kw_only=True, tag="started"):
    """The crawl of a source begins: it will look at its entrances and at `due` known articles."""

    source: str
    due: int
    entrances: int


class SourceClosed(msgspec.Struct, frozen=True, kw_only=True, tag="closed"):
    """The crawl of a source ended: `finish` is Scrapy's reason, `errors` counts exceptions of our
    own code; `warning` is for the operator.
    """

    source: str
    finish: str
    errors: int = 0
    error: str | None = None
    warning: str | None = None


Event = Looked | Listed | SourceStarted | SourceClosed


def say(descriptor: int, event: Event) -> None:
    """Write the event as one line of JSON; a parent that is gone does not stop the storing."""
    with suppress(BrokenPipeError):
        os.write(descriptor, msgspec.json.encode(event) + b"\n")


def read_event(line: bytes) -> Event:
    """The event of a line; raises msgspec.MsgspecError where it is none."""
    event: Event = msgspec.json.decode(line, type=Event)
    return event
