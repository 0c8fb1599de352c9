"""The schema, step by step: one module per migration (`m001_base.py` ...), each with `apply(db)`;
later ones are added.

A migration that was once released is never edited. All pending ones and the record of them share
one IMMEDIATE transaction: two processes that open a fresh file at once wait for each other, and an
upgrade that fails leaves the file as it was.
"""

import importlib
import pkgutil
from pathlib import Path

from sqlite_utils import Database, Migrations

from scheduler.store.errors import NewerSchema, NotOurDatabase

NAME = "unionwatch"


def _load() -> Migrations:
    """Every module m<number>_<subject> beside this one, in the order of the numbers."""
    migrations = Migrations(NAME)
    for found in sorted(pkgutil.iter_modules(__path__), key=lambda module: module.name):
        if found.name.startswith("m"):
            module = importlib.import_module(f"{__name__}.{found.name}")
            migrations(name=found.name)(module.apply)
    return migrations


MIGRATIONS = _load()


def is_current(db: Database, path: Path) -> bool:
    """Whether nothing is pending; raises where the file is another program's or a newer
    version's.
    """
    # What is in the file is asked before whose it is: a file that another process is just making
    # is then empty or ours at the second look, never full and nobody's.
    empty = not db.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone()
    ours = _applied(db)
    wanted = {migration.name for migration in MIGRATIONS._migrations}
    if ours == wanted:
        return True
    if not ours and not empty:
        raise NotOurDatabase(
            path, "is the database of another program; name another file with --db"
        )
    if newer := ours - wanted:
        raise NewerSchema(
            path,
            f"was written by a newer unionwatch ({', '.join(sorted(newer))}); upgrade this one",
        )
    return False


def _applied(db: Database) -> set[str]:
    """The migrations that this file has had, by one query: a daemon asks every few seconds."""
    table = "SELECT 1 FROM sqlite_schema WHERE name = ?"
    if not db.conn.execute(table, [Migrations.migrations_table]).fetchone():
        return set()
    rows = db.conn.execute(
        f"SELECT name FROM {Migrations.migrations_table} WHERE migration_set = ?", [NAME]
    )
    return {row[0] for row in rows}


def migrate(db: Database, path: Path) -> None:
    """Apply what is pending, in one transaction that another process cannot get between."""
    if is_current(db, path):
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        if not is_current(db, path):  # another process may have done it while this one waited
            MIGRATIONS.apply(db)
        db.execute("COMMIT")
    except BaseException:
        db.rollback()
        raise
