"""Pages of six kinds of site, printed from a story, with all that changes on them when nobody edits
anything.

`print_page` gives bytes as a server would. `Noise` says which kinds of churn are on; its dice say
how they fall. The markup follows what is publicly known of these CMSs; every word of the furniture
was written for this.
"""

import html
import random
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone

from bank import Story

HANOI = timezone(timedelta(hours=7))
FIRST_DAY = datetime(2026, 3, 2, 6, 30, tzinfo=HANOI)


@dataclass(frozen=True)
class Print:
    """What an editor wrote, ready to be printed."""

    number: int
    kicker: str
    title: str
    lead: str
    body: tuple[str, ...]
    captions: tuple[str, ...]
    author: str
    published: datetime
    updated: datetime | None = None
    tags: tuple[str, ...] = ("công đoàn", "người lao động", "đời sống công nhân")


def to_print(story: Story) -> Print:
    """Fill a story's slots."""
    return Print(
        number=story.number,
        kicker=story.kicker,
        title=story.text(story.title),
        lead=story.text(story.lead),
        body=tuple(story.text(passage) for passage in story.body),
        captions=tuple(story.text(passage) for passage in story.captions),
        author=story.author,
        published=FIRST_DAY + timedelta(minutes=story.minute),
    )


CHURN = (
    "counters", "related", "ads", "tokens", "cache busters", "relative times", "attributes", "white space", "NFD",
    "zero-width", "tone placement", "quote styles", "byline", "inline related", "comments", "clock", "neighbours",
    "inline links", "scripts", "lazy images", "entities", "newsletter", "site name", "bold", "share bar", "tag order",
)  # fmt: skip


@dataclass(frozen=True)
class Noise:
    """Which churn is on, and the dice it falls by."""

    on: frozenset[str] = frozenset()
    dice: random.Random = field(default_factory=lambda: random.Random(0))
    others: tuple[str, ...] = ()  # titles of other articles of the site

    def has(self, kind: str) -> bool:
        """Say whether this kind of churn is on."""
        return kind in self.on

    def number(self, low: int, high: int, kind: str) -> int:
        """Draw a number if the churn is on, else a fixed one."""
        return self.dice.randrange(low, high) if self.has(kind) else low

    def titles(self, count: int, kind: str) -> list[str]:
        """Titles of other articles: others at each look if the churn is on."""
        pool = list(self.others)
        if self.has(kind):
            self.dice.shuffle(pool)
        return pool[:count]


def _late(text: str) -> str:
    """hòa -> hoà, as older keyboards place the tone."""
    pairs = {"òa": "oà", "óa": "oá", "ỏa": "oả", "õa": "oã", "ọa": "oạ", "òe": "oè", "óe": "oé", "ỏe": "oẻ", "ùy": "uỳ",
             "úy": "uý", "ủy": "uỷ", "ụy": "uỵ"}  # fmt: skip
    return re.sub(
        "|".join(pairs) + r"(?!\w)",
        lambda match: (
            pairs[match[0]]
            if not re.match(r"\w", text[match.end() : match.end() + 1])
            else match[0]
        ),
        text,
    )


def _restyle(text: str) -> str:
    return text.replace("“", '"').replace("”", '"').replace("–", "-").replace("…", "...")


def words_of(text: str, noise: Noise) -> str:
    """One passage as HTML text, under the churn that touches text."""
    dice = noise.dice
    if noise.has("tone placement") and dice.random() < 0.7:
        text = _late(text)
    if noise.has("quote styles") and dice.random() < 0.7:
        text = _restyle(text)
    if noise.has("zero-width"):
        parts = text.split(" ")
        for _ in range(3):
            at = dice.randrange(len(parts))
            parts[at] += dice.choice(["\u200b", "\u00ad", "\ufeff", "\u200c"])
        text = (
            dice.choice([" ", " ", "\u00a0"]).join(parts)
            if dice.random() < 0.3
            else " ".join(parts)
        )
    if noise.has("NFD") and dice.random() < 0.7:
        text = unicodedata.normalize("NFD", text)
    text = html.escape(text, quote=False)
    if noise.has("entities") and dice.random() < 0.7:
        text = "".join(
            f"&#{ord(one)};" if ord(one) > 127 and dice.random() < 0.3 else one for one in text
        )
    return text


