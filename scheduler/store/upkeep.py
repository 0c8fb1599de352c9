"""House-keeping of the database file: check, copy, pack, forget old requests, say what is large.

Nothing here runs but on an operator's word; VACUUM above all, which writes the whole file anew.
"""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from scheduler.store.codec import moment_text
from scheduler.store.connection import Store
from scheduler.store.errors import StoreError, explain

INDEXED = {  # search index -> the rows that it must hold, and no others
    "articles_fts": "SELECT id FROM articles",
    "articles_fts_exact": "SELECT id FROM articles",
    "titles_fts": "SELECT id FROM articles",
    "titles_fts_exact": "SELECT id FROM articles",
    "versions_fts": "SELECT v.id FROM versions v JOIN articles a ON a.id = v.article_id"
    " WHERE v.number < a.version",
    "versions_fts_exact": "SELECT v.id FROM versions v JOIN articles a ON a.id = v.article_id"
    " WHERE v.number < a.version",
}
PAGES_AT_ONCE = 1024
MOST_AT_ONCE = 20_000  # rows that one transaction deletes: a crawl waits no longer for it
LEAST_KEPT = timedelta(days=30)
ROOM = 1.1  # VACUUM writes a second copy: so much of the file's size must be free


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A table or index and its bytes; `rows` None for an index."""

    name: str
    kind: str  # table, index, search index
    bytes: int
    rows: int | None


def problems(store: Store) -> Iterator[str]:
    """What is wrong with the file, a sentence each; nothing where it is whole."""
    for row in store.rows("PRAGMA integrity_check"):
        if row[0] != "ok":
            yield f"integrity: {row[0]}"
    for row in store.rows("PRAGMA foreign_key_check"):
        yield f"{row['table']}: row {row['rowid']} refers to a row of {row['parent']} that is gone"
    for index, wanted in INDEXED.items():
        yield from _index_problems(store, index, wanted)


def _index_problems(store: Store, index: str, wanted: str) -> Iterator[str]:
    try:
        # Rank 0: the index in itself. It holds folded text, so SQLite's comparison with the
        # content table (rank 1) would call every đ a damage.
        store.execute(f"INSERT INTO {index}({index}, rank) VALUES ('integrity-check', 0)")
    except StoreError as error:
        yield f"{index}: {error.reason}"
        return
    held = f"SELECT id FROM {index}_docsize"
    missing = store.value(f"SELECT count(*) FROM ({wanted} EXCEPT {held})")
    surplus = store.value(f"SELECT count(*) FROM ({held} EXCEPT {wanted})")
    if missing or surplus:
        yield f"{index}: lacks {missing} rows and has {surplus} too many"


def backup(store: Store, target: Path, progress: Callable[[int, int], None]) -> int:
    """Copy the database while others work on it; the bytes of the copy.

    The copy is made beside `target` and takes its name when it is whole. `progress` hears of pages
    left and pages in all.
    """
    if target.resolve() == store.path.resolve():
        raise StoreError(target, "is the database itself; name another file for the copy")
    if target.exists() and not target.is_file():
        raise StoreError(target, "is no file that a copy could take the place of; name another")
    aside = target.with_name(f".{target.name}.new")
    try:
        aside.unlink(missing_ok=True)
        copy = sqlite3.connect(aside)
        try:
            store.db.conn.backup(
                copy,
                pages=PAGES_AT_ONCE,
                progress=lambda _status, left, total: progress(left, total),
                sleep=0.01,
            )
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, whole in itself
        finally:
            copy.close()
        aside.replace(target)
    except sqlite3.Error as error:
        raise explain(target, error) from error
    except OSError as error:
        raise StoreError(target, f"the copy cannot be written ({error.strerror})") from error
    finally:
        aside.unlink(missing_ok=True)
    return target.stat().st_size


def forget_fetches(store: Store, before: datetime, now: datetime) -> int:
    """Delete requests that are older, a bounded number in each transaction; how many.

    Articles, versions, updates and the counts of every run stay. Rhythms, health and budgets are
    learned from requests, so those of the last weeks are never deleted.
    """
    before = min(before, now - LEAST_KEPT)
    forgotten = 0
    while True:
        with store.transaction():
            cursor = store.execute(
                """DELETE FROM fetches WHERE id IN
                   (SELECT id FROM fetches WHERE at < ? ORDER BY at LIMIT ?)""",
                [moment_text(before), MOST_AT_ONCE],
            )
        forgotten += cursor.rowcount
        if cursor.rowcount < MOST_AT_ONCE:
            return forgotten


def compact(store: Store) -> tuple[int, int]:
    """Write the file anew without its gaps (VACUUM); bytes before and after.

    Raises StoreError before anything is touched where the disk has no room for the second copy.
    """
    store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = store.path.stat().st_size
    free = shutil.disk_usage(store.path.parent).free
    if free < before * ROOM:
        raise StoreError(
            store.path,
            f"compacting needs {round(before * ROOM):,} bytes of free disk for a second copy,"
            f" and there are {free:,}; nothing was changed",
        )
    store.execute("VACUUM")
    store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return before, store.path.stat().st_size


def gaps(store: Store) -> int:
    """Bytes of the file that hold nothing: new rows will use them, or `compact` gives them back."""
    return int(store.value("PRAGMA freelist_count")) * int(store.value("PRAGMA page_size"))


def parts(store: Store) -> list[Part]:
    """Every table and index with its size, the largest first; a search index in one."""
    sizes = _sizes(store)
    found: dict[str, Part] = {}
    for row in store.rows("SELECT name, type FROM sqlite_master WHERE type IN ('table', 'index')"):
        name = row["name"]
        search = next((each for each in reversed(INDEXED) if name.startswith(f"{each}_")), None)
        if name in INDEXED or search is not None:
            whole = search if search is not None and name not in INDEXED else name
            size = sizes.get(name, 0) + (found[whole].bytes if whole in found else 0)
            found[whole] = Part(name=whole, kind="search index", bytes=size, rows=None)
        elif row["type"] == "index":
            found[name] = Part(name=name, kind="index", bytes=sizes.get(name, 0), rows=None)
        else:
            rows = int(store.value(f"SELECT count(*) FROM {name}"))
            found[name] = Part(name=name, kind="table", bytes=sizes.get(name, 0), rows=rows)
    return sorted(found.values(), key=lambda part: (-part.bytes, part.name))


def _sizes(store: Store) -> dict[str, int]:
    """Bytes by table and index; empty where this SQLite was built without that knowledge."""
    try:
        rows = list(store.rows("SELECT name, sum(pgsize) AS bytes FROM dbstat GROUP BY name"))
    except StoreError:
        return {}
    return {row["name"]: row["bytes"] for row in rows}
