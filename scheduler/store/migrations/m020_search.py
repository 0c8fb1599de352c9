"""Migration 20: the search index, kept by triggers, so that whoever writes a row keeps it true.

`articles_fts` holds the text of every article as it stands (rowid = articles.id), without
diacritics: the tokenizer drops marks, and as no stock tokenizer folds đ, the triggers write d for
it. `articles_fts_exact` keeps diacritics. `versions_fts` and `versions_fts_exact` hold the texts
that were superseded (rowid = versions.id): what was taken out of an article is found there.

All four are external-content tables over views of the original text: snippet() and highlight() show
what the page said, đ and all, because the fold never moves a token boundary.
"""

from sqlite_utils import Database

TEXT_COLUMNS = ("title", "kicker", "lead", "body", "authors", "section")
COLUMNS = (*TEXT_COLUMNS, "source", "day")
# The day as one saw it in Vietnam, as words: a year, a month and a day can be asked for.
DAY = "strftime('%Y %Y%m %Y%m%d', coalesce({row}.published_at, {row}.{seen}), '+7 hours')"

VIEWS = (
    f"""
    CREATE VIEW articles_text AS
    SELECT a.id, a.title, a.kicker, a.lead, a.body, a.authors, a.section, a.source,
           {DAY.format(row="a", seen="first_seen_at")} AS day
    FROM articles a
    """,
    f"""
    CREATE VIEW versions_text AS
    SELECT v.id, v.title, v.kicker, v.lead, v.body, v.authors, v.section, a.source,
           {DAY.format(row="v", seen="seen_at")} AS day
    FROM versions v JOIN articles a ON a.id = v.article_id
    """,
)
FOLDING = "unicode61 remove_diacritics 2"
EXACT = "unicode61 remove_diacritics 0"
TABLES = (
    ("articles_fts", "articles_text", FOLDING),
    ("articles_fts_exact", "articles_text", EXACT),
    ("versions_fts", "versions_text", FOLDING),
    ("versions_fts_exact", "versions_text", EXACT),
)


def eth_sql(column: str) -> str:
    """The column with đ for ð, the look-alike that old Vietnamese keyboards typed."""
    return f"replace(replace({column}, 'ð', 'đ'), 'Ð', 'Đ')"


def fold_sql(column: str) -> str:
    """The column with d for đ; the tokenizer does the rest."""
    return f"replace(replace({eth_sql(column)}, 'đ', 'd'), 'Đ', 'D')"


def values(table: str, row: str, seen: str, source: str) -> str:
    """What `table` indexes of a row."""
    spelled = eth_sql if table.endswith("_exact") else fold_sql
    texts = [spelled(f"{row}.{column}") for column in TEXT_COLUMNS]
    return ", ".join((f"{row}.id", *texts, source, DAY.format(row=row, seen=seen)))


def put(table: str, row: str, seen: str, source: str) -> str:
    """The statement that indexes a row."""
    columns = ", ".join(("rowid", *COLUMNS))
    return f"INSERT INTO {table}({columns}) SELECT {values(table, row, seen, source)}"


def take(table: str, row: str, seen: str, source: str) -> str:
    """The statement that takes a row out of the index: FTS5 wants to be told what stood there."""
    columns = ", ".join((table, "rowid", *COLUMNS))
    return f"INSERT INTO {table}({columns}) SELECT 'delete', {values(table, row, seen, source)}"


def article_triggers() -> list[str]:
    """An article's text enters, changes and leaves the index with its row."""
    tables = ("articles_fts", "articles_fts_exact")
    old = "; ".join(take(table, "old", "first_seen_at", "old.source") for table in tables)
    new = "; ".join(put(table, "new", "first_seen_at", "new.source") for table in tables)
    changing = ", ".join((*TEXT_COLUMNS, "source", "published_at"))
    changed = " OR ".join(f"old.{name} IS NOT new.{name}" for name in changing.split(", "))
    return [
        f"CREATE TRIGGER articles_fts_insert AFTER INSERT ON articles BEGIN {new}; END",
        f"CREATE TRIGGER articles_fts_delete AFTER DELETE ON articles BEGIN {old}; END",
        f"CREATE TRIGGER articles_fts_update AFTER UPDATE OF {changing} ON articles"
        f" WHEN {changed} BEGIN {old}; {new}; END",
    ]


def version_triggers() -> list[str]:
    """A version enters the index when a later one takes its place, and leaves it with its row."""
    tables = ("versions_fts", "versions_fts_exact")
    source = "(SELECT source FROM articles WHERE id = {row}.article_id)"
    superseded = "; ".join(
        put(table, "v", "seen_at", source.format(row="v"))
        + " FROM versions v WHERE v.article_id = new.article_id AND v.number = new.number - 1"
        for table in tables
    )
    gone = "; ".join(
        take(table, "old", "seen_at", source.format(row="old"))
        + " WHERE EXISTS (SELECT 1 FROM versions v WHERE v.article_id = old.article_id"
        " AND v.number = old.number + 1)"
        for table in tables
    )
    return [
        f"CREATE TRIGGER versions_fts_insert AFTER INSERT ON versions WHEN new.number > 1"
        f" BEGIN {superseded}; END",
        f"CREATE TRIGGER versions_fts_delete BEFORE DELETE ON versions BEGIN {gone}; END",
    ]


def apply(db: Database) -> None:
    """Make views, indexes and triggers, and index what is there already."""
    for statement in VIEWS:
        db.execute(statement)
    for table, content, tokenizer in TABLES:
        db.execute(
            f"CREATE VIRTUAL TABLE {table} USING fts5({', '.join(COLUMNS)}, content='{content}',"
            f" content_rowid='id', tokenize=\"{tokenizer}\")"
        )
    for statement in (*article_triggers(), *version_triggers()):
        db.execute(statement)
    source = "(SELECT source FROM articles WHERE id = v.article_id)"
    later = (
        " FROM versions v WHERE EXISTS (SELECT 1 FROM versions w"
        " WHERE w.article_id = v.article_id AND w.number = v.number + 1)"
    )
    for table in ("articles_fts", "articles_fts_exact"):
        db.execute(put(table, "a", "first_seen_at", "a.source") + " FROM articles a")
    for table in ("versions_fts", "versions_fts_exact"):
        db.execute(put(table, "v", "seen_at", source) + later)
