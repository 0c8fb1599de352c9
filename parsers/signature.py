"""The last lines of an article: who wrote it, and where it was taken from. Pure, over blocks.

Position is the first witness, the shape of the line or how it is set the second: a name in the
middle, or a list of names at the end, is content, and so is who signs a notice by office.
"""

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from parsers.beside import names_somebody
from parsers.blocks import CONTENT_BOXES, LONGEST_CELL, Block, Box
from parsers.boilerplate import LineKind, is_name, line_kind
from parsers.hints import AUTHOR, TITLE
from parsers.html import outermost
from parsers.people import is_organisation
from parsers.reasons import ABOUT_RULE, END_RULE

BYLINE_RULE: Final = "byline"
SOURCE_RULE: Final = "source note"

LONGEST_SIGNATURE: Final = 80
LAST_LINES: Final = 3
"""A byline, a second one and a source: more lines than these are not looked at."""

LAST_CREDITS: Final = 6
"""Who wrote, who took the pictures, who laid it out: a line each under long features."""

NEXT_LINES: Final = 6
"""In so many lines after the text its author may be named in a box of his own."""

_SET_RIGHT = re.compile(r"align:\s*right|(?:text|align)-?right|rteright|text-end", re.IGNORECASE)
"""By style, or by a class of Bootstrap, SharePoint, Drupal or WordPress."""
_LABEL = re.compile(
    r"\W*(?:(?:tác giả|người đăng|người viết)[^:]{0,10}|(?:tin |bài )?thực hiện|bài(?: viết)?|tin"
    r"|(?:tin|bài)(?:,| và| -| &) ảnh):",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"\W*(?P<work>nội dung|thiết kế|trình bày|kỹ thuật|mỹ thuật|đồ họa|ảnh|video|clip|quay phim"
    r"|dựng|dựng phim|kịch bản|thể hiện|giọng đọc|dẫn chương trình|tổ chức"
    r"|biên tập|bài|bài viết|thực hiện)"
    r"\s?[:|]\s?(?P<who>\S.{0,60})",
    re.IGNORECASE,
)
_WRITING = frozenset({"nội dung", "bài", "bài viết", "thực hiện"})
_SET_APART: Final = frozenset({"strong", "b", "em", "i"})
_DASHES: Final = " -–—*/"  # may be set round a name
_ENDS: Final = frozenset('.!?…”"')
_ADDRESS = (
    r"(?:(?:luật sư|luật gia|thạc s[ĩỹ]|tiến sĩ|phó giáo sư|giáo sư|bác sĩ|kỹ sư|nhà báo|nhà văn"
    r"|chuyên gia|đồng chí|đ/c|ông|bà|ls|ths|ts|pgs|gs|bs|ks)\b[.,\s]{1,2})"
)
_OFFICE = (
    r"(?:(?:phó |nguyên |quyền )?(?:chủ tịch|trưởng|giám đốc|tổng giám đốc|bí thư|chủ nhiệm"
    r"|hiệu trưởng)|phó|[uủ][yỷ] viên|chuyên viên|cán bộ|lđlđ|cđ[a-zđ]{0,4}|liên đoàn|công đoàn"
    r"|ban (?:tuyên|nữ|chính)|phòng|văn phòng|sở|trung tâm|công ty|báo|tạp chí|đại biểu|luật sư"
    r"|đoàn luật sư|hội luật)\b"
)
_OFFICE_ALONE = re.compile(
    r"(?:tm|t/m|kt|k/t|tl)\.?\s\S.{3,60}|ban (?:tổ chức|lễ tang)(?:\s[^.,;:]{2,50})?|gia đình"
    r"|(?:q\.|quyền |phó )?(?:chủ tịch|giám đốc|bí thư|trưởng ban|hiệu trưởng|tổng giám đốc"
    r"|chánh văn phòng)",
    re.IGNORECASE,
)
"""Stands over the name of who signs a document, or in its place."""

_PRESENTED = re.compile(
    rf"{_ADDRESS}{{0,3}}(?P<name>[^,–—()-]{{4,40}}?)"
    rf"(?:\s?[,(–—-]\s?{_OFFICE}[^.;:?!]{{2,80}}\)?)?",
    re.IGNORECASE,
)
"""A name with how one is addressed or what office one holds."""

_IS_AUTHOR = re.compile(r"\W*(?:tác giả|người viết) (?:bài viết )?(?:là|hiện)\b", re.IGNORECASE)

