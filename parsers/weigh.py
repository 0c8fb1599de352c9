"""What speaks against a box: what it is called, and how it and its neighbours are built.

A name ("sidebar", "related") counts unless it stands over most of the prose of the page: then it
says nothing on this page. Names of footers, comments, related boxes and pop-ups are believed
however much they hold, unless the title stands there too. Rows of teasers are told by how they
are built: siblings of one pattern, each a linked headline with little text, or a box of a linked
headline and its sapo; captions by the picture beside them; polls by their choices.
"""

import math
import re
from collections.abc import Collection
from itertools import accumulate, pairwise
from typing import Final

from parsers.blocks import HEADINGS, Block, Box
from parsers.boilerplate import is_credited, is_date_line
from parsers.hints import (
    ADVERT,
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
    NEWSLETTER,
    POPUP,
    POST,
    RELATED,
    SHARE,
    WIDGET,
)
from parsers.html import Element, is_quotation
from parsers.panels import open_panels, unmark_threads
from parsers.pictures import (
    CAPTION_SIZE,
    CAPTION_SIZE_DIV,
    FEWEST_PICTURES,
    mark_lines_between_breaks,
    mark_lines_under_pictures,
    unmark_slides,
)
from parsers.readers import are_comments, can_be_answered, prose_before

STRICT: Final = RELATED | COMMENTS | NEWSLETTER | POPUP | FOOTER | CARD
"""Names that are believed however much prose they stand over, unless the title stands there too."""

MOST_STRICT: Final = STRICT & ~NEWSLETTER
LONGEST_SIGN_UP: Final = 800
"""A paper that calls its paragraphs, or more prose than this, "paywall" means the reader, not the
text; a short text can have less prose than the box in which letters are offered.
"""

POST_NAMES: Final = META | AUTHOR | NEWSLETTER | ADVERT | SHARE | WIDGET
"""What WordPress writes on a post to say under which tags, topics and author it stands."""

MOST: Final = 0.5
"""A name over this share of the prose says nothing ..."""

MOST_HIDDEN: Final = 0.8
"""... but hidden copies of the text are common, and whole articles that a script shows are not."""

CARD_BLOCKS: Final = 14
CARD_PROSE: Final = 350
CARD_PROSE_LINKED: Final = 500
"""A teaser has less prose than this; the second where every one begins with a linked headline."""

FEW_LINES: Final = 5
"""A box in which letters are offered has no more lines than these."""

MOST_TOLD: Final = 0.7
"""So much of the prose under pictures, and they are what the page shows."""

CAPTION_MASS: Final = 600
CAPTION_BLOCKS: Final = 6
"""What is called a picture and holds more is not one."""

UNLINKED_RELATED: Final = 200
"""More prose than this that leads nowhere is no list of other articles, whatever it is called: the
"teaser" of an article that is paid for is its beginning.
"""

PANEL: Final = 45
"""Prose of a sentence under one of several tabs."""

UNLINKED: Final = 100
"""More prose than this without any link is no teaser, even in a row of them."""

_TAG_NAMES: Final = {"aside": ASIDE, "footer": FOOTER}
_BEFORE_DATE: Final = re.compile(r"^[^|•·\d]{2,60}(?:[|•·]|\s[–-])\s")
_PAGE: Final = frozenset({"html", "body", "main"})
_CARD_TAGS: Final = frozenset({"div", "li", "article", "section", "td", "tr"})
_PICTURE_TAGS: Final = frozenset({"figure", "table", "tbody", "div"})


