"""Habits of families of sites (portals, shops, blogs, page builders), each in a short page."""

import unicodedata

import pytest

from parsers import Article, Page, parse_article

FIRST = (
    "Đầu ca sáng, tổ điện của trạm bơm Vĩnh Tân bàn giao chiếc máy cũ cho đội học nghề, kèm cuốn sổ "
    "ghi mọi lần sửa chữa từ năm 2009."
)
SECOND = (
    "Cuốn sổ dày hai trăm trang, mỗi trang một lỗi và một cách chữa, viết bằng bốn nét chữ "
    "của bốn đời tổ trưởng."
)
THIRD = (
    "Công đoàn trạm dự tính chép lại cuốn sổ thành sách, tặng mỗi thợ mới một bản trong ngày "
    "ký hợp đồng."
)
LEAD = "Một chiếc máy cũ và cuốn sổ ghi tay là món quà mà tổ điện để lại cho lớp thợ trẻ của trạm."
TITLE = "Cuốn sổ của bốn đời tổ trưởng"
BODY = (FIRST, SECOND, THIRD)
TEXT = "".join(f"<p>{each}</p>" for each in BODY)
OTHER = "Trạm bơm Vĩnh Tân thay toàn bộ tủ điện"
ANOTHER = "Đội học nghề tổ chức thi tay nghề đầu năm"
THIRD_ONE = "Thưởng nóng cho ca trực đêm giao thừa"


def read(
    text: str, *, over: str = "<time>03/05/2024 07:45</time>", head: str = "", after: str = ""
) -> Article:
    markup = (
        f"<html lang=vi><head><meta charset=utf-8><title>{TITLE}</title>{head}</head><body>"
        f"<h1>{TITLE}</h1>{over}<div class=content>{text}</div>{after}</body></html>"
    )
    return parse_article(Page(url="https://bao.example.vn/cuon-so-31.html", body=markup.encode()))


@pytest.mark.parametrize(
    "card",
    [
        f"<div onclick=\"location.href='/a'\"><div>{OTHER}</div></div>",
        f"<div data-href=/a-12.html><b>{OTHER}</b></div>",
        f"<ul><li onclick=\"window.open('/a')\"><b>{OTHER}</b><p>{LEAD}</p></li></ul>",
    ],
)
def test_a_card_that_a_script_makes_a_link_is_no_paragraph(card: str) -> None:
    assert read(f"<p>{FIRST}</p>{card}<p>{SECOND}</p><p>{THIRD}</p>").body == BODY


def test_an_address_on_the_box_of_the_text_makes_it_no_link() -> None:
    assert read(f"<div data-href=/cuon-so-31.html>{TEXT}</div>").body == BODY


@pytest.mark.parametrize(
    "post",
    [
        "<blockquote class=tiktok-embed><section><p>{}</p></section></blockquote>",
        "<div class=fb-post><blockquote cite=https://www.facebook.com/a/1>{}</blockquote></div>",
        "<blockquote class=instagram-media><p>{}</p></blockquote>",
    ],
)
def test_what_somebody_posted_elsewhere_is_no_paragraph(post: str) -> None:
    said = "Cả nhà ơi, hôm nay tổ mình được tặng cuốn sổ quý lắm, ai đi qua trạm ghé xem nhé!"
    assert read(f"<p>{FIRST}</p>{post.format(said)}<p>{SECOND}</p><p>{THIRD}</p>").body == BODY
    quoted = read(f"<p>{FIRST}</p><blockquote>{said}</blockquote><p>{SECOND}</p><p>{THIRD}</p>")
    assert said in quoted.body


def test_brackets_with_another_article_are_taken_out_of_a_paragraph() -> None:
    aside = f"<i>(Xem thêm: <a href=/a>{OTHER}</a>)</i>"
    assert read(f"<p>{FIRST} {aside}</p><p>{SECOND}</p><p>{THIRD}</p>").body == BODY
    law = "(xem: Điều 37 Bộ luật Lao động năm 2019)"
    assert read(f"<p>{FIRST} {law}</p><p>{SECOND}</p>").body[0].endswith(law)


_WAYS = (
    "<p>Mọi sự giúp đỡ xin gửi về:</p><p>1. Ông Lý Văn Páo, thôn Trung, xã Vĩnh Tân.</p>"
    "<p>2. Quỹ Tấm lòng. Số tài khoản: 1100 2233 4455, nội dung: giúp ông Páo</p>"
)


def test_where_to_send_money_under_an_article_is_left_out() -> None:
    assert read(TEXT + TEXT.replace("sổ", "vở") + _WAYS).body[-1].startswith("Công đoàn trạm")


