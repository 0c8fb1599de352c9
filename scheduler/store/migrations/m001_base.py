"""Migration 1: the tables that one crawl needs, from sources and articles to updates and the
outbox.
"""

from sqlite_utils import Database

TABLES = (
    """
    CREATE TABLE sources (
        name TEXT PRIMARY KEY,
        title TEXT NOT NULL,
        home TEXT NOT NULL,
        added_at TEXT NOT NULL,
        state TEXT NOT NULL DEFAULT 'ok'
            CHECK (state IN ('ok', 'failing', 'quarantined', 'paused')),
        state_since TEXT,
        state_reason TEXT,
        failures INTEGER NOT NULL DEFAULT 0,          -- crawls in a row that failed
        last_run_at TEXT,
        last_ok_at TEXT,
        -- its ETags lied: do not ask "changed since?" until then
        validators_off_until TEXT
    ) STRICT
    """,
    """
    CREATE TABLE runs (
        id INTEGER PRIMARY KEY,
        started_at TEXT NOT NULL,
        finished_at TEXT,
        outcome TEXT NOT NULL DEFAULT 'running'
            CHECK (outcome IN ('running', 'done', 'failed', 'interrupted', 'timeout', 'crashed')),
        command TEXT NOT NULL,
        pid INTEGER NOT NULL,
        -- one sentence, where the crawl as a whole failed
        error TEXT,
        requests INTEGER NOT NULL DEFAULT 0,
        listings INTEGER NOT NULL DEFAULT 0,
        new INTEGER NOT NULL DEFAULT 0,
        changed INTEGER NOT NULL DEFAULT 0,
        unchanged INTEGER NOT NULL DEFAULT 0,
        removed INTEGER NOT NULL DEFAULT 0,
        restored INTEGER NOT NULL DEFAULT 0,
        suspect INTEGER NOT NULL DEFAULT 0,
        failed INTEGER NOT NULL DEFAULT 0
    ) STRICT
    """,
    """
    CREATE TABLE run_sources (
        run_id INTEGER NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
        source TEXT NOT NULL REFERENCES sources(name),
        outcome TEXT NOT NULL DEFAULT 'running'
            CHECK (outcome IN ('running', 'done', 'failed', 'interrupted', 'timeout', 'crashed')),
        error TEXT,
        requests INTEGER NOT NULL DEFAULT 0,
        listings INTEGER NOT NULL DEFAULT 0,
        new INTEGER NOT NULL DEFAULT 0,
        changed INTEGER NOT NULL DEFAULT 0,
        unchanged INTEGER NOT NULL DEFAULT 0,
        removed INTEGER NOT NULL DEFAULT 0,
        restored INTEGER NOT NULL DEFAULT 0,
        suspect INTEGER NOT NULL DEFAULT 0,
        failed INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (run_id, source)
    ) STRICT, WITHOUT ROWID
    """,
    # The long text columns come last: SQLite reads the short ones without following overflow pages.
    """
    CREATE TABLE articles (
        id INTEGER PRIMARY KEY,
        source TEXT NOT NULL REFERENCES sources(name),
        identity TEXT NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('live', 'suspected', 'removed')),
        flag TEXT CHECK (flag IN ('new', 'updated', 'removed')),
        version INTEGER NOT NULL,                     -- number of the last version
        first_seen_at TEXT NOT NULL,
        last_seen_at TEXT NOT NULL,                   -- the last look that found it
        last_looked_at TEXT NOT NULL,                 -- the last that taught us something
        last_changed_at TEXT NOT NULL,
        last_edit_at TEXT,                            -- null: never edited since it was first seen
        next_due_at TEXT,                             -- null: not looked at again
        -- when a listing, feed or sitemap last announced an update
        hinted_at TEXT,
        -- the last look that failed, null after one that did not
        failed_at TEXT,
        looks INTEGER NOT NULL DEFAULT 0,
        changes INTEGER NOT NULL DEFAULT 0,
        -- failed looks since the last that taught us something
        failures INTEGER NOT NULL DEFAULT 0,
        misses INTEGER NOT NULL DEFAULT 0,
        missed_since TEXT,
        suspicion TEXT CHECK (suspicion IN ('gone', 'shortened')),
        published_at TEXT,
        updated_at TEXT,                              -- the page's own stamp at the last look
        date_only INTEGER NOT NULL DEFAULT 0 CHECK (date_only IN (0, 1)),
        url TEXT NOT NULL,
        title TEXT NOT NULL,
        title_key TEXT NOT NULL,                      -- parsers.text.match_key of the title
        section TEXT,
        etag TEXT,
        last_modified TEXT,
        main_image TEXT,
        kicker TEXT,
        authors TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(authors)),
        tags TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(tags)),
        captions TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(captions)),
        attachments TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(attachments)),
        lead TEXT,
        body TEXT NOT NULL,
        UNIQUE (source, identity)
    ) STRICT
    """,
    """
    CREATE TABLE versions (
        id INTEGER PRIMARY KEY,
        article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        seen_at TEXT NOT NULL,
        run_id INTEGER REFERENCES runs(id) ON DELETE SET NULL,
        -- which reading code read it (parsers.EXTRACTOR)
        extractor TEXT NOT NULL,
        content_hash TEXT NOT NULL,                   -- of the text as shown
        -- of the text as compared: case, marks of punctuation, tone placement aside
        compare_hash TEXT NOT NULL,
        published_at TEXT,
        updated_at TEXT,
        date_only INTEGER NOT NULL DEFAULT 0 CHECK (date_only IN (0, 1)),
        platform TEXT,
        language TEXT,
        url TEXT NOT NULL,
        title TEXT NOT NULL,
        kicker TEXT,
        section TEXT,
        source_note TEXT,
        main_image TEXT,
        authors TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(authors)),
        tags TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(tags)),
        captions TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(captions)),
        images TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(images)),
        attachments TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(attachments)),
        corrections TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(corrections)),
        lead TEXT,
        body TEXT NOT NULL,                           -- paragraphs, joined by a blank line
        UNIQUE (article_id, number)
    ) STRICT
    """,
    """
    CREATE TABLE pages (
        article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
        number INTEGER NOT NULL,                      -- the version that was read from it
        seen_at TEXT NOT NULL,
        url TEXT NOT NULL,                            -- the address that answered
        content_type TEXT,
        size INTEGER NOT NULL,                        -- before compression
        body BLOB NOT NULL                            -- zlib
    ) STRICT
    """,
    """
    CREATE TABLE updates (
        id INTEGER PRIMARY KEY,
        article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
        detected_at TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('new', 'changed', 'removed', 'restored')),
        edit_class TEXT,
        silent INTEGER NOT NULL DEFAULT 0 CHECK (silent IN (0, 1)),
        from_version INTEGER,
        to_version INTEGER,
        seen_at TEXT,
        run_id INTEGER REFERENCES runs(id) ON DELETE SET NULL,
        fields TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(fields)),
        summary TEXT NOT NULL DEFAULT '',
        facts TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(facts)),
        FOREIGN KEY (article_id, from_version) REFERENCES versions(article_id, number),
        FOREIGN KEY (article_id, to_version) REFERENCES versions(article_id, number)
    ) STRICT
    """,
    """
    CREATE TABLE outbox (
        update_id INTEGER PRIMARY KEY REFERENCES updates(id) ON DELETE CASCADE,
        created_at TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE fetches (
        id INTEGER PRIMARY KEY,
        run_id INTEGER REFERENCES runs(id) ON DELETE SET NULL,
        source TEXT NOT NULL,
        article_id INTEGER REFERENCES articles(id) ON DELETE SET NULL,
        at TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('article', 'listing', 'feed', 'sitemap')),
        -- of an article's look: new, changed, unchanged ...
        verdict TEXT,
        status INTEGER,
        reason TEXT,
        elapsed REAL,
        size INTEGER NOT NULL DEFAULT 0,
        attempts INTEGER NOT NULL DEFAULT 1,
        links INTEGER,                                -- of a listing: articles it showed
        known INTEGER,                                -- of those: seen before
        url TEXT NOT NULL,
        final_url TEXT,                               -- null where it is the url
        content_type TEXT,
        detail TEXT
    ) STRICT
    """,
    """
    CREATE TABLE listings (
        source TEXT NOT NULL REFERENCES sources(name),
        url TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('listing', 'feed', 'sitemap')),
        first_seen_at TEXT NOT NULL,
        last_looked_at TEXT NOT NULL,
        last_seen_at TEXT,                            -- the last look that showed links
        looks INTEGER NOT NULL DEFAULT 0,
        failures INTEGER NOT NULL DEFAULT 0,          -- failed looks in a row
        links INTEGER NOT NULL DEFAULT 0,             -- at the last look that showed any
        new_links INTEGER NOT NULL DEFAULT 0,
        -- share of its links that were known before; null at the first look
        overlap REAL,
        -- looks without any overlap: items may have been lost between
        etag TEXT,
        last_modified TEXT,
        gaps INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (source, url)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE hosts (
        host TEXT PRIMARY KEY,                        -- without www.
        not_before TEXT NOT NULL                      -- it asked to be left alone until then
    ) STRICT
    """,
    """
    CREATE TABLE pending (
        source TEXT NOT NULL REFERENCES sources(name),
        identity TEXT NOT NULL,
        url TEXT NOT NULL,
        title TEXT,
        published_at TEXT,
        first_seen_at TEXT NOT NULL,
        tries INTEGER NOT NULL DEFAULT 0,
        next_try_at TEXT,                             -- null: given up
        reason TEXT,                                  -- why the last try gave no article
        PRIMARY KEY (source, identity)
    ) STRICT, WITHOUT ROWID
    """,
)

