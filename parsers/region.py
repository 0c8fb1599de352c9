"""Which box of the page holds the article.

The box with the most prose of its own is the seed; a box around it is taken instead when it adds
a good deal more. Prose in boxes that are named or built as something else (`weigh`) counts
little. Works on the lists of `blocks`, bottom-up, each box once, and asks only for what boxes
with prose in them are called.
"""

import re
from typing import Final

from parsers.attributes import mark_attributes
from parsers.blocks import CONTENT_BOXES, HEADINGS, Block, Box
from parsers.boilerplate import is_notice, line_kind
from parsers.hints import AUTHOR, BODY, CAPTION, LEAD
from parsers.leads import asks
from parsers.reasons import CAPTION_RULE, LEAD_RULE
from parsers.weigh import stands_in, weigh, weigh_inside

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

HARDLY_ANY: Final = 160
"""A page with less may be a poem or a table alone: then lines count that stand round the title."""

BESIDE_TITLE: Final = 4
"""A box that opens with the title and holds fewer blocks is its header."""

MOST_OF_IT: Final = 0.8
LINE_WORTH: Final = 0.3
"""What a line is worth that is no prose, beside as much prose."""

LEAD_IN_BLOCKS: Final = 40
LEAD_IN_SHARE: Final = 0.3

LONGEST_KICKER: Final = 60
SHORTEST_STANDFIRST: Final = 45

_IMPRINT: Final = re.compile(
    r"\W*(?:(?:địa chỉ|trụ sở|tòa soạn|toà soạn|address)\b.{0,20}:"
    r"|(?:cơ quan|đơn vị) chủ quản\b|cơ quan ngôn luận\b|giấy phép (?:số|hoạt động|xuất bản)\b"
    r"|ghi rõ nguồn\b|chịu trách nhiệm (?:chính|nội dung|xuất bản)\b|tổng biên tập\b)",
    re.IGNORECASE,
)
_TIMED: Final = re.compile(r"\d{4}|\d[:h/.]\d")
_STOPS: Final = frozenset(".!?…:;,。！？")
_CLOSING: Final = "\"'”’»)]"


def prose_of(block: Block) -> float:
    """How much of a block reads like running text: unlinked characters; little without a stop."""
    own = block.size - block.linked
    if own < 40 or own < block.linked or block.box.tag in HEADINGS:
        return 0.0
    if own < 200 and _IMPRINT.match(block.text):
        return own * 0.1  # it stands under every page, and in some notices
    if own < 90 and block.text.rstrip(_CLOSING)[-1:] not in _STOPS:
        return own * 0.3
    if own < 700 and is_notice(block.text):
        return 0.0
    return float(own)


def find_region(
    blocks: list[Block],
    boxes: list[Box],
    title: str | None = None,
    lead: str | None = None,
    *,
    whole: bool = False,
) -> Box:
    """The box that holds the article (the first box with `whole`: a selector named it).

    Leaves on blocks and boxes what `sift` works with: their prose, and `chrome` inside the region.
    """
    titles = _weigh_prose(blocks, boxes, title, lead)
    weighed = [box for box in boxes if box.mass]
    mute = weigh(blocks, weighed, titles, led=lead is not None) if weighed else frozenset()
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
    if not whole and top.good < HARDLY_ANY and titles:
        at = next((at for at in titles if blocks[at].text == title), titles[0])
        top = _beside_title(blocks, boxes, at, top, lead) or _box_of(lead, blocks, top)
    weigh_inside(blocks, boxes, top, mute, {blocks[at].text for at in titles})
    return top


def _weigh_prose(
    blocks: list[Block], boxes: list[Box], title: str | None, lead: str | None
) -> list[int]:
    """Set the prose of blocks and boxes; returns where the title stands, which is no prose, nor is
    the lead: in a box of its own it can outweigh a short text.
    """
    titles: list[int] = []
    for at, block in enumerate(blocks):
        if block.box.tag == "h1" or block.text == title:
            if len(titles) < MOST_TITLES:
                titles.append(at)
        elif block.size >= 40 and block.text != lead:
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
    below, around = seed, seed.parent
    while around is not None:
        climb = CLIMB_NAMED if named else CLIMB
        named = named or bool(around.names & BODY)
        more = around.good - best.good
        if around.direct >= max(CLIMB_DIRECT * best.good, CLIMB_AT_LEAST):
            best = around
        elif more >= max(climb * best.good, CLIMB_AT_LEAST):
            added = blocks[around.start : best.start] + blocks[best.end : around.end]
            if sum(block.linked for block in added) <= CLIMB_LINKED * more:
                # a smaller box may hold most of what is added, but not enough to be taken alone
                best = below if below.good - best.good >= MOST_OF_IT * more else around
            elif best is seed and _is_chapter(seed, around, added, more):
                best = around
        elif (
            named
            and more >= CLIMB_AT_LEAST
            and (_goes_on(blocks, best, around, seed) or _begins_before(blocks, best, around, seed))
        ):
            best = around
        below, around = around, around.parent
    return best


