"""Answers to HTML: the templates, and how they write moments, words, links and marks. Stored text
reaches a page through autoescape alone.
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from parsers.dates import VIETNAM
from scheduler.evidence import reason_in
from scheduler.store.search import END, START
from scheduler.web.asking import Asked
from scheduler.web.texts import ENGLISH_DAYS, MONTHS, WEEKDAYS, text
from scheduler.words import Language, word

HERE = Path(__file__).parent
STATIC = HERE / "static"
_WEB = re.compile(r"https?://[^\s/]+[^\s]*", re.IGNORECASE)


@cache
def environment() -> Environment:
    """The templates' environment: everything escaped, a missing name is an error.

    All templates are read here, once: those of a newer version that is installed meanwhile do not
    fit the code that runs.
    """
    made = Environment(
        # Not called "templates": Datasette would take a folder of that name for its own pages.
        loader=FileSystemLoader(HERE / "markup"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "marked": marked,
        "web": web_address,
        "when": when,
        "short": short,
        "day": day_name,
        "stamp": stamp,
    }
    made.globals |= {"static": static_path}
    for name in made.list_templates():
        made.get_template(name)
    return made


def render(template: str, asked: Asked, values: Mapping[str, Any]) -> str:
    """A template with what every page has: the request, the words of its language."""
    say: Callable[..., str] = partial(text, language=asked.language)

    def name(group: str, key: str) -> str:
        return word(group, key, asked.language)

    reason = partial(reason_in, language=asked.language)
    shared = {"asked": asked, "lang": asked.language, "t": say, "w": name, "reason": reason}
    return environment().get_template(template).render(shared | dict(values))


@cache
def static_files() -> Mapping[str, bytes]:
    """Our own static files by name, read once."""
    return {path.name: path.read_bytes() for path in sorted(STATIC.iterdir()) if path.is_file()}


@cache
def static_path(name: str) -> str:
    """The address of a static file; it changes with the file, so that browsers may keep it."""
    return f"/static/{name}?{hashlib.sha256(static_files()[name]).hexdigest()[:10]}"


def marked(found: str) -> Markup:
    """Text of a search hit: escaped first, then the marks round the words become elements."""
    safe = str(escape(found)).replace(START, "<mark>").replace(END, "</mark>")
    return Markup(safe)


def web_address(url: str | None) -> str | None:
    """The address if a browser may follow it: http or https, nothing else.

    >>> web_address("https://bao.example/1"), web_address("javascript:alert(1)")
    ('https://bao.example/1', None)
    """
    return url if url and _WEB.fullmatch(url) else None


def when(moment: datetime | None, *, date_only: bool = False) -> str:
    """A moment as Vietnamese papers write it: ``17:15, 19/11/2026``."""
    if moment is None:
        return ""
    return f"{moment.astimezone(VIETNAM):{'%d/%m/%Y' if date_only else '%H:%M, %d/%m/%Y'}}"


def short(moment: datetime, now: datetime) -> str:
    """The same without what goes without saying: today's day, this year's year."""
    here, today = moment.astimezone(VIETNAM), now.astimezone(VIETNAM)
    if here.date() == today.date():
        return f"{here:%H:%M}"
    return f"{here:%H:%M, %d/%m}" if here.year == today.year else when(moment)


def stamp(moment: datetime) -> str:
    """The same for machines, in the attribute of a <time>."""
    return moment.astimezone(VIETNAM).isoformat(timespec="seconds")


def day_name(day: date, language: Language) -> str:
    """A day in full: ``Thứ bảy, 21 tháng 11, 2026``."""
    if language == "vi":
        return f"{WEEKDAYS[day.weekday()]}, {day.day} tháng {day.month}, {day.year}"
    return f"{ENGLISH_DAYS[day.weekday()]}, {day.day} {MONTHS[day.month - 1]} {day.year}"
