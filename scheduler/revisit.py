"""PURE: when to look at an article again. Times come in and go out as values; no clock, no I/O.

The aim is to miss no version and to see each soon. A version is missed when its article is edited
twice between two looks, so a look is due when the cost of waiting has grown to a price. The cost
is the integral, since the last look, of

    sqrt(E[rate^2] + EAGERNESS * E[rate])
    rate = the article's own factor x by age x by time since its last edit x by hour of the day

The first term is the loss by overwritten versions, the second the delay; docs/revisit.md derives
both. The expectation is over the article's own factor, given how often it has been edited so far
(Gamma-Poisson). Bounds: 15 minutes, 48 hours in the first week, looks at 7, 30 and 90 days.
"""

import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import blake2b

from scheduler.changes import ArticleStatus
from scheduler.habits import AGE_EDGES, PRIOR, SINCE_EDGES, SourceHabits, band, to_next

FLOOR = timedelta(minutes=15)
CAP = timedelta(hours=48)  # within the first week
MILESTONES = (timedelta(days=7), timedelta(days=30), timedelta(days=90))
LIVELY = timedelta(days=7)  # after an edit an old article is looked at by habit again for so long
CONFIRM_SOON = timedelta(hours=1)  # a first look at a suspected article: was it a hiccup?
CONFIRM_LATER = timedelta(hours=24)  # the look that makes it a removal
GIVE_UP = timedelta(days=14)  # a suspect that was not found for so long is treated as removed
PRICE = 0.13  # some 16 looks in the first week of an article at the base rates; 0.05: some 37
EAGERNESS = 0.01  # per hour
# Of an interval, half of it either way: articles found together are not all due together.
JITTER = 0.1


class Why(StrEnum):
    """Why a look is due when it is."""

    NEW = "new"  # never looked at
    HINT = "hint"  # a listing, feed or sitemap says that it was updated
    RETRY = "retry"  # the last look taught us nothing
    SUSPECTED = "suspected"  # is it really gone?
    REMOVED = "removed"  # has it come back?
    EDITED = "edited"  # edited a short while ago
    HABIT = "habit"  # its age and the source's habits
    MILESTONE = "milestone"  # 7, 30, 90 days


@dataclass(frozen=True, slots=True, kw_only=True)
class LookHistory:
    """What is known of the looks at one article. All times aware.

    `last_looked_at`: the last look that taught us something (a snapshot, a 304, a 404), None before
    the first. `edits`: confirmed edits since it was first seen, `last_edit_at` when the last of
    them was seen. `hinted_at`: when a listing, feed or sitemap last announced an update.
    `failures`: looks in a row that taught us nothing, the last one at `failed_at`.
    """

    identity: str
    first_seen_at: datetime
    published_at: datetime | None = None
    last_looked_at: datetime | None = None
    edits: int = 0
    last_edit_at: datetime | None = None
    status: ArticleStatus = ArticleStatus.LIVE
    missed_since: datetime | None = None
    misses: int = 0
    hinted_at: datetime | None = None
    failures: int = 0
    failed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedLook:
    """The next look: `at`, how long after the last one (`interval`), and `why` then."""

    at: datetime
    interval: timedelta
    why: Why


def next_look(history: LookHistory, habits: SourceHabits, now: datetime) -> datetime | None:
    """When to look again: may lie in the past (overdue); None: never."""
    planned = plan_look(history, habits, now)
    return planned.at if planned else None


def plan_look(
    history: LookHistory, habits: SourceHabits, now: datetime, *, price: float = PRICE
) -> PlannedLook | None:
    """The next look with its reason. Stamps that lie after `now` (the clock was set back) count as
    `now`."""
    if history.last_looked_at is None:
        return _retry(history, now) or PlannedLook(
            at=history.first_seen_at, interval=FLOOR, why=Why.NEW
        )
    last = min(history.last_looked_at, now)
    planned: PlannedLook | None
    match history.status:
        case ArticleStatus.REMOVED:
            planned = _look_for_return(history, last)
        case ArticleStatus.SUSPECTED:
            planned = _confirm_removal(history, last)
        case ArticleStatus.LIVE:
            planned = _by_habit(history, habits, last, price)
    if planned and history.hinted_at and history.hinted_at > last and planned.at > last + FLOOR:
        planned = PlannedLook(
            at=max(last + FLOOR, min(history.hinted_at, now)), interval=FLOOR, why=Why.HINT
        )
    retry = _retry(history, now)
    return retry if planned and retry and retry.at > planned.at else planned


