"""Habits of Vietnamese pages, each in a short page of its own, read by structure alone."""

import pytest

from parsers import Article, Page, parse_article, parse_dump, parse_listing

FIRST = (
    "Sáng 21/3, hơn 200 đoàn viên của nhà máy dự buổi đối thoại về bữa ăn ca và tiền nhà trọ, "
    "hai việc mà tổ công đoàn nêu ra từ đầu năm."
)
SECOND = (
    "Ban giám đốc nhận giữ nguyên khoản hỗ trợ nhà trọ và nâng suất ăn thêm ba nghìn đồng, "
    "đồng thời lập tổ giám sát bếp ăn gồm năm công nhân."
)
THIRD = (
    "Theo công đoàn cơ sở, phụ lục thỏa ước sẽ được ký trước ngày 15/4 và gửi về "
    "từng tổ sản xuất để mọi người cùng theo dõi."
)
LEAD = (
    "Buổi đối thoại đầu năm mang lại cho công nhân suất ăn tốt hơn và giữ khoản hỗ trợ nhà trọ "
    "mà nhiều người lo sẽ mất."
)
TITLE = "Đối thoại xong, công nhân có bữa ăn ca tốt hơn"


def read(middle: str, *, top: str | None = None, title: str = TITLE) -> Article:
    opening = f"<h1>{TITLE}</h1><time>21/03/2023 08:15</time>" if top is None else top
    markup = (
        f"<html lang=vi><head><meta charset=utf-8><title>{title}</title></head><body>{opening}"
        f"<div class=content><p>{FIRST}</p>{middle}<p>{THIRD}</p></div></body></html>"
    )
    return parse_article(
        Page(url="https://bao.example.vn/doi-thoai-1234.html", body=markup.encode()), generic=True
    )


@pytest.mark.parametrize(
    "line",
    [
        "Mời bạn đọc xem video: Tin nóng về công nhân tuần qua",
        "*Mời bạn đọc vào chuyên mục Xã hội xem các tin, bài liên quan.",
        "Kính mời quý độc giả đón đọc kỳ sau: Những phận đời thợ xây",
        "* Mời quý độc giả theo dõi các chương trình đã phát sóng của Đài Truyền hình trên TV Online "
        "và các ứng dụng khác của Đài trên điện thoại, máy tính bảng!",
        "Độc giả có thể gửi bài viết, ý kiến về hộp thư điện tử bandoc@bao.example.vn",
        "*Vui lòng nhập đủ thông tin email hoặc số điện thoại",
        'Bạn đang đọc bài viết "Phận thợ" tại chuyên mục Công đoàn.',
        "Mọi thông tin góp ý và chia sẻ, xin vui lòng gửi về hòm thư toasoan@bao.example.vn",
        "Link nội dung: https://bao.example.vn/doi-thoai-1234.html",
        "#congdoan #nguoitho #thuongtet",
        "Bài trước: <a href=/a>Giá phòng trọ quanh khu công nghiệp lại tăng</a>",
        "<b>Xem thêm bài: <a href=/a>Giá phòng trọ quanh khu công nghiệp lại tăng</a></b>",
        "95998 người đã xem",
        "Bình chọn: 62409 phiếu",
        "Tệp đính kèm: <a href=/qd.pdf>QD-15.pdf</a>",
    ],
)
def test_invitations_of_the_site_are_left_out(line: str) -> None:
    assert read(f"<p>{SECOND}</p><p><em>{line}</em></p>").body == (FIRST, SECOND, THIRD)


@pytest.mark.parametrize(
    "line",
    [
        "Bạn đọc của thư viện công nhân tăng gấp đôi sau một năm.",
        "Mời bạn bè về quê ăn Tết là cách anh Tài giữ chân thợ.",
        "PV: Thưa ông, vì sao khoản hỗ trợ chưa đến tay công nhân?",
        "Trả lời:",
        "Mọi đóng góp xin gửi về gia đình anh Tài, số điện thoại 0912 000 111.",
    ],
)
def test_lines_of_the_article_that_resemble_them_stay(line: str) -> None:
    assert read(f"<p>{line}</p><p>{SECOND}</p>").body == (FIRST, line, SECOND, THIRD)


def test_a_question_at_the_start_of_an_interview_is_no_byline() -> None:
    question = "PV: Thưa ông, vì sao khoản hỗ trợ chưa đến tay công nhân?"
    top = f"<h1>{TITLE}</h1><time>21/03/2023 08:15</time><p>{question}</p>"
    assert read(f"<p>{SECOND}</p>", top=top).authors == ()


def test_numbers_in_the_paragraphs_of_cells_are_data() -> None:
    rows = "".join(
        f"<tr><td><p>{zone}</p></td><td><p>{wage}</p></td></tr>"
        for zone, wage in (("Vùng I", "4.960.000"), ("Vùng II", "4.410.000"))
    )
    body = read(f"<table>{rows}</table><p>{SECOND}</p>").body
    assert body == (FIRST, "Vùng I | 4.960.000", "Vùng II | 4.410.000", SECOND, THIRD)


