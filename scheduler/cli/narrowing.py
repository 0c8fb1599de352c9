"""Options by which several commands narrow what they list: which sources, classes, kinds."""

from collections.abc import Callable

import click

from scheduler.cli.settings import Function
from scheduler.words import WORDS

EDIT_CLASSES = tuple(WORDS["class"])
KINDS = tuple(WORDS["kind"])

only_sources = click.option(
    "--source", "sources", multiple=True, metavar="NAME", help="Only this source."
)


def only_classes(said: str) -> Callable[[Function], Function]:
    """``--class``, as often as one likes; `said` is its help."""
    choice = click.Choice(EDIT_CLASSES)
    return click.option("--class", "edit_classes", multiple=True, type=choice, help=said)


def only_kinds(said: str) -> Callable[[Function], Function]:
    """``--kind``, as often as one likes; `said` is its help."""
    return click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help=said)
