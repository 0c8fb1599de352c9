"""Where Vietnamese pages put title, lead, captions and signatures: each habit in a page of its own,
read by structure alone.
"""

import pytest

from parsers import Article, Page, parse_article

TITLE = "Tổ dệt số ba giữ được bữa ăn ca"
LEAD = (
    "Sau hai tuần thương lượng, công nhân tổ dệt số ba giữ được suất ăn ca đêm mà ban giám đốc "
    "định cắt từ đầu quý."
)
FIRST = (
    "Chiều 4/9, đại diện tổ dệt và ban giám đốc nhà máy ký biên bản giữ nguyên suất ăn ca đêm cho "
    "đến hết năm, kèm thêm sữa cho lao động nữ nuôi con nhỏ."
)
SECOND = (
    "Tổ trưởng công đoàn Nguyễn Thị Mơ cho biết, biên bản được đọc trước toàn tổ và ai cũng có "
    "quyền góp ý trước khi bỏ phiếu."
)
OTHER = "Xã đảo có thêm trạm y tế cho người làm nghề biển"


def read(inner: str, *, head: str = "") -> Article:
    markup = (
        f"<html lang=vi><head><meta charset=utf-8><title>{TITLE} - Báo Mẫu</title>{head}</head>"
        f"<body><ul><li><a href=/>Trang chủ</a></li></ul>{inner}"
        "<footer><p>Địa chỉ: 12 đường Trần Phú, phường Trung Tâm, tỉnh Mẫu Sơn. Điện thoại: "
        "0200.3.123.456</p></footer></body></html>"
    )
    page = Page(url="https://bao.example.vn/to-det-4321.html", body=markup.encode())
    return parse_article(page, generic=True)


@pytest.mark.parametrize(
    "header",
    [
        "<article><header class=td-post-title><h1 class=entry-title>{}</h1></header>",
        "<div class=post-12><header class=entry-header><h1>{}</h1></header>",
    ],
)
def test_the_header_of_an_article_is_no_banner_of_the_site(header: str) -> None:
    related = f"<div class=related><h3 class=entry-title><a href=/x>{OTHER}</a></h3></div>"
    body = f"<p>{FIRST}</p>{related}<p>{SECOND}</p><p>{SECOND} {FIRST}</p><p>{FIRST} {LEAD}</p>"
    assert read(f"{header.format(TITLE)}<div class=entry-content>{body}</div>").title == TITLE


@pytest.mark.parametrize(
    "lead",
    [
        "<div class=x>{}</div>",
        "<div><div class=css-l>{}</div></div>",
        "<div class=box-des-detail><p>{}</p></div>",
        "<table><tr><td><span class=NewsSapo><b>{}</b></span></td></tr></table>",
    ],
)
def test_one_paragraph_between_title_and_body_is_the_lead(lead: str) -> None:
    body = f"<div class=y><p>{FIRST}</p><p>{SECOND}</p></div>"
    article = read(f"<div><h1>{TITLE}</h1><p>04/09/2023</p>{lead.format(LEAD)}{body}</div>")
    assert (article.lead, article.body) == (LEAD, (FIRST, SECOND))


def test_a_bold_line_before_breaks_is_the_lead_inside_the_box_of_the_text() -> None:
    text = f"<b>{LEAD}</b><br><br>{FIRST}<br><br>{SECOND}<br>"
    article = read(f"<div class=t>{TITLE}</div><div>04/09/2023</div><div class=n>{text}</div>")
    assert (article.lead, article.body) == (LEAD, (FIRST, SECOND))


def test_a_question_in_bold_after_a_sentence_is_no_lead() -> None:
    first = "Cuộc thi tìm hiểu luật gồm hai mươi câu, mỗi câu có một đáp án."
    asked = "Câu 1. Công nhân làm đêm được trả thêm ít nhất bao nhiêu phần tiền lương?"
    body = f"<p>{first}</p><p><b>{asked}</b></p><p>A. Ba mươi phần trăm</p><p>{FIRST}</p>"
    article = read(f"<h1>{TITLE}</h1><p>04/09/2023</p><div class=n>{body}</div>")
    assert article.lead is None
    assert article.body == (first, asked, "A. Ba mươi phần trăm", FIRST)


def test_a_lead_that_is_all_there_is_is_the_body() -> None:
    article = read(
        f"<div class=v><video></video><h1>{TITLE}</h1><div class=time>08:00 04/09/2023</div>"
        f"<div class=video-desc><p>{LEAD}</p></div><div class=author>Mơ Nguyễn</div></div>"
    )
    assert (article.lead, article.body) == (None, (LEAD,))


