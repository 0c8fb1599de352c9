"""What one visit writes: the article's row, its version, its page, the update with its outbox row,
the fetch.

Each function is one step inside a transaction that the caller holds (`Store.transaction`);
`scheduler.pipeline` puts them together. No decision about what happened is made here.
"""

from datetime import datetime
from typing import Any

from crawler.items import Fetch, Snapshot
from crawler.source import host_key
from parsers.model import Article
from parsers.text import match_key
from scheduler.store.codec import (
    ARTICLE_COLUMNS,
    VERSION_COLUMNS,
    article_values,
    compare_hash,
    content_hash,
    moment_text,
)
from scheduler.store.connection import Store
from scheduler.store.errors import StoreError


def ensure_source(
    store: Store, name: str, now: datetime, *, title: str | None = None, home: str | None = None
) -> None:
    """A row for the source; a title or home that is given replaces what stood there."""
    known = "SELECT 1 FROM sources WHERE name = ?"
    if title is None and home is None and store.value(known, [name]):
        return  # asked at every new article: a look costs less than a write
    store.execute(
        """INSERT INTO sources (name, title, home, added_at) VALUES (?, ?, ?, ?)
           ON CONFLICT (name) DO UPDATE SET title = coalesce(?, title), home = coalesce(?, home)
           WHERE ? IS NOT NULL OR ? IS NOT NULL""",
        [name, title or name, home or "", moment_text(now), title, home, title, home],
    )


def article_columns(article: Article, number: int) -> dict[str, Any]:
    """What the row of an article takes from its version `number`, the last one."""
    values = article_values(article)
    current = {name: values[name] for name in ARTICLE_COLUMNS}
    return current | {"version": number, "title_key": match_key(article.title)}


def add_article(store: Store, visit: Snapshot, standing: dict[str, Any], now: datetime) -> int:
    """A row for an article seen for the first time; returns its id. The link to it is no longer
    pending. `standing` are the columns of its life cycle and of its next look.
    """
    seen = moment_text(now)
    values = article_columns(visit.article, 1) | standing
    values |= {
        "source": visit.fetch.source,
        "identity": visit.identity,
        "first_seen_at": seen,
        "last_seen_at": seen,
        "last_looked_at": seen,
        "last_changed_at": seen,
        "looks": 1,
        "etag": visit.etag,
        "last_modified": visit.last_modified,
    }
    article_id = store.insert("articles", values)
    source = visit.fetch.source
    store.execute("DELETE FROM pending WHERE source = ? AND identity = ?", [source, visit.identity])
    # An address that proved to be another name of it stays known, and is not asked again.
    store.execute(
        """UPDATE pending SET next_try_at = NULL, reason = 'another name of ' || ?
           WHERE source = ? AND url = ?""",
        [visit.identity, source, visit.fetch.url],
    )
    return article_id


def add_version(
    store: Store,
    article_id: int,
    number: int,
    visit: Snapshot,
    now: datetime,
    *,
    extractor: str,
    run_id: int | None,
) -> None:
    """A version of an article, and the page that it was read from."""
    values = article_values(visit.article)
    values |= _hashes(visit.article)
    values |= {
        "article_id": article_id,
        "number": number,
        "seen_at": moment_text(now),
        "run_id": run_id,
        "extractor": extractor,
    }
    store.insert("versions", values)
    keep_page(store, article_id, number, visit, now)


def rebase_version(
    store: Store, article_id: int, number: int, article: Article, extractor: str
) -> None:
    """Replace the reading of a version by a newer reading of the same page: the page did not
    change, our eyes did.
    """
    values = article_values(article)
    # Address and stamp are those of the look itself.
    columns = [name for name in VERSION_COLUMNS if name not in ("url", "updated_at")]
    new = {name: values[name] for name in columns} | _hashes(article) | {"extractor": extractor}
    assignments = ", ".join(f"{name} = ?" for name in new)
    store.execute(
        f"UPDATE versions SET {assignments} WHERE article_id = ? AND number = ?",
        [*new.values(), article_id, number],
    )
    current = article_columns(article, number)
    del current["url"], current["updated_at"]
    update_article(store, article_id, current)


def keep_page(store: Store, article_id: int, number: int, visit: Snapshot, now: datetime) -> None:
    """Keep the raw page of the last version, and of that one only."""
    store.execute(
        """INSERT INTO pages (article_id, number, seen_at, url, content_type, size, body)
           VALUES (?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT (article_id) DO UPDATE SET number = excluded.number,
               seen_at = excluded.seen_at, url = excluded.url, size = excluded.size,
               content_type = excluded.content_type, body = excluded.body""",
        [
            article_id,
            number,
            moment_text(now),
            visit.fetch.final_url,
            visit.fetch.content_type,
            len(visit.raw),
            visit.compressed,
        ],
    )


def update_article(store: Store, article_id: int, values: dict[str, Any]) -> None:
    """Set these columns of an article."""
    assignments = ", ".join(f"{name} = ?" for name in values)
    store.execute(f"UPDATE articles SET {assignments} WHERE id = ?", [*values.values(), article_id])


def add_fetch(
    store: Store,
    fetch: Fetch,
    *,
    run_id: int | None = None,
    article_id: int | None = None,
    verdict: str | None = None,
    links: int | None = None,
    known: int | None = None,
) -> None:
    """One request, whatever came of it; what was sent counts for its host's day."""
    at = moment_text(fetch.at)
    if fetch.attempts:
        store.execute(
            """INSERT INTO host_days (day, host, requests) VALUES (?, ?, ?)
               ON CONFLICT (day, host) DO UPDATE SET requests = requests + excluded.requests""",
            [at[: len("2026-01-31")], host_key(fetch.url), fetch.attempts],
        )
    store.insert(
        "fetches",
        {
            "run_id": run_id,
            "source": fetch.source,
            "article_id": article_id,
            "at": at,
            "kind": fetch.kind,
            "verdict": verdict,
            "status": fetch.status,
            "reason": fetch.reason,
            "elapsed": None if fetch.elapsed is None else round(fetch.elapsed, 4),
            "size": fetch.size,
            "attempts": fetch.attempts,
            "links": links,
            "known": known,
            "url": fetch.url,
            "final_url": None if fetch.final_url == fetch.url else fetch.final_url,
            "content_type": fetch.content_type,
            "detail": fetch.detail,
        },
    )


def distrust_validators(store: Store, source: str, until: datetime) -> None:
    """Do not ask this source "changed since?" until then: it said no and was wrong."""
    store.execute(
        "UPDATE sources SET validators_off_until = ? WHERE name = ?", [moment_text(until), source]
    )


def mark_seen(store: Store, update_ids: list[int], now: datetime) -> int:
    """Mark updates as seen, and take the flag off articles that have no other unseen one; returns
    how many were new.
    """
    if store.read_only:
        raise StoreError(store.path, "was opened for reading only")
    marked = 0
    with store.transaction():
        for update_id in update_ids:
            cursor = store.execute(
                "UPDATE updates SET seen_at = ? WHERE id = ? AND seen_at IS NULL",
                [moment_text(now), update_id],
            )
            marked += cursor.rowcount
            store.execute(
                """UPDATE articles SET flag = NULL
                   WHERE id = (SELECT article_id FROM updates WHERE id = ?) AND NOT EXISTS
                       (SELECT 1 FROM updates u WHERE u.article_id = articles.id AND u.seen_at IS
                       NULL)""",
                [update_id],
            )
    return marked


def _hashes(article: Article) -> dict[str, str]:
    return {"content_hash": content_hash(article), "compare_hash": compare_hash(article)}
