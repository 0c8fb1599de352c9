"""An article or a listing as text and as Markdown, for people. Pure: strings come back, nothing is
printed.
"""

import re
from collections.abc import Iterable

from parsers.model import Article, Listing
from scheduler.cli.console import local

_MARKDOWN_ANYWHERE = re.compile(r"([\\`*_\[\]<])")
_MARKDOWN_AT_START = re.compile(r"^(\s*\d*)([#>]|[-+.)](?=\s))")


def article_text(article: Article) -> str:
    """The article as plain text: a head of up to four lines, paragraphs between blank lines."""
    head = [article.kicker or "", article.title, byline(article), article.url]
    parts = ["\n".join(line for line in head if line)]
    parts += [article.lead] if article.lead else []
    parts += article.body
    parts += [f"[Ảnh] {caption.text}" for caption in article.captions]
    parts += [f"[Tệp] {file.title}: {file.url}" for file in article.attachments]
    return "\n\n".join(parts)


def article_markdown(article: Article) -> str:
    """The article as Markdown: title as heading, lead in bold, captions in italics, attachments as
    links.
    """
    parts = [f"# {_escaped(article.title)}"]
    parts += [f"*{_escaped(article.kicker)}*"] if article.kicker else []
    parts += [_escaped(byline(article))] if byline(article) else []
    parts += [f"<{article.url}>"]
    parts += [f"**{_escaped(article.lead)}**"] if article.lead else []
    parts += [_escaped(paragraph) for paragraph in article.body]
    for caption in article.captions:
        picture = f"![]({caption.image_url})\n" if caption.image_url else ""
        parts.append(f"{picture}*{_escaped(caption.text)}*")
    parts += [f"[{_escaped(file.title)}]({file.url})" for file in article.attachments]
    return "\n\n".join(parts)


def listing_text(listing: Listing) -> str:
    """A listing, feed or sitemap: a line per link, with its date and title where known, then where
    it goes on.
    """
    lines = [
        _link_line(link.url, link.title, local(link.published_at or link.updated_at))
        for link in listing
    ]
    return "\n".join([*lines, *_continuations(listing)])


def listing_markdown(listing: Listing) -> str:
    """The same as a Markdown list of links."""
    lines = [f"# {_escaped(listing.title)}", ""] if listing.title else []
    for link in listing:
        day = local(link.published_at or link.updated_at)
        lines.append(
            f"- [{_escaped(link.title or link.url)}]({link.url}){f' ({day})' if day else ''}"
        )
    return "\n".join([*lines, "", *_continuations(listing)]).rstrip()


def byline(article: Article) -> str:
    """``19/11/2026 17:15 · Hoài Thương · Công đoàn``: what of it is known."""
    day = local(article.published_at, date_only=article.date_only)
    return " · ".join(part for part in (day, ", ".join(article.authors), article.section) if part)


def _link_line(url: str, title: str | None, day: str) -> str:
    return "\n".join([f"{day:16}  {title}", f"{'':16}  {url}"] if title else [f"{day:16}  {url}"])


def _continuations(listing: Listing) -> Iterable[str]:
    if listing.next_url:
        yield f"next page: {listing.next_url}"
    for sitemap in listing.sitemaps:
        yield f"sitemap: {sitemap}"


def _escaped(text: str) -> str:
    return _MARKDOWN_AT_START.sub(r"\1\\\2", _MARKDOWN_ANYWHERE.sub(r"\\\1", text))
