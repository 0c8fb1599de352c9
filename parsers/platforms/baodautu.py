"""baodautu.vn: no h1; a list of related headlines between lead and body; MasterCMS tables pasted
into the body.
"""

from parsers.model import Selectors
from parsers.platform import Platform

NOW = Selectors(
    title=("div.title-detail", ".title-detail"),
    lead=("div.sapo_detail",),
    body=("#content_detail_news",),
    captions=("td.media-caption",),
    authors=(".author-share-top a.author", ".author-share-top .author"),
    published=(".author-share-top span.post-time", ".post-time"),
    section=(".breadcrumb a:last-child", ".main_cate .title_cate a", "nav.breadcrumb a"),
    tags=("a.tag_detail_item",),
    drop=(".list_news_relation_top", "#boxcauhoi", ".news_relate_one"),
    listing_item=("ul.list_news_home li", ".desc_list_news_home"),
    item_link=(
        ".desc_list_news_home a.fs22",
        ".desc_list_news_home a",
        "a.title_thumb_square",
        "a[title]",
    ),
    item_lead=(".sapo_thumb_news",),
    item_date=(".post-time",),
    listing_next=(
        "nav.pagation a.pagation_item.active + a",
        "nav.pagation a[rel=next]",
        "nav.pagation a:last-child",
    ),
)

PLATFORM = Platform(
    name="baodautu",
    title="Báo Đầu tư",
    verified="captured pages of 2026",
    hosts=("baodautu.vn", "tinnhanhchungkhoan.vn"),
    signs=frozenset({"content_detail_news", "desc_list_news_home"}),
    layouts=(NOW,),
)
