"""Which of a source's due looks a crawl makes, and in which order: the most overdue first, measured
in their own intervals, and no more than the host may be asked. Reads only: `scheduler.budget`
decides.
"""

from datetime import UTC, datetime, timedelta

from crawler.source import host_key
from scheduler.budget import DueLook, allot, spread_budget
from scheduler.store.codec import moment_text, read_moment
from scheduler.store.connection import Store

DUE = """
    SELECT identity, url, next_due_at AS at, last_looked_at AS since FROM articles
    WHERE source = :source AND next_due_at <= :now
    UNION ALL
    SELECT identity, url, next_try_at, first_seen_at FROM pending
    WHERE source = :source AND next_try_at <= :now"""


def allotted(
    store: Store,
    source: str,
    now: datetime,
    *,
    daily: int,
    spent: dict[str, int],
    spread: bool,
) -> list[str]:
    """The identities to look at now, in order. `daily` requests a host may be asked a day, of which
    `spent` are made; `spread` keeps some of them for the rest of the day.
    """
    looks = []
    for row in store.rows(DUE, {"source": source, "now": moment_text(now)}):
        at, since = read_moment(row["at"]), read_moment(row["since"])
        host = host_key(row["url"])
        looks.append(DueLook(identity=row["identity"], host=host, at=at, interval=at - since))
    midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0) + timedelta(days=1)
    budget = {}
    for host in {look.host for look in looks}:
        made = spent.get(host, 0)
        budget[host] = spread_budget(daily, made, now, midnight) if spread else daily - made
    return [look.identity for look in allot(looks, budget, now)]
