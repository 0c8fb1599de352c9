"""Counts over time: articles a day by source, edits by class. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from scheduler.store.codec import moment_text
from scheduler.store.connection import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceDays:
    """How many articles of a source were new to us on each day (in Vietnam) that had any."""

    source: str
    days: dict[date, int]

    @property
    def total(self) -> int:
        """Articles over all days."""
        return sum(self.days.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class EditCount:
    """Edits of one class at one source, and how many of them were silent."""

    source: str
    edit_class: str
    edits: int
    silent: int


def articles_by_day(
    store: Store, *, since: datetime, until: datetime, sources: Sequence[str] = ()
) -> list[SourceDays]:
    """New articles a day for every source that has any stored, by name."""
    named, values = _named("source", sources)
    sql = f"""
        SELECT source, date(first_seen_at, '+7 hours') AS day, count(*) AS articles FROM articles
        WHERE first_seen_at >= ? AND first_seen_at < ?{named} GROUP BY source, day"""
    known = store.rows(f"SELECT name FROM sources WHERE 1{_named('name', sources)[0]}", values)
    counted: dict[str, dict[date, int]] = {row["name"]: {} for row in known}
    for row in store.rows(sql, [moment_text(since), moment_text(until), *values]):
        days = counted.setdefault(row["source"], {})
        days[date.fromisoformat(row["day"])] = row["articles"]
    return [SourceDays(source=source, days=days) for source, days in sorted(counted.items())]


def edits_by_class(
    store: Store, *, since: datetime, until: datetime, sources: Sequence[str] = ()
) -> list[EditCount]:
    """Edits by source and class, the most frequent first."""
    named, values = _named("a.source", sources)
    sql = f"""
        SELECT a.source, coalesce(u.edit_class, u.kind) AS edit_class, count(*) AS edits,
               sum(u.silent) AS silent
        FROM updates u JOIN articles a ON a.id = u.article_id
        WHERE u.kind IN ('changed', 'removed') AND u.detected_at >= ? AND u.detected_at < ?{named}
        GROUP BY 1, 2 ORDER BY edits DESC, 1, 2"""
    rows = store.rows(sql, [moment_text(since), moment_text(until), *values])
    return [EditCount(**dict(row)) for row in rows]


def _named(column: str, sources: Sequence[str]) -> tuple[str, list[str]]:
    marks = ", ".join("?" * len(sources))
    return (f" AND {column} IN ({marks})" if sources else "", list(sources))
