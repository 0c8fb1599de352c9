"""Datasette's requests to what views understand, and their answers to responses: the database is
asked in threads, the event loop only waits.
"""

from collections.abc import Mapping
from functools import partial
from secrets import compare_digest
from urllib.parse import parse_qs, unquote

from datasette import Response
from datasette.app import Datasette
from datasette.utils.asgi import BadRequest, Request

from scheduler.web import pages
from scheduler.web.answering import Data, Elsewhere, own_path
from scheduler.web.asking import LANGUAGE_COOKIE, Asked, language_of
from scheduler.web.keys import SESSION, SESSION_COOKIE
from scheduler.web.site import SITES, Site
from scheduler.web.texts import text
from scheduler.web.views import updates

MOST_FIELDS = 600
YEAR = 365 * 24 * 3600


class TooManyFields(BadRequest):  # type: ignore[misc]  # datasette has no types
    """More arguments, or fields of a form, than any page of ours has."""


def asked_of(request: Request, site: Site, form: Mapping[str, list[str]] | None = None) -> Asked:
    """What was asked for. The token against forged forms is made, and its cookie set, only where a
    form is shown or was sent.
    """
    args = _fields(request.query_string)
    has_form = form is not None or not ("_format" in args or "_fragment" in args)
    return Asked(
        path=request.path,
        now=site.options.now(),
        args=args,
        route={name: unquote(value) for name, value in request.url_vars.items() if value},
        form=form or {},
        language=language_of(args, request.cookies),
        origin=f"{request.scheme}://{request.host}",
        csrf=request.scope["csrftoken"]() if has_form and "csrftoken" in request.scope else "",
        sql=site.options.sql,
        guarded=site.keys is not None,
    )


def asked_anyhow(request: Request, site: Site) -> Asked:
    """The same for a page that says what is wrong, where the arguments may be what is wrong."""
    try:
        return asked_of(request, site)
    except TooManyFields:
        language = language_of({}, request.cookies)
        return Asked(path=request.path, now=site.options.now(), language=language)


async def read(request: Request, datasette: Datasette, view: pages.View) -> Response:
    """A page that only reads."""
    site = SITES[datasette]
    if request.method not in ("GET", "HEAD"):
        return Response.text("Only GET is answered here.\n", 405, headers={"allow": "GET, HEAD"})
    asked = asked_of(request, site)
    return response_of(await site.readers.ask(partial(pages.answer, view, asked=asked)), asked)


async def mark_seen(request: Request, datasette: Datasette) -> Response:
    """The one page that writes."""
    site = SITES[datasette]
    asked = await _posted(request, site)
    if isinstance(asked, Response):
        return asked
    done = await site.readers.change(partial(updates.mark_seen, asked=asked))
    return response_of(pages.finish(done, asked), asked)


async def log_in(request: Request, datasette: Datasette) -> Response:
    """The form that asks for the token; the right one gets a session."""
    site = SITES[datasette]
    if site.keys is None:
        return Response.redirect("/")
    if request.method != "POST":
        asked = asked_of(request, site)
        return response_of(pages.login(asked, None, own_path(asked.one("next"))), asked)
    posted = await _posted(request, site)
    if isinstance(posted, Response):
        return posted
    following = own_path((posted.form.get("next") or [""])[-1])
    if site.keys.blocked(posted.now):
        line = text("too many tries", posted.language)
        return response_of(pages.login(posted, line, following), posted)
    if not site.keys.fits((posted.form.get("token") or [""])[-1].strip()):
        site.keys.note_wrong(posted.now)
        line = text("wrong token", posted.language)
        return response_of(pages.login(posted, line, following), posted)
    response = Response.redirect(following, status=303)
    response.set_cookie(
        SESSION_COOKIE, site.keys.session(posted.now), httponly=True, samesite="lax",
        secure=request.scheme == "https", max_age=int(SESSION.total_seconds()),
    )  # fmt: skip
    return response


async def log_out(request: Request, datasette: Datasette) -> Response:
    """Forget the session."""
    posted = await _posted(request, SITES[datasette])
    if isinstance(posted, Response):
        return posted
    response = Response.redirect("/login", status=303)
    response.set_cookie(SESSION_COOKIE, "", httponly=True, max_age=0)
    return response


async def _posted(request: Request, site: Site) -> Asked | Response:
    """A form that was sent from a page of ours; the refusal where it was not.

    asgi-csrf lets requests without any cookie and with a bearer token pass: what writes asks for
    the token of the form again.
    """
    if request.method != "POST":
        return Response.text("Only POST is answered here.\n", 405, headers={"allow": "POST"})
    form = _fields((await request.post_body()).decode("utf-8", "replace"))
    asked = asked_of(request, site, form)
    given = (form.get("csrftoken") or [""])[-1]
    if not compare_digest(given.encode(), asked.csrf.encode()):
        line = text("form expired", asked.language)
        return response_of(pages.error(403, line, asked), asked)
    return asked


def response_of(found: Data | Elsewhere, asked: Asked) -> Response:
    """The response; it remembers the language, if one was asked for."""
    if isinstance(found, Elsewhere):
        return Response.redirect(found.path, status=303)
    response = Response(
        body=found.body,
        status=found.status,
        headers={"cache-control": "private, no-cache", **found.headers},
        content_type=found.content_type,
    )
    if asked.one("lang") == asked.language:
        response.set_cookie(
            LANGUAGE_COOKIE, asked.language, max_age=YEAR, httponly=True, samesite="lax"
        )
    return response


def _fields(query: str) -> dict[str, list[str]]:
    try:
        return parse_qs(query, keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        raise TooManyFields from None
