"""PURE: how a changed fact is told: as what it was and what it is now, with what came in its place.

A fact that was lost and one that was gained are one change if they are of a kind, or if they stand
in one and the same place ("60 ngày" -> "60 giờ"). Where the other text states no such fact, the
words that stand there are told ("không" -> "đã", "được tự ý" -> "không được tự ý").
"""

from collections.abc import Sequence
from dataclasses import dataclass

from scheduler.fact import Fact, FactChange, FactKind
from scheduler.sequences import Span
from scheduler.sides import Side

SMALL = 6
"""Words up to which a stretch stands for what was there before; a longer one is written anew."""
BESIDE = 2
"""Words after a negation that are told with it, where nothing stood in its place."""
MOST = 200
"""Changed stretches, or facts, beyond which nothing stands in the place of anything."""
VALUES = frozenset(
    {
        FactKind.AMOUNT,
        FactKind.PERCENT,
        FactKind.DATE,
        FactKind.TIME,
        FactKind.DOCUMENT,
        FactKind.PHONE,
        FactKind.NUMBER,
    }
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A fact that was lost, one that was gained, or both: one change."""

    old: Fact | None
    new: Fact | None


def paired(was: Sequence[Fact], now: Sequence[Fact]) -> list[Pair]:
    """Pair what was lost with what was gained, in order."""
    return [
        Pair(was[at] if at < len(was) else None, now[at] if at < len(now) else None)
        for at in range(max(len(was), len(now)))
    ]


def tell(pairs: Sequence[Pair], one: Side, two: Side, spans: Sequence[Span]) -> list[FactChange]:
    """Tell each change by what was and what is."""
    if max(len(spans), len(pairs)) > MOST:
        spans = ()
    told: list[FactChange] = []
    for pair in _across_kinds(pairs, one, two, spans) if spans else pairs:
        if pair.old and pair.new:
            change = FactChange(kind=pair.new.kind, old=pair.old.text, new=pair.new.text)
        elif pair.old:
            was, now = _in_place(pair.old, one, two, spans, is_old=True)
            change = FactChange(kind=pair.old.kind, old=was, new=now)
        elif pair.new:
            mine, there = _in_place(pair.new, two, one, spans, is_old=False)
            change = FactChange(kind=pair.new.kind, old=there, new=mine)
        else:
            continue
        told.append(change)
    return told


def _across_kinds(pairs: Sequence[Pair], one: Side, two: Side, spans: Sequence[Span]) -> list[Pair]:
    """Join a value that was lost with one of another kind that was gained in its place."""
    done: list[Pair] = []
    free = [pair for pair in pairs if pair.old is None and pair.new and pair.new.kind in VALUES]
    for pair in pairs:
        if pair in free:
            continue
        if pair.new is None and pair.old and pair.old.kind in VALUES:
            at = _touched(pair.old, one, spans, is_old=True)
            for other in free:
                if other.new and at & _touched(other.new, two, spans, is_old=False):
                    free.remove(other)
                    pair = Pair(pair.old, other.new)
                    break
        done.append(pair)
    return done + free


def _bounds(span: Span, is_old: bool) -> tuple[int, int]:
    return (span.a, span.b) if is_old else (span.c, span.d)


def _touched(fact: Fact, side: Side, spans: Sequence[Span], *, is_old: bool) -> set[Span]:
    """The changed spans that the words of a fact reach into."""
    found: set[Span] = set()
    for span in spans:
        first, last = _bounds(span, is_old)
        if first < last and (
            side.tokens[first].start < fact.end and side.tokens[last - 1].end > fact.start
        ):
            found.add(span)
    return found


def _in_place(
    fact: Fact, side: Side, other: Side, spans: Sequence[Span], *, is_old: bool
) -> tuple[str, str | None]:
    """The fact as it is told, and what the other text says in its place (None: nothing)."""
    touched = _touched(fact, side, spans, is_old=is_old)
    if len(touched) != 1 or fact.kind is FactKind.QUOTE:
        return fact.text, None
    span = touched.pop()
    here, there = _bounds(span, is_old), _bounds(span, not is_old)
    if max(here[1] - here[0], there[1] - there[0]) > SMALL:
        return fact.text, None
    if there[0] < there[1]:
        mine = _text(side, *here) if fact.kind is FactKind.NEGATION else fact.text
        return mine, _text(other, *there)
    if fact.kind is not FactKind.NEGATION:
        return fact.text, _left_of(fact, side, other, here, there[0])
    beside = _words_after(side, here[1])
    if not beside:
        return fact.text, None
    return _text(side, here[0], here[1] + beside), _text(other, there[1], there[1] + beside)


def _left_of(fact: Fact, side: Side, other: Side, here: tuple[int, int], there: int) -> str | None:
    """What the other text has of a fact of which it lacks some words ("Lê Thị Hoa", "Lê Hoa");
    None if it lacks all of them.
    """
    at = range(*here)
    inside = [
        index
        for index, token in enumerate(side.tokens)
        if token.start < fact.end and token.end > fact.start and index not in at
    ]
    before = sum(index < here[0] for index in inside)
    return _text(other, there - before, there - before + len(inside)) if inside else None


def _words_after(side: Side, at: int) -> int:
    """How many words stand right behind a place, as far as they are told."""
    count = 0
    for token in side.tokens[at : at + BESIDE]:
        if not token.word[0].isalnum():
            break
        count += 1
    return count


def _text(side: Side, first: int, last: int) -> str:
    last = min(last, len(side.tokens))
    return side.text[side.tokens[first].start : side.tokens[last - 1].end]
