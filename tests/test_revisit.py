"""When to look again, what a source's habits are, who comes first within a budget, how often to
poll listings."""

import ast
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.budget import DueLook, allot, spread_budget
from scheduler.changes import ArticleStatus
from scheduler.habits import AGE_EDGES, PRIOR, SINCE_EDGES, SourceHabits, band, to_next
from scheduler.learn import Trail, learn_habits
from scheduler.listings import ListingPoll, listing_interval
from scheduler.revisit import CAP, FLOOR, LookHistory, PlannedLook, Why, next_look, plan_look

BORN = datetime(2025, 3, 3, 1, tzinfo=UTC)
H = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def history(age: timedelta, **more: Any) -> LookHistory:
    """An article published and first seen at BORN, last looked at when it was `age` old."""
    values: dict[str, Any] = {
        "identity": "a",
        "first_seen_at": BORN,
        "published_at": BORN,
        "last_looked_at": BORN + age,
    }
    return LookHistory(**(values | more))


def planned(age: timedelta, habits: SourceHabits = PRIOR, **more: Any) -> PlannedLook:
    plan = plan_look(history(age, **more), habits, BORN + age)
    assert plan is not None
    return plan


def test_an_article_that_was_never_looked_at_is_due_since_it_was_first_seen() -> None:
    plan = plan_look(history(0 * H, last_looked_at=None), PRIOR, BORN + 5 * H)
    assert plan == PlannedLook(at=BORN, interval=FLOOR, why=Why.NEW)


def test_intervals_grow_with_age() -> None:
    waits = [planned(hours * H).interval for hours in (0, 4, 12, 30)]
    assert waits == sorted(waits)
    assert waits[0] < 2 * H < 10 * H < waits[-1]


@pytest.mark.parametrize("age", [2 * H, 10 * H, 40 * H, 8 * 24 * H])
def test_an_edit_brings_the_next_look_nearer(age: timedelta) -> None:
    edited = planned(age, edits=1, last_edit_at=BORN + age)
    assert edited.interval < planned(age).interval / 2
    assert edited.why is Why.EDITED


def test_an_article_that_was_often_edited_is_watched_more_than_one_that_never_was() -> None:
    age, edit = 30 * H, BORN + 2 * H
    often = planned(age, edits=5, last_edit_at=edit)
    once = planned(age, edits=1, last_edit_at=edit)
    assert often.interval < once.interval < planned(age).interval
    assert often.why is Why.HABIT


@pytest.mark.parametrize(
    ("age", "due"),
    [(150 * H, 168), (168 * H, 30 * 24), (30 * 24 * H, 90 * 24), (90 * 24 * H, 180 * 24)],
)
def test_quiet_articles_are_looked_at_after_7_30_and_90_days(age: timedelta, due: int) -> None:
    assert planned(age) == PlannedLook(at=BORN + due * H, interval=due * H - age, why=Why.MILESTONE)


def test_the_first_week_never_waits_longer_than_the_cap_and_never_less_than_the_floor() -> None:
    quiet = replace(PRIOR, rates=tuple(1e-9 for _ in PRIOR.rates))
    for hours in range(0, 168, 5):
        assert planned(hours * H, quiet).interval <= CAP
        busy = plan_look(history(hours * H), PRIOR, BORN + hours * H, price=1e-9)
        assert busy
        assert FLOOR <= busy.interval < 1.1 * FLOOR


def test_a_day_old_article_is_not_taken_for_a_new_one_when_its_age_wraps() -> None:
    # diffengine's `.seconds` made every article young again once a day.
    assert planned(24.5 * H).interval > 4 * planned(0.5 * H).interval


@given(
    age=st.floats(0, 4000),
    edits=st.integers(0, 50),
    since=st.floats(0, 100),
    failures=st.integers(0, 9),
    status=st.sampled_from(ArticleStatus),
    misses=st.integers(1, 9),
)
def test_no_look_follows_another_within_the_floor(
    age: float, edits: int, since: float, failures: int, status: ArticleStatus, misses: int
) -> None:
    last = BORN + age * H
    found = next_look(
        history(
            age * H,
            edits=edits,
            last_edit_at=last - min(since, age) * H if edits else None,
            status=status,
            misses=misses,
            missed_since=last - min(since, age) * H,
            failures=failures,
            failed_at=last if failures else None,
        ),
        PRIOR,
        last,
    )
    assert found is None or found - last >= FLOOR - timedelta(microseconds=1)


