"""PURE: two versions of one passage: which class of edit lies between them, and which facts it
changed.

Order matters: what reads the same is no edit; the same words are format; misspellings are typos; a
sentence more or less is content; a changed fact is a fact; and the rest is style.
"""

import re
from collections import Counter
from collections.abc import Container, Sequence
from enum import StrEnum

from parsers.boilerplate import LineKind, line_kind
from parsers.text import fold
from scheduler import canon
from scheduler.align import Fate, align
from scheduler.fact import FactChange, FactKind
from scheduler.facts import compare_facts, states_otherwise
from scheduler.sequences import Span, compare_sequences
from scheduler.slips import is_slip


class EditClass(StrEnum):
    """Kinds of edit, lightest first: an article's class is the heaviest of its passages."""

    FORMAT = "format"  # case, punctuation, where paragraphs break
    TYPO = "typo"
    STYLE = "style"  # other words or another order, the same facts
    FACT = "fact"  # an amount, date, number, name, quote or negation
    CONTENT = "content"  # sentences, paragraphs, captions or attachments added or removed
    HEADLINE = "headline"
    CORRECTION = "correction"  # the article itself says so
    REMOVAL = "removal"

    @property
    def weight(self) -> int:
        """Rank in the order above; a fact and all that is heavier matters to a reader."""
        return _WEIGHTS[self]


_WEIGHTS = {kind: rank for rank, kind in enumerate(EditClass)}

REPLACED = 0.3
"""Share of a long passage that must stay in place; below it, it is another passage."""
LONG = 100
"""Words from which a passage is long: a short one is reworded as a whole easily."""
ENDLESS = 5_000
"""Words beyond which the facts of a replaced passage are not listed one by one."""


def judge(
    old: str, new: str, known: Container[str] = frozenset()
) -> tuple[EditClass | None, list[FactChange]]:
    """Judge two versions of one passage: the class of the edit (None: a reader sees no difference)
    and its facts. `known` says what is a name elsewhere (`names.KnownNames`).
    """
    if canon.shown(old) == canon.shown(new):
        return None, []
    one, two = canon.words(old), canon.words(new)
    if one == two:
        spoken = [fact for fact in compare_facts(old, new, known) if _quotes_more(fact)]
        return (EditClass.FACT, spoken) if spoken else (EditClass.FORMAT, [])
    spans = compare_sequences(one, two)
    longest = max(len(one), len(two))
    kept = sum(span.b - span.a for span in spans if span.equal)
    replaced = longest >= LONG and kept < REPLACED * longest
    if replaced and longest > ENDLESS:
        return EditClass.CONTENT, []
    facts = compare_facts(old, new, known)
    changed = [span for span in spans if not span.equal]
    if not facts and all(_only_figures(one, two, span) for span in changed):
        return EditClass.FORMAT, []
    slips = all(is_slip(one, two, span) for span in changed)
    if slips and not (facts and states_otherwise(old, new, known)):
        return EditClass.TYPO, []
    if declares_within(new) and not declares_within(old):
        return EditClass.CORRECTION, facts
    if replaced or _has_other_sentence(old, new):
        return EditClass.CONTENT, facts
    return (EditClass.FACT if facts else EditClass.STYLE), facts


def _quotes_more(fact: FactChange) -> bool:
    """Say whether the same words became somebody's speech, or ceased to be."""
    said = canon.words(fact.old or fact.new or "")
    return fact.kind is FactKind.QUOTE and None in (fact.old, fact.new) and len(said) >= SHORTEST


def _only_figures(old: Sequence[str], new: Sequence[str], span: Span) -> bool:
    """Say whether the span only writes the same figures otherwise: 5/10 as 05/10, 1.200.000 as
    1,200,000.
    """
    tokens = (*old[span.a : span.b], *new[span.c : span.d])
    return all(token[0].isdigit() or not token[0].isalpha() for token in tokens)


_SENTENCE = re.compile(r"[^.!?…]+(?:[.!?…]+(?=\s|\"|”|$)|\.(?=\S)[^.!?…]*|$)+")
SHORTEST = 5
"""Words from which a sentence counts as one: less is a heading, an initial, a cry."""
SAID = 0.4
"""Share of a sentence's words that the other version must say somewhere; with less, the sentence is
new or gone, and not the same in other words.
"""


