"""What a channel is sent: plain text, the diff in words, nothing longer than the receiver takes."""

from dataclasses import replace

import pytest

from parsers.model import Article
from scheduler.feeds import Happening
from scheduler.messages import Message, alert_message, cut, digest_message, fitting, update_message
from tests import samples
from tests.samples import BODY


def happening(**changes: object) -> Happening:
    new = samples.article(1)
    one = Happening(
        source="bao", identity="1", url=new.url, kind="new", detected_at=samples.NOON, article=new
    )
    return replace(one, **changes)  # type: ignore[arg-type]


def edit(old: Article, new: Article, **changes: object) -> Happening:
    return happening(kind="changed", edit_class="fact", old=old, article=new, **changes)


def told(one: Happening, language: str = "vi", limit: int = 2000) -> Message:
    return update_message(one, "Báo Mẫu", language, limit)  # type: ignore[arg-type]


def test_an_edit_is_told_in_words() -> None:
    message = told(edit(samples.article(1), samples.edited(1).article, silent=True))
    assert message.title == f"[Đã sửa, dữ kiện, sửa lặng lẽ] {samples.article(1).title}"
    assert message.body.split("\n") == [
        "Báo Mẫu · 22/11/2024 12:00",
        "thân bài. Trước: “Mỗi công nhân được hỗ trợ 500.000 đồng, chi trả trước Tết Nguyên đán.”",
        "Sau: “Mỗi công nhân được hỗ trợ 600.000 đồng, chi trả trước Tết Nguyên đán.”",
        "",
        samples.url_of(1),
    ]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ({}, {"body": (*BODY, "Bài thêm một đoạn mới ở cuối.")}, "body. Added: “Bài thêm một đoạn mới ở cuối.”"),
        ({"body": (*BODY, "Đoạn cuối này bị bỏ đi.")}, {}, "body. Removed: “Đoạn cuối này bị bỏ đi.”"),
        ({"title": "Tăng lương 5%"}, {"title": "Tăng lương 6%"}, "title. Before: “Tăng lương 5%”"),
        ({"lead": None}, {}, "lead. Added: “Hơn một nghìn công nhân được nhận quà.”"),
    ],
)  # fmt: skip
def test_what_came_and_went(old: dict[str, object], new: dict[str, object], line: str) -> None:
    body = told(edit(samples.article(1, **old), samples.article(1, **new)), "en").body
    assert line in body


def test_a_long_passage_is_shown_round_the_change() -> None:
    words = "Công nhân của nhà máy làm việc nhiều giờ trong tuần qua. " * 30
    old = samples.article(1, body=(f"{words}Mức thưởng là 2 triệu đồng. {words}",))
    new = samples.article(1, body=(f"{words}Mức thưởng là 3 triệu đồng. {words}",))
    body = told(edit(old, new)).body
    assert len(body) < 400
    assert "Mức thưởng là 2 triệu đồng" in body
    assert "Mức thưởng là 3 triệu đồng" in body
    assert "“…" in body


def test_a_new_article_shows_its_lead_and_a_removed_one_its_address() -> None:
    assert "Hơn một nghìn công nhân" in told(happening()).body
    removed = told(happening(kind="removed"))
    assert removed.title.startswith("[Đã gỡ] ")
    assert removed.body.endswith(samples.url_of(1))


@pytest.mark.parametrize("limit", [120, 300, 1800])
def test_nothing_is_longer_than_the_limit(limit: int) -> None:
    old = samples.article(
        1, body=tuple(f"Đoạn {n} có mức {n} triệu đồng một tháng." for n in range(50))
    )
    new = samples.article(
        1, body=tuple(f"Đoạn {n} có mức {n + 7} triệu đồng một tháng." for n in range(50))
    )
    body = told(edit(old, new), limit=limit).body
    assert len(body) <= limit
    assert body.endswith(samples.url_of(1))
    assert "mục nữa" in body


def test_a_digest_puts_removals_and_edits_before_what_is_new() -> None:
    updates = [
        happening(),
        edit(samples.article(1), samples.edited(1).article),
        happening(kind="removed"),
        happening(source="khac"),
    ]
    message = digest_message(updates, {"bao": "Báo Mẫu"}, "vi", 5000)
    assert message.title == "unionwatch: 4 tin từ 22/11/2024 12:00"
    lines = message.body.split("\n")
    assert lines[0] == "Báo Mẫu"
    assert lines[1].startswith("- [Đã gỡ]")
    assert lines[3].startswith("- [Đã sửa, dữ kiện]")
    assert "500.000" in lines[4]
    assert " → " in lines[4]
    assert "khac" in lines


def test_a_digest_counts_what_does_not_fit() -> None:
    updates = [happening(identity=str(number)) for number in range(200)]
    message = digest_message(updates, {}, "en", 1000)
    assert len(message.body) <= 1000
    shown = message.body.count("- ")
    assert message.body.endswith(f"and {200 - shown} more")


def test_alerts_say_what_is_wrong_and_what_was() -> None:
    evidence = ("titles empty on 18 of the last 20 pages, since Tuesday",)
    broken = alert_message("Báo Mẫu", "bao", "broken", evidence, "vi", 1000)
    said = "tít trống ở 18 trong 20 trang gần nhất, từ thứ ba"
    assert broken == Message(title="Báo Mẫu: hỏng", body=f"{said}\nXem: unionwatch status")
    held = alert_message("Báo Mẫu", "bao", "quarantined", evidence, "en", 1000)
    assert held.body.endswith("unionwatch sources release bao")
    well = alert_message("Báo Mẫu", "bao", "ok", evidence, "en", 1000)
    assert well.title == "Báo Mẫu: read rightly again"
    assert well.body == f"Before that: {evidence[0]}"


def test_hostile_text_stays_text() -> None:
    article = samples.article(1, title="<b>*a*</b> _b_ [c](d)", lead="& <script>")
    message = told(happening(article=article))
    assert message.title == "<b>*a*</b> _b_ [c](d)"
    assert "& <script>" in message.body


def test_cutting() -> None:
    assert cut("ngắn", 10) == "ngắn"
    assert cut("x" * 20, 10) == "x" * 9 + "…"
    assert fitting(["a" * 50, "b" * 50, "c" * 50], 120, "en") == ["a" * 50, "and 2 more"]
