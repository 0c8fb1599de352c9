"""``unionwatch run``: the daemon, in the foreground."""

import signal
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

from scheduler.cli.errors import DONE, LOCKED, Fault
from scheduler.cli.files import refuse_database
from scheduler.cli.logs import log_format_option, set_up_logging
from scheduler.cli.settings import Settings, db_option, example, sources_option

if TYPE_CHECKING:
    from scheduler.daemon import Daemon


@click.command(
    short_help="Crawl each source when its time comes, until stopped.",
    epilog=example(
        "unionwatch run",
        "unionwatch --db /srv/union/union.db run --log-format json --metrics 9189",
        "unionwatch run laodongthudo nld",
    ),
)
@click.argument("names", nargs=-1, metavar="[SOURCE]...")
@log_format_option("text", "What the lines on stderr look like.")
@click.option(
    "--metrics",
    type=click.IntRange(1, 65535),
    metavar="PORT",
    help="Answer Prometheus on http://127.0.0.1:PORT/metrics.",
)
@click.option(
    "--metrics-file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Keep the same in a file (for node_exporter: *.prom).",
)
@click.option(
    "--crawl-timeout",
    type=click.IntRange(min=60),
    default=7200,
    show_default=True,
    metavar="SECONDS",
    help="A crawl that takes longer is stopped; the next one goes on.",
)
@db_option
@sources_option
@click.pass_obj
def run(
    settings: Settings,
    names: tuple[str, ...],
    log_format: str,
    metrics: int | None,
    metrics_file: Path | None,
    crawl_timeout: int,
) -> int:
    """Crawl each source when its time comes, until stopped.

    Stays in the foreground; SIGTERM or Ctrl-C let it finish the article in hand and end with 0.
    Source files that change are read again without a restart. 'unionwatch status' says whether it
    runs; 'unionwatch schedule systemd' prints a unit for it. Exit code 75: one runs already.
    """
    from scheduler.cli.database import named_sources
    from scheduler.daemon import Daemon, crawl_due, utc_now
    from scheduler.lock import LockHeld, crawl_lock
    from scheduler.metrics import serve_metrics, write_metrics
    from scheduler.notifier import Notifier
    from scheduler.roster import Roster

    named_sources(settings, names)  # a wrong name or file is said before anything starts
    if metrics_file is not None:
        refuse_database(metrics_file)
    set_up_logging(log_format)
    db = settings.db.resolve()
    daemon = Daemon(
        db=db,
        roster=Roster(settings.sources, names),
        crawl=partial(crawl_due, timeout=float(crawl_timeout)),
        on_tick=(
            Notifier(),
            *([] if metrics_file is None else [partial(write_metrics, metrics_file)]),
        ),
    )
    with ExitStack() as stack:
        try:
            name = db.with_name(db.name + ".run")
            stack.enter_context(crawl_lock(name, utc_now(), "unionwatch run"))
        except LockHeld as error:
            held = f"{db}: 'unionwatch run' works on it already: {error.holder or 'a process'}."
            raise Fault(held, LOCKED) from None
        if metrics is not None:
            stack.enter_context(serve_metrics(db, metrics))
        _stop_on_signals(daemon)
        daemon.run()
    return DONE


def _stop_on_signals(daemon: "Daemon") -> None:
    def stop(_number: int, _frame: FrameType | None) -> None:
        daemon.end()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
