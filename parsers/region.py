"""Which box of the page holds the article, and which boxes in it are named or built as something else.

The box with the most prose of its own is the seed; a box around it is taken instead when it adds a good deal more.
Names ("sidebar", "related") lower the weight of prose, but a name that stands over most of the page's prose says
nothing on this page. Rows of teasers are told by how they are built: siblings of one pattern, each a linked headline
with little text. Works on the lists of `blocks`, bottom-up, each box once.
"""

import re

from parsers.blocks import HEADINGS, Block, Box
from parsers.boilerplate import is_notice
from parsers.hints import (
    ADVERT,
    ARTICLE,
    ASIDE,
    AUTHOR,
    BODY,
    CAPTION,
    CARD,
    CHROME,
    COMMENTS,
    FOOTER,
    HIDDEN,
    META,
    NAVIGATION,
    NEWSLETTER,
    POPUP,
    POST,
    RELATED,
    SHARE,
    WIDGET,
)

CLIMB = 0.25
"""A box around the seed is taken when it adds this share to the prose."""

CLIMB_NAMED = 0.5
"""... this share if the box or one in it is named as the text of an article."""

CLIMB_DIRECT = 0.05
"""... or when this share stands in it as bare paragraphs: those belong to no other box."""

CLIMB_AT_LEAST = 150
"""... and at least so many characters: round a short article everything is a large share."""

BODY_NAME = 1.5
"""How much more the prose of a box counts that is named as the text of an article."""

CHROME_WORTH = 0.1
"""What prose is worth in a box that is named as something else."""

STRICT = RELATED | COMMENTS | NEWSLETTER | POPUP | FOOTER | CARD
"""Names that are believed however much prose they stand over, unless the title stands there too."""

POST_NAMES = META | AUTHOR | NEWSLETTER | ADVERT | SHARE | WIDGET
"""What WordPress writes on a post to say under which tags, topics and author it stands."""

_TAG_NAMES = {"aside": ASIDE, "nav": NAVIGATION, "footer": FOOTER}
_PICTURE_TAGS = frozenset({"figure", "table", "tbody", "div"})
_PAGE = frozenset({"html", "body", "main"})
_CARD_TAGS = frozenset({"div", "li", "article", "section", "a", "td", "tr"})
_ENDS_LIKE_PROSE = re.compile(r"[.!?…:;,。！？][\"'”’»)\]]*$")


def prose(block: Block) -> float:
    """How much of a block reads like running text: unlinked characters; little for what does not end like it."""
    own = block.size - block.linked
    if own < 40 or own < block.linked or block.box.tag in HEADINGS:
        return 0.0
    if own < 90 and not _ENDS_LIKE_PROSE.search(block.text):
        return own * 0.3
    if own < 700 and is_notice(block.text):
        return 0.0
    return float(own)


def _body_worth(block: Block) -> float:
    """Tables and lists count a little in a box that is named as the text: some articles have no prose."""
    if block.box.inside & BODY and block.size > 2 * block.linked:
        return block.size * 0.3
    return 0.0


def find_region(blocks: list[Block], boxes: list[Box], title: str | None = None) -> Box:
    """The box that holds the article; afterwards `chrome` of each box in it says what speaks against that box."""
    weights = [prose(block) or _body_worth(block) for block in blocks]
    titles = [at for at, block in enumerate(blocks) if block.box.tag == "h1" or block.text == title]
    for at in titles:
        weights[at] = 0.0
    for block, weight in zip(blocks, weights, strict=True):
        block.box.mass += weight
    _sum_up(boxes, "mass")
    _weigh_names(boxes, titles)
    _mark_cards(blocks, boxes)
    _mark_pictures(blocks, boxes)
    for box in boxes:
        box.chrome = box.own | (box.parent.chrome if box.parent is not None else 0)
    for block, weight in zip(blocks, weights, strict=True):
        box = block.box
        worth = weight * CHROME_WORTH if box.chrome else weight
        box.good += worth
        box.home.direct += worth
    _sum_up(boxes, "good")
    seed = max(boxes, key=lambda box: box.direct * (BODY_NAME if box.names & BODY else 1.0))
    best = seed
    box_around = seed.parent
    named = bool(seed.names & BODY)
    while box_around is not None:
        more = box_around.good - best.good
        climb = CLIMB_NAMED if named else CLIMB
        named = named or bool(box_around.names & BODY)
        if more >= max(climb * best.good, CLIMB_AT_LEAST) or (
            box_around.direct >= max(CLIMB_DIRECT * best.good, CLIMB_AT_LEAST)
        ):
            best = box_around
        box_around = box_around.parent
    settle(boxes, best)
    return best