def test_a_long_lead_does_not_outweigh_a_short_text() -> None:
    short = "Biên bản có hiệu lực ngay trong ca làm việc tối cùng ngày."
    article = read(
        f"<div class=c><h1>{TITLE}</h1><div class=time>04/09/2023</div><div class=sapo>{LEAD}</div>"
        f"<div class=t><p>{short}</p></div></div>"
    )
    assert (article.lead, article.body) == (LEAD, (short,))


def test_a_poem_is_read_beside_its_title() -> None:
    lines = ("Đêm nay máy dệt reo đều", "Chị ngồi nối sợi nghe chiều qua sông", "Mai về áo mới lụa")
    article = read(
        f"<div class=c><h1>{TITLE}</h1><div class=time>04/09/2023</div>"
        f"<div class=t><p>{'<br>'.join(lines)}</p></div><ul><li><a href=/x>{OTHER}</a></li></ul></div>"
    )
    assert article.body == lines


def test_a_table_alone_is_read_beside_its_title() -> None:
    rows = [(str(n), f"Nguyễn Thị Sợi {n}", "Tổ dệt số ba", "Giấy khen") for n in range(1, 6)]
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    article = read(
        f"<div class=c><h1>{TITLE}</h1><div class=time>04/09/2023</div><div class=sapo>{LEAD}</div>"
        f"<div class=t><table>{cells}</table></div></div>"
    )
    assert (article.lead, article.body) == (LEAD, tuple(" | ".join(row) for row in rows))


@pytest.mark.parametrize(
    "figure",
    [
        "<figure><img src=/a.jpg><figcaption>{}</figcaption></figure>",
        "<div class=itemImageBlock><img src=/a.jpg><span>{}</span></div>",
        "<div class=f><img src=/a.jpg><div>{}</div></div>",
    ],
)
def test_the_caption_of_a_picture_over_the_text_is_one(figure: str) -> None:
    caption = "Đồ họa: Suất ăn ca qua các năm"
    body = f"<div class=n><p>{FIRST}</p><p>{SECOND}</p></div>"
    article = read(f"<div><h1>{TITLE}</h1><h2>{LEAD}</h2>{figure.format(caption)}{body}</div>")
    assert [each.text for each in article.captions] == [caption]
    assert article.body == (FIRST, SECOND)


def test_a_heading_in_a_figcaption_is_a_caption() -> None:
    figure = (
        "<figure><img src=/a.jpg><figcaption><h6>Bữa ăn ca lúc nửa đêm</h6></figcaption></figure>"
    )
    article = read(f"<h1>{TITLE}</h1><div class=n><p>{FIRST}</p>{figure}<p>{SECOND}</p></div>")
    assert [each.text for each in article.captions] == ["Bữa ăn ca lúc nửa đêm"]
    assert article.body == (FIRST, SECOND)


def test_who_is_quoted_stays_with_the_quotation() -> None:
    quote = "<blockquote><p>“Đói thì không ai dệt nổi.”</p><footer>Chị Mơ</footer></blockquote>"
    article = read(f"<h1>{TITLE}</h1><div class=n><p>{FIRST}</p>{quote}<p>{SECOND}</p></div>")
    assert article.body == (FIRST, "“Đói thì không ai dệt nổi.”", "Chị Mơ", SECOND)


@pytest.mark.parametrize(
    ("ending", "author"),
    [
        ("</div><div class=author-text>Phạm Mơ</div><div>", "Phạm Mơ"),
        ("</div><div class=author><b>Phạm Mơ</b>/Báo Tin Mới</div><div>", "Phạm Mơ"),
        ("</div><p><b>Tác giả bài viết: </b>Phạm Mơ</p><div>", "Phạm Mơ"),
        ("<p>Nội dung: Phạm Mơ</p><p>Ảnh: Hà Vy</p><p>Thiết kế: Lam Hà</p>", "Phạm Mơ"),
        ("<table><tr><td align=right><b>Phạm Mơ</b></td></tr></table>", "Phạm Mơ"),
    ],
)
def test_the_author_is_named_under_the_text(ending: str, author: str) -> None:
    article = read(f"<h1>{TITLE}</h1><div class=n><p>{FIRST}</p><p>{SECOND}</p>{ending}</div>")
    assert (article.authors, article.body) == ((author,), (FIRST, SECOND))


