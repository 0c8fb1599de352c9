"""XML that strangers wrote, read without harm: feeds and sitemaps share this. No network, no DTD.

Recovering parser, entities never expanded (a DOCTYPE is cut out before parsing, so that there is
nothing to expand), the named entities of HTML that feeds use without declaring replaced by their
characters, gzip inflated up to a bound.
"""

import re
import zlib
from collections.abc import Iterator
from html.entities import html5
from io import BytesIO

from lxml import etree

from parsers.decoding import decode
from parsers.errors import ParseError
from parsers.html import Element, parse_bytes, text_of
from parsers.model import Page
from parsers.text import clean, unescaped

MAX_TAGS = 2_500_000  # a sitemap of 50,000 addresses has 600,000, and more where it shows pictures
MAX_REFERENCES = 1_500_000
MAX_LOOKED_THROUGH = 200_000_000  # characters
LONG_TAG = 500
MAX_INFLATED = 50 * 1024 * 1024  # what the sitemap protocol allows
DOCTYPE = re.compile(r"<!DOCTYPE", re.I)
SUBSET_END = re.compile(r"\]\s*>")
# A section that never ends goes on to the end, so that it is looked through once.
CDATA = r"<!\[CDATA\[(?:(?>.*?\]\]>)|.*)"
ROOT = re.compile(r"<\?xml\s|<(?:\w{1,20}:)?(?:rss|feed|rdf|urlset|sitemapindex)(?=[\s>])", re.I)
MAX_BEFORE = 20_000
VOID = re.compile(CDATA + r"|<(?P<tag>(?:br|hr|img|wbr)\b[^<>]*?)/?>", re.S | re.I)
"""Elements of HTML that nobody closes: what follows them would be read as part of them."""
ENTITY = re.compile(
    CDATA + r"|&(?!(?:amp|lt|gt|quot|apos);"
    r"|#(?:3[2-9]|[4-9]\d|[1-9]\d\d\d?|[1-4]\d{4}|x[1-9a-cA-C][0-9a-fA-F]{2,3});)"  # are characters
    r"(?:#(?P<number>\d+|[xX][0-9a-fA-F]+);|(?P<name>\w{1,32};))?",
    re.S,
)
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
DECLARATION = re.compile(r"^<\?xml[^>]*\?>\s*")
MARKUP = re.compile(r"<[a-zA-Z/!][^<>]*>|&[#\w]+;")


def inflate(page: Page) -> bytes:
    """The body, gunzipped where it is gzip; raises ParseError on a bomb or broken gzip."""
    data = page.body
    if not data.startswith(b"\x1f\x8b"):
        if len(data) > MAX_INFLATED:
            raise ParseError(page.url, f"expected at most {MAX_INFLATED} bytes, found {len(data)}")
        return data
    out = bytearray()
    while data.startswith(b"\x1f\x8b"):  # a gzip file may have several members
        member = zlib.decompressobj(31)
        try:
            out += member.decompress(data, MAX_INFLATED + 1 - len(out))
        except zlib.error as error:
            raise ParseError(page.url, f"expected gzip, found broken data ({error})") from error
        if len(out) > MAX_INFLATED:
            raise ParseError(page.url, f"expected at most {MAX_INFLATED} bytes after gunzip")
        data = member.unused_data
    return bytes(out)


def xml_bytes(body: bytes, page: Page) -> bytes:
    """The document of a page, inflated, as UTF-8 from its first tag on, without DOCTYPE and unknown
    entities; raises ParseError where there is too much of it to read in time.
    """
    for sign, most in ((b"<", MAX_TAGS), (b"&", MAX_REFERENCES)):
        if len(body) > most and (found := body.count(sign)) > most:
            reason = f"expected at most {most} times {sign.decode()!r}, found {found}"
            raise ParseError(page.url, reason)
    text, _ = decode(body, page.content_type)
    # A warning of the server, itself in HTML, may stand before everything.
    root = ROOT.search(text, 0, MAX_BEFORE)
    text = DECLARATION.sub("", text[root.start() if root else max(text.find("<"), 0) :])
    text = _without_doctype(text)
    if "<br" in text or "<img" in text or "<hr" in text:
        text = VOID.sub(lambda found: f"<{found['tag']}/>" if found["tag"] else found[0], text)
    if "&" in text:
        text = ENTITY.sub(_character, text)
    if _without_ends(text) > MAX_LOOKED_THROUGH:
        raise ParseError(page.url, "expected tags, found ends of hardly any")
    return NOT_XML.sub("", text).encode("utf-8", "replace")


def _without_ends(text: str) -> int:
    """How many characters libxml2 looks through for the ends of tags that have none: from each of
    them to the next end of any.
    """
    looked = start = 0
    while start < len(text):
        end = text.rfind(">", start, start + LONG_TAG)
        if end < 0:  # nothing ends within so many characters
            end = text.find(">", start + LONG_TAG)
            end = len(text) if end < 0 else end
            looked += (end - start) * text.count("<", start, end)
        start = end + 1
    return looked


def elements(data: bytes, names: frozenset[str]) -> Iterator[tuple[str, Element]]:
    """Each element of these local names as it ends, in document order; it is emptied after use.

    An element inside another of the names is yielded before it and emptied with it.
    """
    parsing = etree.iterparse(
        BytesIO(data), events=("end",), recover=True, resolve_entities=False, no_network=True,
        load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8",
    )  # fmt: skip
    try:
        for _, element in parsing:
            name = local_name(element)
            if name in names:
                yield name, element
                element.clear()
                parent = element.getparent()
                while parent is not None and (before := element.getprevious()) is not None:
                    parent.remove(before)
    except etree.XMLSyntaxError:
        return


def local_name(element: Element) -> str:
    """The name without its namespace, or without a prefix that nobody declared."""
    return element.tag.rpartition("}")[2].rpartition(":")[2] if isinstance(element.tag, str) else ""


def plain(text: str | None) -> str | None:
    """The text of a field that may hold escaped HTML; None where nothing is left of it."""
    if not text or not text.strip():
        return None
    if MARKUP.search(text):
        root, _ = parse_bytes(f"<div>{text}</div>".encode("utf-8", "replace"))
        text = text_of(root) if root is not None else unescaped(text)
    return clean(text) or None


def _without_doctype(text: str) -> str:
    found = DOCTYPE.search(text, 0, 4096)
    if not found:
        return text
    bracket, close = text.find("[", found.end()), text.find(">", found.end())
    if 0 <= bracket < close:
        inner = text.find("]", bracket)
        end = SUBSET_END.search(text, bracket)
        close = end.end() - 1 if end else (text.find(">", inner) if inner >= 0 else -1)
    return text[: found.start()] + (text[close + 1 :] if close >= 0 else "")


def _character(match: re.Match[str]) -> str:
    """What stands for an entity: libxml2 takes any number for a character, also one that is none,
    and what it then gives back is no text.
    """
    if match[0].startswith("<"):
        return match[0]
    name, number = match["name"], match["number"]
    if number is not None:
        return match[0] if unescaped(match[0]) not in {"", "\ufffd"} else ""
    if name is None:
        return "&amp;"
    known = html5.get(name)
    return known.replace("&", "&amp;").replace("<", "&lt;") if known else ""
