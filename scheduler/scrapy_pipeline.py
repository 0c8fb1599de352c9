"""The Scrapy pipeline that puts each item of a crawl into the store and says so on the child's
stdout.

Named by string in the settings that `scheduler.child` makes, so that the crawler never imports the
scheduler. Thin: an item in, `record_visit` or `record_listing`, an event out. Items that come in
quick succession share a transaction; what a kill takes of them was never said to be stored, and
the next crawl asks for it again. In a dry run it judges and says, and writes nothing.
"""

import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.utils.defer import deferred_from_coro

from crawler.items import Fetch, ListingSeen, Visit
from crawler.source import Source
from parsers import parse_article
from parsers.model import Article, Page
from scheduler.changes import Change, compare
from scheduler.chrome import learn_chrome
from scheduler.events import Event, Listed, Looked, SourceClosed, say
from scheduler.gathering import Gatherer
from scheduler.guarding import HOLD_FOR, settle
from scheduler.learn import learn_habits
from scheduler.pipeline import HELD, judge_visit, record_visit
from scheduler.revisit import SourceHabits
from scheduler.store import Store, StoreError, open_store
from scheduler.store.connection import BUSY_TIMEOUT
from scheduler.store.discovery import count_new, record_listing
from scheduler.store.history import trails

log = logging.getLogger(__name__)

DB = "UNIONWATCH_DB"
RUN_ID = "UNIONWATCH_RUN_ID"  # None: a dry run
PATIENCE = "UNIONWATCH_BUSY_TIMEOUT"  # seconds that a locked database is waited for
EVENTS = "UNIONWATCH_EVENTS"  # the file descriptor that takes the events
STORE_ERROR = "unionwatch/store_error"  # in the stats: why nothing more could be stored

Seen = tuple[ListingSeen | Visit, datetime]  # and when


