"""Whether a page lists articles instead of being one. Pure."""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from parsers.head import Head

_ARTICLE_TYPES = frozenset({"article", "news", "video.other", "blog"})
_LISTING_PATH = re.compile(
    r"^/?$|/(?:p|page|trang)[-/]?\d+(?:\.\w+)?/?$|-p\d+/?$|/(?:category|chuyen-muc|tag)/",
    re.IGNORECASE,
)
_SHORT_BODY = 600


def looks_like_listing(url: str, head: Head, paragraphs: Sequence[str]) -> bool:
    """Whether the page is clearly a list: nothing in it claims to be an article, and little running
    text stands in it.
    """
    if head.json_ld.kind or (head.first("og:type") or "").lower() in _ARTICLE_TYPES:
        return False
    if head.first("article:published_time", "pubdate", "datepublished"):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if not parts.netloc:
        return False
    at_listing = bool(_LISTING_PATH.search(parts.path)) and not re.search(r"\d{4,}", parts.query)
    running = sum(len(text) for text in paragraphs if len(text) > 80)
    if at_listing:
        return running < 3 * _SHORT_BODY
    return (
        (head.first("og:type") or "").lower() == "website"
        and running < _SHORT_BODY
        and not head.headings
    )
