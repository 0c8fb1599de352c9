"""Habits of text captures of Vietnamese pages: what stands round the title, lists within the text,
the next article below.
"""

import pytest

from parsers import Article, parse_dump

TITLE = "Bến phà cũ có cầu mới, thợ đóng thuyền đổi nghề"
FIRST = (
    "Cây cầu dài bốn trăm mét thông xe sáng 9/8, mười hai chuyến phà mỗi ngày dừng hẳn sau gần sáu "
    "mươi năm chở người qua sông."
)
SECOND = (
    "Nghiệp đoàn vận tải thủy cho biết, hai mươi mốt thợ máy và thuyền viên được giới thiệu việc "
    "làm ở cảng cá cách đó chừng ba cây số."
)
THIRD = (
    "Số còn lại học nghề sửa máy nông nghiệp, học phí do quỹ nghiệp đoàn và ủy ban xã cùng chi trả "
    "trong sáu tháng đầu."
)
SHORT = "Ông Bảy lái phà bảo rằng nhớ nhất là tiếng còi tàu mỗi sớm mai."
OTHERS = (
    "Làng chài dời lên bờ, trẻ con được đến lớp",
    "Ghe hàng bông cuối cùng của chợ nổi",
    "Người giữ đèn biển nghỉ hưu sau bốn thập kỷ",
)


def read(*lines: str, top: str = f"{TITLE}\n\n09/08/2023 07:40") -> Article:
    return parse_dump("\n\n".join((top, *lines)))


@pytest.mark.parametrize(
    "line",
    [
        "Được viết bởi Trần Thị Bến",
        "Posted on 09/08/2023 by admin",
        "Ngày đăng: 09/08/2023 - 07:40 | Lượt xem: 1.245",
        "Cập nhật: 10/08/2023 09:00",
        "Nghe đọc bài 0:00 / 4:32 Giọng nam Giọng nữ 1x",
        "Cây cầu mới nhìn từ bến phà. Ảnh: Minh Bến",
    ],
)
def test_a_line_of_the_frame_over_the_text_is_no_title(line: str) -> None:
    top = f"  * Trang chủ\n  * Thời sự\n\nTin tức\n{TITLE}"
    assert read(line, FIRST, SECOND, THIRD, top=top).title == TITLE


def test_a_date_under_the_title_is_not_joined_with_it() -> None:
    def wrapped(text: str) -> str:
        words, lines = text.split(), [""]
        for word in words:
            if len(lines[-1]) + len(word) > 60:
                lines.append("")
            lines[-1] = f"{lines[-1]} {word}".strip()
        return "\n".join(lines)

    title = f"{TITLE} trong mùa nước"
    texts = "\n\n".join(map(wrapped, (FIRST, SECOND, THIRD, f"{THIRD} {SECOND}")))
    article = parse_dump(f"{title}\n09/08/2023 07:40\n\n{texts}\n")
    assert article.title == title
    assert article.published_at is not None


def test_two_words_set_as_a_heading_are_a_title() -> None:
    assert read(FIRST, SECOND, THIRD, top="# Tin buồn").title == "Tin buồn"


def test_short_paragraphs_go_on_after_a_list() -> None:
    listed = "Xem nhiều\n\n" + "\n\n".join(OTHERS)
    assert read(FIRST, SECOND, listed, SHORT, THIRD, f"{SECOND} {THIRD}").body == (
        FIRST,
        SECOND,
        SHORT,
        THIRD,
        f"{SECOND} {THIRD}",
    )


def test_teasers_with_their_sapo_under_a_heading_are_left_out() -> None:
    teasers = [f"[{other}](/x)\n\nNơi khác: {SHORT}" for other in OTHERS[:2]]
    assert read(FIRST, SECOND, "Bài đọc nhiều", *teasers, THIRD, FIRST, SECOND).body == (
        FIRST,
        SECOND,
        THIRD,
        FIRST,
        SECOND,
    )


def test_a_sapo_with_the_name_of_the_paper_is_a_teaser() -> None:
    body = read(f"VOV.VN - {FIRST}", SECOND, OTHERS[0], f"VOV.VN - {SHORT}", THIRD, SECOND)
    assert (body.lead, body.body) == (f"VOV.VN - {FIRST}", (SECOND, THIRD, SECOND))


def test_a_headline_with_a_day_of_its_own_begins_another_article() -> None:
    assert read(FIRST, SECOND, THIRD, OTHERS[0], "08/08/2023 10:00", FIRST + " Nơi khác.").body == (
        FIRST,
        SECOND,
        THIRD,
    )


def test_rows_of_a_table_without_borders_are_content() -> None:
    rows = (
        "Hạng I 4.960.000 5.310.000",
        "Hạng II 4.410.000 4.730.000",
        "Hạng III 3.860.000 4.140.000",
    )
    assert read(FIRST, SECOND, "\n".join(rows), SHORT, THIRD).body == (
        FIRST,
        SECOND,
        *rows,
        SHORT,
        THIRD,
    )


