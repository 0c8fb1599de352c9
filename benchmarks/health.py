"""Does scheduler.health tell breakages from harmless spells? And fixed thresholds, in the manner of
Spidermon?

Usage: python benchmarks/health.py [--seeds N] [--first SEED] [--jobs N] [--explain]

For each seed, 30 sites break (15 ways) and 30 live through something harmless (10 kinds); every
crawl from four days before the spell until its end is judged. A breakage counts as found when a
crawl within its time limit is not "ok"; a harmless spell counts as a false alarm when any crawl in
it is not "ok". Days before the spell are counted apart. The sites and spells are drawn by
health_histories.py, which shares no numbers with the detector.
"""

import argparse
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import numpy as np
from numpy.random import Generator

sys.path.insert(0, str(Path(__file__).parent.parent))

from health_histories import CRAWL_HOURS, DAY, HISTORY, LOCAL, History, Knobs, make_site

from scheduler.health import HealthState, SourceRecord, judge

MONDAYS = tuple(date(2024, 5, 13) + 7 * DAY * week for week in range(80))
FRIDAYS = tuple(date(2024, 5, 17) + 7 * DAY * week for week in range(80))
EVES = tuple(
    date(*day) for day in ((2024, 4, 26), (2024, 8, 30), (2025, 4, 4), (2025, 4, 29), (2025, 8, 29))
)
BEFORE = 4  # days before the spell that are judged too


@dataclass(frozen=True, slots=True)
class Spell:
    """A kind of spell: what it changes, how many days it lasts, and on which days it may begin
    (None: any)."""

    knobs: Callable[[Generator], Knobs]
    days: int
    starts: tuple[date, ...] = ()


def _redesign(rng: Generator) -> Knobs:
    lost = rng.choice(["title", "body", "lead", "authors", "published_at"], 2, replace=False)
    share = float(rng.uniform(0.6, 1.0))
    return Knobs(
        renamed=float(rng.uniform(0.4, 1.0)),
        empty={str(name): share for name in lost},
        length=float(rng.uniform(0.5, 1.6)),
        edits=float(rng.uniform(0.4, 1.0)),
    )


BREAKAGES: dict[str, Spell] = {
    "redesign": Spell(_redesign, 4),
    "redesign, fields still read": Spell(
        lambda rng: Knobs(renamed=float(rng.uniform(0.4, 0.9))), 4
    ),
    "titles empty": Spell(lambda rng: Knobs(empty={"title": float(rng.uniform(0.5, 1))}), 4),
    "leads empty": Spell(lambda rng: Knobs(empty={"lead": 1.0}), 6),
    "authors empty": Spell(lambda rng: Knobs(empty={"authors": 1.0}), 8),
    "titles frozen": Spell(lambda rng: Knobs(frozen=("title",)), 4),
    "dates frozen": Spell(lambda rng: Knobs(frozen=("published_at",)), 6),
    "paywall": Spell(lambda rng: Knobs(length=float(rng.uniform(0.08, 0.35))), 5),
    "boilerplate in the text": Spell(lambda rng: Knobs(length=float(rng.uniform(2.5, 5))), 5),
    "captcha": Spell(lambda rng: Knobs(refused=("captcha", float(rng.uniform(0.4, 1)))), 3),
    "login wall": Spell(lambda rng: Knobs(refused=("login", float(rng.uniform(0.4, 1)))), 3),
    "site down": Spell(lambda rng: Knobs(refused=("server_error", float(rng.uniform(0.7, 1)))), 3),
    "half listing": Spell(lambda rng: Knobs(listing_share=float(rng.uniform(0.3, 0.55))), 3),
    "silence": Spell(lambda rng: Knobs(stale=True), 16),
    "texts empty": Spell(lambda rng: Knobs(empty={"body": float(rng.uniform(0.4, 1))}), 4),
}
HARMLESS: dict[str, Spell] = {
    "Tết": Spell(lambda rng: Knobs(), 14, (date(2024, 2, 4), date(2025, 1, 22))),
    "holiday": Spell(lambda rng: Knobs(), 8, EVES),
    "long weekend, not announced": Spell(
        lambda rng: Knobs(volume=float(rng.uniform(0, 0.3)), hours=16), 4, MONDAYS + FRIDAYS),
    "burst": Spell(
        lambda rng: Knobs(volume=float(rng.uniform(3, 6)), length=float(rng.uniform(0.7, 0.9)),
                          one_author=float(rng.uniform(0, 0.4)), hours=48), 5),
    "new section": Spell(lambda rng: Knobs(new_section=float(rng.uniform(0.2, 0.6))), 10),
    "new box on every page": Spell(lambda rng: Knobs(widget=True), 6),
    "short outage": Spell(lambda rng: Knobs(refused=("server_error", 0.15), hours=6), 4),
    "more edits than usual": Spell(lambda rng: Knobs(edits=float(rng.uniform(0.05, 0.15))), 5),
    "one reporter on duty": Spell(
        lambda rng: Knobs(one_author=float(rng.uniform(0.3, 0.6)), hours=72), 5),
    "quiet fortnight": Spell(lambda rng: Knobs(volume=float(rng.uniform(0.4, 0.7))), 14),
}  # fmt: skip


