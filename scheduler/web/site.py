"""One site over one database: Datasette with our plugin and nothing of the machine's other plugins'
settings. Builds; serves nothing.
"""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from weakref import WeakKeyDictionary

from datasette.app import Datasette, DatasetteClient
from datasette.database import Database
from datasette.plugins import pm

from scheduler.store import open_store
from scheduler.store.connection import reading_uri
from scheduler.web.keys import Keys
from scheduler.web.rendering import environment, static_files
from scheduler.web.threads import Readers

DATA = "data"
"""What Datasette calls the database, whatever the file's name: addresses stay, and none is one of
our pages'."""
SETTINGS = {
    "allow_download": False,
    "default_page_size": 50,
    "sql_time_limit_ms": 2000,
    "facet_suggest_time_limit_ms": 20,
    "truncate_cells_html": 300,
}


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteOptions:
    """Which database; the token that is asked for, if any; whether people may write SQL."""

    db: Path
    token: str | None = None
    sql: bool = False
    now: Callable[[], datetime] = field(default=_now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What the plugin's hooks need to know of a Datasette of ours."""

    options: SiteOptions
    readers: Readers
    keys: Keys | None


SITES: "WeakKeyDictionary[Datasette, Site]" = WeakKeyDictionary()
"""Hooks are called for every Datasette of the process; those that are not here are none of ours."""


class LiveFile(Database):  # type: ignore[misc]  # datasette ships no types
    """The database as Datasette reads it: opened for reading alone, also while a crawl writes."""

    def connect(self, write: bool = False) -> sqlite3.Connection:
        """A connection that cannot write."""
        if write:
            raise PermissionError(f"{self.path} is served for reading only")
        uri = reading_uri(Path(self.path))
        connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        connection.execute("PRAGMA query_only = ON")
        self._all_file_connections.append(connection)
        return connection


def build_site(options: SiteOptions) -> Datasette:
    """Datasette with our pages. Raises StoreError where the database is not there or not ours."""
    from scheduler.web import plugin

    open_store(options.db, read_only=True).close()
    environment()
    static_files()
    if not pm.has_plugin("unionwatch"):
        pm.register(plugin, "unionwatch")
    # The default prints every 404 as a traceback with all its locals; the plugin has its own.
    if pm.has_plugin("datasette.handle_exception"):
        pm.unregister(name="datasette.handle_exception")
    made = Datasette(
        settings=SETTINGS | {"default_allow_sql": options.sql},
        metadata={"title": "unionwatch", "databases": {DATA: {"title": "unionwatch"}}},
    )
    made.remove_database("_memory")
    SITES[made] = Site(
        options=options,
        readers=Readers(options.db),
        keys=Keys(options.token) if options.token else None,
    )
    made.add_database(LiveFile(made, path=str(options.db), is_mutable=True), name=DATA)
    made.client = DatasetteClient(made)  # the first one was made before there was a site
    return made
