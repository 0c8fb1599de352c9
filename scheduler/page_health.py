"""PURE: are articles still read as they used to be? Fields, lengths, frozen values, edits in a
flood.

Everything is measured against the source's own past, section by section; see scheduler.odds.
"""

import math
from collections.abc import Sequence
from statistics import fmean, median, pstdev

from parsers.dates import VIETNAM
from scheduler.observed import Finding, HealthState, PageSeen
from scheduler.odds import (
    LEAST_PAST,
    ODDS,
    PAST,
    SIZES,
    Surprise,
    beta_binomial_tail,
    normal_tail,
    worst_run,
)

LENGTH_ODDS = 1e-6  # lengths come in runs more than fields do
LONG_RUN = 12  # articles in a row with one value, of a field whose values recur
ESSENTIAL = ("title", "body")
# fmt: off
PLURAL = {"title": "titles", "body": "texts", "lead": "leads", "kicker": "kickers",
          "published_at": "publication dates", "updated_at": "update stamps",
          "main_image": "images"}
# fmt: on
DATES = frozenset({"published_at", "updated_at"})


def find_empty_fields(pages: Sequence[PageSeen], trusted: int | None) -> list[Finding]:
    """Fields that used to be found and are not any more."""
    findings = []
    groups = [page.group for page in pages]
    for name in sorted({name for page in pages for name in page.filled}):
        empty = [name not in page.filled for page in pages]
        run = worst_run(empty, groups, trusted=trusted)
        if run and run.odds <= ODDS and _risen(empty, run, trusted):
            state = HealthState.BROKEN if name in ESSENTIAL else HealthState.DEGRADED
            findings.append(_finding(state, f"{_plural(name)} empty", pages, empty, run))
    return findings


def find_length_changes(pages: Sequence[PageSeen], trusted: int | None) -> list[Finding]:
    """Texts that have become much shorter (a paywall, a teaser) or much longer (boilerplate among
    them)."""
    long_enough = [page for page in pages if page.body_length > 0]
    sound = sum(1 for page in pages[:trusted] if page.body_length > 0) if trusted else None
    best: tuple[float, int, float] | None = None
    for size in SIZES[1:]:
        start = len(long_enough) - size
        end = start if sound is None else min(start, sound)
        if end < LEAST_PAST:
            break
        shift = _shift(long_enough[max(0, end - PAST) : end], long_enough[start:])
        if shift and (best is None or shift[0] < best[0]):
            best = (shift[0], size, shift[1])
    if best is None or best[0] > LENGTH_ODDS:
        return []
    _, size, ratio = best
    since = long_enough[-size].at
    if ratio < 0.6:
        text = f"texts of the last {size} pages are only {ratio:.0%} as long as usual"
        return [Finding(state=HealthState.BROKEN, text=text, since=since)]
    if ratio > 2.0:
        text = f"texts of the last {size} pages are {ratio:.1f} times as long as usual"
        return [Finding(state=HealthState.DEGRADED, text=text, since=since)]
    return []


def _shift(past: Sequence[PageSeen], recent: Sequence[PageSeen]) -> tuple[float, float] | None:
    """How unlikely the recent lengths are, and their ratio to the past ones, group by group."""
    by_group: dict[str, list[float]] = {}
    for page in past:
        by_group.setdefault(page.group, []).append(math.log(page.body_length))
    spread = max(0.15, pstdev(math.log(page.body_length) for page in past))
    steps = [
        math.log(page.body_length) - fmean(by_group[page.group])
        for page in recent
        if len(by_group.get(page.group, ())) >= 5
    ]
    if len(steps) < 3:
        return None
    # The past's mean is itself uncertain, and neighbours are alike: both are allowed for by the
    # factor 1.2.
    deviations = abs(fmean(steps)) * math.sqrt(len(steps)) / (1.2 * spread)
    return 2 * normal_tail(deviations), math.exp(median(steps))


def find_frozen_fields(pages: Sequence[PageSeen], trusted: int | None) -> list[Finding]:
    """Fields that give the same value for one article after another, longer than they ever did."""
    findings = []
    for name in sorted({name for page in pages for name in page.values}):
        runs = _runs(pages, name)
        if not runs:
            continue
        last = runs[-1]
        past = runs[:-1]
        if trusted is not None:
            past = [run for run in past if run[-1] < trusted]
        if sum(map(len, past)) < LEAST_PAST:
            continue
        longest = max(map(len, past))
        days = {pages[index].at.astimezone(VIETNAM).date() for index in last}
        # Authors recur by nature, and one may be on duty alone; titles do not.
        distinct = {pages[run[0]].values[name] for run in past}
        least = LONG_RUN if len(distinct) < sum(map(len, past)) / 2 else 3
        if len(last) < max(least, 2 * longest + 1) or (name in DATES and len(days) < 2):
            continue
        state = HealthState.BROKEN if name in ESSENTIAL else HealthState.DEGRADED
        text = f"{_plural(name)} the same on the last {len(last)} articles"
        findings.append(Finding(state=state, text=text, since=pages[last[0]].at))
    return findings


def _runs(pages: Sequence[PageSeen], name: str) -> list[list[int]]:
    """Runs of equal values over different articles: the indices of their pages, in order."""
    runs: list[list[int]] = []
    seen: set[str] = set()
    value = None
    for index, page in enumerate(pages):
        now = page.values.get(name)
        if now is None:
            continue
        if now != value or not runs:
            runs.append([index])
            seen = {page.identity}
        elif page.identity not in seen:
            runs[-1].append(index)
            seen.add(page.identity)
        value = now
    return runs


def find_flood(pages: Sequence[PageSeen], trusted: int | None) -> Finding | None:
    """So many articles edited in the last crawl that it is the site that changed."""
    looked = [page for page in pages if page.changed is not None]
    if not looked:
        return None
    run = looked[-1].run
    latest = [page for page in looked if page.run == run]
    sound = looked if trusted is None else [p for p in pages[:trusted] if p.changed is not None]
    past = [page for page in sound if page.run != run][-PAST:]
    changed = sum(page.changed is True for page in latest)
    if len(past) < LEAST_PAST or changed < 3 or changed <= 0.2 * len(latest):
        return None
    before = sum(page.changed is True for page in past)
    odds = beta_binomial_tail(changed, len(latest), before + 0.5, len(past) - before + 0.5)
    if odds > ODDS:
        return None
    text = (
        f"{changed} of {len(latest)} known articles changed in one crawl "
        f"(usually {before / len(past):.0%})"
    )
    return Finding(state=HealthState.QUARANTINED, text=text, since=latest[0].at)


def _risen(flags: Sequence[bool], run: Surprise, trusted: int | None) -> bool:
    """Unlikely is not enough: at least 30 points more than before, and two pages."""
    end = len(flags) - run.size
    past = flags[: end if trusted is None else min(end, trusted)][-PAST:]
    return run.bad >= 2 and run.bad / run.size - sum(past) / len(past) >= 0.3


def _finding(
    state: HealthState, what: str, pages: Sequence[PageSeen], flags: Sequence[bool], run: Surprise
) -> Finding:
    start = len(pages) - run.size
    first = next(index for index in range(start, len(pages)) if flags[index])
    text = f"{what} on {run.bad} of the last {run.size} pages"
    return Finding(state=state, text=text, since=pages[first].at)


def _plural(name: str) -> str:
    return PLURAL.get(name, name)
