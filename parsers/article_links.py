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
_NO_ID_KEYS = tuple(
    "cat cate category categoryid cateid catid zone zoneid tabid menu menuid mid page trang"
    " portal portalid parent lang year month date nam thang ngay tag author user cur start"
    " size".split()
)
"""Parameters that number something else than an article, whatever stands before their names."""
_NOT_ARTICLE = re.compile(
    r"/(?:tag|tags|chu-de|topic|tac-gia|author|search|tim-kiem|category|chuyen-muc|video|rss|login|lien-he|gioi-thieu)(?:/|\.|$)",
    re.IGNORECASE,
)
_ID_IN_PATH = re.compile(
    r"/(?:newsid|articleid|itemid|newid|tinid|idtin|id|item|ctl/details/mid/\d+)/\d{2,}(?:/|$)"
    r"|/[1-9]\d{4,9}/(?:[a-z\d]+-){2,}[a-z\d]+(?:\.\w{2,5})?$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"/(?:node|posts?|news|tin|tin-tuc|bai|bai-viet|articles?|chi-tiet(?:-tin)?|details?|view|show"
    r"|xem|story|stories)/[1-9]\d{2,9}$"
    r"|/[1-9]\d{4,9}$",
    re.IGNORECASE,
)
"""A number where a slug would stand: /node/1845, /tin-nganh/184590."""
_SLUG = re.compile(r"/(?:[a-z\d]+-){4,}[a-z\d]+/\d{1,9}$", re.IGNORECASE)
_FILMS = re.compile(r"/videos?(?=/|\.|$)", re.IGNORECASE)
_NO_ADDRESS = ("#", "javascript:", "mailto:", "tel:", "data:")
_DASHED = re.compile(r"\d+(?:-\d+)+")
_LONGEST_SCRIPT = 2_000
_GOES_TO = re.compile(
    r"(?:location(?:\.href)?\s?=|location\.(?:assign|replace)\(|window\.open\()\s?"
    r"(?:['\"]|&quot;)(?P<url>[^'\"<>\s]{1,900}+)['\"]"
)
_PORTAL_ID = re.compile(r"/-/\w+/\d+")
_EXTENSION = re.compile(r"\.\w{2,6}$")
_LONG_NUMBER = re.compile(r"\d{4,}")
_FILE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|pdf|docx?|xlsx?|zip|rar|mp[34]|css|js|xml|rss)$", re.IGNORECASE
)


def link_url(
    link: Element,
    doc: HtmlDoc,
    pattern: re.Pattern[str] | None,
    *,
    acting: bool = False,
    any_shape: bool = False,
) -> str | None:
    """The canonical URL of a link that can lead to an article of this site, or None; with `acting`
    also of an element that a script makes a link, with `any_shape` whatever its slug.

    Where the source has no pattern, ``rel=bookmark`` says as much as the shape of the URL: it marks
    the permalink of the article that it stands in (HTML standard, 4.6.7.3), and weblogs have short
    slugs.
    """
    href = (link.get("href") or "").strip()
    if link.tag != "a" or not href or href.startswith(_NO_ADDRESS):
        href = scripted(link) if acting else ""
        if not href or href.startswith(_NO_ADDRESS):
            return None
    if len(href) > LONGEST:
        return None
    url = canonical(href, doc.base_url)
    if (
        not is_web(url)
        or not (url.startswith(_own_origin(doc.url)) or same_site(url, doc.url))
        or url == _own_address(doc.url)
    ):
        return None
    if pattern is not None:
        return url if pattern.search(url) else None
    if "bookmark" in (link.get("rel") or "").split() and not _NOT_ARTICLE.search(url):
        return url
    # On the page of the films the films are what is listed.
    shape = _FILMS.sub("", url, count=1) if _FILMS.search(doc.url) else url
    if any_shape:
        return None if _NOT_ARTICLE.search(shape + "/") or _FILE.search(shape) else url
    return url if has_article_shape(shape) else None


def scripted(el: Element) -> str:
    """Where a script leads who clicks on an element, if that is written in plain words."""
    for value in (el.get("onclick"), el.get("href")):
        if value and (found := _GOES_TO.search(value, 0, _LONGEST_SCRIPT)):
            return found["url"]
    return el.get("data-href") or ""


@lru_cache(maxsize=256)
def _own_origin(url: str) -> str:
    """Scheme and host of a page, which most of its links share."""
    return canonical("/", url)


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
        or _has_number_for_slug(path.removesuffix(slug) + stem, stem)
    ):
        return True
    return bool(query) and _numbers_an_article(parse_qsl(query))


def _has_number_for_slug(path: str, slug: str) -> bool:
    """Whether a path ends in the number of an article, alone or after its slug."""
    if not slug.isdigit():
        return False
    return bool(_SLUG.search(path) or (_NUMBERED.search(path) and not _is_day(slug)))


def _numbers_an_article(fields: list[tuple[str, str]]) -> bool:
    """Whether one of the parameters is the number of an article; Joomla writes its slug behind it,
    and tells lists by `view`.
    """
    if any(key == "view" and value.startswith(("categ", "section")) for key, value in fields):
        return False
    for key, value in fields:
        number = value.partition(":")[0]
        if key.lower() in _ID_KEYS and _DASHED.fullmatch(number):
            return True
        if not number.isdigit():
            continue
        if key.lower() in _ID_KEYS or (len(number) >= 5 and not key.lower().endswith(_NO_ID_KEYS)):
            return not _is_day(number) or key.lower() in _ID_KEYS
    return False


def _is_day(number: str) -> bool:
    """Whether a number reads as a year, a month or a day of one: an archive, not an article."""
    return re.fullmatch(r"(?:19|20)\d\d(?:[01]\d(?:[0-3]\d)?)?", number) is not None
