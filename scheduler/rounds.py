"""PURE: when a source is to be crawled next: by its own timetable, by the looks that fall due, and
never in its quiet hours. No clock, no I/O.

The answer follows from what the store knows and the time now, and from nothing else: a daemon that
was killed, slept, or whose clock was set finds the same plan again. Stamps that lie in the future
(the clock was set back) tell nothing, and count as none.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import blake2b
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger

from crawler.source import Source
from crawler.timing import QuietHours

GATHER = timedelta(minutes=10)  # a due look waits so long for others, to share their crawl
LEAST_GAP = timedelta(minutes=5)  # between two crawls of a source, whatever is due
MOST_DOUBLINGS = 3  # of that gap, when its crawls fail one after the other
JITTER = 0.1  # of `every`: sites do not hear from us to the second
CRON_JITTER = timedelta(seconds=45)
TOLERANCE = timedelta(minutes=1)  # by which a stamp may lie ahead of the clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What of a source waits, and since when; None: nothing, or never.

    `listed_at`: its listings were last looked at. `look_at`: the earliest article is due.
    `crawled_at`: its last crawl ended. `failures`: crawls in a row that failed. `closed_until`:
    its host asked to be left alone, or the day's budget is spent, until then. `rhythm`: how often
    its busiest listing is to be polled so that nothing is missed.
    """

    listed_at: datetime | None = None
    look_at: datetime | None = None
    crawled_at: datetime | None = None
    failures: int = 0
    closed_until: datetime | None = None
    rhythm: timedelta | None = None


def next_crawl(
    source: Source, waiting: Waiting, now: datetime, *, gather: timedelta = GATHER
) -> datetime:
    """When to crawl this source; a time that has passed means: now. `gather` zero: at once when
    anything is due, as where a crawl of other sources starts anyway.
    """
    at = _listings_at(source, waiting, now)
    if waiting.look_at is not None:
        gathered = waiting.look_at + gather
        hushed = after_quiet(source, gathered) != gathered  # rather now than in the morning
        at = min(at, waiting.look_at if hushed else gathered)
    if waiting.crawled_at is not None and waiting.crawled_at <= now + TOLERANCE:
        gap = LEAST_GAP * 2 ** min(waiting.failures, MOST_DOUBLINGS)
        at = max(at, waiting.crawled_at + gap)
    if waiting.closed_until is not None:
        at = max(at, waiting.closed_until)
    return after_quiet(source, at)


def following(source: Source, last: datetime, rhythm: timedelta | None = None) -> datetime | None:
    """When the listings that were looked at `last` are due by the source's own timetable, or by
    their own `rhythm` where that is faster than `every`; None: never, as a cron line may name a day
    that does not come (30 February).
    """
    if source.schedule.cron is None:
        every = source.schedule.every or timedelta()
        return last + (every if rhythm is None else min(every, rhythm))
    return _next_by_cron(source.schedule.cron, source.timezone, last)


@lru_cache(maxsize=1024)
def _next_by_cron(cron: str, timezone: str, last: datetime) -> datetime | None:
    """Found by walking the calendar, and asked again every few seconds until the time has come."""
    trigger = CronTrigger.from_crontab(cron, timezone=ZoneInfo(timezone))
    found: datetime | None = trigger.get_next_fire_time(last, last)
    return found


def _listings_at(source: Source, waiting: Waiting, now: datetime) -> datetime:
    last = waiting.listed_at
    if last is None or last > now + TOLERANCE:
        return now
    at = following(source, last, waiting.rhythm)
    if at is None:
        return now + timedelta(days=365)
    most = CRON_JITTER if source.schedule.cron is not None else (at - last) * JITTER
    return at + most * _fraction(source.name, last)


def after_quiet(source: Source, at: datetime) -> datetime:
    """The moment itself, or the end of the quiet hours that it falls into."""
    quiet = source.schedule.quiet_hours
    if quiet is None:
        return at
    local = at.astimezone(ZoneInfo(source.timezone))
    return _end_of(quiet, local).astimezone(UTC) if quiet.covers(local.time()) else at


def _end_of(quiet: QuietHours, local: datetime) -> datetime:
    """When the quiet hours that cover this local time end, by the wall clock of that day."""
    day = local.date() + timedelta(days=int(quiet.end <= local.time()))
    end = datetime.combine(day, quiet.end, tzinfo=local.tzinfo)
    while quiet.covers(end.astimezone(UTC).astimezone(local.tzinfo).time()):
        end += timedelta(minutes=15)  # a clock that jumped over the end
    return end


def _fraction(name: str, moment: datetime) -> float:
    """A number in [0, 1) that is the same whenever it is asked for again."""
    digest = blake2b(f"{name} {moment.isoformat()}".encode(), digest_size=4).digest()
    return int.from_bytes(digest) / 2**32
