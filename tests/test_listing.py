"""Listings: which links are articles, which are not, and where the next page is."""

import re

import pytest

from parsers import Listing, NotAnArticle, NotHtml, Page, PageKind, Selectors, parse_listing
from parsers.article_links import has_article_shape
from parsers.pagenumber import page_number

HOME = "https://bao.example.vn"
URL = f"{HOME}/cong-doan"
TITLES = (
    "Công đoàn cơ sở chăm lo 1.250 đoàn viên dịp Tết",
    "Tăng mức hỗ trợ đoàn viên bị tai nạn lao động",
    "Công nhân khu công nghiệp được khám sức khỏe miễn phí",
    "Đối thoại định kỳ giúp giảm tranh chấp lao động",
    "Trao 48 mái ấm công đoàn cho đoàn viên khó khăn",
)


def read(html: str, url: str = URL, **options: object) -> Listing:
    page = Page(
        url=url,
        body=f"<html><body>{html}</body></html>".encode(),
        content_type="text/html; charset=utf-8",
    )
    return parse_listing(page, **options)  # type: ignore[arg-type]  # options are named per test


def href(number: int) -> str:
    return f"/bai-viet-ve-cong-doan-{100000 + number}.html"


def card(number: int, inner: str = "") -> str:
    link = href(number)
    return (
        f"<div class='tin'><a href='{link}'><img src='/{number}.jpg'></a>"
        f"<h3><a href='{link}'>{TITLES[number]}</a></h3>{inner}</div>"
    )


CARDS = "".join(card(number) for number in range(5))
WANTED = [HOME + href(number) for number in range(5)]


def urls(listing: Listing) -> list[str]:
    return [link.url for link in listing]


# -- which links ---------------------------------------------------------------------------------


def test_each_article_once_with_its_title_in_the_order_of_the_page() -> None:
    listing = read(CARDS)
    assert urls(listing) == WANTED
    assert tuple(link.title for link in listing) == TITLES
    assert listing.platform == "generic"


@pytest.mark.parametrize(
    "frame",
    [
        f"<nav><a href='{href(9)}'>Một chuyên mục có tên dài như tiêu đề</a></nav>",
        f"<footer><a href='{href(9)}'>Giới thiệu về tòa soạn và ban biên tập</a></footer>",
        f"<div class='x menu'><a href='{href(9)}'>Thông tin tuyên truyền công đoàn</a></div>",
        f"<aside><ul><li><a href='{href(9)}'>Bài được đọc nhiều nhất trong tuần</a></ul></aside>",
        f"<div class='box most read'><a href='{href(9)}'>Bài được đọc nhiều nhất tuần</a></div>",
        f"<div class='quang-cao'><a href='{href(9)}'>Mua nhà trả góp lãi suất thấp nhất</a></div>",
        "<a href='/cong-doan/hoat-dong'>Hoạt động công đoàn cơ sở các cấp</a>",
        "<a href='https://khac.example.com/bai-viet-hay-123456.html'>Bài của một trang khác</a>",
        "<a href='javascript:void(0)'>Xem thêm các bài viết khác nữa</a>",
        "<a href='/tep/cong-van-so-123456-ve-tet.pdf'>Công văn số 123 về việc chăm lo Tết</a>",
        "<a href='/tag/cham-lo-doan-vien-123456.html'>Chăm lo đoàn viên dịp Tết Nguyên đán</a>",
        f"<a href='{href(9)}'>Ảnh</a>",
    ],
)
def test_what_is_no_article_of_the_list(frame: str) -> None:
    assert urls(read(frame + CARDS + frame)) == WANTED


@pytest.mark.parametrize(
    "nested",
    [
        f"<ul class='lien-quan'><li><a href='{href(8)}'>Bài liên quan nằm trong thẻ khác</a></ul>",
        f"<h3 class='related-text'><a href='{href(8)}'>Bài liên quan nằm trong thẻ khác</a></h3>",
        f"<h4><a href='{href(8)}'>Bài liên quan nằm trong thẻ khác</a></h4>",
    ],
)
def test_related_links_nested_in_a_card_are_no_items(nested: str) -> None:
    lead = "<p class='sapo'>Hơn một nghìn đoàn viên được trao quà trước Tết Nguyên đán.</p>"
    cards = "".join(card(number, lead + (nested if number == 1 else "")) for number in range(5))
    assert urls(read(cards)) == WANTED


