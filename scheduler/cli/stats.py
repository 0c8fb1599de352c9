"""``unionwatch stats``: articles a day by source as small charts, and edits by class."""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import click

from scheduler.cli.console import console, say, table, write_json
from scheduler.cli.database import read_store
from scheduler.cli.moments import past
from scheduler.cli.narrowing import hint_at_unknown, only_sources
from scheduler.cli.settings import Settings, db_option, example

if TYPE_CHECKING:
    from scheduler.store.statistics import EditCount, SourceDays

BARS = "▁▂▃▄▅▆▇█"
PLAIN_BARS = ".:-=+*#@"  # for a terminal that cannot show blocks
WIDEST = 60  # columns of a chart; longer spans are summed up


@click.command(
    short_help="Count articles a day and edits by class.",
    epilog=example("unionwatch stats", "unionwatch stats --since 90d --source nld --json"),
)
@click.option(
    "--since",
    callback=past,
    default="30d",
    show_default=True,
    help="From then on: 90d, 2026-01-01.",
)
@only_sources
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@db_option
@click.pass_obj
def stats(settings: Settings, since: datetime, sources: tuple[str, ...], as_json: bool) -> None:
    """Count articles a day and edits by class.

    One bar is one day (or more, for a long span), the newest at the right; days are those of
    Vietnam and begin with the day on which an article was first seen.
    """
    from scheduler.store.statistics import articles_by_day, edits_by_class

    now = datetime.now(UTC)
    with read_store(settings) as store:
        hint_at_unknown(store, sources)
        days = articles_by_day(store, since=since, until=now, sources=sources)
        edits = edits_by_class(store, since=since, until=now, sources=sources)
    if as_json:
        write_json({"articles": [_plain(one) for one in days], "edits": edits})
        return
    _show_days(days, since, now)
    _show_edits(edits)


def _plain(one: "SourceDays") -> dict[str, object]:
    return {
        "source": one.source,
        "total": one.total,
        "days": {day.isoformat(): number for day, number in sorted(one.days.items())},
    }


def _show_days(found: "list[SourceDays]", since: datetime, now: datetime) -> None:
    from parsers.dates import VIETNAM

    first, last = since.astimezone(VIETNAM).date(), now.astimezone(VIETNAM).date()
    step = -(-((last - first).days + 1) // WIDEST)
    drawn = table(("Source", "Articles", "A day", f"{first:%d/%m/%Y} to {last:%d/%m/%Y}"),
                  right=("Articles", "A day"))  # fmt: skip
    bars = BARS if _shows(BARS) else PLAIN_BARS
    for one in found:
        mean = one.total / ((last - first).days + 1)
        drawn.add_row(one.source, f"{one.total:,}", f"{mean:.1f}",
                      sparkline(_summed(one.days, first, last, step), bars))  # fmt: skip
    console().print(drawn)
    if step > 1:
        say(f"One bar is {step} days.")


def _summed(days: dict[date, int], first: date, last: date, step: int) -> list[int]:
    """The counts from `first` to `last`, `step` days to each."""
    sums = [0] * (((last - first).days // step) + 1)
    for day, number in days.items():
        if first <= day <= last:
            sums[(day - first).days // step] += number
    return sums


def sparkline(counts: list[int], bars: str = BARS) -> str:
    """A bar for each count, as high as its share of the highest; a space for none.

    >>> sparkline([0, 1, 4, 8])
    ' ▁▄█'
    """
    top = max(counts, default=0) or 1
    return "".join(bars[-(-count * len(bars) // top) - 1] if count else " " for count in counts)


def _shows(text: str) -> bool:
    import sys

    try:
        text.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True


def _show_edits(edits: "list[EditCount]") -> None:
    if not edits:
        say("\nNo edit in that time.")
        return
    drawn = table(("Source", "Edit", "Number", "Silent"), right=("Number", "Silent"))
    for one in edits:
        drawn.add_row(one.source, one.edit_class, f"{one.edits:,}", f"{one.silent:,}")
    say()
    console().print(drawn)
