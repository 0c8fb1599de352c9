"""PURE: phrases that a person watches for ("đình công", "lương tối thiểu"), counted in what an
article says.

Diacritics count, for folded text cannot tell đình công (a strike) from Định Công (a ward of Hà
Nội); case, Unicode form and the placement of the tone mark do not. A phrase matches whole syllables
only.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from parsers.model import Article
from parsers.text import clean, unify_tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A watched phrase, as its owner wrote it, and how often it stands in the old and new text."""

    phrase: str
    before: int
    after: int

    @property
    def rose(self) -> bool:
        """Whether the phrase is said more often than before: the article is to be marked."""
        return self.after > self.before


def watch(phrases: Iterable[str], old: Article | None, new: Article) -> tuple[Sighting, ...]:
    """List the phrases that occur in either version (`old` None: a new article), in the order
    given.
    """
    before = counts(phrases := tuple(phrases), old) if old else {}
    after = counts(phrases, new)
    return tuple(
        Sighting(phrase=phrase, before=before.get(phrase, 0), after=after[phrase])
        for phrase in dict.fromkeys(phrases)
        if before.get(phrase, 0) or after[phrase]
    )


def counts(phrases: Iterable[str], article: Article) -> Mapping[str, int]:
    """Count each phrase in kicker, title, lead, body and captions."""
    if not (phrases := tuple(phrases)):
        return {}  # every visit asks, inside its transaction; most people watch for nothing
    text = "\n".join(_plain(part) for part in _parts(article))
    return {phrase: len(_pattern(phrase).findall(text)) for phrase in phrases}


def _parts(article: Article) -> Iterable[str]:
    yield from (article.kicker or "", article.title, article.lead or "", *article.body)
    for caption in article.captions:
        yield caption.text


def _plain(text: str) -> str:
    return unify_tone(clean(text)).casefold()


@lru_cache(maxsize=512)
def _pattern(phrase: str) -> re.Pattern[str]:
    """Build the pattern of a phrase; an empty one would match everywhere and is refused."""
    words = _plain(phrase).split()
    if not words:
        raise ValueError("a watched phrase is empty: expected words such as 'đình công'")
    return re.compile(rf"(?<!\w){r'[ ]+'.join(map(re.escape, words))}(?!\w)")
