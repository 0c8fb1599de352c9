"""Habits of the sites of unions, provinces and services abroad, each in a short page."""

from datetime import datetime

import pytest

from parsers import Article, Page, parse_article

TITLE = "Chiếc xe cứu thương của nông trường Bến Củi"
FIRST = (
    "Nửa đêm, điện thoại của tổ xe reo ba hồi, báo một công nhân cạo mủ bị rắn cắn ở lô 14, cách "
    "trạm xá chín cây số đường đất."
)
SECOND = (
    "Chiếc xe do đoàn viên góp tiền mua lại từ năm 2016, đến nay đã chở 412 lượt người, chưa thu "
    "của ai một đồng."
)
THIRD = "Tổ xe có sáu người, thay nhau trực, ai cũng học xong lớp sơ cứu của bệnh viện huyện."
BODY = (FIRST, SECOND, THIRD)
TEXT = "".join(f"<p>{each}</p>" for each in BODY)
OTHER = "Nông trường thưởng Tết bằng mủ khô"


def read(
    text: str = TEXT,
    *,
    above: str = "",
    over: str = "<time>03/05/2024 07:45</time>",
    head: str = "",
    after: str = "",
) -> Article:
    markup = (
        f"<html lang=vi><head><meta charset=utf-8><title>{TITLE}</title>{head}</head><body>"
        f"{above}<h1>{TITLE}</h1>{over}<div class=content>{text}</div>{after}</body></html>"
    )
    return parse_article(Page(url="https://ldld.example.vn/xe-31.html", body=markup.encode()))


@pytest.mark.parametrize(
    "right",
    ["ms-rteAlign-right", "text-align-right", "rteright", "text-end", "has-text-align-right"],
)
def test_a_board_that_signs_at_the_right_is_the_author(right: str) -> None:
    article = read(f"{TEXT}<p class='{right}'><strong>Ban Chính sách Pháp luật</strong><br></p>")
    assert article.body == BODY
    assert article.authors == ("Ban Chính sách Pháp luật",)


def test_a_line_of_the_news_and_one_of_its_pictures_sign_at_the_right() -> None:
    signed = "<p class=text-align-right><em>Tin: Thùy Dung</em><br><em>Ảnh: CLB Nhiếp ảnh</em></p>"
    article = read(f"{TEXT}{signed}")
    assert article.body == BODY
    assert article.authors == ("Thùy Dung",)


def test_the_employer_in_brackets_under_a_name_is_no_source() -> None:
    signed = (
        "<div style='text-align:right'><b>Minh Tâm</b><br><i>(Công ty Điện lực Lào Cai)</i></div>"
    )
    article = read(f"{TEXT}{signed}")
    assert article.authors == ("Minh Tâm",)
    assert article.source_note is None
    assert article.body == BODY


def test_an_agency_in_brackets_under_a_name_is_a_source() -> None:
    article = read(f"{TEXT}<p align=right><b>Minh Tâm</b></p><p align=right>(TTXVN)</p>")
    assert article.source_note == "(TTXVN)"


def test_who_signed_the_text_wrote_it_and_not_the_organisation_that_posted_it() -> None:
    posted = "<div class=post-author>Công đoàn Nông trường Bến Củi</div>"
    signed = read(f"{TEXT}<p align=right><b>Bài: Lê Thị Nga</b></p>", over=posted)
    assert signed.authors == ("Lê Thị Nga",)
    assert read(over=posted).authors == ("Công đoàn Nông trường Bến Củi",)


def test_the_last_change_may_be_named_after_the_text() -> None:
    article = read(after="<div>Lần cập nhật cuối lúc Thứ sáu, 03 Tháng 5 2024 09:02</div>")
    assert article.updated_at is not None
    assert article.updated_at.isoformat() == "2024-05-03T09:02:00+07:00"


def test_a_change_is_read_to_its_zone() -> None:
    dates = (
        "<div><span>Đăng ngày: <time datetime='2024-05-03T12:31:44+00:00'>03/05/2024 - 14:31"
        "</time></span><span>Sửa đổi ngày: <time datetime='2024-05-03T15:02:10+00:00'>"
        "03/05/2024 - 17:02</time></span></div>"
    )
    article = read(over=dates)
    assert article.updated_at == datetime.fromisoformat("2024-05-03T15:02:10+00:00")


