"""PURE: how a source edits its articles, learned from its own past looks. No clock, no I/O.

`SourceHabits` is the answer: how often an article of each age is edited, how much the articles
differ from one another, how much more likely an edit is soon after another one, and at which hours
the newsroom works. `PRIOR` holds for a source that we know nothing of; `learn_habits` moves it
towards what was seen, as far as the evidence goes.
"""

import math
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

DAY = 24.0
WEEK = 168.0

# Edges of the age bands in hours; the last band is open. Narrow where edits are dense: at first
# minutes, then days.
AGE_EDGES = (
    0.0,
    1.0,
    2.0,
    4.0,
    6.0,
    9.0,
    12.0,
    18.0,
    24.0,
    36.0,
    48.0,
    72.0,
    96.0,
    168.0,
    336.0,
    720.0,
    2160.0,
)
# Edges of the bands of time since the article's last edit, in hours; the last band is open and is
# the norm (1.0).
SINCE_EDGES = (0.0, 1.0, 3.0, 8.0, 24.0)


def _expected_edits(age: float) -> float:
    """Edits that an average article has had by this age: GDELT's base rates (82 % of a week's edits
    on day one).

    90 % of a week's edits decay with 14 h, the rest is a long tail that thins out as 1/age after
    the week.
    """
    tail = min(age, WEEK) / WEEK + (math.log(age / WEEK) if age > WEEK else 0.0)
    return 0.9 * (0.9 * -math.expm1(-age / 14.0) + 0.1 * tail)


def _prior_rates() -> tuple[float, ...]:
    edges = (*AGE_EDGES, 2 * AGE_EDGES[-1])
    return tuple(
        (_expected_edits(end) - _expected_edits(start)) / (end - start)
        for start, end in pairwise(edges)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHabits:
    """How a source edits. An article's edit rate = its own factor x `rates`[age] x
    `after_edit`[time since] x hour.

    `rates`: edits per hour of an average article in each band of AGE_EDGES. `spread`: the shape of
    the Gamma distribution (mean 1) of the articles' own factors: small means that few articles get
    most of the edits. `after_edit`: factor in each band of SINCE_EDGES. `hours`: factor for each
    hour of the UTC day (mean 1). `articles`: how many articles this was learned from.
    """

    rates: tuple[float, ...] = _prior_rates()
    spread: float = 0.4
    after_edit: tuple[float, ...] = (3.0, 2.5, 1.8, 1.2, 1.0)
    hours: tuple[float, ...] = (1.0,) * 24
    articles: int = 0

    def rate_at(self, age: float) -> float:
        """Edits per hour of an average article of this age (hours)."""
        return self.rates[band(AGE_EDGES, age)]

    def edits_between(self, start: float, end: float) -> float:
        """Edits that an average article gets between two ages (hours)."""
        total = 0.0
        first = band(AGE_EDGES, start)
        for index in range(first, len(AGE_EDGES)):
            low = max(start, AGE_EDGES[index])
            high = min(end, AGE_EDGES[index + 1]) if index + 1 < len(AGE_EDGES) else end
            if high <= low:
                break
            total += self.rates[index] * (high - low)
        return total


def band(edges: tuple[float, ...], value: float) -> int:
    """Index of the band that holds `value`; what lies before the first edge counts as the first
    band."""
    return max(0, bisect_right(edges, value) - 1)


def to_next(edges: tuple[float, ...], value: float) -> float:
    """How far it is from `value` to the next edge; infinite after the last one."""
    index = band(edges, value) + 1
    return edges[index] - value if index < len(edges) else math.inf


PRIOR = SourceHabits()
