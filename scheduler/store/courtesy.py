"""How gently a host was asked, from the log of requests. Reads only.

`fetches` holds the second in which each exchange ended, so delays are told to the second; retries
within one exchange are counted (`attempts`), not timed.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from statistics import median
from urllib.parse import urlsplit

from protego import Protego

from crawler.items import FailureReason, RequestKind
from crawler.robots import ROBOT
from crawler.source import host_key
from parsers.dates import VIETNAM
from scheduler.store.codec import moment_text, read_moment, read_moment_or_none
from scheduler.store.connection import Store

BUSY = (429, 503)


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsSeen:
    """The robots.txt of an origin as last read, and the Crawl-delay in it for us."""

    origin: str
    fetched_at: datetime
    expires_at: datetime
    status: int
    crawl_delay: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Courtesy:
    """What a site owner may be shown. `days`: requests by day in Vietnam. `not_modified` of
    `revisits` (looks at known articles that were answered). Delays in seconds between the ends of
    two exchanges of one crawl; None: fewer than two. `after_busy`: the shortest time without a
    request after an answer of 429 or 503.
    """

    host: str
    requests: int
    days: dict[date, int]
    bytes: int
    revisits: int
    not_modified: int
    refused_by_robots: int
    over_budget: int
    left_alone: int
    failures: int
    busy: int
    after_busy: float | None
    least_delay: float | None
    median_delay: float | None
    not_before: datetime | None
    robots: tuple[RobotsSeen, ...]


@dataclass(frozen=True, slots=True)
class _Request:
    at: datetime
    run: int | None
    kind: str
    verdict: str | None
    status: int | None
    reason: str | None
    size: int
    attempts: int


def courtesy(store: Store, host: str, since: datetime) -> Courtesy:
    """How this host (without www.) was asked since then."""
    host = host.lower().removeprefix("www.")
    rows = list(_requests(store, host, since))
    sent = [row for row in rows if row.attempts]
    delays = _delays(sent)
    reasons = Counter(row.reason for row in rows if not row.attempts)
    answered = [
        row for row in sent
        if row.kind == RequestKind.ARTICLE and row.verdict not in ("new", "failed", None)
    ]  # fmt: skip
    days: Counter[date] = Counter()
    for row in sent:
        days[row.at.astimezone(VIETNAM).date()] += row.attempts
    until = store.value("SELECT not_before FROM hosts WHERE host = ?", [host])
    return Courtesy(
        host=host,
        requests=sum(row.attempts for row in sent),
        days=dict(sorted(days.items())),
        bytes=sum(row.size for row in sent),
        revisits=len(answered),
        not_modified=sum(row.status == 304 for row in answered),
        refused_by_robots=reasons[FailureReason.ROBOTS],
        over_budget=reasons[FailureReason.BUDGET],
        left_alone=reasons[FailureReason.RATE_LIMITED] + reasons[FailureReason.SERVER_ERROR],
        failures=sum(row.verdict == "failed" or bool(row.reason) for row in sent),
        busy=sum(row.status in BUSY for row in sent),
        after_busy=_after_busy(sent),
        least_delay=min(delays, default=None),
        median_delay=median(delays) if delays else None,
        not_before=read_moment_or_none(until),
        robots=tuple(_robots(store, host)),
    )


def hosts(store: Store, since: datetime) -> dict[str, int]:
    """Requests by host since then, the most asked first."""
    found: Counter[str] = Counter()
    for row in store.rows(
        "SELECT url, attempts FROM fetches WHERE at >= ? AND attempts > 0", [moment_text(since)]
    ):
        found[host_key(row["url"])] += row["attempts"]
    return dict(found.most_common())


def _requests(store: Store, host: str, since: datetime) -> Iterator[_Request]:
    sql = """
        SELECT at, run_id, kind, verdict, status, reason, size, attempts, url FROM fetches
        WHERE at >= ? AND instr(url, ?) ORDER BY at, id"""
    for row in store.rows(sql, [moment_text(since), host]):
        if host_key(row["url"]) == host:
            yield _Request(
                read_moment(row["at"]), row["run_id"], row["kind"], row["verdict"], row["status"],
                row["reason"], row["size"], row["attempts"],
            )  # fmt: skip


def _delays(sent: Sequence[_Request]) -> list[float]:
    return [
        (after.at - before.at).total_seconds()
        for before, after in pairwise(sent)
        if before.run == after.run and before.run is not None
    ]


def _after_busy(sent: Sequence[_Request]) -> float | None:
    waits = [
        after.at - before.at for before, after in pairwise(sent) if before.status in BUSY
    ]  # fmt: skip
    return min(waits, default=timedelta(0)).total_seconds() if waits else None


def _robots(store: Store, host: str) -> Iterator[RobotsSeen]:
    for row in store.rows("SELECT * FROM robots ORDER BY origin"):
        if host_key(row["origin"]) != host:
            continue
        delay = Protego.parse(row["body"]).crawl_delay(ROBOT)
        yield RobotsSeen(
            origin=f"{urlsplit(row['origin']).scheme}://{urlsplit(row['origin']).netloc}",
            fetched_at=read_moment(row["fetched_at"]),
            expires_at=read_moment(row["expires_at"]),
            status=row["status"],
            crawl_delay=None if delay is None else float(delay),
        )
