"""Feeds: RSS 2.0, RSS 1.0, Atom, in the dress that real sites give them; bombs do nothing."""

import gzip
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.errors import ParseError
from parsers.feed import parse_feed
from parsers.model import Listing, Page


def read(body: bytes | str, content_type: str | None = None) -> Listing:
    data = body.encode() if isinstance(body, str) else body
    return parse_feed(
        Page(url="https://example.vn/rss/cong-doan.rss", body=data, content_type=content_type)
    )


def rss(items: str, head: str = '<?xml version="1.0" encoding="utf-8"?>') -> str:
    return (
        f'{head}<rss version="2.0"><channel><title>Công đoàn - Báo Ví Dụ</title>'
        f"{items}</channel></rss>"
    )


ITEM = """<item><title><![CDATA[Tăng lương &amp; phụ cấp]]></title>
<link>https://example.vn/tang-luong-123456.html?utm_source=rss</link>
<description><![CDATA[<a href="x"><img src="a.jpg"/></a><br/>Từ 1/7, lương <b>tối thiểu</b>
 tăng 6%.]]></description>
<pubDate>Thu, 07 Mar 2024 08:06:00 +0700</pubDate><guid>123456</guid></item>"""


def test_rss_2() -> None:
    listing = read(rss(ITEM))
    assert listing.title == "Công đoàn - Báo Ví Dụ"
    (link,) = listing
    assert link.url == "https://example.vn/tang-luong-123456.html"
    assert link.title == "Tăng lương & phụ cấp"
    assert link.lead == "Từ 1/7, lương tối thiểu tăng 6%."
    assert link.published_at is not None
    assert link.published_at.isoformat() == "2024-03-07T08:06:00+07:00"


def test_atom() -> None:
    listing = read(
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Tin</title><entry><title type="html">'
        "A &lt;b&gt;B&lt;/b&gt;</title>"
        '<link rel="self" href="/self"/><link rel="alternate" href="/b-1.html"/><published>'
        "2024-03-07T01:06:00Z</published>"
        "<updated>2024-03-08T01:06:00Z</updated><summary>Tóm tắt</summary></entry></feed>"
    )
    (link,) = listing
    assert (link.url, link.title, link.lead) == ("https://example.vn/b-1.html", "A B", "Tóm tắt")
    assert link.published_at is not None
    assert link.updated_at is not None
    assert link.published_at < link.updated_at


def test_rss_1() -> None:
    listing = read(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Kênh</title></channel>'
        "<item><title>Tin</title><link>http://example.vn/a</link><dc:date>"
        "2024-03-07T08:06+07:00</dc:date></item></rdf:RDF>"
    )
    assert [link.url for link in listing] == ["http://example.vn/a"]
    assert listing[0].published_at is not None


@pytest.mark.parametrize(
    ("body", "titles"),
    [
        (
            rss("<item><title>Công&nbsp;đoàn &copy; A&B</title><link>/a</link></item>"),
            ["Công đoàn © A&B"],
        ),
        (
            "\n\n  " + rss("<item><title>Trước khai báo</title><link>/a</link></item>"),
            ["Trước khai báo"],
        ),
        (
            "PHP Warning: x in y\n"
            + rss("<item><title>Sau cảnh báo</title><link>/a</link></item>"),
            ["Sau cảnh báo"],
        ),
        (
            rss(
                "<item><title>Một</title><link>/a</link></item><item><title>Hai</title><link>"
                "/a#x</link></item>"
            ),
            ["Một"],
        ),
        (
            rss("<item><title>Không thẻ đóng</title><link>/a</link></item><item><title>Cụt"),
            ["Không thẻ đóng"],
        ),
        (rss("<item><title>x</title><link>javascript:void(0)</link></item>"), []),
        (rss("<item><title>Có guid</title><guid>https://example.vn/g</guid></item>"), ["Có guid"]),
        (
            rss(
                "<item><title>Không</title><guid isPermaLink='false'>https://example.vn/g</guid>"
                "</item>"
            ),
            [],
        ),
        (rss("<item><title>Lạ\x0b ký tự\x00</title><link>/a</link></item>"), ["Lạ ký tự"]),
        (rss(""), []),
        (
            rss(
                "<item><dc:title>Không khai báo</dc:title><title>Đúng</title><link>/a</link></item>"
            ),
            ["Không khai báo"],
        ),
    ],
)
def test_feeds_as_they_come(body: str, titles: list[str]) -> None:
    assert [link.title for link in read(body)] == titles


@pytest.mark.parametrize(
    "data",
    [
        rss(
            "<item><title>Đình công</title><link>/a</link></item>",
            '<?xml version="1.0" encoding="iso-8859-1"?>',
        ).encode(),
        rss(
            "<item><title>Đình công</title><link>/a</link></item>",
            '<?xml version="1.0" encoding="utf-16"?>',
        ).encode("utf-16"),
        rss(
            "<item><title>Đình công</title><link>/a</link></item>",
            '<?xml version="1.0" encoding="utf-16"?>',
        ).encode(),
        b"\xef\xbb\xbf" + rss("<item><title>Đình công</title><link>/a</link></item>").encode(),
        gzip.compress(rss("<item><title>Đình công</title><link>/a</link></item>").encode()),
    ],
)
def test_wrong_encodings(data: bytes) -> None:
    assert [link.title for link in read(data, "text/xml; charset=us-ascii")] == ["Đình công"]


