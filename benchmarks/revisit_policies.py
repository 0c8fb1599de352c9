"""The peers of benchmarks/revisit.py: how other tools decide when to look again, as their sources
have it.

A policy is a function from the state after a look to the article's age (hours) at the next one.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

WEEK = 168.0


@dataclass(slots=True)
class State:
    """What a crawler knows of an article after a look. Ages in hours.

    `changed_at`: age at the look that found the last edit, else the age at the first look.
    `interval`: the policy's own memory (Nutch and StormCrawler adapt it). `changed`: whether this
    look found an edit.
    """

    age: float
    seen: float
    changed_at: float
    edits: int = 0
    changed: bool = False
    interval: float = 1.0


Policy = Callable[[State], float]


def fixed(hours: float) -> Policy:
    """The same interval for ever."""
    return lambda state: state.age + hours


def newsdiffs(state: State) -> float:
    """The ladder get_update_delay on the time since the last change: 15 min, 1 h, 3 h (then 3 and
    30 days)."""
    since = state.age - state.changed_at
    for limit, delay in ((3, 0.25), (24, 1), (WEEK, 3), (30 * 24, 72)):
        if since < limit:
            return state.age + delay
    return state.age + 720


def diffengine(state: State) -> float:
    """Entry.stale as it was meant: due when the time since the last check is 0.2 of the age; run
    every hour."""
    return max(state.age / 0.8, state.age + 1.0)


def nutch(state: State) -> float:
    """AdaptiveFetchSchedule: +-20 %, less 0.2 of the time since the last change; 1 h to 7 days."""
    state.interval *= 0.8 if state.changed else 1.2
    delta = state.age - state.changed_at
    interval = min(max(state.interval, delta, 1.0), WEEK)
    state.interval = interval
    return max(state.age + interval - 0.2 * delta, state.age + 0.25)


def stormcrawler(state: State) -> float:
    """AdaptiveScheduler: half way to the minimum after a change, x 1.5 otherwise; 1 h to 14
    days."""
    state.interval = 0.5 * state.interval + 0.5 if state.changed else 1.5 * state.interval
    state.interval = min(max(state.interval, 1.0), 336.0)
    return state.age + state.interval


def gdelt(state: State) -> float:
    """Two looks: after a day and after a week."""
    return 24.0 if state.age < 24 else WEEK if state.age < WEEK else math.inf


def sqrt_decay(c: float, *, boost: bool = False) -> Policy:
    """I = c / sqrt(rate), rate = e^(-age/14 h) + 0.004, after an edit times 1 + 3 e^(-since/6 h);
    15 min to 48 h."""

    def policy(state: State) -> float:
        rate = math.exp(-state.age / 14) + 0.004
        if boost and state.edits:
            rate *= 1 + 3 * math.exp(-(state.age - state.changed_at) / 6)
        return state.age + min(max(c / math.sqrt(rate), 0.25), 48.0)

    return policy


PEERS: dict[str, Policy] = {
    "fixed 1 h": fixed(1),
    "fixed 6 h": fixed(6),
    "fixed 12 h": fixed(12),
    "fixed 24 h": fixed(24),
    "NewsDiffs ladder": newsdiffs,
    "diffengine 0.2": diffengine,
    "Nutch .2/.2": nutch,
    "StormCrawler": stormcrawler,
    "GDELT 24 h + 7 d": gdelt,
    "sqrt-decay c=1": sqrt_decay(1.0),
    "sqrt-decay c=1.5": sqrt_decay(1.5),
    "sqrt-decay c=2.5 + boost": sqrt_decay(2.5, boost=True),
    "sqrt-decay c=4 + boost": sqrt_decay(4.0, boost=True),
}
