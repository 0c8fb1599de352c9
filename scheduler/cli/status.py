"""``unionwatch status``: how each source and the database stand."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from scheduler.cli.console import console, counted, local, say, table, write_json
from scheduler.cli.database import read_store
from scheduler.cli.errors import DONE, SOURCE_FAILED
from scheduler.cli.settings import Settings, db_option, example

if TYPE_CHECKING:
    from scheduler.store.rows import ListingRow, RunRow, SourceStatus, StoreStatus
    from scheduler.store.service import DaemonRow

NEXT_SHOWN = 3


@click.command(
    short_help="Show each source's health, the last runs, the database.",
    epilog=example("unionwatch status", "unionwatch --db union.db status --json"),
)
@click.option("--listings", is_flag=True, help="Each listing too: how much of it was known.")
@click.option("--alive", is_flag=True, help="Just say whether the daemon runs: exit code 0 or 1.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON; times are UTC.")
@db_option
@click.pass_obj
def status(settings: Settings, listings: bool, alive: bool, as_json: bool) -> int:
    """Show each source's health, the last runs, the database.

    A source is "failing" after a crawl that could not read its listings; the reason stands beside
    it. Of its articles, "due" are to be looked at again now, "unread" were listed but could not be
    read yet, "unseen" have updates that nobody marked as seen. Times are those of Vietnam.
    """
    from scheduler.store.reading import listings as read_listings
    from scheduler.store.service import daemon
    from scheduler.store.status import status as read_status

    now = datetime.now(UTC)
    with read_store(settings) as store:
        runner = daemon(store, now)
        if alive:
            say(_daemon_line(runner))
            return DONE if runner is not None and runner.running else SOURCE_FAILED
        found = read_status(store, now)
        polled = read_listings(store) if listings else []
    if as_json:
        write_json(
            polled
            if listings
            else {name: getattr(found, name) for name in found.__slots__} | {"daemon": runner}
        )
        return DONE
    say(_database_line(found))
    say(_daemon_line(runner))
    if found.sources:
        _show_sources(found.sources)
    if polled:
        _show_listings(polled)
    if found.last_runs:
        _show_runs(found.last_runs)
    return DONE


def _daemon_line(runner: "DaemonRow | None") -> str:
    """Whether `unionwatch run` is at work on this database, and what it will do next."""
    if runner is None:
        return "No daemon has run on it ('unionwatch run'); crawls come from cron or by hand."
    if not runner.running:
        ended = local(runner.stopped_at) if runner.stopped_at else "without a word"
        last = f"last sign of life {local(runner.beat_at)}"
        return (
            f"The daemon does not run: started {local(runner.started_at)}, ended {ended}; {last}."
        )
    doing = f"crawls {', '.join(runner.doing)} now" if runner.doing else "waits"
    first = sorted(runner.plan.items(), key=lambda item: item[1])[:NEXT_SHOWN]
    coming = ", ".join(f"{name} {local(at)}" for name, at in first)
    return (
        f"The daemon runs since {local(runner.started_at)} (process {runner.pid}): "
        f"{counted(runner.crawls, 'crawl')}; it {doing}" + (f"; next: {coming}." if coming else ".")
    )


def _database_line(found: "StoreStatus") -> str:
    parts = [
        counted(found.articles, "article"),
        counted(found.versions, "version"),
        f"{counted(found.updates, 'update')} ({found.unseen:,} unseen)",
        counted(found.fetches, "request"),
    ]
    return f"{found.path}: {size(found.size)}; {', '.join(parts)}"


def _show_sources(sources: "tuple[SourceStatus, ...]") -> None:
    numbers = ("articles", "removed", "due", "unread", "unseen")
    drawn = table(("source", "state", *numbers, "last crawl", "last success"), right=numbers)
    for one in sources:
        drawn.add_row(
            one.name,
            one.state,
            *(f"{n:,}" for n in (one.articles, one.removed, one.due, one.pending, one.unseen)),
            local(one.last_run_at) or "never",
            local(one.last_ok_at) or "never",
        )
    console().print(drawn)
    for one in sources:
        if one.state_reason:
            # What is unlike the source's own past says since when, each for itself.
            told = one.state_reason == "; ".join(one.evidence)
            day = f" since {local(one.state_since)}" if one.state_since and not told else ""
            say(f"{one.name}: {one.state}{day}: {one.state_reason}")
        if one.held:
            say(f"{one.name}: {counted(one.held, 'article')} held back till 'sources release'")
        if one.flaps:
            times = counted(one.flaps, "time")
            say(f"{one.name}: showed a text of before for a moment {times} (caches, not editors)")
        if one.gaps:
            looks = counted(one.gaps, "look")
            say(f"{one.name}: {looks} showed no known article: look more often or raise max_pages")


def _show_listings(listings: "list[ListingRow]") -> None:
    """Overlap, what a look shows that the one before showed, proves that nothing was missed."""
    numbers = ("looks", "links", "new", "overlap", "gaps")
    drawn = table(("source", "listing", *numbers, "last look"), right=numbers)
    for one in listings:
        overlap = "" if one.overlap is None else f"{one.overlap:.0%}"
        counts = [f"{n:,}" for n in (one.looks, one.links, one.new_links)]
        last = local(one.last_looked_at)
        drawn.add_row(one.source, one.url, *counts, overlap, f"{one.gaps:,}", last)
    console().print(drawn)


def _show_runs(runs: "tuple[RunRow, ...]") -> None:
    numbers = ("new", "updated", "removed", "failed", "requests")
    drawn = table(("last runs", "took", "outcome", *numbers), right=("took", *numbers))
    for run in runs:
        took = run.finished_at - run.started_at if run.finished_at else None
        counts = run.counts
        drawn.add_row(
            local(run.started_at),
            span(took.total_seconds()) if took else "",
            run.outcome + (f": {run.error}" if run.error else ""),
            *(
                f"{n:,}"
                for n in (
                    counts.new, counts.changed + counts.restored, counts.removed, counts.failed,
                    counts.requests,
                )
            ),
        )  # fmt: skip
    console().print(drawn)


def size(count: int) -> str:
    """Bytes for people.

    >>> size(1536)
    '1.5 KiB'
    """
    number = float(count)
    for unit in ("B", "KiB", "MiB"):
        if number < 1024:
            return f"{number:.0f} {unit}" if unit == "B" else f"{number:.1f} {unit}"
        number /= 1024
    return f"{number:.1f} GiB"


def span(seconds: float) -> str:
    """A span of time for people.

    >>> span(4.21), span(75), span(7260)
    ('4.2 s', '1 min 15 s', '2 h 1 min')
    """
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return f"{minutes} min {rest} s"
    return f"{minutes // 60} h {minutes % 60} min"
