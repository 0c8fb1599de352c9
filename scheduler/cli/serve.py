"""``unionwatch serve``: the pages over the database. Imports Datasette only when it is called."""

import contextlib
import ipaddress
import socket

import click

from scheduler.cli.console import say, tell
from scheduler.cli.errors import Fault, Terminated
from scheduler.cli.settings import Settings, db_option, example

LEAST_TOKEN = 12
BACKLOG = 100  # connections


@click.command(
    short_help="Show the database as web pages, on this machine.",
    epilog=example(
        "unionwatch serve",
        "unionwatch serve --port 8080 --no-sql",
        "UNIONWATCH_TOKEN=$(openssl rand -hex 16) unionwatch serve --host 0.0.0.0",
    ),
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="The address to listen on; any other than this machine's own needs a token.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8001,
    show_default=True,
    help="The port; 0 takes a free one.",
)
@click.option(
    "--token",
    envvar="UNIONWATCH_TOKEN",
    show_envvar=True,
    help="Ask visitors for this token; give it by the environment, so that no process list has it.",
)
@click.option(
    "--sql/--no-sql",
    default=None,
    help="Let visitors write SQL (read-only, two seconds). On for this machine alone, else off.",
)
@db_option
@click.pass_obj
def serve(settings: Settings, host: str, port: int, token: str | None, sql: bool | None) -> None:
    """Show the database as web pages, on this machine.

    The pages read while a crawl writes; they change nothing but the mark "seen". Needs the extra
    "web". Ctrl-C ends it.
    """
    local = _is_loopback(host)
    if token is not None and len(token) < LEAST_TOKEN:
        raise Fault(f"the token has {len(token)} characters: expected at least {LEAST_TOKEN}")
    if not local and token is None:
        raise Fault(
            f"--host {host} can be reached from other machines: set UNIONWATCH_TOKEN (or --token) "
            "so that only those who know it get in, or leave --host out"
        )
    try:
        import uvicorn

        from scheduler.web.site import SiteOptions, build_site
    except ModuleNotFoundError as error:
        if error.name is None or error.name.startswith(("scheduler", "crawler", "parsers")):
            raise
        raise Fault(
            f"the pages need {error.name}, which is not installed: pip install 'unionwatch[web]'"
        ) from None
    wide = local and token is None
    options = SiteOptions(db=settings.db, token=token, sql=wide if sql is None else sql)
    site = build_site(options)
    with _listening(host, port) as listener:
        say(f"Serving {settings.db} on {_address(host, listener)} (Ctrl-C ends it)")
        config = uvicorn.Config(
            site.app(), log_level="warning", lifespan="on", server_header=False, access_log=False
        )
        # Raised after the last answer; not where whoever started us ignores SIGINT (nohup ... &).
        with contextlib.suppress(KeyboardInterrupt, Terminated):
            uvicorn.Server(config).run(sockets=[listener])
        tell("unionwatch: stopped.")


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _listening(host: str, port: int) -> socket.socket:
    """A socket on that address, or one clear line why not."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(BACKLOG)  # who comes before the pages are ready waits for them
    except OSError as error:
        raise Fault(
            f"cannot listen on {host} port {port}: {error.strerror or error}; "
            "give another --port (0 takes a free one)"
        ) from error
    return listener


def _address(host: str, listener: socket.socket) -> str:
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{listener.getsockname()[1]}/"
