"""What can go wrong while reading a page. Imports nothing of ours but the model.

::

    ParseError                 the page gave no article (or no listing); `url` and `reason` say why
    ├── NotHtml                binary, empty, or markup that no parser accepts
    └── NotAnArticle           HTML, but of another kind (`kind`): challenge, login, listing ...

A parser raises one of these or returns a value: every other exception is a bug of ours.
"""

from parsers.model import PageKind


class ParseError(Exception):
    """A page could not be read: `url`, and `reason`, one clause that a person can act on."""

    def __init__(self, url: str, reason: str) -> None:
        self.url = url
        self.reason = reason
        super().__init__(f"{url}: {reason}")


class NotHtml(ParseError):
    """The bytes are no page: empty, binary (an image, a PDF), or beyond what a parser accepts."""


class NotAnArticle(ParseError):
    """The page is HTML but not an article; `kind` says what it looks like instead."""

    def __init__(self, url: str, reason: str, kind: PageKind) -> None:
        self.kind = kind
        super().__init__(url, reason)
