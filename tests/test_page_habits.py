"""Habits of Vietnamese pages round the text: who is named where, tables over documents, boxes that
ask readers something, what stands under the last paragraph.
"""

import pytest

from parsers import Article, Page, parse_article

TITLE = "Xưởng mộc đầu làng có tổ công đoàn"
LEAD = "Mười hai người thợ mộc lập tổ công đoàn, việc đầu tiên là xin thêm quạt hút bụi cho xưởng."
FIRST = (
    "Cuối tháng ba, mười hai người thợ ở xưởng mộc đầu làng họp dưới gốc đa, bầu tổ trưởng và góp "
    "mỗi người hai mươi nghìn đồng làm quỹ."
)
SECOND = (
    "Bác Nguyễn Văn Đục, người lớn tuổi nhất, nói rằng bụi gỗ làm ông ho hai chục năm nay mà chưa "
    "ai nghĩ đến chuyện hỏi chủ xưởng một cái quạt."
)
THIRD = (
    "Chủ xưởng nghe xong thì gật đầu, hứa lắp ba quạt hút trước mùa mưa và cho thợ nghỉ thêm nửa "
    "giờ vào những buổi trưa nắng gắt."
)
TEXT = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"
BODY = (FIRST, SECOND, THIRD)
OTHER = "Chợ nổi họp lại sau mùa nước lớn, thuyền bè đông hơn năm trước"


def read(
    text: str = TEXT,
    *,
    over: str = "<div class=tg>02/04/2024 08:15</div>",
    under: str = "",
    head: str = "",
    generic: bool = True,
) -> Article:
    markup = (
        f"<html lang=vi><head><meta charset=utf-8><title>{TITLE}</title>{head}</head><body>"
        f"<ul><li><a href=/>Trang chủ</a></li><li><a href=/ds>Đời Sống</a></li></ul>"
        f"<div class=d><h1>{TITLE}</h1>{over}<div class=nd>{text}</div>{under}</div></body></html>"
    )
    page = Page(url="https://bao.example.vn/xuong-moc-2468.html", body=markup.encode())
    return parse_article(page, generic=generic)


@pytest.mark.parametrize(
    "over",
    [
        "<div class=i>Lê Thị Bào - 08:15, 02/04/2024</div>",
        "<p><strong>Lê Thị Bào</strong> | <span>02/04/2024</span></p>",
        "<p class=b>Tác giả: <a href=/a>Lê Thị Bào</a> | 02/04/2024</p>",
        "<div class=a><span>Lê Thị Bào</span><span>•</span><span>08:15 02/04/2024</span></div>",
        "<div><div>Lê Thị Bào</div><div>Thứ ba, 02/04/2024 - 08:15</div></div>",
        "<div><a href=/tg><span>Lê Thị Bào</span></a><time>02/04/2024 08:15</time></div>",
        "<ul><li>Lê Thị Bào</li><li>08:15 | 02/04/2024</li><li>1.245</li></ul>",
    ],
)
def test_a_name_beside_the_date_is_the_author(over: str) -> None:
    article = read(over=over)
    assert (article.authors, article.body) == (("Lê Thị Bào",), BODY)


@pytest.mark.parametrize(
    "over",
    [
        "<div><a href=/ds>Đời Sống</a> | <span>02/04/2024</span></div>",
        "<div><span>Hà Nội</span> - 02/04/2024</div>",
        "<div><div>Góc Nhìn</div><div>02/04/2024</div></div>",
        "<table><tr><td>LĐLĐ HUYỆN MẪU</td><td>Mẫu Sơn, ngày 02/04/2024</td></tr></table>",
    ],
)
def test_sections_places_and_organisations_beside_the_date_are_no_authors(over: str) -> None:
    assert read(over=over).authors == ()


def test_the_full_name_beside_the_date_wins_over_the_signature() -> None:
    over = "<ul><li>Lê Thị Bào</li><li>08:15 | 02/04/2024</li></ul>"
    signed = "<p style='text-align:right'><b>Thị Bào</b></p>"
    assert read(TEXT + signed, over=over).authors == ("Lê Thị Bào",)