_EMPLOYER = re.compile(
    r"\((?:công ty|công đoàn|cđ[a-z]{0,4}|lđlđ|liên đoàn|trường|bệnh viện|nhà máy|sở|phòng"
    r"|ban (?:tuyên|nữ|chính))\s[^().;:?!]{2,60}\)",
    re.IGNORECASE,
)
"""In brackets under a name: where its bearer works, and no source."""

LONGEST_PRESENTED: Final = 120

_TAKEN_FROM = re.compile(
    r"\((?:[A-ZĐ]{2}[\w.+&-]*|[\w.+&-]+(?:/[\w.+& -]+)+|[\w-]+\.(?:vn|com|net|org))\)\.?"
    r"|\(?Theo\s[A-ZĐÀ-Ỹ][^.;:?!]{1,50}\)?"
)
"""An agency in brackets, or "Theo ..." with a name and no end, which no sentence has."""


_CALLED: Final = re.compile(r"(?:^|[\s_-])(?:tg|ky-?ten|but-?danh)(?=$|[\s_-])", re.IGNORECASE)
"""How the box of an author is called, beside what `hints` knows: too short a word for any box."""

_FROM_PAPER: Final = re.compile(r"Theo\s(?!dõi\b)[A-ZĐÀ-Ỹ][^.;:?!|]{1,50}")
"""How a paper names another one, or the writer there, under the text."""

_LINK_TO_SOURCE: Final = re.compile(r"\blink (?:nguồn|gốc|bài)\b", re.IGNORECASE)
_NO_SOURCE: Final = re.compile(r"https?:|\bảnh\b|\blink\b", re.IGNORECASE)
"""An address to copy, a link to it, or whose the picture is."""


def _is_called_author(name: str | None) -> bool:
    return name is not None and _CALLED.search(name) is not None


def sign(blocks: list[Block]) -> None:
    """Write their rule on the last lines that name authors or a source."""
    _part_signature(blocks)
    kept = [block for block in blocks if block.rule is None]
    for block in reversed(kept[-LAST_CREDITS:]):
        if not is_credit(block.text):
            break
        block.rule = BYLINE_RULE
        kept.pop()
    if any(_OFFICE_ALONE.fullmatch(block.text) for block in kept[-LAST_LINES:]):
        return  # who signs a notice or a letter is part of it
    names = list(takewhile(lambda block: is_name(block.text.strip(_DASHES)), reversed(kept)))
    for at, block in reversed([*enumerate(kept)][-LAST_LINES:]):
        kind = line_kind(block.text)
        if _EMPLOYER.fullmatch(block.text) and at and is_name(kept[at - 1].text.strip(_DASHES)):
            block.rule = ABOUT_RULE
        elif kind is LineKind.SOURCE or (block.size <= 60 and _is_source(block)):
            block.rule = SOURCE_RULE
        elif block is kept[-1] and _IS_AUTHOR.match(block.text) and _is_set_apart(block):
            block.rule = ABOUT_RULE
        elif kind is LineKind.BYLINE or _is_signature(block, names):
            block.rule = BYLINE_RULE
        else:
            break


def _part_signature(blocks: list[Block]) -> None:
    """Part a name in bold or italics from the sentence that it follows in the last paragraph."""
    at = next((at for at in range(len(blocks) - 1, -1, -1) if blocks[at].rule is None), None)
    if at is None:
        return
    block = blocks[at]
    last = next(block.box.element.iterchildren(reversed=True), None)
    if last is None or last.tag not in _SET_APART or (last.tail or "").strip(" \xa0\n\r\t./"):
        return
    name = " ".join("".join(map(str, last.itertext())).split()).rstrip(".")
    if not is_name(name) or len(name.split()) < 2:
        return
    text, _, rest = block.text.rpartition(name)
    if rest.strip(" ./") or text.rstrip(" /")[-1:] not in _ENDS:
        return
    signature = Block(name, block.box, 0)
    signature.rule = BYLINE_RULE
    block.text = text.rstrip()
    block.size = len(block.text)
    blocks.insert(at + 1, signature)


def author_of(bylines: list[str]) -> str | None:
    """The last byline that does not name the work of somebody else than the writer."""
    whole: str | None = None
    for text in reversed(bylines):
        credit = _CREDIT.fullmatch(text)
        if credit is None or credit["work"].lower() in _WRITING:
            if not is_organisation(text):
                return text if whole is None or is_name(text) else whole
            whole = whole or text  # where the one named above it works
    return whole


