"""A web site on loopback that behaves as badly as a test asks, and remembers every request.

    with Site({"/robots.txt": text("User-agent: *"), "/a-1.html": html("<h1>A</h1>")}) as site:
        ...                                   # crawl site.url("/a-1.html")
        assert [r.path for r in site.requests] == ["/robots.txt", "/a-1.html"]
        site.routes["/a-1.html"] = redirect("/b-1.html")          # routes may change at any time

A route is a `Response`, or a callable that takes the `Received` request and returns one. A route
that is not there answers `site.default` (404). Real sockets and real threads; nothing of Scrapy or
of the project is used here.
"""

import gzip
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from http.client import responses
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import urlsplit

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """One request: `at` is monotonic seconds, `path` has the query, header names are lower case."""

    method: str
    path: str
    headers: Mapping[str, str]
    at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What to answer, and how badly.

    `delay` seconds pass before the status line. `announced` is a Content-Length other than the true
    one (a longer one makes a truncated body). `chunks` are streamed with chunked encoding instead
    of `body`, `pause` seconds apart, and may never end; `cut` drops the connection after them
    without the last chunk. `drop` closes the connection without a word. `keep_alive` False closes
    it after the answer.
    """

    body: bytes = b""
    status: int = 200
    content_type: str | None = HTML
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0
    announced: int | None = None
    chunks: Callable[[], Iterable[bytes]] | None = None
    pause: float = 0.0
    cut: bool = False
    drop: bool = False
    keep_alive: bool = True


Route = Response | Callable[[Received], Response]
NOT_FOUND = Response(status=404, body=b"<html><title>404</title><h1>Not Found</h1></html>")


class Site:
    """The site: a context manager. `routes` maps a path (with or without its query) to a Route."""

    def __init__(
        self, routes: Mapping[str, Route] | None = None, *, host: str = "127.0.0.1"
    ) -> None:
        self.routes: dict[str, Route] = dict(routes or {})
        self.default: Route = NOT_FOUND
        self.requests: list[Received] = []
        self.host = host
        self._stop = threading.Event()
        self._server = _Server((host, 0), _Handler)
        self._server.site = self
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.02,), daemon=True
        )

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def url(self, path: str = "/", *, host: str | None = None) -> str:
        """The address of `path`; `host` for another name of the same machine (localhost)."""
        return f"http://{host or self.host}:{self.port}{path}"

    def hits(self, path: str) -> list[Received]:
        """The requests for just this path, in order."""
        return [
            request
            for request in self.requests
            if path in (request.path, urlsplit(request.path).path)
        ]

    def paths(self) -> list[str]:
        """The paths asked for, in order, robots.txt left out."""
        return [request.path for request in self.requests if request.path != "/robots.txt"]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    def answer(self, request: Received) -> Response:
        self.requests.append(request)
        route = (
            self.routes.get(request.path)
            or self.routes.get(urlsplit(request.path).path)
            or self.default
        )
        return route if isinstance(route, Response) else route(request)

    def wait(self, seconds: float) -> None:
        """Sleep, but not longer than the site lives."""
        if seconds > 0:
            self._stop.wait(seconds)

    @property
    def stopped(self) -> bool:
        return self._stop.is_set()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128
    site: Site

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away in mid-answer is what many tests do: no traceback."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server
    timeout = 30

    def do_GET(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        received = Received(
            method=self.command, path=self.path, headers=headers, at=time.monotonic()
        )
        site = self.server.site
        response = site.answer(received)
        site.wait(response.delay)
        if response.drop or site.stopped:
            self.close_connection = True
            return
        self._send(response)

    do_HEAD = do_GET
    do_POST = do_GET

    def _send(self, response: Response) -> None:
        sent = {name.lower() for name in response.headers}
        self.send_response_only(response.status, responses.get(response.status, "Status"))
        if response.content_type and "content-type" not in sent:
            self.send_header("Content-Type", response.content_type)
        for name, value in response.headers.items():
            self.send_header(name, value)
        if response.chunks:
            self.send_header("Transfer-Encoding", "chunked")
        elif response.status != 304:
            length = len(response.body) if response.announced is None else response.announced
            self.send_header("Content-Length", str(length))
        if not response.keep_alive or response.announced is not None or response.cut:
            self.send_header("Connection", "close")
            self.close_connection = True
        self.end_headers()
        if self.command != "HEAD":
            self._send_body(response)

    def _send_body(self, response: Response) -> None:
        if response.chunks is None:
            if response.status != 304:
                self.wfile.write(response.body)
            return
        for chunk in response.chunks():
            if self.server.site.stopped:
                self.close_connection = True
                return
            self.wfile.write(b"%x\r\n%s\r\n" % (len(chunk), chunk))
            self.server.site.wait(response.pause)
        if not response.cut:
            self.wfile.write(b"0\r\n\r\n")

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: `Site.requests` is the log."""


