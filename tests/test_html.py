"""From bytes to a tree: encodings, limits, mended markup, selectors; NotHtml or a tree."""

import resource
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.errors import NotHtml
from parsers.html import (
    MAX_BYTES,
    HtmlDoc,
    SelectorError,
    attr,
    decode,
    parse_html,
    select,
    select_values,
    text_of,
)
from parsers.model import Page

TEXT = "Đoàn viên, người lao động được hưởng lương tối thiểu: quyền lợi của công đoàn cơ sở"


def page(
    body: bytes | str, content_type: str | None = None, url: str = "https://example.vn/tin/a.html"
) -> Page:
    data = body.encode() if isinstance(body, str) else body
    return Page(url=url, body=data, content_type=content_type)


def read(body: bytes | str, content_type: str | None = None) -> HtmlDoc:
    return parse_html(page(body, content_type))


def cp1258(text: str) -> bytes:
    """Vietnamese in windows-1258: precomposed where the code page has it, else letter and tone."""
    tones = {"\u0300": 0xCC, "\u0301": 0xEC, "\u0303": 0xDE, "\u0309": 0xD2, "\u0323": 0xF2}
    out = bytearray()
    for char in text:
        try:
            out += char.encode("cp1258")
        except UnicodeEncodeError:
            from unicodedata import normalize

            marks = [mark for mark in normalize("NFD", char) if mark in tones]
            base = normalize("NFC", "".join(c for c in normalize("NFD", char) if c not in tones))
            out += base.encode("cp1258") + bytes(tones[mark] for mark in marks)
    return bytes(out)


def markup(text: str, meta: str = "") -> str:
    return f"<html><head>{meta}<title>Tin</title></head><body><p>{text}</p></body></html>"


META = '<meta http-equiv="Content-Type" content="text/html; charset={}">'


@pytest.mark.parametrize(
    ("body", "content_type", "encoding"),
    [
        (markup(TEXT).encode(), None, "utf-8"),
        (markup(TEXT).encode(), "text/html; charset=utf-8", "utf-8"),
        (b"\xef\xbb\xbf" + markup(TEXT).encode(), "text/html; charset=iso-8859-1", "utf-8"),
        (markup(TEXT).encode(), "text/html; charset=ISO-8859-1", "utf-8"),
        (markup(TEXT, META.format("windows-1252")).encode(), None, "utf-8"),
        (markup(TEXT).encode(), "text/html; charset=khong-co", "utf-8"),
        (markup(TEXT).encode("utf-16"), None, "utf-16"),
        (markup(TEXT).encode("utf-16-le"), "text/html; charset=utf-16le", "utf-16-le"),
        (markup(TEXT).encode("utf-16-be"), None, "utf-16-be"),
        (cp1258(markup(TEXT, META.format("windows-1258"))), None, "windows-1258"),
        (cp1258(markup(TEXT)), "text/html; charset=windows-1258", "windows-1258"),
        (cp1258(markup(TEXT)), "text/html; charset=utf-8", "windows-1258"),
        (cp1258(markup(TEXT)), "text/html; charset=iso-8859-1", "windows-1258"),
        (cp1258(markup(TEXT)), None, "windows-1258"),
        (b'<?xml version="1.0" encoding="utf-8"?>' + markup(TEXT).encode(), None, "utf-8"),
        (markup(TEXT, META.format("utf-16")).encode(), None, "utf-8"),
        (markup(TEXT).encode() + b"\xff\xfe broken", "text/html; charset=utf-8", "utf-8"),
        (markup(TEXT).encode() + "động"[:3].encode()[:-1], None, "utf-8"),
        (markup(TEXT).replace("công", "cô\x00ng").encode(), None, "utf-8"),
    ],
)
def test_vietnamese_in_every_dress(body: bytes, content_type: str | None, encoding: str) -> None:
    doc = read(body, content_type)
    assert text_of(select(doc.root, "p")[0]).startswith(TEXT)
    assert doc.encoding == encoding


@pytest.mark.parametrize(
    ("text", "codec", "content_type"),
    [
        ("Perché però non può, città è già così più", "cp1252", "text/html; charset=iso-8859-1"),
        ("Günther, garçon, señor – “quoted”", "cp1252", None),
        ("Это русский текст о профсоюзах", "cp1251", "text/html; charset=windows-1251"),
        ("労働組合の記事です", "shift_jis", "text/html; charset=Shift_JIS"),
        ("工会新闻报道", "gb2312", "text/html; charset=gb2312"),
        ("노동조합", "euc_kr", "text/html; charset=EUC-KR"),
        ("Verkalýðsfélög þýða ðað á ensku", "cp1252", None),
    ],
)
def test_other_languages(text: str, codec: str, content_type: str | None) -> None:
    shown, _ = decode(markup(text).encode(codec), content_type)
    assert text in shown


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        (b"%PDF-1.4 <a>", "binary"),
        (b"\x89PNG\r\n\x1a\n<", "binary"),
        (b"PK\x03\x04<", "binary"),
        (b"\x1f\x8b\x08<", "binary"),
        (bytes(range(128, 256)) * 40, "no tag"),
        (b'{"json": true}', "no tag"),
        (b"<" + b"a" * (MAX_BYTES + 1), "at most"),
        (b"<br>" * 600_001, "at most"),
        (b"<!-- -->", "no markup"),
        (b"<div>x" * 2_000 + b"</div>" * 2_000, "nested"),
    ],
)
def test_what_is_no_page_is_refused_with_a_reason(body: bytes, reason: str) -> None:
    with pytest.raises(NotHtml, match=reason) as caught:
        read(body)
    assert caught.value.url == "https://example.vn/tin/a.html"