def test_where_to_send_money_is_what_an_appeal_is_about() -> None:
    markup = f"<html lang=vi><title>x</title><h1>Thư kêu gọi ủng hộ</h1><div>{TEXT}{_WAYS}</div>"
    article = parse_article(Page(url="https://bao.example.vn/thu-1.html", body=markup.encode()))
    assert article.body[-1].startswith("2. Quỹ Tấm lòng")


def test_comments_longer_than_the_text_are_told_by_their_answers() -> None:
    said = "Đọc bài này tôi nhớ tổ cũ của mình quá, hồi ấy ai cũng có một cuốn sổ như thế. "
    posts = "".join(
        f"<div class=x{i % 1}><p>{said * 3}{i}</p><p>Bạn đọc {i} Trả lời Chia sẻ 08:1{i}</p></div>"
        for i in range(5)
    )
    assert read(f"{TEXT}<div class=q>{posts}</div>").body == BODY


def test_letters_offered_between_paragraphs_are_told_by_their_field() -> None:
    box = (
        "<div class=k><strong>Thư thứ bảy</strong><p>Mỗi tuần một lá thư kể chuyện nghề.</p>"
        "<form><input type=email><button>Gửi</button></form></div>"
    )
    assert read(f"<p>{FIRST}</p>{box}<p>{SECOND}</p><p>{THIRD}</p>").body == BODY


def test_headlines_without_links_under_their_heading_are_left_out() -> None:
    box = f"<p><b>Xem thêm:</b></p><p>{OTHER}</p><p>{ANOTHER}</p>"
    tags = "<div class=tags>Từ khóa: <a href=/t/1>trạm bơm</a></div>"
    article = read(f"<p>{FIRST}</p><p>{SECOND}</p>{box}<p>{THIRD}</p>{tags}")
    assert article.body == BODY


def test_two_lists_of_headlines_may_follow_the_byline_in_the_box_of_the_text() -> None:
    lists = "".join(
        f"<p><b>{heading}</b></p><p>{OTHER}</p><p>{ANOTHER}</p><p>{THIRD_ONE}?</p>"
        for heading in ("Bài mới nhất", "Bài xem nhiều")
    )
    article = read(f"{TEXT}<p>Bài, ảnh: Vàng Thị Say</p>{lists}")
    assert (article.authors, article.body) == (("Vàng Thị Say",), BODY)


def test_a_story_told_under_its_pictures_is_read() -> None:
    text = "".join(f"<div><img src={i}.jpg><div>{each}</div></div>" for i, each in enumerate(BODY))
    assert read(text).body == BODY


def test_what_stands_beside_a_captioned_picture_is_text() -> None:
    told = "Đội học nghề nhận sổ lúc chín giờ, ai cũng lật tìm trang viết về chiếc máy của mình."
    shown = (
        f"<div><p>{told}</p><figure><img src=a.jpg><figcaption>Tổ điện.</figcaption></figure></div>"
    )
    article = read(f"<p>{FIRST}</p>{shown}<p>{SECOND}</p><p>{THIRD}</p>")
    assert article.body == (FIRST, told, SECOND, THIRD)


def test_a_line_named_apart_under_a_picture_is_its_caption() -> None:
    line = "Cuốn sổ được bọc bằng da trâu."
    picture = f"<div class=m-i><img src=a.jpg></div><div class=m-c>{line}</div>"
    text = f"<div>{FIRST}</div>{picture}<div>{SECOND}</div><div>{THIRD}</div>"
    article = read(text)
    assert ([each.text for each in article.captions], article.body) == ([line], BODY)
    asked = "Ai là người viết trang đầu tiên?"
    assert asked in read(text.replace(line, asked)).body


def test_sections_with_pictures_and_headings_are_text() -> None:
    text = (
        f"<section class=s_text><div><p>{FIRST}</p><p>{SECOND}</p></div></section>"
        f"<section class=s_image><div><img src=a.jpg></div><div><h3>Trang cuối</h3><p>{THIRD}</p>"
        f"<p>{LEAD}</p></div></section>"
    )
    assert read(text).body == (FIRST, SECOND, "Trang cuối", THIRD, LEAD)


def test_who_asks_is_part_of_the_question() -> None:
    asked = f"<div class=q><p>Hỏi: {FIRST}</p><p><i>(Lò Thị May, Điện Biên)</i></p></div>"
    article = read(f"<div class=a><p>Trả lời:</p>{TEXT}</div>", over=asked)
    assert article.body[:3] == (f"Hỏi: {FIRST}", "(Lò Thị May, Điện Biên)", "Trả lời:")


