"""The bits of a box in words, for people who ask why a part of a page was left out."""

from functools import lru_cache
from typing import Final

from parsers.hints import (
    ADVERT,
    ASIDE,
    AUTHOR,
    CAPTION,
    CARD,
    COMMENTS,
    FOOTER,
    HIDDEN,
    META,
    NAVIGATION,
    NEWSLETTER,
    POPUP,
    RELATED,
    SHARE,
    WIDGET,
)

CAPTION_RULE: Final = "caption"
LEAD_RULE: Final = "lead"
END_RULE: Final = "after the end"
ABOUT_RULE: Final = "about the author"

_IN_WORDS: Final = {
    RELATED: "related",
    COMMENTS: "comments",
    SHARE: "share bar",
    NAVIGATION: "navigation",
    ASIDE: "sidebar",
    ADVERT: "advertisement",
    NEWSLETTER: "newsletter",
    POPUP: "pop-up",
    AUTHOR: "author",
    META: "date or tags",
    CAPTION: "caption",
    HIDDEN: "hidden",
    WIDGET: "widget",
    CARD: "row of teasers",
    FOOTER: "footer",
}


@lru_cache(maxsize=1024)
def called(bits: int) -> str:
    """The bits in words, for people: "box: related, row of teasers"."""
    return "box: " + ", ".join(words for bit, words in _IN_WORDS.items() if bits & bit)
