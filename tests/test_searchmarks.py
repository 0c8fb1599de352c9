"""Hits marked and texts held against a query in Python: as FTS5 finds them, in the text as written."""

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.searchmarks import COLUMNS, END, START, WIDTH, holds, marked
from scheduler.searchquery import Query, parse_query
from scheduler.store.migrations.m020_search import COLUMNS as INDEXED
from scheduler.store.migrations.m020_search import EXACT, FOLDING


def query(text: str) -> Query:
    found = parse_query(text)
    assert found is not None
    return found


def shown(text: str, body: str, tier: int = 0, **texts: str) -> str:
    """The snippet with its hits in brackets."""
    chosen = query(text).tiers[tier]
    snippet = marked(chosen.node, {"title": "", "body": body, **texts}, chosen.exact)[1]
    return snippet.replace(START, "[").replace(END, "]")


@pytest.mark.parametrize(
    ("text", "body", "expected"),
    [
        ("cong doan", "Công  đoàn, ÐOÀN Công", "[Công  đoàn], ÐOÀN Công"),
        ("dinh cong", "Đình công ở Định Công.", "[Đình công] ở [Định Công]."),
        ("đình công", "Đình công ở Định Công.", "[Đình công] ở Định Công."),
        ("hòa", "Hoà Bình, hòa giải, hóa đơn", "[Hoà] Bình, [hòa] giải, hóa đơn"),
        ("thuo*", "Thưởng, thương; thước", "[Thưởng], [thương]; [thước]"),
        ("4.680.000", "là 4.680.000 đồng, 14.680.000", "là [4.680.000] đồng, 14.680.000"),
        ("ong", "không ong_ong", "không [ong]_[ong]"),
        ("title:cong", "công", "công"),
        ("cong NOT doan", "công", "[công]"),
        ("ong", "<b>ông</b> & bà", "<b>[ông]</b> & bà"),
    ],
)
def test_hits_are_marked_in_the_text_as_written(text: str, body: str, expected: str) -> None:
    assert shown(text, body) == expected


def test_a_letter_that_folds_to_two_moves_no_mark() -> None:
    assert shown("cong", "Straße công") == "Straße [công]"
    assert shown("công", "İ công") == "İ [công]"


def test_a_snippet_is_cut_round_most_of_the_words() -> None:
    filler = " ".join(f"x{number}" for number in range(100))
    snippet = shown("cong doan", f"công {filler} đoàn gì công {filler}", tier=1)
    assert "[đoàn] gì [công]" in snippet
    assert snippet.startswith("…x")
    assert snippet.endswith("…")
    assert len(snippet.split()) == WIDTH


def test_a_snippet_is_of_the_column_that_says_most() -> None:
    assert shown("cong doan", "đoàn và công", tier=1, lead="công") == "[đoàn] và [công]"
    assert shown("cong", "công", title="Nữ công") == "Nữ [công]"


def test_where_no_text_has_the_hit_its_beginning_is_shown() -> None:
    assert shown("source:bao", "Văn bản.") == "Văn bản."


WORDS = ["công", "cộng", "đoàn", "Đoàn", "hoà", "hòa", "Hóa", "4.5", "ca", "oa", "a_b"]
QUERIES = st.lists(
    st.sampled_from([*WORDS, "cong", "doan", "co*", "OR", "NOT", "(", ")", "title:", '"', "hoa"]),
    min_size=1,
    max_size=7,
)
TEXTS = st.lists(st.sampled_from(WORDS), max_size=6).map(", ".join)


@given(QUERIES, TEXTS, TEXTS)
def test_a_text_holds_what_the_index_finds_in_it(words: list[str], title: str, body: str) -> None:
    asked = parse_query(" ".join(words))
    for tier in () if asked is None else asked.tiers:
        texts = {"title": title, "body": body}
        assert holds(tier.node, texts, tier.exact) == _index_finds(
            tier.expression, tier.exact, texts
        )


def _index_finds(expression: str, exact: bool, texts: dict[str, str]) -> bool:
    tokenizer = EXACT if exact else FOLDING
    spelled = [
        text if exact else text.replace("đ", "d").replace("Đ", "D") for text in texts.values()
    ]
    with closing(sqlite3.connect(":memory:")) as index:
        index.execute(
            f'CREATE VIRTUAL TABLE t USING fts5({", ".join(INDEXED)}, tokenize="{tokenizer}")'
        )
        index.execute(f"INSERT INTO t ({', '.join(texts)}) VALUES (?, ?)", spelled)
        return bool(index.execute("SELECT 1 FROM t WHERE t MATCH ?", [expression]).fetchone())


def test_every_text_column_is_looked_at() -> None:
    for column in COLUMNS:
        assert holds(query("cong").tiers[0].node, {column: "Công"}, False)
    assert holds(query("source:bao").tiers[0].node, {"source": "bao"}, False)
    assert not holds(query("bao").tiers[0].node, {"source": "bao"}, False)
