"""The texts that an article showed of late, one for each unbroken run of looks: what flapping is
recognised by.

Only articles that showed more than one text have rows here; few are kept of each.
"""

from datetime import datetime

from scheduler.guards import SeenKey
from scheduler.store.codec import moment_text, read_moment
from scheduler.store.connection import Store

KEPT = 8


def recent_texts(store: Store, article_id: int) -> list[SeenKey]:
    """The texts of the latest looks, oldest first."""
    rows = store.rows(
        "SELECT key, last_seen_at FROM shown_texts WHERE article_id = ? ORDER BY number",
        [article_id],
    )
    return [SeenKey(key=row["key"], last_seen_at=read_moment(row["last_seen_at"])) for row in rows]


def note_text(store: Store, article_id: int, key: str, now: datetime) -> None:
    """The article shows the text `key` now: one more look of the same run, or a run of its own."""
    last = store.row(
        "SELECT number, key FROM shown_texts WHERE article_id = ? ORDER BY number DESC LIMIT 1",
        [article_id],
    )
    if last is not None and last["key"] == key:
        store.execute(
            "UPDATE shown_texts SET last_seen_at = ? WHERE article_id = ? AND number = ?",
            [moment_text(now), article_id, last["number"]],
        )
        return
    number = 1 if last is None else last["number"] + 1
    store.execute(
        "INSERT INTO shown_texts (article_id, number, key, last_seen_at) VALUES (?, ?, ?, ?)",
        [article_id, number, key, moment_text(now)],
    )
    store.execute(
        "DELETE FROM shown_texts WHERE article_id = ? AND number <= ?", [article_id, number - KEPT]
    )


def count_flap(store: Store, source: str, now: datetime) -> None:
    """One more look at which the source showed a text of before for a moment."""
    store.execute(
        "UPDATE sources SET flaps = flaps + 1, flapped_at = ? WHERE name = ?",
        [moment_text(now), source],
    )
