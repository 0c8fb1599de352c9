"""Reading by structure: what is kept, what is left out and where it goes, on pages written for it.

Each nuisance stands at each place in the skeletons of five content systems, so that a rule that only
fits one of them, or one place, fails here.
"""

import time

import pytest

from parsers.body import Reading, read_body
from parsers.chrome import learn_chrome
from parsers.html import parse_html
from parsers.model import Known, Page
from parsers.text import match_key
from tests.body_pages import (
    CAPTION,
    ENDINGS,
    LEAD,
    NUISANCES,
    OTHERS,
    PARAGRAPHS,
    PICTURES,
    SKELETONS,
    TITLE,
    mastercms,
    nukeviet,
    paragraphs,
    tables,
    vccorp,
    wordpress,
)

PLACES = {"after the first": 1, "in the middle": 3, "at the end": len(PARAGRAPHS)}


def page(markup: str, url: str = "https://bao-mau.vn/bai-1.html") -> Page:
    return Page(url=url, body=markup.encode(), content_type="text/html; charset=utf-8")


def read(markup: str, **options: object) -> Reading:
    given = {"title": TITLE, "lead": LEAD, **options}
    return read_body(parse_html(page(markup)), **given)  # type: ignore[arg-type]  # a table of options


def with_part(part: str, at: int) -> str:
    texts = [f"<p>{text}</p>" for text in PARAGRAPHS]
    texts.insert(at, part)
    return "\n".join(texts)


@pytest.mark.parametrize("skeleton", SKELETONS)
def test_a_clean_page_is_read_whole(skeleton: str) -> None:
    assert read(SKELETONS[skeleton](paragraphs())).paragraphs == PARAGRAPHS


@pytest.mark.parametrize("skeleton", SKELETONS)
@pytest.mark.parametrize("name", NUISANCES)
def test_what_is_not_the_article_is_left_out_inside_it(skeleton: str, name: str) -> None:
    for at in PLACES.values():
        reading = read(SKELETONS[skeleton](with_part(NUISANCES[name], at)))
        assert reading.paragraphs == PARAGRAPHS, at


@pytest.mark.parametrize("skeleton", SKELETONS)
@pytest.mark.parametrize("name", NUISANCES)
def test_what_is_not_the_article_is_left_out_round_it(skeleton: str, name: str) -> None:
    make = SKELETONS[skeleton]
    assert read(make(paragraphs(), before=NUISANCES[name])).paragraphs == PARAGRAPHS
    assert read(make(paragraphs(), after=NUISANCES[name])).paragraphs == PARAGRAPHS


@pytest.mark.parametrize("skeleton", SKELETONS)
@pytest.mark.parametrize("name", ENDINGS)
def test_endings(skeleton: str, name: str) -> None:
    make = SKELETONS[skeleton]
    assert read(make(paragraphs() + ENDINGS[name])).paragraphs == PARAGRAPHS
    assert read(make(paragraphs(), after=ENDINGS[name])).paragraphs == PARAGRAPHS


@pytest.mark.parametrize("skeleton", SKELETONS)
@pytest.mark.parametrize("name", PICTURES)
def test_captions_are_captions(skeleton: str, name: str) -> None:
    for at in PLACES.values():
        reading = read(SKELETONS[skeleton](with_part(PICTURES[name], at)))
        assert reading.paragraphs == PARAGRAPHS
        assert [caption.text for caption in reading.captions] == [CAPTION]


@pytest.mark.parametrize(
    ("ending", "byline", "source"),
    [
        ("byline", "Minh Chiến", None),
        ("byline with a note", "Hà Thu (tổng hợp)", None),
        ("byline and source", "Hải Yến - Văn Nam", "Nguồn: Báo Mẫu"),
        ("source", None, "Nguồn: laodong.vn"),
        ("agency", None, "Theo TTXVN"),
    ],
)
def test_bylines_and_sources_are_told(ending: str, byline: str | None, source: str | None) -> None:
    reading = read(nukeviet(paragraphs() + ENDINGS[ending]))
    assert (reading.byline, reading.source_note) == (byline, source)


