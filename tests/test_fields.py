"""Fields but the body: claims of the page against what it shows. Tables of cases."""

import json
from datetime import datetime

import pytest

from parsers import Article, Page, parse_article
from parsers.head import read_head
from parsers.html import parse_html
from parsers.jsonld import NewsData, read_json_ld
from parsers.media import is_document
from parsers.people import is_placeholder, read_authors
from parsers.titles import without_suffix

URL = "https://bao.example.vn/cong-doan/bai-viet-123456.html"
PROSE = (
    "Sáng 12/1, công đoàn cơ sở tổ chức chương trình trao quà cho 1.250 đoàn viên đang làm việc "
    "tại ba xưởng của công ty, mỗi phần quà trị giá 800.000 đồng."
)
MORE = (
    "Lãnh đạo doanh nghiệp cam kết thưởng Tết không thấp hơn một tháng lương bình quân và công "
    "khai phương án thưởng để người lao động yên tâm sản xuất."
)
BODY = f"<div class='noi-dung'><p>{PROSE}</p><p>{MORE}</p><p>{PROSE} Nhắc lại.</p></div>"


def read(inside: str, head: str = "", *, lang: str = "vi") -> Article:
    html = (
        f"<!doctype html><html lang='{lang}'><head><meta charset='utf-8'>{head}</head>"
        f"<body>{inside}</body></html>"
    )
    return parse_article(Page(url=URL, body=html.encode(), content_type="text/html"))


def news(**fields: object) -> str:
    data = {"@context": "https://schema.org", "@type": "NewsArticle"} | fields
    return f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>'


# -- title ---------------------------------------------------------------------------------------

TITLE = "Công đoàn trao quà Tết cho 1.250 đoàn viên"


@pytest.mark.parametrize(
    ("inside", "head"),
    [
        pytest.param(f"<h1>{TITLE}</h1>", "", id="the only heading"),
        pytest.param(
            f"<h1>{TITLE}</h1>",
            "<meta property='og:title' content='Trao quà Tết cho 1.250 đoàn viên công đoàn'>",
            id="og:title worded otherwise",
        ),
        pytest.param(
            f"<header><h1 class='logo'>Báo Công đoàn Mẫu</h1></header><h1>{TITLE}</h1>",
            "<title>Báo Công đoàn Mẫu</title>",
            id="site name first",
        ),
        pytest.param(
            "<div><h1>Tin tức - Sự kiện</h1><ul class='breadcrumb'><li>Tin tức</li></ul></div>"
            f"<div><h1>{TITLE}</h1>{BODY}</div>",
            "<title>Tin tức - Sự kiện - Liên đoàn lao động tỉnh Mẫu</title>",
            id="section named like the page's title element",
        ),
        pytest.param(
            f"<div class='ten'>{TITLE}</div>",
            f"<meta property='og:title' content='{TITLE} | Báo Mẫu'>",
            id="no heading, shown as og:title says",
        ),
        pytest.param(
            f"<h1>Thăm dò</h1><div>{TITLE}</div>",
            f"<title>{TITLE} - Kế hoạch - Sở Mẫu</title>",
            id="no heading, shown as the title element begins",
        ),
        pytest.param(
            f"<h1>{TITLE}</h1>",
            news(headline="Báo Mẫu", datePublished="2024-01-01"),
            id="JSON-LD headline of a template",
        ),
        pytest.param("", f"<meta property='og:title' content='{TITLE} - Báo Mẫu'>"
                     "<meta property='og:site_name' content='Báo Mẫu'>", id="claimed only"),
    ],
)  # fmt: skip
def test_title(inside: str, head: str) -> None:
    assert read(inside + BODY, head).title == TITLE


@pytest.mark.parametrize(
    ("title", "site", "bare"),
    [
        (f"{TITLE} - Báo Mẫu", "Báo Mẫu", TITLE),
        (f"{TITLE} | Báo Lao động", None, TITLE),
        (f"{TITLE} - Bao.example", None, TITLE),
        (
            "Lương tối thiểu - những điều cần biết",
            "Báo Mẫu",
            "Lương tối thiểu - những điều cần biết",
        ),
        ("Công đoàn Mẫu | Tin tức | " + TITLE, None, TITLE),
        ("Đình công", None, "Đình công"),
    ],
)
def test_title_without_the_name_of_the_site(title: str, site: str | None, bare: str) -> None:
    assert without_suffix(title, site, URL) == bare


