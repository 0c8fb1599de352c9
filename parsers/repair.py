"""The second try for markup that libxml2 mangles: mend the text, parse again, else let bs4 read it.

Slow, and meant to be: it runs for one page in some thousands. What is mended: quotes in attributes
that never close, comments and scripts that never end, tags nested by the hundred, self-closed
elements of XHTML that HTML takes for open ones.
"""

import re

from lxml import etree
from lxml.html import soupparser

from parsers import html

RAW_TEXT = ("script", "style", "textarea", "title", "iframe", "noscript", "xmp", "noframes")
SELF_CLOSED = re.compile(
    rb"<(" + "|".join(RAW_TEXT).encode() + rb"|div|span|p|a)\b([^<>]*)/>", re.I
)
# A tag whose quoted value runs over the start of another tag: the quote was never closed.
RUNAWAY = re.compile(rb"<[a-zA-Z][\w:-]*\s[^<>]*=\s*[\"'][^\"'<>]*>")
NESTED = re.compile(
    rb"(?:<(?:div|span|font|b|i|u|em|strong|center|blockquote|ul|li|p|table|tr|td)\b[^<>]*>\s*){50,}",
    re.I,
)
COMMENT_OPEN = re.compile(rb"<!--")


def mend(data: bytes, first: html.Element | None) -> html.Element | None:
    """A better tree than the first, or None where there is none."""
    mended = _close_quotes(_end_what_never_ends(_flatten(SELF_CLOSED.sub(rb"<\1\2></\1>", data))))
    before = 0 if first is None else _size(first)
    if mended != data:
        root, _ = html.parse_bytes(mended)
        if root is not None and _size(root) > before:
            return root
    root = _by_soup(mended)
    return root if root is not None and _size(root) > before else None


def _size(root: html.Element) -> int:
    return sum(len(text) for text in root.itertext()) + sum(1 for _ in root.iter())


def _end_what_never_ends(data: bytes) -> bytes:
    """Take away the last comment mark or raw-text tag that no end follows."""
    last = data.rfind(b"<!--")
    if last >= 0 and data.find(b"-->", last) < 0:
        data = data[:last] + data[last + 4 :]
    for name in RAW_TEXT:
        opening = list(re.finditer(rb"<" + name.encode() + rb"\b[^<>]*>", data, re.I))
        if opening and not re.search(rb"</" + name.encode(), data[opening[-1].end() :], re.I):
            data = data[: opening[-1].start()] + data[opening[-1].end() :]
    return data


def _close_quotes(data: bytes) -> bytes:
    """Where a tag ends (`>`) with an odd number of quotes of a kind, take the stray ones away."""

    def even(match: re.Match[bytes]) -> bytes:
        tag = match[0]
        if tag.count(b'"') % 2 or tag.count(b"'") % 2:
            kept = re.findall(
                rb"([\w:-]+)\s*=\s*(?:\"([^\"<>]*)\"|'([^'<>]*)'|[\"']?([^\s\"'<>]+))", tag
            )
            name = re.match(rb"<[\w:-]+", tag)
            values = [
                key + b'="' + (a or b or c).replace(b'"', b"") + b'"' for key, a, b, c in kept
            ]
            return (name[0] if name else b"<") + b"".join(b" " + value for value in values) + b">"
        return tag

    return re.sub(rb"<[a-zA-Z][\w:-]*\s[^<>]*>", even, data)


def _flatten(data: bytes) -> bytes:
    """Fifty and more tags opened one right after another count as one."""
    return NESTED.sub(lambda match: match[0][: match[0].index(b">") + 1], data)


def _by_soup(data: bytes) -> html.Element | None:
    """What html.parser makes of it, as an lxml tree of the same kind."""
    try:
        root = soupparser.fromstring(data.decode("utf-8", "replace"), features="html.parser")
        return html.parse_bytes(etree.tostring(root, encoding="utf-8", method="html"))[0]
    except (ValueError, etree.LxmlError, RecursionError, AssertionError):
        return None
