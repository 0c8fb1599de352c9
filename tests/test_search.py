"""Search: with and without diacritics, any Unicode form, hostile queries, text that was removed."""

import sqlite3
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.model import Article
from scheduler.pipeline import record_visit
from scheduler.searchquery import parse_query, tone_variants
from scheduler.store import Store, open_store
from scheduler.store.candidates import CHECKED
from scheduler.store.migrations.m020_search import COLUMNS
from scheduler.store.search import END, START, Filters, Found, day_words, search
from scheduler.store.upkeep import INDEXED, problems
from tests import samples

TEXTS = {
    1: ("Công đoàn đề xuất tăng lương tối thiểu vùng", "Mức đề xuất là 4.680.000 đồng một tháng."),
    2: ("Khánh thành cầu tại phường Định Công", "Phường Định Công có cây cầu mới."),
    3: ("Công nhân đình công đòi thưởng Tết", "Cuộc đình công kéo dài hai ngày."),
    4: ("Thỉnh thoảng ông lại ghé nhà văn hoá", "Ông Nguyễn Văn Hoà sống ở Hoà Bình."),
    5: ("Quyết định số 123/QĐ-TLĐ có hiệu lực", "Đoàn phí công bằng hơn với đoàn viên."),
    6: ("Sức khoẻ của người lao động", "Quý vị đọc thêm về thuỷ sản và Quỳ Hợp."),
}


def content(number: int) -> Article:
    title, text = TEXTS[number]
    return replace(
        samples.article(number),
        title=title,
        lead=None,
        body=(text,),
        published_at=datetime(2024, number, 15, tzinfo=UTC),
    )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "search.db") as store:
        for number in TEXTS:
            see(store, number, content(number), samples.later(minutes=number))
        yield store


def see(store: Store, number: int, shown: Article, when: datetime) -> None:
    seen = replace(samples.snapshot(number), article=shown)
    record_visit(store, seen, when)


def ids(store: Store, text: str, **options: object) -> list[int]:
    return [hit.article.id for hit in search(store, text, **options).hits]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cong doan", {1, 5}),
        ("công đoàn", {1, 5}),
        ('"cong doan"', {1}),
        ('"dinh cong"', {2, 3}),
        ("luong toi thieu", {1}),
        ("LƯƠNG", {1}),
        ("4.680.000", {1}),
        ("123/QĐ-TLĐ", {5}),
        ("123/qd-tld", {5}),
        ("hòa bình", {4}),
        ("hoà bình", {4}),
        ("khỏe", {6}),
        ("thủy sản", {6}),
        ("đình NOT thưởng", {2, 5}),
        ("đình -Tết", {2, 5}),
        ("title:thuong", {3}),
        ("title:(khanh OR thuong)", {2, 3}),
        ("kéo OR cầu", {2, 3}),
        ("thuo*", {3}),
        ("source:baomau dinh", {2, 3, 5}),
    ],
)
def test_what_a_query_finds(store: Store, text: str, expected: set[int]) -> None:
    assert set(ids(store, text)) == expected


@pytest.mark.parametrize(
    ("text", "first"), [("đình công", 3), ("Định Công", 2), ("công đoàn", 1), ("ĐÌNH CÔNG", 3)]
)
def test_what_was_typed_with_diacritics_comes_first(store: Store, text: str, first: int) -> None:
    found = search(store, text).hits
    assert found[0].article.id == first
    assert found[0].exact
    assert search(store, unicodedata.normalize("NFD", text)).hits == found


def test_folded_hits_follow_the_exact_ones(store: Store) -> None:
    hits = search(store, '"đình công"').hits
    assert [(hit.article.id, hit.exact) for hit in hits] == [(3, True), (2, False)]


def test_snippets_show_the_text_as_written_with_the_hit_marked(store: Store) -> None:
    (hit, *_) = search(store, "dinh cong").hits
    assert f"{START}đình công{END}" in hit.snippet + hit.title
    hit = search(store, "toi thieu").hits[0]
    assert f"lương {START}tối thiểu{END} vùng" in hit.title


