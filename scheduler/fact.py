"""PURE: what a fact is: the values that the readers of statements, names and quotes share."""

from dataclasses import dataclass
from enum import StrEnum


class FactKind(StrEnum):
    """What a fact is about; the word that a summary calls it by."""

    AMOUNT = "amount"  # money
    PERCENT = "percentage"
    DATE = "date"
    TIME = "time"
    DOCUMENT = "document number"
    PHONE = "phone number"
    NUMBER = "number"  # any other: counts, measures, ordinals, codes, addresses
    NAME = "name"
    RANK = "rank"  # an office, rank or degree of a person
    QUOTE = "quote"
    NEGATION = "negation"
    SENSE = "sense"  # tăng -> giảm, đã -> sẽ, ông -> bà, quận -> huyện


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One fact as stated: `text` as written at text[start:end], `value` what it says however it is
    written.

    A fact with a `rival` counts only against another of the same rival group: "một" that is dropped
    is style, "một" that became "hai" is not.
    """

    kind: FactKind
    value: str
    text: str
    start: int
    end: int
    rival: str | None = None


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