def weigh(
    blocks: list[Block], boxes: list[Box], titles: list[int], *, led: bool = False
) -> frozenset[int]:
    """Set `own` and `chrome` of the boxes with prose, which stand in the order of the page. A page
    that is `led` has a lead, which is no prose here and may be all of the article.

    Returns the names that say nothing on this page.
    """
    total = boxes[0].mass
    groups: dict[int, float] = {}
    paid = 0.0
    for box in boxes:
        own = box.own = _own_names(box)
        if own & CAPTION and _has_heading(blocks, box):
            own = box.own = own & ~CAPTION
        if not own:
            continue
        if (own & STRICT and box.mass >= MOST * total and _holds_any(box, titles)) or (
            own == RELATED and box.mass >= UNLINKED_RELATED and not _links(blocks, box)
        ):
            box.own = 0
        elif box.parent is None or box.parent.own != own:
            groups[own] = groups.get(own, 0.0) + box.mass
            paid += box.mass if own & NEWSLETTER and box.tag == "p" else 0.0
    mute = frozenset(
        own
        for own, mass in groups.items()
        if not own & MOST_STRICT
        and mass >= (MOST_HIDDEN if own & HIDDEN else MOST) * total
        and not (own & NEWSLETTER and mass < LONGEST_SIGN_UP and paid < MOST * total)
    )
    rest = total - sum(groups[own] for own in groups if own != COMMENTS)
    unmark_threads(boxes, math.inf if led else rest)
    open_panels(blocks, boxes)
    _mark_comments(blocks, boxes, titles)
    _mark_cards(blocks, boxes, {blocks[at].text for at in titles})
    _mark_next(blocks, boxes, titles, MOST * total)
    _mark_pictures(blocks, boxes)
    _unmark_stories(boxes, total)
    unmark_slides(boxes, MOST_TOLD * total)
    for box in boxes:
        if box.own in mute:
            box.own = 0
        box.chrome = box.own | box.parent.chrome if box.parent is not None else box.own
    return mute


def _has_heading(blocks: list[Block], box: Box) -> bool:
    """Whether a heading with a paragraph under it stands in a box that is called a picture."""
    if box.end - box.start > CARD_BLOCKS:
        return False
    part = blocks[box.start : box.end]
    return any(
        head.box.tag in HEADINGS and not head.linked and under.prose and not under.linked
        for head, under in pairwise(part)
    )


def _holds_any(box: Box, titles: list[int]) -> bool:
    return any(box.start <= at < box.end for at in titles)


def _links(blocks: list[Block], box: Box) -> bool:
    """Whether a line in a box is mostly a link."""
    return any(block.linked > 0.5 * block.size for block in blocks[box.start : box.end])


def weigh_inside(
    blocks: list[Block],
    boxes: list[Box],
    top: Box,
    mute: frozenset[int] = frozenset(),
    titles: Collection[str] = frozenset(),
) -> None:
    """The same for every box inside the region: a name over half of its prose says nothing."""
    inside = _inside(boxes, top)
    filled = [box for box in inside if box.start < box.end]
    for box in filled:
        if not box.mass:
            own = _own_names(box)
            box.own = 0 if own in mute else own
    _mark_cards(blocks, filled, titles)
    _mark_pictures(blocks, filled)
    unmark_slides(filled, MOST_TOLD * top.mass)
    _mark_forms(blocks, top, filled)
    for box in filled:
        if box.own == ASIDE and box.tag == "aside" and _is_box_of_text(blocks, box):
            box.own = 0
    mark_lines_under_pictures(blocks, inside)
    mark_lines_between_breaks(blocks[top.start : top.end])
    top.chrome = 0
    for box in filled:
        own = box.own
        if own & CAPTION and (box.mass > CAPTION_MASS or box.end - box.start > CAPTION_BLOCKS):
            own &= ~CAPTION
        if own and not own & STRICT and box.mass >= MOST * top.mass > 0:
            own = 0
        box.chrome = own | box.parent.chrome if box.parent is not None else own


def _inside(boxes: list[Box], top: Box) -> list[Box]:
    first = boxes.index(top) + 1
    last = first
    depth = {top}
    while last < len(boxes) and boxes[last].parent in depth:
        depth.add(boxes[last])
        last += 1
    return boxes[first:last]


def _own_names(box: Box) -> int:
    tag, names = box.tag, box.names
    own = names & (CHROME | CAPTION) | _TAG_NAMES.get(tag, 0)
    if own & (AUTHOR | FOOTER) and box.parent is not None and is_quotation(box.parent.element):
        own &= ~(AUTHOR | FOOTER)  # who said it
    if not own or tag in _PAGE:
        return 0
    if names & BODY:
        return own & STRICT & ~NEWSLETTER
    if names & POST or tag == "article":
        return own & ~POST_NAMES
    if tag in HEADINGS:
        return own & HIDDEN
    return own


