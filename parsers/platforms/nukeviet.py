"""NukeViet 4, common among provincial federations: known from the public default templates, not
from captures.
"""

from parsers.model import Selectors
from parsers.platform import Platform

DEFAULT = Selectors(
    title=(".news_column h1.title", "h1.title", ".detail_container h1", "h1[itemprop=headline]"),
    lead=("#hometext", ".hometext", "div[itemprop=description]"),
    body=("#news-bodyhtml", "div[itemprop=articleBody]", ".bodytext"),
    authors=(
        ".news_column p.h5.text-right > strong + *",
        "//p[strong[starts-with(normalize-space(.), 'Tác giả')]]",
        ".detail-author",
        "span[itemprop=author]",
    ),
    published=(".news_column em.time", ".news_column span.h5", ".news_column time", "span.h5"),
    section=("ol.breadcrumb li:last-child a", ".breadcrumbs a:last-child"),
    tags=("a[rel=dofollow][href*=tag]", ".keywords a", ".tags a"),
    drop=(".related", ".socialicon", ".ratenews", "#newscomment", ".news-related", "#boxTip"),
    listing_item=(".news_column .panel-body", ".viewcat .panel-body", ".list-news .item"),
    item_link=("h3 > a", "h2 > a", "h4 > a", "a.show"),
    item_lead=(".text-justify", "p"),
    item_date=(".time", "em"),
    listing_next=("ul.pagination li.active + li a",),
)

PLATFORM = Platform(
    name="nukeviet",
    title="NukeViet",
    verified="known from public templates; no capture was at hand",
    signs=frozenset({"generator:nukeviet", "news-bodyhtml", "news_column"}),
    layouts=(DEFAULT,),
)