_MARKS = {
    "\ue001": '<a href="/tag/cong-nhan.html" class="kw">',
    "\ue002": "</a>",
    "\ue003": "<strong>",
    "\ue004": "</strong>",
}


def _marked(text: str, noise: Noise) -> str:
    """A passage with inline markup that comes and goes."""
    if noise.has("inline links") and noise.dice.random() < 0.5:
        text = re.sub("(công nhân|công đoàn)", "\ue001\\1\ue002", text, count=1)
    if noise.has("bold") and noise.dice.random() < 0.5:
        text = re.sub(r"(?<!\w)(\d[\d.,]*)", "\ue003\\1\ue004", text, count=1)
    done = words_of(text, noise)
    for mark, tag in _MARKS.items():
        done = done.replace(mark, tag).replace(f"&#{ord(mark)};", tag)
    return done


def _attrs(noise: Noise, **fixed: str) -> str:
    pairs = [f'{name.rstrip("_")}="{value}"' for name, value in fixed.items()]
    if noise.has("attributes"):
        pairs.append(f'data-r="{noise.dice.randrange(10**6)}"')
        pairs.append(f'id="e{noise.dice.randrange(10**6)}"' if "id" not in fixed else 'dir="auto"')
        noise.dice.shuffle(pairs)
    return " " + " ".join(pairs) if pairs else ""


def _image(number: int, index: int, noise: Noise) -> str:
    query = f"?rt={noise.number(1, 10**9, 'cache busters')}"
    url = f"/stores/news/{number}-{index}.jpg{query}"
    if noise.has("lazy images") and noise.dice.random() < 0.5:
        return f'<img class="lazy" src="data:image/gif;base64,R0lGOD" data-src="{url}" alt="anh {index}">'
    return f'<img src="{url}" alt="anh {index}">'


def _ads(noise: Noise, name: str) -> str:
    if not noise.has("ads"):
        return f'<div class="banner" id="{name}"></div>'
    texts = [
        "Mua căn hộ ven sông chỉ từ 1,5 tỷ",
        "Giảm giá 50% toàn bộ điện thoại",
        "Vay nhanh trong 5 phút",
        "",
    ]
    number = noise.dice.randrange(10**6)
    return (
        f'<div class="banner adv qc" id="{name}"><ins class="adsbygoogle" data-ad-slot="{number}"></ins>'
        f'<a href="https://ads.example/{number}" rel="sponsored">{noise.dice.choice(texts)}</a></div>'
    )


def _scripts(noise: Noise) -> str:
    token = noise.number(1, 10**9, "scripts")
    return f'<script>var _t={token};window.q=["{token}"]</script><!-- build {token} -->'


def _form(noise: Noise) -> str:
    token = noise.number(1, 10**12, "tokens")
    return (
        f'<form action="/search;jsessionid={token}"><input type="hidden" name="csrf" value="{token}">'
        '<input name="q" placeholder="Tìm kiếm"></form>'
    )


def _list(noise: Noise, heading: str, kind: str, count: int, *, cls: str) -> str:
    items = "".join(
        f'<li><a href="/bai-{abs(hash(title)) % 99991}.html?sid={noise.number(1, 9999, "tokens")}">{html.escape(title)}</a></li>'
        for title in noise.titles(count, kind)
    )
    return f'<div class="{cls}"><h3>{heading}</h3><ul>{items}</ul></div>'


def _counters(noise: Noise) -> str:
    return (
        f'<div class="tool"><span class="view">Lượt xem: {noise.number(120, 99999, "counters")}</span>'
        f'<span class="like">{noise.number(3, 999, "counters")} thích</span></div>'
    )


