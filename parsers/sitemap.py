"""Sitemaps to a Listing: urlset, index, news sitemap, text; plain or gzip. Nothing is fetched.

Read as a stream, so that the 50 MiB that the protocol allows do not become a tree of ten times
that; at most 50,000 addresses count, as the protocol has it.
"""

import re
from datetime import datetime

from parsers.dates import parse_date
from parsers.errors import ParseError
from parsers.feed import parse_feed
from parsers.html import Element
from parsers.model import Link, Listing, Page
from parsers.text import clean
from parsers.urls import canonical, is_web
from parsers.xmltree import elements, inflate, local_name, plain, xml_bytes

MAX_LINKS = 50_000
CLOSED = re.compile(rb"</(?:\w+:)?(?:urlset|sitemapindex)\s*>|/>\s*$")
FEED = re.compile(rb"<(?:rss|feed|\w+:RDF)[\s>]")
WANTED = frozenset({"url", "sitemap", "urlset", "sitemapindex"})


def parse_sitemap(page: Page) -> Listing:
    """The addresses of a sitemap, each once, or the children of an index in `.sitemaps`.

    Raises ParseError for what is no sitemap, for broken gzip and for a gzip bomb.
    """
    data = inflate(page)
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _text_sitemap(data, page)
    links: dict[str, Link] = {}
    children: dict[str, None] = {}
    known = False
    document = xml_bytes(data, page)
    for number, (name, element) in enumerate(elements(document, WANTED)):
        known = True
        fields = {local_name(part): part.text for part in element}
        url = _address(fields.get("loc"), page.url)
        if name == "sitemap" and url:
            children.setdefault(url)
        elif name == "url" and url and url not in links:
            links[url] = _link(url, fields, element)
        if len(links) >= MAX_LINKS or len(children) >= MAX_LINKS or number >= 2 * MAX_LINKS:
            break
    if not known and FEED.search(document, 0, 500):
        return parse_feed(page)  # the protocol takes RSS and Atom for sitemaps, too
    if not known:
        raise ParseError(page.url, "expected a sitemap (urlset or sitemapindex), found none")
    if (links or children) and not CLOSED.search(document, max(0, len(document) - 200)):
        (links or children).popitem()  # the file was cut, and with it perhaps this address
    return Listing(links=tuple(links.values()), sitemaps=tuple(children), platform="sitemap")


def _link(url: str, fields: dict[str, str | None], element: Element) -> Link:
    # image:title is of a picture: only what stands inside news:news is the article's
    news = next((part for part in element if local_name(part) == "news"), None)
    inside = {} if news is None else {local_name(part): part.text for part in news}
    return Link(
        url=url,
        title=plain(inside.get("title")),
        published_at=_date(inside.get("publication_date")),
        updated_at=_date(fields.get("lastmod")),
    )


def _date(text: str | None) -> datetime | None:
    found = parse_date(text) if text else None
    return found.moment if found else None


def _address(text: str | None, base: str) -> str | None:
    url = canonical(text, base) if text and text.strip() else ""
    return url if is_web(url) else None


def _text_sitemap(data: bytes, page: Page) -> Listing:
    lines = [clean(line) for line in data.decode("utf-8", "replace").splitlines() if line.strip()]
    if not lines or not all(line.startswith(("http://", "https://")) for line in lines[:20]):
        raise ParseError(page.url, "expected a sitemap: XML, or text with one address a line")
    urls = dict.fromkeys(url for line in lines[:MAX_LINKS] if (url := _address(line, page.url)))
    return Listing(links=tuple(Link(url=url) for url in urls), platform="sitemap")
