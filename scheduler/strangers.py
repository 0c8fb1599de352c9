"""PURE: a page that answers as an article and is none of it: another's words, or broken letters.

Error pages, consent walls and messages of hosts are of endless kinds, and no list of words knows
them all. What they have in common is that they say next to nothing, and nothing of the article. An
editor who put such a text in the place of an article leaves it there for longer.
"""

import re
from collections import Counter

from parsers.model import Article
from parsers.text import fold
from scheduler import canon
from scheduler.align import ALIKE, likeness

SHORT = 400
"""Characters up to which a text may be a machine's message, if the article had twice as many."""
MOST_MARKED = 0.02
"""Share of letters with Vietnamese marks below which a text is not Vietnamese, or has lost them."""
LEAST_MARKED = 0.1
"""Share from which it is; in running text it is about a quarter."""
SAMPLE = 2_000
"""Characters that are enough to tell."""
_BROKEN = re.compile("[ÃÂÄÆ][\u0080-¿‘’“”]?|á[º»][\u0080-¿]?|\ufffd")
"""Vietnamese letters in UTF-8 read as Latin-1, perhaps without the controls among them."""


def is_stranger(old: Article, new: Article) -> bool:
    """Say whether a page shows nothing of the article that it showed: neither title nor text."""
    if old.body == new.body:
        return False
    was, now = " ".join(old.body), " ".join(new.body)
    if _is_vietnamese(was) and _has_lost_its_letters(f"{new.title} {now}"):
        return True
    if len(now) > min(SHORT, len(was) / 2):
        return False
    kept = {canon.shown(text) for text in old.body} & {canon.shown(text) for text in new.body}
    return (
        not kept
        and likeness(canon.words(old.title), canon.words(new.title)) < ALIKE
        and likeness(canon.words(was), canon.words(now)) < ALIKE
    )


def _is_vietnamese(text: str) -> bool:
    return _marked(text) >= LEAST_MARKED


def _has_lost_its_letters(text: str) -> bool:
    return _marked(_BROKEN.sub("", text)) < MOST_MARKED


def _marked(text: str) -> float:
    """Share of letters that bear a mark; a text of next to no letters tells nothing."""
    letters = [letter for letter in text[:SAMPLE].lower() if letter.isalpha()]
    if len(letters) < 20:
        return 1.0
    counted = Counter(letters)
    return sum(n for letter, n in counted.items() if fold(letter) != letter) / len(letters)
