"""vietnamnet.vn: the layout of now; related headlines follow the body as a bare list."""

from parsers.model import Selectors
from parsers.platform import Platform

NOW = Selectors(
    title=("h1.content-detail-title",),
    lead=("h2.content-detail-sapo", ".content-detail-sapo"),
    body=("#maincontent", "div.maincontent"),
    authors=(".article-detail-author__info .name", ".newsFeature__author-info .name", "p.author"),
    published=(".bread-crumb-detail__time", ".publish-date"),
    section=(".bread-crumb-detail a:last-child", ".bread-crumb-detail a"),
    tags=(".tag-cotnent a", ".tag-content a", ".tags a"),
    drop=(".insert-wiki-content", ".article-relate", ".related-news", ".inner-article"),
    listing_item=(".verticalPost, .horizontalPost",),
    item_link=("[class*=__main-title] a", "h2 a", "h3 a"),
    item_lead=("[class*=__main-desc]", ".desc"),
    item_date=(".publish-date", "time"),
    listing_next=("ul.pagination__list li.pagination-next a", "ul.pagination__list a[rel=next]"),
)

PLATFORM = Platform(
    name="vietnamnet",
    title="VietNamNet",
    verified="captured pages of 2026",
    hosts=("vietnamnet.vn",),
    signs=frozenset(
        {
            "content-detail-sapo",
            "content-detail-title",
            "horizontalPost__main-title",
            "verticalPost__main-title",
        }
    ),
    layouts=(NOW,),
)
