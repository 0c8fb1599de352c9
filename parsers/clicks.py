"""Boxes that a script makes links of (`onclick="location.href=..."`, `data-href`) where other pages
have an `a`: their lines count as linked, as those of a link do. Pure, over blocks.

Only small boxes count: an address may stand on the wrapper of a whole article.
"""

import re
from collections.abc import Sequence
from typing import Final

from parsers.blocks import Block, Box
from parsers.html import Element

MOST_LINES: Final = 6
MOST_TEXT: Final = 500
"""A card with its sapo and its date holds no more."""

A_SAPO: Final = 60

_CARD_TAGS: Final = frozenset({"div", "li", "article", "section", "td", "tr"})
_LEADS: Final = re.compile(
    r"\blocation\b|window\.open|[\"'](?:https?:/)?/[^\"'\s]{2,}[\"']", re.IGNORECASE
)
_ADDRESS: Final = re.compile(r"(?:https?:/)?/[^/\s]|[\w%-]+(?:/[\w%.-]+)*\.(?:html?|aspx|php)\b")
_WIDGET: Final = re.compile(r"\bfb-|facebook|zalo|share|comment|like|player", re.IGNORECASE)


def mark_clicked(blocks: Sequence[Block], boxes: Sequence[Box]) -> None:
    """Count the lines of boxes that lead elsewhere by a script as linked."""
    clicked = [
        box
        for box in boxes
        if box.tag in _CARD_TAGS
        and 0 < box.end - box.start <= MOST_LINES
        and (box.element.get("onclick") or box.element.get("data-href"))
    ]
    for box in clicked:
        if _leads(box.element) and _is_card(blocks[box.start : box.end]):
            for block in blocks[box.start : box.end]:
                block.linked = block.size


def _is_card(part: Sequence[Block]) -> bool:
    """Whether a few lines are a headline with no more than one sapo."""
    if sum(block.size for block in part) > MOST_TEXT:
        return False
    sapos = [block for block in part if block.size >= A_SAPO and block.text[-1] in ".…:;"]
    return len(sapos) <= 1 and len(sapos) < len(part)


def _leads(el: Element) -> bool:
    """Whether a click on an element leads to another page."""
    clicked, address = el.get("onclick"), el.get("data-href")
    if (clicked is None and address is None) or _WIDGET.search(el.get("class") or ""):
        return False
    return _LEADS.search((clicked or "")[:200]) is not None or bool(_ADDRESS.match(address or ""))
