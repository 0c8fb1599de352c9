"""Diffs: lossless, whole syllables and numbers, no confetti."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.model import Article, Attachment, Caption
from scheduler.align import Fate
from scheduler.diff import PieceKind, diff_articles, diff_texts, new_text, old_text

MARKS = {PieceKind.KEPT: "{}", PieceKind.REMOVED: "[-{}-]", PieceKind.ADDED: "{{+{}+}}"}


def marked(old: str, new: str) -> str:
    return "".join(MARKS[piece.kind].format(piece.text) for piece in diff_texts(old, new))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", ""),
        ("như cũ", "như cũ", "như cũ"),
        ("", "mới", "{+mới+}"),
        ("mức 4.680.000 đồng", "mức 4.960.000 đồng", "mức [-4.680.000-]{+4.960.000+} đồng"),
        ("theo 123/QĐ-TLĐ nhé", "theo 132/QĐ-TLĐ nhé", "theo [-123/QĐ-TLĐ-]{+132/QĐ-TLĐ+} nhé"),
        ("ngày 5/10/2025 họp", "ngày 6/10/2025 họp", "ngày [-5/10/2025-]{+6/10/2025+} họp"),
        ("Ông A nói. Ông C về.", "Ông A nói. Ông B vui. Ông C về.", "Ông A nói.{+ Ông B vui.+} Ông C về."),
        ("người lao động ở đây", "người lao động, ở đây", "người lao động{+,+} ở đây"),
        (
            "gặp ông Nguyễn Văn An ở cổng nhà máy sáng nay",
            "gặp bà Trần Văn Bình ở cổng nhà máy sáng nay",
            "gặp [-ông Nguyễn Văn An-]{+bà Trần Văn Bình+} ở cổng nhà máy sáng nay",
        ),
        ("toàn bộ khác hẳn rồi", "một câu mới tinh khôi", "[-toàn bộ khác hẳn rồi-]{+một câu mới tinh khôi+}"),
    ],
)  # fmt: skip
def test_pieces(old: str, new: str, expected: str) -> None:
    assert marked(old, new) == expected


TEXTS = st.lists(
    st.sampled_from(
        ["công", "nhân", "4.680.000", " ", "  ", ".", ",", "\n", "Hà", "Nội", "đ", "\u0301"]
    )
).map("".join) | st.text(max_size=40)


@given(TEXTS, TEXTS)
@settings(max_examples=400, deadline=None)
def test_pieces_give_both_texts_back(old: str, new: str) -> None:
    pieces = diff_texts(old, new)
    assert (old_text(pieces), new_text(pieces)) == (old, new)
    assert all(piece.text for piece in pieces)


@given(TEXTS, TEXTS)
@settings(deadline=None)
def test_neighbours_differ_in_kind(old: str, new: str) -> None:
    kinds = [piece.kind for piece in diff_texts(old, new)]
    assert all(one is not two for one, two in itertools.pairwise(kinds))


P = (
    "Ông An trao quà cho công nhân.",
    "Mức quà là 500.000 đồng một suất.",
    "Lễ trao quà kết thúc lúc 11h.",
)


def article(*body: str, **fields: object) -> Article:
    return Article(url="https://x.vn/1", title="Trao quà", body=body, **fields)  # type: ignore[arg-type] # a table's values


@pytest.mark.parametrize(
    ("body", "fates"),
    [
        (P, ["kept", "kept", "kept"]),
        ((P[0], "Mức quà là 600.000 đồng một suất.", P[2]), ["kept", "changed", "kept"]),
        ((*P, "Sau đó mọi người cùng ăn trưa vui vẻ."), ["kept", "kept", "kept", "added"]),
        ((P[0], P[2]), ["kept", "removed", "kept"]),
        ((P[1], P[0], P[2]), ["moved", "kept", "kept"]),
        ((f"{P[0]} {P[1]}", P[2]), ["merged", "kept"]),
    ],
)
def test_fates_of_paragraphs(body: tuple[str, ...], fates: list[str]) -> None:
    found = [one.fate.value for one in diff_articles(article(*P), article(*body)).passages[1:]]
    assert sorted(found) == sorted(fates)


def test_every_part_is_laid_side_by_side() -> None:
    old = article(*P, lead="Dẫn", captions=(Caption(text="Ảnh một"),))
    new = article(
        *P,
        kicker="Tết",
        lead="Dẫn",
        captions=(Caption(text="Ảnh hai"),),
        attachments=(Attachment(url="https://x.vn/a.pdf", title="Quyết định"),),
    )
    changed = [(one.part, one.fate) for one in diff_articles(old, new).changed]
    assert changed == [
        ("kicker", Fate.ADDED),
        ("caption", Fate.CHANGED),
        ("attachment", Fate.ADDED),
    ]


PARAGRAPHS = st.lists(st.sampled_from([*P, f"{P[0]} {P[1]}", "Câu mới."]), max_size=6).map(tuple)


@given(PARAGRAPHS, PARAGRAPHS)
@settings(deadline=None)
def test_the_passages_give_both_bodies_back(old: tuple[str, ...], new: tuple[str, ...]) -> None:
    passages = [
        one for one in diff_articles(article(*old), article(*new)).passages if one.part == "body"
    ]
    was = {one.old: old_text(one.pieces) for one in passages if one.old}
    now = {one.new: new_text(one.pieces) for one in passages if one.new}
    assert "\n".join(was[key] for key in sorted(was)) == "\n".join(old)
    assert "\n".join(now[key] for key in sorted(now)) == "\n".join(new)
