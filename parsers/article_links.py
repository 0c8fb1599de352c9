"""Which links can lead to an article: by the source's own pattern, else by the shape of the URL.

Pure string work on URLs.
"""

import re
from functools import lru_cache
from urllib.parse import parse_qsl, urlsplit

from parsers.html import Element, HtmlDoc
from parsers.urls import LONGEST, PLAIN, canonical, is_web, same_site

_ID_KEYS = frozenset(
    {
        "id",
        "newsid",
        "articleid",
        "itemid",
        "news_id",
        "idnews",
        "idtin",
        "tin",
        "post",
        "p",
        "bvid",
        "postid",
    }
)
_ELSEWHERE = ("#", "javascript:", "mailto:", "tel:", "data:")
_NOT_ARTICLE = re.compile(
    r"/(?:tag|tags|chu-de|topic|tac-gia|author|search|tim-kiem|category|chuyen-muc|video|rss|login|lien-he|gioi-thieu)(?:/|\.|$)",
    re.IGNORECASE,
)
_ID_IN_PATH = re.compile(
    r"/(?:newsid|articleid|itemid|newid|tinid|idtin|id|item|ctl/details/mid/\d+)/\d{2,}(?:/|$)",
    re.IGNORECASE,
)
_PORTAL_ID = re.compile(r"/-/\w+/\d+")
_EXTENSION = re.compile(r"\.\w{2,6}$")
_LONG_NUMBER = re.compile(r"\d{4,}")
_FILE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|pdf|docx?|xlsx?|zip|rar|mp[34]|css|js|xml|rss)$", re.IGNORECASE
)


def link_url(link: Element, doc: HtmlDoc, pattern: re.Pattern[str] | None) -> str | None:
    """The canonical URL of a link that can lead to an article of this site, or None.

    Where the source has no pattern, ``rel=bookmark`` says as much as the shape of the URL: it marks
    the permalink of the article that it stands in (HTML standard, 4.6.7.3), and weblogs have short
    slugs.
    """
    href = (link.get("href") or "").strip()
    if not href or len(href) > LONGEST or href.startswith(_ELSEWHERE):
        return None
    url = canonical(href, doc.base_url)
    if not is_web(url) or not same_site(url, doc.url) or url == _own_address(doc.url):
        return None
    if pattern is not None:
        return url if pattern.search(url) else None
    if "bookmark" in (link.get("rel") or "").split() and not _NOT_ARTICLE.search(url):
        return url
    return url if has_article_shape(url) else None


_own_address = lru_cache(maxsize=256)(canonical)


def has_article_shape(url: str) -> bool:
    """Whether a URL looks like an article's: a slug of several words, or a number that stands for
    it.

    >>> has_article_shape("https://example.vn/cong-doan-cham-lo-doan-vien-184703.html")
    True
    >>> has_article_shape("https://example.vn/cong-doan/hoat-dong")
    False
    """
    if plain := PLAIN.fullmatch(url):
        path, query = plain["path"].rstrip("/"), ""
    else:
        try:
            parts = urlsplit(url)
        except ValueError:
            return False
        path, query = parts.path.rstrip("/"), parts.query
    if _NOT_ARTICLE.search(path + "/") or _FILE.search(path):
        return False
    slug = path.rsplit("/", 1)[-1]
    stem = _EXTENSION.sub("", slug)
    words = stem.replace("_", "-").replace("-", " ").split()
    if len([word for word in words if not word.isdigit()]) >= 5:
        return True
    if (
        (len(words) >= 3 and _LONG_NUMBER.search(stem))
        or _PORTAL_ID.search(path)
        or _ID_IN_PATH.search(path)
    ):
        return True
    return bool(query) and any(
        key.lower() in _ID_KEYS and value.isdigit() for key, value in parse_qsl(query)
    )