def test_a_labelled_counter_in_a_cell_or_an_item_is_none() -> None:
    middle = "<ul><li>Lượt xem: 12345</li></ul><table><tr><td>Số lần đọc: 77</td></tr></table>"
    assert read(f"{middle}<p>{SECOND}</p>").body == (FIRST, SECOND, THIRD)


def test_a_poll_in_the_text_is_left_out() -> None:
    poll = (
        "<div class='vote-box poll'><p>Theo bạn, có nên giảm giờ làm xuống 44 giờ mỗi tuần?</p>"
        "<p>362 lượt bình chọn</p></div>"
    )
    assert read(f"<p>{SECOND}</p>{poll}").body == (FIRST, SECOND, THIRD)


@pytest.mark.parametrize(
    "caption",
    [
        "<p><img src=/a.jpg><br>Công nhân nghỉ giữa ca Ảnh: N.T</p>",
        "<p class=Image><img src=/a.jpg></p><p class=Image>Công nhân nghỉ giữa ca Ảnh: N.T</p>",
        "<p><img src=/a.jpg></p><div style='text-align:center'><em>Giờ nghỉ giữa ca</em></div>",
        "<div><img src=/a.jpg></div><div class=note>Công nhân nghỉ giữa ca ở xưởng may</div>",
        "<center><img src=/a.jpg><br>Công nhân nghỉ giữa ca ở xưởng may</center>",
        "<p>Video: Công nhân nghỉ giữa ca (Nguồn: Người Thợ)</p>",
    ],
)
def test_lines_about_pictures_are_captions(caption: str) -> None:
    article = read(f"<p>{SECOND}</p>{caption}<p>{SECOND} {FIRST}</p>")
    assert article.body == (FIRST, SECOND, f"{SECOND} {FIRST}", THIRD)
    assert len(article.captions) == 1


def test_links_in_a_box_called_a_picture_are_no_captions() -> None:
    box = "<table class=article_in_image><tr><td><a href=/x-1.html>Tin của ngày khác, bài khác</a>"
    article = read(f"{box}</td></tr></table><p>{SECOND}</p>")
    assert article.captions == ()
    assert article.body == (FIRST, SECOND, THIRD)


def test_a_cache_buster_of_a_picture_is_no_part_of_its_caption() -> None:
    def captions(stamp: int) -> object:
        figure = f"<figure><img src='/a.jpg?rt={stamp}'><figcaption>Giờ nghỉ</figcaption></figure>"
        return read(f"{figure}<p>{SECOND}</p>").captions

    assert captions(20230321) == captions(20240405)


@pytest.mark.parametrize(
    "top",
    [
        "<div class=cate-title><a href=/tin>Tin tức hoạt động công đoàn</a></div>"
        f"<div class=title-news-detail><span>{TITLE}</span></div><div>21/03/2023 08:15</div>",
        "<span class=Head>Tin công đoàn</span>"
        f"<div class=News_Title><h2>{TITLE}</h2></div><div>Cập nhật lúc: 08:15 21/03/2023</div>",
        "<div class=banner><h1>Công đoàn nhà máy may Hòa Vang</h1></div>"
        f"<h2 class=news-title>{TITLE}</h2><div>21/03/2023 08:15</div>",
        "<div class=header><h1 class=title>Công đoàn nhà máy</h1></div>"
        f"<h3 class=post-title>{TITLE}</h3><div>21/03/2023 08:15</div>",
    ],
)
def test_a_title_that_the_page_does_not_claim(top: str) -> None:
    claim = f"Công đoàn nhà máy: {TITLE}" if "h1 class" in top else "Công đoàn nhà máy may Hòa Vang"
    article = read(f"<p>{SECOND}</p><p>{SECOND}!</p>", top=top, title=claim)
    assert article.title == TITLE
    assert article.published_at is not None
    assert article.published_at.strftime("%H:%M") == "08:15"


def test_the_title_and_lead_of_a_page_of_font_tags() -> None:
    top = f"<table><tr><td><font class=Lead>{TITLE}</font><br><font size=1>21/03/2008 08:15</font>"
    article = read(
        f"<p>{SECOND}</p>", top=f"{top}<br><b>{LEAD}</b><br></td></tr></table>", title=TITLE
    )
    assert (article.title, article.lead) == (TITLE, LEAD)
    assert article.published_at is not None


def test_a_lead_is_the_description_after_a_dateline() -> None:
    head = f"<meta name=description content='{LEAD}'>"
    top = f"{head}<h1>{TITLE}</h1><time>21/03/2023 08:15</time><div><p>(LĐTĐ) {LEAD}</p></div>"
    assert read(f"<p>{SECOND}</p>", top=top).lead == f"(LĐTĐ) {LEAD}"


def test_a_line_in_italics_between_breaks_after_a_picture_is_its_caption() -> None:
    lines = (
        f"{SECOND}<br><br><img src=/a.jpg><br><em>Giờ nghỉ giữa ca</em><br><br>{FIRST} Rồi thôi."
    )
    article = read(f"<div><span>{lines}<br><br><em>Xin cảm ơn công ty.</em></span></div>")
    assert article.body == (FIRST, SECOND, f"{FIRST} Rồi thôi.", "Xin cảm ơn công ty.", THIRD)
    assert [caption.text for caption in article.captions] == ["Giờ nghỉ giữa ca"]


