"""Values that a page may write and no store, browser or `int` takes: they are left out or made
whole, and what stands beside them is read.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass

import pytest
from lxml import etree

from parsers import Article, Page, ParseError, parse_article, parse_dump, parse_feed, parse_listing
from parsers.boilerplate import LineKind, line_kind
from parsers.explain import explain_article
from parsers.html import parse_html, with_any
from parsers.model import Listing
from parsers.permalinks import without_permalink
from parsers.sitemap import parse_sitemap
from parsers.text import clean, nfc, unescaped
from parsers.urls import canonical, is_web

URL = "https://example.vn/cong-doan/cham-lo-doan-vien-184703.html"
TITLE = "Quà cho đoàn viên trong tỉnh"
PROSE = (
    "Chiều 12/3, Liên đoàn Lao động tỉnh trao quà cho đoàn viên có hoàn cảnh khó khăn, "
    "mỗi suất trị giá một triệu đồng và nhiều nhu yếu phẩm. "
)
P = f"<p>{PROSE}</p>"
NOT_STORED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def page(body: str, url: str = URL) -> Page:
    return Page(url=url, body=body.encode(), content_type="text/html; charset=utf-8")


def article(inner: str = "", head: str = "", title: str = TITLE) -> Page:
    return page(
        f"<html><head><title>{title}</title>{head}</head><body><div><h1>{title}</h1>"
        f"{P * 3}{inner}{P * 3}</div></body></html>"
    )


def json_ld(more: str) -> str:
    said = f'{{"@type":"NewsArticle","headline":"{TITLE}",{more}}}'
    return f'<script type="application/ld+json">{said}</script>'


def listing(pager: str) -> Page:
    items = "".join(
        f'<li class="news-item"><h3><a href="/cham-lo-doan-vien-{200_000 + n}.html">'
        f"Công đoàn chăm lo đoàn viên lần thứ {n}</a></h3></li>"
        for n in range(12)
    )
    return page(
        f"<html><title>Tin</title><body><ul>{items}</ul>{pager}</body></html>",
        "https://example.vn/cong-doan",
    )


def strings(value: object) -> Iterator[str]:
    """Every text in a result."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for part in value:
            yield from strings(part)
    elif isinstance(value, dict):
        yield from strings(list(value.items()))
    elif is_dataclass(value):
        for field in fields(value):
            yield from strings(getattr(value, field.name))


@pytest.mark.parametrize(
    "what",
    [
        article("<p>Một \uffff dòng \ufffe văn bản &#xffff; khác &#1; dài hơn một chút &#xd800;.</p>"),
        article('<p><img src="/a.jpg" alt="a&#1;b\uffff"></p>'),
        article('<div id="&#1;x" class="\x02"><p>Một dòng &#27;[31m văn bản dài hơn.</p></div>'),
        article(head=json_ld('"articleSection":"A\\ud801 b","keywords":"a\\ud800,b\\uffff"')),
        article(head=json_ld('"author":{"name":"Nguyễn Văn \\udc00An"},"image":"/\\ud800.jpg?a=\\ud800"')),
        page(json_ld('"url":"\\ud800"').replace(TITLE, "Quà \\ud800 cho đoàn viên") + P * 5),
    ],
)  # fmt: skip
def test_nothing_comes_out_that_sqlite_json_or_xml_cannot_hold(what: Page) -> None:
    found = explain_article(what)
    for text in strings(found):
        assert not NOT_STORED.search(text)
        text.encode()
    assert found.article == parse_article(what)


def test_a_capture_with_half_a_character_is_read_without_it() -> None:
    found = parse_dump(f"{TITLE}\n\n{PROSE}\ud800\n\n{PROSE}\uffff\n")
    assert found.body == (PROSE.strip(), PROSE.strip())


@pytest.mark.parametrize("text", ["\ud800", "a\udfff", "\ufffe\uffff", "a\ud83d\udc4d"])
def test_clean_leaves_out_what_is_no_character(text: str) -> None:
    assert clean(text) in {"", "a"}


@pytest.mark.parametrize("side", ["²", "1" * 5000, "٣", "-1", "1e9", ""])
def test_a_side_of_a_picture_that_is_no_number(side: str) -> None:
    found = parse_article(article(f'<p><img src="/a.jpg" width="{side}"></p>'))
    assert [image.url for image in found.images] == ["https://example.vn/a.jpg"]