def _retry(history: LookHistory, now: datetime) -> PlannedLook | None:
    """After looks that failed: 15 min, 30 min, 1 h ... at most a day later."""
    if not history.failures or history.failed_at is None:
        return None
    wait = min(FLOOR * 2 ** min(history.failures - 1, 7), timedelta(days=1))
    return PlannedLook(at=min(history.failed_at, now) + wait, interval=wait, why=Why.RETRY)


def _confirm_removal(history: LookHistory, last: datetime) -> PlannedLook | None:
    since = min(history.missed_since or last, last)
    if last - since >= GIVE_UP:
        return _look_for_return(history, last)
    if history.misses <= 1:
        at = last + CONFIRM_SOON
    else:
        at = max(since + CONFIRM_LATER, last + CONFIRM_SOON)
        if last - since >= CONFIRM_LATER:
            at = last + CONFIRM_LATER
    return PlannedLook(at=at, interval=at - last, why=Why.SUSPECTED)


def _look_for_return(history: LookHistory, last: datetime) -> PlannedLook | None:
    since = min(history.missed_since or last, last)
    for step in MILESTONES:
        if since + step > last:
            return PlannedLook(at=since + step, interval=since + step - last, why=Why.REMOVED)
    return None


def _by_habit(
    history: LookHistory, habits: SourceHabits, last: datetime, price: float
) -> PlannedLook:
    born = min(history.published_at or history.first_seen_at, history.first_seen_at)
    milestone = _next_milestone(born, last)
    left = milestone - last
    lively = history.last_edit_at is not None and last - history.last_edit_at < LIVELY
    if last - born >= MILESTONES[0] and not lively:
        return PlannedLook(at=max(milestone, last + FLOOR), interval=left, why=Why.MILESTONE)
    hours = _wait(history, habits, born, last, price, _hours(min(CAP, left)))
    wait = max(FLOOR, timedelta(hours=hours))
    if wait >= 0.75 * left and left <= CAP:
        return PlannedLook(at=max(milestone, last + FLOOR), interval=left, why=Why.MILESTONE)
    if wait > left / 2:
        wait = left / 2  # two equal steps to the milestone, not a long one and a short one
    wait *= 1 + JITTER * (_fraction(history.identity, last) - 0.5)
    at = last + min(max(wait, FLOOR), CAP)
    lately = history.last_edit_at and _hours(last - history.last_edit_at) < SINCE_EDGES[-1]
    return PlannedLook(at=at, interval=at - last, why=Why.EDITED if lately else Why.HABIT)


def _next_milestone(born: datetime, last: datetime) -> datetime:
    for step in MILESTONES:
        if born + step > last:
            return born + step
    return last + MILESTONES[-1]


def _wait(
    history: LookHistory,
    habits: SourceHabits,
    born: datetime,
    last: datetime,
    price: float,
    most: float,
) -> float:
    """Hours after `last` at which the price is reached, at most `most`."""
    mean, square = own_factor(history, habits, born, last)
    age = _hours(last - born)
    since = _hours(last - history.last_edit_at) if history.last_edit_at else math.inf
    at = last.astimezone(UTC)
    clock = at.hour + at.minute / 60 + at.second / 3600
    flat = min(habits.hours) == max(habits.hours)
    passed = owed = 0.0
    while passed < most:
        step = min(
            to_next(AGE_EDGES, age + passed), to_next(SINCE_EDGES, since + passed), most - passed
        )
        rate = habits.rate_at(age + passed) * habits.after_edit[band(SINCE_EDGES, since + passed)]
        if not flat:
            hour = (clock + passed) % 24
            step = min(step, math.floor(hour) + 1 - hour)
            rate *= habits.hours[int(hour)]
        step = max(step, 1e-6)
        density = math.sqrt(square * rate * rate + EAGERNESS * mean * rate)
        if owed + density * step >= price:
            return passed + (price - owed) / density
        owed += density * step
        passed += step
    return most


def own_factor(
    history: LookHistory, habits: SourceHabits, born: datetime, last: datetime
) -> tuple[float, float]:
    """Mean and mean square of the article's own factor, given its edits so far."""
    exposure = habits.edits_between(_hours(history.first_seen_at - born), _hours(last - born))
    shape, rate = habits.spread + history.edits, habits.spread + exposure
    return shape / rate, shape * (shape + 1) / (rate * rate)


def _hours(span: timedelta) -> float:
    return span.total_seconds() / 3600


def _fraction(identity: str, moment: datetime) -> float:
    """A number in [0, 1) that is the same whenever it is computed again."""
    digest = blake2b(f"{identity} {moment.isoformat()}".encode(), digest_size=4).digest()
    return int.from_bytes(digest) / 2**32


__all__ = ["PRIOR", "LookHistory", "PlannedLook", "SourceHabits", "Why", "next_look", "plan_look"]
