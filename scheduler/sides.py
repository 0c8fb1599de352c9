"""PURE: one version of a passage as facts are read from it, and how two lists of facts differ."""

import re
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

from parsers.text import clean, unify_tone
from scheduler import canon, names
from scheduler.fact import Fact, FactKind
from scheduler.names import Token
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


# An opening mark has no word before it and no blank behind it; one that is never closed runs on.
_QUOTED = re.compile(r'(?<!\w)"(?=\S)([^"]+)(?:"(?!\w)|$)')


def quotes(text: str) -> list[Fact]:
    """List what stands in quotation marks; a term counts only against another."""
    found: list[Fact] = []
    for match in _QUOTED.finditer(text):
        said = canon.words(match[1])
        if said:
            found.append(
                Fact(
                    kind=FactKind.QUOTE,
                    value=" ".join(said),
                    text=match[1],
                    start=match.start(),
                    end=match.end(),
                    rival=None if len(said) >= SPEECH else "term",
                )
            )
    return found


def whole_names(text: str, tokens: Sequence[Token]) -> list[Fact]:
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
class Side:
    """A passage: its settled text, the tokens, and the facts but names and quotes."""

    text: str
    tokens: list[Token]
    facts: list[Fact]


def side_of(text: str, known: Container[str]) -> Side:
    """Read a passage; `known` says what is a name elsewhere."""
    text = settle(text)
    facts = read_statements(text)
    return Side(text, _free_tokens(text, facts, known), facts)


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


def leftover(facts: Sequence[Fact], others: Sequence[Fact]) -> list[Fact]:
    """List the facts that the others do not state, each as often as they lack it."""
    have = Counter((fact.kind, fact.value) for fact in others)
    left: list[Fact] = []
    for fact in facts:
        if have[fact.kind, fact.value] > 0:
            have[fact.kind, fact.value] -= 1
        else:
            left.append(fact)
    return left


def lost_names(side: Side, other: Side) -> list[Fact]:
    """List the names of which a syllable occurs less often on the other side, as a name and at
    all.
    """
    named = Counter(names.expand(token.word for token in side.tokens if token.named))
    named_there = Counter(names.expand(token.word for token in other.tokens if token.named))
    here = Counter(names.expand(token.word for token in side.tokens))
    there = Counter(names.expand(token.word for token in other.tokens))
    lost = {
        word
        for word, count in named.items()
        if count > named_there[word] and here[word] > there[word] and not word[0].isdigit()
    }
    if not lost:
        return []
    found = [name for name in whole_names(side.text, side.tokens) if lost & set(name.value.split())]
    return list({name.text: name for name in reversed(found)}.values())[::-1]
