"""PURE: when a channel is told what was found at a moment: at once, with the next digest, and never
in its quiet hours. Times of day are those of Vietnam.
"""

from datetime import datetime, timedelta

from parsers.dates import VIETNAM
from scheduler.config import Channel, Mode

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
GIVE_UP = timedelta(days=3)


def due_at(channel: Channel, now: datetime, *, alert: bool = False) -> datetime:
    """When something found at `now` is to be told; alerts do not wait for a digest."""
    if alert or channel.mode is Mode.AT_ONCE:
        return now
    local = now.astimezone(VIETNAM)
    due = datetime.combine(local.date(), channel.at, VIETNAM)
    if channel.mode is Mode.WEEKLY:
        due += timedelta(days=(channel.weekday - local.weekday()) % 7)
    if due <= now:
        due += timedelta(days=7 if channel.mode is Mode.WEEKLY else 1)
    return due.astimezone(now.tzinfo)


def is_quiet(channel: Channel, now: datetime) -> bool:
    """Whether the channel is to be left in peace now."""
    quiet = channel.quiet_hours
    return quiet is not None and quiet.covers(now.astimezone(VIETNAM).time())


def retry_at(attempts: int, now: datetime) -> datetime:
    """When to try again after so many attempts that failed: 1, 2, 4 ... minutes, 6 hours at most.

    >>> from datetime import UTC
    >>> retry_at(3, datetime(2026, 1, 1, tzinfo=UTC)).minute
    4
    """
    wait: timedelta = FIRST_WAIT * (1 << min(attempts - 1, 12))
    return now + min(wait, LONGEST_WAIT)
