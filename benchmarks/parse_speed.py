"""What the whole of `parse_article` costs beside the bare parse of the same bytes and beside peers.

Usage, from the project's root::

    python benchmarks/parse_speed.py [--corpus ../shared/corpus] [--repeat N] [--limit N] [--stages]

Every page is read by every tool in turn, `--repeat` times, in one process on one core; the best CPU
time of each page counts (what else the machine does only ever adds to it). The floor is
`lxml.html.document_fromstring` on the same bytes. Pages are those of the corpus where it is present,
else the project's fixtures, which are short. `--stages` adds what each step of ours takes.
Peers: trafilatura and resiliparse, where they are installed.
"""

import argparse
import contextlib
import gzip
import sys
import time
from collections.abc import Callable
from pathlib import Path

from lxml import html

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

import parsers.article  # noqa: E402
from parsers import Page, ParseError, parse_article  # noqa: E402
from parsers.html import parse_html  # noqa: E402

Tool = Callable[[Page], object]
FLOOR = "lxml.html, bare"
STAGES = (
    "parse_html",
    "refuse_other_kinds",
    "choose_platform",
    "read_head",
    "lay_out",
    "read_fields",
    "_read_body",
    "looks_like_listing",
    "read_media",
)


def find_pages(corpus: Path) -> dict[str, list[Page]]:
    """The pages by group: captures of Vietnamese sites, public sets, or the fixtures."""
    groups: dict[str, list[Page]] = {}
    for path in sorted(corpus.glob("vn/pages/*.html")):
        groups.setdefault("vn", []).append(_page(path.stem, path.read_bytes()))
    for path in sorted(corpus.glob("web/pages/*.html.gz")):
        groups.setdefault("web", []).append(_page(path.name, gzip.decompress(path.read_bytes())))
    if not groups:
        for path in sorted((ROOT / "fixtures").rglob("*.html")):
            groups.setdefault("fixtures", []).append(_page(path.stem, path.read_bytes()))
    return groups


def _page(name: str, body: bytes) -> Page:
    url = f"https://www.example.org/news/{name[:60]}.html"
    return Page(url=url, body=body, content_type="text/html; charset=utf-8")


def _ours(*, generic: bool) -> Tool:
    def run(page: Page) -> object:
        with contextlib.suppress(ParseError):
            return parse_article(page, generic=generic)
        return None

    return run


def find_tools() -> dict[str, Tool]:
    """Ours, the floor, and the peers that are installed."""
    tools: dict[str, Tool] = {
        FLOOR: lambda page: html.document_fromstring(page.body),
        "parse_html": parse_html,
        "parse_article": _ours(generic=False),
        "parse_article, generic": _ours(generic=True),
    }
    try:
        from resiliparse.extract.html2text import extract_plain_text
    except ImportError:
        print("resiliparse: not installed", file=sys.stderr)
    else:
        tools["resiliparse"] = lambda page: extract_plain_text(
            page.body.decode("utf-8", "replace"), main_content=True
        )
    try:
        from trafilatura import bare_extraction
    except ImportError:
        print("trafilatura: not installed", file=sys.stderr)
    else:
        tools["trafilatura"] = lambda page: bare_extraction(
            page.body, url=page.url, include_comments=False, with_metadata=True
        )
    return tools


def measure(pages: list[Page], tools: dict[str, Tool], repeat: int) -> dict[str, float]:
    """The sum over the pages of each tool's best CPU time."""
    totals = dict.fromkeys(tools, 0.0)
    for page in pages:
        best = dict.fromkeys(tools, float("inf"))
        for _ in range(repeat):
            for name, tool in tools.items():
                started = time.process_time()
                tool(page)
                best[name] = min(best[name], time.process_time() - started)
        for name, seconds in best.items():
            totals[name] += seconds
    return totals


def measure_stages(pages: list[Page], repeat: int) -> dict[str, float]:
    """The same for the steps of `parse_article`, by wrapping the functions that it calls."""
    spent: dict[str, float] = {}

    def timed(name: str, function: Callable[..., object]) -> Callable[..., object]:
        def run(*args: object, **kwargs: object) -> object:
            started = time.process_time()
            try:
                return function(*args, **kwargs)
            finally:
                spent[name] = spent.get(name, 0.0) + time.process_time() - started

        return run

    own = {name: getattr(parsers.article, name) for name in STAGES}
    for name, function in own.items():
        setattr(parsers.article, name, timed(name, function))
    totals = dict.fromkeys(STAGES, 0.0)
    tool = _ours(generic=False)
    for page in pages:
        best: dict[str, float] = {}
        for _ in range(repeat):
            spent.clear()
            tool(page)
            for name, seconds in spent.items():
                best[name] = min(best.get(name, seconds), seconds)
        for name, seconds in best.items():
            totals[name] += seconds
    for name, function in own.items():
        setattr(parsers.article, name, function)
    return totals


def print_table(group: str, pages: list[Page], totals: dict[str, float]) -> None:
    """Milliseconds and pages a second, beside the floor."""
    size = sum(len(page.body) for page in pages) / len(pages) / 1000
    print(f"\n{group}: {len(pages)} pages of {size:.0f} kB on average, best CPU time of each page")
    print(f"{'':24} {'ms a page':>10} {'pages/s':>8} {'x bare lxml':>12}")
    for name, seconds in totals.items():
        each = seconds / len(pages)
        print(f"{name:24} {1000 * each:10.2f} {1 / each:8.0f} {seconds / totals[FLOOR]:12.2f}")
    if "trafilatura" in totals:
        times = totals["trafilatura"] / totals["parse_article"]
        print(f"parse_article is {times:.1f} times as fast as trafilatura")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, default=ROOT.parent / "shared" / "corpus")
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--limit", type=int, help="only the first N pages of each group")
    parser.add_argument("--stages", action="store_true")
    options = parser.parse_args()
    for group, found in find_pages(options.corpus).items():
        pages = found[: options.limit]
        print_table(group, pages, measure(pages, find_tools(), options.repeat))
        if options.stages:
            for name, seconds in measure_stages(pages, options.repeat).items():
                print(f"    {name:20} {1000 * seconds / len(pages):10.2f}")


if __name__ == "__main__":
    main()
