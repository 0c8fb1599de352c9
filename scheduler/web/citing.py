"""PURE: how to cite a version of an article: in words, in BibTeX, with an id that pins the text."""

import re
from dataclasses import dataclass

from parsers.dates import VIETNAM
from parsers.text import fold
from scheduler.store.rows import ArticleRow, VersionRow
from scheduler.words import Language

SHORT = 12  # hexadecimal digits of the fingerprint that the id carries
_LATEX = str.maketrans(
    {letter: f"\\{letter}" for letter in "&%$#_{}"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One version, citable: `id` names source, article, version and text; `plain` and `bibtex` are
    ready to be copied.
    """

    id: str
    plain: str
    bibtex: str


def version_id(row: ArticleRow, version: VersionRow) -> str:
    """Source, identity and version, with the beginning of the text's fingerprint: whoever holds the
    text can check it, wherever the database went.
    """
    return f"{row.source}:{row.identity}@v{version.number}+{version.content_hash[:SHORT]}"


def cite(
    row: ArticleRow, version: VersionRow, paper: str, permalink: str, language: Language
) -> Citation:
    """The citation of a version; times are those of Vietnam."""
    article = version.article
    authors = ", ".join(article.authors)
    published = article.published_at.astimezone(VIETNAM) if article.published_at else None
    seen = f"{version.seen_at.astimezone(VIETNAM):%H:%M %d/%m/%Y}"
    known = version_id(row, version)
    stood = (
        f"Phiên bản {version.number}, lưu lúc {seen} (UTC+7)"
        if language == "vi"
        else f"Version {version.number}, as seen {seen} (UTC+7)"
    )
    day = f"{published:%d/%m/%Y}" if published else ""
    parts = (authors, f"“{article.title}”", paper, day, row.url, f"{stood} [{known}]", permalink)
    return Citation(
        id=known,
        plain=". ".join(part.rstrip(".") for part in parts if part),
        bibtex=_bibtex(row, version, paper, f"{stood}, {known}", permalink),
    )


def _bibtex(row: ArticleRow, version: VersionRow, paper: str, note: str, permalink: str) -> str:
    article = version.article
    published = article.published_at.astimezone(VIETNAM) if article.published_at else None
    key = re.sub("[^a-z0-9]+", "-", fold(f"{row.source}-{row.identity}")).strip("-")
    fields = {
        "author": " and ".join(_protected(author) for author in article.authors),
        "title": _protected(article.title),
        "journal": _tex(paper),
        "year": f"{published:%Y}" if published else "",
        "month": f"{published:%m}" if published else "",
        "day": f"{published:%d}" if published else "",
        "url": _url(row.url),
        "urldate": f"{version.seen_at.astimezone(VIETNAM):%Y-%m-%d}",
        "note": _tex(note),
        "archiveurl": _url(permalink),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@online{{{key}-v{version.number},", *lines, "}"])


def _protected(text: str) -> str:
    """In braces of its own: BibTeX would lower its capitals, or take a name apart."""
    return f"{{{_tex(text)}}}"


def _tex(text: str) -> str:
    return " ".join(text.translate(_LATEX).split())


def _url(url: str) -> str:
    """An address stands as it is, but for what would end the field."""
    return "".join(url.split()).replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")
