"""Layouts of listings that no platform is known for: where title, lead, day and next page stand, and
which boxes are not the list.
"""

import pytest

from parsers import Listing, Page, parse_listing
from parsers.article_links import has_article_shape

HOME = "https://bentau.example.vn"
URL = f"{HOME}/tin-tuc"
TITLES = (
    "Bến phà Đông có cầu mới sau sáu mươi năm",
    "Nghiệp đoàn vận tải lo việc cho thợ máy",
    "Trường học bên đầm mở lớp buổi tối",
    "Làng chài dời lên bờ trước mùa mưa",
)
LEADS = tuple(f"Có {n + 3} tổ thợ góp tiền và công cho việc này từ đầu mùa mưa." for n in range(4))
OTHERS = (
    "Giá cá đồng tăng theo con nước",
    "Đội đua ghe về nhất giải huyện",
    "Chợ nổi họp lại ở khúc sông mới",
    "Người giữ đèn biển sắp nghỉ hưu",
)


def to(n: int) -> str:
    return f"/ben-phu-{n}-co-cau-moi-cho-dan-{2460 + n}.html"


def read(body: str, url: str = URL) -> Listing:
    html = f"<html lang='vi'><head><title>x</title></head><body>{body}</body></html>"
    return parse_listing(Page(url=url, body=html.encode(), content_type="text/html; charset=utf-8"))


def rows(item: str) -> str:
    return "".join(
        item.format(n=n, to=to(n), title=TITLES[n], lead=LEADS[n], day=n + 1) for n in range(4)
    )


def box(heading: str, item: str = "<li><a href='{to}'>{title}</a></li>") -> str:
    items = "".join(item.format(to=to(50 + n), title=title) for n, title in enumerate(OTHERS))
    return f"<div class='hop'><h4>{heading}</h4><ul>{items}</ul></div>"


FULL = "<div class='tin'><h3><a href='{to}'>{title}</a></h3><p>{lead}</p></div>"


@pytest.mark.parametrize(
    "item",
    [
        pytest.param("<div class='o f'><div class='f'><img></div><div class='f'><a href='{to}'>{title}"
                     "</a></div><div class='f'>0{day}/04/2018</div><div class='f'><p>{lead}</p></div>"
                     "</div>", id="fields of one class"),
        pytest.param("<a class='o' href='{to}'><span class='t'>{title}</span><span>{lead}</span>"
                     "<span>0{day}/04/2018</span></a>", id="spans in a link"),
        pytest.param("<div class='o'><h5>{title}</h5><p>{lead}</p><a href='{to}'>Chi tiết</a>"
                     "<i>0{day}/04/2018</i></div>", id="a link that only says more"),
        pytest.param("<div class='o' onclick=\"location.href='{to}'\"><h5>{title}</h5><p>{lead}</p>"
                     "<i>0{day}/04/2018</i></div>", id="a script"),
        pytest.param("<div class='o'><a href='{to}'>0{day}:32</a><a href='{to}'>{title}</a><p>{lead}"
                     "</p><i>0{day}/04/2018</i></div>", id="a length before the title"),
        pytest.param("<div class='o'><div><span>0{day}</span><span>04/2018</span></div>"
                     "<a href='{to}'>{title}</a><p>{lead}</p></div>", id="a day beside its month"),
        pytest.param("<div class='o'><b><i>0{day}</i><i>Th4</i><i>2018</i></b>"
                     "<a href='{to}'>{title}</a><p>{lead}</p></div>", id="a day in three boxes"),
        pytest.param("<div class='o'><a href='{to}'>{title}</a><i data-at='2018-04-0{day} 00:00:00'>"
                     "3 giờ trước</i><p>{lead}</p></div>", id="so long ago"),
        pytest.param("<div class='o'><a href='{to}'>{title}</a><p>0{day}/04/2018 — {lead}</p></div>",
                     id="a day before the lead"),
        pytest.param("<div class='o'><a href='{to}'>{title}</a> <font>(0{day}/04/2018)</font><br>"
                     "<font size=2>{lead}</font></div>", id="a lead in a font"),
        pytest.param("<p class='o'>- 0{day}/04/2018: <a href='{to}'>{title}</a> <font>{lead}</font>"
                     "</p>", id="a day before the link"),
    ],
)  # fmt: skip
def test_where_a_card_shows_title_lead_and_day(item: str) -> None:
    listing = read(f"<div class='ds'>{rows(item)}</div>")
    assert [(link.url, link.title, link.lead) for link in listing] == [
        (HOME + to(n), TITLES[n], LEADS[n]) for n in range(4)
    ]
    days = [link.published_at and link.published_at.isoformat()[:10] for link in listing]
    assert days == [f"2018-04-0{n + 1}" for n in range(4)]


