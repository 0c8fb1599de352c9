"""unionwatch.toml: who is told of what. Read here and nowhere else; the file lies beside the
database.

An address of a channel is a secret (it holds tokens and passwords): it can stand in the file, in an
environment variable or in a file of its own, is read when something is sent, and shows itself
nowhere: not in an error, not in a `repr`.
"""

import os
import re
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from pathlib import Path

from crawler.checks import quiet_hours
from crawler.tables import SourceError, Table
from crawler.timing import CLOCK, QuietHours
from crawler.tomlfile import read_toml
from scheduler.edits import EditClass
from scheduler.standing import FLAGS
from scheduler.store.telling import EVERYTHING, Interest
from scheduler.words import LANGUAGES, Language

FILE = "unionwatch.toml"
VARIABLE = "UNIONWATCH_CONFIG"
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LONGEST_ADDRESS = 64 * 1024  # bytes read of url_file, which may be a device or the wrong file
NAME = re.compile(r"[\w-]{1,40}")


class Mode(StrEnum):
    """When a channel is told."""

    AT_ONCE = "at once"
    DAILY = "daily"
    WEEKLY = "weekly"


class AddressError(Exception):
    """The address of a channel cannot be read; says where it was looked for, not what is there."""


@dataclass(frozen=True, slots=True, repr=False)
class Address:
    """Where a channel's address is: one of the three is given."""

    url: str | None = None
    variable: str | None = None
    file: Path | None = None

    def __repr__(self) -> str:
        return "Address(...)"

    def reveal(self) -> str:
        """The address itself: for the sender alone."""
        if self.url is not None:
            return self.url
        if self.variable is not None:
            found = os.environ.get(self.variable, "").strip()
            if not found:
                raise AddressError(f"the environment variable {self.variable} is not set")
            return found
        assert self.file is not None  # one of the three is given
        try:
            with self.file.open("rb") as file:
                found = file.read(LONGEST_ADDRESS).decode("utf-8-sig").strip()
        except (OSError, UnicodeDecodeError):
            raise AddressError(f"{self.file} cannot be read") from None
        if not found:
            raise AddressError(f"{self.file} is empty")
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """One receiver, and what it is to be told. `operator`: the health of sources instead of their
    news. `send_again`: also what may have arrived already.
    """

    name: str
    address: Address
    interest: Interest = EVERYTHING
    watched: bool = False
    operator: bool = False
    mode: Mode = Mode.AT_ONCE
    at: time = time(7)
    weekday: int = 0
    quiet_hours: QuietHours | None = None
    language: Language = "vi"
    send_again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What the file says; empty where there is none."""

    channels: tuple[Channel, ...] = ()


def config_path(db: Path) -> Path:
    """Where the file of this database is: UNIONWATCH_CONFIG, or beside it."""
    return Path(os.environ.get(VARIABLE) or db.resolve().with_name(FILE))


def load_config(path: Path) -> Config:
    """Read the file; SourceError says what is wrong with it. No file: nobody is told."""
    if not path.exists() and not os.environ.get(VARIABLE):
        return Config()
    table = Table(path, read_toml(path, secret=True))
    channels = tuple(_channel(each) for each in table.tables("channel"))
    table.finish()
    names = [channel.name for channel in channels]
    for name in names:
        if names.count(name) > 1:
            raise SourceError(path, "channel.name", "a name for each channel", f'"{name}" twice')
    return Config(channels=channels)


def _channel(table: Table) -> Channel:
    name = table.need_text("name", "a name for the channel")
    if not NAME.fullmatch(name):
        raise _hidden(table, "name", "up to 40 letters, digits, - and _")
    silent = table.flag("silent", False)
    interest = Interest(
        sources=table.texts("sources", one=True),
        sections=table.texts("sections", one=True),
        kinds=_among(table, "kinds", tuple(FLAGS)),
        edit_classes=_among(table, "classes", tuple(EditClass)),
        phrases=table.texts("phrases", one=True),
        silent=True if silent else None,
    )
    return Channel(
        name=name,
        address=_address(table),
        interest=interest,
        watched=table.flag("watched", False),
        operator=table.flag("operator", False),
        mode=Mode(_one_of(table, "mode", tuple(Mode), Mode.AT_ONCE)),
        at=_clock(table),
        weekday=WEEKDAYS.index(_one_of(table, "weekday", WEEKDAYS, "monday")),
        quiet_hours=quiet_hours(table, "quiet_hours"),
        language=_language(table),
        send_again=_one_of(table, "in_doubt", ("keep", "send again"), "keep") == "send again",
    )


def _address(table: Table) -> Address:
    url = table.text("url")
    variable, file = table.text("url_env"), table.text("url_file")
    number = sum(given is not None for given in (url, variable, file))
    if number != 1:
        wanted = "one of url, url_env (a variable) and url_file (a file)"
        raise _hidden(table, "url", wanted, "several of them" if number else "none of them")
    for key, value in (("url_env", variable), ("url_file", file)):
        if value is not None and "://" in value:
            raise _hidden(table, key, "where the address is, not the address itself")
    if url is not None and "://" not in url:
        raise _hidden(table, "url", "an address of Apprise, such as mailto://, tgram://, json://")
    folder = table.file.resolve().parent
    return Address(url=url, variable=variable, file=folder / file if file else None)


def _clock(table: Table) -> time:
    text = table.text("time") or "07:00"
    found = CLOCK.fullmatch(text)
    if not found:
        raise table.error("time", 'a time of day in Vietnam, such as "07:00"', text)
    return time(int(found[1]), int(found[2]))


def _language(table: Table) -> Language:
    wanted = _one_of(table, "language", LANGUAGES, "vi")
    return next(language for language in LANGUAGES if language == wanted)


def _one_of(table: Table, key: str, allowed: tuple[str, ...], default: str) -> str:
    text = table.text(key) or default
    if text not in allowed:
        raise table.error(key, f"one of {', '.join(allowed)}", text)
    return text


def _among(table: Table, key: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    texts = table.texts(key, one=True)
    for text in texts:
        if text not in allowed:
            raise table.error(key, f"some of {', '.join(allowed)}", text)
    return texts


def _hidden(table: Table, key: str, expected: str, found: str = "something else") -> SourceError:
    """An error that does not show what stands there: it may be a secret."""
    return SourceError(table.file, table.name_of(key), expected, found)
