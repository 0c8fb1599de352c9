"""Guards in the store: verdicts that wait for the end of their crawl, and pages that flap."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from samples import BODY, NOON, SOURCE, edited, failure, gone, later, not_modified, snapshot

from crawler.items import FailureReason, GoneReason, Visit
from scheduler.guarding import Settled, settle, settle_left
from scheduler.pipeline import record_visit
from scheduler.store import Store, open_store, reading
from scheduler.store.runs import start_run


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "news.db") as opened:
        yield opened


def look(store: Store, visits: Sequence[Visit], hours: float) -> int:
    """A crawl that has not ended: its verdicts wait. Returns its id."""
    now = later(hours=hours)
    run_id = start_run(store, {SOURCE: ("Báo mẫu", "")}, now, command="test", pid=1)
    for visit in visits:
        record_visit(store, visit, now, run_id=run_id, hold=True)
    return run_id


def crawl(store: Store, visits: Sequence[Visit], hours: float) -> Settled:
    """A whole crawl, so many hours after noon."""
    run_id = look(store, visits, hours)
    return settle(store, SOURCE, run_id, later(hours=hours, minutes=1))


def told(store: Store) -> list[str]:
    """The kinds of all updates but those of new articles, in the order in which they were told."""
    return [each.kind for each in reading.updates(store)[::-1] if each.kind != "new"]


def test_what_waits_is_shown_nowhere_and_told_when_the_crawl_has_ended(store: Store) -> None:
    crawl(store, [snapshot(1), snapshot(2)], 0)
    run_id = look(store, [edited(1), gone(2, reason=GoneReason.GONE)], 1)
    before = reading.article(store, 1)
    assert before is not None
    assert (before.version, before.flag, told(store)) == (1, "new", [])
    assert settle(store, SOURCE, run_id, later(hours=2)).told == 2
    assert told(store) == ["changed", "removed"]
    article, removed = reading.article(store, 1), reading.article(store, 2)
    assert article is not None
    assert removed is not None
    assert (article.version, article.flag, article.changes) == (2, "updated", 1)
    assert (removed.status, removed.flag) == ("removed", "removed")
    assert settle(store, SOURCE, run_id, later(hours=3)).told == 0


def test_a_killed_crawl_s_verdicts_are_settled_by_the_next_one(store: Store) -> None:
    crawl(store, [snapshot(1), snapshot(2)], 0)
    look(store, [edited(1)], 1)
    look(store, [edited(2)], 2)
    assert [each.told for each in settle_left(store, later(hours=3))] == [1, 1]
    assert told(store) == ["changed", "changed"]
    assert settle_left(store, later(hours=4)) == []


def test_an_edit_that_went_back_before_it_was_told_is_none(store: Store) -> None:
    crawl(store, [snapshot(1)], 0)
    look(store, [edited(1)], 1)
    look(store, [snapshot(1)], 2)
    assert settle_left(store, later(hours=3)) == []
    assert told(store) == []


A, B = BODY, (*BODY[:2], "Ban tổ chức bổ sung hai mươi suất quà cho con công nhân.")
C = (*BODY[:2], "Liên đoàn Lao động tỉnh hoãn chương trình đến tháng sau.")

Text = tuple[str, ...] | str | None  # "304": not modified; None: no answer

# texts shown by looks an hour apart -> what is told, flaps counted
FLAPS: dict[str, tuple[list[Text], str, int]] = {
    "an edit": ([A, B, B], "changed", 0),
    "back for one look": ([A, B, A, B], "changed", 1),
    "to and fro": ([A, B, A, B, A, B, A], "changed", 3),
    "a revert that lasts": ([A, B, A, A, A], "changed changed", 1),
    "a third text is an edit": ([A, B, A, C], "changed changed", 1),
    "a failed look between": ([A, B, A, None, A], "changed changed", 1),
    "a 304 between": ([A, B, A, "304", A, "304", A], "changed", 3),
}


@pytest.mark.parametrize("name", FLAPS)
def test_flapping(store: Store, name: str) -> None:
    texts, kinds, flaps = FLAPS[name]
    for hour, text in enumerate(texts):
        seen: Visit
        match text:
            case None:
                seen = failure(1)
            case str():
                seen = not_modified(1)
            case body:
                seen = snapshot(1, body=body)
        crawl(store, [seen], hour)
    assert " ".join(told(store)) == kinds
    assert store.value("SELECT flaps FROM sources") == flaps


def test_a_revert_says_so_and_no_validator_hides_it(store: Store) -> None:
    looks = [(A, '"a"'), (B, '"b"'), (A, '"a"'), (A, '"a"')]
    for hour, (body, etag) in enumerate(looks):
        crawl(store, [snapshot(1, body=body, etag=etag)], hour)
        if hour == 2:  # a 304 to the flapping text would say that nothing changed
            assert store.value("SELECT etag FROM articles") == '"b"'
            due = store.value("SELECT next_due_at FROM articles")
            assert due == "2024-11-22T07:15:00Z"
    [revert, _edit, _new] = reading.updates(store)
    assert revert.summary.startswith("reverted: ")
    assert (revert.from_version, revert.to_version) == (2, 3)


def test_a_text_of_more_than_a_day_ago_is_no_flap(store: Store) -> None:
    for hours, body in ((0, A), (1, B), (26, A)):
        crawl(store, [snapshot(1, body=body)], hours)
    assert told(store) == ["changed", "changed"]
    assert store.value("SELECT max(last_seen_at) FROM shown_texts") == (
        (NOON + timedelta(hours=26)).strftime("%Y-%m-%dT%H:%M:%SZ")
    )


@pytest.mark.parametrize("reason", FailureReason)
def test_what_was_not_observed_is_never_a_version_nor_a_removal(
    store: Store, reason: FailureReason
) -> None:
    crawl(store, [snapshot(1)], 0)
    for day in range(1, 5):
        crawl(store, [failure(1, reason=reason)], 24 * day)
    article = reading.article(store, 1)
    assert article is not None
    assert (article.status, article.version, article.failures, told(store)) == ("live", 1, 4, [])
    crawl(store, [edited(1)], 24 * 5)
    assert told(store) == ["changed"]
