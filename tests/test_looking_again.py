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
from scheduler.store.history import Rhythms, polling_interval
from scheduler.store.planning import plan_for
from scheduler.store.waiting import waiting
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
    at = next_crawl(source, waiting(store, [source])[source.name], later(hours=4, minutes=1))
    assert at < later(hours=4, minutes=35)


def test_a_rhythm_is_found_anew_when_a_listing_was_looked_at(
    store: Store, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []

    def counted(store: Store, name: str, every: timedelta) -> timedelta:
        found.append(name)
        return polling_interval(store, name, every)

    monkeypatch.setattr("scheduler.store.history.polling_interval", counted)
    rhythms = Rhythms()
    for poll in range(4):
        shown = listing(list(range(5 * poll, 5 * poll + 20)), at=later(hours=poll))
        record_listing(store, shown, later(hours=poll))
        for _ in range(3):
            wait = waiting(store, [source], rhythms=rhythms)[source.name]
            assert wait == waiting(store, [source])[source.name]
    assert len(found) == 4 + 3 * 4  # the one that remembers asked once a look


def test_sources_that_were_never_crawled_wait_too(store: Store, source: Source) -> None:
    record_listing(store, listing([1]), NOON)
    new = replace(source, name="moi")
    found = waiting(store, [new, source], {source.name: later(days=1)})
    assert found["moi"].listed_at is None
    assert found["moi"].look_at is None
    assert (found[SOURCE].listed_at, found[SOURCE].look_at) == (NOON, NOON)
    assert found[SOURCE].closed_until == later(days=1)


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
    assert plan.not_due == {"3"}
    one = plan_for(store, SOURCE, later(hours=49), daily_budget=1)
    assert [each.identity for each in one.known.values() if each.due] == ["2"]
    assert one.not_due == {
        "1",
        "3",
    }  # what there is no budget for is not fetched from a list either


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
