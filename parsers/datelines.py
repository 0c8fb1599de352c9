"""The day that stands over a group of articles on a listing ("Thứ hai, ngày 12/05/2025"), for items
that show no more than a time of day. Pure.
"""

import re
from collections.abc import Iterable
from datetime import datetime

from parsers.card import Card
from parsers.dates import parse_date
from parsers.html import Element, text_of

_MAX_LINE = 60
_LEVELS = 2  # the heading stands beside the item, or beside the list of the items
_NOT_LINES = frozenset({"ul", "ol", "table", "form", "img", "br", "hr", "script", "style"})
_TIME = re.compile(r"(?P<hour>[01]?\d|2[0-3])[:h](?P<minute>[0-5]\d)")


def days_over(cards: Iterable[Card]) -> dict[str, datetime]:
    """The moments of articles by their identity, where a line with a day stands over them."""
    days: dict[Element, dict[Element, datetime]] = {}
    found: dict[str, datetime] = {}
    for card in cards:
        node = card.element
        for _ in range(_LEVELS):
            parent = node.getparent()
            if parent is None or parent.tag in ("html", "tr"):
                break
            if parent not in days:
                days[parent] = _days_in(parent)
            if day := days[parent].get(node):
                found[card.identity] = _with_time(card.element, day)
                break
            node = parent
    return found


def _days_in(parent: Element) -> dict[Element, datetime]:
    """For each child of a box the day of the line that stands over it."""
    day: datetime | None = None
    under: dict[Element, datetime] = {}
    for child in parent:
        line = child.text or ""
        if len(child):
            line = "" if child.tag in _NOT_LINES or _holds_link(child) else text_of(child)
        told = parse_date(line) if 6 < len(line.strip()) <= _MAX_LINE else None
        if told is not None:
            day = told.moment
        elif day is not None:
            under[child] = day
    return under


def _holds_link(el: Element) -> bool:
    return next(el.iter("a"), None) is not None


def _with_time(card: Element, day: datetime) -> datetime:
    """The day with the time of day that an item shows by itself."""
    for el in card.iter():
        if el.text and (time := _TIME.fullmatch(el.text.strip())):
            return day.replace(hour=int(time["hour"]), minute=int(time["minute"]))
    return day
