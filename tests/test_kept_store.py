"""The database that the daemon keeps open: one connection for years, never to a file of before."""

import shutil
import sqlite3
import threading
from pathlib import Path

import pytest
from samples import NOON, snapshot

from scheduler.pipeline import record_visit
from scheduler.store import StoreError, open_store
from scheduler.store.kept import KeptStore

ARTICLES = "SELECT count(*) FROM articles"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "news.db"
    open_store(file).close()
    return file


def test_it_is_opened_once_and_sees_what_others_write(path: Path) -> None:
    kept = KeptStore(path)
    first = kept.get()
    assert first.value(ARTICLES) == 0
    with open_store(path) as store:
        record_visit(store, snapshot(), NOON)
    assert kept.get() is first
    assert first.value(ARTICLES) == 1
    kept.close()


def test_threads_take_turns_with_it(path: Path) -> None:
    kept, seen = KeptStore(path), []
    kept.get()
    thread = threading.Thread(target=lambda: seen.append(kept.get().value(ARTICLES)))
    thread.start()
    thread.join()
    kept.close()
    assert seen == [0]


def test_a_file_that_was_replaced_or_upgraded_is_opened_anew(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "copy.db"
    shutil.copy(path, other)
    with open_store(other) as store:
        record_visit(store, snapshot(), NOON)
    kept = KeptStore(path)
    first = kept.get()
    other.replace(path)
    second = kept.get()
    assert second is not first
    assert second.value(ARTICLES) == 1
    with sqlite3.connect(path) as newer:
        newer.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('unionwatch', 'm999_next', '')"
        )
        newer.execute("CREATE TABLE later (id INTEGER PRIMARY KEY)")
    newer.close()
    with pytest.raises(StoreError, match="newer"):
        kept.get()
    kept.close()


def test_a_file_that_is_gone_is_said_so(path: Path) -> None:
    kept = KeptStore(path)
    kept.get()
    path.unlink()
    with pytest.raises(StoreError, match="no such database"):
        kept.get()
    kept.close()
