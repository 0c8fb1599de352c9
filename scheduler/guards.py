"""PURE: when a verdict must not reach a reader: pages that flap, and sites that change all at once.

Both look at more than one visit, so the store asks them after `compare`: it alone knows history.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from parsers.model import Article
from parsers.text import match_key
from scheduler.odds import beta_binomial_tail

FLAP_WITHIN = timedelta(hours=24)
"""A text that comes back within this time came from a cache or a second server, not from an editor.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenKey:
    """A text that an article showed (`canon.content_key`), and when it was last seen with it."""

    key: str
    last_seen_at: datetime


def is_flap(new_key: str, recent: Sequence[SeenKey], now: datetime) -> bool:
    """Say whether a page that now shows `new_key` only flaps back (A, B, A).

    `recent` are the texts of the latest looks, oldest first, one entry for each unbroken run of
    looks; the last is what the look before this one showed. A revert that lasts is no flap: its
    second look finds `new_key` at the end of `recent`, and is then to be reported.

    >>> noon = datetime(2026, 5, 1, 12)
    >>> seen = [SeenKey(key="A", last_seen_at=noon), SeenKey(key="B", last_seen_at=noon)]
    >>> is_flap("A", seen, noon), is_flap("B", seen, noon), is_flap("C", seen, noon)
    (True, False, False)
    """
    if not recent or recent[-1].key == new_key:
        return False
    return any(
        seen.key == new_key and now - seen.last_seen_at < FLAP_WITHIN for seen in recent[:-1]
    )


LEAST_CHANGED = 5
"""Fewer articles than this are editors at work, whatever share of the looks they are."""
SHARE = 0.2
SAME_BLOCK = 0.8
"""Share of the changed articles that gained or lost one and the same block."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """How a source was edited before: looks at its known articles, and how many found an edit."""

    looked: int = 0
    changed: int = 0


TELLING = 100
"""Looks from which on the past says how a source is usually edited."""
ODDS = 1e-4
"""A crawl looks at what is likely to be edited, so that a fifth may be a lively hour. Chances above
this, given the source's past, are that."""


def breaker(
    looked: int, changed: int, shared_blocks: Iterable[int] = (), past: Past | None = None
) -> bool:
    """Say whether so many of a source's articles changed in one crawl that the site was changed.

    `looked`: known articles that were read again; `changed`: those of them with verdict changed or
    suspect; `shared_blocks`: for each block that was added or removed (`blocks_of`), in how many
    of the changed articles; `past`: what is usual for the source.

    >>> breaker(200, 3), breaker(200, 60), breaker(200, 6, [6])
    (False, True, True)
    >>> lively = Past(looked=1000, changed=80)
    >>> breaker(20, 6, past=lively), breaker(20, 16, past=lively)
    (False, True)
    """
    if changed < LEAST_CHANGED:
        return False
    if changed >= SHARE * looked and not _is_usual(looked, changed, past):
        return True
    return max(shared_blocks, default=0) >= max(LEAST_CHANGED, SAME_BLOCK * changed)


def _is_usual(looked: int, changed: int, past: Past | None) -> bool:
    """Whether a source that is edited as often as this one may well show so many edits at once."""
    if past is None or past.looked < TELLING:
        return False
    alpha, beta = 0.5 + past.changed, 0.5 + past.looked - past.changed
    return beta_binomial_tail(changed, looked, alpha, beta) > ODDS


def blocks_of(old: Article, new: Article) -> frozenset[str]:
    """List the keys of paragraphs and captions that one version has and the other has not.

    A template's block is in many articles at once; an editor's paragraph is in one.
    """
    return _keys(old) ^ _keys(new)


def _keys(article: Article) -> frozenset[str]:
    texts = [article.kicker or "", article.lead or "", *article.body]
    texts += [caption.text for caption in article.captions]
    return frozenset(key for key in map(match_key, texts) if key)


def shared_blocks(changes: Iterable[frozenset[str]]) -> Counter[str]:
    """Count in how many changed articles each block came or went: chrome candidates, commonest
    first.
    """
    counts: Counter[str] = Counter()
    for blocks in changes:
        counts.update(blocks)
    return Counter({block: count for block, count in counts.most_common() if count > 1})


SHARE_GONE = 0.05
"""Articles vanish one by one; more than a twentieth of those looked at is a server or a move."""


def removal_breaker(looked: int, gone: int) -> bool:
    """Say whether so many articles were gone for the first time in one crawl that it is the site.

    `looked`: known articles that were asked for and answered, `gone`: those of them that this crawl
    was the first not to find.

    >>> removal_breaker(200, 10), removal_breaker(200, 11), removal_breaker(5, 5)
    (False, True, True)
    """
    return gone >= LEAST_CHANGED and gone > SHARE_GONE * looked
