"""A stand-in for the reading of the body until `parsers.body` is here: the paragraphs of the largest container."""

from collections.abc import Iterable
from dataclasses import dataclass

from parsers.html import Element, HtmlDoc, text_of
from parsers.model import NOTHING_KNOWN, Caption, Image, Known, PageKind
from parsers.text import match_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read of a body."""

    paragraphs: tuple[str, ...] = ()
    captions: tuple[Caption, ...] = ()
    byline: str | None = None
    source_note: str | None = None
    corrections: tuple[str, ...] = ()
    images: tuple[Image, ...] = ()
    confidence: float = 0.5
    container: Element | None = None
    trace: tuple[object, ...] = ()


def read_body(
    doc: HtmlDoc,
    *,
    container: Element | None = None,
    drop: Iterable[Element] = (),
    title: str | None = None,
    lead: str | None = None,
    known: Known = NOTHING_KNOWN,
    explain: bool = False,
) -> Reading:
    """The paragraphs inside the container (or the parent that holds most paragraph text)."""
    outside = set(drop)
    if container is None:
        weights: dict[Element, int] = {}
        for p in doc.root.iter("p"):
            parent = p.getparent()
            if parent is not None:
                weights[parent] = weights.get(parent, 0) + len(text_of(p))
        container = max(weights, key=lambda el: weights[el], default=None)
    if container is None:
        return Reading()
    skip = {match_key(title or ""), match_key(lead or "")}
    paragraphs = []
    for el in container.iter("p", "h2", "h3", "h4", "li"):
        ancestors = [el, *el.iterancestors()]
        if any(up in outside or up.tag in ("figure", "table", "figcaption") for up in ancestors):
            continue
        text = text_of(el)
        if text and match_key(text) not in skip:
            paragraphs.append(text)
    return Reading(paragraphs=tuple(paragraphs), container=container)


def page_kind(doc: HtmlDoc, page: object) -> PageKind:
    """A stand-in for `parsers.pagekind`."""
    return PageKind.UNKNOWN
