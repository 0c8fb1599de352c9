"""Boxes in which a paper asks its readers for money or membership: a heading that says so, and
lines that speak to them. Pure, over blocks.
"""

import re
from itertools import takewhile
from typing import Final

from parsers.blocks import Block
from parsers.weigh import stands_in

APPEAL_RULE: Final = "appeal"
LEAST_LINES: Final = 2
MOST_LINES: Final = 7
"""How many lines such a box has; more are a section of the article."""

_APPEAL: Final = re.compile(
    r"\W*(?:(?:Please s|S)upport (?:our|us|the|[A-Z]\w+)|Become a (?:[Mm]ember|[Ss]upporter)|Donate"
    r"|Help us|Before you go|Unterstützen Sie|Soutenez|Apoya)\b.{0,40}"
)
_TO_READERS: Final = re.compile(
    r"\byour?\b.{0,200}\b(?:us|our|we)\b|\b(?:us|our|we)\b.{0,200}\b(?:your?|gift|donat)"
    r"|\b(?:ihre|votre|tu apoyo)\b",
    re.IGNORECASE,
)


def mark_appeal(blocks: list[Block], index: int) -> bool:
    """Whether a heading asks readers for support: it opens a small box of its own in which a line
    speaks to them. Writes the rule on the lines under it.
    """
    heading = blocks[index]
    box = heading.box.parent
    if not _APPEAL.fullmatch(heading.text) or box is None:
        return False
    if not LEAST_LINES <= box.end - box.start <= MOST_LINES:
        return False
    if index and stands_in(blocks[index - 1].box, box):
        return False
    following = blocks[index + 1 : index + MOST_LINES]
    rest = list(takewhile(lambda block: stands_in(block.box, box), following))
    if not any(_TO_READERS.search(block.text) for block in rest):
        return False
    for block in rest:
        block.rule = APPEAL_RULE
    return True
