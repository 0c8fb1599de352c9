"""PURE: numbers a day as the bars of a small SVG; presentation attributes only, no style."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

STEP, BAR, HEIGHT = 4, 3, 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One day: where its bar stands and how high it is."""

    day: date
    number: int
    x: int
    y: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """The days from the first to the last, also those without anything."""

    days: tuple[Bar, ...]
    most: int
    total: int

    @property
    def width(self) -> int:
        """Of the drawing."""
        return STEP * len(self.days)


def bars(counted: Mapping[date, int], first: date, days: int) -> Bars:
    """So many days from the first on, the busiest as high as the drawing."""
    numbers = [counted.get(first + timedelta(days=at), 0) for at in range(days)]
    most = max(numbers, default=0)
    found = []
    for at, number in enumerate(numbers):
        height = max(round(HEIGHT * number / most, 1), 1.5) if number else 0.5
        found.append(
            Bar(
                day=first + timedelta(days=at),
                number=number,
                x=at * STEP,
                y=HEIGHT - height,
                height=height,
            )
        )
    return Bars(days=tuple(found), most=most, total=sum(numbers))
