"""Which cards of a page are the list that it is for: not the boxes beside, over and under it.

Three witnesses: most boxes beside a list show headlines alone where the list shows a lead or a day
with each; they stand before its first (and show no pictures) or after its last card; and a heading
over them names what many read, pictures or films, or what is new on the site. A front page, whose
sections each have a first article and headlines, has no such list and is left as it is. Pure.
"""

import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from itertools import islice

from parsers.card import Card, kind_of
from parsers.html import Element, text_of
from parsers.model import Link
from parsers.text import fold

_FEW = 3
_ITS_SHARE = 0.5
_NEARLY_ALL = 0.8
_MAX_HEADING = 60
_MAX_CLIMB = 4
_NEAR = 50  # siblings without a text before a card
_OTHER_BOX = re.compile(
    r"\W*(?:(?:tin|bai|tin bai|bai viet|bai bao|tin tuc)\s)?(?:duoc\s|dang duoc\s)?"
    r"(?:(?:xem|doc|quan tam) nhieu|(?:nhieu nguoi )?quan tam|nhieu nguoi (?:doc|xem)"
    r"|(?:co )?lien quan|(?:thu vien |tin |phong su )?(?:anh|video|hinh anh|clip))"
    r"(?:\W+(?:nhat|trong|tuan|ngay|thang|noi bat|moi|anh|clip|video|hoat dong|su kien)){0,4}\W*"
    r"|su kien sap (?:toi|dien ra)\b.{0,20}|(?:most|popular|trending|related|upcoming)\b.{0,30}"
)
_NEWS_BOX = re.compile(
    r"\W*(?:(?:tin|bai|tin bai|bai viet|tin tuc|su kien)\s)?"
    r"(?:moi|noi bat|nong|tieu diem|doc quyen)"
    r"(?:\W+(?:nhat|cap nhat|dang|trong|tuan|ngay|noi bat|hom nay)){0,3}\W*"
    r"|(?:latest|recent|featured|top)\s(?:news|posts|stories|articles)\W*"
)
"""What heads a box of the site's news, or the very list: only where it shows less than another."""
_OLDER = re.compile(
    r"\W*(?:cac |nhung )?(?:tin|bai|tin bai|bai viet|tin tuc)\s"
    r"(?:khac|da dua|da dang|cu|cu hon|truoc do|tiep theo|cung (?:chuyen muc|loai))\b.{0,20}"
    r"|(?:older|other|more)\s(?:news|posts|stories|articles)\W*"
)
"""What heads the older articles of the same list, which show less."""
_NUMBER = re.compile(r"\d{3}")
_Group = tuple[object, ...]


def main_list(
    cards: list[Card],
    shown: Mapping[str, Link],
    says_empty: Callable[[], bool],
    *,
    guessed: bool = True,
    front: bool = False,
) -> list[Card]:
    """The cards without those of other boxes; all of them where no list stands out. `shown` is
    what each article shows; `says_empty` tells whether the page says that it lists none, and
    `guessed` that only the shape of an address made it an article's. A `front` page is made of
    boxes: none of them is the list.
    """
    if not cards:
        return cards
    groups: dict[_Group, list[Card]] = {}
    for card in cards:
        groups.setdefault(_group(card), []).append(card)
    led = {name for name, link in shown.items() if link.lead}
    full = led | {name for name, link in shown.items() if link.published_at}
    own = max(groups.values(), key=lambda group: sum(c.identity in led for c in group))
    tells = any(card.identity in led for card in own)
    other: set[int] = set()
    for group in groups.values():
        heading = fold(_heading_over(group[0].element))
        less = tells and group is not own and not any(card.identity in led for card in group)
        if _OTHER_BOX.fullmatch(heading) or (less and _NEWS_BOX.fullmatch(heading)):
            other.update(map(id, group))
    kept = [card for card in cards if id(card) not in other]
    few = len(kept) < _FEW and not all(card.identity in full for card in kept)
    if few or not (kept or says_empty()):
        kept = cards
    kept = _without_menus(kept) if guessed else kept
    return kept if front else _without_bare(kept, full, led)


def _without_menus(cards: list[Card]) -> list[Card]:
    """The cards without those of boxes where no address has a number, if all of the longest list
    have one: what they lead to are sections.
    """
    groups: dict[_Group, list[Card]] = {}
    for card in cards:
        groups.setdefault(_group(card), []).append(card)
    longest = max(groups.values(), key=len, default=[])
    if len(groups) < 2 or len(longest) < 2 * _FEW or not all(map(_has_number, longest)):
        return cards
    menus = {group for group, links in groups.items() if not any(map(_has_number, links))}
    return [card for card in cards if _group(card) not in menus] if menus else cards


def _has_number(card: Card) -> bool:
    return _NUMBER.search(card.url) is not None


def _without_bare(cards: list[Card], full: Container[str], led: Container[str]) -> list[Card]:
    """The cards without the bare headlines before and after the one list that shows more."""
    groups: dict[_Group, list[Card]] = {}
    for card in cards:
        if card.identity in full:
            groups.setdefault(_group(card), []).append(card)
    main = max(groups.values(), key=lambda group: _shows(group, led), default=[])
    if len(main) < _FEW or len(main) < _ITS_SHARE * sum(map(len, groups.values())):
        return cards
    place = {id(card): number for number, card in enumerate(cards)}
    last, own = place[id(main[-1])], _group(main[0])
    # What is set large over a list shows its lead, too, and what follows it is of the list.
    first = next((n for n, card in enumerate(cards) if card.identity in led), last)
    first = min(first, place[id(main[0])])
    boxes = {card.element for card in main}
    sizes = Counter(map(_group, cards))

    tells = sum(card.identity in led for card in main) >= _NEARLY_ALL * len(main)
    column = main[0].element.getparent()
    older = {
        group: any(above is column for above in cards[0].element.iterancestors())
        or _OLDER.fullmatch(fold(_heading_over(cards[0].element))) is not None
        for group, cards in (groups.items() if tells else ())
    }

    def belongs(number: int, card: Card) -> bool:
        if card.identity in led or first < number < last:
            return True
        if number < first and _has_picture(card):
            return True
        group = _group(card)
        if card.identity in full:
            return older.get(group, True)
        # A longer list of bare headlines is what the page is for, and the other one is beside it.
        if group == own or sizes[group] > len(main):
            return True
        return any(above in boxes for above in islice(card.element.iterancestors(), _MAX_CLIMB))

    return [card for number, card in enumerate(cards) if belongs(number, card)]


def _shows(group: list[Card], led: Container[str]) -> int:
    """How much a list shows: a lead counts as much as an article."""
    return len(group) + sum(card.identity in led for card in group)


def _has_picture(card: Card) -> bool:
    """Whether an article is shown with a picture, as those at the top of a page are."""
    return next(card.element.iter("img", "picture"), None) is not None


def _group(card: Card) -> _Group:
    """What the cards of one list have in common: their pattern, and the box of their rows."""
    parent = card.element.getparent()
    above = parent.getparent() if parent is not None else None
    row = None if parent is None else (parent.tag, parent.get("class"))
    return card.element.tag, kind_of(card.element), row, above


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
