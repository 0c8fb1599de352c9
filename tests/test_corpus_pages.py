"""The captured pages of ../shared/corpus, read by platform and by structure alone."""

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from parsers import Article, Page, parse_article

pytestmark = pytest.mark.corpus

PAGES = (
    "baodautu.vn__1", "cafef.vn__1", "ldldphutho__1", "nld.com.vn__1", "plo.vn__1",
    "sotttt.hanoi.gov.vn__1", "thoibaonganhang.vn__1", "tuoitre.vn__1", "vnexpress.net__1",
    "vnexpress.net__2",
)  # fmt: skip
PLATFORMS = {
    "baodautu.vn": "baodautu",
    "cafef.vn": "vccorp",
    "ldldphutho": "uikit",
    "nld.com.vn": "vccorp",
    "plo.vn": "neocms",
    "sotttt.hanoi.gov.vn": "liferay",
    "thoibaonganhang.vn": "mastercms",
    "tuoitre.vn": "vccorp",
    "vnexpress.net": "vnexpress",
}


def norm(text: str | None) -> str:
    text = re.sub("[\u200b\u200c\u200d\ufeff\u00ad]", "", unicodedata.normalize("NFC", text or ""))
    return " ".join(text.split())


def load(corpus: Path, name: str) -> tuple[Page, dict[str, Any]]:
    gold = json.loads((corpus / "vn" / "gold" / f"{name}.json").read_text("utf-8"))
    body = (corpus / "vn" / "pages" / f"{name}.html").read_bytes()
    return Page(url="https://example.org/a-1.html", body=body), gold


@pytest.fixture(scope="module", params=["platform", "generic"])
def how(request: pytest.FixtureRequest) -> bool:
    return bool(request.param == "generic")


@pytest.fixture(scope="module", params=PAGES)
def read(request: pytest.FixtureRequest, corpus: Path, how: bool) -> tuple[Article, dict[str, Any]]:
    page, gold = load(corpus, request.param)
    return parse_article(page, generic=how), gold


def test_title(read: tuple[Article, dict[str, Any]]) -> None:
    assert norm(read[0].title) == norm(read[1]["title"])


def test_lead(read: tuple[Article, dict[str, Any]]) -> None:
    assert norm(read[0].lead) == norm(read[1]["lead"])


def test_published(read: tuple[Article, dict[str, Any]]) -> None:
    assert read[0].published_at is not None
    assert read[0].published_at.isoformat()[:16] == read[1]["published"][:16]


def test_body(read: tuple[Article, dict[str, Any]]) -> None:
    assert [norm(text) for text in read[0].body] == [norm(text) for text in read[1]["body"]]


def test_nothing_leaks(read: tuple[Article, dict[str, Any]]) -> None:
    body = norm(" ".join(read[0].body))
    assert not [sample for sample in read[1]["boilerplate_samples"] if norm(sample) in body]


def test_captions_are_captions(read: tuple[Article, dict[str, Any]]) -> None:
    assert {norm(text) for text in read[1]["captions"]} <= {norm(c.text) for c in read[0].captions}


def test_authors(read: tuple[Article, dict[str, Any]], how: bool) -> None:
    if how:  # a byline beside share links is only known by its platform
        return
    assert ", ".join(read[0].authors) == (read[1]["author"] or "")


@pytest.mark.parametrize("name", PAGES)
def test_platform(corpus: Path, name: str) -> None:
    article = parse_article(load(corpus, name)[0])
    assert article.platform == PLATFORMS[name.rpartition("__")[0]]
    assert article.warnings == ()
