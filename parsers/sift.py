"""What of the chosen box is the article and what is not: one named rule for each reason to leave a
block out.

Every rule asks for two witnesses: what a line says and where it stands, how a box is called and
how little prose is in it, a heading and the links that follow. `sift` writes the name of the
rule on each block that it leaves out; a block without one is a paragraph of the article.
"""

import re
from collections.abc import Callable

from parsers.appeals import (
    APPEAL_RULE,
    APPEALS_BEGIN,
    asks_for_support,
    drop_collection,
    mark_appeal,
)
from parsers.attributes import mark_attributes
from parsers.biography import drop_biography, drop_name_and_role
from parsers.blocks import CONTENT_BOXES, HEADINGS, LONGEST_CELL, Block
from parsers.boilerplate import (
    ALWAYS_CHROME,
    LineKind,
    is_credited,
    is_name,
    is_notice,
    line_kind,
)
from parsers.hints import ADVERT, CAPTION, RELATED
from parsers.model import NOTHING_KNOWN, Known
from parsers.otherlists import (
    END_AFTER,
    LEFT_AFTER_END,
    card_under,
    rule_of_links,
    rule_of_list_heading,
)
from parsers.reasons import CAPTION_RULE, END_RULE, LEAD_RULE, called
from parsers.runs import drop_contacts, drop_hanging_headings, drop_labels_of_links, mark_times
from parsers.sifting import Sifting
from parsers.signature import BYLINE_RULE, SOURCE_RULE, is_credit, sign
from parsers.text import fold, match_key

LONG_ENOUGH_TO_REPEAT = 80
"""Shorter paragraphs are repeated on purpose (refrains, table cells)."""

TITLE_WITHIN = 0.1
"""Title, lead and date lines stand in this first part of the prose."""

LONGEST_ORNAMENT = 40
"""Stars and dashes between two parts of a text."""

LONGEST_SIGNED = 100

LONGEST_LABEL = 30
"""What programs that read aloud say before a caption."""

LONGEST_CREDITED = 250
"""Longer texts that name a photographer are paragraphs."""

LITTLE_OF_IT = 0.3
"""An advertisement is no larger part of the prose."""

_MARKUP = re.compile(
    r"<[a-zA-Z/!][^<>]{0,400}=[^<>]{0,400}>|</?[a-z][a-z0-9]{0,10}>|\[[a-z]{2,20}\s\w{2,20}="
)
"""Tags and shortcodes that a page shows to its readers by mistake."""

_OF_A_PICTURE = re.compile(r"\W*(?:video|clip|ảnh|đồ họa|photo)s?\s?:", re.IGNORECASE)
"""Opens a line that says whose picture or film stands above; with "Bài" it would be a byline."""

_SIGNS = re.compile(r"\W?(?:tin|bài)(?:\s?[,&]?\s?(?:và\s)?(?:bài|ảnh))?\s?:", re.IGNORECASE)
"""Opens a byline, also where it names whose the pictures are."""

_COMMENTS = re.compile(
    r"[\d.,]{1,6}\s?(?:comments?|kommentare?|commentaires?|comentarios?|binh luan|y kien)\W*"
)

_SIGNED = re.compile(
    r"(?:[Vv]on|VON|[Pp]ar|PAR|[Pp]or|POR|[Dd]oor|DOOR|[Aa]v):?\s(?P<name>[^,|]{4,60})"
)
_READING = re.compile(r"\s(?:Lesezeit|Lesedauer|Temps de lecture|Leestijd)\b")
SIGNED_RULE = "byline above the text"

LONGEST_SLIDE = 9
_SLIDE = re.compile(r"\(?\d{1,3}\s?(?:/|of|von|sur)\s?\d{1,3}\)?")
"""Which picture of how many is shown ("1/3"); a day or a part of a whole anywhere else."""

_WORD = re.compile(r"\w")  # a line to fill in ("____") is part of a form
KNOWN_CHROME = "chrome of this site"
_BESIDE_PICTURES = frozenset(
    {LineKind.FOLLOW, LineKind.SHARE, LineKind.NEWSLETTER, LineKind.ADVERT, LineKind.DATE}
)
"""What stands under a picture to be clicked or scanned."""

OTHER_THAN_CAPTIONS = ADVERT | RELATED
"""What stands beside the pictures in such boxes is about something else than the article."""

_CONTENT_KINDS = frozenset({LineKind.COUNTER, LineKind.DATE, LineKind.SHARE, LineKind.NAVIGATION})


