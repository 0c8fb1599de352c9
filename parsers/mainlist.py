"""Which cards of a page are the list that it is for: not the boxes beside, over and under it.

Three witnesses: most boxes beside a list show headlines alone where the list shows a lead or a day
with each; they stand before its first or after its last card; and a heading over them names what
many read, pictures or films. A front page, whose sections each have a first article and headlines,
has no such list and is left as it is. Pure.
"""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from itertools import islice

from parsers.cards import Card
from parsers.html import Element, text_of
from parsers.text import fold

_FEW = 3
_ITS_SHARE = 0.5
_MAX_HEADING = 60
_MAX_CLIMB = 4
_NEAR = 50  # siblings without a text before a card
_OTHER_BOX = re.compile(
    r"\W*(?:(?:tin|bai|tin bai|bai viet|bai bao|tin tuc)\s)?(?:duoc\s|dang duoc\s)?"
    r"(?:(?:xem|doc|quan tam) nhieu|(?:nhieu nguoi )?quan tam|nhieu nguoi (?:doc|xem)"
    r"|(?:co )?lien quan|(?:thu vien |tin |phong su )?(?:anh|video|hinh anh|clip))"
    r"(?:\W+(?:nhat|trong|tuan|ngay|thang|noi bat|moi|anh|clip|video|hoat dong|su kien)){0,4}\W*"
    r"|(?:most|popular|trending|related)\b.{0,30}"
)
_Group = tuple[object, ...]


def main_list(cards: list[Card], full: Container[str]) -> list[Card]:
    """The cards without those of other boxes; all of them where no list stands out. `full` are the
    identities of the articles that are shown with a lead or a day.
    """
    groups: dict[_Group, list[Card]] = {}
    for card in cards:
        groups.setdefault(_group(card), []).append(card)
    if len(groups) < 2:
        return cards
    named = {id(card) for group in groups.values() if _is_of_other_box(group) for card in group}
    kept = [card for card in cards if id(card) not in named]
    kept = kept if len(kept) >= _FEW else cards
    return _without_bare(kept, full)


def _without_bare(cards: list[Card], full: Container[str]) -> list[Card]:
    """The cards without the bare headlines before and after the one list that shows more."""
    groups: dict[_Group, list[Card]] = {}
    for card in cards:
        if card.identity in full:
            groups.setdefault(_group(card), []).append(card)
    main = max(groups.values(), key=len, default=[])
    if len(main) < _FEW or len(main) < _ITS_SHARE * sum(map(len, groups.values())):
        return cards
    place = {id(card): number for number, card in enumerate(cards)}
    first, last, own = place[id(main[0])], place[id(main[-1])], _group(main[0])
    sizes = Counter(map(_group, cards))

    def belongs(number: int, card: Card) -> bool:
        if card.identity in full or first < number < last:
            return True
        group = _group(card)
        # A longer list of bare headlines is what the page is for, and the other one is beside it.
        return group == own or sizes[group] > len(main)

    return [card for number, card in enumerate(cards) if belongs(number, card)]


def _group(card: Card) -> _Group:
    """What the cards of one list have in common: their pattern, and the box of their rows."""
    parent = card.element.getparent()
    above = parent.getparent() if parent is not None else None
    kind = (card.element.get("class") or "").split(" ", 1)[0]
    row = None if parent is None else (parent.tag, parent.get("class"))
    return card.element.tag, kind, row, above


def _is_of_other_box(group: list[Card]) -> bool:
    heading = _heading_over(group[0].element)
    return bool(heading) and _OTHER_BOX.fullmatch(fold(heading)) is not None


def _heading_over(element: Element) -> str:
    """The short line that stands nearest over the first card of a list, or nothing."""
    node = element
    for _ in range(_MAX_CLIMB):
        text = next(_texts(islice(node.itersiblings(preceding=True), _NEAR)), "")
        if text:
            return text if len(text) <= _MAX_HEADING else ""
        parent = node.getparent()
        if parent is None or parent.tag == "body":
            return ""
        node = parent
    return ""


def _texts(elements: Iterable[Element]) -> Iterator[str]:
    return (text for el in elements if isinstance(el.tag, str) and (text := text_of(el)))
