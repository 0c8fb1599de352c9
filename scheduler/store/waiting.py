"""What waits at each source, for the plan of the daemon. Reads only, and only by index."""

from datetime import UTC, datetime, timedelta

from crawler.source import Source
from scheduler.rounds import Waiting
from scheduler.store.codec import read_moment, read_moment_or_none
from scheduler.store.connection import Store
from scheduler.store.history import polling_interval

WAITING = """
    SELECT (SELECT max(last_looked_at) FROM listings WHERE source = :source) AS listed_at,
           (SELECT sum(looks) FROM listings WHERE source = :source) AS listed,
           (SELECT min(next_due_at) FROM articles
            WHERE source = :source AND next_due_at IS NOT NULL) AS article_at,
           (SELECT min(next_try_at) FROM pending WHERE source = :source) AS pending_at,
           (SELECT last_run_at FROM sources WHERE name = :source) AS crawled_at,
           (SELECT failures FROM sources WHERE name = :source) AS failures"""


Rhythms = dict[str, tuple[tuple[object, ...], timedelta]]
"""By source: how often its listings want to be polled, and after which looks that was found."""


def waiting(
    store: Store,
    source: Source,
    closed: datetime | None = None,
    *,
    rhythms: Rhythms | None = None,
) -> Waiting:
    """What of this source waits; `closed`: until when its hosts must not be asked. `rhythms` is
    what the caller keeps from one plan to the next: only a look at a listing changes them.
    """
    kept = rhythms if rhythms is not None else {}
    row = store.row(WAITING, {"source": source.name})
    assert row is not None  # a SELECT without FROM gives one row
    every = source.schedule.every or timedelta()
    found_after = (row["listed_at"], row["listed"], every)
    if source.name not in kept or kept[source.name][0] != found_after:
        kept[source.name] = found_after, polling_interval(store, source.name, every)
    looks = [read_moment(row[name]) for name in ("article_at", "pending_at") if row[name]]
    return Waiting(
        listed_at=read_moment_or_none(row["listed_at"]),
        look_at=min(looks, default=None),
        crawled_at=read_moment_or_none(row["crawled_at"]),
        failures=row["failures"] or 0,
        closed_until=closed,
        rhythm=kept[source.name][1],
    )


def closed_until(
    source: Source, now: datetime, closed: dict[str, datetime], spent: dict[str, int]
) -> datetime | None:
    """When the first of the source's hosts may be asked again; None: one may be asked now."""
    midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0) + timedelta(days=1)
    ends = []
    for host in source.hosts:
        over = spent.get(host, 0) >= source.politeness.daily_budget
        ends.append(max(closed.get(host, now), midnight if over else now))
    first = min(ends, default=now)
    return first if first > now else None