# -- lead ----------------------------------------------------------------------------------------

LEAD = "(LĐTĐ) Hơn một nghìn đoàn viên khó khăn được trao quà và hỗ trợ vé xe về quê đón Tết."


@pytest.mark.parametrize(
    "shown",
    [
        f"<h2 class='sapo'>{LEAD}</h2>",
        f"<div class='article-desc'><p>{LEAD}</p></div>",
        f"<div class='newsSapo'>{LEAD}</div>",
        f"<div class='the-article__summary'>{LEAD}</div>",
        f"<p><strong>{LEAD}</strong></p>",
        f"<p style='font-weight: bold'>{LEAD}</p>",
        f"<h2>{LEAD}</h2>",
        f"<div><b>{LEAD}</b></div>",
        f"<p class='meta'>04/04/2024 19:49</p><div class='summary'>{LEAD}</div>",
        f"<div class='chapeau'><p>{LEAD}</p><ul><li><a href='/a-1.html'>Tin khác</a></ul></div>",
    ],
)
def test_lead_by_its_place_and_look(shown: str) -> None:
    article = read(f"<h1>{TITLE}</h1>{shown}{BODY}")
    assert article.lead == LEAD
    assert LEAD not in article.body


def test_lead_that_only_equals_the_description() -> None:
    head = f'<meta name="description" content="{LEAD}">'
    assert read(f"<h1>{TITLE}</h1><p>{LEAD}</p>{BODY}", head).lead == LEAD


@pytest.mark.parametrize(
    "head",
    [
        "",
        f'<meta name="description" content="{PROSE[:80]}...">',
        '<meta name="description" content="Trang tin của công đoàn ngành Mẫu, tin hằng ngày">',
    ],
)
def test_no_lead_where_the_page_shows_none(head: str) -> None:
    assert read(f"<h1>{TITLE}</h1>{BODY}", head).lead is None


def test_the_title_repeated_is_no_lead() -> None:
    bar = f"<div class='sticky'><h2 class='title'>{TITLE}</h2></div>"
    long = TITLE + " dịp Tết Nguyên đán Giáp Thìn"
    assert read(f"<h1>{long}</h1>{bar.replace(TITLE, long)}{BODY}").lead is None


# -- dates ---------------------------------------------------------------------------------------


def published(inside: str, head: str = "") -> str | None:
    moment = read(f"<h1>{TITLE}</h1>{inside}{BODY}", head).published_at
    return None if moment is None else moment.strftime("%Y-%m-%dT%H:%M%z")


@pytest.mark.parametrize(
    ("inside", "head", "expected"),
    [
        pytest.param("<div class='date'>19:49 | 04/04/2018</div>", "", "2018-04-04T19:49+0700",
                     id="shown"),
        pytest.param("<div><span>Thứ tư, 04/04/2018 - 19:49 (GMT+7)</span></div>",
                     news(datePublished="2018-04-04T19:49:12+07:00"), "2018-04-04T19:49+0700",
                     id="claim confirmed"),
        pytest.param("<div class='date'>04/04/2018 19:49</div>",
                     news(datePublished="2020-01-01T00:00:00+07:00"), "2018-04-04T19:49+0700",
                     id="claim the same on every page"),
        pytest.param("<div class='date'>05/06/2024 08:00</div>",
                     news(datePublished="2024-06-05T08:00:00Z"), "2024-06-05T08:00+0700",
                     id="local time declared as UTC"),
        pytest.param("<div class='date'>05/06/2024</div>",
                     news(datePublished="2024-06-05T08:15:00+07:00"), "2024-06-05T08:15+0700",
                     id="shown without time, claimed with"),
        pytest.param("", "<meta property='article:published_time' content='2024-06-05T08:15:00'>",
                     "2024-06-05T08:15+0700", id="claim without zone"),
        pytest.param("<div class='date'>Cập nhật: 06/06/2024 10:00</div>",
                     news(datePublished="2024-06-05T08:15:00+07:00"), "2024-06-05T08:15+0700",
                     id="shown is the update"),
        pytest.param("<p>Ban tổ chức họp.</p>", "", None, id="none"),
    ],
)  # fmt: skip
def test_published(inside: str, head: str, expected: str | None) -> None:
    assert published(inside, head) == expected


