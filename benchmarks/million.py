"""Questions asked of a big database, while a crawl writes into it.

Usage:  python benchmarks/million.py [--articles 1000000] [--db PATH] [--seconds 60]

Fills a database with synthetic articles through `record_visit` (one in ten edited once, two in a hundred removed), or
takes PATH, filled as far as it is; with --recorded N only N are recorded and the rest are copies of them, which is ten
times as fast (benchmarks/growing.py). Then asks, over and over, with a second process recording 200 articles a second
into the same file: searches of many kinds, `updates --since 7d`, one article with all its versions. Prints p50, p95 and
the worst of each beside what was asked, the processor time that was in them, with --sizes what the file is made of, and every "database is locked".
"""

import argparse
import multiprocessing
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.growing import grow
from benchmarks.vietnamese import Writer
from crawler.items import Fetch, Gone, GoneReason, RequestKind, Snapshot
from parsers.model import Article
from scheduler.gathering import MOST, PATIENCE
from scheduler.pipeline import record_visit
from scheduler.store import Store, StoreError, open_store, reading
from scheduler.store.codec import moment_text, read_moment
from scheduler.store.search import Filters, search

END = datetime(2026, 11, 1, tzinfo=UTC)
SOURCES = [f"bao{number:02}" for number in range(20)]
BATCH = 2000
QUERIES = [
    "công đoàn", "cong doan", '"đình công"', "dinh cong", "lương tối thiểu vùng", "thưởng tết", '"nhà ở xã hội"', "hoà giải",
    "định công", "title:thưởng", "an toàn vệ sinh lao động", "tai nan lao dong", "công đoàn -Tết", "đình công OR lãn công",
    "source:bao07 lương", "thoả ước", "công*", "500.000 đồng", "viủ nửơu", "lứơc phúm", "quỹ mái ấm", "xyzzy",
    "nữ công NOT đoàn viên", "(lương OR thưởng) title:công", "người lao động khu công nghiệp",
]  # fmt: skip


RARE = [  # rare combinations of common words: the index has most to read
    '"người lao động khu công nghiệp"', "lao động khu đình thưởng", "cong doan nha nuoc luong", '"lao khu"',
    "nữ công NOT đoàn viên", "quỹ lương hoà giải", '"thưởng đình"', "nghiệp công khu động lao",
]  # fmt: skip


def snapshot(number: int, source: str, article: Article, at: datetime) -> Snapshot:
    """A visit that saw the article."""
    raw = f"<h1>{article.title}</h1>{''.join(f'<p>{p}</p>' for p in article.body)}".encode()
    fetch = Fetch(
        source=source, kind=RequestKind.ARTICLE, url=article.url, final_url=article.url, at=at,
        status=200, elapsed=0.2, size=len(raw), content_type="text/html; charset=utf-8",
    )  # fmt: skip
    return Snapshot(identity=str(number), fetch=fetch, article=article, raw=raw)


def article(writer: Writer, number: int, at: datetime) -> Article:
    """A new article, published shortly before it is seen."""
    return Article(
        url=f"https://bao.example/tin-{number}.html", title=writer.title(), lead=writer.sentence(30), body=writer.body(),
        authors=(f"Tác giả {number % 300}",), section=f"Mục {number % 12}", published_at=at - timedelta(minutes=20),
    )  # fmt: skip


def fill(store: Store, count: int) -> None:
    """Ten years of articles, in the order of time; goes on where an earlier run was stopped."""
    began, first = (
        time.perf_counter(),
        store.value("SELECT count(*) FROM articles") // BATCH * BATCH,
    )
    for start in range(first, count, BATCH):
        writer, chance = Writer(start), random.Random(start)
        with store.transaction():
            for number in range(start, min(start + BATCH, count)):
                record(store, writer, chance.random(), number, count)
        done = start + BATCH
        if done % 20_000 == 0:
            rate = (done - first) / (time.perf_counter() - began)
            print(f"  {done:,} articles, {rate:.0f} a second", flush=True)


def record(store: Store, writer: Writer, luck: float, number: int, count: int) -> None:
    """One article, and what becomes of it: one in ten is edited, two in a hundred are removed."""
    at = END - timedelta(days=3650) * (1 - number / count)
    source = SOURCES[number % len(SOURCES)]
    shown = article(writer, number, at)
    record_visit(store, snapshot(number, source, shown, at), at)
    if luck < 0.1:
        body = (*shown.body[:-1], writer.paragraph())
        later = at + timedelta(hours=5)
        record_visit(store, snapshot(number, source, replace(shown, body=body), later), later)
    elif luck < 0.12:
        visit = snapshot(number, source, shown, at)
        fetch = replace(visit.fetch, status=410, reason=GoneReason.GONE)
        gone = Gone(identity=visit.identity, fetch=fetch, reason=GoneReason.GONE)
        record_visit(store, gone, at + timedelta(days=2))


def crawl_beside(
    path: str, rate: int, seconds: float, out: "multiprocessing.Queue[tuple[int, int, float]]"
) -> None:
    """Record `rate` new articles a second as a crawl does, what came within `PATIENCE` in one transaction; count what was
    written and what was locked.
    """
    writer, written, locked, busy = Writer(99), 0, 0, time.process_time()
    with open_store(Path(path)) as store:
        began = time.monotonic()
        first = 10_000_000_000 + int(time.time()) * 1_000  # no other run has had these
        while (now := time.monotonic() - began) < seconds:
            due = min(MOST, int(now * rate) - written)
            if due < min(MOST, rate * PATIENCE):
                time.sleep(0.002)
                continue
            try:
                with store.transaction():
                    for number in range(written, written + due):
                        identity, at = first + number, datetime.now(UTC)
                        visit = snapshot(identity, SOURCES[0], article(writer, identity, at), at)
                        record_visit(store, visit, at)
            except StoreError as error:
                if "locked" not in str(error):
                    raise
                locked += 1
            written += due
    out.put((written, locked, time.process_time() - busy))


