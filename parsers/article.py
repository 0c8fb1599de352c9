"""One page in, one Article out: the decisions of reading, each made in a module of its own.

`parse_article` recognises the platform, reads the fields, lets `parsers.body` read the paragraphs, and says of each
value where it came from. Where a selector comes up empty or implausible it reads by structure and says so in
`warnings`. Pure: no network, no clock; it raises ParseError (NotHtml, NotAnArticle) and nothing else.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from parsers.body import Reading, read_body
from parsers.errors import NotAnArticle
from parsers.fields import Fields, read_fields, site_names
from parsers.head import Head, read_head
from parsers.html import Element, HtmlDoc, parse_html, select
from parsers.layout import Laid, lay_out, merged
from parsers.listing_signs import looks_like_listing
from parsers.media import find_attachments, find_images, main_image
from parsers.model import NOTHING_KNOWN, Article, Evidence, Known, Origin, Page, PageKind, Selectors
from parsers.people import read_authors
from parsers.platform import GENERIC, Platform, choose_platform
from parsers.refusals import refuse_other_kinds


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """An article with what led to it: for `parsers.explain`."""

    article: Article
    doc: HtmlDoc
    platform: Platform
    laid: Laid | None
    reading: Reading
    dropped: tuple[tuple[str, Element], ...]


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

    The platform is recognised from the page unless it is given (by name or as a value); `generic` switches platforms
    off. `selectors` and `drop` are a source file's own and win over the platform's; `known` is what the caller knows of
    the site. Raises NotHtml, NotAnArticle (with the kind of page it is) or ParseError.
    """
    return read_article(
        page, platform, generic=generic, selectors=selectors, drop=drop, known=known
    ).article


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
    """As `parse_article`, keeping the tree and, with `explain`, the trace of what was kept and dropped."""
    doc = parse_html(page)
    refuse_other_kinds(doc, page)
    chosen = choose_platform(page, platform, generic=generic)
    head = read_head(doc, last_json_ld=chosen.last_json_ld)
    laid = lay_out(doc, head, merged(selectors, chosen.layouts))
    found = read_fields(doc, head, laid, chosen)
    if laid is None and chosen is not GENERIC and chosen.layouts:
        found.warnings.append(
            f"No layout of platform {chosen.name} fits this page; it was read by structure."
        )
    dropped = _dropped(doc, laid, tuple(drop))
    reading = _read_body(doc, found, laid, dropped, known, explain=explain)
    _refuse_listing(page, doc, head, laid, reading)
    article = _article(page, doc, head, chosen, found, reading, dropped)
    return Parsed(
        article=article, doc=doc, platform=chosen, laid=laid, reading=reading, dropped=dropped
    )


def _dropped(
    doc: HtmlDoc, laid: Laid | None, own: tuple[str, ...]
) -> tuple[tuple[str, Element], ...]:
    """The elements that selectors name as not the article: inside the body, and a source's own anywhere."""
    found = [(selector, el) for selector in own for el in select(doc.root, selector)]
    if laid is not None:
        for selector in laid.selectors.drop:
            found += [(selector, el) for el in select(laid.body, selector) if el is not laid.body]
    return tuple(found)


def _read_body(
    doc: HtmlDoc,
    found: Fields,
    laid: Laid | None,
    dropped: tuple[tuple[str, Element], ...],
    known: Known,
    *,
    explain: bool,
) -> Reading:
    """The body inside the layout's container; by structure where there is none or nothing plausible in it."""
    drop = tuple(el for _, el in dropped)
    if laid is not None:
        reading = read_body(
            doc,
            container=laid.body,
            drop=drop,
            title=found.title,
            lead=found.lead,
            known=known,
            explain=explain,
        )
        if reading.paragraphs:
            detail = f"{laid.body_selector}"
            found.evidence["body"] = Evidence(
                origin=Origin.SELECTOR, confidence=0.97, detail=detail
            )
            return reading
        found.warnings.append(
            f"Selector {laid.body_selector} holds no paragraph of an article; the body was read by structure."
        )
    reading = read_body(
        doc, drop=drop, title=found.title, lead=found.lead, known=known, explain=explain
    )
    evidence = Evidence(
        origin=Origin.STRUCTURE, confidence=reading.confidence, detail="block chosen by structure"
    )
    found.evidence["body"] = evidence
    return reading


def _refuse_listing(
    page: Page, doc: HtmlDoc, head: Head, laid: Laid | None, reading: Reading
) -> None:
    if laid is None and looks_like_listing(page.url, head, reading.paragraphs):
        raise NotAnArticle(page.url, "the page lists articles and is none itself", PageKind.LISTING)
    if not reading.paragraphs:
        raise NotAnArticle(page.url, "no block of the page reads like an article", PageKind.UNKNOWN)


def _article(
    page: Page,
    doc: HtmlDoc,
    head: Head,
    platform: Platform,
    found: Fields,
    reading: Reading,
    dropped: tuple[tuple[str, Element], ...],
) -> Article:
    if not found.title:
        raise NotAnArticle(
            page.url,
            "no title: neither a heading nor a claim of the page names one",
            PageKind.UNKNOWN,
        )
    containers = () if reading.container is None else (reading.container,)
    images = find_images(containers, reading.captions, doc.base_url, (el for _, el in dropped))
    picture, detail = main_image(head, images, doc.base_url)
    if picture:
        found.evidence["main_image"] = Evidence(
            origin=Origin.OPEN_GRAPH, confidence=0.8, detail=detail
        )
    attachments = find_attachments(containers, doc.base_url)
    for name, values in (
        ("images", images),
        ("attachments", attachments),
        ("captions", reading.captions),
    ):
        if values:
            found.evidence[name] = Evidence(
                origin=Origin.STRUCTURE, confidence=0.8, detail="inside the body"
            )
    if not found.authors and reading.byline:
        found.authors = read_authors((reading.byline,), site_names=site_names(doc, head))
        if found.authors:
            found.evidence["authors"] = Evidence(
                origin=Origin.TEXT, confidence=0.7, detail="byline of the body"
            )
    return Article(
        url=page.url,
        title=found.title,
        body=tuple(reading.paragraphs),
        kicker=found.kicker,
        lead=found.lead,
        captions=tuple(reading.captions),
        authors=found.authors,
        section=found.section,
        tags=found.tags,
        main_image=picture,
        images=images,
        attachments=attachments,
        published_at=found.published_at,
        updated_at=found.updated_at,
        date_only=found.date_only,
        language=found.language,
        source_note=reading.source_note,
        corrections=tuple(reading.corrections),
        platform=platform.name,
        evidence=found.evidence,
        warnings=tuple(found.warnings),
    )