def bare(first: int, tag: str = "div") -> str:
    titles = (
        "Hội làng chài mở lại sau bốn năm",
        "Trường học bên đầm phá có mái mới",
        "Bến xe cũ dời ra ngoại ô",
    )
    return "".join(
        f"<{tag} class='it'><a href='{href(first + n)}'>{title} lần thứ {n + 2}</a></{tag}>"
        for n, title in enumerate(titles)
    )


LEADS = tuple(f"Có {n + 3} tổ thợ góp tiền và công cho việc này từ đầu mùa mưa." for n in range(5))
FULL = "".join(card(number, f"<p>{LEADS[number]}</p>") for number in range(5))


@pytest.mark.parametrize(
    "box",
    [
        pytest.param(f"<div class='c2'>{bare(50)}</div>", id="bare headlines"),
        pytest.param(f"<div class='c2'><b>Bài đọc nhiều nhất</b>{bare(50)}</div>", id="its name"),
        pytest.param(f"<marquee>{bare(50, 'span')}</marquee>", id="running line"),
    ],
)
def test_boxes_beside_the_list_are_no_part_of_it(box: str) -> None:
    assert urls(read(f"<div class='c2'>{box}</div><div class='c1'>{FULL}</div>{box}")) == WANTED


def test_what_many_read_is_left_out_though_it_shows_as_much() -> None:
    box = "".join(
        f"<article class='pp'><h4><a href='{href(70 + n)}'>Bến cũ người xưa kể chuyện lần thứ {n}</a>"
        f"</h4><p>{LEADS[n]}</p></article>"
        for n in range(3)
    )
    page = f"<div class='l'><h3>Được quan tâm</h3>{box}</div><div class='m'>{FULL}</div>"
    assert urls(read(page)) == WANTED


def test_what_many_read_is_no_part_of_a_list_of_headlines() -> None:
    box = f"<div class='c2'><div class='td'>Xem nhiều</div>{bare(50)}</div>"
    assert urls(read(f"<div class='c1'>{CARDS}</div>{box}")) == WANTED


def test_a_long_list_of_headlines_is_not_left_out_for_a_short_one_with_days() -> None:
    days = "".join(f"<p class='n'>{bare(60 + n).split('</div>')[0]} 0{n + 1}/04/2018</div></p>"
                   for n in range(3))  # fmt: skip
    assert urls(read(f"<div class='c1'>{CARDS}</div><div class='c2'>{days}</div>"))[:5] == WANTED


def test_a_front_page_keeps_the_headlines_of_its_sections() -> None:
    sections = "".join(
        f"<div class='muc{n}'><h2>Mục {n}</h2><div class='lon'>{card(n, f'<p>{LEADS[n]}</p>')}</div>"
        f"<div class='nho'>{bare(10 * n + 20)}</div></div>"
        for n in range(4)
    )
    assert len(read(sections)) == 4 * 4


@pytest.mark.parametrize(
    "lead",
    [
        f"<p>{LEADS[0]} <a href='{href(0)}'>Xem chi tiết »</a></p>",
        f"<p>{LEADS[0]}<a href='{href(0)}'>[Chi tiết]</a></p>",
        f"<p>{LEADS[0]} […]</p>",
    ],
)
def test_what_leads_on_from_a_lead_is_no_part_of_it(lead: str) -> None:
    assert read(card(0, lead) + CARDS)[0].lead == LEADS[0]


