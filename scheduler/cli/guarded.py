"""``unionwatch sources release`` and ``sources chrome``: what keeps false alarms from readers, in
the operator's hands.
"""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from scheduler.cli.console import console, counted, local, say, table, tell, write_json
from scheduler.cli.database import read_store
from scheduler.cli.errors import Fault
from scheduler.cli.settings import Settings, db_option, example

if TYPE_CHECKING:
    from scheduler.store import Store
    from scheduler.store.chrome import ChromeLine


@click.command(
    short_help="End a source's quarantine.",
    epilog=example(
        "unionwatch sources release laodongthudo",
        "unionwatch sources release laodongthudo --rebaseline",
    ),
)
@click.argument("name")
@click.option(
    "--rebaseline", is_flag=True, help="Take the pages as they are now, and tell nobody of it."
)
@db_option
@click.pass_obj
def release(settings: Settings, name: str, rebaseline: bool) -> None:
    """End a source's quarantine.

    When so many articles of a source change or vanish at once that it must be the site, they are
    held back. This tells them as updates after all; with --rebaseline the new pages are what later
    looks are compared with, and what came to many of them at once counts as the site's own.
    """
    from scheduler.guarding import release as release_source
    from scheduler.store import open_store
    from scheduler.store.quarantine import is_quarantined

    with open_store(settings.db, create=False) as store:
        _must_be_known(store, name, settings)
        if not is_quarantined(store, name):
            raise Fault(f"{name} is not in quarantine: there is nothing to release.")
        count = release_source(store, name, datetime.now(UTC), rebaseline=rebaseline)
    what = counted(count, "article")
    if rebaseline:
        say(f"{name}: {what} taken as they are now; nobody was told.")
    else:
        say(f"{name}: {what} told as updates: 'unionwatch updates --source {name}' lists them.")


@click.command(
    short_help="List what a source shows on many pages.",
    epilog=example(
        "unionwatch sources chrome laodongthudo",
        "unionwatch sources chrome laodongthudo --forget 'Đọc báo in tại đây'",
    ),
)
@click.argument("name")
@click.option(
    "--add", "added", multiple=True, metavar="TEXT", help="Leave this paragraph out of articles."
)
@click.option(
    "--forget",
    "forgotten",
    multiple=True,
    metavar="TEXT",
    help="Keep this paragraph in articles, and never learn it again.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON; times are UTC.")
@db_option
@click.pass_obj
def chrome(
    settings: Settings,
    name: str,
    added: tuple[str, ...],
    forgotten: tuple[str, ...],
    as_json: bool,
) -> None:
    """List what a source shows on many pages: paragraphs that are left out of its articles.

    Learned ones were seen in many articles; a candidate came to many at once and is left out only
    after 'sources release NAME --rebaseline' or --add.
    """
    from scheduler.store import open_store
    from scheduler.store.chrome import chrome_lines, set_chrome

    if added or forgotten:
        if bad := [text for text in (*added, *forgotten) if not any(map(str.isalnum, text))]:
            raise click.UsageError(f"{bad[0]!r} is no paragraph: it has no letter or digit.")
        with open_store(settings.db, create=False) as store:
            _must_be_known(store, name, settings)
            now = datetime.now(UTC)
            moved = set_chrome(store, name, added, now, "added")
            moved += set_chrome(store, name, forgotten, now, "forgotten")
        tell(f"{counted(moved, 'paragraph')} changed; the next crawl reads by it.")
    with read_store(settings) as store:
        _must_be_known(store, name, settings)
        lines = chrome_lines(store, name)
    if as_json:
        write_json(lines)
    else:
        _show(name, lines)


def _show(name: str, lines: "list[ChromeLine]") -> None:
    if not lines:
        say(f"{name}: nothing is known to stand on many pages.")
        return
    drawn = table(("state", "articles", "since", "paragraph"), right=("articles",))
    for line in lines:
        drawn.add_row(line.state, f"{line.articles:,}", local(line.since), line.text)
    console().print(drawn)


def _must_be_known(store: "Store", name: str, settings: Settings) -> None:
    if not store.value("SELECT 1 FROM sources WHERE name = ?", [name]):
        raise Fault(f"{settings.db}: no source {name!r} was ever crawled into this database.")
