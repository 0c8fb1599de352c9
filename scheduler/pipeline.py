"""One visit into the store, all or nothing; and the thin Scrapy pipeline that does it for each
item.

`record_visit` reads what is known, lets the pure `compare` judge, and writes version, update,
outbox, article and fetch in one transaction. It takes no decision about what happened, and no look
at the network.

Our own eyes change too: a newer parser, or more titles known, can read the same page otherwise. So
before a verdict "changed" is believed, the stored page of the last version is read again, as
today's visit was, and compared with that.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from crawler.items import Snapshot, Visit
from parsers import EXTRACTOR
from parsers.errors import ParseError
from parsers.model import Article, Page
from scheduler.changes import Change, ChangeKind, compare
from scheduler.revisit import PRIOR, LookHistory, SourceHabits, next_look
from scheduler.standing import FLAGS, standing_after
from scheduler.store import Store
from scheduler.store.codec import content_hash, moment_or_none
from scheduler.store.discovery import postpone_pending
from scheduler.store.recalling import Recalled, recall
from scheduler.store.updates import NewUpdate, add_update
from scheduler.store.writing import (
    add_article,
    add_fetch,
    add_version,
    article_columns,
    distrust_validators,
    ensure_source,
    rebase_version,
    update_article,
)

log = logging.getLogger(__name__)

Reread = Callable[[str, Page], Article]
"""Reads a page of a source (by name) as the crawl of today reads it; raises ParseError."""

DISTRUST = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """One visit on its way into the store, with all that is needed to judge and write it."""

    store: Store
    visit: Visit
    now: datetime
    run_id: int | None
    reread: Reread | None
    extractor: str
    habits: SourceHabits


def record_visit(
    store: Store,
    visit: Visit,
    now: datetime,
    *,
    run_id: int | None = None,
    reread: Reread | None = None,
    extractor: str = EXTRACTOR,
    habits: SourceHabits = PRIOR,
) -> Change:
    """Judge a visit against what is known and write all that follows from it, in one
    transaction.
    """
    look = _Look(
        store=store,
        visit=visit,
        now=now,
        run_id=run_id,
        reread=reread,
        extractor=extractor,
        habits=habits,
    )
    with store.transaction():
        known = recall(store, visit.fetch.source, visit.identity)
        change, article_id = _first(look) if known is None else _next(look, known)
        add_fetch(store, visit.fetch, run_id=run_id, article_id=article_id, verdict=change.kind)
    return change


def judge_visit(
    store: Store,
    visit: Visit,
    now: datetime,
    *,
    reread: Reread | None = None,
    extractor: str = EXTRACTOR,
) -> Change:
    """The verdict that `record_visit` would give; nothing is written."""
    known = recall(store, visit.fetch.source, visit.identity)
    if known is None:
        return compare(None, visit, now)
    look = _Look(
        store=store,
        visit=visit,
        now=now,
        run_id=None,
        reread=reread,
        extractor=extractor,
        habits=PRIOR,
    )
    return _judge(look, known)[1]


def _first(look: _Look) -> tuple[Change, int | None]:
    """A look at an article of which nothing was ever read."""
    visit, now = look.visit, look.now
    change = compare(None, visit, now)
    ensure_source(look.store, visit.fetch.source, now)
    if not isinstance(visit, Snapshot) or change.kind is not ChangeKind.NEW:
        postpone_pending(look.store, visit, now)
        return change, None
    history = LookHistory(
        identity=visit.identity,
        first_seen_at=now,
        published_at=visit.article.published_at,
        last_looked_at=now,
    )
    due = next_look(history, look.habits, now)
    standing = {
        "status": change.status,
        "flag": FLAGS[change.kind],
        "next_due_at": moment_or_none(due),
    }
    article_id = add_article(look.store, visit, standing, now)
    _add_version(look, article_id, 1)
    _tell(look, article_id, change, None, 1)
    return change, article_id


def _next(look: _Look, known: Recalled) -> tuple[Change, int]:
    """A look at an article that was read before."""
    baseline, change = _judge(look, known)
    if baseline is not known.remembered.article:
        rebase_version(look.store, known.id, known.version, baseline, look.extractor)
    number = known.version
    back_edited = change.kind is ChangeKind.RESTORED and change.edit_class is not None
    edited = change.kind is ChangeKind.CHANGED or back_edited
    standing = standing_after(look.visit, look.now, known, change, look.habits, edited=edited)
    if edited and isinstance(look.visit, Snapshot):
        number += 1
        _add_version(look, known.id, number)
        standing = article_columns(look.visit.article, number) | standing
    update_article(look.store, known.id, standing)
    _tell(look, known.id, change, known.version, number)
    if change.kind is ChangeKind.CHANGED and _validators_lied(look.visit, known):
        distrust_validators(look.store, look.visit.fetch.source, look.now + DISTRUST)
    return change, known.id


def _judge(look: _Look, known: Recalled) -> tuple[Article, Change]:
    """The verdict, and the reading of the last version that it was measured against."""
    article = known.remembered.article
    same_eyes = known.extractor == look.extractor
    change = compare(known.remembered, look.visit, look.now)
    if not isinstance(look.visit, Snapshot) or known.page is None or look.reread is None:
        return article, change
    if same_eyes and change.kind in (ChangeKind.UNCHANGED, ChangeKind.FAILED):
        return article, change
    try:
        again = look.reread(look.visit.fetch.source, known.page)
    except ParseError as error:
        log.info("the stored page cannot be read again, its first reading stands: %s", error)
        return article, change
    again = replace(again, url=article.url, updated_at=article.updated_at)
    if same_eyes and content_hash(again) == content_hash(article):
        return article, change
    return again, compare(replace(known.remembered, article=again), look.visit, look.now)


def _validators_lied(visit: Visit, known: Recalled) -> bool:
    """Whether the server sent other text under the validator of before: its 304 would be a lie."""
    if not isinstance(visit, Snapshot):
        return False
    if visit.etag or known.etag:
        return visit.etag == known.etag
    return visit.last_modified is not None and visit.last_modified == known.last_modified


def _add_version(look: _Look, article_id: int, number: int) -> None:
    assert isinstance(look.visit, Snapshot)  # only a page that was read makes a version
    add_version(
        look.store,
        article_id,
        number,
        look.visit,
        look.now,
        extractor=look.extractor,
        run_id=look.run_id,
    )


def _tell(look: _Look, article_id: int, change: Change, before: int | None, after: int) -> None:
    """Add the update with its outbox row, if the verdict is worth a reader's eye."""
    if change.kind not in FLAGS:
        return
    new = NewUpdate(
        article_id=article_id,
        kind=change.kind,
        edit_class=change.edit_class,
        fields=tuple(change.fields),
        summary=change.summary,
        facts=change.facts,
        silent=change.silent,
        from_version=before,
        to_version=None if change.kind is ChangeKind.REMOVED else after,
    )
    add_update(look.store, new, look.now, run_id=look.run_id)
