"""What repeats over a handful of pages of one site is chrome: learned, not known. Pure.

The caller hands the result back as `Known.chrome`, so that a slogan, a reader's warning or a box of
advice that no vocabulary names is left out of the next page of the same site.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from parsers.blocks import read_blocks
from parsers.errors import ParseError
from parsers.html import parse_html
from parsers.model import Page
from parsers.text import match_key

AT_LEAST_PAGES: Final = 3
"""Two pages can share a paragraph because one is a copy of the other."""

SHARE_OF_PAGES: Final = 0.3
"""What stands in fewer of the pages may be a series that opens with the same words."""

SHORTEST_KEY: Final = 4


def learn_chrome(pages: Iterable[Page]) -> frozenset[str]:
    """Keys of the lines that stand in many of these pages of one site; one address counts once.

    Pages that cannot be read teach nothing and are passed over. Needs three pages that can.
    """
    seen: Counter[str] = Counter()
    urls: set[str] = set()
    for page in pages:
        if page.url in urls:
            continue
        try:
            root = parse_html(page).root
        except ParseError:
            continue
        urls.add(page.url)
        blocks, _ = read_blocks(root)
        seen.update({match_key(block.text) for block in blocks})
    needed = max(AT_LEAST_PAGES, SHARE_OF_PAGES * len(urls))
    return frozenset(key for key, n in seen.items() if n >= needed and len(key) >= SHORTEST_KEY)
