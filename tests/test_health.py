"""Is a source still read rightly? Breakages are noticed from the source's own past, harmless spells
are not."""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from parsers.fingerprint import fingerprint, from_text, likeness, to_text
from scheduler.drift import learn_templates
from scheduler.evidence import evidence_in
from scheduler.health import HealthReport, HealthState, judge
from scheduler.holidays import (
    days_from_tet,
    hung_kings_day,
    is_holiday,
    public_holidays,
    tet,
    usual_activity,
)
from scheduler.observed import ListingRead, PageSeen, RequestMade, SourceRecord, since_words
from scheduler.odds import beta_binomial_tail, worst_run
from scheduler.silence import Rhythm, find_silence

NOW = datetime(2025, 6, 18, 5, tzinfo=UTC)  # a Wednesday, noon in Vietnam
H = timedelta(hours=1)
DAY = timedelta(days=1)
FIELDS = frozenset({"title", "body", "lead", "authors", "published_at"})
TEMPLATE = {path: 1 + path % 4 for path in range(80)}
OTHER = {path: 1 + path % 4 for path in range(1000, 1080)}


def page(number: int, at: datetime, **more: Any) -> PageSeen:
    """A page of a healthy site: lengths and boxes differ, every field is filled."""
    random = Random(number)
    values: dict[str, Any] = {
        "at": at,
        "identity": str(number),
        "group": "tin-tuc",
        "filled": FIELDS,
        "body_length": int(2500 * random.lognormvariate(0, 0.4)),
        "values": {"title": f"t{number}", "body": f"b{number}", "authors": f"a{number % 7}"},
        "fingerprint": {path: n for path, n in TEMPLATE.items() if random.random() > 0.03},
        "run": number // 5,
    }
    return PageSeen(**(values | more))


def record(last: int = 0, past: int = 150, /, **breakage: Any) -> SourceRecord:
    """A healthy past, and `last` pages with something else; the last of them was read just now."""
    total = past + last
    times = [NOW - 2 * H * (total - 1 - number) for number in range(total)]
    pages = [
        page(number, at, **(breakage if number >= past else {})) for number, at in enumerate(times)
    ]
    listings = [
        ListingRead(at=NOW - 4 * H * back, url="/tin", items=20, new_items=2)
        for back in reversed(range(60))
    ]
    requests = tuple(RequestMade(at=at) for at in times)
    return SourceRecord(
        pages=tuple(pages), listings=tuple(listings), requests=requests, arrivals=tuple(times)
    )


