"""A page as a flat run of blocks, each in its box: one walk over the tree, in the order of the page.

A block is a run of text between two borders that a reader sees: a paragraph, a list item, a line before `<br>`, bare
text between two boxes. A box is a block-level element. What decides where the article is works on these two lists and
never on the tree again. The walk is a loop, so that nesting costs nothing, and it passes over scripts, players and
controls at the speed of libxml2.
"""

from collections.abc import Collection

from lxml import etree

from parsers.hints import HIDDEN, hint
from parsers.html import Element

PASSED_OVER = frozenset(
    "script style noscript template svg math iframe object embed audio video canvas map button select "
    "datalist option optgroup textarea head title dialog menu frameset frame noframes applet progress meter".split()
)
INLINE = frozenset(
    "a span b i em strong font u small sub sup abbr acronym cite code mark label del ins q s strike tt "
    "big bdi bdo var kbd samp wbr data img picture source time output dfn nobr blink input ruby rb rt rp "
    "rtc basefont amp-img param track area link meta".split()
)
PARAGRAPH = frozenset(
    "p li ul ol dl dd dt blockquote pre h1 h2 h3 h4 h5 h6 figure figcaption center q address".split()
)
"""Boxes of text, in contrast to boxes of layout: what stands in them belongs to the box of layout around."""
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


class Box:
    """A block-level element: blocks `start` to `end` of the page stand in it.

    `names` are the bits of its own names, `chrome` those that count after `region` has weighed them, joined with
    those of the boxes around it; `mass`, `good` and `direct` are sums of prose that `region` works with.
    """

    __slots__ = (
        "chrome",
        "direct",
        "element",
        "end",
        "good",
        "home",
        "images",
        "inside",
        "mass",
        "names",
        "own",
        "parent",
        "start",
        "tag",
    )

    def __init__(
        self, element: Element, tag: str, parent: "Box | None", names: int, start: int
    ) -> None:
        self.element = element
        self.tag = tag
        self.parent = parent
        self.names = names
        self.start = start
        self.end = start
        self.mass = self.good = self.direct = 0.0
        self.own = self.chrome = self.images = 0
        self.inside: int = names if parent is None else names | parent.inside
        self.home: Box = self if parent is None or tag not in PARAGRAPH else parent.home


class Block:
    """A run of text in a box: `linked` of its characters are inside links, `bold` inside strong or b."""

    __slots__ = ("bold", "box", "linked", "rule", "size", "text")

    def __init__(self, text: str, box: Box, linked: int, bold: int) -> None:
        self.text = text
        self.size = len(text)
        self.box = box
        self.linked = linked
        self.bold = bold
        self.rule: str | None = None


def read_blocks(root: Element, drop: Collection[Element] = ()) -> tuple[list[Block], list[Box]]:
    """The blocks and boxes under an element, in the order of the page, without the elements in `drop`."""
    blocks: list[Block] = []
    boxes: list[Box] = []
    parts: list[str] = []
    linked = bold = in_link = in_bold = 0
    box: Box | None = None
    passed: Element | None = None
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, el in walk:
        tag = el.tag
        if event == "start":
            if tag in PASSED_OVER or (drop and el in drop):
                walk.skip_subtree()
                passed = el
                continue
            if tag in INLINE and box is not None:
                if tag == "a":
                    in_link += 1
                elif tag == "strong" or tag == "b":
                    in_bold += 1
                elif tag == "img":
                    box.images += 1
            else:
                if parts and box is not None:
                    text = " ".join("".join(parts).split())
                    if text:
                        blocks.append(Block(text, box, linked, bold))
                    parts.clear()
                    linked = bold = 0
                if tag != "br" and tag != "hr":
                    box = Box(el, tag, box, names_of(el), len(blocks))
                    boxes.append(box)
            text = el.text
        else:
            if el is passed:
                passed = None
            elif tag in INLINE and el is not root:
                if tag == "a":
                    in_link -= 1
                elif tag == "strong" or tag == "b":
                    in_bold -= 1
            elif box is not None and tag != "br" and tag != "hr":
                if parts:
                    text = " ".join("".join(parts).split())
                    if text:
                        blocks.append(Block(text, box, linked, bold))
                    parts.clear()
                    linked = bold = 0
                box.end = len(blocks)
                box = box.parent
            text = el.tail if box is not None else None
        if text:
            parts.append(text)
            if in_link:
                linked += len(text)
            if in_bold:
                bold += len(text)
    return blocks, boxes


def names_of(el: Element) -> int:
    """The bits of what an element is called, and whether it is hidden from readers."""
    get = el.get
    name = f"{get('class', '')} {get('id', '')} {get('role', '')} {get('itemprop', '')}"
    bits = hint(name) if len(name) > 3 else 0
    style = get("style")
    if style is not None and "none" in style and "display:none" in style.replace(" ", "").lower():
        bits |= HIDDEN
    return bits
