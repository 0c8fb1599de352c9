"""What reading gives back: one frozen value for each kind of row. No SQL, no file.

Moments are aware UTC datetimes, lists are tuples; enums are those of `scheduler.changes` and
`crawler.items` as text.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from parsers.model import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRow:
    """An article as it stands: identity, life cycle, and the fields that lists and searches show
    (not the body).
    """

    id: int
    source: str
    identity: str
    url: str
    title: str
    kicker: str | None
    lead: str | None
    section: str | None
    authors: tuple[str, ...]
    published_at: datetime | None
    updated_at: datetime | None
    date_only: bool
    status: str  # ArticleStatus: live, suspected, removed
    flag: str | None  # new, updated, removed; None once seen
    version: int  # number of the last version
    first_seen_at: datetime
    last_seen_at: datetime
    last_looked_at: datetime
    last_changed_at: datetime  # first seen, edited, removed or restored
    last_edit_at: datetime | None
    next_due_at: datetime | None
    looks: int
    changes: int
    failures: int
    misses: int
    missed_since: datetime | None
    suspicion: str | None  # gone, shortened: of what it is suspected


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow:
    """One version of an article; `article` holds its whole text and fields."""

    id: int
    article_id: int
    number: int
    seen_at: datetime
    run_id: int | None
    extractor: str
    content_hash: str
    compare_hash: str
    article: Article


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateRow:
    """One flagged update, with what a reader needs of its article. `from_version`/`to_version` are
    version numbers.
    """

    id: int
    article_id: int
    detected_at: datetime
    source: str
    url: str
    title: str
    kind: str  # new, changed, removed, restored
    edit_class: str | None
    silent: bool
    fields: tuple[str, ...]
    summary: str
    facts: tuple[Any, ...]  # plain JSON values, as scheduler.edits wrote them
    from_version: int | None
    to_version: int | None
    seen_at: datetime | None
    status: str  # of the article, now
    published_at: datetime | None
    watched: tuple[str, ...] = ()  # phrases of the watch list that are said more often now


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPage:
    """The page that an article's last version was read from: `body` is the decoded response,
    uncompressed.
    """

    article_id: int
    number: int
    seen_at: datetime
    url: str
    content_type: str | None
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchRow:
    """One request, as it ended."""

    id: int
    run_id: int | None
    source: str
    article_id: int | None
    at: datetime
    kind: str
    verdict: str | None
    status: int | None
    reason: str | None
    elapsed: float | None
    size: int
    attempts: int
    links: int | None  # of a listing: articles it showed
    known: int | None  # of those: seen before
    url: str
    final_url: str
    content_type: str | None
    detail: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What a crawl, or one source in it, came to: requests, listings read, and visits by
    verdict.
    """

    requests: int = 0
    listings: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    restored: int = 0
    suspect: int = 0
    failed: int = 0
    held: int = 0  # edits and removals that are not told: see `sources release`


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRun:
    """One source in one crawl. `outcome`: running, done, failed, interrupted, timeout, crashed."""

    run_id: int
    source: str
    outcome: str
    error: str | None
    counts: Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow:
    """One crawl; outcomes as in SourceRun, `error` is one sentence where the crawl as a whole
    failed.
    """

    id: int
    started_at: datetime
    finished_at: datetime | None
    outcome: str
    command: str
    pid: int
    error: str | None
    counts: Counts
    sources: tuple[SourceRun, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingRow:
    """A listing page, feed or sitemap: `overlap` is the share of its links that were known before
    the last look.

    No overlap (0.0) means that items may have come and gone between two looks: `gaps` counts those.
    """

    source: str
    url: str
    kind: str
    last_looked_at: datetime
    last_seen_at: datetime | None
    looks: int
    failures: int
    links: int
    new_links: int
    overlap: float | None
    gaps: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceStatus:
    """How a source stands. `overlap` is the smallest of its listings; `pending` links were seen but
    not yet read.
    """

    name: str
    title: str
    home: str
    state: str  # ok, failing, paused, or a scheduler.observed.HealthState
    state_since: datetime | None
    state_reason: str | None
    failures: int
    last_run_at: datetime | None
    last_ok_at: datetime | None
    articles: int
    live: int
    suspected: int
    removed: int
    due: int
    pending: int
    unseen: int
    overlap: float | None
    gaps: int
    held: int = 0  # verdicts in quarantine
    flaps: int = 0  # looks that showed a text of before for a moment
    evidence: tuple[str, ...] = ()  # what is not as it used to be, the most urgent first


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreStatus:
    """The database at a glance."""

    path: Path
    size: int  # bytes, with the write-ahead log
    articles: int
    versions: int
    updates: int
    unseen: int
    fetches: int
    sources: tuple[SourceStatus, ...]
    last_runs: tuple[RunRow, ...]
