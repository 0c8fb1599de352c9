"""A round of the notifier: lay out what is new for the channels, make messages, send what is due.

Runs after a crawl or beside the daemon, never inside a transaction of a crawl and never for longer
than its deadline. Each message is claimed, sent and settled; between claim and settlement nothing
else is done, so that a kill in between leaves at most one message per sender in doubt. What is in
doubt is not sent again (nobody is told twice) but listed by ``notify status``, unless its channel
says `in_doubt = "send again"`.
"""

import logging
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

from scheduler.channels import TIMEOUT, ChannelError, Outcome, Receiver, Verdict
from scheduler.config import AddressError, Channel
from scheduler.digest import GIVE_UP, due_at, is_quiet, retry_at
from scheduler.messages import Message, alert_message, digest_message, update_message
from scheduler.observed import HealthState
from scheduler.store import Store, open_store
from scheduler.store.health import HealthRow, mark_told, spell, spell_before, untold
from scheduler.store.outbox import (
    Delivery,
    MessageRow,
    add_channels,
    add_delivery,
    claim,
    compose,
    contents,
    drop_old,
    end_leases,
    forget_told,
    lay_out,
    next_message,
    settle,
    waiting_updates,
)
from scheduler.store.telling import of_updates

log = logging.getLogger(__name__)

BATCH = 200
SINGLE = 5
"""So many updates at once are told one by one; more go together."""
BEFORE = timedelta(days=1)
"""A new channel hears what was flagged so long before it was set up, and nothing older."""
LEASE = timedelta(seconds=TIMEOUT * 3)
DEADLINE = 60.0  # seconds for a round

MILD = (HealthState.DEGRADED, HealthState.SILENT)

Clock = Callable[[], datetime]


class Sender(Protocol):
    """What a round needs of a receiver (`scheduler.channels.Receiver`)."""

    def limit(self, title: str) -> int:
        """How long a body may be."""

    def send(self, message: Message, key: str) -> Outcome:
        """Send it."""


@dataclass(slots=True)
class Round:
    """What a round came to."""

    sent: int = 0
    refused: int = 0
    doubtful: int = 0
    unusable: tuple[str, ...] = ()


def utc_now() -> datetime:
    """The clock of the machine."""
    return datetime.now(UTC)


def receiver_of(channel: Channel) -> Sender:
    """The receiver of a channel; AddressError or ChannelError where there is none."""
    return Receiver(channel.address.reveal())


def notify_round(
    db: Path,
    channels: Sequence[Channel],
    *,
    clock: Clock = utc_now,
    deadline: float = DEADLINE,
    lease: timedelta = LEASE,
    receiver: Callable[[Channel], Sender] = receiver_of,
) -> Round:
    """Tell the channels what they are to be told now."""
    end = time.monotonic() + deadline
    came = Round()
    if not channels:
        return came
    with open_store(db, create=False) as store:
        lay_out_all(store, channels, clock())
        again = [channel.name for channel in channels if channel.send_again]
        came.doubtful = end_leases(store, clock(), again)
        for channel in channels:
            now = clock()
            if is_quiet(channel, now):
                continue
            compose(store, channel.name, now, single=SINGLE)
            if next_message(store, channel.name, now) is None:
                continue
            try:
                sender = receiver(channel)
            except (AddressError, ChannelError) as error:
                came.unusable += (f"channel {channel.name}: {error}",)
                continue
            _send_all(store, channel, sender, came, clock, lease, end)
        forget_told(store, clock())
    return came


