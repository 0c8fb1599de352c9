"""VCCorp's CMS: nld.com.vn, tuoitre.vn, thanhnien.vn, cafef.vn, baochinhphu.vn and their kin.

The body is `.detail-content.afcbc-body`; boxes named `VCSortableInPreviewMode` inside it are the
article's own (ObjectBoxContent) unless they hold related headlines. Listing pages carry the zone's
number, by which the pages of the list are fetched.
"""

import re
from urllib.parse import urljoin, urlsplit

from parsers.html import HtmlDoc
from parsers.model import Page, Selectors
from parsers.platform import Platform, host_of

_PAGED = re.compile(
    r"/(?P<list>timelinelist|timeline)/(?P<zone>\d+)/(?P<prefix>trang-)?(?P<page>\d{1,9})"
    r"\.(?P<ext>htm|chn)$"
)
_ZONE = re.compile(
    rb"""id=["']hdZoneId["'][^>]*value=["'](\d+)|value=["'](\d+)["'][^>]*id=["']hdZoneId["']"""
)
_NEAR = 300  # bytes: so far from the name of the field stands its value
_MORE = re.compile(rb"/(timelinelist|timeline)/")
_DROP = (
    ".kbwscwl-relatedbox",
    "div.tindnd",
    "#listNewsInContent",
    "a.OneNewsTitle",
    ".VCObjectBoxRelatedNewsItemSapo",
    "div[type=RelatedOneNews]",
    "div[type=RelatedNews]",
    ".VCObjectBoxRelatedNews",
    ".readmore-body-box",
    ".link-source-wrapper",
    ".detail__comment",
    "p.author",
    "p.source",
)

NOW = Selectors(
    title=("h1[data-role=title]", "h1.detail-title", "h1.title", "h1.article-title"),
    kicker=(".detail-sub-title", ".detail-kicker"),
    lead=("h2[data-role=sapo]", "h2.detail-sapo", "h2.sapo", ".detail-sapo"),
    body=(
        "div.detail-content[data-role=content]",
        "div.detail-content.afcbc-body",
        ".afcbc-body",
        "div.detail-mcontent",
    ),
    authors=(
        ".detail-author .author-item-name .name",
        ".detail-author .author-info .name",
        ".detail-author [data-role=author]",
        "[data-role=author]",
        ".detail-author .name",
        "p.author",
    ),
    published=(".detail-time [data-role=publishdate]", "[data-role=publishdate]", ".detail-time"),
    section=(".detail-cate a", "[data-role=cate-name]"),
    tags=(".detail-tab a.item", ".detail-tag-list a", ".list-tag a", ".row2 a[href*=tag]"),
    drop=_DROP,
    listing_item=(
        "div.list__focus-main .box-category-item, div.list__news-main .box-category-item",
        ".box-category-item",
        ".box-stream-item",
        "//a[contains(@class,'box-stream-link-title')]/..",
        ".timeline_list li, .tlitem",
    ),
    item_link=(
        "a.box-category-link-title",
        "a.box-stream-link-title",
        "h3 > a",
        "h2 > a",
        "a[title]",
    ),
    item_lead=(".box-category-sapo", ".box-stream-sapo", "p.sapo"),
    item_date=("span.box-stream-time", ".box-category-time", ".time"),
)

OLD = Selectors(
    title=("h1.title-content", "h1.details__headline", "h1.title-detail", "h1"),
    lead=("h2.sapo-detail", "#chapeau", ".sapo-detail", ".sapo"),
    body=(
        "div.contentbody",
        "#abody",
        "div.content_detail",
        "div.content-detail",
        "div.contentdetail",
        "#content_detail",
    ),
    authors=(".details__author__name", ".author", "p.author"),
    published=("span.pdate", ".details__meta time", ".meta time", ".pdate"),
    section=(".breadcrumb a:last-child", ".cate a"),
    tags=("div.listtags ul li a", ".tags a"),
    drop=_DROP,
    listing_item=("ul.list-news li", "article.story"),
    item_link=("h3 > a", "h2 > a", "a[title]"),
    item_lead=("p.sapo", ".summary", "p"),
    item_date=("time", ".time"),
)


def next_page(doc: HtmlDoc, page: Page) -> str | None:
    """The next page of a list: /timelinelist/<zone>/<page>.htm, the form in which the site's own
    "more" button asks.
    """
    parts = urlsplit(page.url)
    at = _PAGED.search(parts.path)
    if at:
        number = int(at["page"]) + 1
        path = f"/{at['list']}/{at['zone']}/{at['prefix'] or ''}{number}.{at['ext']}"
        return urljoin(page.url, path)
    named = page.body.find(b"hdZoneId")
    found = _ZONE.search(page.body, max(0, named - _NEAR), named + _NEAR) if named >= 0 else None
    if found is None:
        return None
    extension = "chn" if parts.path.endswith(".chn") else "htm"
    asked = _MORE.search(page.body)
    zone = (found[1] or found[2]).decode()
    if host_of(page.url).endswith("tuoitre.vn") or (asked and asked[1] == b"timeline"):
        return urljoin(page.url, f"/timeline/{zone}/trang-2.{extension}")
    return urljoin(page.url, f"/timelinelist/{zone}/2.{extension}")


PLATFORM = Platform(
    name="vccorp",
    title="VCCorp",
    verified="captures of nld.com.vn, tuoitre.vn, cafef.vn, baochinhphu.vn of 2025 and 2026",
    hosts=(
        "nld.com.vn",
        "tuoitre.vn",
        "thanhnien.vn",
        "cafef.vn",
        "baochinhphu.vn",
        "kenh14.vn",
        "danviet.vn",
        "genk.vn",
        "cafebiz.vn",
        "soha.vn",
    ),
    signs=frozenset(
        {
            "afcbc-body",
            "VCSortableInPreviewMode",
            "hdZoneId",
            "box-category-link-title",
            "box-stream-link-title",
            "kbwscwl-relatedbox",
        }
    ),
    layouts=(NOW, OLD),
    next_page=next_page,
)
