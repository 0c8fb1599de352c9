"""Which address is which view, and how its answer becomes bytes: HTML, a fragment of it, JSON or
CSV. Runs in the thread that asked the database, so that rendering does not hold up the others.
"""

from collections.abc import Callable
from dataclasses import dataclass

from scheduler.store import Store
from scheduler.web.answering import Answer, Data, Elsewhere, Nothing
from scheduler.web.asking import Asked
from scheduler.web.data import as_csv, as_json
from scheduler.web.rendering import render
from scheduler.web.texts import text
from scheduler.web.views import article, feeds, search, sources, today, updates

View = Callable[[Store, Asked], Answer]


@dataclass(frozen=True, slots=True)
class Route:
    """A pattern of addresses, and the view that answers them."""

    pattern: str
    view: View


ROUTES = (
    Route(r"/$", today.today),
    Route(r"/updates$", updates.updates),
    Route(r"/search$", search.search),
    Route(r"/article/(?P<id>\d+)$", article.article),
    Route(r"/article/(?P<id>\d+)/v/(?P<number>\d+)$", article.article),
    Route(r"/article/(?P<id>\d+)/diff$", article.difference),
    Route(r"/article/(?P<id>\d+)/capture$", article.capture),
    Route(r"/sources$", sources.sources),
    Route(r"/sources/(?P<name>[^/]+)$", sources.source),
    Route(r"/feed\.atom$", feeds.atom_feed),
    Route(r"/feed\.json$", feeds.json_items),
)
MARK_SEEN = r"/updates/seen$"
LOGIN, LOGOUT = r"/login$", r"/logout$"


def answer(view: View, store: Store, asked: Asked) -> Data | Elsewhere:
    """Ask the view, and make bytes of what it says.

    All that one page reads is read in one transaction: a crawl that writes meanwhile cannot make
    the page contradict itself.
    """
    with store.snapshot():
        found = view(store, asked)
    return finish(found, asked)


def finish(found: Answer, asked: Asked) -> Data | Elsewhere:
    """The bytes of an answer, in the form that was asked for."""
    match found:
        case Data() | Elsewhere():
            return found
        case Nothing(what):
            return error(404, text(what, asked.language), asked)
    match asked.one("_format"):
        case "json":
            return as_json(found.json if found.json is not None else found.rows)
        case "csv" if found.rows is not None:
            return as_csv(found.rows, bom=asked.one("_bom") == "1")
    if found.fragment and asked.one("_fragment") == "1":
        return html(render(found.fragment, asked, found.values), found.status)
    return html(render(found.template, asked, found.values), found.status)


def error(status: int, line: str, asked: Asked) -> Data:
    """A page, or JSON, that says in one line what is wrong."""
    if asked.one("_format") == "json" or asked.path.endswith(".json"):
        said = as_json({"ok": False, "status": status, "error": line})
        return Data(body=said.body, content_type=said.content_type, status=status)
    return html(render("error.html", asked, {"status": status, "line": line}), status)


def html(page: str, status: int) -> Data:
    """HTML as bytes."""
    return Data(body=page.encode(), content_type="text/html; charset=utf-8", status=status)


def login(asked: Asked, wrong: str | None, following: str) -> Data:
    """The form that asks for the token."""
    values = {"wrong": wrong, "following": following}
    return html(render("login.html", asked, values), 403 if wrong else 200)
