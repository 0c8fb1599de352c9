"""Between Scrapy and the pure readers: responses and failures become Answers. No requests."""

from datetime import UTC, datetime
from typing import Any

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure as TxFailure

from crawler.failures import failure_of
from crawler.items import FailureReason, Fetch, RequestKind
from crawler.reading import Answer
from crawler.revalidate import is_conditional


def answer_of(source: str, kind: RequestKind, url: str, response: Response) -> Answer:
    """The response to the request for `url`, free of Scrapy."""
    request = response.request
    meta: dict[str, Any] = request.meta if request is not None else {}
    fetch = Fetch(
        source=source,
        kind=kind,
        url=url,
        final_url=response.url,
        at=datetime.now(UTC),
        status=response.status,
        elapsed=meta.get("download_latency"),
        size=len(response.body),
        attempts=attempts(meta),
        content_type=_header(response, "Content-Type"),
    )
    return Answer(
        fetch=fetch,
        body=response.body,
        etag=_header(response, "ETag"),
        last_modified=_header(response, "Last-Modified"),
        conditional=request is not None and is_conditional(request),
        cut="partial" in response.flags or "dataloss" in response.flags,
        redirected=bool(meta.get("redirect_urls")),
    )


def failure_answer(
    source: str, kind: RequestKind, url: str, failure: TxFailure
) -> tuple[Answer, FailureReason, str]:
    """What is left to say where no response came."""
    request = request_of(failure)
    error = failure.value
    reason, detail = failure_of(error) if error else (FailureReason.BUG, "no exception was given")
    fetch = Fetch(
        source=source,
        kind=kind,
        url=url,
        final_url=request.url,
        at=datetime.now(UTC),
        attempts=attempts(request.meta) if was_sent(request) else 0,
    )
    return Answer(fetch=fetch), reason, detail


def request_of(failure: TxFailure) -> Request:
    """The request that failed; Scrapy hangs it onto the failure."""
    request = getattr(failure, "request", None)
    if not isinstance(request, Request):
        raise TypeError(f"expected a failure of a request, found {failure!r}")
    return request


def was_sent(request: Request) -> bool:
    """Whether anything was asked of the host for this request."""
    return bool(request.meta.get("sent"))


def attempts(meta: dict[str, Any]) -> int:
    """How often it was asked: retries, and the answer to a challenge, count."""
    return 1 + int(meta.get("retry_times", 0)) + int(bool(meta.get("challenge_answered")))


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value is not None else None
