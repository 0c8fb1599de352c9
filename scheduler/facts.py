"""PURE: which facts differ between two versions of a passage, and how to say it ("500.000 đồng ->
600.000 đồng").

A fact that was lost and a fact of its kind that was gained are one change. What only moved together
with its neighbours is no change; what stands in the place of another is, even if both still occur
somewhere.
"""

from collections.abc import Container, Sequence

from scheduler.exchange import exchanged
from scheduler.fact import Fact, FactChange, FactKind
from scheduler.sequences import Span, compare_sequences
from scheduler.sides import Side, leftover, lost_names, quotes, side_of, whole_names
from scheduler.telling import Pair, paired, tell


def read_facts(text: str, known: Container[str] = frozenset()) -> list[Fact]:
    """List every fact that a text states, names and quotes among them."""
    side = side_of(text, known)
    return sorted(
        [*side.facts, *quotes(side.text), *whole_names(side.text, side.tokens)],
        key=lambda fact: (fact.start, fact.end),
    )


def compare_facts(old: str, new: str, known: Container[str] = frozenset()) -> list[FactChange]:
    """List the facts that differ between two versions of one passage."""
    one, two = side_of(old, known), side_of(new, known)
    spans = _changed(one, two)
    pairs = _statements(one, two)
    pairs += paired(lost_names(one, two), lost_names(two, one))
    pairs += _quoted(one, two)
    changes = tell(pairs, one, two, spans)
    told = {text for change in changes for text in (change.old, change.new)}
    changes += [
        change for change in exchanged(one, two, spans) if not told & {change.old, change.new}
    ]
    return changes


def states_otherwise(old: str, new: str, known: Container[str] = frozenset()) -> bool:
    """Say whether a word that states a fact gave way to another that does: asked where all that
    changed are slips of the pen, of which "hai trệu" -> "hai triệu" is one and "12 tấn" -> "12 tạ"
    is none.
    """
    one, two = side_of(old, known), side_of(new, known)
    for span in _changed(one, two):
        was, now = _stated(one, span.a, span.b), _stated(two, span.c, span.d)
        if any(
            fact.kind is other.kind and fact.value != other.value and fact.rival == other.rival
            for fact in was
            for other in now
        ):
            return True
    return bool(lost_names(one, two) or lost_names(two, one))


def _changed(one: Side, two: Side) -> list[Span]:
    spans = compare_sequences(
        [token.word for token in one.tokens], [token.word for token in two.tokens]
    )
    return [span for span in spans if not span.equal]


def _stated(side: Side, first: int, last: int) -> list[Fact]:
    if first == last:
        return []
    start, end = side.tokens[first].start, side.tokens[last - 1].end
    return [fact for fact in side.facts if fact.start < end and fact.end > start]


_NUMBERS = frozenset({FactKind.NUMBER, FactKind.AMOUNT, FactKind.PERCENT})


def _statements(one: Side, two: Side) -> list[Pair]:
    pairs: list[Pair] = []
    lost = leftover(one.facts, two.facts)
    gained = leftover(two.facts, one.facts)
    for kind in FactKind:
        was = [fact for fact in lost if fact.kind is kind]
        now = [fact for fact in gained if fact.kind is kind]
        if kind is FactKind.SENSE:
            was, now = _unrivalled(was), _unrivalled(now)
        elif kind is FactKind.NEGATION:
            was, now = _denials(was, one, two), _denials(now, two, one)
        elif kind is FactKind.RANK:
            was, now = (was, now) if was and now else (_unrivalled(was), _unrivalled(now))
        if kind is FactKind.AMOUNT:
            was, now = _otherwise(was, now), _otherwise(now, was)
        # "một" counts only if another number came in its place
        if kind in _NUMBERS:
            if not now or all(fact.rival for fact in now):
                was = _unrivalled(was)
            if not was:
                now = _unrivalled(now)
        pairs += paired(was, now)
    return pairs


def _otherwise(amounts: Sequence[Fact], others: Sequence[Fact]) -> list[Fact]:
    """Leave out an amount that the other text has with the currency, which is the one that goes
    without saying ("3 triệu", "3.000.000 đồng").
    """
    there = {fact.value.replace("vnd", "") for fact in others}
    return [
        fact
        for fact in amounts
        if fact.value.replace("vnd", "") not in there
        or any(fact.value == other.value for other in others)
    ]


def _unrivalled(facts: Sequence[Fact]) -> list[Fact]:
    return [fact for fact in facts if not fact.rival]


def _denials(facts: Sequence[Fact], side: Side, other: Side) -> list[Fact]:
    """Leave out a turn of speech ("không ngừng", "chẳng hạn") that went as a whole: it denies
    nothing. If its other word stayed, the negation alone was put in or taken out.
    """
    return [
        fact
        for fact in facts
        if not fact.rival or _count(fact.rival, side) == _count(fact.rival, other)
    ]


def _count(word: str, side: Side) -> int:
    return sum(token.word == word for token in side.tokens)


def _quoted(one: Side, two: Side) -> list[Pair]:
    old, new = quotes(one.text), quotes(two.text)
    was, now = leftover(old, new), leftover(new, old)
    if not was or not now:
        was, now = _unrivalled(was), _unrivalled(now)
    return paired(was, now)
