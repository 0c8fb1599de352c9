"""What a search is narrowed to, as words that the index knows and as conditions on rows. No query
is run here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from scheduler.searchquery import quoted

MONTH = 31
SPANS = (2, 8, 31, 120)  # days; longer ones cost what all of them do


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What hits are narrowed to; empty means no limit. Days are those of Vietnam, both included."""

    sources: Sequence[str] = ()
    section: str | None = None
    since: date | None = None
    until: date | None = None
    edit_classes: Sequence[str] = ()


def index_words(filters: Filters) -> str:
    """What the index itself can filter by, as an expression: source and day are words. Or ""."""
    wanted: list[str] = []
    if filters.sources:
        names = " OR ".join(quoted(name) for name in filters.sources)
        wanted.append(f"(source : ({names}))")
    if days := _any_day(day_words(filters.since, filters.until)):
        wanted.append(days)
    return " AND ".join(wanted)


def newest_spans(newest: date) -> Iterator[str]:
    """Expressions for the days up to `newest`, a few at first, then ever more of them.

    They reach into the year behind it: some articles are dated before they are published. The
    longest begins with a month, so that few words say it.
    """
    last = date(newest.year + 1, 12, 31)
    for days in SPANS:
        first = newest - timedelta(days=days)
        if days > MONTH:
            first = first.replace(day=1)
        yield _any_day(day_words(first, last))


def _any_day(days: Sequence[str]) -> str:
    return f"(day : ({' OR '.join(map(quoted, days))}))" if days else ""


def day_words(since: date | None, until: date | None, *, most: int = 80) -> tuple[str, ...]:
    """The fewest years, months and days ("2024", "202405", "20240517") that make up a span.

    Empty where the span has an open end before 1990 or takes more than `most` words: then the index
    does not help, and the rows are filtered one by one.
    """
    if since is None and until is None:
        return ()
    first, last = since or date(1990, 1, 1), until or date(2100, 12, 31)
    words: list[str] = []
    day = first
    while day <= last and len(words) <= most:
        year_end, next_month = (
            date(day.year, 12, 31),
            (day.replace(day=28) + timedelta(days=4)).replace(day=1),
        )
        if (day.month, day.day) == (1, 1) and year_end <= last:
            words.append(f"{day:%Y}")
            day = year_end + timedelta(days=1)
        elif day.day == 1 and next_month - timedelta(days=1) <= last:
            words.append(f"{day:%Y%m}")
            day = next_month
        else:
            words.append(f"{day:%Y%m%d}")
            day += timedelta(days=1)
    return tuple(words) if len(words) <= most else ()


def conditions(filters: Filters) -> tuple[list[str], list[Any]]:
    """Conditions on the article `a`, and their values."""
    wanted: list[str] = []
    values: list[Any] = []
    if filters.sources:
        wanted.append(f"a.source IN ({', '.join('?' * len(filters.sources))})")
        values.extend(filters.sources)
    if filters.section:
        wanted.append("a.section = ?")
        values.append(filters.section)
    shown = "coalesce(a.published_at, a.first_seen_at)"
    if filters.since:
        wanted.append(f"date({shown}, '+7 hours') >= ?")
        values.append(filters.since.isoformat())
    if filters.until:
        wanted.append(f"date({shown}, '+7 hours') <= ?")
        values.append(filters.until.isoformat())
    if filters.edit_classes:
        marks = ", ".join("?" * len(filters.edit_classes))
        wanted.append(
            "EXISTS (SELECT 1 FROM updates u"
            f" WHERE u.article_id = a.id AND u.edit_class IN ({marks}))"
        )
        values.extend(filters.edit_classes)
    return wanted, values