@pytest.mark.parametrize(
    "line",
    [
        "Mời bạn đọc quét mã QR để tham gia nhóm hỗ trợ:",
        "Trên đây là nội dung tư vấn của chúng tôi. Mọi thắc mắc vui lòng gọi hotline 1900 6192.",
        "File đính kèm:</p><p><a href=/mau.doc>Mẫu đơn dự tuyển</a>",
    ],
)
def test_lines_of_the_site_are_left_out(line: str) -> None:
    assert read(f"{TEXT}<p>{line}</p>").body == BODY


def test_where_to_write_before_a_day_is_part_of_an_announcement() -> None:
    line = "Mọi ý kiến phản ánh xin gửi về Hội đồng trước ngày 10/5."
    assert read(f"{TEXT}<p>{line}</p>").body == (*BODY, line)


def test_a_bold_line_that_opens_what_follows_is_no_lead() -> None:
    line = "Ban Chấp hành Công đoàn trạm bơm Vĩnh Tân xin trân trọng thông báo tới đoàn viên:"
    article = read(f"<p><strong>{line}</strong></p>{TEXT}")
    assert (article.lead, article.body) == (None, (line, *BODY))


def test_a_bold_line_before_breaks_in_a_font_is_the_lead() -> None:
    markup = (
        f"<html lang=vi><title>{TITLE}</title><table><tr><td><b>{TITLE}</b><br><font size=1>Gửi vào "
        f"lúc 10:10 - 30/10/2023</font><br><font class=content><b>{LEAD}</b><br><br>{'<br><br>'.join(BODY)}</font>"
    )
    article = parse_article(Page(url="https://bao.example.vn/a-1.html", body=markup.encode()))
    assert (article.lead, article.body) == (LEAD, BODY)


def test_the_label_of_a_summary_is_no_part_of_it() -> None:
    assert read(TEXT, over=f"<div class=abstract><b>Tóm tắt:</b> {LEAD}</div>").lead == LEAD


@pytest.mark.parametrize(
    "row",
    [
        "<div class=q1><a href=/>Trang chủ</a> / <a href=/nghe>Chuyện nghề</a></div>",
        "<ul><li><a href=/>Trang chủ</a><li><a href=/tin>Tin</a><li><a href=/n>Chuyện nghề</a></ul>",
    ],
)
def test_the_section_is_the_last_link_of_a_row_from_the_front_page(row: str) -> None:
    markup = f"<html lang=vi><title>x</title><body>{row}<h1>{TITLE}</h1><div>{TEXT}</div>"
    article = parse_article(Page(url="https://bao.example.vn/a-1.html", body=markup.encode()))
    assert article.section == "Chuyện nghề"


def test_a_link_to_the_folder_of_the_page_above_its_title_names_the_section() -> None:
    for href in ("/chuyen-nghe", "/chuyen-nghe.html", "https://bao.example.vn/chuyen-nghe/"):
        top = f"<div class=k><a href={href}>Chuyện nghề</a></div><h1>{TITLE}</h1>"
        markup = f"<html lang=vi><title>x</title><body>{top}<div>{TEXT}</div>"
        url = "https://bao.example.vn/chuyen-nghe/cuon-so-31.html"
        assert parse_article(Page(url=url, body=markup.encode())).section == "Chuyện nghề"
        url = "https://bao.example.vn/tin/cuon-so-31.html"
        assert parse_article(Page(url=url, body=markup.encode())).section is None


def test_broken_addresses_above_the_title_do_no_harm() -> None:
    top = f"<div><a href='http://[x'>Chuyện nghề</a></div><h1>{TITLE}</h1>"
    markup = f"<html lang=vi><title>x</title><body>{top}<div>{TEXT}</div>"
    page = Page(url="https://bao.example.vn/chuyen-nghe/a-1.html", body=markup.encode())
    assert parse_article(page).section is None


def test_a_menu_from_the_front_page_names_no_section() -> None:
    menu = "".join(f"<li><a href=/{i}>Mục {i}</a>" for i in range(9))
    row = f"<ul><li><a href=/>Trang chủ</a>{menu}</ul>"
    markup = f"<html lang=vi><title>x</title><body>{row}<h1>{TITLE}</h1><div>{TEXT}</div>"
    article = parse_article(Page(url="https://bao.example.vn/a-1.html", body=markup.encode()))
    assert article.section is None


def test_tags_are_told_by_where_their_links_lead() -> None:
    row = "<div class=t8><a href=/tag/so>cuốn sổ</a><a href=/tag/tram>trạm bơm</a></div>"
    assert read(TEXT, after=row).tags == ("cuốn sổ", "trạm bơm")


def test_documents_offered_beside_the_text_are_attachments() -> None:
    offer = "<div class=f><p>Tệp đính kèm</p><a href=/QD-11.pdf>QD-11.pdf</a></div>"
    other = f"<div><p>Tin khác</p><a href=/b.pdf>{OTHER}</a></div>"
    assert [each.title for each in read(TEXT, after=offer + other).attachments] == ["QD-11.pdf"]
    assert read(TEXT, after=other + offer).attachments == ()
    alone = "<div><a href=/f/41.pdf>Tải văn bản gốc (PDF)</a></div>"
    assert [each.url[-6:] for each in read(TEXT, after=alone).attachments] == ["41.pdf"]


