"""MasterCMS (mastercms.org): laodongthudo.vn and its kin, three generations of templates.

The editor's content stands in `#__MB_MASTERCMS_EL_3` inside `.__MASTERCMS_CONTENT`; the byline may
stand between the two. Captions are the second row of a `table.MASTERCMS_TPL_TABLE`. Some themes
open the body with a table of related headlines.
"""

from parsers.model import Selectors
from parsers.platform import Platform

_BODY = (
    "#__MB_MASTERCMS_EL_3",
    ".__MASTERCMS_CONTENT .__MB_MASTERCMS_EL",
    ".__MASTERCMS_CONTENT",
)
_DROP = (
    "table.__mb_article_in_image ~ table.related",
    ".__API_WIDGET",
    ".before-after",
    "a.__ads_click",
    ".article-related",
    ".__MB_RELATED",
)
# The template of an image in the text is a table: image above, caption below.
_CAPTIONS = (
    ".//table[contains(@class,'MASTERCMS_TPL_TABLE') or contains(@class,'__mb_article_in_image')]"
    "[.//img]//td[not(.//img)]",
)
_NEXT = (
    "//*[contains(@class,'__MB_ARTICLE_PAGING')]//a[normalize-space(.)='Sau'"
    " or normalize-space(.)='>' or normalize-space(.)='»' or contains(@class,'next')]",
)

NEWER = Selectors(
    title=("h1.article-detail-title", "h1.bx-title"),
    kicker=(".article-detail-subtitle", "p.detail-subtitle"),
    lead=("div.article-detail-desc", ".article-desc"),
    body=_BODY,
    captions=_CAPTIONS,
    authors=(
        ".article-detail-infor > a",
        ".article-detail-author",
        "p.author",
        ".__MASTERCMS_CONTENT > p[align=right]",
    ),
    published=(
        "span.article-date",
        "span.article-detail-publish",
        ".article-detail-infor .format_time",
        ".format_time",
    ),
    section=(".article-detail-cate a", ".bx-cat-name a", ".breadcrumb a:last-child"),
    tags=(".article-detail-tag a", ".bx-tags a", ".tags a"),
    drop=_DROP,
    listing_item=(
        "div.bx-listing div.article",
        "div._MB_CATEGORY_LIST .bx-article",
        "div.hna-section-left div.article",
    ),
    item_link=("h3.article-title a", "h3 a", "h2 a"),
    item_lead=("div.bx-description", ".article-desc", ".article-description"),
    item_date=(".format_time", ".article-date"),
    listing_next=_NEXT,
)

OF_2021 = Selectors(
    title=("h1.detail-title",),
    kicker=("p.detail-subtitle",),
    lead=("p.detail-sapo", ".detail-sapo"),
    body=_BODY,
    captions=_CAPTIONS,
    authors=(".__MASTERCMS_CONTENT > p[align=right]", "p.author", ".detail-author"),
    published=("span.datetime", ".datetime"),
    section=(".breadcrumb a:last-child", ".detail-cate a"),
    tags=("div.main-cate.tags a", ".tags a"),
    drop=_DROP,
    listing_item=("#main-stream > li", "ul.list-news > li", ".cat-listing .article"),
    item_link=("a.title", "h3 a", "h2 a", "a"),
    item_lead=(".sapo", ".desc", "p"),
    item_date=(".format_time", ".datetime"),
    listing_next=_NEXT,
)

OLD = Selectors(
    title=("h1.title_detail", ".content_detail h1", "h1"),
    kicker=(".content_detail .sub_title",),
    lead=(".content_detail .sapo", ".content_detail .detail_desc"),
    body=(".detail_info", *_BODY),
    captions=_CAPTIONS,
    authors=(".content_detail .author", ".__MASTERCMS_CONTENT > p[align=right]"),
    published=(".content_detail .tool",),
    section=(".title_new_nav > span > a > span", ".title_new_nav a"),
    tags=(".tags a",),
    drop=_DROP,
    listing_item=("div.col_category div.list_news", "div.list_news"),
    item_link=("div.list_news_title h2 a", ".list_news_title a"),
    item_lead=("div.list_news_title p",),
    item_date=(".list_news_title .time",),
    listing_next=("(//*[contains(@class,'__MB_ARTICLE_PAGING')])[last()]//a[last()]",),
)

PLATFORM = Platform(
    name="mastercms",
    title="MasterCMS",
    verified="a transcription of a 2021 page (thoibaonganhang.vn); public crawlers' selectors",
    hosts=(
        "laodongthudo.vn",
        "laodongcongdoan.vn",
        "thoibaonganhang.vn",
        "haiquanonline.com.vn",
        "congthuong.vn",
        "baoquocte.vn",
        "baoxaydung.com.vn",
        "thoidai.com.vn",
        "phapluatxahoi.vn",
        "petrotimes.vn",
        "thoibaotaichinhvietnam.vn",
        "langngheviet.com.vn",
    ),
    signs=frozenset(
        {
            "__MASTERCMS_CONTENT",
            "__MB_MASTERCMS_EL",
            "__MB_ARTICLE_PAGING",
            "_MB_CATEGORY_LIST",
            "__MB_CONTENT_FOR_PRINTER",
        }
    ),
    layouts=(NEWER, OF_2021, OLD),
    lead_from_description=True,
)
