"""Migration 80: indexes for what every crawl asks, so that the answer costs what is asked for and
not the length of the archive.

Rows of `articles` are long (they hold the text): what asks for titles alone walks an index that
holds all of the answer. Links that wait are asked for by time, and by address at each new article.
"""

from sqlite_utils import Database

INDEXES = (
    "CREATE INDEX articles_titles ON articles(source, title_key)",
    "CREATE INDEX pending_due ON pending(source, next_try_at) WHERE next_try_at IS NOT NULL",
    "CREATE INDEX pending_url ON pending(source, url)",
)


def apply(db: Database) -> None:
    """Make the indexes."""
    for statement in INDEXES:
        db.execute(statement)
