"""Which links on an unknown page are its articles, by structure: repeated cards with a title and an
article's URL.

A card is an element that repeats among its siblings and holds a link whose text has the length of a
title and whose URL has the shape of an article's. Frames (navigation, footers, sidebars of "most
read") and the related links nested in a card are left out. Pure.
"""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from lxml import etree

from parsers.article_links import link_url, scripted
from parsers.cardframe import in_frame, names_of
from parsers.cardtext import is_more, lead_in
from parsers.dates import parse_date
from parsers.html import Element, HtmlDoc, text_of
from parsers.text import clean
from parsers.urls import identity

_RELATED_CLASS = re.compile(
    r"relat|lien-?quan|relative|tin-?kem|more-?news|sub-?news", re.IGNORECASE
)
_CARD_TAGS = frozenset({"article", "li", "tr", "dd", "dt"})
_CELLS = frozenset({"td", "th"})  # the row that they stand in is the card
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = ("p", "div", "h2", "h3", "h4")
_MIN_WORDS = 4
_LAX_WORDS = 2
_MIN_TITLE = 16
_REPEATS = 3
_PARTS = 2
_MANY_IN_CARD = 12
_DIGIT = re.compile(r"\d")
_LABEL, _MAX_LABEL = 3, 40
_NEAR = 12
_MAX_CLIMB = 6
_FAR = 12
_ACTING = etree.XPath("//@onclick/..|//@data-href/..")  # three times as fast as //*[...]
_PAGE_TAGS = frozenset({"body", "html", "main"})


_Addresses = dict[tuple[str | None, str | None], tuple[str, str] | None]
"""For the href and rel of a link the URL and the identity of the article that it leads to."""


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


def find_cards(
    doc: HtmlDoc, pattern: re.Pattern[str] | None = None, *, among: int | None = None
) -> list[Card]:
    """The cards of a page in its order; several links of one article count as one card.

    `pattern` is the source's own for URLs of articles; without it the shape of the URL decides.
    With `among` only so many links of the page, the first ones, are looked at.
    """
    cards = _cards_of(doc, islice(doc.root.iter("a"), among), pattern)
    if len(cards) < _REPEATS and (acting := [el for el in _ACTING(doc.root) if scripted(el)]):
        acted = _cards_of(doc, islice(acting, among), pattern, acting=True)
        if len(acted) >= _REPEATS:
            return acted
    return cards


def _cards_of(
    doc: HtmlDoc, links: Iterable[Element], pattern: re.Pattern[str] | None, *, acting: bool = False
) -> list[Card]:
    frames: dict[Element, bool] = {}
    found: dict[str, Card] = {}
    again: dict[str, Element] = {}
    unsure: list[tuple[int, Element]] = []
    # The picture, the headline and "Xem chi tiết" lead to one address.
    known: _Addresses = {}
    for link in links:
        asked = (scripted(link) if acting else link.get("href"), link.get("rel"))
        if asked not in known:
            url = link_url(link, doc, pattern, acting=acting)
            known[asked] = None if url is None else (url, identity(url, pattern))
        address = known[asked]
        if address is None and not acting and pattern is None:
            unsure.append((len(found), link))
        if address is None or in_frame(link, frames):
            continue
        title, in_heading = _title_of(link), _in_heading(link)
        before = found.get(address[1])
        if before is not None and before.element not in islice(link.iterancestors(), _MAX_CLIMB):
            again[address[1]] = card_of(link)
        if before is None or _tells_more(link, title, in_heading, before):
            # The place of the first link is kept: the list shows it there.
            found[address[1]] = Card(
                url=address[0],
                identity=address[1],
                title=title,
                element=card_of(link),
                link=link,
                in_heading=in_heading,
            )
            if before is not None:
                again[address[1]] = before.element
    cards = [
        replace(card, again=el)
        if (el := again.get(name)) not in (None, card.element) and _holds_only(el, name, known)
        else card
        for name, card in found.items()
    ]
    cards = _with_titles(_with_mates(doc, cards, unsure, frames), lax=pattern is not None)
    return _with_rows_below(_widened(_without_nested(_apart(cards))))


