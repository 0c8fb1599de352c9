"""The pipeline on a real file: what comes together shares a transaction, and one item that breaks
costs no other.
"""

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from samples import NOON, SOURCE, gone, listing, snapshot
from scrapy import Spider
from scrapy.utils.test import get_crawler

import scheduler.scrapy_pipeline as module
from crawler.items import ListingSeen, Visit
from scheduler.events import Event, Listed, Looked, read_event
from scheduler.scrapy_pipeline import DB, EVENTS, RUN_ID, StorePipeline
from scheduler.store import Store, open_store, reading
from scheduler.store.runs import start_run


class Opened:
    """A pipeline on a fresh file, what it commits, and what it says."""

    def __init__(self, db: Path) -> None:
        with open_store(db) as store:
            names = {SOURCE: ("Báo mẫu", "https://baomau.example/")}
            run_id = start_run(store, names, NOON, command="test", pid=os.getpid())
        self.db = db
        self._said, events = os.pipe()
        os.set_blocking(self._said, False)
        settings = {DB: str(db), RUN_ID: run_id, EVENTS: events}
        self.pipeline = StorePipeline.from_crawler(get_crawler(Spider, settings))
        self.pipeline.open_spider()
        self.commits = 0
        assert self.store is not None
        self.store.db.conn.set_trace_callback(self._count)

    @property
    def store(self) -> Store | None:
        return self.pipeline.store

    def _count(self, statement: str) -> None:
        self.commits += statement == "COMMIT"

    def process(self, *items: Visit | ListingSeen) -> list[BaseException | None]:
        """What became of each, all having come at once."""

        async def all_of_them() -> list[BaseException | None]:
            return await asyncio.gather(
                *map(self.pipeline.process_item, items), return_exceptions=True
            )

        return asyncio.run(all_of_them())

    def said(self) -> list[Event]:
        try:
            return [read_event(line) for line in os.read(self._said, 1 << 20).splitlines()]
        except BlockingIOError:
            return []

    def identities(self) -> set[str]:
        with open_store(self.db, read_only=True) as other:
            return {each.identity for each in reading.articles(other)}


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    found = Opened(tmp_path / "news.db")
    yield found
    assert found.store is not None
    found.store.close()


def test_what_comes_at_once_shares_a_transaction_and_is_said_in_order(opened: Opened) -> None:
    items = [snapshot(number) for number in range(1, 11)]
    assert opened.process(*items) == items
    assert opened.commits == 1
    assert [event.url for event in opened.said() if isinstance(event, Looked)] == [
        item.fetch.url for item in items
    ]
    assert opened.identities() == {item.identity for item in items}


def test_a_visit_after_another_of_the_same_article_sees_it(opened: Opened) -> None:
    opened.process(snapshot(1), gone(1))
    verdicts = [event.verdict for event in opened.said() if isinstance(event, Looked)]
    assert verdicts == ["new", "suspect"]


def test_one_that_breaks_costs_no_other(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    record = module.record_visit

    def breaks(store: Store, visit: Visit, *rest: object, **named: object) -> object:
        change = record(store, visit, *rest, **named)  # type: ignore[arg-type]
        if visit.identity == snapshot(3).identity:
            raise ZeroDivisionError("after it was written")
        return change

    monkeypatch.setattr(module, "record_visit", breaks)
    items = [snapshot(number) for number in range(1, 6)]
    results = opened.process(*items)
    assert [isinstance(result, ZeroDivisionError) for result in results] == [
        False, False, True, False, False,
    ]  # fmt: skip
    left = {item.identity for item in items} - {items[2].identity}
    assert opened.identities() == left
    assert [event.url for event in opened.said() if isinstance(event, Looked)] == [
        item.fetch.url for item in items if item.identity in left
    ]


def test_a_listing_is_stored_at_once_with_what_came_before_it(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scheduler.gathering.PATIENCE", 60.0)
    opened.process(snapshot(1), listing([1, 2]))
    assert [type(event) for event in opened.said()] == [Looked, Listed]
    assert opened.commits == 1
