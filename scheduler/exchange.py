"""PURE: facts that changed places though both versions of a passage hold the same ones.

"5 người chết, 10 người bị thương" and the other way round state the same numbers; what tells is
the company that each of them keeps. Words that exclude one another are told here too.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from scheduler.fact import Fact, FactChange, FactKind
from scheduler.names import Token
from scheduler.sequences import Span
from scheduler.sides import Side, leftover, whole_names
from scheduler.telling import VALUES


@dataclass(frozen=True, slots=True)
class _Read(Side):
    """A side with what is asked of it for every fact: its whole names, and where clauses end."""

    names: list[Fact]
    ends: list[tuple[int, int]]


def _read(side: Side) -> _Read:
    names = whole_names(side.text, side.tokens)
    ends = [match.span() for match in _CLAUSE_END.finditer(side.text)]
    return _Read(side.text, side.tokens, side.facts, names, ends)


def exchanged(one: Side, two: Side, spans: Sequence[Span]) -> list[FactChange]:
    """Find facts in one another's place though both sides hold the same: A and B swapped."""
    if len(spans) > MOST_SPANS or _is_list_in_other_order(one, two, spans):
        return []
    changes: list[FactChange] = []
    lost: list[Fact] = []
    gained: list[Fact] = []
    for span in spans:
        was, now = _within(one, span.a, span.b), _within(two, span.c, span.d)
        if max(span.b - span.a, span.d - span.c) <= SMALL:
            before, after = was.facts or _around(one, span.a), now.facts or _around(two, span.c)
            changes += _turned(before, after)
        left = [*was.facts, *whole_names(was.text, was.tokens)]
        right = [*now.facts, *whole_names(now.text, now.tokens)]
        lost += leftover(left, right)
        gained += leftover(right, left)
    if not lost:
        return changes
    there = {(fact.kind, fact.value) for fact in gained}
    old, new = _read(one), _read(two)
    for fact in lost:
        if fact.rival or fact.kind in (FactKind.QUOTE, FactKind.SENSE):
            continue
        if (fact.kind, fact.value) in there and _changed_places(fact, old, new):
            changes.append(
                FactChange(kind=fact.kind, old=fact.text, new=_rival(fact, gained, old, new))
            )
    return changes


_JOINS = frozenset({"và", "cùng", "với", ","})
_TITLES = frozenset({"ông", "bà", "anh", "chị", "đồng", "chí", "các", "hai"})


def _is_list_in_other_order(one: Side, two: Side, spans: Sequence[Span]) -> bool:
    """Say whether all that changed is the order of persons in a list, each with his form of
    address.
    """
    if not spans:
        return False
    before = _items(one, spans[0].a, spans[-1].b)
    return before != [] and before == _items(two, spans[0].c, spans[-1].d)


def _items(side: Side, first: int, last: int) -> list[str]:
    """The items of the list that these tokens are part of, sorted; none if it is no mere list."""
    tokens = side.tokens
    while first > 0 and _lists(tokens[first - 1]):
        first -= 1
    while last < len(tokens) and _lists(tokens[last]):
        last += 1
    if not all(_lists(token) for token in tokens[first:last]):
        return []
    words = [token.word for token in tokens[first:last] if token.word != "các"]
    items = " ".join("|" if word in _JOINS else word for word in words).split("|")
    return sorted(item.strip() for item in items if item.strip())


def _lists(token: Token) -> bool:
    return token.named or token.word in _JOINS or token.word in _TITLES


MOST_SPANS = 200
"""Changed stretches beyond which a passage is written anew, and nothing in it changed places."""
SMALL = 4
"""Words from which a stretch is written anew, so that two words in it are not one for the other."""


def _rival(fact: Fact, gained: Sequence[Fact], one: _Read, two: _Read) -> str | None:
    """Name what stands in the place of a fact that changed places: another of its kind, by the
    words that changed or by its rank among them.
    """
    others = [each.text for each in gained if each.kind is fact.kind and each.value != fact.value]
    if others:
        return others[0]
    before, after = _like(fact, one), _like(fact, two)
    at = next((at for at, each in enumerate(before) if each.start == fact.start), len(after))
    return after[at].text if at < len(after) and after[at].value != fact.value else None


