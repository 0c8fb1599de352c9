"""Sitemaps: urlset, index, news, text, gzip; bounded whatever comes."""

import gzip
import time

import pytest

from parsers.errors import ParseError
from parsers.model import Listing, Page
from parsers.sitemap import MAX_LINKS, parse_sitemap

NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS = (
    'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" '
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
)


def read(body: bytes | str) -> Listing:
    data = body.encode() if isinstance(body, str) else body
    return parse_sitemap(Page(url="https://example.vn/sitemap.xml", body=data))


URLSET = f"""<?xml version="1.0" encoding="UTF-8"?><urlset {NS}>
<url><loc> https://example.vn/a-1234567.html </loc>
<lastmod>2024-03-07T08:06:00+07:00</lastmod></url>
<url><loc>https://example.vn/b-1234568.html</loc><lastmod>2024-03-08</lastmod></url>
<url><loc>https://example.vn/a-1234567.html#x</loc></url><url><loc></loc></url></urlset>"""


@pytest.mark.parametrize(
    "body", [URLSET, URLSET.replace(NS, ""), gzip.compress(URLSET.encode()), "\ufeff" + URLSET]
)
def test_urlset(body: bytes | str) -> None:
    listing = read(body)
    assert [link.url for link in listing] == [
        "https://example.vn/a-1234567.html",
        "https://example.vn/b-1234568.html",
    ]
    assert [link.updated_at.isoformat() for link in listing if link.updated_at] == [
        "2024-03-07T08:06:00+07:00",
        "2024-03-08T00:00:00+07:00",
    ]


@pytest.mark.parametrize("names", [NEWS, ""])
def test_news_sitemap(names: str) -> None:
    listing = read(
        f"<urlset {NS} {names}><url><loc>/a-1.html</loc><image:image><image:loc>"
        f"/a.jpg</image:loc><image:title>Ảnh</image:title>"
        "</image:image><news:news><news:publication><news:name>Báo</news:name></news:publication>"
        "<news:publication_date>2024-03-07T08:06:00+07:00</news:publication_date><news:title>"
        "Công đoàn &amp; lương</news:title>"
        "</news:news></url></urlset>"
    )
    (link,) = listing
    assert link.url == "https://example.vn/a-1.html"
    assert link.title == "Công đoàn & lương"
    assert link.published_at is not None
    assert link.published_at.isoformat() == "2024-03-07T08:06:00+07:00"


def test_index() -> None:
    listing = read(
        f"<sitemapindex {NS}><sitemap><loc>/sitemaps/2024-3.xml</loc></sitemap><sitemap><loc>"
        f"https://example.vn/s.xml.gz</loc></sitemap></sitemapindex>"
    )
    assert listing.sitemaps == (
        "https://example.vn/sitemaps/2024-3.xml",
        "https://example.vn/s.xml.gz",
    )
    assert len(listing) == 0


def test_text() -> None:
    assert [
        link.url
        for link in read("https://example.vn/a\r\nhttps://example.vn/b\n\nhttps://example.vn/a")
    ] == ["https://example.vn/a", "https://example.vn/b"]


def test_empty_urlset_is_a_sitemap() -> None:
    assert len(read(f"<urlset {NS}></urlset>")) == 0


def test_a_cut_sitemap_gives_what_came() -> None:
    assert len(read(URLSET[: URLSET.index("</url>") + 30])) == 1


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<html><body>404</body></html>", "expected a sitemap"),
        ("", "expected a sitemap"),
        ("xin chào", "expected a sitemap"),
        (b"\x1f\x8bhong", "gzip"),
        (gzip.compress(b"<urlset>" + b" " * 60 * 1024 * 1024), "at most"),
    ],
)
def test_what_is_no_sitemap_is_said_so(body: bytes | str, reason: str) -> None:
    with pytest.raises(ParseError, match=reason):
        read(body)


def test_the_protocols_limit_holds_and_is_quick() -> None:
    entry = "<url><loc>https://example.vn/tin-{}.html</loc><lastmod>2024-03-07</lastmod></url>"
    body = f"<urlset {NS}>" + "".join(entry.format(n) for n in range(60_000)) + "</urlset>"
    started = time.process_time()
    assert len(read(body)) == MAX_LINKS
    assert time.process_time() - started < 6


def test_entities_are_not_expanded() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    listing = read(
        f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]><urlset {NS}><url><loc>'
        f"https://example.vn/a&l11;</loc></url></urlset>"
    )
    assert [link.url for link in listing] == ["https://example.vn/a"]


def test_a_feed_is_a_sitemap_too() -> None:
    listing = read(
        "<?xml version='1.0'?><rss version='2.0'><channel><item><title>Tin</title>"
        "<link>https://example.vn/a-1.html</link></item></channel></rss>"
    )
    assert [link.url for link in listing] == ["https://example.vn/a-1.html"]
