"""Vietnamese text as values: cleaning, folding, comparison keys, tokens. Standard library only, no
markup here.

Three forms of one text, from near to far: `clean` is what is shown and stored, `match_key` is what
two readings are compared by (case, punctuation, spacing, Unicode form and tone placement do not
count, every diacritic does), `fold` is for search and vocabulary (no diacritics at all; never to
decide what a text says: "dinh cong" is a strike and a ward).
"""

import re
from functools import lru_cache
from html import unescape
from unicodedata import combining, is_normalized, normalize

# Soft hyphen, zero-width characters, bidirectional controls, the byte order mark; C0 and C1
# controls but for the blanks; what no UTF-8 and no XML can hold (halves of pairs, U+FFFE, U+FFFF).
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
    "\x00-\x08\x0e-\x1b\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
)
COMBINING = "\u0300-\u036f"
MARKS = re.compile(f"[{COMBINING}]+")
VIETNAMESE = re.compile("[ăđơưạ-ỹ\u0300-\u0323]", re.IGNORECASE)
"""A letter or a mark that hardly any other language writes."""
# A point between two digits is part of the number: 4.5 is not 45. Indic, Thai and other vowel
# signs are no \w for Python, yet they carry meaning: those blocks stay whole.
IN_KEY = f"\\w%‰°{COMBINING}\u0900-\u167f\u1681-\u1fff"  # U+1680 is a space
KEY_WORD = re.compile(f"[{IN_KEY}]+(?:(?<=\\d)\\.(?=\\d)[{IN_KEY}]+)*")
DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")
ETH = str.maketrans(
    {"\u00d0": "Đ", "\u00f0": "đ"}
)  # the look-alike that old Vietnamese keyboards typed

# Tone on the second vowel of an open oa, oe, uy (hoà) -> on the first (hòa); quy is qu + y and
# keeps its own.
TONES_A, TONES_E, TONES_O = "àáảãạÀÁẢÃẠ", "èéẻẽẹÈÉẺẼẸ", "òóỏõọÒÓỎÕỌ"
TONES_Y, TONES_U = "ỳýỷỹỵỲÝỶỸỴ", "ùúủũụÙÚỦŨỤ"
# It begins with one set of letters, which the engine looks for at its fastest.
LATE_TONE = re.compile(
    rf"[oOuU](?:(?<=[oO])[{TONES_A}{TONES_E}]|(?<=[uU])(?<![qQ].)[{TONES_Y}])(?!\w)", re.DOTALL
)
ENDLESS = re.compile(r"&#[0-9]{9,};?")  # `int` refuses what has thousands of digits
KEPT_KEYS = 2048
LONGEST_KEPT = 300

TOKEN = re.compile(
    r"\d+(?:/\d{4})?/[A-ZĐ]{2,}(?:-[A-ZĐ0-9]+)*"  # 123/QĐ-TLĐ, 43/2024/NĐ-CP
    r"|\d{1,2}-\d{1,2}-\d{4}"  # 3-4-2021; other hyphens between numbers are ranges
    r"|\d+(?:[.,:/]\d+)+"  # 4.680.000, 04/04/2018, 19:49
    f"|[\\w{COMBINING}]+"
    r"|\.{2,}"
    r"|[^\w\s]"
)


MOST_MARKS = 30  # on one letter, as Unicode's stream-safe format has it
UNBOUND = 500  # characters: whatever stands in so many is composed quickly
MARKS_IN_A_ROW = re.compile(rf"[^\w\s!-~]{{{2 * MOST_MARKS},}}")


def _with_fewer_marks(found: re.Match[str]) -> str:
    """What is no letter, with so many marks in a row as any script writes."""
    kept: list[str] = []
    marks = 0
    for char in found[0]:
        marks = marks + 1 if combining(char) else 0
        if marks <= MOST_MARKS:
            kept.append(char)
    return "".join(kept)


