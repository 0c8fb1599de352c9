"""PURE: which paragraph of the new text is which of the old: kept, changed, added, removed, moved,
split, merged.

Equal paragraphs in order come first, then the most alike within each gap between them, then
paragraphs that stand elsewhere, then one paragraph that became several or several that became one.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from scheduler.sequences import compare_sequences, longest_increasing

ALIKE = 0.4
"""Share of common words (Dice) from which two paragraphs in one gap are one paragraph, edited."""
SHORT = 12
"""Words up to which a paragraph is a cell or a heading, known by its place."""
MOST_PAIRS = 2_500
"""Cells of a gap in which every old paragraph is held against every new one."""
WHOLE = 0.85
"""Share of words that must come through when a paragraph is split or merged."""


class Fate(StrEnum):
    """What became of paragraphs."""

    KEPT = "kept"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    SPLIT = "split"
    MERGED = "merged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """Paragraphs `old` (indexes) became paragraphs `new`; one of them is empty for ADDED and
    REMOVED.
    """

    fate: Fate
    old: tuple[int, ...] = ()
    new: tuple[int, ...] = ()


def align(old: Sequence[Sequence[str]], new: Sequence[Sequence[str]]) -> list[Pairing]:
    """Pair the paragraphs of two texts, each given as its words, in the order of the new text.

    Every index occurs exactly once; a MOVED pair may have been edited as well.
    """
    spans = compare_sequences([" ".join(part) for part in old], [" ".join(part) for part in new])
    pairs: list[Pairing] = []
    left: list[int] = []
    right: list[int] = []
    for span in spans:
        olds, news = list(range(span.a, span.b)), list(range(span.c, span.d))
        if span.equal:
            pairs += [
                Pairing(fate=Fate.KEPT, old=(i,), new=(j,)) for i, j in zip(olds, news, strict=True)
            ]
            continue
        found = _regrouped(old, new, olds, news) if len(olds) != len(news) else []
        found += _gap(old, new, _rest(olds, found, True), _rest(news, found, False))
        pairs += found
        left += _rest(olds, found, True)
        right += _rest(news, found, False)
    moved = _moved(old, new, left, right)
    pairs += moved
    left, right = _rest(left, moved, True), _rest(right, moved, False)
    pairs += [Pairing(fate=Fate.REMOVED, old=(i,)) for i in left]
    pairs += [Pairing(fate=Fate.ADDED, new=(j,)) for j in right]
    return _in_order(pairs)


def _rest(indexes: list[int], pairs: list[Pairing], is_old: bool) -> list[int]:
    taken = {index for pair in pairs for index in (pair.old if is_old else pair.new)}
    return [index for index in indexes if index not in taken]


def likeness(old: Sequence[str], new: Sequence[str]) -> float:
    """Share of common words, 0 to 1 (Dice over multisets).

    >>> likeness(["a", "b", "c"], ["a", "b", "d"])
    0.6666666666666666
    """
    if not old or not new:
        return 0.0
    common = sum((Counter(old) & Counter(new)).values())
    return 2 * common / (len(old) + len(new))


def _gap(
    old: Sequence[Sequence[str]],
    new: Sequence[Sequence[str]],
    olds: list[int],
    news: list[int],
) -> list[Pairing]:
    """Pair the most alike first; crossing pairs are moves."""
    if not olds or not news:
        return []
    if len(olds) * len(news) > MOST_PAIRS:
        candidates = list(_sharing_rare_words(old, new, olds, news))
    else:
        candidates = [(i, j) for i in olds for j in news]
    bags_old = {i: Counter(old[i]) for i in olds}
    bags_new = {j: Counter(new[j]) for j in news}
    rank_old = {i: rank for rank, i in enumerate(olds)}
    rank_new = {j: rank for rank, j in enumerate(news)}
    scored: list[tuple[float, int, int, int]] = []
    for i, j in candidates:
        total = len(old[i]) + len(new[j])
        if min(len(old[i]), len(new[j])) * 2 < ALIKE * total:
            continue
        score = 2 * sum((bags_old[i] & bags_new[j]).values()) / total
        if score >= ALIKE:
            scored.append((-score, abs(rank_old[i] - rank_new[j]), i, j))
    pairs: list[tuple[int, int]] = []
    done_old: set[int] = set()
    done_new: set[int] = set()
    for _, _, i, j in sorted(scored):
        if i not in done_old and j not in done_new:
            done_old.add(i)
            done_new.add(j)
            pairs.append((i, j))
    pairs += _short_in_order(
        old, new, [i for i in olds if i not in done_old], [j for j in news if j not in done_new]
    )
    straight = _straight(sorted(pairs))
    return [
        Pairing(
            fate=Fate.CHANGED if pair in straight else Fate.MOVED, old=(pair[0],), new=(pair[1],)
        )
        for pair in pairs
    ]


def _short_in_order(
    old: Sequence[Sequence[str]],
    new: Sequence[Sequence[str]],
    olds: list[int],
    news: list[int],
) -> list[tuple[int, int]]:
    """Pair cells and headings by place: in so few words nothing need be left of an edited one."""
    if len(olds) != len(news):
        return []
    pairs = list(zip(olds, news, strict=True))
    return pairs if all(max(len(old[i]), len(new[j])) <= SHORT for i, j in pairs) else []


def _sharing_rare_words(
    old: Sequence[Sequence[str]],
    new: Sequence[Sequence[str]],
    olds: list[int],
    news: list[int],
) -> set[tuple[int, int]]:
    """Candidates of a large gap: neighbours by place, and pairs that share words which few
    paragraphs have.
    """
    where: dict[str, list[int]] = defaultdict(list)
    for j in news:
        for word in set(new[j]):
            where[word].append(j)
    pairs: set[tuple[int, int]] = set()
    for i in olds:
        votes: Counter[int] = Counter()
        for word in set(old[i]):
            places = where.get(word, ())
            if len(places) <= 8:
                votes.update(places)
        pairs.update((i, j) for j, _ in votes.most_common(4))
    return pairs


def _straight(pairs: list[tuple[int, int]]) -> set[tuple[int, int]]:
    """Keep the largest set of pairs that do not cross; `pairs` is sorted by old index."""
    return set(longest_increasing(pairs))


def _regrouped(
    old: Sequence[Sequence[str]],
    new: Sequence[Sequence[str]],
    olds: list[int],
    news: list[int],
) -> list[Pairing]:
    """Find one paragraph that became two to four neighbours, or the other way round."""
    found: list[Pairing] = []
    if len(olds) < len(news):
        for i, js in _joins(old, new, olds, news):
            found.append(Pairing(fate=Fate.SPLIT, old=(i,), new=js))
    else:
        for j, iis in _joins(new, old, news, olds):
            found.append(Pairing(fate=Fate.MERGED, old=iis, new=(j,)))
    return found


def _joins(
    whole: Sequence[Sequence[str]],
    parts: Sequence[Sequence[str]],
    wholes: list[int],
    pieces: list[int],
) -> list[tuple[int, tuple[int, ...]]]:
    found: list[tuple[int, tuple[int, ...]]] = []
    if len(wholes) * len(pieces) > MOST_PAIRS:
        return found
    free = list(pieces)
    for index in wholes:
        words = whole[index]
        best = _best_join(words, parts, free)
        if best:
            found.append((index, best))
            free = [piece for piece in free if piece not in best]
    return found


def _best_join(
    words: Sequence[str], parts: Sequence[Sequence[str]], free: list[int]
) -> tuple[int, ...]:
    best: tuple[int, ...] = ()
    score = WHOLE
    for start in range(len(free)):
        joined: list[str] = []
        for stop in range(start, min(start + 4, len(free))):
            if stop > start and free[stop] != free[stop - 1] + 1:
                break
            joined += parts[free[stop]]
            if len(joined) > 1.3 * len(words) + 2:
                break
            if stop > start and len(joined) >= 0.7 * len(words):
                now = likeness(words, joined)
                shortest = min(len(parts[piece]) for piece in free[start : stop + 1])
                if now > score and shortest > (1 - now) * len(words):
                    best, score = tuple(free[start : stop + 1]), now
    return best


def _moved(
    old: Sequence[Sequence[str]],
    new: Sequence[Sequence[str]],
    left: list[int],
    right: list[int],
) -> list[Pairing]:
    """Pair what was removed in one place and added in another: the same words, or nearly."""
    places: dict[str, list[int]] = defaultdict(list)
    for j in right:
        places[" ".join(new[j])].append(j)
    pairs: list[Pairing] = []
    for i in left:
        same = places.get(" ".join(old[i]))
        if same:
            pairs.append(Pairing(fate=Fate.MOVED, old=(i,), new=(same.pop(0),)))
    left, right = _rest(left, pairs, True), _rest(right, pairs, False)
    if len(left) * len(right) <= MOST_PAIRS:
        for i in left:
            scores = [(likeness(old[i], new[j]), j) for j in right]
            score, j = max(scores, default=(0.0, -1))
            if score >= 0.6:
                pairs.append(Pairing(fate=Fate.MOVED, old=(i,), new=(j,)))
                right.remove(j)
    return pairs


def _in_order(pairs: list[Pairing]) -> list[Pairing]:
    """Sort by place in the new text; a removed paragraph stands where its old neighbour went."""
    place: dict[int, int] = {}
    for pair in pairs:
        if pair.new and pair.fate is not Fate.MOVED:
            for i in pair.old:
                place[i] = pair.new[-1]

    last = -1
    behind: dict[int, int] = {}
    for i in range(max((max(pair.old, default=-1) for pair in pairs), default=-1) + 1):
        behind[i] = last
        last = place.get(i, last)

    def key(pair: Pairing) -> tuple[float, int]:
        return (pair.new[0], -1) if pair.new else (behind[pair.old[0]] + 0.5, pair.old[0])

    return sorted(pairs, key=key)
