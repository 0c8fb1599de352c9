"""When listings are due: by interval, by cron in the source's time zone, not in quiet hours."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from samples import LISTING, NOON, listing

from crawler.source import Discovery, Schedule, Source
from crawler.timing import read_cron, read_quiet_hours
from scheduler.store import Store, open_store
from scheduler.store.discovery import record_listing
from scheduler.timetable import is_quiet, listings_due


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "news.db") as opened:
        yield opened


def source(schedule: Schedule) -> Source:
    return Source(
        name="baomau",
        home="https://baomau.example/",
        discovery=Discovery(listings=(LISTING,)),
        schedule=schedule,
    )


HALF_HOUR = Schedule(every=timedelta(minutes=30))
MORNINGS = Schedule(every=None, cron=read_cron("0 6-8 * * *"))  # noon UTC - 5 h is 12:00 in Hanoi


@pytest.mark.parametrize(
    ("schedule", "after", "due"),
    [
        (HALF_HOUR, timedelta(minutes=29), False),
        (HALF_HOUR, timedelta(minutes=29, seconds=40), True),
        (HALF_HOUR, timedelta(hours=5), True),
        (Schedule(every=None), timedelta(minutes=1), True),
        (MORNINGS, timedelta(hours=17), False),
        (MORNINGS, timedelta(hours=18), True),
    ],
)
def test_listings_are_due_when_their_time_has_come(
    store: Store, schedule: Schedule, after: timedelta, due: bool
) -> None:
    assert listings_due(store, source(schedule), NOON)
    record_listing(store, listing([1]), NOON)
    assert listings_due(store, source(schedule), NOON + after) == due


@pytest.mark.parametrize(
    ("hour", "quiet"), [(15, False), (16, True), (18, True), (22, True), (23, False)]
)
def test_quiet_hours_are_those_of_the_source(hour: int, quiet: bool) -> None:
    night = source(Schedule(quiet_hours=read_quiet_hours("23:00-05:30")))
    assert is_quiet(night, datetime(2024, 11, 22, hour, 0, tzinfo=UTC)) == quiet


def test_without_quiet_hours_no_hour_is_quiet() -> None:
    assert not is_quiet(source(HALF_HOUR), NOON)
