"""What a source shows on many pages: what is learned, what is not, and that learning raises no
alarm.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
from samples import NOON, SOURCE, later, page_of, snapshot

from parsers.model import Article, Known, Page
from parsers.text import match_key
from scheduler.chrome import learn_chrome
from scheduler.pipeline import record_visit
from scheduler.repeats import Sample, find_repeats
from scheduler.store import Store, open_store, reading
from scheduler.store.chrome import chrome_lines, known_chrome, set_chrome
from scheduler.store.planning import plan_for

SLOGAN = "Cùng công nhân đi qua những ngày khó."
NOTICE = "Bạn đọc có việc cần giúp xin gọi 1900 xxxx, số máy 024 3333 8888."
QUOTE = "Theo Nghị định 158, mức đóng là 25 % của tiền lương."
AMENDED = "Đính chính: bài trước viết nhầm tên người phụ trách."


def body(number: int, *, first: Sequence[str] = (), last: Sequence[str] = ()) -> tuple[str, ...]:
    own = [f"Đoạn {part} của bài {number} kể một việc khác hẳn." for part in range(5)]
    return (*first, *own, *last)


def sample(number: int, body: tuple[str, ...], *, title: str = "", day: int = 0) -> Sample:
    title = title or f"chuyện thứ {number} ở một nơi"
    return Sample(title_key=title, day=date(2024, 11, 1 + (day or number) % 20), body=body)


def middle(number: int, text: str) -> tuple[str, ...]:
    parts = list(body(number))
    parts.insert(2 - number % 2, text)
    return tuple(parts)


NUMBERS = range(1, 31)
COPY = body(1)

# what 30 articles show -> what is learned of it
CASES: dict[str, tuple[list[Sample], set[str]]] = {
    "nothing repeats": ([sample(n, body(n)) for n in NUMBERS], set()),
    "a slogan under three": (
        [sample(n, body(n, last=[SLOGAN] if n <= 3 else [])) for n in NUMBERS], {SLOGAN},
    ),
    "a slogan under two": (
        [sample(n, body(n, last=[SLOGAN] if n <= 2 else [])) for n in NUMBERS], set(),
    ),
    "a slogan above three": (
        [sample(n, body(n, first=[SLOGAN] if n <= 3 else [])) for n in NUMBERS], {SLOGAN},
    ),
    "a sentence amid three": (
        [sample(n, middle(n, SLOGAN) if n <= 3 else body(n)) for n in NUMBERS], set(),
    ),
    "a sentence amid a dozen": (
        [sample(n, middle(n, SLOGAN) if n <= 12 else body(n)) for n in NUMBERS], {SLOGAN},
    ),
    "a decree quoted by five": (
        [sample(n, body(n, last=[QUOTE] if n <= 5 else [])) for n in NUMBERS], set(),
    ),
    "a telephone number under all": ([sample(n, body(n, last=[NOTICE])) for n in NUMBERS], {NOTICE}),
    "a column that opens alike": (
        [
            sample(n, body(n, first=[SLOGAN]), title=f"giá vàng hôm nay ngày {n}")
            if n <= 12
            else sample(n, body(n))
            for n in NUMBERS
        ],
        set(),
    ),
    "one day's campaign": (
        [sample(n, body(n, last=[SLOGAN] if n <= 5 else []), day=7) for n in NUMBERS], set(),
    ),
    "a story taken over four times": (
        [sample(n, COPY if n <= 4 else body(n)) for n in NUMBERS], set(),
    ),
    "a correction in many": (
        [sample(n, body(n, last=[AMENDED])) for n in NUMBERS], set(),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_is_chrome(name: str) -> None:
    samples, texts = CASES[name]
    found = find_repeats(samples)
    assert set(found) == {match_key(text) for text in texts}
    assert {text for text, _ in found.values()} == texts


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "news.db") as opened:
        yield opened


def fill(store: Store, count: int = 12) -> None:
    for number in range(1, count + 1):
        title = f"Chuyện thứ {number} ở một nơi"
        shown = snapshot(number, title=title, body=body(number, last=[SLOGAN]), published_at=None)
        record_visit(store, shown, later(hours=5 * number))


def test_what_is_learned_is_handed_to_the_parsers_and_explained(store: Store) -> None:
    fill(store)
    assert learn_chrome(store, SOURCE, later(days=3)) == 1
    assert learn_chrome(store, SOURCE, later(days=3, hours=1)) == 0  # not again within hours
    assert plan_for(store, SOURCE, later(days=3)).what_is_known.chrome == {match_key(SLOGAN)}
    [line] = chrome_lines(store, SOURCE)
    assert (line.text, line.state, line.articles, line.since) == (
        SLOGAN, "learned", 12, later(days=3),
    )  # fmt: skip


def test_what_a_person_forgets_is_not_learned_again(store: Store) -> None:
    fill(store)
    learn_chrome(store, SOURCE, later(days=3))
    assert set_chrome(store, SOURCE, [SLOGAN.upper()], NOON, "forgotten") == 1
    learn_chrome(store, SOURCE, later(days=4))
    assert known_chrome(store, SOURCE) == frozenset()
    assert set_chrome(store, SOURCE, [NOTICE], NOON, "added") == 1
    assert known_chrome(store, SOURCE) == {match_key(NOTICE)}


def test_learning_raises_no_update_and_an_edit_in_the_same_look_is_found(store: Store) -> None:
    fill(store)
    learn_chrome(store, SOURCE, later(days=3))
    known = plan_for(store, SOURCE, later(days=3)).what_is_known

    def read(number: int, text: tuple[str, ...]) -> Article:
        kept = tuple(each for each in text if match_key(each) not in known.chrome)
        title = f"Chuyện thứ {number} ở một nơi"
        return snapshot(number, title=title, body=kept, published_at=None).article

    def reread(_source: str, page: Page) -> Article:
        number = int(page.url.rsplit("-", 1)[1].removesuffix(".html"))
        assert SLOGAN.encode() in page.body
        return read(number, body(number, last=[SLOGAN]))

    same = snapshot(1, title=read(1, ()).title, body=read(1, body(1)).body, published_at=None)
    edited = (*body(2)[:4], "Đoạn 4 của bài 2 kể về 600.000 đồng.")
    other = snapshot(2, title=read(2, ()).title, body=edited, published_at=None)
    assert record_visit(store, same, later(days=4), reread=reread).kind == "unchanged"
    change = record_visit(store, other, later(days=4), reread=reread)
    assert change.kind == "changed"
    assert [each.kind for each in reading.updates(store)].count("changed") == 1
    [version] = reading.versions(store, 1)
    assert SLOGAN not in version.article.body  # the first version is as we would read it today
    assert SLOGAN.encode() in page_of(snapshot(1, body=(SLOGAN,)).article)


def test_what_is_known_reads_a_real_page_otherwise() -> None:
    from parsers import parse_article

    long = " ".join([SLOGAN] * 6)
    text = "".join(f"<p>{each * 3}</p>" for each in body(1, last=[]))
    html = (
        f"<html><body><article><h1>Chuyện thứ nhất ở một nơi</h1>{text}"
        f"<p>{SLOGAN}</p><p>{long}</p></article></body></html>"
    )
    page = Page(url="https://baomau.example/a-1.html", body=html.encode(), content_type=None)
    known = Known(chrome=frozenset({match_key(SLOGAN), match_key(long)}))
    assert SLOGAN in parse_article(page).body
    kept = parse_article(page, known=known).body
    assert SLOGAN not in kept
    assert long not in kept
