"""Migration 60: what the health of sources is judged from, how it was, and what is told to whom.

`outbox` stays what it was: the updates that have not been laid out for the channels yet. A delivery
is one update (or one alert) for one channel; a message is what is sent at once, one delivery or a
digest of many.
"""

from sqlite_utils import Database

TABLES = (
    """
    CREATE TABLE observations (
        id INTEGER PRIMARY KEY,
        source TEXT NOT NULL REFERENCES sources(name),
        run_id INTEGER REFERENCES runs(id) ON DELETE SET NULL,
        at TEXT NOT NULL,
        identity TEXT NOT NULL,
        section TEXT NOT NULL DEFAULT '',
        body_length INTEGER NOT NULL,
        -- whether the look found an edit; null at the first look
        changed INTEGER CHECK (changed IN (0, 1)),
        -- the fields that were found
        filled TEXT NOT NULL CHECK (json_valid(filled)),
        -- field to digest of its value, for those that should differ between articles
        digests TEXT NOT NULL CHECK (json_valid(digests)),
        -- how the page is built (parsers.fingerprint); of the latest pages only
        fingerprint TEXT
    ) STRICT
    """,
    """
    CREATE TABLE health (
        id INTEGER PRIMARY KEY,
        source TEXT NOT NULL REFERENCES sources(name),
        state TEXT NOT NULL CHECK (state IN ('ok', 'degraded', 'silent', 'broken', 'quarantined',
            'blocked')),
        run_id INTEGER REFERENCES runs(id) ON DELETE SET NULL,
        noticed_at TEXT NOT NULL,                     -- the crawl that found it so
        judged_at TEXT NOT NULL,                      -- the last crawl that did
        -- when it began, as far as the evidence goes
        since TEXT,
        -- null: it is so now
        ended_at TEXT,
        -- while it is not ok: until when all was well
        trusted_until TEXT,
        evidence TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(evidence)),
        -- laid out for the channels of operators; null: not yet
        told_at TEXT
    ) STRICT
    """,
    """
    CREATE TABLE channels (
        name TEXT PRIMARY KEY,                        -- as in unionwatch.toml; no address is here
        added_at TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE messages (
        id INTEGER PRIMARY KEY,
        channel TEXT NOT NULL REFERENCES channels(name),
        kind TEXT NOT NULL CHECK (kind IN ('update', 'digest', 'alert')),
        -- doubtful: sent, but whether it arrived is not known; failed: given up
        state TEXT NOT NULL DEFAULT 'waiting'
            CHECK (state IN ('waiting', 'sending', 'sent', 'doubtful', 'failed')),
        created_at TEXT NOT NULL,
        next_try_at TEXT NOT NULL,
        attempts INTEGER NOT NULL DEFAULT 0,
        lease_until TEXT,                             -- while sending
        -- counts claims: a sender that lost its lease cannot settle
        fence INTEGER NOT NULL DEFAULT 0,
        settled_at TEXT,
        -- in our own words: what receivers say may hold secrets
        error TEXT
    ) STRICT
    """,
    """
    CREATE TABLE deliveries (
        id INTEGER PRIMARY KEY,
        channel TEXT NOT NULL REFERENCES channels(name),
        update_id INTEGER REFERENCES updates(id) ON DELETE CASCADE,
        health_id INTEGER REFERENCES health(id) ON DELETE CASCADE,
        due_at TEXT NOT NULL,
        -- null: not in a message yet
        message_id INTEGER REFERENCES messages(id) ON DELETE CASCADE,
        UNIQUE (channel, update_id),
        UNIQUE (channel, health_id),
        CHECK ((update_id IS NULL) <> (health_id IS NULL))
    ) STRICT
    """,
)

INDEXES = (
    "CREATE INDEX observations_source ON observations(source, id)",
    "CREATE UNIQUE INDEX health_now ON health(source) WHERE ended_at IS NULL",
    "CREATE INDEX health_source ON health(source, id)",
    "CREATE INDEX health_untold ON health(id) WHERE told_at IS NULL",
    "CREATE INDEX messages_channel ON messages(channel, state, next_try_at)",
    "CREATE INDEX deliveries_open ON deliveries(channel, due_at) WHERE message_id IS NULL",
    "CREATE INDEX deliveries_message ON deliveries(message_id)",
    "CREATE INDEX articles_arrived ON articles(source, first_seen_at)",
)


def apply(db: Database) -> None:
    """Make the tables and their indexes."""
    for statement in (*TABLES, *INDEXES):
        db.execute(statement)
