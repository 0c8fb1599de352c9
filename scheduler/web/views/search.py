"""Search, with its filters; the list of hits is also a fragment that a script fetches as one
types.
"""

from typing import Any, Literal

from parsers.dates import VIETNAM
from parsers.text import fold
from scheduler.searchquery import parse_query
from scheduler.store import Store
from scheduler.store.search import END, START, Filters, Found, Hit
from scheduler.store.search import search as find
from scheduler.store.sources import source_titles
from scheduler.web.answering import Answer, Page
from scheduler.web.asking import Asked
from scheduler.web.choosing import CLASSES

PAGE = 20
SHORT = 40  # letters of a snippet below which the lead says more
LONGEST = 400  # letters of a query that are read


def search(store: Store, asked: Asked) -> Answer:
    """Hits for ``?q=``; without words, the empty form."""
    query = (asked.one("q") or "")[:LONGEST]
    removed = asked.one("removed") == "1"
    sort: Literal["rank", "date"] = "date" if asked.one("sort") == "date" else "rank"
    page = min(asked.page, 25)
    filters = Filters(
        sources=asked.many("source")[:20],
        section=asked.one("section"),
        since=asked.day("since"),
        until=asked.day("until"),
        edit_classes=asked.among("class", CLASSES),
    )
    found = Found(hits=(), total=0, more=False)
    if parse_query(query) is not None:
        found = find(
            store, query, filters=filters, sort=sort, removed_text=removed, limit=PAGE,
            offset=(page - 1) * PAGE,
        )  # fmt: skip
    rows = [_record(hit) for hit in found.hits]
    return Page(
        template="search.html",
        fragment="_hits.html",
        values={
            "query": query,
            "found": found,
            "texts": [_text(hit) for hit in found.hits],
            "filters": filters,
            "marked_query": fold(query) != query.casefold(),
            "removed": removed,
            "sort": sort,
            "narrowed": bool(set(asked.args) - {"q", "lang", "page", "_fragment"}),
            "sources": source_titles(store),
            "classes": CLASSES,
            "older": asked.link(page=page + 1) if found.total > page * PAGE else None,
            "newer": asked.link(page=page - 1) if page > 1 else None,
        },
        rows=rows,
        json={"query": query, "total": found.total, "more": found.more, "hits": rows},
    )


def _text(hit: Hit) -> str:
    """What stands under the title: not the title again, nor a section or author alone."""
    plain = hit.snippet.replace(START, "").replace(END, "").strip()
    told = plain == hit.article.title or len(plain) < SHORT
    return hit.article.lead if told and hit.article.lead and hit.version is None else hit.snippet


def _record(hit: Hit) -> dict[str, Any]:
    article = hit.article
    shown = article.published_at or article.first_seen_at
    return {
        "article_id": article.id,
        "source": article.source,
        "url": article.url,
        "title": article.title,
        "published_at": article.published_at,
        "day": shown.astimezone(VIETNAM).date().isoformat(),
        "status": article.status,
        "exact": hit.exact,
        "version": hit.version,
        "seen_at": hit.seen_at,
        "replaced_at": hit.replaced_at,
        "snippet": hit.snippet.replace(START, "").replace(END, ""),
    }
