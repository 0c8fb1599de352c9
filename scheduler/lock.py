"""One crawl at a time for each database: an advisory lock on `<db>.lock`, with a note who holds it.

The operating system releases it when the last process that has the file open ends, however it ends:
a crawl that was killed leaves the file and no lock. On POSIX the crawl's child process inherits it,
so that an orphan that still writes also still holds it.
"""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from scheduler.processes import host, is_alive
from scheduler.store.codec import moment_text, read_moment
from scheduler.store.errors import StoreError

if sys.platform == "win32":
    import msvcrt

    FAR = 1 << 30  # a byte that is never written: Windows forbids others to read what is locked

    def _take(file: IO[str]) -> None:
        file.seek(FAR)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(file: IO[str]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who holds the lock: process id, since when, doing what, on which machine."""

    pid: int
    since: datetime
    command: str
    host: str

    def __str__(self) -> str:
        return f"process {self.pid} ({self.command}), since {moment_text(self.since)}"


class LockHeld(Exception):
    """Another crawl works on this database. `holder` is None where its note cannot be read."""

    def __init__(self, path: Path, holder: Holder | None) -> None:
        self.path = path
        self.holder = holder
        who = holder or "another process"
        super().__init__(
            f"{path}: another crawl is at work on it: {who}; wait for it to end, or stop it"
        )


@contextmanager
def crawl_lock(db: Path, now: datetime, command: str) -> Iterator[int]:
    """Hold the lock of this database; gives its file descriptor. Raises LockHeld at once, never
    waits.
    """
    path = _beside(db)
    with _opened(path, db) as file:
        try:
            _take(file)
        except OSError:
            raise LockHeld(db, _read_holder(path)) from None
        file.seek(0)
        file.truncate()
        holder = Holder(pid=os.getpid(), since=now, command=command, host=host())
        json.dump(asdict(holder) | {"since": moment_text(now)}, file)
        file.flush()
        yield file.fileno()


def gone(db: Path) -> int | None:
    """The process that was the last to hold the lock, where it ended without a word: by now it is
    nowhere on this machine. The lock itself is not touched.
    """
    holder = _read_holder(_beside(db.resolve()))
    return None if holder is None or is_alive(holder.pid, holder.host) else holder.pid


def _beside(db: Path) -> Path:
    return db.with_name(db.name + ".lock")


def _opened(path: Path, db: Path) -> IO[str]:
    try:
        return path.open("r+" if path.exists() else "a+", encoding="utf-8")
    except OSError as error:
        if not path.parent.exists():
            reason = f"there is no directory {path.parent}; make it, or name another file with --db"
            raise StoreError(db, reason) from error
        reason = f"its lock file {path.name} cannot be written ({error.strerror})"
        raise StoreError(db, f"{reason}; check the rights of the directory") from error


def _read_holder(path: Path) -> Holder | None:
    try:
        note = json.loads(path.read_text("utf-8"))
        return Holder(
            pid=int(note["pid"]),
            since=read_moment(note["since"]),
            command=str(note["command"]),
            host=str(note.get("host", "")),  # notes of old have none
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
