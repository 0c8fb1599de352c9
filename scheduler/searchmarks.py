"""PURE: where the words of a query stand in a text, cut into words and spelled as the search index
does it. No I/O, no SQL.

The index is asked which articles match; what they show, and whether a text still says what an older
one said, is worked out here from the texts themselves, because FTS5 goes through its lists anew for
each row that it is asked about.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from parsers.text import COMBINING, fold
from scheduler.searchgrammar import Either, Every, Node, Term
from scheduler.searchquery import spelled

START, END = "\ue000", "\ue001"  # stand round a hit: private use, in no text
COLUMNS = ("title", "kicker", "lead", "body", "authors", "section")
WORD = re.compile(rf"[^\W_](?:[^\W_]|[{COMBINING}])*")
WIDTH = 32  # words of a snippet
REACH = 240  # letters, somewhat longer
MOST = 200  # hits in one column of which a snippet is chosen

Texts = Mapping[str, str | None]


class Span(NamedTuple):
    """A hit: its place in the text, and which of the terms it is."""

    start: int
    end: int
    term: int


class Window(NamedTuple):
    """A part of a text, and what the hits in it are worth."""

    worth: int
    start: int
    end: int


def plain(text: str) -> str:
    """The text in lower case, each letter in its place."""
    lower = text.lower()
    if len(lower) != len(text):  # İ becomes two
        lower = "".join(one.lower() if len(one.lower()) == 1 else one for one in text)
    return lower.replace("ð", "đ")


def holds(node: Node, texts: Texts, exact: bool) -> bool:
    """Whether the texts, by column, are what the query looks for."""
    read = cache(lambda column: plain(texts.get(column) or ""))

    def there(one: Node) -> bool:
        match one:
            case Term(_, field, _):
                pattern = _pattern(one, exact)
                return any(
                    next(_places(read(column), pattern), None) is not None
                    for column in ((field,) if field else COLUMNS)
                    if texts.get(column)
                )
            case Either(parts):
                return any(there(part) for part in parts)
            case Every(parts, without):
                return all(there(part) for part in parts) and not any(map(there, without))

    return there(node)


def marked(node: Node, texts: Texts, exact: bool) -> tuple[str, str]:
    """The title and a snippet of the column that says most, with START and END round each hit."""
    terms = tuple(_sought(node))
    spans = {
        column: _spans(plain(text), column, terms, exact)
        for column in COLUMNS
        if (text := texts.get(column))
    }
    # Where no text has a hit, it is the name of the source: the beginning is shown.
    shown, best = "lead" if texts.get("lead") else "body", Window(0, 0, 0)
    for column, found in spans.items():
        window = _window(found)
        if window.worth > best.worth:
            shown, best = column, window
    title = texts.get("title") or ""
    snippet = _cut(texts.get(shown) or "", spans.get(shown, []), best)
    return _bracketed(title, spans.get("title", []), 0, len(title)), snippet


def _sought(node: Node) -> Iterator[Term]:
    match node:
        case Term():
            yield node
        case Either(parts) | Every(parts):
            for part in parts:
                yield from _sought(part)


@cache
def _letters() -> dict[str, str]:
    """A letter without diacritics, and the letters that are folded to it."""
    found: dict[str, str] = {}
    for code in (*range(0xC0, 0x530), *range(0x1E00, 0x2000)):
        plain_one = fold(chr(code))
        if len(plain_one) == 1 and chr(code).islower() and plain_one != chr(code):
            found[plain_one] = found.get(plain_one, "") + chr(code)
    return found


def _any_marks(word: str) -> str:
    """An expression for a folded word with any diacritics: far sooner looked for than a long text
    is folded.
    """
    return "".join(f"[{re.escape(one)}{_letters().get(one, '')}]" for one in word)


@lru_cache(maxsize=512)
def _pattern(term: Term, exact: bool) -> re.Pattern[str] | None:
    letters = re.escape if exact else _any_marks
    ways = (WORD.findall(way) for way in spelled(term, exact))
    forms = [r"[\W_]+".join(map(letters, words)) for words in ways if words]
    end = r"[^\W_]*" if term.prefix else ""
    return re.compile(f"(?:{'|'.join(forms)}){end}(?![^\\W_])") if forms else None


def _places(text: str, pattern: re.Pattern[str] | None) -> Iterator[tuple[int, int]]:
    at = 0
    while pattern is not None and (match := pattern.search(text, at)):
        start, at = match.start(), match.start() + 1
        if not (start and text[start - 1].isalnum()):
            yield match.span()
            at = max(match.end(), at)


def _spans(text: str, column: str, terms: Sequence[Term], exact: bool) -> list[Span]:
    """The hits of every term that may stand in this column, in order, none inside another."""
    found = sorted(
        Span(start, end, number)
        for number, term in enumerate(terms)
        if term.field in (None, column)
        for start, end in _places(text, _pattern(term, exact))
    )
    apart: list[Span] = []
    for span in found:
        if not apart or span.start >= apart[-1].end:
            apart.append(span)
    return apart


def _window(spans: Sequence[Span]) -> Window:
    """Where within REACH as many different terms stand together as can be had."""
    best = Window(0, 0, 0)
    for number, first in enumerate(spans[:MOST]):
        near = spans[number : number + WIDTH]
        inside = [one for one in near if one.end - first.start <= REACH] or [first]
        worth = 1000 * len({one.term for one in inside}) + len(inside)
        if worth > best.worth:
            best = Window(worth, first.start, inside[-1].end)
    return best


def _cut(text: str, spans: Sequence[Span], window: Window) -> str:
    """The window with as much round it as makes WIDTH words."""
    _, left, right = window
    start, stop = max(0, left - REACH), min(len(text), right + REACH)
    before = [match.start() for match in WORD.finditer(text, start, left)][start > 0 :]
    after = [match.end() for match in WORD.finditer(text, right, stop)]
    after = after[:-1] if stop < len(text) else after  # perhaps half a word
    room = max(0, WIDTH - len(WORD.findall(text, left, right)))
    ahead = min(len(before), max(room // 2, room - len(after)))
    behind = min(len(after), room - ahead)
    left = before[-ahead] if ahead else left
    right = after[behind - 1] if behind else right
    left = 0 if not start and ahead == len(before) else left
    right = len(text) if stop == len(text) and behind == len(after) else right
    shown = _bracketed(text, spans, left, right)
    return f"{'…' if left else ''}{shown}{'…' if right < len(text) else ''}"


def _bracketed(text: str, spans: Sequence[Span], left: int, right: int) -> str:
    parts = []
    for span in spans:
        if left <= span.start and span.end <= right:
            parts += [text[left : span.start], START, text[span.start : span.end], END]
            left = span.end
    return "".join(parts) + text[left:right]
