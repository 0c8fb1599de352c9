"""Questions that readers ask, answered in a box of their own after the article they belong to.
Pure, over blocks.

A heading that says what they are is one witness, two questions with their answers under it the
other.
"""

import re
from typing import Final

from parsers.blocks import HEADINGS, Block

NEAR: Final = 12
"""So many lines after the region the heading is looked for."""

LONGEST_QUESTION: Final = 200
MOST_LINES: Final = 200
FEWEST: Final = 2
AN_ANSWER: Final = 40

_HEADING: Final = re.compile(
    r".{0,60}(?:\bFAQs?\b|frequently asked questions|häufige fragen|häufig gestellte fragen"
    r"|(?:questions|preguntas|domande) (?:fréquentes|frecuentes|frequenti)|veelgestelde vragen"
    r"|câu hỏi thường gặp).{0,40}",
    re.IGNORECASE,
)


def questions_after(blocks: list[Block], end: int) -> list[Block]:
    """The heading, the questions and their answers that follow the region which ends at `end`."""
    for at in range(end, min(end + NEAR, len(blocks))):
        block = blocks[at]
        if block.box.tag in HEADINGS and not block.box.chrome and _HEADING.fullmatch(block.text):
            return _answered(blocks, at)
    return []


def _answered(blocks: list[Block], at: int) -> list[Block]:
    found = [blocks[at]]
    questions = 0
    last = min(at + MOST_LINES, len(blocks))
    at += 1
    if at + 1 < last and not _is_question(blocks[at]) and _is_question(blocks[at + 1]):
        found.append(blocks[at])  # says what they are about
        at += 1
    while at + 1 < last and _is_question(blocks[at]) and blocks[at + 1].prose >= AN_ANSWER:
        questions += 1
        home = blocks[at + 1].box.home
        found.append(blocks[at])
        at += 1
        while at < last and blocks[at].box.home is home and not _is_question(blocks[at]):
            found.append(blocks[at])
            at += 1
    return found if questions >= FEWEST else []


def _is_question(block: Block) -> bool:
    return block.text[-1] in "?？؟" and block.size <= LONGEST_QUESTION