def lay_out_all(store: Store, channels: Sequence[Channel], now: datetime) -> None:
    """Write for each new update and each change of a source's health which channel hears of it."""
    known = add_channels(store, (channel.name for channel in channels), now)
    news = [channel for channel in channels if not channel.operator]
    drop_old(store, min(known[channel.name] for channel in channels) - BEFORE)
    while waiting := waiting_updates(store, BATCH):
        marked = {one.update_id: one for one in waiting}
        deliveries = [
            Delivery(channel=channel.name, update_id=update_id, due_at=due_at(channel, now))
            for update_id, happening in of_updates(store, marked)
            for channel in news
            if marked[update_id].created_at >= known[channel.name] - BEFORE
            and (marked[update_id].watched or not channel.watched)
            and channel.interest.takes(happening)
        ]
        lay_out(store, list(marked), deliveries)
    operators = [channel for channel in channels if channel.operator]
    for row, before in untold(store):
        with store.transaction():
            if is_alert(row, before):
                for channel in _concerned(operators, row, known):
                    due = due_at(channel, now, alert=True)
                    add_delivery(
                        store, Delivery(channel=channel.name, health_id=row.id, due_at=due)
                    )
            mark_told(store, row.id, now)


def is_alert(row: HealthRow, before: HealthRow | None) -> bool:
    """Whether an operator hears of this spell: a source fell ill, got worse or recovered."""
    was = HealthState(before.state) if before else HealthState.OK
    state = HealthState(row.state)
    if HealthState.OK in (state, was):
        return state is not was
    return was in MILD and state not in MILD


def _concerned(
    operators: Iterable[Channel], row: HealthRow, known: dict[str, datetime]
) -> list[Channel]:
    return [
        channel
        for channel in operators
        if row.noticed_at >= known[channel.name] - BEFORE
        and (not channel.interest.sources or row.source in channel.interest.sources)
    ]


def _send_all(
    store: Store,
    channel: Channel,
    sender: Sender,
    came: Round,
    clock: Clock,
    lease: timedelta,
    end: float,
) -> None:
    """Send one message after the other, until one is refused or time is up."""
    while time.monotonic() < end:
        message = next_message(store, channel.name, clock())
        if message is None:
            return
        text = _text(store, channel, message, sender)
        fence = claim(store, message, clock(), lease)
        if fence is None:
            continue
        if text is None:
            gone = "what it told of is no longer stored"
            settle(store, message.id, fence, "failed", clock(), error=gone)
            continue
        outcome = sender.send(text, key_of(message))
        if not _settle(store, channel, message, fence, outcome, clock()):
            log.warning("message %s took longer than its lease; it is in doubt", message.id)
        came.sent += outcome.verdict is Verdict.SENT
        came.refused += outcome.verdict is Verdict.REFUSED
        came.doubtful += outcome.verdict is Verdict.DOUBTFUL
        if outcome.verdict is not Verdict.SENT:
            return


def key_of(message: MessageRow) -> str:
    """What tells a receiver that two messages are one: the same at each try."""
    return f"unionwatch-{message.channel}-{message.id}"


def _settle(
    store: Store,
    channel: Channel,
    message: MessageRow,
    fence: int,
    outcome: Outcome,
    now: datetime,
) -> bool:
    if outcome.verdict is Verdict.SENT:
        return settle(store, message.id, fence, "sent", now)
    if outcome.verdict is Verdict.DOUBTFUL and not channel.send_again:
        return settle(store, message.id, fence, "doubtful", now, error=outcome.why)
    if now - message.created_at > GIVE_UP:
        return settle(store, message.id, fence, "failed", now, error=outcome.why)
    at = retry_at(message.attempts + 1, now)
    return settle(store, message.id, fence, "waiting", now, error=outcome.why, next_try_at=at)


def _text(store: Store, channel: Channel, message: MessageRow, sender: Sender) -> Message | None:
    """What the message says; None where what it tells of is gone."""
    limit = sender.limit("x" * 160)
    update_ids, health_ids = contents(store, message.id)
    names = {row["name"]: row["title"] for row in store.rows("SELECT name, title FROM sources")}
    for health_id in health_ids:
        row = spell(store, health_id)
        if row is None:
            return None
        told = row
        if row.state == HealthState.OK:
            told = spell_before(store, row.source, row.id) or row
        title = names.get(row.source, row.source)
        return alert_message(title, row.source, row.state, told.evidence, channel.language, limit)
    found = [happening for _, happening in of_updates(store, update_ids)]
    if not found:
        return None
    if message.kind == "update":
        title = names.get(found[0].source, found[0].source)
        return update_message(found[0], title, channel.language, limit)
    return digest_message(found, names, channel.language, limit)
