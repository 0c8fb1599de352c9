"""Turn the bytes of Vietnamese news pages into values: articles, listings, feeds, sitemaps, text
captures.

Pure: bytes and values in, values out. No network, no files but the package's own data, no clock, no
database.

The contract: ``parse_article(Page(url=..., body=..., content_type=...))`` needs no source (the
platform is recognised from the page) and returns an `Article` or raises a `ParseError` that says
why. `parse_listing`, `parse_feed` and `parse_sitemap` return a `Listing` of `Link`s; `parse_dump`
reads an article out of a page that was saved as text.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from parsers.errors import NotAnArticle, NotHtml, ParseError
from parsers.model import (
    NOTHING_KNOWN,
    Article,
    Attachment,
    Caption,
    Evidence,
    Image,
    Known,
    Link,
    Listing,
    Origin,
    Page,
    PageKind,
    Selectors,
)

if TYPE_CHECKING:
    from parsers.article import parse_article
    from parsers.dump import parse_dump
    from parsers.explain import Explanation, explain_article
    from parsers.extractor import EXTRACTOR
    from parsers.feed import parse_feed
    from parsers.listing import parse_listing
    from parsers.platform import Platform
    from parsers.sitemap import parse_sitemap

__all__ = [
    "EXTRACTOR",
    "NOTHING_KNOWN",
    "Article",
    "Attachment",
    "Caption",
    "Evidence",
    "Explanation",
    "Image",
    "Known",
    "Link",
    "Listing",
    "NotAnArticle",
    "NotHtml",
    "Origin",
    "Page",
    "PageKind",
    "ParseError",
    "Platform",
    "Selectors",
    "explain_article",
    "parse_article",
    "parse_dump",
    "parse_feed",
    "parse_listing",
    "parse_sitemap",
]

# Loaded when first asked for: `import parsers` stays cheap for commands that parse nothing.
_LAZY = {
    "EXTRACTOR": "parsers.extractor",
    "Explanation": "parsers.explain",
    "Platform": "parsers.platform",
    "explain_article": "parsers.explain",
    "parse_article": "parsers.article",
    "parse_dump": "parsers.dump",
    "parse_feed": "parsers.feed",
    "parse_listing": "parsers.listing",
    "parse_sitemap": "parsers.sitemap",
}


def __getattr__(name: str) -> object:
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(_LAZY[name]), name)
    globals()[name] = value
    return value
