"""Ask again, at most twice, after a network failure or a 5xx, and never before a host says.

A wait that is longer than a crawl should stand still (MAX_WAIT) closes the host for this crawl and
is reported, so that the next crawl does not begin before its end.
"""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Self

from scrapy import Request
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.http import Response

from crawler.failures import NETWORK_EXCEPTIONS
from crawler.items import FailureReason
from crawler.politeness import hosts_of, pause

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

MAX_WAIT = 60.0
MOST_WAIT = 86_400 * 2.0  # a host that asks for more is asked again after two days
BUSY = frozenset({429, 503})
AGAIN = frozenset({408, 500, 502, 504, 520, 521, 522, 523, 524}) | BUSY


class RetryMiddleware:
    """Retries with waits; the waits hold for the whole host."""

    def __init__(self, crawler: "Crawler") -> None:
        self._crawler = crawler
        self._wait = crawler.settings.getfloat("UNIONWATCH_RETRY_WAIT")

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        """As Scrapy builds its components."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Retry a status that may pass, and heed Retry-After."""
        hosts = hosts_of(self._crawler)
        hosts.note_attempt(response.url, failed=response.status in AGAIN)
        if response.status not in AGAIN:
            return response
        times = request.meta.get("retry_times", 0)
        wait = retry_after(response, datetime.now(UTC))
        if wait is not None and wait > MAX_WAIT:
            busy = response.status == 429
            reason = FailureReason.RATE_LIMITED if busy else FailureReason.SERVER_ERROR
            hosts.leave_alone(response.url, min(wait, MOST_WAIT), reason, datetime.now(UTC))
            return response
        if wait is None:
            wait = self._wait * 2**times * (5 if response.status in BUSY else 1)
        pause(self._crawler, response.url, wait)
        return self._again(request, f"status {response.status}") or response

    def process_exception(self, request: Request, exception: Exception) -> Request | None:
        """Retry what the network may do better next time."""
        if not isinstance(exception, NETWORK_EXCEPTIONS):
            return None
        hosts_of(self._crawler).note_attempt(request.url, failed=True)
        again = self._again(request, type(exception).__name__)
        if again is not None:
            times = request.meta.get("retry_times", 0)
            pause(self._crawler, request.url, self._wait * 2**times)
        return again

    def _again(self, request: Request, why: str) -> Request | None:
        spider = self._crawler.spider
        if spider is None or not hosts_of(self._crawler).worth_a_retry(request.url):
            return None
        return get_retry_request(request, spider=spider, reason=why, give_up_log_level="DEBUG")


def retry_after(response: Response, now: datetime) -> float | None:
    """The seconds that the host asks to wait, from Retry-After as a number or a date."""
    raw = response.headers.get("Retry-After")
    if raw is None:
        return None
    text = raw.decode("latin-1").strip()
    if text.isdigit():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())