class Took(NamedTuple):
    """Milliseconds of one call: by the clock, and of processor time, which other programs do not add to."""

    wall: float
    cpu: float


def measure(ask: Callable[[int], object], seconds: float) -> list[Took]:
    """What each call took."""
    took: list[Took] = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        began, busy = time.perf_counter(), time.process_time()
        ask(len(took))
        took.append(Took((time.perf_counter() - began) * 1000, (time.process_time() - busy) * 1000))
    return took


def p95(values: list[float]) -> float:
    """The 95th of a hundred."""
    return sorted(values)[min(len(values) - 1, int(len(values) * 0.95))]


def report(name: str, took: list[Took], asked: float) -> None:
    """One line: median, p95, worst, the same of processor time, and whether p95 is what was asked."""
    wall, cpu = [one.wall for one in took], [one.cpu for one in took]
    verdict = "ok" if p95(wall) < asked else "MISSED"
    print(f"{name:26} n={len(took):5} p50={statistics.median(wall):7.1f} p95={p95(wall):7.1f} worst={max(wall):7.1f} ms"
          f"   cpu p50={statistics.median(cpu):6.1f} p95={p95(cpu):6.1f} ms   asked p95 < {asked:.0f}: {verdict}", flush=True)  # fmt: skip


def slowest(queries: list[str], took: list[Took]) -> None:
    """Which queries took most of the processor, by their medians."""
    cpu = [one.cpu for one in took]
    medians = {
        query: statistics.median(cpu[n :: len(queries)])
        for n, query in enumerate(queries[: len(took)])
    }
    worst = sorted(medians.items(), key=lambda one: -one[1])[:4]
    print("  most cpu: " + "; ".join(f"{query} {each:.0f} ms" for query, each in worst), flush=True)


def ask_searches(store: Store, seconds: float) -> None:
    """Searches of every kind."""
    year = Filters(since=date(2021, 1, 1), until=date(2021, 12, 31))
    kinds: list[tuple[str, list[str], dict[str, Any]]] = [
        ("search", QUERIES, {}),
        ("search for what is rare", RARE, {}),
        ("search in one source", QUERIES, {"filters": Filters(sources=["bao03"])}),
        ("search in one year", QUERIES, {"filters": year}),
        ("search, the newest first", QUERIES, {"sort": "date"}),
        ("search in removed text", QUERIES, {"removed_text": True}),
    ]
    for name, queries, options in kinds:
        for query in queries:  # warm
            search(store, query, **options)

        def ask(n: int, queries: list[str] = queries, options: dict[str, Any] = options) -> None:
            search(store, queries[n % len(queries)], **options)

        took = measure(ask, seconds / 2 if options else seconds)
        report(name, took, 100)
        slowest(queries, took)


def ask_all(path: Path, seconds: float) -> None:
    """The questions, one kind after the other."""
    with open_store(path, read_only=True) as store:
        count = store.value("SELECT max(id) FROM articles")
        chance = random.Random(5)
        ask_searches(store, seconds)
        newest = "SELECT max(detected_at) FROM updates WHERE detected_at <= ?"
        last = read_moment(store.value(newest, [moment_text(END)]))
        week = last - timedelta(days=7)
        report(
            "updates --since 7d",
            measure(
                lambda n: reading.updates(store, since=week, until=END, limit=100), seconds / 4
            ),
            100,
        )

        def one(n: int) -> None:
            number = chance.randrange(1, count)
            reading.article(store, number)
            reading.versions(store, number)
            reading.updates(store, article_id=number)

        report("one article, all versions", measure(one, seconds / 4), 80)


def sizes(path: Path) -> None:
    """What the file is made of."""
    with open_store(path, read_only=True) as store:
        print(f"file: {path.stat().st_size / 1e9:.2f} GB")
        sql = "SELECT name, sum(pgsize) AS size FROM dbstat GROUP BY name ORDER BY 2 DESC LIMIT 12"
        for row in store.rows(sql):
            print(f"  {row['name']:32} {row['size'] / 1e6:10.1f} MB")


def main() -> None:
    """Fill, then ask while another process writes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument(
        "--recorded", type=int, help="record so many articles, copy them until there are --articles"
    )
    parser.add_argument("--db", type=Path)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument(
        "--sizes", action="store_true", help="first read the whole file for what it is made of"
    )
    parser.add_argument(
        "--rate", type=int, default=200, help="articles a second that the crawl beside writes"
    )
    options = parser.parse_args()
    path = options.db or Path(tempfile.mkdtemp(prefix="unionwatch-")) / "million.db"
    with open_store(path) as store:
        fill(store, min(options.articles, options.recorded or options.articles))
        grow(store, options.articles)
    if options.sizes:
        sizes(path)
    out: multiprocessing.Queue[tuple[int, int, float]] = multiprocessing.Queue()
    span = options.seconds * 4.6 + 10
    beside = multiprocessing.Process(target=crawl_beside, args=(str(path), options.rate, span, out))
    beside.start()
    ask_all(path, options.seconds)
    written, locked, busy = out.get(timeout=span + 60)
    beside.join()
    print(
        f"beside: {written} articles written in {span:.0f} s ({written / span:.0f} a second,"
        f" {busy * 1000 / max(1, written):.1f} ms of processor time each), {locked} times locked"
    )


if __name__ == "__main__":
    main()
