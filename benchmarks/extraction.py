"""How well and how fast the body of an article is read, ours beside the best general extractors.

Usage, from the project's root::

    python benchmarks/extraction.py [--corpus ../shared/corpus] [--only unionwatch trafilatura]
        [--limit N] [--worst N] [--without-names] [--memory N]

Scores pages with gold text by the corpus's own `score.py` (F1 over shingles of four tokens, the
better of the readings with and without title and lead) and prints one line for each extractor and
set: F1, precision, recall, leaks of boilerplate, captions in the body, pages a second of one core.
All run on the same bytes in the same process, in turn; `lxml` is the bare parse of those bytes, the
floor under everything. `--worst N` lists our worst pages with the peers' F1 beside them.
`--without-names` reads the pages as if no element had a class or id: how much of the result rests on
how pages are built rather than on what their authors call things. `--memory N` parses N pages and
prints how much the process grew after the first pass.
Peers: trafilatura, readability-lxml, newspaper4k, resiliparse, where they are installed.
"""

import argparse
import gzip
import importlib.util
import json
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

Extractor = Callable[[bytes, str], dict[str, Any]]


@dataclass
class Document:
    """A page and what a careful reader found on it."""

    name: str
    group: str
    data: bytes
    gold: dict[str, Any]


@dataclass
class Row:
    """What one extractor did with one group of pages."""

    f1: list[float] = field(default_factory=list)
    precision: list[float] = field(default_factory=list)
    recall: list[float] = field(default_factory=list)
    leaks: int = 0
    captions: int = 0
    seconds: float = 0.0
    failed: int = 0


def load_score(corpus: Path) -> ModuleType:
    """The corpus's scoring functions."""
    spec = importlib.util.spec_from_file_location("corpus_score", corpus / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"{corpus / 'score.py'}: expected the corpus and its score.py here")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def documents(corpus: Path) -> Iterator[Document]:
    """Vietnamese captures first, then the public sets."""
    for path in sorted(corpus.glob("vn/pages/*.html")):
        gold = json.loads((corpus / "vn" / "gold" / f"{path.stem}.json").read_text("utf-8"))
        yield Document(path.stem, "vn", path.read_bytes(), gold)
    for path in sorted(corpus.glob("web/pages/*.html.gz")):
        name = path.name.removesuffix(".html.gz")
        gold = json.loads((corpus / "web" / "gold" / f"{name}.json").read_text("utf-8"))
        yield Document(name, name.split("__")[0], gzip.decompress(path.read_bytes()), gold)


def unionwatch(*, generic: bool) -> Extractor:
    """Ours, with or without the platforms that it knows."""
    from parsers import Page, parse_article

    def run(data: bytes, url: str) -> dict[str, Any]:
        article = parse_article(
            Page(url=url, body=data, content_type="text/html; charset=utf-8"), generic=generic
        )
        return {"title": article.title, "lead": article.lead, "body": "\n".join(article.body)}

    return run


def resiliparse() -> Extractor:
    """The fastest peer: one walk, no scoring."""
    from resiliparse.extract.html2text import extract_plain_text

    def run(data: bytes, url: str) -> dict[str, Any]:
        text = extract_plain_text(data.decode("utf-8", "replace"), main_content=True)
        return {"title": None, "lead": None, "body": text}

    return run


def bare_parse() -> Extractor:
    """No extractor: the parse that all of them begin with."""
    from lxml import html

    def run(data: bytes, url: str) -> dict[str, Any]:
        html.document_fromstring(data)
        return {"title": None, "lead": None, "body": ""}

    return run


def extractors(score: ModuleType, only: list[str] | None) -> dict[str, Extractor]:
    """Those asked for and installed, by name."""
    makers: dict[str, Callable[[], Extractor]] = {
        "unionwatch": lambda: unionwatch(generic=False),
        "unionwatch, generic": lambda: unionwatch(generic=True),
        "trafilatura": lambda: score.trafilatura()[0],
        "readability-lxml": lambda: score.readability()[0],
        "newspaper4k": lambda: score.newspaper4k()[0],
        "resiliparse": resiliparse,
        "lxml": bare_parse,
    }
    found: dict[str, Extractor] = {}
    for name, make in makers.items():
        if only is None or any(name.startswith(wanted) for wanted in only):
            try:
                found[name] = make()
            except ImportError as error:
                print(f"{name}: not installed ({error})", file=sys.stderr)
    return found


