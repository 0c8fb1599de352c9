"""``unionwatch parse``: one page to an article or a listing, printed. Stores nothing and needs no
database.
"""

import gzip
import io
import re
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scheduler.cli.console import say, tell, write_json
from scheduler.cli.errors import SOURCE_FAILED, Fault
from scheduler.cli.settings import example

if TYPE_CHECKING:
    from parsers.model import Article, Listing, Page
    from parsers.platform import Platform

MAX_BYTES = 64 * 1024 * 1024
_XML_ROOT = re.compile(rb"<(?:\w+:)?(rss|rdf|feed|urlset|sitemapindex|html)\b", re.IGNORECASE)
_HTML = re.compile(
    rb"<!doctype\s+html|<(?:html|head|body|meta|div|article|table|p|h1|script|span)\b[^>]*>",
    re.IGNORECASE,
)
_OWN_ADDRESS = re.compile(
    rb"<!-- saved from url=\(\d+\)(https?://[^\s>]+)"
    rb"|<link[^>]{0,200}\brel=[\"']?canonical\b[^>]{0,200}\bhref=[\"']?(https?://[^\s\"'>]+)"
    rb"|<link[^>]{0,200}\bhref=[\"']?(https?://[^\s\"'>]+)[^>]{0,200}\brel=[\"']?canonical\b"
    rb"|<meta[^>]{0,200}\bproperty=[\"']?og:url\b[^>]{0,200}\bcontent=[\"']?(https?://[^\s\"'>]+)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


class Shape(StrEnum):
    """What the given bytes are."""

    HTML = "html"
    FEED = "feed"
    SITEMAP = "sitemap"
    TEXT = "text"


@click.command(
    short_help="Read one page, listing, feed or text capture; store nothing.",
    epilog=example(
        "unionwatch parse page.html --url https://laodongthudo.vn/bai-viet-184703.html",
        "unionwatch parse https://laodongthudo.vn/cong-doan --listing --format text",
        "curl -s https://example.org/rss.xml | unionwatch parse - --format markdown",
    ),
)
@click.argument("what", metavar="FILE|URL|-")
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "text", "markdown"]),
    default="json",
    show_default=True,
    help="How to print it.",
)
@click.option("--listing", is_flag=True, help="The page is a list of articles: print its links.")
@click.option(
    "--url", help="The address that a saved page had: resolves links, helps to recognise it."
)
@click.option(
    "--platform",
    metavar="NAME",
    help="Read it as this platform writes its pages (default: recognised).",
)
@click.option("--generic", is_flag=True, help="Use no platform: read by structure alone.")
def parse(
    what: str, form: str, listing: bool, url: str | None, platform: str | None, generic: bool
) -> None:
    """Read one page, listing, feed or text capture; store nothing.

    A file may hold HTML, a feed or sitemap (XML, also gzipped), or the text of a page that somebody
    saved as text. An address is fetched once, politely. With "-" the page comes from stdin.
    """
    from parsers.errors import ParseError
    from scheduler.cli.fetching import fetched_pages

    if platform and generic:
        raise click.UsageError("--platform and --generic exclude each other.")
    try:
        page = fetched_pages(what)[0] if _ADDRESS.match(what) else saved(what, url)
        value = read(page, listing=listing, platform=platform, generic=generic)
    except ParseError as error:
        raise Fault(f"{what}: {error.reason}", SOURCE_FAILED) from error
    show_value(value, form)


def saved(name: str, url: str | None) -> "Page":
    """The page in a file, or on stdin; gzip is undone."""
    from parsers.model import Page

    try:
        body = sys.stdin.buffer.read(MAX_BYTES + 1) if name == "-" else _file_bytes(Path(name))
        if body.startswith(b"\x1f\x8b"):
            with gzip.open(io.BytesIO(body)) as unpacked:
                body = unpacked.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise Fault(
            f"{name}: no such file. Give a file, an http(s) address, or - for stdin."
        ) from None
    except (OSError, EOFError) as error:
        raise Fault(f"{name}: cannot be read: {error}") from error
    if len(body) > MAX_BYTES:
        raise Fault(f"{name}: larger than {MAX_BYTES // 1024**2} MiB, which no page is.")
    where = url or own_address(body) or Path("stdin" if name == "-" else name).absolute().as_uri()
    return Page(url=where, body=body)


def own_address(body: bytes) -> str | None:
    """The address that a saved page gives itself: browsers note it, and most pages name their
    canonical one.
    """
    found = _OWN_ADDRESS.search(body[:200_000])
    return (
        next(group for group in found.groups() if group).decode("ascii", "replace")
        if found
        else None
    )


def shape_of(body: bytes) -> Shape:
    """What `body` is, by its first element or, failing that, by whether it has any of HTML's.

    >>> shape_of(b'<?xml version="1.0"?><urlset><url/></urlset>').value
    'sitemap'
    >>> shape_of("19:49 | 04/04/2018\\n\\nTiêu đề".encode()).value
    'text'
    """
    start = _readable(body[:100_000])
    if start.lstrip()[:1] == b"<" and (root := _XML_ROOT.search(start)):
        match root[1].lower():
            case b"urlset" | b"sitemapindex":
                return Shape.SITEMAP
            case b"html":
                return Shape.HTML
            case _:
                return Shape.FEED
    return Shape.HTML if _HTML.search(start) else Shape.TEXT


def read(
    page: "Page", *, listing: bool = False, platform: str | None = None, generic: bool = False
) -> "Article | Listing":
    """Parse the page as what it is."""
    shape = shape_of(page.body)
    if shape is Shape.FEED:
        from parsers.feed import parse_feed

        return parse_feed(page)
    if shape is Shape.SITEMAP:
        from parsers.sitemap import parse_sitemap

        return parse_sitemap(page)
    if shape is Shape.TEXT and b"\0" not in page.body[:1000]:
        from parsers.dump import parse_dump
        from parsers.html import decode

        text, _encoding = decode(page.body, page.content_type)
        return parse_dump(text, url=page.url if _ADDRESS.match(page.url) else None)
    profile = named_platform(platform) if platform else None
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


def _readable(start: bytes) -> bytes:
    """UTF-16 text has a NUL beside each letter of its markup, and a BOM in front: neither is looked
    for.
    """
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return start[2:].replace(b"\0", b"")
    return start.removeprefix(b"\xef\xbb\xbf")


def _file_bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)