@pytest.mark.parametrize(
    "item",
    [
        pytest.param("<div class='o'><b>19:49 04/04/2018</b><h3>{a}</h3><p>{lead}</p></div>",
                     id="in bold"),
        pytest.param("<div class='o'><h3>{a}</h3><dl><dd>Đăng: 04/04/2018 19:49</dd></dl>"
                     "<p>{lead}</p></div>", id="in a list of terms"),
        pytest.param("<div class='o'><h3>{a}</h3><span title='2018-04-04T19:49:00'>2 giờ trước"
                     "</span><p>{lead}</p></div>", id="in a title"),
        pytest.param("<table class='o'><tr><td rowspan=2><td>{a} <i>[04/04/2018 19:49]</i></tr>"
                     "<tr><td>{lead}</td></tr></table>", id="a table each"),
        pytest.param("<table class='o'><tr><td>{a} <font>(19:49 04/04/2018)</font><br>{lead}</td></tr>"
                     "</table>", id="after a break"),
        pytest.param("<p class='o'>{a}<br><em>04/04/2018 19:49</em><br>{lead}</p>", id="in one line"),
        pytest.param("<dt>{a}</dt><dd>04/04/2018 19:49</dd><dd>{lead}</dd>", id="under a term"),
        pytest.param("<article><h2>{a}</h2><time>04/04/2018 19:49</time>"
                     "<section>{lead}</section></article>", id="in a section"),
    ],
)  # fmt: skip
def test_where_a_card_shows_its_day_and_its_lead(item: str) -> None:
    html = "".join(
        item.format(a=f"<a href='{href(n)}'>{TITLES[n]}</a>", lead=LEADS[n]) for n in range(5)
    )
    first = read(html)[0]
    assert first.published_at is not None
    assert (first.lead, first.published_at.isoformat()) == (LEADS[0], "2018-04-04T19:49:00+07:00")


def test_a_form_round_the_whole_page_is_no_frame() -> None:
    search = f"<div><form><a href='{href(9)}'>Tìm kiếm nâng cao trong các bài viết</a></form></div>"
    assert urls(read(f"<form id='aspnetForm'>{search}<div>{CARDS}</div></form>")) == WANTED


def test_the_row_of_a_table_is_a_card() -> None:
    rows = "".join(
        f"<tr><td>{n}</td><td><a href='{href(n)}'>{TITLES[n]}</a></td><td>0{n + 1}/04/2018</td></tr>"
        for n in range(5)
    )
    days = [link.published_at and link.published_at.day for link in read(f"<table>{rows}</table>")]
    assert days == [1, 2, 3, 4, 5]


def test_a_link_round_a_whole_card_has_its_title_in_its_first_line() -> None:
    html = "".join(
        f"<a class='b' href='{href(n)}'><img src='/{n}.jpg'><div><p class='x'>{TITLES[n]}</p>"
        f"<p class='y'>{LEADS[n]}</p><p>0{n + 1}/04/2018</p></div></a>"
        for n in range(5)
    )
    listing = read(f"<div>{html}</div>")
    assert [(link.title, link.lead) for link in listing] == list(zip(TITLES, LEADS, strict=True))


def test_the_first_article_in_a_box_of_its_own_shows_its_lead() -> None:
    first = (
        f"<div class='big'><h2><a href='{href(0)}'>{TITLES[0]}</a></h2><p>{LEADS[0]}</p>"
        "<i>04-04-2018 19:49</i></div>"
    )
    rest = "".join(
        f"<li><a href='{href(n)}'>{TITLES[n]}</a><p>{LEADS[n]}</p></li>" for n in (1, 2, 3)
    )
    listing = read(f"<div class='main'>{first}<ul>{rest}</ul></div>")
    assert [link.lead for link in listing] == list(LEADS[:4])
    assert listing[0].published_at is not None


def test_lead_and_date_of_a_card() -> None:
    lead = "Hơn một nghìn đoàn viên được trao quà Tết."
    inner = f"<span class='ngay'>04/04/2018 19:49</span><p>{lead}</p>"
    first = read("".join(card(number, inner) for number in range(5)))[0]
    assert first.lead == lead
    assert first.published_at is not None
    assert first.published_at.isoformat() == "2018-04-04T19:49:00+07:00"


def test_a_pattern_decides_what_an_article_is() -> None:
    html = "".join(f"<li><a href='/t/{n}'>Tin số {n}</a></li>" for n in range(4)) + CARDS
    listing = read(html, article_url=re.compile(r"/t/(?P<id>\d+)$"))
    assert urls(listing) == [f"{HOME}/t/{n}" for n in range(4)]


