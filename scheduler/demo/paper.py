"""The example paper as values: its articles, and what its second day changes. Reads the shipped
files, writes none.

The files are those of fixtures/demo; a wheel carries them as scheduler/demo/site.
"""

import dataclasses
import tomllib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from parsers.dates import VIETNAM


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoArticle:
    """One article of the example paper. `published` is written as the page shows it: ``17:15 |
    19/11/2026``.
    """

    id: int
    slug: str
    published: str
    kicker: str
    title: str
    lead: str
    author: str
    tags: list[str]
    caption: str
    paragraphs: list[str]

    @property
    def path(self) -> str:
        """Its address on the site."""
        return f"/{self.slug}-{self.id}.html"

    @property
    def moment(self) -> datetime:
        """When it was published."""
        return datetime.strptime(self.published, "%H:%M | %d/%m/%Y").replace(tzinfo=VIETNAM)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextEdit:
    """One edit of the second day: `old` becomes `new` in the title or a paragraph of `article`."""

    article: int
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondDay:
    """What happens to the paper between the two crawls."""

    new: int
    removed: int
    edit: list[TextEdit]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoSite:
    """The paper on one day: `articles` newest first; `gone` are addresses that answer 410."""

    title: str
    section: str
    per_page: int
    articles: tuple[DemoArticle, ...]
    templates: dict[str, str]
    gone: frozenset[str] = frozenset()


class DemoSiteMissing(Exception):
    """The files of the example site are neither in the package nor in the checkout."""


def locate() -> Path:
    """The folder of the example site: in the installed package, or in the checkout beside it."""
    here = Path(__file__).resolve()
    for folder in (here.parent / "site", here.parents[2] / "fixtures" / "demo"):
        if (folder / "site.toml").is_file():
            return folder
    raise DemoSiteMissing(
        f"The example site is not here: expected {here.parent / 'site'} (installed) "
        "or in fixtures/demo (a checkout). Install again."
    )


def load_days(folder: Path) -> tuple[DemoSite, DemoSite, SecondDay]:
    """The paper on its first and on its second day, and the difference between them."""
    paper = tomllib.loads((folder / "site.toml").read_text("utf-8"))
    day = msgspec.convert(paper.pop("second_day"), SecondDay)
    articles = [_article(path) for path in (folder / "articles").glob("*.toml")]
    articles.sort(key=lambda article: article.moment, reverse=True)
    first = DemoSite(
        title=paper["title"],
        section=paper["section"],
        per_page=paper["per_page"],
        articles=tuple(article for article in articles if article.id != day.new),
        templates={path.name: path.read_text("utf-8") for path in (folder / "templates").iterdir()},
    )
    second = dataclasses.replace(
        first,
        articles=tuple(_edited(article, day) for article in articles if article.id != day.removed),
        gone=frozenset(article.path for article in articles if article.id == day.removed),
    )
    return first, second, day


def _article(path: Path) -> DemoArticle:
    return msgspec.convert(
        tomllib.loads(path.read_text("utf-8")) | {"id": int(path.stem)}, DemoArticle
    )


def _edited(article: DemoArticle, day: SecondDay) -> DemoArticle:
    for edit in day.edit:
        if edit.article == article.id:
            article = dataclasses.replace(
                article,
                title=article.title.replace(edit.old, edit.new),
                paragraphs=[text.replace(edit.old, edit.new) for text in article.paragraphs],
            )
    return article