def test_the_source_may_stand_in_a_box_after_the_text() -> None:
    after = "<div>Nguồn tin: Phòng Đào tạo</div><div>Nguồn: https://bao.example.vn/cuon-so-31</div>"
    assert read(TEXT, after=after).source_note == "Nguồn tin: Phòng Đào tạo"


@pytest.mark.parametrize(
    ("over", "authors"),
    [
        ("<div>Ngày đăng: 03/05/2024 - Người đăng: Vàng Thị Say - Lượt xem: 31</div>", True),
        (
            "<div><span>Bởi <a href=/u>Vàng Thị Say</a></span><span>Xuất bản: 03/05/2024 07:45</span>"
            "<span>Cập nhật: 04/05/2024 18:00</span></div>",
            True,
        ),
        ("<div>Đăng lúc: 03/05/2024 - <i>Tác giả: Vàng Thị Say</i> - Đã đọc: 4</div>", True),
        ("<div><span class=badge>TRỰC TIẾP</span> <time>03/05/2024 07:45</time></div>", False),
    ],
)
def test_the_author_beside_the_date(over: str, *, authors: bool) -> None:
    assert read(TEXT, over=over).authors == (("Vàng Thị Say",) if authors else ())


def test_a_bold_name_to_the_right_is_the_author_above_a_list_of_links() -> None:
    name = "<div style='text-align:right;font-weight:bold'>Đoàn Văn Lịch</div><hr>"
    links = f"<div><a href=/a>{OTHER}</a> (03/05/2024)</div><div><a href=/b>{ANOTHER}</a></div>"
    assert read(TEXT, after=name + links).authors == ("Đoàn Văn Lịch",)


def test_what_the_author_does_is_no_paragraph() -> None:
    who = "<div class=u><b>Vàng Thị Say</b><span>Công nhân trạm bơm</span></div>"
    date = "<div>Thứ sáu, 3/5/2024, 07:45</div>"
    box = f"<div class=l><h1>{TITLE}</h1>{who}{date}{TEXT}</div>"
    markup = f"<html lang=vi><title>{TITLE}</title><body>{box}"
    article = parse_article(Page(url="https://bao.example.vn/a-1.html", body=markup.encode()))
    assert (article.authors, article.body) == (("Vàng Thị Say",), BODY)


def test_when_the_text_was_changed_stands_beside_its_date() -> None:
    over = (
        "<div><span>Xuất bản: 03/05/2024 07:45</span><span>Cập nhật: 04/05/2024 18:00</span></div>"
    )
    article = read(TEXT, over=over)
    assert article.published_at is not None
    assert article.updated_at is not None
    assert (article.published_at.day, article.updated_at.day, article.updated_at.hour) == (3, 4, 18)


def test_the_hour_of_a_day_stands_in_an_attribute() -> None:
    stamp = (
        "<span>vào lúc <abbr class=published title=2024-05-03T21:47:00+07:00>21:47</abbr></span>"
    )
    article = read(TEXT, over="<h2>Thứ Sáu, 3 tháng 5, 2024</h2>", after=stamp)
    assert article.published_at is not None
    assert article.published_at.isoformat() == "2024-05-03T21:47:00+07:00"
    assert not article.date_only


@pytest.mark.parametrize("day", ["Th5 3, 2024", "3 thg 5, 2024", "3 Th5, 2024"])
def test_months_are_written_short(day: str) -> None:
    at = read(TEXT, over=f"<div>{day}</div>").published_at
    assert at is not None
    assert (at.day, at.month) == (3, 5)


def test_days_of_other_events_are_no_day_of_publication() -> None:
    others = (
        f"<div><h3>Sự kiện sắp tới</h3><div><span>16/03/2024</span><a href=/a>{OTHER}</a></div>"
    )
    text = "".join(f"<p>{each[:95]}.</p>" for each in (*BODY, LEAD))
    assert read(text, over="", after=others + "</div>").published_at is None


@pytest.mark.parametrize(
    "shown",
    [
        f"<h4 class=tin-td>{TITLE}</h4>",
        f"<span class=ArticleHeader>{TITLE}</span>",
        f"<table><tr><td><font size=4><b><span id=lblTieuDe>{TITLE}</span></b></font></td></tr></table>",
    ],
)
def test_the_title_of_a_page_that_claims_only_the_name_of_its_site(shown: str) -> None:
    site = "Cổng thông tin Công đoàn Vĩnh Tân"
    foot = f"<div id=footer><p><b>{site.upper()}</b></p><p>Địa chỉ: 2 Lê Lợi.</p></div>"
    text = TEXT + TEXT.replace("sổ", "vở")
    markup = f"<html lang=vi><title>{site}</title><body><div>{shown}<div>{text}</div></div>{foot}"
    article = parse_article(Page(url="https://bao.example.vn/a-1.html", body=markup.encode()))
    assert article.title == TITLE


