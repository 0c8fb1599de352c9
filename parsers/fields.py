"""The fields of an article but for its body: selectors first where a layout is known, then
structure, then claims.

Each value carries its evidence. What the page shows is preferred to what its markup claims, since
claims are written by templates and what is shown by editors. Pure.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import cache, partial

from parsers.beside import bylines_of
from parsers.crumbs import section_in_crumbs
from parsers.dates import ParsedDate, find_date, parse_date
from parsers.found import Fields, note
from parsers.head import Head
from parsers.html import Element, HtmlDoc, text_of
from parsers.labels import read_labels
from parsers.layout import Laid
from parsers.leads import is_lead, lead_text
from parsers.model import Evidence, Origin
from parsers.moments import Moment, Shown, read_moments
from parsers.opening import Opening, kicker_before, labelled_date, read_opening
from parsers.people import read_authors
from parsers.platform import Platform, host_of
from parsers.stamps import to_the_hour
from parsers.text import match_key
from parsers.titles import find_title, is_title

_SURE = 0.97
Opened = Callable[[], Opening]
"""What stands round the title, read when it is first asked for: selectors mostly find it all."""


def read_fields(doc: HtmlDoc, head: Head, laid: Laid | None, platform: Platform) -> Fields:
    """Read every field that does not need the body."""
    found = Fields()
    _read_title(found, doc, head, laid)
    opening = cache(partial(_opening, found.title_element, head, laid))
    found.furniture = lambda: opening().furniture
    found.beside = lambda: opening().beside
    _read_kicker(found, laid)
    _read_lead(found, head, laid, opening, platform)
    _read_moments(found, doc, head, laid, opening)
    _read_authors(found, doc, head, laid, opening)
    read_labels(found, head, laid)
    if found.section is None and (crumb := _crumb(doc, found)) is not None:
        found.section = crumb
        note(found, "section", Origin.STRUCTURE, 0.7, "breadcrumb")
    return found


def _crumb(doc: HtmlDoc, found: Fields) -> str | None:
    return section_in_crumbs(found.title_element, found.title or "", doc.url)


def _read_title(found: Fields, doc: HtmlDoc, head: Head, laid: Laid | None) -> None:
    if laid is not None:
        for selector, elements in laid.find("title"):
            for el in elements:
                text = text_of(el)
                if is_title(text):
                    found.title, found.title_element = text, el
                    note(found, "title", Origin.SELECTOR, _SURE, selector)
                    return
    best = find_title(doc, head)
    if best is None:
        return
    found.title, found.title_element, found.evidence["title"] = best
    if laid is not None and laid.selectors.title:
        first = laid.selectors.title[0]
        found.warnings.append(
            f"Selector {first} and its alternatives found no title; it was read by structure."
        )


def _opening(title: Element | None, head: Head, laid: Laid | None) -> Opening:
    if title is None:
        return Opening()
    stop = laid.body if laid is not None and laid.text("lead") else None
    return read_opening(title, _descriptions(head), stop=stop)


def _descriptions(head: Head) -> tuple[str, ...]:
    claims = (head.first("description"), head.first("og:description"), head.json_ld.description)
    return tuple(claim for claim in claims if claim)


def _read_kicker(found: Fields, laid: Laid | None) -> None:
    if laid is not None and (hit := laid.text("kicker")):
        found.kicker = hit[0]
        note(found, "kicker", Origin.SELECTOR, 0.9, hit[1])
    elif (above := kicker_before(found.title_element)) is not None:
        found.kicker = text_of(above)
        note(found, "kicker", Origin.STRUCTURE, 0.6, "line above the title")


def _read_lead(
    found: Fields, head: Head, laid: Laid | None, opening: Opened, platform: Platform
) -> None:
    for selector, elements in laid.find("lead") if laid is not None else ():
        text, el = next(((text, el) for el in elements if (text := lead_text(el))), ("", None))
        if text and text != found.title:
            found.lead, found.lead_element = text, el
            note(found, "lead", Origin.SELECTOR, _SURE, selector)
            return
    element = opening().lead_element
    if element is not None and (text := lead_text(element)):
        found.lead, found.lead_element = text, element
        note(found, "lead", Origin.STRUCTURE, 0.8, opening().lead_rule)
        return
    if platform.lead_from_description and laid is not None:
        claim = next(
            (
                text
                for text in _descriptions(head)
                if is_lead(text) and not text.endswith(("...", "…"))
            ),
            None,
        )
        if claim and match_key(claim) != match_key(found.title or ""):
            found.lead = claim
            note(found, "lead", Origin.META, 0.6, "description")


def _read_moments(
    found: Fields, doc: HtmlDoc, head: Head, laid: Laid | None, opening: Opened
) -> None:
    published, updated = read_moments(head, _shown(laid, opening))
    if published is None and (labelled := labelled_date(doc.root)) is not None:
        evidence = Evidence(origin=Origin.TEXT, confidence=0.5, detail="date with its label")
        published, _ = read_moments(head, Shown(date=labelled, text="", evidence=evidence))
    if published is not None and published.date_only:
        published = _to_the_hour(doc.root, published)
    if updated is None and published is not None:
        shown = opening().updated if laid is None else _change_in(laid)
        updated = _shown_change(shown, published)
    if published is not None:
        found.published_at, found.date_only = published.at, published.date_only
        found.evidence["published_at"] = published.evidence
    if updated is not None and updated.at != found.published_at:
        found.updated_at = updated.at
        found.evidence["updated_at"] = updated.evidence


def _to_the_hour(root: Element, published: Moment) -> Moment:
    """A day with the hour that the page gives to programs."""
    exact = to_the_hour(root, published.at)
    if exact is None:
        return published
    return Moment(at=exact.moment, date_only=False, evidence=published.evidence)


def _change_in(laid: Laid) -> ParsedDate | None:
    """The date of the last change that the layout's selectors find."""
    elements = (el for _, found in laid.find("updated") for el in found)
    return next((date for el in elements if (date := _date_of(el, text_of(el)))), None)


