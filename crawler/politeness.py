"""How gently a host is asked: one slot a host, budgets, pauses that hosts asked for, AutoThrottle.

`Hosts` is what one crawl knows of the hosts it asks; the middleware lets nothing pass that it
forbids. Time comes in as arguments or is read at this edge; nothing is stored.
"""

import logging
from collections import Counter
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import TYPE_CHECKING, Self

from scrapy import Request, signals
from scrapy.exceptions import NotConfigured
from scrapy.http import Response

from crawler.failures import HOST_TROUBLE, NotSent
from crawler.items import FailureReason, GoneReason
from crawler.plan import CrawlPlan, RobotsText
from crawler.source import Source, host_key

if TYPE_CHECKING:
    from scrapy.core.downloader import Slot
    from scrapy.crawler import Crawler

log = logging.getLogger(__name__)

GIVE_UP_AFTER = 20  # looks in a row that failed by the host, without one answer between them
NO_RETRY_AFTER = 6  # attempts in a row, retries among them
LONGEST_DELAY = 60.0  # that AutoThrottle alone may choose; Crawl-delay may be longer


class Hosts:
    """What this crawl knows of each host: requests, pauses, and whether it is to be left alone."""

    def __init__(self, source: Source, plan: CrawlPlan) -> None:
        self._budget = source.politeness.daily_budget
        self._plan = plan
        self._floor = source.politeness.delay
        self._crawl_delays: dict[str, float] = {}
        self._closed: dict[str, tuple[FailureReason, str]] = {}
        self._troubles: Counter[str] = Counter()
        self._bad_attempts: Counter[str] = Counter()
        self.sent: Counter[str] = Counter()
        self.not_before: dict[str, datetime] = {}
        self.robots_read: dict[str, RobotsText] = {}

    def robots_of(self, origin: str) -> RobotsText | None:
        """The rules of this origin that the plan brought."""
        return self._plan.robots.get(origin)

    def refusal(self, url: str, now: datetime) -> NotSent | None:
        """Why nothing may be sent to this address now, or None."""
        host = host_key(url)
        if host in self._closed:
            return NotSent(*self._closed[host])
        until = self._plan.not_before.get(host)
        if until is not None and now < until:
            detail = f"{host} asked to be left alone {_until(until)}"
            return NotSent(FailureReason.RATE_LIMITED, detail)
        if self._plan.spent.get(host, 0) + self.sent[host] >= self._budget:
            detail = f"the daily budget of {self._budget} requests to {host} is spent"
            return NotSent(FailureReason.BUDGET, detail)
        return None

    def count(self, url: str) -> None:
        """One request is sent."""
        self.sent[host_key(url)] += 1

    def least_delay(self, host: str) -> float:
        """The seconds between two requests that source file and robots.txt ask for."""
        return max(self._floor, self._crawl_delays.get(host, 0.0))

    def obey_crawl_delay(self, host: str, seconds: float) -> None:
        """What robots.txt asks for; the longest counts where several names share a host."""
        self._crawl_delays[host] = max(seconds, self._crawl_delays.get(host, 0.0))

    def leave_alone(self, url: str, seconds: float, reason: FailureReason, now: datetime) -> None:
        """The host asked for a pause that is longer than this crawl waits."""
        host, until = host_key(url), now + timedelta(seconds=seconds)
        self.not_before[host] = until
        self._closed[host] = (reason, f"{host} asked to be left alone {_until(until)}")

    def note(self, url: str, reason: FailureReason | GoneReason | None) -> None:
        """How a look ended at last; a host that only fails is given up for this crawl."""
        host = host_key(url)
        if reason not in HOST_TROUBLE:
            self._troubles[host] = 0
            return
        self._troubles[host] += 1
        if self._troubles[host] == GIVE_UP_AFTER and isinstance(reason, FailureReason):
            detail = f"not tried, after {GIVE_UP_AFTER} failures in a row at {host}"
            self._closed[host] = (reason, detail)

    def note_attempt(self, url: str, *, failed: bool) -> None:
        """How one attempt ended, before it is known whether there will be another."""
        host = host_key(url)
        self._bad_attempts[host] = self._bad_attempts[host] + 1 if failed else 0

    def worth_a_retry(self, url: str) -> bool:
        """Whether the host has not failed several times in a row already."""
        return self._bad_attempts[host_key(url)] < NO_RETRY_AFTER


class PolitenessMiddleware:
    """The last gate before the downloader: one slot a host, and nothing beyond the budget."""

    def __init__(self, crawler: "Crawler") -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        """As Scrapy builds its components."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Refuse or count the request. Redirects carry the slot along, so it is set anew."""
        hosts = hosts_of(self._crawler)
        if refusal := hosts.refusal(request.url, datetime.now(UTC)):
            raise refusal
        hosts.count(request.url)
        request.meta["sent"] = True
        request.meta["download_slot"] = host_key(request.url)


class Throttle:
    """AutoThrottle that never undercuts Crawl-delay: the delay follows how long answers take."""

    def __init__(self, crawler: "Crawler") -> None:
        if not crawler.settings.getbool("AUTOTHROTTLE_ENABLED"):
            raise NotConfigured
        self._crawler = crawler
        self._target = crawler.settings.getfloat("AUTOTHROTTLE_TARGET_CONCURRENCY")
        crawler.signals.connect(self.adjust, signal=signals.response_downloaded)

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        """As Scrapy builds its components."""
        return cls(crawler)

    def adjust(self, response: Response, request: Request) -> None:
        """A slow answer lengthens the delay at once, a quick one shortens it by half the way."""
        latency = request.meta.get("download_latency")
        slot = slot_of(self._crawler, request.url)
        if latency is None or slot is None:
            return
        target = latency / self._target
        delay = max(target, (slot.delay + target) / 2)
        if response.status != 200 and delay < slot.delay:
            return  # errors are answered quickly: no reason to ask faster
        least = hosts_of(self._crawler).least_delay(host_key(request.url))
        slot.delay = max(least, min(delay, LONGEST_DELAY))


def hosts_of(crawler: "Crawler") -> Hosts:
    """The Hosts of the crawl that runs."""
    hosts = getattr(crawler.spider, "hosts", None)
    if not isinstance(hosts, Hosts):
        raise TypeError(f"expected a NewsSpider with its hosts, found {crawler.spider!r}")
    return hosts


def slot_of(crawler: "Crawler", url: str) -> "Slot | None":
    """The downloader's slot for the host of `url`, if there is one."""
    slot: Slot | None = crawler.engine.downloader.slots.get(host_key(url))
    return slot


def slow_down(crawler: "Crawler", url: str) -> None:
    """Apply the host's least delay to its slot, and to a slot that takes its place later."""
    host = host_key(url)
    least = hosts_of(crawler).least_delay(host)
    crawler.engine.downloader.per_slot_settings[host] = {"delay": least}
    if slot := slot_of(crawler, url):
        slot.delay = max(slot.delay, least)


def pause(crawler: "Crawler", url: str, seconds: float) -> None:
    """Send nothing to the host of `url` for so long; requests that wait in its slot wait on."""
    slot = slot_of(crawler, url)
    if slot is None or seconds <= 0:
        return
    slot.delay = max(slot.delay, 0.001)  # without a delay the slot does not look at `lastseen`
    slot.lastseen = max(slot.lastseen, monotonic() + seconds - slot.delay)


def _until(moment: datetime) -> str:
    return f"until {moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
