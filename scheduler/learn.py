"""PURE: learn a source's habits from the looks that were made at its articles. No clock, no I/O.

A look only says "edited since the last look, or not": when, and how often, stays hidden (interval
censoring). So the rates are found by expectation and maximisation: an edited interval's expected
edits are spread over its pieces as the present rates say, then every rate becomes edits per
exposure. Each number starts with a few made-up observations that say what PRIOR says, so that
little evidence moves it little.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from scheduler.habits import AGE_EDGES, PRIOR, SINCE_EDGES, SourceHabits, band, to_next

ROUNDS = 5
WEIGHT = 6.0  # edits that the prior is worth, per band
SPREADS = (0.1, 0.15, 0.2, 0.3, 0.45, 0.7, 1.0, 1.5, 2.5, 5.0)
LONG = 36.0  # hours; the hour of the day says nothing about longer intervals


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """The looks at one article, in order of time: when it was published, first looked at, and each
    look since.

    `looks` holds (time, whether an edit was found), without the first look, at which there was
    nothing to compare with.
    """

    published_at: datetime
    first_look_at: datetime
    looks: tuple[tuple[datetime, bool], ...]


@dataclass(slots=True)
class _Piece:
    """A stretch of an interval in which no factor changes: its bands, and its length in hours."""

    age: int
    since: int
    hour: int | None
    length: float


@dataclass(slots=True)
class _Interval:
    """The time between two looks, cut into pieces."""

    pieces: list[_Piece]
    edited: bool


@dataclass(slots=True)
class _Tally:
    """Edits and exposure per band of one factor."""

    edits: list[float]
    exposure: list[float]

    @classmethod
    def of(cls, size: int) -> "_Tally":
        return cls([0.0] * size, [0.0] * size)

    def add(self, index: int, edits: float, exposure: float) -> None:
        self.edits[index] += edits
        self.exposure[index] += exposure

    def ratio(self, index: int, prior: float) -> float:
        """Edits per exposure, the prior being worth WEIGHT edits."""
        return (WEIGHT + self.edits[index]) / (WEIGHT / prior + self.exposure[index])


def learn_habits(trails: Iterable[Trail], prior: SourceHabits = PRIOR) -> SourceHabits:
    """The habits of the source that these trails come from; `prior` where they say nothing."""
    articles = [cut for cut in (_cut(trail) for trail in trails) if cut]
    habits = prior
    for _ in range(ROUNDS if articles else 0):
        habits = _improve(habits, prior, articles)
    return replace(habits, articles=len(articles))


def _cut(trail: Trail) -> list[_Interval]:
    intervals: list[_Interval] = []
    start, edited_at = trail.first_look_at, None
    for at, edited in trail.looks:
        if at > start:
            intervals.append(_Interval(_pieces(trail.published_at, start, at, edited_at), edited))
            start = at
        if edited:
            edited_at = at
    return intervals


def _pieces(
    born: datetime, start: datetime, end: datetime, edited_at: datetime | None
) -> list[_Piece]:
    length = (end - start).total_seconds() / 3600
    age = max(0.0, (start - born).total_seconds() / 3600)
    since = (start - edited_at).total_seconds() / 3600 if edited_at else math.inf
    utc = start.astimezone(UTC)
    clock = utc.hour + utc.minute / 60 + utc.second / 3600
    pieces, passed = [], 0.0
    while passed < length:
        step = min(to_next(AGE_EDGES, age + passed), to_next(SINCE_EDGES, since + passed))
        hour = None
        if length <= LONG:
            now = (clock + passed) % 24
            hour = int(now)
            step = min(step, hour + 1 - now)
        step = max(min(step, length - passed), 1e-6)
        pieces.append(
            _Piece(band(AGE_EDGES, age + passed), band(SINCE_EDGES, since + passed), hour, step)
        )
        passed += step
    return pieces


def _improve(
    habits: SourceHabits, prior: SourceHabits, articles: list[list[_Interval]]
) -> SourceHabits:
    """One round: share the edits out by the present habits, then count again."""
    ages, sinces, hours = _Tally.of(len(AGE_EDGES)), _Tally.of(len(SINCE_EDGES)), _Tally.of(24)
    counts: list[tuple[int, float]] = []
    for intervals in articles:
        expected = [[_rate(habits, piece) * piece.length for piece in i.pieces] for i in intervals]
        exposure = sum(map(sum, expected))
        found = sum(interval.edited for interval in intervals)
        counts.append((found, exposure))
        factor = (habits.spread + found) / (habits.spread + exposure)
        for interval, parts in zip(intervals, expected, strict=True):
            whole = sum(parts)
            # Expected edits given that there was at least one.
            edits = whole * factor / -math.expm1(-whole * factor) if interval.edited else 0.0
            for piece, part in zip(interval.pieces, parts, strict=True):
                share, due = edits * part / whole, part * factor
                ages.add(piece.age, share, due / habits.rates[piece.age])
                sinces.add(piece.since, share, due / habits.after_edit[piece.since])
                if piece.hour is not None:
                    hours.add(piece.hour, share, due / habits.hours[piece.hour])
    return _counted(prior, ages, sinces, hours, _spread(counts, habits.spread))


def _rate(habits: SourceHabits, piece: _Piece) -> float:
    hour = 1.0 if piece.hour is None else habits.hours[piece.hour]
    return habits.rates[piece.age] * habits.after_edit[piece.since] * hour


def _counted(
    prior: SourceHabits, ages: _Tally, sinces: _Tally, hours: _Tally, spread: float
) -> SourceHabits:
    by_hour = [hours.ratio(hour, factor) for hour, factor in enumerate(prior.hours)]
    mean = sum(by_hour) / 24
    last = len(SINCE_EDGES) - 1
    return SourceHabits(
        rates=tuple(ages.ratio(index, rate) for index, rate in enumerate(prior.rates)),
        spread=spread,
        # The last band is the norm: the other factors are measured against it.
        after_edit=tuple(
            1.0 if index == last else sinces.ratio(index, factor)
            for index, factor in enumerate(prior.after_edit)
        ),
        hours=tuple(factor / mean for factor in by_hour),
    )


def _spread(counts: list[tuple[int, float]], present: float) -> float:
    """The most likely shape of the Gamma distribution, by the negative binomial likelihood of the
    counts."""

    def likelihood(shape: float) -> float:
        return (
            sum(
                math.lgamma(shape + found)
                - math.lgamma(shape)
                + shape * math.log(shape / (shape + exposure))
                + found * math.log((exposure + 1e-12) / (shape + exposure))
                for found, exposure in counts
            )
            - 0.5 * math.log(shape / PRIOR.spread) ** 2 * WEIGHT
        )

    return max(SPREADS, key=likelihood)
