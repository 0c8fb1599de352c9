"""Run the crawls of many sources in this process, once: Scrapy's reactor cannot be started again.

Sources that share a host go one after the other, so that politeness stays true; others go side by
side. SIGINT or SIGTERM let each crawl finish the article in hand, a second one stops at once.
Where items go is the caller's business: pipelines are named by string, settings are passed on.
"""

import gc
import logging
import os
import signal
from collections import Counter, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import FrameType
from typing import Any

from scrapy import signals
from scrapy.crawler import Crawler, CrawlerProcess
from scrapy.settings import Settings
from twisted.internet.defer import Deferred
from twisted.python.failure import Failure as TxFailure

from crawler.loader import spider_for
from crawler.plan import CrawlPlan, RobotsText
from crawler.source import Source
from crawler.spider import NewsSpider

log = logging.getLogger(__name__)

SIDE_BY_SIDE = 8
GRACE = 8.0  # seconds to finish the article in hand
Job = tuple[Source, CrawlPlan]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceStats:
    """How the crawl of one source ended. Scrapy's own exit status does not tell.

    `finish_reason` is Scrapy's (``finished``, ``shutdown``), ``not_started``, or ``failed: ...``.
    `sent` counts requests by host, `not_before` says until when a host asked to be left alone,
    `robots` are the rules that were read, by origin.
    """

    source: str
    finish_reason: str
    requests: int = 0
    responses: int = 0
    received_bytes: int = 0
    items: int = 0
    item_errors: int = 0
    spider_exceptions: int = 0
    bugs: int = 0
    sent: Mapping[str, int] = field(default_factory=dict)
    not_before: Mapping[str, datetime] = field(default_factory=dict)
    robots: Mapping[str, RobotsText] = field(default_factory=dict)

    @property
    def is_clean(self) -> bool:
        """Whether nothing of ours went wrong (the site's failures are items, not errors)."""
        errors = self.item_errors + self.spider_exceptions + self.bugs
        return self.finish_reason == "finished" and not errors


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlStats:
    """How all crawls ended, in the order of the jobs; `interrupted` by a signal."""

    sources: tuple[SourceStats, ...]
    interrupted: bool = False


def crawl(
    jobs: Sequence[Job],
    *,
    pipelines: Mapping[str, int] | None = None,
    settings: Mapping[str, Any] | None = None,
) -> CrawlStats:
    """Crawl each source by its plan; blocks until all are done. Once a process, in its main thread.

    `pipelines` is Scrapy's ITEM_PIPELINES; `settings` win over those of source files.
    """
    return _Run(jobs, process_settings(pipelines or {}, settings or {})).go()


def process_settings(pipelines: Mapping[str, int], settings: Mapping[str, Any]) -> Settings:
    """The settings that all crawls of a process share."""
    found = Settings()
    found.setmodule("crawler.settings", priority="project")
    found.set("SPIDER_LOADER_CLASS", "scrapy.spiderloader.DummySpiderLoader", priority="project")
    found.set("ITEM_PIPELINES", dict(pipelines), priority="project")
    found.setdict(settings, priority="cmdline")
    return found


def side_by_side(jobs: Sequence[Job]) -> list[list[Job]]:
    """The jobs in groups that have no host in common; each group keeps their order."""
    groups: list[tuple[set[str], list[Job]]] = []
    for job in jobs:
        hosts, members = set(job[0].hosts), [job]
        apart = []
        for other_hosts, other_members in groups:
            if hosts & other_hosts:
                hosts |= other_hosts
                members = other_members + members
            else:
                apart.append((other_hosts, other_members))
        groups = [*apart, (hosts, members)]
    return [members for _, members in groups]


