"""parse_article as a whole: its contract, its fall-backs, its refusals, its explanation."""

import contextlib
import html
import json
import re
import subprocess
import sys

import pytest

import parsers
from parsers import (
    Known,
    NotAnArticle,
    NotHtml,
    Origin,
    Page,
    PageKind,
    ParseError,
    Selectors,
    explain_article,
    parse_article,
)
from parsers.html import SelectorError
from parsers.text import match_key

URL = "https://bao.example.vn/cham-lo-doan-vien-123456.html"
TITLE = "Công đoàn trao quà Tết cho 1.250 đoàn viên"
ONE = (
    "Sáng 12/1, công đoàn cơ sở tổ chức chương trình trao quà cho 1.250 đoàn viên đang làm việc "
    "tại ba xưởng của công ty, mỗi phần quà trị giá 800.000 đồng."
)
TWO = (
    "Lãnh đạo doanh nghiệp cam kết thưởng Tết không thấp hơn một tháng lương bình quân và công "
    "khai phương án thưởng để người lao động yên tâm sản xuất."
)
THREE = (
    "Theo kế hoạch, từ nay đến hết tháng Chạp, đơn vị sẽ hỗ trợ vé xe một chiều cho 300 công nhân "
    "quê ở các tỉnh miền Trung và tổ chức bữa cơm tất niên tại khu nhà trọ."
)
RELATED = "Nhiều doanh nghiệp dệt may ký thỏa ước lao động tập thể nhóm"


def page(inside: str, url: str = URL, head: str = "") -> Page:
    text = f"<html lang='vi'><head><meta charset='utf-8'>{head}</head><body>{inside}</body></html>"
    return Page(url=url, body=text.encode(), content_type="text/html; charset=utf-8")


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


PLAIN = page(f"<h1>{TITLE}</h1><div class='bai'>{paragraphs(ONE, TWO, THREE)}</div>")
MASTERCMS = page(
    f"<h1 class='detail-title'>{TITLE}</h1><div class='__MASTERCMS_CONTENT'>"
    f"<div id='__MB_MASTERCMS_EL_3'>{paragraphs(ONE, TWO, THREE)}</div></div>"
)


def test_a_page_of_no_known_make() -> None:
    article = parse_article(PLAIN)
    assert (article.title, article.body) == (TITLE, (ONE, TWO, THREE))
    assert article.platform == "generic"
    assert article.url == URL
    assert article.warnings == ()


def test_a_known_platform_and_its_selectors() -> None:
    article = parse_article(MASTERCMS)
    assert article.platform == "mastercms"
    assert article.evidence["body"].origin is Origin.SELECTOR
    assert article.evidence["body"].detail == "#__MB_MASTERCMS_EL_3"


def test_generic_switches_platforms_off() -> None:
    article = parse_article(MASTERCMS, generic=True)
    assert article.platform == "generic"
    assert article.evidence["body"].origin is Origin.STRUCTURE
    assert article.body == (ONE, TWO, THREE)


def test_a_platform_that_does_not_fit_is_said_and_read_by_structure() -> None:
    article = parse_article(PLAIN, "mastercms")
    assert article.body == (ONE, TWO, THREE)
    assert article.warnings == (
        "No layout of platform mastercms fits this page; it was read by structure.",
    )


def test_an_empty_container_is_said_and_read_by_structure() -> None:
    inside = (
        f"<h1>{TITLE}</h1><div class='art-body'>Xem thêm | Chia sẻ bài viết này</div>"
        f"<div class='chappeau'></div><div class='bai'>{paragraphs(ONE, TWO, THREE)}</div>"
    )
    article = parse_article(page(inside, "https://laodong.vn/cong-doan/x-1234567.ldo"))
    assert article.body == (ONE, TWO, THREE)
    assert any("read by structure" in warning for warning in article.warnings)


def test_a_missing_title_selector_is_said() -> None:
    inside = f"<h1>{TITLE}</h1><div class='zce-content-body'>{paragraphs(ONE, TWO, THREE)}</div>"
    article = parse_article(page(inside))
    assert article.title == TITLE
    assert any("found no title" in warning for warning in article.warnings)


