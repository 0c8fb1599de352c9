"""What a span of time brought, by source: the front page. Reads only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduler.store import reading
from scheduler.store.codec import moment_text
from scheduler.store.connection import Store
from scheduler.store.rows import UpdateRow
from scheduler.store.sources import source_titles

SCANNED = 5_000  # updates of a span that are looked through, the newest first
EDITS, NEWS = 30, 30  # of one source that are shown
WEIGHT = {"removed": 2, "changed": 1, "restored": 1}

COUNTS = f"""
    SELECT a.source, u.kind, count(*) AS number, sum(u.silent) AS silent
    FROM (SELECT article_id, kind, silent FROM updates
          WHERE detected_at >= :since AND detected_at < :until
          ORDER BY detected_at DESC LIMIT {SCANNED}) u
         JOIN articles a ON a.id = u.article_id
    GROUP BY a.source, u.kind"""

CHOSEN = f"""
    SELECT id FROM (
        SELECT u.id, row_number() OVER (
                   PARTITION BY a.source, u.kind = 'new' ORDER BY u.detected_at DESC, u.id DESC
               ) AS place, u.kind = 'new' AS news
        FROM (SELECT id, article_id, kind, detected_at FROM updates
              WHERE detected_at >= :since AND detected_at < :until
              ORDER BY detected_at DESC LIMIT {SCANNED}) u
             JOIN articles a ON a.id = u.article_id)
    WHERE place <= CASE news WHEN 1 THEN {NEWS} ELSE {EDITS} END"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceNews:
    """One source: what was edited or removed and what is new, as far as it is shown; how many of
    each kind there were.
    """

    name: str
    title: str
    edits: tuple[UpdateRow, ...]
    news: tuple[UpdateRow, ...]
    counts: Mapping[str, int]
    silent: int

    @property
    def total(self) -> int:
        """All updates of the span, shown or not."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontPage:
    """Sources with anything to tell, those with the most edits first. `more`: there was more than
    is looked through, so that the numbers are the least there were.
    """

    sources: tuple[SourceNews, ...]
    leads: Mapping[int, str]  # of new articles, by their id
    more: bool

    def count(self, kind: str) -> int:
        """Updates of a kind over all sources."""
        return sum(source.counts.get(kind, 0) for source in self.sources)


def front_page(store: Store, since: datetime, until: datetime) -> FrontPage:
    """What was noticed from `since` until before `until`."""
    span = {"since": moment_text(since), "until": moment_text(until)}
    titles = source_titles(store)
    counts: dict[str, dict[str, int]] = {}
    silent: dict[str, int] = {}
    for row in store.rows(COUNTS, span):
        counts.setdefault(row["source"], {})[row["kind"]] = row["number"]
        silent[row["source"]] = silent.get(row["source"], 0) + row["silent"]
    ids = [row["id"] for row in store.rows(CHOSEN, span)]
    shown = reading.updates_of(store, ids)
    sources = tuple(
        SourceNews(
            name=name,
            title=titles.get(name, name),
            edits=tuple(sorted((u for u in shown if _edit(u, name)), key=_weight)),
            news=tuple(u for u in shown if u.source == name and u.kind == "new"),
            counts=counted,
            silent=silent[name],
        )
        for name, counted in counts.items()
    )
    return FrontPage(
        sources=tuple(sorted(sources, key=lambda one: (-len(one.edits), -one.total, one.name))),
        leads=_leads(store, [u.article_id for u in shown if u.kind == "new"]),
        more=sum(sum(counted.values()) for counted in counts.values()) >= SCANNED,
    )


def days_with_updates(store: Store, day_start: datetime) -> tuple[bool, bool]:
    """Whether anything was noticed before that moment, and from a day after it on."""
    after = day_start + timedelta(days=1)
    before = store.value(
        "SELECT EXISTS (SELECT 1 FROM updates WHERE detected_at < ?)", [moment_text(day_start)]
    )
    later = store.value(
        "SELECT EXISTS (SELECT 1 FROM updates WHERE detected_at >= ?)", [moment_text(after)]
    )
    return bool(before), bool(later)


def _edit(update: UpdateRow, source: str) -> bool:
    return update.source == source and update.kind != "new"


def _weight(update: UpdateRow) -> tuple[bool, int, float]:
    """Unseen before seen, silent and removed before others, the newest first."""
    weight = WEIGHT.get(update.kind, 0) + 2 * update.silent
    return update.seen_at is not None, -weight, -update.detected_at.timestamp()


def _leads(store: Store, article_ids: Iterable[int]) -> dict[int, str]:
    marks = ", ".join(str(int(each)) for each in article_ids)
    rows = store.rows(f"SELECT id, lead FROM articles WHERE id IN ({marks}) AND lead <> ''")
    return {row["id"]: row["lead"] for row in rows}
