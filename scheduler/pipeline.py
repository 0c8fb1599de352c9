"""One visit into the store, all or nothing; and the thin Scrapy pipeline that does it for each
item.

`record_visit` reads what is known, lets the pure `compare` judge, and writes version, update,
outbox, article and fetch in one transaction. It takes no decision about what happened, and no look
at the network.

Sites change as a whole, too: with `hold`, edits and removals are written down but not told
(`scheduler.store.held`), until `scheduler.guarding` has seen the rest of the crawl.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from crawler.items import Snapshot, Visit
from parsers import EXTRACTOR
from parsers.model import Article
from scheduler.changes import Change, ChangeKind, compare
from scheduler.flapping import steadied
from scheduler.guards import blocks_of
from scheduler.rereading import Reread, judge_known
from scheduler.revisit import PRIOR, LookHistory, SourceHabits, next_look
from scheduler.standing import FLAGS, standing_after, standing_while_held
from scheduler.store import Store
from scheduler.store.codec import moment_or_none
from scheduler.store.discovery import postpone_pending
from scheduler.store.held import drop, hold
from scheduler.store.observing import observation_of, observe
from scheduler.store.recalling import Recalled, recall
from scheduler.store.updates import NewUpdate, add_update
from scheduler.store.watchlist import phrases
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
from scheduler.watch import watch

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
    hold: bool = False


def record_visit(
    store: Store,
    visit: Visit,
    now: datetime,
    *,
    run_id: int | None = None,
    reread: Reread | None = None,
    extractor: str = EXTRACTOR,
    habits: SourceHabits = PRIOR,
    hold: bool = False,
) -> Change:
    """Judge a visit against what is known and write all that follows from it, in one
    transaction. With `hold` no edit and no removal is told before `guarding.settle`.
    """
    look = _Look(
        store=store,
        visit=visit,
        now=now,
        run_id=run_id,
        reread=reread,
        extractor=extractor,
        habits=habits,
        hold=hold,
    )
    seen = observation_of(visit) if isinstance(visit, Snapshot) else None
    with store.transaction():
        known = recall(store, visit.fetch.source, visit.identity)
        change, article_id = _first(look) if known is None else _next(look, known)
        add_fetch(store, visit.fetch, run_id=run_id, article_id=article_id, verdict=change.kind)
        if isinstance(visit, Snapshot) and seen is not None:
            edited = None if known is None else change.kind in EDITED
            observe(store, visit, seen, now, run_id=run_id, changed=edited)
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
    return judge_known(known, visit, now, reread=reread, extractor=extractor)[1]


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
    baseline, change = judge_known(
        known, look.visit, look.now, reread=look.reread, extractor=look.extractor
    )
    if baseline is not known.remembered.article:
        rebase_version(look.store, known.id, known.version, baseline, look.extractor)
    change = steadied(look.store, look.visit, look.now, known, baseline, change)
    if change.kind is ChangeKind.CHANGED and _validators_lied(look.visit, known):
        distrust_validators(look.store, look.visit.fetch.source, look.now + DISTRUST)
    if look.hold and change.kind in HELD:
        _hold(look, known, baseline, change)
        return change, known.id
    if change.kind not in (ChangeKind.FAILED, ChangeKind.SUSPECT):
        drop(look.store, known.id)
    number = known.version
    back_edited = change.kind is ChangeKind.RESTORED and change.edit_class is not None
    edited = change.kind is ChangeKind.CHANGED or back_edited
    standing = standing_after(look.visit, look.now, known, change, look.habits, edited=edited)
    if edited and isinstance(look.visit, Snapshot):
        number += 1
        _add_version(look, known.id, number)
        standing = article_columns(look.visit.article, number) | standing
    update_article(look.store, known.id, standing)
    _tell(look, known.id, change, known.version, number, old=baseline)
    return change, known.id


HELD = (ChangeKind.CHANGED, ChangeKind.REMOVED)
EDITED = (ChangeKind.CHANGED, ChangeKind.SUSPECT)
"""Verdicts on a page that was read by which a source is found to be edited in a flood."""


def _hold(look: _Look, known: Recalled, baseline: Article, change: Change) -> None:
    """Keep the verdict and what was seen; the article stays as it is, but for when it is due."""
    visit = look.visit
    seen = visit.article if isinstance(visit, Snapshot) else None
    hold(
        look.store,
        known.id,
        visit,
        change,
        look.now,
        run_id=look.run_id,
        extractor=look.extractor,
        blocks=blocks_of(baseline, seen) if seen else frozenset(),
        watched=_watched(look, baseline),
    )
    standing = standing_while_held(visit, look.now, known, change, look.habits)
    update_article(look.store, known.id, standing)


def _watched(look: _Look, old: Article | None) -> tuple[str, ...]:
    """The phrases of the watch list that the article says more often than before."""
    if not isinstance(look.visit, Snapshot):
        return ()
    watched = phrases(look.store)
    seen = watch(watched, old, look.visit.article) if watched else ()
    return tuple(sighting.phrase for sighting in seen if sighting.rose)


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


def _tell(
    look: _Look,
    article_id: int,
    change: Change,
    before: int | None,
    after: int,
    old: Article | None = None,
) -> None:
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
        watched=_watched(look, old),
    )
    add_update(look.store, new, look.now, run_id=look.run_id)
