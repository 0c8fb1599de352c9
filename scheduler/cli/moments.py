"""Moments and spans of time as people type them: ``7d``, ``36h``, ``2026-11-01``, ``1/11/2026``.

`now` is handed in.
"""

import re
from datetime import UTC, datetime, timedelta

import click

_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_DAY = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}")
_SPAN = re.compile(r"(\d{1,6})\s*([mhdw])")
EXPECTED = "expected a span such as 90m, 36h, 7d or 2w, or a day such as 2026-11-01 or 1/11/2026"


def since(text: str, now: datetime) -> datetime:
    """The moment that `text` means, counted back from `now`; days begin at midnight in Vietnam.

    >>> since("36h", datetime(2026, 11, 22, 12, tzinfo=UTC)).isoformat()
    '2026-11-21T00:00:00+00:00'
    >>> since("1/11/2026", datetime(2026, 11, 22, 12, tzinfo=UTC)).isoformat()
    '2026-11-01T00:00:00+07:00'
    """
    from parsers.dates import VIETNAM, parse_date

    wanted = text.strip().lower()
    if span := _SPAN.fullmatch(wanted):
        return now - timedelta(**{_UNITS[span[2]]: int(span[1])})
    try:
        moment = datetime.fromisoformat(wanted.upper())
        return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)
    except ValueError:
        # The parser of pages takes what it can of a line; of a person it is asked what was meant.
        parsed = parse_date(wanted, tz=VIETNAM) if _DAY.fullmatch(wanted) else None
    if parsed is None:
        raise ValueError(f"{text!r}: {EXPECTED}")
    return parsed.moment


def past(context: click.Context, option: click.Parameter, value: str | None) -> datetime | None:
    """The same for a span that ends now: one that begins on a day to come would run backwards."""
    found = moment(context, option, value)
    if found is not None and found > datetime.now(UTC):
        raise click.BadParameter(f"{value!r}: expected a day or moment that is not yet to come.")
    return found


def moment(_context: click.Context, _option: click.Parameter, value: str | None) -> datetime | None:
    """Callback of options such as ``--since``: text to a moment, or what was expected."""
    try:
        return None if value is None else since(value, datetime.now(UTC))
    except (ValueError, OverflowError):
        raise click.BadParameter(f"{value!r}: {EXPECTED}.") from None
