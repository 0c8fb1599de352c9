"""PURE: which facts differ between two versions of a passage, and how to say it ("500.000 đồng ->
600.000 đồng").

A fact that was lost and a fact of its kind that was gained are one change. What only moved together
with its neighbours is no change; what stands in the place of another is, even if both still occur
somewhere.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from parsers.text import clean, unify_tone
from scheduler import canon, names
from scheduler.names import Token
from scheduler.sequences import Span, compare_sequences
from scheduler.statements import Fact, FactKind, read_statements

SPEECH = 3
"""Words from which a text in quotation marks is speech and not a term."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactChange:
    """A fact that was altered: `old` or `new` is None where it was added or dropped.

    `part` is title, kicker, lead, body, caption or attachment; `paragraph` counts from 1 in the
    newer text.
    """

    kind: FactKind
    old: str | None
    new: str | None
    part: str = ""
    paragraph: int | None = None

    def __str__(self) -> str:
        if self.old is None:
            return f"+ {self.new}"
        if self.new is None:
            return f"- {self.old}"
        return f"{self.old} -> {self.new}"


def settle(text: str) -> str:
    """Give the text facts are read from: as shown but with its spacing, quotes and dashes of one
    style.
    """
    return unify_tone(clean(text)).translate(canon.STYLES)


def read_facts(text: str, known: frozenset[str] = frozenset()) -> list[Fact]:
    """List every fact that a text states, names and quotes among them."""
    text = settle(text)
    return sorted(
        [*read_statements(text), *_quotes(text), *_names(text, names.read_tokens(text, known))],
        key=lambda fact: (fact.start, fact.end),
    )


def _quotes(text: str) -> list[Fact]:
    found: list[Fact] = []
    for match in re.finditer(r'"([^"]+)(?:"|$)', text):
        said = canon.words(match[1])
        if len(said) >= SPEECH:
            found.append(
                Fact(
                    kind=FactKind.QUOTE,
                    value=" ".join(said),
                    text=match[1],
                    start=match.start(),
                    end=match.end(),
                )
            )
    return found


def _names(text: str, tokens: Sequence[Token]) -> list[Fact]:
    """One fact a name: the run of tokens that belong together."""
    found: list[Fact] = []
    at = 0
    while at < len(tokens):
        if not tokens[at].named:
            at += 1
            continue
        whole = names.whole_name(text, tokens, at)
        stop = at
        while stop < len(tokens) and tokens[stop].end <= tokens[at].start + len(whole):
            stop += 1
        found.append(
            Fact(
                kind=FactKind.NAME,
                value=" ".join(names.expand(token.word for token in tokens[at:stop])),
                text=whole,
                start=tokens[at].start,
                end=tokens[stop - 1].end,
            )
        )
        at = stop
    return found


@dataclass(frozen=True, slots=True)
class _Side:
    text: str
    tokens: list[Token]
    facts: list[Fact]


def compare_facts(old: str, new: str, known: frozenset[str] = frozenset()) -> list[FactChange]:
    """List the facts that differ between two versions of one passage."""
    one, two = _side(old, known), _side(new, known)
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
    if not changes:
        changes += _exchanged(one, two, spans)
    return changes


def _side(text: str, known: frozenset[str]) -> _Side:
    text = settle(text)
    return _Side(text, names.read_tokens(text, known), read_statements(text))


def _statements(one: _Side, two: _Side) -> list[FactChange]:
    changes: list[FactChange] = []
    lost = _leftover(one.facts, two.facts)
    gained = _leftover(two.facts, one.facts)
    numbers = {FactKind.NUMBER, FactKind.AMOUNT, FactKind.PERCENT}
    for kind in FactKind:
        if kind is FactKind.SENSE:
            continue
        was = [fact for fact in lost if fact.kind is kind]
        now = [fact for fact in gained if fact.kind is kind]
        # "một" counts only if another number came in its place
        if kind in numbers:
            if not now or all(fact.rival for fact in now):
                was = [fact for fact in was if not fact.rival]
            if not was:
                now = [fact for fact in now if not fact.rival]
        changes += _paired(kind, [fact.text for fact in was], [fact.text for fact in now])
    return changes


def _leftover(facts: Sequence[Fact], others: Sequence[Fact]) -> list[Fact]:
    have = Counter((fact.kind, fact.value) for fact in others)
    left: list[Fact] = []
    for fact in facts:
        if have[fact.kind, fact.value] > 0:
            have[fact.kind, fact.value] -= 1
        else:
            left.append(fact)
    return left


