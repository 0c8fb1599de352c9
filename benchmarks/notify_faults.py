"""Notifications over kills: are any doubled, are any lost? Beside the two usual ways without a claim.

Usage: python benchmarks/notify_faults.py [--kills 200] [--seed 1] [--failing 0.1]

A crawl's updates are stored one after the other while a notifier in a process of its own sends them
to a web hook on loopback, which takes up to 30 ms and answers some requests with 503. The notifier
is killed (SIGKILL) at random instants and started again. In the end everything that may be sent is
sent, and what the hook took is compared with what was stored.

"send, mark" deletes an update from the outbox after it was sent; "mark, send" before. Ours claims,
sends and settles; what was being sent at the kill is in doubt, is listed and is not sent again.
"""

import argparse
import multiprocessing
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from scheduler.channels import Receiver, Verdict
from scheduler.config import Address, Channel
from scheduler.messages import Message
from scheduler.notify import notify_round
from scheduler.pipeline import record_visit
from scheduler.store import open_store
from scheduler.store.outbox import message_counts
from tests import samples
from tests.receivers import Hook, web_hook

LEASE = timedelta(seconds=1)


def ours(db: Path, url: str, rounds: int | None = None) -> None:
    """The notifier of the product, over and over."""
    channel = Channel(name="hook", address=Address(url=url))
    while rounds is None or rounds > 0:
        notify_round(db, [channel], lease=LEASE, clock=clock)
        rounds = None if rounds is None else rounds - 1


def clock() -> datetime:
    """A minute a second, so that what failed is tried again within the benchmark."""
    now = datetime.now(UTC)
    return now + (now - STARTED) * 60


STARTED = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)


def without_claim(db: Path, url: str, *, first: bool, rounds: int | None = None) -> None:
    """Send what is in the outbox, and delete it there before (`first`) or after."""
    receiver = Receiver(url)
    with open_store(db) as store:
        while rounds is None or rounds > 0:
            rows = store.rows(
                """SELECT o.update_id, a.title FROM outbox o JOIN updates u ON u.id = o.update_id
                   JOIN articles a ON a.id = u.article_id ORDER BY 1"""
            )
            for update_id, title in [tuple(row) for row in rows]:
                delete = ("DELETE FROM outbox WHERE update_id = ?", [update_id])
                if first:
                    store.execute(*delete)
                sent = receiver.send(Message(title=title, body=title), str(update_id))
                if not first and sent.verdict is Verdict.SENT:
                    store.execute(*delete)
            rounds = None if rounds is None else rounds - 1


def send_mark(db: Path, url: str, rounds: int | None = None) -> None:
    """At least once."""
    without_claim(db, url, first=False, rounds=rounds)


def mark_send(db: Path, url: str, rounds: int | None = None) -> None:
    """At most once."""
    without_claim(db, url, first=True, rounds=rounds)


@dataclass(frozen=True, slots=True)
class Result:
    """What a way of sending came to."""

    stored: int
    told: int
    doubled: int
    lost: int
    doubtful: int
    whole: bool


def measure(way: Callable[..., None], kills: int, seed: int, failing: float) -> Result:
    """Store, send and kill."""
    chance = random.Random(seed)
    context = multiprocessing.get_context("fork")
    Receiver("json://127.0.0.1:1")  # loads the plugins of Apprise, once for all that are forked
    with tempfile.TemporaryDirectory() as folder, web_hook() as hook:
        db = Path(folder) / "unionwatch.db"
        stored = 0
        slow(hook, chance, failing)
        with closing(open_store(db)) as store:
            for kill in range(kills):
                for _ in range(chance.randint(1, 6)):
                    stored += 1
                    record_visit(
                        store, samples.snapshot(stored, title=f"Bài số {stored}."), clock()
                    )
                child = context.Process(target=way, args=(db, hook.url), daemon=True)
                child.start()
                time.sleep(chance.uniform(0.01, 0.4))
                child.kill()
                child.join()
                progress(kill + 1, kills)
            hook.answer = type(hook).answer.__get__(hook)  # from now on at once, and always 200
            time.sleep(LEASE.total_seconds() + 0.5)
            for _ in range(8):
                way(db, hook.url, rounds=1)
                time.sleep(1)
            return result(db, hook, stored)


def slow(hook: Hook, chance: random.Random, failing: float) -> None:
    """A hook that takes its time, before it takes the message and after."""
    answer = hook.answer

    def late(request: object) -> None:
        time.sleep(chance.uniform(0, 0.015))
        if chance.random() < failing:
            hook.behaviour.append("503")
        answer(request)  # type: ignore[arg-type]  # a request handler, passed on
        time.sleep(chance.uniform(0, 0.015))

    hook.answer = late  # type: ignore[method-assign]  # this hook alone is slow


def result(db: Path, hook: Hook, stored: int) -> Result:
    """Compare what the hook took with what was stored."""
    counted = Counter(titles(hook))
    with open_store(db, read_only=True) as store:
        doubtful = {
            row[0]
            for row in store.rows(
                """SELECT a.title FROM deliveries d JOIN messages m ON m.id = d.message_id
                   JOIN updates u ON u.id = d.update_id JOIN articles a ON a.id = u.article_id
                   WHERE m.state = 'doubtful'"""
            )
        }
        whole = store.value("PRAGMA integrity_check") == "ok"
        left = {state for _, state in message_counts(store)} - {"sent", "doubtful"}
        assert not left, f"messages are left: {left}"
    everything = {f"Bài số {number}." for number in range(1, stored + 1)}
    return Result(
        stored=stored,
        told=len(counted),
        doubled=sum(number > 1 for number in counted.values()),
        lost=len(everything - counted.keys() - doubtful),
        doubtful=len(doubtful),
        whole=whole,
    )


def titles(hook: Hook) -> Iterable[str]:
    """Every mention of an article that was taken; a digest mentions several."""
    for message in hook.got:
        lines = {line.removeprefix("- ") for line in message["message"].split("\n")}
        yield from {line for line in (message["title"], *lines) if line.startswith("Bài số ")}


def progress(done: int, kills: int) -> None:
    """How far it is, on a terminal."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done}/{kills} kills ")
        sys.stderr.flush()


def main() -> int:
    """Measure the three ways."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--failing", type=float, default=0.1)
    options = parser.parse_args()
    print(f"{options.kills} kills of each, {options.failing:.0%} of the requests answered with 503")
    print(f"{'':12}{'stored':>8}{'told':>8}{'doubled':>9}{'lost':>7}{'in doubt':>10}  file")
    good = True
    for name, way in (("send, mark", send_mark), ("mark, send", mark_send), ("unionwatch", ours)):
        found = measure(way, options.kills, options.seed, options.failing)
        print(
            f"{name:12}{found.stored:8}{found.told:8}{found.doubled:9}{found.lost:7}"
            f"{found.doubtful:10}  {'whole' if found.whole else 'damaged'}",
            flush=True,
        )
        good = found.doubled == found.lost == 0 and found.whole
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