def test_an_invitation_in_the_box_of_the_author_is_no_author() -> None:
    over = (
        "<div class=author-wrap><div class=author-name>Lê Thị Bào</div><time>02/04/2024 08:15</time>"
        "<a class=link>Theo dõi Báo Mẫu trên Google News</a></div>"
    )
    assert read(over=over).authors == ("Lê Thị Bào",)


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("<p><b>Luật gia Phan Thị Cưa</b></p>", "Luật gia Phan Thị Cưa"),
        ("<p><b>Ông Phan Văn Cưa, Chủ tịch Công đoàn xã Mẫu</b></p>", "Phan Văn Cưa"),
        ("<p align=right>Phan Văn Cưa - LĐLĐ huyện</p>", "Phan Văn Cưa"),
        ("<p align=right>Phan Cưa (phancua@bao.example.vn)</p>", "Phan Cưa"),
        ("<p align=right><b>PHAN CƯA</b> <i>thực hiện</i></p>", "PHAN CƯA"),
    ],
)
def test_a_signature_may_bear_a_title_or_an_office(line: str, author: str) -> None:
    article = read(TEXT + line)
    assert (article.authors, article.body) == ((author,), BODY)


def test_a_name_in_bold_after_the_last_sentence_is_parted_from_it() -> None:
    text = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD} <strong>Phan Cưa</strong></p>"
    article = read(text)
    assert (article.authors, article.body) == (("Phan Cưa",), BODY)


def test_a_name_in_bold_that_ends_a_sentence_stays_in_it() -> None:
    last = "Người được bầu làm tổ trưởng là <strong>Phan Cưa</strong>."
    assert read(f"{TEXT}<p>{last}</p>").body[-1] == "Người được bầu làm tổ trưởng là Phan Cưa."


@pytest.mark.parametrize(
    ("under", "author"),
    [
        ("<div class=ArticleAuthor>Phòng Tuyên giáo</div>", "Phòng Tuyên giáo"),
        ("<p class=tacgia>Tác giả: Hồng Vân - CĐ ngành Gỗ</p>", "Hồng Vân"),
        ("<div class=x><p>Thực hiện: Hồng Vân</p></div>", "Hồng Vân"),
        ("<p class=x>HỒNG VÂN</p><h3>Tin mới</h3>", "HỒNG VÂN"),
        ("<div class=x><b>Hồng Vân</b></div><div><a href=#>Chia sẻ</a></div>", "Hồng Vân"),
    ],
)
def test_who_wrote_is_named_in_a_box_under_the_text(under: str, author: str) -> None:
    assert read(under=under).authors == (author,)


def test_a_section_under_the_text_is_no_author() -> None:
    for heading in ("<div class=x><b>Chuyện Làng</b></div>", "<p class=x>GÓC ẢNH ĐẸP</p>"):
        assert read(under=f"{heading}<img src=/x.jpg>").authors == ()


@pytest.mark.parametrize(
    "lines",
    [("CHỦ TỊCH", "Phan Văn Cưa"), ("TM. TỔ CÔNG ĐOÀN", "Phan Cưa"), ("BAN TỔ CHỨC HỘI LÀNG",)],
)
def test_who_signs_a_notice_is_part_of_it(lines: tuple[str, ...]) -> None:
    signed = "".join(f"<p style='text-align:right'><b>{line}</b></p>" for line in lines)
    article = read(TEXT + signed)
    assert (article.authors, article.body) == ((), (*BODY, *lines))


def test_the_question_of_a_reader_is_no_lead() -> None:
    asked = "Câu hỏi: Thợ mộc làm theo mùa có được vào công đoàn và đóng bảo hiểm không?"
    article = read(f"<p>Trả lời: {FIRST}</p>", over=f"<div class=q><b>{asked}</b></div>")
    assert (article.lead, article.body) == (None, (asked, f"Trả lời: {FIRST}"))


