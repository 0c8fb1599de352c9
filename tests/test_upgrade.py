"""Our reading code changed, not the site: an upgrade raises no update, and an edit in the same look
is found; the identity of the reading code moves with its text and with nothing else.
"""

import subprocess
import sys
from importlib.resources.abc import Traversable
from pathlib import Path

import pytest
import server
from news_site import address, article, listing, source_of

from parsers import EXTRACTOR
from parsers.extractor import digest
from scheduler.events import CrawlOptions
from scheduler.jobs import run_crawl
from scheduler.store import open_store, reading
from scheduler.store.planning import Recheck

NUMBERS = range(1, 13)


def test_an_upgrade_is_no_edit_and_hides_none(tmp_path: Path) -> None:
    db = tmp_path / "news.db"
    with server.Site() as site:
        site.routes["/cong-doan"] = listing(NUMBERS)
        site.routes |= {address(n): article(n) for n in NUMBERS}
        source = source_of(site, tmp_path)
        run_crawl(db, [source], timeout=60)
        with open_store(db) as store, store.transaction():
            # As a reading code of before would have left it: a line too many, another id.
            store.execute("UPDATE versions SET extractor = 'old', body = body || '\n\nChia sẻ bài'")
            store.execute("UPDATE articles SET body = body || '\n\nChia sẻ bài', etag = '\"x\"'")
        edited = article(3).body.replace("ba trăm suất".encode(), "năm trăm suất".encode())
        site.routes[address(3)] = server.Response(body=edited)
        outcome = run_crawl(db, [source], CrawlOptions(recheck=Recheck.ALL), timeout=60)
    assert (outcome.exit_code, outcome.counts.unchanged, outcome.counts.changed) == (0, 11, 1)
    with open_store(db, read_only=True) as store:
        [update] = reading.updates(store, run_id=outcome.run_id)
        assert update.url.endswith(address(3))
        assert (update.edit_class, update.fields) == ("fact", ("lead",))
        for one in reading.articles(store):
            last = reading.version(store, one.id)
            assert last is not None
            assert (last.extractor, "Chia sẻ bài" in last.article.body) == (EXTRACTOR, False)


def package(folder: Path, text: bytes) -> Traversable:
    (folder / "inner").mkdir(parents=True)
    (folder / "__pycache__").mkdir()
    (folder / "a.py").write_bytes(text)
    (folder / "inner" / "b.py").write_bytes(b"x = 1\n")
    (folder / "__pycache__" / "a.cpython-311.pyc").write_bytes(text)
    (folder / "py.typed").touch()
    return folder


@pytest.mark.parametrize(
    ("text", "same"),
    [(b"a = 1\nb = 2\n", True), (b"a = 1\r\nb = 2\r\n", True), (b"a = 1\nb = 3\n", False)],
)
def test_the_identity_is_that_of_the_text(tmp_path: Path, text: bytes, same: bool) -> None:
    one = digest(package(tmp_path / "one", b"a = 1\nb = 2\n"))
    assert (digest(package(tmp_path / "two", text)) == one) is same


def test_importing_parsers_does_not_read_its_sources() -> None:
    script = "import sys, parsers; assert 'parsers.extractor' not in sys.modules; parsers.EXTRACTOR"
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)
