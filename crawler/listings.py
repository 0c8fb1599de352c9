"""From one answer to a ListingSeen, and where to go on: next page, child sitemaps. Pure."""

import re
from dataclasses import dataclass, replace
from datetime import datetime

from crawler.frontier import Frontier, ListingPage
from crawler.items import FailureReason, GoneReason, ListingSeen, RequestKind
from crawler.plan import CrawlPlan
from crawler.reading import NOT_THE_ARTICLE, Answer, is_cut, refusal
from crawler.source import Source
from parsers import parse_feed, parse_listing, parse_sitemap
from parsers.errors import NotAnArticle, NotHtml, ParseError
from parsers.model import Link, Listing, PageKind

UNREAD = FailureReason.PARSE_ERROR
NO_LISTING = {**NOT_THE_ARTICLE, PageKind.EMPTY: FailureReason.NO_LINKS}
MOST_PAGES = 1000  # that even a backfill follows from one listing
NUMBERS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What a listing, feed or sitemap said: the item, articles to ask for, and what next."""

    seen: ListingSeen
    links: tuple[Link, ...] = ()
    next_url: str | None = None
    sitemaps: tuple[str, ...] = ()


def read_listing(
    source: Source, plan: CrawlPlan, frontier: Frontier, answer: Answer, page: ListingPage
) -> Step:
    """What this answer, which is that page of a listing, says."""
    status = answer.fetch.status or 0
    if status == 304 and answer.conditional:
        return Step(seen=ListingSeen(fetch=answer.fetch))
    if status in {404, 410}:
        gone = GoneReason.NOT_FOUND if status == 404 else GoneReason.GONE
        return Step(seen=unread(answer, gone, f"the host answered {status}"))
    if status not in {200, 203}:
        return Step(seen=unread(answer, *refusal(answer)))
    if answer.fetch.kind is RequestKind.LISTING and is_cut(answer):
        return Step(seen=unread(answer, FailureReason.TRUNCATED, "the page ends in mid-text"))
    try:
        listing = _parse(source, answer)
    except NotAnArticle as error:
        return Step(seen=unread(answer, NO_LISTING.get(error.kind, UNREAD), error.reason))
    except NotHtml as error:
        reason = FailureReason.NOT_HTML if answer.body.strip() else FailureReason.EMPTY
        return Step(seen=unread(answer, reason, error.reason))
    except ParseError as error:
        return Step(seen=unread(answer, FailureReason.PARSE_ERROR, error.reason))
    return _step(source, plan, frontier, answer, listing, page)


def unread(answer: Answer, reason: FailureReason | GoneReason, detail: str) -> ListingSeen:
    """A listing that showed nothing, and why."""
    return ListingSeen(fetch=replace(answer.fetch, reason=reason, detail=detail))


def _parse(source: Source, answer: Answer) -> Listing:
    match answer.fetch.kind:
        case RequestKind.FEED:
            return parse_feed(answer.page)
        case RequestKind.SITEMAP:
            return parse_sitemap(answer.page)
        case _:
            return parse_listing(
                answer.page,
                source.platform,
                selectors=source.selectors,
                article_url=source.discovery.article_url,
            )


def _step(
    source: Source,
    plan: CrawlPlan,
    frontier: Frontier,
    answer: Answer,
    listing: Listing,
    page: ListingPage,
) -> Step:
    links = frontier.article_links(listing.links)
    if answer.fetch.kind is RequestKind.SITEMAP and not plan.backfill:
        links = newest(links, source.discovery.max_sitemap_links)
    seen = ListingSeen(
        fetch=answer.fetch,
        links=links,
        identities=tuple(source.identity(link.url) for link in links),
        etag=answer.etag,
        last_modified=answer.last_modified,
    )
    if not links and not listing.sitemaps:
        seen = unread(answer, FailureReason.NO_LINKS, _no_links(listing))
    wanted = links
    if plan.backfill and plan.since is not None:
        wanted = tuple(link for link in links if not _is_older(link, plan.since))
    children = listing.sitemaps
    if not plan.backfill:
        children = likely_newest(children)[: source.discovery.max_pages]
    return Step(
        seen=seen,
        links=wanted,
        next_url=_next_page(source, plan, frontier, listing, wanted, page),
        sitemaps=tuple(url for url in children if source.owns(url) and frontier.enter(url)),
    )


def _next_page(
    source: Source,
    plan: CrawlPlan,
    frontier: Frontier,
    listing: Listing,
    wanted: tuple[Link, ...],
    page: ListingPage,
) -> str | None:
    """The page after this one, as long as pages bring something new."""
    fresh = frontier.show(page.entrance, wanted)
    if not plan.backfill:
        fresh = fresh and any(frontier.is_new(link.url) for link in wanted)
    most = MOST_PAGES if plan.backfill else source.discovery.max_pages
    url = listing.next_url
    if url is None or not fresh or page.number >= most or frontier.is_full:
        return None
    return url if source.owns(url) and frontier.enter(url) else None


def newest(links: tuple[Link, ...], most: int) -> tuple[Link, ...]:
    """The newest of a sitemap's entries; those without a date keep their order after the dated."""
    dated = [(date, link) for link in links if (date := _date(link)) is not None]
    dated.sort(key=lambda pair: pair[0], reverse=True)
    undated = [link for link in links if _date(link) is None]
    return tuple([link for _, link in dated] + undated)[:most]


def likely_newest(sitemaps: tuple[str, ...]) -> tuple[str, ...]:
    """Children of a sitemap index, those for news first, then by the months in their names.

    >>> likely_newest(("/s-2024-12.xml", "/s-2025-2.xml", "/pages.xml", "/news.xml"))
    ('/news.xml', '/s-2025-2.xml', '/s-2024-12.xml', '/pages.xml')
    """

    def rank(url: str) -> tuple[bool, list[int]]:
        name = url.rsplit("/", 1)[-1]
        numbers = [int(number) for number in NUMBERS.findall(name)]
        dated = bool(numbers) and str(numbers[0]).startswith(("19", "20"))
        return "news" in name, numbers if dated and len(str(numbers[0])) >= 4 else []

    return tuple(sorted(sitemaps, key=rank, reverse=True))


def _date(link: Link) -> datetime | None:
    return link.updated_at or link.published_at


def _is_older(link: Link, since: datetime) -> bool:
    published = link.published_at or link.updated_at
    return published is not None and published < since


def _no_links(listing: Listing) -> str:
    if listing.links:
        return f"none of its {len(listing.links)} links is an article of this source"
    return "it shows no links"