@pytest.fixture(autouse=True)
def _all_evidence_has_its_vietnamese(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a test below makes `judge` say, readers are told in their language."""

    judge_really = judge

    def judged(*args: Any, **more: Any) -> HealthReport:
        report = judge_really(*args, **more)
        for sentence in report.evidence:
            said = evidence_in(sentence, "vi")
            assert ", từ " in said, said
            assert not re.search(r"\b(?:of|the|on|since|last|usually|empty|pages)\b", said), said
            assert re.findall(r"\d+", said.partition(", từ ")[0]), said
        return report

    monkeypatch.setitem(globals(), "judge", judged)


def without(*names: str) -> dict[str, Any]:
    return {"filled": FIELDS - set(names)}


def test_a_healthy_source_is_ok() -> None:
    assert judge(record(), NOW) == HealthReport(state=HealthState.OK)


def test_a_source_that_we_know_nothing_of_is_ok() -> None:
    assert judge(SourceRecord(), NOW).state is HealthState.OK
    assert judge(record(3, 5, **without("title")), NOW).state is HealthState.OK


@pytest.mark.parametrize(
    ("breakage", "state", "words"),
    [
        (without("title"), "broken", "titles empty on 3 of the last 3 pages"),
        (without("body") | {"body_length": 0}, "broken", "texts empty on 3 of the last 3 pages"),
        (without("authors"), "degraded", "authors empty on 3 of the last 3 pages"),
        ({"fingerprint": OTHER}, "degraded", "pages built in a new way on 3 of the last 3 pages"),
        ({"values": {"title": "Trang chủ"}}, "broken", "titles the same on the last 3 articles"),
    ],
)
def test_a_breakage_is_noticed_on_the_third_page(
    breakage: dict[str, Any], state: str, words: str
) -> None:
    report = judge(record(3, **breakage), NOW)
    assert report.state == state
    assert any(text.startswith(words) for text in report.evidence), report.evidence
    assert judge(record(1, **breakage), NOW).state is HealthState.OK


def test_the_evidence_says_since_when() -> None:
    report = judge(record(18, **without("title")), NOW)
    assert report.evidence[0].startswith("titles empty on 18 of the last ")
    assert report.evidence[0].endswith("since Tuesday")
    assert report.since == NOW - 34 * H


@pytest.mark.parametrize(
    ("since", "words"),
    [
        (NOW - H, "since 11:00"),
        (NOW - DAY, "since Tuesday"),
        (NOW - 8 * DAY, "since 2025-06-10"),
        (datetime(2025, 6, 17, 17, 30, tzinfo=UTC), "since 00:30"),
    ],
)
def test_since_is_said_in_vietnams_time(since: datetime, words: str) -> None:
    assert since_words(since, NOW) == words


@pytest.mark.parametrize(("length", "words"), [(300, "only"), (30_000, "times as long")])
def test_a_paywall_and_swallowed_boilerplate_show_in_the_lengths(length: int, words: str) -> None:
    report = judge(record(8, body_length=length), NOW)
    assert words in report.evidence[0]


def test_a_source_whose_leads_come_and_go_needs_more_to_alarm() -> None:
    sound = record()
    patchy = tuple(
        replace(seen, **without("lead")) if index % 3 == 0 else seen
        for index, seen in enumerate(sound.pages)
    )
    three = tuple(replace(seen, **without("lead")) for seen in sound.pages[-3:])
    assert judge(replace(sound, pages=(*patchy[:-3], *three)), NOW).state is HealthState.OK
    all_gone = tuple(replace(seen, **without("lead")) for seen in sound.pages[-20:])
    assert judge(replace(sound, pages=(*patchy[:-20], *all_gone)), NOW).state == "degraded"


def test_a_new_section_with_its_own_template_is_no_breakage() -> None:
    fresh = without("lead", "authors") | {"group": "video", "fingerprint": OTHER}
    for count in (3, 8, 20):
        found = record(count, **fresh)
        mixed = [seen for pair in zip(found.pages[100:], found.pages[-count:]) for seen in pair]  # noqa: B905
        for number, seen in enumerate(mixed):
            mixed[number] = replace(seen, identity=f"m{number}")
        pages = (*found.pages[:100], *mixed)
        assert judge(replace(found, pages=pages), NOW).state is HealthState.OK


def test_a_new_box_on_every_page_is_no_redesign() -> None:
    boxes = TEMPLATE | dict.fromkeys(range(500, 506), 1)
    assert judge(record(10, fingerprint=boxes), NOW).state is HealthState.OK


def test_ten_looks_at_one_article_are_one_witness() -> None:
    for odd in (without("authors"), {"fingerprint": OTHER}, {"body_length": 90}):
        assert judge(record(10, **odd, identity="same"), NOW).state is HealthState.OK


def test_a_source_recovers_when_its_last_pages_are_sound() -> None:
    broken = record(12, 150, **without("title"))
    assert judge(broken, NOW).state is HealthState.BROKEN
    sound = tuple(page(900 + n, NOW) for n in range(5))
    assert judge(replace(broken, pages=(*broken.pages, *sound)), NOW).state is HealthState.OK


def test_a_long_breakage_does_not_become_the_norm() -> None:
    long = record(200, 100, **without("title"))
    since = long.pages[99].at
    assert judge(replace(long, trusted_until=since), NOW).state is HealthState.BROKEN


def test_one_reporter_on_duty_is_not_a_frozen_field() -> None:
    values = [{"title": f"x{n}", "body": f"y{n}", "authors": "a1"} for n in range(4)]
    sound = record()
    pages = [
        *sound.pages[:-4],
        *(replace(seen, values=v) for seen, v in zip(sound.pages[-4:], values, strict=True)),
    ]
    runs = [
        replace(seen, values=seen.values | {"authors": f"a{n // 3 % 5}"})
        for n, seen in enumerate(pages[:-4])
    ]
    assert judge(replace(sound, pages=(*runs, *pages[-4:])), NOW).state is HealthState.OK


def test_dates_of_one_day_are_not_frozen_but_those_of_two_days_are() -> None:
    def dated(step: timedelta) -> SourceRecord:
        sound = record()
        pages = [
            replace(seen, values={"published_at": str(n)}) for n, seen in enumerate(sound.pages)
        ]
        for back in range(6):
            pages[-1 - back] = replace(
                pages[-1 - back], at=NOW - step * back, values={"published_at": "x"}
            )
        return replace(sound, pages=tuple(pages))

    assert judge(dated(timedelta(minutes=5)), NOW).state is HealthState.OK
    assert "publication dates the same" in judge(dated(8 * H), NOW).evidence[0]


def test_two_hundred_edits_at_once_are_a_redesign_and_not_news() -> None:
    sound = record()
    known = [replace(seen, changed=index % 40 == 0) for index, seen in enumerate(sound.pages)]
    flood = [page(800 + n, NOW, changed=n < 9, run=99) for n in range(12)]
    report = judge(replace(sound, pages=(*known, *flood)), NOW)
    assert report.state is HealthState.QUARANTINED
    assert report.evidence[0].startswith("9 of 12 known articles changed in one crawl (usually 3%)")
    few = [page(800 + n, NOW, changed=n < 2, run=99) for n in range(12)]
    assert judge(replace(sound, pages=(*known, *few)), NOW).state is HealthState.OK


def failing(reason: str | None, count: int, step: timedelta = H) -> SourceRecord:
    sound = record()
    failures = [RequestMade(at=NOW - step * back, reason=reason) for back in reversed(range(count))]
    return replace(sound, requests=(*sound.requests, *failures))


@pytest.mark.parametrize(
    ("reason", "state", "words"),
    [
        ("captcha", "blocked", "a captcha to 4 of the last 5 requests"),
        ("challenge", "blocked", "an anti-bot page"),
        ("forbidden", "blocked", "a refusal (401, 403 or 451)"),
        ("rate_limited", "blocked", "429 (too many requests)"),
        ("parse_error", "broken", "a page in which no article was found"),
        ("no_links", "broken", "a listing without articles"),
    ],
)
def test_answers_that_teach_nothing(reason: str, state: str, words: str) -> None:
    report = judge(failing(reason, 4), NOW)
    assert report.state == state
    assert words.split(" to ")[0] in report.evidence[0]
    assert judge(failing(reason, 1), NOW).state is HealthState.OK


def test_an_outage_is_reported_when_it_lasts() -> None:
    assert judge(failing("timeout", 6, timedelta(minutes=10)), NOW).state is HealthState.OK
    report = judge(failing("server_error", 8, H), NOW)
    assert report.state is HealthState.DEGRADED
    assert report.evidence[0].startswith("a server error to 8 of the last 8 requests")


def test_a_host_that_always_answers_not_modified_is_doubted() -> None:
    sound = record()
    same = [RequestMade(at=NOW, not_modified=True) for _ in range(80)]
    report = judge(replace(sound, requests=(*sound.requests, *same)), NOW)
    assert "validators may lie" in report.evidence[0]


def listing(*items: int, url: str = "/tin") -> SourceRecord:
    sound = record()
    reads = [
        ListingRead(at=NOW - 4 * H * back, url=url, items=count)
        for back, count in enumerate(reversed(items))
    ]
    return replace(sound, listings=(*sound.listings[: -len(items)], *reversed(reads)))


@pytest.mark.parametrize(
    ("items", "state", "words"),
    [
        ((10, 10, 10), "degraded", "/tin shows 10 articles where it used to show 20"),
        ((0, 0, 0), "broken", "/tin shows no articles where it used to show 20"),
        ((19, 18, 20), "ok", ""),
        ((10, 20, 20), "ok", ""),
    ],
)
def test_half_a_listing(items: tuple[int, ...], state: str, words: str) -> None:
    report = judge(listing(*items), NOW)
    assert report.state == state
    assert not words or report.evidence[0].startswith(words)


def arrivals(start: date, end: date, on: Callable[[date], int]) -> Iterator[datetime]:
    """Articles from 01:00 to 10:00 UTC, so many on each day, not evenly."""
    random = Random(5)
    for offset in range((end - start).days):
        day = start + DAY * offset
        times = sorted(random.uniform(1, 10) for _ in range(on(day)))
        yield from (datetime(day.year, day.month, day.day, tzinfo=UTC) + hour * H for hour in times)


def by_weekday(day: date) -> int:
    return 1 if day.weekday() == 6 else 4 if day.weekday() == 5 else 8


def silence_at(start: date, last: date, now: datetime) -> bool:
    return find_silence(list(arrivals(start, last, by_weekday)), now, None) is not None


def test_a_silent_sunday_is_nothing_and_a_silent_tuesday_is() -> None:
    start, sunday = date(2025, 3, 3), date(2025, 6, 15)
    assert not silence_at(start, sunday, datetime(2025, 6, 16, 1, tzinfo=UTC))
    assert silence_at(start, sunday, datetime(2025, 6, 18, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("last", "back"),
    [
        (date(2025, 1, 26), datetime(2025, 2, 3, 1, tzinfo=UTC)),  # Tết 2025: 29 January
        (date(2025, 4, 30), datetime(2025, 5, 5, 1, tzinfo=UTC)),  # Friday 2 May was swapped
    ],
)
def test_tet_and_long_weekends_are_expected_to_be_silent(last: date, back: datetime) -> None:
    assert not silence_at(last - 100 * DAY, last, back)
    assert silence_at(last - 100 * DAY, last, back + 6 * DAY)


def test_silence_is_told_in_days_and_articles() -> None:
    past = list(arrivals(date(2025, 3, 3), date(2025, 6, 10), by_weekday))
    quiet = replace(record(), arrivals=tuple(past))
    report = judge(quiet, NOW)
    assert report.state is HealthState.SILENT
    assert report.evidence[0].startswith("no new article for 9 days, in which some ")


def test_a_source_is_not_silent_when_we_did_not_look() -> None:
    past = list(arrivals(date(2025, 3, 3), date(2025, 6, 10), by_weekday))
    asleep = replace(record(), arrivals=tuple(past), listings=(
        ListingRead(at=past[-1] + H, url="/tin", items=20),))  # fmt: skip
    assert judge(asleep, NOW).state is HealthState.OK


def test_expected_articles_add_up() -> None:
    rhythm = Rhythm(list(arrivals(date(2025, 3, 3), date(2025, 6, 10), by_weekday)))
    start = datetime(2025, 6, 2, tzinfo=UTC)
    week = rhythm.expected(start, start + 7 * DAY)
    halves = rhythm.expected(start, start + 50 * H) + rhythm.expected(
        start + 50 * H, start + 7 * DAY
    )
    assert week == pytest.approx(halves)
    assert week == pytest.approx(45, rel=0.1)


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [(2000, 2, 5), (2007, 2, 17), (2015, 2, 19), (2020, 1, 25), (2021, 2, 12), (2023, 1, 22),
     (2024, 2, 10), (2025, 1, 29), (2026, 2, 17), (2030, 2, 2), (2060, 2, 2)],
)  # fmt: skip
def test_tet(year: int, month: int, day: int) -> None:
    assert tet(year) == date(year, month, day)


def test_every_tet_of_the_table_is_a_new_moon_in_winter() -> None:
    known_new_moon, month = datetime(2000, 1, 6, 18, 14, tzinfo=UTC), 29.530588853
    for year in range(2000, 2061):
        first = tet(year)
        assert first
        assert date(year, 1, 21) <= first <= date(year, 2, 20)
        noon = datetime(first.year, first.month, first.day, 5, tzinfo=UTC)
        phase = (noon - known_new_moon) / DAY / month % 1
        assert min(phase, 1 - phase) < 0.035


def test_outside_the_table_there_is_no_tet() -> None:
    assert tet(1999) is None
    assert tet(2061) is None
    assert days_from_tet(date(2080, 2, 1)) is None
    assert usual_activity(date(2080, 2, 1)) == 1.0


@pytest.mark.parametrize(
    ("day", "holiday"),
    [
        (date(2025, 4, 30), True),
        (date(2025, 5, 2), True),  # squeezed between a holiday and a weekend
        (date(2025, 5, 3), True),  # the weekend beside it
        (date(2025, 5, 5), False),
        (date(2024, 4, 29), True),
        (date(2024, 4, 18), True),  # Hùng Kings
        (date(2022, 1, 3), True),  # 1 January fell on a Saturday
        (date(2025, 6, 14), False),  # a usual Saturday
        (date(2025, 6, 18), False),
    ],
)
def test_public_holidays(day: date, holiday: bool) -> None:
    assert is_holiday(day) is holiday


def test_hung_kings_day() -> None:
    assert hung_kings_day(2025) == date(2025, 4, 7)
    assert hung_kings_day(2023) == date(2023, 4, 29)
    assert date(2025, 4, 7) in public_holidays(2025)


PAGE = (
    '<html><body><div class="wrap"><nav class="menu"><a>1</a><a>2</a></nav>'
    '<article class="post post-{n}"><h1 class="title">T</h1>{paragraphs}</article>'
    "</div></body></html>"
)


def built(paragraphs: int, number: int = 1, template: str = PAGE) -> dict[int, int]:
    text = template.format(n=number, paragraphs="<p>x</p>" * paragraphs)
    return dict(fingerprint(html.fromstring(text)))


def test_a_fingerprint_sees_the_template_and_not_the_text() -> None:
    assert likeness(built(5), built(5, 77)) == 1.0
    assert likeness(built(5), built(12)) > 0.85
    other = PAGE.replace("article", "section").replace("wrap", "container").replace("menu", "nav")
    assert likeness(built(5), built(5, template=other)) < 0.4
    assert likeness(built(5), {}) == 0.0
    assert likeness({}, {}) == 1.0


def test_classes_that_change_from_page_to_page_cost_little() -> None:
    # WordPress names the article's category on the body; others mark a header that sticks.
    page = (
        '<html><body class="single {more}"><div class="a b"><p class="c">x</p></div></body></html>'
    )
    one = fingerprint(html.fromstring(page.format(more="postid-1 category-luong")))
    two = fingerprint(html.fromstring(page.format(more="postid-2 category-viec-lam")))
    assert likeness(one, two) > 0.7


@pytest.mark.corpus
def test_pages_of_different_sites_are_not_alike(corpus: Path) -> None:
    prints = {
        path.name.split("__")[0]: fingerprint(html.fromstring(path.read_bytes()))
        for path in sorted((corpus / "vn" / "pages").glob("*__1.html"))
    }
    assert len(prints) > 5
    for (one, first), (other, second) in combinations(prints.items(), 2):
        assert likeness(first, second) < 0.3, f"{one} and {other}"


def test_a_fingerprint_takes_no_notice_of_comments_and_scripts_nor_of_what_lies_deep() -> None:
    more = PAGE.replace("<h1", "<!-- c --><script>1</script><h1")
    assert built(5) == built(5, template=more)
    deep = fingerprint(html.fromstring("<div>" * 40 + "</div>" * 40))
    assert len(deep) <= 7


@given(st.dictionaries(st.integers(0, 2**32 - 1), st.integers(1, 500)))
def test_a_fingerprint_survives_the_database(value: dict[int, int]) -> None:
    assert from_text(to_text(value)) == value


def test_a_broken_fingerprint_says_what_is_wrong() -> None:
    with pytest.raises(ValueError, match="'12-3'"):
        from_text("a:1 12-3")


@given(
    st.dictionaries(st.integers(0, 50), st.integers(1, 99), min_size=1),
    st.dictionaries(st.integers(0, 50), st.integers(1, 99), min_size=1),
)
def test_likeness_is_symmetric_and_at_most_one(one: dict[int, int], two: dict[int, int]) -> None:
    assert likeness(one, two) == pytest.approx(likeness(two, one))
    assert 0 <= likeness(one, two) <= 1 + 1e-9
    assert likeness(one, one) == pytest.approx(1)


def test_two_stable_clusters_are_two_templates() -> None:
    prints = [TEMPLATE, OTHER] * 5 + [{1: 1}]
    assert [template.pages for template in learn_templates(prints)] == [5, 5]


def test_the_tail_of_the_beta_binomial_distribution() -> None:
    assert beta_binomial_tail(0, 5, 2, 3) == pytest.approx(1)
    assert beta_binomial_tail(5, 5, 1, 1) == pytest.approx(1 / 6)  # uniform
    assert beta_binomial_tail(3, 3, 0.5, 200.5) < 1e-6


@given(st.lists(st.booleans(), max_size=60), st.integers(0, 60))
def test_runs_are_found_in_any_flags(flags: list[bool], trusted: int) -> None:
    found = worst_run(flags, trusted=min(trusted, len(flags)))
    assert found is None or 0 <= found.odds <= 1
    assert found is None or found.bad <= found.size


def test_the_modules_are_pure() -> None:
    root = Path(__file__).parent.parent
    names = (
        "health",
        "observed",
        "odds",
        "drift",
        "page_health",
        "site_health",
        "silence",
        "holidays",
    )
    for path in [
        *(root / "scheduler" / f"{name}.py" for name in names),
        root / "parsers" / "fingerprint.py",
    ]:
        tree = ast.parse(path.read_text("utf-8"))
        modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        modules |= {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
        assert not modules & {"os", "time", "sqlite3", "pathlib", "random", "scheduler.store"}
        called = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        assert not called & {"now", "utcnow", "today"}