def sift(
    blocks: list[Block],
    *,
    title: str | None = None,
    lead: str | None = None,
    known: Known = NOTHING_KNOWN,
    sites: Callable[[], frozenset[str]] = frozenset,
) -> None:
    """Write on each block that is not a paragraph of the article the rule that says so."""
    after = [0.0]
    for block in reversed(blocks):
        after.append(after[-1] + (0.0 if block.box.chrome else block.prose))
    after.reverse()
    state = Sifting(
        blocks=blocks,
        total=after[0] or 1.0,
        after=after[1:],
        title=match_key(title or ""),
        lead=match_key(lead or ""),
        known=known,
        sites=sites,
    )
    mark_attributes(blocks)
    mark_times(blocks)
    for index, block in enumerate(blocks):
        rule = block.rule or _rule_of(state, index, block)
        if rule == "end":
            for rest in blocks[index:]:
                rest.rule = rest.rule or END_RULE
            break
        if block.rule is not None:  # a line of the list whose heading was met before
            continue
        block.rule = rule
        if rule is None:
            state.seen += block.prose
        elif rule == "title" and not state.titled and match_key(block.text) == state.title:
            state.titled = True
            if not state.seen:  # lines, and nothing that reads like the article
                for above in blocks[:index]:
                    above.rule = above.rule or "above the title"
    drop_contacts(blocks)
    drop_collection(blocks, title or "")
    drop_labels_of_links(blocks)
    drop_name_and_role(blocks)
    drop_biography(blocks)
    drop_hanging_headings(blocks)
    sign(blocks)


def _rule_of(state: Sifting, index: int, block: Block) -> str | None:
    box = block.box
    if _is_caption(block) and not box.chrome & OTHER_THAN_CAPTIONS:
        if block.linked > 0.8 * block.size:
            return "link"
        kind = line_kind(block.text)
        if kind in _BESIDE_PICTURES:
            return str(kind)
        if block.size <= LONGEST_LABEL and box.tag == "figcaption" and block.text[-1] in ",:":
            return "label of a caption"
        if block.size <= LONGEST_SIGNED and state.share > END_AFTER and _SIGNS.match(block.text):
            return BYLINE_RULE
        named_credit = not box.images and state.share > END_AFTER and is_credit(block.text)
        return BYLINE_RULE if named_credit else CAPTION_RULE
    if box.chrome and not (box.chrome == CAPTION and box.tag in HEADINGS):
        return called(box.chrome)
    if block.size <= LONGEST_ORNAMENT and not _WORD.search(block.text):
        return "ornament"
    if block.size <= LONGEST_SLIDE and _numbers_a_picture(state.blocks, index):
        return "number of a picture"
    if _MARKUP.match(block.text):
        return "markup shown as text"
    if block.size >= LONG_ENOUGH_TO_REPEAT:
        home = state.texts.setdefault(block.text, box.home)
        if home is not box.home and not state.is_refrain(block.text):
            return "repeated"
    if (box.tag == "h1" or (box.parent and box.parent.tag == "h1")) and state.share < TITLE_WITHIN:
        return "title"
    if state.share < TITLE_WITHIN:
        rule = _rule_of_repeated_field(state, block)
        if rule:
            return rule
    if block.size > 160 and state.known.chrome and match_key(block.text) in state.known.chrome:
        return KNOWN_CHROME
    if block.size <= 160:
        rule = _rule_of_line(state, index, block)
        if rule:
            return rule
    if block.size <= LONGEST_CREDITED and _ends_with_credit(block):
        return BYLINE_RULE if _SIGNS.match(block.text) and state.share > END_AFTER else CAPTION_RULE
    if block.size < 700 and is_notice(block.text):
        return "notice"
    if block.size > 160 and _ends(state, index) and asks_for_support(block.text):
        return APPEAL_RULE
    return rule_of_links(state, index, block)


def _is_caption(block: Block) -> bool:
    box = block.box
    return (
        bool(box.chrome & CAPTION and block.size < 400 and box.tag not in HEADINGS)
        or box.tag == "figcaption"
        or box.home.tag == "figcaption"
        or (
            box.parent is not None
            and box.parent.tag == "figcaption"
            and (box.tag in HEADINGS or (box.tag == "p" and block.size < 400))
        )
    )


def _numbers_a_picture(blocks: list[Block], index: int) -> bool:
    """Whether a line says which picture of how many this is: beside it stands a caption."""
    beside = (*blocks[max(0, index - 1) : index], *blocks[index + 1 : index + 2])
    return _SLIDE.fullmatch(blocks[index].text) is not None and any(
        block.rule == CAPTION_RULE or _is_caption(block) for block in beside
    )


def _ends_with_credit(block: Block) -> bool:
    """Whether a line says after some words whose picture it is about: the picture itself may be
    drawn by a script.
    """
    return (
        ":" in block.text[-45:-3]
        and not block.linked
        and block.box.tag not in CONTENT_BOXES
        and block.text[-1] not in ".!?;"
        and is_credited(block.text)
        and line_kind(block.text) is not LineKind.BYLINE
    )