def _mark_cards(
    blocks: list[Block], boxes: list[Box], titles: Collection[str] = frozenset()
) -> None:
    """Siblings of one pattern, each a linked headline with little text, are teasers; posts under
    the title of their own thread are none.
    """
    groups: dict[tuple[int, str], list[Box]] = {}
    for box in boxes:
        size = box.end - box.start
        if box.tag in _CARD_TAGS and 0 < size <= CARD_BLOCKS:
            if size == 2 and box.tag == "div" and _is_teaser(*blocks[box.start : box.end]):
                box.own |= CARD
            groups.setdefault((id(box.parent), box.tag), []).append(box)
    for siblings in groups.values():
        if len(siblings) >= 3:
            _mark_cards_among(blocks, siblings, titles)
        elif siblings[0].tag == "article":  # an article in an article is the teaser of another
            for box in siblings:
                if box.mass < CARD_PROSE and _has_linked_headline(blocks[box.start : box.end]):
                    box.own |= CARD


def _mark_comments(blocks: list[Block], boxes: list[Box], titles: list[int]) -> None:
    """Siblings in each of which readers can be answered are comments, under a text."""
    if not titles or not can_be_answered(blocks):
        return
    groups: dict[tuple[int, str, int], list[Box]] = {}
    for box in boxes:
        if box.tag in _CARD_TAGS and 0 < box.end - box.start <= CARD_BLOCKS and not box.own:
            groups.setdefault((id(box.parent), box.tag, box.names), []).append(box)
    found = [group for group in groups.values() if are_comments(blocks, group)]
    prose = list(accumulate((block.prose for block in blocks), initial=0.0))
    for group in found:
        before = prose[max(titles[0], group[0].start)] - prose[titles[0]]
        if before >= prose_before(blocks, group[0]):
            for box in group:
                box.own |= COMMENTS


def _is_teaser(first: Block, second: Block) -> bool:
    """Whether two lines are a linked headline, that is no heading of the text, and its sapo."""
    return (
        is_headline(first)
        and first.box.tag not in HEADINGS
        and not second.linked
        and 40 <= second.size <= 2 * UNLINKED
    )


def _mark_next(blocks: list[Block], boxes: list[Box], titles: list[int], most: float) -> None:
    """A box after the title that opens with a linked heading and a date holds another article."""
    for box in boxes:
        first = blocks[box.start]
        if (
            first.box.tag in HEADINGS
            and is_headline(first)
            and titles
            and box.start > titles[0]
            and box.mass < most
            and box.tag in _CARD_TAGS
            and any(_ends_with_date(near) for near in blocks[box.start + 1 : box.start + 3])
        ):
            box.own |= CARD


def _ends_with_date(block: Block) -> bool:
    """Whether a line is a date, or a few words and a date behind a bar or a dash."""
    if block.size > UNLINKED or not any(map(str.isdigit, block.text)):
        return False
    return is_date_line(block.text) or is_date_line(_BEFORE_DATE.sub("", block.text))


def _mark_cards_among(blocks: list[Block], siblings: list[Box], titles: Collection[str]) -> None:
    groups: dict[int, list[Box]] = {}
    for box in siblings:
        groups.setdefault(box.names, []).append(box)
    for group in groups.values():
        if len(group) < 3:
            continue
        mass = sum(box.mass for box in group) / len(group)
        if mass >= CARD_PROSE_LINKED:
            continue
        if all(_names_its_thread(blocks[box.start : box.end], titles) for box in group):
            continue
        linked = sum(_has_linked_headline(blocks[box.start : box.end]) for box in group)
        if linked >= (0.8 if mass < CARD_PROSE else 1.0) * len(group):
            for box in group:
                if box.mass < UNLINKED or any(b.linked for b in blocks[box.start : box.end]):
                    box.own |= CARD


def is_headline(block: Block) -> bool:
    """Whether a line is little more than a link, and long enough for a title."""
    return block.linked >= 0.8 * block.size and block.size >= 20


def _names_its_thread(part: list[Block], titles: Collection[str]) -> bool:
    """Whether a line repeats the title of the page, or answers it ("Re: ...")."""
    return bool(titles) and any(
        block.text in titles or (block.size < 240 and block.text.partition(": ")[2] in titles)
        for block in part
    )


def _has_linked_headline(part: list[Block]) -> bool:
    for block in part:
        if is_headline(block):
            return True
        if block.size >= 60:
            return False
    return False


