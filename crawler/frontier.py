"""Frontier: which articles this crawl still asks for, each once. Pure state, no requests."""

from collections.abc import Iterator
from dataclasses import dataclass

from crawler.plan import CrawlPlan, KnownArticle
from crawler.source import Source
from parsers.model import Link
from parsers.urls import canonical


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An article that is asked for: identity, the address to fetch, and what was known of it."""

    identity: str
    url: str
    known: KnownArticle | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingPage:
    """Which page of which listing: the address where it begins, and the page's number from 1."""

    entrance: str
    number: int = 1

    def after(self) -> "ListingPage":
        """The page that follows."""
        return ListingPage(entrance=self.entrance, number=self.number + 1)


class Frontier:
    """Hands out each article at most once, by identity, and no more than the plan's limit."""

    def __init__(self, source: Source, plan: CrawlPlan) -> None:
        self._source = source
        self._plan = plan
        self._seen: set[str] = set()
        self._shown: dict[str, set[str]] = {}
        self._pages: set[str] = set()
        self._taken = 0
        self._entrances = {canonical(url) for url in (source.home, *source.entrances)}

    def article_links(self, links: tuple[Link, ...]) -> tuple[Link, ...]:
        """Those of a listing's links that are articles of this source, each article once."""
        found: dict[str, Link] = {}
        for link in links:
            if self._is_article(link.url):
                found.setdefault(self._source.identity(link.url), link)
        return tuple(found.values())

    def is_new(self, url: str) -> bool:
        """Whether the plan does not know the article at this address. That this crawl has met it
        says nothing: a feed may have named what stands on a list's first page.
        """
        identity = self._source.identity(url)
        return identity not in self._plan.known and identity not in self._plan.not_due

    def show(self, entrance: str, links: tuple[Link, ...]) -> bool:
        """Note what a page of the listing that begins at `entrance` shows; whether any of it was on
        no earlier page of that listing.
        """
        shown = self._shown.setdefault(entrance, set())
        identities = {self._source.identity(link.url) for link in links}
        fresh = not identities <= shown
        shown |= identities
        return fresh

    @property
    def is_full(self) -> bool:
        """Whether the plan's limit is reached."""
        return self._plan.limit is not None and self._taken >= self._plan.limit

    def take(self, url: str) -> Asked | None:
        """The article at `url`, if it is to be asked for now: not yet taken, and new or due."""
        identity = self._source.identity(url)
        known = self._plan.known.get(identity)
        if identity in self._plan.not_due or (known is not None and not known.due):
            return None
        return self._take(Asked(identity=identity, url=url, known=known))

    def wanted(self) -> Iterator[Asked]:
        """The plan's own addresses, whether due or not."""
        for url in self._plan.urls:
            identity = self._source.identity(url)
            known = self._plan.known.get(identity)
            if asked := self._take(Asked(identity=identity, url=canonical(url), known=known)):
                yield asked

    def due(self) -> Iterator[Asked]:
        """The known articles that are due and that no listing has shown."""
        for known in self._plan.known.values():
            if known.due and (
                asked := self._take(Asked(identity=known.identity, url=known.url, known=known))
            ):
                yield asked

    def enter(self, url: str) -> bool:
        """Whether this listing page, feed or sitemap was not entered yet; it is from now on."""
        key = canonical(url)
        if key in self._pages:
            return False
        self._pages.add(key)
        return True

    def _take(self, asked: Asked) -> Asked | None:
        if asked.identity in self._seen or self.is_full:
            return None
        self._seen.add(asked.identity)
        self._taken += 1
        return asked

    def _is_article(self, url: str) -> bool:
        if not self._source.owns(url) or canonical(url) in self._entrances:
            return False
        pattern = self._source.discovery.article_url
        return pattern is None or pattern.search(url) is not None
