"""Atom and JSON Feed: read back by a real parser, ids that stay, hostile text that stays text."""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import feedparser
import pytest

from parsers.model import Article
from scheduler.feeds import Channel, Happening, atom, json_feed
from scheduler.pipeline import record_visit
from scheduler.store import open_store
from scheduler.store.telling import Interest, happenings
from tests import samples

CHANNEL = Channel(id="urn:unionwatch:test", title="Tin công đoàn", url="https://mau.example/f.atom")
RUN = "import sys; from scheduler.cli import main; sys.exit(main())"
HOSTILE = '<script>alert(1)</script> & \x0b\ufffe ]]> "đình công"'


def happening(**changes: object) -> Happening:
    new = samples.article(1)
    one = Happening(
        source="bao", identity="1/2", url=new.url, kind="new", detected_at=samples.NOON, article=new
    )
    return replace(one, **changes)  # type: ignore[arg-type]


def edit() -> Happening:
    old, new = samples.article(1), samples.edited(1).article
    return happening(
        kind="changed", old=old, article=new, edit_class="fact", silent=True,
        summary="500.000 đồng -> 600.000 đồng",
    )  # fmt: skip


def read(data: bytes) -> feedparser.FeedParserDict:
    found = feedparser.parse(data)
    assert not found.bozo, found.bozo_exception
    assert found.version == "atom10"
    return found


def test_a_feed_is_read_back_by_a_real_parser() -> None:
    found = read(atom(CHANNEL, [edit(), happening()], samples.NOON))
    changed, new = found.entries
    assert found.feed.title == "Tin công đoàn"
    assert new.title == samples.article(1).title
    assert changed.title == f"[Đã sửa, dữ kiện, sửa lặng lẽ] {samples.article(1).title}"
    assert "<del>500.000</del><ins>600.000</ins>" in changed.content[0].value
    assert changed.link == samples.url_of(1)
    assert new.published_parsed[:5] == (2024, 11, 22, 1, 30)
    assert {tag.term for tag in changed.tags} == {"bao", "changed", "fact", "silent"}


def test_an_empty_feed_is_a_feed() -> None:
    assert read(atom(CHANNEL, [], datetime(2026, 1, 1, tzinfo=UTC))).entries == []
    assert json.loads(json_feed(CHANNEL, []))["items"] == []


def test_hostile_text_stays_text() -> None:
    article = Article(url="javascript:alert(1)", title=HOSTILE, body=(HOSTILE,), authors=(HOSTILE,))
    one = happening(article=article, url=article.url, summary=HOSTILE, kind="removed")
    data = atom(replace(CHANNEL, title=HOSTILE), [one], samples.NOON)
    (entry,) = read(data).entries
    assert b"<script" not in data
    assert "&lt;script&gt;" in entry.content[0].value  # as words, not as markup
    assert not entry.get("links")
    (item,) = json.loads(json_feed(CHANNEL, [one]))["items"]
    assert "<script" not in item["content_html"]


def test_ids_stay_and_differ() -> None:
    again = happening(source="bao")
    others = [edit(), happening(identity="1"), happening(kind="removed"), happening(source="bao2")]
    assert happening().id == again.id == "urn:unionwatch:bao:1%2F2:new:20241122T050000Z"
    assert len({one.id for one in (again, *others)}) == 5


def test_json_feed_says_what_atom_says() -> None:
    feed = json.loads(json_feed(CHANNEL, [edit()]))
    (item,) = feed["items"]
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert item["id"] == edit().id
    assert item["date_modified"] == "2024-11-22T05:00:00Z"
    assert "<ins>600.000</ins>" in item["content_html"]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("feeds") / "unionwatch.db"
    strike = samples.snapshot(2, title="Công nhân đình công", body=("Cuộc đình công dài ngày.",))
    visits = (samples.snapshot(1), strike, samples.edited(1))
    with open_store(path) as store:
        for minute, visit in enumerate(visits):
            record_visit(store, visit, samples.later(minutes=minute))
    return path


@pytest.mark.parametrize(
    ("interest", "expected"),
    [
        (Interest(), [("changed", "1"), ("new", "2"), ("new", "1")]),
        (Interest(kinds=["changed"]), [("changed", "1")]),
        (Interest(edit_classes=["typo"]), [("new", "2"), ("new", "1")]),
        (Interest(phrases=["đình công"]), [("new", "2")]),
        (Interest(phrases=["Định Công"]), []),
        (Interest(query="600.000"), [("changed", "1"), ("new", "1")]),
        (Interest(sources=["another"]), []),
        (Interest(silent=True), [("changed", "1")]),
    ],
)
def test_what_is_of_interest(
    database: Path, interest: Interest, expected: list[tuple[str, str]]
) -> None:
    with open_store(database, read_only=True) as store:
        found = happenings(store, interest)
    assert [(one.kind, one.identity) for one in found] == expected


def test_the_command_writes_a_feed(database: Path, tmp_path: Path) -> None:
    out = tmp_path / "feed.atom"
    command = [sys.executable, "-c", RUN, "--db", str(database), "feed", "--out", str(out)]
    subprocess.run([*command, "--url", "https://mau.example/feed"], check=True, timeout=60)
    assert len(read(out.read_bytes()).entries) == 3
    done = subprocess.run(
        [*command[:-2], "--format", "json", "--limit", "1"],
        capture_output=True,
        timeout=60,
        check=True,
    )
    assert [item["tags"][1] for item in json.loads(done.stdout)["items"]] == ["changed"]
