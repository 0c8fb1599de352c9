"""How many versions does scheduler.revisit catch, with how many looks? Beside what other tools do.

Usage: python benchmarks/revisit.py [--articles N] [--seed S] [--plot docs/revisit.png]

Articles of four models (revisit_models.py) are looked at for their first week by every policy. A
version counts as caught when a look falls between its edit and the next one (or the end of the
week); the first version does not count. unionwatch runs its real code, once with the built-in
habits and once with habits that it learned from its own looks at other articles of the same
sources; its price is set on those articles too, never on the tested ones. "hints": half of the
feeds and sitemaps tell when an article was edited, and are polled every 30 minutes anyway.

Two yardsticks stand below: a look every 15 minutes (the floor), and the same code with the same number
of looks, but told beforehand which articles will be edited at all.
"""

import argparse
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zlib import crc32

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

from revisit_models import MODELS, Story
from revisit_policies import PEERS, WEEK, Policy, State, fixed, sqrt_decay

from scheduler.habits import PRIOR, SourceHabits
from scheduler.learn import Trail, learn_habits
from scheduler.revisit import PRICE, LookHistory, plan_look

HOUR = timedelta(hours=1)
BUDGETS = (16, 37)
POLL = 0.5  # hours between two polls of a feed
Chooser = Callable[[Story, State], float]


@dataclass(frozen=True, slots=True)
class Result:
    """What a policy achieved: looks per article-week, share of versions caught, delays in hours."""

    looks: float
    caught: float
    median: float
    p90: float


def look_after(
    story: Story, choose: Chooser, seen: list[tuple[datetime, bool]] | None = None
) -> tuple[int, list[float]]:
    """Looks made, and the delays of the versions caught; `seen` collects (time, edited) of each
    look."""
    state = State(age=story.seen, seen=story.seen, changed_at=story.seen)
    looks, edit, delays = 0, 0, []
    while state.age < WEEK:
        # Every policy gets a look at the end of the week, so that none loses by where its last
        # interval ends.
        age = min(choose(story, state), WEEK)
        looks += 1
        first = edit
        while edit < len(story.edits) and story.edits[edit] <= age:
            edit += 1
        state.age, state.changed = age, edit > first
        if state.changed:
            delays.append(age - story.edits[edit - 1])
            state.edits += 1
            state.changed_at = age
        if seen is not None:
            seen.append((story.published + age * HOUR, state.changed))
    return looks, delays


def measure(stories: Sequence[Story], choose: Chooser) -> Result:
    """Look after all stories by one policy."""
    looks, delays = 0, []
    for story in stories:
        made, late = look_after(story, choose)
        looks += made
        delays += late
    versions = sum(len(story.edits) for story in stories)
    return Result(
        looks / len(stories),
        100 * len(delays) / versions,
        float(np.median(delays)),
        float(np.quantile(delays, 0.9)),
    )


def peer(policy: Policy) -> Chooser:
    """A peer's policy as a chooser."""
    return lambda story, state: policy(state)


def ours(price: float, habits: Mapping[str, SourceHabits], *, hints: bool = False) -> Chooser:
    """The project's own code."""

    def choose(story: Story, state: State) -> float:
        age = _planned(story, state, price, habits, None)
        if hints and crc32(story.identity.encode()) % 2:
            announced = next((edit for edit in story.edits if edit > state.age), None)
            if announced is not None:
                poll = POLL * np.ceil(announced / POLL)
                if poll < age:
                    age = max(poll, _planned(story, state, price, habits, float(poll)))
        return age

    return choose


def _planned(
    story: Story,
    state: State,
    price: float,
    habits: Mapping[str, SourceHabits],
    hinted: float | None,
) -> float:
    last = story.published + state.age * HOUR
    history = LookHistory(
        identity=story.identity,
        first_seen_at=story.published + story.seen * HOUR,
        published_at=story.published,
        last_looked_at=last,
        edits=state.edits,
        last_edit_at=story.published + state.changed_at * HOUR if state.edits else None,
        hinted_at=None if hinted is None else story.published + hinted * HOUR,
    )
    now = last if hinted is None else story.published + hinted * HOUR
    planned = plan_look(history, habits.get(story.source, PRIOR), now, price=price)
    return (planned.at - story.published) / HOUR if planned else np.inf


def learn(stories: Iterable[Story]) -> dict[str, SourceHabits]:
    """Each source's habits, from looks made with the built-in ones."""
    trails: dict[str, list[Trail]] = {}
    for story in stories:
        seen: list[tuple[datetime, bool]] = []
        look_after(story, ours(PRICE, {}), seen)
        trail = Trail(
            published_at=story.published,
            first_look_at=story.published + story.seen * HOUR,
            looks=tuple(seen),
        )
        trails.setdefault(story.source, []).append(trail)
    return {source: learn_habits(found) for source, found in trails.items()}