def html(body: str, *, title: str = "", status: int = 200, **headers: str) -> Response:
    """A page of HTML; header names are given with underscores (`set_cookie="a=b"`)."""
    head = f"<head><meta charset='utf-8'><title>{title}</title></head>"
    page = f"<!DOCTYPE html><html>{head}<body>{body}</body></html>"
    return Response(body=page.encode(), status=status, headers=_names(headers))


def text(
    body: str, *, content_type: str = "text/plain; charset=utf-8", status: int = 200, **headers: str
) -> Response:
    """Plain text (robots.txt), or with `content_type` XML."""
    return Response(
        body=body.encode(), status=status, content_type=content_type, headers=_names(headers)
    )


def redirect(to: str, status: int = 301) -> Response:
    return Response(status=status, headers={"Location": to})


def redirect_chain(length: int) -> Callable[[Received], Response]:
    """`/loop?n=1` leads to `/loop?n=2` and so on, `length` times, then to a page."""

    def hop(request: Received) -> Response:
        path, _, query = request.path.partition("?n=")
        number = int(query or 0)
        return (
            redirect(f"{path}?n={number + 1}", 302) if number < length else html("<h1>arrived</h1>")
        )

    return hop


def truncated(body: bytes, keep: float = 0.5) -> Response:
    """Announces the whole body, sends a part and closes."""
    return Response(body=body[: int(len(body) * keep)], announced=len(body))


def endless(chunk: bytes = b"<p>" + b"x" * 65000 + b"</p>", pause: float = 0.0) -> Response:
    """A stream that never ends."""

    def forever() -> Iterator[bytes]:
        while True:
            yield chunk

    return Response(chunks=forever, pause=pause)


def hanging(seconds: float = 600.0) -> Response:
    """Takes the request and says nothing."""
    return Response(delay=seconds, drop=True)


def gzip_bomb(size: int) -> Response:
    """`size` bytes of blanks, packed by gzip."""
    packer = zlib.compressobj(9, wbits=31)
    block = b" " * (1 << 20)
    packed = b"".join(packer.compress(block) for _ in range(size // len(block))) + packer.flush()
    return Response(body=packed, headers={"Content-Encoding": "gzip"})


def brotli_bomb(size: int) -> Response:
    """`size` bytes of blanks, packed by brotli."""
    import brotli

    packer = brotli.Compressor(quality=5)
    block = b" " * (1 << 20)
    packed = b"".join(packer.process(block) for _ in range(size // len(block))) + packer.finish()
    return Response(body=packed, headers={"Content-Encoding": "br"})


def gzipped(response: Response) -> Response:
    """The same answer, packed."""
    return Response(
        body=gzip.compress(response.body),
        content_type=response.content_type,
        headers={**response.headers, "Content-Encoding": "gzip"},
    )


def conditional(
    response: Response, *, etag: str | None = None, modified: str | None = None
) -> Route:
    """Answers 304 where the request carries the validator, else the page with it."""
    validators = {
        name: value for name, value in (("ETag", etag), ("Last-Modified", modified)) if value
    }

    def route(request: Received) -> Response:
        same_tag = etag is not None and request.headers.get("if-none-match") == etag
        same_date = modified is not None and request.headers.get("if-modified-since") == modified
        if same_tag or same_date:
            return Response(status=304, content_type=None, headers=validators)
        return Response(
            body=response.body,
            status=response.status,
            content_type=response.content_type,
            headers={**response.headers, **validators},
        )

    return route


def d1n_challenge(then: Route, value: str = "0123456789abcdef0123456789abcdef") -> Route:
    """laodong.vn's anti-bot page: a cookie set by script and a reload; with it comes the answer."""
    page = (
        f'<html><body><script>document.cookie="D1N={value}"+"; expires=Fri, 31 Dec 2099 23:59:59 '
        'GMT; path=/";window.location.reload(true);</script></body></html>'
    )

    def route(request: Received) -> Response:
        if f"D1N={value}" in request.headers.get("cookie", ""):
            return then if isinstance(then, Response) else then(request)
        return Response(body=page.encode())

    return route


def _names(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", "-").title(): value for name, value in headers.items()}
