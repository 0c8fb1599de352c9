"""Text forms: what cleaning keeps, what keys hold equal, what tokens stay whole."""

from unicodedata import is_normalized, normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.text import clean, fold, match_key, syllables, unify_tone


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("  Công\u00a0 đoàn\n\tViệt Nam ", "Công đoàn Việt Nam"),
        ("Tin\u200b khác\u00ad\ufeff", "Tin khác"),
        (normalize("NFD", "Đại hội XIII Công đoàn"), "Đại hội XIII Công đoàn"),
        ("a\x00b\x07c", "abc"),
        ("\u3000Hà\u2003Nội", "Hà Nội"),
        ("", ""),
        (" \u200b ", ""),
        ("“Giữ” nguyên – dấu câu…", "“Giữ” nguyên – dấu câu…"),
    ],
)
def test_clean(raw: str, shown: str) -> None:
    assert clean(raw) == shown


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Tin KHÁC", "tin khac"),
        ("Đình công", "dinh cong"),
        ("Liên đoàn Lao động", "lien doan lao dong"),
        ("Ðoàn viên", "doan vien"),
        ("ASCII Only", "ascii only"),
        (normalize("NFD", "Có thể bạn quan tâm"), "co the ban quan tam"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("late", "early"),
    [
        ("hoà", "hòa"),
        ("khoẻ", "khỏe"),
        ("thuý", "thúy"),
        ("thuỷ", "thủy"),
        ("HOÀ", "HÒA"),
        ("Uỷ ban", "Ủy ban"),
        ("hoá đơn, xoá", "hóa đơn, xóa"),
        ("quý", "quý"),
        ("Quỳ", "Quỳ"),
        ("hoàn", "hoàn"),
        ("khuỷu", "khuỷu"),
        ("thuyết", "thuyết"),
        ("toán", "toán"),
        (normalize("NFD", "hoà"), "hòa"),
    ],
)
def test_tone_placement_is_one(late: str, early: str) -> None:
    assert unify_tone(late) == early
    assert unify_tone(early) == early


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hoà Bình", "HÒA  BÌNH"),
        ("“Lao động giỏi”, năm 2024.", "Lao động giỏi năm 2024"),
        ("mức 4,5%", "mức 4.5%"),
        ("xanh – sạch – đẹp", "xanh - sạch - đẹp"),
        (normalize("NFD", "Tết đoàn viên"), "Tết đoàn viên"),
        ("Ðoàn", "Đoàn"),
        ("Tin\u200bkhác", "tinkhác"),
    ],
)
def test_match_key_holds_equal(one: str, other: str) -> None:
    assert match_key(one) == match_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("đình công", "Định Công"),
        ("500.000 đồng", "5.000.000 đồng"),
        ("4,5 triệu", "45 triệu"),
        ("tăng 15%", "tăng 15"),
        ("ngày 3/4", "ngày 34"),
        ("có", "cô"),
    ],
)
def test_match_key_tells_apart(one: str, other: str) -> None:
    assert match_key(one) != match_key(other)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("số 123/QĐ-TLĐ ngày 04/04/2018", ["số", "123/QĐ-TLĐ", "ngày", "04/04/2018"]),
        ("Nghị định 43/2024/NĐ-CP.", ["Nghị", "định", "43/2024/NĐ-CP", "."]),
        ("4.680.000 đồng, 15%", ["4.680.000", "đồng", ",", "15", "%"]),
        ("10-15 người", ["10", "-", "15", "người"]),
        ("ngày 3-4-2021 lúc 19:49", ["ngày", "3-4-2021", "lúc", "19:49"]),
        ("hết...", ["hết", "..."]),
        ("“Tốt”", ["“", "Tốt", "”"]),
        ("", []),
    ],
)
def test_syllables(text: str, tokens: list[str]) -> None:
    assert syllables(text) == tokens


@given(st.text())
def test_the_forms_are_stable(text: str) -> None:
    shown = clean(text)
    assert clean(shown) == shown
    assert is_normalized("NFC", shown)
    assert match_key(shown) == match_key(text)
    assert fold(fold(text)) == fold(text)
    assert match_key(match_key(text)) == match_key(text)


@given(st.text(alphabet="aăâeêoôơuưyàảãáạđqhtn ,.-0123456789"))
def test_tokens_lose_nothing_but_blanks(text: str) -> None:
    assert "".join(syllables(text)) == normalize("NFC", "".join(text.split()))