def test_a_line_with_a_credit_is_a_caption_though_its_picture_is_not_in_the_page() -> None:
    caption = "Thợ mộc kể chuyện quạt hút bụi. Clip: HỒNG VÂN"
    article = read(f"<p>{FIRST}</p><p>{caption}</p><p>{SECOND}</p><p>{THIRD}</p>")
    assert [each.text for each in article.captions] == [caption]
    assert article.body == BODY


@pytest.mark.parametrize(
    "over",
    [
        "<span>08:15 02/04/2024</span><h2>{}</h2>",
        "<div><span>Thứ ba, 02/04/2024 | 08:15</span><span>Xem với cỡ chữ <a>A-</a> <a>A</a> <a>A+</a>"
        "</span><span>Đọc bài viết này cho tôi nghe</span></div><h2>{}</h2>",
    ],
)
def test_a_date_in_an_element_with_no_name_is_read(over: str) -> None:
    found = read(over=over.format(LEAD)).published_at
    assert found is not None
    assert found.isoformat() == "2024-04-02T08:15:00+07:00"


def test_a_linked_headline_with_its_sapo_in_a_box_between_paragraphs_is_a_teaser() -> None:
    teaser = (
        f"<div><a href=/x>{OTHER}</a><p>Khách ghé chợ đông gấp đôi so với tuần trước nữa.</p></div>"
    )
    assert read(f"<p>{FIRST}</p>{teaser}<p>{SECOND}</p><p>{THIRD}</p>").body == BODY


def test_what_stands_under_the_label_of_an_advertisement_goes_with_it() -> None:
    advert = (
        "<div><p>Quảng cáo</p><p>Gỗ ghép thanh giá xưởng, chở tận nơi trong ngày hôm nay.</p></div>"
    )
    long = f"<p>{SECOND} {THIRD}</p><p>{THIRD} {FIRST}</p>"
    assert read(f"<p>{FIRST}</p>{advert}{long}").body[1] == f"{SECOND} {THIRD}"


def test_a_line_in_brackets_to_the_right_is_where_the_text_is_from() -> None:
    article = read(f"{TEXT}<p style='text-align:right'><b>(Mộc+)</b></p>")
    assert (article.authors, article.source_note, article.body) == ((), "(Mộc+)", BODY)


def test_the_label_of_the_work_is_no_part_of_the_name() -> None:
    signed = "<p style='text-align:right'>Tin bài: Công đoàn Trường Mộc</p>"
    assert read(TEXT + signed).authors == ("Công đoàn Trường Mộc",)


def test_who_is_quoted_under_the_title_is_no_author() -> None:
    quote = "<div class=quote><p>“Bụi ít đi.”</p><p class=author>Bác Đục</p></div>"
    article = read(f"{quote}{TEXT}", over="<p class=author>Hồng Vân</p>")
    assert (article.authors, article.body) == (("Hồng Vân",), ("“Bụi ít đi.”", "Bác Đục", *BODY))


@pytest.mark.parametrize(
    "under",
    [
        "<div class=c-tags><ul><li><a href=/1>thợ mộc</a></li><li><a href=/2>#quạt hút</a></li></ul></div>",
        "<div><span>Từ khóa:</span> <a href=/1>thợ mộc</a>, <a href=/2>quạt hút</a></div>",
        "<p>Đăng trong <a href=/c>Tin</a>, <a rel=tag href=/1>thợ mộc</a>, <a rel=tag href=/2>quạt hút</a></p>",
    ],
)
def test_tags_are_read_from_under_the_text(under: str) -> None:
    article = read(under=under)
    assert (article.tags, article.body) == (("thợ mộc", "quạt hút"), BODY)


def test_a_list_of_headlines_called_tags_has_none() -> None:
    long = f"{OTHER} và những phiên chợ khác dọc theo con sông"
    assert read(under=f"<div class=tags><a href=/1>{long}</a></div>").tags == ()