KEPT = {
    "subheading": (
        "<h2>Bữa ăn ca do công đoàn giám sát</h2>",
        ("Bữa ăn ca do công đoàn giám sát",),
    ),
    "bold subheading": ("<p><b>Từ 1/7, mức mới</b></p>", ("Từ 1/7, mức mới",)),
    "list": (
        "<ul><li>Ca sáng: 28.000 đồng mỗi suất</li><li>Ca đêm: 33.000 đồng mỗi suất</li></ul>",
        ("Ca sáng: 28.000 đồng mỗi suất", "Ca đêm: 33.000 đồng mỗi suất"),
    ),
    "quote": (
        "<blockquote><p>“Tôi mong bữa ăn đủ chất hơn.”</p></blockquote>",
        ("“Tôi mong bữa ăn đủ chất hơn.”",),
    ),
    "table of data": (
        "<table><tr><th>Năm</th><th>Mức ăn ca</th></tr><tr><td>2023</td><td>22.000</td></tr>"
        "<tr><td>2024</td><td>28.000</td></tr></table>",
        ("Năm | Mức ăn ca", "2023 | 22.000", "2024 | 28.000"),
    ),
    "bare text": (
        "<div>Công đoàn sẽ báo cáo kết quả tại hội nghị người lao động cuối năm nay.</div>",
        ("Công đoàn sẽ báo cáo kết quả tại hội nghị người lao động cuối năm nay.",),
    ),
    "nested spans": (
        '<p><span style="font-size:14px"><span><font color="red">Mức này </font></span>cao hơn'
        "</span> quy định chung.</p>",
        ("Mức này cao hơn quy định chung.",),
    ),
    "lines parted by br": (
        "<div>Ca một bắt đầu lúc sáu giờ sáng mỗi ngày.<br><br>Ca hai bắt đầu lúc hai giờ chiều."
        "</div>",
        ("Ca một bắt đầu lúc sáu giờ sáng mỗi ngày.", "Ca hai bắt đầu lúc hai giờ chiều."),
    ),
    "editorial box": (
        '<div class="VCSortableInPreviewMode" id="ObjectBoxContent_17"><h3>Ăn ca là gì?</h3><p>Ăn ca '
        "là bữa ăn giữa giờ làm do người sử dụng lao động chi trả theo thỏa ước.</p></div>",
        (
            "Ăn ca là gì?",
            "Ăn ca là bữa ăn giữa giờ làm do người sử dụng lao động chi trả theo thỏa ước.",
        ),
    ),
    "paragraph with a link": (
        '<p>Theo <a href="/b">quy chế phối hợp</a>, hai bên họp mỗi quý một lần.</p>',
        ("Theo quy chế phối hợp, hai bên họp mỗi quý một lần.",),
    ),
    "correction": (
        "<p>Đính chính: bản tin trước ghi nhầm mức ăn ca là 27.000 đồng.</p>",
        ("Đính chính: bản tin trước ghi nhầm mức ăn ca là 27.000 đồng.",),
    ),
    "a sentence about other news": (
        "<p>Tin khác với lời đồn, nhà máy không cắt giảm lao động trong quý này.</p>",
        ("Tin khác với lời đồn, nhà máy không cắt giảm lao động trong quý này.",),
    ),
    "bullets drawn as arrows": (
        "<p>► Nâng mức ăn ca lên 28.000 đồng mỗi suất.</p><p>→ Công khai thực đơn hằng tuần.</p>",
        ("► Nâng mức ăn ca lên 28.000 đồng mỗi suất.", "→ Công khai thực đơn hằng tuần."),
    ),
    "a day as a subheading": ("<p><b>12/6/2024</b></p>", ("12/6/2024",)),
    "a contact of the union": (
        "<p>Điện thoại: 0210 3846 123 (đồng chí Hạnh, Ban Chính sách - Pháp luật).</p>",
        ("Điện thoại: 0210 3846 123 (đồng chí Hạnh, Ban Chính sách - Pháp luật).",),
    ),
}


@pytest.mark.parametrize("skeleton", SKELETONS)
@pytest.mark.parametrize("name", KEPT)
def test_what_is_the_article_is_kept(skeleton: str, name: str) -> None:
    markup, texts = KEPT[name]
    reading = read(SKELETONS[skeleton](with_part(markup, 3)))
    assert reading.paragraphs == PARAGRAPHS[:3] + texts + PARAGRAPHS[3:]


def test_a_list_of_names_at_the_end_is_no_byline() -> None:
    names = ("Nguyễn Văn An", "Trần Thị Bình", "Lê Văn Công")
    body = paragraphs() + "<p>Danh sách đoàn viên được khen thưởng:</p>" + paragraphs(names)
    assert read(tables(body)).paragraphs[-3:] == names


def test_a_correction_is_listed_as_well() -> None:
    text = KEPT["correction"][1][0]
    assert read(vccorp(with_part(KEPT["correction"][0], 6))).corrections == (text,)


