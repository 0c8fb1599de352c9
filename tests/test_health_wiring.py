"""From looks in the store to the health of a source: recorded, judged after a crawl, shown."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from crawler.items import FailureReason, Snapshot
from parsers.fingerprint import fingerprint
from parsers.html import parse_html
from parsers.model import Page
from scheduler.checkup import examine
from scheduler.guarding import settle
from scheduler.health import HealthState
from scheduler.pipeline import record_visit
from scheduler.store import Store, open_store, reading
from scheduler.store.health import health_history, health_now
from scheduler.store.observing import PAGES, PRINTED, forget_old, record_of
from scheduler.store.runs import finish_run, finish_source, start_run
from scheduler.store.status import source_statuses
from tests import samples
from tests.samples import NOON, SOURCE

HOUR = timedelta(hours=1)
OLD = "<html><body><div class='top'><nav class='menu'></nav></div><div class='story'>{}</div></body></html>"
NEW = (
    "<html><body><main class='page'><section class='hero'></section><article class='text'>{}"
    "<aside class='more'></aside></article></main></body></html>"
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "unionwatch.db") as opened:
        yield opened


def page(number: int, *, markup: str = OLD, **changes: object) -> Snapshot:
    words = f"Bài số {number} nói về lương của công nhân. " * 12
    seen = samples.snapshot(number, **{"title": f"Bài {number}", "body": (words,)} | changes)
    raw = markup.format(f"<p class='line'>{words}</p>").encode()
    built = fingerprint(parse_html(Page(url=seen.fetch.url, body=raw)).root)
    return replace(seen, raw=raw, fingerprint=built)


def crawl(store: Store, now: datetime, visits: list[Snapshot]) -> int:
    run_id = start_run(store, {SOURCE: ("Báo Mẫu", "")}, now, command="test", pid=1)
    for visit in visits:
        record_visit(store, visit, now, run_id=run_id, hold=True)
    settle(store, SOURCE, run_id, now)
    finish_source(store, run_id, SOURCE, "done", now)
    finish_run(store, run_id, "done", now)
    examine(store, SOURCE, now, run_id=run_id)
    return run_id


def lived(store: Store, crawls: int = 12, size: int = 5) -> datetime:
    """A source that was read well for a while; the moment of the next crawl."""
    for number in range(crawls):
        visits = [page(number * size + each) for each in range(size)]
        crawl(store, NOON + number * HOUR, visits)
    return NOON + crawls * HOUR


def test_a_source_that_is_read_well_is_ok(store: Store) -> None:
    now = lived(store)
    health = health_now(store, SOURCE)
    assert health is not None
    assert (health.state, health.evidence) == ("ok", ())
    assert len(health_history(store, SOURCE)) == 1  # one row for a spell, not for a crawl
    (status,) = source_statuses(store, now)
    assert (status.state, status.evidence) == ("ok", ())


def test_a_look_is_recorded_as_the_judge_wants_it(store: Store) -> None:
    crawl(store, NOON, [page(1, section="Công đoàn", authors=("A",))])
    crawl(store, NOON + HOUR, [page(1, section="Công đoàn", body=("Ngắn và khác hẳn.",))])
    first, second = record_of(store, SOURCE, NOON + HOUR).pages
    assert (first.group, first.changed, second.changed) == ("Công đoàn", None, True)
    assert "authors" in first.filled
    assert "authors" not in second.filled
    assert second.body_length == len("Ngắn và khác hẳn.")
    assert first.fingerprint
    assert first.values["title"] == second.values["title"]
    assert first.values["body"] != second.values["body"]


def test_titles_that_are_gone_break_a_source_with_evidence_in_words(store: Store) -> None:
    now = lived(store)
    crawl(store, now, [page(200 + each, title="") for each in range(5)])
    (status,) = source_statuses(store, now)
    assert status.state == "broken"
    assert status.evidence[0].startswith("titles empty on 5 of the last 5 pages, since ")
    assert status.state_reason == "; ".join(status.evidence)


def test_it_recovers_and_both_spells_are_kept(store: Store) -> None:
    now = lived(store)
    crawl(store, now, [page(200 + each, title="") for each in range(5)])
    for later in range(1, 5):
        crawl(store, now + later * HOUR, [page(300 + later * 10 + each) for each in range(5)])
    assert [spell.state for spell in health_history(store, SOURCE)] == ["ok", "broken", "ok"]
    broken = health_history(store, SOURCE)[1]
    assert broken.trusted_until is not None
    assert broken.trusted_until < now
    assert broken.ended_at is not None


def test_a_redesign_is_noticed_before_what_it_broke_is_stored_as_edits(store: Store) -> None:
    now = lived(store)
    cut = ("Chỉ còn một đoạn ngắn của bài này, phần sau không đọc được nữa. " * 4,)
    visits = [page(number, markup=NEW, body=cut) for number in range(3)]
    crawl(store, now, [*visits, *(page(400 + each, markup=NEW) for each in range(12))])
    assert reading.updates(store, kinds=["changed"]) == []
    (status,) = source_statuses(store, now)
    assert status.state == "quarantined"
    assert store.value("SELECT count(*) FROM outbox o JOIN updates u ON u.id = o.update_id "
                       "WHERE u.kind = 'changed'") == 0  # fmt: skip


def test_an_edit_on_a_sound_site_is_told(store: Store) -> None:
    now = lived(store)
    visits = [page(0, body=("Bài đã được sửa lại, mức thưởng là 2 triệu đồng. " * 12,))]
    crawl(store, now, [*visits, *(page(400 + each) for each in range(6))])
    assert [update.kind for update in reading.updates(store, kinds=["changed"])] == ["changed"]


def test_refusals_block_a_source(store: Store) -> None:
    now = lived(store)
    for number in range(8):
        refused = samples.failure(number, FailureReason.CAPTCHA)
        record_visit(store, replace(refused, fetch=replace(refused.fetch, at=now)), now)
    report = examine(store, SOURCE, now)
    assert report is not None
    assert report.state is HealthState.BLOCKED
    assert "a captcha" in report.evidence[0]


def test_our_own_budget_says_nothing_of_the_site(store: Store) -> None:
    now = lived(store)
    for number in range(8):
        spent = samples.failure(number, FailureReason.BUDGET)
        record_visit(store, replace(spent, fetch=replace(spent.fetch, at=now)), now)
    report = examine(store, SOURCE, now)
    assert report is not None
    assert report.state is HealthState.OK


def test_a_source_whose_crawls_fail_from_the_start_is_broken(store: Store) -> None:
    for number in range(3):
        run_id = start_run(store, {SOURCE: ("Báo Mẫu", "")}, NOON, command="test", pid=1)
        error = "no listing could be read"
        finish_source(store, run_id, SOURCE, "failed", NOON + number * HOUR, error=error)
        report = examine(store, SOURCE, NOON + number * HOUR, run_id=run_id)
    assert report is not None
    assert report.state is HealthState.BROKEN
    assert report.evidence[0].startswith("the last 3 crawls failed (no listing could be read)")


def test_old_observations_are_forgotten_but_not_the_good_past(store: Store) -> None:
    crawl(store, NOON, [page(number) for number in range(3)])
    for number in range(PAGES + 50):
        at = "2024-11-22T05:00:00Z" if number < 40 else "2024-11-23T05:00:00Z"
        store.execute(
            "INSERT INTO observations (source, at, identity, body_length, filled, digests,"
            " fingerprint) VALUES (?, ?, ?, 1, '[]', '{}', 'a:1')",
            [SOURCE, at, str(number)],
        )
    with store.transaction():
        forget_old(store, SOURCE, samples.later(hours=1))
    assert store.value("SELECT count(*) FROM observations") == 3 + 40 + PAGES
    with store.transaction():
        forget_old(store, SOURCE, None)
    assert store.value("SELECT count(*) FROM observations") == PAGES
    printed = store.value("SELECT count(*) FROM observations WHERE fingerprint IS NOT NULL")
    assert printed == PRINTED


def test_a_source_that_is_not_known_or_paused_is_not_judged(store: Store) -> None:
    assert examine(store, "khong-co", NOON) is None
    crawl(store, NOON, [page(1)])
    store.execute("UPDATE sources SET state = 'paused'")
    assert examine(store, SOURCE, NOON) is None
