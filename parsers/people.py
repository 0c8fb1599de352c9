"""Who wrote an article: names out of bylines, with placeholders ("admin", the site's own name) left
out. Pure.
"""

import re
from collections.abc import Iterable
from itertools import islice

from parsers.text import clean, fold, match_key

_PLACEHOLDER = re.compile(
    r"^(?:admin\w*|administrator|quan tri(?: vien)?|bien tap vien|btv|ban bien tap|bbt|editor"
    r"|webmaster|user\d*|root|test\w*|guest|demo|super ?user|author|tac gia|nguoi dang|dang boi"
    r"|boi|by|nhom phong vien|p\.v\.?|(?:so )?(?:luot|lan) (?:xem|doc|truy cap)"
    r"|(?:da )?(?:xem|doc)|tong hop|t[./]?h\.?|suu tam"
    r"|tuong thuat tu .{2,40}|vai tro,? .{2,40}"
    r"|pv|phong vien|nhom pv|thong tin (?:bai viet|tac gia)|unknown|n/?a|null|undefined|none"
    r"|anonymous)$"
)
_LABEL = re.compile(
    r"^(?:tác giả,\s+|(?:tác giả bài viết|tác giả|bài viết"
    r"|(?:tin|bài|ảnh)(?:(?:\s?[,&-]\s?|\svà\s|\s)(?:tin|bài|ảnh|video)){0,2}|thực hiện"
    r"|người viết|theo|by|written by|người đăng|nguồn|pv|phóng viên|nội dung)\s*[:：]\s*"
    r"|(?:ghi chép|phóng sự|bút ký|ký sự|ghi nhanh|bài(?: viết)?|tin)(?:,? ảnh)? của\s*:?\s*"
    r"|(?:được )?(?:viết|đăng) bởi\s*[:：]?\s*|(?:(?:written|posted|reported) )?by\s+|bởi\s+"
    r"|(?-i:Theo\s+(?=[A-ZĐÀ-Ỹ])))",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s*(?:(?-i:\([A-ZĐ]{2}[\w.+/ ]{0,20}\))"
    r"|\((?:tổng hợp|ghi|lược dịch|dịch|theo[^)]*|thực hiện|t/h|th)\)"
    r"|-\s*và \d+ tác giả khác|LDO|\s(?:thực hiện|lược ghi|lược dịch|biên dịch)"
    r"|(?-i:(?<=[a-zà-ỹ])/\s?[A-ZĐ]{2,8}(?:-[\w ]{2,20})?)"
    r"|/\s*(?:báo|vov|ttxvn|vtv|vtc|vietnam\+)[^/]*)\s*$",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s*(?:;|,|\||•|·|/)\s*|\s+[-–—]\s+|\s+(?:và|and|&)\s+(?=[A-ZĐÀ-Ỹ])")
_OFFICE = re.compile(
    r"(?<=\w)\s*(?:[,(–—]|\s-)\s*(?:phó |nguyên |quyền )?(?:chủ tịch"
    r"|trưởng (?:ban|phòng|khoa)|giám đốc|tổng giám đốc|bí thư|chủ nhiệm|hiệu trưởng|phó "
    r"|[uủ][yỷ] viên|chuyên viên|cán bộ|lđlđ|cđ(?:[a-zđ]{0,4}|\s+ngành)\b|liên đoàn"
    r"|công đoàn|ban (?:tuyên|nữ|chính|chấp)|phòng |văn phòng|sở |trung tâm|công ty"
    r"|đoàn luật|hội luật).*$",
    re.IGNORECASE,
)
"""What comes after a name and says whom its bearer works for."""
_MARKS = frozenset(",(–—-")  # none of them, and no office follows: most names
_ADDRESS = re.compile(r"^(?:ông|bà|đồng chí|đ/c)\s+(?=[A-ZĐÀ-Ỹ])", re.IGNORECASE)
_NOT_NAME = re.compile(
    r"\d{2,}|https?:|www\.|\.(?:vn|com|net|org)\b|[@!?]|\b(?:và \d+ tác giả khác)\b"
)
_MAIL = re.compile(r"\s*[(\[]?[\w.+-]{2,40}@[\w.-]{3,40}[)\]]?")
_MAX_NAME = 80
_MOST_BYLINES = 200
_LONGEST_BYLINE = 800


def read_authors(bylines: Iterable[str], *, site_names: Iterable[str] = ()) -> tuple[str, ...]:
    """Names in the order of the page, each once, out of texts that stand where an author stands.

    `site_names` are what the site calls itself: a byline of just that names nobody.

    >>> read_authors(["THUẬN VĂN -", "LÊ ÁNH", "admin"])
    ('THUẬN VĂN', 'LÊ ÁNH')
    """
    own = {match_key(name) for name in site_names if name}
    names: dict[str, str] = {}
    for byline in islice(bylines, _MOST_BYLINES):
        if names and is_organisation(byline):
            continue  # whom the author works for, in a line of its own
        for part in _split(byline):
            key = match_key(part)
            if (
                part
                and key
                and key not in own
                and not is_placeholder(part)
                and _could_be_name(part)
            ):
                names.setdefault(key, part)
    return tuple(names.values())


def is_placeholder(name: str) -> bool:
    """Whether a CMS put this where no author was given: "admin", "admin admin", "Ban biên tập"."""
    words = fold(clean(name)).split()
    if len(words) > 1 and len(set(words)) == 1:
        words = words[:1]
    return not words or bool(_PLACEHOLDER.match(" ".join(words)))


def _split(byline: str) -> list[str]:
    text = clean(byline)
    if len(text) > _LONGEST_BYLINE:
        return []
    if text[:1] == "(" and text[-1:] == ")":
        text = text[1:-1]
    text = _LABEL.sub("", _MAIL.sub("", text) if "@" in text else text)
    text = _TAIL.sub("", text).strip(" -–—|,;:.•")
    if is_organisation(text):
        return [text]
    if not _MARKS.isdisjoint(text):
        text = _OFFICE.sub("", text)
    text = _ADDRESS.sub("", text)
    return [_TAIL.sub("", part).strip(" -–—|,;:.•") for part in _SPLIT.split(text)]


def is_organisation(text: str) -> bool:
    """Whether a text begins as the names of organisations do, which hold dashes and "và" of their
    own ("Ban Tuyên giáo và Nữ công").
    """
    first, *rest = text.split() or [""]
    if first.lower() in ("đoàn", "khoa") and rest and all(word[0].isupper() for word in rest):
        return False  # the name of a person, too
    return bool(
        re.match(
            r"(?:ban|phòng|liên đoàn|lđlđ|công đoàn|cđ|sở|bộ|báo|trung tâm|tổng|hội|vụ|cục|đoàn"
            r"|văn phòng|khoa|(?:trường )?(?:đại học|cao đẳng)|học viện)\b",
            text,
            re.IGNORECASE,
        )
    )


def _could_be_name(part: str) -> bool:
    return 2 <= len(part) <= _MAX_NAME and len(part.split()) <= 14 and not _NOT_NAME.search(part)
