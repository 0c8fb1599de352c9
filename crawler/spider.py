"""NewsSpider: listings, feeds and sitemaps lead to articles, and each article to exactly one Visit.

Only requests and items pass here: what an answer means is decided in `reading` and `listings`,
which article is asked for in `frontier`, how gently in the middlewares. Stores nothing.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator

from scrapy import Request, Spider
from scrapy.http import Response
from twisted.python.failure import Failure as TxFailure

from crawler.exchange import answer_of, failure_answer, request_of, was_sent
from crawler.failures import failure_of
from crawler.frontier import Asked, Frontier, ListingPage
from crawler.items import FailureReason, ListingSeen, RequestKind, Visit
from crawler.listings import Step, read_listing, unread
from crawler.plan import CrawlPlan
from crawler.politeness import Hosts
from crawler.reader import Reader
from crawler.reading import Answer, failed
from crawler.revalidate import validators_for
from crawler.source import Source

log = logging.getLogger(__name__)

Output = Iterator[Request | Visit | ListingSeen]
MANY = 4  # answers at a time, from which on reading them has a process of its own
LISTING_PRIORITY = 10  # listings before articles: what is new comes before what is only due


class NewsSpider(Spider):
    """Crawls one source by one plan; `source` is an argument or an attribute of a subclass."""

    name = "news"
    source: Source

    def __init__(
        self,
        name: str | None = None,
        *,
        source: Source | None = None,
        plan: CrawlPlan | None = None,
        **arguments: str,
    ) -> None:
        if source is not None:
            self.source = source
        super().__init__(name or self.source.name)
        self.plan = plan if plan is not None else plan_from(arguments)
        self.frontier = Frontier(self.source, self.plan)
        self.hosts = Hosts(self.source, self.plan)
        beside = self.source.politeness.concurrency >= MANY
        self.reader = Reader(self.source, self.plan.what_is_known, beside=beside)
        self._open_listings = 0
        self._listings_read = asyncio.Event()

    async def start(self) -> AsyncIterator[Request]:
        """The plan's own addresses; else the entrances, and when all are read, what is due."""
        for asked in self.frontier.wanted():
            yield self.ask(asked)
        if self.plan.urls:
            return
        for request in self._entrances():
            yield request
        if self._open_listings:
            await self._listings_read.wait()
        for asked in self.frontier.due():
            yield self.ask(asked)

    def ask(self, asked: Asked) -> Request:
        """The request for an article."""
        validators = None
        if asked.known is not None and asked.known.url == asked.url:
            validators = validators_for(asked.known, self.plan.trust_validators)
        return Request(
            asked.url,
            callback=self.parse_article,
            errback=self.article_failed,
            cb_kwargs={"asked": asked},
            meta={"validators": validators},
            dont_filter=True,
        )

    async def parse_article(self, response: Response, asked: Asked) -> AsyncIterator[Visit]:
        """One answer, one Visit."""
        answer = answer_of(self.name, RequestKind.ARTICLE, asked.url, response)
        try:
            visit = await self.reader.read(asked, answer)
        except Exception as error:  # the border: whatever we did not foresee is one Failure
            self._count_bug(asked.url, error)
            visit = failed(asked, answer.fetch, *failure_of(error))
        self.hosts.note(response.url, visit.fetch.reason)
        yield visit

    def article_failed(self, failure: TxFailure) -> Output:
        """No answer, one Failure all the same."""
        request = request_of(failure)
        asked: Asked = request.cb_kwargs["asked"]
        answer, reason, detail = self._no_answer(failure, RequestKind.ARTICLE, asked.url)
        yield failed(asked, answer.fetch, reason, detail)

    def parse_listing(
        self, response: Response, kind: RequestKind, url: str, page: ListingPage
    ) -> Output:
        """What a listing page, feed or sitemap shows: itself, articles, and the next page."""
        try:
            step = self._read_listing(response, kind, url, page)
            yield step.seen
            for link in step.links:
                if asked := self.frontier.take(link.url):
                    yield self.ask(asked)
            if step.next_url:
                yield self._listing(kind, step.next_url, page.after())
            for child in step.sitemaps:
                yield self._listing(RequestKind.SITEMAP, child, page.after())
        finally:
            self._listing_done()

    def listing_failed(self, failure: TxFailure) -> Output:
        """A listing that could not be fetched."""
        request = request_of(failure)
        kind, url = request.cb_kwargs["kind"], request.cb_kwargs["url"]
        try:
            yield unread(*self._no_answer(failure, kind, url))
        finally:
            self._listing_done()

    def closed(self, reason: str) -> None:
        """Scrapy calls this when the crawl of the source has ended."""
        self.reader.close()

    def _entrances(self) -> list[Request]:
        found = self.source.discovery
        groups = (
            (RequestKind.FEED, found.feeds),
            (RequestKind.LISTING, found.listings),
            (RequestKind.SITEMAP, found.sitemaps),
        )
        if not self.plan.listings:
            return []
        return [
            self._listing(kind, url, ListingPage(entrance=url))
            for kind, urls in groups
            for url in urls
            if self.frontier.enter(url)
        ]

    def _listing(self, kind: RequestKind, url: str, page: ListingPage) -> Request:
        self._open_listings += 1
        validators = self.plan.validators.get(url) if self.plan.trust_validators else None
        return Request(
            url,
            callback=self.parse_listing,
            errback=self.listing_failed,
            cb_kwargs={"kind": kind, "url": url, "page": page},
            meta={"validators": validators},
            priority=LISTING_PRIORITY,
            dont_filter=True,
        )

    def _listing_done(self) -> None:
        self._open_listings -= 1
        if not self._open_listings:
            self._listings_read.set()

    def _read_listing(
        self, response: Response, kind: RequestKind, url: str, page: ListingPage
    ) -> Step:
        answer = answer_of(self.name, kind, url, response)
        try:
            step = read_listing(self.source, self.plan, self.frontier, answer, page)
        except Exception as error:  # the border, as above
            self._count_bug(url, error)
            step = Step(seen=unread(answer, *failure_of(error)))
        self.hosts.note(response.url, step.seen.fetch.reason)
        return step

    def _no_answer(
        self, failure: TxFailure, kind: RequestKind, url: str
    ) -> tuple[Answer, FailureReason, str]:
        answer, reason, detail = failure_answer(self.name, kind, url, failure)
        if reason is FailureReason.BUG and failure.value is not None:
            self._count_bug(url, failure.value)
        request = request_of(failure)
        if was_sent(request):
            self.hosts.note(request.url, reason)
        return answer, reason, detail

    def _count_bug(self, url: str, error: BaseException) -> None:
        log.error("%s: a bug of ours at %s", self.name, url, exc_info=error)
        self.crawler.stats.inc_value("unionwatch/bugs")


def plan_from(arguments: dict[str, str]) -> CrawlPlan:
    """The plan of ``scrapy crawl NAME -a limit=5 -a url=...`` (blanks part several addresses)."""
    limit = arguments.get("limit")
    return CrawlPlan(
        urls=tuple(arguments.get("url", "").split()), limit=int(limit) if limit else None
    )
