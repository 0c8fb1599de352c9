"""What a re-crawl of known, unchanged articles costs: time, rows and bytes; and how fast visits are
recorded.

Usage, from the project's root:

    python benchmarks/recrawl.py [--articles 1000] [--json]

Part 1 crawls a synthetic paper of so many articles over real HTTP on loopback (politeness off) into
a fresh database, twice, and compares the database: rows of each table, bytes of the file, and bytes
of everything but `fetches` (a copy without those rows, vacuumed). Part 2 records visits without any
network: new, unchanged, not modified, changed, in visits a second, beside the same rows written by
plain INSERTs in a transaction each (the floor that SQLite sets).
"""

import argparse
import json
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import samples
import server
from news_site import PARAGRAPHS, source_of

from crawler.items import Visit
from scheduler.jobs import CrawlOptions, RunOutcome, run_crawl
from scheduler.pipeline import record_visit
from scheduler.store import open_store
from scheduler.store.planning import Recheck

PER_PAGE = 50
FAST = (
    "delay = 0\nautothrottle = false\nobey_robots = false\nconcurrency = 8\ndaily_budget = 1000000"
)
TABLES = ("articles", "versions", "pages", "updates", "outbox", "listings", "pending", "fetches")


def publish(site: server.Site, count: int) -> None:
    """Listing pages of fifty links each, and articles of some 600 words."""
    pages = range(0, count, PER_PAGE)
    for number, start in enumerate(pages):
        items = "".join(
            f"<div class='news'><h3><a href='/tin-cong-doan-{n}.html'>Tin công đoàn số {n} trong "
            f"tháng này</a></h3></div>"
            for n in range(start + 1, min(start + PER_PAGE, count) + 1)
        )
        pager = f"<a class='next' rel='next' href='/ds-{number + 1}'>Sau</a>"
        more = pager if start + PER_PAGE < count else ""
        site.routes[f"/ds-{number}"] = server.html(f"<div>{items}</div>{more}")
    for n in range(1, count + 1):
        body = "".join(
            f"<p>{text} (tin {n}, đoạn {i})</p>" for i, text in enumerate(PARAGRAPHS * 4)
        )
        site.routes[f"/tin-cong-doan-{n}.html"] = server.html(
            f"<article><h1>Tin công đoàn số {n} trong tháng này</h1>{body}</article>"
        )


@contextmanager
def timed(name: str, results: dict[str, float]) -> Iterator[None]:
    """Note how many seconds the block took."""
    start = time.perf_counter()
    yield
    results[name] = time.perf_counter() - start


def rows(db: Path) -> dict[str, int]:
    """How many rows each table has."""
    with open_store(db, read_only=True) as store:
        return {table: store.value(f"SELECT count(*) FROM {table}") for table in TABLES}


