"""Every query of docs/querying.md runs and finds something."""

import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.items import FailureReason, GoneReason, Visit
from scheduler.pipeline import record_visit
from scheduler.store import Store, open_store
from scheduler.store.runs import finish_run, start_run
from tests import samples

ROOT = Path(__file__).parent.parent
COOKBOOK = (ROOT / "docs" / "querying.md").read_text("utf-8")
QUESTIONS = re.findall(r"^### (.+?)\n.*?```sql\n(.*?)```", COOKBOOK, re.MULTILINE | re.DOTALL)
PAPER = "laodongthudo"


def at(visit: Visit) -> Visit:
    return replace(visit, fetch=replace(visit.fetch, source=PAPER))


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("querying") / "unionwatch.db"
    with open_store(path) as store:
        fill(store)
    return path


def fill(store: Store) -> None:
    """A paper's month: strikes, an amount that moved, a new title, a removal, a failed look."""
    now = datetime.now(UTC).replace(microsecond=0)
    published = datetime(2026, 5, 3, 2, 0, tzinfo=UTC)
    paper = {PAPER: ("Báo mẫu", "https://baomau.example/")}
    run = start_run(store, paper, now, command="crawl", pid=1)
    text = (samples.BODY[0] + " LĐLĐ quận Long Biên dự.", *samples.BODY[1:])
    first = at(samples.snapshot(1, body=text, authors=("Lê Minh",), published_at=published))
    strike = at(samples.snapshot(2, title="Công nhân đình công", body=("Cuộc đình công dài.",)))
    body = tuple(paragraph.replace("500.000", "600.000") for paragraph in text)
    edited = at(samples.snapshot(1, body=body, authors=("Lê Minh",), published_at=published))
    headline = at(samples.snapshot(2, title="Công nhân trở lại", body=("Cuộc đình công dài.",)))
    visits = [
        first,
        strike,
        edited,
        headline,
        at(samples.snapshot(3)),
        at(samples.gone(3, GoneReason.GONE)),
        at(samples.failure(1, FailureReason.TIMEOUT)),
    ]
    for minutes, visit in enumerate(visits):
        record_visit(store, visit, now + timedelta(minutes=minutes), run_id=run)
    finish_run(store, run, "done", now + timedelta(hours=1))


def test_there_are_at_least_fifteen_questions() -> None:
    assert len(QUESTIONS) >= 15


@pytest.mark.parametrize(("question", "sql"), QUESTIONS, ids=[one[0] for one in QUESTIONS])
def test_each_query_finds_something(database: Path, question: str, sql: str) -> None:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        assert connection.execute(sql).fetchall(), question
