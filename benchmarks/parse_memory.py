"""Whether reading pages for hours makes the process grow.

Usage, from the project's root::

    python benchmarks/parse_memory.py [--corpus ../shared/corpus] [--calls 100000] [--generic]

Calls `parse_article` over the pages at hand again and again, each time under another address and
with another word in it so that no cache can answer, and prints the resident memory of the process
after the first 5,000 calls and at every tenth of the rest. Asked: growth below 20 MB over 100,000.
"""

import argparse
import contextlib
import os
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.parse_speed import find_pages  # noqa: E402
from parsers import Page, ParseError, parse_article  # noqa: E402

WARM_UP = 5_000


def resident() -> float:
    """The resident memory of this process in MB (Linux)."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def main() -> None:
    """Read, and print how the process grows."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, default=ROOT.parent / "shared" / "corpus")
    parser.add_argument("--calls", type=int, default=100_000)
    parser.add_argument("--generic", action="store_true")
    options = parser.parse_args()
    pages = [page for group in find_pages(options.corpus).values() for page in group]
    warm_up = min(WARM_UP, options.calls // 2)
    start, started = 0.0, time.process_time()
    for at in range(options.calls):
        page = pages[at % len(pages)]
        fresh = page.body.replace(b'class="', b'class="n%d ' % at, 20)
        with contextlib.suppress(ParseError):
            parse_article(
                Page(url=f"{page.url}?n={at}", body=fresh, content_type=page.content_type),
                generic=options.generic,
            )
        if at + 1 == warm_up:
            start = resident()
        if at + 1 >= warm_up and (at + 1) % max(1, options.calls // 10) == 0:
            print(
                f"{at + 1:8} calls: {resident():7.1f} MB, {resident() - start:+6.1f} MB", flush=True
            )
    print(
        f"growth after the first {warm_up}: {resident() - start:+.1f} MB over {options.calls - warm_up}"
        f" calls of {len(pages)} pages ({time.process_time() - started:.0f} s of one core)"
    )


if __name__ == "__main__":
    main()
