"""Platforms: recognised from the page first, from the host second, and all of them well formed."""

from dataclasses import fields

import pytest

from parsers import Page, Selectors
from parsers.html import HtmlDoc, parse_html, select
from parsers.platform import GENERIC, choose_platform, platform_named, platforms, recognise

SIGNED = {
    "mastercms": "<div class='x __MASTERCMS_CONTENT'></div>",
    "vccorp": "<div class='detail-content afcbc-body'></div>",
    "vnexpress": "<article class='fck_detail'></article>",
    "laodong": "<div class='chappeau'></div>",
    "neocms": "<div class='zce-content-body'></div>",
    "dantri": "<div id='desktop-in-article'></div>",
    "vietnamnet": "<h2 class='content-detail-sapo'></h2>",
    "baodautu": "<div id='content_detail_news'><table class='MASTERCMS_TPL_TABLE'></table></div>",
    "liferay": "<div class='asset-full-content'></div>",
    "uikit": "<ul class='uk-pagination tintuc__pagination'></ul>",
    "nukeviet": "<div id='news-bodyhtml'></div>",
    "joomla": "<div class='com-content-article'></div>",
    "wordpress": "<img class='wp-post-image'>",
    "generic": "<div class='noi-dung'></div>",
}


def doc(html: str, url: str = "https://vidu.example/bai-1.html") -> HtmlDoc:
    page = Page(url=url, body=f"<html lang='vi'><body>{html}<p>Chữ</p></body></html>".encode())
    return parse_html(page)


@pytest.mark.parametrize("name", SIGNED)
def test_recognised_by_its_signs_on_any_host(name: str) -> None:
    assert recognise(doc(SIGNED[name])).name == name


def test_every_platform_has_a_sign_here() -> None:
    assert {platform.name for platform in platforms()} == set(SIGNED) - {"generic"}


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://laodongthudo.vn/x-123456.html", "mastercms"),
        ("https://www.nld.com.vn/x.htm", "vccorp"),
        ("https://notnld.com.vn/x.htm", "generic"),
        ("https://laodong.vn/cong-doan/x-1.ldo", "laodong"),
        ("not a url", "generic"),
    ],
)
def test_the_host_is_a_hint(url: str, name: str) -> None:
    assert recognise(doc("<p>không dấu hiệu</p>", url)).name == name


def test_the_page_itself_is_surer_than_its_host() -> None:
    page = doc(SIGNED["mastercms"], "https://nld.com.vn/x.htm")
    by_name = {platform.name: platform.recognise(page) for platform in platforms()}
    assert by_name["mastercms"] > by_name["vccorp"] > 0
    assert recognise(page).name == "mastercms"


def test_sign_and_host_together_are_surest() -> None:
    page = doc(SIGNED["vccorp"] + SIGNED["mastercms"], "https://nld.com.vn/x.htm")
    assert recognise(page).name == "vccorp"


def test_the_generator_is_a_sign() -> None:
    generator = "<meta name='generator' content='NukeViet v4.5'>"
    html = f"<html lang='vi'><head>{generator}</head><body><p>x</p></body></html>"
    assert (
        recognise(parse_html(Page(url="https://a.example/", body=html.encode()))).name == "nukeviet"
    )


@pytest.mark.parametrize(
    ("html", "name"),
    [
        ("<html lang='vi'><body>{}</body></html>", "vccorp"),
        ("<html><head><title>Công đoàn</title></head><body>{}</body></html>", "vccorp"),
        ("<html lang='en'><body><h1>Đối thoại</h1>{}</body></html>", "vccorp"),
        ("<html lang='en'><body><h1>Unions</h1>{}</body></html>", "generic"),
    ],
)
def test_platforms_are_looked_for_on_vietnamese_pages(html: str, name: str) -> None:
    body = html.format(SIGNED["vccorp"]).encode()
    assert recognise(parse_html(Page(url="https://a.example/", body=body))).name == name


def test_a_platform_by_name() -> None:
    assert platform_named("liferay").title == "Liferay 6"
    assert platform_named("generic") is GENERIC
    with pytest.raises(KeyError, match=r"no platform 'lifera'; there are .*liferay"):
        platform_named("lifera")


def test_choice() -> None:
    page = doc(SIGNED["vccorp"])
    assert choose_platform(page, None, generic=True) is GENERIC
    assert choose_platform(page, "mastercms", generic=False).name == "mastercms"
    assert choose_platform(page, None, generic=False).name == "vccorp"


@pytest.mark.parametrize("name", [platform.name for platform in platforms()])
def test_every_selector_can_be_read(name: str) -> None:
    page = doc("<p>x</p>")
    platform = platform_named(name)
    assert platform.layouts
    assert platform.verified
    for layout in platform.layouts:
        for field in fields(Selectors):
            for selector in getattr(layout, field.name):
                select(page.root, selector)
