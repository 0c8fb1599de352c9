"""Which articles, or superseded versions, match a query: the index is asked tier by tier, and reads
no more than it must. Reads only.

FTS5 goes through the whole list of each word until it has as many hits as are asked for, which are
none where common words make a rare phrase. What spares it that: of few hits without diacritics the
exact ones are told by their texts, and words that were not quoted are looked for side by side in
the newest articles alone (and in all titles); the next tier finds them scattered in all of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from scheduler.searchgrammar import Node, Term
from scheduler.searchmarks import COLUMNS, Texts, holds
from scheduler.searchquery import Query, Tier, folded_tier
from scheduler.store.codec import read_moment
from scheduler.store.connection import Store
from scheduler.store.filters import Filters, conditions, newest_spans

CHECKED = 100  # superseded versions that are held against their articles
SORTED = 1_000  # rows that are read at the most to be put in the order of their dates
FEW = 25  # hits whose texts are read sooner than an index is asked once more
# Among so many articles, the newest, over the number of words they are looked for side by side.
NEAR = 500_000
FIRST = 8_000  # of those: how many are looked at before all


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row that matches, of articles or versions, and the surest tier that found it."""

    rowid: int
    tier: Tier


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A search on its way; `need`: so many candidates are enough. `few`: the rows that match an
    expression, where they are known to be all of them.
    """

    store: Store
    query: Query
    filters: Filters
    base: Literal["articles", "versions"]
    need: int
    by_date: bool
    few: dict[str, list[int]] = field(default_factory=dict)


def standing(asked: Asked) -> tuple[list[Candidate], bool]:
    """Articles of every tier, the surer first, each once, until there are enough; whether there
    may be more.
    """
    found: dict[int, Candidate] = {}
    more = False
    for tier in _tiers(asked):
        if len(found) >= asked.need:
            return list(found.values()), True
        rows, cut = _rows(asked, tier, len(found) + asked.need)
        more = more or cut
        for row in rows:
            found.setdefault(row, Candidate(row, tier))
    return list(found.values()), more


def gone(asked: Asked) -> tuple[list[Candidate], bool]:
    """Of superseded versions the last of each article, where the article itself matches no more,
    until there are enough; whether there may be more.

    Articles are read one after the other, the surest first, CHECKED of them at the most.
    """
    found: list[Candidate] = []
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
            if len(seen) >= CHECKED or len(found) >= asked.need:
                return found, True
            seen.add(article)
            if not holds(tier.node, texts_of(asked.store, article), tier.exact):
                found.append(Candidate(row, tier))
    return found, more


def texts_of(store: Store, article: int) -> Texts:
    """What can be searched of an article, by column; nothing of one that was deleted meanwhile."""
    sql = f"SELECT source, {', '.join(COLUMNS)} FROM articles WHERE id = ?"
    return dict(store.row(sql, [article]) or {})


def _tiers(asked: Asked) -> list[Tier]:
    """By date, words side by side come before scattered ones no more: both are found by one."""
    return [tier for tier in asked.query.tiers if not (asked.by_date and tier.adjacent)]


def _rows(asked: Asked, tier: Tier, limit: int) -> tuple[list[int], bool]:
    """Row ids of a tier, hits in the title first, then the newest; whether it was cut short.

    More of them begin with the same ones, so that no hit is on two pages.
    """
    if asked.by_date and asked.base == "articles":
        return _newest(asked, tier, limit)
    titled: list[int] = []
    if tier.title and asked.base == "articles":
        titled = _match(asked, _table("titles", tier), tier.title, limit)
        if len(titled) >= limit:
            return titled, True
    rows, cut = _few(asked, tier), False
    if rows is None:
        rows = _matching(asked, tier, limit)
        cut = len(rows) >= limit
    if asked.base == "versions" and not asked.by_date:
        titled = _titled(asked, tier, rows)
    return list(dict.fromkeys([*titled, *rows])), cut


def _newest(asked: Asked, tier: Tier, limit: int) -> tuple[list[int], bool]:
    """Row ids of a tier that hold the newest by date, `limit` or more if there are so many: the
    days before the newest are asked for, then more of them. An id says when an article was found,
    which for one from an archive is long after its date.
    """
    table = _table("articles", tier)
    rows: dict[int, None] = {}
    for days in _spans(asked.store):
        rows |= dict.fromkeys(_match(asked, table, f"({tier.expression}) AND {days}", SORTED))
        if len(rows) >= limit:
            return list(rows), True
    few = _few(asked, tier)
    every = _match(asked, table, tier.expression, SORTED) if few is None else few
    return list(rows | dict.fromkeys(every)), len(every) >= SORTED


def _spans(store: Store) -> Iterator[str]:
    last = store.value("SELECT first_seen_at FROM articles ORDER BY id DESC LIMIT 1")
    return newest_spans(read_moment(last).date()) if last else iter(())


def _table(base: str, tier: Tier) -> str:
    return f"{base}_fts_exact" if tier.exact else f"{base}_fts"


def _few(asked: Asked, tier: Tier) -> list[int] | None:
    """All row ids whose texts match, where they are few; None where they are more or not known.

    Those of an exact tier are picked by their texts from those of the folded one, which the index
    is asked for anyway.
    """
    if tier.expression in asked.few:
        return asked.few[tier.expression]
    wider = folded_tier(asked.query, tier)
    if wider is None or asked.base == "versions":
        return None
    rows = _matching(asked, wider, FEW + 1)
    if len(rows) > FEW:
        return None
    asked.few[wider.expression] = rows
    return [row for row in rows if holds(tier.node, texts_of(asked.store, row), exact=True)]


def _matching(asked: Asked, tier: Tier, limit: int) -> list[int]:
    """Row ids whose texts match, the newest first."""
    table, filters = _table(asked.base, tier), asked.filters
    if tier.adjacent and asked.base == "articles" and not (filters.since or filters.until):
        return _side_by_side(asked, table, tier, limit)
    return _match(asked, table, tier.expression, limit)


def _side_by_side(asked: Asked, table: str, tier: Tier, limit: int) -> list[int]:
    """The newest with the words side by side, as far back as NEAR allows.

    Asked for the oldest first: from the newest on, FTS5 heeds no bound while it has no hit.
    """
    last = asked.store.value("SELECT max(id) FROM articles") or 0
    rows: list[int] = []
    for width in (FIRST, max(FIRST, NEAR // _length(tier.node))):
        rows = _match(asked, table, tier.expression, -1, after=last - width)
        if len(rows) >= limit or width >= last:
            break
    return rows[: -limit - 1 : -1]


def _length(node: Node) -> int:
    return len(node.text.split()) if isinstance(node, Term) else 1


def _match(
    asked: Asked, table: str, expression: str, limit: int, *, after: int | None = None
) -> list[int]:
    """Row ids that match, the newest first; or, `after` one, the oldest first."""
    article = "a.id = f.rowid"
    if asked.base == "versions":
        article = "a.id = (SELECT article_id FROM versions v WHERE v.id = f.rowid)"
    wanted, values = conditions(asked.filters)
    sql = f"SELECT f.rowid FROM {table} f"
    if wanted:
        sql += f" CROSS JOIN articles a ON {article}"  # the index first, whatever is thought of it
    sql += f" WHERE {table} MATCH ?"
    sql += "".join(f" AND {condition}" for condition in wanted)
    parameters: list[Any] = [expression, *values]
    if after is not None:
        sql += " AND f.rowid > ? ORDER BY f.rowid"
        parameters.append(after)
    else:
        sql += " ORDER BY f.rowid DESC"
    return [row[0] for row in asked.store.rows(f"{sql} LIMIT ?", [*parameters, limit])]


def _titled(asked: Asked, tier: Tier, rows: Sequence[int]) -> list[int]:
    """Those of the rows whose title alone answers the query."""
    if not tier.title:
        return []
    sql = f"SELECT id, title FROM {asked.base} WHERE id IN ({', '.join(map(str, rows))})"
    titles = {row["id"]: row["title"] for row in asked.store.rows(sql)}
    return [row for row in rows if holds(tier.node, {"title": titles.get(row)}, tier.exact)]


def _articles_of(store: Store, versions: Sequence[int]) -> dict[int, int]:
    marks = ", ".join("?" * len(versions))
    sql = f"SELECT id, article_id FROM versions WHERE id IN ({marks})"
    return {row[0]: row[1] for row in store.rows(sql, list(versions))}
