"""What a short line of a page reads like when it is not the article: one closed list of kinds, told by words and shape.

Works on plain text, so that pages and text captures share it. It only says how a line READS: "Tin khác" can be the
heading of a list or the subject of an article, so the caller asks for a second witness (links, dates, position,
repetition) before it drops anything. Pure; compares folded text; never looks into a line longer than a label can be.
"""

import re
from enum import StrEnum
from functools import lru_cache

from parsers.text import fold
from parsers.vocabulary import (
    ADVERT_LINES,
    COMMENT_LINES,
    LIST_HEADINGS,
    LIST_QUALITIES,
    LIST_SUBJECTS,
    NAVIGATION_LINES,
    SHARE_LINES,
    SPEECH_LINES,
    TAG_WORDS,
)

LONGEST_LABEL = 160
"""Lines longer than this are prose: a label that long has not been seen."""


class LineKind(StrEnum):
    """How a line reads. One line has one kind; prose has none."""

    LIST_HEADING = "list heading"  # "Tin khác", "Có thể bạn quan tâm": other articles follow
    LINK_LINE = "link line"  # ">> Bài viết khác": one other article, on a line of its own
    COUNTER = "counter"  # "Lượt xem: 12345"
    BYLINE = "byline"  # "Bài và ảnh: Minh Chiến", "By Jane Doe"
    SOURCE = "source"  # "Nguồn: TTXVN", "(Theo Báo Lao động)"
    SHARE = "share bar"
    SPEECH = "text to speech"
    FOLLOW = "follow us"  # "Theo dõi Báo X trên Google News"
    CORRECTION = "correction"  # "Đính chính: ..." — belongs to the article
    NAVIGATION = "navigation"
    ADVERT = "advertisement"
    COMMENTS = "comments"
    TAGS = "tags"
    DATE = "date"
    MASTHEAD = "masthead"  # "Tổng Biên tập: ...", "© 2024 ...", licence numbers
    NEWSLETTER = "newsletter"


_DECORATION = re.compile(r"^[^\w(©#]+|[^\w)!?.%\"'”’]+$|\s*\(\s*\d*\s*\)\s*$")
_FIRST_WORD = re.compile(r"[^\W_]+")
_PUNCTUATION = re.compile(r"[^\w\s]+")

