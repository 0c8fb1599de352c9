"""Source: one monitored site, loaded and checked from a short TOML file. Opens those files alone.

A file that is wrong in any way raises SourceError, which names the file, the key and what was
expected. Importing this module is cheap (no Scrapy), as every command needs it.
"""

import re
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property, lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from crawler import checks
from crawler.tables import SourceError, Table
from crawler.timing import QuietHours
from crawler.tomlfile import read_toml
from parsers.model import Selectors
from parsers.urls import HOST_VARIANT, identity, same_site

__all__ = [
    "Discovery",
    "Politeness",
    "QuietHours",
    "Schedule",
    "Source",
    "SourceError",
    "find_sources",
    "load_source",
    "load_sources",
]

SHIPPED = Path(__file__).parent / "sources"
ARTICLE_SELECTORS = (
    "title", "kicker", "lead", "body", "captions", "authors", "published", "updated", "section",
    "tags",
)  # fmt: skip
LISTING_SELECTORS = {
    "item": "listing_item",
    "item_link": "item_link",
    "item_lead": "item_lead",
    "item_date": "item_date",
    "next": "listing_next",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """Where articles are found. `article_url` tells them from other links (group "id": identity).

    `max_pages` bounds the pages of a listing and the children of a sitemap index that an ordinary
    crawl follows; `max_sitemap_links` how many of a sitemap's entries (the newest) it considers.
    """

    listings: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    article_url: re.Pattern[str] | None = None
    max_pages: int = 3
    max_sitemap_links: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """How often to look: `every`, or `cron` (five fields; days of the week always by name).

    `quiet_hours` are in the source's time zone.
    """

    every: timedelta | None = timedelta(minutes=30)
    cron: str | None = None
    quiet_hours: QuietHours | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Politeness:
    """How gently to ask: `delay` in seconds between two requests to a host, `daily_budget` of
    requests to it; `allow_private` lets the source live on a private network.
    """

    delay: float = 1.0
    concurrency: int = 1
    autothrottle: bool = True
    obey_robots: bool = True
    daily_budget: int = 5000
    allow_private: bool = False
    verify_tls: bool = True


@dataclass(frozen=True, kw_only=True)
class Source:
    """One monitored site. `platform` None means: recognise it from each page.

    `verified` says what the file was checked against, None: nothing. `file` is where it was read.
    """

    name: str
    home: str
    discovery: Discovery
    title: str = ""
    platform: str | None = None
    timezone: str = "Asia/Ho_Chi_Minh"
    verified: str | None = None
    contact: str | None = None
    enabled: bool = True
    selectors: Selectors | None = None
    drop: tuple[str, ...] = ()
    schedule: Schedule = field(default_factory=Schedule)
    politeness: Politeness = field(default_factory=Politeness)
    file: Path | None = None

    @cached_property
    def entrances(self) -> tuple[str, ...]:
        """The listings, feeds and sitemaps."""
        found = self.discovery
        return found.listings + found.feeds + found.sitemaps

    @cached_property
    def hosts(self) -> frozenset[str]:
        """The host names of the site, without ``www.``: home and entrances."""
        return frozenset(host_key(url) for url in (self.home, *self.entrances))

    def identity(self, url: str) -> str:
        """What the article at `url` is known by within this source."""
        return identity(url, self.discovery.article_url)

    def has_own_id(self, url: str) -> bool:
        """Whether the identity is a number of the address rather than the address itself."""
        return not self.identity(url).startswith(HOST_VARIANT.sub("", urlsplit(url).netloc.lower()))

    def owns(self, url: str) -> bool:
        """Whether `url` lies on this site (or a subdomain of it)."""
        return any(same_site(url, own) for own in (self.home, *self.entrances))


@lru_cache(maxsize=1024)
def host_key(url: str) -> str:
    """The host name that politeness counts by: lower case, without port and leading ``www.``."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def load_source(path: Path) -> Source:
    """The source in this file; SourceError says what is wrong with it."""
    table = Table(path, _read(path))
    name = table.need_text("name", "the name of the source, which is also the file's name")
    if name != path.stem or not checks.NAME.fullmatch(name):
        wanted = f'"{path.stem}", as the file is called' if checks.NAME.fullmatch(path.stem) else ""
        raise table.error(
            "name", wanted or "a file name of small letters, digits, - and _ alone", name
        )
    home = checks.url(table, "home", table.need_text("home", "the address of the site"))
    source = Source(
        name=name,
        home=home,
        title=table.text("title") or name,
        platform=checks.platform(table, "platform"),
        timezone=checks.timezone(table, "timezone", "Asia/Ho_Chi_Minh"),
        verified=table.text("verified"),
        contact=table.text("contact"),
        enabled=table.flag("enabled", True),
        discovery=_discovery(table, home),
        selectors=_selectors(table),
        drop=checks.selectors(table.table("article"), "drop"),
        schedule=_schedule(table.table("schedule")),
        politeness=_politeness(table.table("politeness")),
        file=path,
    )
    table.finish()
    return source


def find_sources(extra_dir: Path | None = None) -> dict[str, Path]:
    """The source files by name, not yet read: shipped ones, and those of `extra_dir`, which win."""
    files = {path.stem: path for path in SHIPPED.glob("*.toml")}
    if extra_dir is not None:
        if not extra_dir.is_dir():
            raise SourceError(extra_dir, "", "a folder of source files (NAME.toml)", "no folder")
        # Names that begin with a dot are not a person's: locks of editors, shadows of file systems.
        own = (path for path in extra_dir.glob("*.toml") if not path.name.startswith("."))
        files |= {path.stem: path for path in own}
    return {name: files[name] for name in sorted(files)}


def load_sources(extra_dir: Path | None = None) -> dict[str, Source]:
    """All sources by name; the first file that is wrong raises SourceError."""
    return {name: load_source(path) for name, path in find_sources(extra_dir).items()}


def _read(path: Path) -> dict[str, object]:
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise SourceError(path, "", "a readable file", "a pipe or a device, which might never end")
    return read_toml(path)


def _discovery(table: Table, home: str) -> Discovery:
    part = table.table("discovery")
    found = Discovery(
        listings=checks.urls(part, "listings", home),
        feeds=checks.urls(part, "feeds", home),
        sitemaps=checks.urls(part, "sitemaps", home),
        article_url=checks.pattern(part, "article_url"),
        max_pages=part.integer("max_pages", 3, least=1, most=1000),
        max_sitemap_links=part.integer("max_sitemap_links", 200, least=1, most=50_000),
    )
    if not (found.listings or found.feeds or found.sitemaps):
        raise part.error("listings", "at least one address in listings, feeds or sitemaps", None)
    return found


def _selectors(table: Table) -> Selectors | None:
    article, listing = table.table("article"), table.table("discovery")
    given = {name: checks.selectors(article, name) for name in ARTICLE_SELECTORS}
    given |= {name: checks.selectors(listing, key) for key, name in LISTING_SELECTORS.items()}
    return Selectors(**given) if any(given.values()) else None


def _schedule(part: Table) -> Schedule:
    every, cron = checks.duration(part, "every"), checks.cron(part, "cron")
    if every and cron:
        raise part.error("cron", "either every or cron, not both", part.text("cron"))
    if not every and not cron:
        every = timedelta(minutes=30)
    return Schedule(every=every, cron=cron, quiet_hours=checks.quiet_hours(part, "quiet_hours"))


def _politeness(part: Table) -> Politeness:
    return Politeness(
        delay=part.number("delay", 1.0, least=0, most=3600),
        concurrency=part.integer("concurrency", 1, least=1, most=16),
        autothrottle=part.flag("autothrottle", True),
        obey_robots=part.flag("obey_robots", True),
        daily_budget=part.integer("daily_budget", 5000, least=1),
        allow_private=part.flag("allow_private", False),
        verify_tls=part.flag("verify_tls", True),
    )
