"""The second try for markup that libxml2 mangles: mend the text, parse again, else let bs4 read it.

Slow, and meant to be: it runs for one page in some thousands. What is mended: quotes in attributes
that never close, comments and raw-text elements that never end, tags nested by the hundred or
never closed, self-closed elements of XHTML that HTML takes for open ones. The better tree is the
one with more elements.
"""

import re

from lxml import etree
from lxml.html import soupparser

from parsers import html

RAW_TEXT = ("script", "style", "textarea", "title", "iframe", "noscript", "xmp", "noframes")
SELF_CLOSED = re.compile(
    rb"<(script|style|textarea|title|iframe|noscript|div|span|p|a)\b([^<>]*)/>", re.I
)
TAG = re.compile(rb"<[a-zA-Z][\w:-]*\s[^<>]*>")
TAG_NAME = re.compile(rb"<[\w:-]+")
ATTRIBUTE = re.compile(rb"([\w:-]+)\s*=\s*(?:\"([^\"<>]*)\"|'([^'<>]*)'|[\"']?([^\s\"'<>]+))")
NESTED = re.compile(
    rb"(?:<(?:div|span|font|b|i|u|em|strong|center|blockquote|ul|li|table|tr|td)\b[^<>]*>\s*){50,}",
    re.I,
)
# bs4 warns of XML that is read as HTML wherever a declaration stands; it says nothing to us.
XML_DECLARATION = re.compile(rb"<\?\s*xml", re.I)
LAYERS = ("font", "b", "i", "u", "em", "strong", "span", "center", "small", "big", "div", "a")
TOO_MANY_OPEN = 60
# html.parser takes quadratic time for what never ends, so it sees small pages only.
SOUP_BYTES = 64 * 1024
SOUP_TAGS = 1_500


def mend(data: bytes, first: html.Element | None, gave_up: bool) -> html.Element | None:
    """A better tree than the first (that libxml2 gave up, or not), or None where there is none."""
    mended = SELF_CLOSED.sub(rb"<\1\2></\1>", data)
    mended = _close_quotes(_end_what_never_ends(_flatten(mended)))
    if mended != data:
        root, still = html.parse_bytes(mended)
        # A tree that was cut at the depth limit may have more elements, yet of the wrong part.
        if root is not None and ((gave_up and not still) or _size(root) > _size(first)):
            return root
    if len(data) > SOUP_BYTES or data.count(b"<") > SOUP_TAGS:
        return None
    root = _by_soup(mended)
    return root if root is not None and _size(root) > _size(first) else None


def _size(root: html.Element | None) -> int:
    return 0 if root is None else html.size(root)


def _end_what_never_ends(data: bytes) -> bytes:
    """Take away the last comment mark or raw-text tag that no end follows."""
    last = data.rfind(b"<!--")
    if last >= 0 and data.find(b"-->", last) < 0:
        data = data[:last] + data[last + 4 :]
    lower = data.lower()
    for name in RAW_TEXT:
        tag = name.encode()
        start = max(lower.rfind(b"<" + tag + end) for end in (b">", b" ", b"\n", b"\t"))
        if start >= 0 and lower.find(b"</" + tag, start) < 0:
            end = data.find(b">", start)
            data = data[:start] + (data[end + 1 :] if end >= 0 else b"")
            lower = data.lower()
    return data


def _close_quotes(data: bytes) -> bytes:
    """Where a tag ends (`>`) with an odd number of quotes of a kind, write it anew without them."""

    def even(match: re.Match[bytes]) -> bytes:
        tag = match[0]
        name = TAG_NAME.match(tag)
        if name is None or not (tag.count(b'"') % 2 or tag.count(b"'") % 2):
            return tag
        kept = (
            b" " + key + b'="' + (double or single or bare) + b'"'
            for key, double, single, bare in ATTRIBUTE.findall(tag)
            if b'"' not in double + single + bare
        )
        return name[0] + b"".join(kept) + b">"

    return TAG.sub(even, data)


def _flatten(data: bytes) -> bytes:
    """Fifty and more tags opened one right after another count as one; layers of formatting that
    are opened and not closed by the dozen go altogether.
    """
    data = NESTED.sub(lambda match: match[0][: match[0].index(b">") + 1], data)
    for name in LAYERS:
        opened = re.compile(rb"<" + name.encode() + rb"(?:\s[^<>]*)?>", re.I)
        closed = re.compile(rb"</" + name.encode() + rb"\s*>", re.I)
        if len(opened.findall(data)) - len(closed.findall(data)) > TOO_MANY_OPEN:
            data = closed.sub(b" ", opened.sub(b" ", data))
    return data


def _by_soup(data: bytes) -> html.Element | None:
    """What html.parser makes of it, as a tree of our kind."""
    data = XML_DECLARATION.sub(b"<?", data)
    try:
        root = soupparser.fromstring(data.decode("utf-8", "replace"), features="html.parser")
        return html.parse_bytes(etree.tostring(root, encoding="utf-8", method="html"))[0]
    except (ValueError, etree.LxmlError, RecursionError, AssertionError):
        return None