def _goes_on(blocks: list[Block], best: Box, around: Box, seed: Box) -> bool:
    """Whether what follows the region is more of the text, past an advertisement or a list of
    links: boxes built and called as its own, and no title of another article before them.
    """
    built = _built(seed, around)
    if not any(built):
        return False
    after = blocks[best.end : around.end]
    own = [at for at, block in enumerate(after) if _adds(block, built, around)]
    if not own or any(block.box.tag == "h1" for block in after[: own[-1]]):
        return False
    return sum(after[at].prose for at in own) >= MOST_OF_IT * (around.good - best.good)


def _is_chapter(seed: Box, around: Box, added: list[Block], more: float) -> bool:
    """Whether nearly all that the box around adds stands in boxes that are called just as the seed
    and link to nothing: the links beside them are a list of others.
    """
    name = seed.element.get("class") or ""
    if not name or seed.parent is not around:
        return False
    homes = ((block, block.box.home) for block in added)
    own = [b for b, home in homes if home.parent is around and home.element.get("class") == name]
    if any(block.linked or block.box.tag == "h1" for block in own):
        return False
    return sum(block.prose for block in own if not block.box.chrome) >= MOST_OF_IT * more


def _begins_before(blocks: list[Block], best: Box, around: Box, seed: Box) -> bool:
    """Whether what is called just as the seed stands before the region, under the title: the
    question, where the answers hold the most prose.
    """
    name = seed.element.get("class") or ""
    if not name or not seed.names & BODY:
        return False
    earlier = blocks[around.start : best.start]
    called = [block.box.home.element.get("class") == name for block in earlier]
    own = sum(block.prose for block, is_own in zip(earlier, called, strict=True) if is_own)
    if not own or any(block.box.tag == "h1" for block in earlier[called.index(True) :]):
        return False
    if not any(block.box.tag == "h1" for block in blocks[: best.start]):
        return False
    return own >= MOST_OF_IT * sum(block.prose for block in earlier if not block.box.chrome)


def _adds(block: Block, built: tuple[str, ...], around: Box) -> bool:
    return bool(block.prose) and not block.box.chrome and _built(block.box.home, around) == built


def _built(box: Box, around: Box) -> tuple[str, ...]:
    """What the boxes from one up to a box around it are called."""
    names: list[str] = []
    within: Box | None = box
    while within is not None and within is not around:
        names.append(within.element.get("class") or "")
        within = within.parent
    return tuple(names)


def _count_tables(blocks: list[Block], boxes: list[Box]) -> None:
    """Let tables and lists count in a box named as the text: some articles have no prose."""
    inside: set[Box] = set()
    for box in boxes:
        if box.parent in inside or box.names & BODY:
            inside.add(box)
    for box in boxes:
        box.mass = 0.0
    for block in blocks:
        if not block.prose and block.size > 2 * block.linked and block.box in inside:
            block.prose = block.size * LINE_WORTH
        block.box.mass += block.prose
    _sum_mass(boxes)


def _sum_mass(boxes: list[Box]) -> None:
    for box in reversed(boxes):
        if box.mass and box.parent is not None:
            box.parent.mass += box.mass


def _beside_title(
    blocks: list[Block], boxes: list[Box], at: int, top: Box, lead: str | None
) -> Box | None:
    """The box beside the title with the unlinked lines: a poem, a table, a few words under a film.

    None where what reads like prose elsewhere outweighs them.
    """
    around = blocks[at].box
    while around.parent is not None and around.end - around.start < BESIDE_TITLE:
        around = around.parent
    if around is boxes[0]:
        return None
    held: dict[Box, int] = {}
    for block in blocks[at + 1 : around.end]:
        if not block.linked and block.text != lead:
            held[block.box] = held.get(block.box, 0) + block.size
    inside = [box for box in boxes if around.start <= box.start and box.end <= around.end]
    for box in reversed(inside):
        if box in held and box is not around and box.parent is not None:
            held[box.parent] = held.get(box.parent, 0) + held[box]
    best = around
    for box in inside:
        if box in held and box.parent is best and held[box] >= MOST_OF_IT * held[best]:
            best = box.home
    if stands_in(top, around):
        return best if stands_in(top, best) and not top.names & BODY else None
    outweighed = LINE_WORTH * held.get(best, 0) <= boxes[0].good
    return None if outweighed else best


