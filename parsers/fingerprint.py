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
from collections.abc import Mapping
from functools import lru_cache
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
    counts: dict[int, int] = {}
    level = [(root, 0)]
    for _ in range(DEPTH):
        below: list[tuple[_Element, int]] = []
        for element, path in level:
            for child in element.iterchildren("*"):  # neither comments nor instructions
                tag = child.tag
                if tag in _SKIPPED:
                    continue
                here = crc32(_step(str(tag)), path)
                classes = child.get("class")
                for place in _places(classes, here) if classes else (here,):
                    counts[place] = counts.get(place, 0) + 1
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


@lru_cache(maxsize=1024)
def _step(tag: str) -> bytes:
    """One step of a path; pages use few tags, and the same ones."""
    return f"/{tag}".encode()


@lru_cache(maxsize=4096)
def _names(classes: str) -> tuple[bytes, ...]:
    """The classes of an element as its places name them; the pages of a site repeat them."""
    return tuple({f".{_NUMBER.sub('', name)}".encode(): None for name in classes.split()})


def _places(classes: str, path: int) -> list[int]:
    """The place of an element of each of its classes; of none where the attribute is blank."""
    return [crc32(name, path) for name in _names(classes)]
