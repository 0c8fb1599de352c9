"""What a source shows on many of its pages: the paragraphs that are left out of its articles, with
why and since when.

Four states: `learned` by the program and `added` by a person are left out; a `candidate` came to
many articles at once and waits for a person; what is `forgotten` is text of articles and is never
learned again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from parsers.text import clean, match_key
from scheduler.repeats import Sample
from scheduler.store.codec import moment_text, paragraphs, read_moment
from scheduler.store.connection import Store

WINDOW = timedelta(days=30)
MOST = 3000
ORDER = "state IN ('forgotten'), state IN ('candidate'), articles DESC, key"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChromeLine:
    """A paragraph that a source shows on many pages: on `articles` when it was noticed."""

    source: str
    key: str
    state: str
    articles: int
    since: datetime
    reason: str
    text: str


def known_chrome(store: Store, source: str) -> frozenset[str]:
    """The keys that the source's pages are read without."""
    rows = store.rows(
        "SELECT key FROM chrome WHERE source = ? AND state IN ('learned', 'added')", [source]
    )
    return frozenset(row["key"] for row in rows)


def chrome_lines(store: Store, source: str) -> list[ChromeLine]:
    """All that is known of a source's chrome, what is in use first."""
    rows = store.rows(f"SELECT * FROM chrome WHERE source = ? ORDER BY {ORDER}", [source])
    return [ChromeLine(**{**dict(row), "since": read_moment(row["since"])}) for row in rows]


def samples(store: Store, source: str, now: datetime) -> list[Sample]:
    """The articles of the last month, as far as repetition goes."""
    rows = store.rows(
        """SELECT title_key, body, date(coalesce(published_at, first_seen_at), '+7 hours') AS day
           FROM articles WHERE source = ? AND first_seen_at >= ? ORDER BY id DESC LIMIT ?""",
        [source, moment_text(now - WINDOW), MOST],
    )
    return [
        Sample(
            title_key=row["title_key"],
            day=date.fromisoformat(row["day"]),
            body=paragraphs(row["body"]),
        )
        for row in rows
    ]


def note_chrome(
    store: Store,
    source: str,
    found: Mapping[str, tuple[str, int]],
    now: datetime,
    *,
    state: str,
    reason: str,
) -> int:
    """Keep what was found: key -> (text, articles). What is there already stays as it is, but for a
    candidate that is now learned. Returns how many are new.
    """
    new = 0
    for key, (text, articles) in found.items():
        cursor = store.execute(
            """INSERT INTO chrome (source, key, state, articles, since, reason, text)
               VALUES (?, ?, ?, ?, ?, ?, ?)
               ON CONFLICT (source, key) DO UPDATE SET state = excluded.state,
                   articles = excluded.articles, since = excluded.since, reason = excluded.reason
               WHERE state = 'candidate' AND excluded.state = 'learned'""",
            [source, key, state, articles, moment_text(now), reason, text],
        )
        new += cursor.rowcount
    return new


def promote_candidates(store: Store, source: str, now: datetime) -> int:
    """A person took the site as it is: what came to many articles at once is chrome."""
    cursor = store.execute(
        """UPDATE chrome SET state = 'learned', since = ? WHERE source = ? AND state = 'candidate'
        """,
        [moment_text(now), source],
    )
    return cursor.rowcount


def set_chrome(store: Store, source: str, texts: Iterable[str], now: datetime, state: str) -> int:
    """Add or forget by hand, paragraph by paragraph; how many differ from before."""
    moved = 0
    with store.transaction():
        for text in texts:
            cursor = store.execute(
                """INSERT INTO chrome (source, key, state, since, reason, text)
                   VALUES (?, ?, ?, ?, 'by hand', ?)
                   ON CONFLICT (source, key) DO UPDATE SET state = excluded.state,
                       since = excluded.since, reason = excluded.reason
                   WHERE state <> excluded.state""",
                [source, match_key(text), state, moment_text(now), clean(text)],
            )
            moved += cursor.rowcount
    return moved


def learned_at(store: Store, source: str) -> datetime | None:
    """When the source's chrome was last looked for."""
    found = store.value("SELECT chrome_learned_at FROM sources WHERE name = ?", [source])
    return None if found is None else read_moment(found)


def set_learned(store: Store, source: str, now: datetime) -> None:
    """It was looked for now."""
    store.execute(
        "UPDATE sources SET chrome_learned_at = ? WHERE name = ?", [moment_text(now), source]
    )