def nfc(text: str) -> str:
    """Composed form; most text is composed already, and the check is cheaper than the work. Both
    sort the marks of one letter, which takes minutes for a million of them: most are left out.
    """
    if len(text) > UNBOUND and not text.isascii():
        text = MARKS_IN_A_ROW.sub(_with_fewer_marks, text)
    return text if is_normalized("NFC", text) else normalize("NFC", text)


def clean(text: str) -> str:
    """Text as it is shown: NFC, no invisible characters, NBSP as a space, single spaces, none at
    the ends.

    >>> clean("  Công\\u00a0 đo\\u0061\\u0300n\\u200b ")
    'Công đoàn'
    """
    text = " ".join(text.split())
    if not text.isprintable() or "\u034f" in text:  # the one invisible character that "prints"
        text = " ".join(INVISIBLE.sub("", text).split())
    return text if text.isascii() else nfc(text)


def unescaped(text: str) -> str:
    """Text with its HTML entities as characters; a number that no character has is U+FFFD.

    >>> unescaped("C&ocirc;ng đo&#224;n")
    'Công đoàn'
    """
    return unescape(ENDLESS.sub("\ufffd", text))


def fold(text: str) -> str:
    """Lower case without any mark, đ as d: for search and vocabulary.

    >>> fold("Tin KHÁC, Đình công")
    'tin khac, dinh cong'
    """
    if text.isascii():
        return text.lower()
    plain = text.casefold().replace("đ", "d").replace("\u00f0", "d")
    stripped = MARKS.sub("", normalize("NFD", plain))
    return stripped if stripped.isascii() else normalize("NFC", stripped)


def _early(match: re.Match[str]) -> str:
    first, late = match[0][0], match[0][1]
    if first in "uU":
        late_row, row, plain = TONES_Y, TONES_U, "yY"
    elif late in TONES_A:
        late_row, row, plain = TONES_A, TONES_O, "aA"
    else:
        late_row, row, plain = TONES_E, TONES_O, "eE"
    at = late_row.index(late)
    return row[at % 5 + 5 * first.isupper()] + plain[at >= 5]


def unify_tone(text: str) -> str:
    """One placement of the tone mark where two are in use: hoà, khoẻ, thuý become hòa, khỏe, thúy;
    quý stays.

    >>> unify_tone("Sức khoẻ của Thuý, HOÀ BÌNH, quý, khuỷu")
    'Sức khỏe của Thúy, HÒA BÌNH, quý, khuỷu'
    """
    return LATE_TONE.sub(_early, nfc(text))


def match_key(text: str) -> str:
    """The key by which two readings of a text are the same: every letter, diacritic and digit
    counts, nothing else.

    Percent and degree signs stay, and so does the point or comma inside a number, as a point.

    >>> match_key("Mức  hỗ trợ: 4,5% – “Hoà Bình”!") == match_key("mức hỗ trợ 4.5%, Hòa Bình")
    True
    >>> match_key("4,5") == match_key("45")
    False
    """
    return _kept_key(text) if len(text) <= LONGEST_KEPT else _key(text)


def _key(text: str) -> str:
    if text.isascii():
        text = (text if text.isprintable() else INVISIBLE.sub("", text)).lower()
    else:
        if not text.isprintable() or "\u034f" in text:
            text = INVISIBLE.sub("", text)
        text = text.replace("\u00d0", "Đ").replace("\u00f0", "đ").casefold()
        text = LATE_TONE.sub(_early, nfc(text))
    if "," in text:
        text = DECIMAL_COMMA.sub(".", text)
    return " ".join(KEY_WORD.findall(text.replace("_", " ") if "_" in text else text))


_kept_key = lru_cache(maxsize=KEPT_KEYS)(_key)  # the title of a page is compared a dozen times


def syllables(text: str) -> list[str]:
    """Tokens for word diffs: syllables, numbers, dates and document numbers whole, each
    punctuation mark by itself.

    >>> syllables("Quyết định số 123/QĐ-TLĐ, mức 4.680.000 đồng.")
    ['Quyết', 'định', 'số', '123/QĐ-TLĐ', ',', 'mức', '4.680.000', 'đồng', '.']
    """
    return TOKEN.findall(nfc(INVISIBLE.sub("", text)))
