"""What spares the search index work changes nothing about what is found."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from scheduler.pipeline import record_visit
from scheduler.searchquery import folded_tier, parse_query
from scheduler.store import Store, candidates, open_store
from scheduler.store.search import Filters, search
from tests import samples

BODIES = (
    "Cuộc đình công dài.", "Phường Định Công đông.", "Công nhân đình chỉ.", "Ở đình cộng đồng.",
    "Đoàn viên công đoàn.", "Cộng đoàn và đình.", "Hoà giải ở đình, công.", "Thưởng đình công Tết.",
)  # fmt: skip
QUERIES = (
    "đình công", '"đình công"', "dinh cong", '"công đoàn" đình', "đình OR thưởng", "đình NOT công",
    "title:tin công", "định công", "cộng đo*", "hòa giải", "công -(đoàn viên)", "không có",
)  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "search.db") as store:
        for number in range(24):
            see(store, number, BODIES[number % len(BODIES)])
        yield store


def see(store: Store, number: int, body: str, title: str | None = None) -> None:
    shown = replace(
        samples.article(number), title=title or f"Tin {number}", lead=None, body=(body,)
    )
    visit = replace(samples.snapshot(number), article=shown)
    record_visit(store, visit, samples.later(minutes=number))


@pytest.mark.parametrize("text", QUERIES)
def test_exact_hits_among_few_are_those_that_the_index_would_give(
    store: Store, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    short = search(store, text, limit=50)
    monkeypatch.setattr(candidates, "folded_tier", lambda query, tier: None)
    assert search(store, text, limit=50) == short
    monkeypatch.setattr(candidates, "_side_by_side", _by_the_index)
    assert search(store, text, limit=50) == short


def _by_the_index(asked: candidates.Asked, table: str, tier: object, limit: int) -> list[int]:
    expression: str = tier.expression  # type: ignore[attr-defined]
    return candidates._match(asked, table, expression, limit)


def test_the_newest_come_first_of_those_as_typed_then_of_those_without_diacritics(
    store: Store,
) -> None:
    found = search(store, "đình công", sort="date", limit=50)
    typed = [hit.article.published_at for hit in found.hits if hit.exact]
    other = [hit.article.published_at for hit in found.hits if not hit.exact]
    assert [hit.exact for hit in found.hits] == [True] * len(typed) + [False] * len(other)
    assert len(typed) > 1 < len(other)
    pages = [search(store, "đình công", sort="date", limit=5, offset=at) for at in (0, 5, 10)]
    assert [hit for page in pages for hit in page.hits] == list(found.hits[:15])


def test_the_newest_are_told_by_their_dates_not_by_when_they_were_found(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(candidates, "SORTED", 3)
    old = replace(samples.article(90), body=("Lãn công.",), published_at=samples.later(days=-900))
    new = replace(old, published_at=samples.NOON)
    for number in range(90, 100):
        shown = new if number == 90 else old
        visit = replace(samples.snapshot(number), article=shown)
        record_visit(store, visit, samples.later(hours=number))
    found = search(store, "lãn công", sort="date", limit=1)
    assert [hit.article.published_at for hit in found.hits] == [samples.NOON]


def test_few_hits_are_told_to_be_all(store: Store) -> None:
    for text in ("đình công", '"đình công"'):
        found = search(store, text, limit=3)
        whole = search(store, text, limit=50)
        assert (len(found.hits), len(whole.hits), whole.more) == (3, whole.total, False)
        assert found.hits == whole.hits[:3]


def test_the_index_is_asked_once_for_few_hits_of_a_phrase(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(candidates, "_match", _noting(asked))
    assert search(store, '"đình chỉ"').hits
    assert [table for table in asked if table.startswith("articles")] == ["articles_fts"]


def _noting(tables: list[str]):  # type: ignore[no-untyped-def]
    match = candidates._match

    def noted(asked: candidates.Asked, table: str, *rest: object, **named: object) -> list[int]:
        tables.append(table)
        return match(asked, table, *rest, **named)  # type: ignore[arg-type]

    return noted


def ids(store: Store, text: str, **options: object) -> list[int]:
    return [hit.article.id for hit in search(store, text, **options).hits]  # type: ignore[arg-type]


def test_words_side_by_side_are_looked_for_among_the_newest_and_in_every_title(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    see(store, 30, "Nghỉ lễ dài ngày.")
    see(store, 31, "Không gì.", title="Nghỉ lễ")
    for number in range(40, 50):
        see(store, number, "Lễ nghỉ.")
    see(store, 50, "Nghỉ lễ nữa.")
    see(store, 51, "Lễ nghỉ nữa.")
    body, title, *scattered, near, last = range(25, 39)
    assert ids(store, "nghỉ lễ") == [title, near, body, last, *reversed(scattered)]
    for table in ("NEAR", "FIRST"):
        monkeypatch.setattr(candidates, table, 2 * 4)
    # Too old to be looked for side by side: among the scattered, and so not lost.
    assert ids(store, "nghỉ lễ") == [title, near, last, *reversed(scattered), body]
    assert ids(store, "nghi le") == [title, near, last, *reversed(scattered), body]
    assert ids(store, '"nghỉ lễ"') == [title, near, body]  # quotes ask for all of them


def test_a_long_row_of_words_is_looked_for_no_less_far(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    see(store, 30, "Một hai ba bốn năm sáu bảy.")
    see(store, 31, "Bảy sáu năm bốn ba hai một.")
    see(store, 32, "Bảy sáu năm bốn ba hai một.")
    for table in ("NEAR", "FIRST"):
        monkeypatch.setattr(candidates, table, 4)
    assert ids(store, "một hai ba bốn năm sáu bảy") == [25, 27, 26]


def test_a_span_of_days_is_searched_side_by_side_from_end_to_end(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    see(store, 30, "Nghỉ lễ dài ngày.")
    for number in range(31, 40):
        see(store, number, "Lễ nghỉ.")
    for table in ("NEAR", "FIRST"):
        monkeypatch.setattr(candidates, table, 4)
    assert ids(store, "nghỉ lễ")[-1] == 25
    assert ids(store, "nghỉ lễ", filters=Filters(until=date(2100, 1, 1)))[0] == 25


@pytest.mark.parametrize("text", ["đình công", '"nhà ở" OR (x title:đình)', "hoà*"])
def test_what_is_found_with_diacritics_is_found_without(text: str) -> None:
    query = parse_query(text)
    assert query is not None
    exact = [tier for tier in query.tiers if tier.exact]
    assert exact
    for tier in exact:
        wider = folded_tier(query, tier)
        assert wider is not None
        assert (wider.exact, wider.node) == (False, tier.node)
        assert folded_tier(query, wider) is None


@pytest.mark.parametrize("text", ["đình -công", "a OR (đình NOT công)"])
def test_without_diacritics_more_is_refused(text: str) -> None:
    query = parse_query(text)
    assert query is not None
    assert [folded_tier(query, tier) for tier in query.tiers] == [None] * len(query.tiers)
