"""What it costs to compare two readings of an article: unchanged, worn, edited, and nothing alike.

Usage: ``python benchmarks/edit_cost.py [--times 100]``. Bars: unchanged <= 0.3 ms, an edited
article of 1,000 words <= 10 ms (medians); two texts of 50,000 words with nothing in common <= 1 s.
Caches are emptied before each edited pair. Beside them difflib's and rapidfuzz's edit operations on
the same syllables, which align nothing and judge nothing.
"""

import argparse
import random
import re
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from difflib import SequenceMatcher
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from bank import stories
from pages import to_print

from crawler.items import Fetch, RequestKind, Snapshot
from parsers.model import Article
from scheduler import canon
from scheduler.changes import Remembered, compare

NOW = datetime(2026, 3, 20, tzinfo=UTC)
FETCH = Fetch(
    source="x", kind=RequestKind.ARTICLE, url="https://x.vn/1", final_url="https://x.vn/1", at=NOW
)


def article(*body: str) -> Article:
    """An article with this body."""
    return Article(
        url="https://x.vn/1",
        title="Trao quà Tết cho công nhân",
        lead="Sáng 5/10, lễ trao quà.",
        body=body,
    )


def look(old: Article, new: Article) -> float:
    """CPU seconds of one compare with cold caches."""
    for cache in (canon.shown, canon.words):
        cache.cache_clear()
    visit = Snapshot(identity="1", fetch=FETCH, article=new, raw=b"</html>")
    start = time.process_time()  # a busy machine must not make it look dear
    compare(Remembered(article=old), visit, NOW)
    return time.process_time() - start


def thousand_words() -> list[str]:
    """Paragraphs of the bank, a thousand words."""
    body: list[str] = []
    for story in stories(40, 3):
        for text in to_print(story).body:
            body.append(text)
            if sum(len(one.split()) for one in body) >= 1000:
                return body
    return body


def edits(body: list[str], dice: random.Random) -> list[str]:
    """Five edits: a digit, a word, a sentence, a paragraph less, a paragraph more."""
    done = list(body)
    for _ in range(2):
        at = dice.randrange(len(done))
        done[at] = re.sub(r"\d", str(dice.randrange(10)), done[at], count=1)
    at = dice.randrange(len(done))
    done[at] = done[at].replace("công", "cộng", 1)
    done[dice.randrange(len(done))] += " Nhiều gia đình được tặng vé xe về quê."
    del done[dice.randrange(len(done))]
    done.insert(
        dice.randrange(len(done)), "Dịp này, công đoàn còn khám bệnh miễn phí cho công nhân."
    )
    return done


def nonsense(dice: random.Random, paragraphs: int, words: list[str] | None) -> list[str]:
    """50,000 words in so many paragraphs: of a vocabulary, or each a word of its own."""
    length = 50_000 // paragraphs
    make: Callable[[], str] = (
        (lambda: dice.choice(words)) if words else (lambda: f"w{dice.randrange(10**9)}")
    )
    return [" ".join(make() for _ in range(length)) for _ in range(paragraphs)]


def line(name: str, seconds: list[float], bar: float | None) -> bool:
    """Print a row; True if it holds its bar."""
    median = statistics.median(seconds)
    print(f"  {name:<62}{median * 1000:>10.3f} ms" + (f"   (bar {bar * 1000:g})" if bar else ""))
    return bar is None or median <= bar


def peers(old: list[str], new: list[str]) -> None:
    """The same syllables through bare sequence matchers."""
    one, two = " ".join(old).split(), " ".join(new).split()
    start = time.process_time()
    SequenceMatcher(None, one, two, autojunk=False).get_opcodes()
    line("difflib opcodes of the edited pair", [time.process_time() - start], None)
    try:
        from rapidfuzz.distance import Indel
    except ImportError:
        print("  rapidfuzz is not installed, not measured")
        return
    start = time.process_time()
    Indel.opcodes(one, two)
    line("rapidfuzz opcodes of the edited pair", [time.process_time() - start], None)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--times", type=int, default=100)
    times = parser.parse_args().times
    dice = random.Random(1)
    body = thousand_words()
    old = article(*body)
    worn = article(*(text.replace("“", '"').replace("”", '"') for text in body))
    edited = [article(*edits(body, dice)) for _ in range(times)]
    vocabulary = " ".join(body).split()
    print(
        f"compare + classify, {sum(len(text.split()) for text in body)} words, median of {times}:"
    )
    held = [
        line("unchanged", [look(old, article(*map("".join, body))) for _ in range(times)], 0.0003),
        line("quotes restyled in every paragraph", [look(old, worn) for _ in range(times)], None),
        line("five edits", [look(old, new) for new in edited], 0.010),
    ]
    print("pathological pairs, 50,000 words:")
    for name, paragraphs, words in (
        ("nothing in common, one paragraph", 1, None),
        ("nothing in common, 500 paragraphs", 500, None),
        ("the same words in another order, one paragraph", 1, vocabulary),
        ("the same words in another order, 500 paragraphs", 500, vocabulary),
    ):
        pair = [article(*nonsense(dice, paragraphs, words)) for _ in range(2)]
        held.append(line(name, [look(pair[0], pair[1]) for _ in range(3)], 1.0))
    print("beside it:")
    peers(body, list(edited[0].body))
    return 0 if all(held) else 1


if __name__ == "__main__":
    raise SystemExit(main())
