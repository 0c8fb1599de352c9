"""Who is told of what, and what became of it: updates laid out for the channels, messages made of
them, each claimed before it is sent and settled after.

A message in `sending` whose lease has passed belongs to a sender that was killed: whether it
arrived is not known, so it becomes `doubtful` and is not sent again unasked. Every change of state
is one transaction; none is held while something is sent.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from scheduler.store.codec import moment_text, read_moment, read_moment_or_none
from scheduler.store.connection import Store
from scheduler.store.mapping import picked

KILLED = "the sender was killed while sending"
KEPT = timedelta(days=90)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An update that was not laid out yet; `watched`: the watch list marked it."""

    update_id: int
    created_at: datetime
    watched: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One update, or one spell of a source's health, for one channel."""

    channel: str
    due_at: datetime
    update_id: int | None = None
    health_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRow:
    """What is sent at once."""

    id: int
    channel: str
    kind: str  # update, digest, alert
    state: str  # waiting, sending, sent, doubtful, failed
    created_at: datetime
    next_try_at: datetime
    attempts: int
    fence: int
    settled_at: datetime | None
    error: str | None


def add_channels(store: Store, names: Iterable[str], now: datetime) -> dict[str, datetime]:
    """Know these channels; since when each is known."""
    wanted = tuple(names)
    with store.transaction():
        for name in wanted:
            store.execute(
                "INSERT INTO channels (name, added_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
                [name, moment_text(now)],
            )
    rows = store.rows("SELECT name, added_at FROM channels")
    return {row["name"]: read_moment(row["added_at"]) for row in rows}


def waiting_updates(store: Store, limit: int) -> list[Waiting]:
    """The first updates of the outbox."""
    rows = store.rows(
        """SELECT o.update_id, o.created_at, u.watched <> '[]' AS watched
           FROM outbox o JOIN updates u ON u.id = o.update_id ORDER BY o.update_id LIMIT ?""",
        [limit],
    )
    return [picked(Waiting, row, created_at=read_moment, watched=bool) for row in list(rows)]


def drop_old(store: Store, before: datetime) -> None:
    """Take updates from the outbox that no channel is to hear of."""
    with store.transaction():
        store.execute("DELETE FROM outbox WHERE created_at < ?", [moment_text(before)])


def lay_out(store: Store, update_ids: Sequence[int], deliveries: Iterable[Delivery]) -> None:
    """Take updates from the outbox and write who is to be told of them: both or neither."""
    with store.transaction():
        for delivery in deliveries:
            add_delivery(store, delivery)
        for update_id in update_ids:
            store.execute("DELETE FROM outbox WHERE update_id = ?", [update_id])


def add_delivery(store: Store, delivery: Delivery) -> None:
    """A channel is to be told of something: once. Inside a transaction."""
    store.execute(
        """INSERT INTO deliveries (channel, update_id, health_id, due_at) VALUES (?, ?, ?, ?)
           ON CONFLICT DO NOTHING""",
        [delivery.channel, delivery.update_id, delivery.health_id, moment_text(delivery.due_at)],
    )


def compose(store: Store, channel: str, now: datetime, *, single: int) -> None:
    """Make messages of what is due: alerts each alone, so too updates up to `single` of them; more
    go together.
    """
    with store.transaction():
        rows = list(
            store.rows(
                """SELECT id, health_id FROM deliveries
                   WHERE channel = ? AND message_id IS NULL AND due_at <= ? ORDER BY id""",
                [channel, moment_text(now)],
            )
        )
        alerts = [[row["id"]] for row in rows if row["health_id"] is not None]
        updates = [row["id"] for row in rows if row["health_id"] is None]
        groups = [updates] if len(updates) > single else [[each] for each in updates]
        for kind, members in (("alert", alerts), ("digest", groups)):
            for group in filter(None, members):
                named = "update" if kind == "digest" and len(group) == 1 else kind
                _add_message(store, channel, named, group, now)


def _add_message(
    store: Store, channel: str, kind: str, deliveries: Sequence[int], now: datetime
) -> None:
    moment = moment_text(now)
    values = {"channel": channel, "kind": kind, "created_at": moment, "next_try_at": moment}
    message_id = store.insert("messages", values)
    for delivery in deliveries:
        store.execute("UPDATE deliveries SET message_id = ? WHERE id = ?", [message_id, delivery])


def next_message(store: Store, channel: str, now: datetime) -> MessageRow | None:
    """The first message that may be sent now; None also while one that failed waits: its receiver
    is down.
    """
    at = moment_text(now)
    row = store.row(
        """SELECT * FROM messages m WHERE channel = ? AND state = 'waiting' AND next_try_at <= ?
             AND NOT EXISTS (SELECT 1 FROM messages WHERE channel = ? AND state = 'waiting'
                             AND attempts > 0 AND next_try_at > ?)
           ORDER BY id LIMIT 1""",
        [channel, at, channel, at],
    )
    return None if row is None else _message(row)