def test_a_teaser_under_its_heading_in_a_box_of_its_own_is_left_out_whole() -> None:
    card = (
        "<div><div>Đọc thêm</div><a href=/x-1.html>Một tin của ngày khác ở nơi khác</a>"
        "<p>Ghi nhận ở nơi khác: giá phòng trọ tăng lần thứ hai trong năm và chưa dừng lại.</p></div>"
    )
    assert read(f"{card}<p>{SECOND}</p><p>{SECOND}!</p>").body == (
        FIRST,
        SECOND,
        f"{SECOND}!",
        THIRD,
    )


def test_a_labelled_date_under_the_text_is_that_of_publication() -> None:
    article = read(f"<p>{SECOND}</p>", top=f"<h1>{TITLE}</h1>")
    assert article.published_at is None
    article = read(
        f"<p>{SECOND}</p><p>{THIRD}!</p></div><div><i>Ngày đăng:</i> 21/03/2023 08:15</div><div>",
        top=f"<h1>{TITLE}</h1>",
    )
    assert article.published_at is not None
    assert article.published_at.strftime("%d %H:%M") == "21 08:15"


def test_a_list_of_a_portal_whose_addresses_name_the_number_of_the_article() -> None:
    rows = "".join(
        f"<tr><td><a href=/tabid/71/newsid/5225{n}/Default.aspx>Công đoàn cơ sở số {n} họp bàn</a>"
        f" <i>(1{n}/03/2023 08:15)</i></td></tr>"
        for n in range(5)
    )
    page = f"<html><body><h1>Tin tức</h1><table>{rows}</table></body></html>"
    listing = parse_listing(Page(url="http://cd.example.vn/tin", body=page.encode()), generic=True)
    assert next(link.url for link in listing).endswith("/tabid/71/newsid/52250/Default.aspx")
    assert [link.published_at is not None for link in listing] == [True] * 5


def test_an_item_of_a_known_list_shows_its_date_where_the_selectors_do_not_look() -> None:
    items = "".join(
        "<div class='news_column panel'><div class=panel-body>"
        f"<h3><a href=/tin/cong-doan-co-so-hop-ban-1234{n}.html>Công đoàn số {n} họp bàn</a></h3>"
        f"<ul class=list-inline><li>1{n}/03/2023 08:15:00</li></ul>Tóm tắt</div></div>"
        for n in range(5)
    )
    page = f"<html><body><h1>Tin tức</h1>{items}</body></html>"
    listing = parse_listing(Page(url="http://cd.example.vn/tin", body=page.encode()), "nukeviet")
    assert [link.published_at is not None for link in listing] == [True] * 5


def test_a_line_in_italics_after_the_image_of_a_markdown_capture_is_its_caption() -> None:
    text = (
        f"# {TITLE}\n\n08:15 | 21/03/2023\n\n(LĐTĐ) {LEAD}\n\n{FIRST}\n\n![anh](a.jpg)\n\n"
        f"*Giờ nghỉ giữa ca*\n\n{SECOND}\n\n{THIRD}\n"
    )
    article = parse_dump(text)
    assert article.body == (FIRST, SECOND, THIRD)
    assert [caption.text for caption in article.captions] == ["Giờ nghỉ giữa ca"]


def test_two_long_teasers_under_their_heading_are_left_out_whole() -> None:
    teaser = f"<div><h4><a href=/x>Một tin của ngày khác ở nơi khác</a></h4><p>Nơi khác: {LEAD}</p></div>"
    twice = teaser + teaser.replace("Nơi khác", "Ở đó")
    box = f"<div class=b><h3>Có thể bạn quan tâm</h3>{twice}</div>"
    assert read(f"{box}<p>{SECOND}</p><p>{SECOND}!</p>").body == (
        FIRST,
        SECOND,
        f"{SECOND}!",
        THIRD,
    )


@pytest.mark.parametrize(
    "line",
    [
        "Mức trợ cấp mới:",
        "- Tặng vé xe về quê cho đoàn viên khó khăn",
        "“Giữ được phụ cấp rồi”",
        "Chị Hoa kể lại.",
    ],
)
def test_a_short_line_after_a_picture_can_be_the_text(line: str) -> None:
    article = read(f"<p><img src=/a.jpg></p><p>{line}</p><p>{SECOND}</p>")
    assert article.body == (FIRST, line, SECOND, THIRD)


def test_a_picture_a_linked_headline_and_a_sentence_in_a_box_are_a_teaser() -> None:
    card = (
        "<div class=b><figure><a href=/x><img src=/i.jpg></a></figure>"
        f"<h4><a href=/x>Một tin của ngày khác ở nơi khác</a></h4><p>{LEAD}</p></div>"
    )
    assert read(f"<p>{SECOND}</p>{card}<p>{SECOND}!</p>").body == (
        FIRST,
        SECOND,
        f"{SECOND}!",
        THIRD,
    )
