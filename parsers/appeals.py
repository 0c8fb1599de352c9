"""Boxes in which a paper asks its readers for money, membership or their address: a line over them
that says so, and lines that speak to them; and lines under an article by which it collects for
those it tells of. Pure, over blocks.
"""

import re
from itertools import takewhile
from typing import Final

from parsers.blocks import Block
from parsers.weigh import stands_in

APPEAL_RULE: Final = "appeal"
LEAST_LINES: Final = 2
MOST_LINES: Final = 7
"""How many lines such a box has; more are a section of the article."""

_APPEAL: Final = re.compile(
    r"\W*(?:(?:Please s|S)upport (?:our|us|the|[A-Z]\w+)|Become a (?:[Mm]ember|[Ss]upporter)|Donate"
    r"|Help us|Before you go|Your support|Unterstützen Sie|Soutenez|Apoya)\b.{0,40}"
)
APPEALS_BEGIN: Final = frozenset("Pl Su Be Do He Yo Un So Ap Si Ne".split())
"""How such lines begin: most lines are told by these to be none."""
_SIGN_UP: Final = re.compile(r"\W*(?:Sign up (?:to|for)|Subscribe to|Newsletter\b\W)\s?\S.{0,60}")
_OF_LETTERS: Final = re.compile(
    r"\b(?:newsletters?|inbox|e-?mails?|datenschutz|privacy)\b", re.IGNORECASE
)
_TO_READERS: Final = re.compile(
    r"\byour?\b.{0,200}\b(?:us|our|we)\b|\b(?:us|our|we)\b.{0,200}\b(?:your?|gift|donat)"
    r"|\b(?:ihre|votre|tu apoyo|your support)\b",
    re.IGNORECASE,
)


_COLLECTS: Final = re.compile(
    r"\W*(?:mã số[^:.]{1,16}:\s?)?"
    r"(?:mọi|tất cả|sự|bạn đọc|quý (?:vị|bạn đọc)|các|những|nhà hảo tâm|(?:xin )?hãy)\b"
    r"[^.:]{0,80}"
    r"(?:giúp đỡ|ủng hộ|đóng góp|hỗ trợ|sẻ chia|chia sẻ|tấm lòng|hảo tâm)\b[^.:]{0,80}"
    r"\b(?:gửi|chuyển|liên hệ|ủng hộ)\b",
    re.IGNORECASE,
)
"""Opens the lines under an article that say where to send money."""

_WAY: Final = re.compile(
    r"\W*(?:\d{1,2}[.)/]|(?:hoặc|địa chỉ|(?:số )?điện thoại|s?đt|(?:số |chủ |tên )?tài khoản|stk"
    r"|ngân hàng|nội dung|ghi (?:rõ|chú)|khi (?:chuyển|ủng hộ)|quỹ|swift|ủng hộ"
    r"|(?:xin )?(?:trân trọng|chân thành)"
    r"|đơn vị|người nhận|ông|bà|anh|chị|em|gia đình|báo|tòa soạn|toà soạn|văn phòng|bạn đọc)\b)",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(r"\d(?:[\s.]?\d){6,}")  # of a telephone or an account
_IS_ONE: Final = re.compile(
    r"kêu gọi|thư ngỏ|vận động|quyên góp|phát động|tiếp nhận|ủng hộ", re.IGNORECASE
)
MOST_WAYS: Final = 12
LONGEST_WAY: Final = 300
ARTICLE_SHARE: Final = 1.2
"""So many times longer than these lines is the article above them."""


def drop_collection(blocks: list[Block], title: str) -> None:
    """Write the rule on the last lines, where they say by which ways to help and the article above
    is none that calls for help itself.
    """
    kept = [block for block in blocks if block.rule is None]
    at = next(
        (at for at in range(max(0, len(kept) - MOST_WAYS), len(kept)) if _opens_ways(kept[at])),
        None,
    )
    if not at or _IS_ONE.search(title):
        return
    ways, above = kept[at:], kept[:at]
    if not any(_NUMBER.search(block.text) for block in ways):
        return
    if not all(block.size <= LONGEST_WAY and _is_way(block.text) for block in ways[1:]):
        return
    if sum(b.size for b in above) < ARTICLE_SHARE * sum(b.size for b in ways):
        return
    for block in ways:
        block.rule = APPEAL_RULE


def _opens_ways(block: Block) -> bool:
    return block.size <= LONGEST_WAY and _COLLECTS.match(block.text) is not None


def _is_way(text: str) -> bool:
    return _WAY.match(text) is not None or _NUMBER.search(text) is not None


def mark_appeal(blocks: list[Block], index: int) -> bool:
    """Whether a line asks readers for support or offers them letters: it opens a small box of its
    own in which a line speaks to them. Writes the rule on the lines under it.
    """
    heading = blocks[index]
    box = heading.box.parent
    offers = heading.box.tag != "li" and _SIGN_UP.fullmatch(heading.text) is not None
    if box is None or not (offers or _APPEAL.fullmatch(heading.text)):
        return False
    if not LEAST_LINES <= box.end - box.start <= MOST_LINES:
        return False
    if index and stands_in(blocks[index - 1].box, box):
        return False
    following = blocks[index + 1 : index + MOST_LINES]
    rest = list(takewhile(lambda block: stands_in(block.box, box), following))
    telling = _OF_LETTERS if offers else _TO_READERS
    if not any(telling.search(block.text) for block in rest):
        return False
    for block in rest:
        block.rule = APPEAL_RULE
    return True


_STEMS: Final = re.compile(
    r"unterstütz|spende|\bleser|journalismus|unabhängig|finanzier|paywall|abonn|genossenschaft|kostenfrei"
    r"|\bsupport|donat|readers|journalism|independent|subscri|member|contribut|reader-funded"
    r"|souten|lecteurs|journalisme|indépendan|\bdons?\b|lectores|periodismo|suscri",
    re.IGNORECASE,
)
STEMS: Final = 5
_TELLING: Final = (
    "support",
    "Support",
    "donat",
    "subscri",
    "nterstütz",
    "abonn",
    "souten",
    "suscri",
)
"""Without one of these no text asks for anything, and most have none."""
_SPEAKS: Final = re.compile(r"\b(?:you|your|Sie|Ihre|vous|votre|usted|tu)\b")
LONGEST_APPEAL: Final = 1500


def asks_for_support(text: str) -> bool:
    """Whether a paragraph asks readers for money for what they read: it speaks to them, and in many
    of the words in which that is done.
    """
    if len(text) > LONGEST_APPEAL or not any(map(text.__contains__, _TELLING)):
        return False
    if not _SPEAKS.search(text):
        return False
    return len({found.lower() for found in _STEMS.findall(text)}) >= STEMS
