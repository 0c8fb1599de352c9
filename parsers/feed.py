"""RSS 2.0, RSS 1.0 and Atom to a Listing, by local names and leniently. Nothing is fetched.

Descriptions are HTML, escaped or in CDATA: their text is the lead. Numeric dates are day first,
unless the feed itself proves month first by one that can be nothing else (ASP.NET writes
"12/31/2020 9:03:00 AM").
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from lxml import etree

from parsers.cardtext import LEFT_OUT, without_more
from parsers.dates import parse_date
from parsers.errors import ParseError
from parsers.html import Element, parse_bytes
from parsers.model import Link, Listing, Page
from parsers.text import clean
from parsers.urls import canonical, is_web
from parsers.xmltree import MARKUP, inflate, local_name, plain, xml_bytes

MAX_BYTES = 10 * 1024 * 1024
ROOTS = frozenset({"rss", "rdf", "feed"})
ITEMS = frozenset({"item", "entry"})
ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
PUBLISHED = ("pubdate", "published", "issued", "date", "created")
UPDATED = ("updated", "modified")
LEADS = ("description", "summary", "content")
CLOSED = re.compile(rb"</(?:\w+:)?(?:channel|rss|feed|RDF)\s*>", re.I)
TAIL = re.compile(
    r"\s*(?:The post\s.{1,300}? appeared first on\s.{1,200}"
    r"|Bài viết\s.{1,300}? (?:đã )?xuất hiện (?:đầu tiên|lần đầu)\s.{1,200})$"
)
"""What WordPress puts under every summary."""
LONGEST_TAIL = 600  # characters: more than that pattern can match
EPOCH = re.compile(r"\s*(?P<seconds>[12]\d{9})(?:\d{3})?\s*")
SHORT_YEAR = re.compile(r"^(\s*(?:[A-Za-z]{3},\s*)?\d{1,2} [A-Za-z]{3}) (\d\d)(?= \d\d:)")
"""The two digits that RFC 822 gave to a year, where the name of the month leaves no doubt."""
NUMERIC = re.compile(r"\s*(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?!\d)")


def parse_feed(page: Page) -> Listing:
    """The entries of a feed, each address once; raises ParseError for what is no feed."""
    data = inflate(page)
    if len(data) > MAX_BYTES:
        raise ParseError(page.url, f"expected a feed of at most {MAX_BYTES} bytes")
    document = xml_bytes(data, page)
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True, encoding="utf-8",
    )  # fmt: skip
    try:
        root = etree.fromstring(document, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    kind = local_name(root).lower() if root is not None else ""
    if root is None or kind not in ROOTS:
        raise ParseError(
            page.url, f"expected an RSS or Atom feed, found {f'<{kind}>' if kind else 'no XML'}"
        )
    items = [_item(element) for element in root.iter() if local_name(element).lower() in ITEMS]
    if items and not CLOSED.search(document, max(0, len(document) - 200)):
        items.pop()  # the feed was cut, and with it perhaps this address
    swap = _month_first(items)
    links: dict[str, Link] = {}
    for item in items:
        link = _link(item, canonical(item.base, page.url) if item.base else page.url, swap)
        if link is not None:
            links.setdefault(link.url, link)
    return Listing(links=tuple(links.values()), title=_title(root), platform=kind)


@dataclass(frozen=True, slots=True)
class Item:
    """The fields of one entry by their names, its `xml:base`, and what it is said to be about."""

    fields: dict[str, list[Element]]
    base: str | None
    about: str | None


def _item(element: Element) -> Item:
    fields: dict[str, list[Element]] = {}
    for child in element:
        # media:title and media:description are of the picture
        if isinstance(child.tag, str) and "search.yahoo.com/mrss" not in child.tag:
            fields.setdefault(local_name(child).lower(), []).append(child)
    return Item(fields, element.base, element.get(ABOUT))


def _link(item: Item, base: str, swap: bool) -> Link | None:
    address = _address(item)
    if not address:
        return None
    url = canonical(address, base)
    if not is_web(url):
        return None
    title = plain(_first(item, ("title",)))
    lead = _lead(_first(item, LEADS))
    published, updated = _date(item, PUBLISHED, swap), _date(item, UPDATED, swap)
    return Link(
        url=url,
        title=title,
        lead=lead if lead != title else None,
        published_at=published,
        updated_at=updated,
    )


def _address(item: Item) -> str | None:
    links = item.fields.get("link", [])
    for link in links:
        if (text := clean("".join(link.itertext()))) and not link.get("href"):
            return text
    for link in links:
        if link.get("rel", "alternate") == "alternate" and link.get("href"):
            return link.get("href")
    for name in ("origlink", "guid", "id"):
        for element in item.fields.get(name, []):
            text = clean(element.text or "")
            if text.startswith(("http://", "https://")) and element.get("isPermaLink") != "false":
                return text
    return item.about


def _lead(text: str | None) -> str | None:
    """The text of a summary without what leads on from it."""
    if not text or not text.strip():
        return None
    markup = f"<div>{text}</div>".encode("utf-8", "replace") if MARKUP.search(text) else b""
    root = parse_bytes(markup)[0] if markup else None
    lead = without_more(root) if root is not None else plain(text) or ""
    end = max(0, len(lead) - LONGEST_TAIL)
    return LEFT_OUT.sub("", lead[:end] + TAIL.sub("", lead[end:])) or None


def _first(item: Item, names: tuple[str, ...]) -> str | None:
    for name in names:
        for element in item.fields.get(name, []):
            text = "".join(element.itertext())
            if text.strip():
                return text
    return None


def _date(item: Item, names: tuple[str, ...], swap: bool) -> datetime | None:
    text = _first(item, names)
    if text is None:
        return None
    if epoch := EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(epoch["seconds"]), UTC)
    text = SHORT_YEAR.sub(r"\1 20\2", text)
    if swap:
        text = NUMERIC.sub(r"\3\2\1\2\4", text, count=1)
    found = parse_date(text)
    return found.moment if found else None


def _month_first(items: list[Item]) -> bool:
    """Whether some date of the feed can only be month first, and none only day first."""
    found = [NUMERIC.match(_first(item, PUBLISHED) or "") for item in items]
    pairs = [(int(match[1]), int(match[3])) for match in found if match]
    return any(second > 12 >= first for first, second in pairs) and all(
        first <= 12 for first, _ in pairs
    )


def _title(root: Element) -> str | None:
    for element in root.iter():
        name = local_name(element).lower()
        if name in ITEMS:
            return None
        if name == "title":
            return plain("".join(element.itertext()))
    return None
