"""What each look shows of how a source is read, kept as long as its health is judged by it.

`observe` writes one row in the transaction of the visit; `record_of` gives back what
`scheduler.health.judge` asks for; `forget_old` keeps the table small. No judgement is made here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zlib import crc32

from crawler.items import FailureReason, Snapshot
from parsers.fingerprint import Fingerprint, from_text, to_text
from parsers.model import Article
from scheduler.observed import ListingRead, PageSeen, RequestMade, SourceRecord
from scheduler.store.codec import json_text, moment_text, read_json, read_moment
from scheduler.store.connection import Store

PAGES = 400
PRINTED = 150
"""Of these pages the fingerprint is kept too: it is what takes room (a KiB or so)."""
LISTINGS = 300
REQUESTS = 400
ARRIVALS = timedelta(days=120)
LATE = timedelta(days=2)
"""An article that is first seen so long after its publication came with a backfill."""
NOT_ASKED = (FailureReason.BUDGET, FailureReason.BUG, FailureReason.FORBIDDEN_ADDRESS)
"""Our own doing: they say nothing of the site."""
# How often an update stamp is there depends on how old the articles are: it is no sign of health.
FIELDS = ("title", "kicker", "lead", "body", "authors", "published_at", "main_image")
DIFFERING = ("title", "body", "authors", "published_at", "main_image")


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """What one page showed of how it is read."""

    section: str
    filled: tuple[str, ...]
    body_length: int
    digests: dict[str, str]
    fingerprint: Fingerprint | None


def observation_of(visit: Snapshot) -> Observation:
    """What this page shows, by itself: nothing of the store is asked."""
    article = visit.article
    values = {name: _text(article, name) for name in FIELDS}
    return Observation(
        section=article.section or "",
        filled=tuple(name for name in FIELDS if values[name]),
        body_length=sum(map(len, article.body)),
        digests={name: _digest(values[name]) for name in DIFFERING if values[name]},
        fingerprint=visit.fingerprint,
    )


def observe(
    store: Store,
    visit: Snapshot,
    seen: Observation,
    now: datetime,
    *,
    run_id: int | None,
    changed: bool | None,
) -> None:
    """Keep what a page showed. Inside a transaction."""
    store.insert(
        "observations",
        {
            "source": visit.fetch.source,
            "run_id": run_id,
            "at": moment_text(now),
            "identity": visit.identity,
            "section": seen.section,
            "body_length": seen.body_length,
            "changed": None if changed is None else int(changed),
            "filled": json_text(seen.filled),
            "digests": json_text(seen.digests),
            "fingerprint": to_text(seen.fingerprint) if seen.fingerprint else None,
        },
    )


def record_of(
    store: Store, source: str, now: datetime, *, trusted_until: datetime | None = None
) -> SourceRecord:
    """The recent history of a source, and what is kept of the time when all was well."""
    requests, listings = _asked(store, source, trusted_until)
    return SourceRecord(
        pages=tuple(_pages(store, source)),
        listings=listings,
        requests=requests,
        arrivals=_arrivals(store, source, now),
        trusted_until=trusted_until,
    )


def forget_old(store: Store, source: str, trusted_until: datetime | None) -> None:
    """Keep the last pages of a source, and as many from before `trusted_until`. Inside a
    transaction.
    """
    parts = [("", [])] if trusted_until is None else [
        ("AND at <= ?", [moment_text(trusted_until)]), ("AND at > ?", [moment_text(trusted_until)])
    ]  # fmt: skip
    for condition, values in parts:
        oldest = f"""(SELECT id FROM observations WHERE source = ? {condition}
                      ORDER BY id DESC LIMIT 1 OFFSET ?)"""
        store.execute(
            f"DELETE FROM observations WHERE source = ? {condition} AND id <= {oldest}",
            [source, *values, source, *values, PAGES],
        )
        store.execute(
            f"""UPDATE observations SET fingerprint = NULL
                WHERE source = ? {condition} AND fingerprint IS NOT NULL AND id <= {oldest}""",
            [source, *values, source, *values, PRINTED],
        )


def _pages(store: Store, source: str) -> Iterable[PageSeen]:
    rows = store.rows("SELECT * FROM observations WHERE source = ? ORDER BY id", [source])
    for row in rows:
        yield PageSeen(
            at=read_moment(row["at"]),
            identity=row["identity"],
            group=row["section"],
            filled=read_json(row["filled"], frozenset[str]),
            body_length=row["body_length"],
            values=read_json(row["digests"], dict[str, str]),
            fingerprint=from_text(row["fingerprint"]) if row["fingerprint"] else None,
            changed=None if row["changed"] is None else bool(row["changed"]),
            run=row["run_id"] or 0,
        )


def _asked(
    store: Store, source: str, trusted_until: datetime | None
) -> tuple[tuple[RequestMade, ...], tuple[ListingRead, ...]]:
    """Requests and listings, the last ones and as many from before `trusted_until`."""
    rows = list(_fetches(store, source, "at > ?", trusted_until)) if trusted_until else []
    rows = [*_fetches(store, source, "at <= ?", trusted_until), *rows]
    requests = tuple(
        RequestMade(
            at=read_moment(row["at"]),
            reason=row["reason"] if row["reason"] in set(FailureReason) else None,
            not_modified=row["status"] == 304,
        )
        for row in rows
    )
    listings = tuple(
        ListingRead(
            at=read_moment(row["at"]),
            url=row["url"],
            items=row["links"] or 0,
            new_items=(row["links"] or 0) - (row["known"] or 0),
        )
        for row in rows
        if row["kind"] != "article"
        and row["status"] != 304
        and row["reason"] in (None, FailureReason.NO_LINKS)
    )
    return requests, listings[-LISTINGS * 2 :]


def _fetches(store: Store, source: str, condition: str, until: datetime | None) -> list[Any]:
    values = [] if until is None else [moment_text(until)]
    condition = f"AND {condition}" if values else ""
    marks = ", ".join("?" * len(NOT_ASKED))
    rows = store.rows(
        f"""SELECT at, url, kind, status, reason, links, known FROM fetches
            WHERE source = ? {condition} AND (reason IS NULL OR reason NOT IN ({marks}))
            ORDER BY at DESC, id DESC LIMIT ?""",
        [source, *values, *NOT_ASKED, REQUESTS],
    )
    return list(rows)[::-1]


def _arrivals(store: Store, source: str, now: datetime) -> tuple[datetime, ...]:
    """When articles came: when they were seen, or published where they were found much later."""
    rows = store.rows(
        """SELECT first_seen_at, published_at FROM articles
           WHERE source = ? AND first_seen_at >= ? ORDER BY first_seen_at""",
        [source, moment_text(now - ARRIVALS)],
    )
    moments = []
    for row in rows:
        seen = read_moment(row["first_seen_at"])
        published = read_moment(row["published_at"]) if row["published_at"] else seen
        moments.append(published if seen - published > LATE else seen)
    return tuple(sorted(moment for moment in moments if moment >= now - ARRIVALS))


def _text(article: Article, name: str) -> str:
    value = getattr(article, name)
    if isinstance(value, tuple):
        return "\n".join(value)
    return "" if value is None else str(value)


def _digest(text: str) -> str:
    return f"{crc32(text.encode()):08x}"
