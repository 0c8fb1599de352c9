"""``unionwatch db``: check, copy, pack and measure the database."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scheduler.cli.console import console, counted, on_terminal, say, table, tell, write_json
from scheduler.cli.errors import DONE, SOURCE_FAILED
from scheduler.cli.moments import moment
from scheduler.cli.settings import Settings, db_option, example
from scheduler.cli.status import size

if TYPE_CHECKING:
    from scheduler.store import Store


@click.group(
    short_help="Check, copy, pack and measure the database.",
    epilog=example(
        "unionwatch db check",
        "unionwatch db backup /backup/union.db",
        "unionwatch db compact --keep 400d --vacuum",
        "unionwatch db size",
    ),
)
def db() -> None:
    """Check, copy, pack and measure the database.

    All of it works beside a crawl or the daemon; nothing of it is ever done unasked.
    """


@db.command(short_help="Look for damage.", epilog=example("unionwatch db check"))
@db_option
@click.pass_obj
def check(settings: Settings) -> int:
    """Look for damage: the file, its references, the search indexes.

    Exit code 1: something is wrong; each finding is a line.
    """
    from scheduler.store.errors import Damaged
    from scheduler.store.upkeep import problems

    found: list[str] = []
    try:
        with _opened(settings) as store:
            for line in problems(store):
                found.append(line)
                say(line)
    except Damaged as error:  # so broken that it cannot be opened, or not be looked through
        found.append(error.reason)
        say(str(error))
    if found:
        say(f"{settings.db}: {counted(len(found), 'problem')}; restore a copy of before.")
        return SOURCE_FAILED
    say(f"{settings.db}: whole; file, references and search indexes agree.")
    return DONE


@db.command(
    short_help="Copy the database while it is in use.",
    epilog=example("unionwatch db backup /backup/union.db"),
)
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--quiet", is_flag=True, help="Say nothing unless it failed.")
@db_option
@click.pass_obj
def backup(settings: Settings, target: Path, quiet: bool) -> None:
    """Copy the database to the file TARGET while it is in use.

    The copy takes its name only when it is whole: a backup that was there stays until then.
    """
    from scheduler.store.upkeep import backup as copy

    with _opened(settings) as store:
        written = copy(store, target, _progress)
    if on_terminal():
        sys.stderr.write("\r\x1b[K")
    if not quiet:
        say(f"{target}: {size(written)}, a whole copy of {settings.db}.")


@db.command(
    short_help="Forget old requests; give unused space back.",
    epilog=example("unionwatch db compact --keep 400d", "unionwatch db compact --vacuum"),
)
@click.option(
    "--keep",
    callback=moment,
    metavar="SPAN",
    help="Delete the log of requests older than this: 90d, 2025-01-01. Articles and updates stay.",
)
@click.option("--vacuum", is_flag=True, help="Write the file anew without its gaps (VACUUM).")
@db_option
@click.pass_obj
def compact(settings: Settings, keep: datetime | None, vacuum: bool) -> None:
    """Forget old requests; give unused space back.

    Requests are kept for ever unless --keep (here or of 'unionwatch run') says otherwise. The space
    that they leave is used again by new rows; only --vacuum makes the file smaller, which needs
    free disk for a second copy and makes crawls wait.
    """
    from scheduler.store.upkeep import compact as pack
    from scheduler.store.upkeep import forget_fetches, gaps

    with _opened(settings) as store:
        if keep is not None:
            number = forget_fetches(store, keep, datetime.now(UTC))
            say(f"{settings.db}: {counted(number, 'request')} forgotten.")
        if vacuum:
            tell("unionwatch: the file is written anew; crawls wait until then.")
            before, after = pack(store)
            say(f"{settings.db}: {size(before)} before, {size(after)} now.")
        else:
            say(f"{settings.db}: {size(gaps(store))} unused; --vacuum gives them back.")


@db.command(
    "size",
    short_help="Say what takes how much room.",
    epilog=example("unionwatch db size", "unionwatch db size --json"),
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@db_option
@click.pass_obj
def size_(settings: Settings, as_json: bool) -> None:
    """Say what takes how much room: each table, index and search index."""
    from scheduler.cli.database import read_store
    from scheduler.store.upkeep import gaps, parts

    with read_store(settings) as store:
        found, unused = parts(store), gaps(store)
    if as_json:
        write_json({"parts": found, "unused": unused})
        return
    drawn = table(("name", "kind", "rows", "size"), right=("rows", "size"))
    for part in found:
        rows = "" if part.rows is None else f"{part.rows:,}"
        drawn.add_row(part.name, part.kind, rows, size(part.bytes))
    console().print(drawn)
    say(f"{size(sum(part.bytes for part in found))} in use, {size(unused)} unused.")


def _opened(settings: Settings) -> "Store":
    from scheduler.store import open_store

    return open_store(settings.db, create=False)


def _progress(left: int, total: int) -> None:
    if on_terminal() and total:
        sys.stderr.write(f"\r{100 * (total - left) // total} % copied ")
        sys.stderr.flush()
