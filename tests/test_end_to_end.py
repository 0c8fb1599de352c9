"""The whole loop, from responses over real HTTP to flagged updates in SQLite: crawl, parse,
compare, store, query.
"""

import gzip
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import server
from news_site import PARAGRAPHS, address, article, listing, source_of

from crawler.source import Source, load_source
from scheduler.events import CrawlOptions
from scheduler.jobs import RunOutcome, run_crawl
from scheduler.store import Store, open_store, reading
from scheduler.store.planning import Recheck
from scheduler.store.rows import UpdateRow

ALL = CrawlOptions(recheck=Recheck.ALL)
LIST = "/cong-doan"


def told(store: Store, outcome: RunOutcome) -> list[UpdateRow]:
    """The updates that one crawl found."""
    return reading.updates(store, run_id=outcome.run_id)


def test_from_the_first_look_to_a_flagged_edit(tmp_path: Path) -> None:
    db = tmp_path / "news.db"
    with server.Site() as site:
        numbers = range(1, 9)
        site.routes |= {address(number): article(number) for number in numbers}
        site.routes[LIST] = listing(numbers)
        source = source_of(site, tmp_path)
        first = run_crawl(db, [source], timeout=60)
        assert (first.exit_code, first.counts.new) == (0, 8)
        for number in numbers:  # what changes on a page every day is no edit
            site.routes[address(number)] = article(number, extra=churn(number))
        site.routes[address(3)] = edited(3, "ba trăm suất", "năm trăm suất")
        site.routes[address(4)] = edited(4, "lao động nữ", "lao động nam")
        site.routes[address(9)] = article(9)
        site.routes[LIST] = listing([9, *numbers])
        site.routes[address(5)] = server.Response(status=410)
        second = run_crawl(db, [source], ALL, timeout=60)
    with open_store(db, read_only=True) as store:
        found = {(each.kind, each.url): each for each in told(store, second)}
        assert set(found) == {
            ("changed", site.url(address(3))),
            ("changed", site.url(address(4))),
            ("new", site.url(address(9))),
            ("removed", site.url(address(5))),
        }
        edit = found["changed", site.url(address(4))]
        before = reading.version(store, edit.article_id, edit.from_version)
        after = reading.version(store, edit.article_id, edit.to_version)
        assert before is not None
        assert after is not None
        assert before.article.body[:2] == PARAGRAPHS[:2]
        assert [a == b for a, b in zip(before.article.body, after.article.body, strict=True)] == [
            True, True, False, True,
        ]  # fmt: skip
        [new] = reading.find_articles(store, site.url(address(1)))
        assert new.title == "Công đoàn hỗ trợ đoàn viên đợt 1"
        assert new.published_at == datetime.fromisoformat("2024-11-22T21:40:00+07:00")


def churn(number: int) -> str:
    """What pages show anew at each look, inside the article's own box."""
    links = "".join(
        f"<li><a href='{address(other)}'>Công đoàn hỗ trợ đoàn viên đợt {other}</a></li>"
        for other in (number % 8 + 1, (number + 2) % 8 + 1, (number + 4) % 8 + 1)
    )
    return (
        f"<p>Lượt xem: {1000 + number * 37}</p>"
        f"<div class='tin-lien-quan'><h3>Tin liên quan</h3><ul>{links}</ul></div>"
    )


def edited(number: int, old: str, new: str) -> server.Response:
    page = article(number, extra=churn(number)).body.decode()
    assert old in page
    return server.Response(body=page.replace(old, new).encode())


# --- captured pages of real sites, served under their own paths


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """A saved page, and what a person read in it."""

    name: str
    path: str
    body: bytes
    gold: dict[str, Any]


CANONICAL = re.compile(rb"""<link[^>]+rel=["']?canonical["']?[^>]+href=["']([^"']+)""", re.I)


def captures(corpus: Path) -> Iterator[Capture]:
    for file in sorted(corpus.glob("vn/pages/*.html")):
        gold = json.loads((corpus / "vn" / "gold" / f"{file.stem}.json").read_text("utf-8"))
        body = file.read_bytes()
        own = CANONICAL.search(body)
        path = (
            urlsplit(own[1].decode()).path if own else f"/tin/{file.stem.replace('__', '-')}.html"
        )
        yield Capture(name=file.stem, path=path, body=body, gold=gold)


def others(corpus: Path) -> Iterator[Capture]:
    """Pages of sites all over the world: of these just the text is known."""
    for number, file in enumerate(sorted(corpus.glob("web/pages/*.html.gz"))):
        name = file.name.removesuffix(".html.gz")
        gold = json.loads((corpus / "web" / "gold" / f"{name}.json").read_text("utf-8"))
        body = gzip.decompress(file.read_bytes())
        yield Capture(name=name, path=f"/web/page-{100000 + number}.html", body=body, gold=gold)


