"""What a card of a listing shows beside its title: the lead and the day. Pure."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, takewhile

from parsers.dates import ParsedDate, find_date, parse_date
from parsers.html import Element, is_small, text_of
from parsers.text import clean, fold, match_key

_LEAD_CLASS = re.compile(
    r"sapo|desc|summary|lead|excerpt|intro|trich|chapp?eau|hometext|brief", re.IGNORECASE
)
_DATE_CLASS = re.compile(r"date|time|ngay|publish|posted|created", re.IGNORECASE)
_DATED = (
    "time",
    "span",
    "div",
    "p",
    "i",
    "em",
    "small",
    "abbr",
    "td",
    "dd",
    "li",
    "b",
    "strong",
    "font",
)
_MAY_LEAD = ("p", "div", "td", "dd", "section", "blockquote")
_BEFORE_LEAD = ("br", "a", "b", "strong", "i", "em", "span", "font", "small")
_SENTENCE = 40
_MAX_MORE = 25
_LONG_MORE = ("doc tiep", "doc them", "xem tiep", "xem them", "continue reading", "read more")
"""Some themes repeat the title behind it."""
_MORE = frozenset(
    {
        *("chi tiet", "xem chi tiet", "xem them", "xem tiep", "doc them", "doc tiep", "doc bai"),
        *("xem", "xem ngay", "tim hieu them", "xem bai viet", "doc bai viet", "xem noi dung"),
        *("read more", "more", "details", "view details", "continue reading", "learn more"),
    }
)
_ENDS = (".", "!", "?", "…", "”", '"', "]")
_MOST_PARTS = 400  # of a card; what has more is a part of the page
_MOST_IN_A_LEAD = 100
_MOST_IN_A_DATE = 30
LEFT_OUT = re.compile(r"\s*\[(?:…|\.{3})\]$")
_DAY_BEFORE = re.compile(
    r"[(\[]?(?:\d\d?[:h]\d\d\W{1,3})?\d\d?[/.-]\d\d?[/.-]\d{4}(?:\W{1,3}\d\d?[:h]\d\d)?[)\]]?"
    r"\s?[-–—|:·•]\s+"
)
_OPENS = frozenset("0123456789([")
_STAMP = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:")
_SPLIT_DAY = re.compile(
    r"(?P<day>\d\d?)[\s,/|-]+(?:tháng|thg|th|t)?\.?\s?(?P<month>\d\d?)[\s,/|-]+(?P<year>\d{4})",
    re.IGNORECASE,
)
_LONGEST_BADGE = 24
_SHORT = 60
_LONGEST_IMPRINT = 100
_BOXES = 3
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"199\d|20\d\d|2100")
_AGO = re.compile(r"\b(?:trước|ago|vừa xong|hôm nay|hôm qua)\b", re.IGNORECASE)


def lead_in(card: Element, title: str | None) -> str | None:
    """The lead that a card shows: a text named so, else the longest paragraph that is not the
    title.
    """
    key = match_key(title or "")
    best: str | None = None
    for el in islice(_iter_shown(card, *_MAY_LEAD, "span", "h4"), _MOST_PARTS):
        named = bool(_LEAD_CLASS.search(el.get("class") or ""))
        if not named and el.tag not in _MAY_LEAD:
            continue
        if not is_small(el, _MOST_IN_A_LEAD):
            continue
        text = without_more(el)
        if (
            len(text) < 30
            or match_key(text) == key
            or any(child.tag in ("p", "div", "ul", "table") for child in el)
            or (not named and len(el) and any(match_key(text_of(a)) == key for a in el.iter("a")))
            or (not named and (_is_imprint(text) or _is_a_link(el, text)))
        ):
            continue
        if named:
            return text
        best = text if best is None or len(text) > len(best) else best
    return best or _bare_lead(card, key)


def _is_imprint(text: str) -> bool:
    """Whether a line says who wrote an article and when, and is no sentence."""
    if len(text) > _LONGEST_IMPRINT or text.endswith(_ENDS) or not _YEAR.search(text):
        return False
    return _found_date(text) is not None


def _is_a_link(el: Element, text: str) -> bool:
    """Whether a text without an end is nothing but a link: to a file, to a section."""
    if not len(el) or text.endswith(_ENDS):
        return False
    return any(text_of(link) == text for link in el.iter("a"))


def _bare_lead(card: Element, title: str) -> str | None:
    """The lead that stands after a break, the title or the day in no element of its own, or in one
    that only dresses it.
    """
    for el in islice(_iter_shown(card, *_BEFORE_LEAD), _MOST_PARTS):
        own = "" if el.tag in ("a", "br") or len(el) else clean(el.text or "")
        for text in (own, clean(el.tail or "").lstrip(" -–:|")):
            if len(text) >= _SENTENCE and text.endswith(_ENDS) and match_key(text) != title:
                return text
    return None


def _iter_shown(card: Element, *tags: str) -> Iterator[Element]:
    """The elements of a card; to a term belongs what stands under it up to the next one."""
    yield from card.iter(*tags)
    if card.tag == "dt":
        for below in takewhile(lambda el: el.tag == "dd", card.itersiblings()):
            yield from below.iter(*tags)


def without_more(el: Element) -> str:
    """The text of a lead without what leads on from it: a short link after the end of a sentence
    ("Xem chi tiết"), the sign that something was left out ("[…]"), and the day before it that the
    results of a search begin with.
    """
    text = text_of(el)
    links = list(el.iterdescendants("a")) if len(el) else []
    if links:
        link = text_of(links[-1])
        before = text.removesuffix(link).rstrip(" [(-–|")
        short = len(link) <= _MAX_MORE or fold(link).startswith(_LONG_MORE)
        if short and before != text and before.endswith(_ENDS):
            text = before
    text = LEFT_OUT.sub("", text)
    day = _DAY_BEFORE.match(text) if text[:1] in _OPENS else None
    return text[day.end() :] if day else text


def is_more(text: str) -> bool:
    """Whether the words of a link say nothing but that it leads on ("Xem chi tiết »")."""
    return fold(text).strip(" .…»>›→[]()+") in _MORE


def date_in(card: Element) -> ParsedDate | None:
    """The date that a card shows, in a time element or a short text that holds one."""
    for el in islice(_iter_shown(card, *_DATED), _MOST_PARTS):
        title = el.get("title") or ""
        named = title and (_STAMP.match(title) or _DATE_CLASS.search(el.get("class") or ""))
        stamp = el.get("datetime") or (title if named else None)
        if stamp and (found := find_date(stamp)):
            return found
        if (el.tag != "time" and len(el) > _BOXES) or not is_small(el, _MOST_IN_A_DATE):
            continue
        text = text_of(el)
        if not _DIGIT.search(el.text or text[:40]):
            continue
        if el.tag != "time" and len(el) and next(el.iter("time"), None) is not None:
            continue
        if len(text) <= _SHORT and (found := _date_of(el, text) or _stamp_behind(el, text)):
            return found
        if len(text) > _SHORT and (opening := _DAY_BEFORE.match(text)):
            return find_date(opening[0])
    texts = (clean(text) for text in _beside(card) if text and len(text) <= 2 * _SHORT)
    return next(
        (found for text in texts if len(text) <= _SHORT and (found := parse_date(text))), None
    )


def _date_of(el: Element, text: str) -> ParsedDate | None:
    """The date of a short text; the day may stand in a box beside that of its month and year."""
    if len(el) and len(text) <= _LONGEST_BADGE:
        pieces = clean(" ".join(str(piece) for piece in el.itertext()))
        if split := _SPLIT_DAY.fullmatch(pieces):
            return parse_date("{day}/{month}/{year}".format(**split.groupdict()))
    return _found_date(text) if _YEAR.search(text) else None


_found_date = lru_cache(maxsize=1024)(find_date)  # a list shows the same days again and again


def _beside(card: Element) -> Iterator[str | None]:
    """The texts of a card that stand in no element of their own: before, between and after them."""
    if card.tag == "a":
        yield card.tail
        before = card.getprevious()
        parent = card.getparent()
        if before is not None:
            yield before.tail if before.tag == "br" else None
        elif parent is not None:
            yield parent.text
        return
    for el in card.iter():
        if el.tag != "a" and len(el):
            yield el.text
        if el is not card:
            yield el.tail


def _stamp_behind(el: Element, text: str) -> ParsedDate | None:
    """The moment that an element which says how long ago it was keeps for its script."""
    if not _AGO.search(text):
        return None
    stamps = (str(value) for value in el.attrib.values())
    return next((parse_date(stamp) for stamp in stamps if _STAMP.match(stamp)), None)
