"""Pages from the network for commands that look at one page; through the polite crawler."""

import re
from typing import TYPE_CHECKING

from scheduler.cli.errors import SOURCE_FAILED, Fault

if TYPE_CHECKING:
    from crawler.pages import Follow
    from parsers.model import Page


def fetched_pages(url: str, follow: "Follow | None" = None) -> "list[Page]":
    """The page at `url`, then those that `follow` finds in it; a Fault if the first is missing."""
    from crawler.guard import bad_url
    from crawler.pages import fetch_pages, nothing_more

    if problem := bad_url(url):
        raise Fault(f"{_without_password(url)}: cannot be asked for: {problem}")
    found = fetch_pages([url], follow=follow or nothing_more)
    if not found:
        raise Fault(f"{url}: it was not asked for; is the address a right one?")
    first, *more = found
    if first.reason is not None:
        raise Fault(f"{url}: {first.detail or first.reason}", SOURCE_FAILED)
    if first.answer.fetch.status != 200:
        status = first.answer.fetch.status
        raise Fault(f"{url}: the server answered with status {status}.", SOURCE_FAILED)
    return [one.answer.page for one in (first, *more) if one.reason is None]


def _without_password(url: str) -> str:
    return re.sub(r"//[^/?#]*@", "//", url)