def _ago(noise: Noise) -> str:
    return f'<span class="time-ago">{noise.number(2, 59, "relative times")} phút trước</span>'


def _comments(noise: Noise) -> str:
    if not noise.has("comments"):
        return '<div class="comment-box"><h4>Bình luận (0)</h4></div>'
    said = [
        "Bài viết rất hay",
        "Mong công đoàn quan tâm hơn nữa đến công nhân",
        "Tôi ở khu trọ gần đó, đúng là như vậy",
    ]
    items = "".join(
        f'<li class="comment"><b>Bạn đọc {noise.dice.randrange(99)}</b><p>{text}</p>{_ago(noise)}</li>'
        for text in noise.dice.sample(said, noise.dice.randrange(1, 4))
    )
    return f'<div class="comment-box" id="comments"><h4>Bình luận ({noise.dice.randrange(1, 40)})</h4><ul>{items}</ul></div>'


def _clock(noise: Noise) -> str:
    minutes = noise.number(0, 9999, "clock")
    at = FIRST_DAY + timedelta(minutes=minutes)
    return f'<div class="today">Thứ hai, {at:%d/%m/%Y %H:%M} GMT+7 | {18 + minutes % 20}°C Hà Nội</div>'


def _newsletter(noise: Noise) -> str:
    if noise.has("newsletter") and noise.dice.random() < 0.6:
        return '<div class="newsletter"><p>Đăng ký nhận bản tin hằng ngày</p><input type="email"></div>'
    return ""


def _share(noise: Noise) -> str:
    count = noise.number(1, 500, "share bar")
    extra = (
        "<span>Sao chép liên kết</span>"
        if noise.has("share bar") and noise.dice.random() < 0.5
        else ""
    )
    return f'<div class="social share"><a href="#">Facebook</a> <a href="#">Zalo</a> <span>{count}</span>{extra}</div>'


def _inline_related(noise: Noise, cls: str) -> str:
    if not noise.has("inline related") or noise.dice.random() < 0.3:
        return ""
    items = "".join(
        f'<li><a href="/x-{i}.html" title="">{html.escape(title)}</a></li>'
        for i, title in enumerate(noise.titles(2, "inline related"))
    )
    return f'<div class="{cls}"><h4>Tin liên quan</h4><ul>{items}</ul></div>'


def _tags(item: Print, noise: Noise) -> str:
    tags = list(item.tags)
    if noise.has("tag order"):
        noise.dice.shuffle(tags)
    return (
        '<div class="tags"><span>Từ khóa:</span> '
        + " ".join(f'<a href="/tag/{i}">{tag}</a>' for i, tag in enumerate(tags))
        + "</div>"
    )


def _head(item: Print, noise: Noise, extra: str = "") -> str:
    site = (
        noise.dice.choice(["Báo Công Nhân", "Báo Công Nhân điện tử", "BCN"])
        if noise.has("site name")
        else "Báo Công Nhân"
    )
    stamp = f'<meta property="article:published_time" content="{item.published.isoformat()}">'
    if item.updated:
        stamp += f'<meta property="article:modified_time" content="{item.updated.isoformat()}">'
    title = html.escape(item.title)
    return (
        f'<head><meta charset="utf-8"><title>{title} - {site}</title><meta property="og:type" content="article">'
        f'<meta property="og:title" content="{title}"><meta property="og:url" content="/a-{item.number}.html">{stamp}{extra}'
        f"{_scripts(noise)}</head>"
    )


def _paragraphs(item: Print, noise: Noise, tag: str, related_class: str) -> str:
    texts = [
        f"<{tag}>{_marked(text, noise)}</{'p' if tag.startswith('p') else tag}>"
        for text in item.body
    ]
    box = _inline_related(noise, related_class)
    if box:
        texts.insert(min(2, len(texts)), box)
    return ("\n  \n" if noise.has("white space") else "").join(texts)


