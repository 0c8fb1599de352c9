"""What a line of a page reads like when it is not the article: one closed list of kinds.

Works on plain text, so that pages and text captures share it. It only says how a line READS:
"Tin khác" can be the heading of a list or the subject of an article, so the caller asks for a
second witness (links, dates, position, repetition) before it drops anything. Pure; compares
folded text.
"""

import re
from functools import lru_cache
from typing import Final

from parsers.shapes import CORRECTION, CORRECTION_PARTS, HEADS, INSIDE, SHAPES, STAMPS, LineKind
from parsers.text import fold
from parsers.vocabulary import (
    ADVERT_LINES,
    COMMENT_LINES,
    LIST_HEADINGS,
    LIST_SUBJECTS,
    NAVIGATION_LINES,
    SHARE_LINES,
    SPEECH_LINES,
    TAG_WORDS,
)

__all__ = [
    "ALWAYS_CHROME",
    "LineKind",
    "is_boilerplate_heading",
    "is_byline",
    "is_correction",
    "is_counter",
    "is_credited",
    "is_date_line",
    "is_dated_headline",
    "is_link_line",
    "is_name",
    "is_notice",
    "is_source_note",
    "line_kind",
]

LONGEST_LABEL: Final = 160
"""Longer lines are prose: no label that long has been seen."""

ALWAYS_CHROME: Final = frozenset(
    {
        LineKind.COUNTER,
        LineKind.SHARE,
        LineKind.SPEECH,
        LineKind.FOLLOW,
        LineKind.ADVERT,
        LineKind.COMMENTS,
        LineKind.NEWSLETTER,
        LineKind.MASTHEAD,
        LineKind.NAVIGATION,
    }
)
"""Kinds that no sentence of an article is written in: a whole short line is witness enough."""

_EXACT: Final[dict[str, LineKind]] = {
    **dict.fromkeys(NAVIGATION_LINES, LineKind.NAVIGATION),
    **dict.fromkeys(SHARE_LINES, LineKind.SHARE),
    **dict.fromkeys(SPEECH_LINES, LineKind.SPEECH),
    **dict.fromkeys(ADVERT_LINES, LineKind.ADVERT),
    **dict.fromkeys(COMMENT_LINES, LineKind.COMMENTS),
    **dict.fromkeys(LIST_HEADINGS, LineKind.LIST_HEADING),
    **dict.fromkeys(TAG_WORDS, LineKind.TAGS),
}
_HEADS: Final = HEADS | {phrase.split()[0] for phrase in (*_EXACT, *LIST_SUBJECTS)}

_DECORATION = re.compile(
    r"^[^\w(©#]+|(?<![^\w)!?.%\"'”’])[^\w)!?.%\"'”’]+$|(?<!\s)\s*\(\s*\d*\s*\)\s*$"
)
_QUOTED = re.compile(r"\s*[»›][^«‹]{1,150}[«‹]")
"""German and Danish quotations open as the arrow before a link does."""
_HASHTAGS = re.compile(r"(?:#\w{2,40}[\s,;]*)+")
_PUNCTUATION = re.compile(r"[^\w\s]+")
_START = re.compile(r"[^\w©]*+(©|[^\W_]+)")
_FIRST_WORD = re.compile(r"[^\W_]+")
_BARS = re.compile(r"\s[|•·]\s")
_LINK_LINE = re.compile(
    r"^\s*(?:>>+|»+|›+|►+|▶+|➤+|➜+|→+|👉|☛|\[?\s?(?:xem thêm|đọc thêm|xem tiếp|mời xem|mời đọc"
    r"|tin liên quan|bài liên quan|podcast|(?:bài|tin|kỳ) (?:trước|sau|tới|kế tiếp|tiếp theo|tiếp)"
    r"|see more|read more|read also|also read|see also|read|related"
    r"|more|watch|watch now|recommended|lire aussi|lesen sie auch|lee también|leggi anche"
    r"|leia também|mehr dazu)\s?(?:\]|\]?\s?[:>»|]))\s*\S",
    re.IGNORECASE,
)


def line_kind(text: str) -> LineKind | None:
    """Say how one line reads, or None for prose.

    >>> line_kind("TIN LIÊN QUAN")
    <LineKind.LIST_HEADING: 'list heading'>
    >>> line_kind("Lượt xem: 12345")
    <LineKind.COUNTER: 'counter'>
    >>> line_kind("Tin khác với dự đoán, công nhân ở lại nhà máy.") is None
    True
    """
    if len(text) > LONGEST_LABEL:
        return LineKind.CORRECTION if _opens_a_correction(text[:40]) else None
    return _kind_of_label(text)