def test_a_day_in_the_link_is_no_part_of_the_title() -> None:
    item = "<a class='o' href='{to}'><span class='badge'>0{day}/04/2018</span>{title}</a>"
    assert [link.title for link in read(f"<div>{rows(item)}</div>")] == list(TITLES)


def test_who_wrote_it_and_when_is_no_lead() -> None:
    item = (
        "<div class='o'><a href='{to}'>{title}</a><div>Đăng bởi: <b>Bến</b> - Ngày: <b>0{day}/04/2018"
        "</b> - Xem: <b>2018</b></div><blockquote>{lead}</blockquote></div>"
    )
    assert [link.lead for link in read(rows(item))] == list(LEADS)
    bare_item = item.replace("<blockquote>{lead}</blockquote>", "")
    assert {link.lead for link in read(rows(bare_item))} == {None}


def test_a_short_slug_counts_in_the_row_and_the_folder_of_the_others() -> None:
    row = "<div class='o'><a href='/muc{to}'>{title}</a></div>"
    short = "<div class='o'><a href='/muc/cho-noi-moi'>Chợ nổi mới họp lại</a></div>"
    other = short.replace("/muc/", "/khac/").replace("lại", "đông")
    assert [link.title for link in read(short + rows(row) + other)] == [
        "Chợ nổi mới họp lại",
        *TITLES,
    ]


@pytest.mark.parametrize(
    "item",
    [
        "<div class='t'><a href='{to}'>{title}</a> <i>(0{day}/04/2018)</i></div><div class='l'>{lead}</div>",
        "<tr><td><a href='{to}'>{title}</a> <i>0{day}/04/2018</i></td></tr><tr><td>{lead}</td></tr>",
        "<div class='o'><a href='{to}'>{title}</a><p><time datetime='2018-04-0{day}'>x</time></p>"
        "<p>{lead} <a href='{to}'>Đọc tiếp {title}</a></p></div>",
    ],
)
def test_where_else_the_lead_of_a_title_stands(item: str) -> None:
    body = f"<table>{rows(item)}</table>" if item.startswith("<tr") else f"<div>{rows(item)}</div>"
    listing = read(body)
    assert [(link.title, link.lead) for link in listing] == list(zip(TITLES, LEADS, strict=True))
    assert [link.published_at and link.published_at.day for link in listing] == [1, 2, 3, 4]


def test_the_time_of_a_meta_line_is_read_before_its_words() -> None:
    item = (
        "<div class='o'><a href='{to}'>{title}</a><div><time datetime='2018-04-0{day}T19:49:00+07:00'>"
        "0{day}/04/2018</time> · <b>Bến</b> · <i>0</i></div></div>"
    )
    assert [link.published_at and link.published_at.hour for link in read(rows(item))] == [19] * 4


def test_a_link_to_a_file_is_no_lead() -> None:
    item = (
        "<div class='o'><a href='{to}'>{title}</a><div><a href='/tep/{n}.pdf'>Xem tệp đính kèm của "
        "văn bản số {n}</a></div></div>"
    )
    assert {link.lead for link in read(rows(item))} == {None}


