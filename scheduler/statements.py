"""PURE: the facts that a paragraph states in figures and set phrases: amounts, dates, document
numbers, negations.

Each is found by shape, claimed once (a date is no amount), and given a value that does not depend
on how it is written: "5 triệu đồng" and "5.000.000 đồng" state the same. Names are read by
`scheduler.names`.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from scheduler import numerals


class FactKind(StrEnum):
    """What a fact is about; the word that a summary calls it by."""

    AMOUNT = "amount"  # money
    PERCENT = "percentage"
    DATE = "date"
    TIME = "time"
    DOCUMENT = "document number"
    PHONE = "phone number"
    NUMBER = "number"  # any other: counts, measures, ordinals, codes
    NAME = "name"
    QUOTE = "quote"
    NEGATION = "negation"
    SENSE = "opposite"  # tăng -> giảm, đã -> sẽ, ông -> bà


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One fact as stated: `text` as written at text[start:end], `value` what it says however it is
    written.

    A fact with a `rival` counts only against another of the same rival group: "một" that is dropped
    is style, "một" that became "hai" is not.
    """

    kind: FactKind
    value: str
    text: str
    start: int
    end: int
    rival: str | None = None


_NUMBER_WORD = "một|hai|ba|bốn|tư|năm|sáu|bảy|bẩy|tám|chín|mười một|mười hai|mười|giêng|chạp"
_MONTHS = {
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7,
    "tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip
_MONTH = rf"(?:\d{{1,2}}|{_NUMBER_WORD})"
_EDGE = r"(?<![\w/.,-])"
_ORDERED = "khóa|thứ|lần|vùng|hạng|chương|nhóm|bảng|cấp|bậc|loại|phần|mục|kỳ|điều|phụ lục|thế kỷ"
_FIGURES = r"\d{1,3}(?: \d{3})+(?![\d\w])|\d+(?:[.,]\d+)*"


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
_SHAPES: tuple[tuple[FactKind, bool, re.Pattern[str], Reader], ...] = (
    (
        FactKind.NUMBER,
        False,
        re.compile(r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.[\w.]+"),
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
            r"|(?:đầu|giữa|cuối)(?=\s(?:tháng|năm|tuần|quý|ngày)))(?!\w)"
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

_CURRENCY = {
    "đồng": "vnd", "đ": "vnd", "vnd": "vnd", "vnđ": "vnd", "usd": "usd", "đô la": "usd", "đô-la": "usd",
    "đôla": "usd", "$": "usd", "euro": "eur", "eur": "eur", "€": "eur", "yên": "jpy", "won": "krw",
    "nhân dân tệ": "cny", "baht": "thb",
}  # fmt: skip
_MEASURES = (
    "m2|m²|m3|m³|ha|héc ta|hécta|km2|km|mét|m|cm|mm|kg|tấn|tạ|yến|lít|kwh|mw|độ|tuổi|phút|giây|tuần|ngày|tháng|năm"
    "|giờ|thế kỷ"
)
_AFTER = re.compile(
    r"\s?(?:(?P<pct>%|phần trăm(?!\w)|‰)"
    rf"|(?P<cur>{'|'.join(sorted(map(re.escape, _CURRENCY), key=len, reverse=True))})(?!\w)"
    rf"|(?P<unit>{_MEASURES})(?!\w))"
)
_PER = re.compile(
    r"(?:\s?/\s?|\smỗi\s|\smột\s|\s1\s)(tháng|năm|ngày|người|giờ|tuần|quý|ca|suất|hộ|em|bữa|m2|kg|sản phẩm|gia đình"
    r"|đoàn viên|trường hợp)(?!\w)"
)
_PIECE = re.compile(rf"{_FIGURES}|[^\W\d_]+")
_MORE = re.compile(r"(?:hơn|trên|quá|ít nhất|tối thiểu|không dưới)\s$")
_LESS = re.compile(r"(?:gần|dưới|chưa đến|chưa tới|không quá|tối đa|ngót)\s$")
_NOT_YEAR = re.compile(
    r"(?:hàng|hằng|mỗi|trong|đầu|cuối|cả|từ|nhiều|các|những|một|giữa|đến|so với|vài|mấy|bao|lâu|qua|cùng|\d)\s$"
)
_YEAR_WORD = re.compile(
    r"\s(?:\d{4}|nay|qua|ngoái|sau|trước|tới|học|mới|tháng|tuổi|này|đó|ấy|nào|kinh nghiệm|gần|liên|đầu|cuối|rồi|\x00)"
)
_CODE = re.compile(r"[^\W_]*\d[^\W_]*(?:[-/.,+][^\W_]+)*")


def read_numbers(lower: str) -> Iterator[tuple[int, int, FactKind, str, str | None]]:
    """Find numbers in figures and words: (start, end, kind, value, rival group)."""
    pieces = [(match[0], match.start(), match.end()) for match in _PIECE.finditer(lower)]
    at = 0
    while at < len(pieces):
        stop = _run(lower, pieces, at)
        if stop == at:
            at += 1
            continue
        run = [piece[0] for piece in pieces[at:stop]]
        amount = numerals.value(run)
        if amount is not None:
            yield _measured(lower, pieces[at][1], pieces[stop - 1][2], run, amount)
        at = stop


def _run(lower: str, pieces: list[tuple[str, int, int]], at: int) -> int:
    """Where the number that begins at piece `at` ends; `at` itself where none begins."""
    token, start, end = pieces[at]
    if not (token[0].isdigit() or token in numerals.STARTS or token in numerals.SCALES):
        return at
    if token in numerals.SCALES and (
        token in ("k", "tr")
        or not re.search(r"(?:hàng|vài|mấy|nhiều|cả)\s$", lower[max(0, start - 8) : start])
    ):
        return at
    if token == "năm" and (_NOT_YEAR.search(lower[:start][-9:]) or _YEAR_WORD.match(lower, end)):
        return at
    if token == "ba" and re.match(r"\s(?:mẹ|má)\b", lower[end:]):
        return at
    stop = at + 1
    while stop < len(pieces):
        word, begin, finish = pieces[stop]
        between = lower[pieces[stop - 1][2] : begin]
        glued = between == "" and word in ("k", "tr", "tỷ", "triệu")
        if not (between == " " or glued) or not numerals.is_part(word):
            break
        if word[0].isdigit() and pieces[stop - 1][0] not in numerals.SCALES:
            break
        if word == "năm" and (
            pieces[stop - 1][0][0].isdigit()
            or _YEAR_WORD.match(lower, finish)
            or pieces[stop - 1][0]
            not in ("mươi", "trăm", "triệu", "tỷ", "tỉ", "linh", "lẻ", "mười")
        ):
            break
        stop += 1
    return stop


def _measured(
    lower: str, start: int, end: int, run: list[str], amount: Decimal
) -> tuple[int, int, FactKind, str, str | None]:
    kind, unit = FactKind.NUMBER, ""
    after = _AFTER.match(lower, end)
    if after:
        end = after.end()
        if after["pct"]:
            kind, unit = FactKind.PERCENT, "‰" if after["pct"] == "‰" else "%"
        elif after["cur"]:
            kind, unit = FactKind.AMOUNT, _CURRENCY[after["cur"]]
        elif after["unit"] == "giờ":
            kind = FactKind.TIME
        else:
            unit = after["unit"]
    elif run[-1] in ("triệu", "tỷ", "tỉ", "tr", "k"):
        kind = FactKind.AMOUNT
    per = _PER.match(lower, end)
    if per:
        end = per.end()
        unit += f"/{per[1]}"
    before = lower[max(0, start - 12) : start]
    bound = ">" if _MORE.search(before) else "<" if _LESS.search(before) else ""
    value = f"{bound}{amount.normalize():f}{unit}"
    if kind is FactKind.TIME:
        value = f"t{value}:00"
    return start, end, kind, value, "một" if run == ["một"] and not unit else None


_NEGATIONS = re.compile(
    r"(?<!\w)(?:(?P<no>(?<!hàng )(?<!trên )(?<!bầu )không(?!\s(?:gian|khí|quân|lưu|trung|vận|ảnh)(?!\w))|chẳng|chả|ko)"
    r"|(?P<yet>chưa)|(?P<deny>bác bỏ|phủ nhận)|(?P<refuse>từ chối)|(?P<dont>đừng|chớ)"
    r"|(?P<ban>cấm|nghiêm cấm)|(?P<lift>hủy bỏ|bãi bỏ|hủy|tạm dừng|đình chỉ))(?!\w)"
)

# Pairs that turn a sentence round. Each counts only against its partner: "tăng" alone is style,
# "tăng -> giảm" is not.
_OPPOSITES = (
    ("tăng", "giảm"), ("đã", "sẽ"), ("ông", "bà"), ("anh", "chị"), ("nam", "nữ"), ("trước", "sau"),
    ("trên", "dưới"), ("tối thiểu", "tối đa"), ("bắt buộc", "tự nguyện"), ("đồng ý", "phản đối"),
    ("đúng", "sai"), ("lãi", "lỗ"), ("cao", "thấp"), ("tử vong", "bị thương"), ("chết", "bị thương"),
    ("cho phép", "cấm"), ("bắt đầu", "kết thúc"), ("ít nhất", "nhiều nhất"), ("thừa", "thiếu"),
    ("đủ", "thiếu"), ("hơn", "kém"), ("trong", "ngoài"), ("nhiều", "ít"), ("thành công", "thất bại"),
    ("hợp pháp", "trái phép"), ("có", "không"), ("nhanh", "chậm"), ("mở", "đóng"), ("thắng", "thua"),
    ("sớm", "muộn"), ("mua", "bán"), ("đông", "tây"), ("bắc", "nam"), ("chủ tịch", "phó chủ tịch"),
    ("giám đốc", "phó giám đốc"), ("trưởng", "phó"), ("được", "bị"), ("toàn bộ", "một phần"),
    ("tất cả", "một số"), ("hết", "còn"), ("phải", "nên"), ("có thể", "phải"),
)  # fmt: skip
_SENSES: dict[str, list[int]] = {}
for _index, _pair in enumerate(_OPPOSITES):
    for _word in _pair:
        _SENSES.setdefault(_word, []).append(_index)
_SENSE = re.compile(
    r"(?<!\w)(?:" + "|".join(sorted(map(re.escape, _SENSES), key=len, reverse=True)) + r")(?!\w)"
)


def read_statements(text: str) -> list[Fact]:
    """List the facts of a text (as `canon.settle` gives it) but names and quotes, in order of
    place.
    """
    lower = text.lower()
    if len(lower) != len(text):
        lower = text
    found: list[Fact] = []
    cased, rest = text, lower

    def claim(kind: FactKind, start: int, end: int, value: str, rival: str | None = None) -> None:
        nonlocal cased, rest
        found.append(
            Fact(kind=kind, value=value, text=text[start:end], start=start, end=end, rival=rival)
        )
        blank = "\x00" * (end - start)
        cased = cased[:start] + blank + cased[end:]
        rest = rest[:start] + blank + rest[end:]

    for kind, as_written, shape, read in _SHAPES:
        for match in list(shape.finditer(cased if as_written else rest)):
            value = read(match) if match[0] else None
            if value is not None:
                claim(kind, *match.span("at" if "at" in shape.groupindex else 0), value)
    for start, end, kind, value, rival in list(read_numbers(rest)):
        claim(kind, start, end, value, rival)
    for match in list(_CODE.finditer(rest)):
        claim(FactKind.NUMBER, *match.span(), match[0])
    for match in list(_NEGATIONS.finditer(rest)):
        claim(FactKind.NEGATION, *match.span(), match.lastgroup or "")
    for match in _SENSE.finditer(rest):
        for group in _SENSES[match[0]]:
            found.append(
                Fact(
                    kind=FactKind.SENSE,
                    value=match[0],
                    text=text[match.start() : match.end()],
                    start=match.start(),
                    end=match.end(),
                    rival=f"sense {group}",
                )
            )
    return sorted(found, key=lambda fact: (fact.start, fact.end))
