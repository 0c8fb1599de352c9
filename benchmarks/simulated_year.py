"""A year of the daemon in minutes: its own planning, plans and records, a clock that is turned by hand.

Usage, from the project's root:

    python benchmarks/simulated_year.py [--days 365] [--sources 20] [--archive 34000] [--new 6000]
                                        [--seconds 600] [--json]

The daemon (`scheduler.daemon`, with APScheduler) runs in this process; each crawl is made by a
second process through `plan_for`, `record_listing`, `record_visit` and `settle`, as a real crawl's
child does, only without HTTP: answers are made up (304 mostly, edits, removals, failures). Clocks
of both are the simulated one. The archive are articles that were known for 100 days when the year
begins; the new ones are published in the year. A fifth of the sources keep quiet hours, a fifth
follow a cron line. Once a simulated month the machine sleeps for six hours.

Checked: every due look is made within its window (the gathering time, the gap between crawls and
the crawls before it; quiet hours, budgets and sleep do not count), no article is looked at that was
not due, no round is lost or doubled, the daemon's memory after the first hundred crawls, and how
long `status` and `updates` take at the end. `--seconds` ends the year after so much real time, and
the figures then speak of the days that it reached. Exit 1 where a bar is missed.
"""

import argparse
import gc
import json
import multiprocessing
import random
import sys
import tempfile
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import apscheduler.schedulers.base as apscheduler_base
import samples
from apscheduler.executors.base import BaseExecutor, run_job
from apscheduler.job import Job
from apscheduler.schedulers.base import BaseScheduler

from crawler.items import FailureReason, Fetch, ListingSeen, RequestKind, Visit
from crawler.plan import KnownArticle
from crawler.source import Source
from parsers.model import Link
from scheduler.checkup import examine
from scheduler.daemon import PER_ROUND, Daemon, build_scheduler
from scheduler.events import Event
from scheduler.guarding import settle
from scheduler.outcomes import Outcome, RunOutcome
from scheduler.pipeline import record_visit
from scheduler.roster import Roster
from scheduler.rounds import GATHER, JITTER, LEAST_GAP, after_quiet
from scheduler.store import Store, open_store, reading
from scheduler.store.codec import moment_text, read_moment
from scheduler.store.discovery import record_listing
from scheduler.store.planning import plan_for
from scheduler.store.runs import finish_run, finish_source, start_run
from scheduler.store.status import status
from scheduler.timetable import listings_due

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
SHOWN = 30  # links of a listing
EDITED, REMOVED, FAILED, CONDITIONAL = 0.02, 0.002, 0.005, 0.8  # shares of looks
WINDOW = GATHER + LEAST_GAP + timedelta(minutes=15)  # and as long as one crawl may take before it
EXAMINED = timedelta(days=7)  # a real crawl judges health each time, which costs 0.1 s and is flat
SECOND = timedelta(seconds=1)  # the database's moments are whole seconds
MEGABYTE = 1 << 20
BARS = {"growth_mb": 5.0, "status_ms": 200.0, "updates_ms": 200.0}


@dataclass
class Clock:
    """The simulated time."""

    now: datetime = BEGIN


CLOCK = Clock()


class FakeDatetime(datetime):
    """What APScheduler takes for the time."""

    @classmethod
    def now(cls, tz: Any = None) -> datetime:
        """The simulated time."""
        return CLOCK.now.astimezone(tz)


class OneByOne(BaseExecutor):
    """Runs jobs in the order that they came in, after the scheduler's own turn, as a thread would."""

    def __init__(self) -> None:
        super().__init__()
        self.jobs: deque[tuple[Job, list[datetime]]] = deque()

    def _do_submit_job(self, job: Job, run_times: list[datetime]) -> None:
        self.jobs.append((job, run_times))

    def work(self) -> None:
        """Run what waits."""
        while self.jobs:
            job, run_times = self.jobs.popleft()
            events = run_job(job, "default", run_times, self._logger.name)
            self._run_job_success(job.id, events)
            if events[0].exception:
                raise events[0].exception


