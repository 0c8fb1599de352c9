"""PURE: Atom and JSON Feed of updates. Values in, bytes out; no clock, no database.

Atom: RFC 4287. JSON Feed: https://www.jsonfeed.org/version/1.1/. An entry's id names the source,
the article's identity there, what happened and when, so that it is the same in every feed and after
the database was built anew from an export. Stored text goes in as text: everything is escaped.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any
from urllib.parse import quote

from lxml import etree

from parsers.model import Article
from scheduler.align import Fate
from scheduler.diff import PieceKind, diff_articles
from scheduler.words import Language, word

ATOM = "http://www.w3.org/2005/Atom"
GENERATOR = "unionwatch"
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML document may hold, not even escaped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """An update with the texts before and after; `old` is None for a new article."""

    source: str
    identity: str
    url: str
    kind: str  # new, changed, removed, restored
    detected_at: datetime
    article: Article
    old: Article | None = None
    edit_class: str | None = None
    silent: bool = False
    summary: str = ""

    @property
    def id(self) -> str:
        """The same for the same happening, whoever asks and whenever."""
        parts = (self.source, self.identity, self.kind, f"{self.detected_at:%Y%m%dT%H%M%SZ}")
        return "urn:unionwatch:" + ":".join(quote(part, safe="") for part in parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """What the feed as a whole says of itself. `id` is a URI that never changes; `url` is where the
    feed is, `home` the page that it belongs to, where there are any.
    """

    id: str
    title: str
    language: Language = "vi"
    url: str | None = None
    home: str | None = None


def headline(one: Happening, language: Language) -> str:
    """The title of an entry: what happened before what it happened to; a new article just its own.

    A silent edit says so: that is what the reader is there for.
    """
    if one.kind == "new":
        return one.article.title
    words = [word("kind", one.kind, language)]
    if one.edit_class and one.kind == "changed":
        words.append(word("class", one.edit_class, language))
    if one.silent:
        words.append(word("phrase", "silent", language))
    return f"[{', '.join(words)}] {one.article.title}"


def content(one: Happening, language: Language) -> str:
    """An entry as HTML that was escaped here: the new text, or the passages that changed."""
    parts = [f"<p>{escape(one.summary)}</p>"] if one.summary and one.kind != "new" else []
    if one.kind == "changed" and one.old is not None:
        parts += _changes(one.old, one.article, language)
    else:
        lead = [f"<p><strong>{escape(one.article.lead)}</strong></p>"] if one.article.lead else []
        parts += lead + [f"<p>{escape(paragraph)}</p>" for paragraph in one.article.body]
    return "\n".join(parts)


def _changes(old: Article, new: Article, language: Language) -> Iterable[str]:
    tags = {
        PieceKind.KEPT: "{}",
        PieceKind.REMOVED: "<del>{}</del>",
        PieceKind.ADDED: "<ins>{}</ins>",
    }
    for passage in diff_articles(old, new).changed:
        text = "".join(tags[piece.kind].format(escape(piece.text)) for piece in passage.pieces)
        name = word("part", passage.part, language)
        fate = "" if passage.fate is Fate.CHANGED else f", {word('fate', passage.fate, language)}"
        yield f"<p><em>{escape(name + fate)}:</em> {text}</p>"


def atom(channel: Channel, happenings: Sequence[Happening], updated: datetime) -> bytes:
    """An Atom feed, UTF-8; `updated` is the feed's own stamp where it has no entry."""
    root = etree.Element(_name("feed"), nsmap={None: ATOM})
    root.set("{http://www.w3.org/XML/1998/namespace}lang", channel.language)
    _add(root, "id", channel.id)
    _add(root, "title", channel.title)
    _add(root, "updated", _stamp(max((one.detected_at for one in happenings), default=updated)))
    _add(root, "generator", GENERATOR)
    if channel.url:
        _add(root, "link", None, rel="self", href=channel.url, type="application/atom+xml")
    if channel.home:
        _add(root, "link", None, rel="alternate", href=channel.home, type="text/html")
    for one in happenings:
        _entry(root, one, channel.language)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)


def _entry(root: "etree._Element", one: Happening, language: Language) -> None:
    entry = etree.SubElement(root, _name("entry"))
    _add(entry, "id", one.id)
    _add(entry, "title", headline(one, language))
    _add(entry, "updated", _stamp(one.detected_at))
    if one.article.published_at:
        _add(entry, "published", _stamp(one.article.published_at))
    if one.url.startswith(("http://", "https://")):
        _add(entry, "link", None, rel="alternate", href=one.url, type="text/html")
    for author in one.article.authors or (one.source,):
        _add(etree.SubElement(entry, _name("author")), "name", author)
    for term in _categories(one):
        _add(entry, "category", None, term=term)
    if one.summary:
        _add(entry, "summary", one.summary)
    _add(entry, "content", content(one, language), type="html")


def _categories(one: Happening) -> list[str]:
    terms = [one.source, one.kind]
    terms += [one.edit_class] if one.edit_class else []
    return terms + (["silent"] if one.silent else [])


def _name(tag: str) -> str:
    return f"{{{ATOM}}}{tag}"


def _add(parent: "etree._Element", tag: str, text: str | None, **attributes: str) -> None:
    child = etree.SubElement(parent, _name(tag))
    for name, value in attributes.items():
        child.set(name, NOT_XML.sub("", value))
    if text is not None:
        child.text = NOT_XML.sub("", text)


def _stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def json_feed(channel: Channel, happenings: Sequence[Happening]) -> bytes:
    """A JSON Feed 1.1, UTF-8."""
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "language": channel.language,
        "items": [_item(one, channel.language) for one in happenings],
    }
    feed |= {"feed_url": channel.url} if channel.url else {}
    feed |= {"home_page_url": channel.home} if channel.home else {}
    return json.dumps(feed, ensure_ascii=False, indent=1).encode()


def _item(one: Happening, language: Language) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": one.id,
        "url": one.url,
        "title": headline(one, language),
        "content_html": content(one, language),
        "date_modified": _stamp(one.detected_at),
        "authors": [{"name": author} for author in one.article.authors or (one.source,)],
        "tags": _categories(one),
    }
    item |= {"summary": one.summary} if one.summary else {}
    if one.article.published_at:
        item["date_published"] = _stamp(one.article.published_at)
    return item