def test_a_sentence_that_names_a_day_is_no_dateline() -> None:
    first = "Ngày 12/3/2024, công đoàn cơ sở họp bàn việc chăm lo Tết."
    body = BODY.replace("<p>", f"<p>{first}</p><p>", 1)
    article = read(f"<h1>{TITLE}</h1>{body}")
    assert article.published_at is None
    assert article.body[0] == first


def test_a_day_without_time_is_date_only() -> None:
    article = read(f"<h1>{TITLE}</h1><div class='date'>21/12/2012 | 12:00 AM</div>{BODY}")
    assert article.published_at == datetime.fromisoformat("2012-12-21T00:00:00+07:00")
    assert article.date_only


def test_an_update_before_the_publication_is_none() -> None:
    head = news(datePublished="2024-06-05T08:15:00+07:00", dateModified="2024-06-01T08:15:00+07:00")
    assert read(f"<h1>{TITLE}</h1>{BODY}", head).updated_at is None


# -- authors -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("texts", "names"),
    [
        (["Hoàng Lan"], ("Hoàng Lan",)),
        (["THUẬN VĂN - ", "LÊ ÁNH"], ("THUẬN VĂN", "LÊ ÁNH")),
        (["Bài và ảnh: An Khánh"], ("An Khánh",)),
        (["Hà Thu (tổng hợp)"], ("Hà Thu",)),
        (["Minh Tuấn và Hà Vy"], ("Minh Tuấn", "Hà Vy")),
        (["Lan Anh, Quốc Bảo"], ("Lan Anh", "Quốc Bảo")),
        (["admin"], ()),
        (["admin admin"], ()),
        (["Viết bởi: Super User"], ()),
        (["Báo Mẫu"], ()),
        (["Liên đoàn lao động tỉnh Phú Thọ"], ("Liên đoàn lao động tỉnh Phú Thọ",)),
        (["Ban Tuyên giáo và Nữ công"], ("Ban Tuyên giáo và Nữ công",)),
        (["Tác giả: Nguyễn Văn A"], ("Nguyễn Văn A",)),
        (["22/11/2024 21:40"], ()),
    ],
)
def test_authors(texts: list[str], names: tuple[str, ...]) -> None:
    assert read_authors(texts, site_names=["Báo Mẫu"]) == names


@pytest.mark.parametrize("name", ["admin", "Administrator", "Biên tập viên", "ADMIN ADMIN", ""])
def test_placeholders(name: str) -> None:
    assert is_placeholder(name)


def test_authors_of_json_ld_yield_to_none_where_it_names_the_site() -> None:
    publisher = {"@type": "Organization", "name": "Báo Mẫu"}
    claim = news(author={"@type": "Organization", "name": "Mẫu"}, publisher=publisher)
    assert read(f"<h1>{TITLE}</h1>{BODY}", claim).authors == ()


# -- JSON-LD -------------------------------------------------------------------------------------

SOUND = '{"@type":"NewsArticle","headline":"Bài","datePublished":"2024-05-01"}'
BROKEN = {
    "trailing comma": '{"@type":"NewsArticle","headline":"Bài","datePublished":"2024-05-01",}',
    "raw line break": '{"@type":"NewsArticle","headline":"Bài","datePublished":"2024-05-01",'
    '"description":"một\nhai"}',
    "unescaped quotes": '{"@type":"NewsArticle","headline":"Bài","description":"nói "không" à",'
    '"datePublished":"2024-05-01"}',
    "comment wrapping": f"<!-- {SOUND} -->",
    "CDATA": f"//<![CDATA[\n{SOUND}\n//]]>",
    "list": '[{"@type":"Organization"},{"@type":"NewsArticle","headline":"Bài",'
    '"datePublished":"2024-05-01"}]',
    "graph": '{"@graph":[{"@type":"WebPage"},{"@type":["Article","NewsArticle"],"headline":"Bài",'
    '"datePublished":"2024-05-01"}]}',
    "double escapes": '{"@type":"NewsArticle","headline":"B&amp;agrave;i",'
    '"datePublished":"2024-05-01"}',
    "full type URL": '{"@type":"http://schema.org/NewsArticle","headline":"Bài",'
    '"datePublished":"2024-05-01"}',
}


