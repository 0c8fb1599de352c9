"""Fetch a few pages once, as politely as any crawl, and hand back their bytes. Stores nothing.

For a person who looks at a page (``unionwatch parse URL``) or drafts a source. As with every crawl,
Scrapy's reactor starts once in a process.
"""

import os
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response
from twisted.python.failure import Failure as TxFailure

from crawler.exchange import answer_of, request_of
from crawler.items import FailureReason, RequestKind
from crawler.loader import settings_for
from crawler.reading import Answer
from crawler.run import process_settings
from crawler.source import Discovery, Politeness, Source
from crawler.spider import NewsSpider

Follow = Callable[[Answer], Iterable[str]]
MOST_PAGES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """One address that was asked for: what came, or why nothing did."""

    url: str
    answer: Answer
    reason: FailureReason | None = None
    detail: str | None = None


class PageSpider(NewsSpider):
    """Asks for addresses as they are, and for those that `follow` finds in an answer."""

    urls: Sequence[str]
    follow: Follow
    fetched: list[Fetched]

    async def start(self) -> AsyncIterator[Request]:
        """The addresses given."""
        for url in self.urls:
            yield self._page(url)

    def _page(self, url: str) -> Request:
        # Not filtered as seen before: a page that redirects to itself would be lost without a word.
        return Request(url, self._got, errback=self._lost, cb_kwargs={"url": url}, dont_filter=True)

    def _got(self, response: Response, url: str) -> Iterable[Request]:
        answer = answer_of(self.name, RequestKind.ARTICLE, url, response)
        self.fetched.append(Fetched(url=url, answer=answer))
        asked = {one.url for one in self.fetched}
        for more in type(self).follow(answer):
            if more not in asked and len(self.fetched) < MOST_PAGES:
                yield self._page(more)

    def _lost(self, failure: TxFailure) -> None:
        url = request_of(failure).cb_kwargs["url"]
        answer, reason, detail = self._no_answer(failure, RequestKind.ARTICLE, url)
        self.fetched.append(Fetched(url=url, answer=answer, reason=reason, detail=detail))


def nothing_more(_answer: Answer) -> Iterable[str]:
    """Follow no link."""
    return ()


def fetch_pages(urls: Sequence[str], *, follow: Follow = nothing_more) -> list[Fetched]:
    """Each address once, in the order of the answers; an address on this machine may be meant."""
    source = Source(
        name="page",
        home=urls[0],
        discovery=Discovery(listings=tuple(urls)),
        politeness=Politeness(allow_private=any(map(is_private, urls))),
    )
    fetched: list[Fetched] = []
    members = {
        "name": source.name,
        "source": source,
        "custom_settings": settings_for(source, os.environ),
        "urls": tuple(urls),
        "follow": staticmethod(follow),
        "fetched": fetched,
    }
    process = CrawlerProcess(process_settings({}, {"LOG_ENABLED": False}))
    process.crawl(type("PageSpider", (PageSpider,), members))
    process.start()
    return fetched


def is_private(url: str) -> bool:
    """Whether the address names this machine or a private network outright.

    >>> is_private("http://127.0.0.1:8000/"), is_private("https://laodongthudo.vn/")
    (True, False)
    """
    host = urlsplit(url).hostname or ""
    try:
        return not ip_address(host).is_global
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
