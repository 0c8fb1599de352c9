"""PURE: slips of the pen: whether two spellings are one word misspelt, or another word."""

from collections.abc import Sequence

from parsers.text import fold
from scheduler.sequences import Span


def is_slip(old: Sequence[str], new: Sequence[str], span: Span) -> bool:
    """Say whether the span only mends (or makes) a slip of the pen: letters, marks, a blank, a
    doubled word.
    """
    was, now = old[span.a : span.b], new[span.c : span.d]
    if "".join(was) == "".join(now):
        return all(word.isalpha() for word in was)
    if len(was) == len(now):
        return all(alike(one, two) for one, two in zip(was, now, strict=True))
    if not was and len(now) == 1:
        return now[0] in (*new[span.c - 1 : span.c], *new[span.d : span.d + 1])
    if not now and len(was) == 1:
        return was[0] in (*old[span.a - 1 : span.a], *old[span.b : span.b + 1])
    return False


FUNCTION_WORDS = frozenset({
    "và", "là", "với", "do", "cho", "để", "sẽ", "đã", "đang", "thì", "mà", "ở", "từ", "tới", "lên",
    "ra", "vào", "cùng", "chung", "các", "những", "mọi", "mỗi", "này", "kia", "đó", "một", "hay",
    "hoặc", "nên", "nếu", "còn", "cũng", "vẫn", "đều", "rất", "quá", "lại", "sau", "trước",
    "trong", "ngoài", "trên", "dưới", "hơn", "nhất", "của", "bị", "được", "vì", "khi", "lúc",
    "nơi", "theo", "về", "qua", "đến", "tại", "có", "làm", "nói", "như", "cả",
})  # fmt: skip
"""One of these for another is a choice of words, however alike they are in writing."""
_SOUNDS = (
    ("ngh", "ng"), ("gh", "g"), ("tr", "ch"), ("gi", "d"), ("r", "d"), ("v", "d"), ("x", "s"),
    ("k", "c"), ("q", "c"),
)  # fmt: skip


def alike(one: str, two: str) -> bool:
    """Say whether one syllable can be a misspelling of the other: marks, a letter too many, missing
    or swapped, or another spelling of the sound.

    >>> alike("lao", "lào"), alike("chuyện", "truyện"), alike("và", "là"), alike("họp", "cuộc")
    (True, True, False, False)
    """
    if not (one.isalpha() and two.isalpha()):
        return one == two
    plain, other = fold(one), fold(two)
    if plain == other:
        return True
    if one in FUNCTION_WORDS and two in FUNCTION_WORDS:
        return False
    if _sound(plain) == _sound(other):
        return True
    if min(len(plain), len(other)) < 2 or (len(plain) == len(other) == 2):
        return False
    return _one_slip(plain, other)


def _sound(syllable: str) -> str:
    for start, sound in _SOUNDS:
        if syllable.startswith(start):
            return sound + syllable[len(start) :].replace("y", "i")
    return syllable.replace("y", "i")


def _one_slip(one: str, two: str) -> bool:
    if one == two:
        return True
    if len(one) > len(two):
        one, two = two, one
    if len(two) - len(one) > 1:
        return False
    head = 0
    while head < len(one) and one[head] == two[head]:
        head += 1
    if len(one) < len(two):
        return one[head:] == two[head + 1 :]
    rest = one[head + 1 :] == two[head + 1 :]
    return rest or (
        one[head : head + 2] == two[head : head + 2][::-1] and one[head + 2 :] == two[head + 2 :]
    )
