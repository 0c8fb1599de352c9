"""The tags that a page shows under the text: in a box called so, behind their label, or in links
that say so. Pure, over blocks.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Final

from parsers.blocks import Block, Box
from parsers.boilerplate import LineKind, line_kind
from parsers.hints import META
from parsers.html import Element, text_of

MOST_TAGS: Final = 20
MOST_TEXT: Final = 300
LONGEST_TAG: Final = 60
LEVELS: Final = 4
"""Label and links are children of one box, or of boxes beside each other in it."""

_NAME = re.compile(
    r"(?:^|[\s_-])(?:hash)?tags?(?=$|[\s_-])|tag-?(?:list|item|box)|tags-links|keywords?|tu-?khoa",
    re.IGNORECASE,
)

_TOPIC = re.compile(r"(?:chủ đề|dòng sự kiện)\s?:", re.IGNORECASE)
"""Labels a line of topics, which may stand above the tags."""

_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORDS: Final = ("tag", "khoa", "keyword", "chu", "label")  # most addresses have none of these
_ADDRESS = re.compile(
    r"/(?:hash)?(?:tags?|tagged|tu-?khoa|keywords?|chu-?de|label)/|[?&](?:tag|tu-?khoa|keyword)=",
    re.IGNORECASE,
)


def tags_in(blocks: Sequence[Block]) -> tuple[str, ...]:
    """The texts of the links in the first box of tags among the lines after the text."""
    topic: tuple[str, ...] = ()
    for block in blocks:
        element = block.box.element
        said = [
            text_of(link)
            for link in (element.iter("a") if block.linked else ())
            if link.get("rel") == "tag"
        ]
        if said:
            return _clean(said)
        if tags := _by_address(block):
            return tags
        named = _named(block.box)
        if named is None and line_kind(block.text) is LineKind.TAGS:
            named = element
        if named is not None and (tags := _links_of(named)):
            if not _TOPIC.match(block.text):
                return tags
            topic = topic or tags
    return topic


def _by_address(block: Block) -> tuple[str, ...]:
    """The links of a line or a row that all lead to tags by their address."""
    if block.linked < 0.6 * block.size or block.size > MOST_TEXT:
        return ()
    links = [link for link in block.box.element.iter("a") if _leads_to_tag(link.get("href") or "")]
    if (
        block.box.tag == "li"
        and len(links) == 1
        and (row := block.box.element.getparent()) is not None
    ):
        others = [link for item in islice(row, MOST_TAGS) for link in item.iter("a")]
        if all(_leads_to_tag(link.get("href") or "") for link in others):
            return _clean(text for link in others if len(text := text_of(link)) <= LONGEST_TAG)
    shown = [text for text in map(text_of, links) if text and text in block.text]
    if sum(map(len, shown)) < 0.9 * block.linked or any(len(tag) > LONGEST_TAG for tag in shown):
        return ()
    return _clean(shown)


def _leads_to_tag(href: str) -> bool:
    return any(word in href for word in _WORDS) and _ADDRESS.search(href) is not None


def _named(box: Box) -> Element | None:
    """The outermost box around a line, a few levels up, that is called one of tags."""
    found: Element | None = None
    node: Box | None = box
    for _ in range(LEVELS):
        if node is None:
            break
        element = node.element
        called = f"{element.get('class')} {element.get('id')}"
        if node.names & META and _NAME.search(_CAPITAL.sub("-", called)):
            found = element
        node = node.parent
    return found


def _links_of(element: Element) -> tuple[str, ...]:
    """The links of the nearest box around that has any: all as short as tags are, or none."""
    node: Element | None = element
    for _ in range(LEVELS):
        links = [] if node is None else [text_of(link) for link in node.iter("a")]
        if links:
            tags = _clean(links)
            fits = len(links) <= MOST_TAGS and all(len(tag) <= LONGEST_TAG for tag in tags)
            return tags if fits else ()
        node = None if node is None else node.getparent()
    return ()


def _clean(links: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (link.strip(" #,;:") for link in links))))
