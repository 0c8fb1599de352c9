"""An anti-bot page with status 200 that sets a cookie by script and reloads: answered once.

laodong.vn does so on the first request, robots.txt included. The cookie is sent to that host alone
and lives as long as the crawl; every other cookie stays off.
"""

import logging
from typing import TYPE_CHECKING, Self

from scrapy import Request
from scrapy.http import Response

from crawler.source import host_key
from parsers.errors import NotHtml
from parsers.html import parse_html
from parsers.model import Page, PageKind
from parsers.pagekind import challenge_cookie, page_kind

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

log = logging.getLogger(__name__)

TRIES = 3  # answers without effect before a host's challenges are taken as they are


class ChallengeMiddleware:
    """Sends the cookie that a challenge page set, and asks once more."""

    def __init__(self) -> None:
        self._cookies: dict[str, str] = {}
        self._in_vain: dict[str, int] = {}

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        """As Scrapy builds its components."""
        return cls()

    def process_request(self, request: Request) -> None:
        """Add the host's cookie; a cookie of another host is left behind on a redirect."""
        cookie = self._cookies.get(host_key(request.url))
        if cookie:
            request.headers["Cookie"] = cookie
        else:
            request.headers.pop("Cookie", None)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Ask again with the cookie that the page sets."""
        host = host_key(response.url)
        if self._in_vain.get(host, 0) >= TRIES or response.status not in {200, 403, 429, 503}:
            return response
        cookie = _cookie_of(response)
        if cookie is None:
            return response
        if request.meta.get("challenge_answered"):
            self._in_vain[host] = self._in_vain.get(host, 0) + 1
            return response
        log.info("%s: answering a page that asks for the cookie %s", host, cookie.split("=")[0])
        self._cookies[host] = cookie
        again = request.replace(url=response.url, dont_filter=True, priority=request.priority + 1)
        again.meta["challenge_answered"] = True
        return again


def _cookie_of(response: Response) -> str | None:
    content_type = response.headers.get("Content-Type")
    page = Page(
        url=response.url,
        body=response.body,
        content_type=content_type.decode("latin-1") if content_type else None,
    )
    found = challenge_cookie(page)
    if found is None:
        return None
    try:
        kind = page_kind(parse_html(page), page)
    except NotHtml:
        return None
    return "=".join(found) if kind is PageKind.CHALLENGE else None
