"""One line of log for each source of a crawl: who, how it ended, what came of it, how long.

The words are for people; the same as data is in the record's `data`, for `--log-format json`.
"""

import logging
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from scheduler.events import Event, SourceClosed, SourceStarted
from scheduler.outcomes import Outcome, RunOutcome, SourceOutcome

log = logging.getLogger("unionwatch.crawl")

LEVELS = {Outcome.DONE: logging.INFO, Outcome.INTERRUPTED: logging.INFO}
SHOWN = ("new", "changed", "removed", "restored", "unchanged", "failed")


class Stopwatch:
    """How long each source took, from the crawl's events."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._began: dict[str, float] = {}

    def see(self, event: Event, now: float) -> None:
        """One event of the crawl, at `now` monotonic seconds."""
        match event:
            case SourceStarted():
                self._began[event.source] = now
            case SourceClosed() if event.source in self._began:
                self.seconds[event.source] = now - self._began[event.source]
            case _:
                pass


def log_crawl(outcome: RunOutcome, seconds: Mapping[str, float]) -> None:
    """Log each source that was crawled; one that was not due is no news."""
    if outcome.error and outcome.signal is None:
        log.error(
            "run %s: %s",
            outcome.run_id,
            outcome.error,
            extra={
                "data": {"run": outcome.run_id, "outcome": outcome.outcome, "error": outcome.error}
            },
        )
    for each in outcome.sources:
        if each.name in seconds or each.outcome is not Outcome.DONE:
            _log_source(outcome.run_id, each, seconds.get(each.name, 0.0))


def _log_source(run_id: int | None, each: SourceOutcome, seconds: float) -> None:
    counts: dict[str, Any] = asdict(each.counts)
    data = {"run": run_id, "source": each.name, "outcome": each.outcome, "error": each.error}
    data |= {"seconds": round(seconds, 3)} | counts
    told = ", ".join(f"{counts[name]} {name}" for name in SHOWN if counts[name])
    log.log(
        LEVELS.get(each.outcome, logging.WARNING),
        "%s: %s in %.1f s; %d requests, %s%s",
        each.name,
        each.outcome,
        seconds,
        each.counts.requests,
        told or "nothing to look at",
        f"; {each.error}" if each.error else "",
        extra={"data": data},
    )
