"""``unionwatch feed``: Atom or JSON Feed of what was flagged, for a feed reader or a web server."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal
from zlib import crc32

import click

from scheduler.cli.console import write_bytes
from scheduler.cli.database import read_store
from scheduler.cli.files import target
from scheduler.cli.moments import moment
from scheduler.cli.narrowing import hint_at_unknown, only_classes, only_kinds, only_sources
from scheduler.cli.search import need_words
from scheduler.cli.settings import Settings, db_option, example


@click.command(
    short_help="Write an Atom or JSON feed of what was flagged.",
    epilog=example(
        "unionwatch feed > feed.atom",
        "unionwatch feed --class fact --phrase 'lương tối thiểu' --out /var/www/luong.atom",
        "unionwatch feed --format json --source nld --language en",
    ),
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["atom", "json"]),
    default="atom",
    show_default=True,
    help="Atom (RFC 4287) or JSON Feed 1.1.",
)
@only_sources
@click.option("--section", "sections", multiple=True, help="Only this section.")
@only_kinds("Only such updates.")
@only_classes("Of edits, only those of this class.")
@click.option(
    "--phrase",
    "phrases",
    multiple=True,
    help="Only where this phrase, diacritics and all, is new or said more often.",
)
@click.option("--query", help="Only articles that this search finds.")
@click.option("--silent", is_flag=True, help="Only edits that the page does not own up to.")
@click.option("--since", callback=moment, help="Only since then: 7d, 2026-11-01.")
@click.option(
    "--limit", type=click.IntRange(1, 5000), default=100, show_default=True, help="So many entries."
)
@click.option(
    "--language",
    type=click.Choice(["vi", "en"]),
    default="vi",
    show_default=True,
    help="Of the words round the text.",
)
@click.option("--title", help="The feed's title.")
@click.option("--url", help="The address at which readers will find the feed.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
@db_option
@click.pass_obj
def feed(
    settings: Settings,
    /,
    form: Literal["atom", "json"],
    since: datetime | None,
    limit: int,
    language: Literal["vi", "en"],
    title: str | None,
    url: str | None,
    out: Path | None,
    silent: bool,
    query: str | None,
    **narrowing: tuple[str, ...],
) -> None:
    """Write an Atom or JSON feed of what was flagged.

    The newest come first. An entry's id is the same at every call, so that a reader shows each
    update once; edits are shown as removed and added words.
    """
    from scheduler.feeds import Channel, atom, json_feed
    from scheduler.store.telling import Interest, happenings

    _check(query, narrowing["phrases"], url)
    interest = Interest(query=query, silent=True if silent else None, **narrowing)
    with read_store(settings) as store:
        hint_at_unknown(store, narrowing["sources"])
        found = happenings(store, interest, since=since, limit=limit)
    name = title or ("unionwatch: tin công đoàn" if language == "vi" else "unionwatch: union news")
    # Feeds of other filters are other feeds: a reader tells them apart by the id.
    own = url or f"urn:unionwatch:feed:{crc32(repr((interest, language)).encode()):08x}"
    channel = Channel(id=own, title=name, language=language, url=url)
    data = json_feed(channel, found) if form == "json" else atom(channel, found, datetime.now(UTC))
    if out is None:
        write_bytes(data)
        return
    with target(out) as stream:
        stream.write(data)


def _check(query: str | None, phrases: tuple[str, ...], url: str | None) -> None:
    """Refuse what would make a feed that is empty, or that no reader finds, without a word."""
    if query is not None:
        need_words(query)
    if not all(phrase.strip() for phrase in phrases):
        raise click.UsageError("--phrase is empty: expected words such as 'đình công'.")
    if url is not None and not re.fullmatch(r"https?://[^\s/]+\S*", url):
        raise click.UsageError("--url: expected an address that begins with http:// or https://.")
