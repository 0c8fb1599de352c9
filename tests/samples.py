"""Articles and visits for tests of the scheduler: small, synthetic, with what a case needs
changed.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from lxml import html

from crawler.items import (
    Failure,
    FailureReason,
    Fetch,
    Gone,
    GoneReason,
    ListingSeen,
    NotModified,
    RequestKind,
    Snapshot,
)
from parsers.fingerprint import fingerprint, to_text
from parsers.model import Article, Link

NOON = datetime(2024, 11, 22, 5, 0, tzinfo=UTC)
SOURCE = "baomau"
BODY = (
    "Sáng 22/11, Công đoàn khu công nghiệp tổ chức hội nghị người lao động.",
    "Mỗi công nhân được hỗ trợ 500.000 đồng, chi trả trước Tết Nguyên đán.",
    "Chương trình do Liên đoàn Lao động tỉnh phối hợp thực hiện trong ba tháng.",
)


def later(**span: float) -> datetime:
    """So long after noon."""
    return NOON + timedelta(**span)


def url_of(number: int) -> str:
    return f"https://baomau.example/tin-{number}.html"


def article(number: int = 1, **changes: Any) -> Article:
    """An article with title, lead and three paragraphs."""
    whole = Article(
        url=url_of(number),
        title=f"Công đoàn chăm lo cho người lao động, bài {number}",
        lead="Hơn một nghìn công nhân được nhận quà.",
        body=BODY,
        published_at=datetime(2024, 11, 22, 1, 30, tzinfo=UTC),
    )
    return replace(whole, **changes)


def fetch(number: int = 1, **changes: Any) -> Fetch:
    """A request for the article that got a page."""
    done = Fetch(
        source=SOURCE,
        kind=RequestKind.ARTICLE,
        url=url_of(number),
        final_url=url_of(number),
        at=NOON,
        status=200,
        elapsed=0.2,
        size=1000,
        content_type="text/html; charset=utf-8",
    )
    return replace(done, **changes)


def page_of(shown: Article) -> bytes:
    """A small page that says what the article says."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in shown.body)
    return f"<html><body><h1>{shown.title}</h1>{text}</body></html>".encode()


def snapshot(number: int = 1, *, etag: str | None = None, **changes: Any) -> Snapshot:
    """The article as seen, with some fields changed."""
    shown = article(number, **changes)
    return Snapshot(
        identity=str(number),
        fetch=fetch(number),
        article=shown,
        raw=page_of(shown),
        fingerprint=built(len(shown.body)),
        etag=etag,
    )


@cache
def built(paragraphs: int) -> str:
    """The fingerprint of a page with so many paragraphs; all that are made here are alike."""
    return fingerprint_of(page_of(article(body=("Câu.",) * paragraphs)))


def fingerprint_of(raw: bytes) -> str:
    """As a crawl takes it of a page."""
    return to_text(fingerprint(html.fromstring(raw)))


def edited(number: int = 1, *, etag: str | None = None) -> Snapshot:
    """The article with another amount."""
    body = (BODY[0], BODY[1].replace("500.000", "600.000"), BODY[2])
    return snapshot(number, etag=etag, body=body)


def not_modified(number: int = 1) -> NotModified:
    return NotModified(identity=str(number), fetch=fetch(number, status=304, size=0))


def gone(number: int = 1, reason: GoneReason = GoneReason.NOT_FOUND) -> Gone:
    status = 410 if reason is GoneReason.GONE else 404
    return Gone(
        identity=str(number), fetch=fetch(number, status=status, reason=reason), reason=reason
    )


def failure(number: int = 1, reason: FailureReason = FailureReason.SERVER_ERROR) -> Failure:
    return Failure(
        identity=str(number), fetch=fetch(number, status=503, reason=reason), reason=reason
    )


def listing(numbers: list[int], **changes: Any) -> ListingSeen:
    """A listing page that shows these articles."""
    seen = replace(fetch(), kind=RequestKind.LISTING, url=LISTING, final_url=LISTING, **changes)
    links = tuple(Link(url=url_of(number), title=article(number).title) for number in numbers)
    return ListingSeen(fetch=seen, links=links, identities=tuple(map(str, numbers)))


LISTING = "https://baomau.example/cong-doan"
