"""PURE: what kind of edit made one article out of another: offline, deterministic, never by a
similarity score.

A reader who trusts a figure must hear of every changed digit, and nobody wants to hear of a moved
byline. So each passage is judged by itself, by the facts it states and by its words; the article's
class is the highest among them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from parsers.boilerplate import LineKind, line_kind
from parsers.model import Article
from parsers.text import fold
from scheduler import canon
from scheduler.align import Fate, align, likeness
from scheduler.canon import Passage
from scheduler.fact import FactChange, FactKind
from scheduler.facts import compare_facts
from scheduler.names import known_names
from scheduler.sequences import Span, compare_sequences


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


@dataclass(frozen=True, slots=True, kw_only=True)
class PartEdit:
    """What was done to one passage: its class, where it stands now (`paragraph` from 1), the facts
    it changed.
    """

    edit_class: EditClass
    part: str
    paragraph: int | None = None
    facts: tuple[FactChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What was done to an article. `fields` are the parts that changed, in the order of the page.

    `silent`: the edit is a fact or heavier, and the page neither declares it nor moved its
    "updated" stamp.
    """

    edit_class: EditClass
    fields: tuple[str, ...]
    facts: tuple[FactChange, ...]
    silent: bool
    parts: tuple[PartEdit, ...] = ()


FIELDS = ("kicker", "title", "lead", "body", "caption", "attachment")


def classify(old: Article, new: Article) -> Edit | None:
    """Say what kind of edit made `new` out of `old`; None if a reader sees the same in both."""
    if canon.same_text(old, new):
        return None
    known = known_names(_prose(old) + _prose(new))
    parts = [
        *_kicker(old, new, known),
        *_title(old, new, known),
        *_flow(old, new, known),
        *_captions(old, new, known),
        *_attachments(old, new, known),
    ]
    if not parts:
        return None
    edit_class = max((part.edit_class for part in parts), key=lambda kind: kind.weight)
    return Edit(
        edit_class=edit_class,
        fields=tuple(field for field in FIELDS if any(part.part == field for part in parts)),
        facts=tuple(change for part in parts for change in part.facts),
        silent=_is_silent(edit_class, old, new),
        parts=tuple(parts),
    )


def _prose(article: Article) -> list[str]:
    return [article.title, article.lead or "", *article.body]


def _is_silent(edit_class: EditClass, old: Article, new: Article) -> bool:
    """A declared correction is not silent; any other edit of weight is, unless the page's own stamp
    moved.
    """
    if edit_class.weight < EditClass.FACT.weight or edit_class is EditClass.CORRECTION:
        return False
    if new.updated_at is None:
        return True
    return old.updated_at is not None and new.updated_at <= old.updated_at


def _kicker(old: Article, new: Article, known: frozenset[str]) -> list[PartEdit]:
    was, now = old.kicker or "", new.kicker or ""
    if not was or not now:
        same = canon.shown(was) == canon.shown(now)
        return [] if same else [PartEdit(edit_class=EditClass.STYLE, part="kicker")]
    return _passage(was, now, "kicker", None, known)


def _title(old: Article, new: Article, known: frozenset[str]) -> list[PartEdit]:
    """Any other wording of a title is a headline edit; the facts that it changed go with it."""
    found = _passage(old.title, new.title, "title", None, known)
    return [
        PartEdit(
            edit_class=EditClass.CORRECTION
            if declares(new.title) and not declares(old.title)
            else EditClass.HEADLINE
            if part.edit_class is not EditClass.FORMAT
            else EditClass.FORMAT,
            part="title",
            facts=part.facts,
        )
        for part in found
    ]


def _passage(
    old: str, new: str, part: str, paragraph: int | None, known: frozenset[str]
) -> list[PartEdit]:
    edit_class, facts = judge(old, new, known)
    if edit_class is None:
        return []
    placed = tuple(
        FactChange(kind=fact.kind, old=fact.old, new=fact.new, part=part, paragraph=paragraph)
        for fact in facts
    )
    return [PartEdit(edit_class=edit_class, part=part, paragraph=paragraph, facts=placed)]


