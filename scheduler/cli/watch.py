"""``unionwatch watch``: phrases whose coming marks new articles and updates."""

from datetime import UTC, datetime

import click

from scheduler.cli.console import console, local, say, table, write_json
from scheduler.cli.database import read_store
from scheduler.cli.errors import Fault
from scheduler.cli.settings import Settings, db_option, example


@click.group(
    short_help="List, add and remove phrases to watch for.",
    epilog=example("unionwatch watch add 'đình công' 'lương tối thiểu'", "unionwatch watch list"),
)
def watch() -> None:
    """List, add and remove phrases to watch for.

    A new article that says a phrase, and an update that says it more often than before, are marked:
    'unionwatch updates --watched' lists them. Diacritics count (đình công is a strike, Định Công a
    ward), capitals do not. The list is part of the database.
    """


@watch.command(
    "list",
    short_help="List the phrases.",
    epilog=example("unionwatch watch list", "unionwatch watch list --json"),
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON; times are UTC.")
@db_option
@click.pass_obj
def list_(settings: Settings, as_json: bool) -> None:
    """List the phrases, and how many updates each has marked."""
    from scheduler.store.watchlist import watched_phrases

    with read_store(settings) as store:
        found = watched_phrases(store)
    if as_json:
        write_json(found)
        return
    if not found:
        say("No phrase is watched for. 'unionwatch watch add PHRASE' adds one.")
        return
    drawn = table(("phrase", "updates", "since"), right=("updates",))
    for one in found:
        drawn.add_row(one.phrase, f"{one.updates:,}", local(one.added_at))
    console().print(drawn)


@watch.command(
    short_help="Watch for phrases from now on.",
    epilog=example("unionwatch watch add 'đình công'"),
)
@click.argument("phrases", nargs=-1, required=True, metavar="PHRASE...")
@db_option
@click.pass_obj
def add(settings: Settings, phrases: tuple[str, ...]) -> None:
    """Watch for phrases from now on; what is stored already is not searched again."""
    from scheduler.store import open_store
    from scheduler.store.watchlist import add_phrase

    with open_store(settings.db) as store:
        for phrase in phrases:
            try:
                new = add_phrase(store, phrase, datetime.now(UTC))
            except ValueError as error:
                raise click.UsageError(str(error)) from None
            say(f"Watching for {phrase!r}." if new else f"{phrase!r} is watched for already.")


@watch.command(
    short_help="Watch for phrases no longer.",
    epilog=example("unionwatch watch remove 'đình công'"),
)
@click.argument("phrases", nargs=-1, required=True, metavar="PHRASE...")
@db_option
@click.pass_obj
def remove(settings: Settings, phrases: tuple[str, ...]) -> None:
    """Watch for phrases no longer; updates keep their marks."""
    from scheduler.store import open_store
    from scheduler.store.watchlist import remove_phrase

    with open_store(settings.db, create=False) as store:
        for phrase in phrases:
            if not remove_phrase(store, phrase):
                raise Fault(f"{phrase!r} is not watched for. 'unionwatch watch list' lists all.")
            say(f"{phrase!r} is watched for no longer.")
