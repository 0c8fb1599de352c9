"""Migration 90: the search indexes merge their parts later, because a crawl writes one article in
each transaction.

FTS5 writes a part of its own for every transaction and, as it comes, merges every four of a size:
in a large file that is half of what recording an article costs. By eights it is a good quarter
less, and a search has some tens of parts more to look into, which does not show beside the rest. A
setting of each index, kept in the file; it takes no time.
"""

from sqlite_utils import Database

TABLES = (
    "articles_fts",
    "articles_fts_exact",
    "titles_fts",
    "titles_fts_exact",
    "versions_fts",
    "versions_fts_exact",
)
PARTS = 8  # of a size are merged
CRISIS = 64  # of a size are merged at once, whoever waits; 16 could be reached in a burst


def apply(db: Database) -> None:
    """Set it for every index."""
    for table in TABLES:
        for setting, value in (("automerge", PARTS), ("crisismerge", CRISIS)):
            db.execute(f"INSERT INTO {table}({table}, rank) VALUES (?, ?)", [setting, value])
