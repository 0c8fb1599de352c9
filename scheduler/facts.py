"""PURE: which facts differ between two versions of a passage, and how to say it ("500.000 đồng ->
600.000 đồng").

A fact that was lost and a fact of its kind that was gained are one change. What only moved together
with its neighbours is no change; what stands in the place of another is, even if both still occur
somewhere.
"""

import re
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace

from parsers.text import clean, unify_tone
from scheduler import canon, names
from scheduler.fact import Fact, FactChange, FactKind
from scheduler.names import Token
from scheduler.sequences import Span, compare_sequences
from scheduler.statements import read_statements

SPEECH = 3
"""Words from which a text in quotation marks is speech and not a term."""


def settle(text: str) -> str:
    """Give the text facts are read from: as shown but with its spacing, quotes and dashes of one
    style.
    """
    settled = unify_tone(clean(text)).translate(canon.STYLES)
    return _ENDLESS_RUN.sub(lambda run: run[0][:LONGEST_RUN], settled)


LONGEST_RUN = 200
"""Characters without a blank beyond which a run is no word, number or address but debris; patterns
that look for the end of a word would look for ever.
"""
_ENDLESS_RUN = re.compile(rf"\S{{{LONGEST_RUN},}}")


def read_facts(text: str, known: Container[str] = frozenset()) -> list[Fact]:
    """List every fact that a text states, names and quotes among them."""
    side = _side(text, known)
    return sorted(
        [*side.facts, *_quotes(side.text), *_names(side.text, side.tokens)],
        key=lambda fact: (fact.start, fact.end),
    )


# An opening mark has no word before it and no blank behind it; one that is never closed runs on.
_QUOTED = re.compile(r'(?<!\w)"(?=\S)([^"]+)(?:"(?!\w)|$)')


def _quotes(text: str) -> list[Fact]:
    found: list[Fact] = []
    for match in _QUOTED.finditer(text):
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


def compare_facts(old: str, new: str, known: Container[str] = frozenset()) -> list[FactChange]:
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
    told = {text for change in changes for text in (change.old, change.new)}
    changes += [
        change for change in _exchanged(one, two, spans) if not told & {change.old, change.new}
    ]
    return changes


def _side(text: str, known: Container[str]) -> _Side:
    text = settle(text)
    facts = read_statements(text)
    return _Side(text, _free_tokens(text, facts, known), facts)


def _free_tokens(text: str, facts: Sequence[Fact], known: Container[str]) -> list[Token]:
    """Read the tokens; what a figure or date has claimed (XII, VNĐ, thứ Hai) is no name."""
    claimed: set[int] = set()
    for fact in facts:
        if fact.kind not in (FactKind.NEGATION, FactKind.SENSE):
            claimed.update(range(fact.start, fact.end))
    return [
        replace(token, named=False) if token.named and token.start in claimed else token
        for token in names.read_tokens(text, known)
    ]


def _statements(one: _Side, two: _Side) -> list[FactChange]:
    changes: list[FactChange] = []
    lost = _leftover(one.facts, two.facts)
    gained = _leftover(two.facts, one.facts)
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
    if len(spans) > MOST_SPANS:
        return []
    changes: list[FactChange] = []
    lost: list[Fact] = []
    gained: list[Fact] = []
    for span in spans:
        was, now = _within(one, span.a, span.b), _within(two, span.c, span.d)
        if max(span.b - span.a, span.d - span.c) <= SMALL:
            changes += _turned(was.facts, now.facts)
        left = [*was.facts, *_names(was.text, was.tokens)]
        right = [*now.facts, *_names(now.text, now.tokens)]
        lost += _leftover(left, right)
        gained += _leftover(right, left)
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


def _within(side: _Side, first: int, last: int) -> _Side:
    if first == last:
        return _Side(side.text, [], [])
    start, end = side.tokens[first].start, side.tokens[last - 1].end
    inside = [fact for fact in side.facts if fact.start < end and fact.end > start]
    return _Side(side.text, side.tokens[first:last], inside)


def _kept_company(fact: Fact, one: _Side, two: _Side) -> bool:
    """Say whether the fact moved together with what it is said of.

    The words after a number or name, or the word before it, came along (with a negation, both); or
    it stands between the same words as before but for its like: an item of a list.
    """
    here, role = _company(fact, one), _role(fact, one)
    for other in [*two.facts, *_names(two.text, two.tokens)]:
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


def _company(fact: Fact, side: _Side) -> tuple[str, tuple[str, ...]]:
    """Give the word before a fact that means something by itself, and the words right after it."""
    plain = [token for token in side.tokens if token.word[0].isalnum()]
    before = [
        token.word for token in plain if token.end <= fact.start and token.word not in _GENERIC
    ]
    after = [token.word for token in plain if token.start >= fact.end]
    return (before[-1] if before else "", tuple(after[: _AFTER.get(fact.kind, 2)]))


def _role(fact: Fact, side: _Side) -> tuple[str, str]:
    """Give the nearest words on either side that are no names and mean something by themselves."""
    plain = [
        token
        for token in side.tokens
        if token.word[0].isalnum() and not token.named and token.word not in _GENERIC
    ]
    before = [token.word for token in plain if token.end <= fact.start]
    after = [token.word for token in plain if token.start >= fact.end]
    return (before[-1] if before else "", after[0] if after else "")