class _Run:
    """The state of one `crawl`: groups that wait, crawlers that run, how they ended."""

    def __init__(self, jobs: Sequence[Job], settings: Settings) -> None:
        self._jobs = jobs
        self._process = CrawlerProcess(settings)
        self._waiting = deque(deque(group) for group in side_by_side(jobs))
        self._running = 0
        self._in_reactor = False
        self._interrupted = False
        self._crawlers: dict[str, Crawler] = {}
        self._reasons: dict[str, str] = {}
        self._item_errors: Counter[str] = Counter()

    def go(self) -> CrawlStats:
        """All of it."""
        for _ in range(SIDE_BY_SIDE):
            self._next_group()
        if self._running:
            self._listen_to_signals()
            self._in_reactor = True
            gc.freeze()  # what was imported stays: it need not be gone through for garbage
            self._process.start(stop_after_crawl=False, install_signal_handlers=False)
        return CrawlStats(
            sources=tuple(self._stats(source.name) for source, _ in self._jobs),
            interrupted=self._interrupted,
        )

    def _next_group(self) -> None:
        if self._waiting and not self._interrupted:
            self._running += 1
            self._next_job(self._waiting.popleft())

    def _next_job(self, group: deque[Job]) -> None:
        if not group or self._interrupted:
            self._running -= 1
            self._next_group()
            if not self._running:
                self._stop_reactor()
            return
        source, plan = group.popleft()
        crawler = self._process.create_crawler(spider_for(source, os.environ))
        self._crawlers[source.name] = crawler
        crawler.signals.connect(self._closed, signal=signals.spider_closed)
        crawler.signals.connect(self._item_failed, signal=signals.item_error)
        done: Deferred[None] = self._process.crawl(crawler, plan=plan)
        done.addErrback(self._failed, source.name)
        done.addBoth(lambda _: self._after(crawler, group))

    def _after(self, crawler: Crawler, group: deque[Job]) -> None:
        """Go on with the group, but not before its host may be asked again."""
        spider = crawler.spider
        if not group or not self._in_reactor or not isinstance(spider, NewsSpider):
            self._next_job(group)
            return
        pause = max(spider.hosts.least_delay(host) for host in spider.source.hosts)
        _reactor().callLater(pause, self._next_job, group)

    def _closed(self, spider: NewsSpider, reason: str) -> None:
        self._reasons[spider.name] = reason

    def _item_failed(self, spider: NewsSpider) -> None:
        self._item_errors[spider.name] += 1

    def _failed(self, failure: TxFailure, name: str) -> None:
        """A crawl that could not start, such as a pipeline that could not open its database."""
        error = failure.value
        log.error("%s: the crawl failed", name, exc_info=error)
        self._reasons[name] = f"failed: {type(error).__name__}: {error}"

    def _stop_reactor(self) -> None:
        if self._in_reactor and _reactor().running:
            _reactor().stop()

    def _listen_to_signals(self) -> None:
        def hear(number: int, frame: FrameType | None) -> None:
            _reactor().callFromThread(self._interrupt)

        signal.signal(signal.SIGINT, hear)
        signal.signal(signal.SIGTERM, hear)

    def _interrupt(self) -> None:
        if self._interrupted:
            self._stop_reactor()
            return
        log.info("stopping: the articles in hand are finished first")
        self._interrupted = True
        self._process.stop()
        _reactor().callLater(GRACE, self._stop_reactor)

    def _stats(self, name: str) -> SourceStats:
        crawler = self._crawlers.get(name)
        spider = crawler.spider if crawler is not None else None
        if crawler is None or not isinstance(spider, NewsSpider):
            return SourceStats(source=name, finish_reason=self._reasons.get(name, "not_started"))
        found = crawler.stats.get_stats()
        return SourceStats(
            source=name,
            finish_reason=self._reasons.get(name, "interrupted"),
            requests=found.get("downloader/request_count", 0),
            responses=found.get("downloader/response_count", 0),
            received_bytes=found.get("downloader/response_bytes", 0),
            items=found.get("item_scraped_count", 0),
            item_errors=self._item_errors[name],
            spider_exceptions=found.get("spider_exceptions/count", 0),
            bugs=found.get("unionwatch/bugs", 0),
            sent=dict(spider.hosts.sent),
            not_before=dict(spider.hosts.not_before),
            robots=dict(spider.hosts.robots_read),
        )


def _reactor() -> Any:
    """Twisted's reactor, which must not be imported before the first crawl has installed it."""
    from twisted.internet import reactor

    return reactor
