"""Page kinds, both sides: the page that is a message, and the article that talks about one."""

import gzip
from pathlib import Path

import pytest

from parsers.html import parse_html
from parsers.model import Page, PageKind
from parsers.pagekind import challenge_cookie, page_kind

D1N = "0123456789abcdef0123456789abcdef"
CHALLENGE = (
    f'<html><body><script>document.cookie="D1N={D1N}"+"; expires=Fri, 31-Dec-37 23:55:55 GMT; '
    f'path=/";'
    "window.location.reload(true);</script></body></html>"
)
NAV = "".join(f"<li><a href='/muc-{n}'>Mục tin {n}</a></li>" for n in range(40))
FOOTER = "<footer>Cơ quan của Liên đoàn Lao động. Giấy phép số 12/GP. Điện thoại: 024</footer>"


def kind(html: str) -> PageKind:
    page = Page(url="https://example.vn/x", body=html.encode(), content_type="text/html")
    return page_kind(parse_html(page), page)


def site(main: str, title: str = "Công đoàn tỉnh") -> str:
    return (
        f"<html><head><title>{title}</title></head><body><ul>{NAV}</ul>{main}{FOOTER}</body></html>"
    )


def message(text: str, title: str = "") -> str:
    return (
        f"<html><head><title>{title}</title></head><body><div><h1>{text}</h1></div></body></html>"
    )


PROSE = (
    "<p>"
    + "Công đoàn cơ sở tổ chức đối thoại với người lao động về tiền lương và bữa ăn ca. " * 3
    + "</p>"
)

MESSAGES = [
    (CHALLENGE, PageKind.CHALLENGE),
    (message("Checking your browser before accessing example.vn"), PageKind.CHALLENGE),
    (
        "<html><head><title>Just a moment...</title></head><body><script "
        "src='/cdn-cgi/challenge-platform/x.js'></script>"
        "<noscript>Enable JavaScript</noscript></body></html>",
        PageKind.CHALLENGE,
    ),
    (message("Đang kiểm tra trình duyệt của bạn, vui lòng chờ"), PageKind.CHALLENGE),
    (
        "<body><h1>Xác minh</h1><p>Vui lòng nhập mã xác nhận để tiếp tục</p><div "
        "class='g-recaptcha'></div></body>",
        PageKind.CAPTCHA,
    ),
    (
        "<body><p>Our systems have detected unusual traffic.</p><form id='captcha-form'></form>"
        "</body>",
        PageKind.CAPTCHA,
    ),
    (
        "<body><h1>Đăng nhập</h1><form><input name='u'><input type='password' name='p'></form>"
        "</body>",
        PageKind.LOGIN,
    ),
    (site("<form><input type='password'></form>", "Đăng nhập - Công đoàn tỉnh"), PageKind.LOGIN),
    (message("Hệ thống đang bảo trì, vui lòng quay lại sau"), PageKind.MAINTENANCE),
    (message("Website đang nâng cấp. Xin quý khách thông cảm!"), PageKind.MAINTENANCE),
    (message("503 Service Temporarily Unavailable"), PageKind.MAINTENANCE),
    (message("Error establishing a database connection"), PageKind.MAINTENANCE),
    (message("Server Error in '/' Application."), PageKind.MAINTENANCE),
    (message("Lỗi kết nối đến cơ sở dữ liệu"), PageKind.MAINTENANCE),
    (message("Tên miền bao-tho.vn đã hết hạn sử dụng"), PageKind.MAINTENANCE),
    (message("Hệ thống ghi nhận truy cập bất thường từ máy của bạn"), PageKind.CHALLENGE),
    (message("Pardon Our Interruption"), PageKind.CHALLENGE),
    (message("404 Not Found"), PageKind.NOT_FOUND),
    (site("<h1>Không tìm thấy trang</h1>"), PageKind.NOT_FOUND),
    (site("<div>Bài viết bạn đang tìm không tồn tại hoặc đã bị xóa.</div>"), PageKind.NOT_FOUND),
    (site("<h2>Nội dung này không còn tồn tại</h2>"), PageKind.NOT_FOUND),
    (site("<p>x</p>", "404 - Trang không tồn tại"), PageKind.NOT_FOUND),
    (site("<h1>Page not found</h1>"), PageKind.NOT_FOUND),
    (
        "<html><head><script>app()</script></head><body><div id='root'></div></body></html>",
        PageKind.EMPTY,
    ),
    ("<html><frameset><frame src='a'></frameset></html>", PageKind.EMPTY),
]
ARTICLES = [
    site(
        f"<h1>Cảnh giác trang giả mạo có captcha</h1>{PROSE * 3}<p>Trang yêu cầu nhập mã xác "
        f"nhận captcha.</p>"
    ),
    site(f"<h1>Hệ thống đăng ký đoàn viên đang bảo trì</h1>{PROSE}"),
    site(f"<h1>Hệ thống thông tin đang bảo trì: đoàn viên cần biết</h1>{PROSE * 4}"),
    site(f"<h1>Không tìm thấy người mất tích sau vụ sập hầm lò</h1>{PROSE}"),
    site(f"<h1>Quá nhiều yêu cầu của thợ chưa được trả lời</h1>{PROSE * 2}"),
    site(f"<h1>404 công nhân được hỗ trợ tiền nhà trọ</h1>{PROSE}"),
    site(
        f"<h1>Đăng nhập cổng dịch vụ công thế nào?</h1>{PROSE * 3}<form><input type='password'>"
        f"</form>"
    ),
    site(f"<h1>Bài viết bị xóa khỏi mạng: chuyện của một cán bộ công đoàn</h1>{PROSE * 3}"),
    site(f"<h1>Tin ngắn</h1>{PROSE}"),
    site(
        "".join(
            f"<h3><a href='/a-{n}'>Tiêu đề tin số {n} của công đoàn</a></h3>" for n in range(20)
        )
    ),
    site(f"<h1>Trang 404 là gì</h1>{PROSE * 3}<p>Trang không tồn tại là lỗi thường gặp.</p>"),
    site(
        "<div>" + "Văn bản không có thẻ đoạn, chỉ có ngắt dòng và khá dài về việc bảo trì hệ "
        "thống. "
        * 3
        + "<br>"
        + "Đoạn thứ hai nói rằng trang không tồn tại nữa, nhưng đây là bài viết về lịch sử của "
        "trang tin công đoàn. "
        * 2
        + "<br>"
        + "Đoạn thứ ba của bài viết cũng dài như vậy và kết thúc ở đây, sau nhiều chi "
        "tiết. " * 3 + "</div>"
    ),
]