_LIST_HEADING = re.compile(
    r"(?:(?:cac|nhung|mot so|moi)\s)?(?:"
    + "|".join(sorted(LIST_SUBJECTS, key=len, reverse=True))
    + r")(?:\s(?:"
    + "|".join(sorted(LIST_QUALITIES, key=len, reverse=True))
    + r"))(?:\s(?:nhat|khac|lien quan|trong ngay|cua tac gia))?"
    r"|(?:more|latest|other|recent|top|popular|related)\s(?:from|in|on|about|by|stories|news|posts|articles)"
    r"(?:\s\w+){0,4}"
    r"|(?:bai|tin)\s(?:cung|moi|khac)\s(?:trong\s)?(?:chuyen muc|chu de|tac gia)(?:\s\w+){0,3}"
    r"|(?:tin|bai viet|thong tin)\s(?:cung|khac|moi)(?:\s\w+){0,2}"
)
_COUNTER = re.compile(
    r"(?:so\s)?(?:luot|lan)\s(?:xem|doc|truy cap|tai|thich|chia se|nghe|binh luan)\D{0,12}[\d.,]*\s*k?"
    r"|(?:luot xem|luot doc|views?|hits|reads|lu?ot truy cap|da xem|da doc|shares?|comments?)\s*[:\-]?\s*[\d.,]+\s*k?"
    r"|[\d.,]+\s*k?\s*(?:luot|lan)?\s?(?:xem|doc|thich|chia se|binh luan|truy cap|views?|likes?|shares?|comments?"
    r"|reads|hits|phan hoi|y kien|tweets?|retweets?|reactions?|min(?:ute)?s?\s?(?:read)?|phut doc)"
    r"|(?:reading time|read time|estimated reading time|time to read)\W.{0,20}"
    r"|\d+(?:[.,]\d+)?x|\d{1,2}:\d{2}(?:\s*/\s*\d{1,2}:\d{2})?|[\d.,]+|\d[.,]?\d*/5"
)
_BYLINE = re.compile(
    r"(?:tac gia|nguoi viet|nguoi dang|bien tap|thuc hien|bai va anh|bai anh|bai, anh|bai & anh|tin, anh|tin va anh"
    r"|tin anh|tin bai|tin, bai|anh va bai|bai|nhom pv|pv|phong vien|bien dich|tong hop|trinh bay|do hoa|dang boi"
    r"|dua tin|cong tac vien|ctv|clip|video|anh)"
    r"\s?(?:[:\-–|]\s?\S.{0,70})"
    r"|(?:written|posted|reported|published|edited|story|words|photos?|photographs?|reporting)\s?by\s?:?\s?\S.{0,80}"
    r"|by:?\s(?:[a-z.'\-]+\s?){1,6}|(?:author|reporter|editor)s?\s?:\s?\S.{0,70}"
)
_SOURCE = re.compile(
    r"\(?(?:nguon(?: tin| anh| bai)?|source|sources|via|quelle|fuente|fonte)\s?:\s?\S.{0,100}"
    r"|\(?theo\s(?:bao|tap chi|dai|trang|ttxvn|vtv|vov|vnexpress|dan tri|vietnamnet|laodong|lao dong|nld|nhan dan"
    r"|tuoi tre|thanh nien|cong thong tin|reuters|ap|afp|bloomberg|cnn|bbc|the guardian)\b[^.;:]{0,60}\)?"
)
_FOLLOW = re.compile(
    r"(?:(?:moi|hay)\s)?(?:(?:quy vi|ban|cac ban|ban doc|doc gia)\s)?(?:cung\s)?theo doi\s(?:\S+\s){0,14}?(?:tren|tai|qua|kenh|fanpage"
    r"|google news|zalo|facebook|youtube|tiktok)(?:\s\S+){0,12}"
    r"|(?:tham gia|ket ban)\s(?:nhom|group|kenh|zalo)(?:\s\S+){0,14}"
    r"|(?:follow|like|join|find|connect with)\s(?:us|me|\w+(?:\s\w+){0,4})\s(?:on|at)\s(?:facebook|twitter|instagram|x\b|linkedin|youtube|tiktok"
    r"|whatsapp|telegram|google|social|threads|bluesky|pinterest)(?:\W+\w+){0,14}"
    r"|follow\s@?\w+(?:\s\w+)?|follow us.{0,80}|stay connected.{0,60}"
)
_CORRECTION = re.compile(
    r"(?:\(?dinh chinh|cao loi|loi cai chinh|cai chinh|xin loi ban doc|thong tin dinh chinh|ban dinh chinh"
    r"|correction|corrections|clarification|editor s note|erratum)\b"
)
_SPEECH = re.compile(
    r"(?:(?:giong\s)?(?:nam|nu)(?:\smien\s(?:bac|nam|trung))?\s?){2,}|(?:nghe|doc)\s(?:bai|tin|noi dung).{0,20}"
)
_ADVERT = re.compile(r"(?:qc|ad|advertisement)\s?[:\-]\s?.{0,40}")
_COMMENTS = re.compile(
    r"(?:binh luan|y kien|phan hoi|comments?)\s?\(?\s?\d*\s?\)?"
    r"|(?:dang nhap|hay dang nhap|vui long).{0,40}(?:binh luan|gui y kien|tieng viet co dau|noi dung)"
    r"|vui long nhap\s.{0,30}"
    r"|your email address will not be published.{0,60}|(?:please\s)?(?:log|sign) in to (?:leave|post|comment|reply).{0,40}"
    r"|be the first to comment.{0,20}|save my name.{0,90}"
)
_TAGS = re.compile(
    r"(?:" + "|".join(sorted(TAG_WORDS, key=len, reverse=True)) + r")\s?[:|]\s?.{0,150}"
)
_DATE = re.compile(
    r"(?:(?:thu (?:hai|ba|tu|nam|sau|bay|\d)|chu nhat|cn|ngay|cap nhat|dang luc|luc|ngay dang|xuat ban|dang ngay"
    r"|cap nhat luc|cap nhat ngay|published|updated|posted|last updated|first published|modified|on|at|date"
    r"|(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?)[\s,:|\-]*)*"
    r"(?:\d{1,2}:\d{2}(?::\d{2})?\s?(?:am|pm)?[\s,|\-]*(?:ngay\s)?)?"
    r"(?:\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}|\d{4}[/.\-]\d{1,2}[/.\-]\d{1,2}|\d{1,2}\sthang\s\d{1,2}(?:,?\snam)?\s\d{4}"
    r"|\d{1,2}(?:st|nd|rd|th)?\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s\d{4}"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s\d{4})"
    r"[\s,|\-]*(?:(?:at|luc)\s)?(?:\d{1,2}[:h]\d{2}(?::\d{2})?)?\s?(?:am|pm)?\s?\(?(?:gmt|utc|ict|est|edt|pst|pdt|et|pt|bst|cet)?\s?[+\-]?\d*(?::00)?\)?"
    r"|(?:\d{1,2}|an?)\s(?:phut|gio|ngay|tuan|thang|nam|minutes?|hours?|days?|weeks?|months?|years?|mins?|hrs?)\s(?:truoc|ago)"
    r"|\d{1,2}[:h]\d{2}\s?[,|\-]\s?\d{1,2}[/.\-]\d{1,2}"
)
_MASTHEAD = re.compile(
    r"(?:pho\s)?tong bien tap\b.{0,80}|(?:co quan (?:chu quan|ngon luan)|don vi chu quan)\b.{0,120}"
    r"|giay phep\b.{0,150}|(?:dien thoai|hotline|duong day nong|tel|fax|toa soan|tru so|dia chi|email|lien he quang cao"
    r"|lien he)\s?:.{0,120}|(?:ban quyen|©|copyright|\(c\))\s.{0,140}|©.{0,140}|all rights reserved.{0,80}"
    r"|.{0,60}\ball rights reserved\.?|(?:ghi ro nguon|khong sao chep|nghiem cam sao chep|chi duoc phat hanh lai).{0,120}"
    r"|issn\b.{0,40}"
)
_NEWSLETTER = re.compile(
    r"(?:dang ky|nhan)\s(?:nhan\s)?(?:ban tin|tin moi|thong bao|email|newsletter).{0,100}"
    r"|(?:sign up|subscribe|register)\s(?:for|to|now|here|today)\b.{0,140}|(?:get|receive)\s.{0,60}(?:newsletter|in your inbox|to your inbox).{0,60}"
    r"|.{0,60}\b(?:newsletters?|inbox)\s?(?:here|today|sign up)?[.!]?"
)
_LINK_LINE = re.compile(
    r"^\s*(?:>>+|»+|›+|►+|▶+|➤+|➜+|→+|👉|☛|\[?\s?(?:xem thêm|đọc thêm|xem tiếp|mời xem|mời đọc|tin liên quan|bài liên quan"
    r"|see more|read more|read also|also read|see also|read|related|more|watch|watch now|recommended|lire aussi|lesen sie auch"
    r"|lee también|leggi anche|leia também|mehr dazu)\s?\]?\s?[:>»|])\s*\S",
    re.IGNORECASE,
)

