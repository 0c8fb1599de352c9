"""Which box of the page holds the article.

The box with the most prose of its own is the seed; a box around it is taken instead when it adds
a good deal more. Prose in boxes that are named or built as something else (`weigh`) counts
little. Works on the lists of `blocks`, bottom-up, each box once, and asks only for what boxes
with prose in them are called.
"""

from typing import Final

from parsers.blocks import HEADINGS, Block, Box
from parsers.boilerplate import is_notice
from parsers.hints import BODY
from parsers.weigh import weigh, weigh_inside

CLIMB: Final = 0.25
"""A box around the region is taken when it adds this share to the prose ..."""

CLIMB_NAMED: Final = 0.5
"""... this share if the box or one in it is named as the text of an article ..."""

CLIMB_DIRECT: Final = 0.05
"""... or when this share stands in it as bare paragraphs: those belong to no other box ..."""

CLIMB_LINKED: Final = 0.7
"""... but not through as many links: then other articles lie between."""

CLIMB_AT_LEAST: Final = 150
"""... and at least so many characters: round a short article everything is a large share."""

BODY_NAME: Final = 1.5
"""How much more the prose of a box counts that is named as the text of an article."""

CHROME_WORTH: Final = 0.1
"""What prose is worth in a box that is named or built as something else."""

MOST_TITLES: Final = 20
"""A page that gives each of a thousand teasers an h1 has no title to go by."""

LITTLE_PROSE: Final = 1200
"""A page with less may hold an article of tables and lists: then these count, in a named box."""

MANY_BOXES: Final = 20_000
"""On a page of so many boxes those with a line or two are not asked whether they hold the text."""

LEAD_IN_BLOCKS: Final = 40
LEAD_IN_SHARE: Final = 0.3

_STOPS: Final = frozenset(".!?…:;,。！？")
_CLOSING: Final = "\"'”’»)]"


def prose_of(block: Block) -> float:
    """How much of a block reads like running text: unlinked characters; little without a stop."""
    own = block.size - block.linked
    if own < 40 or own < block.linked or block.box.tag in HEADINGS:
        return 0.0
    if own < 90 and block.text.rstrip(_CLOSING)[-1:] not in _STOPS:
        return own * 0.3
    if own < 700 and is_notice(block.text):
        return 0.0
    return float(own)


def find_region(
    blocks: list[Block], boxes: list[Box], title: str | None = None, *, whole: bool = False
) -> Box:
    """The box that holds the article (the first box with `whole`: a selector named it).

    Leaves on blocks and boxes what `sift` works with: their prose, and `chrome` inside the region.
    """
    titles = _weigh_prose(blocks, boxes, title)
    weighed = [box for box in boxes if box.mass]
    mute = weigh(blocks, weighed, titles) if weighed else frozenset()
    top = boxes[0]
    if weighed and not whole:
        for block in blocks:
            if block.prose:
                box = block.box
                worth = block.prose * CHROME_WORTH if box.chrome else block.prose
                box.good += worth
                box.home.direct += worth
        for box in reversed(weighed):
            if box.parent is not None:
                box.parent.good += box.good
        top = _climb(blocks, max(weighed, key=_seed_weight))
    weigh_inside(blocks, boxes, top, mute)
    return top


def _weigh_prose(blocks: list[Block], boxes: list[Box], title: str | None) -> list[int]:
    """Set the prose of blocks and boxes; returns where the title stands, which is no prose."""
    titles: list[int] = []
    for at, block in enumerate(blocks):
        if block.box.tag == "h1" or block.text == title:
            if len(titles) < MOST_TITLES:
                titles.append(at)
        elif block.size >= 40:
            block.prose = prose_of(block)
            block.box.mass += block.prose
    for box in reversed(boxes):
        if box.images and box.parent is not None:
            box.parent.images += box.images
    _sum_mass(boxes)
    if boxes[0].mass < LITTLE_PROSE:
        _count_tables(blocks, boxes)
    return titles


def _seed_weight(box: Box) -> float:
    return box.direct * BODY_NAME if box.direct and box.names & BODY else box.direct


def _climb(blocks: list[Block], seed: Box) -> Box:
    best = seed
    named = bool(seed.names & BODY)
    around = seed.parent
    while around is not None:
        climb = CLIMB_NAMED if named else CLIMB
        named = named or bool(around.names & BODY)
        more = around.good - best.good
        if around.direct >= max(CLIMB_DIRECT * best.good, CLIMB_AT_LEAST):
            best = around
        elif more >= max(climb * best.good, CLIMB_AT_LEAST):
            added = blocks[around.start : best.start] + blocks[best.end : around.end]
            if sum(block.linked for block in added) <= CLIMB_LINKED * more:
                best = around
        around = around.parent
    return best


def _count_tables(blocks: list[Block], boxes: list[Box]) -> None:
    """Let tables and lists count in a box named as the text: some articles have no prose."""
    inside: set[Box] = set()
    small = 2 if len(boxes) > MANY_BOXES else 0
    for box in boxes:
        if box.parent in inside or (box.end - box.start > small and box.names & BODY):
            inside.add(box)
    for box in boxes:
        box.mass = 0.0
    for block in blocks:
        if not block.prose and block.size > 2 * block.linked and block.box in inside:
            block.prose = block.size * 0.3
        block.box.mass += block.prose
    _sum_mass(boxes)


def _sum_mass(boxes: list[Box]) -> None:
    for box in reversed(boxes):
        if box.mass and box.parent is not None:
            box.parent.mass += box.mass


def lead_in(blocks: list[Block], top: Box, title: str | None = None) -> list[Block]:
    """Paragraphs between the title and the region: a summary or first part in a box of its own."""
    start = top.start
    for at in range(start - 1, max(-1, start - LEAD_IN_BLOCKS), -1):
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
    found = [b for b in blocks[at + 1 : start] if b.prose >= 30 and not b.box.chrome & ~around]
    if len(found) < 2:  # one paragraph under the title is the lead, which is no part of the body
        return []
    return found if sum(b.prose for b in found) <= LEAD_IN_SHARE * top.good else []
