"""Full-text search over articles as they stand and over what was taken out of them. Reads only.

The query is made into FTS5 expressions by `scheduler.searchquery`; the indexes are those of
migrations 20 and 70. Ranking: the surer tier first (as typed before without diacritics, side by
side before scattered), then hits in the title (but not with NOT), then the newest. There is no
bm25: every hit holds all the words, so that it could only tell short texts from long ones, and it
reads the whole posting list of each word, which at a million articles takes longer than all the
rest. For the same reason no tier is read further than the hits asked for need, and of words that
were not quoted the newest articles are read for where they stand side by side
(`scheduler.store.candidates`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from scheduler.searchmarks import COLUMNS, END, START, marked
from scheduler.searchquery import parse_query
from scheduler.store import reading
from scheduler.store.candidates import Asked, Candidate, gone, standing, texts_of
from scheduler.store.codec import read_moment, read_moment_or_none
from scheduler.store.connection import Store
from scheduler.store.filters import Filters, day_words, index_words
from scheduler.store.rows import ArticleRow

CANDIDATES = 500  # that are read at the most: what lies behind is told as `more`

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
    """Articles that hold the words of `text`, the best first; with `sort` "date" the newest, those
    as typed before those without diacritics.

    With `removed_text`, only text that is no longer there: superseded versions whose article, as it
    stands, does not match any more. A text without a word to look for finds nothing.
    """
    filters = filters or Filters()
    sources = [row["name"] for row in store.rows("SELECT name FROM sources")]
    query = parse_query(text, sources, index_words(filters))
    if query is None:
        return Found(hits=(), total=0, more=False)
    by_date = sort == "date"
    asked = Asked(
        store=store,
        query=query,
        filters=filters,
        base="versions" if removed_text else "articles",
        need=min(offset + limit, CANDIDATES) + 1,
        by_date=by_date,
    )
    candidates, more = gone(asked) if removed_text else standing(asked)
    if by_date:
        candidates = _by_date(asked, candidates)
    wanted = candidates[offset : offset + limit]
    show = _old_hits if removed_text else _hits
    return Found(hits=tuple(show(store, wanted)), total=len(candidates), more=more)


def _by_date(asked: Asked, candidates: list[Candidate]) -> list[Candidate]:
    marks = ", ".join("?" * len(candidates))
    shown = "seen_at" if asked.base == "versions" else "coalesce(published_at, first_seen_at)"
    rows = asked.store.rows(
        f"SELECT id, {shown} FROM {asked.base} WHERE id IN ({marks})",
        [one.rowid for one in candidates],
    )
    when = {row[0]: row[1] for row in rows}
    return sorted(
        candidates, key=lambda one: (one.tier.exact, when[one.rowid], one.rowid), reverse=True
    )


def _hits(store: Store, wanted: Sequence[Candidate]) -> Iterator[Hit]:
    for one in wanted:
        article = reading.article(store, one.rowid)
        if article is None:
            continue  # deleted between the two looks
        title, snippet = marked(one.tier.node, texts_of(store, one.rowid), one.tier.exact)
        yield Hit(article=article, title=title, snippet=snippet, exact=one.tier.exact)


def _old_hits(store: Store, wanted: Sequence[Candidate]) -> Iterator[Hit]:
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
