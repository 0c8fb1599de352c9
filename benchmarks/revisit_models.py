"""Models of how articles are edited, for benchmarks/revisit.py: each gives stories whose edits are
known.

They differ on purpose, and none of them is what scheduler.habits assumes (which multiplies factors
per band):

- base: GDELT's base rates as published: 35 % of articles are edited, 90 % of edits decay with 14 h,
10 % fall anywhere
  in the week. Edited articles have 2.2 edits on average (geometric), which gives fixed intervals
  the captures that others measured on the same rates (1 h 96 %, 6 h 83 %, 12 h 74 %, 24 h 64 %).
- newsroom: three sources that work by the clock. Waiting times are Weibull with shape 0.5 (heavy
tail) in *working*
  time: nights nearly stand still, weekends run at half speed; how much an article is edited is
  log-normal.
- bursts: four sources that differ in share edited (15-60 %) and decay (3-30 h). Edits trigger
further ones (Hawkes:
  a correction is corrected again within hours), and one article in twelve gets a late correction
  days after.
- live: as base, but 1 % of the articles are live reports with 10 to 25 edits over a working day.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.random import Generator

START = datetime(2025, 3, 3, tzinfo=UTC)  # a Monday
WEEK = 168.0
SESSION = 1 / 6  # hours


@dataclass(frozen=True, slots=True)
class Story:
    """An article: its source, when it was published, its age (hours) at the first look, and the
    ages of its edits."""

    identity: str
    source: str
    published: datetime
    seen: float
    edits: tuple[float, ...]


def _story(source: str, number: int, published: float, seen: float, ages: list[float]) -> Story:
    # Edits before the first look are part of the first version: nobody can catch them.
    kept = tuple(sorted(age for age in ages if seen < age <= WEEK))
    return Story(f"{source}-{number}", source, START + timedelta(hours=published), seen, kept)


def _base_ages(rng: Generator, count: int) -> list[float]:
    return [
        float(rng.exponential(14) if rng.random() < 0.9 else rng.uniform(0, WEEK))
        for _ in range(count)
    ]


def base(rng: Generator, count: int) -> list[Story]:
    """GDELT's base rates."""
    stories = []
    for number in range(count):
        edits = int(rng.geometric(1 / 2.2)) if rng.random() < 0.35 else 0
        ages = _base_ages(rng, edits)
        stories.append(_story("base", number, float(rng.uniform(0, WEEK)), 0.0, ages))
    return stories


# How fast a newsroom's clock runs in each hour of the day (UTC; 7 hours behind Vietnam).
# fmt: off
_SPEED = np.array([1.2, 1.8, 1.8, 1.8, 1.6, 0.9, 1.0, 1.7, 1.8, 1.8, 1.6, 1.2,
                  1.0, 0.9, 0.9, 0.6, 0.3, 0.1, 0.05, 0.05, 0.05, 0.05, 0.2, 0.7])
# fmt: on
_WALL = np.arange(0, 6 * WEEK + 1)
_PER_HOUR = np.array(
    [_SPEED[hour % 24] * (0.5 if (hour // 24) % 7 >= 5 else 1.0) for hour in range(6 * 168)]
)
_WORKED = np.concatenate([[0.0], np.cumsum(_PER_HOUR)])


def _after_work(start: float, work: float) -> float:
    """The wall-clock age at which so much working time has passed since `start` (hours since
    Monday)."""
    target = np.interp(start, _WALL, _WORKED) + work
    return float(np.interp(target, _WORKED, _WALL) - start)


def _sessions(ages: list[float]) -> list[float]:
    """Edits within SESSION of one another are one: a site's cache never shows what is between."""
    kept: list[float] = []
    for age in sorted(ages, reverse=True):
        if not kept or kept[-1] - age >= SESSION:
            kept.append(age)
    return kept


def newsroom(rng: Generator, count: int) -> list[Story]:
    """Heavy-tailed waiting in working time, by the hours of a newsroom."""
    scales, means = {"morning": 4.0, "daily": 9.0, "weekly": 25.0}, (1.1, 0.7, 0.4)
    stories = []
    for number in range(count):
        which = int(rng.integers(3))
        source = list(scales)[which]
        published = float(np.interp(rng.uniform(0, _WORKED[168]), _WORKED, _WALL))
        eager = float(rng.lognormal(-1.1, 1.5))  # mean 1
        waits = [
            float(rng.weibull(0.5)) * scales[source]
            for _ in range(rng.poisson(eager * means[which]))
        ]
        ages = _sessions([_after_work(published, wait) for wait in waits if wait < 600])
        stories.append(_story(source, number, published, float(rng.uniform(0, 0.5)), ages))
    return stories


def bursts(rng: Generator, count: int) -> list[Story]:
    """Edits that trigger edits, in sources that differ."""
    desks = {"quiet": (0.15, 30.0), "usual": (0.3, 14.0), "quick": (0.45, 6.0), "busy": (0.6, 3.0)}
    stories = []
    for number in range(count):
        source = list(desks)[int(rng.integers(4))]
        share, tau = desks[source]
        ages = [float(rng.exponential(tau))] if rng.random() < share else []
        if rng.random() < 1 / 12:
            ages.append(float(rng.uniform(24, WEEK)))
        queue = list(ages)
        while queue:
            parent = queue.pop()
            follow = [parent + float(rng.exponential(6)) for _ in range(rng.poisson(0.35))]
            ages += follow
            queue += follow
        published = float(rng.uniform(0, WEEK))
        seen = float(rng.uniform(0, 0.5))
        stories.append(_story(source, number, published, seen, _sessions(ages)))
    return stories


def live(rng: Generator, count: int) -> list[Story]:
    """The base rates with a few live reports among them."""
    stories = []
    for story in base(rng, count):
        ages = list(story.edits)
        if rng.random() < 0.01:
            ages = [float(age) for age in rng.uniform(0, 9, int(rng.integers(10, 26)))]
        published = (story.published - START) / timedelta(hours=1)
        number = int(story.identity.split("-")[1])
        stories.append(_story("live", number, published, 0.0, ages))
    return stories


MODELS: dict[str, Callable[[Generator, int], list[Story]]] = {
    "base": base,
    "newsroom": newsroom,
    "bursts": bursts,
    "live": live,
}
