"""Which links on an unknown page are its articles, by structure: repeated cards with a title and an
article's URL.

A card is an element that repeats among its siblings and holds a link whose text has the length of a
title and whose URL has the shape of an article's. Frames (navigation, footers, sidebars of "most
read") and the related links nested in a card are left out. Pure.
"""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from lxml import etree

from parsers.article_links import link_url, scripted
from parsers.card import (
    CARD_TAGS,
    CELLS,
    DIGIT,
    HEADINGS,
    MAX_CLIMB,
    REPEATS,
    Card,
    card_of,
    has_title,
    headed,
    in_heading_of,
    is_title,
    kind_of,
    row_of,
    title_of,
)
from parsers.cardframe import in_frame
from parsers.cardtext import lead_in
from parsers.html import Element, HtmlDoc, classes_and_id, text_of, with_any
from parsers.urls import identity

_RELATED_CLASS = re.compile(
    r"relat|lien-?quan|relative|tin-?kem|more-?news|sub-?news", re.IGNORECASE
)
_MANY_IN_CARD = 12
_LABEL, _MAX_LABEL = 3, 40
_FAR = 12
_ACTING = (etree.XPath("//@onclick/.."), etree.XPath("//@data-href/.."))  # thrice as fast as //*[]
_PAGE_TAGS = frozenset({"body", "html", "main"})


_Addresses = dict[tuple[str | None, str | None], tuple[str, str] | None]
"""For the href and rel of a link the URL and the identity of the article that it leads to."""


def find_cards(
    doc: HtmlDoc, pattern: re.Pattern[str] | None = None, *, among: int | None = None
) -> list[Card]:
    """The cards of a page in its order; several links of one article count as one card.

    `pattern` is the source's own for URLs of articles; without it the shape of the URL decides.
    With `among` only so many links of the page, the first ones, are looked at.
    """
    cards = _cards_of(doc, islice(doc.root.iter("a"), among), pattern)
    if len(cards) < REPEATS and (
        acting := [el for el in with_any(doc.root, *_ACTING) if scripted(el)]
    ):
        acted = _cards_of(doc, islice(acting, among), pattern, acting=True)
        if len(acted) >= REPEATS:
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
        title, in_heading = title_of(link), in_heading_of(link)
        before = found.get(address[1])
        if before is not None and before.element not in islice(link.iterancestors(), MAX_CLIMB):
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
    kinds = Counter((row.getparent(), row.tag, kind_of(row)) for row in below.values())
    rows = Counter(row_of(card) for card in cards)
    return [
        replace(card, again=row)
        if (row := below.get(card.identity)) is not None
        and kinds[row.getparent(), row.tag, kind_of(row)] >= max(REPEATS, rows[row_of(card)])
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
    rows = Counter((row_of(card), _folder(card.url)) for card in cards)
    # In the root of a site the pages of its menu stand, too.
    folders = {folder for (_, folder), n in rows.items() if n >= REPEATS and folder.count("/") > 2}
    if not folders:
        return cards
    paths = {folder.split("/", 3)[-1] for folder in folders}
    known = {card.identity for card in cards}
    mates: list[tuple[int, Card]] = []
    for place, link in unsure:
        folder = _folder(link.get("href") or "")
        if not (folder in folders or folder.lstrip("/") in paths):
            continue
        title = title_of(link)
        url = link_url(link, doc, None, any_shape=True) if is_title(title) else None
        if url is None or identity(url) in known or in_frame(link, frames):
            continue
        card = Card(
            url=url,
            identity=identity(url),
            title=title,
            element=card_of(link),
            link=link,
            in_heading=in_heading_of(link),
        )
        if rows[row_of(card), _folder(url)] >= REPEATS:
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
    named = [card if has_title(card, lax=lax) else headed(card) for card in cards]
    sure = {id(card) for card in named if has_title(card, lax=lax)}
    rows = Counter(row_of(card) for card in named if id(card) in sure)
    return [
        card
        for card in named
        if id(card) in sure or (has_title(card, lax=True) and rows[row_of(card)] >= REPEATS)
    ]


def _apart(cards: list[Card]) -> list[Card]:
    """The cards, but links of different articles that stand side by side in one box are a card
    each: a list without a box for each of its items; and so are the cells of a row with several.
    """
    rows = Counter(card.element for card in cards if card.element.tag == "tr")
    cards = [
        replace(card, element=next(card.link.iterancestors(*CELLS), card.element))
        if rows[card.element] > 1
        else card
        for card in cards
    ]
    sharing = Counter((card.element, card.link.getparent()) for card in cards)
    shared = {key for key, links in sharing.items() if links >= REPEATS}
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
        if box.tag not in CARD_TAGS and box is not card.link:
            for above in islice(box.iterancestors(), MAX_CLIMB):
                if holding[above] != 1 or above.tag in _PAGE_TAGS:
                    break
                box = above
        wide.append(card if box is card.element else replace(card, element=box))
    return wide


def _tells_more(link: Element, title: str | None, in_heading: bool, before: Card) -> bool:
    """Whether a later link of the same article shows its title better: as long as a title is, in a
    heading, or in words at all.
    """
    if is_title(title) != is_title(before.title):
        return is_title(title)
    if in_heading != before.in_heading:
        return in_heading
    return not before.title or (not text_of(before.link) and bool(text_of(link)))


def _level(link: Element) -> tuple[str, str]:
    """The heading that holds a link, by tag and class: related headlines have one of their own."""
    for el in (link, *link.iterancestors()):
        if str(el.tag) in HEADINGS:
            return str(el.tag), el.get("class") or ""
    return "", ""


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
        rows.setdefault(row_of(boxes[el]), []).append(label)
    return {el for el in labels if len(set(own := rows[row_of(boxes[el])])) == len(own)}


def _label_over(card: Card) -> str:
    """The words that a box begins with, before its first article."""
    for el in card.element.iter():
        if el is card.link:
            break
        text = (el.text or "").strip()
        if len(text) >= _LABEL and not DIGIT.search(text):
            return text if len(text) <= _MAX_LABEL else ""
    return ""


def _is_nested(card: Card, by_element: dict[Element, Card], sections: Container[Element]) -> bool:
    first = by_element[card.element]
    if first is not card and (not card.in_heading or _level(card.link) != _level(first.link)):
        return True
    for el in _up_to_body(card.link):
        if _names_related(classes_and_id(el)):
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
