"""How the database and each source stand: what `unionwatch status` shows. Reads only."""

from datetime import datetime

from scheduler.store.codec import moment_text, read_json, read_moment_or_none
from scheduler.store.connection import Store
from scheduler.store.mapping import picked
from scheduler.store.rows import SourceStatus, StoreStatus
from scheduler.store.runs import runs

UNWELL = "s.state IN ('ok', 'failing') AND h.state <> 'ok'"
"""Its health tells more than its row, unless a person paused it or the guards hold it back."""
SOURCES = f"""
    WITH counted AS (
        SELECT source, count(*) AS articles,
               count(*) FILTER (WHERE status = 'live') AS live,
               count(*) FILTER (WHERE status = 'suspected') AS suspected,
               count(*) FILTER (WHERE status = 'removed') AS removed,
               count(*) FILTER (WHERE next_due_at <= :now) AS due,
               count(*) FILTER (WHERE flag IS NOT NULL) AS unseen
        FROM articles GROUP BY source),
    waiting AS (
        SELECT source, count(*) AS pending FROM pending WHERE next_try_at IS NOT NULL
        GROUP BY source),
    listed AS (
        SELECT source, min(overlap) AS overlap, sum(gaps) AS gaps FROM listings GROUP BY source)
    SELECT s.name, s.title, s.home, s.failures, s.last_run_at, s.last_ok_at,
           iif({UNWELL}, h.state, s.state) AS state,
           iif({UNWELL}, coalesce(h.since, h.noticed_at), s.state_since) AS state_since,
           iif({UNWELL}, (SELECT group_concat(value, '; ') FROM json_each(h.evidence)),
               s.state_reason) AS state_reason,
           coalesce(h.evidence, '[]') AS evidence,
           coalesce(c.articles, 0) AS articles, coalesce(c.live, 0) AS live,
           coalesce(c.suspected, 0) AS suspected, coalesce(c.removed, 0) AS removed,
           coalesce(c.due, 0) AS due, coalesce(c.unseen, 0) AS unseen,
           coalesce(w.pending, 0) AS pending, l.overlap, coalesce(l.gaps, 0) AS gaps, s.flaps,
           (SELECT count(*) FROM held WHERE source = s.name AND held.state = 'quarantined') AS held
    FROM sources s
         LEFT JOIN counted c ON c.source = s.name
         LEFT JOIN waiting w ON w.source = s.name
         LEFT JOIN listed l ON l.source = s.name
         LEFT JOIN health h ON h.source = s.name AND h.ended_at IS NULL
    ORDER BY s.name"""


def source_statuses(store: Store, now: datetime) -> list[SourceStatus]:
    """How each source stands, by name."""
    return [
        picked(
            SourceStatus,
            row,
            state_since=read_moment_or_none,
            evidence=lambda text: read_json(text, tuple[str, ...]),
            last_run_at=read_moment_or_none,
            last_ok_at=read_moment_or_none,
        )
        for row in store.rows(SOURCES, {"now": moment_text(now)})
    ]


def status(store: Store, now: datetime, *, last_runs: int = 5) -> StoreStatus:
    """The database at a glance: sizes, counts, sources, the last crawls."""
    wal = store.path.with_name(store.path.name + "-wal")
    size = store.path.stat().st_size + (wal.stat().st_size if wal.exists() else 0)

    def count(table: str, where: str = "") -> int:
        return int(store.value(f"SELECT count(*) FROM {table} {where}"))

    return StoreStatus(
        path=store.path,
        size=size,
        articles=count("articles"),
        versions=count("versions"),
        updates=count("updates"),
        unseen=count("updates", "WHERE seen_at IS NULL"),
        fetches=count("fetches"),
        sources=tuple(source_statuses(store, now)),
        last_runs=tuple(runs(store, limit=last_runs)),
    )
