"""Rows of SQLite to the values of `rows`. No SQL runs here."""

import sqlite3
from collections.abc import Callable
from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar
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

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Value = TypeVar("Value", bound="DataclassInstance")


def picked(kind: type[Value], row: sqlite3.Row, **read: Callable[[Any], Any]) -> Value:
    """A value from the columns that bear its fields' names, through `read` where it names them."""
    values = {field.name: row[field.name] for field in fields(kind)}
    return kind(**values | {name: convert(values[name]) for name, convert in read.items()})


def article_row(row: sqlite3.Row) -> ArticleRow:
    """An article, from the columns that `reading.ARTICLE` names."""
    return picked(
        ArticleRow,
        row,
        authors=_texts,
        date_only=bool,
        published_at=read_moment_or_none,
        updated_at=read_moment_or_none,
        first_seen_at=read_moment,
        last_seen_at=read_moment,
        last_looked_at=read_moment,
        last_changed_at=read_moment,
        last_edit_at=read_moment_or_none,
        next_due_at=read_moment_or_none,
        missed_since=read_moment_or_none,
    )


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
    return picked(
        UpdateRow,
        row,
        detected_at=read_moment,
        silent=bool,
        fields=_texts,
        facts=lambda text: read_json(text, tuple[Any, ...]),
        seen_at=read_moment_or_none,
        published_at=read_moment_or_none,
        watched=_texts,
    )


def fetch_row(row: sqlite3.Row) -> FetchRow:
    """A request, from a whole row of `fetches`."""
    return picked(FetchRow, row, at=read_moment, final_url=lambda url: url or row["url"])


def listing_row(row: sqlite3.Row) -> ListingRow:
    """A listing, from a row of `listings`."""
    return picked(ListingRow, row, last_looked_at=read_moment, last_seen_at=read_moment_or_none)


def page_row(row: sqlite3.Row) -> StoredPage:
    """A page, uncompressed, from a whole row of `pages`."""
    return picked(StoredPage, row, seen_at=read_moment, body=decompress)


def _texts(text: str) -> tuple[str, ...]:
    return read_json(text, tuple[str, ...])
