"""Which links on an unknown page are its articles, by structure: repeated cards with a title and an
article's URL.

A card is an element that repeats among its siblings and holds a link whose text has the length of a
title and whose URL has the shape of an article's. Frames (navigation, footers, sidebars of "most
read") and the related links nested in a card are left out. Pure.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice, takewhile

from parsers.article_links import link_url
from parsers.dates import ParsedDate, find_date, parse_date
from parsers.html import Element, HtmlDoc, is_small, text_of
from parsers.text import clean, match_key
from parsers.urls import identity

_FRAME_TAGS = frozenset({"nav", "footer", "aside", "form", "marquee"})
_FRAME_CLASS = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|footer|breadcrumb|sidebar|side-?bar|right-?col|col-?right|most|xem-?nhieu|doc-?nhieu"
    r"|tin-?doc|comment|share|social|tag|tags|login|search|ads?|adv|advert|banner|quang-?cao|popup|modal|topbar|top-?bar"
    r"|hot-?key|trending|paging|pagination|widget)(?:$|[\s_-])",
    re.IGNORECASE,
)
_RELATED_CLASS = re.compile(
    r"relat|lien-?quan|relative|tin-?kem|more-?news|sub-?news", re.IGNORECASE
)
_LEAD_CLASS = re.compile(
    r"sapo|desc|summary|lead|excerpt|intro|trich|chapp?eau|hometext|brief", re.IGNORECASE
)
_DATE_CLASS = re.compile(r"date|time|ngay|publish|posted|created", re.IGNORECASE)
_CARD_TAGS = frozenset({"article", "li", "tr", "dd", "dt"})
_DATED = (
    "time",
    "span",
    "div",
    "p",
    "i",
    "em",
    "small",
    "abbr",
    "td",
    "dd",
    "li",
    "b",
    "strong",
    "font",
)
_MAY_LEAD = ("p", "div", "td", "dd", "section")
_BEFORE_LEAD = ("br", "a", "b", "strong", "i", "em", "span", "font", "small")
_SENTENCE = 40
_CELLS = frozenset({"td", "th"})  # the row that they stand in is the card
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = ("p", "div", "h2", "h3", "h4")
_MIN_WORDS = 4
_MAX_MORE = 25
_ENDS = (".", "!", "?", "…", "”", '"', "]")
_LEFT_OUT = re.compile(r"\s*\[(?:…|\.{3})\]$")
_STAMP = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:")
_MIN_TITLE = 16
_REPEATS = 3
_NEAR = 12
_MAX_CLIMB = 6
_FAR = 12
_MOST_PARTS = 400  # of a card; what has more is a part of the page
_MOST_IN_A_LEAD = 100
_MOST_IN_A_DATE = 30
_PAGE_TAGS = frozenset({"body", "html", "main"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """An article as a listing shows it."""

    url: str
    identity: str
    title: str | None
    element: Element
    link: Element
    in_heading: bool


def find_cards(
    doc: HtmlDoc, pattern: re.Pattern[str] | None = None, *, among: int | None = None
) -> list[Card]:
    """The cards of a page in its order; several links of one article count as one card.

    `pattern` is the source's own for URLs of articles; without it the shape of the URL decides.
    With `among` only so many links of the page, the first ones, are looked at.
    """
    frames: dict[Element, bool] = {}
    found: dict[str, Card] = {}
    for link in islice(doc.root.iter("a"), among):
        url = link_url(link, doc, pattern)
        if url is None or _in_frame(link, frames):
            continue
        title = _title_of(link)
        card = Card(
            url=url,
            identity=identity(url, pattern),
            title=title,
            element=card_of(link),
            link=link,
            in_heading=_in_heading(link),
        )
        before = found.get(card.identity)
        if before is None or _tells_more(card, before):
            # The place of the first link is kept: the list shows it there.
            found[card.identity] = card
    titled = [card for card in found.values() if _has_title(card, lax=pattern is not None)]
    return _widened(_without_nested(titled))


def _widened(cards: list[Card]) -> list[Card]:
    """The cards, one that repeats nothing as far as it is the only one: the first article of a list
    has a box of its own, round its lead and its day.
    """
    holding = Counter(el for card in cards for el in islice(card.link.iterancestors(), _FAR))
    wide = []
    for card in cards:
        box = card.element
        if box is card.link.getparent() and box.tag not in _CARD_TAGS and not _repeats(box):
            for above in islice(box.iterancestors(), _MAX_CLIMB):
                if holding[above] != 1 or above.tag in _PAGE_TAGS:
                    break
                box = above
        wide.append(card if box is card.element else replace(card, element=box))
    return wide


def card_of(link: Element) -> Element:
    """The nearest ancestor of a link that repeats among its siblings; the link's parent where none
    does.
    """
    node: Element | None = link
    for _ in range(_MAX_CLIMB):
        parent = node.getparent() if node is not None else None
        if node is None or parent is None or parent.tag == "html":
            break
        if node is link:
            if _is_block(link) and _repeats(link):
                return link
        elif node.tag not in _CELLS and (node.tag in _CARD_TAGS or _repeats(node)):
            table = next(node.iterancestors("table"), None) if node.tag == "tr" else None
            return table if table is not None and _repeats(table) else node
        node = parent
    own = link.getparent()
    return own if own is not None else link


def _is_block(link: Element) -> bool:
    """Whether a whole card is the link: boxes stand in it."""
    return len(link) > 0 and next(link.iter(*_BLOCKS), None) is not None


def lead_in(card: Element, title: str | None) -> str | None:
    """The lead that a card shows: a text named so, else the longest paragraph that is not the
    title.
    """
    key = match_key(title or "")
    best: str | None = None
    for el in islice(_iter_shown(card, *_MAY_LEAD, "span", "h4"), _MOST_PARTS):
        named = bool(_LEAD_CLASS.search(el.get("class") or ""))
        if not named and el.tag not in _MAY_LEAD:
            continue
        if not is_small(el, _MOST_IN_A_LEAD):
            continue
        text = without_more(el)
        if (
            len(text) < 30
            or match_key(text) == key
            or any(child.tag in ("p", "div", "ul", "table") for child in el)
            or (not named and len(el) and any(match_key(text_of(a)) == key for a in el.iter("a")))
        ):
            continue
        if named:
            return text
        best = text if best is None or len(text) > len(best) else best
    return best or _bare_lead(card)


def _bare_lead(card: Element) -> str | None:
    """The lead that stands after a break, the title or the day in no element of its own."""
    parts = islice(_iter_shown(card, *_BEFORE_LEAD), _MOST_PARTS)
    tails = (clean(el.tail or "").lstrip(" -–:|") for el in parts)
    return next((text for text in tails if len(text) >= _SENTENCE and text.endswith(_ENDS)), None)


def _iter_shown(card: Element, *tags: str) -> Iterator[Element]:
    """The elements of a card; to a term belongs what stands under it up to the next one."""
    yield from card.iter(*tags)
    if card.tag == "dt":
        for below in takewhile(lambda el: el.tag == "dd", card.itersiblings()):
            yield from below.iter(*tags)


def without_more(el: Element) -> str:
    """The text of a lead without what leads on from it: a short link after the end of a sentence
    ("Xem chi tiết"), and the sign that something was left out ("[…]").
    """
    text = text_of(el)
    links = list(el.iterdescendants("a")) if len(el) else []
    if links:
        link = text_of(links[-1])
        before = text.removesuffix(link).rstrip(" [(-–|")
        if len(link) <= _MAX_MORE and before != text and before.endswith(_ENDS):
            text = before
    return _LEFT_OUT.sub("", text)


def date_in(card: Element) -> ParsedDate | None:
    """The date that a card shows, in a time element or a short text that holds one."""
    for el in islice(_iter_shown(card, *_DATED), _MOST_PARTS):
        title = el.get("title") or ""
        named = title and (_STAMP.match(title) or _DATE_CLASS.search(el.get("class") or ""))
        stamp = el.get("datetime") or (title if named else None)
        if stamp and (found := parse_date(stamp) or find_date(stamp)):
            return found
        text = el.text or ""
        if (el.tag != "time" and len(el) > 2) or not is_small(el, _MOST_IN_A_DATE):
            continue
        if not any(char.isdigit() for char in text or text_of(el)[:40]):
            continue
        text = text_of(el)
        if len(text) <= 60 and (found := parse_date(text) or find_date(text)):
            return found
    return None


def _repeats(node: Element) -> bool:
    """Whether an element has like ones among its nearest siblings."""
    name, alike = _kind(node), 1
    for preceding in (True, False):
        for sibling in islice(node.itersiblings(preceding=preceding), _NEAR):
            alike += sibling.tag == node.tag and _kind(sibling) == name
            if alike >= _REPEATS:
                return True
    return False


def _kind(el: Element) -> str:
    """The first class of an element: later ones tell places apart (first, last, odd)."""
    return (el.get("class") or "").split(" ", 1)[0]


def _title_of(link: Element) -> str | None:
    text = text_of(link)
    if len(text) >= _MIN_TITLE:
        heading = next(link.iter(*_HEADINGS), None) if len(link) else None
        return (text_of(heading) or text) if heading is not None else _first_line(link) or text
    named = clean(link.get("title") or "")
    image = next(link.iter("img"), None) if len(link) else None
    return named or text or (clean(image.get("alt") or "") if image is not None else "") or None


def _first_line(link: Element) -> str | None:
    """The first of several boxes in a link that is long enough to be its title."""
    if not _is_block(link):
        return None
    lines = [
        text
        for el in link.iter("p", "div", "span", "strong")
        if next(el.iterdescendants("p", "div"), None) is None and (text := text_of(el))
    ]
    if len(lines) < 2:
        return None
    return next((t for t in lines if len(t) >= _MIN_TITLE and len(t.split()) >= _MIN_WORDS), None)


def _has_title(card: Card, *, lax: bool) -> bool:
    title = card.title or ""
    if lax:
        return len(title.split()) >= 2
    return len(title) >= _MIN_TITLE and len(title.split()) >= _MIN_WORDS


def _tells_more(card: Card, before: Card) -> bool:
    """Whether a later link of the same article shows its title better: in a heading, or in words at
    all.
    """
    if card.in_heading != before.in_heading:
        return card.in_heading
    return not before.title or (not text_of(before.link) and bool(text_of(card.link)))


def _level(link: Element) -> tuple[str, str]:
    """The heading that holds a link, by tag and class: related headlines have one of their own."""
    for el in (link, *link.iterancestors()):
        if str(el.tag) in _HEADINGS:
            return str(el.tag), el.get("class") or ""
    return "", ""


def _in_heading(link: Element) -> bool:
    if len(link) and next(link.iter(*_HEADINGS), None) is not None:
        return True
    parent = link.getparent()
    above = parent.getparent() if parent is not None else None
    return any(el is not None and str(el.tag) in _HEADINGS for el in (parent, above))


def _in_frame(link: Element, known: dict[Element, bool]) -> bool:
    """Whether a link stands in the frame of the site; the answer of every ancestor is kept for the
    next link.
    """
    trail: list[Element] = []
    answer = False
    for el in link.iterancestors():
        if el in known:
            answer = known[el]
            break
        trail.append(el)
        if el.tag in ("body", "html", "main"):
            break
        if (el.tag in _FRAME_TAGS and not _holds_the_page(el)) or _names_a_frame(_names(el)):
            answer = True
            break
    for el in trail:
        known[el] = answer
    return answer


def _holds_the_page(el: Element) -> bool:
    """Whether an element is the form that ASP.NET sets round everything on a page."""
    parent = el.getparent()
    return el.tag == "form" and parent is not None and parent.tag == "body"


def _names(el: Element) -> str:
    return f"{el.get('class') or ''} {el.get('id') or ''}"


@lru_cache(maxsize=1024)  # a list gives one name to thousands of items
def _names_a_frame(names: str) -> bool:
    return _FRAME_CLASS.search(names) is not None


@lru_cache(maxsize=1024)
def _names_related(names: str) -> bool:
    return _RELATED_CLASS.search(names) is not None


def _without_nested(cards: list[Card]) -> list[Card]:
    """The cards but for related links that stand inside another article's card."""
    by_element: dict[Element, Card] = {}
    for card in cards:
        by_element.setdefault(card.element, card)
    return [card for card in cards if not _is_nested(card, by_element)]


def _is_nested(card: Card, by_element: dict[Element, Card]) -> bool:
    first = by_element[card.element]
    if first is not card and (not card.in_heading or _level(card.link) != _level(first.link)):
        return True
    for el in _up_to_body(card.link):
        if _names_related(_names(el)):
            return True
        outer = by_element.get(el)
        if outer is not None and outer is not card and el is not card.element:
            return (
                outer.in_heading
                and card.element.tag == "li"
                and lead_in(el, outer.title) is not None
            )
    return False


def _up_to_body(el: Element) -> Iterator[Element]:
    yield el
    for ancestor in el.iterancestors():
        if ancestor.tag in ("body", "html"):
            return
        yield ancestor
