"""The table over the text of a legal document that says what it is: number, day, who signed it.
Pure, over blocks.

Several of its labels together, in one box above the text, are the witnesses; a document that is
nothing but such a table keeps it.
"""

import re
from typing import Final

from parsers.blocks import Block, Box
from parsers.weigh import stands_in

ATTRIBUTE_RULE: Final = "attribute of a document"

FIRST_BLOCKS: Final = 30
"""The table stands above the text, within so many lines."""

LABELS_AT_LEAST: Final = 3
MOST_BLOCKS: Final = 40
MOST_PROSE: Final = 600
"""Besides its labels the table repeats what the document is about, and holds no more than that."""

TEXT_AT_LEAST: Final = 300
"""So much prose has to follow for the table not to be the article itself."""

_LABEL = re.compile(
    r"(?:số(?: (?:và )?ký hiệu(?: văn bản)?| hiệu(?: văn bản)?| văn bản)|loại văn bản"
    r"|hình thức văn bản|trích yếu(?: nội dung)?|tên văn bản|người ký(?: duyệt)?|chức vụ"
    r"|(?:cơ quan|đơn vị|nơi) (?:ban hành|soạn thảo)|lĩnh vực(?: văn bản)?|(?:tình trạng|ngày)"
    r"(?: có)? hiệu lực|ngày (?:ban hành|ký|hết hiệu lực|đăng công báo)|tình trạng|phạm vi)\b"
    r"\s?(?::.{0,400})?",
    re.IGNORECASE,
)


_BEGINNINGS: Final = frozenset("số lo hì tr tê ng ch cơ đơ nơ lĩ tì ph".split())
"""How the labels begin: most lines are told by these to be none."""


def mark_attributes(blocks: list[Block]) -> None:
    """Write the rule on the lines of the table, where the text stands below it."""
    labels = [
        at
        for at, block in enumerate(blocks[:FIRST_BLOCKS])
        if block.text[:2].lower() in _BEGINNINGS and _LABEL.fullmatch(block.text)
    ]
    if len(labels) < LABELS_AT_LEAST:
        return
    around: Box | None = blocks[labels[0]].box
    while around is not None and len(inside := _inside(blocks, around)) <= MOST_BLOCKS:
        if sum(at in inside for at in labels) >= LABELS_AT_LEAST:
            last = max(inside)
            after = sum(block.prose for block in blocks[last + 1 :])
            if around.mass <= MOST_PROSE and after >= TEXT_AT_LEAST:
                for at in inside:
                    blocks[at].rule = blocks[at].rule or ATTRIBUTE_RULE
            return
        around = around.parent


def _inside(blocks: list[Block], around: Box) -> range:
    """Where the blocks of a box stand in a part of the page."""
    found = [at for at, block in enumerate(blocks) if stands_in(block.box, around)]
    return range(found[0], found[-1] + 1)
