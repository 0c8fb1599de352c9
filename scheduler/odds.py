"""PURE: how unlikely a recent run of observations is, given the source's own past. Arithmetic only.

The past gives a Beta distribution of the share of "bad" observations, the recent ones are then
Beta-Binomial: with a short past nothing is very unlikely, with a long one three bad pages are.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

SIZES = (2, 3, 5, 8, 12, 20)  # recent runs that are tried
PAST = 200  # observations before them that count
LEAST_PAST = 15
ODDS = (
    1e-5  # a source is judged at every crawl, by some fifty runs: so rare an event is one in years
)


@dataclass(frozen=True, slots=True)
class Surprise:
    """The recent run that fits the past worst: its size, how many were bad, and how likely that (or
    worse) was."""

    size: int
    bad: int
    odds: float


def beta_binomial_tail(bad: int, size: int, alpha: float, beta: float) -> float:
    """The chance of `bad` or more out of `size` when the share is Beta(alpha, beta)."""
    return min(1.0, sum(_mass(count, size, alpha, beta) for count in range(bad, size + 1)))


def _mass(count: int, size: int, alpha: float, beta: float) -> float:
    choose = math.lgamma(size + 1) - math.lgamma(count + 1) - math.lgamma(size - count + 1)
    return math.exp(choose + _log_beta(count + alpha, size - count + beta) - _log_beta(alpha, beta))


def _log_beta(alpha: float, beta: float) -> float:
    return math.lgamma(alpha) + math.lgamma(beta) - math.lgamma(alpha + beta)


def normal_tail(deviations: float) -> float:
    """The chance of lying at least so many standard deviations above the mean."""
    return 0.5 * math.erfc(deviations / math.sqrt(2))


def worst_run(
    flags: Sequence[bool],
    groups: Sequence[str] | None = None,
    *,
    trusted: int | None = None,
    sizes: Sequence[int] = SIZES,
) -> Surprise | None:
    """The most surprising run at the end of `flags` (True: bad), each observation measured against
    its own group.

    Observations of a group that the past does not know are left out: a new section is not a
    breakage. `trusted` says how many of the first observations are known to be sound; only these
    then count as the past. None: too little past to say anything, or the last observations are
    sound again.
    """
    names = groups or [""] * len(flags)
    worst: Surprise | None = None
    for size in sizes:
        start = len(flags) - size
        end = start if trusted is None else min(start, trusted)
        if end < LEAST_PAST:
            break
        surprise = _surprise(flags, names, start, end)
        if surprise and (worst is None or surprise.odds < worst.odds):
            worst = surprise
    return worst if any(flags[-5:]) else None


def _surprise(flags: Sequence[bool], names: Sequence[str], start: int, end: int) -> Surprise | None:
    past = range(max(0, end - PAST), end)
    overall = sum(flags[index] for index in past) / len(past)
    seen: dict[str, list[int]] = {}
    for index in past:
        tally = seen.setdefault(names[index], [0, 0])
        tally[0] += flags[index]
        tally[1] += 1
    mean = weight = 0.0
    size = bad = 0
    for index in range(start, len(flags)):
        group_bad, group_size = seen.get(names[index], (0, 0))
        if group_size < 3:
            continue
        # A group with a short past leans on what holds for all.
        mean += (group_bad + 5 * overall) / (group_size + 5)
        weight += group_size + 5
        size += 1
        bad += flags[index]
    if size < 2:
        return None
    mean, weight = mean / size, min(weight / size, len(past))
    odds = beta_binomial_tail(bad, size, mean * weight + 0.5, (1 - mean) * weight + 0.5)
    return Surprise(size, bad, odds)
