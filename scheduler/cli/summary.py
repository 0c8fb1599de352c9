"""What a crawl ends with: a table for people, what was flagged, what went wrong; or JSON."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from scheduler.cli.console import console, counted, say, table, tell, write_json
from scheduler.cli.status import span
from scheduler.cli.updates import label_of

if TYPE_CHECKING:
    from scheduler.events import Looked
    from scheduler.outcomes import RunOutcome
    from scheduler.store.rows import Counts

NUMBERS = ("new", "updated", "unchanged", "removed", "failed", "requests", "time")
FLAGGED_SHOWN = 10


def show_table(outcome: "RunOutcome", seconds: Mapping[str, float]) -> None:
    """A line per source, and their sum when there are several."""
    drawn = table(("source", *NUMBERS), right=NUMBERS)
    for one in outcome.sources:
        unbegun = "not due" if one.outcome == "done" else one.outcome
        took = span(seconds[one.name]) if one.name in seconds else unbegun
        drawn.add_row(one.name, *_cells(one.counts), took)
    if len(outcome.sources) > 1:
        drawn.add_section()
        drawn.add_row("all", *_cells(outcome.counts), "")
    console().print(drawn)


def show_flagged(outcome: "RunOutcome", looks: "Sequence[Looked]") -> None:
    """The edits and removals, each on a line; new articles are counted only: they may be many."""
    held = {one.name: one.counts.held for one in outcome.sources if one.counts.held}
    told = [
        look
        for look in looks
        if look.verdict == "restored"
        or (look.verdict in ("changed", "removed") and look.source not in held)
    ]
    for look in told[:FLAGGED_SHOWN]:
        say(f"{label_of(look.verdict, look.edit_class)} {look.title or look.url}")
        if look.summary:
            say(f"{'':11} {look.summary}")
    if len(told) > FLAGGED_SHOWN:
        say(f"and {len(told) - FLAGGED_SHOWN:,} more: 'unionwatch updates' lists all.")
    if any(look.verdict == "new" for look in looks) and not told:
        say("'unionwatch updates' lists what is new.")
    for name, count in held.items():
        say(f"{name}: {counted(count, 'article')} held back; 'unionwatch status' says why.")
    suspect = sum(look.verdict == "suspect" for look in looks)
    if suspect:
        say(
            f"{counted(suspect, 'article')} may be gone or broken; not flagged before a later look."
        )


def show_dry_run(looks: "Sequence[Looked]") -> None:
    """What would have been flagged, article by article."""
    for look in looks:
        label = label_of(look.verdict, look.edit_class)
        say(f"{label} {look.title or look.url}  ({look.source})")
        if look.summary and look.verdict != "new":
            say(f"{'':11} {look.summary}")
    say(f"Dry run: {counted(len(looks), 'article')} would be flagged; nothing was stored.")


def tell_trouble(outcome: "RunOutcome") -> None:
    """A line on stderr for everything that did not end as it should."""
    if outcome.error and not outcome.signal:
        tell(f"unionwatch: {outcome.error}")
    for one in outcome.sources:
        if one.error:
            tell(f"unionwatch: {one.name} {one.outcome}: {one.error}")
        if one.warning:
            tell(f"unionwatch: {one.name}: {one.warning}")


def write_outcome(
    outcome: "RunOutcome", seconds: Mapping[str, float], looks: "Iterable[Looked]"
) -> None:
    """The whole crawl as JSON."""
    sources = [
        {
            "source": one.name,
            "outcome": one.outcome,
            "error": one.error,
            "warning": one.warning,
            "seconds": round(seconds.get(one.name, 0.0), 3),
            "counts": one.counts,
        }
        for one in outcome.sources
    ]
    run = {"run_id": outcome.run_id, "outcome": outcome.outcome, "error": outcome.error}
    write_json(run | {"sources": sources, "flagged": list(looks)})


def _cells(counts: "Counts") -> Iterable[str]:
    updated = counts.changed + counts.restored
    failed = counts.failed
    numbers = (counts.new, updated, counts.unchanged, counts.removed, failed, counts.requests)
    return (f"{number:,}" for number in numbers)
