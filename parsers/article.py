"""One page in, one Article out: the decisions of reading, each made in a module of its own.

`parse_article` recognises the platform, reads the fields, lets `parsers.body` read the paragraphs,
and says of each value where it came from. Where a selector comes up empty or implausible it reads
by structure and says so in `warnings`. Pure: no network, no clock; it raises ParseError (NotHtml,
NotAnArticle) and nothing else.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial

from parsers.body import Reading, lines_after, read_body
from parsers.errors import NotAnArticle
from parsers.fields import read_fields, site_names
from parsers.found import Fields, note
from parsers.garbage import uncollected
from parsers.head import Head, read_head
from parsers.html import Element, HtmlDoc, parse_html, select, text_of
from parsers.index import Index
from parsers.layout import Laid, can_match, captions_above, lay_out, merged
from parsers.leads import all_link
from parsers.listing_signs import looks_like_listing
from parsers.media import Media, read_media
from parsers.model import NOTHING_KNOWN, Article, Evidence, Known, Origin, Page, PageKind, Selectors
from parsers.people import is_organisation, read_authors
from parsers.platform import Platform, choose_platform
from parsers.refusals import refuse_other_kinds
from parsers.region import HARDLY_ANY
from parsers.stamps import last_change
from parsers.tagged import tags_in
from parsers.text import match_key

LINES_OF_CHANGE = 3
LONGEST_CHANGE = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """An article with what led to it: for `parsers.explain`. `shown` are the elements that show
    title and lead.
    """

    article: Article
    doc: HtmlDoc
    platform: Platform
    reading: Reading
    dropped: tuple[tuple[str, Element], ...]  # with the selector that named each
    shown: tuple[tuple[str, Element], ...] = ()


def parse_article(
    page: Page,
    platform: Platform | str | None = None,
    *,
    generic: bool = False,
    selectors: Selectors | None = None,
    drop: Iterable[str] = (),
    known: Known = NOTHING_KNOWN,
) -> Article:
    """Read the article of a page.

    The platform is recognised from the page unless it is given (by name or as a value); `generic`
    switches platforms off. `selectors` and `drop` are a source file's own and win over the
    platform's; `known` is what the caller knows of the site. Raises NotHtml, NotAnArticle (with the
    kind of page it is) or ParseError.
    """
    return read_article(
        page, platform, generic=generic, selectors=selectors, drop=drop, known=known
    ).article


@uncollected
def read_article(
    page: Page,
    platform: Platform | str | None = None,
    *,
    generic: bool = False,
    selectors: Selectors | None = None,
    drop: Iterable[str] = (),
    known: Known = NOTHING_KNOWN,
    explain: bool = False,
) -> Parsed:
    """As `parse_article`, keeping the tree and, with `explain`, the trace of what was kept and
    dropped.
    """
    doc = parse_html(page)
    refuse_other_kinds(doc, page)
    index = Index(doc.elements)
    chosen = choose_platform(doc, platform, generic=generic, index=index)
    head = read_head(doc, last_json_ld=chosen.last_json_ld)
    laid = lay_out(doc, head, merged(selectors, chosen.layouts), index)
    found = read_fields(doc, head, laid, chosen)
    if laid is None and any(layout.body for layout in chosen.layouts):
        found.warnings.append(
            f"No layout of platform {chosen.name} fits this page; it was read by structure."
        )
    captions = _named_captions(laid, found.title_element)
    dropped = _dropped(doc, laid, tuple(drop))
    outside = [el for _, el in (*captions, *dropped)]
    reading = _read_body(doc, found, laid, outside, known, explain=explain)
    reading = _claimed(reading, head, found)
    _refuse_other_than_articles(doc, head, laid, found, reading)
    texts = (*map(text_of, (el for _, el in captions)), *(c.text for c in reading.captions))
    media = read_media(
        doc, head, reading.container, texts, [el for _, el in dropped], reading.offered
    )
    shown = (("title", found.title_element), ("lead", found.lead_element))
    return Parsed(
        article=_article(doc, head, chosen, found, reading, media),
        doc=doc,
        platform=chosen,
        reading=reading,
        dropped=dropped,
        shown=tuple((name, el) for name, el in (*shown, *captions) if el is not None),
    )


def _refuse_other_than_articles(
    doc: HtmlDoc, head: Head, laid: Laid | None, found: Fields, reading: Reading
) -> None:
    dated = found.published_at is not None
    if laid is None and looks_like_listing(doc, head, reading.paragraphs, dated=dated):
        reason = "the page lists articles and is none itself"
        raise NotAnArticle(doc.url, reason, PageKind.LISTING)
    if not reading.paragraphs:
        reason = "no block of the page reads like an article"
        raise NotAnArticle(doc.url, reason, PageKind.UNKNOWN)


def _named_captions(laid: Laid | None, title: Element | None) -> tuple[tuple[str, Element], ...]:
    """The captions that the layout's selectors name, which are no paragraphs, wherever they stand
    in the body, and those above it.
    """
    if laid is None:
        return ()
    named = laid.selectors.captions
    inside = [el for selector in named for el in laid.index.select(laid.body, selector)]
    found = (*captions_above(laid, title), *(el for el in inside if not all_link(el)))
    return tuple(("caption", el) for el in found if text_of(el))


def _dropped(
    doc: HtmlDoc, laid: Laid | None, own: tuple[str, ...]
) -> tuple[tuple[str, Element], ...]:
    """The elements that selectors name as not the article: inside the body, and a source's own
    anywhere.
    """
    found = [(selector, el) for selector in own for el in select(doc.root, selector)]
    if laid is not None:
        for selector in laid.selectors.drop:
            if can_match(selector, laid.index.names):
                inside = laid.index.select(laid.body, selector)
                found += [(selector, el) for el in inside if el is not laid.body]
    return tuple(found)


def _read_body(
    doc: HtmlDoc,
    found: Fields,
    laid: Laid | None,
    outside: list[Element],
    known: Known,
    *,
    explain: bool,
) -> Reading:
    """The body inside the layout's container; by structure where there is none or nothing plausible
    in it.
    """
    title, lead = found.title, found.lead
    if laid is not None:
        reading = read_body(
            doc,
            container=laid.body,
            drop=outside,
            title=title,
            lead=lead,
            known=known,
            explain=explain,
        )
        if reading.paragraphs:
            evidence = Evidence(origin=Origin.SELECTOR, confidence=0.97, detail=laid.body_selector)
            found.evidence["body"] = evidence
            unsigned = not found.authors and reading.byline is None
            if reading.following and not unsigned:
                return reading
            return lines_after(reading, far=unsigned or not found.tags)
        found.warnings.append(
            f"Selector {laid.body_selector} holds no paragraph of an article; "
            "the body was read by structure."
        )
    return _read_by_structure(doc, found, [*outside, *found.furniture()], known, explain=explain)


def _read_by_structure(
    doc: HtmlDoc, found: Fields, outside: list[Element], known: Known, *, explain: bool
) -> Reading:
    """The body by structure, and the lead where only its place before the body tells it; a lead
    that is all there is, is the body.
    """
    read = partial(read_body, doc, title=found.title, known=known, explain=explain)
    shown = found.lead_element
    if shown is not None and found.lead not in (None, text_of(shown)):
        outside = [*outside, shown]  # no line of the page reads as the lead does
    reading = read(lead=found.lead, drop=outside)
    others = [el for el in outside if el is not found.lead_element]
    if found.lead is None and reading.lead is not None and reading.paragraphs:
        found.lead = reading.lead
        detail = "paragraph between title and body"
        note(found, "lead", Origin.STRUCTURE, 0.6, detail)
    elif found.lead is not None and not reading.paragraphs:
        again = read(lead=None, drop=others)
        if any(text in found.lead for text in again.paragraphs):  # it may be several paragraphs
            reading = replace(again, captions=reading.captions or again.captions)
            _forget_lead(found)
    elif found.lead_element is not None and _holds_the_text(found.lead_element, reading):
        reading = read(lead=None, drop=others)
        _forget_lead(found)
    found.evidence["body"] = Evidence(
        origin=Origin.STRUCTURE, confidence=reading.confidence, detail="block chosen by structure"
    )
    return reading


def _claimed(reading: Reading, head: Head, found: Fields) -> Reading:
    """What the page says in its data that the text is, where it shows none: a script would."""
    if not head.json_ld.body or sum(map(len, reading.paragraphs)) >= HARDLY_ANY:
        return reading
    found.evidence["body"] = Evidence(
        origin=Origin.JSON_LD, confidence=0.5, detail="articleBody: the page shows no text"
    )
    return replace(reading, paragraphs=head.json_ld.body, confidence=0.5)


def _find_author(found: Fields, reading: Reading, sites: tuple[str, ...]) -> None:
    """Who signed the body, else who is named beside the date; there, names stand in full."""
    beside, byline = found.beside(), reading.byline
    if beside and byline and match_key(beside).endswith(match_key(byline)):
        byline = None
    for name, confidence, detail in (
        (byline, 0.7, "byline of the body"),
        (beside, 0.5, "name beside the date"),
    ):
        found.authors = read_authors((name,), site_names=sites) if name else ()
        if found.authors:
            note(found, "authors", Origin.TEXT, confidence, detail)
            return


def _find_person(found: Fields, reading: Reading, sites: tuple[str, ...]) -> None:
    """The people who signed the body, where the page names only the organisation that posted it."""
    names = read_authors((reading.byline,), site_names=sites) if reading.byline else ()
    if names and not any(map(is_organisation, names)):
        found.authors = names
        note(found, "authors", Origin.TEXT, 0.7, "byline of the body")


def _source_note(reading: Reading, found: Fields) -> str | None:
    """The note of the source, unless it names the author alone ("Theo Quỳnh Anh")."""
    told = reading.source_note
    if told is None or not found.authors or not told.startswith("Theo "):
        return told
    named = match_key(told.removeprefix("Theo "))
    return None if any(match_key(author) == named for author in found.authors) else told


def _find_change(found: Fields, reading: Reading) -> None:
    """When the text was last changed, where a line right after it says so."""
    if found.updated_at is not None or found.published_at is None:
        return
    for block in reading.following[:LINES_OF_CHANGE]:
        if block.size <= LONGEST_CHANGE and (change := last_change(block.text)) is not None:
            if change.moment > found.published_at:
                found.updated_at = change.moment
                note(found, "updated_at", Origin.TEXT, 0.6, "line after the text")
            return


def _holds_the_text(lead: Element, reading: Reading) -> bool:
    """Whether what is called a summary has paragraphs and hardly any text stands outside it."""
    size = sum(map(len, reading.paragraphs))
    return size < HARDLY_ANY and len(lead.findall("p")) > 1 and len(text_of(lead)) > 2 * size


def _forget_lead(found: Fields) -> None:
    found.lead = found.lead_element = None
    found.evidence.pop("lead", None)


def _article(
    doc: HtmlDoc, head: Head, platform: Platform, found: Fields, reading: Reading, media: Media
) -> Article:
    if not found.title:
        reason = "no title: neither a heading nor a claim of the page names one"
        raise NotAnArticle(doc.url, reason, PageKind.UNKNOWN)
    if not found.authors:
        _find_author(found, reading, site_names(doc, head))
    elif all(map(is_organisation, found.authors)):
        _find_person(found, reading, site_names(doc, head))
    _find_change(found, reading)
    if not found.tags and (tags := tags_in(reading.following)):
        found.tags = tags
        note(found, "tags", Origin.STRUCTURE, 0.6, "box of tags under the text")
    return Article(
        url=doc.url,
        title=found.title,
        body=reading.paragraphs,
        kicker=found.kicker,
        lead=found.lead,
        captions=media.captions,
        authors=found.authors,
        section=found.section,
        tags=found.tags,
        main_image=media.main_image,
        images=media.images,
        attachments=media.attachments,
        published_at=found.published_at,
        updated_at=found.updated_at,
        date_only=found.date_only,
        language=found.language,
        source_note=_source_note(reading, found),
        corrections=reading.corrections,
        platform=platform.name,
        evidence=found.evidence | media.evidence,
        warnings=tuple(found.warnings),
    )
