"""CrawlPlan: what one crawl of one source shall look at. Imports nothing but parsers' model.

The scheduler makes plans from its memory; a spider that is run alone (``scrapy crawl NAME``) gets
an empty one, which means: read the listings and fetch every article found.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from parsers.model import NOTHING_KNOWN, Known


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownArticle:
    """An article that the caller has seen before: where it is, and whether to look again.

    `due` False means: if a listing shows it, do not fetch it. `title` is its title as last read.
    `etag` and `last_modified` are the validators of the last body, verbatim; `looks` counts the
    looks so far, as one in ten is made without them, and `unconditional` asks for that now.
    """

    identity: str
    url: str
    due: bool
    title: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    looks: int = 0
    unconditional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a server gave to ask again with: `etag` and `last_modified`, verbatim."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsText:
    """What an origin's /robots.txt was answered with, and when: the rules, empty where none are."""

    status: int
    body: str
    fetched_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlPlan:
    """What to look at. `known` maps identity to KnownArticle; those that are due are fetched, found
    on a listing or not. `not_due` are the identities of all other articles that the caller has
    seen: where a listing shows one, it is left alone. (A source has many of them, and nothing else
    about them is asked: a plan must not grow with all that was ever read.)

    `urls`: when not empty, just these articles and no listings. `limit`: at most so many article
    requests. `since`: with `backfill`, follow the listings' pages until articles older than this
    (ignoring `max_pages`). `trust_validators` False asks for every body (this site was caught
    lying). `validators` are those of listings, feeds and sitemaps by URL. `spent` counts by host
    the requests made today, for the daily budget, and `not_before` says until when a host asked to
    be left alone; hosts are named as `crawler.source.host_key` does. `robots` are rules read less
    than a day ago, by origin (``https://example.vn``): they are not asked for again.
    """

    known: Mapping[str, KnownArticle] = field(default_factory=dict)
    not_due: frozenset[str] = frozenset()
    urls: tuple[str, ...] = ()
    listings: bool = True
    limit: int | None = None
    backfill: bool = False
    since: datetime | None = None
    what_is_known: Known = NOTHING_KNOWN
    trust_validators: bool = True
    validators: Mapping[str, Validators] = field(default_factory=dict)
    spent: Mapping[str, int] = field(default_factory=dict)
    not_before: Mapping[str, datetime] = field(default_factory=dict)
    robots: Mapping[str, RobotsText] = field(default_factory=dict)
