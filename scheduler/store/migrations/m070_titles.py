"""Migration 70: an index of titles alone, so that hits in titles are found without going through
every text that holds the words.

`titles_fts` holds the title of every article, its source and its day (rowid = articles.id) as
`articles_fts` does; `titles_fts_exact` keeps diacritics. Triggers keep them. To index what is there
takes a minute or so for a million articles, during which nothing else can write.
"""

from sqlite_utils import Database

from scheduler.store.migrations.m020_search import DAY, EXACT, FOLDING, eth_sql, fold_sql

TABLES = (("titles_fts", FOLDING), ("titles_fts_exact", EXACT))
COLUMNS = "title, source, day"


def _values(table: str, row: str) -> str:
    spelled = eth_sql if table.endswith("_exact") else fold_sql
    day = DAY.format(row=row, seen="first_seen_at")
    return f"{row}.id, {spelled(f'{row}.title')}, {row}.source, {day}"


def put(table: str, row: str) -> str:
    """The statement that indexes a row."""
    return f"INSERT INTO {table}(rowid, {COLUMNS}) SELECT {_values(table, row)}"


def _take(table: str) -> str:
    """FTS5 wants to be told what stood there."""
    return (
        f"INSERT INTO {table}({table}, rowid, {COLUMNS}) SELECT 'delete', {_values(table, 'old')}"
    )


def triggers() -> list[str]:
    """A title enters, changes and leaves the index with its article."""
    old = "; ".join(_take(table) for table, _ in TABLES)
    new = "; ".join(put(table, "new") for table, _ in TABLES)
    columns = ("title", "source", "published_at")
    changed = " OR ".join(f"old.{name} IS NOT new.{name}" for name in columns)
    return [
        f"CREATE TRIGGER titles_fts_insert AFTER INSERT ON articles BEGIN {new}; END",
        f"CREATE TRIGGER titles_fts_delete AFTER DELETE ON articles BEGIN {old}; END",
        f"CREATE TRIGGER titles_fts_update AFTER UPDATE OF {', '.join(columns)} ON articles"
        f" WHEN {changed} BEGIN {old}; {new}; END",
    ]


def apply(db: Database) -> None:
    """Make the indexes and their triggers, and index what is there already."""
    for table, tokenizer in TABLES:
        db.execute(
            f"CREATE VIRTUAL TABLE {table} USING fts5({COLUMNS}, content='articles_text',"
            f" content_rowid='id', tokenize=\"{tokenizer}\")"
        )
        db.execute(put(table, "a") + " FROM articles a")
    for statement in triggers():
        db.execute(statement)
