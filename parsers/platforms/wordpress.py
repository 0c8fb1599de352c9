"""WordPress, by the classes that its own themes and most others keep: listings only.

Its articles are read by structure: themes put share bars, related posts and author boxes into the
same containers, so that a selector for the body reads worse than `parsers.body` does alone.
"""

from parsers.model import Selectors
from parsers.platform import Platform

LISTING = Selectors(
    listing_item=("article.post", "article.type-post", ".wp-block-post", ".td_module_wrap"),
    item_link=(".entry-title a", ".wp-block-post-title a", "h2 a", "h3 a"),
    item_lead=(".entry-summary", ".entry-excerpt", ".wp-block-post-excerpt", ".entry-content p"),
    item_date=("time.entry-date", "time"),
    listing_next=("a.next.page-numbers", ".nav-previous a", "a.wp-block-query-pagination-next"),
)

PLATFORM = Platform(
    name="wordpress",
    title="WordPress",
    verified="known from public templates; no capture was at hand",
    signs=frozenset(
        {
            "generator:wordpress",
            "type-post",
            "wp-post-image",
            "wp-block-post",
            "wp-block-post-content",
        }
    ),
    layouts=(LISTING,),
)
