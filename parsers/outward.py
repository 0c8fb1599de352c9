"""Lines that are nothing but a link and yet the text: the thing on another site that a section is
about, one of a list of such things, or of a list whose other items are no links. Any other link
leads to another article. Pure.
"""

import re
from collections.abc import Callable
from itertools import islice
from typing import Final

from parsers.blocks import HEADINGS, Block, Box
from parsers.html import HtmlDoc, is_small
from parsers.offers import LONGEST_LINKED_VALUE
from parsers.text import VIETNAMESE

_HOST: Final = re.compile(r"(?:https?:)?//(?:[^/?#@]*@)?([^/?#:@]+)", re.IGNORECASE)

UNDER_IT: Final = 250
"""So much prose under a heading is more than the sapo of a teaser."""

MOST_LINKS: Final = 20
MOST_ELEMENTS: Final = 200
"""An item or a heading with more of them holds other lines."""

PLAIN_ITEMS: Final = 2
NEAR: Final = 12
"""Items of a list that are looked at on either side of one."""

MOST_UNDER: Final = 30
"""Blocks under a heading in which that prose is looked for."""


def sites_of(doc: HtmlDoc) -> frozenset[str]:
    """The hosts that are the page's own: where it was found, and where it says that it belongs."""
    canonical = doc.root.find(".//link[@rel='canonical']")
    urls = (doc.url, doc.base_url, "" if canonical is None else canonical.get("href") or "")
    return frozenset(filter(None, map(_site, urls)))


def _site(url: str) -> str:
    """The last two labels of the host of an address: all of ".com.vn" is one, to be careful."""
    found = _HOST.match(url)
    return ".".join(found[1].lower().split(".")[-2:]) if found else ""


def leads_to_its_subject(
    blocks: list[Block], index: int, sites: Callable[[], frozenset[str]]
) -> bool:
    """Whether a heading over prose, or a short item, is a link to another site, or a short item
    stands among items that are no links.
    """
    block = blocks[index]
    if "." in block.text and " " not in block.text:
        return False  # where to find it, and not what it is
    if block.size <= LONGEST_LINKED_VALUE and _is_among_plain_items(blocks, index):
        return True
    if VIETNAMESE.search(block.text):
        return False  # Vietnamese papers and unions link to each other's news and home pages
    heading = block.box.tag in HEADINGS
    if not heading and (block.box.tag != "li" or block.size > LONGEST_LINKED_VALUE):
        return False
    if not is_small(block.box.element, MOST_ELEMENTS):
        return False
    hrefs = [link.get("href") or "" for link in islice(block.box.element.iter("a"), MOST_LINKS)]
    links = [_site(href) for href in hrefs] if len(hrefs) < MOST_LINKS else []
    if not links or not all(links) or not (own := sites()) or not own.isdisjoint(links):
        return False
    return not heading or _has_prose_under(blocks, index)


def _has_prose_under(blocks: list[Block], index: int) -> bool:
    prose = 0.0
    for block in blocks[index + 1 : index + 1 + MOST_UNDER]:
        if block.box.tag in HEADINGS:
            return False
        if not block.box.chrome:
            prose += block.prose
        if prose >= UNDER_IT:
            return True
    return False


def _is_among_plain_items(blocks: list[Block], index: int) -> bool:
    """Whether two items or more of a list, and a third of it at least, are words and no links."""
    around = _list_of(blocks[index])
    if around is None:
        return False
    near = blocks[max(0, index - NEAR) : index + NEAR]
    items = [block for block in near if _list_of(block) is around]
    plain = [block for block in items if not block.linked and any(map(str.isalpha, block.text))]
    return len(plain) >= PLAIN_ITEMS and 3 * len(plain) >= len(items)


def _list_of(block: Block) -> Box | None:
    item: Box | None = block.box
    if item is not None and item.tag != "li":
        item = item.parent
    return item.parent if item is not None and item.tag == "li" else None
