"""Updates: a change worth a reader's eye, written together with its row in the outbox."""

from dataclasses import dataclass
from datetime import datetime

from scheduler.store.codec import json_text, moment_text
from scheduler.store.connection import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUpdate:
    """An update to be stored: see the table `updates`."""

    article_id: int
    kind: str
    edit_class: str | None = None
    fields: tuple[str, ...] = ()
    summary: str = ""
    facts: object = ()
    silent: bool = False
    from_version: int | None = None
    to_version: int | None = None
    watched: tuple[str, ...] = ()


def add_update(store: Store, new: NewUpdate, now: datetime, *, run_id: int | None) -> int:
    """An update, and in the same breath its row in the outbox, from which a notifier sends."""
    detected = moment_text(now)
    update_id = store.insert(
        "updates",
        {
            "article_id": new.article_id,
            "detected_at": detected,
            "kind": new.kind,
            "edit_class": new.edit_class,
            "silent": int(new.silent),
            "from_version": new.from_version,
            "to_version": new.to_version,
            "run_id": run_id,
            "fields": json_text(new.fields),
            "summary": new.summary,
            "facts": json_text(new.facts),
            "watched": json_text(new.watched),
        },
    )
    store.execute("INSERT INTO outbox (update_id, created_at) VALUES (?, ?)", [update_id, detected])
    return update_id
