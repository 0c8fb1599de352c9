"""What a browser asked for, as the views see it: path, arguments, form, language, moment. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlencode

from parsers.dates import VIETNAM
from scheduler.words import LANGUAGES, Language

LANGUAGE_COOKIE = "uw_lang"
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2100, 1, 1)
LAST_PAGE = 400  # pages of a list that can be turned to; filters lead further
TOKENS = ("_format", "_bom", "_fragment", "lang")
"""Arguments that are about the form of the answer, not about what is in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request. `csrf` is the token that a form of the answer must send back."""

    path: str
    now: datetime
    args: Mapping[str, Sequence[str]] = field(default_factory=dict)
    route: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, Sequence[str]] = field(default_factory=dict)
    language: Language = "vi"
    origin: str = ""  # scheme and host, as the browser wrote them
    csrf: str = ""
    sql: bool = False  # whether the SQL page is open
    guarded: bool = False  # whether a token was needed, so that there is something to leave

    def one(self, name: str) -> str | None:
        """The last value of an argument, without blanks around it; None where it is empty."""
        values = self.args.get(name) or ("",)
        return values[-1].strip() or None

    def many(self, name: str) -> tuple[str, ...]:
        """Every value of an argument, each once."""
        return tuple(dict.fromkeys(v.strip() for v in self.args.get(name, ()) if v.strip()))

    def among(self, name: str, allowed: Sequence[str]) -> tuple[str, ...]:
        """Those values of an argument that are allowed; others are as if not given."""
        return tuple(value for value in self.many(name) if value in allowed)

    def number(self, name: str, default: int, *, least: int = 1, most: int = 10**9) -> int:
        """An argument as a number between two bounds."""
        text = self.one(name) or ""
        return min(max(int(text), least), most) if _is_number(text) else default

    def day(self, name: str) -> date | None:
        """An argument as a day (2026-11-21); None where it is none, or none of this age."""
        try:
            day = date.fromisoformat(self.one(name) or "")
        except ValueError:
            return None
        return day if FIRST_DAY <= day <= LAST_DAY else None

    @property
    def page(self) -> int:
        """The page of a list, from 1."""
        return self.number("page", 1, most=LAST_PAGE)

    def id(self, name: str) -> int:
        """A number in the path; 0, which no row has, where it is too long for SQLite."""
        text = self.route.get(name, "")
        return int(text) if _is_number(text) else 0

    def link(self, **changed: str | int | None) -> str:
        """The address of this page with some arguments changed, or left out (None)."""
        kept = {
            name: list(values)
            for name, values in self.args.items()
            if name not in changed and name not in TOKENS and any(values)
        }
        new = {name: [str(value)] for name, value in changed.items() if value is not None}
        query = urlencode(kept | new, doseq=True)
        return f"{self.path}?{query}" if query else self.path

    @property
    def today(self) -> date:
        """The day in Vietnam."""
        return self.now.astimezone(VIETNAM).date()


def day_span(day: date) -> tuple[datetime, datetime]:
    """From midnight to midnight, in Vietnam."""
    start = datetime.combine(day, time(), VIETNAM).astimezone(UTC)
    return start, start + timedelta(days=1)


def language_of(args: Mapping[str, Sequence[str]], cookies: Mapping[str, str]) -> Language:
    """The language asked for, else the one of last time, else Vietnamese."""
    wanted = [*args.get("lang", ())[-1:], cookies.get(LANGUAGE_COOKIE, "")]
    return next((one for name in wanted for one in LANGUAGES if one == name), "vi")


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 16
