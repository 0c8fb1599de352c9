"""The words that parsers speak, from Page to Article and Listing. Read this first.

Pure values: frozen, slotted, keyword-only dataclasses; sequences are tuples; datetimes are aware.
No parsing happens here, and nothing of the network, of files, of a clock or of a database may come
in.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import overload


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One HTTP response: all that a parser may know of it.

    `url` is the address that answered (after redirects), `body` the bytes after content decoding
    (gzip, br), and `content_type` the HTTP header as sent (``text/html; charset=utf-8``), or None
    where there was none.
    """

    url: str
    body: bytes
    content_type: str | None = None


class PageKind(StrEnum):
    """What a page that answered 200 is. Only the first three say anything about the article."""

    ARTICLE = "article"
    LISTING = "listing"
    NOT_FOUND = "not_found"  # a "soft 404": the words of an error page with status 200
    CHALLENGE = "challenge"  # anti-bot: sets a cookie and reloads, "checking your browser"
    CAPTCHA = "captcha"
    LOGIN = "login"
    MAINTENANCE = "maintenance"
    EMPTY = "empty"
    UNKNOWN = "unknown"  # none of these signs, and no article found either


class Origin(StrEnum):
    """Where the value of a field was read."""

    SELECTOR = "selector"  # the platform's or the source file's selector
    JSON_LD = "json_ld"
    OPEN_GRAPH = "opengraph"
    META = "meta"
    STRUCTURE = "structure"  # found by how the page is built
    TEXT = "text"  # found by how the words read (a byline, a date line)
    URL = "url"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where a field came from and how sure that is.

    `confidence` is in [0, 1]; `detail` names the selector or rule.
    """

    origin: Origin
    confidence: float
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """The caption of an image: `text`, and the image's absolute URL where it is known."""

    text: str
    image_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """An image of the article: absolute `url`, `alt` as written, `caption` as shown."""

    url: str
    alt: str | None = None
    caption: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A document that the article offers (the PDF of a công văn): absolute `url`, link text."""

    url: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article as one page showed it.

    All text is NFC with single spaces; absence is None or an empty tuple.

    `body` holds the paragraphs (headings, list items, quotes and table rows among them) in the
    order of the page, without lead, captions, bylines and anything that is not the article.
    `published_at` and `updated_at` are aware; with `date_only` the page gave a day and no time (the
    time of day is then 00:00 there). `evidence` says of each field that is set where it came from.
    `warnings` are whole sentences for the operator ("selector h1.title found nothing; title read by
    structure").
    """

    url: str
    title: str
    body: tuple[str, ...]
    kicker: str | None = None
    lead: str | None = None
    captions: tuple[Caption, ...] = ()
    authors: tuple[str, ...] = ()
    section: str | None = None
    tags: tuple[str, ...] = ()
    main_image: str | None = None
    images: tuple[Image, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    published_at: datetime | None = None
    updated_at: datetime | None = None
    date_only: bool = False
    language: str | None = None
    source_note: str | None = None  # a trailing "Nguồn: ..." / "Theo ..." line
    corrections: tuple[str, ...] = ()  # paragraphs of the body that declare one ("Đính chính: ...")
    platform: str | None = None
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in ("published_at", "updated_at"):
            moment: datetime | None = getattr(self, name)
            if moment is not None and moment.tzinfo is None:
                raise ValueError(f"{self.url}: {name} has no time zone: {moment.isoformat()}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An article that a listing page, feed or sitemap points to.

    `url` is absolute and canonical (`parsers.urls.canonical`). `published_at` is the date that
    stood beside it, `updated_at` a sitemap's lastmod or a feed's updated.
    """

    url: str
    title: str | None = None
    lead: str | None = None
    published_at: datetime | None = None
    updated_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Listing(Sequence[Link]):
    """The links of a listing page, feed or sitemap, in its order, each URL once.

    `next_url` is the next page of a listing; `sitemaps` are the children of a sitemap index;
    `title` is the name that the page or feed gives itself; `platform` names how it was read.
    """

    links: tuple[Link, ...] = ()
    next_url: str | None = None
    sitemaps: tuple[str, ...] = ()
    title: str | None = None
    platform: str | None = None

    def __len__(self) -> int:
        return len(self.links)

    def __iter__(self) -> Iterator[Link]:
        return iter(self.links)

    @overload
    def __getitem__(self, index: int) -> Link: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Link, ...]: ...
    def __getitem__(self, index: int | slice) -> Link | tuple[Link, ...]:
        return self.links[index]


@dataclass(frozen=True, slots=True, kw_only=True)
class Selectors:
    """Where one layout of a platform keeps its fields.

    Each entry is CSS, or XPath where it begins with / or (.

    The first entry that finds anything plausible wins; `body` names the container of the
    paragraphs; `drop` names what inside it is not the article; `listing_*` are read on listing
    pages, `item_*` inside each `listing_item`.
    """

    title: tuple[str, ...] = ()
    kicker: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    listing_item: tuple[str, ...] = ()
    item_link: tuple[str, ...] = ()
    item_lead: tuple[str, ...] = ()
    item_date: tuple[str, ...] = ()
    listing_next: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the caller knows of a site and a single page cannot tell.

    `titles` are titles of other articles of the source, `chrome` paragraphs that stand in many of
    its pages; both are keys made by `parsers.text.match_key`, so that Unicode form, case and
    spacing do not matter.
    """

    titles: frozenset[str] = frozenset()
    chrome: frozenset[str] = frozenset()


NOTHING_KNOWN = Known()