@pytest.mark.parametrize(
    "category",
    [
        "<h6 class=entry-category><a href=/c/cham-lo/ rel='category tag'>Chăm lo</a></h6>",
        "<div class='category js-category'><a href=/z/1813>Chăm lo</a></div>",
        "<div><div class=chuyen-muc><a href=/z/1813>Chăm lo</a></div></div>",
    ],
)
def test_the_link_to_the_category_over_the_title_names_the_section(category: str) -> None:
    assert read(above=category).section == "Chăm lo"


def test_a_link_over_the_title_that_is_called_nothing_is_no_section() -> None:
    assert read(above="<div><a href=/z/1813>Chăm lo</a></div>").section is None


def test_a_caption_stands_in_a_paragraph_behind_its_spoken_label() -> None:
    picture = (
        "<figure><div><img src=a.jpg><p><span>Nguồn hình ảnh, </span>Getty Images</p></div>"
        "<figcaption><span class=visually-hidden-text>Chụp lại hình ảnh, </span>"
        "<p>Chiếc xe trước trạm xá</p></figcaption></figure>"
    )
    article = read(f"{picture}{TEXT}")
    assert article.body == BODY
    assert [caption.text for caption in article.captions] == [
        "Nguồn hình ảnh, Getty Images",
        "Chiếc xe trước trạm xá",
    ]


def test_a_list_of_who_wrote_from_where_is_a_byline() -> None:
    byline = (
        "<section><strong id=article-byline>Thông tin bài viết</strong><ul>"
        "<li><span>Tác giả, </span><span>Thương Lê</span></li>"
        "<li><span>Vai trò, </span><span>Ban Việt ngữ</span></li>"
        "<li><span>Tường thuật từ </span><span>Bangkok</span></li></ul></section>"
    )
    article = read(f"{byline}<time datetime=2024-05-03>3 tháng 5 2024</time>{TEXT}", over="")
    assert article.authors == ("Thương Lê",)
    assert article.body == BODY


def test_what_lets_readers_skip_a_box_is_no_paragraph() -> None:
    box = (
        "<section><a href=#end>Bỏ qua Quảng cáo và tiếp tục đọc</a><strong>Tin liên quan</strong>"
        f"<ul><li><a href=/b>{OTHER}</a></li></ul></section>"
    )
    assert read(f"<p>{FIRST}</p>{box}<p>{SECOND}</p><p>{THIRD}</p>").body == BODY


def test_an_application_of_the_service_is_no_paragraph_and_its_author_follows() -> None:
    offered = (
        "<div class=m-app><p>Theo dõi toàn bộ thời sự quốc tế bằng cách tải xuống ứng dụng ABC</p>"
        "</div>"
    )
    article = read(f"{TEXT}{offered}", after="<div class=t-content__author>Thu Hằng</div>")
    assert article.body == BODY
    assert article.authors == ("Thu Hằng",)


def test_what_offers_letters_stands_between_the_text_and_its_author() -> None:
    letters = (
        "<div class=newsletter><p>Nhận thư hằng ngày của tòa soạn: Bản tin thời sự, phóng sự, "
        "phỏng vấn, phân tích, chân dung, tạp chí</p></div>"
    )
    article = read(f"{TEXT}{letters}", after="<div class=t-content__author>Thu Hằng</div>")
    assert article.authors == ("Thu Hằng",)


def test_tags_win_over_the_topic_above_them() -> None:
    topic = "<div><span>Chủ đề:</span> <a href=/cd>Tết Ất Tỵ 2025</a></div>"
    tags = "<div class=article__tag><a href=/t1>nông trường</a><a href=/t2>cứu thương</a></div>"
    assert read(after=f"{topic}{tags}").tags == ("nông trường", "cứu thương")
    assert read(after=topic).tags == ("Tết Ất Tỵ 2025",)


def test_a_byline_in_brackets_under_pictures_is_no_caption() -> None:
    pictures = "<p><img src=a.jpg></p><p><img src=b.jpg></p>"
    article = read(f"{TEXT}{pictures}<div align=right><b>(Tin, ảnh: Hồng Nhạn)</b></div>")
    assert article.authors == ("Hồng Nhạn",)
    assert article.captions == ()


