"""PURE: numbers in running text with what they count: money, percentages, measures, bare counts.

Figures and words are one ("5 triệu đồng", "năm triệu đồng", "5.000.000 đồng"); "năm" is five or a
year and "một" may be no number at all, which only the words beside them tell.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from scheduler import numerals
from scheduler.fact import FactKind

_FIGURES = r"\d{1,3}(?: \d{3})+(?![\d\w])|\d+(?:[.,]\d+)*"
_CURRENCY = {
    "đồng": "vnd", "đ": "vnd", "vnd": "vnd", "vnđ": "vnd", "usd": "usd", "đô la": "usd",
    "đô-la": "usd", "đôla": "usd", "$": "usd", "euro": "eur", "eur": "eur", "€": "eur",
    "yên": "jpy", "won": "krw", "nhân dân tệ": "cny", "baht": "thb",
}  # fmt: skip
_MEASURES = (
    "m2|m²|m3|m³|ha|héc ta|hécta|km2|km|mét|m|cm|mm|kg|gam|gram|lạng|tấn|tạ|yến|lít"
    "|kwh|w|kw|mw|gw|kv|kva|mva|gb|mb|độ|tuổi|hải lý|dặm|sào|mẫu|(?:chỉ|cây|lượng)(?= vàng)"
    "|phút|giây|tuần|ngày|tháng|năm|giờ|thế kỷ"
)
_RAISED = str.maketrans("²³", "23")
_AFTER = re.compile(
    r"\s?(?:(?P<pct>%|phần trăm(?!\w)|‰)"
    rf"|(?P<cur>{'|'.join(sorted(map(re.escape, _CURRENCY), key=len, reverse=True))})(?!\w)"
    r"(?<!đồng(?= chí))(?<!đồng(?= bào))(?<!đồng(?= nghiệp))(?<!đồng(?= hương))"
    rf"|(?P<unit>{_MEASURES})(?!\w))"
)
_PER = re.compile(
    r"(?:\s?/\s?|\smỗi\s|\smột\s|\s1\s)(tháng|năm|ngày|người|giờ|tuần|quý|ca|suất|hộ|em|bữa"
    r"|m2|kg|sản phẩm|gia đình|đoàn viên|trường hợp)(?!\w)"
)
_PIECE = re.compile(rf"{_FIGURES}|[^\W\d_]+")
_MORE = re.compile(
    r"(?<!\w)(?:hơn|trên|(?<!không )vượt|(?<!không )quá|ít nhất|tối thiểu|không dưới)\s$"
)
_LESS = re.compile(r"(?<!\w)(?:gần|(?<!không )dưới|chưa đến|chưa tới|không quá|tối đa|ngót)\s$")
_NOT_YEAR = re.compile(
    r"(?:hàng|hằng|mỗi|trong|đầu|cuối|cả|từ|nhiều|các|những|một|giữa|đến|so với|vài|mấy|bao|lâu|qua"
    r"|cùng|\d)\s$"
)
_NO_NUMBER = re.compile(r"\s(?:số|phần|nửa|vài|ít|trong|cách|khi|mặt|lần nữa|chút)(?!\w)")
_YEAR_WORD = re.compile(
    r"\s(?:\d{4}|nay|qua|ngoái|sau|trước|tới|học|mới|tháng|tuổi|này|đó|ấy|nào|kinh nghiệm"
    r"|gần|liên|đầu|cuối|rồi|\x00)"
)


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
            found = _measured(lower, pieces[at][1], pieces[stop - 1][2], run, amount)
            if not lower[found[1] : found[1] + 1].isalpha():  # else a code: "5a" is no 5
                yield found
            while stop < len(pieces) and pieces[stop][1] < found[1]:
                stop += 1  # the 2 of "30 m2" belongs to its unit
        at = stop


def _run(lower: str, pieces: list[tuple[str, int, int]], at: int) -> int:
    """Where the number that begins at piece `at` ends; `at` itself where none begins."""
    token, start, end = pieces[at]
    if not (token[0].isdecimal() or token in numerals.STARTS or token in numerals.SCALES):
        return at
    if token in numerals.SCALES and (
        token in ("k", "tr")
        or not re.search(
            r"(?:hàng|vài|mấy|nhiều|cả|đến|tới|tiền|bạc)\s$", lower[max(0, start - 8) : start]
        )
    ):
        return at
    if token == "năm" and (_NOT_YEAR.search(lower[:start][-9:]) or _YEAR_WORD.match(lower, end)):
        return at
    if token == "một" and _NO_NUMBER.match(lower, end):
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
        if word[0].isdecimal() and pieces[stop - 1][0] not in numerals.SCALES:
            break
        if word == "năm" and (
            pieces[stop - 1][0][0].isdecimal()
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
            unit = after["unit"].translate(_RAISED)
    elif run[-1] in ("triệu", "tỷ", "tỉ", "tr", "k"):
        kind = FactKind.AMOUNT
    per = _PER.match(lower, end)
    if per:
        end = per.end()
        unit += f"/{per[1]}"
    bound, start = _bound(lower, start)
    value = f"{bound}{amount.normalize():f}{unit}"
    if kind is FactKind.TIME:
        value = f"t{value}:00"
    return start, end, kind, value, "một" if run == ["một"] and not unit else None


def _bound(lower: str, start: int) -> tuple[str, int]:
    """Tell "hơn 500" from "gần 500", and where the number begins with that word."""
    before = lower[max(0, start - 12) : start]
    for sign, words in ((">", _MORE), ("<", _LESS)):
        match = words.search(before)
        if match:
            return sign, start - len(before) + match.start()
    return "", start
