"""PURE: slips of the pen: whether two spellings are one word misspelt, or another word."""

import re
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
    if not was:
        return _is_said_twice(new, span.c, span.d)
    return not now and _is_said_twice(old, span.a, span.b)


MOST_TWICE = 4
"""Words that a slip writes down twice in a row."""


def _is_said_twice(words: Sequence[str], first: int, last: int) -> bool:
    """Say whether the words right before or behind are the same ones once more."""
    said, size = words[first:last], last - first
    if size > MOST_TWICE or not all(word.isalpha() for word in said):
        return False
    return said in (words[max(0, first - size) : first], words[last : last + size])


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
    if _sound(plain) == _sound(other) or _typed(plain) == _typed(other):
        return True
    if min(len(plain), len(other)) < 2 or (len(plain) == len(other) == 2):
        return False
    return _one_slip(plain, other)


def _sound(syllable: str) -> str:
    for start, sound in _SOUNDS:
        if syllable.startswith(start):
            return sound + syllable[len(start) :].replace("y", "i")
    return syllable.replace("y", "i")


_KEYED = re.compile(r"[wfj]|dd|aa|ee|oo|[aeiouy](?:c|ch|m|n|ng|nh|p|t)?[rsx]$")
_TONES = re.compile(r"[sfrxj](?=[^aeiouy]*$)|w")


def _typed(syllable: str) -> str:
    """Give the plain letters of a syllable whose marks stayed behind as the keys that were to make
    them ("nguwowif", "ddoanf"); no Vietnamese syllable is spelt like that.

    >>> _typed("nguwowif"), _typed("dduocj"), _typed("tieengs"), _typed("trang")
    ('nguoi', 'duoc', 'tieng', 'trang')
    """
    if not _KEYED.search(syllable):
        return syllable
    return re.sub(r"([daeo])\1", r"\1", _TONES.sub("", syllable))


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