def test_the_faculty_that_wrote_under_the_last_picture_is_the_author() -> None:
    signed = (
        "<p style='text-align: right'><strong><em>Tin bài: Khoa Quan hệ lao động</em></strong></p>"
    )
    article = read(f"{TEXT}<p><img src=a.jpg></p>{signed}")
    assert article.authors == ("Khoa Quan hệ lao động",)
    assert article.captions == ()


def test_who_is_named_over_his_office_is_the_author() -> None:
    signed = (
        "<p align=right><strong>Nguyễn Thị Bích Hợp</strong><br><em>Văn phòng LĐLĐ tỉnh</em></p>"
    )
    article = read(f"{TEXT}{signed}")
    assert article.authors == ("Nguyễn Thị Bích Hợp",)
    assert article.body == BODY


def test_a_lead_beside_its_picture_in_a_table_is_the_lead() -> None:
    lead = "Mười hai năm nay, chiếc xe cũ của công nhân cạo mủ chạy không lấy tiền của ai."
    table = (
        f"<div class=TomTat><table><tr><td><img src=a.jpg></td><td>{lead}</td></tr></table></div>"
    )
    article = read(over=f"<div class=NgayCapNhat>Ngày cập nhật 07/03/2023</div>{table}")
    assert article.lead == lead
    assert article.captions == ()
    assert article.body == BODY


def test_the_date_stands_between_bars_with_author_section_and_counter() -> None:
    line = (
        "<p class=info-news>Cập nhật: 08/08/2024 - 06:45 &nbsp;|&nbsp; Tác giả: Nguyễn Khang "
        "&nbsp;|&nbsp; Chuyên mục: <a href=/d>Đời sống thợ mỏ</a> | 1.530 lượt xem</p>"
    )
    article = read(over=line)
    assert article.published_at is not None
    assert article.published_at.isoformat() == "2024-08-08T06:45:00+07:00"
    assert article.body == BODY


def test_a_box_called_auth_names_the_author() -> None:
    article = read(
        above="<div><time>Thứ bảy, 01/06/2024 08:12 (GMT+7)</time></div>",
        over="<div class=dtl-auth><span>VINH ANH</span></div>",
    )
    assert article.authors == ("VINH ANH",)


def test_a_title_in_large_type_wins_over_the_name_of_the_site() -> None:
    markup = (
        "<html lang=vi><head><meta charset=utf-8><title>Cong doan Khanh Hoa</title></head><body>"
        f"<table><tr><td><p><font color=red size=4><b>{TITLE}</b></font></p>"
        f"<p><font size=1>(Cập nhật: 14:02 ngày 19/11/2012)</font></p>{TEXT}"
        f"<p>{FIRST.replace('lô 14', 'lô 15')}</p></td></tr></table></body></html>"
    )
    article = parse_article(Page(url="https://ldld.example.vn/n?id=2210", body=markup.encode()))
    assert article.title == TITLE
    assert article.body[:3] == BODY
    assert article.published_at is not None


@pytest.mark.parametrize(
    "line",
    [
        "<dl><dd>Chuyên mục: <a href=/tin-tuc>Đời sống</a></dd><dd>03/05/2024 07:45</dd></dl>",
        "<p>03/05/2024 07:45 | Tác giả: Nguyễn Khang | Chuyên mục: <a href=/x>Đời sống</a></p>",
    ],
)
def test_a_label_below_the_title_names_the_section(line: str) -> None:
    assert read(over=line).section == "Đời sống"


def test_a_hotline_for_somebody_under_the_text_is_no_paragraph() -> None:
    box = "<div><p style='text-align:center'>Đường dây nóng hỗ trợ thợ: 0225 000 111</p></div>"
    assert read(f"{TEXT}{box}").body == BODY
    told = "Đường dây nóng hỗ trợ thợ: 0225 000 111 đã nhận 40 cuộc gọi trong tuần đầu."
    assert read(f"<p>{FIRST}</p><p>{told}</p><p>{SECOND}</p>").body == (FIRST, told, SECOND)


def test_links_to_the_news_and_the_home_pages_of_other_unions_are_no_text() -> None:
    elsewhere = (
        "<p><b>Liên kết website</b></p><ul>"
        "<li><a href=https://tongcongdoan.example.org>Tổng Liên đoàn Lao động</a></li>"
        f"<li><a href=https://bao.example.net/xe-2.html>{OTHER}</a></li></ul>"
    )
    assert read(f"{TEXT}{elsewhere}").body == BODY
