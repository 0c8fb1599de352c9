"""Edits of every class, from one digit to a rewrite, each fetched together with churn: flagged, and
classed right?

Usage: ``python benchmarks/edits.py [--each 20] [--seed 1] [--show]``. Prints a confusion table, the
wrong ones, and beside ours what a similarity threshold and a simhash of the same text would have
let pass. Needs nothing but the project.
"""

import argparse
import random
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import SequenceMatcher
from hashlib import blake2b
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from bank import stories
from makers import HARD, MAKERS, Made
from pages import CHURN, SITES, Noise, Print, print_page, to_print

from crawler.items import Fetch, Gone, GoneReason, RequestKind, Snapshot
from parsers import Page, parse_article
from parsers.model import Article
from scheduler.changes import Change, ChangeKind, Remembered, compare
from scheduler.edits import EditClass

NOW = datetime(2026, 3, 20, tzinfo=UTC)
CLASSES = [kind.value for kind in EditClass]


@dataclass(frozen=True)
class Outcome:
    """One edit and what was made of it."""

    made: Made
    site: str
    got: str  # an edit class, or "unseen"
    change: Change
    before: Article
    after: Article


def read(site: str, item: Print, noise: Noise) -> Article:
    """Print the page of an article and read it."""
    url = f"https://{SITES[site][0]}/bai-viet-{100000 + item.number}.html"
    body = print_page(site, item, noise)
    return parse_article(Page(url=url, body=body, content_type="text/html; charset=utf-8"))


def fetch(url: str, status: int = 200) -> Fetch:
    """The exchange that a visit carries."""
    return Fetch(
        source="bench", kind=RequestKind.ARTICLE, url=url, final_url=url, at=NOW, status=status
    )


def judge(made: Made, site: str, noise: tuple[Noise, Noise]) -> Outcome:
    """Read both pages and compare them as a visit."""
    before, after = read(site, made.before, noise[0]), read(site, made.after, noise[1])
    visit = Snapshot(identity=before.url, fetch=fetch(before.url), article=after, raw=b"")
    change = compare(Remembered(article=before), visit, NOW)
    seen = change.kind is ChangeKind.CHANGED
    got = change.edit_class.value if seen and change.edit_class else change.kind.value
    return Outcome(made, site, got, change, before, after)


def removal(item: Print) -> Outcome:
    """An article that answers 410."""
    before = read("wordpress", item, Noise())
    visit = Gone(identity=before.url, fetch=fetch(before.url, 410), reason=GoneReason.GONE)
    change = compare(Remembered(article=before), visit, NOW)
    made = Made("removal", "removal", item, item, "")
    return Outcome(
        made,
        "wordpress",
        change.edit_class.value if change.edit_class else "unseen",
        change,
        before,
        before,
    )


def run(each: int, seed: int) -> list[Outcome]:
    """Make `each` edits with every maker, on the sites in turn, with churn in both fetches."""
    bank = stories(48, seed)
    titles = tuple(to_print(story).title for story in bank)
    dice = random.Random(seed)
    outcomes = [removal(to_print(story)) for story in bank[:each]]
    for maker in MAKERS.values():
        done = 0
        for turn in range(each * 12):
            story = bank[dice.randrange(len(bank))]
            made = maker(story, dice)
            if made is None:
                continue
            if (made.before.title, made.before.lead, made.before.body, made.before.captions) == (
                made.after.title, made.after.lead, made.after.body, made.after.captions
            ):  # fmt: skip
                continue
            site = list(SITES)[turn % len(SITES)]
            others = tuple(title for title in titles if title != made.before.title)
            noises = tuple(
                Noise(
                    on=frozenset(dice.sample(CHURN, dice.randrange(3, 12))),
                    dice=random.Random(dice.random()),
                    others=others,
                )
                for _ in range(2)
            )
            outcomes.append(judge(made, site, (noises[0], noises[1])))
            done += 1
            if done == each:
                break
    return outcomes


def simhash(text: str) -> int:
    """A 64-bit simhash over three-word shingles (Charikar), as near-duplicate filters use it."""
    words = text.split()
    sums = [0] * 64
    for at in range(max(1, len(words) - 2)):
        digest = int.from_bytes(
            blake2b(" ".join(words[at : at + 3]).encode(), digest_size=8).digest(), "big"
        )
        for bit in range(64):
            sums[bit] += 1 if digest >> bit & 1 else -1
    return sum(1 << bit for bit in range(64) if sums[bit] > 0)


def baselines(outcome: Outcome) -> dict[str, bool]:
    """Would a filter that trusts similarity have flagged the edit?"""
    one = "\n".join([outcome.before.title, outcome.before.lead or "", *outcome.before.body])
    two = "\n".join([outcome.after.title, outcome.after.lead or "", *outcome.after.body])
    ratio = SequenceMatcher(None, one.split(), two.split(), autojunk=False).ratio()
    distance = (simhash(one) ^ simhash(two)).bit_count()
    return {"ratio < 0.95": ratio < 0.95, "ratio < 0.99": ratio < 0.99, "simhash > 3": distance > 3}


def report(outcomes: list[Outcome], show: bool) -> bool:
    """Print the tables; True if every demand is met."""
    table: dict[str, Counter[str]] = defaultdict(Counter)
    for one in outcomes:
        table[one.made.expected][one.got] += 1
    columns = [*CLASSES, *sorted({one.got for one in outcomes} - set(CLASSES))]
    print(f"{'expected':<12}" + "".join(f"{name:>11}" for name in columns))
    for name in CLASSES:
        print(f"{name:<12}" + "".join(f"{table[name][got] or '.':>11}" for got in columns))
    edited = [one for one in outcomes if one.made.maker != "removal"]
    flagged = sum(one.got in CLASSES for one in outcomes)
    right = sum(one.got == one.made.expected for one in outcomes)
    hard = [one for one in outcomes if one.made.maker in HARD]
    heavy = sum(
        one.got in CLASSES and EditClass(one.got).weight >= EditClass.FACT.weight for one in hard
    )
    print(
        f"\n{len(outcomes)} edits by {len(MAKERS) + 1} makers on {len(SITES)} sites, churn in every fetch"
    )
    print(f"flagged               {flagged}/{len(outcomes)} = {flagged / len(outcomes):.1%}")
    print(f"class right           {right}/{len(outcomes)} = {right / len(outcomes):.1%}")
    print(
        f"amount, date, name, negation classed fact or above  {heavy}/{len(hard)} = {heavy / len(hard):.1%}"
    )
    misses: Counter[str] = Counter()
    for one in edited:
        misses.update(name for name, flags in baselines(one).items() if not flags)
    print("\nwhat a similarity filter on the same clean text lets pass:")
    for name, count in misses.items():
        print(f"  {name:<14} {count}/{len(edited)} = {count / len(edited):.1%} missed")
    if show:
        for one in outcomes:
            if one.got != one.made.expected:
                print(
                    f"\n{one.made.maker} on {one.site}: expected {one.made.expected}, got {one.got}: {one.made.note}"
                )
                print(f"  {one.change.summary}")
    return flagged == len(outcomes) and heavy == len(hard) and right >= 0.97 * len(outcomes)


def main() -> int:
    """Parse arguments and run."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--each", type=int, default=20, help="edits by each maker")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--show", action="store_true", help="print each edit that was classed wrong"
    )
    options = parser.parse_args()
    return 0 if report(run(options.each, options.seed), options.show) else 1


if __name__ == "__main__":
    raise SystemExit(main())