@pytest.mark.parametrize(
    "line",
    [
        "Bạn đọc có thắc mắc về pháp luật xin gửi về hộp thư ban@bao.example.vn",
        "Bạn đang xem: <a href=/x>Công nhân may được thưởng Tết</a>",
        "Đặt lịch khám: gọi 1900 1234 hoặc nhắn Zalo của phòng khám.",
        "<a href=/products/giay>Giày bảo hộ mũi thép</a><span>690.000₫</span>",
        "<strong>Lò Seo Páo - Hải Vân (TTLĐ)</strong>",
        "<b>Mã số 5021: Mọi đóng góp, ủng hộ xin gửi về:</b></p><p>Báo, tài khoản 0451000476889.",
    ],
)
def test_products_names_documents_and_accounts_are_no_paragraphs(line: str) -> None:
    text = f"{TEXT}<p>{LEAD}</p>"
    assert read(f"{text}<p>{line}</p>").body == (*BODY, LEAD)


def test_an_agency_in_brackets_is_no_part_of_the_names() -> None:
    article = read(f"{TEXT}<p><strong>Lò Seo Páo - Hải Vân (TTLĐ)</strong></p>")
    assert article.authors == ("Lò Seo Páo", "Hải Vân")


def test_text_with_marks_apart_is_read_as_any_other() -> None:
    text = unicodedata.normalize("NFD", f"{TEXT}<p class=end><b>Hồ Trường Sinh</b></p>")
    article = read(text)
    assert (article.authors, article.body) == (("Hồ Trường Sinh",), BODY)
    assert read(text.replace(" ", "&#11; ")).authors == ("Hồ Trường Sinh",)


def test_a_question_under_its_label_is_no_lead() -> None:
    asked = f"<div class=q><b>Nội dung câu hỏi:</b><p>{SECOND} Xin hỏi có đúng không?</p></div>"
    article = read(f"<div class=a><b>Trả lời:</b>{TEXT}</div>", over=asked)
    assert article.lead is None
    assert article.body[:2] == ("Nội dung câu hỏi:", f"{SECOND} Xin hỏi có đúng không?")


def test_the_heading_of_a_document_is_nobody() -> None:
    over = "<div><span>Số: 41/QĐ-LĐLĐ</span><span>Ban hành: 02/01/2024</span></div>"
    article = read(f"<p align=center><b>QUYẾT ĐỊNH</b></p>{TEXT}", over=over)
    assert (article.authors, article.body) == ((), ("QUYẾT ĐỊNH", *BODY))


def test_the_author_may_stand_with_the_date_above_the_title() -> None:
    box = (
        "<div class=u><img src=u.png><div>Triệu Thị Mùi</div><div>03/05/2024 lúc 20:14</div></div>"
    )
    markup = f"<html lang=vi><title>x</title><body>{box}<h1>{TITLE}</h1><div>{TEXT}</div>"
    article = parse_article(Page(url="https://bao.example.vn/a-1.html", body=markup.encode()))
    assert article.authors == ("Triệu Thị Mùi",)


def test_a_line_after_the_text_says_when_it_was_changed() -> None:
    line = "<div>Cập nhật lần cuối ( Thứ bảy, 4 Tháng 5 2024 09:00 )</div>"
    at = read(TEXT, after=line).updated_at
    assert at is not None
    assert (at.day, at.hour) == (4, 9)


def test_who_wrote_it_may_be_said_in_a_cell_above_the_date() -> None:
    rows = (
        "<table><tr><td><span class=small>Viết bởi Cù Huy Chử</span></td></tr>"
        f"<tr><td>Thứ sáu, 03 Tháng 5 2024 07:45</td></tr><tr><td>{TEXT}</td></tr></table>"
    )
    markup = f"<html lang=vi><title>{TITLE}</title><h1>{TITLE}</h1>{rows}"
    article = parse_article(Page(url="https://bao.example.vn/a-1.html", body=markup.encode()))
    assert article.authors == ("Cù Huy Chử",)


def test_a_paragraph_called_a_head_is_the_lead() -> None:
    rows = f"<p class=pHead>{LEAD}</p>" + TEXT.replace("<p>", "<p class=pBody>")
    article = read(rows)
    assert (article.lead, article.body) == (LEAD, BODY)


