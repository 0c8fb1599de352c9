"""The watch list: diacritics count, syllables are whole, case and tone placement do not matter."""

from unicodedata import normalize

import pytest

from parsers.model import Article, Caption
from scheduler.watch import counts, watch


def article(*body: str, **fields: object) -> Article:
    return Article(url="https://x.vn/1", title="Tin", body=body, **fields)  # type: ignore[arg-type] # a table's values


@pytest.mark.parametrize(
    ("phrase", "text", "count"),
    [
        ("đình công", "Công nhân ĐÌNH CÔNG; vụ đình công thứ hai.", 2),
        ("đình công", "Phường Định Công, quận Hoàng Mai.", 0),
        ("đình công", normalize("NFD", "Vụ đình công lớn."), 1),
        (normalize("NFD", "Đình  công"), "Vụ đình công lớn.", 1),
        ("lương tối thiểu", "lương tối thiểu vùng", 1),
        ("công", "công đoàn, côngxon, công.", 2),
        ("hoà giải", "Buổi hòa giải không thành.", 1),
        ("TNHH", "công ty tnhh một thành viên", 1),
        ("C++", "lập trình C++ giỏi", 1),
    ],
)
def test_counts(phrase: str, text: str, count: int) -> None:
    assert counts([phrase], article(text)) == {phrase: count}


def test_all_that_is_read_is_searched_but_no_phrase_runs_over_two_paragraphs() -> None:
    one = article(
        "có đình",
        "công",
        lead="đình công",
        captions=(Caption(text="Đình công"),),
        kicker="đình công",
    )
    assert counts(["đình công"], one) == {"đình công": 3}


def test_new_article_and_risen_count_are_marked() -> None:
    old, new = (
        article("một vụ đình công"),
        article("một vụ đình công", "hai vụ đình công", "tăng ca"),
    )
    first = watch(["đình công", "lương"], None, old)
    assert [(one.phrase, one.before, one.after, one.rose) for one in first] == [
        ("đình công", 0, 1, True)
    ]
    again = {one.phrase: one.rose for one in watch(["đình công", "tăng ca"], old, new)}
    assert again == {"đình công": True, "tăng ca": True}
    assert [one.rose for one in watch(["đình công"], new, old)] == [False]


def test_an_empty_phrase_is_refused() -> None:
    with pytest.raises(ValueError, match="empty"):
        counts(["  "], article("x"))


def test_no_text_is_read_where_nothing_is_watched_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(text: str) -> str:
        raise AssertionError(text)

    monkeypatch.setattr("scheduler.watch._plain", refuse)
    assert watch([], article("một vụ đình công"), article("hai vụ")) == ()
