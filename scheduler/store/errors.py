"""What can go wrong with a database file, each as one sentence that names the file and says what to
do.

::

    StoreError                 the database cannot be used; `path` names it
    ├── NotOurDatabase         not SQLite, or another program's database
    ├── Damaged                SQLite cannot make sense of the file
    └── NewerSchema            written by a newer version of this program

Imports nothing of ours.
"""

import errno
import sqlite3
from pathlib import Path


class StoreError(Exception):
    """A database that cannot be used: `path` names the file, `reason` is one clause with what to
    do.
    """

    def __init__(self, path: Path | str, reason: str) -> None:
        self.path = Path(path)
        self.reason = reason
        super().__init__(f"{path}: {reason}")


class NotOurDatabase(StoreError):
    """The file is not an SQLite database, or it is the database of another program."""


class Damaged(StoreError):
    """The file is broken: cut, or overwritten in part."""


class NewerSchema(StoreError):
    """The file was written by a newer version of this program."""


def explain(path: Path, error: sqlite3.Error) -> StoreError:
    """The StoreError that an operator can act on, for what SQLite said about the file at `path`."""
    text = str(error)
    if "locked" in text or "busy" in text:
        return StoreError(
            path, "the database is locked by another program; wait for it to end, or close it"
        )
    if "readonly" in text:
        return StoreError(
            path,
            "the database cannot be written: check the rights of the file and of its directory",
        )
    if "not a database" in text or "file is encrypted" in text:
        return NotOurDatabase(path, "is not an SQLite database; name another file with --db")
    if "malformed" in text or "corrupt" in text:
        return Damaged(
            path,
            "the database is damaged; restore a copy, or save what is left with sqlite3 .recover",
        )
    if "disk is full" in text:
        return StoreError(path, "the disk is full; make room, what was stored before is safe")
    if "unable to open" in text:
        return StoreError(path, f"cannot be opened: {_why_not_opened(path)}")
    if "disk I/O" in text:
        return StoreError(
            path,
            "the disk failed to read or write the database; check it, and never use a network disk",
        )
    return StoreError(path, f"SQLite says: {text}")


def _why_not_opened(path: Path) -> str:
    """The likely reason for SQLite's terse "unable to open database file"."""
    directory = path.parent
    if not directory.exists():
        return f"there is no directory {directory}; make it, or name another file with --db"
    if path.is_dir():
        return "it is a directory; name a file with --db"
    try:
        with path.open("rb"):
            pass
    except OSError as failed:
        if failed.errno == errno.ENOENT:
            return f"it cannot be made in {directory}; check the rights of that directory"
        return f"{failed.strerror}; check the rights of the file"
    return "check the rights of the file and of its directory, which SQLite must be able to write"