def judge(
    old: str, new: str, known: frozenset[str] = frozenset()
) -> tuple[EditClass | None, list[FactChange]]:
    """Judge two versions of one passage: the class of the edit (None: no difference to a reader)
    and its facts.
    """
    if canon.shown(old) == canon.shown(new):
        return None, []
    one, two = canon.words(old), canon.words(new)
    facts = compare_facts(old, new, known)
    if one == two:
        spoken = [
            fact for fact in facts if fact.kind is FactKind.QUOTE and None in (fact.old, fact.new)
        ]
        return (EditClass.FACT, spoken) if spoken else (EditClass.FORMAT, [])
    spans = [span for span in compare_sequences(one, two) if not span.equal]
    if not facts and all(_only_figures(one, two, span) for span in spans):
        return EditClass.FORMAT, []
    slips = all(is_slip(one, two, span) for span in spans)
    if slips and all(fact.kind is FactKind.QUOTE for fact in facts):
        return EditClass.TYPO, []
    if declares(new) and not declares(old):
        return EditClass.CORRECTION, facts
    if _has_other_sentence(old, new):
        return EditClass.CONTENT, facts
    return (EditClass.FACT if facts else EditClass.STYLE), facts


def _only_figures(old: Sequence[str], new: Sequence[str], span: Span) -> bool:
    """Say whether the span only writes the same figures otherwise: 5/10 as 05/10, 1.200.000 as
    1,200,000.
    """
    tokens = (*old[span.a : span.b], *new[span.c : span.d])
    return all(token[0].isdigit() or not token[0].isalpha() for token in tokens)


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


