"""Which lines are captions because a picture or a film stands beside them: by it, and by how they
are set or what they say. A short line under a picture can be the text.
"""

import re
from typing import Final

from parsers.blocks import Block, Box
from parsers.boilerplate import is_credited, is_name
from parsers.hints import CAPTION
from parsers.html import Element, outermost
from parsers.reasons import CAPTION_RULE

CAPTION_SIZE: Final = 450
CAPTION_SIZE_DIV: Final = 250
"""Texts beside a picture are a caption up to this size; less in a div, which may be anything."""

FEWEST_PICTURES: Final = 3
"""So many sentences under pictures, and nothing else, are a story told in pictures."""

_LINE_TAGS: Final = frozenset({"p", "div", "center", "section"})
_PLAYERS: Final = frozenset({"iframe", "video", "embed", "object"})
_SLANTED: Final = frozenset({"em", "i", "small"})
_ILLUSTRATES = re.compile(
    r"\W*(?:hình ảnh|ảnh|hình) (?:minh h(?:ọa|oạ)|tư liệu|internet|chụp từ|cắt từ)\b|\W*nguồn\s?:",
    re.IGNORECASE,
)


def mark_lines_under_pictures(blocks: list[Block], boxes: list[Box]) -> None:
    """A short paragraph with a picture in it, or right after one, that is set as captions are."""
    picture_at = -1
    for box in boxes:
        if box.images and box.start == box.end:
            picture_at = box.start
        elif box.end == box.start + 1 and (box.tag in _LINE_TAGS or _is_slanted_row(box)):
            block = blocks[box.start]
            if block.size > CAPTION_SIZE_DIV:
                continue
            if not (
                box.images
                or picture_at == box.start
                or (box.parent is not None and box.parent.images and _follows_picture(box.element))
                or _shares_box_with_film(box.element)
            ):
                continue
            quoted = block.text[0] in '“"‘' or (box.parent and box.parent.tag == "blockquote")
            if (
                is_credited(block.text)
                or _ILLUSTRATES.match(block.text)
                or (
                    not quoted
                    and (
                        _is_set_as_caption(box.element, block.size)
                        or _has_no_end(block)
                        or (
                            picture_at == box.start
                            and block.text[-1] == "."
                            and _is_named_apart(box.element)
                        )
                    )
                )
            ):
                box.own |= CAPTION


def unmark_slides(boxes: list[Box], most: float) -> None:
    """Boxes of one name beside each other, each a picture with text, that hold `most` of the prose:
    where one has too much text for a caption, the text under the others is none either.
    """
    shown = [box for box in boxes if box.images and box.mass and box.tag == "div"]
    if len(shown) < FEWEST_PICTURES or all(box.own != CAPTION for box in shown):
        return
    slides: dict[tuple[int, str], list[Box]] = {}
    for box in shown:
        name = box.element.get("class")
        if name and not box.own & ~CAPTION:
            slides.setdefault((id(box.parent), name), []).append(box)
    for group in slides.values():
        told = sum(box.mass for box in group)
        if len(group) >= FEWEST_PICTURES and told >= most and not all(b.own for b in group):
            for box in group:
                box.own = 0


def read_pictures(blocks: list[Block]) -> None:
    """Where nothing else is left, the lines under several pictures are the text: take their rule
    away.
    """
    told = [block for block in blocks if block.rule == CAPTION_RULE and block.prose]
    if len(told) >= FEWEST_PICTURES:
        for block in blocks:
            if block.rule == CAPTION_RULE:
                block.rule = None


def mark_lines_between_breaks(blocks: list[Block]) -> None:
    """A line in italics right after a picture, where breaks and not boxes part the lines."""
    lines: dict[Box, list[Block]] = {}
    for block in blocks:
        if block.box.images:
            lines.setdefault(block.box, []).append(block)
    for box, part in lines.items():
        if len(part) < 3:
            continue
        captions = {_line_after(image) for image in box.element.iter("img")}
        for block in part:
            if block.text in captions and block.size <= CAPTION_SIZE_DIV:
                block.rule = CAPTION_RULE


