"""Moments that a page gives to programs in an attribute where it shows readers less: the hour of
the day behind a bare date, and when the text was last changed. Pure.
"""

import re
from datetime import datetime
from typing import Final

from parsers.dates import VIETNAM, ParsedDate, find_date, parse_date
from parsers.html import Element, text_of

_PUBLISHED: Final = re.compile(r"(?:^|[\s_-])(?:published|pubdate|datepublished)(?=$|[\s_-])", re.I)
_UPDATED: Final = re.compile(r"(?:^|[\s_-])(?:updated|modified|datemodified)(?=$|[\s_-])", re.I)
_CHANGED: Final = re.compile(
    r"\b(?:cập nhật|chỉnh sửa|sửa đổi|(?:last )?(?:updated|modified))\b[^\d]{0,24}(?=\d)", re.I
)

_LAST: Final = re.compile(
    r"\W*(?:lần )?(?:(?:cập nhật|chỉnh sửa|sửa) (?:lần )?(?:cuối|gần nhất)"
    r"|last (?:updated|modified))\b",
    re.I,
)


def to_the_hour(root: Element, day: datetime) -> ParsedDate | None:
    """The moment on a day that the elements called published agree on (`<abbr class="published"
    title="...">`, `<time itemprop="datePublished" datetime="...">`).
    """
    found: ParsedDate | None = None
    for el in root.iter("abbr", "time", "meta"):
        names = f"{el.get('class') or ''} {el.get('itemprop') or ''}"
        stamp = el.get("datetime") or el.get("content") or el.get("title")
        if stamp is None or not _PUBLISHED.search(names):
            continue
        date = parse_date(stamp)
        if date is None or date.date_only:
            continue
        same_day = date.moment.astimezone(day.tzinfo or VIETNAM).date() == day.date()
        if not same_day or (found is not None and found.moment != date.moment):
            return None
        found = date
    return found


def changed_in(el: Element, text: str) -> ParsedDate | None:
    """When the text was last changed, where a line says so after the date of publication, or in an
    element called updated.
    """
    for timed in (el, *el.iter("time")):
        stamp = timed.get("datetime")
        if stamp and _UPDATED.search(timed.get("class") or timed.get("itemprop") or ""):
            return parse_date(stamp)
    label = _CHANGED.search(text)
    if label is None:
        return None
    rest = text[label.end() :]
    for timed in el.iter("time"):  # what is shown may be the clock of another country
        shown, stamp = text_of(timed), timed.get("datetime")
        if shown and stamp and rest.startswith(shown):
            return parse_date(stamp)
    return find_date(rest)


def last_change(text: str) -> ParsedDate | None:
    """The date in a line that calls it that of the last change ("Cập nhật lần cuối: ...")."""
    return find_date(text) if _LAST.match(text) else None
