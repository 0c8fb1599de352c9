"""How each source was and is: one row for each spell of a state, the evidence of its last crawl
with it. Reads and writes; `scheduler.health` judges.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from scheduler.store.codec import (
    json_text,
    moment_or_none,
    moment_text,
    read_json,
    read_moment,
    read_moment_or_none,
)
from scheduler.store.connection import Store
from scheduler.store.mapping import picked


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthRow:
    """A spell of one state. `since`: when it began, as far as the evidence goes; `noticed_at`: the
    crawl that found it; `ended_at` None: it is so now.
    """

    id: int
    source: str
    state: str
    noticed_at: datetime
    judged_at: datetime
    since: datetime | None
    ended_at: datetime | None
    trusted_until: datetime | None
    evidence: tuple[str, ...]


def health_now(store: Store, source: str) -> HealthRow | None:
    """How a source is; None before it was first judged."""
    row = store.row("SELECT * FROM health WHERE source = ? AND ended_at IS NULL", [source])
    return None if row is None else _row(row)


def health_history(store: Store, source: str, *, limit: int = 20) -> list[HealthRow]:
    """The spells of a source, the last first."""
    rows = store.rows(
        "SELECT * FROM health WHERE source = ? ORDER BY id DESC LIMIT ?", [source, limit]
    )
    return [_row(row) for row in list(rows)]


def record_health(
    store: Store,
    source: str,
    state: str,
    now: datetime,
    *,
    since: datetime | None,
    evidence: Sequence[str],
    trusted_until: datetime | None,
    run_id: int | None,
) -> None:
    """Write what a crawl found: a new row where the state changed, else new evidence. Inside a
    transaction.
    """
    before = health_now(store, source)
    if before is not None and before.state == state:
        store.execute(
            "UPDATE health SET judged_at = ?, evidence = ? WHERE id = ?",
            [moment_text(now), json_text(tuple(evidence)), before.id],
        )
        return
    if before is not None:
        ended = moment_text(now)
        store.execute("UPDATE health SET ended_at = ? WHERE id = ?", [ended, before.id])
    store.insert(
        "health",
        {
            "source": source,
            "state": state,
            "run_id": run_id,
            "noticed_at": moment_text(now),
            "judged_at": moment_text(now),
            "since": moment_or_none(since),
            "trusted_until": moment_or_none(trusted_until),
            "evidence": json_text(tuple(evidence)),
        },
    )


def untold(store: Store) -> list[tuple[HealthRow, HealthRow | None]]:
    """Spells that no channel was given yet, each with the one before it, the first first."""
    rows = list(store.rows("SELECT * FROM health WHERE told_at IS NULL ORDER BY id"))
    return [(_row(row), spell_before(store, row["source"], row["id"])) for row in rows]


def spell(store: Store, health_id: int) -> HealthRow | None:
    """One spell."""
    row = store.row("SELECT * FROM health WHERE id = ?", [health_id])
    return None if row is None else _row(row)


def spell_before(store: Store, source: str, health_id: int) -> HealthRow | None:
    """The spell of a source before this one."""
    row = store.row(
        "SELECT * FROM health WHERE source = ? AND id < ? ORDER BY id DESC LIMIT 1",
        [source, health_id],
    )
    return None if row is None else _row(row)


def mark_told(store: Store, health_id: int, now: datetime) -> None:
    """This spell was laid out for the channels. Inside a transaction."""
    store.execute("UPDATE health SET told_at = ? WHERE id = ?", [moment_text(now), health_id])


def _row(row: Any) -> HealthRow:
    return picked(
        HealthRow,
        row,
        noticed_at=read_moment,
        judged_at=read_moment,
        since=read_moment_or_none,
        ended_at=read_moment_or_none,
        trusted_until=read_moment_or_none,
        evidence=lambda text: read_json(text, tuple[str, ...]),
    )
