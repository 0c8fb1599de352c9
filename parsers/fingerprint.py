"""How a page is built, as a small value that two pages can be compared by. PURE; reads an lxml
tree, keeps nothing.

The fingerprint counts, down to six levels, where each class stands: the path of tags to its
element, and its name. It sees a new template but neither the text nor how many paragraphs there
are: numbers in class names are dropped, and the tenth paragraph weighs little. Classes of ancestors
are no part of a path, or else one class that changes from page to page (``sticky``; WordPress's
``category-...`` on the body) would make all that is below it look new.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping
from zlib import crc32

from lxml.etree import _Element

DEPTH = 6
Fingerprint = Mapping[int, int]  # CRC-32 of a place -> how often it is taken

_NUMBER = re.compile(r"\d+")
_MOST = 4095  # a count above it is taken for it
_WEIGHTS = (0.0, *(1 + math.log2(count) for count in range(1, _MOST + 1)))
_SKIPPED = frozenset({"script", "style", "noscript", "template", "link", "meta", "br", "path"})


def fingerprint(root: _Element) -> Fingerprint:
    """Where each class stands in a page, at most `DEPTH` levels below its root, and how often."""
    counts: Counter[int] = Counter()
    level = [(root, 0)]
    for _ in range(DEPTH):
        below: list[tuple[_Element, int]] = []
        for element, path in level:
            for child in element:
                tag = child.tag
                if not isinstance(tag, str) or tag in _SKIPPED:
                    continue  # comments and processing instructions have a function for a tag
                here = crc32(f"/{tag}".encode(), path)
                counts.update(_places(here, child.get("class")))
                below.append((child, here))
        level = below
    return {place: min(count, _MOST) for place, count in counts.items()}


def likeness(one: Fingerprint, other: Fingerprint) -> float:
    """Weighted Jaccard similarity in [0, 1]; a place that is taken n times weighs 1 + log2(n)."""
    if not one or not other:
        return 1.0 if not one and not other else 0.0
    # Plain loops over a table: a source's health compares thousands of pages.
    shared = 0.0
    for path in one.keys() & other.keys():
        shared += _WEIGHTS[min(one[path], other[path])]
    both = sum([_WEIGHTS[count] for count in one.values()])
    both += sum([_WEIGHTS[count] for count in other.values()])
    return shared / (both - shared)


def to_text(value: Fingerprint) -> str:
    """A fingerprint as one short line, for a database; `from_text` reads it again."""
    return " ".join(f"{path:x}:{count}" for path, count in sorted(value.items()))


def from_text(text: str) -> Fingerprint:
    """The fingerprint that `to_text` wrote; raises ValueError that quotes what is not one."""
    counts = {}
    for part in text.split():
        path, colon, count = part.partition(":")
        if not colon or not count.isdigit():
            raise ValueError(f"not a page fingerprint: {part!r} (expected HEX:COUNT)")
        counts[int(path, 16)] = min(int(count), _MOST)
    return counts


def _places(path: int, classes: str | None) -> set[int]:
    """The place of an element of each of its classes; of the element itself when it has none."""
    if not classes:
        return {path}
    return {crc32(f".{_NUMBER.sub('', name)}".encode(), path) for name in classes.split()}
