"""PURE: facts that are told by their shape alone: addresses, document numbers, dates, times,
phones.

A table of patterns in the order in which they may claim text, each with a function that gives the
value however it is written ("5/10/2025" and "ngày 5 tháng 10 năm 2025" are one date).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from scheduler import numerals
from scheduler.fact import FactKind

_NUMBER_WORD = "một|hai|ba|bốn|tư|năm|sáu|bảy|bẩy|tám|chín|mười một|mười hai|mười|giêng|chạp"
_MONTHS = {
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7,
    "bẩy": 7, "tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip
_MONTH = rf"(?:\d{{1,2}}|{_NUMBER_WORD})"
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


def _letter(match: re.Match[str]) -> str | None:
    return f"l{match['at']}"


Reader = Callable[[re.Match[str]], str | None]


@dataclass(frozen=True, slots=True)
class Shape:
    """One row: `pattern` finds the fact (its group "at", if it has one), `read` gives the value or
    None for no fact. `cased`: match on the text as written, not in lower case.
    """

    kind: FactKind
    pattern: re.Pattern[str]
    read: Reader
    cased: bool = False

    def find(self, lower: str, text: str) -> Iterator[tuple[int, int, FactKind, str, str | None]]:
        """Find the facts of this shape: (start, end, kind, value, rival group)."""
        group = "at" if "at" in self.pattern.groupindex else 0
        for match in self.pattern.finditer(text if self.cased else lower):
            value = self.read(match)
            if value is not None:
                yield (*match.span(group), self.kind, value, None)


_ADDRESS = re.compile(
    r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.[\w.]+|(?<!\w)@\w+"
    r"|[\w-]+(?:\.[\w-]+)*\.(?:vn|com|net|org|info|gov|edu)(?!\w)(?:/\S*[^\s.,;:!?)\"])?"
)
_LETTERS = "[a-zàảãạăâêôơưđ]+"
_DOCUMENT = re.compile(  # 123/QĐ-TLĐ, 38/2022/NĐ-CP, 02-NQ/TW; "30/ngày" is no document
    rf"(?<![\w/.,-])\d{{1,6}}[a-zđ]?(?:/\d{{4}})?(?:/|-(?=[a-zđ]{{2,}}/)){_LETTERS}\d*"
    rf"(?:[-/&]{_LETTERS}\d*)*(?<!/tháng)(?<!/năm)(?<!/ngày)(?<!/người)(?<!/giờ)(?<!/tuần)(?!\w)"
)
_DAY_MONTH_YEAR = re.compile(
    r"(?<![\d/])(?P<d>\d{1,2})\s?(?P<s>[/.-])\s?(?P<m>\d{1,2})\s?(?P=s)\s?"
    r"(?P<y>\d{4}|\d{2})(?![\d/])"
)
_DAY_OF_MONTH = re.compile(
    rf"(?<!\w)(?:(?:ngày|mồng|mùng)\s)?(?P<d>\d{{1,2}})\stháng\s(?P<m>{_MONTH})(?!\w)"
    r"(?:(?:,?\snăm\s|\s?[/-]\s?)(?P<y>\d{4}))?"
)
_DAY_SLASH_MONTH = re.compile(
    r"(?<!\w)(?:ngày|mồng|mùng)\s(?P<d>\d{1,2})\s?[/-]\s?(?P<m>\d{1,2})(?![\d/])(?P<y>)"
)
_MONTH_YEAR = re.compile(
    rf"(?<!\w)tháng\s(?P<m>{_MONTH})(?!\w)(?:(?:,?\snăm\s|\s?[/-]\s?|\s)(?P<y>\d{{4}}))?(?!\d)"
)
_QUARTER = re.compile(
    r"(?<!\w)quý\s(?P<q>iv|i{1,3}|[1-4])(?!\w)(?:(?:\snăm\s|\s?/\s?|\s)(?P<y>\d{4}))?"
)
_MONTH_SLASH_YEAR = re.compile(r"(?<![\d/.,])(?P<m>0?[1-9]|1[0-2])/(?P<y>(?:19|20)\d{2})(?![\d/])")
_BARE_DAY_MONTH = re.compile(r"(?<![\d/.,])(?P<d>\d{1,2})/(?P<m>\d{1,2})(?![\d/])(?P<y>)")
_NAMED_DAY = re.compile(
    r"(?<!\w)(?:thứ\s(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật"
    r"|hôm\s(?:nay|qua|kia|trước|sau)|(?:ngày|mai)\s(?:mai|kia|kìa)"
    r"|(?:sáng|trưa|chiều|tối|đêm)\s(?:nay|mai|qua|kia)"
    r"|(?<!nhiều )(?<!những )(?<!các )(?<!mấy )(?:tuần|tháng|năm)"
    r"\s(?:này|nay|trước|tới|sau|qua|ngoái|rồi)"
    r"|(?:đầu|giữa|cuối)(?=\s(?:tháng|năm|tuần|quý|ngày|\x00)))(?!\w)"
)
_CLOCK = re.compile(
    r"(?<![\w:])(?P<h>\d{1,2})(?:\s?(?:h(?![a-zà-ỹ])|giờ|g(?=\d{2}))\s?|:(?=\d{2}))"
    r"(?P<min>\d{1,2}(?![\d.,/]))?"
)
_PART_OF_DAY = re.compile(  # only before a date, which is claimed (blank) by then, or a weekday
    r"(?<!\w)(?:rạng sáng|sáng|trưa|chiều|tối|đêm)"
    r"(?=\s(?:(?:ngày\s)?\d|thứ|chủ nhật|mùng|mồng|cùng ngày|hôm|\x00))"
)
_PHONE = re.compile(
    r"(?<![\d.,])(?:\+84|0)(?:[ .-]?\d){8,10}(?!\d)|(?<!\d)1[89]00(?:[ .-]?\d){4,6}(?!\d)"
)
_ROMAN = re.compile(rf"(?<!\w)(?:(?P<mark>(?i:{_ORDERED}))\s)?(?P<at>[IVX]+)(?!\w)")
_PRIZE = re.compile(r"(?<!\w)(?:thứ|hạng|giải)\s(?P<at>nhất|nhì|ba|tư|bốn|năm|khuyến khích)(?!\w)")
_LETTER = re.compile(
    r"(?<!\w)(?:điểm|mục|phụ lục|bảng|nhóm|khu|lô|tòa|hạng|loại|mẫu)\s(?P<at>[a-zđ])(?!\w)"
)

SHAPES = (
    Shape(FactKind.NUMBER, _ADDRESS, _same),
    Shape(FactKind.DOCUMENT, _DOCUMENT, _same),
    Shape(FactKind.DATE, _DAY_MONTH_YEAR, _full),
    Shape(FactKind.DATE, _DAY_OF_MONTH, _full),
    Shape(FactKind.DATE, _DAY_SLASH_MONTH, _full),
    Shape(FactKind.DATE, _MONTH_YEAR, _month),
    Shape(FactKind.DATE, _QUARTER, _quarter),
    Shape(FactKind.DATE, _MONTH_SLASH_YEAR, _month),
    Shape(FactKind.DATE, _BARE_DAY_MONTH, _full),
    Shape(FactKind.DATE, _NAMED_DAY, _spaced),
    Shape(FactKind.TIME, _CLOCK, _clock),
    Shape(FactKind.TIME, _PART_OF_DAY, _spaced),
    Shape(FactKind.PHONE, _PHONE, _digits),
    Shape(FactKind.NUMBER, _ROMAN, _roman, cased=True),
    Shape(FactKind.NUMBER, _PRIZE, _prize),
    Shape(FactKind.NUMBER, _LETTER, _letter),
)
"""In this order; what one has claimed the next cannot see."""

CODE = re.compile(r"[^\W_]*\d[^\W_]*(?:[-/.,+][^\W_]+)*")
"""Whatever else holds a digit: a code, a plate, a score."""
