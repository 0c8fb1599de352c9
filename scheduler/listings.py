"""PURE: how often to poll a listing, so that no item comes and goes between two polls. No clock, no
I/O.

A listing shows the last so many items. As long as a poll still shows items that the poll before it
had shown, nothing was missed in between: this overlap is the proof. Media Cloud keeps it between a
third and two thirds; we poll so that even the busiest spell seen lately would leave half, and never
later than the source's own interval asks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

LEAST_OVERLAP = 0.33  # below: the next burst may lose items
WANTED_OVERLAP = 0.5
SHORTEST = timedelta(minutes=10)
MEMORY = timedelta(days=8)  # a week and a day: the same hours of the same weekday
LATEST = 20  # polls that the proof speaks of
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingPoll:
    """One poll of a listing (with the further pages that it followed): `items` shown, `known` of
    them seen before."""

    at: datetime
    items: int
    known: int

    @property
    def overlap(self) -> float:
        """The share of the items that was known already."""
        return self.known / self.items if self.items else 1.0


_Pair = tuple[ListingPoll, ListingPoll]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingRhythm:
    """When to poll a listing again, and the proof that nothing was lost.

    `overlap`: the least overlap of the recent polls (None: fewer than two). `lost`: polls that
    showed nothing known, so that items may have come and gone unseen before them. `follow_pages`:
    read on to the next pages until known items appear.
    """

    interval: timedelta
    overlap: float | None
    lost: int
    follow_pages: bool


def listing_interval(polls: Sequence[ListingPoll], every: timedelta) -> ListingRhythm:
    """The rhythm for a listing that shall be polled at least once per `every`; `polls` in order of
    time."""
    recent = [poll for poll in polls if poll.items and poll.at > polls[-1].at - MEMORY]
    pairs = list(pairwise(recent))
    if not pairs:
        return ListingRhythm(
            interval=max(SHORTEST, every), overlap=None, lost=0, follow_pages=False
        )
    last = recent[-1]
    busiest = max(_new_per_hour(*pair) for pair in _telling(pairs, last.at, every))
    shown = min(after.items for _, after in pairs[-LATEST:])
    interval = every
    if busiest > 0:
        interval = min(every, timedelta(hours=shown * (1 - WANTED_OVERLAP) / busiest))
    if last.overlap < LEAST_OVERLAP:
        interval = min(interval, (last.at - recent[-2].at) / 2)
    return ListingRhythm(
        interval=max(SHORTEST, interval),
        overlap=min(after.overlap for _, after in pairs[-LATEST:]),
        lost=sum(after.known == 0 for _, after in pairs),
        follow_pages=last.overlap < LEAST_OVERLAP,
    )


def _telling(pairs: Sequence[_Pair], now: datetime, every: timedelta) -> Iterator[_Pair]:
    """The polls that tell what the next hours may bring: the last few, and those at the same hours
    of past days."""
    yield from pairs[-3:]
    for before, after in pairs:
        days = round((now - before.at) / _DAY)
        for shift in (_DAY * days, _DAY * (days + 1)):
            if before.at + shift < now + every and after.at + shift > now:
                yield before, after


def _new_per_hour(before: ListingPoll, after: ListingPoll) -> float:
    hours = max((after.at - before.at).total_seconds() / 3600, 1 / 60)
    # A poll without overlap hides how many came: at least all that it shows, perhaps twice as many.
    new = (after.items - after.known) * (2 if after.known == 0 else 1)
    return new / hours
