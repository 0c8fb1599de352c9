"""From one answer to one Visit (or ListingSeen): every verdict that a response allows. Pure.

Whatever the answer is, exactly one item comes out; only a bug of ours raises, and the spider turns
that into a Failure of its own.
"""

from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from crawler.frontier import Asked
from crawler.items import (
    Failure,
    FailureReason,
    Fetch,
    Gone,
    GoneReason,
    NotModified,
    Snapshot,
    Visit,
)
from crawler.source import Source
from parsers.article import read_article as read_page
from parsers.errors import NotAnArticle, NotHtml, ParseError
from parsers.fingerprint import fingerprint
from parsers.html import parse_html
from parsers.model import Article, Known, Page, PageKind
from parsers.pagekind import page_kind
from parsers.text import match_key
from parsers.urls import canonical

NOT_THE_ARTICLE = {
    PageKind.CHALLENGE: FailureReason.CHALLENGE,
    PageKind.CAPTCHA: FailureReason.CAPTCHA,
    PageKind.LOGIN: FailureReason.LOGIN,
    PageKind.MAINTENANCE: FailureReason.MAINTENANCE,
    PageKind.EMPTY: FailureReason.EMPTY,
}
TAIL = 2048  # where a whole page says </html> or </body>


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A response, free of Scrapy: the exchange, the body, and what stood in its headers.

    `conditional` says that validators were sent; `cut` that the connection ended the body without
    having announced its length; `redirected` that another address answered than was asked.
    """

    fetch: Fetch
    body: bytes = b""
    etag: str | None = None
    last_modified: str | None = None
    conditional: bool = False
    cut: bool = False
    redirected: bool = False

    @property
    def page(self) -> Page:
        """What a parser may know of it."""
        return Page(url=self.fetch.final_url, body=self.body, content_type=self.fetch.content_type)


def read_article(source: Source, asked: Asked, answer: Answer, known: Known) -> Visit:
    """The one Visit that this answer means for the article that was asked for."""
    status = answer.fetch.status or 0
    if status == 304 and answer.conditional:
        return NotModified(identity=asked.identity, fetch=answer.fetch)
    if status == 404:
        return _gone(asked, answer.fetch, GoneReason.NOT_FOUND)
    if status == 410:
        return _gone(asked, answer.fetch, GoneReason.GONE)
    if status not in {200, 203}:
        reason, detail = refusal(answer)
        return failed(asked, answer.fetch, reason, detail)
    if is_cut(answer):
        return failed(asked, answer.fetch, FailureReason.TRUNCATED, "the page ends in mid-text")
    if _leads_to_an_entrance(source, answer):
        return _gone(asked, answer.fetch, GoneReason.REDIRECTED_AWAY)
    return _read_body(source, asked, answer, known)


def failed(asked: Asked, fetch: Fetch, reason: FailureReason, detail: str | None) -> Failure:
    """A look that taught us nothing."""
    return Failure(
        identity=asked.identity, fetch=replace(fetch, reason=reason, detail=detail), reason=reason
    )


def refusal(answer: Answer) -> tuple[FailureReason, str]:
    """What a status that is neither a page nor its absence means."""
    status = answer.fetch.status or 0
    detail = f"the host answered {status}"
    if status in {403, 429, 503} and (kind := _kind(answer)) in NOT_THE_ARTICLE:
        return NOT_THE_ARTICLE[kind], f"{detail} with a page of the kind {kind.value}"
    if status == 429:
        return FailureReason.RATE_LIMITED, detail
    if status in {401, 403, 451}:
        return FailureReason.FORBIDDEN, detail
    if status == 408:
        return FailureReason.TIMEOUT, detail
    if status >= 500:
        return FailureReason.SERVER_ERROR, detail
    if status == 304:
        return FailureReason.HTTP_ERROR, "the host answered 304 though the whole page was asked for"
    if 300 <= status < 400:
        return FailureReason.REDIRECTS, f"{detail} and names no address to go to"
    return FailureReason.HTTP_ERROR, detail


def is_cut(answer: Answer) -> bool:
    """Whether the body is only a part: no length was announced and the page lacks its end."""
    tail = answer.body[-TAIL:].lower()
    return answer.cut and b"</html" not in tail and b"</body" not in tail


def _kind(answer: Answer) -> PageKind:
    try:
        return page_kind(parse_html(answer.page), answer.page)
    except NotHtml:
        return PageKind.UNKNOWN


def _read_body(source: Source, asked: Asked, answer: Answer, known: Known) -> Visit:
    try:
        parsed = read_page(
            answer.page,
            source.platform,
            selectors=source.selectors,
            drop=source.drop,
            known=known,
        )
    except NotAnArticle as error:
        return _not_an_article(asked, answer, error)
    except NotHtml as error:
        reason = FailureReason.NOT_HTML if answer.body.strip() else FailureReason.EMPTY
        return failed(asked, answer.fetch, reason, error.reason)
    except ParseError as error:
        return failed(asked, answer.fetch, FailureReason.PARSE_ERROR, error.reason)
    article = parsed.article
    identity = identity_after(source, asked, answer, article)
    if identity is None:
        return _gone(asked, answer.fetch, GoneReason.REDIRECTED_AWAY)
    return Snapshot(
        identity=identity,
        fetch=answer.fetch,
        article=article,
        raw=answer.body,
        fingerprint=fingerprint(parsed.doc.root),
        etag=answer.etag,
        last_modified=answer.last_modified,
        conditional=answer.conditional,
    )


def _not_an_article(asked: Asked, answer: Answer, error: NotAnArticle) -> Visit:
    if error.kind is PageKind.NOT_FOUND:
        return _gone(asked, answer.fetch, GoneReason.SOFT_404, error.reason)
    if answer.redirected and error.kind is PageKind.LISTING:
        return _gone(asked, answer.fetch, GoneReason.REDIRECTED_AWAY)
    reason = NOT_THE_ARTICLE.get(error.kind, FailureReason.NOT_AN_ARTICLE)
    return failed(asked, answer.fetch, reason, error.reason)


def identity_after(source: Source, asked: Asked, answer: Answer, article: Article) -> str | None:
    """Which article a page is that answered after redirects; None: another one than was asked for.

    A new slug, https or www keep the identity. Where it differs, a known title tells an article
    that moved from one that gave way to another, and an address that was never seen before and
    has no number of its own (`/?p=7`, a feed's counting link) is only a name for its target.
    """
    final = source.identity(answer.fetch.final_url)
    if not answer.redirected or final == asked.identity:
        return asked.identity
    if asked.known is not None:
        same = asked.known.title and match_key(asked.known.title) == match_key(article.title)
        return asked.identity if same else None
    if source.has_own_id(asked.url) or not source.owns(answer.fetch.final_url):
        return None
    return final


def _leads_to_an_entrance(source: Source, answer: Answer) -> bool:
    """Whether a redirect ended at the home page or at a listing of the source."""
    if not answer.redirected:
        return False
    final = canonical(answer.fetch.final_url)
    path = urlsplit(final).path
    entrances = {source.identity(url) for url in (source.home, *source.entrances)}
    return path in {"", "/"} or source.identity(final) in entrances


def _gone(asked: Asked, fetch: Fetch, reason: GoneReason, detail: str | None = None) -> Gone:
    if reason is GoneReason.REDIRECTED_AWAY:
        detail = f"redirected to {fetch.final_url}"
    return Gone(
        identity=asked.identity, fetch=replace(fetch, reason=reason, detail=detail), reason=reason
    )
