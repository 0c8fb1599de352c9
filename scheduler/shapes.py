"""PURE: facts that are told by their shape alone: addresses, document numbers, dates, times,
phones.

A table of patterns in the order in which they may claim text, each with a function that gives the
value however it is written ("5/10/2025" and "ngày 5 tháng 10 năm 2025" are one date).
"""

import re
from collections.abc import Callable

from scheduler import numerals
from scheduler.fact import FactKind

_NUMBER_WORD = "một|hai|ba|bốn|tư|năm|sáu|bảy|bẩy|tám|chín|mười một|mười hai|mười|giêng|chạp"
_MONTHS = {
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7,
    "tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip
_MONTH = rf"(?:\d{{1,2}}|{_NUMBER_WORD})"
_EDGE = r"(?<![\w/.,-])"
_ORDERED = "khóa|thứ|lần|vùng|hạng|chương|nhóm|bảng|cấp|bậc|loại|phần|mục|kỳ|điều|phụ lục|thế kỷ"


def _date(day: str | None, month: str | None, year: str | None) -> str | None:
    d = int(day) if day else None
    m = (int(month) if month.isdigit() else _MONTHS[month]) if month else None
    if (d is not None and not 1 <= d <= 31) or (m is not None and not 1 <= m <= 12):
        return None
    if year and len(year) == 2:
        year = f"20{year}"
    return f"d{d or ''}m{m or ''}y{year or ''}"


def _full(match: re.Match[str]) -> str | None:
    return _date(match["d"], match["m"], match["y"])


def _month(match: re.Match[str]) -> str | None:
    return _date(None, match["m"], match["y"])


def _quarter(match: re.Match[str]) -> str | None:
    number = match["q"] if match["q"].isdigit() else numerals.roman(match["q"].upper())
    return f"q{number}y{match['y'] or ''}"


def _clock(match: re.Match[str]) -> str | None:
    hour, minute = int(match["h"]), int(match["min"] or 0)
    return f"t{hour}:{minute:02d}" if hour <= 24 and minute < 60 else None


def _digits(match: re.Match[str]) -> str | None:
    digits = re.sub(r"\D", "", match[0])
    return f"p{digits}" if len(digits) >= 8 else None


def _same(match: re.Match[str]) -> str | None:
    return match[0].replace(" ", "")


def _spaced(match: re.Match[str]) -> str | None:
    return match[0]


def _roman(match: re.Match[str]) -> str | None:
    number = numerals.roman(match["at"])
    return None if number is None or (number in (1, 5, 10) and not match["mark"]) else str(number)


def _prize(match: re.Match[str]) -> str | None:
    return "o" + {"nhì": "hai", "nhất": "một"}.get(match["at"], match["at"])


Reader = Callable[[re.Match[str]], str | None]

# In this order; what one has claimed the next cannot see. `True`: match on the text as written, not
# in lower case.
SHAPES: tuple[tuple[FactKind, bool, re.Pattern[str], Reader], ...] = (
    (
        FactKind.NUMBER,
        False,
        re.compile(
            r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.[\w.]+|(?<!\w)@\w+"
            r"|[\w-]+(?:\.[\w-]+)*\.(?:vn|com|net|org|info|gov|edu)(?!\w)(?:/\S*[^\s.,;:!?)\"])?"
        ),
        _same,
    ),
    (
        FactKind.DOCUMENT,
        False,
        re.compile(
            rf"{_EDGE}\d{{1,6}}[a-zđ]?(?:/\d{{4}})?(?:/|-(?=[a-zđ]{{2,}}/))[a-zàảãạăâêôơưđ]+\d*(?:[-/&][a-zàảãạăâêôơưđ]+\d*)*"
            rf"(?<!/tháng)(?<!/năm)(?<!/ngày)(?<!/người)(?<!/giờ)(?<!/tuần)(?!\w)"
        ),
        _same,
    ),
    (
        FactKind.DATE,
        False,
        re.compile(
            r"(?<![\d/])(?P<d>\d{1,2})\s?(?P<s>[/.-])\s?(?P<m>\d{1,2})\s?(?P=s)\s?(?P<y>\d{4}|\d{2})(?![\d/])"
        ),
        _full,
    ),
    (
        FactKind.DATE,
        False,
        re.compile(
            rf"(?<!\w)(?:(?:ngày|mồng|mùng)\s)?(?P<d>\d{{1,2}})\stháng\s(?P<m>{_MONTH})(?!\w)"
            r"(?:(?:,?\snăm\s|\s?[/-]\s?)(?P<y>\d{4}))?"
        ),
        _full,
    ),
    (
        FactKind.DATE,
        False,
        re.compile(r"(?<!\w)(?:ngày|mồng|mùng)\s(?P<d>\d{1,2})\s?[/-]\s?(?P<m>\d{1,2})(?![\d/])(?P<y>)"),
        _full,
    ),
    (
        FactKind.DATE,
        False,
        re.compile(
            rf"(?<!\w)tháng\s(?P<m>{_MONTH})(?!\w)(?:(?:,?\snăm\s|\s?[/-]\s?|\s)(?P<y>\d{{4}}))?(?!\d)"
        ),
        _month,
    ),
    (
        FactKind.DATE,
        False,
        re.compile(
            r"(?<!\w)quý\s(?P<q>iv|i{1,3}|[1-4])(?!\w)(?:(?:\snăm\s|\s?/\s?|\s)(?P<y>\d{4}))?"
        ),
        _quarter,
    ),
    (
        FactKind.DATE,
        False,
        re.compile(r"(?<![\d/.,])(?P<m>0?[1-9]|1[0-2])/(?P<y>(?:19|20)\d{2})(?![\d/])"),
        _month,
    ),
    (
        FactKind.DATE,
        False,
        re.compile(r"(?<![\d/.,])(?P<d>\d{1,2})/(?P<m>\d{1,2})(?![\d/])(?P<y>)"),
        _full,
    ),
    (
        FactKind.DATE,
        False,
        re.compile(
            r"(?<!\w)(?:thứ\s(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật"
            r"|hôm\s(?:nay|qua|kia|trước|sau)|(?:ngày|mai)\s(?:mai|kia|kìa)"
            r"|(?:sáng|trưa|chiều|tối|đêm)\s(?:nay|mai|qua|kia)"
            r"|(?:tuần|tháng|năm)\s(?:này|nay|trước|tới|sau|qua|ngoái|rồi)"
            r"|(?:đầu|giữa|cuối)(?=\s(?:tháng|năm|tuần|quý|ngày|\x00)))(?!\w)"
        ),
        _spaced,
    ),
    (
        FactKind.TIME,
        False,
        re.compile(
            r"(?<![\w:])(?P<h>\d{1,2})(?:\s?(?:h(?![a-zà-ỹ])|giờ|g(?=\d{2}))\s?|:(?=\d{2}))(?P<min>\d{1,2}(?![\d.,/]))?"
        ),
        _clock,
    ),
    (
        FactKind.TIME,
        False,
        re.compile(
            r"(?<!\w)(?:rạng sáng|sáng|trưa|chiều|tối|đêm)"
            r"(?=\s(?:(?:ngày\s)?\d|thứ|chủ nhật|mùng|mồng|cùng ngày|hôm|\x00))"
        ),
        _spaced,
    ),
    (
        FactKind.PHONE,
        False,
        re.compile(r"(?<![\d.,])(?:\+84|0)(?:[ .-]?\d){8,10}(?!\d)|(?<!\d)1[89]00(?:[ .-]?\d){4,6}(?!\d)"),
        _digits,
    ),
    (
        FactKind.NUMBER,
        True,
        re.compile(rf"(?<!\w)(?:(?P<mark>(?i:{_ORDERED}))\s)?(?P<at>[IVX]+)(?!\w)"),
        _roman,
    ),
    (
        FactKind.NUMBER,
        False,
        re.compile(r"(?<!\w)(?:thứ|hạng|giải)\s(?P<at>nhất|nhì|ba|tư|bốn|năm|khuyến khích)(?!\w)"),
        _prize,
    ),
)  # fmt: skip

CODE = re.compile(r"[^\W_]*\d[^\W_]*(?:[-/.,+][^\W_]+)*")
"""Whatever else holds a digit: a code, a plate, a score."""