def judge(score: ModuleType, document: Document, got: dict[str, Any], row: Row) -> float:
    """Add what an extractor made of a page to its row; returns the F1."""
    gold = document.gold
    body, lead, title = (score.norm(got.get(key) or "") for key in ("body", "lead", "title"))
    if document.group == "vn":
        target = " ".join(gold["body"])
        found = score.prf(body, target)
        if gold.get("lead") and not lead:
            found = max(found, score.prf(body, f"{gold['lead']} {target}"), key=lambda x: x[2])
        row.leaks += sum(
            score.norm(s) in body for s in gold["boilerplate_samples"] if score.norm(s)
        )
        row.captions += sum(
            score.norm(c) in body
            for c in gold["captions"]
            if score.norm(c) not in score.norm(target)
        )
    else:
        readings = (body, f"{lead} {body}", f"{title} {lead} {body}")
        found = max((score.prf(text, gold["text"]) for text in readings), key=lambda x: x[2])
    for values, value in zip((row.precision, row.recall, row.f1), found, strict=True):
        values.append(value)
    return float(found[2])


def run_all(
    score: ModuleType, pages: list[Document], tools: dict[str, Extractor]
) -> tuple[dict[tuple[str, str], Row], dict[str, dict[str, float]]]:
    """Every tool over every page, in turn: rows by tool and group, F1 by page and tool."""
    rows: dict[tuple[str, str], Row] = {}
    by_page: dict[str, dict[str, float]] = {}
    for document in pages:
        url = document.gold.get("url") or "https://example.org/a-1.html"
        for name, run in tools.items():
            row = rows.setdefault((name, document.group), Row())
            start = time.process_time()
            try:
                got = run(document.data, url)
            except Exception:  # a peer that raises scores nothing on that page
                got = {}
                row.failed += 1
            row.seconds += time.process_time() - start
            if name != "lxml":
                by_page.setdefault(document.name, {})[name] = judge(score, document, got, row)
    return rows, by_page


def print_table(rows: dict[tuple[str, str], Row]) -> None:
    """One line for each set and tool."""
    groups = list(dict.fromkeys(group for _, group in rows))
    print(f"{'set':12} {'extractor':20} {'F1':>6} {'P':>6} {'R':>6} leaks caps failed  pages/s")
    for group in groups:
        for (name, of), row in rows.items():
            if of != group:
                continue
            speed = max(len(row.f1), 1) / row.seconds if name != "lxml" else 0.0
            numbers = " ".join(
                f"{statistics.fmean(values):6.4f}" if values else "     -"
                for values in (row.f1, row.precision, row.recall)
            )
            print(
                f"{group:12} {name:20} {numbers} {row.leaks:5} {row.captions:4} {row.failed:6}",
                end="",
            )
            print(f" {speed:8.1f}" if speed else "")
    print_speed(rows)


def print_speed(rows: dict[tuple[str, str], Row]) -> None:
    """Time over all pages, beside the bare parse."""
    totals: dict[str, float] = {}
    for (name, _), row in rows.items():
        totals[name] = totals.get(name, 0.0) + row.seconds
    floor = totals.get("lxml")
    print()
    for name, seconds in sorted(totals.items(), key=lambda item: item[1]):
        share = f"{seconds / floor:7.2f} x the bare lxml parse" if floor else ""
        print(f"{name:20} {seconds:8.3f} s of one core {share}")


def print_worst(by_page: dict[str, dict[str, float]], count: int) -> None:
    """Where ours is worst, and what the peers make of the same page."""
    ours = (
        "unionwatch, generic"
        if any("unionwatch, generic" in f for f in by_page.values())
        else ("unionwatch")
    )
    print(f"\nworst {count} pages ({ours})")
    for name, scores in sorted(by_page.items(), key=lambda item: item[1].get(ours, 0.0))[:count]:
        print(f"{name[:36]:36}", " ".join(f"{tool}={f1:.3f}" for tool, f1 in scores.items()))


def print_memory(pages: list[Document], count: int) -> None:
    """How the process grows over many pages once it has seen each of them."""
    run = unionwatch(generic=False)

    def peak() -> float:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

    start = 0.0
    for at in range(count):
        document = pages[at % len(pages)]
        try:
            run(document.data, f"https://example.org/{at}.html")
        except Exception as error:
            print(f"{document.name}: {error}", file=sys.stderr)
        if at == len(pages):
            start = peak()
    print(f"\nmemory: {start:.1f} MB after {len(pages)} pages, {peak():.1f} MB after {count}")


def main() -> None:
    """Parse the arguments, run, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, default=ROOT.parent / "shared" / "corpus")
    parser.add_argument("--only", nargs="+", help="extractors, by the beginning of their name")
    parser.add_argument("--limit", type=int, help="only so many pages")
    parser.add_argument("--worst", type=int, default=0)
    parser.add_argument("--without-names", action="store_true")
    parser.add_argument("--memory", type=int, default=0)
    options = parser.parse_args()
    score = load_score(options.corpus)
    pages = list(documents(options.corpus))[: options.limit]
    if options.without_names:
        import parsers.blocks

        parsers.blocks.names_of = lambda element: 0
    if options.memory:
        print_memory(pages, options.memory)
        return
    rows, by_page = run_all(score, pages, extractors(score, options.only))
    print_table(rows)
    if options.worst:
        print_worst(by_page, options.worst)


if __name__ == "__main__":
    main()
