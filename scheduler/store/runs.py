"""The rows of `runs` and `run_sources`: what every crawl did, also one that was killed.

A crawl that was killed cannot write its end: the next one that starts (it holds the lock, so no
other is alive) marks what still says "running" as interrupted. Until then it is shown as that where
the lock's note names its process and that is gone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from scheduler.lock import gone
from scheduler.store.codec import moment_text, read_moment, read_moment_or_none
from scheduler.store.connection import Store
from scheduler.store.rows import Counts, RunRow, SourceRun
from scheduler.store.writing import ensure_source

COUNTS = tuple(field.name for field in fields(Counts))
VERDICTS = COUNTS[2:]
KILLED = "the crawl was killed before it ended"
TALLY = f"""
    SELECT count(*) AS requests, count(*) FILTER (WHERE kind <> 'article') AS listings,
           {", ".join(f"count(*) FILTER (WHERE verdict = '{name}') AS {name}" for name in VERDICTS)}
    FROM fetches WHERE run_id = ?"""


def start_run(
    store: Store, sources: Mapping[str, tuple[str, str]], now: datetime, *, command: str, pid: int
) -> int:
    """A row for a crawl that begins; `sources` maps each name to title and home. Returns the run's
    id.
    """
    with store.transaction():
        values = {"started_at": moment_text(now), "command": command, "pid": pid}
        run_id = store.insert("runs", values)
        for name, (title, home) in sources.items():
            ensure_source(store, name, now, title=title, home=home)
            store.execute("INSERT INTO run_sources (run_id, source) VALUES (?, ?)", [run_id, name])
    return run_id


def finish_source(
    store: Store, run_id: int, source: str, outcome: str, now: datetime, *, error: str | None = None
) -> Counts:
    """How one source of a crawl ended; its counts are taken from `fetches`, which no kill can
    falsify.
    """
    with store.transaction():
        counts = _tally(store, run_id, source)
        _write_counts(
            store,
            "run_sources",
            counts,
            outcome,
            error,
            "run_id = ? AND source = ?",
            [run_id, source],
        )
        looked = moment_text(now)
        if outcome == "done":
            store.execute(
                """UPDATE sources SET last_run_at = ?, last_ok_at = ?, failures = 0,
                       state_since = CASE state WHEN 'failing' THEN ? ELSE state_since END,
                       state_reason = CASE state WHEN 'failing' THEN NULL ELSE state_reason END,
                       state = CASE state WHEN 'failing' THEN 'ok' ELSE state END WHERE name = ?""",
                [looked, looked, looked, source],
            )
        elif outcome == "failed":
            store.execute(
                """UPDATE sources SET last_run_at = ?, failures = failures + 1,
                       state_since = CASE state WHEN 'ok' THEN ? ELSE state_since END,
                       state_reason = CASE WHEN state IN ('ok',
                       'failing') THEN ? ELSE state_reason END,
                       state = CASE state WHEN 'ok' THEN 'failing' ELSE state END WHERE name = ?""",
                [looked, looked, error, source],
            )
        else:
            store.execute("UPDATE sources SET last_run_at = ? WHERE name = ?", [looked, source])
    return counts


def finish_run(
    store: Store, run_id: int, outcome: str, now: datetime, *, error: str | None = None
) -> Counts:
    """How a crawl as a whole ended; sources of it that have not ended end the same way."""
    with store.transaction():
        open_sources = store.rows(
            "SELECT source FROM run_sources WHERE run_id = ? AND outcome = 'running'", [run_id]
        )
        for row in list(open_sources):
            finish_source(store, run_id, row["source"], outcome, now, error=error)
        counts = _tally(store, run_id)
        _write_counts(store, "runs", counts, outcome, error, "id = ?", [run_id])
        store.execute("UPDATE runs SET finished_at = ? WHERE id = ?", [moment_text(now), run_id])
    return counts


def end_stale_runs(store: Store, now: datetime) -> list[int]:
    """Mark crawls that were killed as interrupted; only for one who holds the crawl lock. Returns
    their ids.
    """
    stale = [
        row["id"] for row in store.rows("SELECT id FROM runs WHERE outcome = 'running' ORDER BY id")
    ]
    for run_id in stale:
        finish_run(store, run_id, "interrupted", now, error=KILLED)
    return stale


def run(store: Store, run_id: int) -> RunRow | None:
    """One crawl."""
    row = store.row("SELECT * FROM runs WHERE id = ?", [run_id])
    return None if row is None else _run(store, row)


def runs(store: Store, *, limit: int | None = 10) -> list[RunRow]:
    """The last crawls, the last first."""
    rows = store.rows(
        "SELECT * FROM runs ORDER BY id DESC LIMIT ?", [-1 if limit is None else limit]
    )
    return [_run(store, row) for row in list(rows)]


def _tally(store: Store, run_id: int, source: str | None = None) -> Counts:
    """Count a run's requests by verdict."""
    sql, values = TALLY, [run_id]
    row = (
        store.row(sql, values)
        if source is None
        else store.row(f"{sql} AND source = ?", [run_id, source])
    )
    assert row is not None  # an aggregate always gives a row
    return _counts(row)


def _write_counts(
    store: Store,
    table: str,
    counts: Counts,
    outcome: str,
    error: str | None,
    where: str,
    values: Iterable[Any],
) -> None:
    assignments = ", ".join(f"{name} = ?" for name in COUNTS)
    store.execute(
        f"UPDATE {table} SET outcome = ?, error = ?, {assignments} WHERE {where}",
        [outcome, error, *(getattr(counts, name) for name in COUNTS), *values],
    )


def _counts(row: Any) -> Counts:
    return Counts(**{name: row[name] for name in COUNTS})


def _run(store: Store, row: Any) -> RunRow:
    sources = store.rows("SELECT * FROM run_sources WHERE run_id = ? ORDER BY source", [row["id"]])
    killed = row["outcome"] == "running" and row["pid"] == gone(store.path)

    def ended(each: Any) -> tuple[str, str | None]:
        unsaid = killed and each["outcome"] == "running"
        return ("interrupted", KILLED) if unsaid else (each["outcome"], each["error"])

    outcome, error = ended(row)
    parts = [(each, *ended(each)) for each in sources]
    return RunRow(
        id=row["id"],
        started_at=read_moment(row["started_at"]),
        finished_at=read_moment_or_none(row["finished_at"]),
        outcome=outcome,
        command=row["command"],
        pid=row["pid"],
        error=error,
        counts=_counts(row),
        sources=tuple(
            SourceRun(
                run_id=each["run_id"],
                source=each["source"],
                outcome=how,
                error=why,
                counts=_counts(each),
            )
            for each, how, why in parts
        ),
    )
