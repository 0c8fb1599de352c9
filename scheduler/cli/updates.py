"""``unionwatch updates``: what was flagged, the newest first."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from scheduler.cli.console import counted, local, say, tell, write_json
from scheduler.cli.moments import moment
from scheduler.cli.narrowing import hint_at_unknown, only_classes, only_kinds, only_sources
from scheduler.cli.settings import Settings, db_option, example

if TYPE_CHECKING:
    from scheduler.store.rows import UpdateRow

COLOURS = {
    "new": "green",
    "removed": "red",
    "restored": "green",
    "fact": "magenta",
    "headline": "magenta",
    "correction": "magenta",
    "removal": "magenta",
    "content": "yellow",
}


@click.command(
    short_help="List what was flagged: new, updated, removed.",
    epilog=example(
        "unionwatch updates --since 7d",
        "unionwatch updates --class fact --class headline --unseen --mark-seen",
        "unionwatch updates --source laodongthudo --since 2026-11-01 --json",
        "unionwatch updates --watched --unseen",
    ),
)
@click.option(
    "--since", callback=moment, help="Only what was noticed since then: 36h, 7d, 2026-11-01."
)
@only_sources
@only_classes("Only edits of this class.")
@only_kinds("Only updates of this kind.")
@click.option("--silent", is_flag=True, help="Only edits that the page itself did not own up to.")
@click.option("--watched", is_flag=True, help="Only what says a watched phrase more often.")
@click.option("--phrase", "phrases", multiple=True, help="The same for this phrase of the list.")
@click.option("--unseen", is_flag=True, help="Only what was not yet marked as seen.")
@click.option("--mark-seen", is_flag=True, help="Mark what is listed as seen.")
@click.option(
    "--limit",
    type=click.IntRange(0, 1_000_000_000),
    default=100,
    show_default=True,
    help="At most so many; 0: all.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON; times are UTC.")
@db_option
@click.pass_obj
def updates(
    settings: Settings,
    since: datetime | None,
    sources: tuple[str, ...],
    edit_classes: tuple[str, ...],
    kinds: tuple[str, ...],
    silent: bool,
    watched: bool,
    phrases: tuple[str, ...],
    unseen: bool,
    mark_seen: bool,
    limit: int,
    as_json: bool,
) -> None:
    """List what was flagged: new, updated, removed.

    The newest come first; * marks what was not yet marked as seen; the number is the article's, for
    'show' and 'diff', and the title as it reads now. Options that may be repeated widen the
    selection. Times are those of Vietnam.
    """
    from scheduler.store import open_store, reading, writing

    with open_store(settings.db, create=False, read_only=not mark_seen) as store:
        hint_at_unknown(store, sources)
        found = reading.updates(
            store,
            since=since,
            sources=sources,
            kinds=kinds,
            edit_classes=edit_classes,
            silent=True if silent else None,
            watched=watched,
            phrases=phrases,
            unseen=unseen,
            limit=limit + 1 if limit else None,
        )
        cut = bool(limit) and len(found) > limit
        found = found[:limit] if limit else found
        if as_json:
            write_json(found)
        else:
            _show(found)
        if cut:
            tell(f"These are the newest {limit}; --limit 0 lists all.")
        if mark_seen:
            writing.mark_seen(store, [update.id for update in found], datetime.now(UTC))
            tell(f"{counted(len(found), 'update')} marked as seen.")


def _show(found: "list[UpdateRow]") -> None:
    if not found:
        say("No updates match.")
    for update in found:
        say(line(update))
        if update.summary and update.kind != "new":
            say(f"{'':29}{update.summary}{', silently' if update.silent else ''}")
        if update.watched:
            say(f"{'':29}says: {', '.join(update.watched)}")


def line(update: "UpdateRow") -> str:
    """One update on one line: when, what, which article (`show` and `diff` take the number)."""
    mark = "" if update.seen_at else "*"
    return (
        f"{local(update.detected_at)} {mark:1}{label(update)}{update.article_id:>6}  "
        f"{update.title}  ({update.source})"
    )


def label(update: "UpdateRow") -> str:
    """What it was, in one coloured word of eleven columns: the class of an edit, else the kind."""
    return label_of(update.kind, update.edit_class)


def label_of(kind: str, edit_class: str | None) -> str:
    """The same, from a kind (or verdict) and a class."""
    word = edit_class or kind if kind == "changed" else kind
    return click.style(f"{word:<11}", fg=COLOURS.get(word))
