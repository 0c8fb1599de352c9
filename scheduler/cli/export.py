"""``unionwatch export``: all articles, or all pairs of versions, as JSON lines, CSV or Parquet.

Streamed: a million need no more memory than one.
"""

import csv
import io
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from itertools import islice, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click
import msgspec

from scheduler.cli.console import counted, tell
from scheduler.cli.database import read_store
from scheduler.cli.errors import Fault
from scheduler.cli.moments import moment
from scheduler.cli.settings import Settings, db_option, example

if TYPE_CHECKING:
    from scheduler.store import Store

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
_FORMULA = frozenset("=+-@\uff1d\uff0b\uff0d\uff20")
"""What a spreadsheet takes for the start of a formula; the last four are full-width forms."""


@click.command(
    short_help="Write all articles as JSON lines, CSV or Parquet.",
    epilog=example(
        "unionwatch export --format jsonl > articles.jsonl",
        "unionwatch export --versions --out revisions.jsonl",
        "unionwatch export --format csv --bom --since 30d --out articles.csv",
    ),
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "csv", "parquet"]),
    default="jsonl",
    show_default=True,
    help="JSON lines (lists stay lists), CSV, or Parquet (needs the extra 'parquet').",
)
@click.option(
    "--versions",
    is_flag=True,
    help="Each edit as a pair of versions, compared sentence by sentence, instead of articles.",
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write to this file (default: stdout).",
)
@click.option("--source", "sources", multiple=True, metavar="NAME", help="Only this source.")
@click.option("--since", callback=moment, help="Only what changed since then: 36h, 7d, 2026-11-01.")
@click.option(
    "--status",
    "statuses",
    multiple=True,
    type=click.Choice(["live", "suspected", "removed"]),
    help="Only articles that stand so.",
)
@click.option(
    "--bom", is_flag=True, help="CSV: begin with a byte order mark, by which Excel knows UTF-8."
)
@click.option(
    "--raw",
    is_flag=True,
    help="CSV: leave cells that a spreadsheet would take for a formula as they are.",
)
@db_option
@click.pass_obj
def export(
    settings: Settings,
    form: str,
    out: Path | None,
    sources: tuple[str, ...],
    since: datetime | None,
    statuses: tuple[str, ...],
    bom: bool,
    raw: bool,
    versions: bool,
) -> None:
    """Write all articles as JSON lines, CSV or Parquet.

    Each article comes once, as it was last read, the last changed first; times are UTC. In CSV,
    paragraphs are parted by a blank line, authors and tags by "; ", and a cell that begins with
    = + - or @ gets an apostrophe in front, as spreadsheets would run it as a formula (--raw: not).

    With --versions, each version after the first comes with the one before it: times, titles and
    texts as _x and _y, and for each sentence whether it is unchanged, an edit, addition, deletion
    or refactor (moved), as in the NewsEdits corpus. In CSV and Parquet, sentences are JSON text.
    """
    columns, what = (PAIR_COLUMNS, "pair") if versions else (COLUMNS, "article")
    writers: dict[str, Writer] = {
        "jsonl": _write_jsonl,
        "csv": partial(_write_csv, columns=columns, bom=bom, raw=raw),
        "parquet": partial(_write_parquet, columns=columns),
    }
    with read_store(settings) as store, target(out) as stream:
        records = (_pairs if versions else _records)(store, sources, since, statuses)
        number = writers[form](records, stream)
    if out is not None:
        tell(f"{counted(number, what)} written to {out}.")


def neutral(cell: str) -> str:
    """`cell` as a spreadsheet shows it rather than runs it.

    >>> neutral("=1+1"), neutral("Công đoàn")
    ("'=1+1", 'Công đoàn')
    """
    if cell[:1] in ("\t", "\r", "\n") or cell.lstrip()[:1] in _FORMULA:
        return f"'{cell}"
    return cell


def _records(
    store: "Store",
    sources: tuple[str, ...],
    since: datetime | None,
    statuses: tuple[str, ...],
) -> Iterator[Record]:
    """One mapping of COLUMNS for each article."""
    from scheduler.store import reading

    rows = reading.articles(store, sources=sources, statuses=statuses, changed_since=since)
    for row in rows:
        version = reading.version(store, row.id)
        article = version.article if version else None
        record = {name: getattr(row, name, None) for name in COLUMNS}
        if article is not None:
            record |= {"body": article.body, "tags": article.tags}
            record["captions"] = tuple(caption.text for caption in article.captions)
        yield record


def _pairs(
    store: "Store",
    sources: tuple[str, ...],
    since: datetime | None,
    statuses: tuple[str, ...],
) -> Iterator[Record]:
    """One mapping of PAIR_COLUMNS for each version that followed another."""
    from scheduler.revisions import revision_pair
    from scheduler.store import reading

    rows = reading.articles(store, sources=sources, statuses=statuses, changed_since=since)
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


def _write_jsonl(records: Iterable[Record], stream: BinaryIO) -> int:
    written = 0
    for record in records:
        stream.write(msgspec.json.encode(record) + b"\n")
        written += 1
    return written


def _write_csv(
    records: Iterable[Record],
    stream: BinaryIO,
    *,
    columns: tuple[str, ...],
    bom: bool,
    raw: bool,
) -> int:
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


def _write_parquet(records: Iterable[Record], stream: BinaryIO, *, columns: tuple[str, ...]) -> int:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise Fault(
            "--format parquet needs one package more: pip install 'unionwatch[parquet]'"
        ) from None
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


@contextmanager
def target(out: Path | None) -> Iterator[BinaryIO]:
    """stdout, or a file that takes its name only when it is whole."""
    if out is None:
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    part = out.with_name(f"{out.name}.part")
    try:
        with part.open("wb") as file:
            yield file
        part.replace(out)
    except OSError as error:
        raise Fault(f"{out}: cannot be written: {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)
