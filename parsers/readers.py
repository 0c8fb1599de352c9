"""What readers wrote under an article, told by how it is built: boxes of one pattern, in each of
which a short line lets others answer ("Thích · Trả lời · 2 giờ trước"). Pure, over blocks.

Where hardly anything else stands on the page, the posts are what it shows: a thread.
"""

import re
from collections.abc import Sequence
from typing import Final

from parsers.blocks import Block, Box
from parsers.text import fold

FEWEST_POSTS: Final = 3
LONGEST_CONTROL: Final = 80
OTHER_PROSE: Final = 200
"""So much prose has to stand before the first of them for these to be comments ..."""
LEAST_PROSE: Final = 60
"""... or so much, where a line over them says that they are."""

_CONTROL: Final = re.compile(
    r"(?:^|[^\w:])(?:tra loi|phan hoi|reply)\s?(?:$|[·•|.,(\d\-]|chia se|thich|like|share|bao cao)"
)

_HEADED: Final = re.compile(
    r"\W*(?:\d{1,5}\s)?(?:binh luan|y kien|comments?)(?:\s(?:ban doc|doc gia))?"
    r"(?:\s?\(\d{1,5}\))?\W*$"
)


def can_be_answered(blocks: Sequence[Block]) -> bool:
    """Whether a page has so many lines by which readers answer that they may be comments."""
    near = [
        block
        for block in blocks
        if block.size <= LONGEST_CONTROL
        and ("rả lời" in block.text or "hản hồi" in block.text or "eply" in block.text)
    ]
    return sum(map(_is_control, near)) >= FEWEST_POSTS


def are_comments(blocks: Sequence[Block], boxes: Sequence[Box]) -> bool:
    """Whether each of these boxes of one pattern holds a line by which readers answer it."""
    if len(boxes) < FEWEST_POSTS:
        return False
    return all(
        any(_is_control(block) for block in reversed(blocks[box.start : box.end])) for box in boxes
    )


def prose_before(blocks: Sequence[Block], first: Box) -> float:
    """How much prose has to stand between the title and these boxes."""
    over = blocks[first.start - 1].text if first.start else ""
    said = len(over) <= LONGEST_CONTROL and _HEADED.match(fold(over)) is not None
    return LEAST_PROSE if said else OTHER_PROSE


def _is_control(block: Block) -> bool:
    text = block.text
    return (
        block.size <= LONGEST_CONTROL
        and text[-1] not in ".!?:"
        and _CONTROL.search(fold(text)) is not None
    )