def _like(fact: Fact, side: _Read) -> list[Fact]:
    """All facts of its kind, in order of place."""
    return [each for each in _stated(side) if each.kind is fact.kind]


def _stated(side: _Read) -> list[Fact]:
    return [*side.facts, *side.names]


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


def _changed_places(fact: Fact, one: _Read, two: _Read) -> bool:
    """Say whether a fact that stands elsewhere is also said of something else."""
    if _moved_with_its_clause(fact, one, two) or _is_the_only_day(fact, one, two):
        return False
    return _is_said_of_another(fact, one, two) or not _kept_company(fact, one, two)


def _is_the_only_day(fact: Fact, one: _Read, two: _Read) -> bool:
    """Say whether a passage has one date (or time), which opens its sentence here and ends it
    there: no other one can have taken its place.
    """
    only = len(_like(fact, one)) == len(_like(fact, two)) == 1
    return only and fact.kind in (FactKind.DATE, FactKind.TIME)


_CLAUSE_END = re.compile(r"[,.:](?!\d)|[;!?\n]|(?<!\w)(?:còn|trong khi)(?!\w)")
WHOLE_CLAUSE = 3
"""Words from which a clause says something by itself; with less it is an item of a list."""


def _clause(fact: Fact, side: _Read) -> tuple[int, int]:
    """Where the clause begins and ends that a fact stands in."""
    ends = side.ends
    first = max((end for _, end in ends if end <= fact.start), default=0)
    return first, min((start for start, _ in ends if start >= fact.end), default=len(side.text))


def _moved_with_its_clause(fact: Fact, one: _Read, two: _Read) -> bool:
    """Say whether the very clause stands elsewhere: who is said to have what is as it was."""
    here = _words_of(_clause(fact, one), one)
    return len(here) >= WHOLE_CLAUSE and any(
        here == _words_of(_clause(other, two), two) for other in _again(fact, two)
    )


def _words_of(place: tuple[int, int], side: Side) -> list[str]:
    return [
        token.word
        for token in side.tokens
        if token.word[0].isalnum() and place[0] <= token.start < place[1]
    ]


def _again(fact: Fact, side: _Read) -> list[Fact]:
    """The places where a side states the same fact; a name may be the end of a longer one."""
    return [
        other
        for other in _stated(side)
        if other.kind is fact.kind and f" {other.value}".endswith(f" {fact.value}")
    ]


def _is_said_of_another(fact: Fact, one: _Read, two: _Read) -> bool:
    """Say whether the clause of a fact names others than it did ("Sa ở Huế" -> "Na ở Huế").

    A clause without another name tells nothing. Names are told in lists as well, where their order
    is nobody's business: of them only those count that stand alone with another one, which then
    stands alone with a third.
    """
    here = _owners(fact, one)
    there = [_owners(other, two) for other in _again(fact, two)]
    if not here or not all(there) or here in there:
        return False
    if fact.kind is not FactKind.NAME:
        return fact.kind in VALUES
    owner = here[0]
    return len(here) == 1 and [len(_owners(again, two)) for again in _again(owner, two)] == [1]


def _owners(fact: Fact, side: _Read) -> list[Fact]:
    """The other names in the clause of a fact, as facts that are equal wherever they stand."""
    first, last = _clause(fact, side)
    beside = [
        name
        for name in side.names
        if first <= name.start < last and not fact.start <= name.start < fact.end
    ]
    if len(beside) > MOST_NAMES:
        return []
    return [replace(name, text="", start=0, end=0) for name in beside]


MOST_NAMES = 12
"""Names in a clause beyond which it is a list, and says nothing of one by another."""


def _around(side: Side, at: int) -> list[Fact]:
    """The facts inside of which token `at` begins: a word put in there, or taken out, makes another
    of them ("người sử dụng lao động").
    """
    if not 0 < at < len(side.tokens):
        return []
    place, before = side.tokens[at].start, side.tokens[at - 1].end
    return [fact for fact in side.facts if fact.start < before and place < fact.end]


def _kept_company(fact: Fact, one: _Read, two: _Read) -> bool:
    """Say whether the fact moved together with what it is said of.

    The words after a number or name, or the word before it, came along (with a negation, both); or
    it stands between the same words as before but for its like: an item of a list.
    """
    here, role = _company(fact, one), _role(fact, one)
    for other in _stated(two):
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
