"""The shapes of lines that are not the article, as patterns over folded text: data for
`boilerplate`.

A shape matches a whole line, and no line in more ways than a few: of what repeats, no part may be
read as another one. `HEADS` are the first words that any of them can have, so that most
lines are told to be prose without trying a single pattern: a new shape needs its first words
there.
"""

import re
from enum import StrEnum
from typing import Final

from parsers.vocabulary import LIST_QUALITIES, LIST_SUBJECTS, TAG_WORDS


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


def _any(words: tuple[str, ...]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DAY = (
    r"\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}|\d{4}[/.\-]\d{1,2}[/.\-]\d{1,2}"
    r"|\d{1,2}\sthang\s\d{1,2}(?:,?\snam)?\s\d{4}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s(?:{_MONTH})[a-z]*\.?,?\s\d{{4}}"
    rf"|(?:{_MONTH})[a-z]*\.?\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}}"
)
_CLOCK = r"\d{1,2}[:h]\d{2}(?::\d{2})?\s?(?:am|pm)?"
_ZONE = r"\(?(?:gmt|utc|ict|est|edt|pst|pdt|et|pt|bst|cet)?\s?[+\-]?\d{0,2}(?::00)?\)?"
_CHANNEL = (
    "google news|zalo|facebook|fanpage|youtube|tiktok|telegram|twitter|instagram|linkedin|whatsapp"
    "|social|threads|bluesky|pinterest"
)
_SHARED = (
    "(?:chia se |dang )?(?:len |qua )?(?:facebook|zalo|twitter|messenger|linkedin|pinterest|email)"
    "|sao chep (?:link|lien ket)|copy link|in (?:bai(?: viet)?|trang|tin)|(?:gui )?(?:e-?mail|mail)"
    "|gui (?:bai|ban be)|luu (?:bai(?: viet)?|tin)|link bai goc|print|tweet"
)
_READERS = (
    "(?:(?:quy|cac|toan the)\\s)?(?:ban doc|doc gia|khan gia|thinh gia|khan thinh gia)|quy vi"
    "(?: (?:va|cung) cac ban)?|cac ban|quy ban"
)
_INVITED = (
    "theo doi|don (?:doc|xem|nghe)|xem|nghe|doc|vao|truy cap|tham gia|tham khao|gui|bam|click|tai"
    "|binh luan|chia se|dat cau hoi|lien he|quet"
)
_DATE_LABEL = (
    r"thu (?:hai|ba|tu|nam|sau|bay|\d)|chu nhat|cn|ngay|cap nhat|dang luc|luc|ngay dang|xuat ban"
    r"|dang ngay|cap nhat luc|cap nhat ngay|published|updated|posted|last updated"
    r"|first published"
    r"|modified|on|at|date|(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?"
)

SHAPES: Final[tuple[tuple[LineKind, re.Pattern[str]], ...]] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (
            LineKind.LIST_HEADING,
            rf"(?:(?:cac|nhung|mot so|moi)\s)?(?:{_any(LIST_SUBJECTS)})\s(?:{_any(LIST_QUALITIES)})"
            r"(?:\s(?:nhat|khac|lien quan|trong ngay|cua tac gia))?"
            r"|(?:more|latest|other|recent|top|popular|related)"
            r"\s(?:from|in|on|about|by|stories|news|posts|articles)(?:\s\w+){0,4}"
            r"|(?:bai|tin)\s(?:cung|moi|khac)\s(?:trong\s)?(?:chuyen muc|chu de|tac gia)"
            r"(?:\s\w+){0,3}"
            r"|(?:tin|bai viet|thong tin)\s(?:cung|khac|moi)(?:\s\w+){0,2}",
        ),
        (
            LineKind.COUNTER,
            r"(?:so\s)?(?:luot|lan)\s(?:xem|doc|truy cap|tai|thich|chia se|nghe|binh luan)"
            r"\D{0,12}[\d.,]*\s*k?"
            r"|(?:luot (?:xem|doc|truy cap)|(?:post )?views?|hits|reads|da (?:xem|doc)|shares?"
            r"|comments?)\s*[:\-]?\s*[\d.,]+\s*k?"
            r"|[\d.,]+\s*k?\s*(?:luot|lan)?\s?(?:xem|doc|thich|chia se|binh luan|truy cap|views?"
            r"|likes?|shares?|comments?|kommentare?|commentaires?|comentarios?|reads|hits|phan hoi"
            r"|y kien|tweets?|retweets?|reactions?"
            r"|min(?:ute)?s?\s?(?:read)?|phut doc)"
            r"|(?:(?:thich|yeu thich|yeu|vui|thuong|buon|tuc gian|phan no|ngac nhien|haha|wow)"
            r"[^\w.,]{0,2}\d[\d.,]*\s?){2,}"
            r"|[\d.,]+\s*k?\snguoi\s(?:da |dang )?(?:xem|doc|thich|quan tam|binh chon)"
            r"|(?:binh chon|so phieu)\s?:\s?[\d.,]+(?:\sphieu)?"
            r"|(?:reading time|read time|estimated reading time|time to read)\W.{0,20}"
            r"|(?:(?:so\s)?(?:nguoi|khach|luot|thanh vien)?\s?dang (?:truy cap|online|truc tuyen)"
            r"|(?:hom nay|hom qua|trong (?:ngay|tuan|thang|nam)|tuan nay|thang nay|nam nay)"
            r"|tong (?:so |cong )?(?:luot )?(?:truy cap|luot|xem|online)|tat ca)\s?:\s?[\d.,]+"
            r"|\d+(?:[.,]\d+)?x|\d{1,2}:\d{2}(?:\s*/\s*\d{1,2}:\d{2})?|[\d.,]+|\d[.,]?\d*/5"
            r"(?:\s?[-–]?\s?\(\d{1,6}\s(?:binh chon|danh gia|votes?)\))?",
        ),
        (
            LineKind.DATE,
            rf"(?:(?:{_DATE_LABEL})[\s,:|\-]*){{0,6}}(?:{_CLOCK}[\s,|\-]*(?:ngay\s)?)?(?:{_DAY})"
            rf"[\s,|\-]*(?:(?:at|luc)\s)?(?:{_CLOCK})?\s?{_ZONE}"
            r"|(?:\d{1,2}|an?)\s(?:phut|gio|ngay|tuan|thang|nam|minutes?|hours?|days?|weeks?"
            r"|months?|years?|mins?|hrs?)\s(?:truoc|ago)"
            r"|\d{1,2}[:h]\d{2}\s?[,|\-]\s?\d{1,2}[/.\-]\d{1,2}"
            rf"|(?:cap nhat|dang)(?:\sluc)?\s?:?\s{_CLOCK}"
            r"|(?:last |first )?(?:updated|published|posted):?\s.{0,12}\d{1,2}:\d{2}\s?[ap]m"
            r".{0,40}",
        ),
        (
            LineKind.SPEECH,
            r"(?:(?:giong\s)?(?:nam|nu)(?:\smien\s(?:bac|nam|trung))?\s?){2,}"
            r"|giong\s(?:doc\s)?(?:nam|nu)\s(?:mien\s)?(?:bac|nam|trung)"
            r"|nghe (?:them )?(?:tren|tai)\s?:?\s.{0,40}\b(?:spotify|apple|youtube|podcasts?)\b"
            r".{0,40}"
            r"|(?:ban tin|bai(?: viet)?|noi dung)\s(?:nay )?(?:duoc |do )?(?:doc|tom tat|tao)\s"
            r".{0,30}\b(?:ai|tri tue nhan tao)\W*"
            r"|toc do(?:\s(?:doc|phat))?\s?:?\s?\d(?:[.,]\d+)?\s?x"
            r"|nghe\s(?:doc\s)?(?:bai|noi dung|tin)(?:\s?viet)?(?:\snay)?"
            r"(?:\W{0,4}(?:thoi luong\W{0,2})?\d{1,2}:\d{2}(?:\s?/\s?\d{1,2}:\d{2})?)?"
            r"|(?:xem (?:voi|theo) )?co chu\s?:?[\sa+-]{1,16}|a\s?[+-][\sa+-]{0,12}(?:co chu)?",
        ),
        (
            LineKind.SOURCE,
            r"\(?(?:nguon(?: tin| anh| bai)?|sources?|via|quelle|fuente|fonte)\s?:\s?\S.{0,100}"
            r"|\((?:bao|tap chi|dai|cong thong tin)\s[^().;:,]{2,40}\)"
            r"|\(?theo\s?:?\s(?:bao|tap chi|dai|trang|ttxvn|vtv|vov|vnexpress|dan tri|vietnamnet"
            r"|laodong|lao dong|nld|nhan dan|tuoi tre|thanh nien|cong thong tin|reuters|ap|afp"
            r"|bloomberg|cnn|bbc|the guardian)\b[^.;:,]{0,60}\)?"
            r"|(?:bai viet|bai|tin|noi dung)\s[^.:]{0,30}(?:tham khao|su dung|tong hop|theo|tu)\b"
            r"[^.:]{0,20}\snguon\s?:\s?\S.{0,80}",
        ),
        (
            LineKind.NAVIGATION,
            r"trang chu\s?[/>»›|]\s?.{2,100}"
            r"|bo qua\s.{2,60}\sva (?:tiep tuc )?(?:doc|xem).{0,60}"
            r"|(?:doc|xem)\s(?:bai(?: viet)?|tin|ban)\sgoc\b.{0,30}",
        ),
        (
            LineKind.SHARE,
            r"(?:gui|chia se)\s(?:bai viet|bai|tin|trang)(?:\snay)?"
            r"\s(?:cho|toi|den|qua|len|voi)\s(?:ban be|moi nguoi|email|mang xa hoi).{0,20}",
        ),
        (
            LineKind.SHARE,
            rf"(?:chia se\W{{0,3}})?(?:(?>{_SHARED})\W{{0,3}}){{2,}}",
        ),
        (LineKind.TAGS, rf"(?:{_any(TAG_WORDS)})\s?[:|]\s?.{{0,150}}"),
        (
            LineKind.COMMENTS,
            r"(?:binh luan|y kien|y kien ban doc|phan hoi|comments?)\s?:?\s?\(?\s?\d*\s?\)?"
            r"|(?:dang nhap|hay dang nhap|vui long).{0,40}"
            r"(?:binh luan|gui y kien|tieng viet co dau|noi dung)"
            r"|vui long nhap\s.{0,80}|your email address will not be published.{0,60}"
            r"|(?:please\s)?(?:log|sign) in to (?:leave|post|comment|reply).{0,40}"
            r"|be the first to comment.{0,20}|save my name.{0,90}",
        ),
        (
            LineKind.ADVERT,
            r"(?:qc|ad|advertisement)\s?[:\-]\s?.{0,40}"
            r"|(?:quy|cac)\s(?:doanh nghiep|don vi|cong ty|khach hang)\b.{0,60}\bquang cao\b.*"
            r"|quet ma qr (?:de )?(?:ung ho|tai|cai dat|theo doi|doc|nghe|chia se)\b.{0,80}"
            r"|(?:tai|cai dat)\s(?:ngay\s)?(?:ung dung|app)\b.{0,40}\b(?:bao|tin tuc|doc tin)\b.*",
        ),
        (
            LineKind.FOLLOW,
            r"(?:(?:moi|hay)\s)?(?:(?:quy vi|ban|cac ban|ban doc|doc gia)\s)?(?:cung\s)?"
            rf"(?:theo doi|tham gia|ket ban|dang ky|quan tam|quet ma(?: qr)?)\s(?:\S+\s){{0,14}}?"
            rf"(?:{_CHANNEL})(?:\s\S+){{0,10}}"
            r"|theo doi\s.{0,60}\s(?:bang cach tai|tai)\s(?:xuong\s|ngay\s)?ung dung\s.{0,40}"
            r"|(?:follow|like|join|find|connect with)\s(?:us|me|\w+(?:\s\w+){0,4})\s(?:on|at)\s"
            rf"(?:{_CHANNEL}|x\b)(?:\W+\w+){{0,14}}\W?"
            r"|follow\salong\s.{0,20}\b(?:coverage|updates)(?:\shere)?\W?"
            r"|follow\s@?\w+(?:\s\w+)?|follow us.{0,80}|stay connected.{0,60}"
            rf"|(?:kinh\s|xin\s)?moi\s(?:{_READERS})\s(?:cung\s)?(?:{_INVITED})\b.*"
            r"|(?:kinh\s|xin\s)?moi\s(?:xem|doc|don doc|theo doi)\s(?:them\s|tiep\s)?"
            r"(?:cac|nhung|bai|tin|phan|ky|video|clip)\b.*"
            rf"|(?:{_READERS})\s(?:neu )?co\s(?:cau hoi|thac mac|vuong mac|y kien)\b.{{0,60}}"
            r"\b(?:gui|goi|lien he)\b.*"
            rf"|(?:{_READERS})\s(?:co the|vui long|xin|hay|quan tam|co nhu cau|muon)\s.{{0,90}}"
            rf"(?:@|hop thu|tai day|{_CHANNEL}|duong day nong|hotline|toa soan).*"
            r"|moi\s(?:(?:thong tin|y kien)\s)?(?:gop y|y kien|thac mac|phan hoi|phan anh|chia se)"
            r"\b.{0,40}\s(?:gui|lien he|goi)\b(?!.{0,80}\btruoc (?:ngay|\d)).*"
            r"|ban dang (?:doc|xem) (?:bai viet|tin|bai)\b.{0,100}(?:chuyen muc|tai|trong)\b.*",
        ),
        (
            LineKind.NEWSLETTER,
            r"dang ky\s(?:nhan\s)?(?:ban tin|tin moi|thong bao|email|newsletter).{0,100}"
            r"|nhan\s(?:ban tin|newsletter).{0,60}"
            r"|(?:ban|quy vi)\s.{0,10}nhan duoc (?:thu|e-?mail|thong bao|tin) nay (?:vi|do)\b.*"
            r"|(?:sign up|subscribe|register)\s(?:now|here|today|free)[.!]?"
            r"|(?:sign up|subscribe|register|get|receive)\s.{0,80}"
            r"(?:newsletters?|inbox|email updates|alerts).{0,60}"
            r"|.{0,60}\b(?:newsletters?|inbox)\s?(?:here|today|sign up)?[.!]?",
        ),
        (
            LineKind.MASTHEAD,
            r"(?:pho\s)?tong bien tap(?:\s?:.{0,80})?"
            r"|(?:co quan (?:chu quan|ngon luan)|don vi chu quan)\s?:.{0,120}"
            r"|giay phep\b.{0,40}(?:\bgp\b|/gp|bao chi|bttt|tttt|xuat ban|mang xa hoi).{0,110}"
            r"|(?:hotline|duong day nong|fax|toa soan|tru so toa soan|lien he quang cao)\s?:"
            r".{0,120}|(?:hotline|duong day nong)(?:\s[^\s:]{1,14}){1,6}\s?:\s?\d[\d .\-]{7,24}"
            r"|(?:ban quyen (?:thuoc|cua|©)|©|copyright (?:©|\(c\)|\d)|\(c\)).{0,140}|©.{0,140}"
            r"|.{0,60}\ball rights reserved.{0,80}"
            r"|(?:ghi ro nguon|khong sao chep|nghiem cam sao chep|chi duoc phat hanh lai).{0,120}"
            r"|our standards:.{0,80}|(?:rubriklisten|aufmacher)bild\s?:.{0,80}"
            r"|issn\b.{0,40}|(?:link|url|duong dan)\b.{0,20}:\s?https?://\S+|https?://\S+",
        ),
        (
            LineKind.BYLINE,
            r"tac gia,\s(?:[^\W\d_]\S{0,20}\s){1,5}[^\W\d_]\S{0,20}(?<![.?!])"
            r"|(?:tuong thuat tu|vai tro,)\s\S.{1,40}(?<![.?!])"
            r"|(?:tac gia(?: bai viet)?|nguoi viet|nguoi dang|bien tap|thuc hien|bai va anh|bai anh"
            r"|bai, anh|bai & anh|tin, anh|tin va anh|tin anh|tin bai|tin, bai|anh va bai|bai"
            r"|nhom pv|bien dich|tong hop|trinh bay|do hoa|dang boi|dua tin|cong tac vien|ctv"
            r"|clip|video|anh)\s?(?:[:\-–|]\s?\S.{0,70})(?<!\?)"
            r"|(?:duoc )?(?:viet|dang) boi\s?:?\s[a-z.'\-]+(?:\s[a-z.'\-]+){0,5}\s?"
            r"|(?:pv|phong vien)\s?[:\-–|]\s?\w+(?:\W+\w+){0,5}(?<![?.!])"
            r"|(?:written|posted|reported|published|edited|story|words|photos?|photographs?"
            r"|reporting)\s?by\s?:?\s?\S.{0,80}"
            r"|by:?\s[a-z.'\-]+(?:\s[a-z.'\-]+){0,5}\s?|(?:author|reporter|editor)s?\s?:\s?\S.{0,70}",
        ),
    )
)

