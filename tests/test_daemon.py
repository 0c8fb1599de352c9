"""The daemon: as a real process that is started, stopped and given new files; and its planning with
a clock that the test holds.
"""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import server
from apscheduler.executors.debug import DebugExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from crawl_child import environment
from news_site import address, article, listing, source_of

from crawler.source import Source
from scheduler.daemon import AGAIN, Daemon, build_scheduler
from scheduler.events import Event
from scheduler.lock import LockHeld
from scheduler.outcomes import Outcome, RunOutcome
from scheduler.roster import Roster
from scheduler.rounds import LEAST_GAP
from scheduler.store import StoreError, open_store, reading, runs
from scheduler.store.runs import finish_run, start_run
from scheduler.store.service import DaemonRow, beat, daemon

LIST = "/cong-doan"
pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")


@pytest.fixture
def site() -> Iterator[server.Site]:
    with server.Site() as site:
        publish(site, range(1, 4))
        yield site


def publish(site: server.Site, numbers: range, *, delay: float = 0.0) -> None:
    site.routes[LIST] = listing(numbers)
    for number in numbers:
        site.routes[address(number)] = server.Response(body=article(number).body, delay=delay)


class Running:
    """`unionwatch run` as a person starts it, on the sources of a folder."""

    def __init__(self, db: Path, folder: Path, *names: str, options: Sequence[str] = ()) -> None:
        self.db = db
        self.log = folder / "log.txt"
        command = [
            sys.executable,
            "-c",
            "import sys; from scheduler.cli import main; sys.exit(main())",
        ]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [*command, "--db", str(db), "--sources", str(folder), "run", *names,
                 "--log-format", "json", *options],
                stderr=log, env=environment(),
            )  # fmt: skip

    def lines(self) -> list[dict[str, Any]]:
        """Those that are whole: it may be writing one."""
        whole = self.log.read_text("utf-8").rpartition("\n")[0]
        return [json.loads(line) for line in whole.splitlines()]

    def wait_for(self, condition: Callable[[], bool], seconds: float = 60.0) -> None:
        end = time.monotonic() + seconds
        while not condition():
            assert self.process.poll() is None, self.log.read_text("utf-8")
            assert time.monotonic() < end, f"waited in vain:\n{self.log.read_text('utf-8')}"
            time.sleep(0.05)

    def stop(self, number: int = signal.SIGTERM) -> tuple[int, float]:
        """Exit code, and the seconds that it took."""
        began = time.monotonic()
        self.process.send_signal(number)
        return self.process.wait(timeout=30), time.monotonic() - began

    def __enter__(self) -> "Running":
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()


def crawled(db: Path) -> set[str]:
    if not db.exists():
        return set()
    with open_store(db, read_only=True) as store:
        return {each.identity for each in reading.articles(store)}


def heartbeat(db: Path) -> DaemonRow | None:
    with open_store(db, read_only=True) as store:
        return daemon(store, datetime.now(UTC))


def test_it_crawls_beats_reloads_and_stops(site: server.Site, tmp_path: Path) -> None:
    db, folder = tmp_path / "news.db", tmp_path / "sources"
    folder.mkdir()
    file = source_of(site, folder).file
    assert file is not None
    with Running(db, folder, "mau") as one:
        one.wait_for(lambda: crawled(db) == {"1", "2", "3"})
        one.wait_for(lambda: any(line.get("source") == "mau" for line in one.lines()))
        [line] = [line for line in one.lines() if "source" in line]
        assert (line["outcome"], line["new"], line["requests"]) == ("done", 3, 4)
        found = heartbeat(db)
        assert found is not None
        assert (found.running, found.pid, found.stopped_at) == (True, one.process.pid, None)
        with Running(db, folder, "mau") as second:
            assert second.process.wait(timeout=30) == 75
            assert f"works on it already: process {one.process.pid}" in second.log.read_text()
        good = file.read_text("utf-8")
        file.write_text(good.replace("delay = 0", 'delay = "quick"'), "utf-8")
        one.wait_for(lambda: "it stays as it was" in one.log.read_text("utf-8"))
        file.write_text(good.replace("delay = 0", "delay = 0.25"), "utf-8")
        one.wait_for(lambda: "was read" in one.log.read_text("utf-8"))
        assert one.log.read_text("utf-8").count("politeness.delay: expected a number") == 1
        code, seconds = one.stop()
    assert (code, seconds < 10) == (0, True)
    found = heartbeat(db)
    assert found is not None
    assert not found.running
    assert (found.crawls, found.stopped_at is None) == (1, False)


