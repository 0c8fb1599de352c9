"""The last lines of an article: who wrote it, and where it was taken from. Pure, over blocks.

Position is the first witness, the shape of the line or how it is set the second: a name in the
middle, or a list of names at the end, is content.
"""

import re
from itertools import takewhile
from typing import Final

from parsers.blocks import CONTENT_BOXES, Block, Box
from parsers.boilerplate import LineKind, is_name, line_kind
from parsers.hints import AUTHOR

BYLINE_RULE: Final = "byline"
SOURCE_RULE: Final = "source note"

LONGEST_SIGNATURE: Final = 80
LAST_LINES: Final = 3
"""A byline, a second one and a source: more lines than these are not looked at."""

LAST_CREDITS: Final = 6
"""Who wrote, who took the pictures, who laid it out: a line each under long features."""

NEXT_LINES: Final = 6
"""In so many lines after the text its author may be named in a box of his own."""

MOST_IN_A_CELL: Final = 200
"""A cell with more prose is there for the layout."""

_SET_RIGHT = re.compile(r"align:\s*right|text-right", re.IGNORECASE)
_LABEL = re.compile(r"\W*(?:tác giả|người đăng|người viết)[^:]{0,10}:", re.IGNORECASE)
_CREDIT = re.compile(
    r"\W*(?P<work>nội dung|thiết kế|trình bày|kỹ thuật|mỹ thuật|đồ họa|ảnh|video|clip|quay phim"
    r"|dựng|dựng phim|kịch bản|tổ chức|biên tập|bài|bài viết|thực hiện)"
    r"\s?[:|]\s?(?P<who>\S.{0,60})",
    re.IGNORECASE,
)
_WRITING = frozenset({"nội dung", "bài", "bài viết", "thực hiện"})
_TAKEN_FROM = re.compile(
    r"\((?:[A-ZĐ]{2}[\w.+&-]*|[\w.+&-]+(?:/[\w.+& -]+)+|[\w-]+\.(?:vn|com|net|org))\)\.?"
    r"|\(?Theo\s[A-ZĐÀ-Ỹ][^.;:?!]{1,50}\)?"
)
"""An agency in brackets, or "Theo ..." with a name and no end, which no sentence has."""


def sign(blocks: list[Block]) -> None:
    """Write their rule on the last lines that name authors or a source."""
    kept = [block for block in blocks if block.rule is None]
    for block in reversed(kept[-LAST_CREDITS:]):
        if not _is_credit(block.text):
            break
        block.rule = BYLINE_RULE
        kept.pop()
    names = list(takewhile(lambda block: is_name(block.text), reversed(kept)))
    for block in reversed(kept[-LAST_LINES:]):
        kind = line_kind(block.text)
        if kind is LineKind.SOURCE or (block.size <= 60 and _TAKEN_FROM.fullmatch(block.text)):
            block.rule = SOURCE_RULE
        elif kind is LineKind.BYLINE or _is_signature(block, names):
            block.rule = BYLINE_RULE
        else:
            break


def author_of(bylines: list[str]) -> str | None:
    """The last byline that does not name the work of somebody else than the writer."""
    for text in reversed(bylines):
        credit = _CREDIT.fullmatch(text)
        if credit is None or credit["work"].lower() in _WRITING:
            return text
    return None


def named_after(blocks: list[Block]) -> str | None:
    """The author that a box of his own, or a label, names right after the text."""
    for block in blocks[:NEXT_LINES]:
        if block.size > LONGEST_SIGNATURE:
            return None
        boxes = (block.box, block.box.parent)
        named = any(box is not None and box.names & AUTHOR for box in boxes)
        if named or _LABEL.match(block.text):
            name = block.text.rpartition(":")[2].partition("/")[0].strip()
            if is_name(name):
                return block.text
    return None


def _is_credit(text: str) -> bool:
    if len(text) > LONGEST_SIGNATURE or (":" not in text and "|" not in text):
        return False
    credit = _CREDIT.fullmatch(text)
    return credit is not None and is_name(credit["who"].rstrip("."))


def _is_signature(block: Block, names: list[Block]) -> bool:
    """One or two names at the end, or a short line set to the right; a list of names is content."""
    if block.size > LONGEST_SIGNATURE or _is_datum(block.box):
        return False
    if block in names and len(names) <= 2:
        return True
    return block.text[-1] not in '.!?:;”"' and _is_set_right(block.box)


def _is_datum(box: Box) -> bool:
    """Whether a line is a heading, an item, or stands in a cell beside other cells of its row."""
    cell = box.home
    if cell.tag in ("td", "th"):
        row = cell.parent
        beside = row is not None and row.end - row.start > cell.end - cell.start
        return beside and cell.mass < MOST_IN_A_CELL
    return box.tag in CONTENT_BOXES


def _is_set_right(box: Box) -> bool:
    for each in (box, box.parent):
        if each is not None:
            get = each.element.get
            style = f"{get('style', '')} align:{get('align', '')} {get('class', '')}"
            if _SET_RIGHT.search(style):
                return True
    return False
