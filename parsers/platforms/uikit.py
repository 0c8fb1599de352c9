"""Provincial union federations on a UIkit design (LĐLĐ tỉnh Phú Thọ): a banner h1 with the section
comes first.

The organisation that signs stands beside the share links, after the article.
"""

from parsers.model import Selectors
from parsers.platform import Platform

NOW = Selectors(
    title=(
        ".uk-container > h1.text-181818",
        "article.uk-article h1",
        "//article/preceding-sibling::h1[1]",
    ),
    body=("article.uk-text-justify", "article.uk-article"),
    authors=("article ~ div .uk-text-right", ".uk-article-meta a"),
    published=(
        ".uk-container > div.text-068BDB",
        "//article/preceding-sibling::div[1]",
        ".uk-article-meta time",
    ),
    section=(".uk-breadcrumb li:last-child",),
    listing_item=(
        "//h3[a[contains(@class,'uk-link-toggle')]]/ancestor::*[.//img][1]",
        "//h3[a[contains(@class,'uk-link-toggle')]]/..",
    ),
    item_link=("h3 a.uk-link-toggle", "h3 a"),
    item_lead=("p", ".uk-text-justify"),
    item_date=(".text-068BDB", "time"),
    listing_next=(
        "ul.tintuc__pagination li.uk-active + li > a",
        "ul.uk-pagination li.uk-active + li > a",
    ),
)

PLATFORM = Platform(
    name="uikit",
    title="provincial union site on UIkit",
    verified="a static export of one federation's design with demonstration text",
    signs=frozenset({"tintuc__pagination", "tuvanphapluat__breadcrumb", "barlow-light-italic"}),
    layouts=(NOW,),
)
