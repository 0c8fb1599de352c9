"""What listings taught: the rows of `listings`, the links that no look has read yet (`pending`),
hints of updates.

A link that a listing showed is remembered until it was read: it may have left the listing when the
next crawl comes.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from crawler.items import FailureReason, Gone, ListingSeen, Visit
from parsers.model import Link
from scheduler.store.codec import json_text, moment_or_none, moment_text, read_json
from scheduler.store.connection import Store
from scheduler.store.writing import add_fetch, ensure_source

MOST_TRIES = 8
FIRST_WAIT = timedelta(minutes=15)
LONGEST_WAIT = timedelta(days=7)
# What the server said about the page itself: trying again soon will not help.
LASTING = {
    FailureReason.NOT_AN_ARTICLE,
    FailureReason.NOT_HTML,
    FailureReason.PARSE_ERROR,
    FailureReason.TOO_LARGE,
    FailureReason.ROBOTS,
    FailureReason.FORBIDDEN_ADDRESS,
}

KNOWN = """
    SELECT json_group_array(value) FROM json_each(:identities)
    WHERE EXISTS (SELECT 1 FROM articles WHERE source = :source AND identity = value)
       OR EXISTS (SELECT 1 FROM pending WHERE source = :source AND identity = value)"""
MANY_HINTS = 5
BELIEVED = 0.5
"""Share of a document's stamps up to which stamps that moved are believed."""


def record_listing(
    store: Store, seen: ListingSeen, now: datetime, *, run_id: int | None = None
) -> int:
    """Write what a listing, feed or sitemap showed, in one transaction; returns how many of its
    links were new.
    """
    with store.transaction():
        source = seen.fetch.source
        ensure_source(store, source, now)
        known_before = _known(store, seen)
        new = [
            (link, identity)
            for link, identity in zip(seen.links, seen.identities, strict=True)
            if identity not in known_before
        ]
        _take_hints(store, seen, now)
        for link, identity in new:
            _add_pending(store, source, identity, link, now)
        _write_listing(store, seen, len(new), now)
        known = len(seen.links) - len(new)
        add_fetch(store, seen.fetch, run_id=run_id, links=len(seen.links), known=known)
    return len(new)


def count_new(store: Store, seen: ListingSeen) -> int:
    """How many links of a listing are not known yet; writes nothing."""
    known = _known(store, seen)
    return sum(identity not in known for identity in seen.identities)


def _known(store: Store, seen: ListingSeen) -> frozenset[str]:
    """Those of a listing's articles that were read or wait to be."""
    shown = {"source": seen.fetch.source, "identities": json_text(seen.identities)}
    return read_json(store.value(KNOWN, shown), frozenset[str])


def _take_hints(store: Store, seen: ListingSeen, now: datetime) -> None:
    """A stamp newer than the last look at an article makes it due; unless half of a document's
    stamps do so: there are sitemaps that call every page modified today, every day.
    """
    stamped, hints = 0, []
    for link, identity in zip(seen.links, seen.identities, strict=True):
        stamp = moment_or_none(link.updated_at)
        if stamp is None:
            continue
        row = store.row(
            "SELECT id, last_looked_at FROM articles WHERE source = ? AND identity = ?",
            [seen.fetch.source, identity],
        )
        stamped += row is not None
        if row is not None and row["last_looked_at"] < stamp <= moment_text(now):
            hints.append((stamp, row["id"]))
    if len(hints) >= MANY_HINTS and len(hints) > BELIEVED * stamped:
        return
    for stamp, article_id in hints:
        store.execute(
            """UPDATE articles SET hinted_at = ?, next_due_at = min(coalesce(next_due_at, ?), ?)
               WHERE id = ?""",
            [stamp, stamp, stamp, article_id],
        )


def _add_pending(store: Store, source: str, identity: str, link: Link, now: datetime) -> None:
    seen = moment_text(now)
    store.execute(
        """INSERT INTO pending (source, identity, url, title, published_at, first_seen_at,
        next_try_at)
           VALUES (?, ?, ?, ?, ?, ?, ?)""",
        [source, identity, link.url, link.title, moment_or_none(link.published_at), seen, seen],
    )


def _write_listing(store: Store, seen: ListingSeen, new: int, now: datetime) -> None:
    looked = moment_text(now)
    fetch, links = seen.fetch, len(seen.links)
    first = store.value(
        "SELECT last_seen_at FROM listings WHERE source = ? AND url = ?", [fetch.source, fetch.url]
    )
    overlap = (links - new) / links if links and first is not None else None
    store.execute(
        """INSERT INTO listings (source, url, kind, first_seen_at, last_looked_at)
           VALUES (?, ?, ?, ?, ?)
           ON CONFLICT (source, url) DO UPDATE SET last_looked_at = excluded.last_looked_at,
           kind = excluded.kind""",
        [fetch.source, fetch.url, fetch.kind, looked, looked],
    )
    if fetch.status == 304:
        store.execute(
            """UPDATE listings SET looks = looks + 1, failures = 0, last_seen_at = ?, new_links = 0,
                   overlap = 1.0 WHERE source = ? AND url = ?""",
            [looked, fetch.source, fetch.url],
        )
    elif links:
        store.execute(
            """UPDATE listings SET looks = looks + 1, failures = 0, last_seen_at = ?, links = ?,
                   new_links = ?, overlap = coalesce(?, overlap), gaps = gaps + ?, etag = ?,
                   last_modified = ?
               WHERE source = ? AND url = ?""",
            [
                looked,
                links,
                new,
                overlap,
                int(overlap == 0.0),
                seen.etag,
                seen.last_modified,
                fetch.source,
                fetch.url,
            ],
        )
    else:
        store.execute(
            """UPDATE listings SET looks = looks + 1, failures = failures + 1
               WHERE source = ? AND url = ?""",
            [fetch.source, fetch.url],
        )


def leave_alone(store: Store, wishes: Mapping[str, datetime]) -> None:
    """Keep until when hosts asked to be left alone (Retry-After); an earlier wish does not shorten
    a later one.
    """
    with store.transaction():
        for host, until in wishes.items():
            store.execute(
                """INSERT INTO hosts (host, not_before) VALUES (?, ?) ON CONFLICT (host)
                   DO UPDATE SET not_before = max(not_before, excluded.not_before)""",
                [host, moment_text(until)],
            )


def postpone_pending(store: Store, visit: Visit, now: datetime) -> None:
    """A look at a link that was never read gave no article: try later, at last give up. Inside a
    transaction.
    """
    if visit.fetch.reason is FailureReason.BUDGET:
        return  # nothing was asked
    source, identity = visit.fetch.source, visit.identity
    tries = 1 + (
        store.value(
            "SELECT tries FROM pending WHERE source = ? AND identity = ?", [source, identity]
        )
        or 0
    )
    reason = visit.fetch.reason
    if reason in LASTING or isinstance(visit, Gone):
        tries = max(tries, MOST_TRIES - 2)  # two more, a week apart
    wait = min(FIRST_WAIT * 4 ** (tries - 1), LONGEST_WAIT)
    next_try = None if tries >= MOST_TRIES else moment_text(now + wait)
    store.execute(
        """INSERT INTO pending (source, identity, url, first_seen_at, tries, next_try_at, reason)
           VALUES (?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT (source, identity) DO UPDATE SET tries = excluded.tries,
           next_try_at = excluded.next_try_at,
               reason = excluded.reason""",
        [source, identity, visit.fetch.url, moment_text(now), tries, next_try, reason],
    )