def test_selectors_and_drop_of_a_source_file() -> None:
    inside = (
        f"<h1>Tên trang</h1><div class='ten'>{TITLE}</div><div class='loi'>{ONE}</div>"
        f"<div class='than'>{paragraphs(TWO, THREE)}<div class='qc'><p>{ONE} Quảng cáo.</p></div>"
        f"</div><div class='nguoi'>Lan Anh</div>"
    )
    article = parse_article(
        page(inside),
        selectors=Selectors(title=(".ten",), lead=(".loi",), body=(".than",), authors=(".nguoi",)),
        drop=["div.qc"],
    )
    assert (article.title, article.lead, article.authors) == (TITLE, ONE, ("Lan Anh",))
    assert article.body == (TWO, THREE)
    assert article.evidence["title"].detail == ".ten"


def test_own_selectors_stand_before_the_platforms() -> None:
    article = parse_article(MASTERCMS, selectors=Selectors(body=(".__MASTERCMS_CONTENT",)))
    assert article.evidence["body"].detail == ".__MASTERCMS_CONTENT"
    assert article.evidence["title"].detail == "h1.detail-title"


def test_a_selector_that_cannot_be_read_names_itself() -> None:
    with pytest.raises(SelectorError, match=r"div\[\["):
        parse_article(PLAIN, drop=["div[["])


def test_titles_that_the_caller_knows_are_links() -> None:
    inside = f"<h1>{TITLE}</h1><div class='bai'>{paragraphs(ONE, RELATED, TWO, THREE)}</div>"
    known = Known(titles=frozenset({match_key(RELATED)}))
    assert parse_article(page(inside), known=known).body == (ONE, TWO, THREE)


def test_importing_the_package_is_cheap() -> None:
    code = "import sys, parsers; print(sorted({'lxml', 'bs4', 'json'} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"


def test_every_public_name_is_there() -> None:
    assert all(getattr(parsers, name) is not None for name in parsers.__all__)
    with pytest.raises(AttributeError, match="no attribute 'parse_articles'"):
        _ = parsers.parse_articles  # type: ignore[attr-defined]  # the point of the test


def test_the_reading_code_has_an_identity() -> None:
    assert re.fullmatch(r"unionwatch-parsers/\d+\+[0-9a-f]{12}", parsers.EXTRACTOR)


# -- refusals ------------------------------------------------------------------------------------

CHALLENGE = (
    '<html><body><script>document.cookie="D1N=0123456789abcdef0123456789abcdef"+"; path=/";'
    "window.location.reload(true);</script></body></html>"
)
LISTING = "".join(
    f"<li><h3><a href='/bai-viet-so-{number}-{100000 + number}.html'>{RELATED} {number}</a></h3>"
    for number in range(12)
)


@pytest.mark.parametrize(
    ("body", "url", "kind"),
    [
        (CHALLENGE, URL, PageKind.CHALLENGE),
        (f"<html><head><title>Công đoàn</title></head><body><ul>{LISTING}</ul></body></html>",
         "https://bao.example.vn/", PageKind.LISTING),
        ("<html><body><nav><a href='/a'>Trang chủ</a></nav></body></html>", URL, None),
    ],
)  # fmt: skip
def test_what_is_no_article(body: str, url: str, kind: PageKind | None) -> None:
    with pytest.raises(NotAnArticle) as caught:
        parse_article(Page(url=url, body=body.encode()))
    assert caught.value.url == url
    assert caught.value.reason
    if kind is not None:
        assert caught.value.kind is kind


@pytest.mark.parametrize("body", [b"", b"   ", b"%PDF-1.4", b"\x89PNG\r\n", b"\x00\x01\x02"])
def test_what_is_no_page(body: bytes) -> None:
    with pytest.raises(NotHtml):
        parse_article(Page(url=URL, body=body))


