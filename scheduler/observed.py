"""PURE: what the health of a source is judged from, and what the judgement is made of. Values only.

The store fills these from its tables, in order of time; `scheduler.health.judge` reads them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from parsers.dates import VIETNAM
from parsers.fingerprint import Fingerprint

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class HealthState(StrEnum):
    """How a source is; ordered from the least to the most urgent."""

    OK = "ok"
    DEGRADED = "degraded"  # something is worse than it used to be; what matters is still read
    SILENT = "silent"  # read without errors, but nothing new for longer than ever
    BROKEN = "broken"  # titles, texts or listings are not read rightly any more
    QUARANTINED = "quarantined"  # so much changed at once that it is the site, not its articles
    BLOCKED = "blocked"  # the site refuses us


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSeen:
    """An article page as it was read at one look (new or known article alike).

    `group`: its section, or the listing that it was found on; "" where unknown. `filled`: names of
    the fields that were found. `values`: short keys (a hash will do) of the values of fields that
    should differ between articles. `changed`: whether the look found an edit; None at the first
    look. `run`: the crawl that made it.
    """

    at: datetime
    identity: str
    group: str = ""
    filled: frozenset[str] = frozenset()
    body_length: int = 0
    values: Mapping[str, str] = field(default_factory=dict)
    fingerprint: Fingerprint | None = None
    changed: bool | None = None
    run: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingRead:
    """A listing, feed or sitemap that was read: how many articles it showed, and how many of them
    were new."""

    at: datetime
    url: str
    items: int
    new_items: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestMade:
    """A request of any kind: why it taught us nothing (a FailureReason's value; None: it did), and
    whether by 304."""

    at: datetime
    reason: str | None = None
    not_modified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRecord:
    """The recent history of a source, each part in order of time; some 400 pages and 120 days of
    arrivals are enough.

    `arrivals`: when new articles were first seen. `trusted_until`: while a source is not ok, the
    moment until which it was; what came later is then no part of the past that the present is
    measured against.
    """

    pages: tuple[PageSeen, ...] = ()
    listings: tuple[ListingRead, ...] = ()
    requests: tuple[RequestMade, ...] = ()
    arrivals: tuple[datetime, ...] = ()
    trusted_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is not as it was: what state it alone means, and the evidence in words.

    `redesign`: the pages are built in another way, so that what was read of them may be wrong.
    """

    state: HealthState
    text: str
    since: datetime
    redesign: bool = False


def once_each(
    pages: Sequence[PageSeen], trusted: int | None
) -> tuple[Sequence[PageSeen], int | None]:
    """The last look at each article only: ten looks at one article are one witness, not ten."""
    if trusted is None:
        latest = {page.identity: index for index, page in enumerate(pages)}
        return [page for index, page in enumerate(pages) if latest[page.identity] == index], None
    past, _ = once_each(pages[:trusted], None)
    return [*past, *once_each(pages[trusted:], None)[0]], len(past)


def since_words(since: datetime, now: datetime) -> str:
    """When something began, as a person says it: a time today, a weekday this week, else a date
    (Vietnam's time)."""
    then, today = since.astimezone(VIETNAM), now.astimezone(VIETNAM)
    if then.date() == today.date():
        return f"since {then:%H:%M}"
    if today.date() - then.date() < timedelta(days=7):
        return f"since {_WEEKDAYS[then.weekday()]}"
    return f"since {then:%Y-%m-%d}"
