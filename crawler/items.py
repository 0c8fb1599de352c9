"""What a crawl yields: a Visit for each article asked for, and a ListingSeen for each listing.

Plain dataclasses, which Scrapy takes as items; nothing here imports Scrapy or knows what becomes of
an item.

    Visit = Snapshot | NotModified | Gone | Failure
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from zlib import compress

from parsers.model import Article, Link

PAGE_LEVEL = 6  # of zlib; 4 would take a third less time and 3 % more room, for good


class RequestKind(StrEnum):
    """Why a request was made."""

    ARTICLE = "article"
    LISTING = "listing"
    FEED = "feed"
    SITEMAP = "sitemap"


class FailureReason(StrEnum):
    """Why a request taught us nothing about the article (or listing)."""

    DNS = "dns"
    REFUSED = "refused"
    TIMEOUT = "timeout"
    TRUNCATED = "truncated"  # the connection closed before the announced end
    TOO_LARGE = "too_large"  # more bytes after decompression than the limit
    REDIRECTS = "redirects"  # too many of them, or a loop
    FORBIDDEN_ADDRESS = "forbidden_address"  # a private or reserved address (SSRF guard)
    TLS = "tls"
    SERVER_ERROR = "server_error"  # 5xx
    RATE_LIMITED = "rate_limited"  # 429
    FORBIDDEN = "forbidden"  # 401, 403, 451
    HTTP_ERROR = "http_error"  # any other status
    ROBOTS = "robots"  # robots.txt forbids it
    CHALLENGE = "challenge"  # anti-bot page with status 200
    CAPTCHA = "captcha"
    LOGIN = "login"
    MAINTENANCE = "maintenance"
    NOT_HTML = "not_html"
    EMPTY = "empty"
    NOT_AN_ARTICLE = "not_an_article"
    PARSE_ERROR = "parse_error"  # HTML, but no article could be read from it
    NO_LINKS = "no_links"  # a listing page that shows no article
    BUDGET = "budget"  # our own daily budget for the host is spent; nothing was asked
    NETWORK = "network"  # any other network error; `detail` holds its text
    BUG = "bug"  # an exception of our own code; `detail` holds it


class GoneReason(StrEnum):
    """Why an article seems to be gone."""

    NOT_FOUND = "not_found"  # 404
    GONE = "gone"  # 410
    REDIRECTED_AWAY = "redirected_away"  # to the home page, a listing, or another article
    SOFT_404 = "soft_404"  # status 200 with the words of an error page


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """One HTTP exchange as it ended, retries and redirects included: a row of `fetches`.

    `at` is aware UTC, when the last byte or the failure came in; `elapsed` seconds until the last
    attempt was answered; `size` bytes after decompression (0 where no body came); `status` None
    where no answer came; `attempts` counts retries, 0 where nothing was sent at all (robots.txt,
    the budget or a host's wish to be left alone forbade it); `detail` is one clause on what went
    wrong.
    """

    source: str
    kind: RequestKind
    url: str
    final_url: str
    at: datetime
    status: int | None = None
    elapsed: float | None = None
    size: int = 0
    attempts: int = 1
    content_type: str | None = None
    reason: FailureReason | GoneReason | None = None
    detail: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """An article as seen. `raw` is the body after decompression; the validators are verbatim.

    `conditional` says that validators were sent and the server still sent a body. `fingerprint`
    says how the page is built, as `parsers.fingerprint.to_text` writes it: taken where the page's
    tree is at hand, so that nobody needs to read the page again for it; None where nobody took it.
    `packed` is `compressed` made beforehand, by a process that has the time.
    """

    identity: str
    fetch: Fetch
    article: Article
    raw: bytes
    fingerprint: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    conditional: bool = False
    packed: bytes | None = field(default=None, compare=False, repr=False)

    @property
    def compressed(self) -> bytes:
        """`raw` in the form of zlib, as the store keeps it."""
        return compress(self.raw, PAGE_LEVEL) if self.packed is None else self.packed


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified:
    """The server said 304: the page is what it was at the last look."""

    identity: str
    fetch: Fetch


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """The article is not where it was. Whether it is removed is for the scheduler to decide."""

    identity: str
    fetch: Fetch
    reason: GoneReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """The look taught us nothing about the article: it is neither changed nor gone."""

    identity: str
    fetch: Fetch
    reason: FailureReason


Visit = Snapshot | NotModified | Gone | Failure


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingSeen:
    """A listing page, feed or sitemap as seen: its article links, or why none (`fetch.reason`).

    `identities` runs parallel to `links`: the identity of each link's article. `fetch.status` 304
    says that it is what it was, and then there are no links.
    """

    fetch: Fetch
    links: tuple[Link, ...] = ()
    identities: tuple[str, ...] = ()
    etag: str | None = None
    last_modified: str | None = None
