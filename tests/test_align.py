"""Alignment of paragraphs, and the comparison of sequences below it."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.align import Fate, align
from scheduler.sequences import compare_sequences

A = "sáng nay công đoàn trao quà cho công nhân nghèo".split()
B = "mỗi suất quà trị giá năm trăm nghìn đồng tiền mặt".split()
C = "lễ trao quà kết thúc lúc mười một giờ trưa cùng ngày".split()
D = "hôm qua trời mưa to suốt từ sáng đến tối mịt".split()

TABLE = [
    ("the same", [A, B], [A, B], ["kept 0 0", "kept 1 1"]),
    ("one changed", [A, B], [A, [*B[:-1], "khác"]], ["kept 0 0", "changed 1 1"]),
    ("one added", [A, C], [A, B, C], ["kept 0 0", "added - 1", "kept 1 2"]),
    ("one removed", [A, B, C], [A, C], ["kept 0 0", "removed 1 -", "kept 2 1"]),
    ("one replaced by another", [A, B * 3, C], [A, D * 3, C], ["kept 0 0", "removed 1 -", "added - 1", "kept 2 2"]),
    ("moved down", [A, B, C, D], [B, C, D, A], ["kept 1 0", "kept 2 1", "kept 3 2", "moved 0 3"]),
    ("moved and edited", [A, B, C, D], [B, C, D, [*A[:-1], "khó"]], ["kept 1 0", "kept 2 1", "kept 3 2", "moved 0 3"]),
    ("split", [A + B, C], [A, B, C], ["split 0 0+1", "kept 1 2"]),
    ("split and edited", [A + B, C], [A, [*B[:-1], "thật"], C], ["split 0 0+1", "kept 1 2"]),
    ("merged", [A, B, C], [A, B + C], ["kept 0 0", "merged 1+2 1"]),
    ("short cells in order", [["1"], ["2"], A], [["1"], ["3"], A], ["kept 0 0", "changed 1 1", "kept 2 2"]),
    ("all gone", [A, B], [], ["removed 0 -", "removed 1 -"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "expected"), TABLE, ids=[row[0] for row in TABLE])
def test_fates(name: str, old: list[list[str]], new: list[list[str]], expected: list[str]) -> None:
    found = [
        f"{pair.fate} {'+'.join(map(str, pair.old)) or '-'} {'+'.join(map(str, pair.new)) or '-'}"
        for pair in align(old, new)
    ]
    assert found == expected


TEXTS = st.lists(st.sampled_from([A, B, C, D, A + B, ["1"], ["2"], [], A[:4]]), max_size=9)


@given(TEXTS, TEXTS)
@settings(deadline=None)
def test_every_paragraph_has_one_fate(old: list[list[str]], new: list[list[str]]) -> None:
    pairs = align(old, new)
    assert sorted(i for pair in pairs for i in pair.old) == list(range(len(old)))
    assert sorted(j for pair in pairs for j in pair.new) == list(range(len(new)))
    assert all(pair.old or pair.fate is Fate.ADDED for pair in pairs)
    assert all(pair.new or pair.fate is Fate.REMOVED for pair in pairs)


TOKENS = st.lists(st.sampled_from("abcdefgh"), max_size=30)


@given(TOKENS, TOKENS)
@settings(deadline=None)
def test_spans_cover_both_sequences_in_order(old: list[str], new: list[str]) -> None:
    at, there = 0, 0
    equal: bool | None = None
    for span in compare_sequences(old, new):
        assert (span.a, span.c) == (at, there)
        assert span.equal is not equal
        if span.equal:
            assert old[span.a : span.b] == new[span.c : span.d]
        at, there, equal = span.b, span.d, span.equal
    assert (at, there) == (len(old), len(new))


def test_thousands_of_paragraphs_do_not_take_for_ever() -> None:
    old = [[f"w{(i * 37 + j) % 997}" for j in range(10)] for i in range(3000)]
    new = [[f"w{(i * 41 + j * 3) % 997}" for j in range(10)] for i in range(3000)]
    before = time.perf_counter()
    align(old, new)
    assert time.perf_counter() - before < 10
