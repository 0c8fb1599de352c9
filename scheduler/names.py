"""PURE: which words of a Vietnamese text belong to names of people, places and organisations, told
by capitals.

Without models: a syllable that is capitalised where grammar does not ask for it is part of a name.
At the start of a sentence grammar asks for it, so there the next syllable, and what both texts
write elsewhere, must tell.
"""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from parsers.text import TOKEN, unify_tone

STARTERS = frozenset({
    "họ", "tôi", "ai", "ta", "mình", "người", "ông", "bà", "anh", "chị", "em", "cô", "chú", "bác",
    "thầy", "cụ", "đồng", "chí", "theo", "tại", "ở", "từ", "với", "trong", "khi", "sau", "trước",
    "do", "vì", "nhưng", "và", "còn", "đến", "để", "cùng", "ngày", "sáng", "trưa", "chiều", "tối",
    "đêm", "hôm", "dù", "nếu", "nhờ", "ngoài", "trên", "dưới", "giữa", "của", "cho", "về", "bởi",
    "mới", "đây", "đó", "các", "những", "mỗi", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy",
    "tám", "chín", "mười", "không", "chưa", "được", "bị", "có", "là", "đã", "đang", "sẽ", "tuy",
    "nhiên", "song", "mặc", "qua", "vào", "nhằm", "bên", "cạnh", "hiện", "nay", "trả", "lời",
    "thay", "mặt", "cũng", "vậy", "như", "thế", "này", "vừa", "cả", "tất", "mọi", "nhiều", "ít",
    "hàng", "gần", "hơn", "khoảng", "rồi", "vẫn", "chỉ", "riêng", "nguyên", "cựu", "lúc", "bấy",
    "phía", "ngay", "kể", "tính", "căn", "cứ", "thưa", "kính", "gửi", "báo", "xem", "ảnh", "nguồn",
    "tham", "dự", "phát", "biểu", "chủ", "tịch", "phó", "quận", "huyện", "tỉnh", "thành", "phường",
    "xã", "phố", "đường", "thị", "trấn", "thôn", "tổ", "lãnh", "đạo", "đại", "diện", "gia",
})  # fmt: skip
"""Words that open sentences and titles that stand before names; none of them is the first syllable
of a name there.
"""

