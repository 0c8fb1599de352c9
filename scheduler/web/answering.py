"""What a view answers: a page (with its data for JSON and CSV), bytes, or another address. Values
only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A template with its values. `rows` is what CSV gives of it, `json` what JSON gives (else the
    rows); `fragment` names the template of the part that a script fetches again.
    """

    template: str
    values: Mapping[str, Any]
    rows: Sequence[Record] | None = None
    json: Any = None
    fragment: str | None = None
    status: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Data:
    """Bytes as they are."""

    body: bytes
    content_type: str
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another address of this site."""

    path: str


@dataclass(frozen=True, slots=True)
class Nothing:
    """There is no such thing: 404, with what was looked for as a key of `texts`."""

    what: str


Answer = Page | Data | Elsewhere | Nothing


def own_path(path: str | None, default: str = "/") -> str:
    """`path` if it is an address of this site and nothing else, as a browser would read it.

    >>> own_path("/updates?page=2"), own_path("//elsewhere.example/"), own_path("/\\\\elsewhere")
    ('/updates?page=2', '/', '/')
    """
    text = path or ""
    plain = all("\x20" < letter != "\x7f" for letter in text)
    return text if plain and text.startswith("/") and text[1:2] not in ("/", "\\") else default
