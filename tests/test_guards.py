"""Guards: pages that flap, sites that change at once."""

from datetime import UTC, datetime, timedelta

import pytest

from parsers.model import Article
from scheduler.canon import content_key
from scheduler.guards import Past, SeenKey, blocks_of, breaker, is_flap, shared_blocks

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


def seen(*looks: tuple[str, float]) -> list[SeenKey]:
    return [SeenKey(key=key, last_seen_at=NOW - timedelta(hours=hours)) for key, hours in looks]


@pytest.mark.parametrize(
    ("name", "key", "recent", "expected"),
    [
        ("first look", "A", seen(), False),
        ("unchanged", "A", seen(("A", 1)), False),
        ("new text", "B", seen(("A", 1)), False),
        ("back after one other text", "A", seen(("A", 2), ("B", 1)), True),
        ("back after several", "A", seen(("A", 3), ("B", 2), ("C", 1)), True),
        ("back after more than a day", "A", seen(("A", 25), ("B", 1)), False),
        ("the revert holds", "A", seen(("A", 3), ("B", 2), ("A", 1)), False),
        ("back and forth", "B", seen(("A", 3), ("B", 2), ("A", 1)), True),
    ],
)
def test_flap(name: str, key: str, recent: list[SeenKey], expected: bool) -> None:
    assert is_flap(key, recent, NOW) is expected


@pytest.mark.parametrize(
    ("looked", "changed", "shared", "expected"),
    [
        (200, 0, [], False),
        (200, 39, [], False),
        (200, 40, [], True),
        (6, 4, [4], False),
        (5, 5, [], True),
        (200, 8, [8, 1], True),
        (200, 8, [7], True),
        (200, 8, [4, 4], False),
        (200, 4, [4], False),
    ],
)
def test_breaker(looked: int, changed: int, shared: list[int], expected: bool) -> None:
    assert breaker(looked, changed, shared) is expected


@pytest.mark.parametrize(
    ("looked", "changed", "past", "expected"),
    [
        (20, 5, None, True),
        (20, 5, (0, 0), True),
        (20, 5, (99, 40), True),  # too little is known of how it is edited
        (20, 5, (1000, 2), True),  # hardly ever edited
        (20, 5, (1000, 80), False),  # a lively hour
        (20, 7, (1000, 80), False),
        (20, 20, (1000, 80), True),
        (100, 30, (1000, 80), True),
        (40, 40, (1000, 300), True),
    ],
)
def test_what_is_usual_for_a_source_is_no_redesign(
    looked: int, changed: int, past: tuple[int, int] | None, expected: bool
) -> None:
    known = None if past is None else Past(looked=past[0], changed=past[1])
    assert breaker(looked, changed, past=known) is expected


def article(*body: str) -> Article:
    return Article(url="https://x.vn/1", title="Trao quà", body=body)


def test_a_block_that_comes_to_many_articles_is_counted() -> None:
    box = "Mời bạn đọc tham gia cuộc thi viết."
    edits = [blocks_of(article(f"Bài {n}"), article(f"Bài {n}", box)) for n in range(6)]
    edits.append(blocks_of(article("Bài 9"), article("Bài 9", "Thêm một đoạn.")))
    counts = shared_blocks(edits)
    assert list(counts.values()) == [6]
    assert breaker(500, 7, counts.values())


def test_content_key_is_blind_to_churn_and_not_to_a_digit() -> None:
    plain = content_key(article("Mức quà “500.000” đồng ở Hoà Bình."))
    assert plain == content_key(article('Mức quà "500.000" đồng ở Hòa Bình.', "Lượt xem: 12"))
    assert plain != content_key(article("Mức quà “500.001” đồng ở Hoà Bình."))