@pytest.mark.parametrize("case", BROKEN)
def test_json_ld_as_sites_write_it(case: str) -> None:
    data = read_json_ld([BROKEN[case]])
    assert (data.kind, data.headline, data.published) == ("newsarticle", "Bài", "2024-05-01")


@pytest.mark.parametrize(
    "script",
    [
        "",
        "null",
        "{",
        "[]",
        "NewsArticle",
        '{"@type":"Product","name":"x"}',
        '{"@type": 7}',
        "[" * 5000,
    ],
)
def test_json_ld_that_says_nothing(script: str) -> None:
    assert read_json_ld([script]).kind == ""


def test_json_ld_of_this_page_wins() -> None:
    other = '{"@type":"NewsArticle","headline":"Khác","url":"https://bao.example.vn/khac-1.html"}'
    own = f'{{"@type":"NewsArticle","headline":"Bài","mainEntityOfPage":{{"@id":"{URL}"}}}}'
    assert read_json_ld([other, own], url=URL).headline == "Bài"
    assert read_json_ld([own, other], url=URL).headline == "Bài"


def test_the_last_object_wins_where_a_platform_says_so() -> None:
    first, last = (f'{{"@type":"NewsArticle","headline":"{name}"}}' for name in ("Một", "Hai"))
    assert read_json_ld([first, last]).headline == "Một"
    assert read_json_ld([first, last], last=True).headline == "Hai"


def test_no_json_ld_is_empty() -> None:
    assert read_json_ld([]) == NewsData()


# -- the rest ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "lang", "expected"),
    [
        ("", "vi-VN", "vi"),
        ("", "en", "en"),
        ("<meta property='og:locale' content='vi_VN'>", "", "vi"),
        ("", "", None),
    ],
)
def test_language(head: str, lang: str, expected: str | None) -> None:
    assert read(f"<h1>{TITLE}</h1>{BODY}", head, lang=lang).language == expected


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("/uploads/cong-van-12.pdf", True),
        ("/documents/10182/708168/ke-hoach", True),
        ("https://x.vn/a.DOCX?v=2", True),
        ("bieu-mau.xlsx#trang1", True),
        ("/ho-so.zip", True),
        ("/bai-viet-1.html", False),
        ("javascript:void(0)", False),
        ("mailto:a@b.vn", False),
        ("http://[", False),
    ],
)
def test_documents(href: str, expected: bool) -> None:
    assert is_document(href) is expected


def test_attachments_images_and_captions() -> None:
    inside = (
        f"<h1>{TITLE}</h1><div class='noi-dung'><p>{PROSE}</p>"
        "<figure><img data-src='/anh/1.jpg' src='data:image/gif;base64,R0' alt='trao qua'>"
        "<figcaption>Trao quà tại xưởng số 2. Ảnh: Lan</figcaption></figure>"
        f"<p>{MORE}</p><p>Xem <a href='/tep/cong-van.pdf'>công văn số 12</a> kèm theo bài viết này."
        f"</p><p>{PROSE} Hết.</p></div>"
    )
    article = read(inside, "<meta property='og:image' content='/logo.png'>")
    assert [image.url for image in article.images] == ["https://bao.example.vn/anh/1.jpg"]
    assert [caption.text for caption in article.captions] == ["Trao quà tại xưởng số 2. Ảnh: Lan"]
    assert article.captions[0].image_url == "https://bao.example.vn/anh/1.jpg"
    assert article.main_image == "https://bao.example.vn/anh/1.jpg", "the logo stands for nothing"
    assert [(a.url, a.title) for a in article.attachments] == [
        ("https://bao.example.vn/tep/cong-van.pdf", "công văn số 12")
    ]


def test_head_keeps_the_first_value_and_all_of_lists() -> None:
    html = (
        "<html><head><meta property='og:title' content='Một'>"
        "<meta property='og:title' content='Hai'>"
        "<meta property='article:tag' content='a'><meta property='article:tag' content='b'>"
        "<meta name='empty' content=''></head><body><p>x</p></body></html>"
    )
    head = read_head(parse_html(Page(url=URL, body=html.encode())))
    assert head.meta["og:title"] == "Một"
    assert head.lists["article:tag"] == ("a", "b")
    assert "empty" not in head.meta
