"""Makes a filled database larger without reading any page again: the articles that are there, once more.

A copy has an id, an identity and an address of its own and its article's texts, versions, pages, updates and requests, as
if they had been recorded at other addresses. The triggers of the search indexes rest meanwhile, and the rows are indexed
in one go behind them, which is some ten times as fast as `record_visit`. Only for benchmarks: a kill in between leaves a
file without its triggers.
"""

import time

from scheduler.store import Store
from scheduler.store.migrations import m020_search, m070_titles

COPIED = {  # table -> the column that names the article
    "articles": "id",
    "versions": "article_id",
    "pages": "article_id",
    "updates": "article_id",
    "outbox": "update_id",
    "fetches": "article_id",
}


def grow(store: Store, count: int) -> None:
    """Copy articles, the first ones first, until there are `count`."""
    first = {
        table: store.value(f"SELECT coalesce(max(id), 0) FROM {table}")
        for table in ("articles", "versions", "updates")
    }
    have = store.value("SELECT count(*) FROM articles")
    if not 0 < have < count:
        return
    began, triggers = (
        time.perf_counter(),
        list(
            store.rows(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%\\_fts\\_%' ESCAPE '\\'"
            )
        ),
    )
    with store.transaction():
        for trigger in triggers:
            store.execute(f"DROP TRIGGER {trigger['name']}")
    turn = 0
    while have < count:
        turn += 1
        with store.transaction():
            have += _copy(store, first, turn, count - have)
        print(f"  {have:,} articles copied after {time.perf_counter() - began:.0f} s", flush=True)
    for statement in _indexing(first):
        with store.transaction():
            store.execute(statement)
        print(f"  {statement.split('(')[0]} after {time.perf_counter() - began:.0f} s", flush=True)
    with store.transaction():
        for trigger in triggers:
            store.execute(trigger["sql"])


def _copy(store: Store, first: dict[str, int], turn: int, most: int) -> int:
    """All that belongs to the first `most` articles, once more; how many articles that were."""
    last = store.value(
        "SELECT max(id) FROM (SELECT id FROM articles WHERE id <= ? ORDER BY id LIMIT ?)",
        [first["articles"], most],
    )
    copied = 0
    for table, article in COPIED.items():
        names = [row["name"] for row in store.rows(f"PRAGMA table_info({table})")]
        change = {
            "id": f"id + {turn * first.get(table, 0)}",
            "article_id": f"article_id + {turn * first['articles']}",
            "update_id": f"update_id + {turn * first['updates']}",
            "identity": f"identity || '-{turn}'",
            "url": f"url || '?{turn}'",
        }
        if table not in first:
            names = [
                name for name in names if name != "id"
            ]  # no other table names it: a new one comes by itself
        where = f"{article} <= {last}"
        if table == "outbox":
            where = f"update_id IN (SELECT id FROM updates WHERE article_id <= {last})"
        chosen = ", ".join(change.get(name, name) for name in names)
        cursor = store.execute(
            f"INSERT INTO {table} ({', '.join(names)}) SELECT {chosen} FROM {table} WHERE {where} ORDER BY rowid"
        )
        copied = copied or cursor.rowcount
    return copied


def _indexing(first: dict[str, int]) -> list[str]:
    """Statements that index what was copied."""
    source = "(SELECT source FROM articles WHERE id = v.article_id)"
    old = (
        f" FROM versions v WHERE v.id > {first['versions']} AND EXISTS (SELECT 1 FROM versions w"
        " WHERE w.article_id = v.article_id AND w.number = v.number + 1)"
    )
    new = f" FROM articles a WHERE a.id > {first['articles']}"
    articles = [
        m020_search.put(table, "a", "first_seen_at", "a.source") + new
        for table in ("articles_fts", "articles_fts_exact")
    ]
    titles = [m070_titles.put(table, "a") + new for table, _ in m070_titles.TABLES]
    versions = [
        m020_search.put(table, "v", "seen_at", source) + old
        for table in ("versions_fts", "versions_fts_exact")
    ]
    return [*articles, *titles, *versions]
