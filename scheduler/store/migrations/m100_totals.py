"""Migration 100: updates are counted as they are written, because a monitoring system asks for
their number every few seconds and counting them took seconds in a large file. `source_counts` takes
its edits from there, too.
"""

from sqlite_utils import Database

TABLE = """
    CREATE TABLE update_totals (
        source TEXT NOT NULL REFERENCES sources(name),
        kind TEXT NOT NULL,                           -- as in updates
        updates INTEGER NOT NULL,                     -- ever written; only grows
        PRIMARY KEY (source, kind)
    ) STRICT, WITHOUT ROWID
    """

TRIGGER = """
    CREATE TRIGGER updates_counted AFTER INSERT ON updates BEGIN
        INSERT INTO update_totals (source, kind, updates)
        SELECT source, new.kind, 1 FROM articles WHERE id = new.article_id
        ON CONFLICT (source, kind) DO UPDATE SET updates = updates + 1;
    END
    """

VIEW = """
    CREATE VIEW source_counts AS
    SELECT s.name, s.title, s.state, s.last_run_at, s.last_ok_at,
           (SELECT count(*) FROM articles a WHERE a.source = s.name) AS articles,
           (SELECT count(*) FROM articles a WHERE a.source = s.name AND a.status = 'removed') AS
           removed,
           coalesce((SELECT t.updates FROM update_totals t
                     WHERE t.source = s.name AND t.kind = 'changed'), 0) AS edits,
           (SELECT count(*) FROM pending p WHERE p.source = s.name AND p.next_try_at IS NOT NULL)
           AS pending
    FROM sources s
    """


def apply(db: Database) -> None:
    """Make the table and its trigger, count what is there, and make the view anew."""
    db.execute(TABLE)
    db.execute(
        """INSERT INTO update_totals (source, kind, updates)
           SELECT a.source, u.kind, count(*) FROM updates u JOIN articles a ON a.id = u.article_id
           GROUP BY a.source, u.kind"""
    )
    for statement in (TRIGGER, "DROP VIEW source_counts", VIEW):
        db.execute(statement)
