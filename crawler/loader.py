"""Sources as Scrapy spiders: the spider loader, and the settings that a source file means.

With it ``scrapy list`` names the sources and ``scrapy crawl NAME`` crawls one, without a database.
"""

import builtins
import os
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from crawler.source import Source, load_sources
from crawler.spider import NewsSpider

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from scrapy.settings import BaseSettings

SOURCES = "UNIONWATCH_SOURCES"
CONTACT = "UNIONWATCH_CONTACT"


def user_agent(contact: str | None) -> str:
    """How the crawler names itself: ``unionwatch/0.1.0 (+mailto:or-address)``."""
    try:
        number = version("unionwatch")
    except PackageNotFoundError:  # run from a checkout that was not installed
        number = "0"
    who = " ".join((contact or "").split()).replace("(", "").replace(")", "")
    return f"unionwatch/{number}" + (f" (+{who})" if who else "")


def settings_for(source: Source, environ: Mapping[str, str]) -> dict[str, Any]:
    """What the source file says, as Scrapy settings; the contact of `environ` where it has none."""
    polite = source.politeness
    return {
        "DOWNLOAD_DELAY": polite.delay,
        "CONCURRENT_REQUESTS": polite.concurrency,
        "CONCURRENT_REQUESTS_PER_DOMAIN": polite.concurrency,
        "AUTOTHROTTLE_ENABLED": polite.autothrottle,
        "ROBOTSTXT_OBEY": polite.obey_robots,
        "UNIONWATCH_ALLOW_PRIVATE": polite.allow_private,
        "DOWNLOAD_VERIFY_CERTIFICATES": polite.verify_tls,
        "USER_AGENT": user_agent(source.contact or environ.get(CONTACT)),
    }


def spider_for(source: Source, environ: Mapping[str, str]) -> type[NewsSpider]:
    """The spider class of a source."""
    members = {
        "name": source.name,
        "source": source,
        "custom_settings": settings_for(source, environ),
    }
    return type("NewsSpider", (NewsSpider,), members)


class SourceLoader:
    """Scrapy's spider loader over the source files; a wrong one is an error in one line."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = sources

    @classmethod
    def from_settings(cls, settings: "BaseSettings") -> Self:
        """The shipped sources and those of UNIONWATCH_SOURCES (setting or environment)."""
        folder = settings.get(SOURCES) or os.environ.get(SOURCES)
        return cls(load_sources(Path(folder) if folder else None))

    def load(self, spider_name: str) -> "type[Spider]":
        """The spider of this source; KeyError where there is none."""
        if spider_name not in self._sources:
            known = ", ".join(self._sources)
            raise KeyError(f"no source is called {spider_name}; there are {known}")
        return spider_for(self._sources[spider_name], os.environ)

    def list(self) -> builtins.list[str]:
        """The names of all sources."""
        return list(self._sources)

    def find_by_request(self, request: "Request") -> "builtins.list[str]":
        """The sources whose site the request's address lies on."""
        return [name for name, source in self._sources.items() if source.owns(request.url)]
