"""Lists of other articles round and in a text, and lines that are nothing but a link. Pure, over
blocks.

A heading "Tin khác" is one witness; the links, headlines or teasers under it, and where it stands,
are the other. The article may go on behind such a list.
"""

from itertools import takewhile

from parsers.blocks import HEADINGS, Block, Box
from parsers.boilerplate import LONGEST_LABEL, is_boilerplate_heading, is_dated_headline
from parsers.offers import (
    LINK_RULE,
    is_linked_value,
    links_to_itself,
    names_next_part,
    rule_of_offer,
)
from parsers.outward import leads_to_its_subject
from parsers.sifting import Sifting
from parsers.weigh import CARD_BLOCKS, CARD_PROSE, is_headline, stands_in

END_AFTER = 0.6
"""A list of other articles after this part of the prose ends the article ..."""

LEFT_AFTER_END = 0.15
"""... if no more than this of the prose follows."""

NEAR = 40
"""Blocks before and behind a list in which the paragraphs round it are looked for."""

FAR = 400
"""So many lines under a heading of other articles tell whether the text goes on there."""

A_SENTENCE = 60
"""Prose from which a paragraph after a list is the article going on."""

LONGEST_SAPO = 250
"""What stands under the headline of a teaser."""

A_PARAGRAPH = 80
"""Prose from which a line under a list of links is the article going on."""


def rule_of_list_heading(state: Sifting, index: int) -> str | None:
    """A heading of other articles, with a list under it: of links, or of no sentences."""
    following = state.blocks[index + 1 : index + 7]
    if not following:
        return "end"
    linked = sum(block.linked > 0.5 * block.size or bool(block.box.chrome) for block in following)
    most = linked >= 0.5 * len(following)
    is_late = state.share > END_AFTER and state.after[index] <= LEFT_AFTER_END * state.total
    if most and is_late and not _goes_on(state, index):
        return "end"
    late = state.share > END_AFTER  # the article's own lists stand before its end
    lines = _headlines_under(
        state.blocks[index + 1 : index + 1 + CARD_BLOCKS] if late else following
    )
    if linked:
        for block in (*card_under(state, index), *_teasers_under(state, index), *lines):
            block.rule = "line of a list"
        return "heading of a list"
    if len(lines) < 2:
        return None
    for block in lines:
        block.rule = "line of a list"
    return "heading of a list"


def _headlines_under(following: list[Block]) -> list[Block]:
    """The lines under a heading that are no sentences; among them one may ask something."""
    lines = list(takewhile(_is_headline_shaped, following))
    return lines if any(map(_is_no_sentence, lines)) and len(lines) > 1 else []


def _is_headline_shaped(block: Block) -> bool:
    asks = block.size < 120 and block.text[-1] in "?!" and block.box.tag not in HEADINGS
    return (asks or _is_no_sentence(block)) and not is_boilerplate_heading(block.text)


def _teasers_under(state: Sifting, index: int) -> list[Block]:
    """Headlines that each have their sapo under them, two or more to the end, in the box of the
    heading: nothing but their order tells these sapos from the text.
    """
    rest = _at_home(state, index, CARD_BLOCKS + 1)
    heads, sapos = rest[::2], rest[1::2]
    if len(sapos) < 2 or len(rest) > CARD_BLOCKS or not all(map(is_headline, heads)):
        return []
    return [] if any(block.linked or block.size > LONGEST_SAPO for block in sapos) else rest


def _at_home(state: Sifting, index: int, most: int) -> list[Block]:
    """The lines under a heading that stand in its box, so many at most."""
    home = state.blocks[index].box.home
    following = state.blocks[index + 1 : index + 1 + most]
    return list(takewhile(lambda block: block.box.home is home, following))


def _goes_on(state: Sifting, index: int) -> bool:
    return _goes_on_under(state, index) or _goes_on_behind(state, index)


def _goes_on_under(state: Sifting, index: int) -> bool:
    """Whether the text goes on under a list of links in its middle: two headlines or more without
    their sapos, then a paragraph, all of them in the box of the heading.
    """
    rest = _at_home(state, index, FAR)
    links = sum(1 for _ in takewhile(is_headline, rest))
    after = rest[links:]
    return (
        links >= 2
        and bool(after)
        and after[0].prose >= A_PARAGRAPH
        and not any(block.linked for block in after)
    )


def _goes_on_behind(state: Sifting, index: int) -> bool:
    """Whether the list is a box of its own between paragraphs: a sentence follows beside those that
    went before, in the same box as they.
    """
    earlier = reversed(state.blocks[max(0, index - NEAR) : index])
    last = next((block.box for block in earlier if block.prose and block.rule is None), None)
    if last is None or _are_brothers(state.blocks[index].box, last):
        return False
    return any(
        block.prose >= A_SENTENCE and not block.box.chrome and _are_brothers(block.box, last)
        for block in state.blocks[index + 1 : index + NEAR]
    )


def _are_brothers(one: Box, other: Box) -> bool:
    return one.parent is other.parent and one.tag == other.tag


def card_under(state: Sifting, index: int, most: float = CARD_PROSE) -> list[Block]:
    """What stands with a heading of other articles, or the label of an advertisement, in a box that
    it opens and that holds little.
    """
    heading = state.blocks[index]
    box: Box | None = heading.box
    card: Box | None = None
    while box is not None and box.end - box.start <= CARD_BLOCKS:
        inside = state.blocks[index : index + box.end - box.start]
        headlines = [at for at, block in enumerate(inside) if is_headline(block)]
        if box.mass >= min(CARD_PROSE, most) * max(1, len(headlines)):
            break
        # Under a teaser stands its sapo; what goes on after that is the article round the list.
        if headlines and len(inside) - headlines[-1] > 2:
            break
        if index and stands_in(state.blocks[index - 1].box, box):
            break
        if box.end - box.start > 1:
            card = box
        box = box.parent
    if card is None:
        return []
    following = state.blocks[index + 1 : index + CARD_BLOCKS]
    return list(takewhile(lambda block: stands_in(block.box, card), following))


def _is_no_sentence(block: Block) -> bool:
    return block.size < 160 and block.text[-1] not in '.!?:;”"' and block.box.tag not in HEADINGS


def rule_of_links(state: Sifting, index: int, block: Block) -> str | None:
    """Why a line that links, or follows a link, is no part of the text; None where it is."""
    if is_dated_headline(block.text):
        if block.linked > 0.5 * block.size:
            return "link with a date"
        near = state.blocks[max(0, index - 1) : index] + state.blocks[index + 1 : index + 2]
        if any(is_dated_headline(other.text) for other in near):
            return "headline with a date"
    if state.share > END_AFTER and not state.after[index]:
        near = state.blocks[max(0, index - 2) : index] + state.blocks[index + 1 : index + 3]
        if block.size <= LONGEST_LABEL and names_next_part(block, near):
            return "next part"
    rule = rule_of_offer(block, state.blocks[index + 1 : index + 2], state.documents)
    if rule == LINK_RULE and (
        is_linked_value(state.blocks, index)
        or links_to_itself(block, state.title)
        or leads_to_its_subject(state.blocks, index, state.sites)
    ):
        return None
    return rule