def test_links_side_by_side_in_one_box_are_an_article_each() -> None:
    listing = read(f"<div>{rows('<a href={to}>{title}</a> (0{day}/04/2018)<br>')}</div>")
    assert [link.title for link in listing] == list(TITLES)
    assert [link.published_at and link.published_at.day for link in listing] == [1, 2, 3, 4]


def test_a_day_over_a_group_is_that_of_its_articles() -> None:
    item = "<div class='r'><b>0{n}:15</b> <a href='{to}'>{title}</a></div>"
    cut = rows(item).split("<div class='r'><b>02")
    days = f"<h3>Thứ tư, 04/04/2018</h3>{cut[0]}<h3>Thứ ba, 03/04/2018</h3><div class='r'><b>02{cut[1]}"
    shown = [link.published_at and link.published_at.strftime("%d %H:%M") for link in read(days)]
    assert shown == ["04 00:15", "04 01:15", "03 02:15", "03 03:15"]


def test_a_short_title_counts_in_a_list_of_longer_ones() -> None:
    short = f"<div class='tin'><h3><a href='{to(9)}'>Tin buồn</a></h3><p>{LEADS[0]}</p></div>"
    assert [link.title for link in read(rows(FULL) + short)] == [*TITLES, "Tin buồn"]


def test_a_document_is_called_what_it_is_about() -> None:
    row = (
        "<tr><td><a href='/van-ban/chi-tiet/90{n}'>12{n}/HD-LĐ</a></td>"
        "<td><a href='/van-ban/chi-tiet/90{n}'>{title}</a></td>"
        "<td><a href='/tep/{n}.pdf'>Tải về</a></td></tr>"
    )
    assert [link.title for link in read(f"<table>{rows(row)}</table>")] == list(TITLES)


def test_films_are_listed_on_their_own_page_alone() -> None:
    item = "<div class='v'><a href='/video{to}'>{title}</a></div>"
    assert len(read(rows(item), f"{HOME}/video/")) == 4
    assert len(read(rows(item))) == 0


def test_a_form_round_the_list_is_no_frame() -> None:
    assert len(read(f"<div><form method='post'>{rows(FULL)}<a href='/x'>x</a></form></div>")) == 4


# -- which boxes are the list ------------------------------------------------------------------------


def test_what_is_shown_large_over_the_list_is_of_it() -> None:
    pictures = "".join(
        f"<div class='g'><img src='x.jpg'><a href='{to(60 + n)}'>{title}</a></div>"
        for n, title in enumerate(OTHERS)
    )
    assert len(read(f"<div class='top'>{pictures}</div><div class='l'>{rows(FULL)}</div>")) == 8


def test_headlines_between_the_first_article_and_the_list_are_of_it() -> None:
    first = (
        f"<div class='f'><h2><a href='{to(70)}'>{OTHERS[0]} năm nay</a></h2><p>{LEADS[0]}</p></div>"
    )
    two = "".join(
        f"<div class='s'><h3><a href='{to(80 + n)}'>{OTHERS[n]}</a></h3></div>" for n in (1, 2)
    )
    assert len(read(f"{first}<div>{two}</div><div class='l'>{rows(FULL)}</div>")) == 7


@pytest.mark.parametrize("name", ["Tin mới cập nhật", "BÀI VIẾT MỚI", "Tin nổi bật", "Latest news"])
def test_a_box_of_news_with_days_is_not_the_list_that_shows_leads(name: str) -> None:
    beside = box(name, "<li><a href='{to}'>{title}</a> <i>(04/04/2018)</i></li>")
    assert len(read(f"<div class='l'>{rows(FULL)}</div>{beside}")) == 4
    assert len(read(beside)) == 4


@pytest.mark.parametrize("count", [1, 2])
def test_what_many_read_is_no_part_of_a_list_of_one_or_two(count: int) -> None:
    few = "".join(rows(FULL).split("</div>")[n] + "</div>" for n in range(count))
    listing = read(f"<div class='l'><h1>Nữ công</h1>{few}</div>{box('Xem nhiều nhất')}")
    assert [link.title for link in listing] == list(TITLES[:count])