def test_the_plan_is_the_same_whenever_it_is_made_and_differs_between_articles() -> None:
    assert planned(3 * H) == planned(3 * H)
    others = {planned(3 * H, identity=str(number)).interval for number in range(20)}
    assert len(others) > 15
    assert max(others) < 1.12 * min(others)


def test_a_hint_makes_an_article_due_at_once_but_not_before_the_floor() -> None:
    hint = planned(30 * H, hinted_at=BORN + 31 * H)
    assert hint.why is Why.HABIT or hint.at <= BORN + 31 * H
    now = BORN + 31 * H
    plan = plan_look(history(30 * H, hinted_at=now), PRIOR, now)
    assert plan
    assert (plan.at, plan.why) == (now, Why.HINT)
    soon = plan_look(history(30 * H, hinted_at=BORN + 30 * H + MINUTE), PRIOR, now)
    assert soon
    assert soon.at == BORN + 30 * H + FLOOR


def test_a_hint_that_was_looked_after_is_spent() -> None:
    assert planned(30 * H, hinted_at=BORN + 29 * H).why is Why.HABIT


@pytest.mark.parametrize(
    ("misses", "missed_for", "wait"),
    [(1, 0 * H, 1 * H), (2, 1 * H, 23 * H), (3, 24 * H, 24 * H), (9, 13 * 24 * H, 24 * H)],
)
def test_a_suspected_removal_is_confirmed_after_an_hour_and_after_a_day(
    misses: int, missed_for: timedelta, wait: timedelta
) -> None:
    age = 400 * H
    since = BORN + age - missed_for
    plan = planned(age, status=ArticleStatus.SUSPECTED, misses=misses, missed_since=since)
    assert (plan.interval, plan.why) == (wait, Why.SUSPECTED)


@pytest.mark.parametrize("status", [ArticleStatus.REMOVED, ArticleStatus.SUSPECTED])
@pytest.mark.parametrize(("days", "due"), [(15, 30), (31, 90), (91, None)])
def test_removed_articles_are_looked_for_at_30_and_90_days_and_then_no_more(
    status: ArticleStatus, days: int, due: int | None
) -> None:
    gone = BORN + 50 * H
    record = history(50 * H + days * 24 * H, status=status, missed_since=gone, misses=5)
    found = next_look(record, PRIOR, BORN + 5000 * H)
    assert found == (None if due is None else gone + due * 24 * H)


def test_a_removed_article_is_first_looked_for_after_a_week() -> None:
    gone = BORN + 50 * H
    record = history(50 * H, status=ArticleStatus.REMOVED, missed_since=gone, misses=2)
    assert next_look(record, PRIOR, gone) == gone + 7 * 24 * H


@pytest.mark.parametrize(
    ("failures", "wait"), [(1, FLOOR), (2, 2 * FLOOR), (3, H), (8, 24 * H), (60, 24 * H)]
)
def test_looks_that_taught_nothing_are_repeated_ever_later(failures: int, wait: timedelta) -> None:
    failed = BORN + 20 * H
    record = history(0 * H, failures=failures, failed_at=failed)
    plan = plan_look(record, PRIOR, failed)
    assert plan == PlannedLook(at=failed + wait, interval=wait, why=Why.RETRY)


def test_a_clock_that_was_set_back_does_not_put_looks_off() -> None:
    now = BORN + 10 * H
    record = history(500 * H)  # looked at "in the future"
    found = next_look(record, PRIOR, now)
    assert found
    assert now < found < now + 24 * H