_AGO = r"\d{1,3} (?:giay|phut|gio|ngay|tuan|thang|nam) truoc"
_COUNTED = r"\d[\d.,]* ?k? (?:luot )?(?:xem|doc|thich|binh luan|chia se|nghe|phut doc)"
STAMPS: Final = re.compile(
    r"(?=.*(?:\d[:h]\d|truoc|xem|doc|thich|binh luan|chia se|nghe))"  # two days may be a term
    rf"(?>(?:(?:{_DATE_LABEL})\b[\s,:|\-]*){{0,6}}"
    rf"(?:(?:{_DAY})|{_CLOCK}|{_AGO}|{_COUNTED}|gmt[+\-]\d)"
    r"[\s,:|()/•·\-]*){2,12}"
)
"""The line under a title: dates, hours and counters, one beside another."""

CORRECTION: Final = re.compile(
    r"(?:dinh chinh|cao loi|loi cai chinh|cai chinh|xin loi ban doc|thong tin dinh chinh"
    r"|ban dinh chinh|corrections?|clarification|editor s note|erratum)\b"
)
CORRECTION_PARTS: Final = ("chinh", "loi", "correct", "clarif", "editor", "erratum")
"""Each way to begin a correction has one of these in it."""

HEADS: Final = frozenset(
    (
        "cac nhung mot moi more latest other recent top popular related so luot lan views view "
        "hits reads da share shares comment comments reading read time estimated tac nguoi bien "
        "thuc bai tin anh nhom pv phong trinh do dang dua cong ctv clip video written posted "
        "reported published edited story words photo photos photographs photograph reporting by "
        "author authors reporter reporters editor editors nguon nam nu giong nghe doc source "
        "sources via quelle fuente fonte theo hay quy ban cung tham ket follow like join find "
        "connect stay dinh cao loi cai xin thong correction corrections clarification erratum "
        "qc ad advertisement binh y phan vui your please be save thu chu cn ngay cap luc xuat "
        "updated last first modified on at date mon monday tue tues tuesday wed wednesday "
        "wednes thu thur thurs thursday fri friday sat satur saturday sun sunday jan feb mar "
        "apr may jun jul aug sep oct nov dec january february march april june july august "
        "september october november december sept an a pho tong co don giay hotline duong fax "
        "toa tru lien copyright c ghi khong nghiem chi issn nhan sign subscribe register get "
        "receive post in gui luu sao copy facebook zalo twitter email e print tweet quet bao tap "
        "dai thich yeu vui thuong buon tuc ngac haha wow trang kinh xin quy quan khan thinh toan "
        "bo vai tuong hom trong tuan thang tong tat khach thanh "
        "our rubriklistenbild aufmacherbild link url duong http https tai cai duoc viet"
    ).split()
)
INSIDE: Final = ("rights reserved", "newsletter", "inbox", "©")
"""What two shapes have anywhere in the line."""