def test_a_page_that_says_it_is_empty_lists_nothing() -> None:
    said = "<p>Không có bài viết nào trong chuyên mục này.</p>"
    assert len(read(f"<h1>Hỏi đáp</h1>{said}{box('Tin xem nhiều')}")) == 0
    assert len(read(box("Tin xem nhiều"))) == 4


def test_what_is_shown_twice_shows_more_the_second_time() -> None:
    slides = rows("<div class='s'><a href='{to}'><img src='x.jpg'><h3>{title}</h3></a></div>")
    listing = read(f"<div>{slides}</div><div class='l'>{rows(FULL)}</div>")
    assert [(link.title, link.lead) for link in listing] == list(zip(TITLES, LEADS, strict=True))


def test_the_cells_of_a_row_with_several_articles_are_a_card_each() -> None:
    cell = "<td><a href='{to}'><img src='x.jpg'></a><br><a href='{to}'>{title}</a> <i>0{day}/04/2018</i></td>"
    listing = read(f"<table><tr>{rows(cell)}</tr></table>")
    assert [link.title for link in listing] == list(TITLES)
    assert [link.published_at and link.published_at.day for link in listing] == [1, 2, 3, 4]


DATED = "<li><a href='{to}'>{title}</a> <i>(04/04/2018)</i></li>"


def test_a_column_of_days_beside_leads_is_not_the_list_unless_it_is_its_older_part() -> None:
    assert len(read(f"{box('Thông báo', DATED)}<div class='l'>{rows(FULL)}</div>")) == 4
    assert len(read(f"<div class='l'>{rows(FULL)}</div>{box('Các tin khác', DATED)}")) == 8
    assert len(read(f"<div class='l'>{rows(FULL)}{box('Lưu trữ', DATED)}</div>")) == 8


def test_coming_events_are_not_a_list_of_headlines() -> None:
    events = box(
        "Sự kiện sắp tới",
        "<li><a href='{to}'>{title}</a><p>Tại hội trường bến, từ tám giờ.</p></li>",
    )
    bare_rows = rows("<li><a href='{to}'>{title}</a></li>")
    assert len(read(f"<div class='l'><ul>{bare_rows}</ul></div>{events}")) == 4


def test_the_menu_in_the_header_is_of_the_frame() -> None:
    mega = "".join(
        f"<p class='m'><a href='{to(90 + n)}'><img>{t}</a></p>" for n, t in enumerate(OTHERS)
    )
    head = f"<header><nav>x</nav><div>{mega}</div></header>"
    assert len(read(f"{head}<div class='l'>{rows(FULL)}</div>")) == 4


def test_sections_without_numbers_are_no_articles_beside_numbered_ones() -> None:
    menu = "".join(
        f"<p class='m'><a href='/hoat-dong-cua-ben-tau-so-{n}'>Hoạt động của bến tàu số {n}</a></p>"
        for n in range(4)
    )
    items = rows("<div class='o'><a href='{to}'>{title}</a></div>")
    more = items.replace("/ben-phu", "/cho-noi").replace("-246", "-247")
    assert len(read(f"<div class='c1'>{menu}</div><div class='c2'>{items}{more}</div>")) == 8


def test_a_front_page_keeps_a_section_of_headlines_after_one_with_leads() -> None:
    bare_rows = rows("<li><a href='/x{to}0'>{title} nữa</a></li>")
    page = f"<div><h2>Tin</h2>{rows(FULL)}</div><div><h2>Luật</h2><ul>{bare_rows}</ul></div>"
    assert (len(read(page, f"{HOME}/")), len(read(page))) == (8, 4)
    assert len(read(page + box("Xem nhiều"), f"{HOME}/")) == 8


