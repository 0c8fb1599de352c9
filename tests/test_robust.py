"""Whatever a server sends, the parsers answer with a value or a ParseError: in bounded time and
memory, never with another exception.
"""

import resource
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parsers import Article, Page, ParseError, parse_article, parse_listing
from parsers.explain import explain_article
from parsers.model import Listing

ROOT = Path(__file__).parent.parent
URL = "https://example.vn/cong-doan-cham-lo-doan-vien-184703.html"
SECONDS = 2.0
PACE = 0.1  # CPU seconds of `paced` on two idle cores, where these pages were first measured
MEGABYTES = 300
PROSE = (
    "Chiều 12/3, Liên đoàn Lao động tỉnh trao quà cho đoàn viên có hoàn cảnh khó khăn, "
    "mỗi suất trị giá một triệu đồng và nhiều nhu yếu phẩm. "
)


def page(body: bytes | str, content_type: str | None = "text/html; charset=utf-8") -> Page:
    data = body.encode() if isinstance(body, str) else body
    return Page(url=URL, body=data, content_type=content_type)


def links(count: int) -> str:
    """A listing of `count` cards of about ninety bytes."""
    cards = "".join(
        f'<li class="news-item"><h3><a href="/cong-doan-cham-lo-doan-vien-{200_000 + n}.html">'
        f"Công đoàn chăm lo đoàn viên lần thứ {n}</a></h3></li>"
        for n in range(count)
    )
    return f"<html><title>Tin công đoàn</title><body><ul>{cards}</ul></body></html>"


def article(body: str) -> str:
    return f"<html><head><title>Quà cho đoàn viên</title></head><body>{body}</body></html>"


P = f"<p>{PROSE}</p>"
HEAVY: dict[str, str | bytes] = {
    "nested divs": b"<div>" * 200_000 + PROSE.encode(),
    "nested spans": b"<span>" * 200_000 + PROSE.encode(),
    "nested lists": b"<ul><li>" * 100_000 + PROSE.encode(),
    "20 MB": b"<p>" + PROSE.encode() * 110_000,
    "9 MB of paragraphs": article("<h1>Quà cho đoàn viên</h1>" + P * 45_000),
    "9 MB in one paragraph": article("<h1>Quà cho đoàn viên</h1><p>" + PROSE * 50_000),
    "30,000 links": links(30_000),
    "30,000 links in a row": article("".join(f'<a href="/a-{n}">Tin {n}</a> ' for n in range(30_000))),
    "30,000 headings": article("<h1>Quà cho đoàn viên trong tỉnh</h1>" * 30_000),
    "30,000 images": article(P * 5 + '<figure><img src="/a.jpg"><figcaption>Ảnh</figcaption></figure>' * 30_000),
    "30,000 line breaks": article("<h1>Quà</h1><div>" + (PROSE + "<br>") * 30_000 + "</div>"),
    "unclosed tables": b"<table><tr><td>" * 100_000,
    "a table of 100,000 cells": article("<table>" + "<tr><td>Số 1</td><td>5.000</td></tr>" * 50_000),
    "nested forms": b"<form><div>" * 50_000,
    "one class of a megabyte": article(f'<div class="{"tin-khac " * 110_000}">{P * 9}</div>'),
    "100,000 classes": article("".join(f'<p class="c{n}">Một</p>' for n in range(100_000))),
    "100,000 meta": "<head>" + '<meta name="a" content="b">' * 100_000 + "</head>" + P * 9,
    "JSON-LD of 3 MB": article('<script type="application/ld+json">{"@type":"NewsArticle","headline":"'
                               + "x\\n" * 1_000_000 + "</script>" + P * 9),
    "JSON-LD nested": article('<script type="application/ld+json">' + '{"@graph":[' * 100_000 + "</script>" + P * 9),
    "title of a megabyte": f"<title>{'Công đoàn - ' * 80_000}</title><h1>{'Công đoàn | ' * 80_000}</h1>{P * 9}",
    "digits": article("<h1>Số</h1><p>" + "1" * 1_000_000 + "</p><p>" + "1.2," * 300_000 + "</p>"),
    "punctuation": article("<h1>Dấu</h1><p>" + ">> " * 300_000 + "</p><p>" + "(" * 500_000 + "</p>"),
}  # fmt: skip
LINE = "Công đoàn chăm lo đoàn viên lần thứ"
CAPTIONED = (
    '<figure><img src="/z.jpg"><figcaption>Đoàn viên nhận quà. Ảnh: Hải Yến</figcaption></figure>'
)


