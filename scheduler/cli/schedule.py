"""``unionwatch schedule``: how cron and systemd run this installation."""

import getpass
import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scheduler.cli.console import say, tell
from scheduler.cli.errors import Fault
from scheduler.cli.settings import Settings, db_option, example, sources_option

if TYPE_CHECKING:
    from scheduler.installed import Installation

USER = re.compile(r"[\w.-]+\$?", re.ASCII)

every_option = click.option(
    "--every",
    type=click.Choice(["5", "10", "15", "20", "30", "60"]),
    default="15",
    show_default=True,
    metavar="MINUTES",
    help="How often to look whether something is due (5, 10, 15, 20, 30 or 60).",
)


@click.group(
    short_help="Print a crontab line or systemd units for this installation.",
    epilog=example(
        "unionwatch schedule cron --db /srv/union/union.db",
        "unionwatch schedule systemd --db /srv/union/union.db --out /etc/systemd/system",
    ),
)
def schedule() -> None:
    """Print a crontab line or systemd units for this installation.

    With the paths of the executable that runs now, of --db and of --sources. Which site is crawled
    how often stands in the source files; --due finds out what is due.
    """


@schedule.command(
    short_help="Print a crontab line.",
    epilog=example("(crontab -l; unionwatch schedule cron) | crontab -"),
)
@every_option
@db_option
@sources_option
@click.pass_obj
def cron(settings: Settings, every: str) -> None:
    """Print a crontab line.

    It says nothing unless something failed: cron mails what is said. 'crontab -' replaces the whole
    table: keep the lines that are there, as in the example, or paste it with 'crontab -e'.
    """
    from scheduler.installed import cron_line

    say(cron_line(_installation(settings, getpass.getuser()), int(every)).rstrip())


@schedule.command(
    short_help="Print systemd units, or write them to a folder.",
    epilog=example(
        "unionwatch schedule systemd",
        "unionwatch schedule systemd --timer --every 30 --out /etc/systemd/system",
    ),
)
@click.option("--timer", is_flag=True, help="A crawl by a timer instead of the daemon.")
@every_option
@click.option("--user", help="Who it runs as; by default who prints it.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    metavar="FOLDER",
    help="Write the files there.",
)
@db_option
@sources_option
@click.pass_obj
def systemd(
    settings: Settings, timer: bool, every: str, user: str | None, out: Path | None
) -> None:
    """Print systemd units, or write them to a folder.

    The unit of the daemon ('unionwatch run'), or with --timer a service and its timer. The process
    may write to the folder of the database and nowhere else.
    """
    from scheduler.installed import crawl_timer, crawl_unit, daemon_unit

    if user is not None and not USER.fullmatch(user):
        raise Fault(f"--user {user!r}: expected the name of a user, such as union")
    installation = _installation(settings, user or getpass.getuser())
    files = {"unionwatch.service": daemon_unit(installation)}
    if timer:
        files = {
            "unionwatch-crawl.service": crawl_unit(installation),
            "unionwatch-crawl.timer": crawl_timer(int(every)),
        }
    for name, text in files.items():
        if out is None:
            say(f"# {name}\n{text}")
            continue
        try:
            (out / name).write_text(text, "utf-8")
        except OSError as error:
            raise Fault(f"{out / name}: cannot be written ({error.strerror}).") from None
        say(f"{out / name}")
    if out is not None:
        started = next(reversed(files))
        tell(f"Now: systemctl daemon-reload && systemctl enable --now {started}")


def _installation(settings: Settings, user: str) -> "Installation":
    from scheduler.installed import Installation

    called = Path(sys.argv[0])
    beside = Path(sys.executable).with_name("unionwatch")
    found = called if called.name == "unionwatch" and called.exists() else beside
    if not found.exists():
        found = Path(shutil.which("unionwatch") or beside)
    sources = settings.sources.absolute() if settings.sources is not None else None
    for path in (settings.db, sources):
        if path is not None and not str(path).isprintable():
            raise Fault(
                f"{str(path)!r}: expected a name that fits on one line of a crontab or unit"
            )
    return Installation(
        executable=found.absolute(), db=settings.db.absolute(), sources=sources, user=user
    )
