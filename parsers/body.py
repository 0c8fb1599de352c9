"""The body of an article by how its page is built: which box holds it, and what in it is left out.

Reads any news page, with no profile; or cleans inside the elements that a platform's selectors
name. Works in three steps, each a module: `blocks` (the page as a run of text), `region` with
`weigh` (where the article is), `sift` (what in it is left out, and why). Pure; the tree is not
changed.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import islice
from typing import Final

from parsers.attributes import ATTRIBUTE_RULE
from parsers.blocks import LONGEST_CELL, Block, Box, read_blocks
from parsers.boilerplate import is_correction
from parsers.clicks import mark_clicked
from parsers.embedded import embedded_posts
from parsers.errors import NotAnArticle
from parsers.footnotes import note_marks
from parsers.hovercards import leave_out_cards
from parsers.html import Element, HtmlDoc
from parsers.model import NOTHING_KNOWN, Caption, Known, PageKind
from parsers.offers import LINK_RULE, attached, cut_offers
from parsers.outward import sites_of
from parsers.permalinks import leave_out_marks
from parsers.pictures import read_pictures
from parsers.questions import questions_after
from parsers.reasons import CAPTION_RULE, LEAD_RULE
from parsers.region import before, find_region, lead_of
from parsers.sift import sift
from parsers.signature import (
    BYLINE_RULE,
    SOURCE_RULE,
    author_of,
    is_link_to_source,
    named_after,
    names_writer,
    source_after,
)
from parsers.text import clean, nfc

CELLS: Final = frozenset({"td", "th"})
MOST_BLOCKS: Final = 50_000
"""No article has so many paragraphs, and a page that does would take seconds."""

FOLLOWING: Final = 25
"""So many lines after the last paragraph may tell author and tags; further off stands the site."""

LEVELS_AFTER: Final = 3
BOXES_AFTER: Final = 8
MOST_AFTER: Final = 60
"""Where these lines are looked for when only the inside of an element was read: in boxes of fewer
elements.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One block of the page in the trace of a reading: kept, or left out by the rule named."""

    text: str
    element: Element
    rule: str | None

    @property
    def kept(self) -> bool:
        """Whether it is a paragraph of the article."""
        return self.rule is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read: `container` is the element that holds it, `trace` its blocks if asked, and
    `following` the lines after it, `offered` the elements beside it that offer documents; `lead` is
    a paragraph that stands as one, or repeats it.
    """

    paragraphs: tuple[str, ...] = ()
    lead: str | None = None
    captions: tuple[Caption, ...] = ()
    byline: str | None = None
    source_note: str | None = None
    corrections: tuple[str, ...] = ()
    confidence: float = 0.0
    container: Element | None = None
    trace: tuple[Part, ...] = ()
    following: tuple[Block, ...] = ()
    offered: tuple[Element, ...] = ()


def read_body(
    doc: HtmlDoc,
    *,
    container: Element | Sequence[Element] | None = None,
    drop: Iterable[Element] = (),
    title: str | None = None,
    lead: str | None = None,
    known: Known = NOTHING_KNOWN,
    explain: bool = False,
) -> Reading:
    """Read the paragraphs of the article.

    Without `container` the box that holds the article is found; with it, only what stands inside is
    cleaned. Elements in `drop` are passed over. `title` and `lead` are left out where the body
    repeats them; `known` is what the caller knows of the site. With `explain` the trace says what
    became of each block. Raises NotAnArticle for a page of more than MOST_BLOCKS lines.
    """
    dropped = frozenset(drop) | note_marks(doc.root) | embedded_posts(doc.root)
    if container is None:
        blocks, part, element = _find(doc, dropped, title, lead)
    else:
        elements = [container] if isinstance(container, Element) else list(container)
        blocks = part = [block for each in elements for block in _inside(doc, each, dropped, title)]
        element = elements[0] if elements else doc.root
    if not part:
        return Reading()
    sift(part, title=title, lead=lead, known=known, sites=cache(partial(sites_of, doc)))
    if all(block.rule is not None for block in part):
        read_pictures(part)
    if container is None and lead is None and (first := lead_of(part)) is not None:
        first.rule = LEAD_RULE
    trace = _trace(blocks, part) if explain else ()
    last = next((block for block in reversed(part) if block.rule is None), part[-1])
    following = tuple(blocks[blocks.index(last) + 1 :][:FOLLOWING])
    attributes = [block for block in blocks if block.rule == ATTRIBUTE_RULE]
    offered = tuple(attached([*attributes, *following]))
    return replace(_reading(part, element, following, trace), offered=offered)


