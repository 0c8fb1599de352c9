"""Pages that are neither article nor listing are refused, in words that an operator can act on.
Pure.
"""

from parsers.errors import NotAnArticle
from parsers.html import HtmlDoc
from parsers.model import Page, PageKind
from parsers.pagekind import page_kind

_REASONS = {
    PageKind.CHALLENGE: "an anti-bot page answered instead of the page asked for",
    PageKind.CAPTCHA: "a captcha page answered instead of the page asked for",
    PageKind.LOGIN: "a login page answered instead of the page asked for",
    PageKind.MAINTENANCE: "the site says that it is under maintenance",
    PageKind.NOT_FOUND: "the page says that what was asked for was not found",
    PageKind.EMPTY: "the page shows no text",
}


def refuse_other_kinds(doc: HtmlDoc, page: Page) -> None:
    """Raise NotAnArticle, with its kind, for a challenge, captcha, login, maintenance, error or
    empty page.
    """
    kind = page_kind(doc, page)
    if kind in _REASONS:
        raise NotAnArticle(page.url, _REASONS[kind], kind)
