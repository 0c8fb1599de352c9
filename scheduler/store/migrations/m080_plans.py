"""Migration 80: what keeps the cost of a crawl to what is due, whatever the archive has grown to.

A plan asks for the titles of a source's newest articles, for the links that wait, and for the day's
requests by host; the first two had no index, and the last was counted anew from every request of
the day.
"""

from urllib.parse import urlsplit

from sqlite_utils import Database

TABLE = """
    CREATE TABLE host_days (
        day TEXT NOT NULL,                            -- of UTC
        host TEXT NOT NULL,                           -- without www.
        requests INTEGER NOT NULL,                    -- those after an error included
        PRIMARY KEY (day, host)
    ) STRICT, WITHOUT ROWID
    """

INDEXES = (
    # The newest articles of a source with what their titles are compared by, no row being read.
    "CREATE INDEX articles_newest ON articles(source, id, title_key)",
    "CREATE INDEX pending_due ON pending(source, next_try_at) WHERE next_try_at IS NOT NULL",
    "CREATE INDEX pending_url ON pending(source, url)",
)


def host_of(url: str) -> str:
    """The host that a request counts for."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def apply(db: Database) -> None:
    """Make the table and the indexes, and count the requests that were made."""
    for statement in (TABLE, *INDEXES):
        db.execute(statement)
    db.register_function(host_of, deterministic=True)
    db.execute(
        """INSERT INTO host_days (day, host, requests)
           SELECT substr(at, 1, 10), host_of(url), sum(attempts) FROM fetches WHERE attempts > 0
           GROUP BY 1, 2"""
    )
