"""The border of the process: whatever a command raises becomes one line on stderr and an exit code.

No traceback reaches a person unless UNIONWATCH_DEBUG=1 asks for it. Nothing is decided here but
that.
"""

import contextlib
import errno
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from types import FrameType

import click

from scheduler.cli.console import make_streams_safe, open_closed_streams, tell
from scheduler.cli.errors import (
    BROKEN_PIPE,
    DONE,
    INTERRUPTED,
    SOURCE_FAILED,
    TERMINATED,
    WRONG_USAGE,
    Terminated,
    debugging,
)
from scheduler.cli.group import unionwatch

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def run(arguments: Sequence[str] | None) -> int:
    """Run the command that `arguments` name; the exit code."""
    open_closed_streams()
    make_streams_safe()
    stdout = sys.stdout
    try:
        with _sigterm_raised():
            result = unionwatch.main(
                args=None if arguments is None else list(arguments),
                prog_name="unionwatch",
                standalone_mode=False,
            )
        sys.stdout.flush()
    except click.ClickException as error:
        _show(error)
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        return _stopped("Stopped.", INTERRUPTED)
    except Terminated:
        return _stopped("Terminated.", TERMINATED)
    except BrokenPipeError:
        return _reader_gone()
    except SystemExit:
        # Within a command click itself catches the broken pipe: wraps stdout, leaves with 1.
        if sys.stdout is stdout:
            raise
        return _reader_gone()
    except Exception as error:
        if debugging():
            raise
        return _explain(error)
    return result if isinstance(result, int) else DONE


def _explain(error: Exception) -> int:
    """One line for an error that the layers below raised on purpose; another for a bug of ours."""
    from crawler.tables import SourceError
    from parsers.errors import ParseError
    from scheduler.store.errors import StoreError

    if isinstance(error, StoreError | SourceError):
        tell(f"unionwatch: {error}")
        return WRONG_USAGE
    if isinstance(error, ParseError):
        tell(f"unionwatch: {error}")
        return SOURCE_FAILED
    if isinstance(error, OSError) and error.errno in NO_ROOM:
        place = f"{error.filename}: " if error.filename else ""
        tell(f"unionwatch: {place}cannot be written: {error.strerror}; make room and try again")
        return SOURCE_FAILED
    if isinstance(error, UnicodeEncodeError) and "surrogates" in error.reason:
        # Arguments come as bytes; what is no UTF-8 in them cannot be looked for in any text.
        tell("unionwatch: an argument is not text in UTF-8")
        return WRONG_USAGE
    hint = "UNIONWATCH_DEBUG=1 shows where it happened."
    tell(f"unionwatch: unexpected {type(error).__name__}: {error}. {hint}")
    return SOURCE_FAILED


def _reader_gone() -> int:
    """The interpreter flushes stdout once more on its way out: give it somewhere to go. A stream
    that is closed already (a csv writer took it along) is not flushed.
    """
    with contextlib.suppress(ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno())  # type: ignore[union-attr]
    return BROKEN_PIPE


def _show(error: click.ClickException) -> None:
    if isinstance(error, click.UsageError):
        error.show(file=sys.stderr)
    else:
        tell(f"unionwatch: {' '.join(error.format_message().split())}")


def _stopped(word: str, code: int) -> int:
    if debugging():
        raise
    tell(f"\nunionwatch: {word} Everything read so far is stored.")
    return code


@contextlib.contextmanager
def _sigterm_raised() -> Iterator[None]:
    """Inside, SIGTERM unwinds the command as Ctrl-C does, so that child processes and files are
    left in order.
    """

    def unwind(_signal: int, _frame: FrameType | None) -> None:
        raise Terminated

    try:
        previous = signal.signal(signal.SIGTERM, unwind)
    except (
        ValueError
    ):  # not the main thread (a test, an embedding program): signals are not ours to handle
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, previous)
