"""PURE: which of the due looks come first when a host's budget does not allow them all. No clock,
no I/O.

Every look is measured by its lateness: how long it is overdue, in units of its own interval. An
article that is due every 15 minutes and 15 minutes late weighs as much as one that is due every two
days and two days late, so that young articles come first and nothing starves: lateness grows until
it is the greatest.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class DueLook:
    """A look that may be made: of which article, on which host, due `at`, and the interval that it
    ends."""

    identity: str
    host: str
    at: datetime
    interval: timedelta

    def lateness(self, now: datetime) -> float:
        """How overdue, in intervals; negative when not yet due."""
        return (now - self.at) / max(self.interval, timedelta(minutes=1))


def allot(
    candidates: Iterable[DueLook], budget: Mapping[str, int], now: datetime
) -> tuple[DueLook, ...]:
    """The looks to make now, most overdue first; `budget` is what each host may still be asked
    today.

    A host that is not named in `budget` has none left. Ties go by identity, so that the answer is
    always the same.
    """
    left = dict(budget)
    chosen: list[DueLook] = []
    due = [look for look in candidates if look.at <= now]
    for look in sorted(due, key=lambda look: (-look.lateness(now), look.identity)):
        if left.get(look.host, 0) > 0:
            left[look.host] -= 1
            chosen.append(look)
    return tuple(chosen)


def spread_budget(daily: int, spent: int, now: datetime, reset: datetime) -> int:
    """How much of a host's daily budget may be spent by `now`, so that the evening is not left
    without.

    `reset` is when the day's count ends. Three times an even pace: a morning's burst may run ahead,
    but the last looks of the day keep their share.
    """
    left = max(0, daily - spent)
    share = 1 - min(1.0, max(0.0, (reset - now) / timedelta(days=1)))
    return max(0, min(left, round(daily * min(1.0, 3 * share + 0.125)) - spent))