def _with_rows_below(cards: list[Card]) -> list[Card]:
    """The cards, with the row below each where every row of titles has one without an article: the
    lead stands in it.
    """
    elements = {card.element for card in cards}
    below: dict[str, Element] = {}
    for card in cards:
        row = card.element.getnext() if card.again is None and card.element.tag != "dt" else None
        if row is not None and row not in elements and next(row.iter("a"), None) is None:
            below[card.identity] = row
    kinds = Counter((row.getparent(), row.tag, _kind(row)) for row in below.values())
    rows = Counter(_row(card) for card in cards)
    return [
        replace(card, again=row)
        if (row := below.get(card.identity)) is not None
        and kinds[row.getparent(), row.tag, _kind(row)] >= max(_REPEATS, rows[_row(card)])
        else card
        for card in cards
    ]


def _with_mates(
    doc: HtmlDoc,
    cards: list[Card],
    unsure: list[tuple[int, Element]],
    frames: dict[Element, bool],
) -> list[Card]:
    """The cards, with those links between them whose addresses are too short to tell, but which
    stand in the row of the others and lead into the same folder.
    """
    rows = Counter((_row(card), _folder(card.url)) for card in cards)
    # In the root of a site the pages of its menu stand, too.
    folders = {folder for (_, folder), n in rows.items() if n >= _REPEATS and folder.count("/") > 2}
    if not folders:
        return cards
    paths = {folder.split("/", 3)[-1] for folder in folders}
    known = {card.identity for card in cards}
    mates: list[tuple[int, Card]] = []
    for place, link in unsure:
        folder = _folder(link.get("href") or "")
        if not (folder in folders or folder.lstrip("/") in paths):
            continue
        title = _title_of(link)
        url = link_url(link, doc, None, any_shape=True) if _is_title(title) else None
        if url is None or identity(url) in known or in_frame(link, frames):
            continue
        card = Card(
            url=url,
            identity=identity(url),
            title=title,
            element=card_of(link),
            link=link,
            in_heading=_in_heading(link),
        )
        if rows[_row(card), _folder(url)] >= _REPEATS:
            known.add(card.identity)
            mates.append((place, card))
    for place, card in reversed(mates):
        cards.insert(place, card)
    return cards


def _folder(url: str) -> str:
    """The address up to its last part."""
    return url.partition("?")[0].rpartition("/")[0]


def _holds_only(el: Element, article: str, known: _Addresses) -> bool:
    """Whether an element holds some links, and none of them to another article."""
    links = list(islice(el.iter("a"), _MANY_IN_CARD))
    addresses = (known.get((link.get("href"), link.get("rel"))) for link in links)
    return len(links) < _MANY_IN_CARD and all(
        address is None or address[1] == article for address in addresses
    )


def _with_titles(cards: list[Card], *, lax: bool) -> list[Card]:
    """The cards that have a title: their own, or the heading over a link that only says "more";
    one of two words ("Tin buồn") counts in a list of longer ones.
    """
    named = [card if _has_title(card, lax=lax) else _headed(card) for card in cards]
    sure = {id(card) for card in named if _has_title(card, lax=lax)}
    rows = Counter(_row(card) for card in named if id(card) in sure)
    return [
        card
        for card in named
        if id(card) in sure or (_has_title(card, lax=True) and rows[_row(card)] >= _REPEATS)
    ]


def _headed(card: Card) -> Card:
    """A card whose only link says "Chi tiết", with the heading that stands in it as its title."""
    if not is_more(card.title or ""):
        return card
    heading = next(card.element.iter(*_HEADINGS), None)
    if heading is None or next(heading.iter("a"), None) is not None:
        return card
    return replace(card, title=text_of(heading), in_heading=True)


def _row(card: Card) -> tuple[object, ...]:
    return card.element.getparent(), card.element.tag, _kind(card.element)


def _apart(cards: list[Card]) -> list[Card]:
    """The cards, but links of different articles that stand side by side in one box are a card
    each: a list without a box for each of its items; and so are the cells of a row with several.
    """
    rows = Counter(card.element for card in cards if card.element.tag == "tr")
    cards = [
        replace(card, element=next(card.link.iterancestors(*_CELLS), card.element))
        if rows[card.element] > 1
        else card
        for card in cards
    ]
    sharing = Counter((card.element, card.link.getparent()) for card in cards)
    shared = {key for key, links in sharing.items() if links >= _REPEATS}
    return [
        replace(card, element=card.link)
        if (card.element, card.link.getparent()) in shared and card.element is not card.link
        else card
        for card in cards
    ]


