"""PURE: does the site still answer, and do its listings still show what they used to? Against its
own past."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from crawler.items import FailureReason
from scheduler.observed import Finding, HealthState, ListingRead, RequestMade
from scheduler.odds import ODDS, Surprise, worst_run

PATIENCE = timedelta(hours=6)  # sites are down for an hour now and then
LOW = 0.7  # of the fewest items that a listing usually shows
REFUSALS = frozenset(
    {FailureReason.CHALLENGE, FailureReason.CAPTCHA, FailureReason.LOGIN, FailureReason.FORBIDDEN,
     FailureReason.RATE_LIMITED, FailureReason.ROBOTS}
)  # fmt: skip
OUTAGES = frozenset(
    {FailureReason.DNS, FailureReason.REFUSED, FailureReason.TIMEOUT, FailureReason.TLS,
     FailureReason.SERVER_ERROR, FailureReason.NETWORK, FailureReason.MAINTENANCE}
)  # fmt: skip
OTHER = frozenset(FailureReason) - REFUSALS - OUTAGES - {FailureReason.FORBIDDEN_ADDRESS}
WORDS = {
    FailureReason.CHALLENGE: "an anti-bot page",
    FailureReason.CAPTCHA: "a captcha",
    FailureReason.LOGIN: "a login page",
    FailureReason.FORBIDDEN: "a refusal (401, 403 or 451)",
    FailureReason.RATE_LIMITED: "429 (too many requests)",
    FailureReason.ROBOTS: "a ban by robots.txt",
    FailureReason.SERVER_ERROR: "a server error",
    FailureReason.NO_LINKS: "a listing without articles",
    FailureReason.PARSE_ERROR: "a page in which no article was found",
    FailureReason.NOT_AN_ARTICLE: "a page that is no article",
}


def find_failures(requests: Sequence[RequestMade], trusted: int | None) -> list[Finding]:
    """Answers that teach us nothing, far more than there used to be: refusals, outages, pages we
    cannot read."""
    kinds = (
        (REFUSALS, HealthState.BLOCKED),
        (OUTAGES, HealthState.DEGRADED),
        (OTHER, HealthState.BROKEN),
    )
    findings = []
    for reasons, state in kinds:
        flags = [request.reason in reasons for request in requests]
        run = worst_run(flags, trusted=trusted)
        if run is None or run.odds > ODDS or run.bad < 3:
            continue
        start = len(requests) - run.size
        bad = [request for request in requests[start:] if request.reason in reasons]
        if reasons is OUTAGES and bad[-1].at - bad[0].at < PATIENCE:
            continue
        half = run.bad >= run.size / 2
        findings.append(
            Finding(
                state=state if half else HealthState.DEGRADED,
                text=f"{_answers(bad)} to {run.bad} of the last {run.size} requests",
                since=bad[0].at,
            )
        )
    return findings


def _answers(requests: Sequence[RequestMade]) -> str:
    reasons = [request.reason for request in requests if request.reason]
    commonest = FailureReason(max(set(reasons), key=lambda reason: (reasons.count(reason), reason)))
    return WORDS.get(commonest, commonest.value.replace("_", " "))


def find_all_same(requests: Sequence[RequestMade], trusted: int | None) -> Finding | None:
    """Every answer is "not modified" at a host that used to send pages: its validators may lie."""
    flags = [request.not_modified for request in requests if request.reason is None]
    sound = None
    if trusted is not None:
        sound = sum(1 for request in requests[:trusted] if request.reason is None)
    run = worst_run(flags, trusted=sound, sizes=(40, 80))
    if run is None or run.odds > ODDS**2 or run.bad < run.size:
        return None
    answered = [request for request in requests if request.reason is None]
    text = f"all of the last {run.size} answers were 'not modified': its validators may lie"
    return Finding(state=HealthState.DEGRADED, text=text, since=answered[-run.size].at)


def find_short_listings(
    listings: Sequence[ListingRead], trusted_until: datetime | None
) -> list[Finding]:
    """Listings that show far fewer articles than they ever did."""
    findings = []
    for url in dict.fromkeys(read.url for read in listings):
        reads = [read for read in listings if read.url == url]
        sound = len(reads)
        if trusted_until is not None:
            sound = sum(1 for read in reads if read.at <= trusted_until)
        past = sorted(read.items for read in reads[: min(sound, len(reads) - 2)])
        if len(past) < 10:
            continue
        fewest = past[len(past) // 20]
        flags = [read.items < LOW * fewest or read.items == 0 for read in reads]
        run = worst_run(flags, trusted=None if trusted_until is None else sound, sizes=(2, 3, 5, 8))
        if run and run.odds <= ODDS and run.bad >= run.size / 2 and flags[-1]:
            findings.append(_short(url, reads, flags, run, past[len(past) // 2]))
    return findings


def _short(
    url: str, reads: Sequence[ListingRead], flags: Sequence[bool], run: Surprise, usual: int
) -> Finding:
    start = len(reads) - run.size
    first = next(index for index in range(start, len(reads)) if flags[index])
    items = reads[-1].items
    state = HealthState.BROKEN if items == 0 else HealthState.DEGRADED
    text = f"{url} shows {items or 'no'} articles where it used to show {usual}"
    return Finding(state=state, text=text, since=reads[first].at)
