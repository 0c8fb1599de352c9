"""Whether a page lists articles instead of being one. Pure."""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from parsers.card import Card
from parsers.cards import find_cards
from parsers.cardtext import lead_in
from parsers.head import Head
from parsers.html import HtmlDoc
from parsers.text import match_key

_ARTICLE_TYPES = frozenset({"article", "news", "newsarticle", "video.other", "blog"})
_FEW = 3
_MANY = 5
_RUNNING = 80
_SHORT_BODY = 300
_LONG_BODY = 2000
_LOOKED_AT = 3000
"""A page with more links is told by these: what is a list is one from its beginning."""


def looks_like_listing(doc: HtmlDoc, head: Head, paragraphs: Sequence[str], *, dated: bool) -> bool:
    """Whether the page is clearly a list: nothing in it claims to be an article, and what reads
    like text in it are the leads of its items, or next to nothing.

    Asked only of pages that are in no layout of an article; `dated` says that a date was read.
    """
    running = [text for text in paragraphs if len(text) >= _RUNNING]
    length = sum(map(len, running))
    if length > _LONG_BODY or _claims_to_be_article(head):
        return False
    cards = find_cards(doc, among=_LOOKED_AT)
    if len(cards) >= _FEW and running and _share_in_cards(running, cards) > 0.5:
        return True
    bare = length < _SHORT_BODY and not dated
    return bare and len(cards) >= (_FEW if _is_front(doc.url) else _MANY)


def _claims_to_be_article(head: Head) -> bool:
    if head.json_ld.kind or (head.first("og:type") or "").lower() in _ARTICLE_TYPES:
        return True
    return head.first("article:published_time", "pubdate", "datepublished") is not None


def _share_in_cards(running: Sequence[str], cards: Sequence[Card]) -> float:
    """How many of the paragraphs are leads of cards, or begin with the title of one."""
    leads = {match_key(lead_in(card.element, card.title) or "") for card in cards}
    titles = tuple(filter(None, (match_key(card.title or "") for card in cards)))
    keys = [match_key(text) for text in running]
    return sum(key in leads or key.startswith(titles) for key in keys) / len(keys)


def _is_front(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return bool(parts.netloc) and re.fullmatch(r"/?(?:index\.\w+)?", parts.path) is not None