def _paired(kind: FactKind, was: Sequence[str], now: Sequence[str]) -> list[FactChange]:
    return [
        FactChange(
            kind=kind,
            old=was[at] if at < len(was) else None,
            new=now[at] if at < len(now) else None,
        )
        for at in range(max(len(was), len(now)))
    ]


def _changed_names(one: _Side, two: _Side) -> list[FactChange]:
    was, now = _lost_names(one, two), _lost_names(two, one)
    return _paired(FactKind.NAME, was, now)


def _lost_names(side: _Side, other: _Side) -> list[str]:
    """Names of which a syllable occurs less often on the other side, as a name and at all."""
    named = Counter(names.expand(token.word for token in side.tokens if token.named))
    named_there = Counter(names.expand(token.word for token in other.tokens if token.named))
    here = Counter(names.expand(token.word for token in side.tokens))
    there = Counter(names.expand(token.word for token in other.tokens))
    lost = {
        word
        for word, count in named.items()
        if count > named_there[word] and here[word] > there[word] and not word[0].isdigit()
    }
    found: list[str] = []
    for at, token in enumerate(side.tokens):
        if token.named and lost & set(names.expand([token.word])):
            whole = names.whole_name(side.text, side.tokens, at)
            if not found or found[-1] != whole:
                found.append(whole)
    return list(dict.fromkeys(found))


def _quoted(one: _Side, two: _Side) -> list[FactChange]:
    old, new = _quotes(one.text), _quotes(two.text)
    was, now = _leftover(old, new), _leftover(new, old)
    return _paired(FactKind.QUOTE, [fact.text for fact in was], [fact.text for fact in now])


def _exchanged(one: _Side, two: _Side, spans: Sequence[Span]) -> list[FactChange]:
    """Find facts in one another's place though both sides hold the same: A and B swapped."""
    changes: list[FactChange] = []
    for span in spans:
        if span.a == span.b or span.c == span.d:
            continue
        was, now = _within(one, span.a, span.b), _within(two, span.c, span.d)
        changes += _turned(was.facts, now.facts)
        for kind in FactKind:
            if kind in (FactKind.SENSE, FactKind.QUOTE):
                continue
            old = [fact for fact in was.facts if fact.kind is kind and not fact.rival]
            new = [fact for fact in now.facts if fact.kind is kind and not fact.rival]
            left, right = _leftover(old, new), _leftover(new, old)
            if left and right and not any(_moved(fact, one, two) for fact in left):
                changes += _paired(
                    kind, [fact.text for fact in left], [fact.text for fact in right]
                )
        left_names, right_names = _lost_names(was, now), _lost_names(now, was)
        if left_names and right_names:
            there = [fact for fact in _names(one.text, one.tokens) if fact.text in left_names]
            if not any(_moved(fact, one, two) for fact in there):
                changes += _paired(FactKind.NAME, left_names, right_names)
    return changes


def _turned(was: Iterable[Fact], now: Iterable[Fact]) -> list[FactChange]:
    rivals: dict[str, list[Fact]] = defaultdict(list)
    for fact in now:
        if fact.kind is FactKind.SENSE and fact.rival:
            rivals[fact.rival].append(fact)
    return [
        FactChange(kind=FactKind.SENSE, old=fact.text, new=other.text)
        for fact in was
        if fact.kind is FactKind.SENSE
        for other in rivals.get(fact.rival or "", ())
        if other.value != fact.value
    ]


def _within(side: _Side, first: int, last: int) -> _Side:
    start, end = side.tokens[first].start, side.tokens[last - 1].end
    inside = [fact for fact in side.facts if fact.start < end and fact.end > start]
    return _Side(side.text, side.tokens[first:last], inside)


def _moved(fact: Fact, one: _Side, two: _Side) -> bool:
    """Say whether the fact stands in the other text beside a neighbour that it stood beside before."""
    here = _neighbours(fact, one)
    everywhere = [
        other
        for other in [*two.facts, *_names(two.text, two.tokens)]
        if other.kind is fact.kind and other.value == fact.value
    ]
    for other in everywhere:
        there = _neighbours(other, two)
        if (here[0] and here[0] == there[0]) or (here[1] and here[1] == there[1]):
            return True
    return False


_GENERIC = frozenset('ông bà anh chị chí và của là cho với có , . : ; " ( )'.split())


def _neighbours(fact: Fact, side: _Side) -> tuple[str, str]:
    before = [token.word for token in side.tokens if token.end <= fact.start][-1:]
    after = [token.word for token in side.tokens if token.start >= fact.end][:1]
    left = before[0] if before and before[0] not in _GENERIC else ""
    right = after[0] if after and after[0] not in _GENERIC else ""
    return left, right
