"""The number of a page in the address of a listing: read, and taken out. Pure string work."""

import re
from urllib.parse import unquote

_NUMBER = (
    re.compile(
        r"(?:[?&;](?:[\w.]*_)?(?:page|paged|p|trang|cur|pg|pageindex|pageno|brsr|start|limitstart|offset|skip)=)(\d{1,9})(?!\d)",
        re.IGNORECASE,
    ),
    re.compile(r"/(?:page|trang|p)[-/]?(\d{1,9})(?:\.\w+)?/?(?:$|[?#])", re.IGNORECASE),
    re.compile(r"-(?:p|page|trang)-?(\d{1,9})(?:\.\w+)?/?(?:$|[?#])", re.IGNORECASE),
    re.compile(r"/(?:timelinelist|timeline)/\d+/(?:trang-)?(\d{1,9})\.\w+$", re.IGNORECASE),
)
OFFSET = re.compile(r"[?&;](?:brsr|start|limitstart|offset|skip)=\d", re.IGNORECASE)
"""Some count articles instead of pages."""
_EXTENSION = re.compile(r"\.(?:html?|aspx?|php|jsp|chn|htm|ldo)$", re.IGNORECASE)


def page_number(url: str) -> int | None:
    """The page number that a URL carries, or None.

    >>> page_number("https://vnexpress.net/kinh-doanh-p3")
    3
    """
    plain = unquote(url)
    for pattern in _NUMBER:
        if found := pattern.search(plain):
            return int(found[1])
    return None


def without_number(url: str) -> tuple[str, frozenset[str]]:
    """An address without the number of its page: path and parameters."""
    plain = unquote(url)
    for pattern in _NUMBER:
        if found := pattern.search(plain):
            gap = "&" if found[0][:1] in "?&;" else ""
            plain = plain[: found.start()] + gap + plain[found.end() :]
            break
    path, *fields = re.split(r"[?&;]", plain)
    return _EXTENSION.sub("", path).rstrip("/"), frozenset(filter(None, fields))
