"""PURE: the facts that a paragraph states in figures and set phrases: amounts, dates, negations.

Each is claimed once (a date is no amount), and given a value that does not depend on how it is
written. Names are read by `scheduler.names`.
"""

from scheduler.amounts import read_numbers
from scheduler.fact import Fact, FactKind
from scheduler.senses import read_senses
from scheduler.shapes import CODE, SHAPES


def read_statements(text: str) -> list[Fact]:
    """List the facts of a text (as `facts.settle` gives it) but names and quotes, in order of
    place.
    """
    lower = text.lower()
    if len(lower) != len(text):  # a letter whose lower case is two: places would not agree
        lower = text
    found: list[Fact] = []
    cased, rest = text, lower

    def claim(kind: FactKind, span: tuple[int, int], value: str, rival: str | None = None) -> None:
        nonlocal cased, rest
        start, end = span
        found.append(
            Fact(kind=kind, value=value, text=text[start:end], start=start, end=end, rival=rival)
        )
        blank = "\x00" * (end - start)
        cased = cased[:start] + blank + cased[end:]
        rest = rest[:start] + blank + rest[end:]

    for kind, as_written, shape, read in SHAPES:
        for match in list(shape.finditer(cased if as_written else rest)):
            value = read(match)
            if value is not None:
                claim(kind, match.span("at" if "at" in shape.groupindex else 0), value)
    for start, end, kind, value, rival in list(read_numbers(rest)):
        claim(kind, (start, end), value, rival)
    for match in list(CODE.finditer(rest)):
        claim(FactKind.NUMBER, match.span(), match[0])
    return sorted([*found, *read_senses(text, rest)], key=lambda fact: (fact.start, fact.end))
