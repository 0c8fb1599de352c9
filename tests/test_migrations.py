"""Opening a database file: made, upgraded, shared by processes; and every way in which it cannot be
used.
"""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
from samples import NOON, SOURCE, edited, later, snapshot
from sqlite_utils import Database, Migrations

from scheduler.pipeline import record_visit
from scheduler.store import (
    NewerSchema,
    NotOurDatabase,
    StoreError,
    connection,
    migrations,
    open_store,
)
from scheduler.store.connection import Store

PUBLIC = {  # DESIGN's contract: columns that people's queries rely on
    "articles": "id source url title lead body authors section published_at first_seen_at "
    "last_seen_at last_changed_at version status flag",
    "versions": "id article_id number seen_at title lead body content_hash extractor",
    "updates": "id article_id detected_at kind edit_class fields summary from_version to_version "
    "seen_at",
    "fetches": "id",
    "runs": "id",
    "sources": "name",
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "news.db"


def test_a_fresh_file_has_the_tables_and_columns_of_the_contract(path: Path) -> None:
    with open_store(path) as store:
        for table, columns in PUBLIC.items():
            there = {row["name"] for row in store.rows(f"PRAGMA table_info({table})")}
            assert set(columns.split()) <= there, table


def test_the_file_is_set_up_for_one_writer_and_many_readers(path: Path) -> None:
    with open_store(path) as store:
        assert store.value("PRAGMA journal_mode") == "wal"
        assert store.value("PRAGMA synchronous") == 1  # NORMAL
        assert store.value("PRAGMA foreign_keys") == 1
        assert store.value("PRAGMA busy_timeout") >= 5000


def test_all_tables_are_strict_and_all_views_can_be_read(path: Path) -> None:
    with open_store(path) as store:
        loose = [
            row["name"]
            for row in store.rows("PRAGMA table_list")
            if row["type"] == "table"
            and not row["strict"]
            and not row["name"].startswith(("sqlite_", "_"))
        ]
        assert loose == []
        for view in store.rows("SELECT name FROM sqlite_schema WHERE type = 'view'"):
            assert store.execute(f"SELECT * FROM {view['name']}").fetchall() == []


def test_opening_again_applies_nothing(path: Path) -> None:
    open_store(path).close()
    before = path.read_bytes()
    open_store(path).close()
    assert path.read_bytes() == before


OPEN = "import sys; from scheduler.store import open_store; open_store(sys.argv[1]).close()"


def test_processes_that_open_a_fresh_file_at_once_all_work(path: Path) -> None:
    together = [
        subprocess.Popen([sys.executable, "-c", OPEN, str(path)], stderr=subprocess.PIPE)
        for _ in range(4)
    ]
    said = [process.communicate(timeout=60)[1] for process in together]
    assert [process.returncode for process in together] == [0] * 4, said
    with open_store(path, read_only=True) as store:
        assert store.value("SELECT count(*) FROM _sqlite_migrations") == len(
            migrations._load()._migrations
        )


@pytest.fixture
def one_more(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Database], None]], None]:
    """Adds a migration to those of the code, as the next version of the program would have."""

    def add(apply: Callable[[Database], None]) -> None:
        longer: Migrations = migrations._load()
        longer(name="m999_next")(apply)
        monkeypatch.setattr(migrations, "MIGRATIONS", longer)

    return add


def test_a_file_of_an_older_version_is_upgraded_even_for_reading(
    path: Path, one_more: Callable[[Callable[[Database], None]], None]
) -> None:
    open_store(path).close()
    one_more(lambda db: db.execute("CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT"))
    with open_store(path, read_only=True) as store:
        assert store.value("SELECT count(*) FROM later") == 0


@contextmanager
def opened_before(path: Path, name: str) -> Iterator[Store]:
    """The file as it was when the migration of this name was not there."""
    older = Migrations("unionwatch")
    older._migrations = [one for one in migrations.MIGRATIONS._migrations if one.name < name]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrations, "MIGRATIONS", older)
        with open_store(path) as store:
            yield store


