"""Plans: what a crawl of one source shall look at, from what the store knows. Reads only.

Known articles that are due come first in the plan, the most overdue at the head, then links that
were seen and never read; of all others the identities alone are named, so that the crawl does not
fetch them when a listing shows them. What a plan costs follows what is due: what must be asked of
the whole archive (identities, titles) is read from an index alone, as one value.
"""

import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum

from crawler.plan import CrawlPlan, KnownArticle, Validators
from parsers import EXTRACTOR
from parsers.model import Known
from parsers.text import match_key
from scheduler.changes import ArticleStatus
from scheduler.store.allotting import allotted
from scheduler.store.chrome import known_chrome
from scheduler.store.codec import moment_text, read_json, read_moment
from scheduler.store.connection import Store
from scheduler.store.robots import known_robots

MOST_TITLES = 20_000  # titles of a source that its pages are checked against: the newest
SHORTEST_TITLE = (
    12  # characters of a title's key: shorter ones ("Tin vắn") may well stand in a text
)
FIRST_DAY = timedelta(hours=24)


class Recheck(StrEnum):
    """Which known articles to look at again."""

    DUE = "due"
    ALL = "all"
    NONE = "none"


ARTICLES = """
    SELECT a.identity, a.url, a.title, a.etag, a.last_modified, a.status, a.looks, a.first_seen_at,
           a.last_looked_at, a.next_due_at, v.extractor
    FROM articles a JOIN versions v ON v.article_id = a.id AND v.number = a.version
    WHERE a.source = :source {only}
    ORDER BY a.next_due_at IS NULL, a.next_due_at, a.id"""

PENDING = """
    SELECT identity, url, title, next_try_at FROM pending WHERE source = :source {only}
    ORDER BY next_try_at IS NULL, coalesce(published_at, first_seen_at) DESC, identity"""

IDENTITIES = """
    SELECT json_group_array(identity) FROM (
        SELECT identity FROM articles WHERE source = :source UNION ALL
        SELECT identity FROM pending WHERE source = :source)"""

TITLES = """
    SELECT json_group_array(title_key) FROM (
        SELECT title_key FROM articles WHERE source = ? AND length(title_key) >= ?
        ORDER BY id DESC LIMIT ?)"""


def plan_for(
    store: Store,
    source: str,
    now: datetime,
    *,
    recheck: Recheck = Recheck.DUE,
    urls: tuple[str, ...] = (),
    listings: bool = True,
    limit: int | None = None,
    backfill: bool = False,
    since: datetime | None = None,
    daily_budget: int | None = None,
    spread: bool = False,
) -> CrawlPlan:
    """The plan for one crawl of `source`; with `urls` just those articles, whether due or not.

    With `recheck` ALL lists are read whole too: the source file may read them otherwise by now.
    With `daily_budget` no more due looks are planned than a host has requests left today, and with
    `spread` than leaves some for the rest of the day.
    """
    listings = listings and not urls
    # Addresses that a person names are found by their identities, which the crawler alone knows.
    known = _known(store, source, now, recheck, everything=bool(urls))
    if not (known or listings or urls):
        return CrawlPlan(listings=False)
    spent = spent_today(store, now)
    if daily_budget is not None and recheck is Recheck.DUE and not urls:
        chosen = allotted(store, source, now, daily=daily_budget, spent=spent, spread=spread)
        known = _in_order(known, chosen)
    return CrawlPlan(
        known=known,
        not_due=_identities(store, source) - known.keys() if listings else frozenset(),
        urls=urls,
        listings=listings,
        limit=limit,
        backfill=backfill,
        since=since,
        what_is_known=Known(titles=known_titles(store, source), chrome=known_chrome(store, source)),
        trust_validators=_trusted(store, source, now),
        validators={} if backfill or recheck is Recheck.ALL else _listing_validators(store, source),
        spent=spent,
        not_before=left_alone(store, now),
        robots=known_robots(store, now),
    )


def _in_order(known: dict[str, KnownArticle], chosen: list[str]) -> dict[str, KnownArticle]:
    """The chosen ones, in their order; what else is due waits for another crawl."""
    return {identity: known[identity] for identity in chosen}


