"""When a source's listings are due by its own timetable: `every` or `cron`, outside of its quiet
hours.

Of the store it asks only when the listings were looked at last. The clock is an argument.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger

from crawler.source import Source
from scheduler.store import Store
from scheduler.store.codec import read_moment

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
    if source.schedule.cron is not None:
        zone = ZoneInfo(source.timezone)
        trigger = CronTrigger.from_crontab(source.schedule.cron, timezone=zone)
        following = trigger.get_next_fire_time(last, last)
        return following is not None and following <= now + SLACK
    return source.schedule.every is None or last + source.schedule.every <= now + SLACK