def test_who_signed_a_document_stands_in_a_cell_and_stays() -> None:
    table = (
        "<table><tr><td><p>Nơi nhận:</p><p>- Lưu: VT.</p></td>"
        "<td><p>CHỦ TỊCH</p><p>Phạm Thị Mơ</p></td></tr></table>"
    )
    article = read(f"<h1>{TITLE}</h1><div class=n><p>{FIRST}</p><p>{SECOND}</p>{table}</div>")
    assert "Phạm Thị Mơ" in article.body[-1]


@pytest.mark.parametrize("note", ["(TTXVN/Vietnam+)", "(VOV.VN)", "Theo Nhịp sống kinh tế"])
def test_where_it_was_taken_from_stands_last(note: str) -> None:
    article = read(f"<h1>{TITLE}</h1><div class=n><p>{FIRST}</p><p>{SECOND}</p><p>{note}</p></div>")
    assert (article.source_note, article.body) == (note, (FIRST, SECOND))


@pytest.mark.parametrize("line", ["(Còn nữa)", "Theo chị Mơ, chuyện chưa hết.", "(Hết)"])
def test_last_lines_that_resemble_a_source_stay(line: str) -> None:
    body = read(
        f"<h1>{TITLE}</h1><div class=n><p>{FIRST}</p><p>{SECOND}</p><p>{line}</p></div>"
    ).body
    assert body == (FIRST, SECOND, line)


def test_the_next_article_that_a_page_appends_is_another() -> None:
    other = (
        f"<div class=z><h2><a href=/y>{OTHER}</a></h2><div>03/09/2023 10:00</div>"
        f"<p>{LEAD} Ở nơi khác.</p><p>{LEAD} Vào ngày khác.</p></div>"
    )
    body = f"<div class=n><p>{FIRST}</p><p>{SECOND}</p><p>{FIRST} {SECOND}</p></div>"
    article = read(f"<div><h1>{TITLE}</h1><p>04/09/2023</p>{body}{other}</div>")
    assert article.body == (FIRST, SECOND, f"{FIRST} {SECOND}")


@pytest.mark.parametrize(
    "top",
    [
        "<div class=x><span class=clock>Thứ Sáu, 01/12/2023</span></div>",
        "<div class=x>Hôm nay: Thứ Sáu, 01/12/2023</div>",
        "<div class=x>Thứ Sáu, 01/12/2023<ul>" + "<li><a href=/m>Mục</a></li>" * 7 + "</ul></div>",
    ],
)
def test_the_day_of_the_visit_is_no_date_of_the_article(top: str) -> None:
    body = f"<div class=c><h1>{TITLE}</h1><div class=n><p>{FIRST}</p><p>{SECOND}</p></div>"
    assert read(f"{top}{body}</div>").published_at is None
    article = read(f"{top}{body}<p>Ngày đăng: 04/09/2023</p></div>")
    assert article.published_at is not None
    assert article.published_at.strftime("%d/%m/%Y") == "04/09/2023"


def test_day_and_time_in_boxes_of_their_own_are_one_moment() -> None:
    stamp = "<div class=day>04/09/2023</div><div class=hour>07:30</div>"
    article = read(f"<h1>{TITLE}</h1>{stamp}<div class=n><p>{FIRST}</p><p>{SECOND}</p></div>")
    assert article.published_at is not None
    assert article.published_at.strftime("%d/%m %H:%M") == "04/09 07:30"


def test_short_sentences_beside_a_long_lead_are_read_without_names() -> None:
    lines = ("Sáng nay lò mở cửa.", "Ai cũng có phần.", "Trời vẫn còn mưa.")
    text = "".join(f"<p>{line}</p>" for line in lines)
    article = read(
        f"<div><h1>{TITLE}</h1><div>04/09/2023</div><div>{LEAD}</div><div>{text}</div></div>"
    )
    assert (article.lead, article.body) == (LEAD, lines)


def test_an_article_in_a_row_of_teasers_is_none_of_them() -> None:
    teasers = "".join(
        f"<div><a href=/x{n}-123{n}.html><img src=/i.jpg></a><h3><a href=/x{n}-123{n}.html>{OTHER} {n}"
        f"</a></h3><p>Nơi thứ {n}: {SECOND}</p></div>"
        for n in range(8)
    )
    text = f"<div><p>{FIRST}</p><p>{SECOND}</p></div>"
    article = read(f"<div><h1>{TITLE}</h1><div>04/09/2023</div>{text}{teasers}</div>")
    assert article.body == (FIRST, SECOND)