def known_titles(store: Store, source: str) -> frozenset[str]:
    """Keys of the titles of the source's articles: a line of a page that equals one is a link, not
    text.
    """
    articles = store.value(TITLES, [source, SHORTEST_TITLE, MOST_TITLES])
    pending = store.rows(
        "SELECT title FROM pending WHERE source = ? AND title IS NOT NULL", [source]
    )
    keys = (match_key(row["title"]) for row in pending)
    return read_json(articles, frozenset[str]).union(
        key for key in keys if len(key) >= SHORTEST_TITLE
    )


def spent_today(store: Store, now: datetime) -> dict[str, int]:
    """Requests of this UTC day by host, those that were sent again after an error included."""
    day = moment_text(now)[: len("2026-01-31")]
    rows = store.rows("SELECT host, requests FROM host_days WHERE day = ?", [day])
    return {row["host"]: row["requests"] for row in rows}


def left_alone(store: Store, now: datetime) -> dict[str, datetime]:
    """Until when hosts asked not to be visited."""
    rows = store.rows("SELECT * FROM hosts WHERE not_before > ?", [moment_text(now)])
    return {row["host"]: read_moment(row["not_before"]) for row in rows}


def _known(
    store: Store, source: str, now: datetime, recheck: Recheck, *, everything: bool
) -> dict[str, KnownArticle]:
    """What is due, in the plan's order; with `everything` also what is not."""
    found = [*_articles(store, source, now, recheck, everything=everything)]
    found += _pending(store, source, now, recheck, everything=everything)
    return {each.identity: each for each in found}


def _identities(store: Store, source: str) -> frozenset[str]:
    """The identities of all that was seen of the source, read or not."""
    return read_json(store.value(IDENTITIES, {"source": source}), frozenset[str])


def _articles(
    store: Store, source: str, now: datetime, recheck: Recheck, *, everything: bool
) -> Iterator[KnownArticle]:
    at = moment_text(now)
    if recheck is Recheck.NONE and not everything:
        return
    only = "" if everything or recheck is Recheck.ALL else "AND a.next_due_at <= :now"
    for row in store.rows(ARTICLES.format(only=only), {"source": source, "now": at}):
        yield KnownArticle(
            identity=row["identity"],
            url=row["url"],
            due=_is_due(recheck, row["next_due_at"], at),
            title=row["title"],
            etag=row["etag"],
            last_modified=row["last_modified"],
            looks=row["looks"],
            unconditional=_needs_whole_page(row, now),
        )


def _pending(
    store: Store, source: str, now: datetime, recheck: Recheck, *, everything: bool
) -> Iterator[KnownArticle]:
    at = moment_text(now)
    if recheck is Recheck.NONE and not everything:
        return
    only = "" if everything else "AND next_try_at <= :now"
    for row in store.rows(PENDING.format(only=only), {"source": source, "now": at}):
        due = (
            recheck is not Recheck.NONE
            and row["next_try_at"] is not None
            and row["next_try_at"] <= at
        )
        yield KnownArticle(identity=row["identity"], url=row["url"], due=due, title=row["title"])


def _is_due(recheck: Recheck, next_due_at: str | None, now: str) -> bool:
    match recheck:
        case Recheck.ALL:
            return True
        case Recheck.NONE:
            return False
        case Recheck.DUE:
            return next_due_at is not None and next_due_at <= now


def _needs_whole_page(row: sqlite3.Row, now: datetime) -> bool:
    """Whether a "not modified" would not do: another reading code, a suspect, or a first day over.

    Some servers keep an ETag while the page changes; the first look after a day finds them out.
    """
    if row["extractor"] != EXTRACTOR or row["status"] != ArticleStatus.LIVE:
        return True
    return read_moment(row["last_looked_at"]) < read_moment(row["first_seen_at"]) + FIRST_DAY <= now


def _listing_validators(store: Store, source: str) -> dict[str, Validators]:
    """What listings, feeds and sitemaps gave at their last look, by URL."""
    rows = store.rows("SELECT url, etag, last_modified FROM listings WHERE source = ?", [source])
    return {
        row["url"]: Validators(etag=row["etag"], last_modified=row["last_modified"])
        for row in rows
        if row["etag"] or row["last_modified"]
    }


def _trusted(store: Store, source: str, now: datetime) -> bool:
    until = store.value("SELECT validators_off_until FROM sources WHERE name = ?", [source])
    return until is None or until <= moment_text(now)