def test_a_list_of_films_that_many_watch_is_left_out() -> None:
    links = "".join(f"<div><a href=/v{n}>{OTHER} {n}</a></div>" for n in (1, 2))
    box = f"<div class=v><h4>Video đang được xem nhiều</h4>{links}</div>"
    assert read(f"<p>{FIRST}</p>{box}<p>{SECOND}</p><p>{THIRD}</p>").body == BODY


def test_teasers_under_their_heading_are_left_out_with_their_sapos() -> None:
    teasers = "".join(f"<p><a href=/{n}>{OTHER} {n}</a></p><p>{LEAD}</p>" for n in (1, 2))
    assert read(f"{TEXT}<p><b>Tin liên quan</b></p>{teasers}").body == BODY


def test_a_caption_in_bold_italics_between_breaks_is_one() -> None:
    caption = "Quang cảnh xưởng mộc."
    text = f"{FIRST}<br><br>{SECOND}<br><img src=/a.jpg><br><b><i>{caption}</i></b><br>{THIRD}"
    article = read(text)
    assert [each.text for each in article.captions] == [caption]
    assert article.body == BODY


def test_a_quotation_that_begins_with_a_picture_is_none() -> None:
    quote = "“Ảnh: đẹp hay xấu là ở người chụp”, bác Đục nói vui."
    assert read(f"<p>{FIRST}</p><p>{quote}</p><p>{SECOND}</p><p>{THIRD}</p>").body[1] == quote


def test_an_invitation_under_a_picture_is_no_caption() -> None:
    code = "<p><img src=/qr.png></p><p>Quét mã QR để tham gia nhóm Zalo của xưởng</p>"
    article = read(TEXT + code)
    assert (article.captions, article.body) == ((), BODY)


def test_credits_without_a_picture_are_bylines_and_no_captions() -> None:
    under = "<div class=emag-credit><p>Bài: Hồng Vân</p><p>Thiết kế: Văn Tiện</p></div>"
    article = read(TEXT + under)
    assert (article.authors, article.captions, article.body) == (("Hồng Vân",), (), BODY)


def test_who_is_quoted_in_a_quotation_stays() -> None:
    quote = (
        "<blockquote><p>“Bụi ít đi là thấy đời dài ra.”</p>"
        "<p class=quote-author>Bác Đục, thợ mộc</p></blockquote>"
    )
    body = read(f"<p>{FIRST}</p>{quote}<p>{SECOND}</p>").body
    assert body == (FIRST, "“Bụi ít đi là thấy đời dài ra.”", "Bác Đục, thợ mộc", SECOND)


@pytest.mark.parametrize("where", ["over", "inside"])
def test_attributes_over_the_text_of_a_document_are_left_out(where: str) -> None:
    rows = (("Số ký hiệu", "12/KH-LĐLĐ"), ("Ngày ban hành", "02/04/2024"), ("Trích yếu", LEAD))
    cells = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in rows)
    table = f"<table class=thuoc-tinh>{cells}</table>"
    article = read(over=table) if where == "over" else read(table + TEXT)
    assert article.body == BODY


def test_a_document_that_is_only_its_attributes_keeps_them() -> None:
    rows = (("Số ký hiệu", "12/KH-LĐLĐ"), ("Người ký", "Phan Cưa"), ("Trích yếu", LEAD))
    cells = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in rows)
    assert f"Trích yếu | {LEAD}" in read(f"<table>{cells}</table>").body


def test_a_question_with_choices_is_no_paragraph() -> None:
    poll = (
        "<div class=bq><p>Theo bạn, xưởng mộc nên lắp mấy quạt hút bụi?</p><label><input type=radio>"
        "Ba</label><label><input type=radio>Năm</label><a href=#>Xem kết quả</a></div>"
    )
    assert read(f"<p>{FIRST}</p>{poll}<p>{SECOND}</p><p>{THIRD}</p>").body == BODY


