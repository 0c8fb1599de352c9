"""Why a request brought nothing: from an exception (Scrapy's, Twisted's, ours) to its reason."""

from OpenSSL import SSL
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from twisted.internet import error as tx
from twisted.web.client import ResponseFailed

from crawler.items import FailureReason


class NotSent(IgnoreRequest):
    """A request that was not sent: `reason` and `detail` say why."""

    def __init__(self, reason: FailureReason, detail: str) -> None:
        self.reason = reason
        self.detail = detail
        super().__init__(detail)


NETWORK_EXCEPTIONS = (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
    tx.ConnectError,
    tx.ConnectionDone,
    tx.ConnectionLost,
)
# Where the errors of gzip, deflate, br and zstd come from, with Python's own zstd and its backport.
UNPACKERS = frozenset(
    {"gzip", "zlib", "brotli", "_brotli", "brotlicffi", "backports", "compression"}
)
HOST_TROUBLE = frozenset(
    {
        FailureReason.DNS,
        FailureReason.REFUSED,
        FailureReason.TIMEOUT,
        FailureReason.TLS,
        FailureReason.NETWORK,
        FailureReason.SERVER_ERROR,
        FailureReason.RATE_LIMITED,
    }
)


def failure_of(error: BaseException) -> tuple[FailureReason, str]:
    """The reason and one clause about it; BUG for what is none of the network's ways to fail."""
    match error:
        case NotSent():
            return error.reason, error.detail
        case CannotResolveHostError():
            return FailureReason.DNS, "the host name does not resolve"
        case DownloadConnectionRefusedError():
            return FailureReason.REFUSED, "the host refused the connection"
        case DownloadTimeoutError() | tx.TimeoutError():
            return FailureReason.TIMEOUT, "no complete answer in time"
        case ResponseDataLossError():
            return FailureReason.TRUNCATED, "the connection closed before the announced end"
        case DownloadCancelledError():
            return FailureReason.TOO_LARGE, "the body is larger than the limit"
        case UnsupportedURLSchemeError():
            return FailureReason.FORBIDDEN_ADDRESS, "only http and https are followed"
        case DownloadFailedError():
            return _broken_exchange(error)
        case tx.ConnectError() | tx.ConnectionClosed():
            return FailureReason.NETWORK, _clause(error)
        case IgnoreRequest():
            return _ignored(error)
        case _ if type(error).__module__.partition(".")[0] in UNPACKERS:
            return FailureReason.NETWORK, f"the packed body is damaged ({_clause(error)})"
        case _:
            return FailureReason.BUG, f"{type(error).__name__}: {_clause(error)}"


def _broken_exchange(error: DownloadFailedError) -> tuple[FailureReason, str]:
    """An exchange that ended without a whole answer; Twisted hides the reasons in a list."""
    cause = error.__cause__
    reasons = cause.reasons if isinstance(cause, ResponseFailed) else []
    for reason in reasons:
        if isinstance(reason.value, SSL.Error):
            return FailureReason.TLS, f"the secure connection failed ({_tls_words(reason.value)})"
    if any(isinstance(reason.value, tx.ConnectionDone | tx.ConnectionLost) for reason in reasons):
        return FailureReason.NETWORK, "the host closed the connection without an answer"
    return FailureReason.NETWORK, _clause(error)


def _tls_words(error: SSL.Error) -> str:
    words = [item[-1] for item in error.args[0]] if error.args and error.args[0] else []
    return ", ".join(str(word) for word in words) or "no reason given"


def _ignored(error: IgnoreRequest) -> tuple[FailureReason, str]:
    """Scrapy's own refusals, which only their words tell apart."""
    words = str(error)
    if "max redirections" in words:
        return FailureReason.REDIRECTS, "more redirects than are followed"
    if "decompression" in words:
        return FailureReason.TOO_LARGE, "the body is larger than the limit once unpacked"
    if "robots.txt" in words:
        return FailureReason.ROBOTS, "robots.txt forbids this address"
    return FailureReason.NETWORK, _clause(error)


def _clause(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
