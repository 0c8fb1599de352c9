"""What a command may end with other than success, each with its exit code. Imports click only.

==  ==========================================================================
0   done
1   some source failed, or the command could not do what was asked
2   wrong usage or configuration: an option, a source file, a database
75  another crawl holds the lock (try again later: EX_TEMPFAIL)
130 stopped by Ctrl-C (143: by SIGTERM); what was read until then is stored
141 the reader of a pipe went away
==  ==========================================================================
"""

import os

import click

DONE = 0
SOURCE_FAILED = 1
WRONG_USAGE = 2
LOCKED = 75
INTERRUPTED = 130
TERMINATED = 143
BROKEN_PIPE = 141
"""What a shell reports of a tool whose reader went away (``unionwatch export | head``)."""


class Fault(click.ClickException):
    """One clear line for a person: what, where, what to do. `exit_code` is a constant of this
    module.
    """

    def __init__(self, message: str, exit_code: int = WRONG_USAGE) -> None:
        super().__init__(message)
        self.exit_code = exit_code  # type: ignore[misc]  # click declares it for classes alone


class Terminated(BaseException):
    """SIGTERM came; like KeyboardInterrupt, not an Exception, so that nothing on the way takes it
    for a failure.
    """


def debugging() -> bool:
    """Whether tracebacks are wanted: UNIONWATCH_DEBUG is set to something other than 0."""
    return os.environ.get("UNIONWATCH_DEBUG", "0") not in ("", "0")
