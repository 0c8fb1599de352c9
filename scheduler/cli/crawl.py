"""``unionwatch crawl``: one crawl, now."""

from datetime import datetime
from typing import TYPE_CHECKING

import click

from scheduler.cli.console import tell
from scheduler.cli.errors import DONE, INTERRUPTED, LOCKED, SOURCE_FAILED, Fault
from scheduler.cli.logs import log_format_option, set_up_logging
from scheduler.cli.moments import past
from scheduler.cli.settings import Settings, db_option, example, sources_option

if TYPE_CHECKING:
    from crawler.source import Source
    from scheduler.jobs import CrawlOptions


@click.command(
    short_help="Visit the sources once, now, and store what changed.",
    epilog=example(
        "unionwatch crawl",
        "unionwatch crawl laodongthudo nld --limit 20",
        "unionwatch crawl --due --quiet",
        "unionwatch crawl --url https://laodongthudo.vn/bai-viet-184703.html",
        "unionwatch crawl laodongthudo --backfill --since 2026-01-01",
    ),
)
@click.argument("names", nargs=-1, metavar="[SOURCE]...")
@click.option("--due", is_flag=True, help="Only the sources and articles that are due: for cron.")
@click.option("--url", "urls", multiple=True, help="Just this article (may be repeated).")
@click.option(
    "--recheck",
    type=click.Choice(["due", "all", "none"]),
    default="due",
    show_default=True,
    help="Which known articles to look at again.",
)
@click.option("--backfill", is_flag=True, help="Follow the lists back to --since.")
@click.option("--since", callback=past, help="With --backfill: how far; 90d, 2026-01-01.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many articles of a source.")
@click.option("--dry-run", is_flag=True, help="Visit and compare, store nothing.")
@click.option("--quiet", is_flag=True, help="Say nothing unless something failed.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@log_format_option(None, "Log a line for each source on stderr: text or JSON.")
@db_option
@sources_option
@click.pass_obj
def crawl(
    settings: Settings,
    names: tuple[str, ...],
    due: bool,
    urls: tuple[str, ...],
    recheck: str,
    backfill: bool,
    since: datetime | None,
    limit: int | None,
    dry_run: bool,
    quiet: bool,
    as_json: bool,
    log_format: str | None,
) -> int:
    """Visit the sources once, now, and store what changed.

    Without a SOURCE, all enabled ones ('unionwatch sources list'). Exit code 1: some source failed,
    the others are done; 75: another crawl works on this database.
    """
    from scheduler.cli.database import named_sources
    from scheduler.jobs import CrawlOptions
    from scheduler.store.planning import Recheck

    if log_format is not None:
        set_up_logging(log_format)
    if backfill != (since is not None):
        raise click.UsageError("--backfill and --since DATE belong together.")
    if due and recheck != "due":
        raise click.UsageError("--due and --recheck exclude each other.")
    chosen = sources_of(settings, urls) if urls and not names else named_sources(settings, names)
    options = CrawlOptions(
        recheck=Recheck(recheck),
        due_only=due,
        urls=urls,
        limit=limit,
        backfill=backfill,
        since=since,
        dry_run=dry_run,
    )
    logged = log_format is not None
    code = run(settings, chosen, options, quiet=quiet, as_json=as_json, logged=logged)
    if not dry_run and code in (DONE, SOURCE_FAILED):
        from scheduler.notifier import tell_channels

        for line in tell_channels(settings.db):
            tell(f"unionwatch: {line}")
    return code


def run(
    settings: Settings,
    chosen: "list[Source]",
    options: "CrawlOptions",
    *,
    quiet: bool = False,
    as_json: bool = False,
    logged: bool = False,
) -> int:
    """Crawl, say what came of it, in the log or in words; the exit code."""
    from scheduler.cli import summary
    from scheduler.cli.progress import CrawlProgress
    from scheduler.crawl_log import log_crawl
    from scheduler.jobs import LockHeld, run_crawl

    try:
        with CrawlProgress(quiet=quiet or logged) as progress:
            outcome = run_crawl(settings.db, chosen, options, on_event=progress.see)
    except LockHeld as error:
        if quiet:  # no failure: cron would mail it at every turn of a long first crawl
            return LOCKED
        raise Fault(str(error), LOCKED) from None
    if as_json:
        summary.write_outcome(outcome, progress.seconds, progress.looks)
    elif not quiet and not logged:
        if options.dry_run:
            summary.show_dry_run(progress.looks)
        else:
            summary.show_table(outcome, progress.seconds)
            summary.show_flagged(outcome, progress.looks)
    if logged:
        log_crawl(outcome, progress.seconds)
    else:
        summary.tell_trouble(outcome)
    if outcome.signal is not None:
        word = "Stopped" if outcome.exit_code == INTERRUPTED else "Terminated"
        tell(f"unionwatch: {word}. Everything read so far is stored.")
    return outcome.exit_code


def sources_of(settings: Settings, urls: tuple[str, ...]) -> "list[Source]":
    """The one source that these addresses belong to."""
    from scheduler.cli.database import known_sources

    found: dict[str, Source] = {}
    for url in urls:
        owners = [source for source in known_sources(settings).values() if source.owns(url)]
        if not owners:
            raise Fault(f"{url}: no source has this site. 'unionwatch sources add URL' drafts one.")
        if len(owners) > 1:
            named = ", ".join(source.name for source in owners)
            raise Fault(f"{url}: several sources have this site ({named}): name one of them too.")
        found[owners[0].name] = owners[0]
    if len(found) > 1:
        raise Fault(
            f"The addresses belong to several sources ({', '.join(found)}): crawl each alone."
        )
    return list(found.values())
