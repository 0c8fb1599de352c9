"""The author whom a page names beside the date in a box that is called nothing. Pure.

The shape of a name says little ("Đời Sống", "Hà Nội" have it too), so its place is asked first: in
the line of the date behind a bar or a dash, or in the line before or after it; and what the menu or
the breadcrumb leads to is a section.
"""

import re
from collections.abc import Sequence
from typing import Final

from parsers.boilerplate import LineKind, is_name, line_kind
from parsers.html import Element, text_of
from parsers.people import is_organisation, is_placeholder
from parsers.text import clean, match_key

_BEFORE = re.compile(r"(?P<name>\D{4,70}?)\s?(?:[|•·–—]|\s-)\s?(?P<label>[^\d|•·–—-]{0,30})\d")
_AFTER = re.compile(r"\d(?:\s?\(?gmt.{0,5})?\s?(?:[|•·–—]|-\s)\s?(?P<name>[^\d|•·–—]{4,60})", re.I)
_JOINED = re.compile(r"\s?[,&–/]\s?|\s-\s")
_SECTION_WORDS: Final = re.compile(
    r"\b(?:tin|tức|thời sự|sự kiện|hoạt động|công đoàn|lao động|chuyên mục|bài viết|bản tin|báo"
    r"|tạp chí|đời sống|xã hội|kinh tế|pháp luật|văn hóa|thể thao|giáo dục|chính trị|thông báo"
    r"|văn bản|trang chủ|hà nội|tp ?hcm|hồ chí minh|đà nẵng|cập nhật|giờ|lượt|google|việt nam"
    r"|góc nhìn|bạn đọc|tác giả khác|thông tin|liên kết|liên hệ|đối tác|thăm dò|ý kiến|hình ảnh"
    r"|chuyện|nổi bật|xem|đọc|kết nối|chúng tôi|website|danh mục|hỗ trợ|trực tuyến|quảng cáo"
    r"|dịch vụ|sản phẩm|thư viện|video|bình luận|chủ đề|từ khóa|tìm kiếm|đăng ký|tuyển dụng"
    r"|thống kê|truy cập|bản đồ|góp ý|nhịp cầu|diễn đàn|phóng sự|khác|mới"
    r"|trực tiếp|quyết định|nghị quyết|kế hoạch"
    r"|công văn|hướng dẫn|báo cáo|tờ trình|quy chế"
    r"|góc|ảnh|posted|published|updated|on|by|share|views|news)\b"
)
"""Words of sections, places and labels, which the names of people are seldom made of."""


MOST_PARTS: Final = 3
"""A byline with more elements than these is a list."""


def named_beside(
    date: Element, text: str, lines: Sequence[tuple[Element, str]]
) -> tuple[str, Element] | None:
    """The name in the line of the date, or in one of the `lines` next to it, with its element."""
    for shape in (_BEFORE, _AFTER):
        found = shape.match(text) if shape is _BEFORE else shape.search(text)
        if found is not None and names_somebody(name := found["name"].strip(" |-–—•·")):
            return name, date
    parts = [(date, text_of(part)) for part in date.iter("span", "a", "b", "strong", "i", "em")]
    for el, line in (*parts, *lines):
        if len(line) <= 60 and names_somebody(line.strip(" |-–—•·,")) and not is_placeholder(line):
            return line.strip(" |-–—•·,"), el
    return None


def names_somebody(text: str) -> bool:
    """Whether a line is shaped as the names of people and worded as no section or place."""
    if line_kind(text) is LineKind.BYLINE:
        return True
    return (
        len(text.split()) <= 8
        and all(len(name.split()) >= 2 for name in _JOINED.split(text))
        and is_name(text)
        and not is_organisation(text)
        and line_kind(text) is None
        and not _SECTION_WORDS.search(text.lower())
    )


def leads_elsewhere(name: str, title: Element) -> bool:
    """Whether a link before the title bears a name: then it is that of a section."""
    key = match_key(name)
    for node in title.getroottree().getroot().iter("a", str(title.tag)):
        if node is title:
            return False
        if node.tag == "a" and match_key(text_of(node)) == key:
            return True
    return False


def bylines_of(el: Element, text: str) -> list[str]:
    """The names in a byline whose parts stand side by side with no blank, or under each other:
    beside the name of the author, his address, office or employer.
    """
    if not 1 <= len(el) <= MOST_PARTS:
        return [text]
    parts = [el.text or ""]
    for child in el:
        if child.tag == "br" or (parts[-1] and not parts[-1][-1].isspace()):
            parts.append("")
        parts[-1] += f"{text_of(child)}{child.tail or ''}"
    shown = [part for part in map(clean, parts) if part]
    if len(shown) < 2 or not is_name(shown[0]) or " " not in shown[0]:
        return [text]
    return [part for part in shown if is_name(part)]
