"""The commands search, stats and export --versions, run as a person runs them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from pyarrow import parquet

from scheduler.cli.stats import sparkline
from scheduler.pipeline import record_visit
from scheduler.store import open_store
from tests import samples

RUN = "import sys; from scheduler.cli import main; sys.exit(main())"


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("search") / "unionwatch.db"
    with open_store(path) as store:
        visits = (samples.snapshot(1), samples.snapshot(2), samples.edited(1))
        for minute, visit in enumerate(visits):
            record_visit(store, visit, samples.later(minutes=minute))
    return path


def run(database: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", RUN, "--db", str(database), *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_search_prints_the_hits(database: Path) -> None:
    done = run(database, "search", "cong", "doan", "cham", "lo")
    assert done.returncode == 0, done.stderr
    assert "Công đoàn chăm lo cho người lao động, bài 2" in done.stdout
    assert "2 articles; 2 shown." in done.stderr


def test_search_as_json_holds_no_marks(database: Path) -> None:
    (hit, *_) = json.loads(run(database, "search", '"600.000 đồng"', "--json").stdout)
    assert hit["id"] == 1
    assert hit["exact"] is True
    assert "600.000 đồng" in hit["snippet"]


def test_search_in_text_that_was_taken_out(database: Path) -> None:
    done = run(database, "search", "500.000", "--removed-text")
    assert "in version 1, which stood until" in done.stdout
    assert run(database, "search", "600.000", "--removed-text").stdout == "No article matches.\n"


@pytest.mark.parametrize("query", ["-Tết", "()", '""'])
def test_a_query_without_a_word_is_refused_in_one_line(database: Path, query: str) -> None:
    done = run(database, "search", "--", query)
    assert done.returncode == 2
    assert "no word to look for" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_stats_counts_articles_and_edits(database: Path) -> None:
    done = run(database, "stats", "--since", "2024-11-01", "--json")
    counted = json.loads(done.stdout)
    assert counted["articles"] == [
        {"source": samples.SOURCE, "total": 2, "days": {"2024-11-22": 2}}
    ]
    assert [(one["edit_class"], one["edits"]) for one in counted["edits"]] == [("fact", 1)]
    shown = run(database, "stats", "--since", "2024-11-01").stdout
    assert samples.SOURCE in shown
    assert "fact" in shown


def test_the_highest_bar_is_the_highest_count() -> None:
    assert sparkline([8, 0, 4, 1]) == "█ ▄▁"
    assert sparkline([]) == ""


def test_versions_are_exported_as_pairs(database: Path) -> None:
    (line,) = run(database, "export", "--versions").stdout.splitlines()
    pair = json.loads(line)
    assert (pair["article_id"], pair["version_x"], pair["version_y"]) == (1, 1, 2)
    assert pair["edit_class"] == "fact"
    (edit,) = [one for one in pair["sentences"] if one["action"] == "edit"]
    assert "500.000" in edit["sentence_x"][0]
    assert "600.000" in edit["sentence_y"][0]


def test_parquet_holds_what_json_lines_hold(database: Path, tmp_path: Path) -> None:
    out = tmp_path / "articles.parquet"
    done = run(database, "export", "--format", "parquet", "--out", str(out))
    assert done.returncode == 0, done.stderr
    rows = {row["id"]: row for row in parquet.read_table(out).to_pylist()}
    lines = [json.loads(line) for line in run(database, "export").stdout.splitlines()]
    assert len(rows) == len(lines) == 2
    for line in lines:
        row = rows[line["id"]]
        assert [row["title"], row["body"], row["source"]] == [
            line["title"],
            line["body"],
            line["source"],
        ]
        assert row["first_seen_at"].isoformat().replace("+00:00", "Z") == line["first_seen_at"]
    pairs = tmp_path / "pairs.parquet"
    run(database, "export", "--versions", "--format", "parquet", "--out", str(pairs))
    (pair,) = parquet.read_table(pairs).to_pylist()
    assert json.loads(pair["sentences"])
