"""What a person gave `unionwatch parse`: the bytes of a file or of stdin, and what they are."""

import gzip
import io
import re
import sys
import zlib
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from scheduler.cli.errors import Fault

if TYPE_CHECKING:
    from parsers.model import Page

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
ADDRESS = re.compile(r"https?://", re.IGNORECASE)


class Shape(StrEnum):
    """What the given bytes are."""

    HTML = "html"
    FEED = "feed"
    SITEMAP = "sitemap"
    TEXT = "text"


def saved(name: str, url: str | None) -> "Page":
    """The page in a file, or on stdin; gzip is undone."""
    from parsers.model import Page

    if not name:
        raise Fault("nothing to read was named. Give a file, an http(s) address, or - for stdin.")
    try:
        body = sys.stdin.buffer.read(MAX_BYTES + 1) if name == "-" else _file_bytes(Path(name))
        body = _unpacked(body)
    except FileNotFoundError:
        raise Fault(
            f"{name}: no such file. Give a file, an http(s) address, or - for stdin."
        ) from None
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or error
        raise Fault(f"{name}: cannot be read: {reason}") from error
    if len(body) > MAX_BYTES:
        raise Fault(f"{name}: larger than {MAX_BYTES // 1024**2} MiB, which no page is.")
    where = url or own_address(body) or Path("stdin" if name == "-" else name).absolute().as_uri()
    return Page(url=where, body=body)


def _unpacked(body: bytes) -> bytes:
    if not body.startswith(b"\x1f\x8b"):
        return body
    with gzip.open(io.BytesIO(body)) as packed:
        return packed.read(MAX_BYTES + 1)


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