def sentences(text: str) -> list[str]:
    """Cut a passage into sentences; a point inside a number or an abbreviation ends none.

    >>> sentences("Chi 1.200 đồng. Ai hỏi? Không rõ")
    ['Chi 1.200 đồng.', 'Ai hỏi?', 'Không rõ']
    """
    return [match[0].strip() for match in _SENTENCE.finditer(text) if not match[0].isspace()]


def _has_other_sentence(old: str, new: str) -> bool:
    """Say whether a whole sentence was put in, taken out or replaced, the rest staying."""
    one = [canon.words(sentence) for sentence in sentences(old)]
    two = [canon.words(sentence) for sentence in sentences(new)]
    before, after = (Counter(word for words in side for word in words) for side in (one, two))
    lost, gained = before - after, after - before
    for pair in align(one, two):
        if pair.fate is Fate.REMOVED and _is_other(one[pair.old[0]], lost):
            return True
        if pair.fate is Fate.ADDED and _is_other(two[pair.new[0]], gained):
            return True
    return False


def _is_other(words: Sequence[str], apart: Counter[str]) -> bool:
    """Say whether most words of a sentence are said on its side alone."""
    unsaid = sum((Counter(words) & apart).values())
    return len(words) >= SHORTEST and unsaid > (1 - SAID) * len(words)


_THIS = r"(?:ban tin|tin|bai viet|bai bao|bai|thong tin trong bai|noi dung bai viet)(?: nay| tren)?"
_MENDED = (
    r"(?:cap nhat|chinh sua|sua lai|sua|dinh chinh|dieu chinh|hieu chinh|hieu dinh"
    r"|bo sung|bien tap lai)"
)
_DECLARES = re.compile(
    r"\W*(?:"
    r"(?:thong tin |loi |ban )?(?:dinh chinh|cai chinh|cao loi)(?=\W|$)|noi lai cho ro"
    r"|update\b|(?:chung toi |xin |thanh that )*xin loi [^.]{0,60}\b(?:ban doc|doc gia)\b"
    r"|(?:ban doc |xin )+(?:vui long )?doc lai la\b"
    r"|(?:(?:ban |thong )?tin |bai viet (?:nay )?)?(?:da )?(?:duoc )?(?:cap nhat|chinh sua|sua lai)"
    r"(?: moi nhat| moi| them| bo sung)?"
    r"(?=\s?[:,)\]\-–|]|\s(?:luc|ngay|gio|sang|trua|chieu|toi|\d)|\W*$)"
    rf"|(?:(?:ghi chu|luu y|chu y)(?: cua toa soan)?\s?:\s?)?"
    rf"{_THIS}(?: da| duoc){{1,2}} {_MENDED}(?!\w)"
    r"|(?:trong )?(?:phien ban|ban tin|ban dang|bai|bai viet|tin)(?: dau| cu| truoc)(?: do)?"
    r"(?: cua (?:bai|tin)(?: viet| bao)?(?: nay)?)?,?(?: chung toi)? (?:da )?"
    r"(?:ghi|neu|viet|dua|dang|trich|de cap)(?: \w+)? (?:sai|nham|lon|thieu|chua|khong)"
    r")"
    r"|.*(?:\bxin (?:duoc )?(?:cao loi|dinh chinh|cai chinh)\b|\bthanh that (?:cao|xin) loi\b"
    r"|\b(?:chung toi|toa soan|ban bien tap) (?:da |xin )?(?:dinh chinh|cai chinh|cao loi)\b"
    r"|\b(?:chung toi|toa soan|ban bien tap) da (?:sua|chinh sua|cap nhat) lai\b"
    rf"|\bbai (?:viet|bao) (?:nay |tren )?(?:da|vua) (?:duoc )?{_MENDED}\b"
    r"|\bxin loi (?:ban|quy|doc) (?:doc|vi|gia)\b"
    r"|[(\[](?:da |bai viet |tin )?(?:da )?(?:duoc )?(?:cap nhat|dinh chinh)\b)"
)


def declares_within(text: str) -> bool:
    """Say whether a passage, or a sentence of it, declares a correction."""
    return declares(text) or any(declares(sentence) for sentence in sentences(text)[1:])


def declares(text: str) -> bool:
    """Say whether a passage declares a correction or an update of the article it stands in.

    >>> declares("Đính chính: mức đúng là 500.000 đồng."), declares("Cập nhật kiến thức mới.")
    (True, False)
    """
    return _DECLARES.match(fold(text)) is not None or line_kind(text) is LineKind.CORRECTION
