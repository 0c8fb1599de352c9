"""Updates with the texts before and after, as feeds and alerts tell them. Reads only."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from scheduler.feeds import Happening
from scheduler.store import reading
from scheduler.store.connection import Store
from scheduler.store.rows import UpdateRow
from scheduler.store.search import CANDIDATES, search
from scheduler.watch import watch

BATCH = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Interest:
    """What somebody wants to hear of; an empty part means "all".

    `kinds` and `edit_classes` narrow each other only where both are about edits: a new article has
    no class. Of `phrases` one must be in the text more often than before; `query` is a search.
    """

    sources: Sequence[str] = ()
    sections: Sequence[str] = ()
    kinds: Sequence[str] = ()
    edit_classes: Sequence[str] = ()
    phrases: Sequence[str] = ()
    query: str | None = None
    silent: bool | None = None

    def takes(self, one: Happening) -> bool:
        """Whether this happening is of interest; `query` is left to `happenings`."""
        return (
            (not self.sources or one.source in self.sources)
            and (not self.sections or one.article.section in self.sections)
            and (not self.kinds or one.kind in self.kinds)
            and (self.silent is None or one.silent == self.silent)
            and (
                not self.edit_classes
                or one.kind != "changed"
                or one.edit_class in self.edit_classes
            )
            and (
                not self.phrases
                or any(seen.rose for seen in watch(self.phrases, one.old, one.article))
            )
        )


EVERYTHING = Interest()


def happenings(
    store: Store,
    interest: Interest = EVERYTHING,
    *,
    since: datetime | None = None,
    limit: int = 100,
) -> list[Happening]:
    """The newest updates of interest, the newest first."""
    wanted = None
    if interest.query:
        found = search(store, interest.query, limit=CANDIDATES)
        wanted = {hit.article.id for hit in found.hits}
    taken: list[Happening] = []
    for update in _newest(store, interest, since):
        if wanted is not None and update.article_id not in wanted:
            continue
        one = happening(store, update)
        if one is not None and interest.takes(one):
            taken.append(one)
            if len(taken) == limit:
                break
    return taken


def of_updates(store: Store, update_ids: Iterable[int]) -> Iterator[tuple[int, Happening]]:
    """The happenings of these updates, with their ids; what is no longer stored is left out."""
    for update_id in update_ids:
        update = reading.update(store, update_id)
        one = happening(store, update) if update else None
        if one is not None:
            yield update_id, one


def happening(store: Store, update: UpdateRow) -> Happening | None:
    """An update with its texts; None where its article has no version left."""
    new = reading.version(store, update.article_id, update.to_version)
    row = reading.article(store, update.article_id)
    if new is None or row is None:
        return None
    old = None
    if update.kind == "changed" and update.from_version is not None:
        old = reading.version(store, update.article_id, update.from_version)
    return Happening(
        source=update.source,
        identity=row.identity,
        url=update.url,
        kind=update.kind,
        detected_at=update.detected_at,
        article=new.article,
        old=old.article if old else None,
        edit_class=update.edit_class,
        silent=update.silent,
        summary=update.summary,
    )


def _newest(store: Store, interest: Interest, since: datetime | None) -> Iterator[UpdateRow]:
    offset = 0
    while True:
        rows = reading.updates(
            store, since=since, sources=interest.sources, kinds=interest.kinds,
            silent=interest.silent, limit=BATCH, offset=offset,
        )  # fmt: skip
        yield from rows
        if len(rows) < BATCH:
            return
        offset += BATCH
