"""PURE: has a source been silent for longer than is its habit? Knows weekdays, hours, public
holidays and Tết.

Time is measured by what the source usually writes in it: a Sunday or a night counts little, the
days of Tết next to nothing, so that gaps of one source become comparable. The present gap is then
held against its own longest ones.
"""

import math
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise

from parsers.dates import VIETNAM
from scheduler.holidays import usual_activity
from scheduler.observed import Finding, HealthState

LEAST_ARRIVALS = 12
LEAST_DAYS = 14
LEAST_GAP = 4.0  # articles that should have come: less than this says nothing
MARGIN = 1.3  # over the longest gap of the past
_DAY = timedelta(days=1)


class Rhythm:
    """How many articles a source is expected to bring, by weekday, hour and holiday, as its past
    arrivals say."""

    def __init__(self, arrivals: Sequence[datetime]) -> None:
        local = [moment.astimezone(VIETNAM) for moment in arrivals]
        self._hours = _shares([moment.hour for moment in local])
        self._per_day = _weekday_rates(local)

    def expected(self, start: datetime, end: datetime) -> float:
        """How many articles should have come between two moments."""
        moment, stop = start.astimezone(VIETNAM), end.astimezone(VIETNAM)
        total = 0.0
        while moment < stop:
            following = min(
                stop, datetime.combine(moment.date() + _DAY, datetime.min.time(), VIETNAM)
            )
            total += self._on(moment.date()) * self._share(moment, following)
            moment = following
        return total

    def _on(self, day: date) -> float:
        return self._per_day[day.weekday()] * usual_activity(day)

    def _share(self, start: datetime, end: datetime) -> float:
        """Which share of a day's articles falls between two moments of one day."""
        return self._until(start, end) - self._until(start, start)

    def _until(self, day: datetime, moment: datetime) -> float:
        hours = (
            moment - day.replace(hour=0, minute=0, second=0, microsecond=0)
        ).total_seconds() / 3600
        whole = min(24, int(hours))
        part = self._hours[whole] * (hours - whole) if whole < 24 else 0.0
        return sum(self._hours[:whole]) + part


def _shares(hours: Sequence[int]) -> list[float]:
    counts = [1.0] * 24
    for hour in hours:
        counts[hour] += 1
    return [count / sum(counts) for count in counts]


def _weekday_rates(local: Sequence[datetime]) -> list[float]:
    """Articles per day for each weekday, holidays set aside; little evidence leans on the mean of
    the week."""
    days = [local[0].date() + _DAY * offset for offset in range((local[-1] - local[0]).days + 1)]
    usual = [day for day in days if usual_activity(day) == 1.0]
    counts = [0.0] * 7
    for moment in local:
        if usual_activity(moment.date()) == 1.0:
            counts[moment.weekday()] += 1
    mean = sum(counts) / max(1, len(usual))
    spans = [sum(day.weekday() == weekday for day in usual) for weekday in range(7)]
    return [(count + mean) / (span + 1) for count, span in zip(counts, spans, strict=True)]


def find_silence(
    arrivals: Sequence[datetime], looked_until: datetime, trusted_until: datetime | None
) -> Finding | None:
    """A finding when nothing new has come for longer than ever; `looked_until`: the last listing
    that was read well."""
    past = [moment for moment in arrivals if trusted_until is None or moment <= trusted_until]
    if len(past) < LEAST_ARRIVALS or past[-1] - past[0] < LEAST_DAYS * _DAY:
        return None
    rhythm = Rhythm(past)
    gap = rhythm.expected(arrivals[-1], looked_until)
    if gap < LEAST_GAP:
        return None
    gaps = [rhythm.expected(a, b) for a, b in pairwise(past) if b > a]
    # With few gaps the longest is no guide yet: an even stream has gaps of up to ln(n) + 1 or so.
    usual = max(*gaps, math.log(len(gaps)) + 1)
    if gap < MARGIN * usual + 1:
        return None
    days = (looked_until - arrivals[-1]) / _DAY
    span = f"{days:.0f} days" if days >= 2 else f"{days * 24:.0f} hours"
    text = f"no new article for {span}, in which some {gap:.0f} usually come"
    return Finding(state=HealthState.SILENT, text=text, since=arrivals[-1])