def test_looks_are_fewer_in_hours_in_which_nobody_edits() -> None:
    day = replace(PRIOR, hours=tuple(1.9 if hour < 12 else 0.1 for hour in range(24)))
    morning = planned(5 * H, day)  # 06:00 UTC
    evening = planned(12 * H, day)  # 13:00 UTC
    assert morning.interval < planned(5 * H).interval
    assert 0 <= evening.at.hour < 8  # not in the dead hours, but soon after them


def test_a_dearer_look_comes_later() -> None:
    record, now = history(3 * H), BORN + 3 * H
    cheap = plan_look(record, PRIOR, now, price=0.05)
    dear = plan_look(record, PRIOR, now, price=0.3)
    assert cheap
    assert dear
    assert cheap.at < dear.at


@given(st.floats(0, 5000))
def test_bands_cover_every_age(value: float) -> None:
    index = band(AGE_EDGES, value)
    assert AGE_EDGES[index] <= value
    assert to_next(AGE_EDGES, value) > 0


def test_expected_edits_add_up() -> None:
    whole = PRIOR.edits_between(0, 168)
    parts = PRIOR.edits_between(0, 5) + PRIOR.edits_between(5, 77) + PRIOR.edits_between(77, 168)
    assert whole == pytest.approx(parts)
    assert PRIOR.edits_between(0, 24) / whole == pytest.approx(0.75, abs=0.03)
    assert len(PRIOR.rates) == len(AGE_EDGES)
    assert len(PRIOR.after_edit) == len(SINCE_EDGES)


def trails(decay: float, count: int, share: float = 0.8, hour: int | None = None) -> list[Trail]:
    """Looks every two hours for three days at articles that are edited once, after `decay` hours on
    average."""
    random, made = Random(4), []
    for number in range(count):
        born = BORN + number * 5 * H
        at = random.expovariate(1 / decay) if random.random() < share else 1e9
        edit = born + min(at, 1e6) * H
        if hour is not None:
            edit = edit.replace(hour=hour)
        times = [born + 2 * step * H for step in range(1, 37)]
        looks = tuple((time, time - 2 * H < edit <= time) for time in times)
        made.append(Trail(published_at=born, first_look_at=born, looks=looks))
    return made


def test_habits_are_learned_from_looks() -> None:
    quick, slow = learn_habits(trails(3, 400)), learn_habits(trails(30, 400))
    assert quick.rate_at(1) > 3 * slow.rate_at(1)
    assert slow.rate_at(40) > 3 * quick.rate_at(40)
    assert quick.articles == 400
    assert planned(30 * H, quick).interval > planned(30 * H, slow).interval


def test_the_learned_rate_is_the_true_one() -> None:
    # Half of the articles are edited, and only once: a hazard of ln 2, next to none after it.
    habits = learn_habits(trails(5, 1000, share=0.5))
    assert habits.edits_between(0, 72) == pytest.approx(0.69, abs=0.12)
    assert max(habits.after_edit[:-1]) < 0.4


def test_a_newsroom_s_hours_are_learned() -> None:
    habits = learn_habits(trails(10, 400, hour=3))
    assert habits.hours[3] == max(habits.hours)
    assert habits.hours[3] > 2 * habits.hours[15]
    assert sum(habits.hours) == pytest.approx(24)


def test_little_evidence_moves_habits_little() -> None:
    assert learn_habits([]) == PRIOR
    few = learn_habits(trails(1, 2))
    for learned, prior in zip(few.rates, PRIOR.rates, strict=True):
        assert 0.6 < learned / prior < 1.7


def due(identity: str, late: timedelta, interval: timedelta, host: str = "a.vn") -> DueLook:
    return DueLook(identity=identity, host=host, at=BORN - late, interval=interval)


def test_the_most_overdue_for_its_interval_comes_first() -> None:
    looks = [due("old", 5 * H, 48 * H), due("young", 1 * H, H / 2), due("middle", 3 * H, 6 * H)]
    chosen = allot(looks, {"a.vn": 2}, BORN)
    assert [look.identity for look in chosen] == ["young", "middle"]


def test_each_host_has_its_own_budget_and_what_is_not_due_waits() -> None:
    looks = [
        due("1", H, H),
        due("2", 2 * H, H),
        due("3", H, H, "b.vn"),
        due("4", -H, H, "b.vn"),
        due("5", H, H, "c.vn"),
    ]
    chosen = allot(looks, {"a.vn": 1, "b.vn": 9}, BORN)
    assert [look.identity for look in chosen] == ["2", "3"]


