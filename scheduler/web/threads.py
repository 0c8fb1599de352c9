"""The database for a server: one read-only Store for each thread, and a short writing one when it
is needed. Nothing here runs in the event loop.
"""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from scheduler.store import Store, open_store

THREADS = 4
PATIENCE = 5.0  # seconds that marking as seen waits for a crawl's transaction

Result = TypeVar("Result")


@dataclass(slots=True)
class _Opened:
    store: Store
    file: tuple[int, int]  # device and inode


class Readers:
    """Threads that ask the database; a file that was put in its place is opened anew."""

    def __init__(self, path: Path, threads: int = THREADS) -> None:
        self.path = path
        self._local = threading.local()
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="unionwatch-web")

    async def ask(self, question: Callable[[Store], Result]) -> Result:
        """Put a question to a read-only Store, in a thread."""
        return await self._run(lambda: question(self._store()))

    async def change(self, change: Callable[[Store], Result]) -> Result:
        """Do something with a writing Store that is closed at once, in a thread."""

        def call() -> Result:
            with open_store(self.path, create=False, busy_timeout=PATIENCE) as store:
                return change(store)

        return await self._run(call)

    async def _run(self, call: Callable[[], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._pool, call)

    def _store(self) -> Store:
        opened: _Opened | None = getattr(self._local, "opened", None)
        if opened is not None and self.path.exists() and opened.file == self._file():
            return opened.store
        if opened is not None:
            del self._local.opened
            opened.store.close()
        store = open_store(self.path, read_only=True)
        self._local.opened = _Opened(store, self._file())
        return store

    def _file(self) -> tuple[int, int]:
        found = self.path.stat()
        return found.st_dev, found.st_ino
