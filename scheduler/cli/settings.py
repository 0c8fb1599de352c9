"""The global settings (which database, which source files) and options that commands share."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import click

Function = TypeVar("Function", bound=Callable[..., object])


@dataclass(slots=True)
class Settings:
    """The global options, as the group or the command itself was given them."""

    db: Path
    sources: Path | None = None


def show_version(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    """Callback of ``--version``."""
    if wanted and not context.resilient_parsing:
        from importlib.metadata import version

        click.echo(f"unionwatch {version('unionwatch')}")
        context.exit()


def _overrides(name: str) -> Callable[[click.Context, click.Parameter, Path | None], None]:
    def callback(context: click.Context, _option: click.Parameter, value: Path | None) -> None:
        if value is not None:
            setattr(context.ensure_object(Settings), name, value)

    return callback


def db_option(function: Function) -> Function:
    """Give a command ``--db`` too, so that it may stand before the command's name or after it."""
    return click.option(
        "--db",
        type=click.Path(dir_okay=False, path_type=Path),
        expose_value=False,
        callback=_overrides("db"),
        help="The database (may also stand before the command).",
    )(function)


def sources_option(function: Function) -> Function:
    """Give a command ``--sources`` too."""
    return click.option(
        "--sources",
        type=click.Path(file_okay=False, path_type=Path),
        expose_value=False,
        callback=_overrides("sources"),
        help="A folder of more source files (may also stand before the command).",
    )(function)


pass_settings = click.pass_obj


def example(*lines: str) -> str:
    """A command's epilog: example lines, which click must not fill to a paragraph."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)