@pytest.mark.parametrize(("html", "expected"), MESSAGES)
def test_a_page_that_is_a_message(html: str, expected: PageKind) -> None:
    assert kind(html) is expected


@pytest.mark.parametrize("html", ARTICLES)
def test_a_page_that_only_talks_about_it(html: str) -> None:
    assert kind(html) is PageKind.UNKNOWN


@pytest.mark.parametrize(
    ("body", "cookie"),
    [
        (CHALLENGE, ("D1N", D1N)),
        (
            "<script>document.cookie='x_1=abcdef0123; path=/';location.reload();</script>",
            ("x_1", "abcdef0123"),
        ),
        (
            "<script>document.cookie='x=abcdef0123';</script>",
            None,
        ),  # sets a cookie, asks for nothing
        ("<script>location.reload()</script>", None),
        ("", None),
        (CHALLENGE + "x" * 100_000, None),  # no challenge is a page of this size
    ],
)
def test_challenge_cookie(body: str, cookie: tuple[str, str] | None) -> None:
    assert challenge_cookie(Page(url="https://example.vn/", body=body.encode())) == cookie


@pytest.mark.corpus
def test_no_real_article_is_called_anything_else(corpus: Path) -> None:
    paths = [*corpus.glob("vn/pages/*.html"), *corpus.glob("web/pages/*.html.gz")]
    assert paths
    for path in paths:
        data = path.read_bytes()
        page = Page(
            url="https://example.vn/", body=gzip.decompress(data) if path.suffix == ".gz" else data
        )
        assert page_kind(parse_html(page), page) is PageKind.UNKNOWN, path.name
