"""Metrics as Prometheus reads them, and the log as a collector reads it."""

import json
import logging
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from samples import NOON, edited, failure, later, snapshot

from scheduler.cli.logs import JsonLines
from scheduler.crawl_log import log_crawl
from scheduler.metrics import exposition, serve_metrics, write_metrics
from scheduler.outcomes import Outcome, RunOutcome, SourceOutcome
from scheduler.pipeline import record_visit
from scheduler.store import Store, open_store
from scheduler.store.rows import Counts
from scheduler.store.runs import finish_run, start_run
from scheduler.store.service import beat

SAMPLE = re.compile(r"([a-z_:][a-z0-9_:]*)(?:\{(.*)\})? (-?[0-9.e+]+|NaN)")
LABEL = re.compile(r'([a-z_]+)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)')
Samples = dict[tuple[str, tuple[tuple[str, str], ...]], float]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "news.db") as opened:
        yield opened


def parsed(text: str) -> Samples:
    """The samples, by the rules of the text format: HELP and TYPE come first, once, in one block."""
    found: Samples = {}
    family = kind = ""
    seen: set[str] = set()
    for line in text.splitlines():
        if line.startswith("# HELP "):
            family = line.split()[2]
            assert family not in seen, "a family comes in one block"
            seen.add(family)
        elif line.startswith("# TYPE "):
            assert line.split()[2] == family
            kind = line.split()[3]
            assert kind in {"counter", "gauge"}
            assert (kind == "counter") == family.endswith("_total")
        else:
            match = SAMPLE.fullmatch(line)
            assert match is not None, line
            assert match[1] == family
            labels = tuple(LABEL.findall(match[2] or ""))
            assert LABEL.sub("", match[2] or "") == ""
            assert (family, labels) not in found
            found[family, labels] = float(match[3])
    assert text.endswith("\n")
    return found


def fill(store: Store) -> None:
    run = start_run(
        store, {"baomau": ("Báo Mẫu", "https://baomau.example/")}, NOON, command="t", pid=1
    )
    for number in (1, 2, 3):
        record_visit(store, snapshot(number), NOON, run_id=run)
    record_visit(store, edited(1), later(hours=2), run_id=run)
    record_visit(store, failure(2), later(hours=2), run_id=run)
    finish_run(store, run, "done", later(hours=2))


def test_the_numbers_are_those_of_the_database(store: Store) -> None:
    fill(store)
    now = later(days=5)
    beat(store, now - timedelta(minutes=1), started_at=NOON)
    found = parsed(exposition(store, now))
    own = ("source", "baomau")
    assert found["unionwatch_runs_total", (("outcome", "done"),)] == 1
    assert found["unionwatch_requests_total", (own,)] == 5
    assert found["unionwatch_errors_total", (own,)] == 1
    assert found["unionwatch_articles", (own, ("status", "live"))] == 3
    assert found["unionwatch_updates_total", (own, ("kind", "changed"))] == 1
    assert found["unionwatch_source_state", (own, ("state", "ok"))] == 1
    assert found["unionwatch_source_state", (own, ("state", "failing"))] == 0
    assert found["unionwatch_due_looks", ()] == 3
    assert 4 * 86400 < found["unionwatch_oldest_due_look_seconds", ()] < 5 * 86400
    assert found["unionwatch_database_bytes", ()] > 100_000
    assert found["unionwatch_daemon_up", ()] == 1


def test_an_empty_database_has_metrics_too(store: Store) -> None:
    found = parsed(exposition(store, NOON))
    assert found["unionwatch_oldest_due_look_seconds", ()] == 0
    assert found["unionwatch_daemon_up", ()] == 0


def test_odd_names_are_escaped(store: Store) -> None:
    name = 'a "b"\\c\nd'
    start_run(store, {name: (name, "https://x.example/")}, NOON, command="t", pid=1)
    found = parsed(exposition(store, NOON))
    assert ("unionwatch_requests_total", (("source", r"a \"b\"\\c\nd"),)) in found


def test_prometheus_own_parser_agrees(store: Store) -> None:
    from prometheus_client.parser import text_string_to_metric_families

    fill(store)
    text = exposition(store, later(days=1))
    read = {
        (sample.name, tuple(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }
    assert read == parsed(text)


def test_over_http_on_loopback_and_in_a_file(store: Store, tmp_path: Path) -> None:
    fill(store)
    with serve_metrics(store.path, 0) as port:
        base = f"http://127.0.0.1:{port}"
        with urllib.request.urlopen(f"{base}/metrics", timeout=10) as answer:
            assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
            served = parsed(answer.read().decode())
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{base}/", timeout=10)
        assert refused.value.code == 404
        refused.value.close()
    file = tmp_path / "unionwatch.prom"
    write_metrics(file, store.path)
    assert parsed(file.read_text("utf-8")).keys() == served.keys()
    assert [path.name for path in tmp_path.glob("*.new")] == []


def outcome(*sources: SourceOutcome) -> RunOutcome:
    return RunOutcome(run_id=7, outcome=Outcome.DONE, sources=sources)


DONE = SourceOutcome(
    name="mau", outcome=Outcome.DONE, counts=Counts(requests=5, new=2, unchanged=2)
)
FAILED = SourceOutcome(name="sau", outcome=Outcome.FAILED, counts=Counts(), error="no listing")
IDLE = SourceOutcome(name="nghi", outcome=Outcome.DONE, counts=Counts())


def test_one_line_for_each_source_that_was_crawled(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        log_crawl(outcome(DONE, FAILED, IDLE), {"mau": 2.5, "sau": 0.5})
    assert caplog.messages == [
        "mau: done in 2.5 s; 5 requests, 2 new, 2 unchanged",
        "sau: failed in 0.5 s; 0 requests, nothing to look at; no listing",
    ]
    assert [record.levelname for record in caplog.records] == ["INFO", "WARNING"]


def test_the_same_as_json(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        log_crawl(outcome(FAILED), {"sau": 0.5})
    line = json.loads(JsonLines().format(caplog.records[0]))
    assert datetime.fromisoformat(line["at"]).tzinfo == UTC
    assert (line["level"], line["source"], line["outcome"]) == ("warning", "sau", "failed")
    assert (line["run"], line["seconds"], line["requests"], line["error"]) == (
        7,
        0.5,
        0,
        "no listing",
    )


def test_a_traceback_stays_one_line_of_json() -> None:
    try:
        raise ValueError("hai\ndòng")
    except ValueError:
        record = logging.getLogger().makeRecord(
            "x", logging.ERROR, "f", 1, "lỗi", (), __import__("sys").exc_info()
        )
    text = JsonLines().format(record)
    assert "\n" not in text
    assert "lỗi" in text
    assert "ValueError" in json.loads(text)["traceback"]
