"""Is it the articles that changed, or the site? Asked when a source's crawl has ended, before any
edit or removal of that crawl is told.

If it is the site (`scheduler.guards`), the source is quarantined: what was seen is kept, nothing is
told, the operator hears of it once, and `release` lets it through or takes it as it is. Else all
that waited becomes versions and updates, in one transaction. A crawl that was killed leaves its
verdicts waiting; the next one begins by settling them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from parsers.text import match_key
from scheduler.changes import ArticleStatus, ChangeKind
from scheduler.checkup import misread
from scheduler.guards import LEAST_CHANGED, Past, breaker, removal_breaker, shared_blocks
from scheduler.standing import FLAGS
from scheduler.store.chrome import note_chrome, promote_candidates
from scheduler.store.codec import moment_text
from scheduler.store.connection import Store
from scheduler.store.held import (
    QUARANTINED,
    WAITING,
    Held,
    drop,
    held_count,
    held_rows,
    quarantine_rows,
    waiting_crawls,
)
from scheduler.store.quarantine import (
    CrawlSums,
    crawl_sums,
    end_quarantine,
    is_quarantined,
    make_due,
    mark_fetches,
    past_of,
    put_off,
    quarantine,
    suspected,
)
from scheduler.store.updates import NewUpdate, add_update
from scheduler.store.writing import (
    add_version,
    article_columns,
    keep_page,
    rebase_version,
    update_article,
)

HOLD_FOR = timedelta(minutes=10)
"""Verdicts of a crawl that takes longer are settled by what it has seen so far."""
PATIENCE = timedelta(hours=6)
"""Before a held article is looked at again."""
LONGEST_BLOCK = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What became of the verdicts of one source that waited; `warning` is for the operator."""

    source: str
    told: int = 0
    held: int = 0
    warning: str | None = None


def settle(store: Store, source: str, run_id: int | None, now: datetime) -> Settled:
    """Tell what one crawl found at a source, or keep it back; in one transaction."""
    with store.transaction():
        waiting = held_rows(store, source, WAITING, run_id=run_id)
        if is_quarantined(store, source):
            kept = _keep(store, source, run_id, now)
            if not held_count(store, source) and suspected(store, source) < LEAST_CHANGED:
                end_quarantine(store, source, now)
            return Settled(source=source, held=kept)
        sums = crawl_sums(store, source, run_id)
        many = sums.changed >= LEAST_CHANGED
        past = past_of(store, source, run_id, now) if many else Past()
        reason = why_the_site(sums, waiting, past)
        edits = sum(held.visit is not None for held in waiting)
        reason = reason or misread(store, source, edits, now)
        if reason is None:
            for held in waiting:
                publish(store, held, now)
            return Settled(source=source, told=len(waiting))
        _note_blocks(store, source, waiting, now)
        quarantine(store, source, reason, now)
        return Settled(
            source=source,
            held=_keep(store, source, run_id, now),
            warning=f"{reason}: that is the site, not its articles. Nothing of it is told before "
            f"'unionwatch sources release {source}' (--rebaseline: take the pages as they are now)",
        )


def settle_left(store: Store, now: datetime) -> list[Settled]:
    """Settle what crawls left that were killed; only for one who holds the crawl lock."""
    return [settle(store, source, run_id, now) for source, run_id in waiting_crawls(store)]


def why_the_site(sums: CrawlSums, waiting: Sequence[Held], past: Past) -> str | None:
    """Why what a crawl found is the site's doing, in words; None where it is the articles'."""
    shared = shared_blocks(held.blocks for held in waiting)
    most = next(iter(shared.items()), None)
    if breaker(sums.looked, sums.changed, shared.values(), past):
        by_block = ""
        if most is not None and most[1] >= LEAST_CHANGED:
            by_block = f", {most[1]} of them by the same block{_quoted(most[0], waiting)}"
        return f"{sums.changed} of {sums.looked} articles changed at once{by_block}"
    if removal_breaker(sums.looked, sums.gone):
        return f"{sums.gone} of {sums.looked} articles were gone at once"
    return None


