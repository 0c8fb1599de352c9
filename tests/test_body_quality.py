"""The floor under the quality of reading by structure: captured pages, platforms switched off.

The floors lie a little under what `benchmarks/extraction.py` measured; a change that goes below one of
them is not to be merged by lowering it.
"""

import gzip
import importlib.util
import json
import statistics
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from parsers import Page, parse_article
from parsers.model import Article

FLOORS = {"scrapinghub": 0.978, "wcxb": 0.944}

pytestmark = pytest.mark.corpus


@pytest.fixture(scope="module")
def score(corpus: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("corpus_score", corpus / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(data: bytes, url: str | None) -> Article:
    page = Page(
        url=url or "https://example.org/a-1.html",
        body=data,
        content_type="text/html; charset=utf-8",
    )
    return parse_article(page, generic=True)


def gold_of(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return loaded


def test_vietnamese_captures_are_read_exactly(corpus: Path, score: ModuleType) -> None:
    for path in sorted(corpus.glob("vn/pages/*.html")):
        gold = gold_of(corpus / "vn" / "gold" / f"{path.stem}.json")
        body = score.norm("\n".join(read(path.read_bytes(), gold.get("url")).body))
        assert score.prf(body, " ".join(gold["body"]))[2] >= 0.995, path.stem
        leaks = [text for text in gold["boilerplate_samples"] if score.norm(text) in body]
        assert leaks == [], path.stem


@pytest.mark.parametrize("name", FLOORS)
def test_public_sets_stay_above_their_floor(corpus: Path, score: ModuleType, name: str) -> None:
    found = []
    for path in sorted(corpus.glob(f"web/pages/{name}__*.html.gz")):
        gold = gold_of(corpus / "web" / "gold" / f"{path.name.removesuffix('.html.gz')}.json")
        article = read(gzip.decompress(path.read_bytes()), gold.get("url"))
        body, lead = "\n".join(article.body), article.lead or ""
        readings = (body, f"{lead} {body}", f"{article.title} {lead} {body}")
        found.append(max(score.prf(text, gold["text"])[2] for text in readings))
    assert statistics.fmean(found) >= FLOORS[name]
