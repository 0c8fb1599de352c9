"""Which updates a page or feed is about: the filters in its address, and the updates that pass
them. Reads only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduler.store import Store, reading
from scheduler.store.rows import UpdateRow
from scheduler.store.search import CANDIDATES, search
from scheduler.store.telling import Interest, of_updates
from scheduler.web.asking import Asked, day_span
from scheduler.words import WORDS

KINDS = tuple(WORDS["kind"])
CLASSES = tuple(WORDS["class"])
LOOKED_THROUGH = 300  # updates of articles with a phrase that are read whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The filters; an empty one lets everything pass."""

    kinds: Sequence[str] = ()
    edit_classes: Sequence[str] = ()
    sources: Sequence[str] = ()
    phrase: str | None = None
    silent: bool = False
    unseen: bool = False
    watched: bool = False
    since: datetime | None = None
    until: datetime | None = None


def wanted(asked: Asked) -> Wanted:
    """The filters of an address; values that mean nothing are left out."""
    first, last = asked.day("since"), asked.day("until")
    return Wanted(
        kinds=asked.among("kind", KINDS),
        edit_classes=asked.among("class", CLASSES),
        sources=asked.many("source")[:20],
        phrase=(asked.one("phrase") or "")[:200].strip() or None,
        silent=asked.one("silent") == "1",
        unseen=asked.one("unseen") == "1",
        watched=asked.one("watched") == "1",
        since=day_span(first)[0] if first else None,
        until=day_span(last)[0] + timedelta(days=1) if last else None,
    )


def choose(store: Store, want: Wanted, *, limit: int, offset: int = 0) -> list[UpdateRow]:
    """The updates that pass, the newest first.

    A phrase is looked up in the index first; then each update of those articles is held against
    it, for the phrase must be said more often than before.
    """
    of_phrase = _articles_with(store, want.phrase) if want.phrase else None
    found = reading.updates(
        store,
        since=want.since,
        until=want.until,
        sources=want.sources,
        kinds=want.kinds,
        edit_classes=want.edit_classes,
        unseen=want.unseen,
        watched=want.watched,
        silent=True if want.silent else None,
        article_ids=of_phrase,
        limit=limit if want.phrase is None else LOOKED_THROUGH,
        offset=offset if want.phrase is None else 0,
    )
    if want.phrase is None:
        return found
    interest = Interest(phrases=(want.phrase,))
    said = {one for one, told in of_updates(store, [u.id for u in found]) if interest.takes(told)}
    return [one for one in found if one.id in said][offset : offset + limit]


def _articles_with(store: Store, phrase: str) -> list[int]:
    words = phrase.replace('"', " ")
    hits = search(store, f'"{words}"', sort="date", limit=CANDIDATES).hits if words.strip() else ()
    return [hit.article.id for hit in hits]