def _opens_a_correction(text: str) -> bool:
    """Whether a text begins as a correction does; most are told by the letters they lack."""
    start = _START.match(text)
    if start is None or start[1][0].lower() not in "clexbtdđ":
        return False
    folded = fold(text)
    return any(part in folded for part in CORRECTION_PARTS) and bool(
        CORRECTION.match(_words(folded))
    )


@lru_cache(maxsize=4096)
def _kind_of_label(text: str) -> LineKind | None:
    if _LINK_LINE.match(text) and not _QUOTED.match(text):
        return LineKind.LINK_LINE
    if text[:1] == "#" and _HASHTAGS.fullmatch(text):
        return LineKind.TAGS
    folded = fold(text)
    head = _FIRST_WORD.search(folded)
    if head is None:
        return None
    if not (head[0] in _HEADS or head[0][0].isdigit() or any(w in folded for w in INSIDE)):
        return None
    folded = _DECORATION.sub("", folded.strip())
    words = _words(folded)
    if words in _EXACT:
        return None if _opens_an_answer(words, text) else _EXACT[words]
    if CORRECTION.match(words):
        return LineKind.CORRECTION
    for kind, shape in SHAPES:
        if shape.fullmatch(words if kind is LineKind.LIST_HEADING else folded):
            return kind
    return LineKind.DATE if STAMPS.fullmatch(folded) else _kind_of_parts(text)


def _kind_of_parts(text: str) -> LineKind | None:
    """The kind of a line of several labels parted by bars ("Lượt xem: 204 | Bình luận: 3")."""
    parts = _BARS.split(text)
    kinds = [_kind_of_label(part) for part in parts] if len(parts) > 1 else []
    telling = [kind for kind in kinds if kind in ALWAYS_CHROME]
    if telling and all(kind in ALWAYS_CHROME or kind is LineKind.DATE for kind in kinds):
        return telling[0]
    return None


def _opens_an_answer(words: str, text: str) -> bool:
    """Whether the label of a button ("Trả lời") opens what somebody says ("Trả lời:")."""
    return words == "tra loi" and text.rstrip().endswith(":")


def _words(folded: str) -> str:
    return " ".join(_PUNCTUATION.sub(" ", folded).split())


def is_boilerplate_heading(text: str) -> bool:
    """Say whether the line is a heading under which other articles are listed."""
    return line_kind(text) is LineKind.LIST_HEADING


def is_link_line(text: str) -> bool:
    """Say whether the line points to one other article (">> ...", "Xem thêm: ...")."""
    return line_kind(text) is LineKind.LINK_LINE


def is_counter(text: str) -> bool:
    """Say whether the line is a number that changes at every look ("Lượt xem: 123")."""
    return line_kind(text) is LineKind.COUNTER


def is_source_note(text: str) -> bool:
    """Say whether the line names where the text was taken from ("Nguồn: TTXVN")."""
    return line_kind(text) is LineKind.SOURCE


def is_correction(text: str) -> bool:
    """Say whether the paragraph declares a correction ("Đính chính: ..."): it stays."""
    return _opens_a_correction(text[:40]) and line_kind(text) is LineKind.CORRECTION


def is_date_line(text: str) -> bool:
    """Say whether the line is a date or a time and nothing else."""
    return line_kind(text) is LineKind.DATE


def is_byline(text: str) -> bool:
    """Say whether the line names its authors by word ("Bài và ảnh: ..."); see also `is_name`."""
    return line_kind(text) is LineKind.BYLINE


_WORD = r"[^\W\d_][\w'’.\-]*"
_NAMES = rf"{_WORD}(?:\s{_WORD}){{0,5}}"
_NAME = re.compile(
    rf"(?P<names>{_NAMES}(?:\s?[,&–\-/]\s?{_NAMES}){{0,4}})"
    r"(?:\s?\((?:[A-ZĐ]{2}[\w.+/ ]{0,20}|[Tt]ổng hợp"
    r"|[Tt]hực hiện|[Gg]hi|dịch|lược dịch|[Tt]heo [^()]{2,40}|t/h|th)\)"
    r"|\s(?:tổng hợp|thực hiện))?"
)


def is_name(text: str) -> bool:
    """Say whether the line is shaped like names of people ("Minh Chiến", "THUẬN VĂN - LÊ ÁNH").

    A heading can have this shape too: ask only of a last line, or of one set to the right.
    """
    if not 3 < len(text) <= 60 or text.count("-") > 4:
        return False
    found = _NAME.fullmatch(text.removesuffix(" thực hiện"))
    return found is not None and all(
        word[0].isupper() for word in re.findall(r"[^\W\d_][\w'’]*", found["names"])
    )


