"""Full-text search over articles as they stand and over what was taken out of them. Reads only.

The query is made into FTS5 expressions by `scheduler.searchquery`; the indexes are those of
migrations 20 and 70. Ranking: the surer tier first (as typed before without diacritics, side by
side before scattered), then hits in the title (but not with NOT), then the newest. There is no
bm25: every hit holds all the words, so that it could only tell short texts from long ones, and it
reads the whole posting list of each word, which at a million articles takes longer than all the
rest. For the same reason no tier is read further than the hits asked for need.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from scheduler.searchmarks import COLUMNS, END, START, Texts, holds, marked
from scheduler.searchquery import Query, Tier, parse_query
from scheduler.store import reading
from scheduler.store.codec import read_moment, read_moment_or_none
from scheduler.store.connection import Store
from scheduler.store.filters import Filters, conditions, day_words, index_words
from scheduler.store.rows import ArticleRow

CANDIDATES = 500  # that are read at the most: what lies behind is told as `more`
CHECKED = 100  # superseded versions that are held against their articles

__all__ = ["CANDIDATES", "END", "START", "Filters", "Found", "Hit", "day_words", "search"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An article that was found. `title` and `snippet` hold START and END round each hit.

    `exact`: found as typed, diacritics and all. `version`, `seen_at` and `replaced_at` are set
    where the words stand only in a superseded version: its number, and from when to when it stood.
    """

    article: ArticleRow
    title: str
    snippet: str
    exact: bool
    version: int | None = None
    seen_at: datetime | None = None
    replaced_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The hits asked for; `total` counts all there are, or the least there are with `more`."""

    hits: tuple[Hit, ...]
    total: int
    more: bool


@dataclass(frozen=True, slots=True)
class _Candidate:
    rowid: int
    tier: Tier


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """A search on its way; `need`: so many candidates are enough."""

    store: Store
    query: Query
    filters: Filters
    base: Literal["articles", "versions"]
    need: int
    by_date: bool


def search(
    store: Store,
    text: str,
    *,
    filters: Filters | None = None,
    sort: Literal["rank", "date"] = "rank",
    removed_text: bool = False,
    limit: int = 20,
    offset: int = 0,
) -> Found:
    """Articles that hold the words of `text`, the best first (or the newest, with `sort` "date").

    With `removed_text`, only text that is no longer there: superseded versions whose article, as it
    stands, does not match any more. A text without a word to look for finds nothing.
    """
    filters = filters or Filters()
    sources = [row["name"] for row in store.rows("SELECT name FROM sources")]
    query = parse_query(text, sources, index_words(filters))
    if query is None:
        return Found(hits=(), total=0, more=False)
    by_date = sort == "date"
    asked = _Asked(
        store=store,
        query=query,
        filters=filters,
        base="versions" if removed_text else "articles",
        need=(CANDIDATES if by_date else min(offset + limit, CANDIDATES)) + 1,
        by_date=by_date,
    )
    candidates, more = _gone(asked) if removed_text else _candidates(asked)
    if by_date:
        candidates = _by_date(asked, candidates)
    wanted = candidates[offset : offset + limit]
    show = _old_hits if removed_text else _hits
    return Found(hits=tuple(show(store, wanted)), total=len(candidates), more=more)


def _candidates(asked: _Asked) -> tuple[list[_Candidate], bool]:
    """Articles of every tier, the surer first, each once, until there are enough; whether there
    may be more.
    """
    found: dict[int, _Candidate] = {}
    more = False
    for tier in _tiers(asked):
        if not asked.by_date and len(found) >= asked.need:
            return list(found.values()), True
        rows, cut = _rows(asked, tier, len(found) + asked.need)
        more = more or cut
        for row in rows:
            found.setdefault(row, _Candidate(row, tier))
    return list(found.values()), more


def _tiers(asked: _Asked) -> list[Tier]:
    """By date, words side by side come before scattered ones no more: both are found by one."""
    return [tier for tier in asked.query.tiers if not (asked.by_date and tier.adjacent)]


def _rows(asked: _Asked, tier: Tier, limit: int) -> tuple[list[int], bool]:
    """Row ids of a tier, hits in the title first, then the newest; whether it was cut short.

    More of them begin with the same ones, so that no hit is on two pages.
    """
    ending = "_fts_exact" if tier.exact else "_fts"
    titled: list[int] = []
    if tier.title and asked.base == "articles" and not asked.by_date:
        titled = _match(asked, "titles" + ending, tier.title, limit)
        if len(titled) >= limit:
            return titled, True
    rows = _match(asked, asked.base + ending, tier.expression, limit)
    if asked.base == "versions":
        titled = _titled(asked, tier, rows)
    return list(dict.fromkeys([*titled, *rows])), len(rows) >= limit


def _titled(asked: _Asked, tier: Tier, rows: Sequence[int]) -> list[int]:
    """Those of the rows whose title alone answers the query."""
    if not tier.title:
        return []
    sql = f"SELECT id, title FROM {asked.base} WHERE id IN ({', '.join(map(str, rows))})"
    titles = {row["id"]: row["title"] for row in asked.store.rows(sql)}
    return [row for row in rows if holds(tier.node, {"title": titles.get(row)}, tier.exact)]


def _match(asked: _Asked, table: str, expression: str, limit: int) -> list[int]:
    """Row ids that match, the newest first."""
    article = "a.id = f.rowid"
    if asked.base == "versions":
        article = "a.id = (SELECT article_id FROM versions v WHERE v.id = f.rowid)"
    wanted, values = conditions(asked.filters)
    sql = f"SELECT f.rowid FROM {table} f"
    if wanted:
        sql += f" CROSS JOIN articles a ON {article}"  # the index first, whatever is thought of it
    sql += f" WHERE {table} MATCH ?"
    sql += "".join(f" AND {condition}" for condition in wanted)
    sql += " ORDER BY f.rowid DESC LIMIT ?"
    return [row[0] for row in asked.store.rows(sql, [expression, *values, limit])]


def _gone(asked: _Asked) -> tuple[list[_Candidate], bool]:
    """Of superseded versions the last of each article, where the article itself matches no more,
    until there are enough; whether there may be more.

    Articles are read one after the other, the surest first, CHECKED of them at the most.
    """
    gone: list[_Candidate] = []
    seen: set[int] = set()
    more = False
    for tier in _tiers(asked):
        rows, cut = _rows(asked, tier, 2 * CHECKED)
        more = more or cut
        article_of = _articles_of(asked.store, rows)
        for row in rows:
            article = article_of.get(row)
            if article is None or article in seen:
                continue
            if len(seen) >= CHECKED or len(gone) >= asked.need:
                return gone, True
            seen.add(article)
            if not holds(tier.node, _texts(asked.store, article), tier.exact):
                gone.append(_Candidate(row, tier))
    return gone, more


def _texts(store: Store, article: int) -> Texts:
    sql = f"SELECT source, {', '.join(COLUMNS)} FROM articles WHERE id = ?"
    return dict(store.row(sql, [article]) or {})


def _articles_of(store: Store, versions: Sequence[int]) -> dict[int, int]:
    marks = ", ".join("?" * len(versions))
    sql = f"SELECT id, article_id FROM versions WHERE id IN ({marks})"
    return {row[0]: row[1] for row in store.rows(sql, list(versions))}


def _by_date(asked: _Asked, candidates: list[_Candidate]) -> list[_Candidate]:
    marks = ", ".join("?" * len(candidates))
    shown = "seen_at" if asked.base == "versions" else "coalesce(published_at, first_seen_at)"
    rows = asked.store.rows(
        f"SELECT id, {shown} FROM {asked.base} WHERE id IN ({marks})",
        [one.rowid for one in candidates],
    )
    when = {row[0]: row[1] for row in rows}
    return sorted(candidates, key=lambda one: (when[one.rowid], one.rowid), reverse=True)


def _hits(store: Store, wanted: Sequence[_Candidate]) -> Iterator[Hit]:
    for one in wanted:
        article = reading.article(store, one.rowid)
        if article is None:
            continue  # deleted between the two looks
        title, snippet = marked(one.tier.node, _texts(store, one.rowid), one.tier.exact)
        yield Hit(article=article, title=title, snippet=snippet, exact=one.tier.exact)


def _old_hits(store: Store, wanted: Sequence[_Candidate]) -> Iterator[Hit]:
    columns = ", ".join(f"v.{column}" for column in COLUMNS)
    for one in wanted:
        version = store.row(
            f"SELECT v.article_id, v.number, v.seen_at, w.seen_at AS replaced_at, {columns}"
            " FROM versions v LEFT JOIN versions w"
            " ON w.article_id = v.article_id AND w.number = v.number + 1 WHERE v.id = ?",
            [one.rowid],
        )
        article = reading.article(store, version["article_id"]) if version else None
        if version is None or article is None:
            continue  # deleted between the two looks
        title, snippet = marked(one.tier.node, dict(version), one.tier.exact)
        yield Hit(
            article=article,
            title=title,
            snippet=snippet,
            exact=one.tier.exact,
            version=version["number"],
            seen_at=read_moment(version["seen_at"]),
            replaced_at=read_moment_or_none(version["replaced_at"]),
        )
