"""PURE: the difference of two sequences of tokens, quick enough for any page and readable for a
person.

Anchors first (tokens that occur once on either side, in the longest common order: patience), the
standard library's matcher in the small gaps between them, and a plain replacement where a gap is
too large to be worth comparing.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

LARGEST_GAP = 40_000
"""Cells (old tokens times new tokens) of a gap that is still compared token by token."""


@dataclass(frozen=True, slots=True)
class Span:
    """old[a:b] stands where new[c:d] stood; `equal` says that they are the same tokens."""

    equal: bool
    a: int
    b: int
    c: int
    d: int


def compare_sequences(old: Sequence[str], new: Sequence[str]) -> list[Span]:
    """List the spans that make `new` out of `old`, in order, without gaps, neighbours never of one
    kind.
    """
    spans: list[Span] = []
    for block in _matches(old, new, 0, len(old), 0, len(new)):
        _append(spans, block)
    _append(spans, (len(old), len(new), 0))
    return spans


def _append(spans: list[Span], block: tuple[int, int, int]) -> None:
    start, other, size = block
    at, there = (spans[-1].b, spans[-1].d) if spans else (0, 0)
    if (start, other) != (at, there):
        spans.append(Span(False, at, start, there, other))
    if size:
        if spans and spans[-1].equal:
            last = spans.pop()
            spans.append(Span(True, last.a, start + size, last.c, other + size))
        else:
            spans.append(Span(True, start, start + size, other, other + size))


def _matches(
    old: Sequence[str], new: Sequence[str], a: int, b: int, c: int, d: int
) -> Iterator[tuple[int, int, int]]:
    """Yield (old index, new index, length) of equal runs in old[a:b], new[c:d]."""
    head = 0
    while a + head < b and c + head < d and old[a + head] == new[c + head]:
        head += 1
    if head:
        yield a, c, head
    a, c = a + head, c + head
    tail = 0
    while a < b - tail and c < d - tail and old[b - tail - 1] == new[d - tail - 1]:
        tail += 1
    yield from _middle(old, new, a, b - tail, c, d - tail)
    if tail:
        yield b - tail, d - tail, tail


def _middle(
    old: Sequence[str], new: Sequence[str], a: int, b: int, c: int, d: int
) -> Iterator[tuple[int, int, int]]:
    if a == b or c == d:
        return
    anchors = _anchors(old, new, a, b, c, d)
    if not anchors:
        if (b - a) * (d - c) <= LARGEST_GAP:
            for block in SequenceMatcher(None, old[a:b], new[c:d], False).get_matching_blocks():
                if block.size:
                    yield a + block.a, c + block.b, block.size
        return
    for i, j in anchors:
        if i < a or j < c:
            continue  # the run before has reached beyond this anchor
        yield from _matches(old, new, a, i, c, j)
        run = 1
        while i + run < b and j + run < d and old[i + run] == new[j + run]:
            run += 1
        yield i, j, run
        a, c = i + run, j + run
    yield from _matches(old, new, a, b, c, d)


def _anchors(
    old: Sequence[str], new: Sequence[str], a: int, b: int, c: int, d: int
) -> list[tuple[int, int]]:
    """Pair the tokens that occur once on both sides; keep the longest run of pairs that are in
    order on both.
    """
    once_old = {token for token, count in Counter(old[a:b]).items() if count == 1}
    once_new = {token for token, count in Counter(new[c:d]).items() if count == 1}
    both = once_old & once_new
    if not both:
        return []
    place = {new[j]: j for j in range(c, d) if new[j] in both}
    pairs = [(i, place[old[i]]) for i in range(a, b) if old[i] in both]
    return longest_increasing(pairs)


def longest_increasing(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Choose the longest run of pairs (sorted by the first) in which the second grows too.

    >>> longest_increasing([(0, 2), (1, 0), (2, 1)])
    [(1, 0), (2, 1)]
    """
    ends: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for index, (_, j) in enumerate(pairs):
        slot = bisect_left(ends, j)
        before.append(at[slot - 1] if slot else -1)
        if slot == len(ends):
            ends.append(j)
            at.append(index)
        else:
            ends[slot] = j
            at[slot] = index
    chain: list[tuple[int, int]] = []
    index = at[-1] if at else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]
