"""Selectors answered from the index find what libxml2 finds, in the same order."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers import Page
from parsers.html import HtmlDoc, SelectorError, parse_html, select
from parsers.index import Index

MARKUP = """<html><head><title>a</title></head><body class="trang">
<div id="khung" class="a b"><p class="a">một</p><div class="a"><p>hai</p><p class="b a" data-x="sapo">ba</p>
<span class="c-d a	a
" style="text-align: right">bốn</span></div><p class="a">năm</p></div>
<div class="b"><div class="b"><p>sáu</p><ul><li><a class="a" href="/x" rel="next">bảy</a></li></ul></div><p>tám</p></div>
</body></html>"""
SELECTORS = (
    "p", ".a", "#khung", ".trang .a", ".b p", ".b > p", ".b .b > p", "div > div > p", "div.a > p.a", ".a.b", "p[data-x=sapo]",
    "[class*=c-]", "a[rel=next][href]", "span[style*=right]", ".keine", "#keine .a", ".a > .a", ".b div", "body.trang > div", ".a .a",
    ".a, .b", "li:last-child", ".a + p", "//p", ".//p[@class]", "div.b *",
)  # fmt: skip
PARTS = st.sampled_from(
    [
        "div",
        "p",
        "span",
        "a",
        "li",
        ".a",
        ".b",
        "#khung",
        "div.a",
        "p.a.b",
        "[class]",
        "p[class*=a]",
    ]
)


def page(markup: str = MARKUP) -> HtmlDoc:
    return parse_html(Page(url="https://bao.example.vn/1.html", body=markup.encode()))


@pytest.mark.parametrize("selector", SELECTORS)
def test_the_index_finds_what_libxml2_finds(selector: str) -> None:
    doc = page()
    index = Index(doc.elements)
    for element in doc.elements:
        assert index.select(element, selector) == select(element, selector)


@settings(deadline=None)
@given(
    st.lists(PARTS, min_size=1, max_size=4),
    st.lists(st.sampled_from([" ", " > "]), min_size=3, max_size=3),
)
def test_however_selectors_are_put_together(parts: list[str], signs: list[str]) -> None:
    selector = parts[0] + "".join(sign + part for sign, part in zip(signs, parts[1:], strict=False))
    doc = page()
    index = Index(doc.elements)
    for element in doc.elements:
        assert index.select(element, selector) == select(element, selector)


def test_all_selectors_of_all_platforms_on_all_fixtures() -> None:
    from parsers.platform import platforms

    selectors = {
        selector
        for platform in platforms()
        for layout in platform.layouts
        for name in type(layout).__dataclass_fields__
        for selector in getattr(layout, name)
        if isinstance(getattr(layout, name), tuple)
    }
    assert len(selectors) > 300
    found = 0
    for path in sorted((Path(__file__).parent.parent / "fixtures").rglob("page.html")):
        doc = page(path.read_text("utf-8", "replace"))
        index = Index(doc.elements)
        for selector in selectors:
            elements = index.select(doc.root, selector)
            assert elements == select(doc.root, selector), (path, selector)
            found += len(elements)
    assert found > 1000


def test_a_wrong_selector_is_an_error() -> None:
    doc = page()
    with pytest.raises(SelectorError):
        Index(doc.elements).select(doc.root, "div..a")
