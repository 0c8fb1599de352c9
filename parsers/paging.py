"""The next page of a listing: by selectors, by rel=next, by the pager's current number, by the
words of its links, by a link that is the number of the page it leads to.

A link only counts where it leads forward: the page number in its URL must be greater than that of
the page it stands on, since some themes end the pager with "first" or "previous". Pure.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from urllib.parse import unquote

from parsers.html import Element, HtmlDoc, select, text_of
from parsers.text import fold
from parsers.urls import LONGEST, canonical, same_site

_PAGER = re.compile(
    r"paging|pagination|pagation|\bpager|page-?nav|phan-?trang|pagenumber|page-?list|list-?page|wp-paginate|__MB_ARTICLE_PAGING",
    re.IGNORECASE,
)
_CURRENT = re.compile(
    r"(?:^|[\s_-])(?:current|active|selected|on|now|disabled-current)(?:$|[\s_-])", re.IGNORECASE
)
_NEXT_WORDS = frozenset(
    {
        *(
            "sau",
            "trang sau",
            "trang tiep",
            "trang tiep theo",
            "trang ke",
            "trang ke tiep",
            "tiep",
            "tiep theo",
            "ke tiep",
        ),
        *(
            ">",
            ">>",
            "»",
            "›",
            "→",
            "next",
            "next page",
            "go to next page",
            "next »",
            "next >",
            "older posts",
            "older",
            "trang sau »",
        ),
        *(
            "tin cu hon",
            "bai cu hon",
            "cu hon",
            "xem tiep",
            "sau »",
            "sau >",
            "tiep »",
            "trang sau >",
        ),
    }
)
_NEXT_NAME = re.compile(
    r"(?:^|[\s_-])next(?:$|[\s_-])|right-?arrow|fa-angle-right|chevron-right", re.IGNORECASE
)
_NUMBER = (
    re.compile(
        r"(?:[?&;](?:[\w.]*_)?(?:page|paged|p|trang|cur|pg|pageindex|pageno|brsr|start)=)(\d{1,9})(?!\d)",
        re.IGNORECASE,
    ),
    re.compile(r"/(?:page|trang|p)[-/]?(\d{1,9})(?:\.\w+)?/?(?:$|[?#])", re.IGNORECASE),
    re.compile(r"-(?:p|page|trang)-?(\d{1,9})(?:\.\w+)?/?(?:$|[?#])", re.IGNORECASE),
    re.compile(r"/(?:timelinelist|timeline)/\d+/(?:trang-)?(\d{1,9})\.\w+$", re.IGNORECASE),
)
_MORE_WORDS = frozenset({"xem them", "tai them", "xem them tin", "load more", "show more"})
_ARROWS = "<>«»‹›→| .…"
_MAX_TEXT = 20
_MOST_PAGERS = 50
_MOST_LINKS = 200  # of one pager: some list all pages


def find_next(doc: HtmlDoc, selectors: Iterable[str] = ()) -> str | None:
    """The URL of the next page, canonical and absolute; None on the last page and where there is no
    pager.
    """
    for selector in selectors:
        for el in select(doc.root, selector):
            if (url := _forward(doc, el)) is not None:
                return url
    for el in doc.root.iter("link", "a"):
        if "next" in (el.get("rel") or "").lower().split() and (url := _forward(doc, el)):
            return url
    boxes = doc.root.iter("div", "ul", "nav", "ol", "p", "td", "section")
    for pager in islice(filter(_is_pager, boxes), _MOST_PAGERS):
        links = islice(pager.iter("a"), _MOST_LINKS)
        if (url := _after_current(doc, pager) or _by_words(doc, links)) is not None:
            return url
    all_links = list(doc.root.iter("a"))
    wordy = [el for el in all_links if _is_wordy(text_of(el)) or el.get("title")]
    return _by_words(doc, wordy) or _more(doc, wordy) or _by_number(doc, all_links)


def _by_number(doc: HtmlDoc, links: Iterable[Element]) -> str | None:
    """Where a link that is only the number of the page after this one leads to just that page: a
    pager of no name.
    """
    after = (page_number(doc.url) or 1) + 1
    sign = str(after)
    for el in links:
        if sign in (el.get("href") or "") and text_of(el).strip("[]() ") == sign:
            url = _forward(doc, el)
            if url is not None and page_number(url) == after:
                return url
    return None


def _more(doc: HtmlDoc, links: Iterable[Element]) -> str | None:
    """Where a link says "more" and leads to the page after this one."""
    after = (page_number(doc.url) or 1) + 1
    for el in links:
        if fold(text_of(el)).strip(_ARROWS) in _MORE_WORDS:
            url = _forward(doc, el)
            if url is not None and page_number(url) == after:
                return url
    return None


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


def _is_wordy(text: str) -> bool:
    return len(text) > _MAX_TEXT or len(fold(text)) > 3


def _is_pager(el: Element) -> bool:
    return bool(_PAGER.search(f"{el.get('class') or ''} {el.get('id') or ''}"))


def _forward(doc: HtmlDoc, el: Element, first: int | None = None) -> str | None:
    """Where a link leads, if that is a later page of the same site.

    A URL without a number is later only than another one without; some sites count from zero, so
    that their second page is number 1: the link must say so in words, or by its place (`first`).
    """
    href = (el.get("href") or "").strip()
    if not href or len(href) > LONGEST or href.startswith(("#", "javascript:", "mailto:")):
        return None
    url = canonical(href, doc.base_url)
    if not same_site(url, doc.url) or url == canonical(doc.url):
        return None
    target, here = page_number(url), page_number(doc.url)
    if target is None:
        return url if here is None else None
    if first is None:
        first = 0 if _says_next(el) else 1
    return url if target > (first if here is None else here) else None


def _after_current(doc: HtmlDoc, pager: Element) -> str | None:
    """The link of the number after the one that the pager marks as current."""
    numbers: list[tuple[int, Element]] = []
    current: int | None = None
    parts = pager.iter("a", "span", "strong", "b", "li", "em", "button")
    for el in islice(parts, 2 * _MOST_LINKS):
        text = text_of(el)
        if not text.isdecimal() or len(text) > 5:
            continue
        if el.tag == "a" and el.get("href"):
            numbers.append((int(text), el))
        marked = el.get("aria-current") or _CURRENT.search(el.get("class") or "")
        bare = el.tag in ("strong", "b", "em", "span") and not _inside_link(el)
        if marked or bare:
            current = int(text) if current is None else current
    if current is None:
        current = page_number(doc.url) or 1
    return next(
        (url for number, el in numbers if number == current + 1 and (url := _forward(doc, el, 0))),
        None,
    )


def _inside_link(el: Element) -> bool:
    parent = el.getparent()
    return parent is not None and parent.tag == "a"


def _by_words(doc: HtmlDoc, links: Iterable[Element]) -> str | None:
    for el in links:
        if _says_next(el) and (url := _forward(doc, el)) is not None:
            return url
    return None


def _says_next(el: Element) -> bool:
    return any(_is_next(word) for word in _words(el))


def _words(el: Element) -> Iterator[str]:
    text = text_of(el)
    if len(text) <= _MAX_TEXT:
        yield text
    for name in ("title", "aria-label"):
        if value := el.get(name):
            yield value
    if not text and _NEXT_NAME.search(
        " ".join([el.get("class") or "", *(c.get("class") or "" for c in el)])
    ):
        yield "next"


def _is_next(word: str) -> bool:
    words = " ".join(fold(word).split()).strip(". ")
    return words in _NEXT_WORDS or words.strip(_ARROWS) in _NEXT_WORDS