def thresholds(record: SourceRecord, now: datetime) -> bool:
    """Fixed limits as Spidermon's validators have them: field coverage, items per day, errors,
    listing size."""
    pages, requests = record.pages[-20:], record.requests[-40:]
    limits = {"title": 0.95, "body": 0.95, "published_at": 0.9, "lead": 0.7, "authors": 0.5}
    thin = any(
        sum(name in page.filled for page in pages) < least * len(pages)
        for name, least in limits.items()
    )
    short = any(page.body_length < 200 for page in pages[-5:] if page.body_length)
    failed = sum(request.reason is not None for request in requests) > 0.2 * len(requests)
    none_today = not any(moment > now - 3 * DAY for moment in record.arrivals[-50:])
    small = any(read.items < 8 for read in record.listings[-5:])
    return thin or short or failed or none_today or small


def ours(record: SourceRecord, now: datetime) -> bool:
    """Whether our detector is alarmed."""
    return judge(record, now).state is not HealthState.OK


DETECTORS = {"scheduler.health": ours, "fixed thresholds": thresholds}


@dataclass(slots=True)
class Outcome:
    """What one detector said of one spell: crawls until the first alarm in it, and alarms in the
    days before it."""

    first: int | None = None
    early: int = 0
    judged: int = 0
    said: str = ""
    too_soon: str = ""


def live_through(seed: int, spell: Spell) -> dict[str, Outcome]:
    """One site, one spell, every detector."""
    rng = np.random.default_rng(seed)
    start = date(2024, 5, 10) + DAY * int(rng.integers(0, 560))
    if spell.starts:
        start = spell.starts[int(rng.integers(len(spell.starts)))]
    history = History(make_site(rng), start, spell.knobs(rng))
    outcomes = {name: Outcome() for name in DETECTORS}
    crawls = 0
    for offset in range(-HISTORY, spell.days):
        day = start + DAY * offset
        for hour in CRAWL_HOURS:
            now = datetime(day.year, day.month, day.day, hour, tzinfo=LOCAL)
            history.crawl(now)
            crawls += now >= history.onset
            if offset >= -BEFORE:
                _ask(outcomes, history.record(), now, crawls)
    return outcomes


def _ask(outcomes: dict[str, Outcome], record: SourceRecord, now: datetime, crawls: int) -> None:
    for name, outcome in outcomes.items():
        outcome.judged += crawls == 0
        if crawls and outcome.first is not None:
            continue
        if DETECTORS[name](record, now):
            if crawls:
                outcome.first = crawls
                outcome.said = _words(name, record, now)
            else:
                outcome.early += 1
                outcome.too_soon = _words(name, record, now)


def _words(name: str, record: SourceRecord, now: datetime) -> str:
    return "; ".join(judge(record, now).evidence) if name == "scheduler.health" else ""


