"""PURE: is this source still being read rightly? Judged against its own past; no clock, no I/O, no
fixed thresholds.

`judge` asks each part for its findings (fields, lengths, frozen values, a flood of edits, template,
listings, failures, silence) and makes one state of them, with the evidence in words.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from scheduler.drift import find_drift
from scheduler.observed import (
    Finding,
    HealthState,
    ListingRead,
    PageSeen,
    RequestMade,
    SourceRecord,
    once_each,
    since_words,
)
from scheduler.page_health import (
    find_empty_fields,
    find_flood,
    find_frozen_fields,
    find_length_changes,
)
from scheduler.silence import find_silence
from scheduler.site_health import find_all_same, find_failures, find_short_listings

_URGENCY = {state: rank for rank, state in enumerate(HealthState)}


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthReport:
    """How a source is: the state, the evidence in plain words (most urgent first), since when, and
    whether its pages were rebuilt."""

    state: HealthState
    evidence: tuple[str, ...] = ()
    since: datetime | None = None
    redesign: bool = False


def judge(record: SourceRecord, now: datetime) -> HealthReport:
    """The health of a source at `now`, from its recent history."""
    findings = sorted(
        _findings(record, now), key=lambda found: (-_URGENCY[found.state], found.since)
    )
    if not findings:
        return HealthReport(state=HealthState.OK)
    return HealthReport(
        state=findings[0].state,
        evidence=tuple(f"{found.text}, {since_words(found.since, now)}" for found in findings),
        since=min(found.since for found in findings),
        redesign=any(found.redesign for found in findings),
    )


def _findings(record: SourceRecord, now: datetime) -> list[Finding]:
    pages, requests = record.pages, record.requests
    trusted_pages = _trusted([page.at for page in pages], record.trusted_until)
    trusted_requests = _trusted([request.at for request in requests], record.trusted_until)
    looked_until = max((read.at for read in record.listings if read.items), default=None)
    articles, trusted_articles = once_each(pages, trusted_pages)
    findings: list[Finding | None] = [
        *find_empty_fields(articles, trusted_articles),
        *find_length_changes(articles, trusted_articles),
        *find_frozen_fields(pages, trusted_pages),
        find_flood(pages, trusted_pages),
        find_drift(articles, trusted_articles),
        *find_short_listings(record.listings, record.trusted_until),
        *find_failures(requests, trusted_requests),
        find_all_same(requests, trusted_requests),
    ]
    if record.arrivals and looked_until:
        findings.append(find_silence(record.arrivals, min(looked_until, now), record.trusted_until))
    return [found for found in findings if found]


def _trusted(times: Sequence[datetime], until: datetime | None) -> int | None:
    return None if until is None else bisect_right(times, until)


__all__ = [
    "Finding",
    "HealthReport",
    "HealthState",
    "ListingRead",
    "PageSeen",
    "RequestMade",
    "SourceRecord",
    "judge",
]