def test_selectors_of_a_source_file_win() -> None:
    selectors = Selectors(listing_item=("div.tin",), item_link=("h3 a",), item_lead=("h3",))
    aside = f"<h2><a href='{href(9)}'>Bài ở ngoài danh sách chính</a></h2>"
    assert urls(read(CARDS + aside, selectors=selectors)) == WANTED


def test_selectors_that_find_nothing_yield_to_structure() -> None:
    assert urls(read(CARDS, selectors=Selectors(listing_item=("div.nothing",)))) == WANTED


def test_a_page_without_links_is_an_empty_listing() -> None:
    assert len(read("<p>Chưa có bài viết nào trong chuyên mục này.</p>")) == 0


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (f"{HOME}/cham-lo-doan-vien-184703.html", True),
        (f"{HOME}/mot-bai-viet-khong-co-so-nao/", True),
        (f"{HOME}/tin?id=1204", True),
        (f"{HOME}/ke-hoach/-/view_content/441601-x", True),
        (f"{HOME}/cong-doan", False),
        (f"{HOME}/cong-doan/hoat-dong", False),
        (f"{HOME}/thoi-su-d1/", False),
        (f"{HOME}/", False),
        (f"{HOME}/tac-gia/nguyen-van-an-123456.html", False),
        (f"{HOME}/anh/trao-qua-tet-cho-doan-vien-2024.jpg", False),
        ("http://[", False),
    ],
)
def test_the_shape_of_an_article_url(url: str, expected: bool) -> None:
    assert has_article_shape(url) is expected


# -- the next page -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pager", "here", "expected"),
    [
        pytest.param("<div class='paging'><span class='current'>1</span>"
                     "<a href='/cong-doan/p2'>2</a>"
                     "<a href='/cong-doan/p3'>3</a><a href='/cong-doan/p9'>Cuối</a></div>", URL,
                     f"{URL}/p2", id="number after the current one"),
        pytest.param("<div class='paging'><a href='/cong-doan/p1'>1</a><b>2</b>"
                     "<a href='/cong-doan/p3'>3</a></div>", f"{URL}/p2", f"{URL}/p3",
                     id="in the middle"),
        pytest.param("<div class='paging'><a href='/cong-doan/p1'>Đầu</a>"
                     "<a href='/cong-doan/p1'>1</a>"
                     "<b>2</b></div>", f"{URL}/p2", None, id="last page leads only back"),
        pytest.param("<a href='/cong-doan?page=2'>Trang sau</a>", URL, f"{URL}?page=2", id="words"),
        pytest.param("<div class='pager'><a href='/cong-doan?page=2'>&gt;</a></div>", URL,
                     f"{URL}?page=2", id="a sign"),
        pytest.param("<div class='phan-trang'><a href='/cong-doan-p2'>Sau</a></div>", URL,
                     f"{URL}-p2", id="Sau"),
        pytest.param("<a rel='next' href='/cong-doan/trang-2.html'>x</a>", URL,
                     f"{URL}/trang-2.html", id="rel=next"),
        pytest.param("<link rel='next' href='/cong-doan/page/2/'>", URL, f"{URL}/page/2/",
                     id="link rel=next"),
        pytest.param("<ul class='pagination'><li class='active'><a href='#'>3</a></li>"
                     "<li><a href='/cong-doan?page=4'>4</a></li></ul>", f"{URL}?page=3",
                     f"{URL}?page=4", id="current number in a link to itself"),
        pytest.param("<div class='paging'><a href='javascript:;'>Sau</a></div>", URL, None,
                     id="script only"),
        pytest.param("<div class='pager'><a href='https://khac.example.com/p2'>Sau</a></div>", URL,
                     None, id="another site"),
        pytest.param("<div class='ex'><a href='/cong-doan/p/2' title='Trang sau'>»</a></div>", URL,
                     f"{URL}/p/2", id="a sign with a title, no name"),
        pytest.param("<ul class='pagination'><li class='active'><span>1</span></li>"
                     "<li><a href='?page=1'>2</a></li></ul>", URL, f"{URL}?page=1",
                     id="counted from zero"),
        pytest.param("<a href='?page=1'>Trang sau ›</a>", URL, f"{URL}?page=1", id="word and sign"),
        pytest.param("<a href='?trang=2'>Xem thêm</a>", URL, f"{URL}?trang=2", id="more"),
        pytest.param("<a href='/thoi-su?trang=7'>Xem thêm</a>", URL, None, id="more of another"),
        pytest.param("<div class='pt'><span>1</span><a href='/cong-doan/page-2/'>2</a></div>", URL,
                     f"{URL}/page-2/", id="a number without a name"),
        pytest.param("<div class='pt'><a href='/thi-sinh/so-2'>2</a></div>", URL, None,
                     id="a number that is no page"),
        pytest.param("", URL, None, id="no pager"),
    ],
)  # fmt: skip
def test_next_page(pager: str, here: str, expected: str | None) -> None:
    assert read(CARDS + pager, here).next_url == expected