INDEXES = (
    "CREATE INDEX articles_due ON articles(source, next_due_at)",
    "CREATE INDEX articles_url ON articles(url)",
    "CREATE INDEX articles_flag ON articles(flag, last_changed_at) WHERE flag IS NOT NULL",
    "CREATE INDEX articles_changed ON articles(last_changed_at)",
    "CREATE INDEX updates_since ON updates(detected_at)",
    "CREATE INDEX updates_article ON updates(article_id, detected_at)",
    "CREATE INDEX updates_unseen ON updates(detected_at) WHERE seen_at IS NULL",
    "CREATE INDEX fetches_article ON fetches(article_id, at) WHERE article_id IS NOT NULL",
    "CREATE INDEX fetches_source ON fetches(source, at)",
    "CREATE INDEX fetches_run ON fetches(run_id)",
    "CREATE INDEX runs_running ON runs(id) WHERE outcome = 'running'",
)

VIEWS = (
    """
    CREATE VIEW flagged_updates AS
    SELECT u.id, u.detected_at, a.source, a.id AS article_id, a.url, a.title, u.kind, u.edit_class,
    u.silent,
           u.summary, u.fields, u.facts, u.from_version, u.to_version, u.seen_at, a.status
    FROM updates u JOIN articles a ON a.id = u.article_id
    """,
    """
    CREATE VIEW source_counts AS
    SELECT s.name, s.title, s.state, s.last_run_at, s.last_ok_at,
           (SELECT count(*) FROM articles a WHERE a.source = s.name) AS articles,
           (SELECT count(*) FROM articles a WHERE a.source = s.name AND a.status = 'removed') AS
           removed,
           (SELECT count(*) FROM articles a JOIN updates u ON u.article_id = a.id
            WHERE a.source = s.name AND u.kind = 'changed') AS edits,
           (SELECT count(*) FROM pending p WHERE p.source = s.name AND p.next_try_at IS NOT NULL)
           AS pending
    FROM sources s
    """,
)


def apply(db: Database) -> None:
    """Make the tables, their indexes and the views."""
    for statement in (*TABLES, *INDEXES, *VIEWS):
        db.execute(statement)
