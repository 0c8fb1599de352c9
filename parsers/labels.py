"""Section, tags and language of an article: what files it away. Pure."""

from parsers.found import Fields, note
from parsers.head import Head
from parsers.html import text_of
from parsers.layout import Laid
from parsers.model import Origin
from parsers.text import clean, match_key

_MAX_TAG = 80


def read_labels(found: Fields, head: Head, laid: Laid | None) -> None:
    """Read section, tags and language: by selector, else as the page claims them."""
    _read_section(found, head, laid)
    _read_tags(found, head, laid)
    _read_language(found, head)


def _read_section(found: Fields, head: Head, laid: Laid | None) -> None:
    for selector, elements in laid.find("section") if laid is not None else ():
        texts = [text for text in map(text_of, elements) if text and len(text) <= _MAX_TAG]
        if texts and match_key(texts[-1]) != match_key(found.title or ""):
            found.section = texts[-1]
            note(found, "section", Origin.SELECTOR, 0.9, selector)
            return
    crumbs = [
        crumb for crumb in head.json_ld.crumbs if match_key(crumb) != match_key(found.title or "")
    ]
    claims = (
        (head.first("article:section"), Origin.OPEN_GRAPH, "article:section"),
        (head.json_ld.section, Origin.JSON_LD, "articleSection"),
        (head.first("articlesection"), Origin.META, "articleSection"),
        (crumbs[-1] if len(crumbs) > 1 else None, Origin.JSON_LD, "breadcrumb"),
    )
    for text, origin, detail in claims:
        if text:
            found.section = clean(text.split(",")[0])
            note(found, "section", origin, 0.7, detail)
            return


def _read_tags(found: Fields, head: Head, laid: Laid | None) -> None:
    for selector, elements in laid.find("tags") if laid is not None else ():
        tags = tuple(dict.fromkeys(filter(None, (text_of(el).strip(" #,;:") for el in elements))))
        if tags:
            found.tags = tags
            note(found, "tags", Origin.SELECTOR, 0.9, selector)
            return
    claims = (
        (head.lists.get("article:tag", ()), Origin.OPEN_GRAPH, 0.8, "article:tag"),
        (head.json_ld.keywords, Origin.JSON_LD, 0.7, "keywords"),
        (head.lists.get("news_keywords", ()), Origin.META, 0.6, "news_keywords"),
        (head.lists.get("keywords", ()), Origin.META, 0.5, "keywords"),
    )
    for values, origin, confidence, detail in claims:
        parts = (clean(part) for value in values for part in value.split(","))
        tags = tuple(dict.fromkeys(part for part in parts if part and len(part) <= _MAX_TAG))
        if tags:
            found.tags = tags
            note(found, "tags", origin, confidence, detail)
            return


def _read_language(found: Fields, head: Head) -> None:
    claims = (
        (head.lang, Origin.META, "html lang"),
        (head.first("content-language", "language"), Origin.META, "content-language"),
        (head.json_ld.language or head.first("inlanguage"), Origin.JSON_LD, "inLanguage"),
        (head.first("og:locale"), Origin.OPEN_GRAPH, "og:locale"),
    )
    for text, origin, detail in claims:
        code = (text or "").strip().lower().replace("_", "-").split("-")[0].split(",")[0]
        if 2 <= len(code) <= 3 and code.isalpha():
            found.language = code
            note(found, "language", origin, 0.8, detail)
            return
