"""Open the database file, and the Store that everything else here works on. No query of any table
is in this module.

WAL, so that readers and the one writer do not wait for each other; a busy timeout; foreign keys;
synchronous NORMAL (after a power cut the last transactions may be gone, the file is whole; after a
kill nothing is gone).
"""

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlite_utils import Database

from scheduler.store.errors import StoreError, explain
from scheduler.store.migrations import is_current, migrate

BUSY_TIMEOUT = 10.0  # seconds that a statement waits for another program's lock
CACHE = 16_000  # KiB of the file that a writer keeps: 2,000, as usual, lets the search index thrash

Parameters = Sequence[Any] | Mapping[str, Any]


class Store:
    """An open database. `db` is the sqlite-utils handle; `transaction()` is the only way to write.

    Not to be shared between threads: open one for each.
    """

    def __init__(self, path: Path, db: Database, *, read_only: bool) -> None:
        self.path = path
        self.db = db
        self.read_only = read_only

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; a second call does nothing."""
        self.db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One BEGIN IMMEDIATE ... COMMIT, rolled back by any exception. A nested one is part of it:
        what is raised there must leave the outer one too. (A savepoint would be a tenth of what it
        costs to record an article.)

        IMMEDIATE takes the write lock before the first read: a deferred transaction that reads and
        then writes fails at once, without waiting, when another process wrote in between.
        """
        if self.db.conn.in_transaction:
            yield
            return
        self.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.execute("COMMIT")
        except BaseException:
            self.db.rollback()
            raise

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """One state of the file for all that is read inside; it holds up no writer."""
        self.execute("BEGIN")
        try:
            yield
        finally:
            self.db.rollback()

    def execute(self, sql: str, parameters: Parameters = ()) -> sqlite3.Cursor:
        """Run one statement; what SQLite says about the file becomes a StoreError, a bug of ours
        stays what it is.
        """
        try:
            return self.db.conn.execute(sql, parameters)
        except (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.InterfaceError):
            raise
        except sqlite3.DatabaseError as error:
            raise explain(self.path, error) from error

    def insert(self, table: str, values: Mapping[str, Any]) -> int:
        """Insert one row, given by column; its rowid."""
        names, marks = ", ".join(values), ", ".join("?" * len(values))
        cursor = self.execute(
            f"INSERT INTO {table} ({names}) VALUES ({marks})", list(values.values())
        )
        assert cursor.lastrowid is not None  # an INSERT that succeeded has one
        return cursor.lastrowid

    def rows(self, sql: str, parameters: Parameters = ()) -> Iterator[sqlite3.Row]:
        """The rows of a query, one after the other; columns by name."""
        # Delegating to the cursor itself would close it, perhaps after its connection.
        yield from iter(self.execute(sql, parameters).fetchone, None)

    def row(self, sql: str, parameters: Parameters = ()) -> sqlite3.Row | None:
        """The first row of a query, or None."""
        found: sqlite3.Row | None = self.execute(sql, parameters).fetchone()
        return found

    def value(self, sql: str, parameters: Parameters = ()) -> Any:
        """The first column of the first row, or None."""
        found = self.row(sql, parameters)
        return None if found is None else found[0]


def open_store(
    path: Path | str,
    *,
    create: bool = True,
    read_only: bool = False,
    any_thread: bool = False,
    busy_timeout: float = BUSY_TIMEOUT,
) -> Store:
    """Open the database at `path`, making it (unless `create` is False) and bringing its schema up
    to date.

    `read_only` never waits for a crawl that writes and never makes a file; such a Store may be used
    by `any_thread`, one at a time. Raises StoreError: one
    sentence that names the file and says what to do.
    """
    file = Path(path)
    if (read_only or not create) and not file.exists():
        if not file.parent.exists():
            raise explain(file, sqlite3.OperationalError("unable to open database file"))
        raise StoreError(
            file, "there is no such database yet; 'unionwatch crawl' makes it, --db names another"
        )
    try:
        if read_only:
            return _open_reading(file, busy_timeout, any_thread=any_thread)
        return _open_writing(file, busy_timeout)
    except sqlite3.Error as error:
        raise explain(file, error) from error


def _open_writing(path: Path, busy_timeout: float) -> Store:
    connection = sqlite3.connect(path, timeout=busy_timeout, isolation_level=None)
    try:
        # Before the journal mode is touched: another program's database must stay as it is.
        db = _prepared(connection)
        is_current(db, path)
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute(f"PRAGMA cache_size = -{CACHE}")
        migrate(db, path)
        if not os.access(path, os.W_OK):
            raise sqlite3.OperationalError("attempt to write a readonly database")
    except BaseException:
        connection.close()
        raise
    return Store(path, db, read_only=False)


def _open_reading(path: Path, busy_timeout: float, *, any_thread: bool = False) -> Store:
    connection = sqlite3.connect(
        reading_uri(path),
        timeout=busy_timeout,
        isolation_level=None,
        uri=True,
        check_same_thread=not any_thread,
    )
    try:
        db = _prepared(connection)
        current = is_current(db, path)
        db.execute("PRAGMA query_only = ON")
    except BaseException:
        connection.close()
        raise
    if current:
        return Store(path, db, read_only=True)
    connection.close()
    _open_writing(
        path, busy_timeout
    ).close()  # a file of an older version: reading needs today's tables and views
    return _open_reading(path, busy_timeout, any_thread=any_thread)


def reading_uri(path: Path) -> str:
    """Read-only; and as a file that nobody writes where SQLite could not make its side files beside
    it.
    """
    alone = not path.with_name(path.name + "-wal").exists() and not os.access(path.parent, os.W_OK)
    return path.resolve().as_uri() + ("?mode=ro&immutable=1" if alone else "?mode=ro")


def _prepared(connection: sqlite3.Connection) -> Database:
    connection.row_factory = sqlite3.Row
    db = Database(connection, execute_plugins=False)
    db.execute("PRAGMA foreign_keys = ON")
    return db