def mastercms_old(item: Print, noise: Noise) -> str:
    """MasterCMS about 2019: a table for each picture, the author under the text."""
    figures = "".join(
        f'<table class="MASTERCMS_TPL_TABLE"><tr><td>{_image(item.number, i, noise)}</td></tr><tr><td>{words_of(text, noise)}</td></tr></table>'
        for i, text in enumerate(item.captions)
    )
    byline_in_body = noise.has("byline") and noise.dice.random() < 0.5
    byline = (
        f'<p style="text-align:right"><strong>{item.author}</strong></p>' if byline_in_body else ""
    )
    author = "" if byline_in_body else f'<p class="author">{item.author}</p>'
    return f"""<html>{_head(item, noise)}<body>{_clock(noise)}{_form(noise)}{_ads(noise, "top")}
<div class="content_detail"{_attrs(noise)}><div class="title_new_nav"><span><a><span>Công đoàn</span></a></span></div>
<h1 class="title_detail">{words_of(item.title, noise)}</h1>
<div class="tool"><i><span>{item.published:%H:%M | %d/%m/%Y}</span></i></div>{_counters(noise)}{_share(noise)}
<div class="sapo">{words_of(item.lead, noise)}</div>
<div class="detail_info"{_attrs(noise)}>{figures}{_paragraphs(item, noise, "p", "tin-lien-quan")}{byline}</div>{author}
{_tags(item, noise)}{_list(noise, "Tin khác", "related", 6, cls="other_news")}{_comments(noise)}</div>
{_list(noise, "Đọc nhiều", "neighbours", 5, cls="sidebar")}{_newsletter(noise)}{_ads(noise, "foot")}</body></html>"""


def mastercms_new(item: Print, noise: Noise) -> str:
    """MasterCMS about 2021: the byline set to the right, the neighbours below."""
    figures = "".join(
        f'<table class="MASTERCMS_TPL_TABLE" style="width:100%"><tbody><tr><td>{_image(item.number, i, noise)}</td></tr><tr><td>{words_of(text, noise)}</td></tr></tbody></table>'
        for i, text in enumerate(item.captions)
    )
    right = noise.has("byline") and noise.dice.random() < 0.5
    byline = f'<p align="right"><strong>{item.author}</strong></p>'
    return f"""<html>{_head(item, noise)}<body>{_clock(noise)}{_form(noise)}
<div class="article-detail fw clearfix"{_attrs(noise)}><p class="detail-subtitle">{item.kicker}</p>
<h1 class="detail-title">{words_of(item.title, noise)}</h1>
<div class="datetime"><span class="format_time">{item.published:%H:%M}</span> <span class="format_date">{item.published:%d/%m/%Y}</span></div>{_share(noise)}
<p class="detail-sapo">{words_of(item.lead, noise)}</p>{_ads(noise, "mid")}
<div class="__MASTERCMS_CONTENT __MB_CONTENT_FOR_PRINTER"><div id="__MB_MASTERCMS_EL_3" class="__MB_MASTERCMS_EL item-content">
{figures}{_paragraphs(item, noise, "p", "related-in-body")}{byline if right else ""}</div>{"" if right else byline}</div>
<div class="main-cate tags">{_tags(item, noise)}</div>{_list(noise, "Có liên quan", "related", 4, cls="main-cate")}
<div class="before-after">{_list(noise, "Bài trước đó", "neighbours", 1, cls="before")}{_list(noise, "Bài sau đó", "neighbours", 1, cls="after")}</div>
<div class="__API_WIDGET" data-type="user_comments" secure_token="{noise.number(1, 10**9, "tokens")}">{_comments(noise)}</div></div>
{_list(noise, "Nên xem", "neighbours", 6, cls="bx-right")}{_newsletter(noise)}{_counters(noise)}</body></html>"""


