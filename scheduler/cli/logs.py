"""The log of long-running commands on stderr: text for people, or a JSON object a line."""

import json
import logging
import sys
from collections.abc import Callable
from datetime import UTC, datetime

import click

from scheduler.cli.settings import Function

TEXT = "%(asctime)s %(levelname)s %(message)s"


class JsonLines(logging.Formatter):
    """Each record as one line: at, level, logger, message, and the record's `data`."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, object] = {
            "at": at,
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= getattr(record, "data", {})
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def log_format_option(default: str | None, text: str) -> Callable[[Function], Function]:
    """Give a command ``--log-format``, with this line of help."""

    def decorate(function: Function) -> Function:
        return click.option(
            "--log-format",
            type=click.Choice(["text", "json"]),
            default=default,
            show_default=default is not None,
            help=text,
        )(function)

    return decorate


def set_up_logging(kind: str, *, level: int = logging.INFO) -> None:
    """Log to stderr from now on, as `kind` says: text or json."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        JsonLines() if kind == "json" else logging.Formatter(TEXT, "%Y-%m-%d %H:%M:%S%z")
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    # It warns of a job whose turn comes while it runs; the plan is made anew when the round ends.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