def test_sigterm_finishes_the_article_in_hand(site: server.Site, tmp_path: Path) -> None:
    publish(site, range(1, 60), delay=0.3)
    db = tmp_path / "news.db"
    source_of(site, tmp_path)
    with Running(db, tmp_path, "mau") as one:
        one.wait_for(lambda: len(site.paths()) > 4)
        code, seconds = one.stop()
    assert code == 0
    assert seconds < 10
    asked = {path for path in site.paths() if path != LIST}
    assert {address(int(each)) for each in crawled(db)} == asked
    with open_store(db, read_only=True) as store:
        assert [run.outcome for run in runs.runs(store)] == ["interrupted"]


def test_a_daemon_that_was_killed_is_not_taken_for_alive(site: server.Site, tmp_path: Path) -> None:
    db = tmp_path / "news.db"
    source_of(site, tmp_path)
    with Running(db, tmp_path, "mau") as one:
        one.wait_for(lambda: db.exists() and (heartbeat(db) is not None))
        one.process.kill()
        one.process.wait()
    found = heartbeat(db)
    assert found is not None
    assert (found.running, found.stopped_at) == (False, None)
    with Running(db, tmp_path, "mau") as again:
        # What the killed one had begun may be all there before this one knows any signal.
        again.wait_for(lambda: "watching" in again.log.read_text("utf-8"))
        again.wait_for(lambda: crawled(db) == {"1", "2", "3"})
        assert again.stop(signal.SIGINT)[0] == 0


# --- planning, with a clock in the test's hand


@dataclass
class World:
    """A daemon whose crawls are only noted, and take as long as the test says."""

    db: Path
    now: datetime = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)
    crawls: list[tuple[datetime, tuple[str, ...]]] = field(default_factory=list)
    takes: timedelta = timedelta(seconds=40)
    raises: list[Exception] = field(default_factory=list)

    def crawl(
        self, db: Path, sources: Sequence[Source], on_event: Callable[[Event], None],
        stop: threading.Event,
    ) -> RunOutcome:  # fmt: skip
        if self.raises:
            raise self.raises.pop()
        names = tuple(source.name for source in sources)
        self.crawls.append((self.now, names))
        with open_store(db) as store, store.transaction():
            titles = {each.name: (each.title, each.home) for each in sources}
            run = start_run(store, titles, self.now, command="test", pid=1)
            self.now += self.takes
            for source in sources:
                store.execute(
                    """INSERT OR REPLACE INTO listings (source, url, kind, first_seen_at,
                       last_looked_at) VALUES (?, ?, 'listing', ?, ?)""",
                    [source.name, source.entrances[0], text(self.now), text(self.now)],
                )
            finish_run(store, run, "done", self.now)
        return RunOutcome(run_id=run, outcome=Outcome.DONE, sources=())


def text(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path / "plan.db")


@pytest.fixture
def roster(tmp_path: Path) -> Roster:
    for name, schedule in (
        ("mot", 'every = "30m"'),
        ("hai", 'every = "1h"'),
        ("ba", 'every = "1d"'),
    ):
        write(tmp_path, name, schedule)
    return Roster(tmp_path, ["mot", "hai", "ba"])


def write(folder: Path, name: str, schedule: str) -> Path:
    file = folder / f"{name}.toml"
    file.write_text(
        f'name = "{name}"\nhome = "https://{name}.example/"\n[discovery]\nlistings = ["/tin"]\n'
        f"[schedule]\n{schedule}\n",
        "utf-8",
    )
    return file


@pytest.fixture
def made(world: World, roster: Roster) -> Iterator[Daemon]:
    with open_store(world.db):
        pass
    scheduler = build_scheduler(BackgroundScheduler, DebugExecutor())
    scheduler.start(paused=True)
    yield Daemon(
        db=world.db, roster=roster, crawl=world.crawl, clock=lambda: world.now, scheduler=scheduler
    )
    scheduler.shutdown()


def jobs(made: Daemon) -> dict[str, datetime]:
    return {job.id: job.next_run_time for job in made.scheduler.get_jobs()}


def test_each_source_has_one_job_and_all_that_is_due_is_crawled_together(
    made: Daemon, world: World
) -> None:
    made.plan()
    assert jobs(made) == dict.fromkeys(("mot", "hai", "ba"), world.now)
    for name in ("mot", "hai", "ba"):
        made.round(name)
    assert world.crawls == [(datetime(2026, 3, 1, 2, 0, tzinfo=UTC), ("ba", "hai", "mot"))]
    assert all(at > world.now for at in jobs(made).values())


