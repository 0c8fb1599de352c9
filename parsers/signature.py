"""The last lines of an article: who wrote it, and where it was taken from. Pure, over blocks.

Position is the first witness, the shape of the line or how it is set the second: a name in the
middle, or a list of names at the end, is content.
"""

import re
from itertools import takewhile
from typing import Final

from parsers.blocks import CONTENT_BOXES, Block, Box
from parsers.boilerplate import LineKind, is_name, line_kind

BYLINE_RULE: Final = "byline"
SOURCE_RULE: Final = "source note"

LONGEST_SIGNATURE: Final = 80
LAST_LINES: Final = 3
"""A byline, a second one and a source: more lines than these are not looked at."""

_SET_RIGHT = re.compile(r"align:\s*right|text-right", re.IGNORECASE)


def sign(blocks: list[Block]) -> None:
    """Write their rule on the last lines that name authors or a source."""
    kept = [block for block in blocks if block.rule is None]
    names = list(takewhile(lambda block: is_name(block.text), reversed(kept)))
    for block in reversed(kept[-LAST_LINES:]):
        kind = line_kind(block.text)
        if kind is LineKind.SOURCE:
            block.rule = SOURCE_RULE
        elif kind is LineKind.BYLINE or _is_signature(block, names):
            block.rule = BYLINE_RULE
        else:
            break


def _is_signature(block: Block, names: list[Block]) -> bool:
    """One or two names at the end, or a short line set to the right; a list of names is content."""
    if block.box.tag in CONTENT_BOXES or block.size > LONGEST_SIGNATURE:
        return False
    if block in names and len(names) <= 2:
        return True
    return block.text[-1] not in '.!?:;”"' and _is_set_right(block.box)


def _is_set_right(box: Box) -> bool:
    for each in (box, box.parent):
        if each is not None:
            get = each.element.get
            style = f"{get('style', '')} align:{get('align', '')} {get('class', '')}"
            if _SET_RIGHT.search(style):
                return True
    return False
