"""PURE: facts that changed places though both versions of a passage hold the same ones.

"5 người chết, 10 người bị thương" and the other way round state the same numbers; what tells is
the company that each of them keeps. Words that exclude one another are told here too.
"""

from collections.abc import Iterable, Sequence

from scheduler.fact import Fact, FactChange, FactKind
from scheduler.sequences import Span
from scheduler.sides import Side, leftover, whole_names


def exchanged(one: Side, two: Side, spans: Sequence[Span]) -> list[FactChange]:
    """Find facts in one another's place though both sides hold the same: A and B swapped."""
    if len(spans) > MOST_SPANS:
        return []
    changes: list[FactChange] = []
    lost: list[Fact] = []
    gained: list[Fact] = []
    for span in spans:
        was, now = _within(one, span.a, span.b), _within(two, span.c, span.d)
        if max(span.b - span.a, span.d - span.c) <= SMALL:
            changes += _turned(was.facts, now.facts)
        left = [*was.facts, *whole_names(was.text, was.tokens)]
        right = [*now.facts, *whole_names(now.text, now.tokens)]
        lost += leftover(left, right)
        gained += leftover(right, left)
    there = {(fact.kind, fact.value) for fact in gained}
    for fact in lost:
        if fact.rival or fact.kind in (FactKind.QUOTE, FactKind.SENSE):
            continue
        if (fact.kind, fact.value) in there and not _kept_company(fact, one, two):
            changes.append(FactChange(kind=fact.kind, old=fact.text, new=_rival(fact, gained)))
    return changes


MOST_SPANS = 200
"""Changed stretches beyond which a passage is written anew, and nothing in it changed places."""
SMALL = 4
"""Words from which a stretch is written anew, so that two words in it are not one for the other."""


def _rival(fact: Fact, gained: Sequence[Fact]) -> str | None:
    """Name what stands in the place of a fact that changed places: another of its kind."""
    others = [one.text for one in gained if one.kind is fact.kind and one.value != fact.value]
    return others[0] if others else None


def _turned(was: Iterable[Fact], now: Iterable[Fact]) -> list[FactChange]:
    """Find words that gave way to a word that excludes them."""
    after = {(fact.rival, fact.value): fact for fact in now if fact.kind is FactKind.SENSE}
    before = {(fact.rival, fact.value): fact for fact in was if fact.kind is FactKind.SENSE}
    changes = [
        FactChange(kind=FactKind.SENSE, old=fact.text, new=other.text)
        for (rival, value), fact in before.items()
        for (other_rival, other_value), other in after.items()
        if rival
        and rival == other_rival
        and (rival, value) not in after
        and (rival, other_value) not in before
    ]
    return list(dict.fromkeys(changes))


def _within(side: Side, first: int, last: int) -> Side:
    if first == last:
        return Side(side.text, [], [])
    start, end = side.tokens[first].start, side.tokens[last - 1].end
    inside = [fact for fact in side.facts if fact.start < end and fact.end > start]
    return Side(side.text, side.tokens[first:last], inside)


def _kept_company(fact: Fact, one: Side, two: Side) -> bool:
    """Say whether the fact moved together with what it is said of.

    The words after a number or name, or the word before it, came along (with a negation, both); or
    it stands between the same words as before but for its like: an item of a list.
    """
    here, role = _company(fact, one), _role(fact, one)
    for other in [*two.facts, *whole_names(two.text, two.tokens)]:
        if other.kind is not fact.kind or other.value != fact.value:
            continue
        there = _company(other, two)
        before = here[0] != "" and here[0] == there[0]
        after = len(here[1]) > 0 and here[1] == there[1]
        if (before and after) if fact.kind is FactKind.NEGATION else (before or after):
            return True
        if fact.kind is FactKind.NAME and role == _role(other, two):
            return True
    return False


_AFTER = {
    FactKind.NUMBER: 3,
    FactKind.AMOUNT: 3,
    FactKind.PERCENT: 3,
    FactKind.DATE: 1,
    FactKind.TIME: 1,
}
_GENERIC = frozenset(
    {"ông", "bà", "anh", "chị", "chí", "đồng", "và", "của", "là", "cho", "với", "có"}
)


def _company(fact: Fact, side: Side) -> tuple[str, tuple[str, ...]]:
    """Give the word before a fact that means something by itself, and the words right after it."""
    plain = [token for token in side.tokens if token.word[0].isalnum()]
    before = [
        token.word for token in plain if token.end <= fact.start and token.word not in _GENERIC
    ]
    after = [token.word for token in plain if token.start >= fact.end]
    return (before[-1] if before else "", tuple(after[: _AFTER.get(fact.kind, 2)]))


def _role(fact: Fact, side: Side) -> tuple[str, str]:
    """Give the nearest words on either side that are no names and mean something by themselves."""
    plain = [
        token
        for token in side.tokens
        if token.word[0].isalnum() and not token.named and token.word not in _GENERIC
    ]
    before = [token.word for token in plain if token.end <= fact.start]
    after = [token.word for token in plain if token.start >= fact.end]
    return (before[-1] if before else "", after[0] if after else "")
