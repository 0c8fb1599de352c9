"""When a source is crawled next: tables of moments, no clock, no waiting."""

from datetime import UTC, datetime, timedelta

import pytest

from crawler.source import Discovery, QuietHours, Schedule, Source
from crawler.timing import read_quiet_hours
from scheduler.rounds import (
    CRON_JITTER,
    GATHER,
    JITTER,
    LEAST_GAP,
    Waiting,
    after_quiet,
    next_crawl,
)

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)  # ten in the morning in Vietnam
HALF_HOUR = timedelta(minutes=30)


def source(
    *,
    every: timedelta | None = HALF_HOUR,
    cron: str | None = None,
    quiet: str | None = None,
    zone: str = "Asia/Ho_Chi_Minh",
) -> Source:
    hours: QuietHours | None = read_quiet_hours(quiet) if quiet else None
    return Source(
        name="mau",
        home="https://mau.example/",
        discovery=Discovery(listings=("https://mau.example/tin",)),
        timezone=zone,
        schedule=Schedule(every=every, cron=cron, quiet_hours=hours),
    )


def ago(**span: float) -> datetime:
    return NOW - timedelta(**span)


def test_a_source_that_was_never_crawled_is_due_now() -> None:
    assert next_crawl(source(), Waiting(), NOW) == NOW


def test_an_interval_counts_from_the_last_look_with_a_jitter_that_is_never_early() -> None:
    waits = {
        next_crawl(source(), Waiting(listed_at=ago(minutes=n)), NOW) - ago(minutes=n)
        for n in range(20)
    }
    assert len(waits) > 15
    assert min(waits) >= HALF_HOUR
    assert max(waits) <= HALF_HOUR * (1 + JITTER)


def test_the_same_question_gets_the_same_answer() -> None:
    waiting = Waiting(listed_at=ago(minutes=7))
    assert {next_crawl(source(), waiting, NOW + timedelta(seconds=n)) for n in range(60)} == {
        next_crawl(source(), waiting, NOW)
    }


@pytest.mark.parametrize(
    ("cron", "last", "expected"),
    [
        ("0 6,18 * * *", ago(hours=3), datetime(2026, 11, 22, 11, 0, tzinfo=UTC)),
        ("*/30 6-22 * * *", ago(minutes=1), NOW),
        ("0 8 * * mon", ago(days=1), datetime(2026, 11, 23, 1, 0, tzinfo=UTC)),
        ("0 6,18 * * *", ago(days=3), datetime(2026, 11, 19, 11, 0, tzinfo=UTC)),  # overdue
    ],
)
def test_a_cron_line_is_read_in_the_sources_time(
    cron: str, last: datetime, expected: datetime
) -> None:
    at = next_crawl(source(every=None, cron=cron), Waiting(listed_at=last), NOW)
    assert timedelta(0) <= at - expected <= CRON_JITTER


def test_a_day_that_never_comes_is_no_error() -> None:
    at = next_crawl(source(every=None, cron="0 0 30 2 *"), Waiting(listed_at=ago(days=1)), NOW)
    assert at > NOW + timedelta(days=300)


@pytest.mark.parametrize(
    ("waiting", "expected"),
    [
        # A due look waits a little for others.
        (Waiting(listed_at=ago(minutes=1), look_at=ago(minutes=2)), ago(minutes=2) + GATHER),
        # It is crawled with the listings where those come first.
        (Waiting(listed_at=ago(hours=9), look_at=NOW + timedelta(days=1)), None),
        # Never two crawls within the least gap, however much is due.
        (
            Waiting(listed_at=ago(hours=9), look_at=ago(days=1), crawled_at=ago(minutes=1)),
            ago(minutes=1) + LEAST_GAP,
        ),
        # Failures in a row double the gap, up to a bound.
        (
            Waiting(listed_at=ago(hours=9), crawled_at=ago(minutes=1), failures=2),
            ago(minutes=1) + LEAST_GAP * 4,
        ),
        (
            Waiting(listed_at=ago(hours=9), crawled_at=ago(minutes=1), failures=99),
            ago(minutes=1) + LEAST_GAP * 8,
        ),
        # A host that asked to be left alone is.
        (
            Waiting(listed_at=ago(hours=9), closed_until=NOW + timedelta(hours=5)),
            NOW + timedelta(hours=5),
        ),
    ],
)
def test_what_comes_first_and_what_holds_back(waiting: Waiting, expected: datetime | None) -> None:
    at = next_crawl(source(), waiting, NOW)
    assert at <= NOW if expected is None else at == expected


def test_a_clock_that_was_set_back_does_not_stop_the_crawls() -> None:
    ahead = NOW + timedelta(days=400)
    at = next_crawl(source(), Waiting(listed_at=ahead, crawled_at=ahead), NOW)
    assert at == NOW


@pytest.mark.parametrize(
    ("quiet", "zone", "at", "expected"),
    [
        ("23:00-05:30", "Asia/Ho_Chi_Minh", "2026-11-22T16:30Z", "2026-11-22T22:30Z"),
        ("23:00-05:30", "Asia/Ho_Chi_Minh", "2026-11-22T20:00Z", "2026-11-22T22:30Z"),
        ("23:00-05:30", "Asia/Ho_Chi_Minh", "2026-11-22T22:30Z", "2026-11-22T22:30Z"),
        ("23:00-05:30", "Asia/Ho_Chi_Minh", "2026-11-22T03:00Z", "2026-11-22T03:00Z"),
        ("12:00-13:00", "Asia/Ho_Chi_Minh", "2026-11-22T05:10Z", "2026-11-22T06:00Z"),
        # Clocks go forward at 2:00: the quiet hours end at 2:30, a time that does not exist.
        ("01:00-02:30", "Europe/Berlin", "2026-03-29T00:30Z", "2026-03-29T01:30Z"),
        # Clocks go back at 3:00: 2:30 comes twice, the first one counts.
        ("01:00-02:30", "Europe/Berlin", "2026-10-25T00:15Z", "2026-10-25T00:30Z"),
    ],
)
def test_quiet_hours_end_by_the_wall_clock(quiet: str, zone: str, at: str, expected: str) -> None:
    found = after_quiet(source(quiet=quiet, zone=zone), datetime.fromisoformat(at))
    assert found == datetime.fromisoformat(expected)
    again = after_quiet(source(quiet=quiet, zone=zone), found)
    assert again == found
