"""Joomla 3 to 5: known from the public default templates (Protostar, Cassiopeia), not from
captures.
"""

from parsers.model import Selectors
from parsers.platform import Platform

DEFAULT = Selectors(
    title=(
        ".item-page h1[itemprop=headline]",
        ".item-page h2[itemprop=headline]",
        ".item-page .page-header h1",
        ".item-page .page-header h2",
        ".item-page h1",
        ".item-page h2",
    ),
    body=(".item-page [itemprop=articleBody]", ".com-content-article__body", ".item-page"),
    authors=(".item-page .createdby [itemprop=name]", ".item-page .createdby"),
    published=(
        ".item-page .published time",
        ".item-page .published",
        ".item-page .create time",
        ".item-page .create",
    ),
    updated=(".item-page .modified time", ".item-page .modified"),
    section=(".item-page .category-name a", ".mod-breadcrumbs li:nth-last-child(2) a"),
    tags=(".item-page ul.tags a",),
    drop=(".article-info", ".icons", ".pager", ".pagenavigation", ".relateditems", "ul.tags"),
    listing_item=(".blog .item", ".blog-items .item", ".category-list tbody tr"),
    item_link=(".page-header a", ".item-title a", "h2 a", "td.list-title a"),
    item_lead=("p",),
    item_date=("time", ".list-date"),
    listing_next=(".pagination a.next", ".pagination .pagination-next a", "a[aria-label*=tiếp]"),
)

PLATFORM = Platform(
    name="joomla",
    title="Joomla",
    verified="known from public templates; no capture was at hand",
    signs=frozenset({"generator:joomla", "com-content-article"}),
    layouts=(DEFAULT,),
)
