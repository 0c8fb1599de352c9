"""An article as a listing shows it: the element that is its card, and its title. Pure."""

import re
from dataclasses import dataclass, replace
from itertools import islice

from parsers.cardtext import is_more
from parsers.dates import parse_date
from parsers.html import Element, text_of
from parsers.text import clean

CARD_TAGS = frozenset({"article", "li", "tr", "dd", "dt"})
CELLS = frozenset({"td", "th"})  # the row that they stand in is the card
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = ("p", "div", "h2", "h3", "h4")
_MIN_WORDS = 4
_LAX_WORDS = 2
_MIN_TITLE = 16
REPEATS = 3
_PARTS = 2
DIGIT = re.compile(r"\d")
_NEAR = 12
MAX_CLIMB = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """An article as a listing shows it."""

    url: str
    identity: str
    title: str | None
    element: Element
    link: Element
    in_heading: bool
    again: Element | None = None
    """Where the page shows it once more, with no other article."""


def card_of(link: Element) -> Element:
    """The nearest ancestor of a link that repeats among its siblings; the link's parent where none
    does.
    """
    node: Element | None = link
    for _ in range(MAX_CLIMB):
        parent = node.getparent() if node is not None else None
        if node is None or parent is None or parent.tag == "html":
            break
        if node is link:
            if is_block(link) and repeats(link):
                return link
        elif node.tag not in CELLS and (node.tag in CARD_TAGS or repeats(node)):
            table = next(node.iterancestors("table"), None) if node.tag == "tr" else None
            return table if table is not None and repeats(table) else node
        node = parent
    own = link.getparent()
    return own if own is not None else link


def is_block(link: Element) -> bool:
    """Whether a whole card is the link: boxes stand in it, or several spans with texts."""
    if not len(link):
        return False
    if next(link.iter(*_BLOCKS), None) is not None:
        return True
    return sum(child.tag == "span" and bool(text_of(child)) for child in link) >= _PARTS


def repeats(node: Element) -> bool:
    """Whether an element has like ones among its nearest siblings."""
    name, alike = kind_of(node), 1
    for preceding in (True, False):
        for sibling in islice(node.itersiblings(preceding=preceding), _NEAR):
            alike += sibling.tag == node.tag and kind_of(sibling) == name
            if alike >= REPEATS:
                return True
    return False


def kind_of(el: Element) -> str:
    """The first class of an element: later ones tell places apart (first, last, odd)."""
    return (el.get("class") or "").split(" ", 1)[0]


def row_of(card: Card) -> tuple[object, ...]:
    """What the cards of one row have in common: the box, and what they are."""
    return card.element.getparent(), card.element.tag, kind_of(card.element)


def title_of(link: Element) -> str | None:
    """The title that a link gives an article: its words, or those of its picture."""
    text = text_of(link)
    if len(text) >= _MIN_TITLE:
        heading = next(link.iter(*HEADINGS), None) if len(link) else None
        if heading is not None:
            return text_of(heading) or text
        return _first_line(link) or _without_day(link) or text
    named = clean(link.get("title") or "")
    image = next(link.iter("img"), None) if len(link) else None
    return named or text or (clean(image.get("alt") or "") if image is not None else "") or None


def _without_day(link: Element) -> str | None:
    """The text of a link without the day that stands in it in an element of its own."""
    days = [el for el in link if DIGIT.search(el.text or "") and parse_date(text_of(el))]
    if not days:
        return None
    pieces = (link.text, *(p for el in link for p in ("" if el in days else text_of(el), el.tail)))
    return clean(" ".join(piece for piece in pieces if piece)) or None


def _first_line(link: Element) -> str | None:
    """The first of several boxes in a link that is long enough to be its title."""
    if not is_block(link):
        return None
    lines = [
        text
        for el in link.iter("p", "div", "span", "strong")
        if next(el.iterdescendants("p", "div"), None) is None and (text := text_of(el))
    ]
    if len(lines) < 2:
        return None
    return next(filter(is_title, lines), None)


def is_title(text: str | None) -> bool:
    """Whether a text is as long as titles are."""
    return text is not None and len(text) >= _MIN_TITLE and len(text.split()) >= _MIN_WORDS


def has_title(card: Card, *, lax: bool) -> bool:
    """Whether a card has a title; two words are enough where the source says what is an article."""
    return len((card.title or "").split()) >= _LAX_WORDS if lax else is_title(card.title)


def in_heading_of(link: Element) -> bool:
    """Whether a link stands in a heading, or one in it."""
    if len(link) and next(link.iter(*HEADINGS), None) is not None:
        return True
    parent = link.getparent()
    above = parent.getparent() if parent is not None else None
    return any(el is not None and str(el.tag) in HEADINGS for el in (parent, above))


def headed(card: Card) -> Card:
    """A card whose only link says "Chi tiết", with the heading that stands in it as its title."""
    if not is_more(card.title or ""):
        return card
    heading = next(card.element.iter(*HEADINGS), None)
    if heading is None or next(heading.iter("a"), None) is not None:
        return card
    return replace(card, title=text_of(heading), in_heading=True)
