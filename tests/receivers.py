"""Receivers of alerts on loopback for tests: a web hook and a mail server that keep what they got,
and that fail, hang or answer nonsense as they are told.
"""

import json
import socketserver
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.header import decode_header, make_header
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

SECRET = "s3cr3t-T0ken-xyz"


class Hook:
    """A web hook: `behaviour` is taken from the left at each request ('ok', 'hang', or a status)."""

    def __init__(self) -> None:
        self.got: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.requests = 0
        self.behaviour: deque[str] = deque()
        self.release = threading.Event()
        hook = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                hook.answer(self)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True

    @property
    def url(self) -> str:
        """Its address for Apprise, with a secret in the path."""
        return f"json://127.0.0.1:{self.server.server_port}/{SECRET}"

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """Take one request as `behaviour` says."""
        length = int(request.headers["Content-Length"])
        body = request.rfile.read(length)
        self.requests += 1
        if len(body) < length:  # the sender was killed in mid-sentence
            return
        data = json.loads(body)
        what = self.behaviour.popleft() if self.behaviour else "ok"
        if what == "hang":
            self.release.wait(30)
            return
        if what == "ok":
            self.got.append(data)
            self.keys.append(request.headers["Idempotency-Key"])
        request.send_response(200 if what == "ok" else int(what))
        request.send_header("Content-Length", "0")
        request.end_headers()


@contextmanager
def web_hook() -> Iterator[Hook]:
    hook = Hook()
    thread = threading.Thread(target=hook.server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield hook
    finally:
        hook.release.set()
        hook.server.shutdown()
        thread.join()
        hook.server.server_close()


class Mail(socketserver.ThreadingTCPServer):
    """A mail server that takes everything and keeps it; `refuse` answers to DATA with 451."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        self.got: list[tuple[str, str]] = []
        self.refuse = 0
        super().__init__(("127.0.0.1", 0), _Conversation)

    @property
    def url(self) -> str:
        """Its address for Apprise."""
        port = self.server_address[1]
        return f"mailto://127.0.0.1:{port}?from=bao@mau.example&to=toi@mau.example&mode=insecure"


class _Conversation(socketserver.StreamRequestHandler):
    server: Mail

    def handle(self) -> None:
        self.say("220 mau.example")
        while line := self.rfile.readline().strip():
            word = line.split()[0].upper()
            if word == b"DATA" and self.server.refuse:
                self.server.refuse -= 1
                self.say("451 not now")
            elif word == b"DATA":
                self.say("354 go on")
                self.take()
                self.say("250 kept")
            elif word == b"QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 mau.example")

    def take(self) -> None:
        lines: list[bytes] = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line)
        message = message_from_bytes(b"".join(lines))
        parts = [part for part in message.walk() if part.get_content_type() == "text/plain"]
        payload = parts[0].get_payload(decode=True)
        assert isinstance(payload, bytes)
        title = str(make_header(decode_header(message["Subject"])))
        self.server.got.append((title, payload.decode()))

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@contextmanager
def mail_server() -> Iterator[Mail]:
    server = Mail()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
