"""The benchmark's way to a large file gives the rows and indexes that recording gives."""

from dataclasses import replace
from pathlib import Path

from benchmarks.growing import COPIED, grow
from scheduler.pipeline import record_visit
from scheduler.store import Store, open_store
from scheduler.store.search import search
from scheduler.store.upkeep import problems
from tests import samples


def rows(store: Store, table: str) -> list[dict[str, object]]:
    """The rows as they are but for what tells an article from its copy."""
    # When an article is due depends on its identity, so that not all are looked at at once.
    own = ("id", "article_id", "update_id", "identity", "url", "next_due_at")
    return [
        {name: row[name] for name in row.keys() if name not in own}  # noqa: SIM118
        for row in store.rows(f"SELECT * FROM {table} ORDER BY rowid")
    ]


def test_a_grown_file_is_as_if_every_article_had_been_recorded_again(tmp_path: Path) -> None:
    visits = [samples.snapshot(1), samples.snapshot(2), samples.edited(1), samples.snapshot(3)]
    with open_store(tmp_path / "grown.db") as store, open_store(tmp_path / "again.db") as again:
        for turn in ("", "?1", "?2"):
            for minute, visit in enumerate(visits):
                same = replace(visit, identity=visit.identity + turn)
                record_visit(again, same, samples.later(minutes=minute))
                if not turn:
                    record_visit(store, visit, samples.later(minutes=minute))
        grow(store, 9)
        assert store.value("SELECT count(DISTINCT url) FROM articles") == 9
        for table in COPIED:
            assert rows(store, table) == rows(again, table), table
        assert list(problems(store)) == []
        assert [hit.article.id for hit in search(store, "chăm lo").hits] == [*range(9, 0, -1)]
        removed = [
            [hit.article.id for hit in search(one, "500.000", removed_text=True).hits]
            for one in (store, again)
        ]
        assert removed[0] == removed[1] == [7, 4, 1]
        record_visit(store, samples.snapshot(4), samples.later(days=1))
        assert search(store, "chăm lo").hits[0].article.id == 10


def test_growing_stops_at_the_number_asked_for(tmp_path: Path) -> None:
    with open_store(tmp_path / "grown.db") as store:
        grow(store, 5)
        for number in (1, 2):
            record_visit(store, samples.snapshot(number), samples.later(minutes=number))
        grow(store, 5)
        grow(store, 3)
        assert store.value("SELECT count(*) FROM articles") == 5
        assert list(problems(store)) == []
