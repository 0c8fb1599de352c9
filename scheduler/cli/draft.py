"""``unionwatch sources add``: draft a source file from what a site's page shows.

A draft, not a finding: it says so in its `verified` key, and `sources check` is the next step.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import click

from scheduler.cli.console import counted, say, tell
from scheduler.cli.errors import Fault
from scheduler.cli.settings import Settings, example, sources_option

if TYPE_CHECKING:
    from crawler.reading import Answer
    from parsers.model import Link, Page

ARTICLE_URLS = (
    r"-(?P<id>\d{4,})\.(?:html?|ldo|bld|vnp|chn|tpo)$",
    r"-post(?P<id>\d{3,})\.html?$",
    r"-(?:d|a|i|n)(?P<id>\d{3,})\.html?$",
    r"[?&](?:id|newsid|articleid|itemid)=(?P<id>\d+)",
    r"/(?P<id>\d{4,})(?:[-/][^/?]*)?$",
    r"-(?P<id>\d{4,})$",
)
"""Shapes of article addresses that Vietnamese sites use, the surest first."""
MOST = 0.6
"""The share of a list's links that a shape must fit."""
MOST_FEEDS = 3


@click.command(
    short_help="Draft a source file for a site.",
    epilog=example(
        "unionwatch sources add https://congdoan-example.vn/tin-tuc > congdoan-example.toml",
        "unionwatch sources add https://congdoan-example.vn/tin-tuc --sources my-sources",
    ),
)
@click.argument("url")
@click.option("--name", help="The name of the source (default: from the host).")
@sources_option
@click.pass_obj
def add(settings: Settings, url: str, name: str | None) -> None:
    """Draft a source file for a site.

    URL is a page that lists its articles. The draft goes into the folder of --sources, or is
    printed when there is none. Look it over, then try it with 'unionwatch sources check'.
    """
    from crawler.checks import NAME
    from crawler.source import load_source
    from crawler.tables import SourceError
    from scheduler.cli.fetching import fetched_pages

    if not re.match(r"https?://[^/]+", url):
        raise Fault(f"{url}: expected an address that begins with http:// or https://.")
    name = name or name_of(url)
    if not NAME.fullmatch(name):
        raise Fault(f"--name {name!r}: expected a file name of small letters, digits, - and _.")
    target = settings.sources / f"{name}.toml" if settings.sources else None
    if target is not None and target.exists():
        raise Fault(f"{target}: exists already; --name NAME gives the draft another name.")
    page, *others = fetched_pages(url, follow=feeds_of)
    text = draft(name, url, page, [other.url for other in others if _is_feed(other)])
    if target is None:
        say(text.rstrip())
        tell(f"Save it as {name}.toml in a folder of your own, and name that with --sources.")
        return
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    except OSError as error:
        raise Fault(f"{target}: cannot be written: {error.strerror}") from error
    try:
        load_source(target)
    except SourceError:  # left there, it would stop every command that reads the folder
        target.unlink()
        raise
    tell(f"{target} is drafted. Try it: unionwatch --sources {target.parent} sources check {name}")


def draft(name: str, url: str, page: "Page", feeds: Sequence[str]) -> str:
    """The text of the source file."""
    from crawler.pages import is_private
    from parsers.errors import ParseError
    from parsers.html import parse_html
    from parsers.listing import parse_listing
    from parsers.platform import recognise

    platform = recognise(parse_html(page))
    try:
        links: Sequence[Link] = parse_listing(page).links
    except ParseError as error:
        tell(f"note: {error.reason}")
        links = ()
    pattern = article_url([link.url for link in links])
    day = datetime.now(UTC).date()
    seen = f"nothing but its first page on {day}, by 'unionwatch sources add'; check it"
    home = "{0.scheme}://{0.netloc}/".format(urlsplit(url))
    lines = [
        f"name = {_toml(name)}",
        f"title = {_toml(title_of(page) or name)}",
        f"home = {_toml(home)}",
        f"platform = {_toml(platform.name)}",
        f"verified = {_toml(seen)}",
        "",
        "[discovery]",
        f"# {counted(len(links), 'article')} found on this page",
        f"listings = [{_toml(url)}]",
    ]
    if feeds:
        lines.append(f"feeds = [{', '.join(map(_toml, feeds))}]")
    if pattern:
        lines.append(f"article_url = '{pattern}'")
    else:
        lines.append("# article_url: no shape fits most links; a pattern keeps other pages out")
    lines += ["", "[schedule]", 'every = "1h"']
    if is_private(url):
        lines += ["", "[politeness]", "allow_private = true"]
    return "\n".join(lines) + "\n"


def article_url(urls: Sequence[str]) -> str | None:
    """The first shape that fits most of the addresses.

    >>> article_url(["https://a.vn/mot-bai-1234.html", "https://a.vn/hai-bai-1235.html"])
    '-(?P<id>\\\\d{4,})\\\\.(?:html?|ldo|bld|vnp|chn|tpo)$'
    """
    for shape in ARTICLE_URLS:
        if urls and sum(bool(re.search(shape, url)) for url in urls) >= MOST * len(urls):
            return shape
    return None


def name_of(url: str) -> str:
    """A name for the source at this address, from its host.

    >>> name_of("https://www.laodongthudo.vn/"), name_of("https://congdoan.hanoi.gov.vn/tin")
    ('laodongthudo', 'congdoan-hanoi')
    """
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    labels = host.split(".")
    while len(labels) > 1 and labels[-1] in {"vn", "com", "org", "net", "gov", "edu", "info"}:
        labels.pop()
    return re.sub(r"[^a-z0-9]+", "-", "-".join(labels)).strip("-") or "source"


def feeds_of(answer: "Answer") -> Iterable[str]:
    """The feeds that a page names."""
    head = answer.page.body[:200_000].decode("utf-8", "replace")
    found = []
    for tag in re.findall(r"<link\b[^>]{1,500}>", head, re.IGNORECASE):
        href = re.search(r"""href=["']([^"']+)""", tag)
        if href and re.search(r"application/(?:rss|atom)\+xml", tag, re.IGNORECASE):
            found.append(urljoin(answer.page.url, href[1]))
    return list(dict.fromkeys(found))[:MOST_FEEDS]


def title_of(page: "Page") -> str | None:
    """What the page calls itself."""
    from parsers.html import parse_html, text_of

    titles = parse_html(page).select("title")
    text = text_of(titles[0]).strip() if titles else ""
    return text[:120] or None


def _is_feed(page: "Page") -> bool:
    from parsers.errors import ParseError
    from parsers.feed import parse_feed

    try:
        return bool(parse_feed(page).links)
    except ParseError:
        return False


def _toml(text: str) -> str:
    plain = re.sub(r"[\x00-\x1f\x7f]+", " ", text)
    quoted = plain.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}"'