class ByHand(BaseScheduler):
    """An APScheduler that waits for nobody: the simulation turns the clock and calls it."""

    def wakeup(self) -> None:
        """Nothing sleeps here."""

    def shutdown(self, wait: bool = True) -> None:
        """No thread is to be ended."""
        super().shutdown(wait)

    def turn(self) -> float | None:
        """Run what is due; seconds until the next job, None where there is none left."""
        self._process_jobs()
        self._lookup_executor("default").work()
        coming = [job.next_run_time for job in self.get_jobs()]
        return max(0.0, (min(coming) - CLOCK.now).total_seconds()) if coming else None


@dataclass(frozen=True)
class World:
    """What is published where: a pure function of source, number and time."""

    sources: int
    archive: int
    new: int
    days: int

    def published(self, source: int, now: datetime) -> int:
        """How many articles this source has published by now."""
        old, coming = self.archive // self.sources, self.new / self.sources
        share = min(1.0, max(0.0, (now - BEGIN) / timedelta(days=self.days)))
        return old + int(coming * share)


def source_files(folder: Path, count: int) -> None:
    """Sources of every kind of timetable."""
    kinds = (
        'every = "1h"', 'every = "2h"', 'every = "30m"', 'cron = "0 6,9,12,15,18,21 * * *"',
        'every = "1h"\nquiet_hours = "23:00-05:30"',
    )  # fmt: skip
    for number in range(count):
        name = name_of(number)
        (folder / f"{name}.toml").write_text(
            f'name = "{name}"\nhome = "https://{name}.example/"\n[discovery]\nlistings = ["/tin"]\n'
            f"[schedule]\n{kinds[number % len(kinds)]}\n",
            "utf-8",
        )


def name_of(number: int) -> str:
    """Of a source."""
    return f"bao{number:02d}"


def fetch_of(source: str, url: str, at: datetime, **changes: Any) -> Fetch:
    """One request."""
    return replace(samples.fetch(), source=source, url=url, final_url=url, at=at, **changes)