def publish(site: server.Site, pages: list[Capture]) -> None:
    items = "".join(
        f"<div class='item'><h3><a href='{escape(page.path)}'>"
        f"{escape(headline(page))}</a></h3></div>"
        for page in pages
    )
    site.routes[LIST] = server.html(f"<div class='list'>{items}</div>", title="Công đoàn")
    site.routes |= {page.path: server.Response(body=page.body) for page in pages}


def headline(page: Capture) -> str:
    """What a listing would say of it: its title, or how it begins."""
    return str(page.gold.get("title") or " ".join(page.gold["text"].split()[:9]))


SOURCE = 'listings = ["/cong-doan"]\nmax_pages = 1'
EVERY = "article_url = '/.+\\.(?:html|htm|chn)$'"


def source_for(site: server.Site, folder: Path) -> Source:
    path = folder / "captured.toml"
    path.write_text(
        f'name = "captured"\nhome = "{site.url("/")}"\n[discovery]\n{SOURCE}\n{EVERY}\n'
        "[politeness]\ndelay = 0\nautothrottle = false\nobey_robots = false\n"
        "allow_private = true\nconcurrency = 4\n",
        "utf-8",
    )
    return load_source(path)


def plain(text: str | None) -> str:
    return " ".join(unicodedata.normalize("NFC", text or "").split())


def share(found: str, wanted: str) -> float:
    """F1 of shingles of four words."""

    def shingles(text: str) -> Counter[tuple[str, ...]]:
        words = re.findall(r"\w+", plain(text))
        return Counter(zip(words, words[1:], words[2:], words[3:], strict=False))

    a, b = shingles(found), shingles(wanted)
    return 2 * (a & b).total() / max(1, a.total() + b.total())


def with_an_edit(page: Capture) -> server.Response:
    """The page with an amount put into one sentence of its body, however its markup writes it."""
    text = page.body.decode("utf-8")
    words = [pair for paragraph in page.gold["body"] for pair in pairwise(paragraph.split(". "))]
    for before, after in words:
        joint = f"{before[-30:]}. {after[:30]}"
        if text.count(joint) == 1:
            new = f"{before[-30:]}, tăng thêm 35 triệu đồng. {after[:30]}"
            return server.Response(body=text.replace(joint, new).encode())
    raise AssertionError(f"{page.name}: no sentence of the body stands in the page as it is")


@pytest.mark.corpus
def test_captured_pages_are_found_in_the_database_and_just_the_edited_ones_are_flagged(
    tmp_path: Path, corpus: Path
) -> None:
    db, pages = tmp_path / "news.db", list(captures(corpus))
    with server.Site() as site:
        publish(site, pages)
        source = source_for(site, tmp_path)
        first = run_crawl(db, [source], timeout=100)
        assert (first.exit_code, first.counts.new) == (0, len(pages)), first
        before = state(db)
        again = run_crawl(db, [source], ALL, timeout=100)
        assert again.counts.unchanged == len(pages), again
        assert state(db) == before
        changed = [page for page in pages if can_be_edited(page)][:3]
        site.routes |= {page.path: with_an_edit(page) for page in changed}
        third = run_crawl(db, [source], ALL, timeout=100)
    with open_store(db, read_only=True) as store:
        for page in pages:
            check(store, page, site.url(page.path))
        flagged = [(each.kind, urlsplit(each.url).path) for each in told(store, third)]
    assert sorted(flagged) == sorted(("changed", page.path) for page in changed)


def can_be_edited(page: Capture) -> bool:
    try:
        with_an_edit(page)
    except AssertionError:
        return False
    return True


def check(store: Store, page: Capture, url: str) -> None:
    """The first version holds what a person read."""
    [found] = reading.find_articles(store, url)
    version = reading.version(store, found.id, 1)
    assert version is not None
    seen = version.article
    assert plain(seen.title) == plain(page.gold["title"]), page.name
    assert share(" ".join(seen.body), " ".join(page.gold["body"])) > 0.9, page.name
    assert seen.published_at is not None, page.name
    assert minute(seen.published_at) == minute(datetime.fromisoformat(page.gold["published"]))


def minute(moment: datetime) -> str:
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")


def state(db: Path) -> list[tuple[Any, ...]]:
    """All that a crawl which finds nothing new must leave alone."""
    with open_store(db, read_only=True) as store:
        tables = ("versions", "updates", "outbox", "pages")
        return [tuple(row) for table in tables for row in store.rows(f"SELECT * FROM {table}")]


@pytest.mark.corpus
@pytest.mark.slow
@pytest.mark.timeout(400)
def test_the_same_bytes_are_never_an_edit(tmp_path: Path, corpus: Path) -> None:
    db, pages = tmp_path / "news.db", [*captures(corpus), *others(corpus)]
    with server.Site() as site:
        publish(site, pages)
        source = source_for(site, tmp_path)
        first = run_crawl(db, [source], timeout=180)
        again = run_crawl(db, [source], ALL, timeout=180)
    assert first.counts.new > 0.9 * len(pages), first
    assert again.counts.changed == again.counts.suspect == 0, again
    with open_store(db, read_only=True) as store:
        assert told(store, again) == []