def _shown_change(shown: ParsedDate | None, published: Moment) -> Moment | None:
    """When the page says that the text was changed, after it was published."""
    if shown is None or shown.moment <= published.at:
        return None
    evidence = Evidence(origin=Origin.STRUCTURE, confidence=0.7, detail="date of the last change")
    return Moment(at=shown.moment, date_only=shown.date_only, evidence=evidence)


def _shown(laid: Laid | None, opening: Opened) -> Shown | None:
    """The date that the page shows beside its title: by selector, else as the opening found it."""
    for selector, elements in laid.find("published") if laid is not None else ():
        for el in elements:
            text = text_of(el)
            date = _date_of(el, text)
            if date is not None:
                evidence = Evidence(origin=Origin.SELECTOR, confidence=_SURE, detail=selector)
                return Shown(date=date, text=text, evidence=evidence)
    date = opening().date
    if date is None:
        return None
    evidence = Evidence(origin=Origin.STRUCTURE, confidence=0.8, detail="date beside the title")
    return Shown(date=date, text=opening().date_text, evidence=evidence)


def _date_of(el: Element, text: str) -> ParsedDate | None:
    """The date of an element: as it is shown, or to the second as its attribute has it."""
    shown = (parse_date(text) or find_date(text)) if text else None
    stamp = el.get("datetime") or el.get("content")
    exact = parse_date(stamp) if stamp else None
    if shown is None or exact is None:
        return shown or exact
    same_day = exact.moment.astimezone(shown.moment.tzinfo).date() == shown.moment.date()
    same = (shown.date_only and same_day) or abs(exact.moment - shown.moment) < timedelta(minutes=1)
    return exact if same else shown


def site_names(doc: HtmlDoc, head: Head) -> tuple[str, ...]:
    """What the site calls itself: none of it is an author."""
    host = host_of(doc.url).removeprefix("www.")
    names = (
        head.first("og:site_name"),
        head.json_ld.publisher,
        head.first("copyright"),
        host,
        host.partition(".")[0],
    )
    return tuple(name for name in names if name)


def _read_authors(
    found: Fields, doc: HtmlDoc, head: Head, laid: Laid | None, opening: Opened
) -> None:
    names = site_names(doc, head)
    for selector, elements in laid.find("authors") if laid is not None else ():
        bylines = (byline for el in elements for byline in bylines_of(el, text_of(el)))
        authors = read_authors(bylines, site_names=names)
        if authors:
            found.authors = authors
            note(found, "authors", Origin.SELECTOR, 0.95, selector)
            return
    for texts, origin, confidence, detail in _author_claims(head, opening):
        authors = read_authors(texts, site_names=names)
        if authors:
            found.authors = authors
            note(found, "authors", origin, confidence, detail)
            return


def _author_claims(
    head: Head, opening: Opened
) -> Iterator[tuple[tuple[str, ...], Origin, float, str]]:
    persons = tuple(
        name for name in head.lists.get("article:author", ()) if "/" not in name and " " in name
    )
    yield head.json_ld.authors, Origin.JSON_LD, 0.8, "author"
    yield opening().authors, Origin.STRUCTURE, 0.7, "byline beside the title"
    yield persons, Origin.OPEN_GRAPH, 0.7, "article:author"
    yield tuple(filter(None, [head.first("dable:author")])), Origin.META, 0.7, "dable:author"
    yield (
        tuple(name for name in head.lists.get("author", ()) if " " in name),
        Origin.META,
        0.4,
        "author",
    )