class StorePipeline:
    """Stores the items of one spider, each wholly or not at all."""

    def __init__(self, crawler: Crawler, db: Path, run_id: int | None, events: int) -> None:
        self.crawler = crawler
        self.events = events
        self.bugs = 0
        self.habits: SourceHabits | None = None
        self.db = db
        self.run_id = run_id
        self.store: Store | None = None
        self.holding_since: datetime | None = None
        self.warnings: list[str] = []
        self.gatherer: Gatherer[Seen] = Gatherer(self._take)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Built by Scrapy from the settings."""
        settings = crawler.settings
        run_id = settings.getint(RUN_ID) if settings.get(RUN_ID) is not None else None
        pipeline = cls(crawler, Path(settings[DB]), run_id, settings.getint(EVENTS))
        crawler.signals.connect(pipeline.item_error, signal=signals.item_error)
        crawler.signals.connect(pipeline.spider_closed, signal=signals.spider_closed)
        return pipeline

    def open_spider(self) -> None:
        """Open the database: for reading only in a dry run, and not at all where there is none."""
        if self.run_id is not None:
            patience = self.crawler.settings.getfloat(PATIENCE, BUSY_TIMEOUT)
            self.store = open_store(self.db, busy_timeout=patience)
        elif self.db.exists():
            self.store = open_store(self.db, read_only=True)

    def close_spider(self) -> None:
        """Tell what the crawl found, or hold it back; learn from it; close the database."""
        if self.store is None:
            return
        try:
            if self.run_id is not None:
                now = datetime.now(UTC)
                self._settle(now)
                learn_chrome(self.store, self._source.name, now)
        except StoreError as error:
            self._note(error)
        finally:
            self.store.close()

    async def process_item(self, item: Any) -> Any:
        """Store one item; returns when that is done. When the database fails, this spider ends, as
        nothing more can be kept.
        """
        if isinstance(item, ListingSeen | Visit):
            # What a listing leads to is asked for when it is stored: it is kept waiting by nothing.
            at_once = isinstance(item, ListingSeen)
            await self.gatherer.put((item, datetime.now(UTC)), at_once=at_once)
        return item

    def item_error(self) -> None:
        """An exception while an item was stored: a bug of ours."""
        self.bugs += 1

    def spider_closed(self, spider: Spider, reason: str) -> None:
        """Say how the crawl of this source ended."""
        stats = self.crawler.stats
        assert stats is not None  # made before any spider
        counted = ("spider_exceptions/count", "unionwatch/bugs")
        errors = self.bugs + sum(stats.get_value(name, 0) for name in counted)
        error = stats.get_value(STORE_ERROR)
        closed = SourceClosed(
            source=spider.name,
            finish=reason,
            errors=errors,
            error=error,
            warning=" ".join(self.warnings) or None,
        )
        say(self.events, closed)

    def _take(self, seen: Sequence[Seen]) -> None:
        """Store all of these or nothing, then say so."""
        try:
            if self.store is None or self.run_id is None:
                events = [self._event(item, now) for item, now in seen]
            else:
                with self.store.transaction():
                    events = [self._event(item, now) for item, now in seen]
            for event in events:
                say(self.events, event)
            self._settle_in_time(seen[-1][1])
        except StoreError as error:
            self._give_up(error)

    def _event(self, item: ListingSeen | Visit, now: datetime) -> Event:
        if isinstance(item, ListingSeen):
            return self._listing(item, now)
        return self._visit(item, now)

    def _visit(self, visit: Visit, now: datetime) -> Event:
        if self.store is None:
            return _looked(visit, compare(None, visit, now))
        if self.run_id is None:
            return _looked(visit, judge_visit(self.store, visit, now, reread=self._reread))
        change = record_visit(
            self.store,
            visit,
            now,
            run_id=self.run_id,
            reread=self._reread,
            habits=self._habits(visit.fetch.source),
            hold=True,
        )
        if change.kind in HELD:
            self.holding_since = self.holding_since or now
        return _looked(visit, change)

    def _settle_in_time(self, now: datetime) -> None:
        """A long crawl does not keep its readers waiting to its end."""
        if self.holding_since is not None and now - self.holding_since > HOLD_FOR:
            self._settle(now)

    def _settle(self, now: datetime) -> None:
        """Whether it is the site that changed is judged by all that this crawl has seen."""
        assert self.store is not None  # nothing waits in a dry run
        settled = settle(self.store, self._source.name, self.run_id, now)
        self.holding_since = None
        if settled.warning:
            self.warnings.append(settled.warning)

    def _listing(self, seen: ListingSeen, now: datetime) -> Event:
        if self.store is None:
            new = len(seen.links)
        elif self.run_id is None:
            new = count_new(self.store, seen)
        else:
            new = record_listing(self.store, seen, now, run_id=self.run_id)
        fetch = seen.fetch
        return Listed(
            source=fetch.source,
            url=fetch.url,
            links=len(seen.links),
            new=new,
            reason=fetch.reason,
            detail=fetch.detail,
        )

    def _habits(self, source: str) -> SourceHabits:
        """How this source edits, learned once a crawl from the looks before it."""
        if self.habits is None:
            assert self.store is not None  # nothing is recorded without
            self.habits = learn_habits(trails(self.store, source))
        return self.habits

    def _reread(self, _source: str, page: Page) -> Article:
        """Read a stored page as this crawl reads pages."""
        spider: Any = self.crawler.spider
        source, known = self._source, spider.plan.what_is_known
        return parse_article(
            page, source.platform, selectors=source.selectors, drop=source.drop, known=known
        )

    def _give_up(self, error: StoreError) -> None:
        engine = self.crawler.engine
        assert engine is not None  # Scrapy makes it before it opens a spider
        if self._note(error):
            deferred_from_coro(engine.close_spider_async(reason="store_error"))

    def _note(self, error: StoreError) -> bool:
        """Say it once, in the log and at the end; whether this was the first time."""
        stats = self.crawler.stats
        assert stats is not None  # made before any spider
        if stats.get_value(STORE_ERROR) is not None:
            return False
        log.error("nothing more can be stored: %s", error)
        stats.set_value(STORE_ERROR, str(error))
        return True

    @property
    def _source(self) -> Source:
        spider: Any = self.crawler.spider
        source: Source = spider.source
        return source


def _looked(visit: Visit, change: Change) -> Looked:
    fetch: Fetch = visit.fetch
    article = getattr(visit, "article", None)
    return Looked(
        source=fetch.source,
        url=fetch.url,
        verdict=change.kind,
        title=article.title if article else None,
        edit_class=change.edit_class,
        summary=change.summary,
        reason=fetch.reason,
        detail=fetch.detail,
    )