def _widened(cards: list[Card]) -> list[Card]:
    """The cards, each as far as it is the only one: what repeats in it may be the fields of one
    article, and the first article of a list has a box of its own, round its lead and its day.
    """
    holding = Counter(el for card in cards for el in islice(card.link.iterancestors(), _FAR))
    wide = []
    for card in cards:
        box = card.element
        if box.tag not in _CARD_TAGS and box is not card.link:
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
    """Whether a whole card is the link: boxes stand in it, or several spans with texts."""
    if not len(link):
        return False
    if next(link.iter(*_BLOCKS), None) is not None:
        return True
    return sum(child.tag == "span" and bool(text_of(child)) for child in link) >= _PARTS


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
        if heading is not None:
            return text_of(heading) or text
        return _first_line(link) or _without_day(link) or text
    named = clean(link.get("title") or "")
    image = next(link.iter("img"), None) if len(link) else None
    return named or text or (clean(image.get("alt") or "") if image is not None else "") or None


def _without_day(link: Element) -> str | None:
    """The text of a link without the day that stands in it in an element of its own."""
    days = [el for el in link if _DIGIT.search(el.text or "") and parse_date(text_of(el))]
    if not days:
        return None
    pieces = (link.text, *(p for el in link for p in ("" if el in days else text_of(el), el.tail)))
    return clean(" ".join(piece for piece in pieces if piece)) or None


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
    return next(filter(_is_title, lines), None)


def _has_title(card: Card, *, lax: bool) -> bool:
    return len((card.title or "").split()) >= _LAX_WORDS if lax else _is_title(card.title)


def _is_title(text: str | None) -> bool:
    return text is not None and len(text) >= _MIN_TITLE and len(text.split()) >= _MIN_WORDS


def _tells_more(link: Element, title: str | None, in_heading: bool, before: Card) -> bool:
    """Whether a later link of the same article shows its title better: as long as a title is, in a
    heading, or in words at all.
    """
    if _is_title(title) != _is_title(before.title):
        return _is_title(title)
    if in_heading != before.in_heading:
        return in_heading
    return not before.title or (not text_of(before.link) and bool(text_of(link)))


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


@lru_cache(maxsize=1024)
def _names_related(names: str) -> bool:
    return _RELATED_CLASS.search(names) is not None


def _without_nested(cards: list[Card]) -> list[Card]:
    """The cards but for related links that stand inside another article's card."""
    by_element: dict[Element, Card] = {}
    for card in cards:
        by_element.setdefault(card.element, card)
    sections = _sections(by_element)
    return [card for card in cards if not _is_nested(card, by_element, sections)]


def _sections(boxes: dict[Element, Card]) -> set[Element]:
    """The boxes that are the sections of a front page: each begins with a name of its own."""
    labels = {el: label for el, card in boxes.items() if (label := _label_over(card))}
    rows: dict[tuple[object, ...], list[str]] = {}
    for el, label in labels.items():
        rows.setdefault(_row(boxes[el]), []).append(label)
    return {el for el in labels if len(set(own := rows[_row(boxes[el])])) == len(own)}


def _label_over(card: Card) -> str:
    """The words that a box begins with, before its first article."""
    for el in card.element.iter():
        if el is card.link:
            break
        text = (el.text or "").strip()
        if len(text) >= _LABEL and not _DIGIT.search(text):
            return text if len(text) <= _MAX_LABEL else ""
    return ""


def _is_nested(card: Card, by_element: dict[Element, Card], sections: Container[Element]) -> bool:
    first = by_element[card.element]
    if first is not card and (not card.in_heading or _level(card.link) != _level(first.link)):
        return True
    for el in _up_to_body(card.link):
        if _names_related(names_of(el)):
            return True
        outer = by_element.get(el)
        if outer is not None and outer is not card and el is not card.element:
            return (
                outer.in_heading
                and card.element.tag == "li"
                and el not in sections
                and lead_in(el, outer.title) is not None
            )
    return False


def _up_to_body(el: Element) -> Iterator[Element]:
    yield el
    for ancestor in el.iterancestors():
        if ancestor.tag in ("body", "html"):
            return
        yield ancestor
