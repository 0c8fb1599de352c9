"""PURE: the facts that a paragraph states in figures and set phrases: amounts, dates, negations.

Each is claimed once (a date is no amount), and given a value that does not depend on how it is
written. Names are read by `scheduler.names`.
"""

from collections.abc import Iterable, Sequence

from scheduler.amounts import read_numbers
from scheduler.fact import Fact, FactKind
from scheduler.ranks import read_ranks
from scheduler.senses import read_senses
from scheduler.shapes import CODE, SHAPES


def read_statements(text: str) -> list[Fact]:
    """List the facts of a text (as `sides.settle` gives it) but names and quotes, in order of
    place.
    """
    lower = text.lower()
    if len(lower) != len(text):  # a letter whose lower case is two: places would not agree
        lower = text
    found: list[Fact] = []
    cased, rest = text, lower

    def claim(claims: Iterable[tuple[int, int, FactKind, str, str | None]]) -> None:
        nonlocal cased, rest
        taken: list[tuple[int, int]] = []
        for start, end, kind, value, rival in claims:
            taken.append((start, end))
            found.append(
                Fact(
                    kind=kind, value=value, text=text[start:end], start=start, end=end, rival=rival
                )
            )
        if taken:
            cased, rest = _without(cased, taken), _without(rest, taken)

    for shape in SHAPES:
        claim(shape.find(rest, cased))
    claim(read_ranks(rest, text))
    claim(read_numbers(rest))
    claim((*match.span(), FactKind.NUMBER, match[0], None) for match in CODE.finditer(rest))
    return sorted([*found, *read_senses(text, rest)], key=lambda fact: (fact.start, fact.end))


def _without(text: str, taken: Sequence[tuple[int, int]]) -> str:
    """Blank out what is claimed, so that places stay and nothing claims it again."""
    parts: list[str] = []
    at = 0
    for start, end in taken:
        parts += [text[at:start], "\x00" * (end - start)]
        at = end
    return "".join([*parts, text[at:]])
