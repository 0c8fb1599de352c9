"""Questions to the store and its smaller writes: filters, lookups, listings, plans, runs, status,
flags.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import (
    LISTING,
    NOON,
    SOURCE,
    article,
    edited,
    failure,
    gone,
    later,
    listing,
    snapshot,
    url_of,
)

from crawler.items import FailureReason, GoneReason
from crawler.plan import CrawlPlan, Validators
from parsers import EXTRACTOR
from parsers.model import Article, Attachment, Caption, Image, Link
from parsers.text import match_key
from scheduler.learn import learn_habits
from scheduler.pipeline import record_visit
from scheduler.revisit import PRIOR
from scheduler.store import Store, StoreError, codec, open_store, reading, runs
from scheduler.store.allotting import DUE
from scheduler.store.discovery import count_new, leave_alone, record_listing
from scheduler.store.history import listing_polls, trails
from scheduler.store.planning import ARTICLES, IDENTITIES, TITLES, Recheck, plan_for
from scheduler.store.status import status
from scheduler.store.writing import mark_seen


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "news.db") as opened:
        yield opened


@pytest.fixture
def filled(store: Store) -> Store:
    """Three articles: 1 edited, 2 removed, 3 as it was; a fourth in another source."""
    for number in (1, 2, 3):
        record_visit(store, snapshot(number), NOON)
    other = snapshot(4)
    record_visit(store, replace(other, fetch=replace(other.fetch, source="khac")), later(hours=1))
    record_visit(store, edited(1), later(hours=2))
    record_visit(store, gone(2, GoneReason.GONE), later(hours=3))
    return store


# --- codec


def test_an_article_comes_back_as_it_went_in(store: Store) -> None:
    whole = article(
        kicker="Tết sum vầy",
        section="Công đoàn",
        authors=("Mai Anh", "Hòa Bình"),
        tags=("tết", "công nhân"),
        captions=(Caption(text="Trao quà", image_url="https://baomau.example/a.jpg"),),
        images=(Image(url="https://baomau.example/a.jpg", alt="quà", caption="Trao quà"),),
        attachments=(Attachment(url="https://baomau.example/cv.pdf", title="Công văn 12/CV"),),
        updated_at=datetime(2024, 11, 22, 2, 0, tzinfo=UTC),
        main_image="https://baomau.example/a.jpg",
        source_note="Theo Báo mẫu",
        corrections=("Đính chính: số tiền là 500.000 đồng.",),
        language="vi",
        platform="generic",
        date_only=True,
    )
    record_visit(store, replace(snapshot(), article=whole), NOON)
    version = reading.version(store, 1)
    assert version is not None
    assert version.article == whole


@given(st.datetimes(timezones=st.just(timezone(timedelta(hours=7)))))
def test_moments_sort_as_text_and_come_back(moment: datetime) -> None:
    text = codec.moment_text(moment)
    assert len(text) == 20
    if moment.year > 1:
        assert codec.read_moment(text) == moment.replace(microsecond=0)


def test_a_moment_without_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without time zone"):
        codec.moment_text(datetime(2024, 1, 1))  # noqa: DTZ001 (that is the point)


@pytest.mark.parametrize(
    ("other", "same_content", "same_compare"),
    [
        (article(), True, True),
        (article(tags=("x",), updated_at=NOON, authors=("A",)), True, True),
        (article(title="CÔNG ĐOÀN chăm lo cho người lao động: bài 1"), False, True),
        (article(lead="Hơn hai nghìn công nhân được nhận quà."), False, False),
        (article(body=edited().article.body), False, False),
        (article(kicker="Tin nóng"), False, False),
        (article(captions=(Caption(text="Ảnh"),)), False, False),
    ],
)
def test_hashes_move_with_what_a_reader_sees(
    other: Article, same_content: bool, same_compare: bool
) -> None:
    assert (codec.content_hash(other) == codec.content_hash(article())) == same_content
    assert (codec.compare_hash(other) == codec.compare_hash(article())) == same_compare


# --- reading


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, "removed:2 changed:1 new:4 new:3 new:2 new:1"),
        ({"kinds": ["changed", "removed"]}, "removed:2 changed:1"),
        ({"edit_classes": ["fact"]}, "changed:1"),
        ({"sources": ["khac"]}, "new:4"),
        ({"sources": ["khac", SOURCE], "kinds": ["new"], "limit": 2}, "new:4 new:3"),
        ({"since": later(hours=2)}, "removed:2 changed:1"),
        ({"since": later(hours=1), "until": later(hours=2)}, "new:4"),
        ({"article_id": 2}, "removed:2 new:2"),
        ({"limit": 1, "offset": 1}, "changed:1"),
        ({"sources": ["nobody"]}, ""),
    ],
)
def test_updates_by_filter(filled: Store, filters: dict[str, object], found: str) -> None:
    updates = reading.updates(filled, **filters)  # type: ignore[arg-type]  # a table of cases
    assert " ".join(f"{each.kind}:{each.article_id}" for each in updates) == found


def test_an_update_tells_what_a_reader_needs_of_its_article(filled: Store) -> None:
    [edit] = reading.updates(filled, kinds=["changed"])
    assert (edit.source, edit.url, edit.title) == (SOURCE, url_of(1), article().title)
    assert reading.update(filled, edit.id) == edit
    assert reading.update(filled, 999) is None


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, [2, 1, 4, 3]),
        ({"flags": ["new"]}, [4, 3]),
        ({"flags": ["updated", "removed"]}, [2, 1]),
        ({"statuses": ["removed"]}, [2]),
        ({"changed_since": later(hours=1)}, [2, 1, 4]),
        ({"published_since": later(days=1)}, []),
        ({"limit": 1}, [2]),
    ],
)
def test_articles_by_filter(filled: Store, filters: dict[str, object], found: list[int]) -> None:
    articles = reading.articles(filled, **filters)  # type: ignore[arg-type]  # a table of cases
    assert [each.id for each in articles] == found


@pytest.mark.parametrize(
    ("key", "found"),
    [
        ("1", [1]),
        (url_of(3), [3]),
        (url_of(3) + "#binh-luan", [3]),
        (url_of(3).replace("https", "http"), [3]),
        (url_of(3) + "/", [3]),
        ("https://baomau.example/nothing.html", []),
        ("999", []),
    ],
)
def test_an_article_is_found_by_id_and_url(filled: Store, key: str, found: list[int]) -> None:
    assert [each.id for each in reading.find_articles(filled, key)] == found


def test_an_article_is_found_under_a_new_slug_by_its_identity(filled: Store) -> None:
    moved = "https://baomau.example/ten-khac-3.html"
    assert [each.id for each in reading.find_articles(filled, moved, identity="3")] == [3]


def test_versions_and_pages(filled: Store) -> None:
    assert [each.number for each in reading.versions(filled, 1)] == [1, 2]
    first, last = reading.version(filled, 1, 1), reading.version(filled, 1)
    assert first is not None
    assert last is not None
    assert (first.number, last.number) == (1, 2)
    assert reading.version(filled, 1, 7) is None
    page = reading.page(filled, 1)
    assert page is not None
    assert (page.number, page.body) == (2, edited().raw)
    assert reading.page(filled, 999) is None
    every = [[one.number for one in reading.versions(filled, id)] for id in (1, 2, 3, 4)]
    assert every == [[1, 2], [1], [1], [1]]


def test_raw_pages_are_compressed_and_apart_from_the_articles(store: Store) -> None:
    raw = b"<p>" + "Công đoàn chăm lo cho người lao động. ".encode() * 2000
    record_visit(store, replace(snapshot(), raw=raw), NOON)
    row = store.row("SELECT size, length(body) AS stored FROM pages")
    assert row is not None
    assert row["size"] == len(raw)
    assert row["stored"] < len(raw) / 20


# --- flags


def test_what_was_seen_loses_its_flag(filled: Store) -> None:
    first, second = reading.updates(filled, article_id=1)[::-1]
    assert mark_seen(filled, [first.id], NOON) == 1
    assert flag_of(filled, 1) == "updated"  # the edit is still unseen
    assert mark_seen(filled, [first.id, second.id], NOON) == 1
    assert flag_of(filled, 1) is None
    assert first.id not in [each.id for each in reading.updates(filled, unseen=True)]
    record_visit(filled, snapshot(1), later(hours=49))
    assert flag_of(filled, 1) == "updated"


def flag_of(store: Store, article_id: int) -> str | None:
    found = reading.article(store, article_id)
    assert found is not None
    return found.flag


def test_marking_needs_a_database_that_can_be_written(filled: Store) -> None:
    with (
        open_store(filled.path, read_only=True) as reader,
        pytest.raises(StoreError, match="reading only"),
    ):
        mark_seen(reader, [1], NOON)


# --- listings


def test_a_listing_proves_its_overlap(store: Store) -> None:
    def look(numbers: list[int], hours: int) -> tuple[int, float | None, int]:
        new = record_listing(store, listing(numbers), later(hours=hours))
        [row] = reading.listings(store)
        return new, row.overlap, row.gaps

    assert look([1, 2, 3, 4], 0) == (4, None, 0)
    assert look([1, 2, 3, 4], 1) == (0, 1.0, 0)
    assert look([3, 4, 5, 6], 2) == (2, 0.5, 0)
    assert look([11, 12], 3) == (2, 0.0, 1)
    assert look([11, 12], 4) == (0, 1.0, 1)


def test_a_listing_that_fails_keeps_what_it_showed(store: Store) -> None:
    record_listing(store, replace(listing([1, 2]), etag='"a"'), NOON)
    record_listing(
        store, listing([], status=503, reason=FailureReason.SERVER_ERROR), later(hours=1)
    )
    [row] = reading.listings(store)
    assert (row.links, row.failures, row.looks, row.last_seen_at) == (2, 1, 2, NOON)
    assert row.last_looked_at == later(hours=1)
    record_listing(store, listing([], status=304), later(hours=2))
    [row] = reading.listings(store)
    assert (row.failures, row.overlap, row.last_seen_at) == (0, 1.0, later(hours=2))
    assert plan_for(store, SOURCE, later(hours=3)).validators == {LISTING: Validators(etag='"a"')}
    assert plan_for(store, SOURCE, later(hours=3), recheck=Recheck.ALL).validators == {}


def test_counting_what_is_new_writes_nothing(store: Store) -> None:
    record_listing(store, listing([1, 2]), NOON)
    record_visit(store, snapshot(1), NOON)
    before = list(store.db.conn.iterdump())
    assert count_new(store, listing([1, 2, 3])) == 1
    assert list(store.db.conn.iterdump()) == before


def test_a_listing_that_announces_an_update_makes_the_article_due(store: Store) -> None:
    record_visit(store, snapshot(1), NOON)
    assert due(store, later(minutes=5)) == []
    seen = listing([1])
    hinted = replace(
        seen, links=(Link(url=url_of(1), updated_at=later(minutes=3)),), identities=("1",)
    )
    record_listing(store, hinted, later(minutes=5))
    assert due(store, later(minutes=5)) == ["1"]


# --- plans


def due(store: Store, now: datetime, recheck: Recheck = Recheck.DUE) -> list[str]:
    plan = plan_for(store, SOURCE, now, recheck=recheck)
    return [each.identity for each in plan.known.values() if each.due]


def test_what_is_due_comes_with_the_most_overdue_first(store: Store) -> None:
    for number, hours in ((1, 5), (2, 0), (3, 9)):
        record_visit(store, snapshot(number), later(hours=hours))
    assert due(store, NOON) == []
    assert due(store, later(days=9)) == ["2", "1", "3"]
    assert due(store, later(days=9), Recheck.NONE) == []
    assert sorted(due(store, later(hours=9), Recheck.ALL)) == ["1", "2", "3"]


def test_a_plan_names_what_is_due_with_its_validators(store: Store) -> None:
    record_visit(store, replace(snapshot(1, etag='"a"'), last_modified="Fri"), NOON)
    known = plan_for(store, SOURCE, later(hours=1), recheck=Recheck.ALL).known["1"]
    assert (known.url, known.title) == (url_of(1), article(1).title)
    assert (known.etag, known.last_modified, known.looks) == ('"a"', "Fri", 1)
    assert not known.unconditional


def test_the_whole_page_is_asked_for_where_a_304_would_not_do(store: Store) -> None:
    record_visit(store, snapshot(1), NOON)
    record_visit(store, snapshot(2), NOON, extractor=EXTRACTOR + " of old")
    record_visit(store, snapshot(3), NOON)
    record_visit(store, gone(3), later(hours=1))
    soon = plan_for(store, SOURCE, later(hours=2), recheck=Recheck.ALL).known
    assert [soon[each].unconditional for each in "123"] == [False, True, True]
    day_after = plan_for(store, SOURCE, later(hours=25)).known
    assert day_after["1"].unconditional


def test_of_what_is_not_due_a_plan_names_the_identity_alone(store: Store) -> None:
    record_visit(store, snapshot(1), NOON)
    record_visit(store, snapshot(2), later(hours=5))
    record_visit(store, snapshot(3, url="https://khac.example/3"), NOON)
    record_listing(store, listing([4]), later(hours=5))
    record_visit(store, failure(4), later(hours=5))  # to be tried again, but not yet
    early = plan_for(store, SOURCE, later(hours=5))
    assert {"1", "2", "3", "4"} == early.known.keys() | early.not_due
    assert not early.known.keys() & early.not_due
    assert {"2", "4"} <= early.not_due
    late = plan_for(store, SOURCE, later(days=9))
    assert (late.known.keys(), late.not_due) == ({"1", "2", "3", "4"}, frozenset())
    assert plan_for(store, SOURCE, later(hours=5), recheck=Recheck.NONE).not_due == set("1234")
    alone = plan_for(store, SOURCE, later(days=9), listings=False)
    assert alone.known.keys() == set("1234")


def test_a_plan_with_nothing_to_look_at_asks_for_nothing_else(store: Store) -> None:
    record_visit(store, snapshot(1), NOON)
    assert plan_for(store, SOURCE, NOON, listings=False) == CrawlPlan(listings=False)


def test_an_address_that_a_person_names_comes_with_what_is_known_of_it(store: Store) -> None:
    record_visit(store, snapshot(1, etag='"a"'), NOON)
    plan = plan_for(store, SOURCE, NOON, urls=(url_of(1),))
    assert (plan.known["1"].etag, plan.known["1"].due, plan.not_due) == ('"a"', False, frozenset())


def test_the_archive_is_asked_by_index_alone(store: Store) -> None:
    """What a plan asks of all that was ever read must not touch the rows, which hold the texts."""
    for sql, values in (
        (IDENTITIES, {"source": SOURCE}),
        (TITLES, [SOURCE, 12, 9]),
    ):
        steps = [row["detail"] for row in store.rows(f"EXPLAIN QUERY PLAN {sql}", values)]
        reading = [step for step in steps if " articles" in step]
        assert reading
        assert all("USING COVERING INDEX" in step for step in reading), steps
        assert not any("TEMP B-TREE" in step for step in steps), steps
    for sql in (ARTICLES.format(only="AND a.next_due_at <= :now"), DUE):
        steps = [
            row["detail"]
            for row in store.rows(f"EXPLAIN QUERY PLAN {sql}", {"source": SOURCE, "now": ""})
        ]
        assert any("articles_due (source=? AND next_due_at<?)" in step for step in steps), steps
        assert not any(step.startswith("SCAN") for step in steps if "SCAN (" not in step), steps
    pending = "UPDATE pending SET reason = '' WHERE source = ? AND url = ?"
    [row] = list(store.rows(f"EXPLAIN QUERY PLAN {pending}", [SOURCE, ""]))
    assert "pending_url" in row["detail"]


def test_titles_of_the_source_are_known_by_their_key(store: Store) -> None:
    record_visit(store, snapshot(1), NOON)
    record_visit(store, snapshot(2, title="Tin vắn"), NOON)
    record_listing(store, listing([3]), NOON)
    titles = plan_for(store, SOURCE, NOON).what_is_known.titles
    assert titles == {match_key(article(1).title), match_key(article(3).title)}
    assert plan_for(store, "khac", NOON).what_is_known.titles == frozenset()


def test_only_the_newest_titles_are_known(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scheduler.store.planning.MOST_TITLES", 2)
    for number in (3, 1, 2):
        record_visit(store, snapshot(number), NOON)
    titles = plan_for(store, SOURCE, NOON).what_is_known.titles
    assert titles == {match_key(article(1).title), match_key(article(2).title)}


def test_single_addresses_need_no_listings(store: Store) -> None:
    plan = plan_for(store, SOURCE, NOON, urls=(url_of(1),), limit=3)
    assert (plan.urls, plan.listings, plan.limit) == ((url_of(1),), False, 3)


def test_the_day_s_requests_are_counted_by_host(store: Store) -> None:
    record_visit(store, failure(1), NOON)
    tried = failure(2)
    record_visit(store, replace(tried, fetch=replace(tried.fetch, attempts=3)), NOON)
    assert plan_for(store, SOURCE, later(hours=1)).spent == {"baomau.example": 4}
    assert plan_for(store, SOURCE, later(days=1)).spent == {}


def test_a_host_that_asked_to_be_left_alone_is(store: Store) -> None:
    leave_alone(store, {"baomau.example": later(hours=2)})
    leave_alone(store, {"baomau.example": later(hours=1)})
    assert plan_for(store, SOURCE, NOON).not_before == {"baomau.example": later(hours=2)}
    assert plan_for(store, SOURCE, later(hours=3)).not_before == {}


# --- runs and status

NAMES = {SOURCE: ("Báo mẫu", "https://baomau.example/"), "khac": ("Báo khác", "")}


def test_a_run_counts_what_was_fetched(store: Store) -> None:
    run_id = runs.start_run(store, NAMES, NOON, command="crawl", pid=7)
    record_listing(store, listing([1, 2]), NOON, run_id=run_id)
    record_visit(store, snapshot(1), NOON, run_id=run_id)
    record_visit(store, failure(2), NOON, run_id=run_id)
    runs.finish_source(store, run_id, SOURCE, "done", later(minutes=1))
    runs.finish_source(store, run_id, "khac", "failed", later(minutes=1), error="no listing")
    runs.finish_run(store, run_id, "failed", later(minutes=1))
    [run] = runs.runs(store)
    assert (run.outcome, run.command, run.pid) == ("failed", "crawl", 7)
    assert (run.started_at, run.finished_at) == (NOON, later(minutes=1))
    assert (run.counts.requests, run.counts.listings, run.counts.new, run.counts.failed) == (
        3,
        1,
        1,
        1,
    )
    assert [(each.source, each.outcome, each.error) for each in run.sources] == [
        (SOURCE, "done", None),
        ("khac", "failed", "no listing"),
    ]
    assert runs.run(store, run_id) == run
    assert [update.kind for update in reading.updates(store, run_id=run_id)] == ["new"]


def test_a_run_that_was_killed_is_recognised(store: Store) -> None:
    killed = runs.start_run(store, NAMES, NOON, command="crawl", pid=7)
    record_visit(store, snapshot(1), NOON, run_id=killed)
    assert runs.end_stale_runs(store, later(hours=1)) == [killed]
    assert runs.end_stale_runs(store, later(hours=1)) == []
    [run] = runs.runs(store)
    assert (run.outcome, run.counts.new) == ("interrupted", 1)
    assert run.error == "the crawl was killed before it ended"
    assert {each.outcome for each in run.sources} == {"interrupted"}


def test_a_source_fails_and_recovers(store: Store) -> None:
    def end(outcome: str, hours: int, error: str | None = None) -> None:
        run_id = runs.start_run(store, NAMES, later(hours=hours), command="crawl", pid=7)
        runs.finish_source(store, run_id, SOURCE, outcome, later(hours=hours), error=error)
        runs.finish_run(store, run_id, outcome, later(hours=hours))

    end("done", 0)
    end("failed", 1, "no listing")
    end("failed", 2, "no listing")
    mine = {each.name: each for each in status(store, NOON).sources}[SOURCE]
    assert (mine.state, mine.failures, mine.state_reason) == ("failing", 2, "no listing")
    assert (mine.state_since, mine.last_ok_at, mine.last_run_at) == (
        later(hours=1),
        NOON,
        later(hours=2),
    )
    end("interrupted", 3)
    end("done", 4)
    mine = {each.name: each for each in status(store, NOON).sources}[SOURCE]
    assert (mine.state, mine.failures, mine.state_reason) == ("ok", 0, None)


def test_the_status_counts(filled: Store) -> None:
    record_listing(filled, listing([1, 9]), NOON)
    found = status(filled, later(days=1))
    assert (found.articles, found.versions, found.updates, found.unseen) == (4, 5, 6, 6)
    assert found.size > 0
    mine, other = sorted(found.sources, key=lambda each: each.articles, reverse=True)
    assert (mine.articles, mine.live, mine.removed, mine.pending, mine.unseen) == (3, 2, 1, 1, 3)
    assert (other.name, other.articles) == ("khac", 1)
    mark_seen(filled, [each.id for each in reading.updates(filled)], NOON)
    assert status(filled, NOON).unseen == 0


def test_views_answer_in_plain_sql(filled: Store) -> None:
    rows = list(
        filled.rows("SELECT kind, title, source FROM flagged_updates WHERE kind = 'changed'")
    )
    assert [tuple(row) for row in rows] == [("changed", article(1).title, SOURCE)]
    counts = filled.row(
        "SELECT articles, removed, edits FROM source_counts WHERE name = ?", [SOURCE]
    )
    assert counts is not None
    assert tuple(counts) == (3, 1, 1)


def test_fetches_by_filter(filled: Store) -> None:
    rows = reading.fetches(filled, article_id=1)
    assert [(row.verdict, row.status, row.final_url) for row in rows] == [
        ("changed", 200, url_of(1)),
        ("new", 200, url_of(1)),
    ]
    assert len(reading.fetches(filled, sources=["khac"])) == 1
    assert len(reading.fetches(filled, limit=2)) == 2


def test_trails_are_the_looks_that_taught_something(store: Store) -> None:
    looks = [snapshot(1), snapshot(1), failure(1), edited(1), snapshot(2)]
    for hours, visit in enumerate(looks):
        at = replace(visit.fetch, at=later(hours=hours))
        record_visit(store, replace(visit, fetch=at), later(hours=hours))
    [trail] = trails(store, SOURCE)
    assert trail.first_look_at == NOON
    assert trail.looks == ((later(hours=1), False), (later(hours=3), True))
    assert trail.published_at == article(1).published_at
    assert learn_habits([trail] * 40).rate_at(7.0) > PRIOR.rate_at(7.0)


def test_polls_of_a_listing_come_in_order_of_time(store: Store) -> None:
    for hours, shown in enumerate([[1, 2], [], [2, 3, 4]]):
        record_listing(store, listing(shown, at=later(hours=hours)), later(hours=hours))
    polls = listing_polls(store, SOURCE, LISTING)
    assert [(poll.at, poll.items, poll.known) for poll in polls] == [
        (NOON, 2, 0),
        (later(hours=2), 3, 1),
    ]


@pytest.mark.parametrize(
    ("sql", "index"),
    [
        ("SELECT * FROM updates WHERE detected_at >= '2024' ORDER BY detected_at", "updates_since"),
        ("SELECT * FROM updates WHERE seen_at IS NULL AND detected_at > '2024'", "updates_"),
        ("SELECT * FROM articles WHERE source = 'a' AND next_due_at <= '2024'", "articles_due"),
        ("SELECT * FROM articles WHERE url = 'a'", "articles_url"),
        ("SELECT * FROM fetches WHERE run_id = 1", "fetches_run"),
        ("SELECT * FROM fetches WHERE article_id = 1 ORDER BY at", "fetches_article"),
    ],
)
def test_the_queries_of_every_day_use_an_index(store: Store, sql: str, index: str) -> None:
    plan = " ".join(row["detail"] for row in store.rows(f"EXPLAIN QUERY PLAN {sql}"))
    assert index in plan