def test_an_article_about_other_news_keeps_its_heading() -> None:
    body = with_part("<h2>Tin khác</h2>", 2)
    assert read(wordpress(body)).paragraphs == (*PARAGRAPHS[:2], "Tin khác", *PARAGRAPHS[2:])


@pytest.mark.parametrize("make", SKELETONS.values(), ids=SKELETONS)
def test_bare_text_and_br_can_be_the_whole_article(make: object) -> None:
    body = "<br><br>".join(PARAGRAPHS)
    assert read(make(f"<div>{body}</div>")).paragraphs == PARAGRAPHS  # type: ignore[operator]


def test_title_and_lead_are_left_out_of_the_body() -> None:
    body = f"<p><b>{TITLE.upper()}</b></p><p>{LEAD}</p>{paragraphs()}"
    assert read(mastercms(body)).paragraphs == PARAGRAPHS


def test_a_body_in_several_boxes_is_read_whole() -> None:
    parts = "".join(f'<div class="chunk"><p>{text}</p></div>' for text in PARAGRAPHS)
    assert read(f"<html><body><h1>{TITLE}</h1><div>{parts}</div></body></html>").paragraphs == (
        PARAGRAPHS
    )


def test_a_copy_of_the_text_for_phones_is_read_once() -> None:
    body = f'<div class="desktop">{paragraphs()}</div><div class="mobile">{paragraphs()}</div>'
    assert read(tables(body)).paragraphs == PARAGRAPHS


def test_known_titles_and_chrome_are_left_out() -> None:
    body = with_part(f"<p>{OTHERS[0]}</p><p>Cùng Báo Mẫu giữ gìn tiếng Việt</p>", 2)
    known = Known(
        titles=frozenset({match_key(OTHERS[0])}),
        chrome=frozenset({match_key("Cùng Báo Mẫu giữ gìn tiếng Việt")}),
    )
    assert len(read(tables(body)).paragraphs) == len(PARAGRAPHS) + 2
    assert read(tables(body), known=known).paragraphs == PARAGRAPHS


def test_a_container_is_cleaned_and_not_searched() -> None:
    markup = mastercms(with_part(NUISANCES["related box"], 2), after=NUISANCES["teasers"])
    doc = parse_html(page(markup))
    container = doc.select("#__MB_MASTERCMS_EL_3")[0]
    drop = doc.select(".item-content > p:last-of-type")
    reading = read_body(doc, container=container, drop=drop, title=TITLE, lead=LEAD)
    assert reading.paragraphs == PARAGRAPHS[:-1]
    assert reading.container is container


def test_several_containers_are_read_in_order() -> None:
    first, second = PARAGRAPHS[:3], PARAGRAPHS[3:]
    doc = parse_html(
        page(f"<div class=a>{paragraphs(first)}</div><hr><div class=a>{paragraphs(second)}</div>")
    )
    assert read_body(doc, container=doc.select("div.a")).paragraphs == PARAGRAPHS


def test_the_trace_names_a_rule_for_each_block_left_out() -> None:
    reading = read(wordpress(with_part(NUISANCES["related box"], 2)), explain=True)
    kept = tuple(part.text for part in reading.trace if part.kept)
    assert kept == PARAGRAPHS
    rules = {part.text: part.rule for part in reading.trace}
    assert rules[OTHERS[0]] is not None
    assert rules["Chuyên mục 3"] == "outside the article"
    assert read(wordpress(paragraphs())).trace == ()


def test_confidence_tells_an_article_from_a_page_of_links() -> None:
    good = read(vccorp(paragraphs())).confidence
    poor = read(vccorp(NUISANCES["bare list"])).confidence
    assert good > 0.7
    assert poor < 0.3


@pytest.mark.parametrize("markup", ["<html></html>", "<p></p>", "<body><script>x</script>", "x"])
def test_a_page_without_text_gives_an_empty_reading(markup: str) -> None:
    reading = read_body(parse_html(page(f"<html><body><p> </p>{markup}</body></html>")))
    assert len(reading.paragraphs) <= 1


def test_chrome_is_learned_from_three_pages() -> None:
    slogan = "Báo Mẫu - tiếng nói của người lao động"
    pages = [
        page(f"<p>{text}</p><p>{slogan}</p>", url=f"https://bao-mau.vn/bai-{at}.html")
        for at, text in enumerate(PARAGRAPHS[:4])
    ]
    assert learn_chrome(pages) == {match_key(slogan)}
    assert learn_chrome(pages[:2]) == frozenset()
    assert learn_chrome([pages[0]] * 5) == frozenset()
    assert match_key(slogan) in learn_chrome([*pages, page("")])