FUNCTION_WORDS = frozenset(
    {
        *("và", "là", "với", "do", "cho", "để", "sẽ", "đã", "đang", "thì", "mà", "ở", "từ", "tới"),
        *("lên", "ra", "vào", "cùng", "chung", "các", "những", "mọi", "mỗi", "này", "kia", "đó"),
        *("hay", "hoặc", "nên", "nếu", "còn", "cũng", "vẫn", "đều", "rất", "quá", "lại", "sau"),
        *("trước", "trong", "ngoài", "trên", "dưới", "hơn", "nhất", "của", "bị", "được", "vì"),
        *("khi", "lúc", "nơi", "theo", "về", "qua", "đến", "tại", "có", "làm", "nói", "như", "cả"),
    }
)
"""One of these for another is a choice of words, however alike they are in writing."""
_SOUNDS = (
    ("ngh", "ng"), ("gh", "g"), ("tr", "ch"), ("gi", "d"), ("r", "d"), ("v", "d"), ("x", "s"), ("k", "c"),
    ("q", "c"),
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
    if min(len(plain), len(other)) < 2 or (len(plain) == len(other) == 2):
        return False
    return _sound(plain) == _sound(other) or _one_slip(plain, other)


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


_SENTENCE = re.compile(r"[^.!?…]+(?:[.!?…]+(?=\s|\"|”|$)|\.(?=\S)[^.!?…]*|$)+")
_SHORTEST = 5


def _has_other_sentence(old: str, new: str) -> bool:
    """Say whether a whole sentence was put in, taken out or replaced, the rest staying."""
    one = [canon.words(match[0]) for match in _SENTENCE.finditer(old)]
    two = [canon.words(match[0]) for match in _SENTENCE.finditer(new)]
    left, right = [], []
    for pair in align(one, two):
        if pair.fate is Fate.REMOVED:
            left += [one[i] for i in pair.old]
        elif pair.fate is Fate.ADDED:
            right += [two[j] for j in pair.new]
    return any(
        len(words) >= _SHORTEST and all(likeness(words, other) < UNLIKE for other in others)
        for mine, others in ((left, right), (right, left))
        for words in mine
    )


UNLIKE = 0.25
"""Share of common words below which a sentence is another one and not the same in other words."""


_DECLARES = re.compile(
    r"\W*(?:"
    r"(?:thong tin |loi )?(?:dinh chinh|cai chinh|cao loi)(?=\W|$)|noi lai cho ro|xin loi (?:ban|quy) doc"
    r"|(?:(?:ban |thong )?tin |bai viet (?:nay )?)?(?:da )?(?:duoc )?(?:cap nhat|chinh sua|sua lai)"
    r"(?: moi nhat| moi| them| bo sung)?"
    r"(?=\s?[:,)\]\-–|]|\s(?:luc|ngay|gio|sang|trua|chieu|toi|\d)|\W*$)"
    r"|bai viet (?:nay )?da (?:duoc )?(?:cap nhat|chinh sua|sua|dinh chinh)"
    r")"
    r"|.*(?:\bxin (?:duoc )?(?:cao loi|dinh chinh|cai chinh)\b|\bchung toi (?:da )?(?:dinh|cai) chinh\b"
    r"|\bxin loi (?:ban|quy|doc) (?:doc|vi|gia)\b"
    r"|[(\[](?:da |bai viet |tin )?(?:da )?(?:duoc )?(?:cap nhat|dinh chinh)\b)"
)


def declares(text: str) -> bool:
    """Say whether a passage declares a correction or an update of the article it stands in.

    >>> declares("Đính chính: số tiền đúng là 500.000 đồng."), declares("Cập nhật kiến thức cho cán bộ.")
    (True, False)
    """
    return _DECLARES.match(fold(text)) is not None or line_kind(text) is LineKind.CORRECTION


def _flow(old: Article, new: Article, known: frozenset[str]) -> list[PartEdit]:
    was, now = canon.passages(old), canon.passages(new)
    if [passage.key for passage in was] == [passage.key for passage in now]:
        return []
    pairs = align([canon.words(one.text) for one in was], [canon.words(one.text) for one in now])
    elsewhere = _elsewhere(old) | _elsewhere(new)
    found: list[PartEdit] = []
    for pair in pairs:
        before, after = [was[i] for i in pair.old], [now[j] for j in pair.new]
        if not before or not after:
            found += _one_sided(before, after, elsewhere)
            continue
        spot = after[0]
        edits = _passage(
            " ".join(one.text for one in before),
            " ".join(one.text for one in after),
            spot.part,
            spot.index + 1,
            known,
        )
        least = _LEAST.get(pair.fate)
        if least and not edits:
            edits = [PartEdit(edit_class=least, part=spot.part, paragraph=spot.index + 1)]
        found += edits
    return found


_LEAST = {Fate.MOVED: EditClass.STYLE, Fate.SPLIT: EditClass.FORMAT, Fate.MERGED: EditClass.FORMAT}


def _one_sided(
    before: Sequence[Passage], after: Sequence[Passage], elsewhere: frozenset[str]
) -> list[PartEdit]:
    found: list[PartEdit] = []
    for passage in (*before, *after):
        if not canon.words(passage.text) or passage.key.casefold() in elsewhere:
            continue
        declared = passage in after and declares(passage.text)
        found.append(
            PartEdit(
                edit_class=EditClass.CORRECTION if declared else EditClass.CONTENT,
                part=passage.part,
                paragraph=passage.index + 1,
            )
        )
    return found


def _elsewhere(article: Article) -> frozenset[str]:
    """What the page shows outside the flow: a paragraph that is one of these was read in another
    place, not edited.
    """
    texts = [
        *article.authors,
        ", ".join(article.authors),
        " - ".join(article.authors),
        article.source_note or "",
        article.title,
        article.kicker or "",
        article.section or "",
        *(caption.text for caption in article.captions),
    ]
    return frozenset(canon.shown(text).casefold() for text in texts if text)


def _captions(old: Article, new: Article, known: frozenset[str]) -> list[PartEdit]:
    was = {one.key: one for one in canon.captions(old)}
    now = {one.key: one for one in canon.captions(new)}
    inside = {one.key for one in (*canon.passages(old), *canon.passages(new))}
    lost = [one for key, one in was.items() if key not in now and key not in inside]
    gained = [one for key, one in now.items() if key not in was and key not in inside]
    found: list[PartEdit] = []
    pairs = align(
        [canon.words(one.text) for one in lost], [canon.words(one.text) for one in gained]
    )
    for pair in pairs:
        if pair.old and pair.new:
            one, two = lost[pair.old[0]], gained[pair.new[0]]
            found += _passage(one.text, two.text, "caption", two.index + 1, known)
        else:
            spot = gained[pair.new[0]] if pair.new else lost[pair.old[0]]
            found.append(
                PartEdit(edit_class=EditClass.CONTENT, part="caption", paragraph=spot.index + 1)
            )
    return found


def _attachments(old: Article, new: Article, known: frozenset[str]) -> list[PartEdit]:
    was = {canon.attachment_key(one): one for one in old.attachments}
    now = {canon.attachment_key(one): one for one in new.attachments}
    found: list[PartEdit] = []
    for key in was.keys() & now.keys():
        found += _passage(
            canon.attachment_title(was[key]),
            canon.attachment_title(now[key]),
            "attachment",
            None,
            known,
        )
    if was.keys() != now.keys():
        found.append(PartEdit(edit_class=EditClass.CONTENT, part="attachment"))
    return found
