"""PURE: how a crawl ended, judged from what its child process said. No I/O.

Scrapy's own end does not tell: a refused connection, an error in a callback and a good crawl all
finish with "finished" and exit status 0. So the failures are counted here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from crawler.items import FailureReason
from scheduler.events import Event, Listed, Looked, SourceClosed, SourceStarted
from scheduler.store.rows import Counts


class Outcome(StrEnum):
    """How a crawl, or one source in it, ended."""

    DONE = "done"
    FAILED = "failed"
    INTERRUPTED = "interrupted"
    TIMEOUT = "timeout"
    CRASHED = "crashed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceOutcome:
    """How one source ended; `error` is one clause that says why it failed, `warning` what the
    operator should look at though it did not.
    """

    name: str
    outcome: Outcome
    counts: Counts
    error: str | None = None
    warning: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOutcome:
    """How a crawl ended. `run_id` None: a dry run. `signal`: what stopped it; `log`: the child's
    last words.
    """

    run_id: int | None
    outcome: Outcome
    sources: tuple[SourceOutcome, ...]
    error: str | None = None
    signal: int | None = None
    log: tuple[str, ...] = ()

    @property
    def counts(self) -> Counts:
        """The sum over the sources."""
        names = Counts.__dataclass_fields__
        return Counts(
            **{name: sum(getattr(each.counts, name) for each in self.sources) for name in names}
        )

    @property
    def exit_code(self) -> int:
        """What the command ends with: 0; 1 some source failed; 128 + signal."""
        if self.signal is not None:
            return 128 + self.signal
        return 0 if self.outcome is Outcome.DONE else 1


# Of one page, not of the site: a few of these do not make a source a failed one.
OF_ONE_PAGE = {
    FailureReason.NOT_AN_ARTICLE,
    FailureReason.NOT_HTML,
    FailureReason.TOO_LARGE,
    FailureReason.EMPTY,
}
A_FEW = 3


@dataclass(slots=True)
class Tally:
    """What one source's events came to so far."""

    listings: int = 0
    unread: list[Listed] = field(default_factory=list)
    verdicts: dict[str, int] = field(default_factory=dict)
    failed: list[Looked] = field(default_factory=list)
    closed: SourceClosed | None = None

    def add(self, event: Event) -> None:
        """Count one event in."""
        match event:
            case Listed():
                self.listings += 1
                if event.reason is not None and event.reason != FailureReason.BUDGET:
                    self.unread.append(event)
            case Looked():
                self.verdicts[event.verdict] = self.verdicts.get(event.verdict, 0) + 1
                if event.verdict == "failed" and event.reason != FailureReason.BUDGET:
                    self.failed.append(event)
            case SourceClosed():
                self.closed = event
            case SourceStarted():
                pass

    @property
    def counts(self) -> Counts:
        """The numbers that the summary shows."""
        looks = sum(self.verdicts.values())
        return Counts(requests=self.listings + looks, listings=self.listings, **self.verdicts)

    def failure(self) -> str | None:
        """Why this source failed as a whole, or None."""
        if self.closed is not None and (self.closed.error or self.closed.errors):
            count = self.closed.errors
            return self.closed.error or f"{count} exception(s) of our own code; see the log"
        if self.unread and len(self.unread) == self.listings:
            return f"no listing could be read: {_why(self.unread[0])}"
        looks = sum(self.verdicts.values())
        if not self.failed or len(self.failed) < looks:
            return None
        of_pages = all(each.reason in OF_ONE_PAGE for each in self.failed)
        if of_pages and looks < A_FEW:
            return None
        return f"none of {looks} article(s) could be read: {_why(self.failed[0])}"


def _why(event: Listed | Looked) -> str:
    return f"{event.url}: {event.detail or event.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildEnd:
    """How the child process ended: `returncode` as subprocess gives it, `signal` what we were told
    to stop by.
    """

    returncode: int
    timed_out: bool = False
    signal: int | None = None
    log: tuple[str, ...] = ()


def judge(tallies: Mapping[str, Tally], end: ChildEnd, run_id: int | None) -> RunOutcome:
    """The outcome of each source, and of the crawl as a whole."""
    whole = _whole(end)
    sources = tuple(_judge_source(name, tally, whole) for name, tally in tallies.items())
    failed = any(each.outcome is not Outcome.DONE for each in sources)
    return RunOutcome(
        run_id=run_id,
        outcome=whole if whole is not Outcome.DONE or not failed else Outcome.FAILED,
        sources=sources,
        error=_error(whole, end),
        signal=end.signal,
        log=end.log,
    )


def _whole(end: ChildEnd) -> Outcome:
    if end.timed_out:
        return Outcome.TIMEOUT
    if end.signal is not None:
        return Outcome.INTERRUPTED
    return Outcome.DONE if end.returncode == 0 else Outcome.CRASHED


def _error(whole: Outcome, end: ChildEnd) -> str | None:
    match whole:
        case Outcome.TIMEOUT:
            return "the crawl took longer than its time limit and was stopped"
        case Outcome.INTERRUPTED:
            return "the crawl was stopped by a signal"
        case Outcome.CRASHED:
            last = f": {end.log[-1]}" if end.log else ""
            return f"the crawl's process ended with status {end.returncode}{last}"
        case _:
            return None


def _judge_source(name: str, tally: Tally, whole: Outcome) -> SourceOutcome:
    finished = tally.closed is not None and tally.closed.finish != "shutdown"
    if not finished and whole is not Outcome.DONE:
        return SourceOutcome(name=name, outcome=whole, counts=tally.counts)
    warning = tally.closed.warning if tally.closed else None
    error = tally.failure()
    if tally.closed is None:
        error = "its crawl did not end as it should; see the log"
    outcome = Outcome.FAILED if error else Outcome.DONE
    return SourceOutcome(
        name=name, outcome=outcome, counts=tally.counts, error=error, warning=warning
    )
