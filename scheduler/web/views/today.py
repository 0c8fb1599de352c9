"""The front page: what the last 24 hours, or one day, brought; by source, edits first."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from parsers.dates import VIETNAM
from scheduler.store import Store
from scheduler.store.front import FrontPage, SourceNews, any_before, front_page
from scheduler.web.answering import Answer, Page
from scheduler.web.asking import Asked, day_span
from scheduler.web.entries import Entry, entries, record

LEADS = 3  # new articles of a source whose first words are shown


def today(store: Store, asked: Asked) -> Answer:
    """The last 24 hours; with ``?day=2026-11-21`` that day."""
    day = asked.day("day")
    if day is not None and day > asked.today:
        day = None
    since, until = (
        day_span(day) if day else (asked.now - timedelta(days=1), asked.now + timedelta(minutes=1))
    )
    page = front_page(store, since, until)
    groups = [(source, *_lists(store, source, page)) for source in page.sources]
    flat = [one for source in page.sources for one in (*source.edits, *source.news)]
    return Page(
        template="today.html",
        values=_values(store, asked, day, since) | {"page": page, "groups": groups},
        rows=[record(one) for one in flat],
        json={"since": since, "until": until, "updates": [record(one) for one in flat]},
    )


def _lists(store: Store, source: SourceNews, page: FrontPage) -> tuple[list[Entry], list[Entry]]:
    news = entries(store, source.news)
    with_leads = [
        replace(one, lead=page.leads.get(one.update.article_id, "")) if at < LEADS else one
        for at, one in enumerate(news)
    ]
    return entries(store, source.edits), with_leads


def _values(store: Store, asked: Asked, day: date | None, since: datetime) -> dict[str, Any]:
    """The day and its neighbours; a neighbour that has nothing to show is not offered."""
    shown = day or since.astimezone(VIETNAM).date()
    before = any_before(store, day_span(day or asked.today)[0])
    return {
        "day": day,
        "earlier": (shown - timedelta(days=1) if day else shown) if before else None,
        "later": day + timedelta(days=1) if day and day < asked.today else None,
    }