@dataclass
class Crawler:
    """The second process: what a crawl's child does, without HTTP."""

    world: World
    store: Store
    dice: random.Random = field(default_factory=lambda: random.Random(7))
    worst: timedelta = timedelta()
    late: int = 0
    early: int = 0
    looks: int = 0
    slept: list[tuple[datetime, datetime]] = field(default_factory=list)
    examined: dict[str, datetime] = field(default_factory=dict)

    def crawl(self, sources: Sequence[Source], now: datetime) -> datetime:
        """One crawl of what is due; when it ends (sources go side by side)."""
        titles = {each.name: (each.title, each.home) for each in sources}
        run = start_run(self.store, titles, now, command="simulation", pid=1)
        ends = [self._source(source, now, run) for source in sources]
        end = max([now, *ends]) + timedelta(seconds=2)
        with self.store.transaction():
            for source in sources:
                finish_source(self.store, run, source.name, "done", end)
            finish_run(self.store, run, "done", end)
        for source in sources:
            if end - self.examined.get(source.name, BEGIN) > EXAMINED:
                self.examined[source.name] = end
                examine(self.store, source.name, end, run_id=run)
        return end

    def _source(self, source: Source, now: datetime, run: int) -> datetime:
        listings = listings_due(self.store, source, now)
        plan = plan_for(self.store, source.name, now, listings=listings, limit=PER_ROUND)
        at = now
        wanted = [known for known in plan.known.values() if known.due]
        if listings:
            at += timedelta(seconds=1)
            seen = self._listing(source, at)
            record_listing(self.store, seen, at, run_id=run)
            wanted += [
                KnownArticle(identity=identity, url=link.url, due=True)
                for link, identity in zip(seen.links, seen.identities, strict=True)
                if identity not in plan.known and identity not in plan.not_due
            ]
        for known in wanted[:PER_ROUND]:
            at += timedelta(seconds=1)
            self._look(source, known, at, now, run)
        settle(self.store, source.name, run, at)
        return at

    def _listing(self, source: Source, at: datetime) -> ListingSeen:
        number = int(source.name.removeprefix("bao"))
        last = self.world.published(number, at)
        numbers = range(max(0, last - SHOWN), last)
        links = tuple(Link(url=f"{source.home}tin-{n}.html", title=title_of(n)) for n in numbers)
        fetch = fetch_of(source.name, source.entrances[0], at, kind=RequestKind.LISTING)
        return ListingSeen(fetch=fetch, links=links, identities=tuple(map(str, numbers)))

    def _look(
        self, source: Source, known: KnownArticle, at: datetime, now: datetime, run: int
    ) -> None:
        row = self.store.row(
            "SELECT next_due_at, looks FROM articles WHERE source = ? AND identity = ?",
            [source.name, known.identity],
        )
        if row is not None:
            self._check(source, row["next_due_at"], now)
        self.looks += 1
        new = row is None
        record_visit(
            self.store, self._answer(source, known, at, new=new), at, run_id=run, hold=True
        )

    def _check(self, source: Source, due: str | None, now: datetime) -> None:
        if due is None or read_moment(due) > now:
            self.early += 1
            return
        since = read_moment(due)
        for wait in (timedelta(), GATHER + LEAST_GAP):  # quiet hours may begin while it waits
            since = max(since, after_quiet(source, since + wait) - wait)
        late = now - since
        for begin, end in self.slept:  # also where it began while the look was gathering others
            late -= max(timedelta(), min(now, end) - max(since, begin))
        self.worst = max(self.worst, late)
        self.late += late > WINDOW

    def _answer(self, source: Source, known: KnownArticle, at: datetime, *, new: bool) -> Visit:
        number, chance = int(known.identity), self.dice.random()
        fetch = fetch_of(source.name, known.url, at)
        if not new and chance < FAILED:
            visit: Visit = samples.failure(number, FailureReason.TIMEOUT)
        elif not new and chance < FAILED + REMOVED:
            visit = samples.gone(number)
        elif not new and chance > 1 - CONDITIONAL:
            visit = samples.not_modified(number)
        else:
            edit = not new and chance < FAILED + REMOVED + EDITED
            body = (*samples.BODY, f"Mỗi suất {self.dice.randint(2, 90)}00.000 đồng.")
            shown = {"body": body if edit else samples.BODY, "title": title_of(number)}
            visit = samples.snapshot(number, **shown, url=known.url, published_at=at)
        own = {"source": source.name, "url": known.url, "final_url": known.url, "at": at}
        return replace(visit, fetch=replace(visit.fetch, **own)) if visit else fetch

    def report(self) -> dict[str, Any]:
        """What was seen."""
        return {
            "looks": self.looks,
            "late": self.late,
            "not_due": self.early,
            "worst_minutes": round(self.worst / timedelta(minutes=1), 1),
        }


def title_of(number: int) -> str:
    """Of an article."""
    return f"Công đoàn chăm lo cho đoàn viên, bài số {number}"


def work(pipe: Connection, db: str, folder: str, world: World) -> None:
    """The second process, until it is told None."""
    sources = Roster(Path(folder), [name_of(n) for n in range(world.sources)]).sources
    with open_store(db) as store:
        crawler = Crawler(world, store)
        seed(store, world, list(sources.values()))
        pipe.send("ready")
        while (job := pipe.recv()) is not None:
            names, now, slept = job
            crawler.slept = slept
            pipe.send(crawler.crawl([sources[name] for name in names], now))
        pipe.send(crawler.report())


