"""What the store makes of what it knows when it plans: hints, listings that run over, budgets."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from samples import NOON, SOURCE, fetch, later, listing, snapshot, url_of

from crawler.source import Source, load_source
from parsers.model import Link
from scheduler.cli.group import unionwatch
from scheduler.pipeline import record_visit
from scheduler.rounds import next_crawl
from scheduler.store import Store, open_store
from scheduler.store.discovery import record_listing
from scheduler.store.history import polling_interval
from scheduler.store.planning import plan_for
from scheduler.store.waiting import Rhythms, waiting
from scheduler.store.writing import add_fetch
from scheduler.timetable import listings_due


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "news.db") as opened:
        yield opened


@pytest.fixture
def source(tmp_path: Path) -> Source:
    path = tmp_path / f"{SOURCE}.toml"
    path.write_text(
        f'name = "{SOURCE}"\nhome = "https://baomau.example/"\n'
        '[discovery]\nlistings = ["/cong-doan"]\n[schedule]\nevery = "2h"\n',
        "utf-8",
    )
    return load_source(path)


@pytest.mark.parametrize(
    ("stamped", "moved", "hinted"),
    [(20, 3, 3), (20, 10, 10), (20, 11, 0), (20, 20, 0), (4, 4, 4), (5, 5, 0)],
)
def test_stamps_that_always_move_are_not_believed(
    store: Store, stamped: int, moved: int, hinted: int
) -> None:
    for number in range(1, stamped + 1):
        record_visit(store, snapshot(number), NOON)
    links = tuple(
        Link(url=url_of(n), updated_at=later(minutes=3 if n <= moved else -60))
        for n in range(1, stamped + 1)
    )
    seen = replace(listing(list(range(1, stamped + 1))), links=links)
    record_listing(store, seen, later(minutes=4))
    known = plan_for(store, SOURCE, later(minutes=4)).known.values()
    assert sum(each.due for each in known) == hinted


def test_a_listing_that_runs_over_is_polled_more_often(store: Store, source: Source) -> None:
    for poll in range(4):  # twenty items, five new ones an hour
        shown = listing(list(range(5 * poll, 5 * poll + 20)), at=later(hours=poll))
        record_listing(store, shown, later(hours=poll))
    assert polling_interval(store, SOURCE, timedelta(hours=8)) == timedelta(hours=2)
    assert polling_interval(store, SOURCE, timedelta(hours=1)) == timedelta(hours=1)
    burst = listing(list(range(35, 55)), at=later(hours=4))  # all of them are new
    record_listing(store, burst, later(hours=4))
    assert polling_interval(store, SOURCE, timedelta(hours=2)) < timedelta(minutes=31)
    assert not listings_due(store, source, later(hours=4, minutes=10))
    assert listings_due(store, source, later(hours=4, minutes=31))
    at = next_crawl(source, waiting(store, source), later(hours=4, minutes=1))
    assert at < later(hours=4, minutes=35)


def test_a_rhythm_is_found_anew_when_a_listing_was_looked_at_and_not_before(
    store: Store, source: Source
) -> None:
    kept: Rhythms = {}
    record_listing(store, listing(list(range(20))), NOON)
    first = waiting(store, source, rhythms=kept)
    statements: list[str] = []
    store.db.conn.set_trace_callback(statements.append)
    assert waiting(store, source, rhythms=kept) == first
    assert not [sql for sql in statements if "fetches" in sql]
    for hour in range(1, 5):  # all of it is new each time: items are missed
        numbers = list(range(20 * hour, 20 * hour + 20))
        record_listing(store, listing(numbers, at=later(hours=hour)), later(hours=hour))
        seen = waiting(store, source, rhythms=kept)
        assert seen == waiting(store, source)
    assert seen.rhythm != first.rhythm


def test_the_polls_of_a_listing_are_found_by_an_index(store: Store) -> None:
    sql = """EXPLAIN QUERY PLAN SELECT at FROM fetches WHERE source = 'a' AND url = 'b'
             AND kind <> 'article' AND links > 0 ORDER BY id DESC LIMIT 21"""
    [row] = list(store.rows(sql))
    assert "fetches_listing" in row["detail"]


def test_the_most_overdue_by_its_own_measure_comes_first(store: Store) -> None:
    for number, last, at in ((1, 0, 48), (2, 46, 47), (3, 49, 60)):
        record_visit(store, snapshot(number), NOON)
        with store.transaction():
            store.execute(
                "UPDATE articles SET last_looked_at = ?, next_due_at = ? WHERE id = ?",
                [stamp(last), stamp(at), number],
            )
    plan = plan_for(store, SOURCE, later(hours=49), daily_budget=100)
    assert [each.identity for each in plan.known.values() if each.due] == ["2", "1"]
    assert plan.seen_before == {"1", "2", "3"}
    one = plan_for(store, SOURCE, later(hours=49), daily_budget=1)
    assert [each.identity for each in one.known.values() if each.due] == ["2"]
    assert one.seen_before == {"1", "2", "3"}  # a listing does not bring back what must wait


def test_the_evening_keeps_its_share_of_the_budget(store: Store) -> None:
    for number in range(1, 41):
        record_visit(store, snapshot(number), NOON)
    day = later(days=30)
    early = day.replace(hour=0, minute=10)

    def planned(spread: bool, daily: int = 80) -> int:
        plan = plan_for(store, SOURCE, early, daily_budget=daily, spread=spread)
        return sum(each.due for each in plan.known.values())

    assert planned(spread=False) == 40
    assert 0 < planned(spread=True) < 20
    with store.transaction():
        for _ in range(60):
            add_fetch(store, replace(fetch(1), at=early))
    assert planned(spread=False) == 20
    assert planned(spread=True) == 0


def test_the_status_shows_each_listing(store: Store) -> None:
    record_listing(store, listing([1, 2]), NOON)
    record_listing(store, listing([2, 3]), later(hours=1))
    shown = CliRunner().invoke(unionwatch, ["--db", str(store.path), "status", "--listings"])
    assert shown.exit_code == 0, shown.output
    assert "50%" in shown.output


def stamp(hours: float) -> str:
    return later(hours=hours).strftime("%Y-%m-%dT%H:%M:%SZ")