def test_updates_of_before_and_after_are_counted(path: Path) -> None:
    with opened_before(path, "m100") as store:
        record_visit(store, snapshot(1), NOON)
        record_visit(store, edited(1), later(hours=1))
    with open_store(path) as store:
        record_visit(store, snapshot(2), later(hours=2))
        record_visit(store, snapshot(1, title="Tin khác hẳn"), later(hours=3))
        totals = [tuple(row) for row in store.rows("SELECT kind, updates FROM update_totals")]
        counted = store.rows("SELECT kind, count(*) FROM updates GROUP BY kind ORDER BY kind")
        assert totals == [tuple(row) for row in counted] == [("changed", 2), ("new", 2)]
        assert store.value("SELECT edits FROM source_counts WHERE name = ?", [SOURCE]) == 2


def test_requests_of_before_are_counted_by_day_and_host(path: Path) -> None:
    with opened_before(path, "m080") as store:
        for day, url, attempts in (
            ("2026-01-01", "https://www.bao.example/1", 3),
            ("2026-01-01", "http://bao.example:8080/2", 1),
            ("2026-01-01", "https://bao.example/3", 0),
            ("2026-01-02", "https://bao.example/4", 1),
        ):
            values = {"source": "bao", "at": f"{day}T01:00:00Z", "kind": "article"}
            store.insert("fetches", values | {"url": url, "attempts": attempts})
    with open_store(path) as store:
        days = [tuple(row) for row in store.rows("SELECT * FROM host_days ORDER BY day")]
    assert days == [("2026-01-01", "bao.example", 4), ("2026-01-02", "bao.example", 1)]


def test_a_migration_that_fails_leaves_the_file_as_it_was(
    path: Path, one_more: Callable[[Callable[[Database], None]], None]
) -> None:
    open_store(path).close()

    def fail(db: Database) -> None:
        db.execute("CREATE TABLE half (id INTEGER PRIMARY KEY) STRICT")
        raise RuntimeError("no")

    one_more(fail)
    with pytest.raises(RuntimeError):
        open_store(path)
    plain = sqlite3.connect(path)
    assert plain.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'half'").fetchone() == (
        0,
    )
    plain.close()


def test_a_file_of_a_newer_version_is_refused_and_left_alone(path: Path) -> None:
    with open_store(path) as store:
        store.db["_sqlite_migrations"].insert(  # type: ignore[union-attr]  # a table, not a view
            {"migration_set": "unionwatch", "name": "m999_future", "applied_at": "2030-01-01"}
        )
    for read_only in (False, True):
        with pytest.raises(
            NewerSchema, match=r"news\.db: .*newer unionwatch \(m999_future\); upgrade"
        ):
            open_store(path, read_only=read_only)


def make_text(path: Path) -> None:
    path.write_text("Danh sách cuộc họp, không phải cơ sở dữ liệu.\n" * 40, "utf-8")


