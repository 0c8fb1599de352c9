"""``unionwatch politeness``: how gently a host was asked, for its owner to see."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import click

from scheduler.cli.console import console, counted, local, say, table, write_json
from scheduler.cli.database import known_sources, read_store
from scheduler.cli.errors import Fault
from scheduler.cli.moments import past
from scheduler.cli.settings import Settings, db_option, example, sources_option
from scheduler.cli.status import size

if TYPE_CHECKING:
    from crawler.source import Source
    from scheduler.store.courtesy import Courtesy

DAYS_SHOWN = 14


@click.command(
    short_help="Show how gently a host was asked.",
    epilog=example("unionwatch politeness", "unionwatch politeness laodongthudo.vn --since 30d"),
)
@click.argument("host", required=False)
@click.option("--since", callback=past, help="From when on; 7d, 2026-01-01.  [default: 30d]")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@db_option
@sources_option
@click.pass_obj
def politeness(settings: Settings, host: str | None, since: datetime | None, as_json: bool) -> None:
    """Show how gently a host was asked: requests a day, delays, robots.txt, Retry-After.

    HOST is a host name or the name of a source; without it, the hosts are listed. Delays are
    between the ends of two answers of one crawl, to the second.
    """
    from scheduler.store.courtesy import courtesy, hosts

    since = since or datetime.now(UTC) - timedelta(days=30)
    sources = known_sources(settings)
    with read_store(settings) as store:
        asked = hosts(store, since)
        if host is None:
            _show_hosts(asked, as_json)
            return
        name = _host_of(host, sources)
        if name not in asked:
            there = f" There are: {', '.join(asked)}." if asked else ""
            raise Fault(f"{name}: nothing was asked of it since {local(since)}.{there}")
        found = courtesy(store, name, since)
    budget = [one.politeness for one in sources.values() if name in one.hosts]
    if as_json:
        write_json({"since": since, "courtesy": found, "asked_for": budget})
        return
    _show(found, since)
    for polite in budget[:1]:
        say(
            f"Source file: a request every {polite.delay:g} s at most, "
            f"{counted(polite.daily_budget, 'request')} a day at most, robots.txt "
            f"{'obeyed' if polite.obey_robots else 'not obeyed'}."
        )


def _host_of(text: str, sources: "dict[str, Source]") -> str:
    from crawler.source import host_key

    if text in sources:
        return host_key(sources[text].home)
    return host_key(text) if "://" in text else text.lower().removeprefix("www.")


def _show_hosts(asked: dict[str, int], as_json: bool) -> None:
    if as_json:
        write_json(asked)
        return
    drawn = table(("host", "requests"), right=("requests",))
    for name, number in asked.items():
        drawn.add_row(name, f"{number:,}")
    console().print(drawn)


def _show(found: "Courtesy", since: datetime) -> None:
    say(
        f"{found.host}: {counted(found.requests, 'request')} since {local(since)}, "
        f"{size(found.bytes)}; {counted(found.failures, 'failure')}."
    )
    drawn = table(("day", "requests"), right=("requests",))
    for day, number in list(found.days.items())[-DAYS_SHOWN:]:
        drawn.add_row(day.strftime("%d/%m/%Y"), f"{number:,}")
    console().print(drawn)
    if found.median_delay is not None and found.least_delay is not None:
        say(
            f"Between two requests: {found.least_delay:.0f} s at least, "
            f"{found.median_delay:.0f} s in the middle."
        )
    share = f"{found.not_modified / found.revisits:.0%}" if found.revisits else "none"
    say(
        f"Looked at again: {counted(found.revisits, 'time')}, {share} answered with "
        f"'not modified' (304), without a body."
    )
    say(
        f"Never asked: {counted(found.refused_by_robots, 'address', 'addresses')} that robots.txt "
        f"forbids, {found.over_budget:,} over the daily budget, {found.left_alone:,} while the "
        f"host wanted to be left alone."
    )
    if found.busy:
        wait = "" if found.after_busy is None else f"; {found.after_busy:.0f} s of silence at least"
        say(f"Answers of 429 or 503: {found.busy:,}{wait} after them.")
    if found.not_before is not None:
        say(f"It asked to be left alone until {local(found.not_before)}.")
    for rules in found.robots:
        delay = f"Crawl-delay {rules.crawl_delay:g} s" if rules.crawl_delay else "no Crawl-delay"
        say(
            f"{rules.origin}/robots.txt: status {rules.status}, {delay}; read "
            f"{local(rules.fetched_at)}, kept until {local(rules.expires_at)}."
        )
