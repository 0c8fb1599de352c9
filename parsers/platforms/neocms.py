"""NeoCMS (ePi): plo.vn, giaoduc.net.vn, tienphong.vn, vietnamplus.vn, nhandan.vn, by their `cms-*`
classes.

Related stories and the byline stand inside the body.
"""

from parsers.model import Selectors
from parsers.platform import Platform

NOW = Selectors(
    title=("h1.article__title", "h1.cms-title", ".article__title.cms-title"),
    kicker=(".article__sub-title", ".article__subtitle"),
    lead=("div.article__sapo", ".cms-desc"),
    body=("div.article__body", ".zce-content-body", ".cms-body"),
    authors=(
        ".article__header .cms-author .name",
        ".article__meta .cms-author .name",
        ".cms-author",
        ".article__author .name",
        ".article__author",
    ),
    published=("time.article__time", ".article__meta time", ".cms-date"),
    section=(".breadcrumb h2 a", ".breadcrumb a:last-child", ".breadcrumb a"),
    tags=(".article__tag a", ".cms-tags a"),
    drop=(
        "div.article-relate",
        "div.related-topic",
        "div.article__meta",
        ".ads_middle",
        ".banner",
        ".cms-relate-box",
    ),
    listing_item=("article.story",),
    item_link=("h2.story__heading a", "h3.story__heading a", ".story__heading a", "a.cms-link"),
    item_lead=(".story__summary",),
    item_date=("time", ".story__time"),
    listing_next=(
        ".pagination a[rel=next]",
        ".pagination li.active + li a",
        ".control__loadmore a",
    ),
)

PLATFORM = Platform(
    name="neocms",
    title="NeoCMS",
    verified="captured pages of plo.vn of 2025 and a captured home page of giaoduc.net.vn",
    hosts=("plo.vn", "giaoduc.net.vn", "tienphong.vn", "vietnamplus.vn", "nhandan.vn"),
    signs=frozenset({"zce-content-body", "cms-body", "story__heading"}),
    layouts=(NOW,),
)