_EXACT: dict[str, LineKind] = {
    **dict.fromkeys(NAVIGATION_LINES, LineKind.NAVIGATION),
    **dict.fromkeys(SHARE_LINES, LineKind.SHARE),
    **dict.fromkeys(SPEECH_LINES, LineKind.SPEECH),
    **dict.fromkeys(ADVERT_LINES, LineKind.ADVERT),
    **dict.fromkeys(COMMENT_LINES, LineKind.COMMENTS),
    **dict.fromkeys(LIST_HEADINGS, LineKind.LIST_HEADING),
    **dict.fromkeys(TAG_WORDS, LineKind.TAGS),
}
_SHAPES: tuple[tuple[LineKind, re.Pattern[str]], ...] = (
    (LineKind.LIST_HEADING, _LIST_HEADING),
    (LineKind.COUNTER, _COUNTER),
    (LineKind.DATE, _DATE),
    (LineKind.SPEECH, _SPEECH),
    (LineKind.SOURCE, _SOURCE),
    (LineKind.TAGS, _TAGS),
    (LineKind.COMMENTS, _COMMENTS),
    (LineKind.ADVERT, _ADVERT),
    (LineKind.FOLLOW, _FOLLOW),
    (LineKind.NEWSLETTER, _NEWSLETTER),
    (LineKind.MASTHEAD, _MASTHEAD),
    (LineKind.BYLINE, _BYLINE),
)


