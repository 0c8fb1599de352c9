"""The phrases that are watched for, in the database itself: they travel with it, a crawl reads them
in its own transaction, and no second file has to be found.
"""

from dataclasses import dataclass
from datetime import datetime

from parsers.text import clean, unify_tone
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
        if _spelled(plain) in map(_spelled, phrases(store)):
            return False
        store.insert("watch", {"phrase": plain, "added_at": moment_text(now)})
    return True


def remove_phrase(store: Store, phrase: str) -> bool:
    """Watch for it no longer; False where it was not watched for. Updates keep their marks."""
    with store.transaction():
        same = [each for each in phrases(store) if _spelled(each) == _spelled(phrase)]
        for each in same:
            store.execute("DELETE FROM watch WHERE phrase = ?", [each])
    return bool(same)


def _spelled(phrase: str) -> str:
    """Equal for what `scheduler.watch` counts as one phrase."""
    return unify_tone(clean(phrase)).casefold()


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
