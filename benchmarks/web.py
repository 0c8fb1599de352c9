"""How long the pages take, from a real server, while a crawl writes into the same file.

Usage:  python benchmarks/web.py [--articles 20000] [--db PATH] [--seconds 10] [--rate 200]

Fills a database with synthetic articles as benchmarks/million.py does (or takes PATH where it is filled already), adds
an article of 5,000 words of which 200 are edited, and starts `unionwatch serve` on it. Then asks for pages one after
the other over one connection, with a second process recording 200 articles a second. Prints p50, p95 and the worst
beside what was asked; for what Datasette shows by itself (a row, a table) its own page of the same file beside ours;
and every time that either side was told "database is locked".
"""

import argparse
import multiprocessing
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
from urllib.parse import quote

import httpx

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.million import (
    END,
    QUERIES,
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
    """`unionwatch serve` on the file: a client that keeps its connection."""
    process = subprocess.Popen(
        [UNIONWATCH, "--db", path, "serve", "--port", "0"], stdout=subprocess.PIPE, text=True
    )
    try:
        address = re.search(r"http://\S+", process.stdout.readline())
        with httpx.Client(base_url=address[0], timeout=60, trust_env=False) as client:
            yield client
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
        ("search", 100, lambda n: f"/search?q={quote(QUERIES[n % len(QUERIES)])}"),
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
    print(f"{count:,} articles, {path.stat().st_size / 1e9:.2f} GB")
    out: multiprocessing.Queue[tuple[int, int]] = multiprocessing.Queue()
    wanted = pages(count, long)
    span = options.seconds * len(wanted) + 10
    beside = multiprocessing.Process(target=crawl_beside, args=(str(path), options.rate, span, out))
    with serving(path) as client:
        for _, _, address in wanted:  # warm
            ask = asks(client, address)
            for number in range(len(QUERIES)):
                ask(number)
        beside.start()
        for name, asked, address in wanted:
            report(name, measure(asks(client, address), options.seconds), asked)
    written, locked = out.get(timeout=span + 120)
    beside.join()
    print(
        f"beside: {written} articles written in {span:.0f} s ({written / span:.0f} a second), {locked} times locked"
    )


if __name__ == "__main__":
    main()
