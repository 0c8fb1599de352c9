"""The evidence of health in the reader's language. What health itself writes is held against the
shapes by tests/test_health.py.
"""

import pytest

from scheduler.evidence import evidence_in, reason_in
from scheduler.site_health import WORDS


@pytest.mark.parametrize(
    ("english", "vietnamese"),
    [
        ("no new article for 6 days, in which some 41 usually come, since 2025-06-11", "không có bài mới suốt 6 ngày, thường lệ có chừng 41 bài, từ 11/06/2025"),
        ("a captcha to 9 of the last 10 requests, since 08:15", "trang captcha: 9 trong 10 lượt hỏi gần nhất, từ 08:15"),
        ("https://bao.example.vn/tin shows no articles where it used to show 20, since Sunday", "https://bao.example.vn/tin không còn bài nào, trước nay thường có 20, từ chủ nhật"),
        ("12 of 40 articles changed at once, 7 of them by the same block (“of the day, since”)", "12 trong 40 bài thay đổi cùng lúc, 7 bài do cùng một đoạn (“of the day, since”)"),
        ("9 of 60 articles were gone at once", "9 trong 60 bài mất cùng lúc"),
        ("the last 3 crawls failed (no answer from bao.example.vn), since Monday", "3 lượt gần nhất đều hỏng (no answer from bao.example.vn), từ thứ hai"),
        ("titles empty on 5 of the last 5 pages, since Tuesday, since 10:00", "tít trống ở 5 trong 5 trang gần nhất, từ thứ ba, từ 10:00"),
        ("something new, since Tuesday", "something new, since Tuesday"),
        ("", ""),
    ],
)  # fmt: skip
def test_sentences(english: str, vietnamese: str) -> None:
    assert evidence_in(english, "vi") == vietnamese
    assert evidence_in(english, "en") == english


def test_a_reason_may_be_several_sentences() -> None:
    reason = (
        "titles empty on 5 of the last 5 pages, since Tuesday; 9 of 60 articles were gone at once"
    )
    assert reason_in(reason, "vi") == (
        "tít trống ở 5 trong 5 trang gần nhất, từ thứ ba; 9 trong 60 bài mất cùng lúc"
    )


@pytest.mark.parametrize("answer", WORDS.values())
def test_every_answer_has_its_vietnamese(answer: str) -> None:
    said = evidence_in(f"{answer} to 3 of the last 5 requests", "vi")
    assert answer not in said
