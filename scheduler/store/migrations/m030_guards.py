"""Migration 30: what keeps false alarms from readers (verdicts that are held, texts that flap, what
a site shows on many pages), and the phrases that are watched for.
"""

from sqlite_utils import Database

TABLES = (
    """
    CREATE TABLE held (
        article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
        source TEXT NOT NULL REFERENCES sources(name),
        run_id INTEGER REFERENCES runs(id) ON DELETE SET NULL,
        -- waiting: for the end of its crawl; quarantined: for 'sources release'
        state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'quarantined')),
        kind TEXT NOT NULL CHECK (kind IN ('changed', 'removed')),
        seen_at TEXT NOT NULL,                        -- the look that found it
        edit_class TEXT,
        silent INTEGER NOT NULL DEFAULT 0 CHECK (silent IN (0, 1)),
        extractor TEXT NOT NULL,
        -- of the page that was found; null of a removal
        url TEXT,
        final_url TEXT,
        content_type TEXT,
        etag TEXT,
        last_modified TEXT,
        summary TEXT NOT NULL DEFAULT '',
        fields TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(fields)),
        facts TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(facts)),
        watched TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(watched)),
        -- keys of the paragraphs that came or went
        blocks TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(blocks)),
        article TEXT CHECK (article IS NULL OR json_valid(article)), -- as read; null of a removal
        page BLOB                                     -- zlib
    ) STRICT
    """,
    """
    CREATE TABLE shown_texts (
        article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
        number INTEGER NOT NULL,                      -- counts unbroken runs of looks
        key TEXT NOT NULL,                            -- digest of what a reader saw
        last_seen_at TEXT NOT NULL,
        PRIMARY KEY (article_id, number)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE chrome (
        source TEXT NOT NULL REFERENCES sources(name),
        key TEXT NOT NULL,                            -- parsers.text.match_key of the paragraph
        -- learned, added (by a person): left out of articles; candidate, forgotten: not
        state TEXT NOT NULL CHECK (state IN ('learned', 'added', 'candidate', 'forgotten')),
        articles INTEGER NOT NULL DEFAULT 0,          -- in how many it was when it was learned
        since TEXT NOT NULL,
        reason TEXT NOT NULL DEFAULT '',
        text TEXT NOT NULL,
        PRIMARY KEY (source, key)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE watch (
        phrase TEXT PRIMARY KEY,                      -- as its owner wrote it
        added_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
)

COLUMNS = (
    "ALTER TABLE runs ADD COLUMN held INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE run_sources ADD COLUMN held INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE sources ADD COLUMN flaps INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE sources ADD COLUMN flapped_at TEXT",
    "ALTER TABLE sources ADD COLUMN chrome_learned_at TEXT",
    "ALTER TABLE updates ADD COLUMN watched TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(watched))",
)

INDEXES = (
    "CREATE INDEX held_source ON held(source, state)",
    "CREATE INDEX fetches_listing ON fetches(source, url, id) WHERE kind <> 'article'",
    "CREATE INDEX updates_watched ON updates(detected_at) WHERE watched <> '[]'",
)

VIEW = """
    CREATE VIEW flagged_updates AS
    SELECT u.id, u.detected_at, a.source, a.id AS article_id, a.url, a.title, u.kind, u.edit_class,
    u.silent,
           u.summary, u.fields, u.facts, u.from_version, u.to_version, u.seen_at, a.status,
           u.watched
    FROM updates u JOIN articles a ON a.id = u.article_id
    """


def apply(db: Database) -> None:
    """Make the tables, add the columns, and show what was watched for in the view."""
    for statement in (*TABLES, *COLUMNS, *INDEXES, "DROP VIEW flagged_updates", VIEW):
        db.execute(statement)
