"""What waits at each source, for the plan of the daemon. Reads only, and only by index: one query
for all sources, as it is asked every few seconds.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

from crawler.source import Source
from scheduler.rounds import Waiting
from scheduler.store.codec import json_text, read_moment, read_moment_or_none
from scheduler.store.connection import Store
from scheduler.store.history import Rhythms

WAITING = """
    SELECT n.value AS name, l.listed_at, l.polls, s.last_run_at AS crawled_at, s.failures,
           (SELECT min(next_due_at) FROM articles
            WHERE source = n.value AND next_due_at IS NOT NULL) AS article_at,
           (SELECT min(next_try_at) FROM pending
            WHERE source = n.value AND next_try_at IS NOT NULL) AS pending_at
    FROM json_each(?) n
         LEFT JOIN sources s ON s.name = n.value
         LEFT JOIN (SELECT source, max(last_looked_at) AS listed_at, sum(looks) AS polls
                    FROM listings GROUP BY source) l ON l.source = n.value"""


def waiting(
    store: Store,
    sources: Iterable[Source],
    closed: Mapping[str, datetime | None] | None = None,
    rhythms: Rhythms | None = None,
) -> dict[str, Waiting]:
    """What of these sources waits, by name; `closed`: until when a source's hosts must not be
    asked. `rhythms` are kept by one who asks again and again.
    """
    closed, rhythms = closed or {}, rhythms or Rhythms()
    by_name = {source.name: source for source in sources}
    found = {}
    for row in store.rows(WAITING, [json_text(list(by_name))]):
        name = row["name"]
        looks = [read_moment(row[at]) for at in ("article_at", "pending_at") if row[at]]
        every = by_name[name].schedule.every or timedelta()
        found[name] = Waiting(
            listed_at=read_moment_or_none(row["listed_at"]),
            look_at=min(looks, default=None),
            crawled_at=read_moment_or_none(row["crawled_at"]),
            failures=row["failures"] or 0,
            closed_until=closed.get(name),
            rhythm=rhythms.interval(store, name, every, row["polls"] or 0),
        )
    return found


def closed_until(
    source: Source, now: datetime, closed: Mapping[str, datetime], spent: Mapping[str, int]
) -> datetime | None:
    """When the first of the source's hosts may be asked again; None: one may be asked now."""
    midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0) + timedelta(days=1)
    ends = []
    for host in source.hosts:
        over = spent.get(host, 0) >= source.politeness.daily_budget
        ends.append(max(closed.get(host, now), midnight if over else now))
    first = min(ends, default=now)
    return first if first > now else None
