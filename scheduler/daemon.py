"""The daemon: crawls each source when its time comes, for years.

APScheduler holds one job for each source, at the time that `scheduler.rounds` says; a job whose
time passed runs late, never not at all (no misfire limit), and one thread runs them one after the
other, each crawl in a child process of its own. What is due is asked of the store again when a
job's turn comes, so that nothing is crawled twice, whoever crawled meanwhile. The plan is made anew
every few seconds: a laptop that slept, a clock that was set and a changed source file need no other
care. Waits are monotonic; moments are UTC.
"""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from queue import Empty, SimpleQueue

from apscheduler.executors.base import BaseExecutor
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.schedulers.base import BaseScheduler

from crawler.source import Source
from scheduler.after_crawl import STEPS, Step, follow_up
from scheduler.crawl_log import Stopwatch, log_crawl
from scheduler.events import CrawlOptions, Event
from scheduler.jobs import LockHeld, run_crawl
from scheduler.outcomes import RunOutcome
from scheduler.roster import Roster
from scheduler.rounds import GATHER, Waiting, next_crawl
from scheduler.store import StoreError, open_store
from scheduler.store.history import Rhythms
from scheduler.store.kept import KeptStore
from scheduler.store.planning import left_alone, spent_today
from scheduler.store.service import beat
from scheduler.store.waiting import closed_until, waiting

log = logging.getLogger(__name__)

TICK = 5.0  # seconds between two looks at source files and clock
BEAT = 30.0
AGAIN = timedelta(seconds=10)  # after a crawl that found the lock held, or the database unusable
CRAWL_TIMEOUT = 2 * 3600.0
PER_ROUND = 300  # articles of a source in one crawl: a long backlog does not keep others waiting
STOP_GRACE = 9.0  # seconds for the article in hand
DEFAULTS = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}

Crawl = Callable[[Path, Sequence[Source], Callable[[Event], None], threading.Event], RunOutcome]


def utc_now() -> datetime:
    """The clock of the machine."""
    return datetime.now(UTC)


def crawl_due(
    db: Path,
    sources: Sequence[Source],
    on_event: Callable[[Event], None],
    stop: threading.Event,
    timeout: float = CRAWL_TIMEOUT,
) -> RunOutcome:
    """What of these sources is due, in a child process."""
    options = CrawlOptions(due_only=True, limit=PER_ROUND)
    return run_crawl(
        db,
        sources,
        options,
        timeout=timeout,
        on_event=on_event,
        command="unionwatch run",
        stop=stop,
        grace=STOP_GRACE,
    )


def build_scheduler(
    kind: type[BaseScheduler] = BackgroundScheduler, executor: BaseExecutor | None = None
) -> BaseScheduler:
    """APScheduler so that no job is dropped: by default it drops one that is a second late."""
    executors = {"default": executor or ThreadPoolExecutor(1)}
    return kind(executors=executors, job_defaults=DEFAULTS, timezone=UTC)