@pytest.mark.parametrize("side", ["0", "1", "39", "07"])
def test_a_picture_of_a_few_points_is_none(side: str) -> None:
    assert parse_article(article(f'<p><img src="/a.jpg" height="{side}"></p>')).images == ()


@pytest.mark.parametrize(
    ("srcset", "url"),
    [
        (", ,/a.jpg 1x", "https://example.vn/a.jpg"),
        ("/a.jpg 320w,/b.jpg 640w", "https://example.vn/a.jpg"),
        ("/w_1,h_2/a.jpg 1x, /b.jpg 2x", "https://example.vn/w_1,h_2/a.jpg"),
    ],
)
def test_the_first_of_a_set_of_sources(srcset: str, url: str) -> None:
    found = parse_article(article(f'<p><img srcset="{srcset}"></p>'))
    assert [image.url for image in found.images] == [url]


@pytest.mark.parametrize(
    "pager",
    [
        '<div class="pagination"><span>1</span><a href="?page=2">²</a></div>',
        f'<div class="pagination"><span>1</span><a href="?page={"9" * 5000}">Sau</a></div>',
        f'<div class="pagination"><span>1</span><a href="/trang-{"9" * 5000}/">Sau</a></div>',
    ],
)
def test_a_pager_with_numbers_that_are_none(pager: str) -> None:
    assert len(parse_listing(listing(pager))) == 12


@pytest.mark.parametrize("digits", [5000, 20])
def test_a_reference_to_a_character_of_thousands_of_digits(digits: int) -> None:
    endless = f"&#{'9' * digits};"
    assert unescaped(endless) == "\ufffd"
    found = parse_article(article(head=json_ld(f'"articleSection":"Tin {endless}"')))
    assert found.section == "Tin \ufffd"
    item = (
        f"<item><title>Tin {endless}&lt;b&gt;</title><link>https://x.vn/a-1234.html</link></item>"
    )
    (link,) = parse_feed(page(f"<rss><channel>{item}</channel></rss>"))
    assert (link.title or "").startswith("Tin")


@pytest.mark.parametrize("number", ["xd800", "xDFFF", "0", "1", "xffff", "x110000"])
def test_a_feed_and_a_sitemap_with_references_to_no_character(number: str) -> None:
    address = f"https://example.vn/a-1234.html&#{number};"
    feed = f"<rss><channel><item><title>Tin &#{number};mới</title><link>{address}</link></item></channel></rss>"
    (link,) = parse_feed(page(feed))
    assert (link.title, link.url) == ("Tin mới", "https://example.vn/a-1234.html")
    (link,) = parse_sitemap(page(f"<urlset><url><loc>{address}</loc></url></urlset>"))
    assert link.url == "https://example.vn/a-1234.html"


def test_references_to_characters_stay_in_a_feed() -> None:
    item = "<item><title>C&#244;ng&#xA0;&#x111;o&#224;n &#60;b&#62;&amp;lt;</title><link>https://x.vn/a-1.html</link></item>"
    (link,) = parse_feed(page(f"<rss><channel>{item}</channel></rss>"))
    assert link.title == "Công đoàn <"


NOWHERE = (
    "javascript:alert(1)//a.pdf", "\x01javascript:a.pdf", "vbscript:a.pdf", "ftp://x.vn/a.pdf", "file:///c:/a.pdf",
    "blob:https://x.vn/a.pdf", "http://[::1/a.pdf", "http:///a.pdf", "http://x.vn:99999/a.pdf", "about:a.pdf",
)  # fmt: skip


@pytest.mark.parametrize("href", NOWHERE)
def test_files_and_pictures_of_no_web_address_are_left_out(href: str) -> None:
    inner = f'<p><a href="{href}">Công văn</a> <img src="{href}"></p>'
    found = parse_article(article(inner, f'<meta property="og:image" content="{href}">'))
    assert (found.attachments, found.images, found.main_image) == ((), (), None)


