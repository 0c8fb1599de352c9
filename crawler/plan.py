"""CrawlPlan: what one crawl of one source shall look at. Handed to the spider; imports nothing but parsers' model.

The scheduler makes plans from its memory; a spider that is run alone (``scrapy crawl NAME``) gets an empty one, which
means: read the listings and fetch every article found.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from parsers.model import NOTHING_KNOWN, Known


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownArticle:
    """An article that the caller has seen before: where it is, whether to look again, and with which validators.

    `due` False means: if a listing shows it, do not fetch it. `title` is its title as last read.
    """

    identity: str
    url: str
    due: bool
    title: str | None = None
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlPlan:
    """What to look at. `known` maps identity to KnownArticle; those that are due are fetched, found on a listing or not.

    `urls`: when not empty, just these articles and no listings. `limit`: at most so many article requests.
    `since`: with `backfill`, follow the listings' pages until articles older than this (ignoring `max_pages`).
    """

    known: Mapping[str, KnownArticle] = field(default_factory=dict)
    urls: tuple[str, ...] = ()
    listings: bool = True
    limit: int | None = None
    backfill: bool = False
    since: datetime | None = None
    what_is_known: Known = NOTHING_KNOWN
