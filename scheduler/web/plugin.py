"""The hooks that Datasette calls: our routes, the gate around everything, links to our pages from
Datasette's own. With `requests`, the only module that speaks HTTP to the views.
"""

import base64
import hashlib
import logging
import re
from collections.abc import Awaitable, Callable, Iterator, Sequence

from datasette import Response
from datasette.app import Datasette
from datasette.utils.asgi import Base400, Request
from datasette.views.base import DatasetteError
from pluggy import HookimplMarker

from scheduler.store import StoreError
from scheduler.web import pages
from scheduler.web.gate import App, Gate, datasette_policy
from scheduler.web.rendering import static_path
from scheduler.web.requests import (
    MOST_FIELDS,
    TooManyFields,
    asked_anyhow,
    asked_of,
    log_in,
    log_out,
    mark_seen,
    read,
    response_of,
)
from scheduler.web.site import SITES
from scheduler.web.texts import text

log = logging.getLogger(__name__)
hookimpl = HookimplMarker("datasette")  # datasette exports the same, without its type
Handler = Callable[[Request, Datasette], Awaitable[Response]]
SCRIPTS = ("_close_open_menus.html", "_codemirror_foot.html")
FACETS = ("DATASETTE_ALLOW_FACET = true;", "DATASETTE_ALLOW_FACET = false;")  # of table.html


@hookimpl
def register_routes(datasette: Datasette) -> Sequence[tuple[str, Handler]]:
    """Our pages: they come before Datasette's own."""
    if datasette not in SITES:
        return []
    routes = [("^" + route.pattern, _page(route.view)) for route in pages.ROUTES]
    return [
        *routes,
        ("^" + pages.MARK_SEEN, mark_seen),
        ("^" + pages.LOGIN, log_in),
        ("^" + pages.LOGOUT, log_out),
    ]


def _page(view: pages.View) -> Handler:
    async def page(request: Request, datasette: Datasette) -> Response:
        return await read(request, datasette, view)

    return page


@hookimpl
def asgi_wrapper(datasette: Datasette) -> Callable[[App], App]:
    """The gate, around all of Datasette."""
    site = SITES.get(datasette)

    def wrap(app: App) -> App:
        if site is None:
            return app
        policy = datasette_policy(script_hashes(datasette))
        return Gate(app, site.keys, policy, site.options.now)

    return wrap


@hookimpl
def menu_links(datasette: Datasette, request: Request | None) -> list[dict[str, str]]:
    """Ways back from Datasette's pages to ours."""
    if datasette not in SITES or request is None:
        return []
    language = asked_of(request, SITES[datasette]).language
    names = {"today": "/", "updates": "/updates", "search": "/search", "sources": "/sources"}
    return [{"href": path, "label": text(name, language)} for name, path in names.items()]


@hookimpl
def extra_css_urls(datasette: Datasette) -> list[str]:
    """Our type and colours on Datasette's pages."""
    return [static_path("data.css")] if datasette in SITES else []


@hookimpl
def handle_exception(
    datasette: Datasette, request: Request, exception: Exception
) -> Callable[[], Awaitable[Response]]:
    """An error as a page of ours in one line; only what nobody expected is logged."""

    async def handle() -> Response:
        site = SITES[datasette]
        asked = asked_anyhow(request, site)
        if isinstance(exception, TooManyFields):
            status, line = 400, text("too many fields", asked.language, most=MOST_FIELDS)
        elif isinstance(exception, DatasetteError | Base400):
            status = exception.status
            line = getattr(exception, "message", None) or (str(exception) or "400")
            if status == 404:
                line = text("no page", asked.language)
            elif getattr(exception, "message_is_html", False):
                line = str(getattr(exception, "title", None) or status)
        elif isinstance(exception, StoreError):
            status, line = 503, text("no database", asked.language, why=exception)
        else:
            log.error("%s could not be answered", request.path, exc_info=exception)
            status, line = 500, text("broken", asked.language)
        return response_of(pages.error(status, str(line), asked), asked)

    return handle


def script_hashes(datasette: Datasette) -> Iterator[str]:
    """Of the scripts that Datasette's own templates write into its pages: read from the templates,
    not from answers, where somebody's text might pose as one.
    """
    for name in SCRIPTS:
        source, _, _ = datasette.jinja_env.loader.get_source(datasette.jinja_env, f"default:{name}")
        yield from map(_digest, re.findall(r"<script>(.*?)</script>", source, re.DOTALL))
    yield from map(_digest, FACETS)


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