def _mark_pictures(blocks: list[Block], boxes: list[Box]) -> None:
    """A box with a picture and one or two short texts, beside others: the texts are its caption; a
    sentence in a box called as those that hold the text is none.
    """
    called = {
        name
        for box in boxes
        if box.tag == "div" and box.mass >= CAPTION_MASS and (name := box.element.get("class"))
    }
    for box in boxes:
        if not box.images or box.tag not in _PICTURE_TAGS or box.own & CARD:
            continue
        size, around = box.end - box.start, box.parent
        if not 0 < size <= 3 or around is None or around.end - around.start == size:
            continue
        part = blocks[box.start : box.end]
        if size > 1 and any(_is_figcaption(block) for block in part):
            continue  # what else stands beside the picture is no caption
        if size > 1 and box.mass < CARD_PROSE and is_headline(part[0]):
            box.own |= CARD
            continue
        text = sum(block.size for block in part)
        if box.element.get("class") in called and _is_sentence(part[-1]):
            continue
        if text <= (CAPTION_SIZE_DIV if box.tag == "div" else CAPTION_SIZE) and not any(
            block.box.tag in HEADINGS or block.linked > 0.5 * block.size for block in part
        ):
            box.own |= CAPTION


def _is_sentence(block: Block) -> bool:
    """Whether a paragraph is a sentence of some length, and names no photographer."""
    return (
        block.box.tag == "p"
        and block.size >= UNLINKED
        and block.text[-1] in ".!?"
        and not is_credited(block.text)
    )


def _unmark_stories(boxes: list[Box], total: float) -> None:
    """Several pictures with nearly all the prose of the page under them tell a story: it is no less
    worth than other text.
    """
    told = [box for box in boxes if box.own == CAPTION and box.end - box.start <= 2]
    if len(told) < FEWEST_PICTURES or sum(box.mass for box in told) < MOST_TOLD * total:
        return
    for box in told:
        box.own = 0


def _is_figcaption(block: Block) -> bool:
    return block.box.tag == "figcaption" or block.box.home.tag == "figcaption"


def _is_box_of_text(blocks: list[Block], box: Box) -> bool:
    """Whether an aside in the text is called nothing, has a heading, and sentences with no link."""
    return (
        not box.names & CHROME
        and blocks[box.start].box.tag in HEADINGS
        and box.mass >= UNLINKED
        and not any(block.linked for block in blocks[box.start : box.end])
    )


def _mark_forms(blocks: list[Block], top: Box, boxes: list[Box]) -> None:
    """The smallest box round two choices or more asks readers something; where sentences stand
    under several of them they are tabs. One with a line of text and a field for an address offers
    letters.
    """
    inputs = list(top.element.iter("input"))
    choices = [el for el in inputs if el.get("type") in ("radio", "checkbox")]
    letters = [el for el in inputs if el.get("type") == "email"]
    if letters:
        _mark_sign_ups(letters, boxes)
    if len(choices) < 2:
        return
    by_element = {box.element: box for box in boxes}
    seen: set[Box] = set()
    for choice in choices:
        box = next((by_element[up] for up in choice.iterancestors() if up in by_element), None)
        while box is not None and box not in seen:
            seen.add(box)
            box = box.parent
        if box is None or box.mass >= CARD_PROSE or box.end - box.start > CARD_BLOCKS:
            continue
        if sum(block.prose >= PANEL for block in blocks[box.start : box.end]) < 2:
            box.own |= WIDGET


def _mark_sign_ups(fields: list[Element], boxes: list[Box]) -> None:
    """The smallest box with words round a field for an address, if these are few."""
    by_element = {box.element: box for box in boxes}
    for field in fields:
        box = next((by_element[up] for up in field.iterancestors() if up in by_element), None)
        if box is not None and box.mass < UNLINKED and box.end - box.start <= FEW_LINES:
            box.own |= NEWSLETTER


def stands_in(box: Box | None, outer: Box) -> bool:
    """Whether a box is another one, or lies in it."""
    if box is not None and not (outer.start <= box.start and box.end <= outer.end):
        return False  # most boxes: the rest of the way up to the page need not be gone
    while box is not None and box is not outer:
        box = box.parent
    return box is outer