def test_dates_that_can_only_be_month_first_turn_the_whole_feed() -> None:
    item = "<item><title>x</title><link>/{0}</link><pubDate>{1}</pubDate></item>"
    proven = read(
        rss(item.format(1, "12/31/2020 9:03:00 AM") + item.format(2, "2/1/2021 9:03:00 AM"))
    )
    days = [link.published_at.date().isoformat() for link in proven if link.published_at]
    assert days == ["2020-12-31", "2021-02-01"]
    usual = read(rss(item.format(1, "31/12/2020 9:03:00") + item.format(2, "2/1/2021 9:03:00")))
    assert [link.published_at.date().isoformat() for link in usual if link.published_at] == [
        "2020-12-31",
        "2021-01-02",
    ]


@pytest.mark.parametrize(
    "body", ["", "<html><body>x</body></html>", "không phải xml", "<urlset/>", "{}", "\x89PNG"]
)
def test_what_is_no_feed_is_said_so(body: str) -> None:
    with pytest.raises(ParseError, match="expected an RSS or Atom feed") as caught:
        read(body)
    assert caught.value.url == "https://example.vn/rss/cong-doan.rss"


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize(
    "doctype",
    [
        f'<!DOCTYPE rss [<!ENTITY l0 "ha">{LAUGHS}]>',
        f'<!DOCTYPE rss [<!ENTITY big "{"x" * 100_000}">]>',
        '<!DOCTYPE rss [<!ENTITY l11 SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd">',
        '<!DOCTYPE rss [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>',
    ],
)
def test_entity_bombs_do_nothing(doctype: str) -> None:
    started = time.process_time()
    listing = read(
        rss(f"<item><title>a{'&l11;&big;' * 1000}b</title><link>/a</link></item>", doctype)
    )
    assert [link.title for link in listing] == ["ab"]
    assert time.process_time() - started < 1


def test_a_gzip_bomb_is_refused() -> None:
    with pytest.raises(ParseError, match="at most"):
        read(gzip.compress(b" " * 60 * 1024 * 1024))


PARTS = st.sampled_from(
    [
        *("<rss>", "<item>", "</item>", "<link>", "/a", "</link>", "<![CDATA[", "]]>", "&x;"),
        *("<!DOCTYPE", "[", "]>", "\x00", "é", "</rss>", "<pubDate>", "1/2/2020"),
    ]
)


@given(st.lists(PARTS, max_size=25))
def test_any_bytes_are_a_feed_or_not(parts: list[str]) -> None:
    try:
        listing = read("".join(parts))
    except ParseError:
        return
    assert all(link.url.startswith("http") for link in listing)


def item(*fields: str, address: str = "https://example.vn/a-1.html") -> str:
    link = f"<link>{address}</link>" if address else ""
    return rss(f"<item><title>Tin</title>{link}{''.join(fields)}</item>")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1747041600", "2025-05-12T09:20:00+00:00"),
        ("1747041600000", "2025-05-12T09:20:00+00:00"),
        ("Mon, 12 May 25 16:20:00 +0700", "2025-05-12T16:20:00+07:00"),
        ("12/05/25 16:20", None),
        ("20250512", None),
    ],
)
def test_dates_that_only_feeds_have(text: str, expected: str | None) -> None:
    (link,) = read(item(f"<pubDate>{text}</pubDate>"))
    assert (link.published_at and link.published_at.isoformat()) == expected


@pytest.mark.parametrize(
    "summary",
    [
        "<![CDATA[<p>Quỹ trao 20 suất quà.</p><p>The post <a href='x'>Tin</a> appeared first on "
        "<a href='y'>Công đoàn</a>.</p>]]>",
        "<![CDATA[<p>Quỹ trao 20 suất quà. [&#8230;]</p><p>The post <a href='x'>Tin</a> appeared "
        "first on <a href='y'>Công đoàn</a>.</p>]]>",
        "<![CDATA[<p>Quỹ trao 20 suất quà.</p>Bài viết <a href='x'>Tin</a> đã xuất hiện đầu tiên "
        "vào ngày <a href='y'>Công đoàn</a>.]]>",
        "<![CDATA[<img src='a.jpg'/>Quỹ trao 20 suất quà. <a href='x'>Xem tiếp...</a>]]>",
    ],
)
def test_what_leads_on_from_a_summary_is_no_part_of_it(summary: str) -> None:
    (link,) = read(item(f"<description>{summary}</description>"))
    assert link.lead == "Quỹ trao 20 suất quà."


def test_html_that_is_neither_escaped_nor_closed() -> None:
    text = "<description><p>Quỹ trao quà.<br><img src='a.jpg'></p></description>"
    (link,) = read(item(text, "<pubDate>2025-05-12 08:00</pubDate>"))
    assert link.lead == "Quỹ trao quà."
    assert link.published_at is not None


def test_a_warning_of_the_server_before_the_feed() -> None:
    warning = "<br />\n<b>Warning</b>: date() in <b>/rss.php</b> on line <b>4</b><br />\n"
    assert len(read(warning + item())) == 1
    assert len(read(warning + item().partition("?>")[2])) == 1


def test_an_entry_is_where_it_is_said_to_be_about() -> None:
    (link,) = read(
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
        "xmlns='http://purl.org/rss/1.0/'><item rdf:about='https://example.vn/a-1.html'>"
        "<title>Tin</title></item></rdf:RDF>"
    )
    assert link.url == "https://example.vn/a-1.html"


def test_addresses_are_relative_to_the_base_of_the_feed() -> None:
    (link,) = read(
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://tin.example.vn/muc/'>"
        "<entry><title>Tin</title><link href='a-1.html'/></entry></feed>"
    )
    assert link.url == "https://tin.example.vn/muc/a-1.html"


@pytest.mark.timeout(20)
def test_sections_that_never_end_take_no_time() -> None:
    assert len(read(item() + "<![CDATA[<br>&x;" * 100_000)) <= 1
