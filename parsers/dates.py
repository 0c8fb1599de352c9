"""Dates as Vietnamese pages write them: day first, +07:00 unless the text says otherwise.

A wrong date is worse than none, so this is an own strict reader and no guess: 13/13/2020, 31/02,
years of two digits, years outside 1990..2100, a weekday that contradicts the day (one of the two
is wrong, often because the order was month first) and "2 giờ trước" (there is no clock here) are
None. Numbers with the year last are day first, always: 05/10/2025 is 5 October. Midnight sharp
means that the page knows the day only (Liferay writes it as "12:00 AM").
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache

from parsers.text import clean, fold

VIETNAM = timezone(timedelta(hours=7), "+07:00")
FIRST_YEAR, LAST_YEAR = 1990, 2100


@dataclass(frozen=True, slots=True)
class ParsedDate:
    """A moment with its time zone; with `date_only` the text gave a day, the time is 00:00."""

    moment: datetime
    date_only: bool


ENGLISH_MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"
MONTH_WORDS = "mười hai|mười một|mười|giêng|một|hai|ba|tư|bốn|năm|sáu|bảy|bẩy|tám|chín|chạp"
MONTH_NUMBERS = {
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7,
    "bẩy": 7, "tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip
WEEKDAYS = (
    r"thứ\s*(?:hai|2)|monday|mon", r"thứ\s*(?:ba|3)|tuesday|tues?",
    r"thứ\s*(?:tư|4)|wednesday|wed", r"thứ\s*(?:năm|5)|thursday|thur?s?",
    r"thứ\s*(?:sáu|6)|friday|fri", r"thứ\s*(?:bảy|bẩy|7)|saturday|sat", r"chủ\s*nhật|sunday|sun",
)  # fmt: skip
SHORT_WEEKDAYS = {f"t{n}": n - 2 for n in range(2, 8)} | {"cn": 6}
ENGLISH = (
    r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
DAY = re.compile(
    r"(?<![\d/:])(?<!\d[.,-])(?:"
    r"(?P<y1>\d{4})(?P<s1>[-/.])(?P<m1>\d{1,2})(?P=s1)(?P<d1>\d{1,2})(?![\d/-])"
    r"|(?P<d2>\d{1,2})\s?(?P<s2>[-/.])\s?(?P<m2>\d{1,2})\s?(?P=s2)\s?(?P<y2>\d{4})(?![\d/-])"
    rf"|(?P<d3>\d{{1,2}})\s+th(?:áng\s+|g\.?\s?|\.?\s?(?=\d))(?:(?P<m3>\d{{1,2}})|(?P<w3>{MONTH_WORDS}))"
    r"(?:\s*,|\s+năm|\s*[/-])?\s*(?P<y3>\d{4})(?!\d)"
    rf"|(?<!\w)th(?:áng\s+|g\.?\s?|\.?\s?(?=\d))(?:(?P<m4>\d{{1,2}})|(?P<w4>{MONTH_WORDS}))"
    r"\s+(?P<d4>\d{1,2}),\s*(?P<y4>\d{4})(?!\d)"
    rf"|(?P<d5>\d{{1,2}})(?:st|nd|rd|th)?[\s.-]+(?:of\s+)?{ENGLISH.format('w5')}"
    rf"[\s,.-]+(?P<y5>\d{{4}})(?!\d)"
    rf"|(?<!\w){ENGLISH.format('w6')}\s+(?P<d6>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y6>\d{{4}})(?!\d)"
    r"|(?P<y7>\d{4})(?P<m7>\d\d)(?P<d7>\d\d)(?=T\d{4})"
    r")",
    re.I,
)
TIME = re.compile(
    r"(?<![\d/.,:-])(?P<h>\d{1,2})\s?(?:"
    r"(?::|[hg]|giờ)\s?(?P<m>\d{2})(?:\s?(?:phút|p|m|')(?![\w.]))?(?::(?P<s>\d{2})(?:[.,]\d{1,9})?)?"
    r"|(?:h|giờ)(?!\w))"
    r"(?!\d)(?:\s?(?P<half>[ap]\.?m\b\.?|sa\b|ch\b|sáng\b|chiều\b|tối\b|trưa\b))?",
    re.I,
)
COMPACT_TIME = re.compile(r"(?P<h>\d\d)(?P<m>\d\d)(?P<s>\d\d)?(?:[.,]\d{1,9})?(?P<half>)")
ZONE = re.compile(
    r"\s?[(\[]?\s?(?:"
    r"(?P<utc>(?:GMT|UTC|UT|Z)(?!\s?[+-]?\d|\w))"
    r"|(?:GMT|UTC)\s?(?P<sign>[+-])\s?(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?(?!\d)"
    r"|(?P<sign2>[+-])(?P<hours2>\d{2}):?(?P<minutes2>\d{2})(?![\d/.-])"
    r"|(?P<name>ICT|EST|EDT|CST|CDT|MST|MDT|PST|PDT)\b"
    r")",
)
ZONE_NAMES = {
    "ICT": 7,
    "EST": -5,
    "EDT": -4,
    "CST": -6,
    "CDT": -5,
    "MST": -7,
    "MDT": -6,
    "PST": -8,
    "PDT": -7,
}
_WEEKDAY = "|".join(f"(?:{names})" for names in WEEKDAYS) + r"|t[2-7]|cn"
# What may stand between a day and its time of day: blanks, marks, a weekday, a few small words.
GAP = rf"(?:[\s,|•·–—()\[\]-]|(?:lúc|hồi|vào|ngày|at|on|giờ)(?!\w)|(?:{_WEEKDAY})(?!\w))*"
GAP_WHOLE = re.compile(GAP, re.I)
WEEKDAY_BEFORE = re.compile(rf"(?<!\w)(?P<day>{_WEEKDAY})\.?(?:[\s,:|–-]|ngày(?!\w))*$", re.I)
WEEKDAY_AFTER = re.compile(rf"[\s,(]*(?P<day>{_WEEKDAY})(?!\w)", re.I)
LABELS = re.compile(
    r"\b(?:cap nhat|dang|xuat ban|ngay|gio|luc|vao|hoi|thoi gian"
    r"|posted|published|updated|last|on|at|by|date)\b"
)
MAX_LABEL = 40


def parse_date(text: str, *, tz: tzinfo = VIETNAM) -> ParsedDate | None:
    """The date of a field that holds a date and little else: a label, a weekday, an author's name.

    None where there is none, where it cannot be, or where it stands in running text.

    >>> parse_date("Thứ tư, 04/04/2018 - 19:49 (GMT+7)").moment.isoformat()
    '2018-04-04T19:49:00+07:00'
    >>> parse_date("13/13/2020") is None
    True
    """
    text = clean(text)
    return _parse(text, tz) if len(text) <= 200 else None


@lru_cache(maxsize=1024)  # a page gives the date of its article in five places, others in lists
def _parse(text: str, tz: tzinfo) -> ParsedDate | None:
    for day in DAY.finditer(text):
        found, start, end = _moment(text, day, tz)
        rest = LABELS.sub(" ", fold(DAY.sub(" ", text[:start] + " " + text[end:])))
        if found is None:
            return None
        return found if len(re.sub(r"[\W\d]+", "", rest)) <= MAX_LABEL else None
    return None


def find_date(text: str) -> ParsedDate | None:
    """The first possible date in running text, with the time of day that stands beside it.

    >>> find_date("Hải Anh LDO | 21/06/2022 12:17, Hà Nội").moment.isoformat()
    '2022-06-21T12:17:00+07:00'
    """
    text = clean(text)
    for day in DAY.finditer(text):
        found, _, _ = _moment(text, day, VIETNAM)
        if found is not None:
            return found
    return None


def _moment(text: str, day: re.Match[str], tz: tzinfo) -> tuple[ParsedDate | None, int, int]:
    """The moment that a day and its neighbours give, and where in the text they stand."""
    start, end = day.span()
    ymd = _year_month_day(day)
    time, zone = None, None
    after = TIME.match(text, _skip(text, end)) or COMPACT_TIME.match(text, _skip_t(text, end))
    if after is not None:
        time, end = _time(after), after.end()
    elif before := _time_before(text, start):
        time, start = _time(before), before.start()
        if aside := ZONE.match(text, before.end()):
            zone = _zone(aside)
    if time is not None and (beside := ZONE.match(text, end)):
        zone, end = _zone(beside) or zone, beside.end()
    try:
        moment = datetime(*ymd, *(time or (0, 0, 0)), tzinfo=zone or tz)
    except ValueError:
        return None, start, end
    if not FIRST_YEAR <= moment.year <= LAST_YEAR or _contradicted(text, day, moment):
        return None, start, end
    return ParsedDate(moment, time in {None, (0, 0, 0)}), start, end


def _year_month_day(day: re.Match[str]) -> tuple[int, int, int]:
    number = next(n for n in "1234567" if day[f"y{n}"])
    groups = day.groupdict()
    if month := groups.get(f"m{number}"):
        return int(day[f"y{number}"]), int(month), int(day[f"d{number}"])
    word = (groups.get(f"w{number}") or "").lower()
    known = MONTH_NUMBERS.get(re.sub(r"\s+", " ", word))
    month_number = known or ENGLISH_MONTHS.index(word[:3]) // 3 + 1
    return int(day[f"y{number}"]), month_number, int(day[f"d{number}"])


def _skip(text: str, position: int) -> int:
    """Past what may stand between a day and its time."""
    if text[position : position + 1] in {"T", "t"} and text[position + 1 : position + 2].isdigit():
        return position + 1
    gap = GAP_WHOLE.match(text, position)
    return gap.end() if gap else position


def _skip_t(text: str, position: int) -> int:
    """Past the T of a compact ISO moment; the end of the text where there is none."""
    return position + 1 if text[position : position + 1] == "T" else len(text)


def _time_before(text: str, start: int) -> re.Match[str] | None:
    """The time of day that stands before a day, with nothing but a gap (and its zone) between."""
    head = text[max(0, start - 60) : start]
    for time in TIME.finditer(text, start - len(head), start):
        zone = ZONE.match(text, time.end(), start)
        between = text[zone.end() if zone else time.end() : start].strip(")] ")
        if GAP_WHOLE.fullmatch(between):
            return time
    return None


def _time(match: re.Match[str]) -> tuple[int, int, int] | None:
    """The time of day, or None where there is none such (25:61, 13:00 AM)."""
    hour, minute, second = (int(match[name] or 0) for name in ("h", "m", "s"))
    half = fold(match["half"] or "").replace(".", "")
    if half in {"pm", "ch", "chieu", "toi"}:
        hour += 12 if hour < 12 else 0
    elif half in {"am", "sa", "sang"}:
        if hour > 12:
            return None
        hour = 0 if hour == 12 else hour
    return (hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None


def _zone(match: re.Match[str]) -> tzinfo | None:
    if match["utc"]:
        return UTC
    if name := match["name"]:
        return timezone(timedelta(hours=ZONE_NAMES[name]))
    sign = match["sign"] or match["sign2"]
    hours, minutes = (
        int(match["hours"] or match["hours2"]),
        int(match["minutes"] or match["minutes2"] or 0),
    )
    if hours > 14 or minutes > 59:
        return None
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if sign == "-" else offset)


def _contradicted(text: str, day: re.Match[str], moment: datetime) -> bool:
    """Whether a weekday beside the day is another one than the day's."""
    beside = WEEKDAY_BEFORE.search(text, max(0, day.start() - 30), day.start())
    beside = beside or WEEKDAY_AFTER.match(text, day.end())
    if not beside:
        return False
    name = beside["day"].lower()
    if name in SHORT_WEEKDAYS:
        return SHORT_WEEKDAYS[name] != moment.weekday()
    number = next(n for n, names in enumerate(WEEKDAYS) if re.fullmatch(names, name))
    return number != moment.weekday()
