"""Articles out of text captures. All texts are written for these tests."""

import contextlib
import json
import time
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.dump import parse_dump
from parsers.dumplines import read_lines
from parsers.errors import ParseError
from parsers.model import Article

TITLE = "Công đoàn khu công nghiệp Bình An chăm lo bữa ăn ca cho công nhân"
ALT = "cong doan khu cong nghiep binh an cham lo bua an ca cho cong nhan"
LEAD = (
    "Từ đầu năm đến nay, Công đoàn khu công nghiệp Bình An đã thương lượng thành công để nâng "
    "mức bữa ăn ca"
    " của hơn 12.000 công nhân lên 30.000 đồng."
)
BODY = [
    "Theo bà Trần Thị Mai, Chủ tịch Công đoàn khu công nghiệp Bình An, chất lượng bữa ăn ca là "
    "nội dung được"
    " công nhân nêu nhiều nhất tại các buổi đối thoại.",
    "Tại Công ty may Hòa Phát Đạt, mức ăn ca tăng từ 22.000 đồng lên 30.000 đồng mỗi suất, công "
    "đoàn cơ sở cử"
    " người giám sát bếp ăn hằng ngày.",
    "“Bữa ăn ngon hơn hẳn, có thêm sữa vào ca đêm”, anh Lê Văn Hùng, công nhân tổ cắt, chia sẻ "
    "với chúng tôi.",
    "Thời gian tới, công đoàn tiếp tục vận động 45 doanh nghiệp còn lại ký thỏa ước lao động "
    "tập thể có điều"
    " khoản về bữa ăn ca, hoàn thành trước ngày 30/11/2023.",
]
CAPTION = "Công nhân khu công nghiệp Bình An trong giờ nghỉ trưa."
RELATED = [
    "Trao 500 suất quà cho công nhân khó khăn",
    "Khởi công khu nhà ở công nhân đầu tiên của tỉnh",
    "Nữ công nhân mong có thêm nhà trẻ gần nơi làm việc",
]
OTHERS = [
    "Giá xăng dầu hôm nay tiếp tục giảm",
    "Bắt giữ đối tượng lừa đảo xuất khẩu lao động",
    "Dự báo thời tiết ngày mai: Bắc Bộ có mưa",
    "Lịch thi đấu giải bóng đá công nhân",
]
PARAGRAPHS = "\n\n".join(BODY)


def only(article: Article) -> str:
    return "\n".join(article.body)


def check(text: str, *, lead: str | None = None, body: list[str] | None = None) -> Article:
    article = parse_dump(text)
    assert article.title == TITLE
    assert article.lead == lead
    assert list(article.body) == (BODY if body is None else body)
    return article


def test_alt_text_names_the_title_prefixes_headlines_and_marks_captions() -> None:
    related = "\n".join(f"{ALT} {headline}" for headline in RELATED)
    article = check(
        f"M\n08:15 | 12/10/2023\n\nKhu công nghiệp Bình "
        f"An:\n\n{TITLE}\n\n{LEAD}\n\n{related}\n\n{BODY[0]}\n\n"
        f"{ALT}\n{CAPTION}\n\n{BODY[1]}\n\n{BODY[2]}\n\n{BODY[3]}\n\nNguồn :",
        lead=LEAD,
    )
    assert article.kicker == "Khu công nghiệp Bình An"
    assert [caption.text for caption in article.captions] == [CAPTION]
    assert article.published_at is not None
    assert article.published_at.isoformat() == "2023-10-12T08:15:00+07:00"
    assert article.source_note is None


def test_table_leftovers_are_headlines_before_and_captions_within() -> None:
    others = "\n".join(f"{headline}\nHoạt động 22/11/2023 21:40" for headline in OTHERS)
    article = check(
        f"{TITLE}\n{RELATED[0]} | |\n{RELATED[1]} | |\n{RELATED[2]} |\n{BODY[0]}\n{CAPTION} "
        f"|\n{BODY[1]}\n{BODY[2]}\n"
        f"{BODY[3]}\nCó thể bạn quan tâm\nNên xem\n{OTHERS[0]}\n{OTHERS[1]}\nTin khác\n{others}"
    )
    assert [caption.text for caption in article.captions] == [CAPTION]
    assert article.published_at is None


def test_headlines_run_together_between_lead_and_body() -> None:
    check(
        f"{TITLE}\n08:15 | 12/10/2023\n(LĐTĐ) {LEAD}\n{' '.join(RELATED)}\n{PARAGRAPHS}",
        lead=f"(LĐTĐ) {LEAD}",
    )