_HEADS = frozenset(
    {phrase.split()[0] for phrase in _EXACT}
    | {subject.split()[0] for subject in LIST_SUBJECTS}
    | set(
        "cac nhung mot moi more latest other recent top popular related so luot lan views view hits reads da "
        "share shares comment comments reading read time estimated tac nguoi bien thuc bai tin anh nhom pv "
        "phong trinh do dang dua cong ctv clip video written posted reported published edited story words "
        "photo photos photographs photograph reporting by author authors reporter reporters editor editors "
        "nguon nam nu giong nghe doc source sources via quelle fuente fonte theo hay quy ban doc cung tham ket follow like join "
        "find connect stay dinh cao loi cai xin thong correction corrections clarification erratum qc ad "
        "advertisement binh y phan vui your please be save thu chu cn ngay cap luc xuat updated last first "
        "modified on at date mon monday tue tues tuesday wed wednesday wednes thu thur thurs thursday fri "
        "friday sat saturday satur sun sunday jan feb mar apr may jun jul aug sep oct nov dec january february "
        "march april june july august september october november december sept an a pho tong co don giay dien "
        "hotline duong tel fax toa tru dia email lien copyright c all ghi khong nghiem chi issn nhan sign "
        "subscribe register get receive".split()
    )
)
"""First words of every line that has a kind, but for the two that are looked for inside."""
_INSIDE = ("rights reserved", "newsletter", "inbox")


@lru_cache(maxsize=4096)
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
        return LineKind.CORRECTION if _CORRECTION.match(fold(text[:40])) else None
    if _LINK_LINE.match(text):
        return LineKind.LINK_LINE
    folded = fold(text)
    head = _FIRST_WORD.search(folded)
    if head is None:
        return None
    if head[0] not in _HEADS and not head[0][0].isdigit() and "©" not in folded:
        if not any(words in folded for words in _INSIDE):
            return None
    return _kind_of_folded(_DECORATION.sub("", folded.strip()))


def _kind_of_folded(folded: str) -> LineKind | None:
    words = " ".join(_PUNCTUATION.sub(" ", folded).split())
    exact = _EXACT.get(words)
    if exact is not None:
        return exact
    if _CORRECTION.match(words):
        return LineKind.CORRECTION
    for kind, shape in _SHAPES:
        subject = words if kind is LineKind.LIST_HEADING else folded
        if shape.fullmatch(subject):
            return kind
    return None


def is_boilerplate_heading(text: str) -> bool:
    """Say whether the line is a heading under which other articles are listed ("Tin cùng chuyên mục")."""
    return line_kind(text) is LineKind.LIST_HEADING


def is_link_line(text: str) -> bool:
    """Say whether the line points to one other article (">> ...", "Xem thêm: ...")."""
    return line_kind(text) is LineKind.LINK_LINE


def is_counter(text: str) -> bool:
    """Say whether the line is a number that changes at every look ("Lượt xem: 123", "12 bình luận", "0:00 / 3:12")."""
    return line_kind(text) is LineKind.COUNTER


def is_source_note(text: str) -> bool:
    """Say whether the line names where the text was taken from ("Nguồn: TTXVN", "(Theo Báo Lao động)")."""
    return line_kind(text) is LineKind.SOURCE


def is_correction(text: str) -> bool:
    """Say whether the paragraph declares a correction ("Đính chính: ..."): it stays in the article."""
    return line_kind(text) is LineKind.CORRECTION


def is_date_line(text: str) -> bool:
    """Say whether the line is a date or a time and nothing else."""
    return line_kind(text) is LineKind.DATE


def is_byline(text: str) -> bool:
    """Say whether the line names its authors by word ("Bài và ảnh: ...", "By ..."); see `is_name` for names alone."""
    return line_kind(text) is LineKind.BYLINE