def test_nothing_starves_under_a_budget_that_is_too_small() -> None:
    last = {str(number): BORN for number in range(20)}
    interval = {name: FLOOR if int(name) < 10 else 48 * H for name in last}
    seen: set[str] = set()
    for step in range(1, 1500):
        now = BORN + step * FLOOR
        looks = [
            DueLook(identity=name, host="a.vn", at=at + interval[name], interval=interval[name])
            for name, at in last.items()
        ]
        for look in allot(looks, {"a.vn": 2}, now):
            last[look.identity] = now
            seen.add(look.identity)
    assert seen == set(last)


@pytest.mark.parametrize(
    ("spent", "hours_left", "allowed"),
    [(0, 24, 125), (0, 12, 1000), (1000, 1, 0), (1200, 5, 0), (125, 24, 0), (600, 0, 400)],
)
def test_a_day_s_budget_is_not_spent_in_its_first_hours(
    spent: int, hours_left: int, allowed: int
) -> None:
    assert spread_budget(1000, spent, BORN, BORN + hours_left * H) == allowed


def polls(*known: int, items: int = 20, step: timedelta = H) -> list[ListingPoll]:
    return [
        ListingPoll(at=BORN + step * number, items=items, known=count)
        for number, count in enumerate(known)
    ]


def test_a_listing_that_turns_over_quickly_is_polled_sooner_than_asked() -> None:
    rhythm = listing_interval(polls(0, 8, 9, 8), 2 * H)
    assert H * 0.6 < rhythm.interval < H  # 12 new an hour: half of 20 after 50 minutes
    assert rhythm.overlap == pytest.approx(0.4)
    assert rhythm.lost == 0


def test_a_slow_listing_is_polled_as_often_as_its_source_asks() -> None:
    rhythm = listing_interval(polls(0, 20, 19, 20), H / 2)
    assert rhythm.interval == H / 2
    assert not rhythm.follow_pages


def test_a_poll_without_overlap_is_counted_and_makes_the_next_pages_be_read() -> None:
    rhythm = listing_interval(polls(0, 18, 0), 4 * H)
    assert (rhythm.lost, rhythm.overlap, rhythm.follow_pages) == (1, 0.0, True)
    assert rhythm.interval <= H / 2


def test_two_polls_are_needed_for_a_proof() -> None:
    assert listing_interval(polls(0), H).overlap is None
    assert listing_interval([], MINUTE).interval == timedelta(minutes=10)


def test_no_item_is_lost_when_a_listing_is_polled_by_its_rhythm() -> None:
    """A listing of 15 items that bursts at 30 an hour each morning, polled as advised for a
    month."""
    random, made, now = Random(1), 0, BORN
    seen: list[ListingPoll] = []
    shown_before: set[int] = set()
    missed = 0
    tick, end = MINUTE, BORN + 30 * 24 * H
    due_at = now
    while now < end:
        rate = 30 if now.hour == 2 else 2
        made += random.random() < rate / 60
        if now >= due_at:
            shown = set(range(max(0, made - 15), made))
            if len(seen) > 60 and shown and min(shown) > max(shown_before, default=0) + 1:
                missed += min(shown) - max(shown_before) - 1
            seen.append(ListingPoll(at=now, items=15, known=len(shown & shown_before)))
            shown_before |= shown
            due_at = now + listing_interval(seen, H).interval
        now += tick
    assert missed == 0


def test_the_modules_are_pure() -> None:
    scheduler = Path(__file__).parent.parent / "scheduler"
    for name in ("revisit", "habits", "learn", "budget", "listings"):
        tree = ast.parse((scheduler / f"{name}.py").read_text("utf-8"))
        modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        modules |= {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
        assert not modules & {"os", "time", "sqlite3", "pathlib", "random", "scheduler.store"}
        calls = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        assert not calls & {"now", "utcnow", "today"} or name == "learn"