def price_for(looks: float, stories: Sequence[Story], habits: Mapping[str, SourceHabits]) -> float:
    """The price at which these stories get so many looks (slightly fewer)."""
    low, high = 0.01, 1.0
    for _ in range(7):
        middle = (low * high) ** 0.5
        if measure(stories, ours(middle, habits)).looks > looks * 0.985:
            low = middle
        else:
            high = middle
    return high


def run_model(name: str, articles: int, seed: int) -> dict[str, Result]:
    """All policies on one model."""
    train = MODELS[name](np.random.default_rng([seed, 1]), max(300, articles // 2))
    test = MODELS[name](np.random.default_rng([seed, 2]), articles)
    results = {title: measure(test, peer(policy)) for title, policy in PEERS.items()}
    learned = learn(train)
    for budget in BUDGETS:
        for title, habits in (("built-in habits", {}), ("learned habits", learned)):
            price = price_for(budget, train, habits)
            results[f"unionwatch {budget}, {title}"] = measure(test, ours(price, habits))
        hinted = measure(test, ours(price_for(budget, train, learned), learned, hints=True))
        results[f"unionwatch {budget}, learned + hints"] = hinted
    for budget in BUDGETS:
        results[f"told which are edited, {budget}"] = told(train, test, budget)
    results["every 15 minutes (the floor)"] = measure(test[: articles // 5], peer(fixed(0.25)))
    return results


def told(train: Sequence[Story], test: Sequence[Story], budget: float) -> Result:
    """The same code, told which articles will be edited: the others get no look at all."""
    edited = [story for story in train if story.edits]
    share = len(edited) / len(train)
    habits = learn(edited)
    known = [story for story in test if story.edits]
    result = measure(known, ours(price_for(budget / share, edited, habits), habits))
    return Result(result.looks * len(known) / len(test), result.caught, result.median, result.p90)


def plot(path: Path, tables: Mapping[str, Mapping[str, Result]], articles: int, seed: int) -> None:
    """Looks against versions caught, a panel for each model."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot

    figure, panels = pyplot.subplots(2, 2, figsize=(12, 9), sharex=True)
    for panel, (name, table) in zip(panels.flat, tables.items(), strict=True):
        test = MODELS[name](np.random.default_rng([seed, 2]), max(300, articles // 3))
        learned = learn(MODELS[name](np.random.default_rng([seed, 1]), max(300, articles // 2)))
        curves: dict[str, list[Chooser]] = {
            "unionwatch, learned": [ours(p, learned) for p in (0.4, 0.2, 0.12, 0.08, 0.05, 0.03)],
            "sqrt-decay": [peer(sqrt_decay(c, boost=True)) for c in (6, 4, 2.5, 1.5, 1.0, 0.6)],
            "fixed": [peer(fixed(hours)) for hours in (24, 12, 6, 3, 2, 1)],
        }
        for title, choosers in curves.items():
            points = [measure(test, chooser) for chooser in choosers]
            panel.plot([p.looks for p in points], [p.caught for p in points], "o-", label=title)
        for title in ("NewsDiffs ladder", "diffengine 0.2", "Nutch .2/.2", "StormCrawler"):
            panel.plot(table[title].looks, table[title].caught, "s", color="gray")
            panel.annotate(title, (table[title].looks, table[title].caught), fontsize=8)
        for budget, bar in zip(BUDGETS, (92, 97), strict=True):
            told_row = table[f"told which are edited, {budget}"]
            panel.plot(
                told_row.looks, told_row.caught, "k^", label="told which are edited" * (bar == 92)
            )
            panel.plot([5, budget], [bar, bar], "r:")
            panel.plot([budget, budget], [55, bar], "r:")
        panel.set(title=name, xscale="log", ylim=(55, 100), ylabel="versions caught, %")
        panel.set_xlabel("looks in an article's first week")
        panel.legend(loc="lower right", fontsize=8)
    figure.tight_layout()
    figure.savefig(path, dpi=80)


def main() -> None:
    """Print a table for each model; draw them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plot", type=Path)
    options = parser.parse_args()
    tables = {}
    for name in MODELS:
        tables[name] = run_model(name, options.articles, options.seed)
        print(f"\n{name}\n{'policy':38} {'looks':>7} {'caught %':>9} {'median h':>9} {'p90 h':>7}")
        for title, row in tables[name].items():
            print(
                f"{title:38} {row.looks:7.1f} {row.caught:9.1f} {row.median:9.2f} {row.p90:7.2f}",
                flush=True,
            )
    if options.plot:
        plot(options.plot, tables, options.articles, options.seed)


if __name__ == "__main__":
    main()