def test_what_follows_the_text_of_a_known_family_tells_source_and_tags() -> None:
    after = (
        "<div><p>Nguồn tin: Trường Hoa Hồng</p></div>"
        "<div><b>Tags: </b><a href=/vi/tag/so/>cuốn sổ</a></div>"
    )
    markup = (
        "<html lang=vi><head><meta name=generator content='NukeViet v4.5'></head><body>"
        f"<div class=news_column><h1 class=title>{TITLE}</h1><span class=h5>03/05/2024</span>"
        f"<div id=news-bodyhtml class=bodytext>{TEXT}</div>{after}</div>"
    )
    article = parse_article(Page(url="https://cd.example.vn/news/a-1.html", body=markup.encode()))
    assert article.platform == "nukeviet"
    assert (article.source_note, article.tags) == ("Nguồn tin: Trường Hoa Hồng", ("cuốn sổ",))


def test_a_section_in_italics_under_a_picture_is_its_caption() -> None:
    line = "Tổ điện trong giờ nghỉ giữa ca"
    picture = (
        f"<section><img src=a.jpg></section><section style='text-align:center'><em>{line}</em>"
    )
    text = f"<section>{FIRST}</section>{picture}</section><section>{SECOND}</section>"
    article = read(f"{text}<section>{THIRD}</section>")
    assert ([each.text for each in article.captions], article.body) == ([line], BODY)


def test_a_lone_cell_in_italics_after_a_picture_is_its_caption() -> None:
    line = "Ông Păn cùng các cháu trong ngày khai giảng"
    shown = f"<p><img src=a.jpg></p><table><tr><td><em>{line}</em></td></tr></table>"
    article = read(f"{shown}{TEXT}")
    assert ([each.text for each in article.captions], article.body) == ([line], BODY)


def test_a_box_called_lq_holds_another_article() -> None:
    box = f"<div class=bv-lq><div>{OTHER}</div><div>{LEAD}</div></div>"
    assert read(f"<p>{FIRST}</p>{box}<p>{SECOND}</p><p>{THIRD}</p>").body == BODY


def test_the_office_of_the_author_behind_a_bar_is_no_name() -> None:
    assert read(TEXT, after="<div class=author>Xuân Lan/PT-Tây Bắc</div>").authors == ("Xuân Lan",)


def test_sentences_in_a_row_of_pictures_are_the_text_where_one_is_too_long_for_a_caption() -> None:
    long = f"{FIRST} {SECOND} {THIRD}"
    shown = "".join(
        f"<div class=item_slide_show><div><img src={at}.jpg></div>"
        f"<div class=desc_cation><p class=Normal>{line}</p></div></div>"
        for at, line in enumerate((FIRST, SECOND, long, THIRD))
    )
    article = read(f"<p class=sapo>{LEAD}</p>{shown}")
    assert (article.body, article.captions) == ((FIRST, SECOND, long, THIRD), ())


@pytest.mark.parametrize(
    "line",
    [
        "Bạn đọc gửi câu hỏi tư vấn về địa chỉ email: tuvan@bao.example.vn hoặc gọi 0909 111 222.",
        "Mọi bài vở cộng tác xin gọi hotline 0942.48.6677 hoặc gửi về tòa soạn.",
        "Quý độc giả có thể gửi phản ánh qua đường dây nóng 0909 123 456 của báo.",
    ],
)
def test_where_readers_may_write_to_is_no_paragraph(line: str) -> None:
    assert read(f"{TEXT}<p><em>{line}</em></p>").body == BODY


def test_a_reader_who_wrote_to_a_paper_is_told_of() -> None:
    told = "Bạn đọc Lê Văn Sơn gửi đơn đến tòa soạn, nói rằng trạm bơm chưa trả lương tháng ba."
    assert read(f"{TEXT}<p>{told}</p>").body == (*BODY, told)


@pytest.mark.parametrize(
    "beside",
    [
        "<a class=name>Thu Hằng</a><a class=email>thuhang@bao.example.vn</a>",
        "<a class=name>Thu Hằng</a><span class=job>Phóng viên</span>",
        "<p>Thu Hằng<br><em>Trường Đại học Lao động</em></p>",
    ],
)
def test_what_touches_the_name_of_an_author_is_no_part_of_it(beside: str) -> None:
    over = f"<div class=author>{beside}</div><time>03/05/2024 07:45</time>"
    assert read(TEXT, over=over).authors == ("Thu Hằng",)


def test_a_known_family_names_its_author_in_the_box_after_the_text() -> None:
    markup = (
        f"<html lang=vi><title>{TITLE}</title><h1 class=detail-title>{TITLE}</h1>"
        f"<div class=detail-time>03/05/2024 07:45</div><div class='detail-content afcbc-body'>"
        f"{TEXT}<p><b>Mời độc giả xem thêm video:</b></p></div>"
        "<div class=detail-author><div class=author>Tô Hội</div></div>"
    )
    article = parse_article(Page(url="https://bao.example.vn/a-1.htm", body=markup.encode()))
    assert (article.platform, article.authors) == ("vccorp", ("Tô Hội",))


