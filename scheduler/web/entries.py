"""Updates as lists show them: what changed in a line or two, ready to be written. Reads the store
for titles before an edit; escapes nothing (the templates do).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scheduler.diff import Piece, diff_texts
from scheduler.store import Store
from scheduler.store.outlines import titles
from scheduler.store.rows import UpdateRow

SHOWN_FACTS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One update in a list. `title` are the pieces of the title as it was then, with what the edit
    changed in it; `path` leads to what is worth reading: the difference, or the article.
    """

    update: UpdateRow
    title: tuple[Piece, ...]
    retitled: bool
    facts: tuple[Mapping[str, Any], ...]
    more_facts: int
    path: str
    lead: str = ""


def entries(
    store: Store, updates: Sequence[UpdateRow], leads: Mapping[int, str] | None = None
) -> list[Entry]:
    """Entries for updates, in the same order."""
    known = titles(store, _versions(updates))
    return [_entry(one, known, (leads or {}).get(one.article_id, "")) for one in updates]


def _entry(update: UpdateRow, known: Mapping[tuple[int, int], str], lead: str) -> Entry:
    old = known.get((update.article_id, update.from_version or 0))
    new = known.get((update.article_id, update.to_version or 0), old or update.title)
    facts = tuple(fact for fact in update.facts if isinstance(fact, dict))
    return Entry(
        update=update,
        title=diff_texts(new if old is None else old, new),
        retitled=old is not None and old != new,
        facts=facts[:SHOWN_FACTS],
        more_facts=max(len(facts) - SHOWN_FACTS, 0),
        path=_path(update),
        lead=lead,
    )


def _path(update: UpdateRow) -> str:
    article = f"/article/{update.article_id}"
    if update.kind == "changed" and update.from_version and update.to_version:
        return f"{article}/diff?from={update.from_version}&to={update.to_version}"
    return article


def _versions(updates: Iterable[UpdateRow]) -> list[tuple[int, int]]:
    return [
        (one.article_id, number)
        for one in updates
        for number in (one.from_version, one.to_version)
        if number
    ]


def record(update: UpdateRow) -> dict[str, Any]:
    """An update for JSON and CSV."""
    names = (
        "id", "article_id", "detected_at", "source", "url", "title", "kind", "edit_class", "silent",
        "fields", "summary", "facts", "from_version", "to_version", "watched", "seen_at",
        "status", "published_at",
    )  # fmt: skip
    return {name: getattr(update, name) for name in names}
