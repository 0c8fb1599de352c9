"""The phrases that are watched for, in the database itself: they travel with it, a crawl reads them
in its own transaction, and no second file has to be found.
"""

from dataclasses import dataclass
from datetime import datetime

from parsers.text import clean
from scheduler.store.codec import moment_text, read_moment
from scheduler.store.connection import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedPhrase:
    """A phrase on the watch list, and how many updates it marked."""

    phrase: str
    added_at: datetime
    updates: int


def add_phrase(store: Store, phrase: str, now: datetime) -> bool:
    """Watch for a phrase from now on; False where it is watched for already.

    Raises ValueError where it holds no letter or digit.
    """
    plain = clean(phrase)
    if not any(letter.isalnum() for letter in plain):
        raise ValueError(
            f"a phrase needs letters or digits, as in 'lương tối thiểu'; {phrase!r} has none"
        )
    with store.transaction():
        cursor = store.execute(
            "INSERT INTO watch (phrase, added_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
            [plain, moment_text(now)],
        )
    return cursor.rowcount == 1


def remove_phrase(store: Store, phrase: str) -> bool:
    """Watch for it no longer; False where it was not watched for. Updates keep their marks."""
    with store.transaction():
        cursor = store.execute("DELETE FROM watch WHERE phrase = ?", [clean(phrase)])
    return cursor.rowcount == 1


def phrases(store: Store) -> tuple[str, ...]:
    """All phrases, in the order in which they were added."""
    rows = store.rows("SELECT phrase FROM watch ORDER BY added_at, phrase")
    return tuple(row["phrase"] for row in rows)


def watched_phrases(store: Store) -> list[WatchedPhrase]:
    """All phrases with what they marked."""
    rows = store.rows("""
        SELECT w.phrase, w.added_at, (SELECT count(*) FROM updates u, json_each(u.watched) j
                                      WHERE u.watched <> '[]' AND j.value = w.phrase) AS updates
        FROM watch w ORDER BY w.added_at, w.phrase""")
    return [
        WatchedPhrase(
            phrase=row["phrase"], added_at=read_moment(row["added_at"]), updates=row["updates"]
        )
        for row in rows
    ]
