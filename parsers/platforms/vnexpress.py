"""vnexpress.net (FPT): one layout; the byline is the last paragraph, set to the right."""

from parsers.model import Selectors
from parsers.platform import Platform

NOW = Selectors(
    title=("h1.title-detail", "h1.title_news_detail"),
    lead=("p.description", "h2.description", ".short_intro"),
    body=("article.fck_detail", ".fck_detail"),
    authors=(
        "p.author_mail strong",
        "p.author_mail",
        "article.fck_detail > p.Normal[style*=right]",
        ".author .name",
    ),
    published=(".header-content span.date", "span.date", "span.time"),
    section=("ul.breadcrumb li:last-of-type a", "ul.breadcrumb li a"),
    tags=(".tags .item-tag a", ".tags h4 a", ".tags a"),
    drop=(
        ".box-tinlienquanv2",
        ".list_link",
        "[data-component-type=related]",
        ".author_mail",
        ".social_pin",
    ),
    listing_item=("article.item-news",),
    item_link=(
        "h3.title-news a",
        "h2.title-news a",
        "h1.title-news a",
        ".title-news a",
        ".title_news a",
    ),
    item_lead=("p.description a", "p.description"),
    item_date=("span.time-public", "span.time", "[datetime]"),
    listing_next=(
        "#pagination a.next-page",
        "#pagination a.btn-page.next-page",
        "#pagination a.active + a",
    ),
)

PLATFORM = Platform(
    name="vnexpress",
    title="VnExpress",
    verified="captured pages of 2025 and 2026",
    hosts=("vnexpress.net",),
    signs=frozenset({"fck_detail", "title-news", "item-news"}),
    layouts=(NOW,),
)
