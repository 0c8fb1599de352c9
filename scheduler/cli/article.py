"""``unionwatch show`` and ``diff``: one article, as it is or was, and what its edits changed."""

from typing import TYPE_CHECKING

import click

from scheduler.cli import render
from scheduler.cli.console import local, say, write_bytes, write_json
from scheduler.cli.database import one_article, read_store
from scheduler.cli.errors import Fault
from scheduler.cli.settings import Settings, db_option, example, sources_option

if TYPE_CHECKING:
    from scheduler.store import Store
    from scheduler.store.rows import ArticleRow, VersionRow


@click.command(
    short_help="Print an article, as it is now or as it was.",
    epilog=example(
        "unionwatch show 12",
        "unionwatch show https://laodongthudo.vn/bai-viet-184703.html --version 1",
        "unionwatch show 12 --page > page.html",
    ),
)
@click.argument("key", metavar="ARTICLE")
@click.option(
    "--version",
    "number",
    type=click.IntRange(min=1),
    metavar="N",
    help="The text of this version (default: the last).",
)
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


def need_version(store: "Store", row: "ArticleRow", number: int | None) -> "VersionRow":
    """That version of the article (None: the last); a Fault that says which there are."""
    from scheduler.store import reading

    version = reading.version(store, row.id, number)
    if version is None:
        raise Fault(f"article {row.id} has no version {number}: it has 1 to {row.version}.")
    return version


def _head(row: "ArticleRow", version: "VersionRow") -> str:
    seen = f"version {version.number} of {row.version}, first seen {local(version.seen_at)}"
    times = f"found {local(row.first_seen_at)}, last seen {local(row.last_seen_at)}"
    if row.last_edit_at:
        times += f", last edited {local(row.last_edit_at)}"
    return f"#{row.id} · {row.source} · {row.status} · {seen}\n{times}"
