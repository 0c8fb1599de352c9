"""How long the pages take, from a real server, while a crawl writes into the same file.

Usage:  python benchmarks/web.py [--articles 20000] [--db PATH] [--seconds 10] [--rate 200]

Fills a database with synthetic articles as benchmarks/million.py does (or takes PATH where it is filled already), adds
an article of 5,000 words of which 200 are edited, and starts `unionwatch serve` on it. Then asks for pages one after
the other over one connection, with a second process recording 200 articles a second. Prints p50, p95 and the worst
beside what was asked, and the processor time that the server took for one request, which a busy machine does not
stretch; for what Datasette shows by itself (a row, a table) its own page of the same file beside ours; and every time
that the writer was told "database is locked". Searches are measured by benchmarks/million.py.
"""

import argparse
import multiprocessing
import os
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.million import (
    END,
    SOURCES,
    article,
    crawl_beside,
    fill,
    measure,
    report,
    snapshot,
)
from benchmarks.vietnamese import Writer
from scheduler.pipeline import record_visit
from scheduler.store import Store, open_store, reading

LONG = "90000001"  # identity of the long article
WORDS, EDITS = 5_000, 200
WARM = 5
UNIONWATCH = Path(sys.executable).with_name("unionwatch")


def add_long_article(store: Store) -> int:
    """An article of 5,000 words in 100 paragraphs, and a second version with 200 words edited: its id."""
    if found := reading.find_articles(store, LONG):
        return found[0].id
    writer, chance = Writer(3), random.Random(4)
    paragraphs = [writer.words(WORDS // 100) for _ in range(100)]
    first = replace(
        article(writer, int(LONG), END), body=tuple(" ".join(words) + "." for words in paragraphs)
    )
    for place in chance.sample(range(WORDS), EDITS):
        words = paragraphs[place // (WORDS // 100)]
        words[place % (WORDS // 100)] = f"sửa{place}"
    second = replace(first, body=tuple(" ".join(words) + "." for words in paragraphs))
    for shown, at in ((first, END), (second, END + timedelta(hours=1))):
        record_visit(store, snapshot(int(LONG), SOURCES[0], shown, at), at)
    return reading.find_articles(store, LONG)[0].id


@contextmanager
def serving(path: Path):
    """`unionwatch serve` on the file: a client that keeps its connection, and the server's process id."""
    process = subprocess.Popen(
        [UNIONWATCH, "--db", path, "serve", "--port", "0"], stdout=subprocess.PIPE, text=True
    )
    try:
        address = re.search(r"http://\S+", process.stdout.readline())
        with httpx.Client(base_url=address[0], timeout=60, trust_env=False) as client:
            yield client, process.pid
    finally:
        process.terminate()
        process.wait(20)


def asks(client: httpx.Client, address: Callable[[int], str]) -> Callable[[int], object]:
    """One request, which must succeed."""

    def ask(number: int) -> None:
        answer = client.get(address(number))
        if answer.status_code != 200:
            raise SystemExit(f"{answer.url} answered {answer.status_code}: {answer.text[:300]}")

    return ask


def processor_time(process: int) -> float:
    """Seconds of processor time that a process took until now (Linux)."""
    fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def pages(count: int, long: int) -> list[tuple[str, float, Callable[[int], str]]]:
    """Name, milliseconds asked for, and the address of the n-th request."""
    chance = random.Random(6)

    def some(pattern: str) -> Callable[[int], str]:
        return lambda _: pattern.format(chance.randrange(1, count))

    def day(number: int) -> str:
        return f"/?day={(END - timedelta(days=2 + number % 300)).date()}"

    return [
        ("article", 80, some("/article/{}")),
        ("  Datasette's row", 80, some("/data/articles/{}")),
        ("today, the last 24 hours", 150, lambda _: "/"),
        ("today, an earlier day", 150, day),
        (
            "diff, 5,000 words, 200 edits",
            300,
            lambda n: f"/article/{long}/diff?from=1&to=2" + "&view=side" * (n % 2),
        ),
        ("updates", 100, lambda n: f"/updates?page={1 + n % 20}"),
        ("updates, a rare filter", 100, lambda _: "/updates?kind=restored"),
        ("  Datasette's table", 100, lambda _: "/data/flagged_updates?_nofacet=1&_nocount=1"),
        ("sources", 1000, lambda _: "/sources"),
        ("feed", 500, lambda _: "/feed.atom"),
    ]


def main() -> None:
    """Fill, serve, ask while another process writes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--db", type=Path)
    parser.add_argument("--seconds", type=float, default=10, help="for each page")
    parser.add_argument(
        "--rate", type=int, default=200, help="articles a second that are written beside"
    )
    options = parser.parse_args()
    path = options.db or Path(tempfile.mkdtemp(prefix="unionwatch-")) / "web.db"
    filled = path.exists()
    with open_store(path) as store:
        if not filled:
            fill(store, options.articles)
        long = add_long_article(store)
        count = store.value("SELECT max(id) FROM articles")
    load = os.getloadavg()[0] / (os.cpu_count() or 1)
    print(
        f"{count:,} articles, {path.stat().st_size / 1e9:.2f} GB; load of the machine before: {load:.1f} a processor"
    )
    out: multiprocessing.Queue[tuple[int, int, float]] = multiprocessing.Queue()
    wanted = pages(count, long)
    span = options.seconds * len(wanted) + 10
    beside = multiprocessing.Process(target=crawl_beside, args=(str(path), options.rate, span, out))
    with serving(path) as (client, server):
        for _, _, address in wanted:  # warm
            ask = asks(client, address)
            for number in range(WARM):
                ask(number)
        beside.start()
        for name, asked, address in wanted:
            before = processor_time(server)
            took = measure(asks(client, address), options.seconds)
            report(name, took, asked)
            print(
                f"{'':28} processor: {1000 * (processor_time(server) - before) / len(took):.1f} ms a request"
            )
    written, locked, _ = out.get(timeout=span + 120)
    beside.join()
    print(
        f"beside: {written} articles written in {span:.0f} s ({written / span:.0f} a second), {locked} times locked"
    )


if __name__ == "__main__":
    main()
