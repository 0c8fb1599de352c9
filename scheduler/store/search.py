"""Full-text search over articles as they stand and over what was taken out of them. Reads only.

The query is made into FTS5 expressions by `scheduler.searchquery`; the indexes are those of
migration 20. Ranking: the surer tier first (as typed before without diacritics, side by side
before scattered), then hits in the title, then the newest. There is no bm25: every hit holds all
the words, so that it could only tell short texts from long ones, and it reads the whole posting
list of each word, which at a million articles takes longer than all the rest.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal

from parsers.text import fold
from scheduler.searchquery import Query, parse_query, quoted
from scheduler.store import reading
from scheduler.store.codec import read_moment, read_moment_or_none
from scheduler.store.connection import Store
from scheduler.store.rows import ArticleRow

CANDIDATES = 500  # of one tier, the newest first: what lies behind is told as `more`
CHECKED = 100  # superseded versions that are held against their articles
START, END = "\ue000", "\ue001"  # stand round a hit in snippets: private use, in no text


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What hits are narrowed to; empty means no limit. Days are those of Vietnam, both included."""

    sources: Sequence[str] = ()
    section: str | None = None
    since: date | None = None
    until: date | None = None
    edit_classes: Sequence[str] = ()


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
    tier: int
    table: str
    expression: str


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
    query = parse_query(text)
    if query is None:
        return Found(hits=(), total=0, more=False)
    filters = filters or Filters()
    base = "versions_fts" if removed_text else "articles_fts"
    candidates, more = _candidates(store, query, filters, base, enough=offset + limit, sort=sort)
    if removed_text:
        more = more or len(candidates) > CHECKED
        candidates = _gone(store, query, candidates)
    if sort == "date":
        candidates = _by_date(store, candidates, removed_text)
    wanted = candidates[offset : offset + limit]
    hits = tuple(_hits(store, wanted, query, removed_text))
    return Found(hits=hits, total=len(candidates), more=more)


def _candidates(
    store: Store, query: Query, filters: Filters, base: str, *, enough: int, sort: str
) -> tuple[list[_Candidate], bool]:
    """Rows of every tier, the surer first, each once; whether any tier held more than was read."""
    found: dict[int, _Candidate] = {}
    more = False
    for number, tier in enumerate(query.tiers):
        if sort == "rank" and len(found) >= max(enough, CANDIDATES):
            return list(found.values()), True
        table = base + "_exact" if tier.exact else base
        expression = _narrowed(tier.expression, filters)
        rows = _match(store, table, expression, filters, CANDIDATES + 1)
        if len(rows) > CANDIDATES:  # words so common that the titles with them are soon found
            in_title = _narrowed(f"{{title}} : ({tier.expression})", filters)
            titled = set(_match(store, table, in_title, filters, CANDIDATES))
        else:
            titled = _titled(store, base, rows, query)
        more = more or len(rows) > CANDIDATES
        ordered = sorted(titled | set(rows[:CANDIDATES]), key=lambda row: (row not in titled, -row))
        for row in ordered:
            if row not in found:
                found[row] = _Candidate(row, number, table, tier.expression)
    return list(found.values()), more


def _narrowed(expression: str, filters: Filters) -> str:
    """The expression with what the index itself can filter by: source and day are words."""
    wanted = [f"({expression})"]
    if filters.sources:
        names = " OR ".join(quoted(name) for name in filters.sources)
        wanted.append(f"(source : ({names}))")
    if days := day_words(filters.since, filters.until):
        wanted.append(f"(day : ({' OR '.join(quoted(day) for day in days)}))")
    return " AND ".join(wanted)


def day_words(since: date | None, until: date | None, *, most: int = 80) -> tuple[str, ...]:
    """The fewest years, months and days ("2024", "202405", "20240517") that make up a span.

    Empty where the span has an open end before 1990 or takes more than `most` words: then the index
    does not help, and the rows are filtered one by one.
    """
    if since is None and until is None:
        return ()
    first, last = since or date(1990, 1, 1), until or date(2100, 12, 31)
    words: list[str] = []
    day = first
    while day <= last and len(words) <= most:
        year_end, next_month = (
            date(day.year, 12, 31),
            (day.replace(day=28) + timedelta(days=4)).replace(day=1),
        )
        if (day.month, day.day) == (1, 1) and year_end <= last:
            words.append(f"{day:%Y}")
            day = year_end + timedelta(days=1)
        elif day.day == 1 and next_month - timedelta(days=1) <= last:
            words.append(f"{day:%Y%m}")
            day = next_month
        else:
            words.append(f"{day:%Y%m%d}")
            day += timedelta(days=1)
    return tuple(words) if len(words) <= most else ()


def _titled(store: Store, base: str, rows: Sequence[int], query: Query) -> set[int]:
    """Those of the rows whose title holds all the words: asking the index row by row costs more."""
    table = base.removesuffix("_fts")
    sql = f"SELECT id, title FROM {table} WHERE id IN ({', '.join(map(str, rows))})"
    wanted = {word for words in query.words for word in fold(words).split()}
    return {row["id"] for row in store.rows(sql) if wanted <= set(fold(row["title"]).split())}