SECTION = (
    "<div class='zone'><div class='zh'><a href='/muc-{n}'>Mục thứ {name}</a></div><div>"
    "<h3><a href='{to}'>{title}</a></h3><p>{lead}</p></div><ul>"
    "<li><a href='/x{to}0'>{title} lần hai</a></li><li><a href='/y{to}1'>{title} lần ba</a></li></ul></div>"
)


def test_headlines_under_the_first_article_of_a_section_are_no_related_links() -> None:
    named = "".join(
        SECTION.format(n=n, name=name, to=f"/a{n}{to(n)}", title=TITLES[n], lead=LEADS[n])
        for n, name in enumerate(("nhất", "nhì", "ba"))
    )
    assert len(read(named)) == 9
    alike = "".join(
        SECTION.format(n=n, name="nhất", to=f"/a{n}{to(n)}", title=TITLES[n], lead=LEADS[n])
        for n in range(3)
    )
    assert len(read(alike)) == 3


# -- addresses and the next page ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/node/1845", True),
        ("/tin-nganh/184590", True),
        ("/van-ban/chi-tiet/900", True),
        ("/tin/ben-pha-dong-co-cau-moi/77", True),
        ("/doc/18459/ben-pha-dong.html", True),
        ("/su-kien/ben-pha-dong-co-cau-moi/184962.html", True),
        ("/?gd=5&cn=82&newsid=83-5-184333", True),
        ("/chi-tiet-tin/0002d0ee-77aa-4c1e-9b1d-00000002d0ee", True),
        ("/index.php?view=article&id=31:ben-pha&catid=9", True),
        ("/?page=news&view=184777", True),
        ("/index.php?view=category&id=9:tin-tuc", False),
        ("/tintuc.aspx?CateID=184777", False),
        ("/?tabid=18477", False),
        ("/luu-tru/2025", False),
        ("/lich/20250512", False),
        ("/chuyen-de/12", False),
    ],
)
def test_numbers_that_stand_for_an_article(path: str, *, expected: bool) -> None:
    assert has_article_shape(HOME + path) is expected


@pytest.mark.parametrize(
    ("pager", "here", "expected"),
    [
        ("<a href='/tin-tuc?page=2'>Xem thêm sự kiện</a>", URL, "?page=2"),
        ("<p><a href='/tin-tuc?page=3'>Older stories here</a></p>", f"{URL}?page=2", "?page=3"),
        ("<a href='/tin-tuc/trang/2'>›</a>", URL, "/trang/2"),
        ("<button data-url='/tin-tuc?page=2'>Xem thêm</button>", URL, "?page=2"),
        ("<a href='javascript:;' data-href='?page=2'>Xem thêm</a>", URL, "?page=2"),
        (
            "<form action='/tin-tuc'><input type='hidden' name='page' value='2'></form>",
            URL,
            "?page=2",
        ),
        ("<div class='k'><a href='/tin-tuc/2'>2</a></div>", URL, "/2"),
        ("<i>1</i> <a href='?start=40'>3</a><a href='?start=20'>2</a>", URL, "?start=20"),
        ("<a href='?offset=0'>1</a><a href='?offset=60'>›</a>", f"{URL}?offset=30", "?offset=60"),
        ("<div class='k'><a href='/tin-tuc/3'>→</a></div>", f"{URL}/2", "/3"),
        ("<form method='post' action='/tin-tuc?page=2'></form>", URL, None),
        ("<button data-url='/api/tin?page=2'>Xem thêm</button>", URL, None),
        ("<a href='/thoi-su?page=2'>Xem thêm tin thời sự</a>", URL, None),
        ("<a href='/tin-tuc/2'>Hoạt động của hai bến</a>", URL, None),
        ("<a href='/tin-tuc?loai=2'>Thông báo của bến</a>", URL, None),
    ],
)
def test_the_address_of_the_list_with_the_next_number(
    pager: str, here: str, expected: str | None
) -> None:
    found = read(rows(FULL) + pager, here).next_url
    assert found == (None if expected is None else URL + expected)