_CREDIT = re.compile(
    r"(?:^|[\s(|.])(?:ảnh|nguồn ảnh|đồ họa|photo|image|picture|photograph|photo credit|foto|credit)\s?(?:by|from|courtesy of|:|©)"
    r"\s?[^.:]{2,60}\)?\.?$|\((?:ảnh|photo|image)[^()]{0,50}\)\.?$"
    r"|(?:getty images|/\s?(?:ap|afp|reuters|getty|ttxvn)|shutterstock|unsplash|istock)\)?\.?$",
    re.IGNORECASE,
)


def is_credited(text: str) -> bool:
    """Say whether the text ends with whose picture it is about ("... Ảnh: Hải Yến", "(Photo: AP)")."""
    return len(text) <= 400 and _CREDIT.search(text[-90:]) is not None


_DATED_HEADLINE = re.compile(
    r".{15,200}[^.!?:;]\s[(\[]?(?:\d{1,2}:\d{2}\s)?\d{1,2}[/.\-]\d{1,2}(?:[/.\-]\d{2,4})?(?:\s\d{1,2}:\d{2})?[)\]]?"
)


def is_dated_headline(text: str) -> bool:
    """Say whether a line is a headline with the day of another article after it, in brackets."""
    return text[-1] in ")]" and _DATED_HEADLINE.fullmatch(text) is not None


_NOTICE = re.compile(
    r"\W*(?:(?:this|our|the) (?:web)?site (?:uses|is protected|stores)|we(?: and our \w+)? (?:use|store) (?:\w+ )?cookies"
    r"|by (?:continuing|clicking|using this|using our|subscribing|submitting|signing up|providing|registering|creating an)"
    r"|your (?:email|e-mail) (?:address )?will (?:not|never)|you must be logged|please (?:log|sign) in|you are commenting"
    r"|this (?:material|document|article|content|site|page) (?:may not|is (?:subject to|protected by|licensed))"
    r"|the (?:material|content)s? on this site|(?:\w+ ){0,3}all rights reserved|©|copyright\b"
    r"|registration on or use of this site|this (?:site|form) is protected by|this slideshow requires"
    r"|(?:please )?enable javascript|(?:your|this) browser (?:does|is|doesn)|get (?:our|the) (?:free )?(?:daily |weekly )?newsletter"
    r"|(?:sign up|subscribe|register) (?:for|to|now|here|today|and)\b|have a (?:news )?tip\?|this field is for validation"
    r"|mọi hành vi sao chép|nghiêm cấm sao chép|vui lòng ghi rõ nguồn|bản quyền thuộc|giấy phép (?:số|hoạt động|thiết lập)"
    r"|(?:hãy |vui lòng )?(?:đăng ký|đăng nhập) (?:để|nhận)|khi (?:bạn )?(?:nhấn|bấm|đăng ký)|bằng cách (?:nhấn|đăng ký|đóng góp)"
    r"|diese (?:web)?s(?:eite|ite) verwendet|wir verwenden cookies|ce site utilise|este sitio utiliza|questo sito utilizza"
    r"|o seu endereço de e-mail não|tu dirección de correo)",
    re.IGNORECASE,
)


def is_notice(text: str) -> bool:
    """Say whether a paragraph is a notice of the site to its reader: cookies, copyright, registration, comments."""
    return _NOTICE.match(text) is not None


_NAME = re.compile(
    r"(?:[^\W\d_a-z][\w'’.\-]*)(?:\s[^\W\d_a-z][\w'’.\-]*){0,5}"
    r"(?:\s?[,&–\-/]\s?(?:[^\W\d_a-z][\w'’.\-]*)(?:\s[^\W\d_a-z][\w'’.\-]*){0,5}){0,4}"
    r"(?:\s?\((?:tổng hợp|thực hiện|ghi|dịch|theo [^()]{2,40}|t/h|th)\)|\s(?:tổng hợp|thực hiện))?"
)


def is_name(text: str) -> bool:
    """Say whether the line is shaped like names of people and nothing else ("Minh Chiến", "THUẬN VĂN - LÊ ÁNH").

    A heading can have this shape too: ask only of a first or last line, or of one set to the right.
    """
    return 3 < len(text) <= 60 and _NAME.fullmatch(text) is not None


ALWAYS_CHROME = frozenset(
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
"""Kinds that no sentence of an article is written in: a whole line of them needs no further witness but its shortness."""