def _find(
    doc: HtmlDoc, drop: frozenset[Element], title: str | None, lead: str | None
) -> tuple[list[Block], list[Block], Element]:
    """All blocks of the page, those of the article, and the element that holds these."""
    body = doc.root.find("body")
    blocks, boxes = _read_blocks(doc, doc.root if body is None else body, drop)
    top = find_region(blocks, boxes, title, lead)
    part = before(blocks, top, title, lead) + blocks[top.start : top.end]
    part += questions_after(blocks, top.end)
    return blocks, part, top.element


def lines_after(reading: Reading, *, far: bool) -> Reading:
    """A reading inside an element with the lines that follow it on the page, `far` or only right
    after it, and what these say.
    """
    following: list[Block] = []
    node = reading.container
    for _ in range(LEVELS_AFTER if far else 1):
        if node is None or node.tag == "body":
            break
        for sibling in islice(node.itersiblings(), BOXES_AFTER):
            if sum(1 for _ in islice(sibling.iter(), MOST_AFTER)) == MOST_AFTER:
                node = None  # the list of others, or what readers wrote
                break
            following += read_blocks(sibling)[0]
        node = None if node is None else node.getparent()
    after = tuple(following[:FOLLOWING])
    reading = replace(reading, following=(*reading.following, *after)[:FOLLOWING])
    return replace(
        reading,
        offered=(*reading.offered, *attached(after)),
        byline=reading.byline or named_after(after),
        source_note=reading.source_note or source_after(after),
    )


def _inside(
    doc: HtmlDoc, element: Element, drop: frozenset[Element], title: str | None
) -> list[Block]:
    blocks, boxes = _read_blocks(doc, element, drop)
    find_region(blocks, boxes, title, whole=True)
    return blocks


def _read_blocks(
    doc: HtmlDoc, element: Element, drop: frozenset[Element]
) -> tuple[list[Block], list[Box]]:
    blocks, boxes = read_blocks(element, drop)
    leave_out_cards(blocks)
    leave_out_marks(blocks)
    cut_offers(blocks)
    mark_clicked(blocks, boxes)
    if len(blocks) > MOST_BLOCKS:
        reason = f"expected at most {MOST_BLOCKS} lines of text, found {len(blocks)}"
        raise NotAnArticle(doc.url, reason, PageKind.UNKNOWN)
    return blocks, boxes


def _trace(blocks: list[Block], part: list[Block]) -> tuple[Part, ...]:
    inside = set(map(id, part))
    return tuple(
        Part(
            text=_shown(block.text),
            element=block.box.element,
            rule=block.rule if id(block) in inside else "outside the article",
        )
        for block in blocks
    )


def _reading(
    part: list[Block], element: Element, following: tuple[Block, ...], trace: tuple[Part, ...]
) -> Reading:
    paragraphs = tuple(_paragraphs(block for block in part if block.rule is None))
    named = (CAPTION_RULE, BYLINE_RULE, SOURCE_RULE, LEAD_RULE)
    left_out: dict[str, list[str]] = {rule: [] for rule in named}
    for block in part:
        if block.rule in left_out:
            left_out[block.rule].append(_shown(block.text))
    bylines = left_out[BYLINE_RULE]
    sources = [text for text in left_out[SOURCE_RULE] if not is_link_to_source(text)]
    return Reading(
        paragraphs=paragraphs,
        lead=next(iter(left_out[LEAD_RULE]), None),
        captions=tuple(
            Caption(text=text) for text in left_out[CAPTION_RULE] if not names_writer(text)
        ),
        byline=author_of(bylines) or named_after([b for b in following if b.rule != LINK_RULE]),
        source_note=sources[-1] if sources else source_after(following),
        corrections=tuple(text for text in paragraphs if is_correction(text)),
        confidence=_confidence(part),
        container=element,
        trace=trace,
        following=following,
    )


def _paragraphs(kept: Iterable[Block]) -> Iterator[str]:
    """The texts of blocks; the short cells of a row of a table are one paragraph."""
    row: list[str] = []
    row_of: Box | None = None
    for block in kept:
        cell = block.box.home
        short = cell.tag in CELLS and max(block.size, cell.mass) < LONGEST_CELL
        around = cell.parent if short else None
        if row and (around is None or around is not row_of):
            yield " | ".join(row)
            row = []
        row_of = around
        if around is None:
            yield _shown(block.text)
        else:
            row.append(_shown(block.text))
    if row:
        yield " | ".join(row)


def _shown(text: str) -> str:
    """The text of a block as it is stored; its spaces are single already."""
    return nfc(text) if text.isprintable() else clean(text)


def _confidence(part: list[Block]) -> float:
    """How much like an article the chosen part is: prose kept, out of all text that it holds."""
    kept = sum(block.prose for block in part if block.rule is None)
    share = kept / (sum(block.size for block in part) or 1)
    return round(min(0.95, (0.3 + 0.65 * share) * min(1.0, kept / 400)), 2)
