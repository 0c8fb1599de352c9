"""Migration 40: indexes that the web pages ask by: updates of a kind, of a class, silent ones; new
articles of the last days.

Without them a filter that few updates pass (restored articles, corrections) reads all updates ever
made before it can say that there are no more.
"""

from sqlite_utils import Database

INDEXES = (
    "CREATE INDEX updates_kind ON updates(kind, detected_at)",
    "CREATE INDEX updates_class ON updates(edit_class, detected_at) WHERE edit_class IS NOT NULL",
    "CREATE INDEX updates_silent ON updates(detected_at) WHERE silent = 1",
)


def apply(db: Database) -> None:
    """Make the indexes."""
    for statement in INDEXES:
        db.execute(statement)