def test_what_is_shown_in_the_box_of_an_advertisement_is_no_caption() -> None:
    advert = (
        "<div class=ad-zone><span>QUẢNG CÁO</span><a href=/q><img src=/q.jpg></a>"
        "<p>Gỗ ghép thanh giá xưởng, chở tận nơi trong ngày.</p></div>"
    )
    article = read(f"<p>{FIRST}</p>{advert}<p>{SECOND}</p><p>{THIRD}</p>")
    assert (article.captions, article.body) == ((), BODY)


def test_the_text_goes_on_under_a_list_of_links_near_its_end() -> None:
    links = f"<p><b>TIN LIÊN QUAN:</b></p><p><a href=/a>{OTHER}</a></p><p><a href=/b>{OTHER} lần nữa</a></p>"
    long = f"<p>{FIRST} {SECOND}</p><p>{SECOND} {THIRD}</p><p>{THIRD} {FIRST}</p>"
    assert read(f"{long}{links}<p>{SECOND}</p>").body[-1] == SECOND


@pytest.mark.parametrize(
    "line",
    [
        f"<p><em><b>Có thể bạn quan tâm: </b><a href=/x>{OTHER}</a></em></p>",
        f"<p>[Xem thêm] <a href=/x>{OTHER}</a></p>",
        f"<p>Đừng bỏ lỡ: <a href=/x>{OTHER}</a></p>",
        "<p>Lượt xem: 1.204 | Bình luận: 3</p>",
        "<div>Giọng nữ miền Bắc</div>",
        "<div>Tốc độ: 1x</div>",
        "<div>Gửi bài viết cho bạn bè</div>",
        "<p>Bạn nghĩ sao về việc này? Hãy chia sẻ ý kiến ở phần bình luận bên dưới.</p>",
        "<p>Bản quyền bài viết thuộc Báo Mẫu. Vui lòng không sao chép dưới mọi hình thức.</p>",
    ],
)
def test_lines_of_the_site_between_paragraphs_are_left_out(line: str) -> None:
    assert read(f"<p>{FIRST}</p>{line}<p>{SECOND}</p><p>{THIRD}</p>").body == BODY


@pytest.mark.parametrize(
    "lines",
    [
        "<p>Hotline: 0909 000 111</p><p>Email: bandoc@bao.example.vn</p>",
        "<p>Mời quý vị nghe podcast tại đây:</p><p>Podcast: Chuyện làng nghề</p>",
        "<p>Mọi ý kiến xin gửi về hộp thư bandoc@bao.example.vn</p><p>Trân trọng cảm ơn!</p>",
        "<p><b>Bài 2: Khi thợ mộc học luật</b></p>",
        "<p>Bài viết có sự tham khảo từ nguồn: Tạp chí Mộc, Báo Gỗ</p>",
        "<p>Thể hiện: Hồng Vân</p>",
        "<p><b>H.V</b> (Theo Báo Gỗ)</p>",
        "<p>Đánh giá bài viết</p>",
        "<p>Theo: Báo Mẫu Sơn</p>",
        "<p><em>Mời xem thêm các bài viết khác tại chuyên mục Phóng sự.</em></p>",
        "<p>Đọc bài gốc <a href=/goc>tại đây</a></p>",
        "<p><i>Quan tâm Zalo OA của xưởng để nhận thông tin nhanh nhất</i></p>",
    ],
)
def test_lines_of_the_site_under_the_text_are_left_out(lines: str) -> None:
    assert read(TEXT + lines).body == BODY


@pytest.mark.parametrize(
    "lines",
    [
        ("Điện thoại: 0912 000 333",),
        ("Bài 1: Chọn gỗ cho tủ bếp nhỏ", "Bài 2: Giữ lưỡi cưa luôn sắc"),
        ("Trân trọng cảm ơn!",),
    ],
)
def test_last_lines_that_resemble_them_stay(lines: tuple[str, ...]) -> None:
    assert read(TEXT + "".join(f"<p>{line}</p>" for line in lines)).body == (*BODY, *lines)


