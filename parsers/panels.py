"""Boxes whose names speak against them and whose place speaks for them: panels of an accordion that
are hidden until they are opened, posts of a thread that are called comments. Pure, over boxes.
"""

from typing import Final

from parsers.blocks import Block, Box
from parsers.hints import COMMENTS, HIDDEN
from parsers.html import Element

PANELS: Final = 3
LONGEST_HANDLE: Final = 200
"""So many hidden boxes are an accordion, each under a line no longer than this."""

THREAD: Final = 3
ALL_THERE_IS: Final = 0.95
"""So many comments with so much of the prose are what the page is about."""


def open_panels(blocks: list[Block], boxes: list[Box]) -> None:
    """Hidden boxes of one class, each under a line of its own that opens it, are the panels of an
    accordion: the text of the page, unless they are shown elsewhere on it.
    """
    rows: dict[tuple[str, int], list[Box]] = {}
    for box in boxes:
        around = box.parent
        if box.own == HIDDEN and around is not None and not around.own:
            rows.setdefault((box.element.get("class") or "", around.names), []).append(box)
    for panels in rows.values():
        if len(panels) >= PANELS and all(_has_handle(blocks, panel) for panel in panels):
            hidden = {_longest(blocks[panel.start : panel.end]) for panel in panels}
            if len(hidden) == len(panels) and sum(b.text in hidden for b in blocks) == len(hidden):
                for panel in panels:
                    panel.own = 0


def _longest(part: list[Block]) -> str:
    return max(part, key=lambda block: block.size).text


def _has_handle(blocks: list[Block], panel: Box) -> bool:
    """Whether the line before a panel stands beside it, and in no other panel."""
    if not panel.start or panel.parent is None or panel.start == panel.parent.start:
        return False
    handle = blocks[panel.start - 1]
    box: Box | None = handle.box
    while box is not None and box is not panel.parent:
        if box.own & HIDDEN:
            return False
        box = box.parent
    return handle.size <= LONGEST_HANDLE


def unmark_threads(boxes: list[Box], rest: float) -> None:
    """In a thread the posts may be called comments: siblings of one class that hold all the prose
    there is (`rest` is what stands in no other named box), or that data on the page calls comments
    while the first of them, the post itself, is none.
    """
    rows: dict[tuple[int, str], list[Box]] = {}
    for box in boxes:
        around = box.parent
        if box.own == COMMENTS and around is not None and not around.names & COMMENTS:
            rows.setdefault((id(around), box.element.get("class") or ""), []).append(box)
    _unmark_by_class(boxes, rest)
    if not rows:
        return
    others = {(id(box.parent), box.element.get("class")) for box in boxes if box.own != COMMENTS}
    for row, posts in rows.items():
        answers = row[1] and row in others and all(map(_is_answer, posts))
        all_there_is = sum(box.mass for box in posts) >= ALL_THERE_IS * rest
        if answers or (len(posts) >= THREAD and all_there_is):
            for box in posts:
                box.own = 0


def _unmark_by_class(boxes: list[Box], rest: float) -> None:
    """The same for posts that each stand in a box of their own: one class on all the page."""
    rows: dict[str, list[Box]] = {}
    for box in boxes:
        name = box.element.get("class")
        if box.own == COMMENTS and name:
            rows.setdefault(name, []).append(box)
    for posts in rows.values():
        if len(posts) < THREAD or any(_stands_in_one(box, posts[0].element) for box in posts):
            continue
        if sum(box.mass for box in posts) >= ALL_THERE_IS * rest:
            for box in posts:
                box.own = 0


def _stands_in_one(box: Box, first: Element) -> bool:
    """Whether a post stands in another of its class, as an answer does, or in a box of comments."""
    name = first.get("class")
    around = box.parent
    while around is not None:
        if around.element.get("class") == name or around.own & COMMENTS:
            return True
        around = around.parent
    return False


def _is_answer(box: Box) -> bool:
    return box.element.get("itemprop") == "comment"
