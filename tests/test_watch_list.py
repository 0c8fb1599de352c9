"""The watch list: what it marks, and the commands that work it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from samples import BODY, NOON, later, snapshot

from scheduler.cli.group import unionwatch
from scheduler.pipeline import record_visit
from scheduler.store import Store, open_store, reading
from scheduler.store.watchlist import add_phrase, phrases, remove_phrase, watched_phrases

STRIKE, WARD, WAGE = "đình công", "Định Công", "lương tối thiểu"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "news.db") as opened:
        yield opened


def body(*sentences: str) -> tuple[str, ...]:
    return (*BODY, *sentences)


# text before, text after (None: nothing of it) -> phrases that mark the last update
MARKED: dict[str, tuple[tuple[str, ...] | None, tuple[str, ...], tuple[str, ...]]] = {
    "a new article": (None, body("Công nhân đình công từ sáng."), (STRIKE,)),
    "not the ward": (None, body("Phường Định Công họp."), (WARD,)),
    "capitals": (None, body("ĐÌNH CÔNG tại khu công nghiệp."), (STRIKE,)),
    "none": (None, body("Không có gì."), ()),
    "it comes": (body("Họp."), body("Họp về lương tối thiểu."), (WAGE,)),
    "it is said more often": (
        body("Họp về lương tối thiểu."),
        body("Họp về lương tối thiểu.", "Sau đó tăng lương tối thiểu."),
        (WAGE,),
    ),
    "it is said as often": (
        body("Lương tối thiểu tăng 5 %."), body("Lương tối thiểu tăng 6 %."), (),
    ),
    "it goes": (body("Họp về lương tối thiểu."), body("Họp."), ()),
}  # fmt: skip


@pytest.mark.parametrize("name", MARKED)
def test_what_is_marked(store: Store, name: str) -> None:
    before, after, marks = MARKED[name]
    for phrase in (STRIKE, WARD, WAGE):
        assert add_phrase(store, phrase, NOON)
    for hours, text in enumerate((before, after)):
        if text is not None:
            record_visit(store, snapshot(1, body=text), later(hours=hours))
    [update, *_] = reading.updates(store)
    assert update.watched == marks
    assert [each.id for each in reading.updates(store, watched=True)][:1] == (
        [update.id] if marks else [each.id for each in reading.updates(store) if each.watched][:1]
    )
    for phrase in marks:
        assert reading.updates(store, phrases=[phrase])[0].id == update.id


def test_a_phrase_is_on_the_list_once(store: Store) -> None:
    assert add_phrase(store, "hoà giải", NOON)
    assert not add_phrase(store, "Hòa  giải", NOON)  # one phrase, spelled otherwise
    assert phrases(store) == ("hoà giải",)
    assert remove_phrase(store, "HÒA GIẢI")
    assert not remove_phrase(store, "hoà giải")
    for empty in ("", "  ", "!?"):
        with pytest.raises(ValueError, match="letters or digits"):
            add_phrase(store, empty, NOON)


def test_the_list_counts_what_it_marked(store: Store) -> None:
    add_phrase(store, STRIKE, NOON)
    record_visit(store, snapshot(1, body=body("Đình công.")), NOON)
    record_visit(store, snapshot(2, body=body("Đình công.")), NOON)
    assert [(each.phrase, each.updates) for each in watched_phrases(store)] == [(STRIKE, 2)]


def test_the_commands(tmp_path: Path) -> None:
    db = tmp_path / "news.db"

    def run(*words: str, code: int = 0) -> str:
        done = CliRunner().invoke(unionwatch, ["--db", str(db), *words])
        assert (done.exit_code != 0) is bool(code), done.output
        return done.output

    assert "Watching for 'đình công'" in run("watch", "add", STRIKE, WAGE)
    assert "already" in run("watch", "add", STRIKE)
    with open_store(db) as store:
        record_visit(store, snapshot(1, body=body("Đình công.")), NOON)
        record_visit(store, snapshot(2, body=body("Nghỉ.")), NOON)
    assert "says: đình công" in run("updates", "--watched")
    assert len(json.loads(run("updates", "--phrase", STRIKE, "--json"))) == 1
    assert json.loads(run("updates", "--phrase", WAGE, "--json")) == []
    listed = json.loads(run("watch", "list", "--json"))
    assert {each["phrase"]: each["updates"] for each in listed} == {STRIKE: 1, WAGE: 0}
    run("watch", "remove", STRIKE)
    run("watch", "remove", STRIKE, code=1)
    run("watch", "add", "…", code=1)