def test_caption_after_a_line_that_repeats_the_title() -> None:
    article = check(
        f"{TITLE}\n\n{LEAD}\n\n{' '.join(RELATED)}\n\n{BODY[0]}\n\n{TITLE}\n{CAPTION}\n\n"
        + "\n\n".join(BODY[1:]),
        lead=LEAD,
    )
    assert [caption.text for caption in article.captions] == [CAPTION]


def test_markdown_image_in_a_table_with_its_caption() -> None:
    article = check(
        f"# {TITLE}\n\n**{LEAD}**\n\n{BODY[0]}\n\n![]() |\n| {CAPTION} |\n\n"
        + "\n\n".join(BODY[1:]),
        lead=LEAD,
    )
    assert [caption.text for caption in article.captions] == [CAPTION]


def test_kicker_date_and_author_in_capitals() -> None:
    article = check(
        f"Thứ năm 12/10/2023 15:21\nĐại hội Công đoàn tỉnh\n{TITLE}\n- TRẦN MINH\n(LĐCĐ) "
        f"{LEAD}\n{PARAGRAPHS}",
        lead=f"(LĐCĐ) {LEAD}",
    )
    assert article.kicker == "Đại hội Công đoàn tỉnh"
    assert article.authors == ("TRẦN MINH",)


def test_markdown_of_a_whole_page() -> None:
    menu = "\n".join(
        f"  * [{name}](https://example.vn/{n})"
        for n, name in enumerate(["Trang chủ", "Thời sự", "Công đoàn"])
    )
    more = "\n\n".join(
        f"### [{headline}](https://example.vn/x-{n}.html "
        f'"{headline}")\n\n{headline} theo thông tin mới nhất'
        " mà cơ quan chức năng vừa công bố trong buổi họp báo chiều nay."
        for n, headline in enumerate(OTHERS)
    )
    linked = BODY[1].replace(
        "công đoàn cơ sở", '[công đoàn cơ sở](https://example.vn/tu-khoa?q=công đoàn "x")'
    )
    article = check(
        f"[ Báo Ví Dụ ](/)\n\n{menu}\n\n# {TITLE}\n\n12/10/2023 08:15 GMT+7\n\n## "
        f"{LEAD}\n\n{BODY[0]}\n\n{linked}\n\n"
        f"  * [{RELATED[0]}](/a.html)\n  * [{RELATED[1]}](/b.html)\n\n{BODY[2]}\n\n{BODY[3]}\n\n"
        f"Tin liên quan\n\n{more}\n\nCơ quan chủ quản: Liên đoàn Lao động\n\n© 2023 Báo Ví Dụ",
        lead=LEAD,
    )
    assert article.published_at is not None
    assert article.published_at.isoformat() == "2023-10-12T08:15:00+07:00"


def test_browser_text_wrapped_at_a_width_with_numbered_links() -> None:
    import textwrap

    menu = "\n".join(f"     * [{n}]Mục {n}" for n in range(12))
    wrapped = "\n\n".join(
        textwrap.fill(part, 72, initial_indent="   ", subsequent_indent="   ")
        for part in [LEAD, *BODY]
    )
    text = (
        f"   [1]Báo Ví Dụ\n\n{menu}\n\n   {TITLE}\n\n   12/10/2023 08:15\n\n{wrapped}\n\n   Từ "
        f"khóa: [30]bữa ăn ca\n\n"
        + "\n".join(f"     * [{40 + n}]{headline}" for n, headline in enumerate(OTHERS))
    )
    check(text, body=[LEAD, *BODY])


def test_front_matter_names_the_title() -> None:
    article = check(
        f"---\ntitle: {TITLE}\nurl: https://example.vn/a-1.html\ndate: "
        f"2023-10-12\n---\n{PARAGRAPHS}"
    )
    assert article.url == "https://example.vn/a-1.html"
    assert article.date_only


def test_paragraphs_without_a_title_are_kept_and_it_is_said() -> None:
    article = parse_dump(PARAGRAPHS)
    assert list(article.body) == BODY
    assert "no line reads like a title" in article.warnings[0]


