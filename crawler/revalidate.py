"""Conditional GET: ask with the validators of the last body, but never believe them for ever.

One look in ten goes without, in a fixed rhythm that differs from article to article, so that a
server whose ETag lies is found out; what to think of such a server is for the caller to decide.
"""

from typing import TYPE_CHECKING, Self
from zlib import crc32

from scrapy import Request

from crawler.plan import KnownArticle, Validators

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

ONE_IN = 10
HEADERS = ("If-None-Match", "If-Modified-Since")


def validators_for(known: KnownArticle, trust: bool) -> Validators:
    """What to ask with: nothing where that is not trusted, or it is the turn of a full look."""
    its_turn = (crc32(known.identity.encode()) + known.looks) % ONE_IN == 0
    if not trust or known.unconditional or its_turn:
        return Validators()
    return Validators(etag=known.etag, last_modified=known.last_modified)


def is_conditional(request: Request) -> bool:
    """Whether this request carries validators."""
    return any(name in request.headers for name in HEADERS)


class RevalidateMiddleware:
    """Puts the validators of ``meta["validators"]`` into the request's headers, verbatim."""

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        """As Scrapy builds its components."""
        return cls()

    def process_request(self, request: Request) -> None:
        """Add what is there."""
        validators = request.meta.get("validators")
        if not isinstance(validators, Validators):
            return
        for name, value in zip(HEADERS, (validators.etag, validators.last_modified), strict=True):
            if value is not None:
                request.headers[name] = value.encode("latin-1", "ignore")
