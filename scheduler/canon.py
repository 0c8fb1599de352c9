"""PURE: which text of an article counts, and when two spellings of it are one text to a reader.

Three readings of a paragraph, from near to far: the text itself, what it `shown`s (Unicode form,
tone placement, quote and dash styles, spacing and list bullets do not count), and its `words` (case
and punctuation do not count either, but every letter, every diacritic and every sign inside or
between numbers does).
"""

import hashlib
import re
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl, urlsplit

from parsers.boilerplate import LineKind, line_kind
from parsers.model import Article, Attachment
from parsers.text import TOKEN, clean, unify_tone

STYLES = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″〝〞＂‘’‚‛′`´ʼ‹›'", '"'),
        **dict.fromkeys("‐‑‒–—―−﹣－", "-"),
        "…": "...",
        "\u00d0": "Đ",  # the look-alike that old keyboards typed
        "\u00f0": "đ",
    }
)
_BULLET = re.compile(r"^(?:[•·▪◦‣●○■□*+➢❖✓-]\s+)+")
_DOTS = re.compile(r"\.{2,}")
_QUOTES = re.compile(r'"{2,}')
# Blanks beside punctuation do not count, but between two digits: "12, 5" are two numbers and
# "12,5" is one.
_BEFORE = re.compile(r" (?=[^\w\s])")
_AFTER = re.compile(r"(?<=[^\w\s]) (?!(?<=\d[.,:] )\d)")
SIGNS = frozenset("%‰°$€£¥+=<>&@#²³½¼¾×")
_LINKING = frozenset("-,./:")


@lru_cache(maxsize=8192)
def shown(text: str) -> str:
    """Reduce a text to what a reader sees of it: equal for two texts that look the same on paper.

    >>> shown("Anh nói : “Hoà bình” – 5 %") == shown('Anh nói: "Hòa bình" - 5%')
    True
    >>> shown("mức 12,5") == shown("mức 125")
    False
    """
    text = _BULLET.sub("", unify_tone(clean(text)).translate(STYLES))
    text = _QUOTES.sub('"', _DOTS.sub("...", text))
    return _AFTER.sub("", _BEFORE.sub("", text))


@lru_cache(maxsize=2048)
def words(text: str) -> tuple[str, ...]:
    """List the words of a text in lower case, numbers whole; punctuation only where it stands
    between two numbers.

    >>> words("Mức 4,5%, từ ngày 10 - 12")
    ('mức', '4,5', '%', 'từ', 'ngày', '10', '-', '12')
    """
    tokens: list[str] = TOKEN.findall(shown(text).casefold())
    last = len(tokens) - 1
    return tuple(
        token
        for at, token in enumerate(tokens)
        if token[-1].isalnum()
        or token in SIGNS
        or (
            token in _LINKING
            and 0 < at < last
            and tokens[at - 1][-1].isdigit()
            and tokens[at + 1][0].isdigit()
        )
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One paragraph of an article that counts: `part` is lead, body or caption; `index` its place
    in that part.
    """

    part: str
    index: int
    text: str
    key: str  # shown(text)


# Lines of these kinds that slip into a body change by themselves and are written by no editor.
_CHURN = frozenset(
    {
        LineKind.SHARE,
        LineKind.SPEECH,
        LineKind.FOLLOW,
        LineKind.ADVERT,
        LineKind.COMMENTS,
        LineKind.NEWSLETTER,
        LineKind.NAVIGATION,
        LineKind.LIST_HEADING,
        LineKind.LINK_LINE,
        LineKind.TAGS,
        LineKind.BYLINE,
        LineKind.SOURCE,
    }
)
_CLOCK = re.compile(r"\d{1,2}\s?[:h]\s?\d{2}")
_AGO = re.compile(r"trước|ago$", re.IGNORECASE)


def is_churn(text: str) -> bool:
    """Say whether a whole line is a counter, a clock, a share bar, a byline: nothing whose change
    is an edit.

    A number or a date alone is not: it may be the cell of a table.
    """
    if len(text) > 160:
        return False
    kind = line_kind(text)
    if kind is None:
        return False
    if kind is LineKind.COUNTER:
        return any(letter.isalpha() for letter in text) or "/" in text
    if kind is LineKind.DATE:
        return _AGO.search(text) is not None or _CLOCK.search(text) is not None
    return kind in _CHURN


_DATELINE = re.compile(r"^\([A-ZĐ]{2,8}O?\)\s*[-–—:.]?\s*")


def _passage(part: str, index: int, text: str) -> Passage:
    """Build a passage; the paper's own mark before a lead, "(LĐTĐ) -", is no word of it."""
    text = _DATELINE.sub("", clean(text))
    return Passage(part=part, index=index, text=text, key=shown(text))


def passages(article: Article, *, lead: bool = True) -> list[Passage]:
    """List lead and body as one flow (a lead that a template shows as first paragraph is the same
    lead). Without `lead`, the body alone: see `repeats_lead`.
    """
    found = [_passage("lead", 0, article.lead)] if article.lead and lead else []
    found += [_passage("body", index, text) for index, text in enumerate(article.body)]
    return [passage for passage in found if passage.key]


FIRST = 2
"""Paragraphs of the body among which a lead is repeated."""


def repeats_lead(article: Article, *, share: float = 1.0) -> bool:
    """Say whether the body begins with the lead once more, or with what a cut lead is the beginning
    of; with a smaller `share`, or with nearly the same words.
    """
    mine = words(_DATELINE.sub("", article.lead or "").rstrip(" .…"))
    if not mine:
        return False
    for text in article.body[:FIRST]:
        theirs = words(_DATELINE.sub("", text))
        if theirs[: len(mine)] == mine:
            return True
        common = sum((Counter(mine) & Counter(theirs)).values())
        if share < 1 and common >= share * max(len(mine), len(theirs)):
            return True
    return False


def captions(article: Article) -> list[Passage]:
    """List the captions as passages."""
    found = [_passage("caption", at, one.text) for at, one in enumerate(article.captions)]
    return [passage for passage in found if passage.key]


def written(passages: Iterable[Passage], common: Container[str] = ()) -> list[Passage]:
    """Leave out the lines that are no editor's; those whose key is in `common` need no look."""
    return [one for one in passages if one.key in common or not is_churn(one.text)]


_IDENTIFIES = re.compile(r"id$|file|doc|name|path|tep|vanban", re.IGNORECASE)
_SESSION = re.compile(r"sid$|session|token|^uid$", re.IGNORECASE)


def attachment_key(attachment: Attachment) -> str:
    """Name the file of an attachment: its path without host, and of the query only what tells one
    file from another.

    >>> a = Attachment(url="https://cdn1.x.vn/qd-12.pdf?t=1700000000", title="")
    >>> b = Attachment(url="http://x.vn/qd-12.pdf?v=2&PHPSESSID=ab12", title="")
    >>> attachment_key(a) == attachment_key(b)
    True
    """
    parts = urlsplit(attachment.url)
    path = re.sub(r";jsessionid=[^/?]*", "", parts.path, flags=re.IGNORECASE)
    kept = sorted(
        f"{name}={value}"
        for name, value in parse_qsl(parts.query)
        if _IDENTIFIES.search(name) and not _SESSION.search(name)
    )
    return "?".join([path, *kept])


_COUNTED = re.compile(
    r"\s*[\[(]\s*[\d.,]+\s*(?:k?b|mb|gb|lượt[^)\]]*|lần[^)\]]*)\s*[\])]", re.IGNORECASE
)


def attachment_title(attachment: Attachment) -> str:
    """Give the link text without a size or a download counter behind it."""
    return _COUNTED.sub("", attachment.title)


def content_key(article: Article) -> str:
    """Digest of all that a reader sees of an article: equal keys mean that nothing was edited.

    The store keeps it with each version; flapping is recognised by it.
    """
    parts: list[str] = [shown(article.kicker or ""), shown(article.title), "\x1e"]
    parts += [passage.key for passage in written(passages(article, lead=not repeats_lead(article)))]
    parts.append("\x1e")
    parts += sorted({passage.key for passage in written(captions(article))})
    parts.append("\x1e")
    parts += sorted(
        f"{attachment_key(one)} {shown(attachment_title(one))}" for one in article.attachments
    )
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]


def same_text(old: Article, new: Article) -> bool:
    """Say quickly whether every field that counts is spelled the same in both."""
    return (
        old.body == new.body
        and old.title == new.title
        and old.lead == new.lead
        and old.kicker == new.kicker
        and _texts(old) == _texts(new)
        and old.attachments == new.attachments
    )


def _texts(article: Article) -> Sequence[str]:
    return [caption.text for caption in article.captions]
