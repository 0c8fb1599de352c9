"""``unionwatch search``: full text, with or without diacritics, also text that was taken out."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

import click

from scheduler.cli.console import counted, local, say, tell, write_json
from scheduler.cli.database import read_store
from scheduler.cli.errors import Fault
from scheduler.cli.moments import moment
from scheduler.cli.narrowing import hint_at_unknown, only_classes, only_sources
from scheduler.cli.settings import Settings, db_option, example

if TYPE_CHECKING:
    from scheduler.store.search import Found, Hit


@click.command(
    short_help="Find articles by their words, with or without diacritics.",
    epilog=example(
        "unionwatch search cong doan",
        "unionwatch search '\"đình công\" -phường' --since 30d",
        "unionwatch search 'title:(lương OR thưởng)' --source laodongthudo --json",
        "unionwatch search 4.680.000 --removed-text",
    ),
)
@click.argument("words", nargs=-1, required=True, metavar="QUERY")
@only_sources
@click.option("--section", help="Only this section, as the paper names it.")
@click.option("--since", callback=moment, help="Published since then: 30d, 2026-11-01.")
@click.option("--until", callback=moment, help="Published until that day, which is included.")
@only_classes("Only articles that had an edit of this class.")
@click.option(
    "--removed-text",
    is_flag=True,
    help="Look only in text that is no longer there: what edits took out.",
)
@click.option(
    "--sort",
    type=click.Choice(["rank", "date"]),
    default="rank",
    show_default=True,
    help="The surest hits first, or the newest: those as typed, then those without diacritics.",
)
@click.option(
    "--limit", type=click.IntRange(1, 500), default=20, show_default=True, help="So many."
)
@click.option("--offset", type=click.IntRange(0, 500), default=0, help="Leave out so many first.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON; times are UTC.")
@db_option
@click.pass_obj
def search(
    settings: Settings,
    /,
    words: tuple[str, ...],
    since: datetime | None,
    until: datetime | None,
    sort: Literal["rank", "date"],
    limit: int,
    offset: int,
    removed_text: bool,
    as_json: bool,
    **narrowing: Any,
) -> None:
    """Find articles by their words, with or without diacritics.

    Words are all looked for, in any order; "words in quotes" side by side; word* by its beginning;
    AND, OR, NOT (or -word), parentheses, and title:, lead:, body:, author:, section:, source:
    before a word. A query with diacritics shows what is written just so first. Put a query with
    quotes, parentheses or a leading minus between single quotes.
    """
    from parsers.dates import VIETNAM
    from scheduler.store.search import Filters
    from scheduler.store.search import search as find

    text = " ".join(words)
    need_words(text)
    filters = Filters(
        since=since.astimezone(VIETNAM).date() if since else None,
        until=until.astimezone(VIETNAM).date() if until else None,
        **narrowing,
    )
    if filters.since and filters.until and filters.since > filters.until:
        raise click.UsageError("--since lies after --until: no article is of both.")
    with read_store(settings) as store:
        hint_at_unknown(store, narrowing["sources"])
        found = find(
            store,
            text,
            filters=filters,
            sort=sort,
            removed_text=removed_text,
            limit=limit,
            offset=offset,
        )
    if as_json:
        write_json([_plain(hit) for hit in found.hits])
    else:
        _show(found)


def need_words(query: str) -> None:
    """A Fault where the query names nothing to look for: `(`, or words that are all excluded."""
    from scheduler.searchquery import parse_query

    if parse_query(query) is None:
        raise Fault(f"the query {query!r} has no word to look for; give one that is not excluded")


def _show(found: "Found") -> None:
    if not found.hits:
        say("No article matches.")
        return
    for hit in found.hits:
        day = local(hit.article.published_at or hit.article.first_seen_at, date_only=True)
        say(f"{day}{hit.article.id:>8}  {_bold(hit.title)}  ({hit.article.source})")
        if hit.version is not None:
            until = local(hit.replaced_at)
            say(f"{'':20}in version {hit.version}, which stood until {until}:")
        say(f"{'':20}{_bold(' '.join(hit.snippet.split()))}")
    number = counted(found.total, "article")
    tell(f"{'At least ' if found.more else ''}{number}; {len(found.hits)} shown.")


def _bold(text: str) -> str:
    from scheduler.store.search import END, START

    on, off = click.style("", bold=True, reset=False), click.style("", reset=True)
    return text.replace(START, on).replace(END, off)


def _plain(hit: "Hit") -> dict[str, Any]:
    """What a script wants of a hit: the text without the marks round its words."""
    from scheduler.store.search import END, START

    article = hit.article
    return {
        "id": article.id,
        "source": article.source,
        "url": article.url,
        "title": article.title,
        "published_at": article.published_at,
        "first_seen_at": article.first_seen_at,
        "status": article.status,
        "exact": hit.exact,
        "version": hit.version,
        "seen_at": hit.seen_at,
        "replaced_at": hit.replaced_at,
        "snippet": hit.snippet.replace(START, "").replace(END, ""),
    }
