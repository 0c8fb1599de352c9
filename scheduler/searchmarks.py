"""PURE: where the words of a query stand in a text, cut into words and spelled as the search index
does it. No I/O, no SQL.

The index is asked which articles match; what they show, and whether a text still says what an older
one said, is worked out here from the texts themselves, because FTS5 goes through its lists anew for
each row that it is asked about.
"""

import re
from bisect import bisect_left, bisect_right
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
MOST = 200  # hits in one column of which a snippet is chosen

Texts = Mapping[str, str | None]


class Span(NamedTuple):
    """A hit: its place in the text, and which of the terms it is."""

    start: int
    end: int
    term: int


def plain(text: str, exact: bool) -> str:
    """The text as the index spells it, each letter in its place."""
    whole = text.lower().replace("ð", "đ") if exact else fold(text)
    if len(whole) == len(text):
        return whole
    letters = ((letter.lower() if exact else fold(letter), letter) for letter in text)
    return "".join(new if len(new) == 1 else old for new, old in letters)


def holds(node: Node, texts: Texts, exact: bool) -> bool:
    """Whether the texts, by column, are what the query looks for."""
    read = cache(lambda column: plain(texts.get(column) or "", exact))

    def there(one: Node) -> bool:
        match one:
            case Term(_, field, _):
                return any(
                    next(_places(read(column), one, exact), None) is not None
                    for column in ((field,) if field else COLUMNS)
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
        column: _spans(plain(text, exact), column, terms, exact)
        for column in COLUMNS
        if (text := texts.get(column))
    }
    # Where no text has a hit, it is the name of the source: the beginning is shown.
    best, snippet = _window(texts.get("lead") or texts.get("body") or "", [])
    for column, found in spans.items():
        worth, shown = _window(texts[column] or "", found) if found else (0, "")
        if worth > best:
            best, snippet = worth, shown
    title = texts.get("title") or ""
    return _bracketed(title, spans.get("title", []), 0, len(title)), snippet


def _sought(node: Node) -> Iterator[Term]:
    match node:
        case Term():
            yield node
        case Either(parts) | Every(parts):
            for part in parts:
                yield from _sought(part)


@lru_cache(maxsize=512)
def _pattern(term: Term, exact: bool) -> re.Pattern[str] | None:
    """Begins with a letter as it is, which the engine looks for at its fastest."""
    ways = (WORD.findall(way) for way in spelled(term, exact))
    forms = [r"[\W_]+".join(map(re.escape, words)) for words in ways if words]
    end = r"[^\W_]*" if term.prefix else ""
    return re.compile(f"(?:{'|'.join(forms)}){end}(?![^\\W_])") if forms else None


def _places(text: str, term: Term, exact: bool) -> Iterator[tuple[int, int]]:
    pattern = _pattern(term, exact)
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
        for start, end in _places(text, term, exact)
    )
    apart: list[Span] = []
    for span in found:
        if not apart or span.start >= apart[-1].end:
            apart.append(span)
    return apart


def _window(text: str, spans: Sequence[Span]) -> tuple[int, str]:
    """WIDTH words with as many different terms in them as can be had, and what they are worth."""
    words = [match.span() for match in WORD.finditer(text)]
    starts, ends = [start for start, _ in words], [end for _, end in words]
    first = [bisect_right(starts, span.start) - 1 for span in spans[:MOST]]
    last = [bisect_left(ends, span.end) for span in spans[:MOST]]
    best, begin, used = 0, 0, 0
    for number, start in enumerate(first):
        inside = [n for n in range(number, len(first)) if last[n] - start < WIDTH] or [number]
        worth = 1000 * len({spans[n].term for n in inside}) + len(inside)
        if worth > best:
            best, begin, used = worth, start, last[inside[-1]] - start + 1
    begin = max(0, min(begin - (WIDTH - used) // 2, len(starts) - WIDTH))
    stop = begin + max(WIDTH, used)
    left = starts[begin] if begin else 0
    right = ends[stop - 1] if stop < len(ends) else len(text)
    shown = _bracketed(text, spans, left, right)
    return best, f"{'…' if left else ''}{shown}{'…' if right < len(text) else ''}"


def _bracketed(text: str, spans: Sequence[Span], left: int, right: int) -> str:
    parts = []
    for span in spans:
        if left <= span.start and span.end <= right:
            parts += [text[left : span.start], START, text[span.start : span.end], END]
            left = span.end
    return "".join(parts) + text[left:right]
