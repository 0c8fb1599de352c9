"""PURE: the evidence of a source's health in Vietnamese.

`scheduler.health` and the guards write it in English, as the log, `status` and the database have
it. Alerts and pages tell it in the reader's language: each sentence has a shape here, its figures
are taken over. A sentence without one is told as it is; a test holds the shapes against what
health really writes.
"""

import re
from collections.abc import Callable
from typing import Final

from scheduler.words import Language

_WHAT: Final = {
    "titles": "tít", "texts": "thân bài", "leads": "sapo", "kickers": "đề dẫn",
    "authors": "tác giả", "publication dates": "ngày đăng", "update stamps": "ngày cập nhật",
    "images": "ảnh đại diện", "tags": "thẻ", "section": "chuyên mục",
}  # fmt: skip
_ANSWERS: Final = {
    "an anti-bot page": "trang chặn máy tự động", "a captcha": "trang captcha",
    "a login page": "trang đăng nhập", "a refusal (401, 403 or 451)": "từ chối (401, 403 hoặc 451)",
    "429 (too many requests)": "429 (hỏi quá nhiều)", "a ban by robots.txt": "robots.txt cấm",
    "a server error": "lỗi máy chủ", "a listing without articles": "trang danh sách không có bài",
    "a page in which no article was found": "trang không đọc ra bài",
    "a page that is no article": "trang không phải bài viết", "dns": "không tìm thấy tên miền",
    "refused": "từ chối kết nối", "timeout": "quá giờ", "truncated": "trang bị cụt",
    "too large": "trang quá lớn", "redirects": "chuyển hướng vòng quanh", "tls": "lỗi TLS",
    "http error": "lỗi HTTP", "maintenance": "trang báo bảo trì", "not html": "không phải HTML",
    "empty": "trang trống", "network": "lỗi mạng",
}  # fmt: skip
_SPANS: Final = {"days": "ngày", "hours": "giờ"}
_DAYS: Final = {
    "Monday": "thứ hai", "Tuesday": "thứ ba", "Wednesday": "thứ tư", "Thursday": "thứ năm",
    "Friday": "thứ sáu", "Saturday": "thứ bảy", "Sunday": "chủ nhật",
}  # fmt: skip


def _or_same(table: dict[str, str]) -> Callable[[str], str]:
    return lambda key: table.get(key, key)


_what, _answer, _span, _day = map(_or_same, (_WHAT, _ANSWERS, _SPANS, _DAYS))
_Told = Callable[[re.Match[str]], str]
_SHAPES: Final[tuple[tuple[re.Pattern[str], _Told], ...]] = tuple(
    (re.compile(shape, re.DOTALL), told)
    for shape, told in (
        (
            r"(.+) empty on (\d+) of the last (\d+) pages",
            lambda m: f"{_what(m[1])} trống ở {m[2]} trong {m[3]} trang gần nhất",
        ),
        (
            r"texts of the last (\d+) pages are only (\S+) as long as usual",
            lambda m: f"thân bài của {m[1]} trang gần nhất chỉ dài bằng {m[2]} thường lệ",
        ),
        (
            r"texts of the last (\d+) pages are (\S+) times as long as usual",
            lambda m: f"thân bài của {m[1]} trang gần nhất dài gấp {m[2]} lần thường lệ",
        ),
        (
            r"(.+) the same on the last (\d+) articles",
            lambda m: f"{_what(m[1])} giống hệt nhau ở {m[2]} bài gần nhất",
        ),
        (
            r"(\d+) of (\d+) known articles changed in one crawl \(usually (\S+)\)",
            lambda m: f"{m[1]} trong {m[2]} bài đã biết thay đổi cùng một lượt (thường lệ {m[3]})",
        ),
        (
            r"pages built in a new way on (\d+) of the last (\d+) pages "
            r"\((\S+) like the nearest known template, usually (\S+)\)",
            lambda m: (
                f"{m[1]} trong {m[2]} trang gần nhất dựng theo lối mới "
                f"(giống mẫu đã biết {m[3]}, thường lệ {m[4]})"
            ),
        ),
        (
            r"(.+) to (\d+) of the last (\d+) requests",
            lambda m: f"{_answer(m[1])}: {m[2]} trong {m[3]} lượt hỏi gần nhất",
        ),
        (
            r"all of the last (\d+) answers were 'not modified': its validators may lie",
            lambda m: (
                f"cả {m[1]} câu trả lời gần nhất đều là “không đổi” (304): "
                "dấu phiên bản của trang có thể sai"
            ),
        ),
        (
            r"(\S+) shows no articles where it used to show (\d+)",
            lambda m: f"{m[1]} không còn bài nào, trước nay thường có {m[2]}",
        ),
        (
            r"(\S+) shows (\d+) articles where it used to show (\d+)",
            lambda m: f"{m[1]} chỉ còn {m[2]} bài, trước nay thường có {m[3]}",
        ),
        (
            r"no new article for (\d+) (days|hours), in which some (\d+) usually come",
            lambda m: f"không có bài mới suốt {m[1]} {_span(m[2])}, thường lệ có chừng {m[3]} bài",
        ),
        (
            r"(\d+) of (\d+) articles changed at once, (\d+) of them by the same block(.*)",
            lambda m: (
                f"{m[1]} trong {m[2]} bài thay đổi cùng lúc, {m[3]} bài do cùng một đoạn{m[4]}"
            ),
        ),
        (
            r"(\d+) of (\d+) articles changed at once",
            lambda m: f"{m[1]} trong {m[2]} bài thay đổi cùng lúc",
        ),
        (
            r"(\d+) of (\d+) articles were gone at once",
            lambda m: f"{m[1]} trong {m[2]} bài mất cùng lúc",
        ),
        (
            r"the last (\d+) crawls failed \((.*)\)",
            lambda m: f"{m[1]} lượt gần nhất đều hỏng ({m[2]})",
        ),
    )
)
_SINCE: Final = re.compile(
    rf"(?P<text>.*), since (?:(?P<clock>\d\d:\d\d)|(?P<day>{'|'.join(_DAYS)})"
    r"|(?P<year>\d{4})-(?P<month>\d\d)-(?P<date>\d\d))",
    re.DOTALL,
)


def evidence_in(sentence: str, language: Language) -> str:
    """A sentence of evidence in the reader's language; one of unknown shape as it is.

    >>> evidence_in("titles empty on 18 of the last 20 pages, since Tuesday", "vi")
    'tít trống ở 18 trong 20 trang gần nhất, từ thứ ba'
    """
    if language == "en":
        return sentence
    since = _SINCE.fullmatch(sentence)
    text = sentence if since is None else since["text"]
    told = next((tell(found) for shape, tell in _SHAPES if (found := shape.fullmatch(text))), None)
    if told is None:  # quarantined as misread: the reason has its own day, before that of the state
        inner = _SINCE.fullmatch(text)
        if inner is None:
            return sentence
        told = evidence_in(text, language)
    return told if since is None else f"{told}, từ {_when(since)}"


def reason_in(reason: str, language: Language) -> str:
    """The reason of a state, which may be several sentences of evidence, parted by semicolons."""
    return "; ".join(evidence_in(sentence, language) for sentence in reason.split("; "))


def _when(since: re.Match[str]) -> str:
    if since["clock"]:
        return since["clock"]
    if since["day"]:
        return _day(since["day"])
    return f"{since['date']}/{since['month']}/{since['year']}"
