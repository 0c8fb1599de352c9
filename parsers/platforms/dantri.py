"""dantri.com.vn: utility classes only, so that few hooks are stable; the layout of 2019 had classes
by font size.
"""

from parsers.model import Selectors
from parsers.platform import Platform

NOW = Selectors(
    title=("main article h1", "h1.title-page", "article h1"),
    lead=("main article h2", "h2.singular-sapo", "article h2"),
    body=("#desktop-in-article", "div.singular-content", "main article .singular-content"),
    authors=(".author-name", "article [class*=author] b", "article [class*=author] a"),
    published=("article time[datetime]", "time.author-time", "time[datetime]"),
    section=("ul.breadcrumbs a:last-child", ".dt-breadcrumb a", "nav.breadcrumb a"),
    tags=("ul.tags-wrap a", ".tags-wrap a"),
    drop=("article article", ".related-news", ".dt-news__related", "#news-in-detail"),
    listing_item=("article.article-item", "article"),
    item_link=("h3.article-title a", "h3 a", "h2 a"),
    item_lead=(".article-excerpt a", ".article-excerpt"),
    item_date=("time", ".article-time"),
    listing_next=(".pagination a.next", "a.page-item.next", "a[rel=next]"),
)

OF_2019 = Selectors(
    title=("h1.fon31",),
    lead=("h2.fon33", ".fon33"),
    body=("#divNewsContent", "div.fon34"),
    published=("span.fr.fon7", ".tt-capitalize"),
    section=("a.breadcrumbitem",),
    tags=(".news-tags-item a",),
    drop=(".news-tag", ".relative-news"),
    listing_item=("//a[contains(@class,'fon6')]/ancestor::div[1]",),
    item_link=("a.fon6", "h2 > a", "a[title]"),
    item_lead=(".fon5",),
    listing_next=("a.fon27:last-child",),
)

PLATFORM = Platform(
    name="dantri",
    title="Dân trí",
    verified="captured pages of 2026 and captured home pages of 2019",
    hosts=("dantri.com.vn",),
    signs=frozenset({"desktop-in-article", "singular-content", "fon31"}),
    layouts=(NOW, OF_2019),
)
