"""Which links of a page are its articles, and where its next page is.

A known platform's selectors name the items; where they find nothing plausible, or no platform is
known, the repeated cards of the page are read by structure (`parsers.cards`). Pure; raises
ParseError and nothing else.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from parsers.article_links import link_url
from parsers.card import Card
from parsers.cards import find_cards
from parsers.cardtext import date_in, lead_in, without_more
from parsers.datelines import days_over
from parsers.dates import find_date, parse_date
from parsers.html import Element, HtmlDoc, parse_html, select, text_of
from parsers.layout import merged
from parsers.mainlist import main_list
from parsers.model import Link, Listing, Page, Selectors
from parsers.paging import find_next
from parsers.platform import GENERIC, Platform, choose_platform
from parsers.refusals import refuse_other_kinds
from parsers.text import clean, fold
from parsers.urls import identity

_FEW = 3
_MOST_OF_A_CARD = 10  # links of one card; of more, nobody can tell whose lead and day it shows
_MAX_TITLE = 300
_FRONT = re.compile(r"https?://[^/?]+/?(?:index\.\w+)?")
_EMPTY = re.compile(
    r"\W*(?:hien )?(?:khong (?:co|tim thay)|chua co|khong ton tai)(?: \w+){0,3}? "
    r"(?:bai viet|tin bai|tin tuc|ban tin|bai dang|du lieu|noi dung|ket qua|tin|bai)\b"
    r"|\W*(?:no (?:posts|articles|news|results|items)|nothing)\b.{0,30}\bfound"
)


def parse_listing(
    page: Page,
    platform: Platform | str | None = None,
    *,
    generic: bool = False,
    selectors: Selectors | None = None,
    article_url: re.Pattern[str] | None = None,
) -> Listing:
    """Read the article links of a listing page, each article once, in the order of the page.

    `platform`, `generic` and `selectors` are as for `parse_article`; `article_url` is the source's
    pattern: only links that it matches count, and its group "id" tells articles apart.
    """
    doc = parse_html(page)
    refuse_other_kinds(doc, page)
    chosen = choose_platform(doc, platform, generic=generic)
    layouts = merged(selectors, chosen.layouts)
    links = _by_selectors(doc, layouts, article_url)
    read_by = chosen.name
    if len(links) < _FEW:
        found = _by_structure(doc, article_url)
        if len(found) > len(links):
            links, read_by = found, GENERIC.name
    return Listing(
        links=tuple(links),
        next_url=_next_url(doc, page, chosen, layouts),
        title=_title(doc),
        platform=read_by,
    )


def _by_structure(doc: HtmlDoc, pattern: re.Pattern[str] | None) -> list[Link]:
    """The links of the cards that are the list of the page."""
    cards = find_cards(doc, pattern)
    shared = Counter(card.element for card in cards)
    links = {
        card.identity: _link_of_card(card)
        if shared[card.element] <= _MOST_OF_A_CARD
        else Link(url=card.url, title=card.title)
        for card in cards
    }
    if cards and not any(link.published_at for link in links.values()):
        for name, moment in days_over(cards).items():
            links[name] = replace(links[name], published_at=moment)
    front = _FRONT.fullmatch(doc.url) is not None
    listed = main_list(cards, links, lambda: _says_empty(doc), guessed=pattern is None, front=front)
    return [links[card.identity] for card in listed]


def _says_empty(doc: HtmlDoc) -> bool:
    """Whether the page says that it has nothing to list ("Không có bài viết nào")."""
    texts = (
        el.text or "" for el in doc.root.iter("p", "div", "span", "td", "li", "h2", "h3", "h4")
    )
    return any(_EMPTY.match(fold(text)) for text in texts if 12 < len(text) < 120)


def _by_selectors(
    doc: HtmlDoc, layouts: Iterable[Selectors], pattern: re.Pattern[str] | None
) -> list[Link]:
    """The links of the first item selector that finds a list of them, else of the one that finds
    most.
    """
    best: list[Link] = []
    for layout in layouts:
        for selector in layout.listing_item:
            links = _links(doc, select(doc.root, selector), layout, pattern)
            if len(links) > len(best):
                best = links
            if len(best) >= _FEW:
                return best
    return best


def _links(
    doc: HtmlDoc, items: list[Element], layout: Selectors, pattern: re.Pattern[str] | None
) -> list[Link]:
    found: dict[str, Link] = {}
    for item in items:
        link = _link_of_item(doc, item, layout, pattern)
        if link is None:
            continue
        key = identity(link.url, pattern)
        before = found.get(key)
        found[key] = link if before is None else _completed(before, link)
    return list(found.values())


def _link_of_item(
    doc: HtmlDoc, item: Element, layout: Selectors, pattern: re.Pattern[str] | None
) -> Link | None:
    for selector in layout.item_link or ("a",):
        for el in select(item, selector):
            url = link_url(el, doc, pattern)
            title = text_of(el) or clean(el.get("title") or "")
            if url is not None and title and len(title) <= _MAX_TITLE:
                lead = _first_text(item, layout.item_lead) or lead_in(item, title)
                date = _first_date(item, layout.item_date) or _date_shown(item)
                return Link(
                    url=url, title=title, lead=lead if lead != title else None, published_at=date
                )
    return None


def _completed(first: Link, again: Link) -> Link:
    """A link that the page shows twice: what the first showing left out comes from the second."""
    return replace(
        first,
        title=first.title or again.title,
        lead=first.lead or again.lead,
        published_at=first.published_at or again.published_at,
    )


def _first_text(item: Element, selectors: Iterable[str]) -> str | None:
    for selector in selectors:
        for el in select(item, selector):
            if text := without_more(el):
                return text
    return None


def _first_date(item: Element, selectors: Iterable[str]) -> datetime | None:
    for selector in selectors:
        for el in select(item, selector):
            for text in (el.get("datetime"), el.get("title"), text_of(el)):
                found = (parse_date(text) or find_date(text)) if text else None
                if found is not None:
                    return found.moment
    return None


def _date_shown(item: Element) -> datetime | None:
    date = date_in(item)
    return None if date is None else date.moment


def _link_of_card(card: Card) -> Link:
    link = Link(
        url=card.url,
        title=card.title,
        lead=lead_in(card.element, card.title),
        published_at=_date_shown(card.element),
    )
    if card.again is None or (link.lead and link.published_at):
        return link
    return replace(
        link,
        lead=link.lead or lead_in(card.again, card.title),
        published_at=link.published_at or _date_shown(card.again),
    )


def _next_url(
    doc: HtmlDoc, page: Page, platform: Platform, layouts: Iterable[Selectors]
) -> str | None:
    selectors = [selector for layout in layouts for selector in layout.listing_next]
    found = find_next(doc, selectors)
    if found is None and platform.next_page is not None:
        return platform.next_page(doc, page)
    return found


def _title(doc: HtmlDoc) -> str | None:
    """What the page calls itself: its <title>."""
    return next((text for el in doc.root.iter("title") if (text := clean(el.text or ""))), None)
