"""What pages ask of versions without reading their texts: titles, times, which page is stored.

Reads only.
"""

from collections.abc import Sequence
from datetime import datetime

from scheduler.store.codec import read_moment
from scheduler.store.connection import Store


def titles(store: Store, wanted: Sequence[tuple[int, int]]) -> dict[tuple[int, int], str]:
    """The titles of versions, each given as the article's id and the version's number."""
    pairs = ", ".join(f"({int(article_id)}, {int(number)})" for article_id, number in wanted)
    sql = f"""
        WITH wanted (article_id, number) AS (VALUES {pairs or "(0, 0)"})
        SELECT v.article_id, v.number, v.title
        FROM wanted w CROSS JOIN versions v
             ON v.article_id = w.article_id AND v.number = w.number"""
    return {(row["article_id"], row["number"]): row["title"] for row in store.rows(sql)}


def version_times(store: Store, article_id: int) -> dict[int, datetime]:
    """When each version was first seen, by its number: without reading their texts."""
    sql = "SELECT number, seen_at FROM versions WHERE article_id = ? ORDER BY number"
    return {row["number"]: read_moment(row["seen_at"]) for row in store.rows(sql, [article_id])}


def page_number(store: Store, article_id: int) -> int | None:
    """The version whose page is stored; None where there is none."""
    number: int | None = store.value("SELECT number FROM pages WHERE article_id = ?", [article_id])
    return number
