"""What only several lines of a text tell together: times over the entries of a report, ways to
reach the newsroom, labels of links, headings of nothing. Pure, over blocks.
"""

import re
from itertools import takewhile

from parsers.blocks import CONTENT_BOXES, HEADINGS, Block, Box
from parsers.boilerplate import LONGEST_LABEL, LineKind, line_kind
from parsers.weigh import stands_in

_TIME = re.compile(
    r"(?:lúc )?\d{1,2}(?:[:h]| giờ )\d{2}(?: phút)?"
    r"(?:[\s,|–-]{1,3}(?:ngày )?\d{1,2}/\d{1,2}(?:/\d{4})?)?:?",
    re.IGNORECASE,
)
LONGEST_TIME = 30
TIME_RULE = "time of an entry"
LONGEST_STAMP = 45
STAMPS = 3
_CLOCK = re.compile(r"\d:\d\d")
_NUMBER = re.compile(r"\s?#\s?\d{1,5}$")
LONGEST_LINK_LABEL = 60
MOST_LINKS = 12
_ENDS = frozenset('.!?…;,”"')


_CONTACT = re.compile(
    r"\W*(?:e-?mail|địa chỉ|podcast|website|fanpage|zalo|đặt (?:mua )?báo(?: giấy| in)?"
    r"|(?:số )?điện thoại|s?đt|tel)\s?[:.]\s?\S.{0,100}"
    r"|(?:xin )?(?:trân trọng|chân thành)(?: (?:cảm ơn|thông báo))?(?: [^.:]{0,30})?[.!]?",
    re.IGNORECASE,
)
CONTACT_RULE = "contact"
_OF_THE_SITE = frozenset(
    {
        CONTACT_RULE,
        "notice",
        *map(
            str,
            (
                LineKind.ADVERT,
                LineKind.MASTHEAD,
                LineKind.FOLLOW,
                LineKind.NEWSLETTER,
                LineKind.SPEECH,
            ),
        ),
    }
)


def mark_times(blocks: list[Block]) -> None:
    """The times over the entries of a report that goes on through the day: bare, and more than one.

    In a row of a table a time is part of a programme.
    """
    times = [
        block
        for block in blocks
        if block.size <= LONGEST_TIME
        and block.text[0] in "0123456789Ll"
        and _TIME.fullmatch(block.text)
        and block.box.home.tag not in ("td", "th")
    ]
    if len(times) > 1:
        for block in times:
            block.rule = block.rule or TIME_RULE
    stamps = [b for b in blocks if b.size <= LONGEST_STAMP and ":" in b.text and _is_stamp(b)]
    if len(stamps) >= STAMPS:
        for block in stamps:
            block.rule = block.rule or TIME_RULE


def _is_stamp(block: Block) -> bool:
    """Whether a line is when a post of a thread was written, and which of them it is."""
    text = block.text
    if not _CLOCK.search(text) or block.box.home.tag in ("td", "th"):
        return False
    return line_kind(_NUMBER.sub("", text)) is LineKind.DATE


def drop_contacts(blocks: list[Block]) -> None:
    """Ways to reach the newsroom at the end, beside other lines of the site; those beside nothing
    but the text may be what it is about.
    """
    for at in range(len(blocks) - 1, -1, -1):
        block = blocks[at]
        if block.rule is not None:
            continue
        if block.size > LONGEST_LABEL or not _CONTACT.fullmatch(block.text):
            break
        beside = (*blocks[at + 1 : at + 2], *blocks[max(0, at - 1) : at])
        if not any(near.rule in _OF_THE_SITE for near in beside):
            break
        block.rule = CONTACT_RULE


def drop_labels_of_links(blocks: list[Block]) -> None:
    """A short line over a box of nothing but links that were left out is their label."""
    for at, block in enumerate(blocks):
        box = block.box.parent
        if block.rule is not None or block.size > LONGEST_LINK_LABEL or box is None:
            continue
        if block.text[-1] in _ENDS or box.tag in CONTENT_BOXES or box.tag == "tr":
            continue
        if at and stands_in(blocks[at - 1].box, box):
            continue
        rest = _rest_of(box, blocks[at + 1 : at + 2 + MOST_LINKS])
        if 0 < len(rest) <= MOST_LINKS and all(
            other.rule is not None and other.linked > 0.5 * other.size for other in rest
        ):
            block.rule = "label of links"


def _rest_of(box: Box, following: list[Block]) -> list[Block]:
    return list(takewhile(lambda block: stands_in(block.box, box), following))


def drop_hanging_headings(blocks: list[Block]) -> None:
    """A heading after which nothing was kept before the end heads something that was left out."""
    hanging = 0
    for block in reversed(blocks):
        if block.rule is not None:
            continue
        if block.box.tag not in HEADINGS or hanging == 2:
            break
        block.rule = "heading of nothing"
        hanging += 1