DEEP = "<div>" * 20_000 + f"<h1>{TITLE}</h1>" + paragraphs(ONE, TWO, THREE)
HOSTILE = {
    "deep": f"<html><body>{DEEP}</body></html>",
    "deep after the title": f"<html><body><h1>{TITLE}</h1>{'<div>' * 3000}<p>{ONE}</p>",
    "unclosed attribute": f'<html><body><h1 class="a>{TITLE}</h1><p title="{ONE}">{TWO}</p></body>',
    "nested forms": f"<form><form><h1>{TITLE}</h1><p>{ONE}</p><form><p>{TWO}</p>",
    "unclosed tables": f"<table><tr><td><h1>{TITLE}</h1><table><td><p>{ONE}<td><p>{TWO}<p>{THREE}",
    "NUL bytes": f"<html><body>\x00<h1>{TITLE}\x00</h1><p>{ONE}</p><p>{TWO}</p></body></html>",
    "odd meta": "<meta property content><meta name='' content='x'><meta content='y'>"
    f"<h1>{TITLE}</h1><p>{ONE}</p><p>{TWO}</p>",
    "odd JSON-LD": '<script type="application/ld+json">{"@type":["NewsArticle",3],'
    f'"author":[null,{{}}],"image":[],"datePublished":[]}}</script><h1>{TITLE}</h1><p>{ONE}</p><p>{TWO}</p>',
    "odd URLs": "<a href='http://['>x</a><img src='http://['><img srcset=','><base href='http://['>"
    f"<h1>{TITLE}</h1><p>{ONE}</p><p>{TWO}</p>",
    "frameset": "<html><frameset><frame src='a.html'></frameset></html>",
    "only title": f"<html><head><title>{TITLE}</title></head><body></body></html>",
}


@pytest.mark.timeout(20)
@pytest.mark.parametrize("case", HOSTILE)
@pytest.mark.parametrize("generic", [False, True])
def test_hostile_markup_gives_an_article_or_a_parse_error(case: str, generic: bool) -> None:
    page = Page(url=URL, body=HOSTILE[case].encode())
    with contextlib.suppress(ParseError):
        assert parse_article(page, generic=generic).title


@pytest.mark.parametrize("url", ["", "stdin", "file:///tmp/a.html", "http://[", "https://x.vn/a"])
def test_any_url_will_do(url: str) -> None:
    assert parse_article(Page(url=url, body=PLAIN.body)).title == TITLE


# -- explanation ---------------------------------------------------------------------------------


def test_an_explanation_names_what_was_dropped_and_why() -> None:
    inside = (
        f"<h1 class='detail-title'>{TITLE}</h1><div class='detail-content afcbc-body'>"
        f"{paragraphs(ONE)}<div class='kbwscwl-relatedbox'><a href='/a-1.htm'>{RELATED}</a></div>"
        f"{paragraphs(TWO, THREE)}</div>"
    )
    explained = explain_article(page(inside))
    assert explained.article == parse_article(page(inside))
    assert explained.platform == "vccorp"
    assert "afcbc-body" in explained.container
    dropped = {part.text: part.rule for part in explained.parts if part.rule}
    assert dropped[RELATED] == "selector .kbwscwl-relatedbox"
    assert [part.text for part in explained.parts if part.rule is None] == [ONE, TWO, THREE]
    by_name = {field.name: field for field in explained.fields}
    assert by_name["title"].value == TITLE
    assert by_name["title"].detail == "h1.detail-title"
    assert 0 < by_name["title"].confidence <= 1


def test_the_explained_page_is_harmless() -> None:
    evil = (
        "<script>alert(1)</script><img src=x onerror=alert(2)><a href='javascript:alert(3)'>bấm</a>"
        "<iframe src='//evil.example'></iframe><style>@import 'x'</style>"
        f"<p onclick='alert(4)' title='\"><script>'>{ONE}</p>"
    )
    title = html.escape("<script>alert(0)</script> Công đoàn & đoàn viên")
    shown = explain_article(
        page(f"<h1>{title}</h1><div class='bai'>{evil}{paragraphs(TWO, THREE)}</div>")
    ).html
    assert "<script" not in shown
    for trap in ("onerror", "onclick", "javascript:", "<iframe", "<img", "@import", "evil.example"):
        assert trap not in shown
    assert "default-src 'none'" in shown
    assert 'class="kept"' in shown
    assert ONE in shown


def test_evidence_can_be_written_as_json() -> None:
    article = parse_article(PLAIN)
    rows = {name: [e.origin, e.confidence, e.detail] for name, e in article.evidence.items()}
    assert json.loads(json.dumps(rows))["title"][0] == "structure"
