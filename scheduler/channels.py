"""The one place that speaks to receivers: one message through Apprise, and what came of it.

Addresses are secrets. Apprise and the libraries below it log them, also in warnings and in the
texts of exceptions; so from their first use on their loggers reach nobody but `_Ears`, and what is
told of a failure is said in our own words. Nothing here is stored.

What came of it decides whether it may be sent again: `REFUSED` means that the receiver surely did
not take it (no connection, an error status); where that is not sure (no answer in time, a
connection that broke) it is `DOUBTFUL`.
"""

import logging
import re
import threading
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from scheduler.messages import Message

if TYPE_CHECKING:
    from apprise.plugins import NotifyBase

TIMEOUT = 30.0  # seconds for one message, whatever its receiver does
LIMIT = 20_000
SPARE = 0.9  # of a receiver's limit: some count what they escape
CHATTY = ("apprise", "requests", "urllib3", "oauthlib", "requests_oauthlib", "smtplib")
BELOW = ("connectionpool", "connection", "poolmanager", "response", "util.retry")
STATUS = re.compile(r"error=(\d{3})\b|\((\d{3}), b['\"]")
NEVER_REACHED = re.compile(
    r"connection refused|newconnectionerror|failed to establish a new connection"
    r"|nameresolutionerror|name or service not known|temporary failure in name resolution"
    r"|nodename nor servname|connecttimeout|connect timeout|network is unreachable|no route to host"
    r"|certificate verify failed|sslcertverificationerror",
    re.IGNORECASE,
)
NO_APPRISE = "alerts need Apprise: pip install 'unionwatch[notify]'"


class Verdict(StrEnum):
    """What came of sending."""

    SENT = "sent"
    REFUSED = "refused"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A verdict, and why, in words that hold nothing of the address."""

    verdict: Verdict
    why: str | None = None


class ChannelError(Exception):
    """A receiver that cannot be made of its address; says why, and nothing of the address."""


class Receiver:
    """One channel's receiver. Not shared between threads."""

    def __init__(self, address: str) -> None:
        self._plugin = _plugin(address)
        names = self._plugin.service_name
        self.service = str(names)

    def limit(self, title: str) -> int:
        """How long the body of a message may be."""
        most = int(min(self._plugin.body_maxlen or LIMIT, LIMIT) * SPARE)
        return most if self._plugin.title_maxlen > 0 else most - len(title) - 8

    def send(self, message: Message, key: str, timeout: float = TIMEOUT) -> Outcome:
        """Send one message. `key` is the same at each try, for receivers that look at it."""
        done: list[Outcome | None] = []
        headers = getattr(self._plugin, "headers", None)
        if isinstance(headers, dict):
            headers |= {"Idempotency-Key": key, "X-Unionwatch-Message": key}
        thread = threading.Thread(
            target=lambda: done.append(self._notify(message)),
            name="unionwatch-send",
            daemon=True,  # one that hangs shall not keep the process
        )
        with SENDING:
            EARS.said.clear()
            thread.start()
            thread.join(timeout)
            heard = "\n".join(EARS.said)
            HANGING[:] = [each for each in (*HANGING, thread) if each.is_alive()]
        if not done:
            why = f"no answer within {timeout:.0f} seconds"
            return Outcome(verdict=Verdict.DOUBTFUL, why=why)
        if done[0] is not None:
            return done[0]
        return explain("" if HANGING else heard)

    def _notify(self, message: Message) -> Outcome | None:
        """Send it; None where Apprise says no more than that it failed."""
        from apprise import Apprise, NotifyFormat

        try:
            sender = Apprise(asset=self._plugin.asset)
            sender.add(self._plugin)
            taken = sender.notify(
                title=message.title, body=message.body, body_format=NotifyFormat.TEXT
            )
        except Exception as error:  # a plugin's bug; its text may hold the address
            return Outcome(verdict=Verdict.DOUBTFUL, why=f"the sender failed ({_kind(error)})")
        return Outcome(verdict=Verdict.SENT) if taken else None


def explain(heard: str) -> Outcome:
    """What a failure was, from what the libraries said of it."""
    if found := STATUS.search(heard):
        status = found[1] or found[2]
        return Outcome(verdict=Verdict.REFUSED, why=f"the receiver answered {status}")
    if NEVER_REACHED.search(heard):
        return Outcome(verdict=Verdict.REFUSED, why="the receiver was not reached")
    if "timed out" in heard.lower():
        return Outcome(verdict=Verdict.DOUBTFUL, why="the receiver did not answer in time")
    return Outcome(verdict=Verdict.DOUBTFUL, why="the connection broke before an answer")


class _Ears(logging.Filter):
    """Hears what the libraries say while one message is sent, and lets none of it through."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep it."""
        self.said.append(record.getMessage())
        return False


EARS = _Ears()
SENDING = threading.Lock()
HANGING: list[threading.Thread] = []
"""Threads that were given up: what they say later cannot be told from what another says."""


def _hush() -> None:
    """Keep what these libraries log from everybody else, for good: a thread that hangs may speak
    later. Filters of a logger hold whatever handlers anybody gave it.
    """
    there = [name for name in logging.root.manager.loggerDict if name.partition(".")[0] in CHATTY]
    for name in (*CHATTY, *(f"urllib3.{part}" for part in BELOW), *there):
        logging.getLogger(name).addFilter(EARS)
    # A refusal and a silence are told apart by what is said at this level alone.
    logging.getLogger("apprise").setLevel(logging.DEBUG)


def _plugin(address: str) -> "NotifyBase":
    try:
        from apprise import Apprise, AppriseAsset, PersistentStoreMode
    except ImportError:
        raise ChannelError(NO_APPRISE) from None
    # In memory: Apprise would else keep files under the home directory, named for the address.
    asset = AppriseAsset(
        app_id="unionwatch",
        app_desc="unionwatch",
        storage_mode=PersistentStoreMode.MEMORY,
        async_mode=False,
    )
    _hush()
    try:
        plugin = Apprise.instantiate(address, asset=asset, suppress_exceptions=True)
    except Exception as error:  # its text would show the address
        raise ChannelError(f"its address is not understood ({_kind(error)})") from None
    _hush()  # what the plugin brought along
    if plugin is None:
        raise ChannelError("its address is not one that Apprise understands")
    if len(plugin) > 1:
        raise ChannelError(
            "its address names several receivers, so that one could be told twice while another "
            "fails: make a channel for each"
        )
    plugin.retry = 0  # when to try again is decided and remembered by the outbox
    return plugin


def _kind(error: Exception) -> str:
    return type(error).__name__