_SPEAKS = frozenset({
    "cho biết", "cho rằng", "cho hay", "chia sẻ", "khẳng định", "tâm sự", "bày tỏ", "nhấn mạnh",
    "phát biểu", "bộc bạch", "than thở", "nói rằng", "kể lại", "nói", "kể",
})  # fmt: skip
_COMMON = frozenset({"Tết", "Xuân"})  # alone no name
_HONORIFICS = frozenset({"ông", "bà", "anh", "chị", "em", "cô", "chú", "bác", "cụ", "chí", "pv"})
_OPENS = frozenset('.?!:;"([-…') | {"..."}
_ACRONYMS = {
    "lđlđ": "liên đoàn lao động", "tlđ": "tổng liên đoàn", "tlđlđ": "tổng liên đoàn lao động",
    "tlđlđvn": "tổng liên đoàn lao động việt nam", "cđcs": "công đoàn cơ sở",
    "cđvn": "công đoàn việt nam", "ubnd": "ủy ban nhân dân", "hđnd": "hội đồng nhân dân",
    "bhxh": "bảo hiểm xã hội", "bhyt": "bảo hiểm y tế", "bhtn": "bảo hiểm thất nghiệp",
    "nlđ": "người lao động", "cnlđ": "công nhân lao động",
    "cnvclđ": "công nhân viên chức lao động", "tp": "thành phố", "hcm": "hồ chí minh",
    "tphcm": "thành phố hồ chí minh", "kcn": "khu công nghiệp", "kcx": "khu chế xuất",
    "bch": "ban chấp hành", "btv": "ban thường vụ", "dn": "doanh nghiệp",
    "mttq": "mặt trận tổ quốc", "hđlđ": "hợp đồng lao động", "tnlđ": "tai nạn lao động",
    "đbqh": "đại biểu quốc hội", "cđ": "công đoàn", "atvslđ": "an toàn vệ sinh lao động",
    "tưlđtt": "thỏa ước lao động tập thể",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """A token of a text with its place; `named` says that it belongs to a name."""

    word: str  # lower case
    text: str
    start: int
    end: int
    named: bool


def capitalised(text: str) -> bool:
    """Say whether a token begins with a capital letter."""
    return text[0].isupper()


class KnownNames:
    """What is certainly a name somewhere in some texts: to be believed at the start of a sentence.

    Pairs of syllables ("hải phòng") and, after an honorific, single ones ("lan"). The texts are
    looked through at the first question.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = texts
        self._known: set[str] | None = None

    def __contains__(self, name: object) -> bool:
        if self._known is None:
            self._known = {unify_tone(name) for text in {*self._texts} for name in _certain(text)}
        return name in self._known


def _certain(text: str) -> Iterator[str]:
    words = text.split()
    for at in range(1, len(words)):
        word, before = words[at], words[at - 1]
        if not word[0].isupper() or before[-1] in _OPENS:
            continue
        name = word.rstrip(_TRAILING).lower()
        if before.lower() in _HONORIFICS:
            yield name
        if at + 1 < len(words) and name == word.lower():
            yield f"{name} {words[at + 1].rstrip(_TRAILING).lower()}"


_TRAILING = '.,;:!?)"”…'


def read_tokens(text: str, known: Container[str] = frozenset()) -> list[Token]:
    """Split a text into tokens and say of each whether it is part of a name.

    >>> [token.text for token in read_tokens("Tại Hà Nội, chị Lan nói.") if token.named]
    ['Hà', 'Nội', 'Lan']
    """
    matches = list(TOKEN.finditer(text))
    parts = [match[0] for match in matches]
    shouting = _shouts(parts)
    return [
        Token(
            word=part.lower(),
            text=part,
            start=match.start(),
            end=match.end(),
            named=shouting if shouting and part.isalpha() else _named(parts, at, known),
        )
        for at, (match, part) in enumerate(zip(matches, parts, strict=True))
    ]


def _shouts(parts: Sequence[str]) -> bool:
    """All capitals: nothing tells a name from another word, so all of them may be names."""
    letters = [part for part in parts if part[0].isalpha()]
    return len(letters) >= 3 and sum(part.isupper() for part in letters) >= 0.8 * len(letters)


def _named(parts: Sequence[str], at: int, known: Container[str]) -> bool:
    part = parts[at]
    if not part[0].isupper():
        return False
    if at > 0 and parts[at - 1] not in _OPENS:
        beside = (parts[at - 1], *parts[at + 1 : at + 2])
        return part not in _COMMON or any(capitalised(one) for one in beside)
    if len(part) > 1 and part.isupper():
        return True  # an acronym
    word = part.lower()
    following = parts[at + 1] if at + 1 < len(parts) else ""
    if word in STARTERS:
        return f"{word} {following.lower()}" in known and capitalised(following or "a")
    if following and following[0].isupper():
        return True
    if word in known or f"{word} {following.lower()}" in known:
        return True
    after = " ".join(parts[at + 1 : at + 3]).lower()
    return after in _SPEAKS or following.lower() in _SPEAKS


def expand(words: Iterable[str]) -> list[str]:
    """Write acronyms of the union world out: LĐLĐ and Liên đoàn Lao động are one name."""
    full: list[str] = []
    for word in words:
        full += _ACRONYMS[word].split() if word in _ACRONYMS else [word]
    return full


_JOINS = re.compile(r"\s|\s?[-–&]\s?|\.\s?")


def whole_name(text: str, tokens: Sequence[Token], at: int) -> str:
    """Give the whole name that token `at` belongs to, as written: the run of such tokens."""
    first = last = at
    while first > 0 and _joined(text, tokens, first - 1):
        first -= 1
    while last + 1 < len(tokens) and _joined(text, tokens, last):
        last += 1
    return text[tokens[first].start : tokens[last].end]


def _joined(text: str, tokens: Sequence[Token], left: int) -> bool:
    one, two = tokens[left], tokens[left + 1]
    return one.named and two.named and _JOINS.fullmatch(text[one.end : two.start]) is not None
