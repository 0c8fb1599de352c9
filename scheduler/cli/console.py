"""What is printed where: text for people on stdout or stderr, data as UTF-8 bytes. Decides nothing
about content.

A terminal that cannot show Vietnamese gets the letters without their marks (Công đoàn -> Cong doan)
instead of a crash; data (JSON, CSV) is always UTF-8, whatever the terminal. rich is imported where
a table or a bar is drawn.
"""

import codecs
import io
import os
import sys
import time
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

Item = TypeVar("Item")
NARROWEST = 80
PATIENCE = 2.0
"""Seconds that a person waits without being told anything."""
_PLAIN = str.maketrans(
    {"đ": "d", "Đ": "D", "–": "-", "—": "-", "…": "...", "“": '"', "”": '"', "‘": "'", "’": "'"}
    | {"→": "->", "✓": "v", "✗": "x", "·": "-", "•": "*", "\xa0": " "}
)


def _unmarked(error: UnicodeError) -> tuple[str, int]:
    """Codec error handler: the nearest ASCII of what the stream cannot encode."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    letters = unicodedata.normalize("NFD", error.object[error.start : error.end].translate(_PLAIN))
    kept = (letter for letter in letters if not unicodedata.combining(letter))
    return "".join(letter if letter.isascii() else "?" for letter in kept), error.end


def make_streams_safe() -> None:
    """Let stdout and stderr print any text, whatever encoding the terminal has."""
    codecs.register_error("unionwatch.unmarked", _unmarked)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="unionwatch.unmarked")


def open_closed_streams() -> None:
    """Give streams that whoever started us had closed (``>&-``) to the null device: nobody then
    writes to them in vain, and no file that is opened later takes their number.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            nowhere = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115  # stays open
            setattr(sys, name, nowhere)


def say(text: str = "") -> None:
    """One line of output for a person."""
    print(text if coloured() else click.unstyle(text), flush=True)


def tell(text: str) -> None:
    """One line about the run (progress, warnings, errors): stderr, so that it never mixes with
    data.
    """
    print(text, file=sys.stderr, flush=True)


def write_json(value: Any) -> None:
    """Print `value` as indented JSON: UTF-8 on every terminal."""
    import msgspec

    encoded = msgspec.json.format(msgspec.json.encode(value, enc_hook=_plain_value), indent=2)
    write_bytes(encoded + b"\n")


def write_bytes(data: bytes) -> None:
    """Write data to stdout as it is."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def _plain_value(value: object) -> object:
    return dict(value) if isinstance(value, Mapping) else str(value)


def coloured() -> bool:
    """Whether stdout shows colours: a terminal, and nobody said NO_COLOR (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def on_terminal() -> bool:
    """Whether progress may be drawn: a person looks at stderr."""
    return sys.stderr.isatty()


def counting(items: Iterable[Item], noun: str) -> Iterator[Item]:
    """Pass the items on; on a terminal, say how many went by once that takes long."""
    if not on_terminal():
        yield from items
        return
    tell_at, shown = time.monotonic() + PATIENCE, False
    for number, item in enumerate(items, 1):
        yield item
        if time.monotonic() >= tell_at:
            tell_at, shown = time.monotonic() + 0.2, True
            sys.stderr.write(f"\r{counted(number, noun)} ")
            sys.stderr.flush()
    if shown:
        sys.stderr.write("\r\x1b[K")


def console(*, stderr: bool = False) -> "Console":
    """A rich console. In a pipe it is wide, so that a table's cells are not cut for a screen that
    is not there.
    """
    from rich.console import Console

    class Candid(Console):
        """One that lets the border of the process hear that the reader of a pipe went away."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else 160
    drawn = Candid(file=stream, width=width, highlight=False, markup=False, emoji=False)
    # A narrower terminal wraps lines itself; columns of one letter each nobody could read.
    drawn.width = max(drawn.width, NARROWEST)
    return drawn


def table(columns: Iterable[str], *, right: Sequence[str] = ()) -> "Table":
    """An empty table in the house style; the columns named in `right` hold numbers."""
    from rich import box
    from rich.table import Table

    drawn = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for name in columns:
        drawn.add_column(name, justify="right" if name in right else "left", overflow="fold")
    return drawn


def local(moment: datetime | None, *, date_only: bool = False) -> str:
    """A moment as people in Vietnam write it: 22/11/2026 09:15."""
    if moment is None:
        return ""
    from parsers.dates import VIETNAM

    return moment.astimezone(VIETNAM).strftime("%d/%m/%Y" if date_only else "%d/%m/%Y %H:%M")


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """1 article, 3 articles, 1,200 articles."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