def named_after(blocks: Sequence[Block]) -> str | None:
    """The author that a box of his own, or a label, names right after the text."""
    if blocks and _stands_alone(blocks):
        return blocks[0].text
    for block in blocks[:NEXT_LINES]:
        if block.size > LONGEST_SIGNATURE:
            if block.rule is None or block.rule == END_RULE:
                return None
            continue  # what offers letters may stand between the text and its author
        boxes = (block.box, block.box.parent)
        named = any(
            box is not None and (box.names & AUTHOR or _is_called_author(box.element.get("class")))
            for box in boxes
        )
        if named or _LABEL.match(block.text):
            name = block.text.rpartition(":")[2].partition("/")[0].strip()
            if is_name(name) or is_presented(name) or (named and is_organisation(name)):
                return block.text
    return None


def source_after(blocks: Sequence[Block]) -> str | None:
    """The line right after the text, before any list, that names where it was taken from."""
    for block in blocks[:NEXT_LINES]:
        kind = line_kind(block.text)
        if kind is LineKind.LIST_HEADING or block.size > LONGEST_PRESENTED:
            return None
        told = kind is LineKind.SOURCE or _FROM_PAPER.fullmatch(block.text)
        if told and not block.linked and not _NO_SOURCE.search(block.text):
            return block.text
    return None


def is_link_to_source(text: str) -> bool:
    """Whether what is set as a source is the control that leads there ("Nguồn: [Link nguồn]")."""
    return _LINK_TO_SOURCE.search(text) is not None


def _stands_alone(blocks: Sequence[Block]) -> bool:
    """Whether the first line after the text is a name that heads no list: in a paragraph of its own
    and Vietnamese by its marks, or set apart.
    """
    first = blocks[0]
    return (
        (first.box.tag not in CONTENT_BOXES or _is_lone_cell(first.box))
        and not first.linked
        and not first.box.names & TITLE
        and ":" not in first.text
        and names_somebody(first.text)
        and (
            (first.box.tag == "p" and not first.text.isascii())
            or _is_set_apart(first)
            or _is_set_right(first.box)
        )
        and (
            _is_set_right(first.box)
            or not any(b.linked > 0.5 * b.size and b.size >= 20 for b in blocks[1:2])
        )
    )


def _is_lone_cell(box: Box) -> bool:
    """Whether a line is all that a row of a table of layout holds."""
    row = box.parent
    return box.tag == "td" and row is not None and row.tag == "tr" and row.end - row.start == 1


def _is_source(block: Block) -> bool:
    """Whether a line says where the text was taken from, or stands to the right in brackets."""
    text = block.text
    in_brackets = text[0] == "(" and text[-1] == ")" and _is_set_right(block.box)
    return in_brackets or _TAKEN_FROM.fullmatch(text) is not None


def is_credit(text: str) -> bool:
    """Whether a line names who did one part of the work ("Thiết kế: Minh Hoàng")."""
    if len(text) > LONGEST_SIGNATURE or (":" not in text and "|" not in text):
        return False
    credit = _CREDIT.fullmatch(text)
    return credit is not None and is_name(credit["who"].rstrip("."))


def names_writer(text: str) -> bool:
    """Whether a line names who wrote the text, or made the film that it is about."""
    return is_credit(text) and author_of([text]) is not None


def _is_signature(block: Block, names: list[Block]) -> bool:
    """One or two names at the end, or a short line set to the right; a list of names is content."""
    if block.size > LONGEST_PRESENTED or _is_datum(block.box):
        return False
    if block in names and len(names) <= 2:
        return True
    if is_presented(block.text) and (_is_set_right(block.box) or _is_set_apart(block)):
        return True
    if block.size > LONGEST_SIGNATURE:
        return False
    return block.text[-1] not in '.!?:;”"' and _is_set_right(block.box)


def is_presented(text: str) -> bool:
    """Whether a line is a name with an address or an office ("Luật gia Trần Văn Mẫu")."""
    found = _PRESENTED.fullmatch(text)
    return found is not None and is_name(found["name"].strip())


def _is_set_apart(block: Block) -> bool:
    """Whether a whole line is in bold or italics, as running text is not."""
    marked = outermost(block.box.element, *_SET_APART)
    return any(len("".join(el.itertext()).strip()) >= 0.9 * block.size for el in marked)


def _is_datum(box: Box) -> bool:
    """Whether a line is a heading, an item, or stands in a cell beside other cells of its row."""
    cell = box.home
    if cell.tag in ("td", "th"):
        row = cell.parent
        beside = row is not None and row.end - row.start > cell.end - cell.start
        return beside and cell.mass < LONGEST_CELL
    return box.tag in CONTENT_BOXES


def _is_set_right(box: Box) -> bool:
    for each in (box, box.parent):
        if each is not None:
            get = each.element.get
            style = f"{get('style', '')} align:{get('align', '')} {get('class', '')}"
            if _SET_RIGHT.search(style):
                return True
    return False
