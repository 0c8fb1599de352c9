"""Plans: what a crawl of one source shall look at, from what the store knows. Reads only.

Known articles that are due come first in the plan, the most overdue at the head, then links that
were seen and never read. Of all others, which are many more, it holds the identities alone, so that
the crawl does not fetch them when a listing shows them: a plan costs what is due, and the archive
two walks along an index, of identities and of titles (which no plan holds that looks at nothing).
"""

import sqlite3
from collections import Counter
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from crawler.plan import CrawlPlan, KnownArticle, Validators
from crawler.source import host_key
from parsers import EXTRACTOR
from parsers.model import NOTHING_KNOWN, Known
from parsers.text import match_key
from scheduler.changes import ArticleStatus
from scheduler.store.allotting import allotted
from scheduler.store.chrome import known_chrome
from scheduler.store.codec import moment_text, read_moment
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
           a.last_looked_at, v.extractor, a.next_due_at <= :now AS is_due
    FROM articles a JOIN versions v ON v.article_id = a.id AND v.number = a.version
    WHERE a.source = :source {condition}
    ORDER BY a.next_due_at IS NULL, a.next_due_at, a.id"""

DUE_ARTICLES = "AND a.next_due_at <= :now"

PENDING = """
    SELECT identity, url, title, next_try_at <= :now AS is_due FROM pending
    WHERE source = :source {condition}
    ORDER BY next_try_at IS NULL, coalesce(published_at, first_seen_at) DESC, identity"""

DUE_LINKS = "AND next_try_at <= :now"

SEEN = """
    SELECT identity FROM articles WHERE source = :source
    UNION ALL SELECT identity FROM pending WHERE source = :source"""

TITLES = """
    SELECT title_key FROM articles WHERE source = ? AND length(title_key) >= ?
    ORDER BY id DESC LIMIT ?"""

# Grouped by all up to the path: the daemon asks every few seconds, on a day of many requests too.
SPENT = """
    SELECT substr(url, 1, 8 + instr(substr(url || '/', 9), '/')) AS origin,
           sum(attempts) AS attempts
    FROM fetches WHERE at >= ? AND attempts > 0 GROUP BY origin"""


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
    whole = bool(urls) or recheck is Recheck.ALL
    known = {}
    if whole or recheck is Recheck.DUE:
        known = _known(store, source, now, recheck, whole=whole)
    spent = spent_today(store, now)
    if daily_budget is not None and recheck is Recheck.DUE and not urls:
        chosen = allotted(store, source, now, daily=daily_budget, spent=spent, spread=spread)
        known = {identity: known[identity] for identity in chosen if identity in known}
    reads = bool(known or listings or urls)
    return CrawlPlan(
        known=known,
        seen_before=_seen_before(store, source) if listings and not whole else frozenset(),
        urls=urls,
        listings=listings and not urls,
        limit=limit,
        backfill=backfill,
        since=since,
        what_is_known=_what_is_known(store, source) if reads else NOTHING_KNOWN,
        trust_validators=_trusted(store, source, now),
        validators={} if backfill or recheck is Recheck.ALL else _listing_validators(store, source),
        spent=spent,
        not_before=left_alone(store, now),
        robots=known_robots(store, now),
    )


def _seen_before(store: Store, source: str) -> frozenset[str]:
    """The identities of all that was read or waits to be."""
    return frozenset(row[0] for row in store.execute(SEEN, {"source": source}).fetchall())


def _what_is_known(store: Store, source: str) -> Known:
    return Known(titles=known_titles(store, source), chrome=known_chrome(store, source))


def known_titles(store: Store, source: str) -> frozenset[str]:
    """Keys of the titles of the source's articles: a line of a page that equals one is a link, not
    text.
    """
    rows = store.execute(TITLES, [source, SHORTEST_TITLE, MOST_TITLES]).fetchall()
    pending = store.rows(
        "SELECT title FROM pending WHERE source = ? AND title IS NOT NULL", [source]
    )
    waiting = {match_key(row["title"]) for row in pending}
    keys = {row[0] for row in rows}
    return frozenset(keys | {key for key in waiting if len(key) >= SHORTEST_TITLE})


def spent_today(store: Store, now: datetime) -> dict[str, int]:
    """Requests of this UTC day by host, those that were sent again after an error included."""
    midnight = moment_text(now.astimezone(UTC).replace(hour=0, minute=0, second=0))
    spent: Counter[str] = Counter()
    for row in store.rows(SPENT, [midnight]):
        spent[host_key(row["origin"])] += row["attempts"]
    return dict(spent)


def left_alone(store: Store, now: datetime) -> dict[str, datetime]:
    """Until when hosts asked not to be visited."""
    rows = store.rows("SELECT * FROM hosts WHERE not_before > ?", [moment_text(now)])
    return {row["host"]: read_moment(row["not_before"]) for row in rows}


def _known(
    store: Store, source: str, now: datetime, recheck: Recheck, *, whole: bool
) -> dict[str, KnownArticle]:
    """What is due, by identity in the order of the looks; with `whole` all that is known."""
    values = {"source": source, "now": moment_text(now)}
    every, never = recheck is Recheck.ALL, recheck is Recheck.NONE
    known: dict[str, KnownArticle] = {}
    for row in store.rows(ARTICLES.format(condition="" if whole else DUE_ARTICLES), values):
        known[row["identity"]] = KnownArticle(
            identity=row["identity"],
            url=row["url"],
            due=every or (bool(row["is_due"]) and not never),
            title=row["title"],
            etag=row["etag"],
            last_modified=row["last_modified"],
            looks=row["looks"],
            unconditional=_needs_whole_page(row, now),
        )
    for row in store.rows(PENDING.format(condition="" if whole else DUE_LINKS), values):
        known[row["identity"]] = KnownArticle(
            identity=row["identity"],
            url=row["url"],
            due=bool(row["is_due"]) and not never,
            title=row["title"],
        )
    return known


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