def contents(store: Store, message_id: int) -> tuple[list[int], list[int]]:
    """The updates and the spells of health that a message tells of."""
    sql = "SELECT update_id, health_id FROM deliveries WHERE message_id = ? ORDER BY id"
    rows = list(store.rows(sql, [message_id]))
    updates = [row["update_id"] for row in rows if row["update_id"] is not None]
    return updates, [row["health_id"] for row in rows if row["health_id"] is not None]


def claim(store: Store, message: MessageRow, now: datetime, lease: timedelta) -> int | None:
    """Take a message to send it: the fence to settle it with, None where another took it."""
    with store.transaction():
        fence = store.value(
            """UPDATE messages SET state = 'sending', attempts = attempts + 1, fence = fence + 1,
                   lease_until = ?
               WHERE id = ? AND state = 'waiting' AND fence = ? RETURNING fence""",
            [moment_text(now + lease), message.id, message.fence],
        )
    return None if fence is None else int(fence)


def settle(
    store: Store,
    message_id: int,
    fence: int,
    state: str,
    now: datetime,
    *,
    error: str | None = None,
    next_try_at: datetime | None = None,
) -> bool:
    """Write what became of a message; False where the claim was lost meanwhile."""
    with store.transaction():
        cursor = store.execute(
            """UPDATE messages SET state = ?, settled_at = ?, lease_until = NULL, error = ?,
                   next_try_at = coalesce(?, next_try_at)
               WHERE id = ? AND fence = ? AND state = 'sending'""",
            [
                state,
                moment_text(now) if state != "waiting" else None,
                error,
                moment_text(next_try_at) if next_try_at else None,
                message_id,
                fence,
            ],
        )
    return cursor.rowcount == 1


def end_leases(store: Store, now: datetime, again: Iterable[str] = ()) -> int:
    """Messages whose sender was killed: doubtful, or waiting for the channels in `again`; how many
    those were.
    """
    moment = moment_text(now)
    resent = tuple(again)
    marks = ", ".join("?" * len(resent))
    with store.transaction():
        cursor = store.execute(
            f"""UPDATE messages SET lease_until = NULL, error = ?, fence = fence + 1,
                    state = iif(channel IN ({marks}), 'waiting', 'doubtful'),
                    settled_at = iif(channel IN ({marks}), NULL, ?)
                WHERE state = 'sending' AND lease_until < ?""",
            [KILLED, *resent, *resent, moment, moment],
        )
    return cursor.rowcount


def send_again(store: Store, message_id: int, now: datetime) -> bool:
    """Let a message that is doubtful or failed be sent once more; False where there is none."""
    at = moment_text(now)
    with store.transaction():
        cursor = store.execute(
            """UPDATE messages SET state = 'waiting', settled_at = NULL, created_at = ?,
                   next_try_at = ?, attempts = 0
               WHERE id = ? AND state IN ('doubtful', 'failed')""",
            [at, at, message_id],
        )
    return cursor.rowcount == 1


def forget_told(store: Store, now: datetime) -> None:
    """Drop what was sent long ago; what was not is kept."""
    with store.transaction():
        store.execute(
            "DELETE FROM messages WHERE state = 'sent' AND settled_at < ?",
            [moment_text(now - KEPT)],
        )


def messages(store: Store, *, states: Sequence[str], limit: int) -> list[MessageRow]:
    """Messages in these states, the last first."""
    marks = ", ".join("?" * len(states))
    rows = store.rows(
        f"SELECT * FROM messages WHERE state IN ({marks}) ORDER BY id DESC LIMIT ?",
        [*states, limit],
    )
    return [_message(row) for row in list(rows)]


def message_counts(store: Store) -> dict[tuple[str, str], int]:
    """How many messages of each channel are in each state."""
    sql = "SELECT channel, state, count(*) AS number FROM messages GROUP BY channel, state"
    return {(row["channel"], row["state"]): row["number"] for row in store.rows(sql)}


def delivery_counts(store: Store) -> dict[str, int]:
    """How many deliveries of each channel wait for their time."""
    sql = "SELECT channel, count(*) AS number FROM deliveries WHERE message_id IS NULL GROUP BY 1"
    return {row["channel"]: row["number"] for row in store.rows(sql)}


def last_sent(store: Store) -> dict[str, datetime]:
    """When each channel was last told something."""
    sql = "SELECT channel, max(settled_at) AS at FROM messages WHERE state = 'sent' GROUP BY 1"
    return {row["channel"]: read_moment(row["at"]) for row in store.rows(sql)}


def _message(row: Any) -> MessageRow:
    return picked(
        MessageRow,
        row,
        created_at=read_moment,
        next_try_at=read_moment,
        settled_at=read_moment_or_none,
    )
