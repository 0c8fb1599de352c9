"""Addresses: what canonical drops and keeps, what is the same article, what is the same site."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.urls import canonical, identity, same_site


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTPS://WWW.Example.VN:443/Tin-Moi.html#top", "https://www.example.vn/Tin-Moi.html"),
        ("http://example.vn", "http://example.vn/"),
        ("http://example.vn:8080/a", "http://example.vn:8080/a"),
        ("https://example.vn/a?utm_source=zalo&utm_medium=x&id=5", "https://example.vn/a?id=5"),
        (
            "https://example.vn/a?fbclid=1&gclid=2&zarsrc=30&gidzl=x&zalo_id=1",
            "https://example.vn/a",
        ),
        ("https://example.vn/a?b=2&a=1", "https://example.vn/a?b=2&a=1"),
        ("https://example.vn/a?b=2&amp;a=1", "https://example.vn/a?b=2&a=1"),
        ("https://example.vn/a;jsessionid=0A1B2C?x=1", "https://example.vn/a?x=1"),
        ("https://example.vn/a?PHPSESSID=abc&x=1", "https://example.vn/a?x=1"),
        ("https://example.vn/a?sid=9f8e7d6c5b4a39281706f5e4", "https://example.vn/a"),
        ("https://example.vn/a?sid=12", "https://example.vn/a?sid=12"),
        ("https://example.vn/i/anh.jpg?rt=20240405101010", "https://example.vn/i/anh.jpg"),
        (
            "https://example.vn/tin.html?rt=20240405101010",
            "https://example.vn/tin.html?rt=20240405101010",
        ),
        ("https://example.vn/công-đoàn", "https://example.vn/c%C3%B4ng-%C4%91o%C3%A0n"),
        ("https://example.vn/c%c3%b4ng", "https://example.vn/c%C3%B4ng"),
        ("https://example.vn/%61%2Fb", "https://example.vn/a%2Fb"),
        ("https://example.vn/100%", "https://example.vn/100%25"),
        ("https://example.vn/a/../b/./c/", "https://example.vn/b/c/"),
        ("  https://example.vn/\n a  ", "https://example.vn/a"),
        (
            "https://so.example.gov.vn/tin?p_p_id=101&p_auth=x1&_101_redirect=%2Fweb&p_p_mode=view",
            "https://so.example.gov.vn/tin?p_p_id=101&p_p_mode=view",
        ),
        ("mailto:a@example.vn", "mailto:a@example.vn"),
        ("javascript:void(0)", "javascript:void(0)"),
        ("http://[::1", "http://[::1"),
        ("http://[::1]:8000/a", "http://[::1]:8000/a"),
        ("http://example.vn:99999/a", "http://example.vn:99999/a"),
    ],
)
def test_canonical(url: str, expected: str) -> None:
    assert canonical(url) == expected


@pytest.mark.parametrize(
    "key", ["id", "cid", "catid", "newsid", "itemid", "tabid", "uid", "eid", "ref", "page"]
)
def test_keys_that_may_name_the_page_stay(key: str) -> None:
    assert canonical(f"https://example.vn/a?{key}=77") == f"https://example.vn/a?{key}=77"


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("/b.html", "https://example.vn/b.html"),
        ("b.html", "https://example.vn/muc/b.html"),
        ("//cdn.example.vn/x", "https://cdn.example.vn/x"),
        ("?p=2", "https://example.vn/muc/a.html?p=2"),
        ("", "https://example.vn/muc/a.html"),
        ("http://khac.vn/x", "http://khac.vn/x"),
    ],
)
def test_relative_addresses(href: str, expected: str) -> None:
    assert canonical(href, "https://example.vn/muc/a.html") == expected


SAME = [
    ("https://laodongthudo.example/tieu-de-cu-184703.html", "http://www.laodongthudo.example/tieu-de-moi-184703.html?utm_source=x"),
    ("https://laodong.example/cong-doan/a-b-1234567.bld", "https://amp.laodong.example/lao-dong/a-b-moi-1234567.ldo"),
    ("https://nld.example/a-196240405123456789.htm", "https://nld.example/cong-doan/b-196240405123456789.htm"),
    ("https://plus.example/a-post123456.vnp", "https://plus.example/b-post123456.vnp"),
    ("https://dautu.example/a-d123456.html", "https://dautu.example/a-c-d123456.html"),
    ("https://x.example/a-t1234567.html", "https://x.example/a-t1234567.html#binh-luan"),
    ("https://x.example/web/guest/tin/-/view_content/123456-cu", "https://x.example/tin/-/view_content/123456-moi?p_p_auth=1"),
    ("https://x.example/a-1234567.html", "https://x.example/amp/a-1234567.html"),
    ("https://x.example/a-1234567.amp", "https://x.example/a-1234567.html"),
    ("https://x.example/a-1234567-amp.html", "https://x.example/a-1234567.html"),
    ("https://x.example/bai-viet/", "http://www.x.example/bai-viet"),
    ("https://x.example/bai-viet/amp/", "https://x.example/bai-viet"),
    ("https://x.example/?id=5&cat=2", "https://x.example/?cat=2&id=5"),
    ("https://m.x.example/bai-viet", "https://x.example/bai-viet"),
    ("https://x.example/a-1234567", "https://x.example/b-1234567/"),
]  # fmt: skip
OTHERS = [
    ("https://x.example/tong-ket-nam-2024.html", "https://x.example/phong-trao-nam-2024.html"),
    ("https://x.example/gia-vang-20240405.html", "https://x.example/gia-xang-20240405.html"),
    ("https://x.example/ke-hoach-05042024.html", "https://x.example/thong-bao-05042024.html"),
    ("https://x.example/covid-19.html", "https://x.example/chong-covid-19.html"),
    ("https://x.example/tin/a-1234.html", "https://x.example/van-ban/b-1234.html"),
    ("https://x.example/a?id=1", "https://x.example/a?id=2"),
    ("https://x.example/a-184703.html", "https://x.example/a-184704.html"),
    ("https://x.example/1000-suat-qua", "https://x.example/1000-cong-nhan"),
    ("https://x.example/", "https://x.example/trang/2"),
    ("https://x.example/trang/12345", "https://x.example/muc/trang/12346"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_article(one: str, other: str) -> None:
    assert identity(one) == identity(other)


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_another_article(one: str, other: str) -> None:
    assert identity(one) != identity(other)


def test_the_pattern_of_the_source_goes_first() -> None:
    pattern = re.compile(r"/tin/(?P<id>\d+)/")
    assert identity("https://x.example/tin/77/a-1234567.html", pattern) == "77"
    assert identity("https://x.example/khac/a-1234567.html", pattern) == "1234567"
    assert identity("https://x.example/tin/77/", re.compile(r"/tin/\d+")) == "x.example/tin/77"


def test_what_an_identity_looks_like() -> None:
    assert identity("https://laodong.example/cong-doan/a-1234567.ldo") == "1234567"
    assert identity("https://x.example/tin/a-1234.html") == "tin/1234"
    assert identity("https://www.x.example/bai-viet.html") == "x.example/bai-viet.html"


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("https://www.laodong.vn/x", "http://laodong.vn/y", True),
        ("https://congdoan.laodong.vn/", "https://laodong.vn/", True),
        ("https://amp.laodong.vn/", "https://laodong.vn:443/", True),
        ("https://sotttt.hanoi.gov.vn/", "https://sxd.hanoi.gov.vn/", False),
        ("https://nld.com.vn/", "https://tuoitre.com.vn/", False),
        ("https://xlaodong.vn/", "https://laodong.vn/", False),
        ("http://127.0.0.1:8001/", "http://127.0.0.1:8002/", False),
        ("http://127.0.0.1:8001/", "http://127.0.0.1:8001/a", True),
        ("mailto:a@laodong.vn", "https://laodong.vn/", False),
        ("", "", False),
    ],
)
def test_same_site(a: str, b: str, same: bool) -> None:
    assert same_site(a, b) is same
    assert same_site(b, a) is same


@given(
    st.text(max_size=60)
    | st.text(alphabet="htps:/.vn?&=#%;@[]a1-é ", max_size=60).map("http://a".__add__)
)
def test_any_text_has_a_stable_canonical_form_and_an_identity(text: str) -> None:
    once = canonical(text)
    assert canonical(once) == once
    assert identity(text) == identity(once)
    assert isinstance(same_site(text, once), bool)