_CREDIT = re.compile(
    r"(?:^|[\s(|.])(?:ảnh|nguồn ảnh|đồ họa|photo|image|picture|photograph|photo credit|foto|credit)"
    r"\s?(?:by|from|courtesy of|:|©)\s?(?:[^.:]|(?<=\b\w)\.){2,60}\)?\.?$"
    r"|[\s(|.](?:clip|video)\s?:\s?(?:[^.:]|(?<=\b\w)\.){2,60}\)?\.?$"
    r"|\((?:ảnh|photo|image)[^()]{0,50}\)\.?$"
    r"|(?:getty images|/\s?(?:ap|afp|reuters|getty|ttxvn)|shutterstock|unsplash|istock)\)?\.?$",
    re.IGNORECASE,
)


def is_credited(text: str) -> bool:
    """Say whether the text ends with whose picture it is about ("... Ảnh: Hải Yến")."""
    return len(text) <= 400 and _CREDIT.search(text[-90:]) is not None


_DATED_HEADLINE = re.compile(
    r".{15,200}[^.!?:;]\s[(\[](?:\d{1,2}:\d{2}\s)?\d{1,2}[/.\-]\d{1,2}(?:[/.\-]\d{2,4})?"
    r"(?:\s\d{1,2}:\d{2})?[)\]]"
)


def is_dated_headline(text: str) -> bool:
    """Say whether a line is a headline with the day of another article in brackets after it."""
    return text[-1:] in (")", "]") and _DATED_HEADLINE.fullmatch(text) is not None