PROSE = "<p>Đoạn văn của bài viết.</p>" * 40


@pytest.mark.parametrize(
    "body",
    [
        "<html><body>" + "<div>" * 200_000 + f"<p>Cuối bài.</p>{PROSE}" + "</div>" * 200_000,
        "<html><body>" + "<div><span class='x'>" * 300 + f"<p>Cuối bài.</p>{PROSE}",
        "<html><body>" + "<font>a" * 300 + f"<p>Cuối bài.</p>{PROSE}",
        f"<html><body><a href='x' title=\"Tin>mới</a><p>Cuối bài.</p>{PROSE}",
        f"<html><body><h1>Tin</h1><!-- mở mãi <p>Cuối bài.</p>{PROSE}",
        f"<html><head><title>Tin</title><script>var a = 1;</head><body><p>Cuối bài.</p>{PROSE}",
        f"<html><head><title>Tin<body><p>Cuối bài.</p>{PROSE}",
        f"<html><body><textarea name='x'><p>Cuối bài.</p>{PROSE}",
    ],
)
def test_mangled_markup_is_mended(body: str) -> None:
    doc = read(body)
    assert doc.repaired
    texts = [text_of(p) for p in select(doc.root, "p")]
    assert "Cuối bài." in texts
    assert texts.count("Đoạn văn của bài viết.") == 40


@pytest.mark.parametrize(
    "body",
    [
        f"<p>Một<p>Hai{PROSE}",
        "<p>Một</p>" + f"<table><tr><td>a<td>b<p>Hai{PROSE}",
        f"<form><p>Một</p><form><p>Hai</p>{PROSE}",
        '<a title="Ông "A" nói">x</a><p>Một</p><p>Hai</p>',
        '<a title="Ông "A" nói: "Không" với>x</a><p>Một</p><p>Hai</p>',
        "<p>Một</p><script>if (a<b && c<d) document.write('<p><p><p>')</script><p>Hai</p>",
        '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><body><p>Một</p><p>Hai</p></body></html>',
        "<html><head><script src='x'/><title/></head><body><p>Một</p><p>Hai</p>",
        "<p>Một</p><![CDATA[ x ]]><p>Hai</p><!-- ghi chú <p>không</p> -->",
    ],
)
def test_markup_that_libxml2_can_read_is_read_once(body: str) -> None:
    doc = read(body)
    assert not doc.repaired
    assert [text_of(p) for p in select(doc.root, "p")][:2] == ["Một", "Hai"] or "table" in body


def test_frames_are_a_page_too() -> None:
    doc = read('<html><frameset cols="1,2"><frame src="a.html"></frameset></html>')
    assert select_values(doc.root, "//frame/@src") == ["a.html"]


def test_no_comments_and_no_processing_instructions_in_the_tree() -> None:
    doc = read("<p>a<!-- b --><?php echo 1 ?>c</p>")
    assert all(isinstance(element.tag, str) for element in doc.root.iter())
    assert text_of(select(doc.root, "p")[0]) == "ac"


@pytest.mark.parametrize(
    ("head", "base"),
    [
        ("", "https://example.vn/tin/a.html"),
        ('<base href="/goc/">', "https://example.vn/goc/"),
        ('<base href="//cdn.example.vn/">', "https://cdn.example.vn/"),
        ('<base href="">', "https://example.vn/tin/a.html"),
        ('<base target="_blank">', "https://example.vn/tin/a.html"),
    ],
)
def test_base_url(head: str, base: str) -> None:
    assert read(f"<html><head>{head}</head><body>x</body></html>").base_url == base


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("Công<br>đoàn", "Công đoàn"),
        ("<p>Một</p><p>Hai</p>", "Một Hai"),
        ("C<b>ô</b>ng đo<i>àn</i>", "Công đoàn"),
        ("a<script>x()</script>b<style>.c{}</style>", "a b"),
        ("  nhiều \n  dòng ", "nhiều dòng"),
        ("<ul><li>1</li><li>2</li></ul>sau", "1 2 sau"),
        ("giữa <span>các <em>lớp</em></span> thẻ", "giữa các lớp thẻ"),
        ("", ""),
    ],
)
def test_text_of(inner: str, text: str) -> None:
    doc = read(f"<html><body><div id='d'>{inner}</div>ngoài</body></html>")
    assert text_of(select(doc.root, "#d")[0]) == text