def seed(store: Store, world: World, sources: Sequence[Source]) -> None:
    """The archive: articles that were read once, 100 days ago, their next looks over 90 days."""
    dice = random.Random(3)
    per_source = world.archive // world.sources
    for source in sources:
        for start in range(0, per_source, 500):
            with store.transaction():
                for number in range(start, min(start + 500, per_source)):
                    url = f"{source.home}tin-{number}.html"
                    at = BEGIN - timedelta(days=100)
                    visit = samples.snapshot(
                        number, url=url, title=title_of(number), published_at=at
                    )
                    own = {"source": source.name, "url": url, "final_url": url, "at": at}
                    record_visit(store, replace(visit, fetch=replace(visit.fetch, **own)), at)
                    due = BEGIN + timedelta(days=90) * dice.random()
                    store.execute(
                        "UPDATE articles SET next_due_at = ? WHERE source = ? AND identity = ?",
                        [moment_text(due), source.name, str(number)],
                    )


@dataclass
class Year:
    """The daemon's side: crawls are handed to the second process, and noted."""

    pipe: Connection
    crawls: int = 0
    last: dict[str, datetime] = field(default_factory=dict)
    doubled: int = 0
    slept: list[tuple[datetime, datetime]] = field(default_factory=list)
    memory: list[tuple[int, float]] = field(default_factory=list)
    rounds: Counter[str] = field(default_factory=Counter)

    def crawl(
        self, db: Path, sources: Sequence[Source], on_event: Callable[[Event], None],
        stop: threading.Event,
    ) -> RunOutcome:  # fmt: skip
        """As `scheduler.daemon.crawl_due`."""
        for source in sources:
            before = self.last.get(source.name)
            self.doubled += before is not None and CLOCK.now - before < LEAST_GAP - SECOND
            self.rounds[source.name] += 1
        self.pipe.send(([source.name for source in sources], CLOCK.now, self.slept[-2:]))
        CLOCK.now = self.pipe.recv()
        for source in sources:
            self.last[source.name] = CLOCK.now
        self.crawls += 1
        if self.crawls in (1, 100) or self.crawls % 500 == 0:
            gc.collect()
            self.memory.append((self.crawls, resident()))
        return RunOutcome(run_id=self.crawls, outcome=Outcome.DONE, sources=())