_NOTICE = re.compile(
    r"[^\w©]*+(?:(?:this|our|the) (?:web)?site (?:uses|is protected|stores)"
    r"|we(?: and our \w+)? (?:use|store) (?:\w+ )?cookies"
    r"|we and our (?:\w+ ){0,3}partners\b"
    r"|by (?:continuing|clicking|using|subscribing|submitting|signing up|providing|registering"
    r"|creating an)\b.{0,200}(?:agree|consent|accept|terms|privacy|polic|cookies)"
    r"|your (?:email|e-mail) (?:address )?will (?:not|never)|you must be logged|you are commenting"
    r"|this (?:material|document|article|content|site|page)"
    r" (?:may not be|is (?:subject to copyright|protected by|licensed))"
    r"|the (?:material|content)s? on this site|(?:\w+ ){0,3}all rights reserved|©"
    r"|copyright (?:©|\d)"
    r"|registration on or use of this site|this (?:site|form) is protected by"
    r"|this slideshow requires|(?:please )?enable javascript|(?:your|this) browser (?:does|is)"
    r"|(?:sign up|subscribe|register|get)\b.{0,120}(?:newsletter|inbox|email alerts)"
    r"|sign up (?:here )?(?:for breaking news|(?:to|for) (?:our|the) (?:\w+ ){0,4}emails?\b)"
    r"|subscribe\b.{0,80}\b(?:sent|delivered) to your e-?mail\b"
    r"|start (?:the|your) (?:day|morning|week)\b.{0,160}\b(?:inbox|newsletter)"
    r"|click here to (?:sign up|subscribe|join our|(?:get|download) (?:the|our) .{0,40}\bapp\b)"
    r"|(?:do you have|have you got|got|have) (?:a|any) (?:(?:news|confidential) )?"
    r"(?:story|stories|tips?)\b.{0,60}\b(?:e-?mail|contact|call|get in touch|let us know)\b"
    r"|for (?:all |more of )?the latest .{0,80}\b(?:visit|follow|click|download)\b"
    r"|join our .{0,40}\b(?:whatsapp|telegram|facebook|reddit|discord)\b"
    r"|(?:new\W*)?you can now listen to\b.{0,40}\barticles"
    r"|(?:e-?mail\W*)?i would like to (?:be e-?mailed|receive)\b"
    r"|to (?:view|watch) this video,? please"
    r"|to show you this content, we need|this content is (?:provided|hosted) by .{0,60}\bcookies"
    r"|(?:get|have) .{2,60} delivered (?:through|to) your (?:letterbox|door|home|inbox)\b"
    r"|have a (?:news )?tip\?|this field is for validation"
    r"|(?:kính |xin )?mời (?:(?:quý |các )?(?:bạn đọc|độc giả|khán giả|thính giả)|quý vị)"
    r" (?:cùng )?(?:theo dõi|đón|xem|nghe|đọc|truy cập|vào|tham gia|gửi)\b"
    r"|(?:(?:quý )?(?:bạn đọc|độc giả)|mọi (?:câu hỏi|bài vở|thắc mắc))\b[^.?!:]{0,60}"
    r"\b(?:gửi|liên hệ|gọi)\b[^.?!]{0,60}\b(?:e-?mail|hộp thư|hotline|đường dây nóng)\b"
    r"|(?:trang (?:web|tin)?|website|chúng tôi)\b.{0,30}(?:sử dụng|dùng) (?:các )?cookie"
    r"|(?:trên đây là [^.]{5,120}\. )?(?:mọi|nếu (?:bạn|quý khách|có|còn)) [^.]{0,60}"
    r"(?:thắc mắc|vướng mắc|cần (?:tư vấn|hỗ trợ))[^.]{0,60}(?:liên hệ|gọi)[^.]{0,60}"
    r"(?:hotline|tổng đài|1[89]00)"
    r"|đặt lịch (?:khám|hẹn|tư vấn)\b[^.?]{0,40}(?:gọi|nhắn|hotline|1[89]00|zalo)"
    r"|mọi hành vi sao chép|nghiêm cấm sao chép|vui lòng ghi rõ nguồn"
    r"|bản quyền (?:(?:bài viết|nội dung|hình ảnh|tác phẩm) )?thuộc"
    r"|(?:bạn|theo bạn|quý vị|độc giả)\b[^.?]{3,80}\?\s(?:hãy|xin|mời|vui lòng)\b[^.?]{3,60}"
    r"(?:bình luận|ý kiến|chia sẻ)"
    r"|giấy phép (?:số|hoạt động|thiết lập) (?:báo|trang|.{0,12}gp)"
    r"|(?:bạn|quý vị|độc giả)\b[^?:]{3,90}\b(?:đăng nhập|đăng ký(?: tài khoản)?|mua gói)\b"
    r"[^?:]{0,30} để (?:đọc|xem)\b|(?:hãy |vui lòng )?đăng nhập để (?:bình luận|gửi|đọc|xem)"
    r"|privacy notice:|do you have an opinion on the issues raised\b|users browsing this\b"
    r"|haben sie (?:fragen|fehler|anregungen|kritik|hinweise)\b.{0,120}"
    r"\b(?:schreiben|mailen|redaktion)"
    r"|dieses thema im programm:|über dieses thema berichtete\b"
    r"|um (?:dieses|diesen|diese) \w+ (?:anzusehen|ansehen|anzuschauen|anzuzeigen|zu sehen)\b"
    r"|mit ihrer zustimmung (?:wird|werden) hier\b"
    r"|\(?(?:alle|mehr|weitere) (?:news|nachrichten|infos)\b.{0,90}"
    r"\b(?:facebook|newsletter|whatsapp)"
    r"|(?:chaque \w+, )?recevez\b.{0,120}\b(?:newsletter|boîte|e-?mail|inscri)"
    r"|(?:apúntate|suscríbete)\b.{0,60}\b(?:newsletter|boletín)"
    r"|an dieser stelle finden sie (?:externe )?inhalte|um eingebettete inhalte anzuzeigen"
    r"|mit ihrer (?:registrierung|anmeldung) (?:nehmen|stimmen|akzeptieren)"
    r"|il vous reste \d|cet article est réservé|sigue toda la información|riproduzione riservata"
    r"|diese (?:web)?s(?:eite|ite) verwendet|wir verwenden cookies|ce site utilise"
    r"|este sitio utiliza|questo sito utilizza|o seu endereço de e-mail não)",
    re.IGNORECASE,
)


_NOTICES_BEGIN: Final = frozenset(
    "this our the we by your you copyright registration please enable sign subscribe register get "
    "start click do have got for join new newyou e email i to users privacy haben dieses über um "
    "mit alle mehr weitere chaque recevez apúntate suscríbete an kính xin mời quý các trang "
    "website chúng mọi nghiêm vui bản bạn theo độc giấy hãy đăng il cet sigue riproduzione diese "
    "wir ce este questo o trên nếu đặt ©".split()
)
"""How the notices above begin: most paragraphs are told by these to be none, and a new notice needs
its first word here.
"""


def is_notice(text: str) -> bool:
    """Say whether a paragraph is a notice of the site: cookies, copyright, registration."""
    start = _START.match(text)
    if start is None:
        return False
    if start[1].lower() not in _NOTICES_BEGIN and "rights reserved" not in text[:90].lower():
        return False
    return _NOTICE.match(text) is not None
