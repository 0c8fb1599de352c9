"""The numbers that a monitoring system asks for. Reads only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from scheduler.store.codec import moment_text, read_moment
from scheduler.store.connection import Store
from scheduler.store.service import daemon

STATES = ("ok", "failing", "quarantined", "paused")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """Counts by name; `articles`, `updates` and `states` by source and name. `lag`: seconds that
    the oldest due look has waited; `beat`: epoch seconds, 0 where no daemon ever ran.
    """

    runs: Mapping[str, float]
    requests: Mapping[str, float]
    failed: Mapping[str, float]
    articles: Mapping[tuple[str, str], float]
    updates: Mapping[tuple[str, str], float]
    states: Mapping[tuple[str, str], float]
    due: int
    lag: float
    outbox: int
    size: int
    daemon_up: bool
    beat: float


def measure(store: Store, now: datetime) -> Measures:
    """All of them, in one look at the database."""
    at = moment_text(now)
    oldest = store.value(
        "SELECT min(d) FROM (SELECT (SELECT min(next_due_at) FROM articles WHERE source = s.name"
        " AND next_due_at IS NOT NULL) AS d FROM sources s)"
    )
    found = daemon(store, now)
    states = store.rows("SELECT name, state FROM sources ORDER BY name")
    return Measures(
        runs=_one(store, "SELECT outcome, count(*) FROM runs GROUP BY outcome ORDER BY outcome"),
        requests=_one(store, _SUMS.format("requests")),
        failed=_one(store, _SUMS.format("failed")),
        articles=_two(
            store, "SELECT source, status, count(*) FROM articles GROUP BY source, status"
        ),
        updates=_two(store, _UPDATES),
        states={
            (row["name"], state): float(row["state"] == state)
            for row in states
            for state in dict.fromkeys((*STATES, row["state"]))
        },
        due=int(store.value("SELECT count(*) FROM articles WHERE next_due_at <= ?", [at])),
        lag=max(0.0, (now - read_moment(oldest)).total_seconds()) if oldest else 0.0,
        outbox=int(store.value("SELECT count(*) FROM outbox")),
        size=database_size(store),
        daemon_up=found is not None and found.running,
        beat=found.beat_at.timestamp() if found else 0.0,
    )


_SUMS = "SELECT source, sum({}) FROM run_sources GROUP BY source ORDER BY source"
_UPDATES = "SELECT source, kind, updates FROM update_totals ORDER BY source, kind"


def database_size(store: Store) -> int:
    """Bytes of the file and of its write-ahead log."""
    wal = store.path.with_name(store.path.name + "-wal")
    return store.path.stat().st_size + (wal.stat().st_size if wal.exists() else 0)


def _one(store: Store, sql: str) -> dict[str, float]:
    return {row[0]: float(row[1]) for row in store.rows(sql)}


def _two(store: Store, sql: str) -> dict[tuple[str, str], float]:
    return {(row[0], row[1]): float(row[2]) for row in store.rows(sql)}