def test_the_state_of_a_running_report_is_left_out() -> None:
    assert read(f"<div>Đang diễn ra</div><div>Cập nhật lúc 15:40</div>{TEXT}").body == BODY


@pytest.mark.parametrize("times", [("10:45", "9h30"), ("10:45 03/02", "09:30 03/02")])
def test_bare_times_over_the_entries_of_a_report_are_left_out(times: tuple[str, str]) -> None:
    entries = "".join(
        f"<li><span class=e>{time}</span><div><p>{text}</p></div></li>"
        for time, text in zip(times, (SECOND, THIRD), strict=True)
    )
    assert read(f"<p>{FIRST}</p><ul>{entries}</ul>").body == BODY


def test_the_times_of_a_programme_stay_in_their_rows() -> None:
    rows = "<tr><td>7h30</td><td>Đón khách</td></tr><tr><td>8h00</td><td>Khai mạc</td></tr>"
    body = read(f"{TEXT}<table>{rows}</table>").body
    assert body[-2:] == ("7h30 | Đón khách", "8h00 | Khai mạc")


def test_paragraphs_between_breaks_in_a_cell_of_the_layout_are_parted() -> None:
    text = f"<table><tr><td>{FIRST}<br><br>{SECOND}<br><br>{THIRD}</td></tr></table>"
    assert read(text).body == BODY


def test_an_aside_with_a_heading_and_no_link_belongs_to_the_text() -> None:
    aside = f"<aside><h3>Quạt hút bụi</h3><p>{SECOND}</p></aside>"
    body = read(f"<p>{FIRST}</p>{aside}<p>{THIRD}</p><p>{THIRD} {FIRST}</p>").body
    assert body[1:3] == ("Quạt hút bụi", SECOND)


@pytest.mark.parametrize(
    ("under", "published"),
    [("<div class=e>Xuất bản: 02/04/2024</div>", "2024-04-02"), ("", None)],
)
def test_when_something_takes_place_is_no_date_of_the_article(
    under: str, published: str | None
) -> None:
    over = "<ul><li>Thời gian: 19h00 ngày 17/08/2024</li><li>Địa điểm: Nhà văn hóa xã</li></ul>"
    found = read(over=over, under=under).published_at
    assert (found and found.date().isoformat()) == published


def test_the_day_of_a_licence_is_no_date_of_the_article() -> None:
    under = "<div class=ft><p>Giấy phép số 123/GP-BTTTT cấp ngày 01/02/2021</p></div>"
    short = "<p>Xưởng mộc đóng cửa một tuần để lắp quạt.</p>"
    assert read(short, over="", under=under).published_at is None


def test_a_counter_right_behind_the_date_is_no_part_of_its_time() -> None:
    over = "<div class=m><span>02/04/2024 08:15</span><span>3.210 lượt xem</span></div>"
    found = read(over=over).published_at
    assert found is not None
    assert (found.hour, found.minute) == (8, 15)


def test_paragraphs_called_a_description_are_the_text_where_there_is_no_other() -> None:
    markup = (
        f"<html lang=vi><title>{TITLE}</title><body><div class=v><video></video><h1>{TITLE}</h1>"
        f"<div class=video-desc><p>{FIRST}</p><p>{SECOND}</p></div></div><div class=c>"
        "<p>Địa chỉ: Số 8 đường Lê Lợi, phường Trung Tâm, thị xã Mẫu.</p></div></body></html>"
    )
    article = parse_article(Page(url="https://bao.example.vn/v-1357.html", body=markup.encode()))
    assert (article.lead, article.body) == (None, (FIRST, SECOND))


def test_a_title_element_may_begin_with_the_name_of_the_site_and_a_colon() -> None:
    site = "Công đoàn phường Mẫu Sơn"
    markup = (
        f"<html lang=vi><title>{site}: {TITLE}</title><body><div id=header><h1><a href=/>{site}</a>"
        f"</h1></div><div class=main><h3 class=x>{TITLE}</h3><div class=nd>{TEXT}</div></div></body>"
    )
    page = Page(url="https://cd.example.vn/2024/04/xuong-moc.html", body=markup.encode())
    assert parse_article(page).title == TITLE