def test_sub_headings_lists_and_short_paragraphs_stay() -> None:
    parts = [
        BODY[0],
        "Giám sát bếp ăn",
        BODY[1],
        "Công đoàn đề nghị ba việc:",
        "1. Công khai thực đơn",
        "2. Lưu mẫu thức ăn",
        "- Thưởng cho bếp ăn tốt;",
        BODY[2],
        "Xin cảm ơn bà!",
        BODY[3],
    ]
    check(f"{TITLE}\n" + "\n".join(parts), body=[part.removeprefix("- ") for part in parts])


def test_an_article_about_other_news_keeps_its_sentence() -> None:
    parts = [
        BODY[0],
        "Mục “Tin khác” của trang cũng được công nhân đọc nhiều, theo khảo sát của ban biên tập.",
        *BODY[1:],
    ]
    check(f"{TITLE}\n" + "\n".join(parts), body=parts)


@pytest.mark.parametrize(
    "heading",
    [
        "Tin khác",
        "TIN LIÊN QUAN",
        "Có thể bạn quan tâm",
        "Nên xem",
        "Xem thêm",
        "Đọc thêm",
        "Tin cùng chuyên mục",
        ">> Tin mới",
    ],
)
def test_lists_after_the_body_are_left_out(heading: str) -> None:
    article = check(f"{TITLE}\n{LEAD}\n" + "\n".join([*BODY, heading, *OTHERS]), body=[LEAD, *BODY])
    assert not any(headline in only(article) for headline in OTHERS)


def test_a_list_amid_the_body_does_not_end_it() -> None:
    check(f"{TITLE}\n" + "\n".join([*BODY[:2], "Tin liên quan", *RELATED, *BODY[2:]]))


def test_headlines_without_any_heading_end_the_article() -> None:
    check(f"{TITLE}\n" + "\n".join([*BODY, *OTHERS, *RELATED]))


ASKING = ["Vì sao công nhân nghỉ việc?", "Lương tối thiểu vùng tăng từ khi nào?", OTHERS[0]]


def test_headlines_that_ask_are_headlines_among_headlines() -> None:
    related = "\n".join([RELATED[0], *ASKING[:2]])
    check(f"{TITLE}\n{LEAD}\n{related}\n" + "\n".join([*BODY, *ASKING]), lead=LEAD)


def test_questions_of_an_interview_stay() -> None:
    parts = [
        BODY[0],
        "Bà đánh giá thế nào về bữa ăn ca hiện nay?",
        BODY[1],
        "Còn thưởng Tết?",
        BODY[2],
    ]
    check(f"{TITLE}\n" + "\n".join(parts), body=parts)


def test_teasers_with_a_sentence_each_do_not_continue_it() -> None:
    teasers = [
        part
        for headline in OTHERS
        for part in (
            headline,
            f"{headline}, cơ quan chức "
            f"năng vừa cho biết trong "
            f"buổi họp báo chiều nay tại "
            f"Hà Nội, có nhiều điểm mới.",
        )
    ]
    check(f"{TITLE}\n" + "\n".join([*BODY, "Tin khác", *teasers]))


def test_signature_source_and_counters() -> None:
    article = check(
        f"{TITLE}\n"
        + "\n".join([*BODY, "Trần Minh", "Nguồn: Báo Ví Dụ", "Lượt xem: 1234", "Bình luận (3)"])
    )
    assert article.authors == ("Trần Minh",)
    assert article.source_note == "Nguồn: Báo Ví Dụ"


def test_a_correction_stays_and_is_marked() -> None:
    correction = (
        "Đính chính: Trong bản tin trước, mức bữa ăn ca ghi 35.000 đồng, đúng là 30.000 đồng."
    )
    article = check(f"{TITLE}\n" + "\n".join([*BODY, correction]), body=[*BODY, correction])
    assert article.corrections == (correction,)


def test_decomposed_text_and_windows_lines() -> None:
    check(normalize("NFD", f"{TITLE}\r\n\r\n" + "\r\n\r\n".join(BODY)))


def test_the_related_lists_of_another_day_change_nothing() -> None:
    day = f"{TITLE}\n{LEAD}\n{{}}\n{PARAGRAPHS}\nTin khác\n{{}}"
    first = parse_dump(day.format(" ".join(RELATED), "\n".join(OTHERS)))
    second = parse_dump(day.format(" ".join(OTHERS), "\n".join(RELATED)))
    assert (first.title, first.lead, first.body) == (second.title, second.lead, second.body)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "expected text"),
        (" \n\t\n", "expected text"),
        ("Trang chủ\nThời sự\nCông đoàn", "only short lines"),
    ],
)
def test_what_holds_no_article_is_said_so(text: str, reason: str) -> None:
    with pytest.raises(ParseError, match=reason) as caught:
        parse_dump(text, url="https://example.vn/x")
    assert caught.value.url == "https://example.vn/x"