def test_credits_between_lead_and_text_name_the_author() -> None:
    work = "<div>Nội dung: <b>Phạm Ngọc Dương</b></div><div>Thiết kế: <b>Kim Sơn</b></div>"
    over = f"<div class=sapo><p>{LEAD}</p></div><div class=credits>{work}</div>"
    assert read(TEXT, over=over).authors == ("Phạm Ngọc Dương",)


def test_who_conducted_it_signs_with_a_capital() -> None:
    signed = "<div class=author><b>LÊ HỒNG VÂN</b> (Thực hiện)</div>"
    assert read(f"{TEXT}{signed}").authors == ("LÊ HỒNG VÂN",)


@pytest.mark.parametrize(
    "over",
    [
        "<div class=breadcrumb><h2><a href=/xa-hoi/>Xã hội</a></h2></div>",
        "<ul class=breadcrumb><li><a href=/><i></i></a></li><li><a href=/xh>Xã hội</a></li></ul>",
        "<div class=detail-cate><a href=/xa-hoi.htm>Xã hội</a></div>",
    ],
)
def test_a_link_in_a_box_called_category_is_the_section(over: str) -> None:
    markup = (
        f"<html lang=vi><title>{TITLE}</title><div>{over}<div><h1>{TITLE}</h1></div>"
        f"<time>03/05/2024</time><div class=content>{TEXT}</div></div>"
    )
    article = parse_article(Page(url="https://bao.example.vn/a-1.htm", body=markup.encode()))
    assert article.section == "Xã hội"


def test_the_paper_a_text_was_taken_from_is_named_after_its_author() -> None:
    after = "<div class=who>Lê Huyền</div><div class=from>Theo Đời sống Việt</div>"
    assert read(TEXT, after=after).source_note == "Theo Đời sống Việt"


def test_a_control_that_leads_to_the_source_is_no_source() -> None:
    after = "<div class=nguontin>Theo Lê Huyền (Báo Người thợ)</div>"
    article = read(f"{TEXT}<p>Nguồn: [Link nguồn]</p>", after=after)
    assert (article.source_note, article.body) == ("Theo Lê Huyền (Báo Người thợ)", BODY)


def test_tags_in_items_of_a_list_are_read_all() -> None:
    links = "<li><a href=/tag/so>#cuốn sổ</a></li><li><a href=/tag/tram>#trạm bơm</a></li>"
    assert read(TEXT, after=f"<ul>{links}</ul>").tags == ("cuốn sổ", "trạm bơm")


def test_a_heading_in_the_list_of_a_box_called_tags_is_one() -> None:
    after = "<div class=tagBoxHome><ul><li><h3><a href=/so.html>cuốn sổ</a></h3></li></ul></div>"
    assert read(TEXT, after=after).tags == ("cuốn sổ",)


def test_a_place_that_only_its_style_parts_from_the_lead_is_a_word() -> None:
    lead = f"<p class=description><span class=location-stamp>Hà Nội</span>{LEAD}</p>"
    article = read(TEXT, over=f"<time>03/05/2024 07:45</time>{lead}")
    assert (article.lead, article.body) == (f"Hà Nội {LEAD}", BODY)


@pytest.mark.parametrize("name", ["cmt-item", "k7"])
def test_readers_write_more_than_a_short_text(name: str) -> None:
    post = (
        "<div class={}><p><a href=/u>Minh Phú</a> Bạn nhớ ghi cả lỗi của máy mới, chứ để mười năm "
        "nữa thì không ai còn biết máy này chạy ra sao đâu, lần thứ {}.</p>"
        "<p><a>Thích</a> {} <a>Trả lời</a> 07:45</p></div>"
    )
    posts = "".join(post.format(name, at, at) for at in range(3, 11))
    over = f"<time>03/05/2024 07:45</time><p class=sapo>{LEAD}</p>"
    after = f"<div><h3>8 bình luận</h3>{posts}</div>"
    assert read(f"<p>{SECOND}</p>", over=over, after=after).body == (SECOND,)


def test_the_next_article_on_an_endless_page_is_dated_behind_its_author() -> None:
    following = (
        f"<section class=next><h2><a href=/bai-910.html>{OTHER}</a></h2>"
        f"<div>Hà An | 22/08/2025 15:00</div><p>{LEAD}</p><p>{ANOTHER}, {LEAD}</p></section>"
    )
    markup = (
        f"<html lang=vi><title>{TITLE}</title><div><section><h1>{TITLE}</h1>"
        f"<div>Lê Minh | 22/08/2025 17:00</div>{TEXT}</section>{following}</div>"
    )
    article = parse_article(Page(url="https://bao.example.vn/a-1.html", body=markup.encode()))
    assert article.body == BODY