def publish(store: Store, held: Held, now: datetime) -> None:
    """A verdict that is believed: version, update, outbox, flag. Inside a transaction."""
    row = store.row("SELECT version, changes FROM articles WHERE id = ?", [held.article_id])
    assert row is not None  # a held row goes with its article
    before = after = row["version"]
    values = {"flag": FLAGS[ChangeKind(held.kind)], "last_changed_at": moment_text(now)}
    if held.visit is None:
        values["status"] = ArticleStatus.REMOVED
    else:
        after += 1
        add_version(
            store,
            held.article_id,
            after,
            held.visit,
            held.seen_at,
            extractor=held.extractor,
            run_id=held.run_id,
        )
        values |= article_columns(held.visit.article, after) | _validators(held)
        values |= {"changes": row["changes"] + 1, "last_edit_at": moment_text(held.seen_at)}
    update_article(store, held.article_id, values)
    new = NewUpdate(
        article_id=held.article_id,
        kind=held.kind,
        edit_class=held.edit_class,
        fields=held.fields,
        summary=held.summary,
        facts=held.facts,
        silent=held.silent,
        from_version=before,
        to_version=None if held.visit is None else after,
        watched=held.watched,
    )
    add_update(store, new, now, run_id=held.run_id)
    drop(store, held.article_id)


def accept(store: Store, held: Held, now: datetime) -> None:
    """The reading that is held becomes what we compare with, and nobody is told. Inside a
    transaction.
    """
    if held.visit is None:
        update_article(store, held.article_id, {"status": ArticleStatus.REMOVED})
    else:
        article = held.visit.article
        number = store.value("SELECT version FROM articles WHERE id = ?", [held.article_id])
        rebase_version(store, held.article_id, number, article, held.extractor)
        keep_page(store, held.article_id, number, held.visit, held.seen_at)
        current = article_columns(article, number)
        told = {name: current[name] for name in ("url", "updated_at")}
        update_article(store, held.article_id, told | _validators(held))
    drop(store, held.article_id)


def release(store: Store, source: str, now: datetime, *, rebaseline: bool = False) -> int:
    """End a quarantine: tell all that is held, or with `rebaseline` take it silently; how many
    verdicts those were. The articles are due at once: what was edited since is found.
    """
    with store.transaction():
        waited = held_rows(store, source, QUARANTINED)
        for held in waited:
            (accept if rebaseline else publish)(store, held, now)
        if rebaseline:
            promote_candidates(store, source, now)
        make_due(store, [held.article_id for held in waited], now)
        end_quarantine(store, source, now)
    return len(waited)


def _keep(store: Store, source: str, run_id: int | None, now: datetime) -> int:
    mark_fetches(store, source, run_id)
    put_off(store, source, now + PATIENCE)
    return quarantine_rows(store, source)


def _note_blocks(store: Store, source: str, waiting: Sequence[Held], now: datetime) -> None:
    """What came to many articles at once may be chrome: a person shall say."""
    shared = shared_blocks(held.blocks for held in waiting)
    found = {
        key: (text, count)
        for key, count in shared.items()
        if count >= LEAST_CHANGED and (text := _text_of(key, waiting))
    }
    reason = "came to many articles at once"
    note_chrome(store, source, found, now, state="candidate", reason=reason)


def _text_of(key: str, waiting: Sequence[Held]) -> str:
    """The paragraph of that key, as the pages show it now; empty where it was taken away."""
    for held in waiting:
        if held.visit is not None and key in held.blocks:
            article = held.visit.article
            for text in (article.kicker or "", article.lead or "", *article.body):
                if match_key(text) == key:
                    return text
    return ""


def _quoted(key: str, waiting: Sequence[Held]) -> str:
    text = _text_of(key, waiting)
    if not text:
        return ", which is there no longer"
    return f" ('{text if len(text) <= LONGEST_BLOCK else text[:LONGEST_BLOCK] + '…'}')"


def _validators(held: Held) -> dict[str, str | None]:
    assert held.visit is not None  # only a page that was read has any
    return {"etag": held.visit.etag, "last_modified": held.visit.last_modified}
