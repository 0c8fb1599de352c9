"""What a crawl says while it works, on stderr: a bar per source on a terminal, else plain lines.

Keeps count of nothing that is stored; the summary comes from the database.
"""

import time
from typing import TYPE_CHECKING, Self, assert_never

from scheduler.cli.console import console, counted, on_terminal, tell
from scheduler.events import Event, Listed, Looked, SourceClosed, SourceStarted

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

EVERY = 10.0
"""Seconds between two plain lines of one source."""
FAILURES_SHOWN = 5
"""Failed looks of one source that are told one by one; the summary counts all."""


class CrawlProgress:
    """A context manager; `see` takes the crawl's events. `seconds`: how long each source took."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.quiet = quiet
        self.seconds: dict[str, float] = {}
        self.looks: list[Looked] = []
        self._began: dict[str, float] = {}
        self._told: dict[str, float] = {}
        self._looked: dict[str, int] = {}
        self._failures: dict[str, int] = {}
        self._bars: Progress | None = None
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Self:
        if on_terminal() and not self.quiet:
            self._bars = _bars()
            self._bars.start()
        return self

    def __exit__(self, *_raised: object) -> None:
        if self._bars is not None:
            self._bars.stop()

    def see(self, event: Event) -> None:
        """One event of the crawl."""
        match event:
            case SourceStarted():
                self._started(event)
            case Listed():
                self._listed(event)
            case Looked():
                self._look(event)
            case SourceClosed():
                self._closed(event)
            case _:
                assert_never(event)

    def _started(self, event: SourceStarted) -> None:
        self._began[event.source] = self._told[event.source] = time.monotonic()
        if self._bars is not None:
            task = self._bars.add_task(event.source, total=event.due or None, doing="")
            self._tasks[event.source] = task
        else:
            lists = counted(event.entrances, "list")
            self._tell(f"{event.source}: {lists}, {counted(event.due, 'known article')} due")

    def _listed(self, event: Listed) -> None:
        if event.reason is not None:
            self._failed(event.source, event.url, event.reason, event.detail)
        if self._bars is not None and event.source in self._tasks:
            task = self._tasks[event.source]
            total = next(one.total or 0 for one in self._bars.tasks if one.id == task)
            self._bars.update(task, total=total + event.new, doing=event.url)

    def _look(self, event: Looked) -> None:
        source = event.source
        self._looked[source] = number = self._looked.get(source, 0) + 1
        if event.verdict == "failed":
            self._failed(source, event.url, event.reason or "failed", event.detail)
        if event.verdict not in ("unchanged", "failed"):
            self.looks.append(event)
        if self._bars is not None and source in self._tasks:
            self._bars.update(self._tasks[source], advance=1, doing=event.title or event.url)
        elif time.monotonic() - self._told.get(source, 0.0) >= EVERY:
            self._told[source] = time.monotonic()
            self._tell(f"{source}: {counted(number, 'article')} looked at")

    def _closed(self, event: SourceClosed) -> None:
        source = event.source
        if source in self._began:  # else it was not due
            self.seconds[source] = time.monotonic() - self._began[source]
        if self._bars is not None and source in self._tasks:
            looked = self._looked.get(source, 0)
            task = self._tasks[source]
            self._bars.update(task, total=looked or 1, completed=looked or 1, doing="")
        if (untold := self._failures.get(source, 0) - FAILURES_SHOWN) > 0:
            self._tell(f"{source}: and {counted(untold, 'more failure')}")

    def _failed(self, source: str, url: str, reason: str, detail: str | None) -> None:
        self._failures[source] = self._failures.get(source, 0) + 1
        if self._failures[source] <= FAILURES_SHOWN:
            why = f"{reason.replace('_', ' ')}{f' ({detail})' if detail else ''}"
            self._tell(f"{source}: {url}: {why}")

    def _tell(self, text: str) -> None:
        if self.quiet:
            return
        if self._bars is not None:
            self._bars.console.print(text)
        else:
            tell(text)


def _bars() -> "Progress":
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
    )
    from rich.table import Column

    return Progress(
        SpinnerColumn(spinner_name="line"),
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=20),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn(
            "{task.fields[doing]}", markup=False, table_column=Column(no_wrap=True, ratio=1)
        ),
        console=console(stderr=True),
        transient=True,
        expand=True,
    )
