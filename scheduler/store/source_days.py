"""What was asked of each site, and what it brought: requests by answer, new articles by day. Reads
only.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from scheduler.store.codec import moment_text
from scheduler.store.connection import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Requests to a source in a span of time: all, those answered 304 (nothing new to send), those
    that failed, bytes received.
    """

    requests: int = 0
    not_modified: int = 0
    failed: int = 0
    size: int = 0

    @property
    def share(self) -> float | None:
        """The share of 304 answers; None where nothing was asked."""
        return self.not_modified / self.requests if self.requests else None


NOTHING_ASKED = Asking()


def asking(store: Store, since: datetime) -> Mapping[str, Asking]:
    """Requests since that moment, by source."""
    sql = """
        SELECT source, count(*) AS requests, count(*) FILTER (WHERE status = 304) AS not_modified,
               count(*) FILTER (WHERE verdict = 'failed' OR reason IS NOT NULL) AS failed,
               coalesce(sum(size), 0) AS size
        FROM fetches WHERE source IN (SELECT name FROM sources) AND at >= ? GROUP BY source"""
    return {
        row["source"]: Asking(
            requests=row["requests"],
            not_modified=row["not_modified"],
            failed=row["failed"],
            size=row["size"],
        )
        for row in store.rows(sql, [moment_text(since)])
    }


def new_by_day(store: Store, since: datetime) -> Mapping[str, Mapping[date, int]]:
    """New articles by source and day (in Vietnam), counted from the updates: they are indexed by
    time, and articles are not.
    """
    sql = """
        SELECT a.source, date(u.detected_at, '+7 hours') AS day, count(*) AS number
        FROM updates u JOIN articles a ON a.id = u.article_id
        WHERE u.kind = 'new' AND u.detected_at >= ? GROUP BY a.source, day"""
    counted: dict[str, dict[date, int]] = {}
    for row in store.rows(sql, [moment_text(since)]):
        counted.setdefault(row["source"], {})[date.fromisoformat(row["day"])] = row["number"]
    return counted
