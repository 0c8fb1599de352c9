"""Platforms: how a CMS writes its pages, and which of them wrote this one.

A platform is data (selectors of its layouts, newest first) and, where selectors fail, a function.
It is recognised from the page itself, by byte signs that only its templates write; the host is a
hint. The modules of `parsers.platforms` are imported when the first page needs them. Pure.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from urllib.parse import urlsplit

from parsers.html import HtmlDoc
from parsers.model import Page, Selectors

# In the order in which they are tried: templates that others borrow from come last.
_MODULES = (
    "mastercms",
    "vccorp",
    "vnexpress",
    "laodong",
    "neocms",
    "dantri",
    "vietnamnet",
    "baodautu",
    "liferay",
    "uikit",
    "nukeviet",
    "joomla",
    "wordpress",
)
_SURE, _SIGN, _HINT = 1.0, 0.9, 0.4
# The lead bytes of ă, ơ, ư ... and of the letters with two marks in UTF-8: a page without them is
# not Vietnamese.
_VIETNAMESE = (b"\xe1\xbb", b"\xe1\xba", b'lang="vi', b"&#7", b"vi-VN", b"vi_VN", b"windows-1258")


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """How one CMS, or one family of sites, writes its pages.

    `hosts` are sites known to run it, `signs` byte strings that only its pages hold. `last_json_ld`
    and `lead_from_description` are habits of a platform; `next_page` finds the next page of a
    listing where no selector can. `verified` says what the selectors were checked against.
    """

    name: str
    title: str
    verified: str
    hosts: tuple[str, ...] = ()
    signs: tuple[bytes, ...] = ()
    layouts: tuple[Selectors, ...] = ()
    last_json_ld: bool = False
    lead_from_description: bool = False
    next_page: Callable[[HtmlDoc, Page], str | None] | None = None

    def recognise(self, page: Page) -> float:
        """How sure it is that this platform wrote the page: 1 by sign and host, 0.9 by sign, 0.4 by
        host alone.
        """
        at_home = self.at_home(page.url)
        if any(sign in page.body for sign in self.signs):
            return _SURE if at_home else _SIGN
        return _HINT if at_home else 0.0

    def at_home(self, url: str) -> bool:
        """Whether the URL's host is one of those known to run this platform."""
        host = host_of(url)
        return any(host == known or host.endswith("." + known) for known in self.hosts)


GENERIC = Platform(
    name="generic", title="any page, read by structure", verified="needs no verification"
)
"""The platform of every page that no other one wrote: no selectors at all."""


def platforms() -> tuple[Platform, ...]:
    """All platforms, in the order in which they are tried, without `generic`."""
    return _registry()


def platform_named(name: str) -> Platform:
    """The platform that a source file names; KeyError, with the names there are, where there is
    none.
    """
    for platform in (*_registry(), GENERIC):
        if platform.name == name:
            return platform
    known = ", ".join(sorted(platform.name for platform in (*_registry(), GENERIC)))
    raise KeyError(f"no platform {name!r}; there are {known}")


def recognise(page: Page) -> Platform:
    """The platform that wrote the page, or `generic`."""
    at_home = [platform for platform in _registry() if platform.at_home(page.url)]
    for platform in at_home:
        if any(sign in page.body for sign in platform.signs):
            return platform
    if any(sign in page.body for sign in _VIETNAMESE):
        for platform in _registry():
            if any(sign in page.body for sign in platform.signs):
                return platform
    return at_home[0] if at_home else GENERIC


def choose_platform(page: Page, platform: Platform | str | None, *, generic: bool) -> Platform:
    """The platform to read with: none, the one that is given, or the one that the page shows."""
    if generic:
        return GENERIC
    if isinstance(platform, str):
        return platform_named(platform)
    return platform if platform is not None else recognise(page)


def host_of(url: str) -> str:
    """The host of a URL in lower case, empty where it has none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


@lru_cache(maxsize=1)
def _registry() -> tuple[Platform, ...]:
    found = []
    for name in _MODULES:
        platform = import_module(f"parsers.platforms.{name}").PLATFORM
        assert isinstance(platform, Platform)
        found.append(platform)
    return tuple(found)
