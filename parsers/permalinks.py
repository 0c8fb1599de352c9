"""Marks after a heading that link to it, or to where it is edited: "¶" in manuals, "[edit]" in
wikis. They are no words of the heading. Pure, over blocks.
"""

import re
from collections.abc import Iterable
from typing import Final

from parsers.blocks import HEADINGS, Block

LONGEST_MARK: Final = 24
_MARK: Final = re.compile(r"\s*[¶🔗§#\u200b]+$")
_EDIT: Final = re.compile(r"\s?\[\s?(?P<inner>[^\[\]]{2,40})\s?\]$")
_PERMALINK: Final = re.compile(r"\s*[¶🔗]+\s*$")


def leave_out_marks(blocks: Iterable[Block]) -> None:
    """Take the marks off headings and terms that are no link but for them."""
    for block in blocks:
        if not 0 < block.linked <= LONGEST_MARK or block.size <= block.linked:
            continue
        if block.box.tag not in HEADINGS and block.box.tag != "dt":
            continue
        found = _MARK.search(block.text) or _EDIT.search(block.text)
        if found is None or len(found[0].strip(" []")) > block.linked:
            continue
        if text := block.text[: found.start()].rstrip():
            block.text, block.size, block.linked = text, len(text), 0


def without_permalink(title: str) -> str:
    """A title without the sign that links to it.

    >>> without_permalink("Configuration¶")
    'Configuration'
    """
    return _PERMALINK.sub("", title) or title