def lead_in(blocks: list[Block], top: Box, title: str | None = None) -> list[Block]:
    """Paragraphs between the title and the region: a summary or a first part in a box of its own."""
    start = top.start
    for at in range(start - 1, max(-1, start - 40), -1):
        block = blocks[at]
        if block.box.tag == "h1" or block.text == title:
            break
    else:
        return []
    around = 0
    box = top.parent
    while box is not None:
        around |= box.own
        box = box.parent
    found = [b for b in blocks[at + 1 : start] if not b.box.chrome & ~around and prose(b) >= 30]
    if len(found) < 2:  # one paragraph under the title is the lead, which is no part of the body
        return []
    return found if sum(map(prose, found)) <= 0.3 * top.good else []


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
            own = box.own
            if own & CAPTION and (box.mass > 600 or box.end - box.start > 6):
                own &= ~CAPTION
            if own and not own & STRICT and box.mass >= 0.5 * top.mass > 0:
                own = 0
            box.chrome = own | box.parent.chrome


def _sum_up(boxes: list[Box], name: str) -> None:
    for box in reversed(boxes):
        if box.parent is not None:
            setattr(box.parent, name, getattr(box.parent, name) + getattr(box, name))


def _weigh_names(boxes: list[Box], titles: list[int]) -> None:
    total = boxes[0].mass
    groups: dict[int, float] = {}
    for box in boxes:
        names = box.names
        own = names & (CHROME | CAPTION) | _TAG_NAMES.get(box.tag, 0)
        if own:
            if box.tag in _PAGE:
                own = 0
            elif names & (POST | BODY) or box.tag == "article":
                own &= STRICT & ~NEWSLETTER if names & BODY else ~POST_NAMES
            elif box.tag in HEADINGS:
                own &= STRICT | HIDDEN
            if own & STRICT:
                if box.mass >= 0.5 * total and any(box.start <= at < box.end for at in titles):
                    own = 0
            elif own and (box.parent is None or box.parent.own != own):
                groups[own] = groups.get(own, 0.0) + box.mass
        box.own = own
    absolved = {
        own for own, mass in groups.items() if mass >= (0.8 if own & HIDDEN else 0.5) * total
    }
    if absolved:
        for box in boxes:
            if box.own in absolved:
                box.own = 0


def _mark_cards(blocks: list[Block], boxes: list[Box]) -> None:
    groups: dict[tuple[Box, str, int], list[Box]] = {}
    for box in boxes:
        if box.parent is not None and box.tag in _CARD_TAGS and 0 < box.end - box.start <= 14:
            groups.setdefault((box.parent, box.tag, box.names), []).append(box)
    for group in groups.values():
        mass = sum(box.mass for box in group) / len(group)
        if len(group) < 3 or mass >= 500:
            continue
        linked = sum(_has_linked_headline(blocks[box.start : box.end]) for box in group)
        if linked >= (0.8 if mass < 350 else 1.0) * len(group):
            for box in group:
                box.own |= CARD


def _mark_pictures(blocks: list[Block], boxes: list[Box]) -> None:
    """A box with a picture and one or two short texts, beside other boxes: the texts are its caption."""
    _sum_up(boxes, "images")
    for box in boxes:
        size = box.end - box.start
        if not box.images or not 0 < size <= 3 or box.tag not in _PICTURE_TAGS:
            continue
        around = box.parent
        if around is None or around.end - around.start == size or box.own & CARD:
            continue
        part = blocks[box.start : box.end]
        text = sum(block.size for block in part)
        if text <= (450 if box.tag != "div" else 250) and not any(
            block.box.tag in HEADINGS or block.linked > 0.5 * block.size for block in part
        ):
            box.own |= CAPTION


def _has_linked_headline(part: list[Block]) -> bool:
    for block in part:
        if block.linked >= 0.8 * block.size and block.size >= 20:
            return True
        if block.size >= 60:
            return False
    return False