def _line_after(image: Element) -> str:
    """The text in italics that follows a picture, past breaks; nothing where other text does."""
    node: Element | None = image
    while node is not None and node.getnext() is None and not (node.tail or "").strip():
        node = node.getparent()
        if node is None or node.tag not in ("a", "span", "strong", "b", "font"):
            return ""
    while node is not None and not (node.tail or "").strip():
        node = _unwrapped(node.getnext())
        if node is not None and node.tag in _SLANTED:
            return " ".join("".join(node.itertext()).split())
        if node is None or node.tag != "br":
            return ""
    return ""


def _unwrapped(element: Element | None) -> Element | None:
    """The element in italics that is all there is in one in bold; any other as it is."""
    if element is not None and element.tag in ("b", "strong", "span", "font"):
        inner = element[0] if len(element) == 1 and not (element.text or "").strip() else None
        if inner is not None and inner.tag in _SLANTED and not (inner.tail or "").strip():
            return inner
    return element


def _has_no_end(block: Block) -> bool:
    """Whether a line has the words of a sentence and no stop, as captions do; a line in bold is a
    heading, a few words may be a name.
    """
    first = block.text[0]  # a dash, a dot or a number makes it an item of a list
    if block.linked or block.size < 25 or not first.isalpha() or block.text[-1] in '.!?…:;,”"’)':
        return False
    bold = sum(len("".join(b.itertext())) for b in outermost(block.box.element, "strong", "b"))
    return bold < 0.9 * block.size and len(block.text.split()) >= 6 and not is_name(block.text)


def _is_slanted_row(box: Box) -> bool:
    """Whether a cell is all that its table holds, and wholly in italics."""
    row = box.parent
    table = None if row is None or box.tag != "td" else row.parent
    if table is None or table.end - table.start != 1:
        return False
    most = max(
        (len("".join(el.itertext()).strip()) for el in outermost(box.element, "em", "i")), default=0
    )
    return most > 0 and most >= 0.9 * len("".join(box.element.itertext()).strip())


def _is_named_apart(element: Element) -> bool:
    """Whether a line has a name of its own, right under a picture, and the lines of text on both
    sides, built as it is, have none or share another.
    """
    name, picture = element.get("class"), element.getprevious()
    if not name or picture is None or picture.getprevious() is None:
        return False
    if "".join(map(str, picture.itertext())).strip():
        return False
    before, after = picture.getprevious(), element.getnext()
    if before is None or after is None or not before.tag == after.tag == element.tag:
        return False
    if before.get("class") != after.get("class") or before.get("class") == name:
        return False
    return all(len("".join(map(str, el.itertext())).strip()) >= 40 for el in (before, after))


def _follows_picture(element: Element) -> bool:
    """Whether a line stands right after a picture that is in no box of its own."""
    picture = element.getprevious()
    return (
        picture is not None
        and picture.tag in ("img", "amp-img", "picture")
        and not (picture.tail or "").strip()
    )


def _shares_box_with_film(element: Element) -> bool:
    """Whether a line is all that stands in a box under a player."""
    player = element.getprevious()
    return (
        player is not None
        and player.tag in _PLAYERS
        and player.getprevious() is None
        and element.getnext() is None
    )


def _is_set_as_caption(element: Element, size: int) -> bool:
    """Whether the text of a paragraph is centred, or wholly in italics."""
    if element.tag == "center":
        return True
    style = f"{element.get('style', '')} {element.get('align', '')} {element.get('class', '')}"
    if "center" in style.lower() or "font-style:italic" in style.replace(" ", "").lower():
        return True
    italic = sum(len("".join(part.itertext())) for part in outermost(element, "em", "i"))
    return italic >= 0.9 * size
