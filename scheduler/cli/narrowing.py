"""Options by which several commands narrow what they list: which sources, classes, kinds."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from scheduler.cli.console import tell
from scheduler.cli.settings import Function
from scheduler.words import WORDS

if TYPE_CHECKING:
    from scheduler.store import Store

EDIT_CLASSES = tuple(WORDS["class"])
KINDS = tuple(WORDS["kind"])

only_sources = click.option(
    "--source", "sources", multiple=True, metavar="NAME", help="Only this source."
)


def hint_at_unknown(store: "Store", names: tuple[str, ...]) -> None:
    """A line on stderr for each name that the database has nothing of: a slip of the keyboard would
    else look like a source where nothing happens.
    """
    from scheduler.store.sources import source_titles

    known = source_titles(store) if names else {}
    for name in names:
        if name not in known:
            there = ", ".join(sorted(known)) or "none"
            tell(f"unionwatch: {store.path}: nothing of {name!r} yet; its sources are: {there}")


def only_classes(said: str) -> Callable[[Function], Function]:
    """``--class``, as often as one likes; `said` is its help."""
    choice = click.Choice(EDIT_CLASSES)
    return click.option("--class", "edit_classes", multiple=True, type=choice, help=said)


def only_kinds(said: str) -> Callable[[Function], Function]:
    """``--kind``, as often as one likes; `said` is its help."""
    return click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help=said)
