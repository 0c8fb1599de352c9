"""Articles and moments to columns and back. Pure: no SQL runs here.

Moments are UTC text 'YYYY-MM-DDTHH:MM:SSZ', which sorts as it reads; paragraphs are joined by a
blank line; lists are JSON text.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, TypeVar

import msgspec

from parsers.model import Article, Attachment, Caption, Image
from parsers.text import match_key

PARAGRAPH = "\n\n"
T = TypeVar("T")

VERSION_COLUMNS = (
    "url", "title", "kicker", "lead", "body", "section", "published_at", "updated_at", "date_only",
    "platform", "language", "source_note", "main_image", "authors", "tags", "captions", "images",
    "attachments", "corrections",
)  # fmt: skip
ARTICLE_COLUMNS = (
    "url", "title", "kicker", "lead", "body", "section", "published_at", "updated_at", "date_only",
    "main_image", "authors", "tags", "captions", "attachments",
)  # fmt: skip


def moment_text(moment: datetime) -> str:
    """An aware moment as the store writes it.

    >>> moment_text(datetime(2024, 11, 22, 14, 40, tzinfo=UTC))
    '2024-11-22T14:40:00Z'
    """
    if moment.tzinfo is None:
        raise ValueError(f"a moment without time zone: {moment.isoformat()}")
    try:
        plain = moment.astimezone(UTC).replace(tzinfo=None)
    except OverflowError:  # some CMSs write an absent date as the first day of year 1
        plain = moment.replace(tzinfo=None)
    return plain.isoformat(timespec="seconds") + "Z"


def moment_or_none(moment: datetime | None) -> str | None:
    """The same for a moment that may be absent."""
    return None if moment is None else moment_text(moment)


def read_moment(text: str) -> datetime:
    """The moment that the store wrote as `text`."""
    return datetime.fromisoformat(text)


def read_moment_or_none(text: str | None) -> datetime | None:
    """The same for a moment that may be absent."""
    return None if text is None else read_moment(text)


def json_text(value: object) -> str:
    """JSON of tuples, dataclasses and enums; keys in the order of the fields."""
    return msgspec.json.encode(value).decode()


def read_json(text: str, kind: type[T]) -> T:
    """The value of type `kind` that `json_text` wrote."""
    return msgspec.json.decode(text, type=kind)


def article_values(article: Article) -> dict[str, Any]:
    """Every column of an article's text and fields, by name: VERSION_COLUMNS."""
    return {
        "url": article.url,
        "title": article.title,
        "kicker": article.kicker,
        "lead": article.lead,
        "body": PARAGRAPH.join(article.body),
        "section": article.section,
        "published_at": moment_or_none(article.published_at),
        "updated_at": moment_or_none(article.updated_at),
        "date_only": int(article.date_only),
        "platform": article.platform,
        "language": article.language,
        "source_note": article.source_note,
        "main_image": article.main_image,
        "authors": json_text(article.authors),
        "tags": json_text(article.tags),
        "captions": json_text(article.captions),
        "images": json_text(article.images),
        "attachments": json_text(article.attachments),
        "corrections": json_text(article.corrections),
    }


def read_article(row: Mapping[str, Any]) -> Article:
    """The Article of a row of `versions`. What was not stored (evidence, warnings) is empty."""
    return Article(
        url=row["url"],
        title=row["title"],
        kicker=row["kicker"],
        lead=row["lead"],
        body=paragraphs(row["body"]),
        section=row["section"],
        published_at=read_moment_or_none(row["published_at"]),
        updated_at=read_moment_or_none(row["updated_at"]),
        date_only=bool(row["date_only"]),
        platform=row["platform"],
        language=row["language"],
        source_note=row["source_note"],
        main_image=row["main_image"],
        authors=read_json(row["authors"], tuple[str, ...]),
        tags=read_json(row["tags"], tuple[str, ...]),
        captions=read_json(row["captions"], tuple[Caption, ...]),
        images=read_json(row["images"], tuple[Image, ...]),
        attachments=read_json(row["attachments"], tuple[Attachment, ...]),
        corrections=read_json(row["corrections"], tuple[str, ...]),
    )


def paragraphs(body: str) -> tuple[str, ...]:
    """The paragraphs of a stored body."""
    return tuple(body.split(PARAGRAPH)) if body else ()


def content_hash(article: Article) -> str:
    """Of the text as shown: moves with every visible character of kicker, title, lead, body,
    captions, attachments.
    """
    return _digest(_texts(article))


def compare_hash(article: Article) -> str:
    """Of the text as compared: blind to case, punctuation, spacing, Unicode form and the placement
    of tone marks.
    """
    return _digest([match_key(text) for text in _texts(article)])


def _texts(article: Article) -> list[str]:
    attachments = [text for each in article.attachments for text in (each.title, each.url)]
    captions = [caption.text for caption in article.captions]
    head = [article.kicker or "", article.title, article.lead or ""]
    return [*head, "\x1e", *article.body, "\x1e", *captions, "\x1e", *attachments]


def _digest(texts: list[str]) -> str:
    return sha256("\x1f".join(texts).encode()).hexdigest()[:32]
