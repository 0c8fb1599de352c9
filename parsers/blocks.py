"""A page as a flat run of blocks, each in its box: one walk over the tree, in the order of the
page.

A block is a run of text between two borders that a reader sees: a paragraph, a list item, a line
before `<br>`, bare text between two boxes. A box is a block-level element. What decides where
the article is works on these two lists and never on the tree again. The walk is a loop, so
nesting costs nothing, and it passes over scripts, players, controls and `<nav>` at the speed of
libxml2. It is the hot path of the package: the names of boxes are read later, and only where
they matter.
"""

from collections.abc import Collection
from typing import Final

from parsers.hints import HIDDEN, hint
from parsers.html import Element
from parsers.text import INVISIBLE

_INLINE, _LINK, _IMAGE, _BREAK, _PASSED_OVER = range(5)
_INLINE_TAGS: Final = (
    "span i em b strong font u small sub sup abbr acronym cite code mark label del ins q s strike "
    "tt big bdi bdo var kbd samp wbr data picture source time output dfn nobr blink input ruby rb "
    "rt rp rtc basefont param track area link meta"
)
_PASSED_OVER_TAGS: Final = (
    "script style noscript template svg math iframe object embed audio video canvas map button "
    "select datalist option optgroup textarea head title dialog menu frameset frame noframes "
    "applet progress meter nav marquee"
)
_KINDS: Final[dict[object, int]] = {
    **dict.fromkeys(_INLINE_TAGS.split(), _INLINE),
    **dict.fromkeys(_PASSED_OVER_TAGS.split(), _PASSED_OVER),
    "a": _LINK,
    "img": _IMAGE,
    "amp-img": _IMAGE,
    "br": _BREAK,
    "hr": _BREAK,
}
"""What is not a box of its own; every other element is."""

_PARAGRAPH_TAGS: Final = (
    "p li ul ol dl dd dt blockquote pre h1 h2 h3 h4 h5 h6 figure figcaption center address"
)
PARAGRAPH: Final = frozenset(_PARAGRAPH_TAGS.split())
"""Boxes of text, not of layout: what stands in them belongs to the box of layout around."""
HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
OPENED: Final = HEADINGS - {"h1"}
"""Headings that may be nothing but the button which opens what they stand over."""
CONTENT_BOXES: Final = HEADINGS | {"td", "th", "li", "dt", "dd"}
"""Where a bare number, a date or a name can be what the article is about."""

LONGEST_ASKED: Final = 30
"""Words of a question on a button."""

LONGEST_CELL: Final = 200
"""A cell or an item with more text is there for the layout: it holds paragraphs."""


class Box:
    """A block-level element: blocks `start` to `end` of the page stand in it.

    `names` are the bits of its names, `own` those that count after `weigh` has judged them,
    `chrome` these joined with those of the boxes around it. `mass` is the prose in it, `good` the
    same with what speaks against it discounted, `direct` the part in no smaller box of layout.
    """

    mass = 0.0
    good = 0.0
    direct = 0.0
    own = 0
    chrome = 0
    images = 0
    end = 0
    _names = -1

    def __init__(self, element: Element, tag: str, parent: "Box | None", start: int) -> None:
        self.element = element
        self.tag = tag
        self.parent = parent
        self.start = start
        # none for a box of layout: a reference to itself would keep every page until a collection
        self._home = parent.home if parent is not None and tag in PARAGRAPH else None

    @property
    def home(self) -> "Box":
        """The box of layout that the text in this box belongs to."""
        return self._home if self._home is not None else self

    @property
    def names(self) -> int:
        """What the element is called, read when first asked for."""
        if self._names < 0:
            own = hint(self.tag) if "-" in self.tag else 0  # elements of a page's own making
            self._names = names_of(self.element) | own
        return self._names


class Block:
    """A run of text in a box; `linked` of its characters are inside links."""

    rule: str | None = None
    prose = 0.0

    def __init__(self, text: str, box: Box, linked: int) -> None:
        self.text = text
        self.size = len(text)
        self.box = box
        self.linked = linked


