"""The daemon's heartbeat: one row that says who runs, since when, and what comes next."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduler.processes import host, is_alive
from scheduler.store.codec import json_text, moment_text, read_json, read_moment
from scheduler.store.connection import Store

SILENCE = timedelta(minutes=3)  # without a beat for so long, it does not run any more


@dataclass(frozen=True, slots=True, kw_only=True)
class DaemonRow:
    """The last daemon on this database. `running`: it is alive, as far as can be seen from here."""

    running: bool
    pid: int
    host: str
    started_at: datetime
    beat_at: datetime
    stopped_at: datetime | None
    crawls: int
    doing: tuple[str, ...]
    plan: dict[str, datetime]


def beat(
    store: Store,
    now: datetime,
    *,
    started_at: datetime,
    crawls: int = 0,
    doing: Sequence[str] = (),
    plan: Mapping[str, datetime] | None = None,
    stopped: bool = False,
) -> None:
    """A sign of life of this process, or with `stopped` its last word."""
    values = {
        "id": 1,
        "pid": os.getpid(),
        "host": host(),
        "started_at": moment_text(started_at),
        "beat_at": moment_text(now),
        "stopped_at": moment_text(now) if stopped else None,
        "crawls": crawls,
        "doing": json_text(doing),
        "plan": json_text({name: moment_text(at) for name, at in (plan or {}).items()}),
    }
    columns, marks = ", ".join(values), ", ".join("?" * len(values))
    with store.transaction():
        store.execute(
            f"INSERT OR REPLACE INTO daemon ({columns}) VALUES ({marks})", list(values.values())
        )


def daemon(store: Store, now: datetime) -> DaemonRow | None:
    """The daemon of this database, or None where there never was one."""
    row = store.row("SELECT * FROM daemon")
    if row is None:
        return None
    beat_at = read_moment(row["beat_at"])
    stopped_at = read_moment(row["stopped_at"]) if row["stopped_at"] else None
    plan = read_json(row["plan"], dict[str, str])
    return DaemonRow(
        running=stopped_at is None
        and abs(now - beat_at) < SILENCE
        and is_alive(row["pid"], row["host"]),
        pid=row["pid"],
        host=row["host"],
        started_at=read_moment(row["started_at"]),
        beat_at=beat_at,
        stopped_at=stopped_at,
        crawls=row["crawls"],
        doing=tuple(read_json(row["doing"], list[str])),
        plan={name: read_moment(at) for name, at in plan.items()},
    )
