"""Marks after a heading that link to it, or to where it is edited: "¶" in manuals, "[edit]" in
wikis. They are no words of the heading. Pure, over blocks.
"""

import re
from collections.abc import Iterable
from typing import Final

from parsers.blocks import HEADINGS, Block

LONGEST_MARK: Final = 24
_MARKS: Final = "¶🔗§#\u200b"
_SIGNS: Final = "¶🔗"
_EDIT: Final = re.compile(r"\s?\[\s?(?P<inner>[^\[\]]{2,40})\s?\]$")


def leave_out_marks(blocks: Iterable[Block]) -> None:
    """Take the marks off headings and terms that are no link but for them."""
    for block in blocks:
        if not 0 < block.linked <= LONGEST_MARK or block.size <= block.linked:
            continue
        if block.box.tag not in HEADINGS and block.box.tag != "dt":
            continue
        text = block.text.rstrip(_MARKS)
        if text == block.text:
            found = _EDIT.search(text)
            text = text[: found.start()] if found is not None else text
        mark = block.text[len(text) :].strip(" []")
        if text and text != block.text and len(mark) <= block.linked:
            text = text.rstrip()
            block.text, block.size, block.linked = text, len(text), 0


def without_permalink(title: str) -> str:
    """A title without the sign that links to it.

    >>> without_permalink("Configuration¶")
    'Configuration'
    """
    shown = title.rstrip()
    bare = shown.rstrip(_SIGNS)
    return title if bare in ("", shown) else bare.rstrip() or title
