"""The whole loop on captured pages of real sites: served on loopback under their own paths, crawled
by the command, found again in SQLite by plain SQL.
"""

import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from parsers.dates import VIETNAM
from parsers.text import clean
from tests.server import Response, Site, html

pytestmark = pytest.mark.corpus
OWN_URL = re.compile(
    r'rel="canonical" href="(?P<canonical>[^"]+)"|property="og:url" content="(?P<og>[^"]+)"'
)
RUN = "import sys; from scheduler.cli import main; sys.exit(main())"
SOURCE = """
name = "captured"
title = "Captured pages"
home = "{home}"
timezone = "Asia/Ho_Chi_Minh"

[discovery]
listings = ["{home}"]
article_url = '(?P<id>{pattern})$'

[politeness]
delay = 0
autothrottle = false
allow_private = true
"""


class Captured:
    """The captured pages on a server of their own, with the gold that a person read from each."""

    def __init__(self, corpus: Path, folder: Path) -> None:
        self.gold = {
            path.stem: json.loads(path.read_text("utf-8"))
            for path in sorted((corpus / "vn/gold").glob("*.json"))
        }
        self.pages = {
            name: (corpus / "vn/pages" / f"{name}.html").read_bytes() for name in self.gold
        }
        self.paths = {name: self._path(name) for name in self.gold}
        self.db = folder / "captured.db"
        self.sources = folder / "sources"
        self.site = Site()

    def _path(self, name: str) -> str:
        found = OWN_URL.search(self.pages[name].decode("utf-8", "replace"))
        path = urlsplit(found["canonical"] or found["og"]).path if found else ""
        return path if len(path) > 1 else f"/{name}.html"

    def serve(self) -> None:
        links = "".join(
            f'<h3><a href="{path}">{self.gold[name]["title"]}</a></h3>'
            for name, path in self.paths.items()
        )
        self.site.routes["/"] = html(f"<main>{links}</main>")
        for name, path in self.paths.items():
            self.site.routes[path] = Response(body=self.pages[name], content_type="text/html")
        pattern = "|".join(re.escape(path) for path in self.paths.values())
        self.sources.mkdir()
        text = SOURCE.format(home=self.site.url("/"), pattern=pattern)
        (self.sources / "captured.toml").write_text(text, "utf-8")

    def crawl(self) -> dict[str, Any]:
        """Crawl by the command; its JSON summary."""
        command = [sys.executable, "-c", RUN, "--db", self.db, "--sources", self.sources]
        done = subprocess.run(
            [*map(str, command), "crawl", "captured", "--recheck", "all", "--json"],
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        summary: dict[str, Any] = json.loads(done.stdout)
        return summary

    def rows(self, sql: str) -> list[sqlite3.Row]:
        with closing(sqlite3.connect(self.db)) as connection:
            connection.row_factory = sqlite3.Row
            return connection.execute(sql).fetchall()


@pytest.fixture(scope="module")
def captured(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Captured]:
    captured = Captured(corpus, tmp_path_factory.mktemp("captured"))
    with captured.site:
        captured.serve()
        captured.crawl()
        yield captured


def test_every_captured_article_is_in_the_database(captured: Captured) -> None:
    rows = captured.rows(
        "SELECT a.*, f.url AS fetched FROM articles a"
        " JOIN fetches f ON f.article_id = a.id AND f.verdict = 'new'"
    )
    fetched = {urlsplit(row["fetched"]).path: row for row in rows}
    assert set(fetched) == set(captured.paths.values())
    for name, gold in captured.gold.items():
        row = fetched[captured.paths[name]]
        assert row["title"] == clean(gold["title"]), name
        for paragraph in gold["body"]:
            assert clean(paragraph) in clean(row["body"]), name
        for sample in gold.get("boilerplate_samples", ()):
            assert clean(sample) not in clean(row["body"]), name
        assert row["published_at"][:16] == _utc_minute(gold["published"]), name


def test_a_second_crawl_of_the_same_bytes_changes_nothing(captured: Captured) -> None:
    before = captured.rows("SELECT count(*) AS n FROM versions")[0]["n"]
    captured.crawl()
    assert captured.rows("SELECT count(*) AS n FROM versions")[0]["n"] == before
    assert not captured.rows("SELECT * FROM updates WHERE kind <> 'new'")


def test_three_edited_pages_are_flagged_and_no_other(captured: Captured) -> None:
    edits = {
        "nld.com.vn__1": (" 30-6 ", " 29-6 "),
        "plo.vn__1": ("Sáng 11-10", "Sáng 12-10"),
        "vnexpress.net__2": ("63 tuổi", "64 tuổi"),
    }
    for name, (old, new) in edits.items():
        page = captured.pages[name]
        assert old.encode() in page, name
        changed = Response(body=page.replace(old.encode(), new.encode()), content_type="text/html")
        captured.site.routes[captured.paths[name]] = changed
    captured.crawl()
    rows = captured.rows(
        "SELECT f.url, u.edit_class, u.summary FROM updates u JOIN fetches f"
        " ON f.article_id = u.article_id AND f.verdict = 'changed' WHERE u.kind = 'changed'"
    )
    assert {urlsplit(row["url"]).path for row in rows} == {captured.paths[name] for name in edits}
    assert {row["edit_class"] for row in rows} <= {"fact", "headline"}


def _utc_minute(text: str) -> str:
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=moment.tzinfo or VIETNAM).astimezone(UTC).isoformat()[:16]
