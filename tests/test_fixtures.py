"""Each page under fixtures/<source>/<case>/ is read as its expected.json says: one test per field.

A fixture is a short page written in the markup of a real site (meta.json says so), with the values
that a person reads off it. A failure names source, case and field.
"""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from parsers import Article, Link, Listing, NotAnArticle, Page, parse_article, parse_listing
from parsers.dates import VIETNAM
from parsers.platform import platforms

FIXTURES = Path(__file__).parent.parent / "fixtures"
FOLDERS = sorted(path.parent for path in FIXTURES.glob("*/*/meta.json"))


def name_of(folder: Path) -> str:
    return f"{folder.parent.name}/{folder.name}"


@cache
def load(folder: Path) -> tuple[dict[str, Any], dict[str, Any], Page]:
    meta = json.loads((folder / "meta.json").read_text("utf-8"))
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    page = Page(
        url=meta["url"],
        body=(folder / "page.html").read_bytes(),
        content_type=meta["content_type"],
    )
    return meta, expected, page


def pattern(meta: dict[str, Any]) -> re.Pattern[str] | None:
    return re.compile(meta["article_url"]) if "article_url" in meta else None


@cache
def article(folder: Path) -> Article:
    return parse_article(load(folder)[2])


@cache
def listing(folder: Path) -> Listing:
    meta, _, page = load(folder)
    return parse_listing(page, article_url=pattern(meta))


def article_value(read: Article, field: str) -> object:
    match field:
        case "captions":
            return [caption.text for caption in read.captions]
        case "images":
            return [image.url for image in read.images]
        case "attachments":
            return [[attachment.url, attachment.title] for attachment in read.attachments]
        case "published_at" | "updated_at":
            moment = getattr(read, field)
            return None if moment is None else moment.astimezone(VIETNAM).isoformat()
        case "body" | "authors" | "tags" | "warnings" | "corrections":
            return list(getattr(read, field))
        case _:
            return getattr(read, field)


def listing_value(read: Listing, field: str) -> object:
    def each(name: str) -> list[object]:
        return [getattr(link, name) for link in read.links]

    match field:
        case "urls":
            return each("url")
        case "titles":
            return each("title")
        case "leads":
            return each("lead")
        case "dates":
            return [link.published_at.isoformat() if link.published_at else None for link in read]
        case _:
            return getattr(read, field)


def cases(kind: str) -> list[Any]:
    return [
        pytest.param(folder, field, id=f"{name_of(folder)}-{field}")
        for folder in FOLDERS
        if load(folder)[0]["kind"] == kind
        for field in load(folder)[1]
    ]


def folders(kind: str) -> list[Any]:
    return [pytest.param(f, id=name_of(f)) for f in FOLDERS if load(f)[0]["kind"] == kind]


def test_there_are_fixtures() -> None:
    assert len(folders("article")) >= 20
    assert len(folders("listing")) >= 12


@pytest.mark.parametrize(("folder", "field"), cases("article"))
def test_article_field(folder: Path, field: str) -> None:
    assert article_value(article(folder), field) == load(folder)[1][field]


@pytest.mark.parametrize(("folder", "field"), cases("listing"))
def test_listing_field(folder: Path, field: str) -> None:
    assert listing_value(listing(folder), field) == load(folder)[1][field]


@pytest.mark.parametrize("folder", folders("article"))
def test_every_value_says_where_it_came_from(folder: Path) -> None:
    read = article(folder)
    with_values = {
        field
        for field in ("title", "lead", "authors", "section", "tags", "published_at", "body")
        if getattr(read, field)
    }
    assert with_values <= set(read.evidence)
    assert all(0 < evidence.confidence <= 1 for evidence in read.evidence.values())


@pytest.mark.parametrize("folder", folders("article"))
@pytest.mark.parametrize("field", ["title", "lead", "body", "published_at"])
def test_article_read_by_structure_alone(folder: Path, field: str) -> None:
    meta, expected, page = load(folder)
    if field not in expected or field in meta.get("needs_platform", []):
        return
    assert article_value(parse_article(page, generic=True), field) == expected[field]


@pytest.mark.parametrize("folder", folders("listing"))
def test_listing_read_by_structure_alone(folder: Path) -> None:
    meta, expected, page = load(folder)
    read = parse_listing(page, generic=True, article_url=pattern(meta))
    wanted, found = set(expected["urls"]), {link.url for link in read}
    assert wanted <= found
    assert len(found - wanted) <= meta.get("extra_by_structure", 0)


@pytest.mark.parametrize("folder", folders("listing"))
@pytest.mark.parametrize("generic", [False, True])
def test_a_listing_is_no_article(folder: Path, generic: bool) -> None:
    with pytest.raises(NotAnArticle):
        parse_article(load(folder)[2], generic=generic)


@pytest.mark.parametrize("folder", folders("listing"))
def test_no_link_is_listed_twice(folder: Path) -> None:
    urls = [link.url for link in listing(folder)]
    assert len(urls) == len(set(urls))
    assert all(isinstance(link, Link) for link in listing(folder))


def test_every_platform_has_an_article_and_a_listing() -> None:
    shown = {(load(folder)[0]["kind"], load(folder)[0]["platform"]) for folder in FOLDERS}
    wanted = {(kind, p.name) for p in platforms() for kind in ("article", "listing")}
    assert wanted <= shown
