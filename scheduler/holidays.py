"""PURE: days on which Vietnamese newsrooms rest: Tết, the public holidays, and the days that hang
on them.

Lunar dates (the first day of the year, and the Hùng Kings' day, 10th of the third month) are
tabulated for 2000 to 2060: computed by Hồ Ngọc Đức's method (new moons and solar terms after Meeus,
for UTC+7), which gives Vietnam's own dates where they differ from China's (2007, 2030, 2053).
Outside these years there is no Tết in the table, and a spell of silence then is judged without it.
"""

from datetime import date, timedelta
from functools import lru_cache

FIRST_YEAR = 2000
_TET = (
    "0205 0124 0212 0201 0122 0209 0129 0217 0207 0126 0214 0203 0123 0210 0131 0219 "
    "0208 0128 0216 0205 0125 0212 0201 0122 0210 0129 0217 0206 0126 0213 0202 0123 "
    "0211 0131 0219 0208 0128 0215 0204 0124 0212 0201 0122 0210 0130 0217 0206 0126 "
    "0214 0202 0123 0211 0201 0218 0208 0128 0215 0204 0124 0212 0202 "
)
_HUNG_KINGS = (
    "0414 0403 0422 0411 0428 0418 0407 0426 0415 0404 0423 0412 0331 0419 0409 0428 "
    "0416 0406 0425 0414 0402 0421 0410 0429 0418 0407 0426 0416 0404 0423 0412 0401 "
    "0419 0409 0428 0417 0406 0424 0413 0403 0420 0410 0429 0419 0407 0426 0415 0404 "
    "0422 0411 0401 0420 0409 0428 0417 0406 0424 0413 0402 0421 0410 "
)
_SATURDAY = 5
_DAY = timedelta(days=1)


def tet(year: int) -> date | None:
    """The first day of the lunar year, Mùng 1 Tết; None outside the table."""
    return _tabulated(_TET, year)


def hung_kings_day(year: int) -> date | None:
    """Giỗ Tổ Hùng Vương; None outside the table."""
    return _tabulated(_HUNG_KINGS, year)


def _tabulated(table: str, year: int) -> date | None:
    """The entry of a year: four digits of month and day, and a blank."""
    start = 5 * (year - FIRST_YEAR)
    if not 0 <= start < len(table):
        return None
    return date(year, int(table[start : start + 2]), int(table[start + 2 : start + 4]))


def days_from_tet(day: date) -> int | None:
    """How many days after the nearest Mùng 1 Tết (negative: before it); None outside the table."""
    spans = [(day - first).days for year in (day.year, day.year + 1) if (first := tet(year))]
    return min(spans, key=abs) if spans else None


@lru_cache(maxsize=128)
def public_holidays(year: int) -> frozenset[date]:
    """Public holidays by the Labour Code of 2019, with the working days that replace those on
    weekends.

    Tết is taken as the last day of the old year to the fifth of the new one; the government moves
    its ends by a day or two from year to year.
    """
    named = [
        date(year, 1, 1),
        date(year, 4, 30),
        date(year, 5, 1),
        date(year, 9, 1),
        date(year, 9, 2),
    ]
    if kings := hung_kings_day(year):
        named.append(kings)
    if first := tet(year):
        named += [first + timedelta(days=offset) for offset in range(-1, 5)]
    days = set(named)
    for day in sorted(named):
        if day.weekday() >= _SATURDAY:
            instead = day
            while instead.weekday() >= _SATURDAY or instead in days:
                instead += timedelta(days=1)
            days.add(instead)
    return frozenset(days)


def is_holiday(day: date) -> bool:
    """Whether the day belongs to a holiday: itself, the weekend beside it, or a working day
    squeezed in between."""
    if not _is_free(day):
        return False
    for step in (_DAY, -_DAY):
        other = day
        while _is_free(other):
            if _is_named(other):
                return True
            other += step
    return False


def _is_named(day: date) -> bool:
    return day in public_holidays(day.year)


def _is_free(day: date) -> bool:
    """A day off, or a working day between two of which one is a holiday (commonly swapped for a
    Saturday)."""
    if _rests(day):
        return True
    before, after = day - _DAY, day + _DAY
    return (_is_named(before) and _rests(after)) or (_rests(before) and _is_named(after))


def _rests(day: date) -> bool:
    return day.weekday() >= _SATURDAY or _is_named(day)


@lru_cache(maxsize=4096)
def usual_activity(day: date) -> float:
    """How much of a newsroom's usual output is to be expected: 1 on a usual day, near 0 in the
    middle of Tết."""
    distance = days_from_tet(day)
    if distance is not None and -2 <= distance <= 7:
        return 0.05
    if is_holiday(day):
        return 0.2
    return 0.5 if distance is not None and -8 <= distance <= 12 else 1.0
