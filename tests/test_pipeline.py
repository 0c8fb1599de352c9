"""One visit into the store: the verdicts of sequences of looks and what each leaves behind; kills;
other readers.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from samples import (
    BODY,
    NOON,
    SOURCE,
    article,
    edited,
    failure,
    fetch,
    gone,
    later,
    listing,
    not_modified,
    snapshot,
)

from crawler.items import FailureReason, GoneReason, Visit
from parsers.errors import NotHtml
from parsers.model import Article, Page
from scheduler.pipeline import record_visit
from scheduler.store import Store, open_store, reading
from scheduler.store.discovery import record_listing
from scheduler.store.planning import plan_for


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "news.db") as opened:
        yield opened


def short() -> Visit:
    """The page with next to nothing left of its text."""
    return snapshot(body=("Bài viết đang được cập nhật.",))


def long() -> Visit:
    return snapshot(body=BODY * 4)


HOURS = 25  # between two looks: enough for the second to confirm what the first suspected

# looks -> verdicts, number of versions, kinds of updates, status, flag
LIVES: dict[str, tuple[list[Visit], str, int, str, str, str | None]] = {
    "seen twice": ([snapshot(), snapshot()], "new unchanged", 1, "new", "live", "new"),
    "edited": ([snapshot(), edited()], "new changed", 2, "new changed", "live", "updated"),
    "edited and back": (
        [snapshot(), edited(), snapshot()],
        "new changed changed",
        3,
        "new changed changed",
        "live",
        "updated",
    ),
    "not modified": ([snapshot(), not_modified()], "new unchanged", 1, "new", "live", "new"),
    "failed": ([snapshot(), failure()], "new failed", 1, "new", "live", "new"),
    "404 once": ([snapshot(), gone()], "new suspect", 1, "new", "suspected", "new"),
    "404 and back": (
        [snapshot(), gone(), snapshot()],
        "new suspect unchanged",
        1,
        "new",
        "live",
        "new",
    ),
    "404 twice": (
        [snapshot(), gone(), gone()],
        "new suspect removed",
        1,
        "new removed",
        "removed",
        "removed",
    ),
    "404, failed, 404": (
        [snapshot(), gone(), failure(), gone()],
        "new suspect failed removed",
        1,
        "new removed",
        "removed",
        "removed",
    ),
    "410": (
        [snapshot(), gone(reason=GoneReason.GONE)],
        "new removed",
        1,
        "new removed",
        "removed",
        "removed",
    ),
    "gone stays gone": (
        [snapshot(), gone(reason=GoneReason.GONE), gone()],
        "new removed unchanged",
        1,
        "new removed",
        "removed",
        "removed",
    ),
    "restored": (
        [snapshot(), gone(reason=GoneReason.GONE), snapshot()],
        "new removed restored",
        1,
        "new removed restored",
        "live",
        "updated",
    ),
    "restored and edited": (
        [snapshot(), gone(reason=GoneReason.GONE), edited()],
        "new removed restored",
        2,
        "new removed restored",
        "live",
        "updated",
    ),
    "mostly vanished": ([long(), short()], "new suspect", 1, "new", "suspected", "new"),
    "vanished for good": (
        [long(), short(), short()],
        "new suspect changed",
        2,
        "new changed",
        "live",
        "updated",
    ),
    "never read": ([failure(), failure()], "failed failed", 0, "", "", None),
    "gone before it was read": ([gone()], "failed", 0, "", "", None),
}


@pytest.mark.parametrize("name", LIVES)
def test_a_life(store: Store, name: str) -> None:
    looks, verdicts, versions, kinds, status, flag = LIVES[name]
    said = [record_visit(store, visit, later(hours=HOURS * i)) for i, visit in enumerate(looks)]
    assert " ".join(change.kind for change in said) == verdicts
    updates = reading.updates(store)[::-1]
    assert " ".join(update.kind for update in updates) == kinds
    assert store.value("SELECT count(*) FROM versions") == versions
    assert store.value("SELECT count(*) FROM outbox") == len(updates)
    assert [row.verdict for row in reading.fetches(store)][::-1] == verdicts.split()
    found = next(reading.articles(store), None)
    assert (found.status if found else "", found.flag if found else None) == (status, flag)


def test_an_edit_is_told_with_its_class_its_facts_and_its_versions(store: Store) -> None:
    record_visit(store, snapshot(), NOON)
    record_visit(store, edited(), later(hours=1))
    [edit, _] = reading.updates(store)
    assert (edit.edit_class, edit.fields, edit.from_version, edit.to_version) == (
        "fact",
        ("body",),
        1,
        2,
    )
    assert edit.facts[0]["old"] == "500.000 đồng"
    assert edit.facts[0]["new"] == "600.000 đồng"
    first, second = reading.versions(store, edit.article_id)
    assert first.article.body == BODY
    assert second.article.body == edited().article.body
    assert first.content_hash != second.content_hash


def test_unchanged_looks_move_only_the_times(store: Store) -> None:
    record_visit(store, snapshot(), NOON)
    before = next(reading.articles(store))
    record_visit(store, snapshot(), later(hours=5))
    after = next(reading.articles(store))
    same = replace(
        after,
        last_seen_at=before.last_seen_at,
        last_looked_at=before.last_looked_at,
        next_due_at=before.next_due_at,
        looks=1,
    )
    assert same == before
    assert after.last_seen_at == after.last_looked_at == later(hours=5)
    assert after.looks == 2


def test_a_failed_look_moves_nothing_but_the_next_one(store: Store) -> None:
    record_visit(store, snapshot(), NOON)
    record_visit(store, gone(), later(hours=1))
    before = next(reading.articles(store))
    record_visit(store, failure(), later(hours=2))
    after = next(reading.articles(store))
    assert replace(after, next_due_at=before.next_due_at, failures=0) == before
    assert after.failures == 1
    assert after.next_due_at is not None
    assert after.next_due_at > later(hours=2)


def test_validators_are_kept_from_pages_that_were_believed(store: Store) -> None:
    def kept() -> str | None:
        value: str | None = store.value("SELECT etag FROM articles")
        return value

    record_visit(store, replace(long(), etag='"a"'), NOON)
    assert kept() == '"a"'
    record_visit(store, not_modified(), later(hours=1))
    assert kept() == '"a"'
    record_visit(store, replace(short(), etag='"b"'), later(hours=2))
    assert kept() == '"a"'
    record_visit(store, replace(long(), etag='"c"'), later(hours=3))
    assert kept() == '"c"'


def test_a_source_whose_validators_lied_is_not_trusted_for_a_while(store: Store) -> None:
    record_visit(store, snapshot(etag='"same"'), NOON)
    assert plan_for(store, SOURCE, later(hours=1)).trust_validators
    record_visit(store, edited(etag='"same"'), later(hours=1))
    assert not plan_for(store, SOURCE, later(hours=2)).trust_validators
    assert plan_for(store, SOURCE, later(days=31)).trust_validators


class Reader:
    """Reads stored pages with another eye than the first."""

    def __init__(self, **seen: Any) -> None:
        self.seen = seen
        self.pages: list[Page] = []

    def __call__(self, source: str, page: Page) -> Article:
        assert source == SOURCE
        self.pages.append(page)
        return article(**self.seen)


def test_a_new_reading_code_is_no_edit(store: Store) -> None:
    record_visit(store, snapshot(), NOON, extractor="1")
    longer = (*BODY, "Ban biên tập")
    reader = Reader(body=longer)
    change = record_visit(
        store, snapshot(body=longer), later(hours=1), reread=reader, extractor="2"
    )
    assert change.kind == "unchanged"
    assert reader.pages[0].body == snapshot().raw
    [version] = reading.versions(store, 1)
    assert (version.extractor, version.article.body) == ("2", longer)
    assert [update.kind for update in reading.updates(store)] == ["new"]


def test_a_real_edit_in_the_same_look_as_a_new_reading_code_is_found(store: Store) -> None:
    record_visit(store, snapshot(), NOON, extractor="1")
    longer = (*BODY, "Ban biên tập")
    now_shown = (BODY[0], BODY[1].replace("500.000", "600.000"), *longer[2:])
    change = record_visit(
        store,
        snapshot(body=now_shown),
        later(hours=1),
        reread=Reader(body=longer),
        extractor="2",
    )
    assert (change.kind, change.edit_class) == ("changed", "fact")
    assert len(change.facts) == 1
    first, second = reading.versions(store, 1)
    assert first.article.body == longer
    assert second.article.body == now_shown


def test_a_page_that_is_read_otherwise_as_more_is_known_is_no_edit(store: Store) -> None:
    with_link = (*BODY, "Công nhân vui đón xuân sớm")
    record_visit(store, snapshot(body=with_link), NOON)
    change = record_visit(store, snapshot(), later(hours=1), reread=Reader(body=BODY))
    assert change.kind == "unchanged"
    assert reading.versions(store, 1)[0].article.body == BODY


def test_a_stored_page_that_cannot_be_read_any_more_keeps_its_first_reading(store: Store) -> None:
    def fail(source: str, page: Page) -> Article:
        raise NotHtml(page.url, "no")

    record_visit(store, snapshot(), NOON, extractor="1")
    assert (
        record_visit(store, edited(), later(hours=1), reread=fail, extractor="2").kind == "changed"
    )
    assert [each.extractor for each in reading.versions(store, 1)] == ["1", "2"]


def test_the_next_look_follows_the_life(store: Store) -> None:
    def due() -> datetime | None:
        return next(reading.articles(store)).next_due_at

    record_visit(store, snapshot(), NOON)
    first = due()
    assert first is not None
    assert NOON + timedelta(minutes=15) <= first <= NOON + timedelta(hours=48)
    record_visit(store, gone(), later(hours=1))
    assert due() == later(hours=2)
    record_visit(store, gone(reason=GoneReason.GONE), later(hours=3))
    returned = due()
    assert returned is not None
    assert returned >= later(days=6)


def test_a_link_waits_until_it_was_read_and_its_tries_thin_out(store: Store) -> None:
    record_listing(store, listing([1, 2]), NOON)
    assert due_at(store, NOON) == {"1", "2"}
    record_visit(store, snapshot(1), NOON)
    record_visit(store, failure(2), NOON)
    assert due_at(store, later(minutes=10)) == set()
    assert due_at(store, later(minutes=16)) >= {"2"}
    for day in range(12):
        record_visit(store, failure(2), later(days=8 * day))
    assert "2" not in due_at(store, later(days=400))
    # and a listing does not bring it back
    assert "2" in plan_for(store, SOURCE, later(days=400)).not_due


def due_at(store: Store, now: datetime) -> set[str]:
    return {each.identity for each in plan_for(store, SOURCE, now).known.values() if each.due}


def test_what_is_no_article_is_soon_left_alone(store: Store) -> None:
    record_listing(store, listing([1]), NOON)
    for day in range(3):
        record_visit(store, failure(reason=FailureReason.NOT_AN_ARTICLE), later(days=8 * day))
    assert due_at(store, later(days=400)) == set()


def test_another_name_of_an_article_is_not_asked_for_again(store: Store) -> None:
    record_listing(store, listing([7]), NOON)
    target = replace(snapshot(1), fetch=fetch(7, final_url=fetch(1).url))
    record_visit(store, target, NOON)
    plan = plan_for(store, SOURCE, later(days=1))
    assert "7" in plan.not_due
    assert plan.known["1"].due


def test_two_writers_take_turns(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    open_store(path).close()
    both = [writer(path, start, 40) for start in (0, 1000)]
    ends = [process.communicate(timeout=120)[1] for process in both]
    assert [process.returncode for process in both] == [0, 0], ends
    with open_store(path, read_only=True) as store:
        assert store.value("SELECT count(*) FROM articles") == 80
        assert store.value("SELECT count(*) FROM fetches") == 80
        assert store.value("SELECT count(*) FROM updates") == 80


def test_two_writers_of_one_article_agree_on_its_versions(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with open_store(path) as first, open_store(path) as second:
        assert record_visit(first, snapshot(), NOON).kind == "new"
        assert record_visit(second, snapshot(), NOON).kind == "unchanged"
        assert record_visit(second, edited(), later(hours=1)).kind == "changed"
        assert record_visit(first, edited(), later(hours=1)).kind == "unchanged"
        assert first.value("SELECT count(*) FROM versions") == 2


WRITER = """
import sys
from pathlib import Path
from scheduler.pipeline import record_visit
from scheduler.store import open_store
from test_pipeline import script