def _rule_of_repeated_field(state: Sifting, block: Block) -> str | None:
    for name, key in (("title", state.title), (LEAD_RULE, state.lead)):
        # a key is the text without its punctuation, a much longer or shorter text is another
        if (
            key
            and 0 <= block.size - len(key) <= 12 + len(key) // 5
            and match_key(block.text) == key
        ):
            return name
    return None


def _rule_of_line(state: Sifting, index: int, block: Block) -> str | None:
    if state.known.titles or state.known.chrome:
        key = match_key(block.text)
        if key in state.known.chrome:
            return KNOWN_CHROME
        if key in state.known.titles:
            return "title of another article"
    if block.text[:2] in APPEALS_BEGIN and mark_appeal(state.blocks, index):
        return APPEAL_RULE
    kind = line_kind(block.text)
    match kind:
        case None if state.share < TITLE_WITHIN and _is_signed(block):
            return SIGNED_RULE
        case None if not state.seen and _is_barred_date(block.text):
            return str(LineKind.DATE)
        case None | LineKind.CORRECTION:
            return None
        case _ if kind in _CONTENT_KINDS and _is_value(block, kind):
            return None
        case LineKind.LIST_HEADING:
            return rule_of_list_heading(state, index)
        case LineKind.BYLINE if state.share < TITLE_WITHIN or state.share > 0.9:
            return BYLINE_RULE
        case LineKind.BYLINE if state.share > END_AFTER and _ends_before_list(state, index):
            return BYLINE_RULE
        case LineKind.BYLINE:
            of_a_picture = _OF_A_PICTURE.match(block.text) and block.text[0] not in '“"‘'
            return CAPTION_RULE if of_a_picture else None
        case LineKind.SOURCE:
            return SOURCE_RULE if state.share > 0.9 else None
        case LineKind.DATE:
            return str(kind) if state.share < TITLE_WITHIN or state.share > 0.9 else None
        case LineKind.LINK_LINE:
            return str(kind) if _points_elsewhere(block) else None
        case LineKind.TAGS:
            return str(kind)
        case LineKind.COMMENTS if state.seen > 300 and _heads_comments(state, index):
            return "end"
        case LineKind.ADVERT:
            for advertised in card_under(state, index, LITTLE_OF_IT * state.total):
                advertised.rule = str(kind)
            return str(kind)
        case LineKind.COUNTER if state.seen > 300 and _counts_comments(block):
            return "end"
        case _ if kind in ALWAYS_CHROME:
            return str(kind)
    return None


def _is_barred_date(text: str) -> bool:
    """Whether a line says between bars for whom, when and where it was put down."""
    parts = text.split(" | ")
    return len(parts) > 1 and any(line_kind(part) is LineKind.DATE for part in parts)


def _ends(state: Sifting, index: int) -> bool:
    """Whether next to nothing of the text follows, and more than half of it went before."""
    return state.after[index] <= LEFT_AFTER_END * state.total and state.share > 0.5


def _is_signed(block: Block) -> bool:
    """Whether a line says "by" in another language before nothing but names, perhaps a place."""
    found = _SIGNED.match(block.text) if block.size <= LONGEST_SIGNED else None
    if found is None or block.text[-1] in "!?;":
        return False
    return is_name(_READING.split(found["name"])[0].strip().replace(" und ", " & "))


def _ends_before_list(state: Sifting, index: int) -> bool:
    """Whether the heading of other articles follows a line."""
    return any(
        line_kind(block.text) is LineKind.LIST_HEADING
        for block in state.blocks[index + 1 : index + 2]
    )


def _heads_comments(state: Sifting, index: int) -> bool:
    """A heading, or a line under which readers can be answered."""
    following = state.blocks[index + 1 : index + 7]
    return state.blocks[index].box.tag in HEADINGS or any(
        line_kind(block.text) is LineKind.COMMENTS for block in following
    )


def _counts_comments(block: Block) -> bool:
    """A heading that says how many comments follow, and nothing else."""
    return block.box.tag in HEADINGS and _COMMENTS.fullmatch(fold(block.text).strip()) is not None


def _is_value(block: Block, kind: LineKind) -> bool:
    """A number, a day or a word in a cell, an item or a heading, where it can be what the article
    is about; a counter that bears its label is one anywhere.
    """
    if block.linked or (kind is LineKind.COUNTER and any(map(str.isalpha, block.text))):
        return False
    return any(
        box is not None and box.tag in CONTENT_BOXES and box.mass < LONGEST_CELL
        for box in (block.box, block.box.parent)
    )


def _points_elsewhere(block: Block) -> bool:
    """An arrow before a link, or two before a headline; alone before a sentence it is a bullet."""
    if block.linked > 0.5 * block.size:
        return True
    return block.text[-1] not in ".!?;:,” " and block.text[0] not in "►▶➤➜→👉☛"
