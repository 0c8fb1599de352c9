"""What the store knows of one article when a visit to it comes in. Reads only."""

from dataclasses import dataclass
from datetime import datetime
from zlib import decompress

from parsers.model import Page
from scheduler.changes import ArticleStatus, Remembered, Suspicion
from scheduler.store.codec import read_article, read_moment, read_moment_or_none
from scheduler.store.connection import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalled:
    """An article as the store knows it, for the judgement on a visit: what to compare with, and how
    looks went so far.

    `extractor` read the last version; `page` is what it was read from.
    """

    id: int
    version: int
    remembered: Remembered
    extractor: str
    page: Page | None
    etag: str | None
    last_modified: str | None
    first_seen_at: datetime
    last_looked_at: datetime
    last_edit_at: datetime | None
    hinted_at: datetime | None
    looks: int
    changes: int
    failures: int


RECALL = """
    SELECT a.id AS own_id, a.version, a.status, a.missed_since, a.misses, a.suspicion, a.etag,
           a.last_modified, a.looks, a.first_seen_at,
           a.last_looked_at, a.last_edit_at, a.hinted_at, a.changes, a.failures,
           a.updated_at AS last_stamp, v.*, p.url AS page_url, p.content_type, p.body AS page_body
    FROM articles a JOIN versions v ON v.article_id = a.id AND v.number = a.version
    LEFT JOIN pages p ON p.article_id = a.id
    WHERE a.source = ? AND a.identity = ?"""


def recall(store: Store, source: str, identity: str) -> Recalled | None:
    """What is known of an article, or None where no version of it was ever read."""
    row = store.row(RECALL, [source, identity])
    if row is None:
        return None
    # The stamp of the last look, not of the last version: it may move without an edit of the text.
    article = read_article({**dict(row), "updated_at": row["last_stamp"]})
    page = None
    if row["page_body"] is not None:
        page = Page(
            url=row["page_url"], body=decompress(row["page_body"]), content_type=row["content_type"]
        )
    return Recalled(
        id=row["own_id"],
        version=row["version"],
        remembered=Remembered(
            article=article,
            status=ArticleStatus(row["status"]),
            missed_since=read_moment_or_none(row["missed_since"]),
            misses=row["misses"],
            suspicion=Suspicion(row["suspicion"]) if row["suspicion"] else None,
        ),
        extractor=row["extractor"],
        page=page,
        etag=row["etag"],
        last_modified=row["last_modified"],
        first_seen_at=read_moment(row["first_seen_at"]),
        last_looked_at=read_moment(row["last_looked_at"]),
        last_edit_at=read_moment_or_none(row["last_edit_at"]),
        hinted_at=read_moment_or_none(row["hinted_at"]),
        looks=row["looks"],
        changes=row["changes"],
        failures=row["failures"],
    )