def run_seed(seed: int) -> dict[str, dict[str, list[Outcome]]]:
    """Thirty breakages and thirty harmless spells: outcomes by detector and kind."""
    results: dict[str, dict[str, list[Outcome]]] = {name: {} for name in DETECTORS}
    for kinds, times in ((BREAKAGES, 2), (HARMLESS, 3)):
        for index, (kind, spell) in enumerate(kinds.items()):
            for turn in range(times):
                number = seed * 10_000 + index * 100 + turn + (5_000 if kinds is HARMLESS else 0)
                for name, outcome in live_through(number, spell).items():
                    results[name].setdefault(kind, []).append(outcome)
    return results


def scores(result: dict[str, list[Outcome]]) -> tuple[int, int, int]:
    """Found breakages, missed ones, false alarms."""
    found = sum(o.first is not None for kind in BREAKAGES for o in result[kind])
    missed = sum(o.first is None for kind in BREAKAGES for o in result[kind])
    false = sum(o.first is not None for kind in HARMLESS for o in result[kind])
    return found, missed, false


def main() -> None:
    """Run all seeds and print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--first", type=int, default=1, help="the first seed")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument("--explain", action="store_true", help="print each false alarm and miss")
    options = parser.parse_args()
    seeds = range(options.first, options.first + options.seeds)
    with ProcessPoolExecutor(options.jobs) as pool:
        runs = list(pool.map(run_seed, seeds))
    if options.explain:
        _explain(runs)
    _print_kinds(runs)
    for name in DETECTORS:
        _print_confusion(name, runs)


def _print_kinds(runs: list[dict[str, dict[str, list[Outcome]]]]) -> None:
    print(f"{'spell':30} {'alarmed, of':>14}   first alarm after (median crawls)")
    for kinds, title in ((BREAKAGES, "breakages"), (HARMLESS, "harmless")):
        print(f"-- {title}")
        for kind in kinds:
            cells = []
            for name in DETECTORS:
                outcomes = [outcome for run in runs for outcome in run[name][kind]]
                alarmed = [outcome.first for outcome in outcomes if outcome.first is not None]
                after = f"{np.median(alarmed):.0f}" if alarmed else "-"
                cells.append(f"{name}: {len(alarmed):3d}/{len(outcomes)} ({after})")
            print(f"{kind:30} " + "   ".join(cells))


def _print_confusion(name: str, runs: list[dict[str, dict[str, list[Outcome]]]]) -> None:
    rows = [scores(run[name]) for run in runs]
    recall = [found / (found + missed) for found, missed, _ in rows]
    precision = [found / max(1, found + false) for found, _, false in rows]
    found, missed, false = (sum(column) for column in zip(*rows, strict=True))
    harmless = sum(len(run[name][kind]) for run in runs for kind in HARMLESS)
    outcomes = [o for run in runs for kind in run[name].values() for o in kind]
    early = sum(bool(outcome.early) for outcome in outcomes)
    print(f"\n{name}: over {len(runs)} seeds")
    print(f"  broken:   {found:4d} found {missed:4d} missed")
    print(f"  harmless: {false:4d} alarm {harmless - false:4d} quiet")
    print(f"  recall    mean {np.mean(recall):.3f}  worst {min(recall):.3f}")
    print(f"  precision mean {np.mean(precision):.3f}  worst {min(precision):.3f}")
    print(f"  alarmed in the {BEFORE} days before the spell: {early} of {len(outcomes)} sites")


def _explain(runs: list[dict[str, dict[str, list[Outcome]]]]) -> None:
    for seed, run in enumerate(runs, 1):
        for kind, outcomes in run["scheduler.health"].items():
            for turn, outcome in enumerate(outcomes):
                if (outcome.first is None) == (kind in BREAKAGES):
                    print(f"seed {seed} {kind} {turn}: {outcome.said or 'not found'}")
                if outcome.too_soon:
                    print(f"seed {seed} before {kind} {turn}: {outcome.too_soon}")


if __name__ == "__main__":
    main()