def sizes(db: Path) -> tuple[int, int]:
    """Bytes of the database, packed, and of the same without `fetches`, `runs` and
    `run_sources`.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.db"
        source = sqlite3.connect(db)
        source.execute("VACUUM INTO ?", [str(copy)])
        source.close()
        whole = copy.stat().st_size
        rest = sqlite3.connect(copy)
        for table in ("fetches", "run_sources", "runs"):
            rest.execute(f"DELETE FROM {table}")
        rest.commit()
        rest.execute("VACUUM")
        rest.close()
        return whole, copy.stat().st_size


def crawl_twice(folder: Path, count: int) -> dict[str, object]:
    """Part 1: the figures of both crawls."""
    db = folder / "crawl.db"
    seconds: dict[str, float] = {}
    with server.Site() as site:
        publish(site, count)
        discovery = f'listings = ["/ds-0"]\nnext = "a.next"\nmax_pages = {count // PER_PAGE + 1}'
        source = source_of(site, folder, discovery=discovery, politeness=FAST)
        with timed("first", seconds):
            first = run_crawl(db, [source], timeout=900)
        before, size_before = rows(db), sizes(db)
        again = CrawlOptions(recheck=Recheck.ALL)
        with timed("second", seconds):
            second = run_crawl(db, [source], again, timeout=900)
        after, size_after = rows(db), sizes(db)
    check(first, second, count)
    return {
        "seconds": seconds,
        "rows_before": before,
        "rows_after": after,
        "bytes_before": size_before,
        "bytes_after": size_after,
    }


def check(first: RunOutcome, second: RunOutcome, count: int) -> None:
    """End at once where a crawl did not do what is measured."""
    if (first.counts.new, second.counts.unchanged) != (count, count):
        ends = [(each.outcome, each.sources[0].error, each.counts) for each in (first, second)]
        raise SystemExit(f"the crawls went wrong: {ends}")


def record_all(folder: Path, count: int) -> dict[str, float]:
    """Visits a second, by kind of visit."""
    numbers = range(1, count + 1)
    long = samples.BODY * 8
    kinds: dict[str, Callable[[int], Visit]] = {
        "new": lambda n: samples.snapshot(n, body=long),
        "unchanged": lambda n: samples.snapshot(n, body=long),
        "not modified": samples.not_modified,
        "changed": lambda n: samples.snapshot(n, body=(*long[:-1], f"Mỗi suất {n}00.000 đồng.")),
    }
    speed = {}
    with open_store(folder / "record.db") as store:
        for hours, (kind, make) in enumerate(kinds.items()):
            visits = [make(n) for n in numbers]
            visits = [
                replace(visit, fetch=replace(visit.fetch, at=samples.NOON)) for visit in visits
            ]
            now = datetime.now(UTC) + timedelta(hours=hours)
            start = time.perf_counter()
            for visit in visits:
                record_visit(store, visit, now)
            speed[kind] = count / (time.perf_counter() - start)
    speed["plain INSERTs"] = plain_inserts(folder, count)
    return speed


def plain_inserts(folder: Path, count: int) -> float:
    """The floor: two rows a transaction, the same journal mode, no reading, no judging."""
    db = sqlite3.connect(folder / "plain.db", isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = NORMAL")
    db.execute("CREATE TABLE a (id INTEGER PRIMARY KEY, body TEXT)")
    db.execute("CREATE TABLE f (id INTEGER PRIMARY KEY, url TEXT)")
    body = "\n\n".join(samples.BODY * 8)
    start = time.perf_counter()
    for number in range(count):
        db.execute("BEGIN IMMEDIATE")
        db.execute("INSERT INTO a (body) VALUES (?)", [body])
        db.execute("INSERT INTO f (url) VALUES (?)", [samples.url_of(number)])
        db.execute("COMMIT")
    speed = count / (time.perf_counter() - start)
    db.close()
    return speed


def show(crawls: dict[str, object], speed: dict[str, float], count: int) -> None:
    """Print both parts."""
    seconds, before, after = crawls["seconds"], crawls["rows_before"], crawls["rows_after"]
    assert isinstance(seconds, dict)
    assert isinstance(before, dict)
    assert isinstance(after, dict)
    print(f"crawl and re-crawl of {count} articles over loopback HTTP, politeness off")
    for name, took in seconds.items():
        print(f"  {name:<7} {took:6.1f} s   {count / took:6.1f} articles/s")
    print(f"  {'table':<10} {'first':>8} {'second':>8} {'added':>8}")
    for table in TABLES:
        print(
            f"  {table:<10} {before[table]:>8} {after[table]:>8} {after[table] - before[table]:>8}"
        )
    (whole, rest), (whole_after, rest_after) = crawls["bytes_before"], crawls["bytes_after"]  # type: ignore[misc]
    print(f"  bytes, whole            {whole:>10} {whole_after:>10} {whole_after - whole:>+9}")
    print(f"  bytes, without fetches  {rest:>10} {rest_after:>10} {rest_after - rest:>+9}")
    print(f"record_visit, {count} articles, one transaction each")
    for kind, rate in speed.items():
        print(f"  {kind:<14} {rate:8.0f} /s")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        crawls = crawl_twice(Path(name), options.articles)
        speed = record_all(Path(name), options.articles)
    if options.json:
        print(json.dumps({"crawls": crawls, "visits_per_second": speed}))
    else:
        show(crawls, speed, options.articles)


if __name__ == "__main__":
    main()
