"""laodong.vn, the paper of the General Confederation of Labour: the layout of now, and that of
about 2018.

Its first answer may be a challenge page (see `parsers.pagekind`). The date stands in the last
ld+json object.
"""

from parsers.model import Selectors
from parsers.platform import Platform

NOW = Selectors(
    title=(".wrapper-01 h1.title", "article.article-detail h1.title", "h1.title"),
    kicker=("article.article-detail .kicker",),
    lead=("div.chappeau",),
    body=("div.art-body",),
    authors=("span.authors", ".authors"),
    published=("article.article-detail time", "span.time", ".f-datetime"),
    section=(".breadcrumb a:last-child", ".breadcrumb a"),
    tags=(".keywords a", ".tags a"),
    drop=("div.tin-lien-quan", "div.related", ".art-relate", ".box-related"),
    listing_item=("article",),
    item_link=("a.article-title", "h6 > a", "h3 > a", "h2 > a", "a[title]", "a"),
    item_lead=("p.chapeau", "p.lead", ".article-sapo", "p"),
    item_date=("time", ".time"),
    listing_next=("ul.pagination a[rel=next]", "a.next"),
)

OLD = Selectors(
    title=("div.title h1",),
    lead=("p.abs",),
    body=("div.article-content",),
    authors=(".author", "p.author"),
    published=("time.f-datetime",),
    section=(".breadcrumb li:last-child a",),
    tags=("span.keywords a",),
    drop=("div.tin-lien-quan", "div.related", "p.abs"),
    listing_item=("article", "li.item"),
    item_link=("h4 > a", "h3 > a", "a[title]", "a"),
    item_lead=("p.abs", "p"),
    item_date=("time",),
    listing_next=("a[rel=next]", "a.next"),
)

PLATFORM = Platform(
    name="laodong",
    title="laodong.vn",
    verified="a captured home page of 2021 and the selectors of public crawlers",
    hosts=("laodong.vn",),
    signs=frozenset({"chappeau", "art-body"}),
    layouts=(NOW, OLD),
    last_json_ld=True,
)
