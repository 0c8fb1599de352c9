"""``unionwatch sources``: the sites that are watched; list, show, try, draft."""

from typing import TYPE_CHECKING, Any

import click

from scheduler.cli.check import check
from scheduler.cli.console import console, say, table, write_json
from scheduler.cli.draft import add
from scheduler.cli.guarded import chrome, release
from scheduler.cli.settings import Settings, example, sources_option

if TYPE_CHECKING:
    from crawler.source import Source


@click.group(
    short_help="List, show, try and draft the sites that are watched.",
    epilog=example("unionwatch sources list", "unionwatch sources check laodongthudo"),
)
def sources() -> None:
    """List, show, try and draft the sites that are watched.

    A source is a short TOML file: where a site lists its articles, how to tell them, how politely
    to ask. Shipped ones come with the program; your own stand in a folder that --sources names.
    """


@sources.command(
    "list",
    short_help="List all sources.",
    epilog=example("unionwatch sources list", "unionwatch sources list --json"),
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@sources_option
@click.pass_obj
def list_(settings: Settings, as_json: bool) -> None:
    """List all sources: what they are, and what each file was checked against."""
    from scheduler.cli.database import known_sources

    found = known_sources(settings).values()
    if as_json:
        write_json([described(source) for source in found])
        return
    drawn = table(("name", "site", "home", "platform", "verified"))
    for source in found:
        name = source.name if source.enabled else f"{source.name} (off)"
        platform = source.platform or "recognised"
        drawn.add_row(name, source.title, source.home, platform, source.verified or "not verified")
    console().print(drawn)


@sources.command(
    short_help="Print one source file.",
    epilog=example(
        "unionwatch sources show laodongthudo",
        "unionwatch sources show laodongthudo > my-sources/laodongthudo.toml",
    ),
)
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, every setting with its default.")
@sources_option
@click.pass_obj
def show(settings: Settings, name: str, as_json: bool) -> None:
    """Print one source file: a copy of it in your own folder is where to begin a change."""
    from scheduler.cli.database import named_sources

    source = named_sources(settings, (name,))[0]
    if as_json:
        write_json(described(source))
        return
    assert source.file is not None  # load_sources says where each came from
    say(f"# {source.file}")
    say(source.file.read_text("utf-8").rstrip())


sources.add_command(check)
sources.add_command(add)
sources.add_command(release)
sources.add_command(chrome)


def described(source: "Source") -> dict[str, Any]:
    """A source as plain values: what its file says, with the defaults filled in."""
    found, when, polite = source.discovery, source.schedule, source.politeness
    quiet = when.quiet_hours
    return {
        "name": source.name,
        "title": source.title,
        "home": source.home,
        "platform": source.platform,
        "verified": source.verified,
        "enabled": source.enabled,
        "file": str(source.file),
        "discovery": {
            "listings": found.listings,
            "feeds": found.feeds,
            "sitemaps": found.sitemaps,
            "article_url": found.article_url.pattern if found.article_url else None,
            "max_pages": found.max_pages,
        },
        "schedule": {
            "every_seconds": when.every.total_seconds() if when.every else None,
            "cron": when.cron,
            "quiet_hours": f"{quiet.start:%H:%M}-{quiet.end:%H:%M}" if quiet else None,
        },
        "politeness": {
            "delay": polite.delay,
            "concurrency": polite.concurrency,
            "autothrottle": polite.autothrottle,
            "obey_robots": polite.obey_robots,
            "daily_budget": polite.daily_budget,
            "allow_private": polite.allow_private,
        },
    }
