"""Rows of SQLite to the values of `rows`. No SQL runs here."""

import sqlite3
from typing import Any
from zlib import decompress

from scheduler.store.codec import read_article, read_json, read_moment, read_moment_or_none
from scheduler.store.rows import (
    ArticleRow,
    FetchRow,
    ListingRow,
    StoredPage,
    UpdateRow,
    VersionRow,
)


def article_row(row: sqlite3.Row) -> ArticleRow:
    """An article, from the columns that `reading.ARTICLE` names."""
    plain = dict(row)
    plain["authors"] = read_json(row["authors"], tuple[str, ...])
    plain["date_only"] = bool(row["date_only"])
    for name in ("published_at", "updated_at", "last_edit_at", "next_due_at", "missed_since"):
        plain[name] = read_moment_or_none(row[name])
    for name in ("first_seen_at", "last_seen_at", "last_looked_at", "last_changed_at"):
        plain[name] = read_moment(row[name])
    return ArticleRow(**plain)


def version_row(row: sqlite3.Row) -> VersionRow:
    """A version, from a whole row of `versions`."""
    return VersionRow(
        id=row["id"],
        article_id=row["article_id"],
        number=row["number"],
        seen_at=read_moment(row["seen_at"]),
        run_id=row["run_id"],
        extractor=row["extractor"],
        content_hash=row["content_hash"],
        compare_hash=row["compare_hash"],
        article=read_article(dict(row)),
    )


def update_row(row: sqlite3.Row) -> UpdateRow:
    """An update, from a row of `updates` with the columns of its article."""
    return UpdateRow(
        id=row["id"],
        article_id=row["article_id"],
        detected_at=read_moment(row["detected_at"]),
        source=row["source"],
        url=row["url"],
        title=row["title"],
        kind=row["kind"],
        edit_class=row["edit_class"],
        silent=bool(row["silent"]),
        fields=read_json(row["fields"], tuple[str, ...]),
        summary=row["summary"],
        facts=read_json(row["facts"], tuple[Any, ...]),
        from_version=row["from_version"],
        to_version=row["to_version"],
        seen_at=read_moment_or_none(row["seen_at"]),
        status=row["status"],
        published_at=read_moment_or_none(row["published_at"]),
        watched=read_json(row["watched"], tuple[str, ...]),
    )


def fetch_row(row: sqlite3.Row) -> FetchRow:
    """A request, from a whole row of `fetches`."""
    plain = dict(row)
    plain["at"] = read_moment(row["at"])
    plain["final_url"] = row["final_url"] or row["url"]
    return FetchRow(**plain)


def listing_row(row: sqlite3.Row) -> ListingRow:
    """A listing, from a row of `listings`."""
    return ListingRow(
        source=row["source"],
        url=row["url"],
        kind=row["kind"],
        last_looked_at=read_moment(row["last_looked_at"]),
        last_seen_at=read_moment_or_none(row["last_seen_at"]),
        looks=row["looks"],
        failures=row["failures"],
        links=row["links"],
        new_links=row["new_links"],
        overlap=row["overlap"],
        gaps=row["gaps"],
    )


def page_row(row: sqlite3.Row) -> StoredPage:
    """A page, uncompressed, from a whole row of `pages`."""
    return StoredPage(
        article_id=row["article_id"],
        number=row["number"],
        seen_at=read_moment(row["seen_at"]),
        url=row["url"],
        content_type=row["content_type"],
        body=decompress(row["body"]),
    )
