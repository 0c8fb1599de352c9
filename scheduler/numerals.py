"""PURE: numbers as Vietnamese writes them: figures (4.680.000; 12,5), words (hai trăm triệu rưỡi),
Roman (khóa XIII).

Only values here: where a number stands and what it counts is for `scheduler.facts` to say.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

UNITS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8,
    "chín": 9, "mười": 10, "mốt": 1, "lăm": 5, "nhăm": 5, "tư": 4,
}  # fmt: skip
SCALES = {
    "trăm": 10**2, "nghìn": 10**3, "ngàn": 10**3, "vạn": 10**4, "triệu": 10**6, "tr": 10**6,
    "tỷ": 10**9, "tỉ": 10**9, "k": 10**3, "chục": 10,
}  # fmt: skip
FILLERS = frozenset({"linh", "lẻ", "mươi", "rưỡi"})
STARTS = frozenset(UNITS) - {"mốt", "lăm", "nhăm", "tư"}
VAGUE = frozenset({"hàng", "vài", "mấy", "nhiều", "hơn"})

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_GROUPED = re.compile(r"\d{1,3}(?:[.,  ]\d{3})+")
_ROMAN = re.compile(r"(X{0,3})(IX|IV|V?I{0,3})")


def figure(text: str) -> Decimal | None:
    """Read figures: points group by three and a comma is decimal, unless the text can only mean the
    other way.

    >>> figure("4.680.000"), figure("12,5"), figure("1,200,000"), figure("1,200"), figure("5,000")
    (Decimal('4680000'), Decimal('12.5'), Decimal('1200000'), Decimal('1.200'), Decimal('5000'))
    """
    text = text.replace("\u00a0", " ")
    if " " in text:
        return Decimal(text.replace(" ", ""))
    points, commas = text.count("."), text.count(",")
    if points and commas:
        last = max(text.rfind("."), text.rfind(","))
        whole = text[:last].replace(".", "").replace(",", "")
        return Decimal(f"{whole}.{text[last + 1 :]}") if whole.isdigit() else None
    if points > 1 or commas > 1:
        return Decimal(re.sub("[.,]", "", text)) if _GROUPED.fullmatch(text) else None
    # Nobody writes three noughts behind a decimal comma.
    if (points or text.endswith(",000")) and _GROUPED.fullmatch(text) and text[0] != "0":
        return Decimal(re.sub("[.,]", "", text))
    return Decimal(text.replace(",", "."))


def roman(text: str) -> int | None:
    """Read a Roman numeral up to 39.

    >>> roman("XIII"), roman("IV"), roman("IIX")
    (13, 4, None)
    """
    match = _ROMAN.fullmatch(text)
    if not text or match is None:
        return None
    small = {
        "": 0,
        "I": 1,
        "II": 2,
        "III": 3,
        "IV": 4,
        "V": 5,
        "VI": 6,
        "VII": 7,
        "VIII": 8,
        "IX": 9,
    }
    return 10 * len(match[1]) + small[match[2]]


def is_part(token: str) -> bool:
    """Say whether a lower-case token can stand inside a number."""
    return (
        token in UNITS
        or token in SCALES
        or token in FILLERS
        or _FIGURE.fullmatch(token) is not None
    )


def value(tokens: Sequence[str]) -> Decimal | None:
    """Read a run of number tokens: figures and words, mixed as people mix them.

    >>> value("hai trăm triệu".split()), value("4 triệu 680 nghìn".split())
    (Decimal('200000000'), Decimal('4680000'))
    """
    done = Decimal(0)  # closed groups: "4 triệu"
    group = Decimal(0)  # what is being built: "680"
    scale = 1  # the last scale word, for "rưỡi"
    fresh = True  # nothing in the group yet
    for token in tokens:
        if token in SCALES:
            step = SCALES[token]
            if step <= 100:
                group = (group or Decimal(1)) * step
                fresh = False
            elif fresh and done:
                done *= step  # "2 nghìn tỷ"
            else:
                done += (group or Decimal(1)) * step
                group, fresh = Decimal(0), True
            scale = step if step > 100 or not done else scale
        elif token == "mươi":
            ones = group % 10
            group += ones * 9
        elif token == "rưỡi":
            group += Decimal(scale) / 2
        elif token in UNITS:
            group += UNITS[token]
            fresh = False
        elif token not in FILLERS:
            figures = figure(token)
            if figures is None:
                return None
            group += figures
            fresh = False
    return done + group