@dataclass(kw_only=True)
class Daemon:
    """The state of a daemon. `on_tick` steps run every few seconds, `steps` after each crawl."""

    db: Path
    roster: Roster
    crawl: Crawl = crawl_due
    steps: Sequence[Step] = STEPS
    on_tick: Sequence[Step] = ()
    clock: Callable[[], datetime] = utc_now
    scheduler: BaseScheduler = field(default_factory=build_scheduler)
    crawls: int = 0
    stop: threading.Event = field(default_factory=threading.Event)
    _wishes: SimpleQueue[None] = field(default_factory=SimpleQueue)
    _plan: dict[str, datetime] = field(default_factory=dict)
    _doing: tuple[str, ...] = ()
    _unplanned: str = ""  # why the last plan could not be made
    _not_before: datetime | None = None
    _round: threading.Lock = field(default_factory=threading.Lock)
    _beat_due: float = 0.0
    _rhythms: Rhythms = field(default_factory=Rhythms)
    _kept: KeptStore = field(init=False)

    def __post_init__(self) -> None:
        """The database is opened when it is first asked."""
        self._kept = KeptStore(self.db)

    def run(self) -> None:
        """Work until `end` is called; the article in hand is finished."""
        started_at = self.clock()
        open_store(self.db).close()  # a file that cannot be used is said at once
        self.plan()
        self.scheduler.start()
        sources = f"{len(self._plan)} source{'' if len(self._plan) == 1 else 's'}"
        log.info("watching %s; the first crawl is due %s", sources, self._first())
        try:
            self._tick(started_at)
            while not self._told_to_end():
                self._tick(started_at)
        finally:
            self.stop.set()
            self.scheduler.shutdown(wait=True)
            self._beat(started_at, stopped=True)
            self._kept.close()
            log.info("stopped after %d crawls; everything read so far is stored", self.crawls)

    def end(self) -> None:
        """End soon; may be called from a signal handler (unlike an event, this queue allows it)."""
        self._wishes.put(None)

    def plan(self) -> dict[str, datetime]:
        """Ask the store when each source is due, and set its job to that time."""
        now, sources = self.clock(), self.roster.sources
        plan = self._times(sources, self._ask(sources, now), now, GATHER)
        for name, at in plan.items():
            if self._plan.get(name) != at or self.scheduler.get_job(name) is None:
                self._set_job(name, max(at, now))
        for name in self._plan.keys() - plan.keys():
            if self.scheduler.get_job(name) is not None:
                self.scheduler.remove_job(name)
        self._plan = plan
        return plan

    def round(self, _name: str) -> None:
        """A job's turn: crawl all that is due by now, together; nothing where that was done."""
        if self.stop.is_set():
            return
        with self._round:
            try:
                self._crawl_due()
            except LockHeld as error:
                self._wait_a_little(str(error))
            except StoreError as error:
                self._wait_a_little(f"no crawl was possible: {error}")
            if not self.stop.is_set():
                self._plan_again()

    def _told_to_end(self) -> bool:
        """Wait for a tick's time, or for the wish to end."""
        try:
            self._wishes.get(timeout=TICK)
        except Empty:
            return False
        return True

    def _ask(self, sources: dict[str, Source], now: datetime) -> dict[str, Waiting]:
        """What waits at each source, as the store has it now."""
        store = self._kept.get()
        alone, spent = left_alone(store, now), spent_today(store, now)
        closed = {name: closed_until(each, now, alone, spent) for name, each in sources.items()}
        return waiting(store, sources.values(), closed, self._rhythms)

    def _times(
        self,
        sources: dict[str, Source],
        waits: dict[str, Waiting],
        now: datetime,
        gather: timedelta,
    ) -> dict[str, datetime]:
        """When each source is due."""
        plan = {}
        for name, wait in waits.items():
            at = next_crawl(sources[name], wait, now, gather=gather)
            plan[name] = at if self._not_before is None else max(at, self._not_before)
        return plan

    def _crawl_due(self) -> None:
        now, sources = self.clock(), self.roster.sources
        waits = self._ask(sources, now)
        if all(at > now for at in self._times(sources, waits, now, GATHER).values()):
            return  # another round has done it
        # The process starts anyway: whatever is due anywhere comes along.
        plan = self._times(sources, waits, now, timedelta())
        due = [sources[name] for name, at in plan.items() if at <= now]
        watch = Stopwatch()
        self._doing = tuple(source.name for source in due)
        try:
            outcome = self.crawl(
                self.db, due, lambda event: watch.see(event, time.monotonic()), self.stop
            )
        finally:
            self._doing = ()
        self.crawls += 1
        self._not_before = None
        log_crawl(outcome, watch.seconds)
        follow_up(self.db, self.steps)

    def _wait_a_little(self, why: str) -> None:
        if self._not_before is None:
            log.warning("%s", why)
        self._not_before = self.clock() + AGAIN

    def _plan_again(self) -> None:
        try:
            self.plan()
        except StoreError as error:
            if self._unplanned != str(error):  # once, not at every tick until it is mended
                log.warning("the plan stays as it was: %s", error)
            self._unplanned = str(error)
        else:
            self._unplanned = ""

    def _set_job(self, name: str, at: datetime) -> None:
        self.scheduler.add_job(
            self.round, "date", run_date=at, args=[name], id=name, replace_existing=True
        )

    def _tick(self, started_at: datetime) -> None:
        """Between crawls: changed files, a changed clock, the heartbeat."""
        self.roster.refresh()
        if self._round.acquire(blocking=False):  # a crawl plans anew when it ends
            try:
                self._plan_again()
            finally:
                self._round.release()
        self.scheduler.wakeup()  # its own wait does not count the hours that the machine slept
        if time.monotonic() >= self._beat_due:
            self._beat_due = time.monotonic() + BEAT
            self._beat(started_at)
        follow_up(self.db, self.on_tick)

    def _beat(self, started_at: datetime, *, stopped: bool = False) -> None:
        try:
            with open_store(self.db) as store:
                beat(
                    store,
                    self.clock(),
                    started_at=started_at,
                    crawls=self.crawls,
                    doing=self._doing,
                    plan=self._plan,
                    stopped=stopped,
                )
        except StoreError as error:
            log.warning("no heartbeat could be written: %s", error)

    def _first(self) -> str:
        first = min(self._plan.values(), default=None)
        return "never" if first is None else first.isoformat(timespec="seconds")