def test_bullets_that_are_no_links_are_content_where_links_are_shown() -> None:
    items = ("Thợ máy tàu sông", "Thuyền viên bến Đông", "Nhân viên bán vé")
    bullets = "\n".join(f"* {item}" for item in items)
    text = (
        f"* [Trang chủ](/)\n\n# {TITLE}\n\n{FIRST}\n\n{SECOND}\n\n## Ai đổi nghề\n\n{bullets}\n\n"
    )
    assert parse_dump(f"{text}{THIRD}\n").body == (FIRST, SECOND, "Ai đổi nghề", *items, THIRD)


def test_a_label_in_bold_with_a_blank_before_its_end_points_elsewhere() -> None:
    label = f"**Xem thêm: **[{OTHERS[0]}](/x)"
    assert read(FIRST, SECOND, label, THIRD, top=f"# {TITLE}").body == (FIRST, SECOND, THIRD)


def test_front_matter_names_lead_and_author() -> None:
    head = f"---\ntitle: {TITLE}\nauthor: Trần Thị Bến\ndescription: {FIRST}\n---\n"
    article = parse_dump(f"{head}\n{FIRST}\n\n{SECOND}\n\n{THIRD}\n")
    assert (article.lead, article.authors) == (FIRST, ("Trần Thị Bến",))
    assert article.body == (SECOND, THIRD)


def test_the_place_of_a_picture_is_no_line_of_the_text() -> None:
    caption = "Bến phà trong ngày cuối cùng. Ảnh: Minh Bến"
    article = read(FIRST, SECOND, "[IMG]", caption, "[anh-2.jpg]", THIRD)
    assert article.body == (FIRST, SECOND, THIRD)
    assert [each.text for each in article.captions] == [caption]


@pytest.mark.parametrize(
    "top",
    [
        "Đời sống",
        "BÁO BẾN SÔNG - CƠ QUAN CỦA NGHIỆP ĐOÀN VẬN TẢI",
        "Trang chủ\n\nTin tức - Sự kiện",
        "Tin tức\tCông đoàn\tPháp luật",
    ],
)
def test_the_line_over_the_date_is_the_title(top: str) -> None:
    title = "Thêm một mùa nước nổi bên bến Đông"
    aids = "Xem với cỡ chữ : A- A A+\n\nMàu chữ tương phản"
    text = f"{top}\n\n{title}\n\nNgày đăng: 09/08/2023 07:40\n\n{aids}"
    assert read(FIRST, SECOND, THIRD, top=text).title == title


@pytest.mark.parametrize(
    ("signed", "author"),
    [("Trần Thị Bến (thực hiện)", "Trần Thị Bến"), ("Ban Tuyên giáo", "Ban Tuyên giáo")],
)
def test_thanks_before_the_name_stay(signed: str, author: str) -> None:
    article = read(FIRST, SECOND, THIRD, "Xin cảm ơn bà!", signed, "Lượt xem: 120")
    assert article.authors == (author,)
    if signed.endswith(")"):
        assert article.body[-1] == "Xin cảm ơn bà!"


@pytest.mark.parametrize("top", [f"# {TITLE} {{#ben-pha}}", f"📰 {TITLE}"])
def test_what_is_set_beside_the_title_is_no_part_of_it(top: str) -> None:
    assert read(FIRST, SECOND, THIRD, top=f"{top}\n\n09/08/2023 07:40").title == TITLE


@pytest.mark.parametrize(
    "line", ["![{}. Ảnh: Minh Bến](/1.jpg)", "Ảnh: {}. Ảnh: Minh Bến"], ids=["its text", "label"]
)
def test_what_a_picture_shows_is_its_caption(line: str) -> None:
    caption = "Bến phà trong ngày cuối cùng đón khách"
    article = read(FIRST, SECOND, line.format(caption), THIRD)
    assert [each.text for each in article.captions] == [f"{caption}. Ảnh: Minh Bến"]
    assert (article.authors, article.body) == ((), (FIRST, SECOND, THIRD))


def test_what_a_browser_prints_on_each_page_is_left_out() -> None:
    head = f"10/08/2023, 20:15 {TITLE} | Báo Bến Sông"
    foot = "https://bao.example.vn/ben-pha-2468.html"
    top = f"{head}\n\n{foot} 1/2\n\n{TITLE}\n\n09/08/2023 07:40"
    article = read(FIRST, SECOND, f"{head}\n{foot} 2/2", THIRD, top=top)
    assert (article.title, article.body) == (TITLE, (FIRST, SECOND, THIRD))
    assert article.published_at is not None
    assert article.published_at.day == 9


def test_why_a_letter_was_sent_is_no_part_of_the_text() -> None:
    why = "Bạn nhận được thư này vì đã đăng ký nhận bản tin Bến Sông."
    assert read(FIRST, SECOND, THIRD, why, "Hủy đăng ký").body == (FIRST, SECOND, THIRD)
