"""How lines read: each kind by examples with and without diacritics, and prose that is none of them."""

import time

import pytest

from parsers.boilerplate import (
    LineKind,
    is_boilerplate_heading,
    is_byline,
    is_correction,
    is_counter,
    is_credited,
    is_date_line,
    is_dated_headline,
    is_link_line,
    is_name,
    is_notice,
    is_source_note,
    line_kind,
)
from parsers.shapes import HEADS, SHAPES

LINES = {
    LineKind.LIST_HEADING: (
        "TIN LIÊN QUAN",
        "Tin khác",
        "TIN KHAC:",
        "Các tin đã đưa",
        "Những tin cũ hơn",
        "Những tin mới hơn »",
        "Bài viết liên quan",
        "Tin cùng chuyên mục",
        "Có thể bạn quan tâm",
        "Co the ban quan tam",
        "Nên xem",
        "Đọc nhiều nhất",
        "Gợi ý dành cho bạn",
        "Xem thêm",
        "Other News",
        "Related articles",
        "More from World",
        "You may also like",
    ),
    LineKind.LINK_LINE: (
        ">> Công nhân được hỗ trợ tiền thuê nhà",
        "»  Bài tiếp theo về lương tối thiểu",
        "Xem thêm: Quy định mới về nghỉ thai sản",
        "READ MORE: Union wins a rise",
    ),
    LineKind.COUNTER: (
        "Lượt xem: 12345",
        "1.204 lượt xem",
        "12 bình luận",
        "0:00 / 3:12",
        "1x",
        "3 min read",
        "Views: 1,024",
        "Thích 17 Buồn 72 Phẫn nộ 1",
    ),
    LineKind.BYLINE: (
        "Bài và ảnh: Minh Chiến",
        "Tác giả: Hải Yến",
        "Bài, ảnh: H.Y",
        "By Jane Doe",
        "Written by Jane Doe",
    ),
    LineKind.SOURCE: (
        "Nguồn: TTXVN",
        "Nguồn tin: Báo Lao động",
        "(Theo TTXVN)",
        "Theo VnExpress",
        "(Báo Mẫu)",
    ),
    LineKind.SHARE: (
        "Chia sẻ",
        "Facebook",
        "Sao chép liên kết",
        "Share this article",
        "Chia sẻ: Facebook Zalo Sao chép link",
        "In bài viết | Gửi email | Lưu bài",
    ),
    LineKind.SPEECH: (
        "Nghe đọc bài",
        "Nữ miền Bắc",
        "Nam miền Nam Nữ miền Nam",
        "Nghe bài viết2:46",
        "Nghe đọc bài - 2:46 / 3:10",
        "A- A+ Cỡ chữ",
    ),
    LineKind.FOLLOW: (
        "Theo dõi Báo Mẫu trên Google News",
        "Mời bạn đọc theo dõi kênh Zalo của Báo Mẫu",
        "Follow us on Facebook",
    ),
    LineKind.CORRECTION: (
        "Đính chính: trong bài trước, mức thưởng là 2 triệu đồng.",
        "Cáo lỗi bạn đọc",
        "Correction: an earlier version gave the wrong sum.",
    ),
    LineKind.NAVIGATION: ("Bài trước", "Trang chủ", "Về đầu trang", "Next article"),
    LineKind.ADVERT: (
        "Quảng cáo",
        "QUANG CAO",
        "Advertisement",
        "Quét mã QR để ủng hộ quỹ của báo",
    ),
    LineKind.COMMENTS: ("Bình luận (0)", "Gửi bình luận", "Leave a reply", "Ý kiến bạn đọc (2)"),
    LineKind.TAGS: ("Từ khóa: công đoàn, ăn ca", "Tags: union, wages", "Chủ đề: lương"),
    LineKind.DATE: (
        "Thứ bảy, 7/3/2026, 00:05 (GMT+7)",
        "21/12/2012 | 12:00 AM",
        "Cập nhật lúc 12:30 12/03/2024",
        "3 giờ trước",
        "56 phút trước Cập nhật: 21:21 14/01/2026 342 lượt xem",
        "14/01/2026 09:15 | 47 bình luận",
        "March 2, 2022",
    ),
    LineKind.MASTHEAD: (
        "Tổng Biên tập: Nguyễn Văn Mẫu",
        "© 2024 Báo Mẫu",
        "Giấy phép số 12/GP-BC do Cục Báo chí cấp",
        "Ghi rõ nguồn khi phát hành lại thông tin từ trang này",
    ),
    LineKind.NEWSLETTER: ("Đăng ký nhận bản tin", "Sign up for our newsletter"),
}