with open_store(Path(sys.argv[1])) as store:
    for number, (visit, now) in enumerate(script(int(sys.argv[2]), int(sys.argv[3]))):
        if number >= int(sys.argv[4]):
            record_visit(store, visit, now)
            print(number, flush=True)
"""


def script(start: int, count: int) -> list[tuple[Visit, datetime]]:
    """The looks of crawls one after the other: articles appear; those of KILLED are edited and
    removed.
    """
    numbers = range(start, start + count)
    looks: list[tuple[Visit, datetime]] = [(snapshot(number), NOON) for number in numbers]
    if start == KILLED:
        looks += [(edited(number), later(hours=1)) for number in numbers]
        looks += [(gone(number, GoneReason.GONE), later(hours=2)) for number in numbers]
        looks += [(snapshot(number), later(hours=3)) for number in numbers]
    return looks


KILLED = 5000  # where the articles' numbers of the killed writer start: its looks have edits


def writer(path: Path, start: int, count: int, skip: int = 0) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), str(start), str(count), str(skip)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=Path(__file__).parent,
    )


ALL = """
    SELECT a.identity, a.status, a.flag, a.version, a.changes, a.body,
           (SELECT group_concat(v.number || ':' || v.content_hash) FROM versions v
            WHERE v.article_id = a.id) AS versions,
           (SELECT group_concat(u.kind) FROM updates u JOIN outbox o ON o.update_id = u.id
            WHERE u.article_id = a.id) AS updates,
           (SELECT p.number FROM pages p WHERE p.article_id = a.id) AS page
    FROM articles a ORDER BY a.identity"""


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is of POSIX")
def test_killed_at_any_instant_nothing_is_lost_and_nothing_doubled(tmp_path: Path) -> None:
    count = 25
    whole = tmp_path / "whole.db"
    with open_store(whole) as store:
        for visit, now in script(KILLED, count):
            record_visit(store, visit, now)
        wanted = [tuple(row) for row in store.rows(ALL)]
    path = tmp_path / "killed.db"
    chance = random.Random(20241122)
    done = kills = 0
    while done < 4 * count:
        process = writer(path, KILLED, count, skip=done)
        assert process.stdout is not None
        assert process.stderr is not None
        for _ in range(chance.randrange(4, 20)):
            if line := process.stdout.readline():
                done = int(line) + 1
        time.sleep(chance.random() * 0.004)
        process.send_signal(signal.SIGKILL)
        rest, said = process.stdout.read(), process.stderr.read()
        process.stdout.close()
        process.stderr.close()
        process.wait(timeout=60)
        done = max([done, *(int(line) + 1 for line in rest.split())])
        assert process.returncode == -signal.SIGKILL or done == 4 * count, said
        kills += process.returncode == -signal.SIGKILL
        with open_store(path) as store:  # one look may have been stored and not been told of
            assert store.value("PRAGMA integrity_check") == "ok"
            assert store.value("PRAGMA foreign_key_check") is None
            assert done <= store.value("SELECT count(*) FROM fetches") <= done + kills
    assert kills >= 4
    with open_store(path) as store:
        assert [tuple(row) for row in store.rows(ALL)] == wanted
