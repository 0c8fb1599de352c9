"""PURE: what kind of edit made one article out of another: offline, deterministic, never by a
similarity score.

A reader who trusts a figure must hear of every changed digit, and nobody wants to hear of a moved
byline. So each passage is judged by itself (`scheduler.judging`), by the facts it states and by its
words; the article's class is the highest among them.
"""

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from parsers.model import Article
from scheduler import canon
from scheduler.align import Fate, Pairing, align
from scheduler.canon import Passage
from scheduler.fact import FactChange
from scheduler.judging import SHORTEST, EditClass, declares, declares_within, judge, sentences
from scheduler.names import KnownNames

__all__ = ["Edit", "EditClass", "PartEdit", "classify"]


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
    known = KnownNames(text for one in (old, new) for text in (one.lead or "", *one.body))
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


def _is_silent(edit_class: EditClass, old: Article, new: Article) -> bool:
    """A declared correction is not silent; any other edit of weight is, unless the page's own stamp
    moved.
    """
    if edit_class.weight < EditClass.FACT.weight or edit_class is EditClass.CORRECTION:
        return False
    if new.updated_at is None:
        return True
    return old.updated_at is not None and new.updated_at <= old.updated_at


def _kicker(old: Article, new: Article, known: Container[str]) -> list[PartEdit]:
    was, now = old.kicker or "", new.kicker or ""
    if not was or not now:
        same = canon.shown(was) == canon.shown(now)
        return [] if same else [PartEdit(edit_class=EditClass.STYLE, part="kicker")]
    return _passage(was, now, "kicker", None, known)


def _title(old: Article, new: Article, known: Container[str]) -> list[PartEdit]:
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
    old: str, new: str, part: str, paragraph: int | None, known: Container[str]
) -> list[PartEdit]:
    edit_class, facts = judge(old, new, known)
    if edit_class is None:
        return []
    placed = tuple(
        FactChange(kind=fact.kind, old=fact.old, new=fact.new, part=part, paragraph=paragraph)
        for fact in facts
    )
    return [PartEdit(edit_class=edit_class, part=part, paragraph=paragraph, facts=placed)]


_LEAST = {Fate.MOVED: EditClass.STYLE, Fate.SPLIT: EditClass.FORMAT, Fate.MERGED: EditClass.FORMAT}


def _flow(old: Article, new: Article, known: Container[str]) -> list[PartEdit]:
    was = canon.passages(old, lead=not _is_only_repeated(old, new))
    now = canon.passages(new, lead=not _is_only_repeated(new, old))
    before, after = Counter(one.key for one in was), Counter(one.key for one in now)
    common = {key for key, count in before.items() if after[key] == count}
    was, now = canon.written(was, common), canon.written(now, common)
    if [one.key for one in was] == [one.key for one in now]:
        return []
    pairs = align([_tokens(one, common) for one in was], [_tokens(one, common) for one in now])
    touched = [_Touched(pair, was, now) for pair in pairs if _is_touched(pair, was, now)]
    moved = _moved_sentences(touched)
    elsewhere = _elsewhere(old) | _elsewhere(new)
    return [edit for one in touched for edit in _edits(one, moved, elsewhere, known)]


def _is_only_repeated(article: Article, other: Article) -> bool:
    """Say whether the lead is the first paragraph once more, and the other reading has it once.

    Where both have it twice, an edit of one of the two must not be lost.
    """
    return canon.repeats_lead(article) and not canon.repeats_lead(other, share=0.6)


def _tokens(passage: Passage, common: Container[str]) -> Sequence[str]:
    """Give the words of a passage; one that stands as often on both sides is whole."""
    return (passage.key,) if passage.key in common else canon.words(passage.text)


def _is_touched(pair: Pairing, was: Sequence[Passage], now: Sequence[Passage]) -> bool:
    if pair.fate is not Fate.KEPT:
        return True
    return was[pair.old[0]].key != now[pair.new[0]].key


class _Touched:
    """Passages of the old text and what they became, not all of it the same."""

    def __init__(self, pair: Pairing, was: Sequence[Passage], now: Sequence[Passage]) -> None:
        self.fate = pair.fate
        before, after = [was[i] for i in pair.old], [now[j] for j in pair.new]
        self.spot = (after or before)[0]
        self.old = " ".join(one.text for one in before)
        self.new = " ".join(one.text for one in after)
        self.old_sentences = _keyed(self.old)
        self.new_sentences = _keyed(self.new)


def _keyed(text: str) -> list[tuple[str, str]]:
    """List the sentences, each with a key; those too short to be told apart have none."""
    found: list[tuple[str, str]] = []
    for sentence in sentences(text):
        words = canon.words(sentence)
        found.append((sentence, " ".join(words) if len(words) >= SHORTEST else ""))
    return found


def _moved_sentences(touched: Iterable[_Touched]) -> frozenset[str]:
    """Find sentences that left one passage and came to another: they are neither gone nor new."""
    lost: Counter[str] = Counter()
    gained: Counter[str] = Counter()
    for one in touched:
        old = Counter(key for _, key in one.old_sentences if key)
        new = Counter(key for _, key in one.new_sentences if key)
        lost.update(old - new)
        gained.update(new - old)
    return frozenset(lost & gained)


def _without(
    mine: list[tuple[str, str]], theirs: list[tuple[str, str]], gone: Container[str]
) -> str:
    there = {key for _, key in theirs}
    return " ".join(text for text, key in mine if key not in gone or key in there)


def _edits(
    one: _Touched, moved: frozenset[str], elsewhere: frozenset[str], known: Container[str]
) -> list[PartEdit]:
    old, new, least = one.old, one.new, _LEAST.get(one.fate)
    if moved:
        old = _without(one.old_sentences, one.new_sentences, moved)
        new = _without(one.new_sentences, one.old_sentences, moved)
        if (old, new) != (one.old, one.new):
            least = EditClass.STYLE
    spot = one.spot
    if old and new:
        found = _passage(old, new, spot.part, spot.index + 1, known)
    elif canon.words(old or new) and canon.shown(old or new).casefold() not in elsewhere:
        edit_class = EditClass.CORRECTION if declares_within(new) else EditClass.CONTENT
        found = [PartEdit(edit_class=edit_class, part=spot.part, paragraph=spot.index + 1)]
    else:
        found = []
    if least and not found:
        return [PartEdit(edit_class=least, part=spot.part, paragraph=spot.index + 1)]
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


def _captions(old: Article, new: Article, known: Container[str]) -> list[PartEdit]:
    was = {one.key: one for one in canon.written(canon.captions(old))}
    now = {one.key: one for one in canon.written(canon.captions(new))}
    if was.keys() == now.keys():
        return []
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


def _attachments(old: Article, new: Article, known: Container[str]) -> list[PartEdit]:
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