def _box_of(lead: str | None, blocks: list[Block], top: Box) -> Box:
    """The box of the lead, where all that reads like prose beside it is no part of the article."""
    if lead is None or not top.chrome:
        return top
    return next((block.box.home for block in blocks if block.text == lead), top)


def before(
    blocks: list[Block], top: Box, title: str | None = None, lead: str | None = None
) -> list[Block]:
    """What stands between the title and the region and is the article's: captions, and paragraphs
    of a summary or first part in a box of its own. A single one is the lead where none is known.
    """
    start = top.start
    for at in range(start - 1, max(-1, start - LEAD_IN_BLOCKS), -1):
        if is_title(blocks[at], title):
            break
    else:
        return []
    around = 0
    box = top.parent
    while box is not None:
        around |= box.own
        box = box.parent
    mark_attributes(blocks[at + 1 : top.end])
    captions = [b for b in blocks[at + 1 : start] if b.text != lead and _is_caption(b)]
    for caption in captions:
        caption.rule = CAPTION_RULE
    found = [
        b
        for b in blocks[at + 1 : start]
        if (b.prose >= 30 or (b is blocks[at + 1] and _is_standfirst(b)))
        and not b.rule
        and not b.box.chrome & ~around
    ]
    asked = bool(found) and any(
        asks(b.text) for b in blocks[at + 1 : start] if b is found[0] or b.size < found[0].size
    )
    if asked:  # with its line about who asks
        home = found[0].box.home
        found = [b for b in blocks[at + 1 : start] if b in found or _is_beside(b, home)]
    if len(found) == 1 and lead is None and not _is_datum(found[0].box) and not asked:
        found[0].rule = LEAD_RULE
    elif sum(b.prose for b in found) > LEAD_IN_SHARE * top.good and not asked:
        found = []
    return [b for b in blocks[at + 1 : start] if b in found or b in captions]


def is_title(block: Block, title: str | None) -> bool:
    """Whether a line shows the title, with the kicker that may stand in its heading."""
    return (
        block.box.tag == "h1"
        or block.text == title
        or (
            bool(title)
            and block.box.tag in HEADINGS
            and block.size - len(title or "") <= LONGEST_KICKER
            and block.text.endswith(title or "")
        )
    )


def _is_standfirst(block: Block) -> bool:
    """Whether a line right under the title says in a sentence without its stop what is the news."""
    return (
        block.size >= SHORTEST_STANDFIRST
        and not block.linked
        and block.box.tag == "p"
        and len(block.text.split()) >= 7
        and not _TIMED.search(block.text)
        and line_kind(block.text) is None
    )


def _is_beside(block: Block, home: Box) -> bool:
    return block.box.home is home and not block.linked and not block.rule


def _is_caption(block: Block) -> bool:
    """Whether a text before the article is about the picture that opens it."""
    box = block.box
    if box.tag == "figcaption" or box.home.tag == "figcaption":
        return block.linked <= 0.8 * block.size
    if box.images and box.names & CAPTION:
        return block.size < 400
    around = box if box.images else box.parent
    return (
        around is not None
        and around.images > 0
        and around.end - around.start == 1
        and 20 <= block.size < 400
        and not block.linked
        and not box.names & (AUTHOR | LEAD)
        and not around.names & (AUTHOR | LEAD)
    )


def _is_datum(box: Box) -> bool:
    """Whether a box is one of several cells of a row or items of a list."""
    around = box.parent
    return box.tag in CONTENT_BOXES and around is not None and around.end - around.start > 1


def lead_of(part: list[Block]) -> Block | None:
    """The first paragraph, where it stands under the title and the others in a box beside it."""
    kept = [block for block in part if block.rule is None]
    if len(kept) < 3 or kept[0].prose < 40 or part[0].rule != "title":
        return None
    first, rest = kept[0].box, kept[1].box.home
    if first.tag in CONTENT_BOXES or stands_in(first, rest):
        return None
    return kept[0] if all(stands_in(block.box, rest) for block in kept[1:]) else None
