"""``unionwatch show`` and ``diff``: one article, as it is or was, and what its edits changed."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from scheduler.cli import render
from scheduler.cli.console import coloured, local, say, write_bytes, write_json
from scheduler.cli.database import one_article, read_store
from scheduler.cli.errors import Fault
from scheduler.cli.settings import Function, Settings, db_option, example, sources_option

if TYPE_CHECKING:
    from scheduler.store import Store
    from scheduler.store.rows import ArticleRow, VersionRow


def _version_option(option: str, name: str, said: str) -> Callable[[Function], Function]:
    return click.option(option, name, type=click.IntRange(min=1), metavar="N", help=said)


@click.command(
    short_help="Print an article, as it is now or as it was.",
    epilog=example(
        "unionwatch show 12",
        "unionwatch show https://laodongthudo.vn/bai-viet-184703.html --version 1",
        "unionwatch show 12 --page > page.html",
    ),
)
@click.argument("key", metavar="ARTICLE")
@_version_option("--version", "number", "The text of this version (default: the last).")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="How to print it.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json; times are UTC.")
@click.option(
    "--page", is_flag=True, help="The stored page (HTML) that the last version was read from."
)
@db_option
@sources_option
@click.pass_obj
def show(
    settings: Settings, key: str, number: int | None, form: str, as_json: bool, page: bool
) -> None:
    """Print an article, as it is now or as it was.

    ARTICLE is its number in the database (updates lists them), its address, or the number in its
    address.
    """
    from scheduler.store import reading

    with read_store(settings) as store:
        row = one_article(store, settings, key)
        if page:
            if number is not None and number != row.version:
                raise Fault(
                    f"article {row.id}: the page is that of its last version, {row.version}; of "
                    "others the text is kept: leave out --page"
                )
            stored = reading.page(store, row.id)
            if stored is None:
                raise Fault(f"article {row.id}: its page is not stored.")
            write_bytes(stored.body)
            return
        version = need_version(store, row, number)
        history = reading.versions(store, row.id)
        events = reading.updates(store, article_id=row.id)
    if as_json or form == "json":
        times = [{"number": one.number, "seen_at": one.seen_at} for one in history]
        write_json({"article": row, "version": version, "versions": times, "updates": events})
    elif form == "markdown":
        say(render.article_markdown(version.article))
    else:
        say(_head(row, version))
        say()
        say(render.article_text(version.article))


@click.command(
    short_help="Show word by word what an edit changed.",
    epilog=example(
        "unionwatch diff 12",
        "unionwatch diff 12 --version 2",
        "unionwatch diff 12 --from 1 --to 4 --json",
    ),
)
@click.argument("key", metavar="ARTICLE")
@_version_option("--version", "number", "What version N changed (default: the last).")
@_version_option("--from", "old", "The older of any two.")
@_version_option("--to", "new", "The newer of any two.")
@click.option("--all", "whole", is_flag=True, help="Print the unchanged paragraphs too.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON; times are UTC.")
@db_option
@sources_option
@click.pass_obj
def diff(
    settings: Settings,
    key: str,
    number: int | None,
    old: int | None,
    new: int | None,
    whole: bool,
    as_json: bool,
) -> None:
    """Show word by word what an edit changed.

    ARTICLE is its number in the database (updates lists them), its address, or the number in its
    address. Removed words stand in [-brackets-], added ones in {+braces+}; on a terminal that has
    colours they are red and green.
    """
    from scheduler.cli.wording import diff_lines
    from scheduler.diff import diff_articles

    if number is not None and (old is not None or new is not None):
        raise click.UsageError(
            "--version compares with the version before: leave out --from, --to."
        )
    with read_store(settings) as store:
        row = one_article(store, settings, key)
        pair = _two_versions(store, row, old, number or new)
    if pair is None:
        if as_json:
            write_json({"article_id": row.id, "from": None, "to": row.version, "passages": []})
        else:
            gone = " It was removed." if row.status == "removed" else ""
            say(f"Article {row.id} has one version: it was not edited since it was found.{gone}")
        return
    since, to = pair
    found = diff_articles(since.article, to.article)
    if as_json:
        seen = {"from_seen_at": since.seen_at, "to_seen_at": to.seen_at}
        versions = {"article_id": row.id, "from": since.number, "to": to.number}
        write_json(versions | seen | {"passages": found.passages if whole else found.changed})
        return
    say(f"#{row.id} {row.title}")
    say(f"version {since.number}, {local(since.seen_at)} → {to.number}, {local(to.seen_at)}")
    say()
    if not found.changed:
        say("The two versions read the same.")
    for line in diff_lines(found, marks=not coloured(), whole=whole):
        say(line)


def _two_versions(
    store: "Store", row: "ArticleRow", old: int | None, new: int | None
) -> "tuple[VersionRow, VersionRow] | None":
    """The versions to compare; None where there is but one and no other was asked for."""
    to = need_version(store, row, new)
    if old is not None:
        return need_version(store, row, old), to
    if to.number > 1:
        return need_version(store, row, to.number - 1), to
    if new is None:
        return None
    raise Fault(f"article {row.id}: version 1 is the first; there is none before it.")


def need_version(store: "Store", row: "ArticleRow", number: int | None) -> "VersionRow":
    """That version of the article (None: the last); a Fault that says which there are."""
    from scheduler.store import reading

    known = number is None or number <= row.version
    version = reading.version(store, row.id, number) if known else None
    if version is None:
        raise Fault(f"article {row.id} has no version {number}: it has 1 to {row.version}.")
    return version


def _head(row: "ArticleRow", version: "VersionRow") -> str:
    seen = f"version {version.number} of {row.version}, first seen {local(version.seen_at)}"
    times = f"found {local(row.first_seen_at)}, last seen {local(row.last_seen_at)}"
    if row.last_edit_at:
        times += f", last edited {local(row.last_edit_at)}"
    return f"#{row.id} · {row.source} · {row.status} · {seen}\n{times}"
