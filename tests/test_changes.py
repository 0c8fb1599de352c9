"""Verdicts: the life of an article as a table of looks, and what one look does to what is
remembered.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from crawler.items import (
    Failure,
    FailureReason,
    Fetch,
    Gone,
    GoneReason,
    NotModified,
    RequestKind,
    Snapshot,
    Visit,
)
from parsers.model import Article
from scheduler.changes import (
    ArticleStatus,
    Change,
    ChangeKind,
    Remembered,
    Suspicion,
    compare,
    summarise,
)
from scheduler.edits import EditClass, classify
from tests import samples

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
URL = "https://x.vn/a-1.html"
FETCH = Fetch(source="x", kind=RequestKind.ARTICLE, url=URL, final_url=URL, at=NOON)
SENTENCE = (
    "Công đoàn đã trao {} suất quà cho công nhân có hoàn cảnh khó khăn trong khu công nghiệp."
)
BODY = tuple(SENTENCE.format(number) for number in range(100, 110))
ARTICLE = Article(url=URL, title="Trao quà", body=BODY)


def snapshot(*body: str, raw: bytes = b"<html></html>", title: str = "Trao quà") -> Snapshot:
    article = Article(url=URL, title=title, body=body or BODY)
    return Snapshot(identity="1", fetch=FETCH, article=article, raw=raw)


def gone(reason: GoneReason = GoneReason.NOT_FOUND) -> Gone:
    return Gone(identity="1", fetch=FETCH, reason=reason)


def failure(reason: FailureReason = FailureReason.TIMEOUT) -> Failure:
    return Failure(identity="1", fetch=FETCH, reason=reason)


SAME = snapshot()
EDITED = snapshot(SENTENCE.format(999), *BODY[1:])
SHORT = snapshot(BODY[0])
NOT_MODIFIED = NotModified(identity="1", fetch=FETCH)


@dataclass
class Life:
    """What a store does with verdicts: keep the article or the new one, and the new standing."""

    known: Remembered

    def look(self, visit: Visit, hours: float) -> Change:
        change = compare(self.known, visit, NOON + timedelta(hours=hours))
        article = self.known.article
        if change.edit_class and isinstance(visit, Snapshot):
            article = visit.article
        self.known = Remembered(
            article=article,
            status=change.status,
            missed_since=change.missed_since,
            misses=change.misses,
            suspicion=change.suspicion,
        )
        return change


LIVES: list[tuple[str, list[tuple[Visit, float, str]]]] = [
    ("nothing happens", [(SAME, 0, "unchanged"), (NOT_MODIFIED, 1, "unchanged")]),
    ("edited once", [(EDITED, 0, "changed"), (EDITED, 1, "unchanged")]),
    (
        "removed by two looks a day apart",
        [(gone(), 0, "suspect"), (gone(), 5, "suspect"), (gone(), 24, "removed"), (gone(), 48, "unchanged")],
    ),
    ("a day apart but one look", [(SAME, 0, "unchanged"), (gone(), 48, "suspect")]),
    ("410 at once", [(gone(GoneReason.GONE), 0, "removed")]),
    (
        "redirect away, then a soft 404",
        [(gone(GoneReason.REDIRECTED_AWAY), 0, "suspect"), (gone(GoneReason.SOFT_404), 30, "removed")],
    ),
    (
        "a look that finds it ends the suspicion",
        [(gone(), 0, "suspect"), (SAME, 20, "unchanged"), (gone(), 30, "suspect")],
    ),
    ("304 ends it too", [(gone(), 0, "suspect"), (NOT_MODIFIED, 20, "unchanged"), (gone(), 30, "suspect")]),
    ("failures neither confirm nor clear", [(gone(), 0, "suspect"), (failure(), 12, "failed"), (gone(), 24, "removed")]),
    ("never removed by failures", [(failure(), at, "failed") for at in range(0, 200, 24)]),
    ("restored", [(gone(GoneReason.GONE), 0, "removed"), (SAME, 24, "restored"), (SAME, 25, "unchanged")]),
    ("restored by 304", [(gone(GoneReason.GONE), 0, "removed"), (NOT_MODIFIED, 24, "restored")]),
    ("restored and edited", [(gone(GoneReason.GONE), 0, "removed"), (EDITED, 24, "restored"), (EDITED, 25, "unchanged")]),
    ("vanished text comes back", [(SHORT, 0, "suspect"), (SAME, 1, "unchanged")]),
    ("vanished text stays away", [(SHORT, 0, "suspect"), (SHORT, 12, "suspect"), (SHORT, 24, "changed"), (SHORT, 25, "unchanged")]),
    ("a 404 does not confirm that the text was cut", [(gone(), 0, "suspect"), (SHORT, 30, "suspect"), (SHORT, 60, "changed")]),
    ("nor the other way round", [(SHORT, 0, "suspect"), (gone(), 30, "suspect"), (gone(), 60, "removed")]),
    ("a removed article comes back short", [(gone(GoneReason.GONE), 0, "removed"), (SHORT, 1, "suspect"), (SHORT, 30, "restored")]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "looks"), LIVES, ids=[life[0] for life in LIVES])
def test_life(name: str, looks: list[tuple[Visit, float, str]]) -> None:
    life = Life(Remembered(article=ARTICLE))
    verdicts = [life.look(visit, hours).kind.value for visit, hours, _ in looks]
    assert verdicts == [expected for _, _, expected in looks]


def test_new_article_bears_its_title() -> None:
    change = compare(None, SAME, NOON)
    assert (change.kind, change.summary, change.status) == (
        ChangeKind.NEW,
        "Trao quà",
        ArticleStatus.LIVE,
    )


@pytest.mark.parametrize("visit", [NOT_MODIFIED, gone(), failure()])
def test_a_first_look_that_shows_no_article_failed(visit: Visit) -> None:
    change = compare(None, visit, NOON)
    assert change.kind is ChangeKind.FAILED
    assert change.summary


@pytest.mark.parametrize("reason", list(FailureReason))
def test_a_failure_leaves_what_is_remembered(reason: FailureReason) -> None:
    known = Remembered(
        article=ARTICLE,
        status=ArticleStatus.SUSPECTED,
        missed_since=NOON,
        misses=3,
        suspicion=Suspicion.GONE,
    )
    change = compare(known, failure(reason), NOON + timedelta(days=9))
    assert change.kind is ChangeKind.FAILED
    assert (change.status, change.missed_since, change.misses, change.suspicion) == (
        known.status,
        known.missed_since,
        known.misses,
        known.suspicion,
    )


@pytest.mark.parametrize("reason", list(GoneReason))
def test_removal_says_why(reason: GoneReason) -> None:
    known = Remembered(article=ARTICLE, missed_since=NOON, misses=1, suspicion=Suspicion.GONE)
    change = compare(known, gone(reason), NOON + timedelta(hours=25))
    assert change.kind is ChangeKind.REMOVED
    assert change.edit_class is EditClass.REMOVAL
    assert change.summary.startswith("removed: the ")
    assert "Trao quà" in change.summary


def test_without_a_remembered_suspicion_any_miss_counts() -> None:
    known = Remembered(article=ARTICLE, missed_since=NOON, misses=1)
    assert compare(known, gone(), NOON + timedelta(hours=24)).kind is ChangeKind.REMOVED


CUT = BODY[:6]
BROKEN = b"<html><body><p>Trao qu"


@pytest.mark.parametrize(
    ("body", "raw", "kind"),
    [
        (CUT, BROKEN, "suspect"),
        ((*CUT[:5], CUT[5][:30]), BROKEN, "suspect"),
        (CUT, b"<html><body></body></html>", "changed"),
        (CUT, b"", "changed"),
        ((*CUT[:5], "Một câu khác hẳn."), BROKEN, "changed"),
        (BODY, BROKEN, "unchanged"),
    ],
)
def test_a_page_that_broke_off_is_no_edit(body: tuple[str, ...], raw: bytes, kind: str) -> None:
    assert compare(Remembered(article=ARTICLE), snapshot(*body, raw=raw), NOON).kind == kind


@pytest.mark.parametrize(("length", "kind"), [(40, "suspect"), (120, "changed")])
def test_only_a_body_that_mostly_vanished_is_suspect(length: int, kind: str) -> None:
    old = Article(url=URL, title="t", body=("công nhân " * 44,))  # 440 characters
    new = snapshot("công nhân " * (length // 10), title="t")
    assert compare(Remembered(article=old), new, NOON).kind == kind


def test_a_short_notice_may_shrink() -> None:
    old = Article(
        url=URL, title="Trao quà", body=("Hội nghị dời sang tuần sau, mời xem thông báo.",)
    )
    assert compare(Remembered(article=old), snapshot("Đã hủy."), NOON).kind is ChangeKind.CHANGED


def test_an_edit_is_told_in_one_line() -> None:
    change = compare(Remembered(article=ARTICLE), EDITED, NOON)
    assert change.summary == "fact: number 100 -> 999 (body)"
    assert (change.edit_class, change.fields, change.silent) == (EditClass.FACT, ("body",), True)
    long = replace(EDITED.article, body=tuple(text.replace("10", "20") for text in BODY))
    many = compare(Remembered(article=ARTICLE), replace(EDITED, article=long), NOON)
    assert many.summary.endswith("and 7 more (body)")
    assert "\n" not in many.summary


def test_the_summary_of_a_headline_edit_says_what_the_title_was() -> None:
    old = samples.article(1)
    new = samples.article(1, title="Trao quà Tết cho đoàn viên ở khu công nghiệp")
    edit = classify(old, new)
    assert edit is not None
    assert edit.edit_class is EditClass.HEADLINE
    assert summarise(edit, old.title).startswith(f"headline: was “{old.title}”")
    long = summarise(edit, "Công đoàn " * 40)
    assert len(long) < 260
    assert "…”" in long


@pytest.mark.parametrize(
    ("body", "page", "kind"),
    [
        (BODY[:4], "<p>Đăng nhập để đọc tiếp</p></html>", "suspect"),
        ((*BODY[:4], BODY[4][:30] + "…"), "<p>Đăng nhập để đọc tiếp</p></html>", "suspect"),
        (BODY[:9], "<p>Đăng nhập để đọc tiếp</p></html>", "changed"),
        (BODY[:4], "<p>Đăng nhập</p></html>", "changed"),
        ((*BODY[:3], BODY[6]), "<p>Đăng nhập để đọc tiếp</p></html>", "changed"),
    ],
)
def test_a_page_that_keeps_the_rest_behind_a_login_is_no_edit(
    body: tuple[str, ...], page: str, kind: str
) -> None:
    change = compare(Remembered(article=ARTICLE), snapshot(*body, raw=page.encode()), NOON)
    assert change.kind == kind
