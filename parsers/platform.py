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

from lxml import etree

from parsers.html import HtmlDoc
from parsers.index import Index
from parsers.model import Page, Selectors
from parsers.text import VIETNAMESE

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
_TITLE = etree.XPath(
    "concat(/html/head/title, ' ', //h1, ' ', /html/head/meta[@name='description']/@content)",
    smart_strings=False,
)
_SURE, _SIGN, _HINT = 1.0, 0.9, 0.4
_GENERATOR = etree.XPath(
    "string(/html/head/meta[@name='generator' or @name='Generator']/@content)", smart_strings=False
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """How one CMS, or one family of sites, writes its pages.

    `hosts` are sites known to run it, `signs` class names, ids and generators
    (``generator:nukeviet``) that only its pages have. `last_json_ld`
    and `lead_from_description` are habits of a platform; `next_page` finds the next page of a
    listing where no selector can. `verified` says what the selectors were checked against.
    """

    name: str
    title: str
    verified: str
    hosts: tuple[str, ...] = ()
    signs: frozenset[str] = frozenset()
    layouts: tuple[Selectors, ...] = ()
    last_json_ld: bool = False
    lead_from_description: bool = False
    next_page: Callable[[HtmlDoc, Page], str | None] | None = None

    def recognise(self, doc: HtmlDoc) -> float:
        """How sure it is that this platform wrote the page: 1 by sign and host, 0.9 by sign, 0.4 by
        host alone.
        """
        return _sureness(self, host_of(doc.url), _signs_on(doc, Index(doc.elements)))

    def runs_on(self, host: str) -> bool:
        """Whether a host is one of those known to run this platform."""
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


def recognise(doc: HtmlDoc, index: Index | None = None) -> Platform:
    """The platform that wrote the page, or `generic`; of equally sure ones the first. `index` has
    the names on the page, from callers that need them again.
    """
    host = host_of(doc.url)
    if not _at_home(host) and not _is_vietnamese(doc):
        return GENERIC
    shown = _signs_on(doc, index if index is not None else Index(doc.elements))
    best, surest = GENERIC, 0.0
    for platform in _registry():
        sureness = _sureness(platform, host, shown)
        if sureness > surest:
            best, surest = platform, sureness
    return best


def _sureness(platform: Platform, host: str, names: frozenset[str]) -> float:
    at_home = platform.name in _at_home(host)
    if not platform.signs.isdisjoint(names):
        return _SURE if at_home else _SIGN
    return _HINT if at_home else 0.0


def _is_vietnamese(doc: HtmlDoc) -> bool:
    """Whether language or title say so: the platforms are those of Vietnamese sites, and to read
    all names of every other page costs a tenth of its parsing.
    """
    if (doc.root.get("lang") or "").lower().startswith("vi"):
        return True
    return bool(VIETNAMESE.search(str(_TITLE(doc.root))))


def _signs_on(doc: HtmlDoc, index: Index) -> frozenset[str]:
    """Every class and id of a page, and its generator as ``generator:nukeviet``."""
    generator = str(_GENERATOR(doc.root)).strip().lower().split(" ")[0].rstrip("!")
    return index.names | {f"generator:{generator}"}


def choose_platform(
    doc: HtmlDoc, platform: Platform | str | None, *, generic: bool, index: Index | None = None
) -> Platform:
    """The platform to read with: none, the one that is given, or the one that the page shows."""
    if generic:
        return GENERIC
    if isinstance(platform, str):
        return platform_named(platform)
    return platform if platform is not None else recognise(doc, index)


def host_of(url: str) -> str:
    """The host of a URL in lower case, empty where it has none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


@lru_cache(maxsize=256)
def _at_home(host: str) -> frozenset[str]:
    """The names of the platforms that are known to run on a host."""
    return frozenset(each.name for each in _registry() if each.runs_on(host))


@lru_cache(maxsize=1)
def _registry() -> tuple[Platform, ...]:
    found = []
    for name in _MODULES:
        platform = import_module(f"parsers.platforms.{name}").PLATFORM
        assert isinstance(platform, Platform)
        found.append(platform)
    return tuple(found)
