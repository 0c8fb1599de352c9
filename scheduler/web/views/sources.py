"""The sources: how each is read, how politely, and what it brought; one of them with its listings
and last crawls.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from parsers.dates import VIETNAM
from scheduler.store import Store, reading
from scheduler.store.rows import RunRow, SourceRun, SourceStatus
from scheduler.store.runs import runs
from scheduler.store.source_days import NOTHING_ASKED, Asking, asking, new_by_day
from scheduler.store.status import source_statuses
from scheduler.web.answering import Answer, Nothing, Page
from scheduler.web.asking import Asked, day_span
from scheduler.web.charts import Bars, bars
from scheduler.web.entries import entries

DAYS = 30
RUNS = 10
LATEST = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One source in the table."""

    status: SourceStatus
    asked: Asking
    chart: Bars


def sources(store: Store, asked: Asked) -> Answer:
    """All sources, and the last crawls."""
    lines = _lines(store, asked.now)
    return Page(
        template="sources.html",
        values={"lines": lines, "runs": runs(store, limit=RUNS)},
        rows=[_record(line) for line in lines],
    )


def source(store: Store, asked: Asked) -> Answer:
    """One source: its listings, and how much of them was known at the last look."""
    line = next((x for x in _lines(store, asked.now) if x.status.name == asked.route["name"]), None)
    if line is None:
        return Nothing("no source")
    name = line.status.name
    listings = reading.listings(store, sources=[name])
    latest = reading.updates(store, sources=[name], limit=LATEST)
    return Page(
        template="source.html",
        values={
            "line": line,
            "listings": listings,
            "latest": entries(store, latest),
            "runs": _runs_of(store, name),
        },
        rows=[_record(line)],
        json={"source": _record(line), "listings": listings},
    )


def _lines(store: Store, now: datetime) -> list[Line]:
    day: date = now.astimezone(VIETNAM).date()
    requests = asking(store, day_span(day)[0])
    first = day - timedelta(days=DAYS - 1)
    counted = new_by_day(store, day_span(first)[0])
    return [
        Line(
            status=status,
            asked=requests.get(status.name, NOTHING_ASKED),
            chart=bars(counted.get(status.name, {}), first, DAYS),
        )
        for status in source_statuses(store, now)
    ]


def _runs_of(store: Store, name: str) -> list[tuple[RunRow, SourceRun]]:
    return [
        (run, part) for run in runs(store, limit=50) for part in run.sources if part.source == name
    ][:RUNS]


def _record(line: Line) -> dict[str, object]:
    status, asked = line.status, line.asked
    names = (
        "name", "title", "home", "state", "state_since", "state_reason", "last_run_at",
        "last_ok_at", "articles", "live", "suspected", "removed", "due", "pending", "unseen",
        "overlap", "gaps",
    )  # fmt: skip
    return {name: getattr(status, name) for name in names} | {
        "requests_today": asked.requests,
        "not_modified_today": asked.not_modified,
        "failed_today": asked.failed,
        "bytes_today": asked.size,
        "new_30_days": line.chart.total,
    }