def resident() -> float:
    """Megabytes of memory of this process."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * 4096 / MEGABYTE


def live(daemon: Daemon, year: Year, world: World, seconds: float) -> float:
    """Turn the clock to the end of the year; the days that it reached."""
    scheduler = daemon.scheduler
    assert isinstance(scheduler, ByHand)
    end, real_end = BEGIN + timedelta(days=world.days), time.monotonic() + (seconds or 1e9)
    nap, told = BEGIN + timedelta(days=15), 0
    daemon.plan()
    while CLOCK.now < end and time.monotonic() < real_end:
        wait = scheduler.turn()
        if wait is None:
            raise SystemExit("the daemon has no job left: a round was lost")
        CLOCK.now += timedelta(seconds=wait)
        if CLOCK.now >= nap:  # the lid is closed; what was due meanwhile is due when it opens
            year.slept.append((CLOCK.now, CLOCK.now + timedelta(hours=6)))
            CLOCK.now += timedelta(hours=6)
            nap += timedelta(days=30)
        day = (CLOCK.now - BEGIN).days
        if day >= told + 10:
            told = day
            print(f"day {day}: {year.crawls} crawls, {resident():.1f} MB", file=sys.stderr)
    return min(world.days, (CLOCK.now - BEGIN) / timedelta(days=1))


def timed(question: Callable[[Store], object], db: Path) -> float:
    """Milliseconds of a question, asked as a command asks it: best of three."""
    took = []
    for _ in range(3):
        start = time.perf_counter()
        with open_store(db, read_only=True) as store:
            question(store)
        took.append(time.perf_counter() - start)
    return 1000 * min(took)


def simulate(folder: Path, world: World, seconds: float) -> dict[str, Any]:
    """The year and its figures."""
    db, names = folder / "year.db", [name_of(n) for n in range(world.sources)]
    source_files(folder, world.sources)
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    other = multiprocessing.get_context("spawn").Process(
        target=work, args=(theirs, str(db), str(folder), world), daemon=True
    )
    other.start()
    assert ours.recv() == "ready"
    apscheduler_base.datetime = FakeDatetime  # type: ignore[attr-defined]  # its clock, ours to turn
    year = Year(ours)
    scheduler = build_scheduler(ByHand, OneByOne())
    scheduler.start()
    daemon = Daemon(
        db=db, roster=Roster(folder, names), crawl=year.crawl, clock=lambda: CLOCK.now,
        scheduler=scheduler, steps=(),
    )  # fmt: skip
    start = time.monotonic()
    days = live(daemon, year, world, seconds)
    took = time.monotonic() - start
    ours.send(None)
    report: dict[str, Any] = ours.recv()
    other.join()
    return report | figures(db, year, daemon, days, took)


def figures(db: Path, year: Year, daemon: Daemon, days: float, took: float) -> dict[str, Any]:
    """What is measured at the end."""
    now, week = CLOCK.now, CLOCK.now - timedelta(days=7)
    with open_store(db, read_only=True) as store:
        overdue = 0
        for name, source in daemon.roster.sources.items():
            rows = store.rows(
                "SELECT next_due_at FROM articles WHERE source = ? AND next_due_at < ?",
                [name, moment_text(now - WINDOW)],
            )
            overdue += sum(after_quiet(source, read_moment(row[0])) < now - WINDOW for row in rows)
        lost = lost_rounds(store, daemon, year, now)
        counts = {
            table: store.value(f"SELECT count(*) FROM {table}")
            for table in ("articles", "updates", "fetches", "runs")
        }
    base = next((mb for crawls, mb in year.memory if crawls >= 100), resident())
    most = max((mb for crawls, mb in year.memory if crawls >= 100), default=base)
    return {
        "days": round(days, 1),
        "real_seconds": round(took),
        "crawls": year.crawls,
        "rounds": sum(year.rounds.values()),
        "doubled_rounds": year.doubled,
        "lost_rounds": lost,
        "overdue_at_end": overdue,
        **counts,
        "memory_mb": round(base, 1),
        "growth_mb": round(most - base, 2),
        "status_ms": round(timed(lambda store: status(store, now), db), 1),
        "updates_ms": round(
            timed(lambda store: list(reading.updates(store, since=week, limit=50)), db), 1
        ),
    }


def lost_rounds(store: Store, daemon: Daemon, year: Year, now: datetime) -> int:
    """Listings whose last looks lie further apart than timetable, quiet hours and naps explain."""
    lost = 0
    for name, source in daemon.roster.sources.items():
        if source.schedule.every is None:
            continue
        rows = store.rows(
            "SELECT at FROM fetches WHERE source = ? AND kind = 'listing' ORDER BY at", [name]
        )
        before: datetime | None = None
        for row in rows:
            at = read_moment(row["at"])
            if before is not None:
                due = after_quiet(source, before + source.schedule.every * (1 + JITTER))
                for begin, end in year.slept:
                    due = end if begin <= due < end else due
                lost += at - due > WINDOW
            before = at
    return lost


def main() -> int:
    """Simulate and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--sources", type=int, default=20)
    parser.add_argument("--archive", type=int, default=34_000)
    parser.add_argument("--new", type=int, default=6_000)
    parser.add_argument("--seconds", type=float, default=600.0)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    world = World(given.sources, given.archive, given.new, given.days)
    with tempfile.TemporaryDirectory() as name:
        found = simulate(Path(name), world, given.seconds)
    missed = [key for key, most in BARS.items() if found[key] > most]
    none = ("late", "not_due", "doubled_rounds", "lost_rounds", "overdue_at_end")
    missed += [key for key in none if found[key]]
    if given.json:
        print(json.dumps(found | {"missed": missed}))
    else:
        for key, value in found.items():
            bar = f"   bar {BARS[key]:g}" if key in BARS else "   bar 0" if key in none else ""
            print(f"{key:<16} {value:>12}{bar}{'   MISSED' if key in missed else ''}")
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
