"""How a source file says when: "30m", cron lines, quiet hours. Pure: no clock.

Each `read_*` function returns a value or raises ValueError with what was expected.
"""

import re
from dataclasses import dataclass
from datetime import time, timedelta

UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*([smhdw])")
CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
WEEKDAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
CRON_FIELDS = (
    ("minute", 0, 59),
    ("hour", 0, 23),
    ("day of the month", 1, 31),
    ("month", 1, 12),
    ("day of the week", 0, 7),
)


@dataclass(frozen=True, slots=True)
class QuietHours:
    """A span of the day in which a source is left alone; it may cross midnight."""

    start: time
    end: time

    def covers(self, moment: time) -> bool:
        """Whether this time of day is quiet; the end itself is not.

        >>> QuietHours(time(23), time(5, 30)).covers(time(2))
        True
        """
        if self.start <= self.end:
            return self.start <= moment < self.end
        return moment >= self.start or moment < self.end


def read_duration(text: str) -> timedelta:
    """A span of time from a minute to a year.

    >>> read_duration("1h 30m")
    datetime.timedelta(seconds=5400)
    """
    wanted = 'a span of time such as "30m", "2h" or "1d", of a minute or more, up to a year'
    if not text or DURATION.sub("", text).strip():
        raise ValueError(wanted)
    parts = ({UNITS[unit]: float(number)} for number, unit in DURATION.findall(text))
    try:
        span = sum((timedelta(**part) for part in parts), timedelta())
    except OverflowError:
        raise ValueError(wanted) from None
    if not timedelta(minutes=1) <= span <= timedelta(days=366):
        raise ValueError(wanted)
    return span


def read_quiet_hours(text: str) -> QuietHours:
    """A span of the day.

    >>> read_quiet_hours("23:00-05:30").end
    datetime.time(5, 30)
    """
    ends = [CLOCK.fullmatch(part.strip()) for part in re.split("[-–]", text)]
    if len(ends) != 2 or not ends[0] or not ends[1] or ends[0].groups() == ends[1].groups():
        raise ValueError('two different times of day, such as "23:00-05:30"')
    start, end = (time(int(found[1]), int(found[2])) for found in ends if found)
    return QuietHours(start, end)


def read_cron(text: str) -> str:
    """The five fields of a crontab line, checked; days of the week come out as a list of names.

    Crontab counts from Sunday and other schedulers from Monday: names mean the same to all.

    >>> read_cron("*/30 6-22 * * 1-5")
    '*/30 6-22 * * mon,tue,wed,thu,fri'
    """
    fields = text.lower().split()
    if len(fields) != 5:
        raise ValueError('five fields "minute hour day month weekday", such as "*/30 6-22 * * *"')
    values = [
        _cron_values(field, *bounds) for field, bounds in zip(fields, CRON_FIELDS, strict=True)
    ]
    if fields[4] != "*":
        fields[4] = ",".join(dict.fromkeys(WEEKDAYS[day % 7] for day in values[4]))
    return " ".join(fields)


def _cron_values(field: str, name: str, least: int, most: int) -> list[int]:
    """All values that one field names."""
    wanted = f"a {name} from {least} to {most} in the cron line"
    values: list[int] = []
    for part in field.split(","):
        span, slash, step = part.partition("/")
        if slash and (not step.isdigit() or int(step) == 0):
            raise ValueError(f'{wanted} and a step of 1 or more after "/"')
        if span == "*":
            first, last = least, min(most, 6) if name == "day of the week" else most
        else:
            start, dash, end = span.partition("-")
            first = _cron_number(start, name, wanted)
            last = _cron_number(end, name, wanted) if dash else (most if slash else first)
        if not least <= first <= last <= most:
            raise ValueError(wanted)
        values += range(first, last + 1, int(step) if slash else 1)
    return values


def _cron_number(text: str, name: str, wanted: str) -> int:
    if text.isdigit():
        return int(text)
    if name == "day of the week" and text in WEEKDAYS:
        return WEEKDAYS.index(text)
    if name == "month" and text in MONTHS:
        return MONTHS.index(text) + 1
    raise ValueError(wanted)