def said(authors: str) -> str:
    """The data of a page that names its authors."""
    return article(
        f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"a","author":{authors}}}</script>{P * 9}'
    )


def titled(inner: str) -> str:
    return article(f"<h1>Quà cho đoàn viên trong tỉnh</h1>{P * 3}{inner}{P * 3}")


# Each has one element, value or line that is all of the page, and much that asks for it: what is
# asked of every line must not read the whole of that.
ASKED_OFTEN: dict[str, str] = {
    "links to itself in one heading": titled("<h2>" + '<a href="#x">Đề mục</a><br>' * 30_000 + "</h2>"),
    "links on lines of one box": titled("<div>" + "<i></i>" * 40_000 + '<br><a href="/x-1.html">Công đoàn chăm lo</a>' * 25_000 + "</div>"),
    "labels of a date in one box": titled("<div>" + "<span>Ngày đăng: </span>" * 15_000 + "</div>"),
    "cards in cards over names": titled("<p>" + '<a href="/a">x</a><span>' * 100 + '<a href="/b">x yy</a> ' * 40_000 + "</p>"),
    "texts round a card over a name": titled('<p><a href="/a">An</a><span><a href="/b">An 1</a><a href="/c">An 2</a></span>'
                                             + "<span>" * 240 + '<a href="/b">x yy</a> ' * 110_000 + "</p>"),
    "bold in bold under a picture": titled('<p><img src="a.jpg"></p><p>' + "<b>" * 200 + "<i></i>" * 100_000 + "Đoàn viên nhận quà trong ngày hội lớn</p>"),
    "italics in italics under a picture": titled('<p><img src="a.jpg"></p><p>' + "<em>" * 200 + "<u></u>" * 100_000 + "Đoàn viên nhận quà trong ngày hội lớn</p>"),
    "players beside lines": titled("<iframe></iframe><p>Một dòng văn bản</p>" * 24_000),
    "pictures of one box": titled(CAPTIONED + "<div>" + '<img src="/a.jpg">' * 50_000 + "</div>"),
    "notes after a long word": titled("<p>" + "a" * 300_000 + "1<sup>2</sup></p>"),
    "headings of lists in one box": titled('<p>Tin liên quan</p><p><a href="/z.html">Công đoàn chăm lo đoàn viên hôm nay</a></p>' * 15_000),
    "titles of no page": "<body>" + '<p class="title"><a href="/z.html">Công đoàn chăm lo đoàn viên</a></p>' * 15_000,
    "one name of a megabyte": said('{"name":"' + "(theo " * 100_000 + '"}'),
    "60,000 names": said("[" + ",".join(f'{{"name":"Nguyễn A{n}"}}' for n in range(60_000)) + "]"),
    "20,000 objects and one title": (
        f'<title>{"Quà " * 100_000}</title><script type="application/ld+json">['
        + ",".join(f'{{"@type":"NewsArticle","headline":"Quà {n}"}}' for n in range(20_000)) + f"]</script>{P * 9}"),
    "pagers in pagers": "<title>Tin</title>" + '<div class="pagination">' * 200 + '<a href="/x">a</a> ' * 100_000,
    "cards in cards": "".join(f'<ul><li class="x"><a href="/cham-lo-doan-vien-{n}.html">{LINE} {n}</a>' for n in range(200_000, 200_100)) + "<p>Một</p>" * 80_000,
    "signs before a link in a heading": titled("<h2>" + "#" * 300_000 + 'a <a href="#x">x</a></h2>'),
    "signs in a title": article(f"<h1>{'¶' * 300_000}a</h1>" + P * 6),
    "asides on lines of one box": titled("<div>" + 'Đoàn viên nhận quà (Xem thêm: <a href="/x-123456.html">Công đoàn chăm lo đoàn viên</a>)<br>' * 16_000 + "</div>"),
    "labels of files in one box": titled("<div>" + 'Tải về văn bản:<br><a href="/x-123456.html">Công đoàn chăm lo đoàn</a><br>' * 16_000 + "</div>"),
    "large type in large type": "<body>" + '<div style="font-size:20pt">' * 200 + PROSE * 48_000 + "</div>" * 200 + P * 6,
    "a heading of many elements": titled("<h2>" + "<i></i>" * 60_000 + '<a href="https://x.org/1">Công đoàn chăm lo</a><br>' * 16_000 + "</h2>"),
    "italics in a cell under a picture": titled("<img src=a.jpg><table><tr><td>" + "<i></i>" * 80_000 + "Đoàn viên nhận quà trong ngày</td></tr></table>"),
    "marks on one letter": titled("<p>a" + "\u0301\u0323" * 1_000_000 + "</p>"),
    "texts between boxes": "<title>Tin</title>" + '<div><b>12</b>Th3<a href="/x">a</a>12/3 </div>' * 25_000,
    "clicks of two kinds": "<title>Tin</title>" + "<p onclick='x()'>a</p> chữ <p data-href='x()'>a</p>" * 24_000,
    "one script of megabytes": "<title>Tin</title>" + '<p onclick="' + "location=&amp;quot;" * 500_000 + '">a</p>',
    "addresses for scripts": links(20) + "".join(f'<p data-{("url", "href", "next", "link")[n % 4]}="?page={n}">a</p> chữ ' for n in range(48_000)),
    "cards of one item": "<ul><li>" + "".join(
        f'<h3><a href="/cham-lo-doan-vien-{n}.html">{LINE} {n}</a></h3>' + "<i></i>" * 13 for n in range(200_000, 207_000)) + "</li></ul>",
}  # fmt: skip
ODD: dict[str, str | bytes] = {
    "empty": b"",
    "blank": b" \n\t ",
    "NULs": article(P * 5).replace(" ", "\0").encode(),
    "NULs only": b"\0" * 1000,
    "PNG": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
    "bytes": bytes(range(256)) * 40,
    "tags of bytes": b"".join(b"<%c>" % n for n in range(256)),
    "frames": "<html><frameset cols='*,*'><frame src='a.html'><frame src='b.html'></frameset></html>",
    "AMP": f"<html amp><body><h1>Quà cho đoàn viên</h1><amp-img src='/a.jpg'></amp-img>{P * 5}</body>",
    "XHTML": f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body><h1>Quà cho đoàn viên</h1>{P * 5}</body></html>',
    "SVG": "<svg xmlns='http://www.w3.org/2000/svg'><title>a</title><path d='M0'/></svg>",
    "XML": '<?xml version="1.0" encoding="utf-16"?><rss><channel/></rss>',
    "JSON": b'{"a": "<b>"}',
    "text": PROSE,
    "UTF-16": article(P * 5).encode("utf-16"),
    "wrong charset": article(P * 5).encode("cp1258", "replace"),
    "half a character": article(P * 5).encode()[:-40] + b"\xe1\xba",
    "lone surrogates": article("&#xD800;&#x110000;&#0;" + P * 5),
    "quotes": article(f'<a title="Tin "khác" hôm nay" href="x\'>{P * 5}'),
    "no body": "<html><head><title>Quà</title></head></html>",
    "bad addresses": article("<base href='http://[::1'><a href='http://[x'>a</a><img src='//[y'>" + P * 5),
    "bad dates": article("<h1>Quà cho đoàn viên</h1><time datetime='9999999-99-99'>99/99/9999</time>" + P * 5),
    "bad JSON-LD": article('<script type="application/ld+json">[[{"@type":[1,{}],"author":[[],3]}]]</script>' + P * 5),
}  # fmt: skip


