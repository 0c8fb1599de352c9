"""House-keeping: damage is found, copies are whole, nothing is packed or deleted unasked."""

import json
import os
import sqlite3
import threading
from collections import namedtuple
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from samples import NOON, edited, later, snapshot

from scheduler.cli.border import run as run_command
from scheduler.cli.group import unionwatch
from scheduler.pipeline import record_visit
from scheduler.store import Store, StoreError, open_store, reading
from scheduler.store.upkeep import INDEXED, backup, compact, forget_fetches, parts, problems

LATER = later(days=200)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "news.db") as opened:
        for number in range(1, 40):
            record_visit(opened, snapshot(number), NOON)
        record_visit(opened, edited(1), later(hours=3))
        yield opened


def silent(_left: int, _total: int) -> None:
    """Nobody looks."""


def db(store: Store, *arguments: str) -> Result:
    return CliRunner().invoke(unionwatch, ["--db", str(store.path), "db", *arguments])


def test_a_whole_database_has_no_problems(store: Store) -> None:
    assert list(problems(store)) == []
    result = db(store, "check")
    assert (result.return_value if hasattr(result, "return_value") else 0) in (0, None)
    assert "whole; file, references and search indexes agree" in result.output


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("DELETE FROM articles_fts_docsize WHERE id = 3", "articles_fts: "),
        ("DELETE FROM versions_fts_exact_docsize", "versions_fts_exact: "),
        ("UPDATE articles_fts_exact_data SET block = x'00' WHERE id > 10", "articles_fts_exact: "),
        ("DELETE FROM versions WHERE article_id = 5", "updates: row "),
    ],
)
def test_damage_is_found_and_named(store: Store, damage: str, told: str) -> None:
    # sqlite3 itself, as another program would do it; triggers aside, which would repair some.
    other = sqlite3.connect(store.path)
    other.execute("PRAGMA foreign_keys = OFF")
    other.execute("DROP TRIGGER versions_fts_delete")
    other.execute(damage)
    other.commit()
    other.close()
    with open_store(store.path) as again:
        assert any(line.startswith(told) for line in problems(again))
    assert run_command(["--db", str(store.path), "db", "check"]) == 1


def test_a_file_that_is_cut_is_damaged(store: Store, tmp_path: Path) -> None:
    backup(store, tmp_path / "copy.db", silent)
    broken = tmp_path / "broken.db"
    whole = (tmp_path / "copy.db").read_bytes()
    broken.write_bytes(whole[: 4096 * 20] + bytes(4096 * 4) + whole[4096 * 24 :])
    assert run_command(["--db", str(broken), "db", "check"]) == 1
    broken.write_bytes(whole[: len(whole) // 2])
    assert run_command(["--db", str(broken), "db", "check"]) == 1


def test_a_copy_made_while_another_writes_is_whole(store: Store, tmp_path: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        with open_store(store.path) as mine:
            number = 100
            while not stop.is_set() and number < 400:
                record_visit(mine, snapshot(number), NOON)
                number += 1

    writer = threading.Thread(target=write)
    writer.start()
    heard: list[tuple[int, int]] = []
    target = tmp_path / "copy.db"
    size = backup(store, target, lambda left, total: heard.append((left, total)))
    stop.set()
    writer.join()
    assert heard
    assert heard[-1][0] == 0
    assert target.stat().st_size == size
    assert sorted(path.name for path in tmp_path.glob("*copy.db*")) == ["copy.db"]
    with open_store(target) as copy:
        assert list(problems(copy)) == []
        assert len(list(reading.articles(copy))) >= 39


def test_a_copy_that_fails_leaves_the_one_before(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    backup(store, target, silent)
    before = target.read_bytes()

    def fail(_left: int, _total: int) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(StoreError, match="cannot be written"):
        backup(store, target, fail)
    assert target.read_bytes() == before
    assert not list(tmp_path.glob(".copy*"))
    with pytest.raises(StoreError, match="is the database itself"):
        backup(store, store.path, silent)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(StoreError, match="no file that a copy could take the place of"):
        backup(store, pipe, silent)
    assert (
        run_command(["--db", str(store.path), "db", "backup", str(tmp_path / "no" / "x.db")]) == 2
    )


def test_only_old_requests_are_forgotten_and_nothing_else(store: Store) -> None:
    record_visit(store, edited(2), later(days=190))
    store.execute(
        "UPDATE fetches SET at = '2025-06-01T00:00:00Z' WHERE id = (SELECT max(id) FROM fetches)"
    )
    tables = ("articles", "versions", "updates", "runs", "outbox")
    counts = {name: store.value(f"SELECT count(*) FROM {name}") for name in tables}
    requests = store.value("SELECT count(*) FROM fetches")
    assert forget_fetches(store, later(days=100), LATER) == requests - 1
    assert {name: store.value(f"SELECT count(*) FROM {name}") for name in tables} == counts
    assert list(problems(store)) == []


def test_the_last_weeks_are_kept_whatever_is_asked(store: Store) -> None:
    assert forget_fetches(store, later(days=9), later(days=10)) == 0


def test_nothing_is_packed_unless_asked(store: Store) -> None:
    size = store.path.stat().st_size
    result = db(store, "compact")
    assert "unused; --vacuum gives them back" in result.output
    assert store.path.stat().st_size >= size


def test_packing_gives_room_back(store: Store) -> None:
    store.execute("DELETE FROM fetches")
    store.execute("DELETE FROM pages")
    before, after = compact(store)
    assert after < before
    assert list(problems(store)) == []


def test_packing_asks_for_room_first(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr("shutil.disk_usage", lambda _path: usage(100, 99, 1))
    with pytest.raises(StoreError, match=r"needs .* bytes of free disk .* nothing was changed"):
        compact(store)


def test_sizes_add_up_to_the_file(store: Store) -> None:
    store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    found = {part.name: part for part in parts(store)}
    assert found["articles"].rows == 39
    assert INDEXED.keys() <= found.keys()
    assert all(found[name].kind == "search index" for name in INDEXED)
    in_use = sum(part.bytes for part in found.values())
    assert 0.9 * store.path.stat().st_size < in_use <= store.path.stat().st_size
    told = json.loads(db(store, "size", "--json").output)
    assert {part["name"] for part in told["parts"]} == found.keys()


def test_a_database_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    for command in (["check"], ["size"], ["compact"], ["backup", str(tmp_path / "c.db")]):
        assert run_command(["--db", str(tmp_path / "no.db"), "db", *command]) == 2
    assert not list(tmp_path.iterdir())
