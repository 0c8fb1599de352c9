"""A database that is read every few seconds for years: kept open, as opening it costs more than
most questions, and opened anew where it is no longer the file that it was.
"""

import sqlite3
from pathlib import Path

from scheduler.store.connection import Store, open_store


class KeptStore:
    """Hands out one reading Store. Threads may take turns with it: whoever uses it holds a lock."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._store: Store | None = None
        self._known: object = None

    def get(self) -> Store:
        """The Store; raises StoreError where the file cannot be used. Not to be closed."""
        seen = None if self._store is None else self._look(self._store)
        if self._store is None or seen is None or seen != self._known:
            self.close()  # replaced by a copy, or its schema was brought up to date
            self._store = open_store(self._path, read_only=True, any_thread=True)
            self._known = self._look(self._store)
        return self._store

    def close(self) -> None:
        """Close it; the next `get` opens it again."""
        if self._store is not None:
            self._store.close()
            self._store = None

    def _look(self, store: Store) -> object:
        """What tells this file, and what its tables were when it was opened, from any other."""
        try:
            found = self._path.stat()
            version = store.db.conn.execute("PRAGMA schema_version").fetchone()[0]
        except (OSError, sqlite3.Error):
            return None
        return found.st_dev, found.st_ino, version