def test_a_linked_headline_with_a_lead_after_it_is_no_paragraph() -> None:
    line = f"<p><a href=/bai-910.html><b>{OTHER}</b></a> <span>TTO - {LEAD}</span></p>"
    article = read(f"{TEXT}{line}", after="<div class=d-author>HÀ THANH</div>")
    assert (article.body, article.authors) == (BODY, ("HÀ THANH",))


def test_a_line_in_italics_after_a_picture_in_no_box_is_its_caption() -> None:
    line = "Tổ điện trong giờ nghỉ giữa ca."
    shown = f"<p>{FIRST}</p><amp-img src=a.jpg></amp-img><p><i>{line}</i></p><p>{SECOND}</p>"
    article = read(f"{shown}<p>{THIRD}</p>")
    assert ([each.text for each in article.captions], article.body) == ([line], BODY)


def test_a_credit_under_a_film_names_the_author_and_is_no_caption() -> None:
    film = "<div class=video-player><video src=a.mp4></video></div>"
    markup = (
        f"<html lang=vi><title>{TITLE}</title><div class=page>{film}<h1>{TITLE}</h1>"
        f"<time>03/05/2024 07:45</time><div class=desc>{TEXT}</div>"
        "<div class=video-credit>Thực hiện: <b>Đức Toàn</b></div></div>"
    )
    article = parse_article(Page(url="https://bao.example.vn/a-1.html", body=markup.encode()))
    assert (article.authors, article.captions) == (("Đức Toàn",), ())


def test_theo_with_the_name_of_the_author_is_no_source() -> None:
    over = "<div class=author>Quỳnh Anh</div><time>03/05/2024 07:45</time>"
    article = read(TEXT, over=over, after="<p>Theo Quỳnh Anh</p>")
    assert (article.authors, article.source_note) == (("Quỳnh Anh",), None)


def test_a_category_that_leads_nowhere_is_the_section() -> None:
    over = "<div class=categoryTitle>Nghiên cứu - Trao đổi</div>"
    markup = (
        f"<html lang=vi><title>{TITLE}</title><div>{over}<div><h1>{TITLE}</h1>"
        f"<time>03/05/2024</time><div class=content>{TEXT}</div></div></div>"
    )
    article = parse_article(Page(url="https://bao.example.vn/a-1.htm", body=markup.encode()))
    assert article.section == "Nghiên cứu - Trao đổi"


def test_chapters_beside_each_other_are_one_text_whatever_links_follow() -> None:
    chapters = "".join(
        f"<section class=chap><h2>{at}</h2><p>{at} {FIRST}</p></section>"
        for at in ("Trạm bơm", "Cuốn sổ", "Bốn đời", "Thợ mới")
    )
    cards = "".join(
        f"<a class=card href=/b-{at}.html><h4>{OTHER} {at}</h4><p>{LEAD} {SECOND} {at}</p></a>"
        for at in range(4)
    )
    markup = (
        f"<html lang=vi><title>{TITLE}</title><div><section class=hero><h1>{TITLE}</h1>"
        f"<p class=sapo>{LEAD}</p></section>{chapters}<section class=credit><p>Bài: Cao Nhật Vy</p>"
        f"<p>12/05/2024</p></section><section class=others><h3>Đọc tiếp</h3>{cards}</section></div>"
    )
    article = parse_article(Page(url="https://bao.example.vn/a-1.html", body=markup.encode()))
    assert article.body == tuple(
        line
        for at in ("Trạm bơm", "Cuốn sổ", "Bốn đời", "Thợ mới")
        for line in (at, f"{at} {FIRST}")
    )
    assert (article.authors, article.captions) == (("Cao Nhật Vy",), ())


def test_a_footnote_is_no_footer() -> None:
    line = "* Tên một số nhân vật đã được thay đổi."
    assert read(f"{TEXT}<p class=foot-note><em>{line}</em></p>").body == (*BODY, line)


def test_who_conducted_it_is_named_in_a_box_after_the_text() -> None:
    assert read(TEXT, after="<div class=author>VŨ THỦY thực hiện</div>").authors == ("VŨ THỦY",)


def test_a_decree_to_load_is_an_attachment() -> None:
    line = "Tải nghị định (PDF, 1,2 MB)"
    article = read(TEXT, after=f"<div class=doc><a href=/f/nghi-dinh.pdf>{line}</a></div>")
    assert ([each.title for each in article.attachments], article.body) == ([line], BODY)
