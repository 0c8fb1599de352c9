"""Lines that offer something else than the article: documents to load, one other article, the next
part of a series; and links that do not. Pure, over blocks.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from parsers.blocks import HEADINGS, LONGEST_CELL, Block
from parsers.boilerplate import LineKind, line_kind
from parsers.html import Element, is_small, text_of
from parsers.media import is_document
from parsers.text import match_key

LINK_RULE = "link"
LONGEST_OFFER = 200
LEAST_HEADLINE = 15
LONGEST_LABEL_OF_FILES = 40

LONGEST_LINKED_VALUE = 40
"""A longer link in a table is the headline of another article."""

MOST_WORDS_OF_A_NAME = 5
"""A link of more words beside nothing but a number or a day may be a headline, too."""

MOST_BEFORE_A_LINK = 40
MOST_ASIDES = 1_000
MOST_IN_A_HEADING = 60
"""No label and no heading is made of so many elements."""

MOST_CELLS = 12
"""So many cells of a row round one are looked at."""

_POINTS = re.compile(
    r"\W*(?:xem|đọc|bạn đang (?:xem|đọc)|mời|tham khảo"
    r"|liên quan|(?:có thể )?(?:quý vị|bạn(?: đọc)?) (?:có thể )?"
    r"(?:quan tâm|thích|chưa biết|nên)|nên (?:đọc|xem)|đừng bỏ lỡ|quan tâm)\b[^.:]{0,30}:",
    re.IGNORECASE,
)
"""Opens a line whose link leads to another article ("Xem thêm bài: ...")."""

_ATTACHED = re.compile(
    r"\W*(?:(?:các )?(?:tệp|file|tập tin|tài liệu|văn bản|nội dung)\b.{0,20})?"
    r"(?:đính kèm|gửi kèm|kèm theo|tải về|download)\b"
    r"|\W*tải (?:xuống |về )?(?:văn bản|tài liệu|tệp|file|biểu mẫu|mẫu|toàn văn|công văn|quyết định"
    r"|kế hoạch|nghị định|thông tư|nghị quyết|hướng dẫn)\b",
    re.IGNORECASE,
)
"""Opens a line that offers a document: the document is what counts, not the line."""

_PART = re.compile(r"\W*(?:bài|kỳ)\s(?:\d{1,2}|[ivx]{1,4}|cuối)\s?[:.]", re.IGNORECASE)
"""Opens the line that names another part of a series."""

_MARKED = re.compile(r"\s\[[A-Z]{4,12}\]\W*$")
"""Ends the headline of another article that is marked with what it is ("... [VIDEO]")."""

_ANCHOR = re.compile(r"#\w")
"""Opens an address on the page itself; a bare "#" is left to a script and may lead anywhere."""

_PRICED = re.compile(r"\d[\d.,]{3,20}\s?(?:₫|đ|vnđ|vnd|đồng)\W*$", re.IGNORECASE)
"""Ends a line that offers a product."""

_DOCUMENT = re.compile(r"\w\.(?:pdf|docx?|xlsx?|pptx?|zip|rar)\b", re.IGNORECASE)


_ASIDE = re.compile(
    r"[(\[]\s?(?:mời |bạn đọc )?(?:xem|đọc|tham khảo)(?: thêm| tiếp| lại| bài| tại)?\s?:\s?"
    r"(?P<headline>[^()\[\]]{15,200})[)\]]",
    re.IGNORECASE,
)
"""Another article in brackets inside a paragraph ("(Xem thêm: ...)")."""


def cut_offers(blocks: Iterable[Block]) -> None:
    """Take out of paragraphs the brackets in which they link to another article."""
    shown: dict[Element, set[str]] = {}  # breaks part the lines of one box
    for block in blocks:
        if block.linked < LEAST_HEADLINE or block.linked > 0.8 * block.size:
            continue
        found = _ASIDE.search(block.text) if "(" in block.text or "[" in block.text else None
        if found is None:
            continue
        box = block.box.element
        if box not in shown:
            shown[box] = {text_of(link) for link in islice(box.iter("a"), MOST_ASIDES)}
        if found["headline"].strip() in shown[box]:
            before, after = block.text[: found.start()].rstrip(), block.text[found.end() :]
            block.text = f"{before}{after}".strip()
            block.size = len(block.text)
            block.linked = max(0, block.linked - len(found["headline"]))


def rule_of_offer(
    block: Block, following: list[Block], documents: dict[Element, bool]
) -> str | None:
    """The rule by which a line that leads elsewhere is left out; `following` is what comes next,
    `documents` keeps which elements link to any.
    """
    if block.size >= LONGEST_OFFER:
        return None
    if _offers_document(block):
        return "attachment"
    if _ATTACHED.match(block.text) and (
        block.linked
        or any(map(_offers_document, following))
        or (
            block.size <= LONGEST_LABEL_OF_FILES
            and any(_links_to_document(each, documents) for each in following)
        )
    ):
        return "attachment"
    if block.linked > 0.5 * block.size and (_POINTS.match(block.text) or _PART.match(block.text)):
        return LINK_RULE
    if block.linked > 0.5 * block.size and (_MARKED.search(block.text) or _opens_with_label(block)):
        return LINK_RULE
    if block.linked > 0.5 * block.size and _PRICED.search(block.text):
        return LINK_RULE
    if block.linked >= LEAST_LINKED and _SAPO.match(block.text, block.linked):
        return LINK_RULE
    if block.linked <= 0.8 * block.size:
        return None
    bare = len(block.text.strip("[]()<>«» "))  # a headline may be set in brackets
    if block.box.tag == "p" and block.linked <= 0.95 * bare:
        return None
    return LINK_RULE


def _opens_with_label(block: Block) -> bool:
    """Whether what stands before the link is the heading of other articles, set apart by type alone
    ("Lire aussi" in bold, then a headline).
    """
    parts: list[str] = []
    for el in islice(block.box.element.iter(), MOST_BEFORE_A_LINK):
        if el.tag == "a":
            break
        parts.append(el.text or "")
        if next(el.iterchildren(), None) is None:  # `len` would count them all
            parts.append(el.tail or "")
    label = " ".join("".join(parts).split())
    return 3 < len(label) < block.size and line_kind(label) is LineKind.LIST_HEADING


def names_next_part(block: Block, near: list[Block]) -> bool:
    """Whether a line with nothing of the text after it announces the next part of a series; several
    such lines are what the text is about.
    """
    return _PART.match(block.text) is not None and not any(_PART.match(b.text) for b in near)


def _offers_document(block: Block) -> bool:
    """Whether a short line is little more than a link called as a file is."""
    return block.linked > 0.5 * block.size and _DOCUMENT.search(block.text) is not None


_SAPO = re.compile(r"\s?\(?[A-ZĐ]{2,8}(?:\s?Online)?\)?\s?[-–]\s")
"""How a lead begins: right after a linked headline it is that of another article."""
LEAST_LINKED = 20


def attached(blocks: Sequence[Block]) -> list[Element]:
    """The elements of links that stand in or under a line that offers documents."""
    if not any(_ATTACHED.match(block.text) for block in blocks):
        return []
    found: list[Element] = []
    offered = False
    for block in blocks:
        if _ATTACHED.match(block.text) and block.size < LONGEST_OFFER:
            offered = True
        elif line_kind(block.text) is LineKind.LIST_HEADING:
            break
        elif block.linked <= 0.5 * block.size:
            offered = False
        if offered and block.linked:
            found.append(block.box.element)
    return found


def _links_to_document(block: Block, documents: dict[Element, bool]) -> bool:
    if block.linked <= 0.5 * block.size:
        return False
    box = block.box.element
    if box not in documents:
        documents[box] = any(is_document(link.get("href") or "") for link in box.iter("a"))
    return documents[box]


def is_linked_value(blocks: list[Block], index: int) -> bool:
    """Whether a short link stands in a row of a table beside cells that are none: it names what the
    row is about.
    """
    block = blocks[index]
    cell = block.box.home
    row = cell.parent
    if cell.tag not in ("td", "th") or row is None or block.size > LONGEST_LINKED_VALUE:
        return False
    near = blocks[max(0, index - MOST_CELLS) : index + MOST_CELLS]
    if any(other.text == block.text for other in near if other is not block):
        return False  # a button in every row
    cells = [other for other in near if other.box.home.parent is row and other is not block]
    if any(other.size > LONGEST_CELL for other in cells):
        return False
    named = len(block.text.split()) <= MOST_WORDS_OF_A_NAME
    return any(not other.linked and (named or any(map(str.isalpha, other.text))) for other in cells)


def links_to_itself(block: Block, title: str) -> bool:
    """Whether a heading or a term is a link to its own place on the page, as manuals have them; the
    posts of a thread repeat its title (`title` is its key) so.
    """
    if block.box.tag not in HEADINGS and block.box.tag != "dt":
        return False
    if title and match_key(block.text).endswith(title):
        return False
    if not is_small(block.box.element, MOST_IN_A_HEADING):
        return False
    links = list(block.box.element.iter("a"))
    return bool(links) and all(_ANCHOR.match(link.get("href") or "") for link in links)
