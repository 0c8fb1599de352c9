"""One page from the network for a command that reads a single page; through the polite crawler."""

from typing import TYPE_CHECKING

from scheduler.cli.errors import SOURCE_FAILED, Fault

if TYPE_CHECKING:
    from parsers.model import Page


def fetched_page(url: str) -> "Page":
    """The page at `url`; a Fault that says why there is none."""
    from crawler.pages import fetch_pages

    found = fetch_pages([url])
    if not found:
        raise Fault(f"{url}: it was not asked for: the address is not one of http or https.")
    one = found[0]
    if one.reason is not None:
        raise Fault(f"{url}: {one.detail or one.reason}", SOURCE_FAILED)
    status = one.answer.fetch.status
    if status != 200:
        raise Fault(f"{url}: the server answered with status {status}.", SOURCE_FAILED)
    return one.answer.page
