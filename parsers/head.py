"""What a page says of itself: meta, OpenGraph, JSON-LD, <title>, h1 and time elements, gathered in
one walk.

Everything here is a claim, not a fact: `parsers.fields` weighs the claims against what the page
shows. Pure.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from parsers.html import Element, HtmlDoc
from parsers.jsonld import NewsData, read_json_ld
from parsers.text import clean

_WALKED = ("meta", "title", "h1", "script", "link", "time", "html")
_NAMING = ("property", "name", "itemprop", "http-equiv")
_LISTS = frozenset({"article:tag", "article:author", "author", "keywords", "news_keywords"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The claims of one page. `meta` maps lower-case name, property or itemprop to the first value
    that is not empty, as the page has it.
    """

    meta: Mapping[str, str]
    lists: Mapping[str, tuple[str, ...]]
    title: str | None
    headings: tuple[Element, ...]
    times: tuple[Element, ...]
    json_ld: NewsData
    lang: str | None

    def first(self, *names: str) -> str | None:
        """The value of the first of these meta names that the page sets, cleaned: a page has some
        forty of them, of which a few are ever asked for.
        """
        found = (clean(self.meta[name]) for name in names if name in self.meta)
        return next(filter(None, found), None)


def read_head(doc: HtmlDoc, *, last_json_ld: bool = False) -> Head:
    """Gather the claims of `doc`; `last_json_ld` prefers the last article object (see
    `read_json_ld`).
    """
    meta: dict[str, str] = {}
    lists: dict[str, list[str]] = {}
    scripts: list[str] = []
    headings: list[Element] = []
    times: list[Element] = []
    title: str | None = None
    lang: str | None = None
    for el in doc.root.iter(*_WALKED):
        match el.tag:
            case "meta":
                _add_meta(el, meta, lists)
            case "h1":
                headings.append(el)
            case "time":
                times.append(el)
            case "script" if "ld+json" in (el.get("type") or "").lower():
                scripts.append(el.text or "")
            case "title" if title is None and not _in_svg(el):
                title = clean(el.text or "") or None
            case "html":
                lang = (
                    lang or el.get("lang") or el.get("{http://www.w3.org/XML/1998/namespace}lang")
                )
            case "link" if (el.get("rel") or "").lower() == "canonical" and el.get("href"):
                meta.setdefault("link:canonical", (el.get("href") or "").strip())
    return Head(
        meta=meta,
        lists={name: tuple(dict.fromkeys(values)) for name, values in lists.items()},
        title=title,
        headings=tuple(headings),
        times=tuple(times),
        json_ld=read_json_ld(
            scripts,
            url=doc.url,
            title=clean(meta.get("og:title") or "") or title,
            last=last_json_ld,
        ),
        lang=lang,
    )


def _add_meta(el: Element, meta: dict[str, str], lists: dict[str, list[str]]) -> None:
    content = el.get("content")
    if not content or content.isspace():
        return
    for attribute in _NAMING:
        value = el.get(attribute)
        if value and (name := value.strip().lower()):
            meta.setdefault(name, content)
            if name in _LISTS and (shown := clean(content)):
                lists.setdefault(name, []).append(shown)


def _in_svg(el: Element) -> bool:
    parent = el.getparent()
    return parent is not None and parent.tag in ("svg", "g", "symbol")
