"""robots.txt as it was read, kept for a day, so that a crawl every few minutes does not ask for it
each time (RFC 9309, 2.4).
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from crawler.plan import RobotsText
from scheduler.store.codec import moment_text, read_moment
from scheduler.store.connection import Store

GOOD_FOR = timedelta(hours=24)


def keep_robots(store: Store, read: Mapping[str, RobotsText]) -> None:
    """Keep what was read of these origins."""
    with store.transaction():
        for origin, text in read.items():
            store.execute(
                "INSERT OR REPLACE INTO robots (origin, fetched_at, expires_at, status, body)"
                " VALUES (?, ?, ?, ?, ?)",
                [
                    origin,
                    moment_text(text.fetched_at),
                    moment_text(text.fetched_at + GOOD_FOR),
                    text.status,
                    text.body,
                ],
            )


def known_robots(store: Store, now: datetime) -> dict[str, RobotsText]:
    """The rules that still hold; none from the future (the clock was set back)."""
    at = moment_text(now)
    rows = store.rows("SELECT * FROM robots WHERE expires_at > ? AND fetched_at <= ?", [at, at])
    return {
        row["origin"]: RobotsText(
            status=row["status"], body=row["body"], fetched_at=read_moment(row["fetched_at"])
        )
        for row in rows
    }