@pytest.mark.parametrize(
    "picture",
    [
        "<figure><img src=/a.jpg><figcaption>{}</figcaption></figure>",
        "<div class=article__photo><img src=/a.jpg><div class=caption>{}</div></div>",
    ],
)
def test_a_known_layout_keeps_the_captions_over_its_body(picture: str) -> None:
    caption = "Xưởng mộc nhìn từ gốc đa. Ảnh: Hồng Vân"
    markup = (
        f"<html lang=vi><title>{TITLE}</title><body><h1 class=article__title>{TITLE}</h1>"
        f"<div class=article__sapo>{LEAD}</div>{picture.format(caption)}"
        f"<div class='article__body zce-content-body cms-body'>{TEXT}</div></body></html>"
    )
    article = parse_article(Page(url="https://plo.vn/xuong-moc-post1.html", body=markup.encode()))
    assert article.platform == "neocms"
    assert [each.text for each in article.captions] == [caption]
    assert article.body == BODY


def test_the_links_in_a_table_of_pictures_of_a_known_layout_are_no_captions() -> None:
    related = f"<tr><td><a href=/1><img src=/1.jpg></a></td><td><a href=/1>{OTHER}</a></td></tr>"
    markup = (
        f"<html lang=vi><title>{TITLE}</title><body><h1 class=article-detail-title>{TITLE}</h1>"
        f"<div class=article-detail-desc>{LEAD}</div><div class=__MASTERCMS_CONTENT>"
        f"<div id=__MB_MASTERCMS_EL_3><table class=__mb_article_in_image>{related}</table>{TEXT}"
        "</div></div></body></html>"
    )
    url = "https://laodongthudo.vn/xuong-moc-184703.html"
    article = parse_article(Page(url=url, body=markup.encode()))
    assert article.platform == "mastercms"
    assert (article.captions, article.body) == ((), BODY)


@pytest.mark.parametrize(
    "line",
    [
        "<p>[<a href=/k-8812.html>Chợ nổi họp lại</a>]</p>",
        f"<div><p>Cùng nhóm nghề</p><ul><li><a href=/k-8812.html>{OTHER}</a></ul></div>",
        f"<details><summary>Thêm về nghề mộc</summary><a href=/k-8812.html>{OTHER}</a></details>",
        "<div><p>Bạn đã đọc hết ba bài trong tháng. Đăng nhập để đọc tiếp.</p></div>",
        "<div><p>Podcast: Chuyện thợ mộc</p><p>Nghe trên: Spotify | Apple Podcasts</p></div>",
        "<p><i>Bài được đọc bằng giọng AI</i></p>",
        "<p>Đang truy cập: 14 | Hôm nay: 220 | Tổng lượt truy cập: 1.203.441</p>",
    ],
)
def test_what_leads_elsewhere_or_counts_visitors_is_left_out(line: str) -> None:
    assert read(f"<p>{FIRST}</p>{line}<p>{SECOND}</p><p>{THIRD}</p>").body == BODY


def test_a_label_over_links_and_text_stays() -> None:
    box = f"<div><h3>Nghề cũ</h3><p><a href=/k-8812.html>{OTHER}</a></p><p>{SECOND}</p></div>"
    assert "Nghề cũ" in read(f"<p>{FIRST}</p>{box}<p>{THIRD}</p>").body


def test_which_picture_of_how_many_is_no_paragraph() -> None:
    slides = "".join(
        f"<div class=sl><img src=/{n}.jpg><div>Bác Đục bên máy bào số {n}</div></div>"
        for n in (1, 2, 3)
    )
    text = (
        f"<p>{FIRST}</p><div class=sw>{slides}<span>1/3</span></div><p>{SECOND}</p><p>{THIRD}</p>"
    )
    assert read(text).body == BODY
    assert "1/3" in read(f"<p>{FIRST}</p><p>1/3</p><p>{SECOND}</p>").body


