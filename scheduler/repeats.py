"""PURE: which paragraphs of a source's articles are no text of theirs: slogans, notices, boxes that
the site puts into many of them and that no list of words names.

Repetition alone does not tell: three reports on one decree quote the same sentence, a column opens
with the same words every day, and a story that was taken over twice stands three times. So copies
do not count (articles most of whose paragraphs stand elsewhere too), a series counts once (titles
that begin alike), and it has to be seen on two days at least. Then a few articles are enough for
what stands where sites put such things, at the very beginning or end; anywhere else, or with
numbers or quoted speech in it, it has to be in many. What declares a correction is never learned.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from parsers.boilerplate import is_correction
from parsers.text import match_key

FEW = 3
"""Articles that are enough at an end of the text."""
MANY = 10
SHARE = 0.02
"""With MANY: the part of the articles that shows it, anywhere in the text."""
COPIED = 0.6
"""Share of an article's paragraphs that stand elsewhere too, from which on it is a copy."""
AT_THE_END = 3
"""Paragraphs from the end among which sites put their notices."""
SAME_PLACE = 0.8
SHORTEST = 6
OPENING = 3
_SAYS_SOMETHING = re.compile(r'\d|["“”«»]')


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """An article as far as repetition goes; `title_key` as `match_key` makes it."""

    title_key: str
    day: date
    body: tuple[str, ...]


@dataclass(slots=True)
class _Sightings:
    """Where one paragraph stands."""

    text: str
    openings: set[str]
    days: set[date]
    places: int = 0
    ends: int = 0


def find_repeats(samples: Sequence[Sample]) -> Mapping[str, tuple[str, int]]:
    """The paragraphs that are the site's, not the articles': key -> (text, in how many).

    >>> find_repeats([Sample(title_key="a", day=date(2026, 1, 1), body=("Xin chào.",))])
    {}
    """
    counted = Counter(text for sample in samples for text in set(sample.body))
    repeated = {text: match_key(text) for text, count in counted.items() if count > 1}
    own = [sample for sample in samples if not _is_copy(sample, repeated)]
    sightings: dict[str, _Sightings] = {}
    for sample in own:
        _sight(sample, repeated, sightings)
    return {
        key: (one.text, len(one.openings))
        for key, one in sightings.items()
        if len(key) >= SHORTEST and _is_chrome(one, len(own))
    }


def _is_copy(sample: Sample, repeated: Mapping[str, str]) -> bool:
    shared = sum(text in repeated for text in sample.body)
    return shared > COPIED * len(sample.body)


def _sight(sample: Sample, repeated: Mapping[str, str], sightings: dict[str, _Sightings]) -> None:
    last = len(sample.body) - AT_THE_END
    opening = " ".join(sample.title_key.split()[:OPENING])
    met: dict[str, list[int]] = defaultdict(list)
    for place, text in enumerate(sample.body):
        if text in repeated:
            met[repeated[text]].append(place)
    for key, places in met.items():
        one = sightings.setdefault(
            key, _Sightings(text=sample.body[places[0]], openings=set(), days=set())
        )
        one.openings.add(opening)
        one.days.add(sample.day)
        one.places += 1
        one.ends += places[-1] >= last or places[0] == 0


def _is_chrome(one: _Sightings, articles: int) -> bool:
    count = len(one.openings)
    if count < FEW or len(one.days) < 2 or is_correction(one.text):
        return False
    if count >= MANY and count >= SHARE * articles:
        return True
    at_an_end = one.ends >= SAME_PLACE * one.places
    return at_an_end and not _SAYS_SOMETHING.search(one.text)