@pytest.mark.parametrize(
    ("raw", "text", "linked", "heading"),
    [
        ("## Tiêu đề ##", "Tiêu đề", False, 2),
        ("**Chữ đậm** và _nghiêng_", "Chữ đậm và nghiêng", False, 0),
        ("[Một bài khác](https://example.vn/a_(b).html)", "Một bài khác", True, 0),
        ("Theo [báo cáo](/x) năm 2023.", "Theo báo cáo năm 2023.", False, 0),
        ("| Ô một | Ô hai |", "Ô một | Ô hai", False, 0),
        ("snake_case_name giữ nguyên", "snake_case_name giữ nguyên", False, 0),
        ("![ảnh](a.jpg)", "ảnh", False, 0),
        ("2\\. Điều hai", "2. Điều hai", False, 0),
    ],
)
def test_one_line_of_markdown(raw: str, text: str, linked: bool, heading: int) -> None:
    (line,) = read_lines(raw)
    assert (line.text, line.linked, line.heading) == (text, linked, heading)


@given(
    st.lists(
        st.sampled_from(
            [
                TITLE,
                ALT,
                LEAD,
                *BODY,
                *RELATED,
                "Tin khác",
                "|",
                "| |",
                "![]()",
                "# ",
                "- a",
                "",
                "12/10/2023 08:15",
                "[x](",
                "---",
                "Nguồn:",
            ]
        ),
        max_size=30,
    )
)
def test_any_order_of_lines_is_an_article_or_not(lines: list[str]) -> None:
    try:
        article = parse_dump("\n".join(lines))
    except ParseError:
        return
    assert article.body
    assert article.title


@given(st.text(max_size=300))
def test_any_text_is_an_article_or_not(text: str) -> None:
    with contextlib.suppress(ParseError):
        assert parse_dump(text).body


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "text",
    [
        "[" * 50_000,
        "*" * 50_000,
        "![](" * 20_000,
        "a|" * 50_000,
        "_a" * 50_000,
        "- " * 50_000,
        "x\n" * 50_000,
        "x?\n" * 50_000,
        "[a](" * 20_000,
    ],
)
def test_no_text_takes_long(text: str) -> None:
    with pytest.raises(ParseError):
        parse_dump(text)


@pytest.mark.corpus
def test_the_captures_that_the_project_began_from(corpus: Path) -> None:
    paths = sorted(corpus.glob("seeds/*.txt"))
    assert paths
    for path in paths:
        gold = json.loads(path.with_name(path.stem + ".gold.json").read_text("utf-8"))
        article = parse_dump(path.read_text("utf-8"))
        assert article.title == gold["title"]
        assert article.kicker == gold["kicker"]
        assert article.lead == gold["lead"]
        assert list(article.body) == gold["body"]
        assert [caption.text for caption in article.captions] == gold["captions"]
        assert (article.published_at and article.published_at.isoformat()) == gold["published"]


LINES = {
    "of one width": "Liên đoàn Lao động tỉnh trao quà cho đoàn viên có hoàn cảnh khó khăn mỗi suất\n" * 11_000,
    "of prose": "Liên đoàn Lao động tỉnh trao quà cho đoàn viên khó khăn, mỗi suất một triệu đồng.\n\n" * 11_000,
    "of open marks": ("_a" * 49 + "x" * 500 + "\n") * 1_600,
    "of one item": "Tin khác\n" * 50_000,
    "of brackets": "[\n" * 50_000,
    "in one": "![ " * 300_000,
}  # fmt: skip


@pytest.mark.parametrize("name", LINES)
def test_a_megabyte_of_lines_is_read_in_time(name: str) -> None:
    started = time.process_time()
    with contextlib.suppress(ParseError):
        parse_dump(f"Quà cho đoàn viên trong tỉnh\n\n{LINES[name]}")
    assert time.process_time() - started < 4  # two on an idle machine


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a" * 1_000_001, "at most 1000000 characters, found 1000001"),
        ("a\n\n" * 50_001, "at most 50000 lines of text, found 50001"),
    ],
)
def test_what_is_too_much_for_a_capture_is_refused_in_words(text: str, says: str) -> None:
    with pytest.raises(ParseError, match=says):
        parse_dump(text)
