"""How a source is after a crawl: the recent past out of the store, the pure judgement, the verdict
back into it. No request is made here, and no judgement.

`examine` is for the end of a crawl; `misread` for the moment before its edits are told: what a
new template did to our reading shall not be stored as edits.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from scheduler.health import HealthReport, HealthState, judge
from scheduler.observed import since_words
from scheduler.store import Store
from scheduler.store.codec import read_moment_or_none
from scheduler.store.health import HealthRow, health_now, record_health
from scheduler.store.observing import forget_old, record_of

USED_TO = timedelta(days=14)
"""A source that was merely degraded for so long is like that now: its present is its new past."""
CRAWLS = 3
"""Crawls in a row without a readable listing after which a source is broken, whatever its past."""
MISREAD = (HealthState.BROKEN, HealthState.QUARANTINED)
MOMENT = timedelta(seconds=1)


def examine(
    store: Store, source: str, now: datetime, *, run_id: int | None = None
) -> HealthReport | None:
    """Judge a source and keep the verdict; None where it is paused or not known."""
    with store.transaction():
        row = store.row("SELECT * FROM sources WHERE name = ?", [source])
        if row is None or row["state"] == "paused":
            return None
        before = health_now(store, source)
        trusted = _trusted_until(before, now)
        judged = judge(record_of(store, source, now, trusted_until=trusted), now)
        report = _with_crawls(judged, row, now)
        kept = None
        if report.state is not HealthState.OK:
            kept = trusted or _last_good(before, report)
        record_health(
            store,
            source,
            report.state,
            now,
            since=report.since,
            evidence=report.evidence,
            trusted_until=kept,
            run_id=run_id,
        )
        forget_old(store, source, kept)
    return report


def misread(store: Store, source: str, edits: int, now: datetime) -> str | None:
    """Why these edits, found by a crawl and not told yet, are the site's doing or ours, in words.

    None where they may be told; also where the source was unwell before: then a person knows, and
    may have released it as it is.
    """
    before = health_now(store, source)
    if not edits or (before is not None and before.state in (*MISREAD, HealthState.BLOCKED)):
        return None
    trusted = _trusted_until(before, now)
    report = judge(record_of(store, source, now, trusted_until=trusted), now)
    rebuilt = report.redesign and edits > 1 and (before is None or before.state == HealthState.OK)
    return report.evidence[0] if report.state in MISREAD or rebuilt else None


def _trusted_until(before: HealthRow | None, now: datetime) -> datetime | None:
    if before is None or before.state == HealthState.OK:
        return None
    if before.state == HealthState.DEGRADED and now - before.noticed_at > USED_TO:
        return None
    return before.trusted_until


def _last_good(before: HealthRow | None, report: HealthReport) -> datetime | None:
    """Until when all was well: the last crawl that found it so, and before the trouble began."""
    moments = [report.since - MOMENT] if report.since else []
    if before is not None and before.state == HealthState.OK:
        moments.append(before.judged_at)
    return min(moments, default=None)


def _with_crawls(report: HealthReport, row: Any, now: datetime) -> HealthReport:
    """The report with what only guards and whole crawls know (a row of `sources`)."""
    since = read_moment_or_none(row["state_since"])
    if row["state"] == "quarantined":
        return _first(report, HealthState.QUARANTINED, f"{row['state_reason']}", since, now)
    if report.state is HealthState.QUARANTINED:  # a flood that the guards let through
        report = replace(report, state=HealthState.DEGRADED)
    if row["failures"] >= CRAWLS and report.state in (HealthState.OK, HealthState.DEGRADED):
        text = f"the last {row['failures']} crawls failed ({row['state_reason']})"
        return _first(report, HealthState.BROKEN, text, since, now)
    return report


def _first(
    report: HealthReport, state: HealthState, text: str, since: datetime | None, now: datetime
) -> HealthReport:
    when = f", {since_words(since, now)}" if since else ""
    moments = [moment for moment in (since, report.since) if moment]
    return replace(
        report,
        state=state,
        evidence=(f"{text}{when}", *report.evidence),
        since=min(moments, default=None),
    )
