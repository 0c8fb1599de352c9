"""What a crawl came to at one source, for the guards; and the source's quarantine."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduler.guards import Past
from scheduler.store.codec import moment_text
from scheduler.store.connection import Store

MONTH = timedelta(days=30)
SUMS = """
    SELECT count(*) FILTER (WHERE f.verdict <> 'failed') AS looked,
           count(*) FILTER (WHERE f.verdict = 'changed'
                            OR f.verdict = 'suspect' AND a.suspicion = 'shortened') AS changed,
           count(*) FILTER (WHERE f.verdict IN ('suspect', 'removed') AND a.suspicion = 'gone'
                            AND a.missed_since >= r.started_at) AS gone
    FROM fetches f JOIN runs r ON r.id = f.run_id JOIN articles a ON a.id = f.article_id
    WHERE f.run_id = ? AND f.source = ? AND f.kind = 'article' AND f.verdict <> 'new'"""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlSums:
    """Known articles that one crawl looked at: all, those that changed (or whose text mostly
    vanished), those that this crawl was the first not to find.
    """

    looked: int = 0
    changed: int = 0
    gone: int = 0


def crawl_sums(store: Store, source: str, run_id: int | None) -> CrawlSums:
    """What one crawl came to so far."""
    row = store.row(SUMS, [run_id, source])
    assert row is not None  # an aggregate always gives a row
    return CrawlSums(looked=row["looked"], changed=row["changed"], gone=row["gone"])


def past_of(store: Store, source: str, run_id: int | None, now: datetime) -> Past:
    """How often looks of the last month, but for this crawl's, found an edit."""
    row = store.row(
        """SELECT count(*) AS looked, count(*) FILTER (WHERE verdict = 'changed') AS changed
           FROM fetches WHERE source = ? AND at >= ? AND run_id <> ?
             AND verdict IN ('changed', 'unchanged')""",
        [source, moment_text(now - MONTH), run_id or 0],
    )
    assert row is not None  # an aggregate always gives a row
    return Past(looked=row["looked"], changed=row["changed"])


def is_quarantined(store: Store, source: str) -> bool:
    """Whether nothing of this source is told."""
    return bool(store.value("SELECT state FROM sources WHERE name = ?", [source]) == "quarantined")


def quarantine(store: Store, source: str, reason: str, now: datetime) -> None:
    """Tell nothing of this source until it is released."""
    store.execute(
        """UPDATE sources SET state = 'quarantined', state_since = ?, state_reason = ?
           WHERE name = ?""",
        [moment_text(now), reason, source],
    )


def end_quarantine(store: Store, source: str, now: datetime) -> None:
    """The source is as before."""
    store.execute(
        """UPDATE sources SET state = 'ok', state_since = ?, state_reason = NULL
           WHERE name = ? AND state = 'quarantined'""",
        [moment_text(now), source],
    )


def suspected(store: Store, source: str) -> int:
    """How many articles of the source are under suspicion."""
    sql = "SELECT count(*) FROM articles WHERE source = ? AND status = 'suspected'"
    return int(store.value(sql, [source]))


def mark_fetches(store: Store, source: str, run_id: int | None) -> None:
    """Count the looks of a crawl whose verdicts are held as held, not as edits."""
    store.execute(
        """UPDATE fetches SET verdict = 'held'
           WHERE run_id = ? AND source = ? AND verdict IN ('changed', 'removed')
             AND article_id IN (SELECT article_id FROM held WHERE source = ?)""",
        [run_id, source, source],
    )


def put_off(store: Store, source: str, until: datetime) -> None:
    """Do not look at held articles before then: a redesign does not end within the hour."""
    then = moment_text(until)
    store.execute(
        """UPDATE articles SET next_due_at = max(coalesce(next_due_at, ?), ?)
           WHERE id IN (SELECT article_id FROM held WHERE source = ?)""",
        [then, then, source],
    )


def make_due(store: Store, article_ids: list[int], now: datetime) -> None:
    """Look at these articles in the next crawl."""
    for article_id in article_ids:
        store.execute(
            "UPDATE articles SET next_due_at = ? WHERE id = ?", [moment_text(now), article_id]
        )