def read(read_page: Callable[[Page], object], what: Page) -> object:
    """What comes out: a value, or the ParseError."""
    try:
        return read_page(what)
    except ParseError as error:
        return error


def paced() -> float:
    """CPU seconds of a loop that takes PACE on the machine whose two seconds are meant."""
    started = time.process_time()
    met: dict[str, int] = {}
    for number in range(400_000):
        words = f"tin-{number % 977}".split("-")
        met[words[1]] = met.get(words[1], 0) + len(words)
    return time.process_time() - started


def fastest(run: Callable[[], object]) -> float:
    """CPU seconds, the best of three tries, in the measure of PACE: on a crowded or throttled host
    every instruction is dearer, by turns, so each try is held against a loop of known cost.
    """
    best = float("inf")
    for _ in range(3):
        before = paced()
        started = time.process_time()
        run()
        took = time.process_time() - started
        slowness = max(1.0, (before + paced()) / 2 / PACE)
        best = min(best, took / slowness)
        if best < SECONDS:
            break
    return best


@pytest.mark.timeout(60)
@pytest.mark.parametrize("parse", [parse_article, parse_listing])
@pytest.mark.parametrize("name", HEAVY | ASKED_OFTEN)
def test_no_page_takes_long(name: str, parse: Callable[[Page], object]) -> None:
    what = page((HEAVY | ASKED_OFTEN)[name])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert fastest(lambda: read(parse, what)) < SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MEGABYTES * 1024