PROSE = (
    "Tin khác với dự đoán, công nhân ở lại nhà máy.",
    "Bình luận về đề xuất này, ông Nam cho rằng cần thêm thời gian.",
    "Theo Nghị định 68, hộ kinh doanh phải khai thuế theo quý.",
    "Theo báo cáo của Liên đoàn Lao động tỉnh, 1.250 lao động đã trở lại làm việc.",
    "Chia sẻ với công nhân, chị Thắm nói bữa ăn đã khá hơn.",
    "Quảng cáo ngoài trời phải có giấy phép, theo luật mới.",
    "Ngày 12/6/2024, hội nghị người lao động được tổ chức.",
    "Tác giả của sáng kiến là công nhân tổ dệt 4.",
    "Điện thoại: 0210 3846 123 gặp đồng chí Hạnh, Ban Chính sách.",
    "Share prices fell for a third day.",
    "Theo dõi sức khỏe của công nhân tại nhà máy được làm hằng tháng.",
    "Tham gia nhóm nghiên cứu có năm công nhân của tổ dệt.",
    "Nhận thông báo của công ty, anh Nam trở lại làm việc.",
    "Nghe tin, chị bật khóc.",
    "Tổng biên tập một tạp chí nhận định thị trường lao động sẽ khá hơn.",
    "Giấy phép hoạt động của công ty bị thu hồi.",
    "Bài học lớn nhất là sự kiên trì.",
    "Nghe bài viết trên đài, chị nhớ lại buổi họp lúc 2:46.",
    "Quét mã QR ở cổng, công nhân nhận phiếu ăn.",
    "Facebook sa thải hàng nghìn lao động.",
    "Thích nghi và sẻ chia",
    "12/3/2026 - 20/3/2026",
    "Cập nhật lúc 21:21 14/01/2026: thêm hai thợ được đưa ra.",
    "More than 300 workers signed.",
)


@pytest.mark.parametrize(
    ("kind", "line"), [(kind, line) for kind, lines in LINES.items() for line in lines]
)
def test_a_label_has_its_kind(kind: LineKind, line: str) -> None:
    assert line_kind(line) is kind


def test_every_kind_has_examples() -> None:
    assert set(LINES) == set(LineKind)


@pytest.mark.parametrize("line", PROSE)
def test_a_sentence_has_none(line: str) -> None:
    assert line_kind(line) is None


def test_the_first_words_of_all_examples_are_known() -> None:
    """A shape whose first word is missing in HEADS would never be tried."""
    for kind, shape in SHAPES:
        assert any(line_kind(line) is kind for line in LINES[kind]), shape
    assert "tin" in HEADS


def test_a_long_paragraph_is_prose_unless_it_corrects() -> None:
    text = "Các tin đã đưa " + "về việc thương lượng tiền ăn ca tại nhà máy " * 6
    assert line_kind(text) is None
    assert is_correction("Đính chính: " + text)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Minh Chiến", True),
        ("THUẬN VĂN - LÊ ÁNH", True),
        ("Hà Thu (tổng hợp)", True),
        ("Đặng Đức Ánh", True),
        ("Khẩu phần được kiểm tra", False),
        ("Mức mới từ 1/7", False),
        ("A", False),
    ],
)
def test_names_alone(line: str, expected: bool) -> None:
    assert is_name(line) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đoàn viên dự phiên thương lượng. Ảnh: Hải Yến", True),
        ("Công nhân vào ca (Ảnh minh họa)", True),
        ("Workers at the gate. Photo: Jane Doe/AP", True),
        ("Bức ảnh cho thấy công nhân đứng máy suốt tám giờ.", False),
    ],
)
def test_credits_of_pictures(text: str, expected: bool) -> None:
    assert is_credited(text) is expected


def test_dated_headlines() -> None:
    assert is_dated_headline("Khởi công khu nhà ở công nhân đầu tiên (12/05/2024)")
    assert not is_dated_headline("Hội nghị diễn ra trong hai ngày (12 và 13).")
    assert not is_dated_headline("")


def test_notices_of_a_site() -> None:
    assert is_notice("This website uses cookies to improve your experience while you navigate.")
    assert is_notice("By clicking Submit you agree to our terms of use.")
    assert not is_notice("By providing free meals, the union kept its members healthy.")
    assert not is_notice("Đăng ký để được hỗ trợ, công nhân gửi đơn cho tổ trưởng công đoàn.")
    assert not is_notice("Copyright law protects workers who write.")
    assert not is_notice("Đăng ký khai sinh cho con của công nhân được làm tại phường.")


def test_predicates_follow_the_kind() -> None:
    assert is_boilerplate_heading("Tin khác")
    assert is_link_line(">> Bài khác")
    assert is_counter("Lượt xem: 5")
    assert is_source_note("Nguồn: TTXVN")
    assert is_date_line("12/03/2024")
    assert is_byline("Tác giả: Hải Yến")


@pytest.mark.parametrize(
    "line",
    [
        "tức giận 711 " + "haha.. " * 20,
        "Chia sẻ " + "email" * 29 + "!",
        "by: " + "poste" * 30 + "!",
        "Cập nhật lúc " * 11 + "!",
        "17:10:30 " * 17 + "!",
        "A-" * 29 + "A!",
        "tin " + "<( " * 50,
        ">" * 150,
    ],
)
def test_no_line_can_be_read_in_a_million_ways(line: str) -> None:
    started = time.process_time()
    for more in "abcdefghij":  # a kind is remembered: no two lines are the same
        line_kind(line + more)
        is_name((line + more)[-60:])
        is_notice(line * 4 + more)
    assert time.process_time() - started < 0.5


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Thích 12 Yêu thích: 1.234", LineKind.COUNTER),
        ("Chia sẻ qua email, in bài viết", LineKind.SHARE),
        ("By Jane O'Neil-Doe staff", LineKind.BYLINE),
        ("Cập nhật lúc 10:30:15 12/03/2020", LineKind.DATE),
        ("12/03/2020 10:30 | 5 phút trước", LineKind.DATE),
        ("Tin khác (12)", LineKind.LIST_HEADING),
    ],
)
def test_lines_that_repeat_their_parts_are_still_told(line: str, kind: LineKind) -> None:
    assert line_kind(line) is kind
