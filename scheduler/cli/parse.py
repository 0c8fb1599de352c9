"""``unionwatch parse``: one page to an article or a listing, printed. Stores nothing and needs no
database.
"""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from scheduler.cli.console import say, tell, write_json
from scheduler.cli.errors import SOURCE_FAILED, Fault
from scheduler.cli.given import ADDRESS, Shape, saved, shape_of
from scheduler.cli.settings import example

if TYPE_CHECKING:
    from parsers.model import Article, Listing, Page
    from parsers.platform import Platform


@click.command(
    short_help="Read one page, listing, feed or text capture; store nothing.",
    epilog=example(
        "unionwatch parse page.html --url https://laodongthudo.vn/bai-viet-184703.html",
        "unionwatch parse https://laodongthudo.vn/cong-doan --listing --format text",
        "unionwatch parse page.html --explain --html explained.html",
        "curl -s https://example.org/rss.xml | unionwatch parse - --format markdown",
    ),
)
@click.argument("what", metavar="FILE|URL|-")
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "text", "markdown"]),
    help="How to print it (default: json; with --explain: text).",
)
@click.option("--listing", is_flag=True, help="The page is a list of articles: print its links.")
@click.option("--url", help="The address that a saved page had: resolves links, tells the site.")
@click.option("--platform", metavar="NAME", help="Read it as this platform writes its pages.")
@click.option("--generic", is_flag=True, help="Use no platform: read by structure alone.")
@click.option("--explain", is_flag=True, help="Say how it was read: fields, parts, rules.")
@click.option(
    "--html",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the page here with what was kept and dropped in colours.",
)
def parse(
    what: str,
    form: str | None,
    listing: bool,
    url: str | None,
    platform: str | None,
    generic: bool,
    explain: bool,
    html: Path | None,
) -> None:
    """Read one page, listing, feed or text capture; store nothing.

    A file may hold HTML, a feed or sitemap (XML, also gzipped), or the text of a page that somebody
    saved as text. An address is fetched once, politely. With "-" the page comes from stdin. The
    platform is recognised from the page unless --platform or --generic says otherwise.
    """
    from parsers.errors import ParseError
    from scheduler.cli.fetching import fetched_pages

    if platform and generic:
        raise click.UsageError("--platform and --generic exclude each other.")
    profile = named_platform(platform) if platform else None
    try:
        page = fetched_pages(what)[0] if ADDRESS.match(what) else saved(what, url)
        if explain or html:
            _explain(page, profile, generic, form, explain, html, listing=listing)
        if not explain:
            show_value(read(page, profile, listing=listing, generic=generic), form or "json")
    except ParseError as error:
        raise Fault(f"{what}: {error.reason}", SOURCE_FAILED) from error


def _explain(
    page: "Page",
    profile: "Platform | None",
    generic: bool,
    form: str | None,
    printed: bool,
    html: Path | None,
    *,
    listing: bool,
) -> None:
    from scheduler.cli.explaining import explain

    if listing or shape_of(page.body) is not Shape.HTML:
        raise click.UsageError("--explain and --html are for the page of an article.")
    if form == "markdown":
        raise click.UsageError("--explain prints text or json.")
    explain(page, profile, generic=generic, as_json=form == "json", printed=printed, html=html)


def read(
    page: "Page",
    profile: "Platform | None" = None,
    *,
    listing: bool = False,
    generic: bool = False,
) -> "Article | Listing":
    """Parse the page as what it is."""
    shape = shape_of(page.body)
    if shape is Shape.FEED:
        from parsers.feed import parse_feed

        return parse_feed(page)
    if shape is Shape.SITEMAP:
        from parsers.sitemap import parse_sitemap

        return parse_sitemap(page)
    if shape is Shape.TEXT and b"\0" not in page.body:
        from parsers.dump import parse_dump
        from parsers.html import decode

        text, _encoding = decode(page.body, page.content_type)
        return parse_dump(text, url=page.url if ADDRESS.match(page.url) else None)
    if listing:
        from parsers.listing import parse_listing

        return parse_listing(page, profile, generic=generic)
    from parsers.article import parse_article

    return parse_article(page, profile, generic=generic)


def named_platform(name: str) -> "Platform":
    """The platform of that name; a Fault that lists them where there is none."""
    from parsers.platform import platform_named

    try:
        return platform_named(name)
    except KeyError as error:
        raise Fault(f"--platform: {error.args[0]}.") from None


def show_value(value: "Article | Listing", form: str) -> None:
    """Print it in the form asked for; where that has no place for warnings, they go to stderr."""
    from parsers.model import Article
    from scheduler.cli import render

    if form == "json":
        write_json(value)
        return
    if isinstance(value, Article):
        say(render.article_text(value) if form == "text" else render.article_markdown(value))
        for warning in value.warnings:
            tell(f"note: {warning}")
    else:
        say(render.listing_text(value) if form == "text" else render.listing_markdown(value))
