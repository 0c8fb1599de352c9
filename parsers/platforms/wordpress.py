"""WordPress: known from the classes that its own themes and most others keep, not from captures of
union sites.
"""

from parsers.model import Selectors
from parsers.platform import Platform

DEFAULT = Selectors(
    title=(
        "h1.entry-title",
        "h1.post-title",
        ".wp-block-post-title",
        "h1.tdb-title-text",
        ".entry-header h1",
    ),
    body=(
        ".entry-content",
        ".wp-block-post-content",
        ".tdb_single_content .tdb-block-inner",
        ".td-post-content",
        ".post-content",
    ),
    authors=(
        ".byline .author",
        ".entry-meta .author",
        ".wp-block-post-author-name",
        "a[rel=author]",
    ),
    published=(
        "time.entry-date.published",
        "time.entry-date",
        ".posted-on time",
        ".wp-block-post-date time",
        ".entry-meta .date",
    ),
    updated=("time.updated",),
    section=(".cat-links a", ".entry-category a", ".wp-block-post-terms.taxonomy-category a"),
    tags=(".tags-links a", ".post-tags a", "a[rel=tag]"),
    drop=(
        ".sharedaddy",
        ".jp-relatedposts",
        ".yarpp",
        ".post-navigation",
        ".author-box",
        ".wp-block-latest-posts",
        ".related-posts",
    ),
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
    signs=(b"/wp-content/", b"/wp-includes/"),
    layouts=(DEFAULT,),
)
