"""What values of a source file must be beyond their type: addresses, patterns, selectors, names.

Each function reads one key of a Table and returns the checked value or raises SourceError. lxml is
imported only by a file that has selectors.
"""

import re
from collections.abc import Callable
from datetime import timedelta
from difflib import get_close_matches
from pkgutil import iter_modules
from typing import TypeVar
from urllib.parse import urljoin, urlsplit
from zoneinfo import ZoneInfo, available_timezones

import parsers.platforms
from crawler.tables import Table
from crawler.timing import QuietHours, read_cron, read_duration, read_quiet_hours

T = TypeVar("T")
NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")
GREEDY = re.compile(r"\((?:\?:|\?P<\w+>)?(?:\[\^?\]?[^\]]*\]|\\?.)[+*]\??\)[+*]")
"""A group of one repeated thing that is itself repeated, as a pattern's text shows it."""
ADDRESS = "an address such as https://example.vn/cong-doan"
# Systems without a time zone database (slim containers) still know where Vietnam is.
ALWAYS_KNOWN = {"Asia/Ho_Chi_Minh", "Asia/Saigon", "Asia/Bangkok", "UTC"}


def url(table: Table, key: str, text: str) -> str:
    """An absolute http(s) address with a host and no password."""
    try:
        parts = urlsplit(text)
        fine = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        fine = False
    if not fine or re.search(r"[\s\\]", text):
        raise table.error(key, ADDRESS, text)
    if "@" in parts.netloc:
        raise table.error(key, "an address without a user name or password", text)
    return text


def urls(table: Table, key: str, home: str) -> tuple[str, ...]:
    """Addresses, each once; those that begin with / are of the site's home."""
    given = table.texts(key)
    absolute = (urljoin(home, text) if text.startswith("/") else text for text in given)
    return tuple(dict.fromkeys(url(table, key, text) for text in absolute))


def pattern(table: Table, key: str) -> re.Pattern[str] | None:
    r"""A regular expression; the group "id" is the article's identity."""
    text = table.text(key)
    if text is None:
        return None
    try:
        found = re.compile(text)
    except re.error as error:
        wanted = f"a regular expression; this one is wrong, {error}"
        raise table.error(key, wanted, text) from error
    if GREEDY.search(text):
        wanted = (
            "a regular expression that ends on every address; a repeat of nothing but a repeat, "
            "such as ([a-z]+)+, tries more ways than there is time for: leave out the outer one"
        )
        raise table.error(key, wanted, text)
    if found.search(""):
        raise table.error(key, "a regular expression that not every address matches", text)
    if found.groups and "id" not in found.groupindex:
        wanted = 'the article\'s number in a group called "id", as in -(?P<id>\\d+)\\.html$'
        raise table.error(key, wanted, text)
    return found


def selectors(table: Table, key: str) -> tuple[str, ...]:
    """One selector or a list of them: CSS, or XPath where it begins with / or ( or ./"""
    given = table.texts(key, one=True)
    for text in given:
        _check_selector(table, key, text)
    return given


def _check_selector(table: Table, key: str, text: str) -> None:
    from parsers.html import SelectorError, compile_selector

    try:
        compile_selector(text)
    except SelectorError as error:
        kind = "an XPath" if text.startswith(("/", "(", "./")) else "a CSS"
        reason = str(error).partition(": ")[2]
        raise table.error(key, f"{kind} selector; this one {reason}", text) from error


def platform(table: Table, key: str) -> str | None:
    """The name of a platform that parsers know, or None."""
    name = table.text(key)
    if name is None:
        return None
    known = sorted(module.name for module in iter_modules(parsers.platforms.__path__))
    if name not in known:
        close = get_close_matches(name, known, n=1)
        hint = f"; did you mean {close[0]}?" if close else ""
        raise table.error(key, f"one of the platforms {', '.join(known)}{hint}", name)
    return name


def timezone(table: Table, key: str, default: str) -> str:
    """The name of a time zone."""
    name = table.text(key) or default
    if name in ALWAYS_KNOWN:
        return name
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError) as error:
        close = get_close_matches(name, available_timezones() | ALWAYS_KNOWN, n=1)
        hint = f"; did you mean {close[0]}?" if close else ""
        wanted = f"the name of a time zone, such as Asia/Ho_Chi_Minh{hint}"
        raise table.error(key, wanted, name) from error
    return name


def duration(table: Table, key: str) -> timedelta | None:
    """A span such as "30m"."""
    return _read(table, key, read_duration)


def cron(table: Table, key: str) -> str | None:
    """A crontab line."""
    return _read(table, key, read_cron)


def quiet_hours(table: Table, key: str) -> QuietHours | None:
    """A span of the day."""
    return _read(table, key, read_quiet_hours)


def _read(table: Table, key: str, read: Callable[[str], T]) -> T | None:
    text = table.text(key)
    if text is None:
        return None
    try:
        return read(text)
    except ValueError as error:
        raise table.error(key, str(error), text) from error
