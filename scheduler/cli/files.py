"""Files that commands write: each takes its name only when it is whole, and never the name of a
database.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from scheduler.cli.errors import Fault

DATABASE = (b"SQLite format 3\0", b"\x37\x7f\x06\x82", b"\x37\x7f\x06\x83")
"""How an SQLite file begins, and how its -wal does on either kind of machine."""


@contextmanager
def target(out: Path | None) -> Iterator[BinaryIO]:
    """stdout, or a file that takes its name only when it is whole."""
    if out is None:
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    refuse_database(out)
    # A link keeps leading where it leads; a device (/dev/null) is written, not replaced by a file.
    real = out.resolve()
    aside = None if real.exists() and not real.is_file() else real.with_name(f"{real.name}.part")
    try:
        with (aside or real).open("wb") as file:
            yield file
        if aside is not None:
            aside.replace(real)
    except OSError as error:
        raise Fault(f"{out}: cannot be written: {error.strerror or error}") from error
    finally:
        if aside is not None:
            aside.unlink(missing_ok=True)


def refuse_database(out: Path) -> None:
    """A database is never overwritten with what was read from it: a slip of ``--out`` would be the
    end of all that was collected.
    """
    if not out.is_file():
        return
    try:
        with out.open("rb") as file:
            start = file.read(16)
    except OSError:
        return  # whoever writes it says what is wrong
    if start.startswith(DATABASE):
        raise Fault(f"{out}: is a database, which is not overwritten; name another file")
