"""PURE: what happened to an article between what is remembered and what a visit saw. No clock, no I/O.

`compare` is the only judge of verdicts; `scheduler.edits` says what kind of edit a change was.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from parsers.model import Article


class ChangeKind(StrEnum):
    """The closed list of verdicts on one visit."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REMOVED = "removed"
    RESTORED = "restored"
    SUSPECT = "suspect"  # perhaps removed, or its text mostly vanished: look again before saying so
    FAILED = "failed"  # the look taught us nothing


class ArticleStatus(StrEnum):
    """Where an article stands in its life."""

    LIVE = "live"
    SUSPECTED = "suspected"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """What the store remembers of an article: its last version as an Article, and how the last looks ended.

    `missed_since` is when the present unbroken run of suspect looks began (None: the last look found it), `misses`
    how many there were.
    """

    article: Article
    status: ArticleStatus = ArticleStatus.LIVE
    missed_since: datetime | None = None
    misses: int = 0
