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


def named_file(path: Path) -> Path:
    """The path, unless it is empty (``--db ""``, as of a variable that is not set)."""
    if path == Path():
        raise click.BadParameter("expected the name of a file, found none.", param_hint="'--db'")
    return path


def _global_option(name: str, kind: click.Path, said: str) -> Callable[[Function], Function]:
    """Gives a command a global option too: it may stand before the command's name or after it."""

    def override(context: click.Context, _option: click.Parameter, value: Path | None) -> None:
        if value is not None:
            checked = named_file(value) if name == "db" else value
            setattr(context.ensure_object(Settings), name, checked)

    said = f"{said} (may also stand before the command)."
    return click.option(f"--{name}", type=kind, expose_value=False, callback=override, help=said)


db_option = _global_option("db", click.Path(dir_okay=False, path_type=Path), "The database")
sources_option = _global_option(
    "sources", click.Path(file_okay=False, path_type=Path), "A folder of more source files"
)


def example(*lines: str) -> str:
    """A command's epilog: example lines, which click must not fill to a paragraph."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)
