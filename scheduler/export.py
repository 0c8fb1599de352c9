"""Articles, or pairs of versions, as rows of a file: JSON lines, CSV, Parquet. Reads the store,
writes to a stream that the caller opened.

Streamed: a million rows need no more memory than a few. pyarrow is imported when Parquet is asked
for.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import islice, pairwise
from typing import Any, BinaryIO

import msgspec

from scheduler.revisions import revision_pair
from scheduler.store import Store, reading
from scheduler.store.rows import ArticleRow

COLUMNS = (
    "id", "source", "url", "kicker", "title", "lead", "body", "captions", "authors", "section",
    "tags", "published_at", "updated_at", "first_seen_at", "last_seen_at", "last_changed_at",
    "version", "status", "flag",
)  # fmt: skip
PAIR_COLUMNS = (
    "source", "article_id", "url", "version_x", "version_y", "seen_at_x", "seen_at_y",
    "published_at", "edit_class", "silent", "title_x", "title_y", "lead_x", "lead_y", "text_x",
    "text_y", "sentences",
)  # fmt: skip
TIMES = frozenset(
    {"published_at", "updated_at", "first_seen_at", "last_seen_at", "last_changed_at"}
    | {"seen_at_x", "seen_at_y"}
)
NUMBERS = frozenset({"id", "article_id", "version", "version_x", "version_y"})
LISTS = frozenset({"body", "captions", "authors", "tags"})
ROW_GROUP = 2_000  # rows that Parquet holds in memory at a time
Record = dict[str, Any]
Writer = Callable[[Iterable[Record], BinaryIO], int]
FORMULA = frozenset("=+-@\uff1d\uff0b\uff0d\uff20")
"""What a spreadsheet takes for the start of a formula; the last four are full-width forms."""


def neutral(cell: str) -> str:
    """`cell` as a spreadsheet shows it rather than runs it.

    >>> neutral("=1+1"), neutral("Công đoàn")
    ("'=1+1", 'Công đoàn')
    """
    if cell[:1] in ("\t", "\r", "\n") or cell.lstrip()[:1] in FORMULA:
        return f"'{cell}"
    return cell


def records(store: Store, rows: Iterable[ArticleRow]) -> Iterator[Record]:
    """One mapping of COLUMNS for each of the articles."""
    for row in rows:
        version = reading.version(store, row.id)
        article = version.article if version else None
        record = {name: getattr(row, name, None) for name in COLUMNS}
        if article is not None:
            record |= {"body": article.body, "tags": article.tags}
            record["captions"] = tuple(caption.text for caption in article.captions)
        yield record


def pairs(store: Store, rows: Iterable[ArticleRow]) -> Iterator[Record]:
    """One mapping of PAIR_COLUMNS for each version of theirs that followed another."""
    for row in rows:
        if row.version == 1:
            continue
        edits = {one.to_version: one for one in reading.updates(store, article_id=row.id)}
        for x, y in pairwise(reading.versions(store, row.id)):
            edit = edits.get(y.number)
            yield {
                "source": row.source,
                "article_id": row.id,
                "url": row.url,
                "version_x": x.number,
                "version_y": y.number,
                "seen_at_x": x.seen_at,
                "seen_at_y": y.seen_at,
                "published_at": row.published_at,
                "edit_class": edit.edit_class if edit else None,
                "silent": edit.silent if edit else None,
                **revision_pair(x.article, y.article),
            }


def write_jsonl(records: Iterable[Record], stream: BinaryIO) -> int:
    """One JSON object a line; the number of lines."""
    written = 0
    for record in records:
        stream.write(msgspec.json.encode(record) + b"\n")
        written += 1
    return written


def write_csv(
    records: Iterable[Record],
    stream: BinaryIO,
    *,
    columns: tuple[str, ...],
    bom: bool,
    raw: bool,
) -> int:
    """A header and a row for each record; the number of records. `bom`: begin with a byte order
    mark; `raw`: leave cells that a spreadsheet would run.
    """
    text = io.TextIOWrapper(stream, "utf-8-sig" if bom else "utf-8", newline="")
    rows, written = csv.writer(text), 0
    rows.writerow(columns)
    for record in records:
        cells = (_cell(name, record[name]) for name in columns)
        rows.writerow(cells if raw else (neutral(cell) for cell in cells))
        written += 1
    text.flush()
    text.detach()  # the stream is the caller's to close
    return written


def write_parquet(records: Iterable[Record], stream: BinaryIO, *, columns: tuple[str, ...]) -> int:
    """A Parquet file, zstd, in row groups of ROW_GROUP; the number of rows. ImportError where
    pyarrow is missing.
    """
    import pyarrow
    from pyarrow import parquet

    schema = pyarrow.schema([(name, _arrow_type(name)) for name in columns])
    written = 0
    with parquet.ParquetWriter(stream, schema, compression="zstd") as file:
        remaining = iter(records)
        while rows := list(islice(remaining, ROW_GROUP)):
            plain = [{name: _arrow_value(name, row[name]) for name in columns} for row in rows]
            file.write_table(pyarrow.Table.from_pylist(plain, schema=schema))
            written += len(rows)
    return written


def _arrow_type(name: str) -> Any:
    import pyarrow

    if name in TIMES:
        return pyarrow.timestamp("s", tz="UTC")
    if name in NUMBERS:
        return pyarrow.int64()
    if name in LISTS:
        return pyarrow.list_(pyarrow.string())
    return pyarrow.bool_() if name == "silent" else pyarrow.string()


def _arrow_value(name: str, value: Any) -> Any:
    if name in LISTS:
        return list(value or ())
    return _json(value) if name == "sentences" else value


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def _cell(name: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, tuple):
        return ("; " if name in ("authors", "tags") else "\n\n").join(value)
    if name == "sentences":
        return _json(value)
    return str(value)