def test_a_script_is_no_file_however_it_is_broken() -> None:
    href = "java\nscript:alert(1)//a.pdf"
    found = parse_article(article(f'<p><a href="{href}">Công văn</a> <img src="{href}"></p>'))
    assert (found.attachments, found.images) == ((), ())


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("/tep/Công văn 12.pdf", "https://example.vn/tep/Công%20văn%2012.pdf"),
        ("HTTPS://Example.vn/a.pdf", "https://Example.vn/a.pdf"),
        ("https://example.vn/a&quot;b.pdf", "https://example.vn/a%22b.pdf"),
        ("//cdn.example.vn/a.pdf", "https://cdn.example.vn/a.pdf"),
        ("\n  tep/\n  a.pdf ", "https://example.vn/cong-doan/tep/a.pdf"),
        ("/tep/a b.pdf?x=c d", "https://example.vn/tep/a%20b.pdf?x=c%20d"),
    ],
)
def test_files_and_pictures_have_addresses_that_can_be_asked_for(href: str, url: str) -> None:
    found = parse_article(article(f'<p><a href="{href}">Công văn</a> <img src="{href}"></p>'))
    assert [file.url for file in found.attachments] == [url]
    assert [image.url for image in found.images] == [url]


def test_pictures_of_a_saved_page_lie_beside_it() -> None:
    saved = Page(
        url="file:///tin/bai.html", body=article('<p><img src="bai_files/a.jpg"></p>').body
    )
    assert [image.url for image in parse_article(saved).images] == ["file:///tin/bai_files/a.jpg"]


@pytest.mark.parametrize("base", ["javascript:alert(1)", "data:text/html,x", "//[", "http://"])
def test_a_base_that_is_no_address_counts_for_nothing(base: str) -> None:
    found = parse_article(article('<p><img src="a.jpg"></p>', f'<base href="{base}">'))
    assert [image.url for image in found.images] == ["https://example.vn/cong-doan/a.jpg"]


@pytest.mark.parametrize("address", ["http://", "http://[::1", "http://x.vn:99999/"])
def test_feeds_and_sitemaps_lead_to_web_addresses(address: str) -> None:
    assert not is_web(canonical(address))
    item = f"<item><title>Tin</title><link>{address}</link></item>"
    assert not parse_feed(page(f"<rss><channel>{item}</channel></rss>"))
    index = f"<sitemapindex><sitemap><loc>{address}</loc></sitemap></sitemapindex>"
    assert parse_sitemap(page(index)).sitemaps == ()


def test_a_blank_in_an_address_is_part_of_it() -> None:
    assert (
        canonical("/van ban/ke hoach.html ", URL) == "https://example.vn/van%20ban/ke%20hoach.html"
    )
    assert canonical("https://example.vn/a\ud800") == "https://example.vn/a"


def test_a_title_cut_out_of_a_long_sentence_ends_in_a_letter() -> None:
    found = parse_dump("\n\n".join([("Một hai ba bốn " * n).strip() + "." for n in (40, 20, 20)]))
    assert found.title == clean(found.title)


def test_a_list_that_says_its_zone_thousands_of_times_is_read_in_time() -> None:
    zones = "<input " + 'value="1" ' * 12_000 + ">"
    found: Listing | ParseError
    try:
        found = parse_listing(listing(f'{zones}<i id="hdZoneId" value="5">'), "vccorp")
    except ParseError as error:
        found = error
    assert isinstance(found, Listing)
    assert found.next_url == "https://example.vn/timelinelist/5/2.htm"


def test_all_of_it_is_an_article() -> None:
    assert isinstance(parse_article(article()), Article)


ENDLESS = "https://example.vn/cham-lo-doan-vien-trong-tinh-" + "1" * 5000 + ".html?a=1"


def test_an_address_of_a_book_is_none() -> None:
    inner = f'<p><a href="{ENDLESS}.pdf">Công văn</a> <img src="{ENDLESS}"><img src="/a.jpg"></p>'
    found = parse_article(article(inner, f'<base href="{ENDLESS}">'))
    assert (found.attachments, found.main_image) == ((), "https://example.vn/a.jpg")
    pager = f'<a rel="next" href="{ENDLESS}">Sau</a><h3><a href="{ENDLESS}">Tin mới nhất hôm nay</a></h3>'
    links = parse_listing(listing(pager))
    assert (len(links), links.next_url) == (12, None)
    feed = f"<rss><channel><item><link>{ENDLESS}</link></item></channel></rss>"
    assert not parse_feed(page(feed))
    assert canonical(ENDLESS) == ENDLESS


