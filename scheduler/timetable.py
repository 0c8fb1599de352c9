"""When a source's listings are due by its own timetable: `every` or `cron`, outside of its quiet
hours.

Of the store it asks only when the listings were looked at, and what they then showed. The clock is
an argument.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from crawler.source import Source
from scheduler.rounds import following
from scheduler.store import Store
from scheduler.store.codec import read_moment
from scheduler.store.history import polling_interval

SLACK = timedelta(seconds=30)  # cron starts a little early or late; that shall not cost a round


def is_quiet(source: Source, now: datetime) -> bool:
    """Whether the source is to be left alone at this time of its day."""
    quiet = source.schedule.quiet_hours
    return quiet is not None and quiet.covers(now.astimezone(ZoneInfo(source.timezone)).time())


def listings_due(store: Store, source: Source, now: datetime) -> bool:
    """Whether the listings' time has come since they were last looked at."""
    found = store.value("SELECT max(last_looked_at) FROM listings WHERE source = ?", [source.name])
    if found is None:
        return True
    last = read_moment(found)
    rhythm = polling_interval(store, source.name, source.schedule.every or timedelta())
    at = following(source, last, rhythm)
    clock_was_set_back = last > now + SLACK
    return clock_was_set_back or (at is not None and at <= now + SLACK)