@pytest.mark.parametrize(
    ("over", "day"),
    [
        ("<p>Đăng bởi <a href=/u>Ban Biên Tập</a> lúc 08:15 ngày 02/04/2024 - Đã xem: 87</p>", 2),
        ("<p>Cập nhật: 03/04/2024 09:00 | Xuất bản: 02/04/2024 08:15</p>", 2),
        ("<p>08h15 - 02.04.2024</p>", 2),
    ],
)
def test_the_day_of_publication_is_read_beside_counters_and_changes(over: str, day: int) -> None:
    at = read(over=over).published_at
    assert at is not None
    assert (at.day, at.hour, at.minute) == (day, 8, 15)


def test_a_bold_line_in_spans_before_breaks_is_the_lead() -> None:
    text = f"<span><span><b>{LEAD}</b></span></span><br><br><span>{FIRST}</span><br><br>{SECOND}"
    head = f"<meta name=description content='{LEAD}'>"
    article = read(text, head=head)
    assert (article.lead, article.body) == (LEAD, BODY[:2])


def test_dashes_may_be_set_round_the_name_of_the_author() -> None:
    article = read(TEXT + "<p>- Lê Thị Bào -</p>")
    assert (article.authors, article.body) == (("Lê Thị Bào",), BODY)


def test_who_the_author_is_stands_under_the_text_in_italics() -> None:
    about = "Tác giả là thợ mộc lâu năm, nay dạy nghề ở huyện."
    assert read(f"{TEXT}<p><i>* {about}</i></p>").body == BODY
    assert read(f"{TEXT}<p>{about}</p>").body == (*BODY, about)


def test_a_name_alone_in_its_row_under_the_text_is_the_author() -> None:
    page = (
        f"<table><tr><td>{TITLE}</td></tr><tr><td>02/04/2024</td></tr><tr><td>{TEXT}</td></tr>"
        "<tr><td align=right><b>Lê Thị Bào</b></td></tr></table>"
    )
    article = read(f"<h1>{TITLE}</h1>{page}", over="")
    assert (article.authors, article.body) == (("Lê Thị Bào",), BODY)


def test_how_to_order_the_paper_stands_beside_its_advertisement() -> None:
    app = "<p><b>Tải ứng dụng Báo Làng để đọc tin nhanh hơn</b></p>"
    assert read(f"{TEXT}{app}<p>Đặt báo giấy: 0299.3812.345</p>").body == BODY


def test_a_line_that_shares_its_box_with_a_film_is_its_caption() -> None:
    line = "Tổ thợ lắp quạt hút bụi cho xưởng mộc đầu làng"
    film = f"<div class=v><iframe src=//video.example.vn/1></iframe><p>{line}</p></div>"
    article = read(f"<p>{FIRST}</p>{film}<p>{SECOND}</p><p>{THIRD}</p>")
    assert [each.text for each in article.captions] == [line]
    assert article.body == BODY


def test_a_date_in_italics_between_the_blocks_of_an_old_page_is_read() -> None:
    top = f"<center><b><font size=4>{TITLE}</font></b></center><i>Ngày 02/04/2024 08:15</i>"
    markup = f"<html lang=vi><title>{TITLE}</title><body><font face=Arial>{top}{TEXT}</font></body>"
    page = Page(url="https://bao.example.vn/xuong-moc-2468.html", body=markup.encode())
    article = parse_article(page)
    assert article.published_at is not None
    assert article.published_at.isoformat() == "2024-04-02T08:15:00+07:00"


def test_where_the_publisher_is_stands_beside_its_licence() -> None:
    foot = "<div><p>Giấy phép số 12/GP-TTĐT ngày 3/4/2019.</p><p>Địa chỉ: 15 Lê Lợi, Mẫu Sơn.</p></div>"
    assert read(TEXT + foot).body == BODY
