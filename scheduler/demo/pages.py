"""Render the example paper's pages: the article's own text, and around it all that real sites
change at every look.

Pure, given its `noise`: view counters, tokens, the order and choice of related lists, the count of
readers and the cache busters of images all come from there, so that no two answers are the same
bytes.
"""

from collections.abc import Iterable, Sequence
from email.utils import format_datetime
from html import escape
from random import Random
from string import Template

from scheduler.demo.paper import DemoArticle, DemoSite

FEED_ITEMS = 5


def article_page(site: DemoSite, article: DemoArticle, home: str, noise: Random) -> str:
    """The page of one article."""
    others = [other for other in site.articles if other.id != article.id]
    place = site.articles.index(article)
    time, date = article.published.split(" | ")
    half = len(article.paragraphs) // 2
    token = f"{noise.getrandbits(128):032x}"
    image = f"{home}/stores/news_dataimages/2026/{article.id}.jpg?rt={noise.getrandbits(40)}"
    return _fill(
        site,
        "article.html",
        raw={
            "see_also": _list(noise.sample(others, 3)),
            "others": _list(_shuffled(others[:7], noise), dated=True),
            "most_read": _list(noise.sample(others, 4)),
            "before": _link(site.articles[(place + 1) % len(site.articles)]),
            "after": _link(site.articles[place - 1]),
            "first_paragraphs": _paragraphs(article.paragraphs[:half]),
            "last_paragraphs": _paragraphs(article.paragraphs[half:]),
            "tags": " ".join(
                f'<a href="/tag/{n}.tag">{escape(tag)}</a>' for n, tag in enumerate(article.tags)
            ),
        },
        **_counters(noise),
        token=token,
        url=home + article.path,
        image=image,
        time=time,
        date=date,
        title=article.title,
        kicker=article.kicker,
        lead=article.lead,
        author=article.author,
        caption=article.caption,
    )


def listing_page(site: DemoSite, number: int, noise: Random) -> str | None:
    """Page `number` (from 1) of the section; None where there is none."""
    start = (number - 1) * site.per_page
    shown = site.articles[start : start + site.per_page]
    if number < 1 or not shown:
        return None
    last = (len(site.articles) - 1) // site.per_page + 1
    pages = [
        f'<span class="current">{n}</span>' if n == number else f'<a href="{_page_path(n)}">{n}</a>'
        for n in range(1, last + 1)
    ]
    if number < last:
        pages.append(f'<a href="{_page_path(number + 1)}">Sau</a>')
    return _fill(
        site,
        "listing.html",
        raw={
            "items": "\n".join(_item(article, noise) for article in shown),
            "pages": " ".join(pages),
            "most_read": _list(noise.sample(site.articles, 4)),
        },
        **_counters(noise),
    )


def feed(site: DemoSite, home: str) -> str:
    """The RSS feed of the section: its newest articles."""
    items = "\n".join(
        f"<item><title>{escape(article.title)}</title><link>{home}{article.path}</link>"
        f"<pubDate>{format_datetime(article.moment)}</pubDate>"
        f"<description>{escape(article.lead)}</description></item>"
        for article in site.articles[:FEED_ITEMS]
    )
    built = format_datetime(site.articles[0].moment)
    return _fill(site, "rss.xml", raw={"items": items}, home=f"{home}/cong-doan", built=built)


def error_page(site: DemoSite, status: int) -> str:
    """What the site shows where there is no page."""
    message = "Bài viết đã được gỡ bỏ" if status == 410 else "Không tìm thấy trang"
    return _fill(site, "error.html", raw={}, status=str(status), message=message)


def _fill(site: DemoSite, template: str, *, raw: dict[str, str], **texts: str) -> str:
    values = {name: escape(text) for name, text in texts.items()}
    return Template(site.templates[template]).substitute(
        values | raw, site=escape(site.title), section=escape(site.section)
    )


def _counters(noise: Random) -> dict[str, str]:
    return {
        "views": f"{noise.randint(200, 90_000):,}".replace(",", "."),
        "comments": str(noise.randint(0, 60)),
        "online": str(noise.randint(20, 4_000)),
        "request": str(noise.getrandbits(32)),
        "slot": str(noise.randint(1, 9)),
    }


def _shuffled(articles: Iterable[DemoArticle], noise: Random) -> list[DemoArticle]:
    mixed = list(articles)
    noise.shuffle(mixed)
    return mixed


def _paragraphs(texts: Iterable[str]) -> str:
    return "\n".join(f'<p style="text-align: justify;">{escape(text)}</p>' for text in texts)


def _link(article: DemoArticle) -> str:
    title = escape(article.title)
    return f'<a href="{article.path}" title="{title}">{title}</a>'


def _list(articles: Sequence[DemoArticle], *, dated: bool = False) -> str:
    return "\n".join(
        f"<li>{_link(article)}{f' <span>({article.published[8:]})</span>' if dated else ''}</li>"
        for article in articles
    )


def _item(article: DemoArticle, noise: Random) -> str:
    return (
        f'<div class="article"><a class="article-image" href="{article.path}">'
        f'<img src="/stores/{article.id}.jpg?rt={noise.getrandbits(40)}" alt=""></a>'
        f'<h3 class="article-title">{_link(article)}</h3>'
        f'<div class="article-desc">{escape(article.lead)}</div></div>'
    )


def _page_path(number: int) -> str:
    return "/cong-doan" if number == 1 else f"/cong-doan/p{number}"