def test_depth_and_breadth_cost_little() -> None:
    deep = "<div>" * 5000 + paragraphs() + "</div>" * 5000
    broad = "<div><p>Dòng ngắn</p></div>" * 20_000 + paragraphs()
    started = time.process_time()
    assert read(f"<html><body>{deep}</body></html>").paragraphs[-1] == PARAGRAPHS[-1]
    assert PARAGRAPHS[0] in read(f"<html><body>{broad}</body></html>").paragraphs
    assert time.process_time() - started < 10


def test_a_list_that_opens_a_short_article_does_not_take_it_along() -> None:
    links = "".join(
        f"<li><a href='/{name}-1.html'>Tổ công đoàn {name} giảm một nửa lượng sợi bỏ đi</a></li>"
        for name in ("phân xưởng dệt", "phân xưởng may", "phân xưởng nhuộm")
    )
    paragraphs = [
        "Lễ kết nạp diễn ra ngắn gọn vào giờ trưa, khi các tài xế ít cuốc xe nhất.",
        "Đoàn viên mới được tặng áo phản quang và số điện thoại của tổ tương trợ.",
        "Nghiệp đoàn đang lấy ý kiến để làm việc với các hãng xe về cách tính thưởng.",
    ]
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    reading = read(
        "<h1>Nghiệp đoàn lái xe kết nạp thêm đoàn viên</h1><div class='content'><table><tr><td>"
        f"<strong>Nên xem</strong><ul>{links}</ul></td></tr></table>{body}</div>"
    )
    assert list(reading.paragraphs) == paragraphs


WIDGETS = (
    "<div>Hà Nội 14°C Độ ẩm 76%</div><div>Đang online: 17</div><p>Xin chào, bạn đọc Thoát</p>"
    "<marquee>Tổ may số 3 mở lớp học đêm cho con em thợ | Hội thao của thợ điện</marquee>"
)


def test_lines_above_the_title_are_no_part_of_the_article() -> None:
    flat = f"<div>{WIDGETS}<h1>{TITLE}</h1>{paragraphs()}</div>"
    assert read(flat, lead=None).paragraphs == PARAGRAPHS


@pytest.mark.parametrize("tag", ["p", "div"])
def test_the_last_paragraph_after_a_list_in_a_box_is_kept(tag: str) -> None:
    last = "Buổi học tới mở vào đầu tháng, thợ ở xưởng bên cũng có thể ghi tên."
    texts = [f"<{tag}>{text}</{tag}>" for text in (*PARAGRAPHS, last)]
    texts.insert(
        len(texts) - 1,
        "<table align='right'><tr><td><b>Bài liên quan</b><br><a href='/x-1.html'>Tổ may số 3 mở "
        "lớp học đêm</a><br><a href='/x-2.html'>Hội thao của thợ điện vùng cao</a></td></tr></table>",
    )
    markup = f"<h1>{TITLE}</h1><div class='content'>{''.join(texts)}</div>"
    assert read(markup, lead=None).paragraphs == (*PARAGRAPHS, last)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Lớp học mở vào tháng 6<sup>[2]</sup> tại xưởng.", "Lớp học mở vào tháng 6 tại xưởng."),
        ("Có 45 thợ dự học<sup>1</sup>.", "Có 45 thợ dự học."),
        ("Có 45<sup><a href='#n2'>2</a></sup> thợ dự học.", "Có 45 thợ dự học."),
        ("Xưởng rộng 60 m<sup>2</sup>, cao 10<sup>2</sup>.", "Xưởng rộng 60 m2, cao 102."),
    ],
)
def test_marks_of_notes_are_no_words(markup: str, text: str) -> None:
    reading = read(f"<h1>{TITLE}</h1><div class='content'><p>{markup}</p>{paragraphs()}</div>")
    assert reading.paragraphs[0] == text


@pytest.mark.parametrize("unseen", ["\u200b", "\u00ad", "\u200c", "\ufeff"])
def test_a_point_that_a_character_without_width_follows_ends_a_sentence(unseen: str) -> None:
    sentence = "Lớp học đêm mở vào tháng 6 tại xưởng may số 3."
    picture = "<table><tr><td><img src='/a.jpg'></td></tr></table>"
    markup = f"<div class='content'>{picture}<p>{sentence}{unseen}</p>{paragraphs()}</div>"
    reading = read(f"<h1>{TITLE}</h1>{markup}", lead=None)
    assert (reading.paragraphs[0], reading.captions) == (sentence, ())
