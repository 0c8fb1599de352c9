"""The order of events of the demonstration: crawl, the second day, crawl, compare. Prints nothing.

Everything that works here is what works on real sites: the crawl's child process, the real parsers,
the real database. Only the source file is made here, as the example site has a new port each time.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from crawler.source import Source, load_source
from scheduler.demo.paper import SecondDay, load_days, locate
from scheduler.demo.server import SiteServer
from scheduler.jobs import CrawlOptions, RunOutcome, run_crawl
from scheduler.store import open_store, reading
from scheduler.store.planning import Recheck
from scheduler.store.rows import UpdateRow

TIMEOUT = 60.0
SOURCE = """\
name = "demo"
title = "{title}"
home = "{home}/"
platform = "mastercms"
verified = "the example site itself"

[discovery]
listings = ["{home}/cong-doan"]
feeds = ["{home}/rss/cong-doan.rss"]
article_url = '-(?P<id>\\d+)\\.html$'

[politeness]                # of no use between one process and another of the same machine
delay = 0
autothrottle = false
concurrency = 4
allow_private = true
"""

Event = tuple[str, int]
"""The kind of an update and the number in the article's address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The example paper is being served at `home`."""

    title: str
    home: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One crawl: how it ended, how long it took, what the server was asked, what was flagged."""

    outcome: RunOutcome
    seconds: float
    requests: int
    updates: tuple[UpdateRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What had to be flagged by the second crawl, and what was."""

    expected: tuple[Event, ...]
    found: tuple[Event, ...]

    @property
    def right(self) -> bool:
        """Whether all was found, once, and nothing else."""
        return self.found == self.expected


def play(db: Path, folder: Path) -> Iterator[Opened | Act | Verdict]:
    """Serve, crawl, let the second day come, crawl again, compare: yields each as it is done.

    The source file of the example site is written into `folder`. A crawl that fails ends the play.
    """
    first_day, second_day, day = load_days(locate())
    with SiteServer(first_day) as server:
        source = _source(folder, first_day.title, server.url)
        yield Opened(title=first_day.title, home=server.url)
        for today in (first_day, second_day):
            server.site = today
            act = _act(db, source, server)
            yield act
            if act.outcome.exit_code:
                return
        found = ((one.kind, int(source.identity(one.url))) for one in act.updates)
        yield Verdict(expected=_expected(day), found=tuple(sorted(found)))


def _source(folder: Path, title: str, home: str) -> Source:
    file = folder / "demo.toml"
    file.write_text(SOURCE.format(title=title, home=home), "utf-8")
    return load_source(file)


def _act(db: Path, source: Source, server: SiteServer) -> Act:
    asked, began = server.requests, time.monotonic()
    options = CrawlOptions(recheck=Recheck.ALL)
    outcome = run_crawl(db, [source], options, timeout=TIMEOUT, command="unionwatch demo")
    with open_store(db, read_only=True) as store:
        updates = reading.updates(store, run_id=outcome.run_id)
    return Act(
        outcome=outcome,
        seconds=time.monotonic() - began,
        requests=server.requests - asked,
        updates=tuple(sorted(updates, key=lambda update: (update.kind, update.article_id))),
    )


def _expected(day: SecondDay) -> tuple[Event, ...]:
    edited = {("changed", edit.article) for edit in day.edit}
    return tuple(sorted({("new", day.new), ("removed", day.removed), *edited}))
