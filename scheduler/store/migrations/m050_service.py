"""Migration 50: what running for years needs: the daemon's heartbeat, robots.txt kept for a day,
and two indexes.

`fetches` grows by every request ever made. The day's budget and the retention ask for it by time
alone; without an index each plan would read all of it.
"""

from sqlite_utils import Database

TABLES = (
    """
    CREATE TABLE daemon (
        id INTEGER PRIMARY KEY CHECK (id = 1),        -- one row: the last daemon on this file
        pid INTEGER NOT NULL,
        host TEXT NOT NULL,                           -- the machine that it runs on
        started_at TEXT NOT NULL,
        beat_at TEXT NOT NULL,                        -- its last sign of life
        stopped_at TEXT,                              -- null: it runs, or was killed
        crawls INTEGER NOT NULL DEFAULT 0,            -- that it made since it started
        -- the sources that it crawls now
        doing TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(doing)),
        -- when it will crawl each source next
        plan TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(plan))
    ) STRICT
    """,
    """
    CREATE TABLE robots (
        origin TEXT PRIMARY KEY,                      -- such as https://example.vn
        fetched_at TEXT NOT NULL,
        expires_at TEXT NOT NULL,                     -- a day later, as RFC 9309 has it
        status INTEGER NOT NULL,
        body TEXT NOT NULL                            -- the rules; empty where there are none
    ) STRICT
    """,
)

INDEXES = (
    "CREATE INDEX fetches_at ON fetches(at)",
    # What `status` counts, without the articles' texts.
    "CREATE INDEX articles_standing ON articles(source, status, flag, next_due_at)",
)


def apply(db: Database) -> None:
    """Make the tables and the indexes."""
    for statement in (*TABLES, *INDEXES):
        db.execute(statement)