def test_filters_narrow_the_hits(store: Store) -> None:
    assert ids(store, "cong", filters=Filters(since=date(2024, 3, 1), until=date(2024, 3, 31))) == [
        3
    ]
    assert ids(store, "cong", filters=Filters(sources=["another"])) == []
    for text in ("kéo OR cầu", "đình -thưởng", "title:dinh OR cầu", "khan* -công"):
        assert ids(store, text, filters=Filters(sources=[samples.SOURCE])) == ids(store, text)
        assert ids(store, text, filters=Filters(sources=["another"])) == []
    assert ids(store, "cong", filters=Filters(edit_classes=["fact"])) == []


def test_a_day_is_a_day_in_vietnam(store: Store) -> None:
    one_in_the_morning = datetime(2024, 5, 16, 18, 0, tzinfo=UTC)
    late = replace(content(1), published_at=one_in_the_morning)
    see(store, 7, replace(late, url=samples.url_of(7)), samples.later(hours=1))
    assert 7 in ids(
        store, "luong", filters=Filters(since=date(2024, 5, 17), until=date(2024, 5, 17))
    )


def test_sorting_by_date(store: Store) -> None:
    assert ids(store, "cong", sort="date") == [5, 3, 2, 1]


def test_text_that_was_taken_out_is_found_with_the_time_it_stood(store: Store) -> None:
    shorter = replace(
        content(3), body=("Cuộc họp kéo dài hai ngày.",), title="Công nhân đòi thưởng"
    )
    see(store, 3, shorter, samples.later(days=1))
    assert 3 not in ids(store, '"đình công"')
    (hit,) = search(store, '"đình công"', removed_text=True).hits
    assert (hit.article.id, hit.version) == (3, 1)
    assert hit.replaced_at == samples.later(days=1)
    assert hit.seen_at == samples.later(minutes=3)
    assert not search(store, "kéo dài", removed_text=True).hits  # it still stands there


def test_the_index_follows_an_edit_and_a_deletion(store: Store) -> None:
    see(store, 1, replace(content(1), body=("Mức mới là 5.000.000 đồng.",)), samples.later(days=1))
    assert ids(store, "4.680.000") == []
    assert ids(store, "5.000.000") == [1]
    with store.transaction():
        store.execute("DELETE FROM articles WHERE id = 1")
    assert ids(store, "luong") == []
    for table in INDEXED:
        store.execute(f"INSERT INTO {table}({table}, rank) VALUES ('integrity-check', 0)")


@pytest.mark.parametrize("text", ["baomau", "bao*", "2024", "202405", "20*"])
def test_words_are_not_looked_for_in_what_filters_go_by(store: Store, text: str) -> None:
    assert ids(store, text) == []
    assert ids(store, f"dinh {text}") == []


def test_what_says_it_in_the_title_comes_first_however_old(store: Store) -> None:
    for number in range(10, 40):
        text = replace(content(6), url=samples.url_of(number), body=("Bàn về thưởng Tết.",))
        see(store, number, text, samples.later(hours=number))
    found = search(store, "thưởng Tết", limit=5)
    assert found.hits[0].article.id == 3
    assert (len(found.hits), found.more) == (5, True)
    assert 5 < found.total <= 31
    assert ids(store, "thưởng Tết", filters=Filters(until=date(2024, 3, 31))) == [3]
    whole = search(store, "thưởng Tết", limit=50)
    assert (len(whole.hits), whole.total, whole.more) == (31, 31, False)
    pages = [search(store, "thưởng Tết", limit=7, offset=first).hits for first in range(0, 35, 7)]
    assert sum(pages, ()) == whole.hits


def test_a_title_is_no_hit_where_the_text_holds_what_was_excluded(store: Store) -> None:
    assert ids(store, "đề xuất -tháng") == []


def test_titles_in_the_index_follow_an_edit(store: Store) -> None:
    see(store, 3, replace(content(3), title="Công nhân chờ quà"), samples.later(days=1))
    expression = "SELECT rowid FROM titles_fts WHERE titles_fts MATCH ?"
    assert [row[0] for row in store.rows(expression, ["title : thuong"])] == []
    assert [row[0] for row in store.rows(expression, ["title : qua"])] == [3]
    with store.transaction():
        store.execute("DELETE FROM articles WHERE id = 3")
    assert [row[0] for row in store.rows(expression, ["title : qua"])] == []
    assert list(problems(store)) == []


