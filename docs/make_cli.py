"""Write docs/cli.md: what every command prints with --help, and the exit codes. A test compares.

Usage: python docs/make_cli.py [--check]
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import click
from generated import write_or_check

from scheduler.cli.group import SECTIONS, unionwatch

TARGET = Path(__file__).with_name("cli.md")
HEAD = """# The commands of unionwatch

Written by `python docs/make_cli.py` from the commands' own help; do not edit by hand.

Exit codes, of every command:

| Code | Means |
| --- | --- |
| 0 | done |
| 1 | some source failed, or what was asked for could not be read |
| 2 | wrong usage or configuration: an option, a source file, a database that cannot be used |
| 75 | another crawl holds the lock of this database: try again later |
| 130, 143 | stopped by Ctrl-C, by SIGTERM; what was read until then is stored |
| 141 | the reader of a pipe went away (`unionwatch export \\| head`) |

Data goes to stdout, words about the run go to stderr, so that `--json` and `export` can be piped.
Times are those of Vietnam in text and UTC in JSON and CSV. JSON and CSV are UTF-8 on every
terminal; text falls back to letters without marks where a terminal cannot show Vietnamese.
`NO_COLOR=1` switches colours off, `UNIONWATCH_DEBUG=1` shows a traceback where an error is
otherwise one line.
"""


def document() -> str:
    """The whole page."""
    parts = [HEAD, _part("unionwatch", unionwatch, None)]
    context = click.Context(unionwatch, info_name="unionwatch")
    for commands in SECTIONS.values():
        for name in commands:
            command = unionwatch.get_command(context, name)
            assert command is not None
            parts += _with_children(f"unionwatch {name}", command, context)
    return "\n".join(parts)


def _with_children(name: str, command: click.Command, parent: click.Context) -> Iterator[str]:
    yield _part(name, command, parent)
    if isinstance(command, click.Group):
        context = click.Context(command, info_name=command.name, parent=parent)
        for child, one in command.commands.items():
            yield _part(f"{name} {child}", one, context)


def _part(name: str, command: click.Command, parent: click.Context | None) -> str:
    context = click.Context(
        command, info_name=name.split()[-1], parent=parent, terminal_width=80, color=False
    )
    return f"## {name}\n\n```\n{command.get_help(context)}\n```\n"


def main() -> int:
    """Write the page, or with --check say whether it is up to date."""
    os.environ["COLUMNS"] = "80"
    return write_or_check(__file__, TARGET, document())


if __name__ == "__main__":
    sys.exit(main())
