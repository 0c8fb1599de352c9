"""Which layout of a platform a page is in, and what its selectors find.

The container of the body is found first; the other fields are looked for in the region that holds
both it and the heading, so that sidebars cannot answer for the article and a large page costs
little. Pure.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from functools import lru_cache

from parsers.head import Head
from parsers.html import Element, HtmlDoc, text_of
from parsers.index import Index
from parsers.model import Selectors

NO_SELECTORS = Selectors()
_MIN_BODY = 20
_SURELY_TEXT = 60  # some of it may be invisible characters
_TEXT_TAGS = ("p", "div", "span", "strong", "b", "em", "i", "li", "td", "h2", "h3", "font")
_MANY = 20
_MAX_CAPTION = 600
_CAPTION_CLASS = re.compile(r"caption|chu-?thich|img-?(?:desc|note)|image-?desc", re.IGNORECASE)
_NAME = re.compile(r"[.#]((?:[^\W\d]|-)[\w-]*)")
_ATTRIBUTE = re.compile(r"\[[^\]]*\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """A page in a known layout: its `selectors`, the `body` element with the selector that found
    it, the `region`.
    """

    selectors: Selectors
    body: Element
    body_selector: str
    region: Element
    root: Element
    index: Index

    def find(self, name: str) -> Iterator[tuple[str, list[Element]]]:
        """Each selector of the field `name` that finds elements, with them: those inside the region
        first, then, where none is there, those on the page.
        """
        names = self.index.names
        selectors = [one for one in getattr(self.selectors, name) if can_match(one, names)]
        some = False
        for selector in selectors:
            if found := self.index.select(self.region, selector):
                some = True
                yield selector, found
        if not some and self.region is not self.root:
            for selector in selectors:
                if found := self.index.select(self.root, selector):
                    yield selector, found

    def text(self, name: str) -> tuple[str, str, Element] | None:
        """The first text that the selectors of the field `name` find: text, selector, element."""
        for selector, elements in self.find(name):
            for el in elements:
                text = text_of(el)
                if text:
                    return text, selector, el
        return None


def lay_out(doc: HtmlDoc, head: Head, layouts: tuple[Selectors, ...], index: Index) -> Laid | None:
    """The first layout that has body and title on the page, else the first that has the body, or
    None. `index` has the class names and ids of the page.
    """
    first: Laid | None = None
    for selectors in layouts:
        laid = _lay(doc, head, selectors, index)
        if laid is not None and (not selectors.title or laid.text("title")):
            return laid
        first = first or laid
    return first


def can_match(selector: str, names: frozenset[str]) -> bool:
    """Whether a selector can find anything on a page with these class names and ids: cheaper than
    to ask the tree, and most selectors of most layouts cannot.
    """
    return _required(selector) <= names


def captions_above(laid: Laid, title: Element | None) -> list[Element]:
    """The captions of pictures between the title and the body, which many layouts keep out of the
    body.
    """
    found: list[Element] = []
    node: Element | None = laid.body
    while title is not None and node is not None and node is not laid.region:
        for sibling in node.itersiblings(preceding=True):
            own: list[Element] = []
            pictured = titled = False
            for el in sibling.iter():
                if el is title:
                    own, pictured, titled = [], False, True
                pictured = pictured or el.tag == "img"
                if pictured and _is_caption(el):
                    own.append(el)
            found = own + found
            if titled:
                return found
        node = node.getparent()
    return found


def _is_caption(el: Element) -> bool:
    """Whether an element is called a caption and holds text and no picture of its own."""
    if el.tag != "figcaption" and not _CAPTION_CLASS.search(el.get("class") or ""):
        return False
    around = el.getparent()
    if around is not None and around.tag == "figcaption":
        return False
    return el.find(".//img") is None and 0 < len(text_of(el)) <= _MAX_CAPTION


@lru_cache(maxsize=4096)
def _required(selector: str) -> frozenset[str]:
    """The class names and ids that a CSS selector needs; none where it is XPath or has choices."""
    if selector.lstrip().startswith(("/", "(", "./")) or "," in selector or ":" in selector:
        return frozenset()
    return frozenset(_NAME.findall(_ATTRIBUTE.sub("", selector)))


def _lay(doc: HtmlDoc, head: Head, selectors: Selectors, index: Index) -> Laid | None:
    for selector in selectors.body:
        if not can_match(selector, index.names):
            continue
        bodies = [el for el in index.select(doc.root, selector) if _holds_text(el)]
        if bodies:
            body = bodies[0] if len(bodies) == 1 else max(bodies, key=lambda el: len(text_of(el)))
            return Laid(
                selectors=selectors,
                body=body,
                body_selector=selector,
                region=_region(body, head),
                root=doc.root,
                index=index,
            )
    return None


def merged(own: Selectors | None, layouts: tuple[Selectors, ...]) -> tuple[Selectors, ...]:
    """The layouts with the selectors of a source file put before each platform's own, field by
    field.
    """
    if own is None or own == NO_SELECTORS:
        return layouts
    names = [field.name for field in fields(Selectors)]
    return tuple(
        replace(
            layout,
            **{
                name: getattr(own, name) + getattr(layout, name)
                for name in names
                if getattr(own, name)
            },
        )
        for layout in layouts or (NO_SELECTORS,)
    )


def _holds_text(el: Element) -> bool:
    """Whether there is any text to speak of: the first words tell, so that not all is read."""
    length = 0
    for part in el.itertext(*_TEXT_TAGS):
        length += len(part.strip())
        if length >= _SURELY_TEXT:
            return True
    return len(text_of(el)) >= _MIN_BODY


def _region(body: Element, head: Head) -> Element:
    """The nearest ancestor of the body that holds a heading with text; three levels up where none
    does.
    """
    ancestors = [body, *body.iterancestors()]
    place = {el: depth for depth, el in enumerate(ancestors)}
    depths = []
    for heading in head.headings[:_MANY]:
        if len(text_of(heading)) > 1:
            depth = next((place[up] for up in heading.iterancestors() if up in place), None)
            if depth is not None:
                depths.append(depth)
    return ancestors[min(depths) if depths else min(3, len(ancestors) - 1)]
