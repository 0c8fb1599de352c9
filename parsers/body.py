"""The body of an article by how its page is built: which box holds it, and what in that box is not the article.

Reads any news page, with no profile; or cleans inside the elements that a platform's selectors name. Works in three
steps, each a module: `blocks` (the page as a run of text), `region` (where the article is), `sift` (what in it is
left out, and why). Pure; the tree is not changed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from parsers.blocks import Block, Box, read_blocks
from parsers.boilerplate import is_correction
from parsers.html import Element, HtmlDoc
from parsers.model import NOTHING_KNOWN, Caption, Known
from parsers.region import find_region, lead_in
from parsers.sift import BYLINE_RULE, CAPTION_RULE, SOURCE_RULE, sift
from parsers.text import clean, nfc


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One block of the page in the trace of a reading: kept, or left out by the rule that is named."""

    text: str
    element: Element
    rule: str | None

    @property
    def kept(self) -> bool:
        """Whether it is a paragraph of the article."""
        return self.rule is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read: `container` is the element that holds the article, `trace` all its blocks where asked for."""

    paragraphs: tuple[str, ...] = ()
    captions: tuple[Caption, ...] = ()
    byline: str | None = None
    source_note: str | None = None
    corrections: tuple[str, ...] = ()
    confidence: float = 0.0
    container: Element | None = None
    trace: tuple[Part, ...] = ()


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

    Without `container` the box that holds the article is found; with it only what stands inside is cleaned. Elements
    in `drop` are passed over. `title` and `lead` are left out where the body repeats them; `known` is what the caller
    knows of the site. With `explain` the trace says what became of each block.
    """
    dropped = frozenset(drop)
    if container is None:
        body = doc.root.find("body")
        blocks, boxes = read_blocks(doc.root if body is None else body, dropped)
        if not blocks:
            return Reading()
        top = find_region(blocks, boxes, title)
        part = lead_in(blocks, top, title) + blocks[top.start : top.end]
        element = top.element
    else:
        elements = [container] if isinstance(container, Element) else list(container)
        part = []
        for each in elements:
            blocks, boxes = read_blocks(each, dropped)
            if blocks:
                find_region(blocks, boxes, title, whole=True)
                part += blocks
        if not part:
            return Reading()
        blocks, element = part, elements[0]
    sift(part, title=title, lead=lead, known=known)
    return _reading(blocks, part, element, explain=explain)


def _reading(blocks: list[Block], part: list[Block], element: Element, *, explain: bool) -> Reading:
    paragraphs = tuple(_shown(block.text) for block in part if block.rule is None)
    by_rule = {
        rule: [_shown(block.text) for block in part if block.rule == rule]
        for rule in (CAPTION_RULE, BYLINE_RULE, SOURCE_RULE)
    }
    trace: tuple[Part, ...] = ()
    if explain:
        inside = set(map(id, part))
        trace = tuple(
            Part(
                text=_shown(block.text),
                element=block.box.element,
                rule=block.rule if id(block) in inside else "outside the article",
            )
            for block in blocks
        )
    return Reading(
        paragraphs=paragraphs,
        captions=tuple(Caption(text=text) for text in by_rule[CAPTION_RULE]),
        byline=(by_rule[BYLINE_RULE] or [None])[-1],
        source_note=(by_rule[SOURCE_RULE] or [None])[-1],
        corrections=tuple(text for text in paragraphs if is_correction(text)),
        confidence=_confidence(part),
        container=element,
        trace=trace,
    )


def _shown(text: str) -> str:
    """The text of a block as it is stored; its spaces are single already."""
    return nfc(text) if text.isprintable() else clean(text)


def _confidence(part: list[Block]) -> float:
    """How much like an article the chosen part is: prose kept, out of all text that it holds."""
    kept = sum(block.prose for block in part if block.rule is None)
    share = kept / (sum(block.size for block in part) or 1)
    return round(min(0.95, (0.3 + 0.65 * share) * min(1.0, kept / 400)), 2)