def test_titles_of_an_older_file_are_indexed_when_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with open_store(path) as store:
        see(store, 3, content(3), samples.later(minutes=3))
        for table in ("titles_fts", "titles_fts_exact"):
            store.execute(f"DROP TABLE {table}")
        for event in ("insert", "update", "delete"):
            store.execute(f"DROP TRIGGER titles_fts_{event}")
        store.execute("DELETE FROM _sqlite_migrations WHERE name = 'm070_titles'")
    with open_store(path) as store:
        assert ids(store, "title:thuong") == ids(store, "title:thưởng") == [1]
        assert list(problems(store)) == []


@pytest.mark.parametrize("fresh", [True, False])
def test_every_index_merges_its_parts_by_eights(tmp_path: Path, fresh: bool) -> None:
    path = tmp_path / "merging.db"
    with open_store(path) as store:
        for table in () if fresh else INDEXED:
            store.execute(f"DELETE FROM {table}_config WHERE k <> 'version'")
        if not fresh:
            store.execute("DELETE FROM _sqlite_migrations WHERE name = 'm090_merging'")
    with open_store(path) as store:
        for table in INDEXED:
            kept = {row["k"]: row["v"] for row in store.rows(f"SELECT k, v FROM {table}_config")}
            assert (kept["automerge"], kept["crisismerge"]) == (8, 64), table


def test_removed_text_is_looked_for_no_longer_than_it_may_take(store: Store) -> None:
    numbers = range(100, 100 + CHECKED + 2)
    for number in numbers:
        first = replace(content(3), url=samples.url_of(number))
        see(store, number, first, samples.later(minutes=number))
        kept = number != numbers[0]
        body = "Cuộc đình công đã dứt." if kept else "Đã dứt."
        see(
            store, number, replace(first, title="Tin vắn", body=(body,)), samples.later(days=number)
        )
    assert search(store, '"dinh cong"', removed_text=True) == Found(hits=(), total=0, more=True)
    found = search(store, '"keo dai"', removed_text=True, limit=3)
    assert (len(found.hits), found.total, found.more) == (3, 4, True)


def test_plain_sql_can_search(store: Store) -> None:
    rows = store.rows(
        "SELECT a.title FROM articles_fts f JOIN articles a ON a.id = f.rowid"
        " WHERE articles_fts MATCH '\"toi thieu\"' ORDER BY rank"
    )
    assert [row["title"] for row in rows] == [TEXTS[1][0]]


HOSTILE = [
    *('"', "((", ")", "*", "-", "NOT", "AND OR", "a AND", "title:", "^x", "NEAR(a, 3)", "x' --"),
    *("{title} : a", "a:b:c", "\x00", "\ud800", "+", '""', "\"a' OR 1=1", "col : x", "đ*", "🙂"),
    *("(" * 500 + "a" + ")" * 500, "a " * 3000, "-công -đoàn", "%", "_"),
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_queries_are_ordinary_ones(store: Store, text: str) -> None:
    search(store, text)


@given(st.text(alphabet=st.sampled_from("ab đôà\"()*-: +^{}'ANDORT\x00\ud800"), max_size=60))
def test_every_text_is_a_query_that_fts_takes(text: str) -> None:
    query = parse_query(text)
    if query is not None:
        assert query.tiers
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.execute(f"CREATE VIRTUAL TABLE t USING fts5({', '.join(COLUMNS)})")
            for tier in query.tiers:
                connection.execute("SELECT 1 FROM t WHERE t MATCH ?", [tier.expression]).fetchall()


def test_both_placements_of_the_tone_mark_are_looked_for() -> None:
    assert set(tone_variants("hoà bình")) == {"hòa bình", "hoà bình"}
    assert tone_variants("quý") == ("quý",)
    assert len(tone_variants("hoà khoẻ thuý hoà")) == 2


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        ((2024, 1, 1), (2024, 12, 31), ("2024",)),
        ((2024, 2, 1), (2024, 2, 29), ("202402",)),
        ((2024, 2, 28), (2024, 3, 1), ("20240228", "20240229", "20240301")),
        ((2023, 12, 31), (2025, 1, 1), ("20231231", "2024", "20250101")),
    ],
)
def test_spans_in_few_words(
    since: tuple[int, int, int], until: tuple[int, int, int], words: tuple[str, ...]
) -> None:
    assert day_words(date(*since), date(*until)) == words


def test_a_span_of_any_length_needs_few_words() -> None:
    for days in range(0, 2000, 37):
        assert day_words(date(2020, 3, 3), date(2020, 3, 3) + timedelta(days=days))
