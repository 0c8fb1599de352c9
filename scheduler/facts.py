"""PURE: which facts differ between two versions of a passage, and how to say it ("500.000 đồng ->
600.000 đồng").

A fact that was lost and a fact of its kind that was gained are one change. What only moved together
with its neighbours is no change; what stands in the place of another is, even if both still occur
somewhere.
"""

from collections.abc import Container

from scheduler.exchange import exchanged
from scheduler.fact import Fact, FactChange, FactKind
from scheduler.sequences import compare_sequences
from scheduler.sides import Side, leftover, lost_names, paired, quotes, side_of, whole_names


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
    spans = [
        span
        for span in compare_sequences(
            [token.word for token in one.tokens], [token.word for token in two.tokens]
        )
        if not span.equal
    ]
    changes = _statements(one, two)
    changes += _changed_names(one, two)
    changes += _quoted(one, two)
    told = {text for change in changes for text in (change.old, change.new)}
    changes += [
        change for change in exchanged(one, two, spans) if not told & {change.old, change.new}
    ]
    return changes


def _statements(one: Side, two: Side) -> list[FactChange]:
    changes: list[FactChange] = []
    lost = leftover(one.facts, two.facts)
    gained = leftover(two.facts, one.facts)
    numbers = {FactKind.NUMBER, FactKind.AMOUNT, FactKind.PERCENT}
    for kind in FactKind:
        was = [fact for fact in lost if fact.kind is kind]
        now = [fact for fact in gained if fact.kind is kind]
        if kind is FactKind.SENSE:
            was = [fact for fact in was if not fact.rival]
            now = [fact for fact in now if not fact.rival]
        # "một" counts only if another number came in its place
        if kind in numbers:
            if not now or all(fact.rival for fact in now):
                was = [fact for fact in was if not fact.rival]
            if not was:
                now = [fact for fact in now if not fact.rival]
        changes += paired(kind, [fact.text for fact in was], [fact.text for fact in now])
    return changes


def _changed_names(one: Side, two: Side) -> list[FactChange]:
    was, now = lost_names(one, two), lost_names(two, one)
    return paired(FactKind.NAME, was, now)


def _quoted(one: Side, two: Side) -> list[FactChange]:
    old, new = quotes(one.text), quotes(two.text)
    was, now = leftover(old, new), leftover(new, old)
    return paired(FactKind.QUOTE, [fact.text for fact in was], [fact.text for fact in now])
