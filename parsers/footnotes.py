"""Which raised numbers of a page are marks of notes: "tháng 6<sup>[2]</sup>" is no month 62.

They are numbered anew whenever a note is put in or taken out, and are no word of the text; the
power of "m<sup>2</sup>" is. Pure.
"""

import re
from typing import Final

from parsers.html import Element, text_of

_BARE: Final = re.compile(r"\d{1,3}|\*{1,3}|[a-z]")
_BRACKETED: Final = re.compile(r"\[\s?(?:\d{1,3}|[a-z*])\s?\]|\(\s?\d{1,3}\s?\)")
_WORD: Final = re.compile(r"[^\W\d_]{3}")
"""No unit that bears a power is so long."""
_CLOSED: Final = ".,;:!?”\"')»"


def note_marks(root: Element) -> frozenset[Element]:
    """The `sup` elements under an element that are marks of notes."""
    return frozenset(el for el in root.iter("sup") if _is_mark(el))


def _is_mark(el: Element) -> bool:
    text = text_of(el)
    if _BRACKETED.fullmatch(text):
        return True
    if not _BARE.fullmatch(text):
        return False
    if any((link.get("href") or "").startswith("#") for link in el.iter("a")):
        return True
    before = _text_before(el).rstrip()
    return before != "" and (before[-1] in _CLOSED or _WORD.fullmatch(before[-3:]) is not None)


def _text_before(el: Element) -> str:
    """The text right before an element in the same parent."""
    previous = el.getprevious()
    parent = el.getparent()
    if previous is not None:
        return previous.tail or text_of(previous)
    return "" if parent is None else parent.text or ""