def vccorp(item: Print, noise: Noise) -> str:
    """VCCorp: figures and related boxes that can be sorted into the text."""
    figures = "".join(
        f'<figure class="VCSortableInPreviewMode" type="Photo"><div>{_image(item.number, i, noise)}</div><figcaption class="PhotoCMS_Caption"><p>{words_of(text, noise)}</p></figcaption></figure>'
        for i, text in enumerate(item.captions)
    )
    name = f'<div class="detail-author"><div class="author-info"><p class="name">{item.author}</p></div></div>'
    low = noise.has("byline") and noise.dice.random() < 0.5
    return f"""<html>{_head(item, noise)}<body>{_clock(noise)}{_form(noise)}{_ads(noise, "admzone")}
<div class="detail__main"{_attrs(noise)}><div class="detail-cate"><a class="category-name_ac" data-role="cate-name">Lao động</a></div>
<h1 class="detail-title" data-role="title">{words_of(item.title, noise)}</h1>{"" if low else name}
<div class="detail-time"><time data-role="publishdate">{item.published:%d/%m/%Y %H:%M} GMT+7</time></div>{_share(noise)}
<h2 class="detail-sapo" data-role="sapo">{words_of(item.lead, noise)}</h2>
<div class="detail-content afcbc-body" data-role="content"{_attrs(noise)}>{figures}
{_paragraphs(item, noise, "p", "VCSortableInPreviewMode kbwscwl-relatedbox")}</div>{name if low else ""}
{_list(noise, "Tin liên quan", "related", 3, cls="box-category")}<div class="detail-tab">{_tags(item, noise)}</div>
<div class="detail__comment">{_comments(noise)}</div></div>{_list(noise, "Đọc nhiều", "neighbours", 8, cls="box-category hl")}
{_newsletter(noise)}{_counters(noise)}{_ads(noise, "bottom")}</body></html>"""


def vnexpress(item: Print, noise: Noise) -> str:
    """VnExpress: the byline is the last paragraph."""
    figures = "".join(
        f'<figure class="tplCaption"><div class="fig-picture">{_image(item.number, i, noise)}</div><figcaption><p class="Image">{words_of(text, noise)}</p></figcaption></figure>'
        for i, text in enumerate(item.captions)
    )
    low = noise.has("byline") and noise.dice.random() < 0.5
    byline = (
        f'<p class="author_mail"><strong>{item.author}</strong></p>'
        if low
        else f'<p class="Normal" style="text-align:right;"><strong>{item.author}</strong></p>'
    )
    return f"""<html>{_head(item, noise, f'<meta name="pubdate" content="{item.published.isoformat()}">')}<body>{_clock(noise)}{_form(noise)}
<section class="section page-detail"{_attrs(noise)}><ul class="breadcrumb"><li><a>Thời sự</a></li><li><a>Lao động</a></li></ul>
<span class="date">Thứ hai, {item.published:%d/%m/%Y, %H:%M} (GMT+7)</span><h1 class="title-detail">{words_of(item.title, noise)}</h1>
<p class="description">{words_of(item.lead, noise)}</p><article class="fck_detail"{_attrs(noise)}>{figures}
{_paragraphs(item, noise, 'p class="Normal"', "box-tinlienquanv2")}{byline}</article>{_tags(item, noise)}{_share(noise)}
{_comments(noise)}{_list(noise, "Tin cùng chuyên mục", "related", 6, cls="list-news-other")}</section>
<aside>{_list(noise, "Xem nhiều", "neighbours", 6, cls="box-xemnhieu")}{_ads(noise, "right")}</aside>{_counters(noise)}{_newsletter(noise)}</body></html>"""