def test_attr_is_cleaned_or_none() -> None:
    doc = read('<img alt=" Công\u00a0đoàn " title="">')
    image = select(doc.root, "img")[0]
    assert attr(image, "alt") == "Công đoàn"
    assert attr(image, "title") is None
    assert attr(image, "src") is None


@pytest.mark.parametrize(
    ("selector", "texts"),
    [
        ("div.a p", ["Một", "Hai"]),
        ("#b", ["Ba"]),
        (".a > p:first-child", ["Một"]),
        ("//div[@class='a']/p[2]", ["Hai"]),
        (".//p", ["Một", "Hai", "Ba"]),
        ("(//p)[last()]", ["Ba"]),
        ("p.a, p#b", ["Ba"]),
        ("div.khong-co", []),
    ],
)
def test_select(selector: str, texts: list[str]) -> None:
    doc = read("<div class='a'><p>Một</p><p>Hai</p></div><p id='b'>Ba</p>")
    assert [text_of(element) for element in select(doc.root, selector)] == texts
    assert doc.select(selector) == select(doc.root, selector)


@pytest.mark.parametrize(
    "selector",
    ["div[", "//div[", "", "p::text", "//p/@id", "count(//p", "(1 + 1)", "//p[f(.)]", ">> a"],
)
def test_a_bad_selector_is_named(selector: str) -> None:
    doc = read("<p id='b'>Ba</p>")
    with pytest.raises(SelectorError) as caught:
        select(doc.root, selector)
    assert caught.value.selector == selector
    assert repr(selector) in str(caught.value)


def test_select_values_takes_attributes_and_text() -> None:
    doc = read("<p id='b'>Ba <b>Bốn</b></p><p id=' '>x</p>")
    assert select_values(doc.root, "//p/@id") == ["b"]
    assert select_values(doc.root, "p") == ["Ba Bốn", "x"]
    assert select_values(doc.root, "//p/text()") == ["Ba", "x"]


HEAVY = {
    "nested": b"<div>" * 200_000 + b"x",
    "nested and broken": b"<div><p" * 100_000,
    "10 MB of text": b"<p>" + b"cong doan " * 1_000_000,
    "10 MB of paragraphs": b"<p>cong doan viet nam</p>\n" * 400_000,
    "tags only": b"<b>" * 590_000,
    "attributes": b"<p " + b"a=1 " * 500_000 + b">",
    "quotes": b'<a title="' * 200_000,
    "open comments": b"<!--" * 500_000,
    "entities": b"<p>" + b"&amp;&#272;" * 500_000,
    "tables": b"<table><tr><td>" * 100_000,
    "open angle": b"<" * 590_000,
    "cdata": b"<![CDATA[" * 300_000,
    "scripts": b"<script>" * 300_000,
}


@pytest.mark.timeout(20)
@pytest.mark.parametrize("name", HEAVY)
def test_no_page_takes_long(name: str) -> None:
    started = time.process_time()
    try:
        doc = read(HEAVY[name])
        text_of(doc.root)
    except NotHtml:
        pass
    assert time.process_time() - started < 2


def test_memory_of_the_heaviest_pages_is_bounded() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for name in ("10 MB of paragraphs", "tags only"):
        try:
            read(HEAVY[name])
        except NotHtml:
            continue
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300 * 1024


FRAGMENTS = st.sampled_from(
    [
        *(
            "<p>",
            "</p>",
            '<div class="',
            "'",
            '"',
            ">",
            "<",
            "<!--",
            "-->",
            "<script>",
            "</script>",
        ),
        *("<table>", "<td>", "&", "&#0;", "&nbsp;", "đoàn", "\x00", "\ufeff", "<![CDATA[", "]]>"),
        *("<?xml version='1.0' encoding='x'?>", "<base href='http://[::1'>", "<svg>", "<title>"),
        *("<frameset>", "<html>", "<body>", '<a title="x"y">', "<meta charset=utf-16>"),
    ]
)
HEADERS = st.sampled_from([None, "text/html; charset=x", "text/html; charset=cp1258"])


@given(st.lists(FRAGMENTS, max_size=30), st.binary(max_size=20), HEADERS)
def test_any_bytes_are_a_page_or_not(parts: list[str], tail: bytes, header: str | None) -> None:
    try:
        doc = read("".join(parts).encode() + tail, header)
    except NotHtml:
        return
    assert isinstance(text_of(doc.root), str)


@pytest.mark.corpus
def test_real_pages_are_read_at_once(corpus: Path) -> None:
    for path in sorted(corpus.glob("vn/pages/*.html")):
        doc = read(path.read_bytes())
        assert not doc.repaired, path.name
        assert doc.encoding == "utf-8"
