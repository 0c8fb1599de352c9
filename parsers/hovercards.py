"""Cards that pop up over a name in a sentence: the name once more, then links to what was written
about it. They stand in the tree inside the paragraph and are no part of it. Pure, over blocks; only
paragraphs with much linked text are looked at.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from parsers.blocks import Block
from parsers.html import Element, is_small

LINKED_TEXT: Final = 80
"""A paragraph with less text in links holds no card."""

FEWEST_LINKS: Final = 2
LINKED_SHARE: Final = 0.8
MOST_IN_A_CARD: Final = 60


def leave_out_cards(blocks: Iterable[Block]) -> None:
    """Take the text of cards out of the paragraphs that they stand in."""
    for block in blocks:
        box = block.box
        if block.linked < LINKED_TEXT or box.tag != "p" or box.end - box.start != 1:
            continue
        cards = {span for span in box.element.iter("span") if _is_card(span)}
        if cards:
            texts = [(text, linked) for text, linked in _texts(box.element, cards) if text]
            block.text = " ".join("".join(text for text, _ in texts).split())
            block.size = len(block.text)
            block.linked = min(block.size, sum(len(text) for text, linked in texts if linked))


def _is_card(span: Element) -> bool:
    """Whether a span follows a link, repeats it, and holds little else than more links."""
    name = span.getprevious()
    if name is None or name.tag != "a" or (name.tail or "").strip():
        return False
    if not is_small(span, MOST_IN_A_CARD):
        return False
    links = ["".join(link.itertext()) for link in span.iter("a")]
    words = set("".join(name.itertext()).split())
    if len(links) < FEWEST_LINKS or not any(words <= set(link.split()) for link in links):
        return False
    return sum(map(len, links)) >= LINKED_SHARE * len("".join(span.itertext()).strip())


def _texts(element: Element, cards: set[Element]) -> Iterator[tuple[str, bool]]:
    """The texts in an element outside the cards, each with whether it stands in a link."""
    around = any(each.tag == "a" for each in element.iterancestors())
    links: dict[Element, bool | None] = {element: around}  # None: in a card
    for text in element.xpath(".//text()"):
        parent = text.getparent()
        inside = parent.getparent() if text.is_tail else parent
        trail: list[Element] = []
        while inside is not None and inside not in links:
            trail.append(inside)
            inside = inside.getparent()
        linked = links.get(inside, False) if inside is not None else False
        for each in reversed(trail):
            if linked is not None:
                linked = None if each in cards else linked or each.tag == "a"
            links[each] = linked
        if linked is not None:
            yield str(text), linked