def test_a_listing_of_thirty_thousand_links_is_read_whole() -> None:
    what = page(links(30_000))
    assert len(parse_listing(what).links) == 30_000
    assert fastest(lambda: parse_listing(what)) < SECONDS


@pytest.mark.parametrize(
    "content_type", ["text/html; charset=utf-8", "text/html", None, "x; charset=\0"]
)
@pytest.mark.parametrize("name", ODD)
def test_odd_pages_are_read_or_refused(name: str, content_type: str | None) -> None:
    what = page(ODD[name], content_type)
    assert isinstance(read(parse_article, what), Article | ParseError)
    assert isinstance(read(parse_listing, what), Listing | ParseError)


@pytest.mark.parametrize("name", ["NULs", "AMP", "XHTML", "UTF-16", "bad addresses", "bad dates"])
def test_odd_pages_that_hold_an_article_are_read(name: str) -> None:
    got = parse_article(page(ODD[name], None))
    assert len(got.body) >= 1
    assert "Liên đoàn" in got.body[0] or name == "NULs"


FIXTURES = sorted((ROOT / "fixtures").rglob("*.html"))
BITS = st.sampled_from(
    (b"<", b">", b"</", b'"', b"'", b"<!--", b"-->", b"<script>", b"</script>", b"<table>", b"</div>", b"&#0;", b"\0",
     b"<h1>", b"<p>", b"<body>", b"</html>", b"<template>", b"<svg>", b"\xff", b"\xe1\xba", b"<base href='//['>",
     b"<meta charset=utf-16>", b"<frameset>", b"99/99/2024", b'{"@type":"NewsArticle"', b"<time datetime=0>", b"<a href='http://['>")
)  # fmt: skip
EDITS = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 300), BITS, st.booleans()), min_size=1, max_size=12
)


def mutated(body: bytes, edits: list[tuple[float, int, bytes, bool]]) -> bytes:
    """A page with pieces cut out, written twice or replaced."""
    for where, length, bit, twice in edits:
        at = int(where * len(body))
        piece = body[at : at + length]
        body = body[:at] + (piece + bit + piece if twice else bit) + body[at + length :]
    return body


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(path=st.sampled_from(FIXTURES), edits=EDITS, generic=st.booleans())
def test_mutated_pages_raise_nothing_but_parse_errors(
    path: Path, edits: list[tuple[float, int, bytes, bool]], generic: bool
) -> None:
    what = page(mutated(path.read_bytes(), edits), None)
    for parse in (parse_article, parse_listing, explain_article):
        read(lambda it, parse=parse: parse(it, generic=generic), what)


@settings(max_examples=100, deadline=None)
@given(body=st.lists(BITS | st.text(max_size=20).map(str.encode), max_size=60).map(b"".join))
def test_heaps_of_markup_raise_nothing_but_parse_errors(body: bytes) -> None:
    what = page(b"<html>" + body, None)
    read(parse_article, what)
    read(parse_listing, what)


@pytest.mark.parametrize(
    ("markup", "says"),
    [
        ("<i>1</i>" * 120_001, "expected at most 120000 elements, found 1200"),
        ("<p>Một dòng" * 50_001, "expected at most 50000 lines of text, found 50001"),
    ],
)
def test_what_is_too_much_to_read_in_time_is_refused_in_words(markup: str, says: str) -> None:
    with pytest.raises(ParseError, match=says):
        parse_article(page(article(markup)))