def test_for_two_days_every_round_is_made_once(made: Daemon, world: World) -> None:
    end = world.now + timedelta(days=2)
    while world.now < end:
        name, at = min(made.plan().items(), key=lambda item: item[1])
        world.now = max(world.now, at)
        made.round(name)
    for name, least, most in (("mot", 85, 96), ("hai", 42, 48), ("ba", 2, 2)):
        times = [at for at, names in world.crawls if name in names]
        assert least <= len(times) <= most
        assert all(b - a >= LEAST_GAP for a, b in pairwise(times))


@pytest.mark.parametrize("jump", [timedelta(hours=9), timedelta(days=40), -timedelta(hours=5)])
def test_sleep_and_a_clock_that_was_set_cost_no_round(
    made: Daemon, world: World, jump: timedelta
) -> None:
    made.plan()
    made.round("mot")
    world.now += jump
    made.plan()  # as the next tick does
    first = max(world.now, min(jobs(made).values()))
    assert first <= world.now + timedelta(minutes=34)
    world.now = first
    made.round("mot")
    assert len(world.crawls) == 2


def test_a_held_lock_delays_the_crawl_and_drops_none(made: Daemon, world: World) -> None:
    world.raises = [LockHeld(world.db, None)]
    made.plan()
    made.round("mot")
    assert (world.crawls, made.crawls) == ([], 0)
    assert set(jobs(made).values()) == {world.now + AGAIN}
    world.now += AGAIN
    made.round("mot")
    assert [names for _, names in world.crawls] == [("ba", "hai", "mot")]


def test_source_files_come_change_break_and_go(
    made: Daemon, roster: Roster, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    made.plan()
    assert not roster.refresh()
    file = write(tmp_path, "mot", 'every = "2h"')
    assert roster.refresh()
    assert roster.sources["mot"].schedule.every == timedelta(hours=2)
    file.write_text("name = ", "utf-8")
    for _ in range(3):
        assert not roster.refresh()
    assert sum("it stays as it was" in line for line in caplog.messages) == 1
    assert roster.sources["mot"].schedule.every == timedelta(hours=2)
    file.unlink()
    assert roster.refresh()
    made.plan()
    assert set(jobs(made)) == {"hai", "ba"}
    write(tmp_path, "mot", 'every = "3h"')
    assert roster.refresh()
    made.plan()
    assert set(jobs(made)) == {"mot", "hai", "ba"}


def test_a_plan_that_cannot_be_made_is_told_once(
    made: Daemon, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise StoreError(made.db, "is not there")

    def told() -> int:
        return sum("the plan stays as it was" in line for line in caplog.messages)

    made._plan_again()
    for times in (1, 2):
        with monkeypatch.context() as patch:
            patch.setattr(made, "_ask", broken)
            made._plan_again()
            made._plan_again()
        assert told() == times
        made._plan_again()  # well again, so that the next trouble is news


def test_a_source_that_is_switched_off_is_not_crawled(roster: Roster, tmp_path: Path) -> None:
    file = tmp_path / "hai.toml"
    file.write_text(file.read_text("utf-8").replace("[disc", "enabled = false\n[disc"), "utf-8")
    assert roster.refresh()
    assert set(roster.sources) == {"mot", "ba"}


def test_a_step_that_fails_harms_no_other(
    made: Daemon, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    called: list[Path] = []

    def broken(_db: Path) -> None:
        raise RuntimeError("the mail server is on fire")

    made.steps = (broken, called.append)
    made.plan()
    made.round("mot")
    assert called == [world.db]
    assert "broken failed; the crawl itself is stored" in caplog.text


@pytest.mark.parametrize(
    ("age", "stopped", "running"),
    [(0, False, True), (120, False, True), (240, False, False), (0, True, False)],
)
def test_alive_is_who_gave_a_sign_lately(
    tmp_path: Path, age: int, stopped: bool, running: bool
) -> None:
    now = datetime(2026, 3, 1, tzinfo=UTC)
    with open_store(tmp_path / "beat.db") as store:
        assert daemon(store, now) is None
        beat(store, now, started_at=now, plan={"mot": now}, stopped=stopped)
        found = daemon(store, now + timedelta(seconds=age))
    assert found is not None
    assert (found.running, found.plan) == (running, {"mot": now})
