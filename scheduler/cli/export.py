"""``unionwatch export``: all articles as JSON lines or CSV, streamed: a million need no more memory
than one.
"""

import csv
import io
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
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
_FORMULA = frozenset("=+-@\uff1d\uff0b\uff0d\uff20")
"""What a spreadsheet takes for the start of a formula; the last four are full-width forms."""


@click.command(
    short_help="Write all articles as JSON lines or CSV.",
    epilog=example(
        "unionwatch export --format jsonl > articles.jsonl",
        "unionwatch export --format csv --bom --since 30d --out articles.csv",
    ),
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "csv"]),
    default="jsonl",
    show_default=True,
    help="JSON lines (lists stay lists) or CSV.",
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
) -> None:
    """Write all articles as JSON lines or CSV.

    Each article comes once, as it was last read, the last changed first; times are UTC. In CSV,
    paragraphs are parted by a blank line, authors and tags by "; ", and a cell that begins with
    = + - or @ gets an apostrophe in front, as spreadsheets would run it as a formula (--raw: not).
    """
    with read_store(settings) as store, target(out) as stream:
        records = _records(store, sources, since, statuses)
        write = _write_csv(bom=bom, raw=raw) if form == "csv" else _write_jsonl
        number = write(records, stream)
    if out is not None:
        tell(f"{counted(number, 'article')} written to {out}.")


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
) -> Iterator[dict[str, Any]]:
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


def _write_jsonl(records: Iterable[dict[str, Any]], stream: BinaryIO) -> int:
    written = 0
    for record in records:
        stream.write(msgspec.json.encode(record) + b"\n")
        written += 1
    return written


def _write_csv(*, bom: bool, raw: bool) -> Callable[[Iterable[dict[str, Any]], BinaryIO], int]:
    def write(records: Iterable[dict[str, Any]], stream: BinaryIO) -> int:
        text = io.TextIOWrapper(stream, "utf-8-sig" if bom else "utf-8", newline="")
        rows, written = csv.writer(text), 0
        rows.writerow(COLUMNS)
        for record in records:
            cells = (_cell(name, record[name]) for name in COLUMNS)
            rows.writerow(cells if raw else (neutral(cell) for cell in cells))
            written += 1
        text.flush()
        text.detach()  # the stream is the caller's to close
        return written

    return write


def _cell(name: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, tuple):
        return ("; " if name in ("authors", "tags") else "\n\n").join(value)
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
