"""robots.txt as RFC 9309 has it: obeyed, with Crawl-delay, and a host that cannot say is not asked.

4xx means no rules; 5xx, 429 or no answer at all means that nothing may be fetched now, and each
request then fails for that very reason (no host is asked again and again in vain); so it does where
the Crawl-delay is longer than a crawl can wait. Rules hold for a day: those that the plan brings
are not fetched again, those that were read are kept for the caller.
"""

import asyncio
import logging
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request
from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from crawler.failures import NotSent, failure_of
from crawler.items import FailureReason
from crawler.plan import RobotsText
from crawler.politeness import hosts_of, slow_down
from crawler.source import host_key

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

log = logging.getLogger(__name__)

ROBOT = "unionwatch"  # the name that a robots.txt may address
MOST_BYTES = 512 * 1024  # RFC 9309 asks for at least 500 KiB to be read
LONGEST_CRAWL_DELAY = 600.0
"""Seconds: with more, one crawl would stand still for hours and keep the others from their turn."""
Rules = Protego | NotSent


class RobotsMiddleware:
    """Fetches robots.txt at most once a host and crawl, and lets pass what it allows."""

    def __init__(self, crawler: "Crawler") -> None:
        if not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        self._crawler = crawler
        self._rules: dict[str, asyncio.Future[Rules]] = {}

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        """As Scrapy builds its components."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Wait for the host's rules and refuse what they forbid."""
        if request.meta.get("dont_obey_robotstxt"):
            return
        rules = await self._rules_for(request.url)
        if isinstance(rules, NotSent):
            request.meta["sent"] = rules.reason is not FailureReason.BUDGET
            raise NotSent(rules.reason, rules.detail)
        if not rules.can_fetch(request.url, ROBOT):
            raise NotSent(FailureReason.ROBOTS, "robots.txt forbids this address")

    async def _rules_for(self, url: str) -> Rules:
        parts = urlsplit(url)
        key = f"{parts.scheme}://{parts.netloc}"
        if key not in self._rules:
            rules = self._rules[key] = asyncio.get_running_loop().create_future()
            found: Rules = NotSent(FailureReason.NETWORK, "robots.txt was not read to its end")
            try:
                kept = hosts_of(self._crawler).robots_of(key)
                found = self._parsed(key, kept) if kept else await self._fetch(f"{key}/robots.txt")
            finally:  # others wait for the same rules: never leave them waiting
                rules.set_result(found)
        return await self._rules[key]

    async def _fetch(self, url: str) -> Rules:
        request = Request(
            url, meta={"dont_obey_robotstxt": True}, priority=1000, callback=NO_CALLBACK
        )
        try:
            response = await self._crawler.engine.download_async(request)
        except Exception as error:  # every way that a network can fail: failure_of names it
            reason, detail = failure_of(error)
            bug = error if reason is FailureReason.BUG else None
            log.warning("%s could not be read: %s", url, detail, exc_info=bug)
            return NotSent(reason, f"robots.txt could not be read: {detail}")
        return self._read(url, response)

    def _read(self, url: str, response: Response) -> Rules:
        if response.status == 429:
            return NotSent(FailureReason.RATE_LIMITED, "robots.txt was answered with 429")
        if response.status >= 500:
            detail = f"robots.txt was answered with {response.status}"
            return NotSent(FailureReason.SERVER_ERROR, detail)
        body = response.body[:MOST_BYTES] if response.status == 200 else b""
        text = body.decode("utf-8-sig", "replace")
        read = RobotsText(status=response.status, body=text, fetched_at=datetime.now(UTC))
        hosts_of(self._crawler).robots_read[url.removesuffix("/robots.txt")] = read
        return self._parsed(url, read)

    def _parsed(self, url: str, read: RobotsText) -> Rules:
        rules = Protego.parse(read.body)
        delay = rules.crawl_delay(ROBOT)
        if delay and delay > LONGEST_CRAWL_DELAY:
            asked = f"robots.txt asks for {delay:.0f} seconds between two requests"
            return NotSent(FailureReason.ROBOTS, f"{asked}, which is longer than a crawl waits")
        if delay:
            hosts_of(self._crawler).obey_crawl_delay(host_key(url), float(delay))
            slow_down(self._crawler, url)
        return rules
