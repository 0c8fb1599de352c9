"""A small union paper for tests: articles, listings, a feed, and a source file for it."""

from collections.abc import Iterable
from pathlib import Path

import server

from crawler.source import Source, load_source

PARAGRAPHS = (
    "Liên đoàn Lao động tỉnh vừa trao hỗ trợ cho đoàn viên có hoàn cảnh khó khăn tại khu công "
    "nghiệp phía bắc, theo kế hoạch chăm lo đã công bố hồi đầu tháng.",
    "Theo ban tổ chức, mỗi suất gồm tiền mặt và nhu yếu phẩm, được gửi đến tận tay người lao động "
    "trong các khu nhà trọ quanh nhà máy.",
    "Đại diện công đoàn cơ sở cho biết chương trình sẽ kéo dài đến hết quý, ưu tiên lao động nữ "
    "đang nuôi con nhỏ và người mới mất việc làm.",
    "Người lao động tham gia đối thoại đã nêu nhiều kiến nghị về nhà ở, trường học cho con em và "
    "bữa ăn ca; lãnh đạo doanh nghiệp hứa trả lời bằng văn bản.",
)


def article(number: int, *, title: str | None = None, extra: str = "") -> server.Response:
    """An article's page: heading, lead, date, four paragraphs."""
    title = title or f"Công đoàn hỗ trợ đoàn viên đợt {number}"
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    return server.html(
        f"<article><h1>{title}</h1><time>22/11/2024 21:40</time>"
        f"<p class='lead'>Đợt {number} có thêm ba trăm suất hỗ trợ.</p>{body}{extra}</article>",
        title=title,
    )


def address(number: int, slug: str = "cong-doan-ho-tro-doan-vien") -> str:
    return f"/{slug}-{number}.html"


def listing(numbers: Iterable[int], *, next_page: str | None = None) -> server.Response:
    """A listing's page: a headline, a sapo and a link for each article, and a pager."""
    items = "".join(
        f"<div class='news'><h3><a href='{address(number)}'>Công đoàn hỗ trợ đoàn viên đợt {number}"
        f"</a></h3><p>Đợt {number} có thêm ba trăm suất hỗ trợ cho đoàn viên.</p></div>"
        for number in numbers
    )
    pager = f"<div class='paging'><a class='next' rel='next' href='{next_page}'>Sau</a></div>"
    page = f"<div class='list'>{items}</div>{pager if next_page else ''}"
    return server.html(page, title="Công đoàn")


def feed(site: server.Site, numbers: Iterable[int]) -> server.Response:
    """An RSS feed of the articles."""
    items = "".join(
        f"<item><title>Đợt {number}</title><link>{site.url(address(number))}</link></item>"
        for number in numbers
    )
    channel = f"<channel><title>RSS</title>{items}</channel>"
    text = f"<?xml version='1.0'?><rss version='2.0'>{channel}</rss>"
    return server.text(text, content_type="application/rss+xml; charset=utf-8")


def source_of(
    site: server.Site,
    folder: Path,
    *,
    name: str = "mau",
    discovery: str = 'listings = ["/cong-doan"]\nnext = "a.next"',
    politeness: str = "delay = 0\nautothrottle = false\nobey_robots = false",
    top: str = "",
) -> Source:
    """A source file on loopback, impolite unless told otherwise, loaded as users' files are."""
    path = folder / f"{name}.toml"
    path.write_text(
        f'name = "{name}"\nhome = "{site.url("/")}"\n{top}\n[discovery]\n{discovery}\n'
        f"article_url = '-(?P<id>\\d+)\\.html$'\n"
        f"[politeness]\nallow_private = true\n{politeness}\n",
        "utf-8",
    )
    return load_source(path)