@pytest.mark.parametrize(
    ("url", "number"),
    [
        (f"{HOME}/kinh-doanh-p3", 3),
        (f"{HOME}/cong-doan/p2", 2),
        (f"{HOME}/kinh-doanh/trang-2.htm", 2),
        (f"{HOME}/tin-tuc/page/12/", 12),
        (f"{HOME}/timelinelist/1961010/4.htm", 4),
        (f"{HOME}/timeline/11/trang-7.htm", 7),
        (f"{HOME}/x?p_p_id=101&_101_INSTANCE_a_cur=5", 5),
        (f"{HOME}/cong-doan", None),
        (f"{HOME}/bai-viet-184703.html", None),
    ],
)
def test_the_number_of_a_page(url: str, number: int | None) -> None:
    assert page_number(url) == number


def test_vccorp_pages_go_on_by_zone() -> None:
    html = "<a class='box-category-link-title' href='/x'>x</a>"
    at = "https://nld.com.vn/timelinelist/1961010/2.htm"
    assert (
        read(html, at, platform="vccorp").next_url
        == "https://nld.com.vn/timelinelist/1961010/3.htm"
    )


# -- other pages ---------------------------------------------------------------------------------


def test_a_challenge_is_no_listing() -> None:
    script = (
        '<html><body><script>document.cookie="D1N=0123456789abcdef0123456789abcdef"'
        '+"; expires=Fri, 31-Dec-2037 23:55:55 GMT; path=/";window.location.reload(true);</script>'
        "</body></html>"
    )
    with pytest.raises(NotAnArticle) as caught:
        parse_listing(Page(url="https://laodong.vn/cong-doan/", body=script.encode()))
    assert caught.value.kind is PageKind.CHALLENGE


def test_bytes_that_are_no_page() -> None:
    with pytest.raises(NotHtml):
        parse_listing(Page(url=URL, body=b"%PDF-1.7 ..."))


def test_a_permalink_counts_whatever_its_slug() -> None:
    posts = "".join(
        f"<article class='post'><h2 class='entry-title'><a href='/{slug}/' rel='bookmark'>{title}</a></h2>"
        "<p>Đoàn viên công đoàn cơ sở dự đông đủ và có nhiều ý kiến.</p></article>"
        for slug, title in (
            ("hop-mat", "Họp mặt cán bộ công đoàn qua các thời kỳ"),
            ("tang-qua", "Tặng quà cho công nhân ở khu nhà trọ"),
            ("dai-hoi", "Đại hội công đoàn cơ sở nhiệm kỳ mới"),
            ("tuyen-dung", "Thông báo tuyển dụng của công đoàn ngành"),
        )
    )
    nav = "<nav><a href='/gioi-thieu/'>Giới thiệu</a><a href='/lien-he/'>Liên hệ</a></nav>"
    page = f"<html lang='vi'><body>{nav}<main>{posts}</main></body></html>"
    listing = parse_listing(Page(url="https://congdoan-mau.vn/tin-tuc/", body=page.encode()))
    assert [link.url.rsplit("/", 2)[-2] for link in listing] == [
        "hop-mat",
        "tang-qua",
        "dai-hoi",
        "tuyen-dung",
    ]