def make_foreign(path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE accounts (id INTEGER PRIMARY KEY)")
    other.commit()
    other.close()


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize(
    ("make", "said"),
    [(make_text, "not an SQLite database"), (make_foreign, "another program")],
)
def test_a_file_that_is_not_ours_is_refused_and_left_alone(
    path: Path, make: Callable[[Path], None], said: str, read_only: bool
) -> None:
    make(path)
    before = path.read_bytes()
    with pytest.raises(NotOurDatabase, match=rf"news\.db: .*{said}.*--db"):
        open_store(path, read_only=read_only)
    assert path.read_bytes() == before


@pytest.mark.parametrize("read_only", [False, True])
def test_a_file_that_another_process_makes_meanwhile_is_ours(
    path: Path, read_only: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between any two statements of the one that opens it."""
    prepared, moments = connection._prepared, count()
    statements = 0

    def interrupted(opened: sqlite3.Connection) -> Database:
        db = prepared(opened)
        at = next(moments)
        seen = count()

        def made(_: str) -> None:
            nonlocal statements
            statements = next(seen)
            if statements == at:
                with monkeypatch.context() as plain:
                    plain.setattr(connection, "_prepared", prepared)
                    open_store(file).close()

        opened.set_trace_callback(made)
        return db

    monkeypatch.setattr(connection, "_prepared", interrupted)
    for number in range(4):
        file = path.with_name(f"{number}.db")
        file.touch()
        moments = count(number)
        open_store(file, read_only=read_only).close()
    assert statements >= 3  # so that the file was made at each step of the look into it


def test_a_missing_directory_is_named(tmp_path: Path) -> None:
    for read_only in (False, True):
        with pytest.raises(StoreError, match=r"there is no directory .*nowhere; make it"):
            open_store(tmp_path / "nowhere" / "news.db", read_only=read_only)


def test_a_directory_is_not_a_database(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="it is a directory"):
        open_store(tmp_path)


def test_reading_makes_no_file(path: Path) -> None:
    for options in ({"read_only": True}, {"create": False}):
        with pytest.raises(StoreError, match=r"no such database yet; 'unionwatch crawl' makes it"):
            open_store(path, **options)
    assert not path.exists()


@pytest.fixture
def locked(path: Path) -> Iterator[Path]:
    open_store(path).close()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    yield path
    other.close()


def test_a_locked_file_gives_one_clear_sentence(locked: Path) -> None:
    with pytest.raises(
        StoreError, match=r"news\.db: the database is locked by another program; wait"
    ):
        open_store(locked, busy_timeout=0.1)


def test_a_writer_that_waits_too_long_gives_the_same_sentence(path: Path) -> None:
    with open_store(path) as first, open_store(path, busy_timeout=0.1) as second:
        with first.transaction(), pytest.raises(StoreError, match="locked"):
            start(second)
        start(second)


def start(store: Store) -> None:
    with store.transaction():
        store.execute("UPDATE sources SET failures = 0")


def test_reading_does_not_wait_for_a_writer(path: Path) -> None:
    with open_store(path) as writer, writer.transaction():
        writer.execute(
            "INSERT INTO sources (name, title, home, added_at) VALUES ('a', 'A', '', '2024-01-01')"
        )
        with open_store(path, read_only=True, busy_timeout=0.1) as reader:
            assert reader.value("SELECT count(*) FROM sources") == 0
            with pytest.raises(StoreError, match="cannot be written"):
                reader.execute("DELETE FROM sources")


@contextmanager
def ordinary_user() -> Iterator[None]:
    """Not root, to whom no file is read-only."""
    if os.geteuid() != 0:
        yield
        return
    os.setresuid(65534, 65534, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A database that another user may reach."""
    home = tmp_path / "shared"
    home.mkdir()
    open_store(home / "news.db").close()
    for parent in (tmp_path, tmp_path.parent, tmp_path.parent.parent):
        parent.chmod(parent.stat().st_mode | 0o055)
    return home / "news.db"


@pytest.fixture(params=[0o555, 0o777], ids=["closed directory", "open directory"])
def read_only(shared: Path, request: pytest.FixtureRequest) -> Path:
    shared.chmod(0o444)
    shared.parent.chmod(request.param)
    return shared


def test_a_read_only_file_cannot_be_written(read_only: Path) -> None:
    said = r"news\.db: .*(cannot be written|cannot be opened).*rights"
    with ordinary_user(), pytest.raises(StoreError, match=said):
        open_store(read_only)


def test_a_read_only_file_in_a_closed_directory_can_be_read(shared: Path) -> None:
    shared.chmod(0o444)
    shared.parent.chmod(0o555)
    with ordinary_user(), open_store(shared, read_only=True) as store:
        assert store.value("SELECT count(*) FROM articles") == 0
