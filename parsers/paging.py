"""The next page of a listing: by selectors, by rel=next, by the pager's current number, by the
words of its links, by a link that is the number of the page it leads to, by the address of the
list itself with the next number, in a link, a button's data or a form.

A link only counts where it leads forward: the page number in its URL must be greater than that of
the page it stands on, since some themes end the pager with "first" or "previous". Pure.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice

from lxml import etree

from parsers.html import Element, HtmlDoc, select, text_of, with_any
from parsers.pagenumber import OFFSET, page_number, without_number
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
_END_NUMBER = re.compile(r"(?P<stem>https?://[^?]*[^/?])/(?P<number>\d{1,3})/?$")
_DATA = ("data-url", "data-href", "data-next", "data-next-url", "data-link")
_WITH_DATA = tuple(etree.XPath(f"//@{name}/..") for name in _DATA)
_MAX_SIGN = 40
_MORE_WORDS = frozenset({"xem them", "tai them", "xem them tin", "load more", "show more"})
_ARROWS = "<>«»‹›→| .…"
_Link = tuple[Element, str]
"""A link and its text, which is asked for more than once."""
_MAX_TEXT = 20
_WORDLESS = 3
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
        url = _after_current(doc, pager)
        shown = ((el, text_of(el)) for el in islice(pager.iter("a"), _MOST_LINKS))
        if url := url or _by_words(doc, shown):
            return url
    links = [(el, text_of(el)) for el in doc.root.iter("a") if el.get("href")]
    wordy = [(el, text) for el, text in links if len(text) > _WORDLESS or el.get("title")]
    return (
        _by_words(doc, wordy)
        or _more(doc, wordy)
        or _by_number(doc, links)
        or _by_address(doc, links)
        or _by_offset(doc, links)
    )


def _by_offset(doc: HtmlDoc, links: Iterable[_Link]) -> str | None:
    """The address of this very list that begins with the nearest later article."""
    own, here = without_number(canonical(doc.url)), page_number(doc.url) or 0
    later: dict[int, str] = {}
    for el, text in links:
        href = el.get("href") or ""
        if OFFSET.search(href) and (text.strip("[]() ").isdigit() or _says_next(el, text)):
            url = canonical(href, doc.base_url)
            number = page_number(url)
            if number is not None and number > here and without_number(url) == own:
                later[number] = url
    return later[min(later)] if later else None


def _addresses(
    doc: HtmlDoc, links: Iterable[_Link], number: re.Pattern[str]
) -> Iterator[tuple[str, bool]]:
    """The addresses with such a number that links, buttons and forms lead to, and whether the words
    of a link say that it goes on.
    """
    for el, text in links:
        href = el.get("href") or ""
        if len(text) <= _MAX_SIGN and number.search(href):
            yield href, text.strip("[]() ").isdigit() or _says_next(el, text)
    for el in with_any(doc.root, *_WITH_DATA):
        yield from ((el.get(name) or "", False) for name in _DATA)
    for form in doc.root.iter("form"):
        if (form.get("method") or "get").lower() == "get":
            fields = [el for el in form.iter("input") if el.get("type") == "hidden"]
            query = "&".join(f"{el.get('name')}={el.get('value') or ''}" for el in fields)
            if query:
                yield f"{form.get('action') or doc.url.partition('?')[0]}?{query}", False


def _by_address(doc: HtmlDoc, links: Iterable[_Link]) -> str | None:
    """The address of this very list with the number after its own; a number without a name only
    where the link says that it is one.
    """
    own = without_number(canonical(doc.url))
    after = (page_number(doc.url) or 1) + 1
    bare = _END_NUMBER.match(canonical(doc.url))
    bare_after = str(int(bare["number"]) + 1) if bare else "2"
    stem = bare["stem"] if bare else doc.url.partition("?")[0].rstrip("/")
    number = re.compile(rf"(?<!\d)(?:{after}|{bare_after})(?![\d-])")
    for href, named in _addresses(doc, links, number):
        url = canonical(href, doc.base_url) if href else ""
        if page_number(url) == after and without_number(url) == own:
            return url
        found = _END_NUMBER.match(url) if named else None
        if found and found["stem"] == stem and found["number"] == bare_after:
            return url
    return None


def _by_number(doc: HtmlDoc, links: Iterable[_Link]) -> str | None:
    """Where a link that is only the number of the page after this one leads to just that page: a
    pager of no name.
    """
    after = (page_number(doc.url) or 1) + 1
    sign = str(after)
    for el, text in links:
        if sign in text and sign in (el.get("href") or "") and text.strip("[]() ") == sign:
            url = _forward(doc, el)
            if url is not None and page_number(url) == after:
                return url
    return None


def _more(doc: HtmlDoc, links: Iterable[_Link]) -> str | None:
    """Where a link says "more" and leads to the page after this one."""
    after = (page_number(doc.url) or 1) + 1
    for el, text in links:
        if len(text) <= _MAX_TEXT and fold(text).strip(_ARROWS) in _MORE_WORDS:
            url = _forward(doc, el)
            if url is not None and page_number(url) == after:
                return url
    return None


def _is_pager(el: Element) -> bool:
    names, name = el.get("class") or "", el.get("id")
    return _names_a_pager(f"{names} {name}" if name else names)


@lru_cache(maxsize=1024)  # a list gives one name to thousands of boxes
def _names_a_pager(names: str) -> bool:
    return _PAGER.search(names) is not None


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
        first = 0 if _says_next(el, text_of(el)) else 1
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


def _by_words(doc: HtmlDoc, links: Iterable[_Link]) -> str | None:
    for el, text in links:
        if _says_next(el, text) and (url := _forward(doc, el)) is not None:
            return url
    return None


def _says_next(el: Element, text: str) -> bool:
    return any(_is_next(word) for word in _words(el, text))


def _words(el: Element, text: str) -> Iterator[str]:
    if len(text) <= _MAX_TEXT:
        yield text
    for name in ("title", "aria-label"):
        if value := el.get(name):
            yield value
    if not text and _NEXT_NAME.search(
        " ".join([el.get("class") or "", *(c.get("class") or "" for c in el)])
    ):
        yield "next"


@lru_cache(maxsize=2048)  # the links of the frame are the same on every page of a site
def _is_next(word: str) -> bool:
    words = " ".join(fold(word).split()).strip(". ")
    return words in _NEXT_WORDS or words.strip(_ARROWS) in _NEXT_WORDS
