"""How an article stands after a look: life cycle, validators, flag, and when to look again.

Values in, columns of `articles` out; nothing is read or written here.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any

from crawler.items import NotModified, Snapshot, Visit
from scheduler.changes import ArticleStatus, Change, ChangeKind
from scheduler.flapping import has_flapped
from scheduler.revisit import FLOOR, LookHistory, SourceHabits, next_look
from scheduler.store.codec import moment_or_none, moment_text
from scheduler.store.recalling import Recalled

FLAGS = {  # the verdicts that are worth a reader's eye, and the flag that the article then bears
    ChangeKind.NEW: "new",
    ChangeKind.CHANGED: "updated",
    ChangeKind.REMOVED: "removed",
    ChangeKind.RESTORED: "updated",
}


def standing_after(
    visit: Visit,
    now: datetime,
    known: Recalled,
    change: Change,
    habits: SourceHabits,
    *,
    edited: bool,
) -> dict[str, Any]:
    """The columns of the article's row that any look moves: life cycle, validators, the next
    look.
    """
    history = history_after(visit, now, known, change, edited=edited)
    values: dict[str, Any] = {
        "next_due_at": moment_or_none(next_look(history, habits, now)),
        "failures": history.failures,
        "failed_at": moment_or_none(history.failed_at),
    }
    if change.kind is ChangeKind.FAILED:
        return values
    values |= {
        "status": change.status,
        "misses": change.misses,
        "suspicion": change.suspicion,
        "missed_since": moment_or_none(change.missed_since),
        "looks": known.looks + 1,
        "last_looked_at": moment_text(now),
    }
    if change.kind in FLAGS:
        values |= {"last_changed_at": moment_text(now), "flag": FLAGS[change.kind]}
    if edited:
        values |= {"changes": known.changes + 1, "last_edit_at": moment_text(now)}
    if change.status is ArticleStatus.LIVE and isinstance(visit, Snapshot | NotModified):
        values["last_seen_at"] = moment_text(now)
    if has_flapped(change):
        values["next_due_at"] = moment_text(now + FLOOR)
    elif change.status is ArticleStatus.LIVE and isinstance(visit, Snapshot):
        values |= {
            "url": visit.article.url,
            "updated_at": moment_or_none(visit.article.updated_at),
            "etag": visit.etag,
            "last_modified": visit.last_modified,
        }
    return values


def standing_while_held(
    visit: Visit, now: datetime, known: Recalled, change: Change, habits: SourceHabits
) -> dict[str, Any]:
    """The same while the verdict is not told: nothing that a reader sees moves, and the validators
    stay those of the version that we compare with.
    """
    if change.kind is ChangeKind.REMOVED:
        change = replace(change, kind=ChangeKind.SUSPECT, status=ArticleStatus.SUSPECTED)
    values = standing_after(visit, now, known, change, habits, edited=False)
    told = ("flag", "last_changed_at", "url", "updated_at", "etag", "last_modified")
    return {name: value for name, value in values.items() if name not in told}


def history_after(
    visit: Visit, now: datetime, known: Recalled, change: Change, *, edited: bool
) -> LookHistory:
    """The article's looks with this one among them, for the decision when to look again."""
    failed = change.kind is ChangeKind.FAILED
    return LookHistory(
        identity=visit.identity,
        first_seen_at=known.first_seen_at,
        published_at=known.remembered.article.published_at,
        last_looked_at=known.last_looked_at if failed else now,
        edits=known.changes + edited,
        last_edit_at=now if edited else known.last_edit_at,
        status=known.remembered.status if failed else change.status,
        missed_since=known.remembered.missed_since if failed else change.missed_since,
        misses=known.remembered.misses if failed else change.misses,
        hinted_at=known.hinted_at,
        failures=known.failures + 1 if failed else 0,
        failed_at=now if failed else None,
    )
