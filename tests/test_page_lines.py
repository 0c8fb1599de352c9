"""Lines inside the text of Vietnamese pages that are not the text, and some that only look so."""

import pytest

from parsers import Article, Page, parse_article

TITLE = "Lò gốm chuyển sang đốt khí, thợ bớt khói"
LEAD = "Ba mươi lò gốm ven sông bỏ than củi, người thợ đứng lò đỡ cay mắt hơn những mùa trước."
FIRST = (
    "Từ đầu tháng mười, hợp tác xã gốm thay lò than bằng lò khí, tiền vay do quỹ của công đoàn "
    "tỉnh bảo lãnh trong năm năm."
)
SECOND = (
    "Thợ cả Trần Văn Nung kể, ngày trước mỗi mẻ nung kéo dài ba ngày, người trực lò thay nhau thức "
    "và ho suốt mùa gió bấc."
)
OTHER = "Đường mới qua đèo giúp xe chở chè tới chợ sớm"
IMPRINT = (
    "<div><p>Cơ quan chủ quản: Liên đoàn Lao động tỉnh Mẫu</p><p>Địa chỉ: 12 đường Trần Phú, "
    "phường Trung Tâm, tỉnh Mẫu. Điện thoại: 0200.3.123.456</p><p>Ghi rõ nguồn khi phát hành lại "
    "thông tin từ trang này.</p></div>"
)


def read(text: str, *, before: str = "", after: str = "") -> Article:
    markup = (
        f"<html lang=vi><head><meta charset=utf-8><title>{TITLE}</title></head><body>"
        f"<div class=d><h1>{TITLE}</h1><p class=tg>02/10/2023 08:15</p>{before}"
        f"<div class=nd>{text}</div></div>{after}</body></html>"
    )
    page = Page(url="https://bao.example.vn/lo-gom-9876.html", body=markup.encode())
    return parse_article(page, generic=True)


@pytest.mark.parametrize(
    "line",
    [
        "<p><b>Xem video:</b></p>",
        "<p>Cỡ chữ: A A A</p>",
        "<div>Post Views: 1.234</div>",
        "<div>5/5 - (3 bình chọn)</div>",
        "<p>Thích Đang tải...</p>",
        "<p>* * *</p>",
        "<div><a href=/>Trang chủ</a> / <a href=/t>Tin tức</a> / Chi tiết</div>",
        "<div><p>Tài liệu đính kèm</p><ul><li><a href=/a.pdf>Kế hoạch 12.pdf</a> (24 KB)</li></ul></div>",
        f"<p><em><b>Bài 1: <a href=/x>{OTHER}</a></b></em></p>",
        "<p><em>Kỳ tới: Những người ở lại làng gốm</em></p>",
        f"<div class=k><a href=/x><img src=/i.jpg></a><a href=/x>{OTHER}</a><p>Nơi khác: {LEAD}</p></div>",
    ],
)
def test_what_is_put_between_paragraphs_is_left_out(line: str) -> None:
    assert read(f"<p>{FIRST}</p>{line}<p>{SECOND}</p>").body == (FIRST, SECOND)


@pytest.mark.parametrize(
    "line",
    [
        "Trang chủ yếu bán gốm cho khách xa.",
        "Cỡ chữ trên bình gốm do thợ tự chọn.",
        "Tài liệu đính kèm hồ sơ vay gồm ba bản.",
        "Kỳ tới: làng sẽ họp lại về giá khí đốt.",
        "Bài 1: Học cách nhào đất trong ba tháng.",
    ],
)
def test_sentences_that_begin_like_them_stay(line: str) -> None:
    assert read(f"<p>{FIRST}</p><p>{line}</p><p>{SECOND}</p>").body == (FIRST, line, SECOND)


@pytest.mark.parametrize("caption", ["Ảnh minh họa. Nguồn: Internet", "Hình ảnh tư liệu của làng"])
def test_what_says_that_a_picture_illustrates_is_its_caption(caption: str) -> None:
    article = read(f"<p>{FIRST}</p><p><img src=/a.jpg></p><p>{caption}</p><p>{SECOND}</p>")
    assert [each.text for each in article.captions] == [caption]
    assert article.body == (FIRST, SECOND)


def test_bold_is_no_sign_of_a_lead_where_the_whole_text_is_bold() -> None:
    article = read("".join(f"<p><b>{text}</b></p>" for text in (FIRST, SECOND, LEAD)))
    assert (article.lead, article.body) == (None, (FIRST, SECOND, LEAD))


def test_a_lead_of_two_paragraphs_in_its_box_is_taken_whole() -> None:
    box = f"<div class=sapo><p>{LEAD}</p><p>Ba năm nữa, cả làng sẽ đốt khí.</p></div>"
    article = read(f"<p>{FIRST}</p><p>{SECOND}</p>", before=box)
    assert article.lead == f"{LEAD} Ba năm nữa, cả làng sẽ đốt khí."
    assert article.body == (FIRST, SECOND)


def test_the_imprint_of_a_page_does_not_widen_the_article() -> None:
    article = read(
        f"<p>{FIRST}</p><p>{SECOND}</p><p>Khói đã bớt.</p>",
        before=f"<p class=tt>{LEAD}</p>",
        after=IMPRINT,
    )
    assert (article.lead, article.body) == (LEAD, (FIRST, SECOND, "Khói đã bớt."))


@pytest.mark.parametrize("line", ["Tổng hợp", "PV/lang-gom.vn"])
def test_how_a_text_was_made_is_no_author(line: str) -> None:
    article = read(f"<p>{FIRST}</p><p>{SECOND}</p><p style='text-align:right'>{line}</p>")
    assert (article.authors, article.body) == ((), (FIRST, SECOND))


def test_readers_who_can_be_answered_stand_below_the_article() -> None:
    said = "Tôi mong báo viết tiếp về chuyện giá khí và bữa ăn của thợ lò ở các làng ven sông."
    comments = "".join(
        f"<div class=z><b>Lê Văn {name}</b><p>{name}. {said}</p><span>Thích</span> "
        "<span>Trả lời</span></div>"
        for name in "ABCD"
    )
    text = f"<p>{FIRST}</p><p>{SECOND}</p><p>{FIRST} {SECOND}</p>"
    article = read(text, after=f"<div class=y><div>Bình luận (4)</div>{comments}</div>")
    assert article.body == (FIRST, SECOND, f"{FIRST} {SECOND}")


def test_pictures_with_captions_alone_keep_them() -> None:
    figures = "".join(
        f"<figure><img src=/{n}.jpg><figcaption>{text}</figcaption></figure>"
        for n, text in enumerate((FIRST, SECOND))
    )
    article = read(figures, before=f"<div class=sapo>{LEAD}</div>")
    assert article.body == (LEAD,)
    assert [each.text for each in article.captions] == [FIRST, SECOND]
