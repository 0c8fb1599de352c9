"""Verdicts that readers are not told yet: until their crawl has ended, or until a person has looked
at the site.

A held edit keeps the whole look (what was read, and the page), and the article stays as it was: no
version, no update, no flag. One row an article: the first look that was not believed, so that what
is edited after it is still found when it becomes what we compare with.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zlib import decompress

from crawler.items import Fetch, RequestKind, Snapshot, Visit
from parsers.model import Article
from scheduler.changes import Change
from scheduler.store.codec import json_text, moment_text, read_json, read_moment
from scheduler.store.connection import Store

WAITING = "waiting"
QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A verdict that waits; `visit` is what was seen, None of a removal."""

    article_id: int
    source: str
    run_id: int | None
    kind: str
    seen_at: datetime
    edit_class: str | None
    silent: bool
    extractor: str
    summary: str
    fields: tuple[str, ...]
    facts: tuple[Any, ...]
    watched: tuple[str, ...]
    blocks: frozenset[str]
    visit: Snapshot | None


def hold(
    store: Store,
    article_id: int,
    visit: Visit,
    change: Change,
    now: datetime,
    *,
    run_id: int | None,
    extractor: str,
    blocks: frozenset[str] = frozenset(),
    watched: Sequence[str] = (),
) -> None:
    """Keep a verdict back. One of the same kind that is held already stays: it was the first."""
    values: dict[str, Any] = {
        "article_id": article_id,
        "source": visit.fetch.source,
        "run_id": run_id,
        "kind": change.kind,
        "seen_at": moment_text(now),
        "edit_class": change.edit_class,
        "silent": int(change.silent),
        "extractor": extractor,
        "summary": change.summary,
        "fields": json_text(change.fields),
        "facts": json_text(change.facts),
        "watched": json_text(tuple(watched)),
        "blocks": json_text(sorted(blocks)),
    }
    if isinstance(visit, Snapshot):
        values |= {
            "url": visit.fetch.url,
            "final_url": visit.fetch.final_url,
            "content_type": visit.fetch.content_type,
            "etag": visit.etag,
            "last_modified": visit.last_modified,
            "article": json_text(visit.article),
            "page": visit.compressed,
        }
    store.execute("DELETE FROM held WHERE article_id = ? AND kind <> ?", [article_id, change.kind])
    if not store.value("SELECT 1 FROM held WHERE article_id = ?", [article_id]):
        store.insert("held", values)


def drop(store: Store, article_id: int) -> None:
    """Forget what was held of an article: the site shows again what it showed before."""
    store.execute("DELETE FROM held WHERE article_id = ?", [article_id])


def held_rows(store: Store, source: str, state: str, *, run_id: int | None = None) -> list[Held]:
    """What is held of a source (of one crawl), in the order in which it was seen."""
    rows = store.rows(
        """SELECT h.*, a.identity FROM held h JOIN articles a ON a.id = h.article_id
           WHERE h.source = ? AND h.state = ? AND (h.run_id IS ? OR ? IS NULL)
           ORDER BY h.seen_at, h.article_id""",
        [source, state, run_id, run_id],
    )
    return [_held(row) for row in list(rows)]


def waiting_crawls(store: Store) -> list[tuple[str, int | None]]:
    """The sources and crawls of which something waits: for one who holds the crawl lock, those that
    were killed.
    """
    rows = store.rows(
        "SELECT DISTINCT source, run_id FROM held WHERE state = 'waiting' ORDER BY run_id, source"
    )
    return [(row["source"], row["run_id"]) for row in rows]


def quarantine_rows(store: Store, source: str) -> int:
    """Let all that waits of a source wait for a person; how many those are."""
    cursor = store.execute(
        "UPDATE held SET state = 'quarantined' WHERE source = ? AND state = 'waiting'", [source]
    )
    return cursor.rowcount


def held_count(store: Store, source: str, state: str = QUARANTINED) -> int:
    """How many verdicts of a source are held."""
    sql = "SELECT count(*) FROM held WHERE source = ? AND state = ?"
    return int(store.value(sql, [source, state]))


def _held(row: Any) -> Held:
    return Held(
        article_id=row["article_id"],
        source=row["source"],
        run_id=row["run_id"],
        kind=row["kind"],
        seen_at=read_moment(row["seen_at"]),
        edit_class=row["edit_class"],
        silent=bool(row["silent"]),
        extractor=row["extractor"],
        summary=row["summary"],
        fields=read_json(row["fields"], tuple[str, ...]),
        facts=read_json(row["facts"], tuple[Any, ...]),
        watched=read_json(row["watched"], tuple[str, ...]),
        blocks=read_json(row["blocks"], frozenset[str]),
        visit=None if row["article"] is None else _visit(row),
    )


def _visit(row: Any) -> Snapshot:
    """The look itself, as far as a version and its page need it."""
    raw = decompress(row["page"])
    fetch = Fetch(
        source=row["source"],
        kind=RequestKind.ARTICLE,
        url=row["url"],
        final_url=row["final_url"],
        at=read_moment(row["seen_at"]),
        size=len(raw),
        content_type=row["content_type"],
    )
    return Snapshot(
        identity=row["identity"],
        fetch=fetch,
        article=read_json(row["article"], Article),
        raw=raw,
        etag=row["etag"],
        last_modified=row["last_modified"],
    )
