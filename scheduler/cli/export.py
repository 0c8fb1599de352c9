"""``unionwatch export``: all articles, or all pairs of versions, as JSON lines, CSV or Parquet."""

from datetime import datetime
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import click

from scheduler.cli.console import counted, counting, tell
from scheduler.cli.database import read_store
from scheduler.cli.errors import Fault
from scheduler.cli.files import target
from scheduler.cli.moments import moment
from scheduler.cli.narrowing import hint_at_unknown, only_sources
from scheduler.cli.settings import Settings, db_option, example


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
@only_sources
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
    from scheduler.export import (
        COLUMNS,
        PAIR_COLUMNS,
        Writer,
        pairs,
        records,
        write_csv,
        write_jsonl,
        write_parquet,
    )
    from scheduler.store import reading

    if form == "parquet" and find_spec("pyarrow") is None:
        raise Fault("--format parquet needs one package more: pip install 'unionwatch[parquet]'")
    columns, what = (PAIR_COLUMNS, "pair") if versions else (COLUMNS, "article")
    writers: dict[str, Writer] = {
        "jsonl": write_jsonl,
        "csv": partial(write_csv, columns=columns, bom=bom, raw=raw),
        "parquet": partial(write_parquet, columns=columns),
    }
    with read_store(settings) as store, target(out) as stream:
        hint_at_unknown(store, sources)
        chosen = reading.articles(store, sources=sources, statuses=statuses, changed_since=since)
        found = (pairs if versions else records)(store, chosen)
        number = writers[form](counting(found, what), stream)
    if out is not None:
        tell(f"{counted(number, what)} written to {out}.")
