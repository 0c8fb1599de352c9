"""Which box of the page holds the article, and which boxes in it are named or built as something else.

The box with the most prose of its own is the seed; a box around it is taken instead when it adds a good deal more.
Names ("sidebar", "related") lower the weight of prose, but a name that stands over most of the page's prose says
nothing on this page. Rows of teasers are told by how they are built: siblings of one pattern, each a linked headline
with little text. Works on the lists of `blocks`, bottom-up, each box once.
"""

import re

from parsers.blocks import Block, Box
from parsers.hints import (
    ADVERT,
    ARTICLE,
    ASIDE,
    AUTHOR,
    BODY,
    CAPTION,
    CARD,
    CHROME,
    META,
    NAVIGATION,
    NEWSLETTER,
    POST,
    SHARE,
    WIDGET,
)

CLIMB = 0.2
"""A box around the seed is taken when it adds this share to the prose."""

BODY_NAME = 1.5
"""How much more the prose of a box counts that is named as the text of an article."""

CHROME_WORTH = 0.1
"""What prose is worth in a box that is named as something else."""

_TAG_NAMES = {"aside": ASIDE, "nav": NAVIGATION, "footer": NAVIGATION}
_PAGE = frozenset({"html", "body", "main"})
_CARD_TAGS = frozenset({"div", "li", "article", "section", "a", "td", "tr"})
_ENDS_LIKE_PROSE = re.compile(r"[.!?…:;,。！？][\"'”’»)\]]*$")


def prose(block: Block) -> float:
    """How much of a block reads like running text: unlinked characters; little for what does not end like it."""
    own = block.size - block.linked
    if own < 40 or own < block.linked:
        return 0.0
    if own < 90 and not _ENDS_LIKE_PROSE.search(block.text):
        return own * 0.3
    return float(own)


def find_region(blocks: list[Block], boxes: list[Box]) -> Box:
    """The box that holds the article; afterwards `chrome` of each box in it says what speaks against that box."""
    weights = [prose(block) for block in blocks]
    for block, weight in zip(blocks, weights, strict=True):
        block.box.mass += weight
    _sum_up(boxes, "mass")
    _weigh_names(boxes)
    _mark_cards(blocks, boxes)
    for box in boxes:
        box.chrome = box.own | (box.parent.chrome if box.parent is not None else 0)
    for block, weight in zip(blocks, weights, strict=True):
        box = block.box
        if not weight and box.home.names & BODY and block.size > block.linked * 2:
            weight = block.size * 0.3  # tables and lists of an article that has no prose
        worth = weight * CHROME_WORTH if box.chrome else weight
        box.good += worth
        box.home.direct += worth
    _sum_up(boxes, "good")
    seed = max(boxes, key=lambda box: box.direct * (BODY_NAME if box.names & BODY else 1.0))
    best = seed
    box_around = seed.parent
    while box_around is not None:
        if box_around.good - best.good >= CLIMB * best.good:
            best = box_around
        box_around = box_around.parent
    settle(boxes, best)
    return best


def settle(boxes: list[Box], top: Box) -> None:
    """Let the names of boxes inside `top` count, but for those that stand over half of its prose."""
    top.chrome = 0
    inside = False
    for box in boxes:
        if box is top:
            inside = True
        elif inside:
            if box.parent is None or (box.start >= top.end and top.end > top.start):
                break
            own = 0 if box.own and box.mass >= 0.5 * top.mass > 0 else box.own
            box.chrome = own | box.parent.chrome


def _sum_up(boxes: list[Box], name: str) -> None:
    for box in reversed(boxes):
        if box.parent is not None:
            setattr(box.parent, name, getattr(box.parent, name) + getattr(box, name))


def _weigh_names(boxes: list[Box]) -> None:
    total = boxes[0].mass
    widgets = 0.0
    for box in boxes:
        own = box.names & (CHROME | CAPTION) | _TAG_NAMES.get(box.tag, 0)
        if box.tag in _PAGE:
            own = 0
        if box.names & POST or box.tag == "article" or box.names & BODY:
            own &= ~(META | AUTHOR | NEWSLETTER | ADVERT | SHARE | WIDGET)
        if own and total:
            share = box.mass / total
            if share >= 0.5 or (share >= 0.3 and box.names & (BODY | ARTICLE)):
                own = 0
        box.own = own
        if own & WIDGET and (box.parent is None or not box.parent.own & WIDGET):
            widgets += box.mass
    if widgets >= 0.5 * total:
        for box in boxes:
            box.own &= ~WIDGET


def _mark_cards(blocks: list[Block], boxes: list[Box]) -> None:
    groups: dict[tuple[Box, str, str | None], list[Box]] = {}
    for box in boxes:
        if box.parent is not None and box.tag in _CARD_TAGS and 0 < box.end - box.start <= 14:
            groups.setdefault((box.parent, box.tag, box.element.get("class")), []).append(box)
    for group in groups.values():
        if len(group) < 3 or sum(box.mass for box in group) >= 350 * len(group):
            continue
        linked = sum(_has_linked_headline(blocks[box.start : box.end]) for box in group)
        if linked >= 0.8 * len(group):
            for box in group:
                box.own |= CARD


def _has_linked_headline(part: list[Block]) -> bool:
    return any(block.size >= 20 and block.linked >= 0.8 * block.size for block in part)
