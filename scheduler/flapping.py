"""A page that shows the text of before for a moment: caches and second servers, not editors.

An edit is told at the first look that shows it: waiting for a second one would delay every true
edit for the sake of few false ones. What is not told is the way back: a text that was shown within
the last day and comes again counts as a flap of its source, and is looked at again in a quarter of
an hour. If it is still there, it is told as what it is, a revert. So no edit is missed, and none
but a revert is told later than the look that saw it.
"""

from dataclasses import replace
from datetime import datetime

from crawler.items import Snapshot, Visit
from parsers.model import Article
from scheduler.canon import content_key
from scheduler.changes import ArticleStatus, Change, ChangeKind
from scheduler.guards import SeenKey, is_flap
from scheduler.store.connection import Store
from scheduler.store.recalling import Recalled
from scheduler.store.texts import count_flap, note_text, recent_texts

FLAPPED = "a text of before again: told only if the next look still finds it"
REVERTED = "reverted: "


def steadied(
    store: Store, visit: Visit, now: datetime, known: Recalled, baseline: Article, change: Change
) -> Change:
    """The verdict, unless the page only flaps (then: unchanged); remembers what it showed. Inside a
    transaction.
    """
    if known.remembered.status is ArticleStatus.REMOVED:
        return change
    if change.kind not in (ChangeKind.CHANGED, ChangeKind.UNCHANGED):
        return change
    recent = recent_texts(store, known.id)
    if change.kind is ChangeKind.UNCHANGED or not isinstance(visit, Snapshot):
        if recent:  # a 304 too says that the last version is what is shown
            note_text(store, known.id, content_key(baseline), now)
        return change
    key = content_key(visit.article)
    if not recent:
        # Until this look it may have been shown: looks at an old article lie far apart.
        recent = [SeenKey(key=content_key(baseline), last_seen_at=now)]
        note_text(store, known.id, recent[0].key, now)
    flaps = is_flap(key, recent, now)
    note_text(store, known.id, key, now)
    if flaps:
        count_flap(store, visit.fetch.source, now)
        return Change(kind=ChangeKind.UNCHANGED, summary=FLAPPED)
    if any(seen.key == key for seen in recent[:-1]):
        return replace(change, summary=REVERTED + change.summary)
    return change


def has_flapped(change: Change) -> bool:
    """Whether the verdict is that of a page that flapped."""
    return change.kind is ChangeKind.UNCHANGED and change.summary == FLAPPED