def test_a_tag_of_thousands_of_attributes_is_refused_in_words() -> None:
    many = " ".join(f'a{n}="b"' for n in range(12_000))
    with pytest.raises(ParseError, match="at most 500 attributes of a tag, found 12000"):
        parse_article(article(f"<p {many}>{PROSE}</p>{P * 300}"))
    wide = article(f"<p>{PROSE * 1000}</p>").body.decode().encode("utf-16")
    assert parse_article(Page(url=URL, body=wide)).title == TITLE
    few = " ".join(f'a{n}="{"b " * 5000}"' for n in range(20))
    assert parse_article(article(f"<p {few}>{PROSE}</p>")).title == TITLE


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Đăng bởi " + "anh" * 45 + "!", None),
        ("Được viết bởi " + "a-b'" * 30 + "?", None),
        ("Đăng bởi Minh Chiến", LineKind.BYLINE),
    ],
)
@pytest.mark.timeout(10)
def test_who_posted_a_text_is_told_in_one_way(line: str, kind: LineKind | None) -> None:
    assert line_kind(line) is kind


def test_a_letter_keeps_the_marks_that_scripts_write() -> None:
    assert nfc("e\u0302\u0301" * 400) == "ế" * 400
    assert len(nfc("a" + "\u0323\u0301" * 400)) <= 31
    assert nfc("một " + "…" * 600) == "một " + "…" * 600


def test_elements_of_two_kinds_come_in_the_order_of_the_page() -> None:
    root = parse_html(page("<p data-b=1>a</p><p data-a=1>b</p><p data-b=1 data-a=1>c</p>")).root
    paths = [etree.XPath("//@data-a/.."), etree.XPath("//@data-b/..")]
    assert [el.text for el in with_any(root, *paths)] == ["a", "b", "c"]
    assert [el.text for el in with_any(root, paths[0])] == ["b", "c"]
    assert with_any(root) == []


@pytest.mark.parametrize(
    ("title", "shown"),
    [("Cài đặt¶", "Cài đặt"), ("Cài đặt ¶🔗 ", "Cài đặt"), ("¶", "¶"), ("Cài ¶ đặt", "Cài ¶ đặt")],
)
def test_a_title_without_the_signs_that_link_to_it(title: str, shown: str) -> None:
    assert without_permalink(title) == shown


def test_the_name_of_a_box_is_told_without_what_no_text_holds() -> None:
    lead = f'<p class="a\x12b sapo">Công đoàn tỉnh {PROSE}</p>'
    what = page(f"<html><body><div><h1>{TITLE}</h1>{lead}{P * 6}</div></body></html>")
    found = explain_article(what)
    assert found.article.lead == f"Công đoàn tỉnh {PROSE}".strip()
    assert not any(map(NOT_STORED.search, strings(found)))


@pytest.mark.parametrize("tag", ["<br ", "<url ", "<?a ", "</a "])
@pytest.mark.parametrize("parse", [parse_feed, parse_sitemap])
@pytest.mark.timeout(10)
def test_tags_that_never_end_are_not_looked_through_again_and_again(
    parse: Callable[[Page], Listing], tag: str
) -> None:
    with pytest.raises(ParseError, match="ends of hardly any"):
        parse(page(f"<rss><channel>{tag * 1_000_000}</channel></rss>"))


@pytest.mark.timeout(10)
@pytest.mark.parametrize("words", ["The post ", "Bài viết xx "])
def test_a_lead_of_a_feed_is_asked_for_its_tail_at_its_end(words: str) -> None:
    tail = "The post Quà appeared first on Công đoàn."
    items = "".join(
        f"<item><link>https://x.vn/a-{n}.html</link><description>{lead} {tail}</description></item>"
        for n, lead in enumerate((PROSE, words * 500_000))
    )
    links = parse_feed(page(f"<rss><channel>{items}</channel></rss>")).links
    assert [link.lead for link in links] == [PROSE.strip(), links[1].lead]
    assert (links[1].lead or "").startswith(words * 499_000)