def _match(store: Store, table: str, expression: str, filters: Filters, limit: int) -> list[int]:
    """Row ids that match, the newest first."""
    article = "a.id = f.rowid"
    if table.startswith("versions"):
        article = "a.id = (SELECT article_id FROM versions v WHERE v.id = f.rowid)"
    conditions, values = _conditions(filters)
    sql = f"SELECT f.rowid FROM {table} f"
    if conditions:
        sql += f" JOIN articles a ON {article}"
    sql += f" WHERE {table} MATCH ?"
    sql += "".join(f" AND {condition}" for condition in conditions)
    sql += " ORDER BY f.rowid DESC LIMIT ?"
    return [row[0] for row in store.rows(sql, [expression, *values, limit])]


def _conditions(filters: Filters) -> tuple[list[str], list[Any]]:
    conditions: list[str] = []
    values: list[Any] = []
    if filters.sources:
        conditions.append(f"a.source IN ({', '.join('?' * len(filters.sources))})")
        values.extend(filters.sources)
    if filters.section:
        conditions.append("a.section = ?")
        values.append(filters.section)
    shown = "coalesce(a.published_at, a.first_seen_at)"
    if filters.since:
        conditions.append(f"date({shown}, '+7 hours') >= ?")
        values.append(filters.since.isoformat())
    if filters.until:
        conditions.append(f"date({shown}, '+7 hours') <= ?")
        values.append(filters.until.isoformat())
    if filters.edit_classes:
        marks = ", ".join("?" * len(filters.edit_classes))
        conditions.append(
            "EXISTS (SELECT 1 FROM updates u"
            f" WHERE u.article_id = a.id AND u.edit_class IN ({marks}))"
        )
        values.extend(filters.edit_classes)
    return conditions, values


def _gone(store: Store, query: Query, candidates: list[_Candidate]) -> list[_Candidate]:
    """Of superseded versions the last of each article, where the article itself matches no more.

    Asks the index for one article after the other, so for CHECKED of them at the most.
    """
    article_of = _articles_of(store, [one.rowid for one in candidates])
    newest: dict[int, _Candidate] = {}
    for one in candidates:
        newest.setdefault(article_of[one.rowid], one)
    gone = []
    for article, one in list(newest.items())[:CHECKED]:
        tier = query.tiers[one.tier]
        table = "articles_fts_exact" if tier.exact else "articles_fts"
        sql = f"SELECT 1 FROM {table} WHERE {table} MATCH ? AND rowid = ?"
        if store.row(sql, [tier.expression, article]) is None:
            gone.append(one)
    return gone


def _articles_of(store: Store, versions: Sequence[int]) -> dict[int, int]:
    marks = ", ".join("?" * len(versions))
    sql = f"SELECT id, article_id FROM versions WHERE id IN ({marks})"
    return {row[0]: row[1] for row in store.rows(sql, list(versions))}


def _by_date(store: Store, candidates: list[_Candidate], old: bool) -> list[_Candidate]:
    marks = ", ".join("?" * len(candidates))
    shown = "SELECT id, seen_at FROM versions" if old else (
        "SELECT id, coalesce(published_at, first_seen_at) FROM articles")  # fmt: skip
    rows = store.rows(f"{shown} WHERE id IN ({marks})", [one.rowid for one in candidates])
    when = {row[0]: row[1] for row in rows}
    return sorted(candidates, key=lambda one: (when[one.rowid], one.rowid), reverse=True)


def _hits(store: Store, wanted: Sequence[_Candidate], query: Query, old: bool) -> Iterator[Hit]:
    for one in wanted:
        marked = store.row(
            f"SELECT highlight({one.table}, 0, ?, ?) AS title,"
            f" snippet({one.table}, -1, ?, ?, '…', 32) AS snippet"
            f" FROM {one.table} WHERE {one.table} MATCH ? AND rowid = ?",
            [START, END, START, END, one.expression, one.rowid],
        )
        version = store.row(
            "SELECT v.article_id, v.number, v.seen_at, w.seen_at AS replaced_at FROM versions v"
            " LEFT JOIN versions w ON w.article_id = v.article_id AND w.number = v.number + 1"
            " WHERE v.id = ?",
            [one.rowid],
        ) if old else None  # fmt: skip
        article = reading.article(store, version["article_id"] if version else one.rowid)
        if marked is None or article is None:
            continue  # deleted between the two looks
        yield Hit(
            article=article,
            title=marked["title"],
            snippet=marked["snippet"],
            exact=query.tiers[one.tier].exact,
            version=version["number"] if version else None,
            seen_at=read_moment(version["seen_at"]) if version else None,
            replaced_at=read_moment_or_none(version["replaced_at"]) if version else None,
        )
