"""Every question that commands, pages and search ask of the store. Reads only.

Each function takes the Store first; filters are keywords, absent means "all"; lists come newest
first unless said.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from parsers.text import clean
from scheduler.store import mapping
from scheduler.store.codec import moment_text
from scheduler.store.connection import Store
from scheduler.store.rows import ArticleRow, FetchRow, ListingRow, StoredPage, UpdateRow, VersionRow

ARTICLE = """
    SELECT id, source, identity, url, title, kicker, lead, section, authors, published_at,
           updated_at, date_only, status, flag, version, first_seen_at, last_seen_at,
           last_looked_at, last_changed_at, last_edit_at, next_due_at, looks, changes, failures,
           misses, missed_since, suspicion
    FROM articles"""


class _Where:
    """Conditions of a query that grow with the filters given."""

    def __init__(self) -> None:
        self.conditions: list[str] = []
        self.values: list[Any] = []

    def add(self, condition: str, *values: Any) -> None:
        self.conditions.append(condition)
        self.values.extend(values)

    def among(self, column: str, wanted: Sequence[str]) -> None:
        if wanted:
            self.add(f"{column} IN ({', '.join('?' * len(wanted))})", *wanted)

    def between(self, column: str, since: datetime | None, until: datetime | None) -> None:
        if since is not None:
            self.add(f"{column} >= ?", moment_text(since))
        if until is not None:
            self.add(f"{column} < ?", moment_text(until))

    def __str__(self) -> str:
        return f" WHERE {' AND '.join(self.conditions)}" if self.conditions else ""


def _limited(limit: int | None, offset: int = 0) -> str:
    return f" LIMIT {-1 if limit is None else int(limit)} OFFSET {int(offset)}"


def updates(
    store: Store,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    sources: Sequence[str] = (),
    kinds: Sequence[str] = (),
    edit_classes: Sequence[str] = (),
    unseen: bool = False,
    silent: bool | None = None,
    watched: bool = False,
    phrases: Sequence[str] = (),
    article_id: int | None = None,
    article_ids: Sequence[int] | None = None,
    run_id: int | None = None,
    limit: int | None = None,
    offset: int = 0,
) -> list[UpdateRow]:
    """Flagged updates. `since` includes, `until` does not; `unseen` leaves out what was marked as
    seen; `article_ids` keeps those of these articles alone (of none, where it is empty).
    """
    where = _Where()
    where.between("u.detected_at", since, until)
    where.among("a.source", sources)
    where.among("u.kind", kinds)
    where.among("u.edit_class", edit_classes)
    if unseen:
        where.add("u.seen_at IS NULL")
    if silent is not None:
        where.add(f"u.silent = {int(silent)}")  # no parameter: there is an index of the silent ones
    if watched:
        where.add("u.watched <> '[]'")
    if phrases:
        marks = ", ".join("?" * len(phrases))
        one = f"SELECT 1 FROM json_each(u.watched) WHERE value IN ({marks})"
        where.add(f"u.watched <> '[]' AND EXISTS ({one})", *map(clean, phrases))
    if article_id is not None:
        where.add("u.article_id = ?", article_id)
    if article_ids is not None:
        where.add(f"u.article_id IN ({', '.join(str(int(each)) for each in article_ids)})")
    if run_id is not None:
        where.add("u.run_id = ?", run_id)
    sql = f"""
        SELECT u.*, a.source, a.url, a.title, a.status, a.published_at
        FROM updates u JOIN articles a ON a.id = u.article_id{where}
        ORDER BY u.detected_at DESC, u.id DESC{_limited(limit, offset)}"""
    return [mapping.update_row(row) for row in store.rows(sql, where.values)]


def updates_of(store: Store, update_ids: Sequence[int]) -> list[UpdateRow]:
    """The updates of these ids, the newest first."""
    ids = ", ".join(str(int(each)) for each in update_ids)
    sql = f"""
        SELECT u.*, a.source, a.url, a.title, a.status, a.published_at
        FROM updates u JOIN articles a ON a.id = u.article_id
        WHERE u.id IN ({ids}) ORDER BY u.detected_at DESC, u.id DESC"""
    return [mapping.update_row(row) for row in store.rows(sql)]


def update(store: Store, update_id: int) -> UpdateRow | None:
    """The update of this id."""
    sql = """
        SELECT u.*, a.source, a.url, a.title, a.status, a.published_at
        FROM updates u JOIN articles a ON a.id = u.article_id WHERE u.id = ?"""
    row = store.row(sql, [update_id])
    return None if row is None else mapping.update_row(row)


def articles(
    store: Store,
    *,
    sources: Sequence[str] = (),
    statuses: Sequence[str] = (),
    flags: Sequence[str] = (),
    changed_since: datetime | None = None,
    published_since: datetime | None = None,
    published_until: datetime | None = None,
    limit: int | None = None,
    offset: int = 0,
) -> Iterator[ArticleRow]:
    """Articles, the last changed first; streamed, so that an export of all needs no memory."""
    where = _Where()
    where.among("source", sources)
    where.among("status", statuses)
    where.among("flag", flags)
    where.between("last_changed_at", changed_since, None)
    where.between("published_at", published_since, published_until)
    sql = f"{ARTICLE}{where} ORDER BY last_changed_at DESC, id DESC{_limited(limit, offset)}"
    for row in store.rows(sql, where.values):
        yield mapping.article_row(row)


def article(store: Store, article_id: int) -> ArticleRow | None:
    """The article of this id."""
    row = store.row(f"{ARTICLE} WHERE id = ?", [article_id])
    return None if row is None else mapping.article_row(row)


def find_articles(store: Store, key: str, *, identity: str | None = None) -> list[ArticleRow]:
    """The articles that a person may mean by `key`: an id, a URL as stored, or a source's own
    identity.

    `identity`: what the source's pattern makes of the URL, where the caller knows the source: finds
    an article whose slug or parameters differ from those stored. More than one answer means that
    `key` is ambiguous.
    """
    # More digits than an id of SQLite can have may still be a source's own identity.
    if key.isdecimal() and len(key) < 19 and (found := article(store, int(key))):
        return [found]
    bare = key.split("#")[0]
    wanted = {bare, bare.removesuffix("/"), bare.removesuffix("/") + "/"}
    for old, new in (("http://", "https://"), ("https://", "http://")):
        wanted |= {url.replace(old, new, 1) for url in tuple(wanted) if url.startswith(old)}
    marks = ", ".join("?" * len(wanted))
    sql = f"{ARTICLE} WHERE url IN ({marks}) ORDER BY id"
    if rows := [mapping.article_row(row) for row in store.rows(sql, sorted(wanted))]:
        return rows
    sql = f"{ARTICLE} WHERE identity IN (?, ?) ORDER BY id"
    return [mapping.article_row(row) for row in store.rows(sql, [key, identity or key])]


def versions(store: Store, article_id: int) -> list[VersionRow]:
    """All versions of an article, the first first."""
    sql = "SELECT * FROM versions WHERE article_id = ? ORDER BY number"
    return [mapping.version_row(row) for row in store.rows(sql, [article_id])]


def version(store: Store, article_id: int, number: int | None = None) -> VersionRow | None:
    """One version of an article: the last one, or that of this number."""
    sql = """
        SELECT * FROM versions WHERE article_id = ? AND (number = ? OR ? IS NULL)
        ORDER BY number DESC LIMIT 1"""
    row = store.row(sql, [article_id, number, number])
    return None if row is None else mapping.version_row(row)


def page(store: Store, article_id: int) -> StoredPage | None:
    """The raw page of an article's last version."""
    row = store.row("SELECT * FROM pages WHERE article_id = ?", [article_id])
    return None if row is None else mapping.page_row(row)


def fetches(
    store: Store,
    *,
    article_id: int | None = None,
    run_id: int | None = None,
    sources: Sequence[str] = (),
    since: datetime | None = None,
    limit: int | None = 100,
) -> list[FetchRow]:
    """Requests, the last first."""
    where = _Where()
    if article_id is not None:
        where.add("article_id = ?", article_id)
    if run_id is not None:
        where.add("run_id = ?", run_id)
    where.among("source", sources)
    where.between("at", since, None)
    sql = f"SELECT * FROM fetches{where} ORDER BY id DESC{_limited(limit)}"
    return [mapping.fetch_row(row) for row in store.rows(sql, where.values)]


def listings(store: Store, *, sources: Sequence[str] = ()) -> list[ListingRow]:
    """Listing pages, feeds and sitemaps, by source and URL."""
    where = _Where()
    where.among("source", sources)
    return [
        mapping.listing_row(row)
        for row in store.rows(f"SELECT * FROM listings{where} ORDER BY source, url", where.values)
    ]
