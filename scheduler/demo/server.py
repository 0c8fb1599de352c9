"""Serve the example paper on loopback: a real HTTP server on a free port, in a thread of its own.

`SiteServer.site` may be exchanged while it runs: that is how the paper's second day comes.
"""

import itertools
import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from threading import Thread
from typing import Self

from scheduler.demo.pages import article_page, error_page, feed, listing_page
from scheduler.demo.paper import DemoSite

Answer = tuple[int, str, str]
"""Status, content type, body."""

HTML = "text/html; charset=utf-8"


class SiteServer:
    """A context manager: inside, the site answers at `url`; `requests` counts what was asked."""

    def __init__(self, site: DemoSite, *, seed: int = 1) -> None:
        self.site = site
        self._seed = seed
        self._asked = itertools.count(1)
        self.requests = 0
        server = self

        class Handler(BaseHTTPRequestHandler):
            """Answers GET from the server's present site."""

            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:  # the name that http.server calls
                status, content_type, text = server.answer(self.path)
                body = text.encode()
                self.send_response(status)
                self.send_header("Content-Type", content_type)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                """Nothing: the demo tells its own story."""

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self._thread = Thread(target=self._http.serve_forever, args=(0.05,), daemon=True)

    @property
    def url(self) -> str:
        """The home of the site, without a slash at its end."""
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_raised: object) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join(timeout=5)

    def answer(self, target: str) -> Answer:
        """What the site says to a GET of `target`."""
        self.requests = number = next(self._asked)
        noise = Random(self._seed * 1_000_003 + number)
        site, path = self.site, target.split("?")[0]
        if path == "/robots.txt":
            return 200, "text/plain; charset=utf-8", "User-agent: *\nAllow: /\n"
        if path == "/rss/cong-doan.rss":
            return 200, "application/rss+xml; charset=utf-8", feed(site, self.url)
        if path == "/":
            path = "/cong-doan"
        if listing := re.fullmatch(r"/cong-doan(?:/p(\d+))?", path):
            text = listing_page(site, int(listing[1] or 1), noise)
            return (200, HTML, text) if text else (404, HTML, error_page(site, 404))
        for article in site.articles:
            if article.path == path:
                return 200, HTML, article_page(site, article, self.url, noise)
        status = 410 if path in site.gone else 404
        return status, HTML, error_page(site, status)
