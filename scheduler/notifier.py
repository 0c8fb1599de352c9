"""When the notifier runs: once after a crawl from the command line, every half minute beside the
daemon. Whatever goes wrong here is said in a line and harms no crawl.
"""

import logging
import threading
import time
from pathlib import Path

from crawler.tables import SourceError
from scheduler.config import config_path, load_config
from scheduler.store import StoreError

log = logging.getLogger(__name__)

EVERY = 30.0  # seconds


def tell_channels(db: Path) -> list[str]:
    """Tell the channels of this database's unionwatch.toml; what a person should know of it."""
    try:
        channels = load_config(config_path(db)).channels
        if not channels or not db.exists():
            return []
        from scheduler.notify import notify_round

        came = notify_round(db, channels)
    except (SourceError, StoreError) as error:
        return [f"nobody was told: {error}"]
    lines = list(came.unusable)
    if came.refused:
        lines.append(f"{came.refused} not delivered yet, tried again later: unionwatch notify send")
    if came.doubtful:
        lines.append(f"{came.doubtful} in doubt: unionwatch notify status")
    return lines


class Notifier:
    """A step of the daemon that returns at once: the round runs in a thread of its own, one at a
    time.
    """

    __name__ = "notifier"

    def __init__(self, every: float = EVERY) -> None:
        self.every = every
        self._next = 0.0
        self._thread: threading.Thread | None = None
        self._said: list[str] = []

    def __call__(self, db: Path) -> None:
        """Begin a round, if none runs and it is time."""
        if time.monotonic() < self._next or (self._thread and self._thread.is_alive()):
            return
        self._next = time.monotonic() + self.every
        self._thread = threading.Thread(
            target=self._round,
            args=(db,),
            name="unionwatch-notify",
            daemon=True,  # the daemon ends within seconds; what is being sent is then in doubt
        )
        self._thread.start()

    def _round(self, db: Path) -> None:
        lines = tell_channels(db)
        for line in lines:
            if line not in self._said:
                log.warning("%s", line)
        self._said = lines
