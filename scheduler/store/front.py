"""What a span of time brought, by source: the front page. Reads only."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from scheduler.store import reading
from scheduler.store.codec import moment_text
from scheduler.store.connection import Store
from scheduler.store.rows import UpdateRow
from scheduler.store.sources import source_titles

SCANNED = 2_000  # updates of a span that are looked through, the newest first
SHOWN = 30  # of one source: edits, and new articles
WEIGHT = {"removed": 2, "changed": 1, "restored": 1}

RECENT = f"""
    SELECT u.id, u.kind, u.silent, a.source
    FROM (SELECT id, article_id, kind, silent, detected_at FROM updates
          WHERE detected_at >= ? AND detected_at < ?
          ORDER BY detected_at DESC, id DESC LIMIT {SCANNED}) u
         CROSS JOIN articles a ON a.id = u.article_id
    ORDER BY u.detected_at DESC, u.id DESC"""


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


@dataclass(slots=True)
class _Tally:
    counts: Counter[str] = field(default_factory=Counter)
    silent: int = 0
    edits: list[int] = field(default_factory=list)
    news: list[int] = field(default_factory=list)


def front_page(store: Store, since: datetime, until: datetime) -> FrontPage:
    """What was noticed from `since` until before `until`."""
    tallies: dict[str, _Tally] = {}
    for row in store.rows(RECENT, [moment_text(since), moment_text(until)]):
        tally = tallies.setdefault(row["source"], _Tally())
        tally.counts[row["kind"]] += 1
        tally.silent += row["silent"]
        (tally.news if row["kind"] == "new" else tally.edits).append(row["id"])
    ids = [
        one
        for tally in tallies.values()
        for part in (tally.edits, tally.news)
        for one in part[:SHOWN]
    ]
    shown = {update.id: update for update in reading.updates_of(store, ids)}
    titles = source_titles(store)
    sources = [
        SourceNews(
            name=name,
            title=titles.get(name, name),
            edits=tuple(sorted(_among(shown, tally.edits), key=_weight)),
            news=tuple(_among(shown, tally.news)),
            counts=tally.counts,
            silent=tally.silent,
        )
        for name, tally in tallies.items()
    ]
    return FrontPage(
        sources=tuple(sorted(sources, key=lambda one: (-len(one.edits), -one.total, one.name))),
        leads=_leads(store, [one.article_id for one in shown.values() if one.kind == "new"]),
        more=sum(one.total for one in sources) >= SCANNED,
    )


def _among(shown: Mapping[int, UpdateRow], ids: Iterable[int]) -> list[UpdateRow]:
    return [shown[one] for one in ids if one in shown]


def any_before(store: Store, moment: datetime) -> bool:
    """Whether anything was noticed before that moment."""
    sql = "SELECT EXISTS (SELECT 1 FROM updates WHERE detected_at < ?)"
    return bool(store.value(sql, [moment_text(moment)]))


def _weight(update: UpdateRow) -> tuple[bool, int, float]:
    """Unseen before seen, silent and removed before others, the newest first."""
    weight = WEIGHT.get(update.kind, 0) + 2 * update.silent
    return update.seen_at is not None, -weight, -update.detected_at.timestamp()


def _leads(store: Store, article_ids: Iterable[int]) -> dict[int, str]:
    marks = ", ".join(str(int(each)) for each in article_ids)
    rows = store.rows(f"SELECT id, lead FROM articles WHERE id IN ({marks}) AND lead <> ''")
    return {row["id"]: row["lead"] for row in rows}