def liferay(item: Print, noise: Noise) -> str:
    """A Liferay portal of an office: no h1, pictures in paragraphs."""
    figures = "".join(
        f'<p style="text-align:center">{_image(item.number, i, noise)}</p><p style="text-align:center"><em>{words_of(text, noise)}</em></p>'
        for i, text in enumerate(item.captions)
    )
    session = noise.number(1, 10**9, "tokens")
    return f"""<html>{_head(item, noise)}<body><div id="banner">{_clock(noise)}</div>{_form(noise)}
<div class="portlet-body"{_attrs(noise)}><div class="asset-full-content show-asset-title"><h3 class="asset-full-content-title">{words_of(item.title, noise)}</h3>
<span class="assetPublishDate block_timer">{item.published:%d/%m/%Y | %I:%M %p}</span>{_counters(noise)}
<p class="sapo">{words_of(item.lead, noise)}</p><div class="journal-content-article"{_attrs(noise)}>
{_paragraphs(item, noise, "p", "tin-lq")}{figures}</div><p class="view-content-author">{item.author}</p>
<a href="/web/guest/home?p_p_id=101&p_auth={session}">Quay lại</a>{_share(noise)}
<div class="related_asset"><h2>Tin khác</h2><ul class="related_asset_list">{_list(noise, "", "related", 7, cls="x")}</ul></div></div></div>
<div class="portlet-borderless"><h1 class="portlet-title">Thăm dò ý kiến</h1>{_ago(noise)}<p>{noise.number(10, 9999, "counters")} phiếu</p></div>{_newsletter(noise)}{_ads(noise, "lr")}</body></html>"""


def wordpress(item: Print, noise: Noise) -> str:
    """A plain WordPress theme that nobody knows: the lead is the first paragraph, in bold."""
    figures = "".join(
        f'<figure class="wp-caption">{_image(item.number, i, noise)}<figcaption class="wp-caption-text">{words_of(text, noise)}</figcaption></figure>'
        for i, text in enumerate(item.captions)
    )
    low = noise.has("byline") and noise.dice.random() < 0.5
    by = f'<span class="byline">Tác giả: <a rel="author">{item.author}</a></span>'
    return f"""<html>{_head(item, noise)}<body class="single">{_form(noise)}{_clock(noise)}<main id="main"{_attrs(noise)}><article class="post type-post">
<header class="entry-header"><h1 class="entry-title">{words_of(item.title, noise)}</h1><div class="entry-meta"><time datetime="{item.published.isoformat()}">{item.published:%d/%m/%Y}</time> {"" if low else by} {_ago(noise)}</div></header>
<div class="entry-content"{_attrs(noise)}><p><strong>{words_of(item.lead, noise)}</strong></p>{figures}
{_paragraphs(item, noise, "p", "yarpp-related")}{_share(noise)}</div><footer class="entry-footer">{by if low else ""}{_tags(item, noise)}</footer></article>
<nav class="post-navigation">{_list(noise, "Điều hướng bài viết", "neighbours", 2, cls="nav-links")}</nav>{_list(noise, "Bài viết liên quan", "related", 4, cls="related-posts")}{_comments(noise)}</main>
<aside class="widget-area">{_list(noise, "Bài viết mới", "neighbours", 5, cls="widget")}{_counters(noise)}{_newsletter(noise)}{_ads(noise, "side")}</aside></body></html>"""


SITES: dict[str, tuple[str, Callable[[Print, Noise], str]]] = {
    "mastercms-old": ("laodongthudo.vn", mastercms_old),
    "mastercms-new": ("thoibaonganhang.vn", mastercms_new),
    "vccorp": ("nld.com.vn", vccorp),
    "vnexpress": ("vnexpress.net", vnexpress),
    "liferay": ("sotttt.hanoi.gov.vn", liferay),
    "wordpress": ("congdoancoso.example", wordpress),
}


def print_page(site: str, item: Print, noise: Noise) -> bytes:
    """Print the page of one article on one kind of site."""
    return SITES[site][1](item, noise).encode()


def with_stamp(item: Print, minutes: int) -> Print:
    """The same article with a page stamp that moved."""
    return replace(item, updated=item.published + timedelta(minutes=minutes))
