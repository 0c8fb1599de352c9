"""The command line: parses arguments, calls what does the work, prints. The one place of the
project that prints.

`main` is the entry point ``unionwatch``. Commands are imported when they are called
(`scheduler.cli.group`), so that ``unionwatch --help`` does not wait for Scrapy. Every failure that
a person can do something about leaves as one line on stderr and an exit code of
`scheduler.cli.errors`.
"""

from collections.abc import Sequence

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. `arguments` default to those of the process."""
    try:
        from scheduler.cli.border import run
    except KeyboardInterrupt:  # nothing is at work yet that could be stopped, or told of
        return 130
    return run(arguments)
