"""When an article was published and updated: what the page shows weighed against what its markup
claims.

Claims (JSON-LD, OpenGraph, meta) are exact to the second but wrong on some sites: the same for
every page, the time of rendering, or local time declared as UTC. What is shown beside the title is
what the editors meant. Pure.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from parsers.dates import ParsedDate, parse_date
from parsers.head import Head
from parsers.model import Evidence, Origin
from parsers.text import fold

_PUBLISHED_META = (
    "article:published_time",
    "datepublished",
    "og:published_time",
    "pubdate",
    "publishdate",
    "publish-date",
    "published_time",
    "article:published",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "date",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
)
_UPDATED_META = (
    "article:modified_time",
    "datemodified",
    "og:updated_time",
    "lastmod",
    "last-modified",
    "article:updated_time",
    "dcterms.modified",
)
_SAME = timedelta(minutes=2)
_ZONE_ERROR = timedelta(hours=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A date as read, and where it came from."""

    at: datetime
    date_only: bool
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A date that the page shows to readers: its `text` (a label such as "Cập nhật" tells which
    date it is).
    """

    date: ParsedDate
    text: str
    evidence: Evidence


def read_moments(head: Head, shown: Shown | None) -> tuple[Moment | None, Moment | None]:
    """Published and updated, each with its evidence, from the claims of `head` and what the page
    shows.
    """
    published = list(_claims(head, _PUBLISHED_META, head.json_ld.published, "datePublished"))
    updated = next(_claims(head, _UPDATED_META, head.json_ld.modified, "dateModified"), None)
    if shown is not None and _says_updated(shown.text):
        seen = _moment(shown.date, shown.evidence)
        if not published:
            return seen, updated
        return _settle(published, updated, None), updated or seen
    first = _settle(published, updated, shown)
    if first is not None and updated is not None and updated.at < first.at:
        updated = None
    return first, updated


def _claims(head: Head, names: tuple[str, ...], json_ld: str | None, key: str) -> Iterator[Moment]:
    """The dates that the page claims, surest first; those that cannot be read are passed over."""
    if json_ld and head.json_ld.kind and (found := parse_date(json_ld)):
        yield _moment(found, Evidence(origin=Origin.JSON_LD, confidence=0.8, detail=key))
    for name in names:
        text = head.first(name)
        if text and (found := parse_date(text)):
            origin = Origin.OPEN_GRAPH if name.startswith(("article:", "og:")) else Origin.META
            yield _moment(found, Evidence(origin=origin, confidence=0.8, detail=name))
    if json_ld and not head.json_ld.kind and (found := parse_date(json_ld)):
        yield _moment(
            found, Evidence(origin=Origin.JSON_LD, confidence=0.5, detail=f"{key} of the page")
        )


def _settle(claims: list[Moment], updated: Moment | None, shown: Shown | None) -> Moment | None:
    """One publication date out of claims and what is shown: they confirm each other, or what is
    shown wins.

    A date that was only found by structure yields to claims that agree among themselves, unless
    they differ from it by the time zone alone.
    """
    if shown is None:
        return next(
            (claim for claim in claims if not claim.date_only), claims[0] if claims else None
        )
    seen = _moment(shown.date, shown.evidence)
    for claim in claims:
        if abs(claim.at - seen.at) < _SAME:
            return _sure(claim, shown)
        if seen.date_only and claim.at.astimezone(seen.at.tzinfo).date() == seen.at.date():
            return _sure(claim, shown)
    if not claims:
        return seen
    if updated is not None and abs(updated.at - seen.at) < _SAME:
        return claims[0]
    guessed = shown.evidence.origin is Origin.STRUCTURE
    if guessed and len(claims) > 1 and _agree(claims) and not _is_zone_error(claims[0].at, seen.at):
        return claims[0]
    return seen


def _agree(claims: list[Moment]) -> bool:
    """Whether all claims lie within a day: then the first moment of them is the publication."""
    moments = [claim.at for claim in claims]
    return bool(moments) and max(moments) - min(moments) < timedelta(days=1)


def _is_zone_error(claim: datetime, seen: datetime) -> bool:
    apart = abs(claim - seen)
    return apart < _ZONE_ERROR and claim.replace(tzinfo=None) == seen.replace(tzinfo=None)


def _sure(claim: Moment, shown: Shown) -> Moment:
    detail = f"{claim.evidence.detail}, as shown ({shown.evidence.detail})"
    evidence = Evidence(origin=claim.evidence.origin, confidence=0.98, detail=detail)
    return Moment(at=claim.at, date_only=claim.date_only, evidence=evidence)


def _moment(found: ParsedDate, evidence: Evidence) -> Moment:
    return Moment(at=found.moment, date_only=found.date_only, evidence=evidence)


def _says_updated(text: str) -> bool:
    words = fold(text)
    return any(label in words for label in ("cap nhat", "chinh sua", "updated", "modified"))