def read_blocks(root: Element, drop: Collection[Element] = ()) -> tuple[list[Block], list[Box]]:
    """The blocks and boxes under an element, in the order of the page, without those in `drop`."""
    blocks: list[Block] = []
    box = Box(root, str(root.tag), None, 0)
    boxes = [box]
    parts = [root.text] if root.text else []
    linked = in_link = passed = 0
    kind_of = _KINDS.get
    # Elements come in the order of the page; how many children each has tells where it ends. Events
    # of `etree.iterwalk` would say so themselves, at twice the price.
    around: list[tuple[int, Element, int | None]] = []
    left = len(root)
    walk = root.iter()
    next(walk, None)
    for el in walk:
        children = len(el)
        if passed:
            passed += children - 1
            if passed:
                continue
            _, el, kind = around.pop()  # the element whose inside was passed over ends here
        else:
            kind = kind_of(tag := el.tag)
            if kind == _PASSED_OVER and tag == "button":
                if not parts and box.tag in OPENED:
                    kind = _INLINE
                elif _asks(el):
                    kind = None
            if kind is None:
                if parts:
                    _end_block(blocks, parts, box, linked)
                    parts, linked = [], 0
                box = Box(el, str(tag), box, len(blocks))
                boxes.append(box)
            elif kind == _LINK:
                in_link += 1
            elif kind == _IMAGE:
                box.images += 1
            elif kind == _BREAK and parts:
                _end_block(blocks, parts, box, linked)
                parts, linked = [], 0
            if kind == _PASSED_OVER or (drop and el in drop):
                if children:
                    passed = children
                    around.append((left, el, kind))
                    continue
            else:
                text = el.text
                if text and (parts or not text.isspace()):
                    parts.append(text)
                    linked += len(text) if in_link else 0
                if children:
                    around.append((left, el, kind))
                    left = children
                    continue
        while True:  # `el` ends here, and with it every element whose last child it was
            if kind is None:
                if parts:
                    _end_block(blocks, parts, box, linked)
                    parts, linked = [], 0
                box.end = len(blocks)
                box = box.parent or box
            elif kind == _LINK:
                in_link -= 1
            elif kind == _BREAK and parts:
                _end_block(blocks, parts, box, linked)
                parts, linked = [], 0
            text = el.tail
            if text and (parts or not text.isspace()):
                parts.append(text)
                linked += len(text) if in_link else 0
            left -= 1
            if left or not around:
                break
            left, el, kind = around.pop()
    _end_block(blocks, parts, boxes[0], linked)
    boxes[0].end = len(blocks)
    return blocks, boxes


def _asks(button: Element) -> bool:
    """Whether a button shows a question, and opens the answer."""
    text = "".join(map(str, button.itertext())).strip()
    return text[-1:] in ("?", "？", "؟") and 3 <= len(text.split()) <= LONGEST_ASKED


def _end_block(blocks: list[Block], parts: list[str], box: Box, linked: int) -> None:
    text = " ".join((parts[0] if len(parts) == 1 else "".join(parts)).split())
    if not text.isprintable():  # what no reader sees must not hide the point that ends a sentence
        text = " ".join(INVISIBLE.sub("", text).split())
    if text:
        blocks.append(Block(text, box, linked))


def names_of(el: Element) -> int:
    """The bits of what an element is called, and whether it is hidden from readers."""
    bits = 0
    for key, value in el.items():
        if key in _NAMING:
            if key != "id" or value.count("-") < SLUG_ID:
                bits |= hint(value)
        elif (
            key == "style" and "none" in value and "display:none" in value.replace(" ", "").lower()
        ) or key == "hidden":
            bits |= HIDDEN
    return bits


SLUG_ID: Final = 5
"""An id with so many hyphens is the slug of a heading; classes have as many."""

_NAMING: Final = frozenset({"class", "id", "role", "itemprop"})
