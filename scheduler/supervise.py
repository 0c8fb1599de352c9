"""A crawl's child process, from start to end: its events as they come, a time limit, signals passed
on.

The Scrapy reactor cannot start twice, and leaks and hangs shall die with the crawl: hence a process
for each. It gets its job as a line on stdin, which stays open: its end tells the child that the
parent is gone.
"""

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from types import FrameType
from typing import IO

import msgspec

from scheduler.events import Event, Job, read_event
from scheduler.outcomes import ChildEnd

log = logging.getLogger(__name__)

COMMAND = (sys.executable, "-m", "scheduler.child")
GRACE = 30.0  # seconds that a child which was asked to stop has for the articles in hand
QUICK = 3.0  # seconds that it has after being asked twice
LAST_WORDS = 50  # lines of the child's log that are kept
TICK = 0.2


def run_child(
    job: Job,
    on_event: Callable[[Event], None],
    *,
    timeout: float,
    keep_open: tuple[int, ...] = (),
    stop: threading.Event | None = None,
    grace: float = GRACE,
    command: tuple[str, ...] = COMMAND,
) -> ChildEnd:
    """Run the job to its end, or to `timeout` seconds; `stop` set from another thread stops it
    early.

    `keep_open` are file descriptors that the child inherits (the crawl lock). SIGINT and SIGTERM
    that come meanwhile are passed on; the child then ends its articles in hand, and a second one
    makes it drop them.
    """
    job = msgspec.structs.replace(job, seconds=timeout + 2 * grace)
    child = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        pass_fds=keep_open if os.name == "posix" else (),
        # A Ctrl-C goes to the whole group: the child shall hear of it once, from us.
        start_new_session=True,
    )
    supervision = _Supervision(child, on_event, time.monotonic() + timeout, stop, grace)
    try:
        with _signals_to(supervision.interrupt):
            return supervision.run(msgspec.json.encode(job) + b"\n")
    finally:
        if child.poll() is None:
            child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout, child.stderr):
            if pipe is not None:
                pipe.close()


class _Supervision:
    """The state of one child under way."""

    def __init__(
        self,
        child: subprocess.Popen[bytes],
        on_event: Callable[[Event], None],
        deadline: float,
        stop: threading.Event | None,
        grace: float,
    ) -> None:
        self.child = child
        self.on_event = on_event
        self.deadline = deadline
        self.stop = stop
        self.grace = grace
        self.timed_out = False
        self.signal: int | None = None
        self.lines: SimpleQueue[bytes | None] = SimpleQueue()
        self.last_words: deque[str] = deque(maxlen=LAST_WORDS)

    def run(self, job: bytes) -> ChildEnd:
        """Hand the job over, then follow the child to its end."""
        assert self.child.stdin is not None  # all three are pipes
        assert self.child.stdout is not None
        assert self.child.stderr is not None
        readers = [
            threading.Thread(target=self._read_events, args=(self.child.stdout,), daemon=True),
            threading.Thread(target=self._read_log, args=(self.child.stderr,), daemon=True),
        ]
        for reader in readers:
            reader.start()
        try:
            self.child.stdin.write(job)
            self.child.stdin.flush()
        except BrokenPipeError:
            log.warning("the crawl's process ended before it took its job")
        while self._next_event():
            self._check_time()
        for reader in readers:
            reader.join(timeout=self.grace)
        return ChildEnd(
            returncode=self.child.wait(timeout=self.grace),
            timed_out=self.timed_out,
            signal=self.signal,
            log=tuple(self.last_words),
        )

    def interrupt(self, number: int) -> None:
        """Pass a signal on: the first for a gentle end, the second for a quick one."""
        patience = self.grace if self.signal is None else QUICK
        self.signal = self.signal or number
        self.deadline = min(self.deadline, time.monotonic() + patience)
        self.child.terminate()

    def _next_event(self) -> bool:
        """Take one line, if one comes; False when the child has closed its end."""
        try:
            line = self.lines.get(timeout=TICK)
        except Empty:
            return True
        if line is None:
            return False
        try:
            event = read_event(line)
        except msgspec.MsgspecError:
            log.warning("not an event of the crawl's process: %r", line[:200])
        else:
            self.on_event(event)
        return True

    def _check_time(self) -> None:
        if self.stop is not None and self.stop.is_set() and self.signal is None:
            self.interrupt(signal.SIGTERM)
        if time.monotonic() < self.deadline:
            return
        if self.timed_out or self.signal is not None:
            self.child.kill()
            return
        self.timed_out = True
        self.deadline = time.monotonic() + self.grace
        self.child.terminate()

    def _read_events(self, stdout: IO[bytes]) -> None:
        for line in stdout:
            self.lines.put(line)
        self.lines.put(None)

    def _read_log(self, stderr: IO[bytes]) -> None:
        for line in stderr:
            text = line.decode("utf-8", "replace").rstrip()
            self.last_words.append(text)
            log.debug("child: %s", text)


@contextmanager
def _signals_to(interrupt: Callable[[int], None]) -> Iterator[None]:
    """While inside, SIGINT and SIGTERM call `interrupt`; in a thread other than the main one
    nothing changes.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def handler(number: int, _frame: FrameType | None) -> None:
        interrupt(number)

    wanted = (signal.SIGINT, signal.SIGTERM)
    before = {number: signal.signal(number, handler) for number in wanted}
    try:
        yield
    finally:
        for number, previous in before.items():
            signal.signal(number, previous)
