"""What was read of an article so far, each field with its evidence. Pure."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from parsers.html import Element
from parsers.model import Evidence, Origin


@dataclass(slots=True, kw_only=True)
class Fields:
    """What was read so far: filled in by `read_fields`, completed by `parsers.article` once the
    body is known. `furniture` gives the elements of date, authors and kicker round the title,
    `beside` who is named beside the date and nowhere called an author.
    """

    title: str | None = None
    title_element: Element | None = None
    kicker: str | None = None
    lead: str | None = None
    lead_element: Element | None = None
    authors: tuple[str, ...] = ()
    section: str | None = None
    tags: tuple[str, ...] = ()
    published_at: datetime | None = None
    updated_at: datetime | None = None
    date_only: bool = False
    language: str | None = None
    furniture: Callable[[], tuple[Element, ...]] = tuple
    beside: Callable[[], str | None] = lambda: None
    evidence: dict[str, Evidence] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)


def note(found: Fields, name: str, origin: Origin, confidence: float, detail: str) -> None:
    """Note where a field came from."""
    found.evidence[name] = Evidence(origin=origin, confidence=confidence, detail=detail)
