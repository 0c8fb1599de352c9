"""How an article was read: field by field, part by part, and as a page with kept and dropped parts
coloured.

This is how people debug a site. Pure.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from parsers.article import Parsed, read_article
from parsers.explain_page import ExplainedField, render_page
from parsers.html import Element, text_of
from parsers.model import NOTHING_KNOWN, Article, Known, Page, Selectors
from parsers.platform import Platform
from parsers.text import clean

_FIELDS = (
    "title",
    "kicker",
    "lead",
    "authors",
    "section",
    "tags",
    "published_at",
    "updated_at",
    "language",
    "main_image",
    "images",
    "captions",
    "attachments",
    "source_note",
    "body",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedPart:
    """One part of the page: its text, where it stands, and the rule that left it out (None where it
    was kept).
    """

    text: str
    where: str
    rule: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """An article and how it was read; `container` is the path of the element with the body."""

    article: Article
    platform: str
    container: str
    fields: tuple[ExplainedField, ...]
    parts: tuple[ExplainedPart, ...]
    html: str


def explain_article(
    page: Page,
    platform: Platform | str | None = None,
    *,
    generic: bool = False,
    selectors: Selectors | None = None,
    drop: Iterable[str] = (),
    known: Known = NOTHING_KNOWN,
) -> Explanation:
    """Read an article as `parse_article` does, with the reasons; raises what that raises."""
    parsed = read_article(
        page,
        platform,
        generic=generic,
        selectors=selectors,
        drop=drop,
        known=known,
        explain=True,
    )
    container = parsed.reading.container
    return Explanation(
        article=parsed.article,
        platform=parsed.platform.name,
        container=path_of(container) if container is not None else "none",
        fields=tuple(_fields(parsed.article)),
        parts=tuple(_parts(parsed)),
        html=render_page(parsed, tuple(_fields(parsed.article))),
    )


def path_of(el: Element) -> str:
    """A short path that a person recognises: the element and two ancestors, with id or first
    classes.
    """
    steps: list[str] = []
    for node in (el, *el.iterancestors()):
        name = str(node.tag)
        if node.get("id"):
            name += f"#{node.get('id')}"
        elif node.get("class"):
            name += "".join(f".{part}" for part in (node.get("class") or "").split()[:2])
        steps.append(name)
        if len(steps) == 3:
            break
    return clean(" > ".join(reversed(steps)))


def _fields(article: Article) -> Iterable[ExplainedField]:
    for name in _FIELDS:
        evidence = article.evidence.get(name)
        value = getattr(article, name)
        if evidence is None or not value:
            continue
        yield ExplainedField(
            name=name,
            value=_shown(value),
            origin=evidence.origin.value,
            confidence=evidence.confidence,
            detail=evidence.detail,
        )


def _shown(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        if value and not isinstance(value[0], str):
            return f"{len(value)}"
        return (
            ", ".join(map(str, value)) if sum(map(len, value)) < 200 else f"{len(value)} paragraphs"
        )
    return str(value)


def _parts(parsed: Parsed) -> Iterable[ExplainedPart]:
    for selector, el in parsed.dropped:
        yield ExplainedPart(text=text_of(el), where=path_of(el), rule=f"selector {selector}")
    for part in parsed.reading.trace:
        yield ExplainedPart(text=part.text, where=path_of(part.element), rule=part.rule)
