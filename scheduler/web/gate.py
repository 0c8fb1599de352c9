"""The outermost layer: what may come in (host, origin, session) and the headers of all that goes
out. ASGI around Datasette's application; our static files are answered here, from memory.
"""

import ipaddress
import re
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from datetime import datetime
from http.cookies import CookieError, SimpleCookie
from mimetypes import guess_type
from typing import Any
from urllib.parse import quote

from scheduler.web.keys import SESSION_COOKIE, Keys
from scheduler.web.rendering import static_files

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

STRICT = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
"""Of our own pages; connect-src is for the live results of search."""
ALWAYS = {
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"same-origin",  # no-referrer would make the Origin of our forms "null"
    b"cross-origin-resource-policy": b"same-origin",
    b"cross-origin-opener-policy": b"same-origin",
    b"x-frame-options": b"DENY",
}
_HOST = re.compile(r"(?:\[(?P<address>[0-9a-fA-F:.]+)\]|(?P<name>[^\[\]:/@\s]+))(?::\d+)?")
OPEN = frozenset({"/login", "/favicon.ico"})
FOREVER = b"public, max-age=31536000, immutable"


def datasette_policy(script_hashes: Iterable[str]) -> str:
    """For Datasette's own pages: its inline scripts by their hashes; its style attributes, which no
    hash can name, as they come.
    """
    scripts = " ".join(f"'sha256-{one}'" for one in script_hashes)
    return STRICT.replace("script-src 'self'", f"script-src 'self' {scripts}".rstrip()).replace(
        "style-src 'self'", "style-src 'self' 'unsafe-inline'"
    )


class Gate:
    """Wraps the application. Without `keys`, only a browser that calls us by a loopback name gets
    in: another name that leads here is DNS rebinding.
    """

    def __init__(
        self, app: App, keys: Keys | None, data_policy: str, now: Callable[[], datetime]
    ) -> None:
        self.app = app
        self.keys = keys
        self.data_policy = data_policy
        self.now = now

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One connection."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = {key.decode("latin-1"): v.decode("latin-1") for key, v in scope["headers"]}
        guarded = self._guarded(scope["path"], send)
        refused = self._refusal(scope, headers)
        if refused is not None:
            await _plain(guarded, *refused)
        elif scope["path"].startswith("/static/"):
            await _static(guarded, scope["path"].removeprefix("/static/"))
        else:
            await self.app(scope, receive, guarded)

    def _refusal(
        self, scope: Scope, headers: dict[str, str]
    ) -> tuple[int, str, dict[bytes, bytes]] | None:
        """Why this request is not answered: status, a line, headers."""
        if self.keys is None and not is_loopback(host_name(headers.get("host", ""))):
            return 403, "This address is not mine: use http://127.0.0.1 or localhost.", {}
        if is_foreign(scope["method"], headers):
            return 403, "Refused: the request came from another site.", {}
        open_to_all = scope["path"] in OPEN or scope["path"].startswith("/static/")
        if self.keys is None or open_to_all or self._known(headers):
            return None
        if scope["method"] == "GET" and "text/html" in headers.get("accept", ""):
            path = scope["path"] + ("?" + query if (query := _query(scope)) else "")
            return 303, "", {b"location": f"/login?next={quote(path, safe='')}".encode()}
        return 401, "A token is needed.", {b"www-authenticate": b'Basic realm="unionwatch"'}

    def _known(self, headers: dict[str, str]) -> bool:
        assert self.keys is not None  # asked only where there is a token
        now = self.now()
        if "authorization" in headers and self.keys.allows(headers["authorization"], now):
            return True
        try:
            cookie = SimpleCookie(headers.get("cookie", "")).get(SESSION_COOKIE)
        except CookieError:
            return False
        return cookie is not None and self.keys.is_session(cookie.value, now)

    def _guarded(self, path: str, send: Send) -> Send:
        """`send`, adding the headers that each answer must have."""
        of_datasette = path == "/data" or path.startswith(("/data/", "/data.", "/-/"))
        policy = (self.data_policy if of_datasette else STRICT).encode()

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = [(k, v) for k, v in message.get("headers", ()) if k.lower() not in ALWAYS]
                headers += ALWAYS.items()
                if not any(key.lower() == b"content-security-policy" for key, _ in headers):
                    headers.append((b"content-security-policy", policy))
                message = {**message, "headers": headers}
            await send(message)

        return guarded


def host_name(host: str) -> str:
    """The name in a Host header, without the port; empty where it is none.

    >>> host_name("localhost:8001"), host_name("[::1]:8001"), host_name("127.0.0.1")
    ('localhost', '::1', '127.0.0.1')
    """
    found = _HOST.fullmatch(host)
    return (found["address"] or found["name"]) if found else ""


def is_loopback(host: str) -> bool:
    """Whether a host name or address can only be this machine."""
    if host.rstrip(".").lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_foreign(method: str, headers: dict[str, str]) -> bool:
    """Whether a page of another site made the browser ask this.

    Following a link to us from elsewhere is welcome; anything else from elsewhere is not.
    """
    reading = method in ("GET", "HEAD")
    own = f"//{headers.get('host')}"
    if not reading and not headers.get("origin", own).endswith(own):
        return True
    if headers.get("sec-fetch-site", "none") in ("none", "same-origin"):
        return False
    return not reading or headers.get("sec-fetch-mode") != "navigate"


def _query(scope: Scope) -> str:
    return bytes(scope.get("query_string") or b"").decode("latin-1")


async def _static(send: Send, name: str) -> None:
    body = static_files().get(name)
    if body is None:
        await _plain(send, 404, "There is no such file.", {})
        return
    kind = guess_type(name)[0] or "application/octet-stream"
    kind += "; charset=utf-8" if kind.startswith("text/") else ""
    headers = {b"content-type": kind.encode(), b"cache-control": FOREVER}
    await _send(send, 200, body, headers)


async def _plain(send: Send, status: int, line: str, headers: dict[bytes, bytes]) -> None:
    kind = {b"content-type": b"text/plain; charset=utf-8", b"cache-control": b"no-store"}
    await _send(send, status, f"{line}\n".encode(), kind | headers)


async def _send(send: Send, status: int, body: bytes, headers: dict[bytes, bytes]) -> None:
    headers[b"content-length"] = str(len(body)).encode()
    start = {"type": "http.response.start", "status": status, "headers": list(headers.items())}
    await send(start)
    await send({"type": "http.response.body", "body": body})
