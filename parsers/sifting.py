"""What the rules that sift a text know of it while they go through its blocks. No rule is here."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise

from parsers.blocks import Block
from parsers.html import Element
from parsers.model import Known

REFRAINS = 3
"""What is said after so many different lines is said on purpose."""


@dataclass(slots=True)
class Sifting:
    """What the rules know of the article while they go through its blocks.

    `after` is, for each block, the prose that follows it; `sites` tells the page's own hosts.
    """

    blocks: list[Block]
    total: float
    after: list[float]
    title: str
    lead: str
    known: Known
    sites: Callable[[], frozenset[str]] = frozenset
    seen: float = 0.0
    titled: bool = False
    texts: dict[str, object] = field(default_factory=dict)
    documents: dict[Element, bool] = field(default_factory=dict)
    _before: dict[str, set[str]] = field(default_factory=dict)

    @property
    def share(self) -> float:
        """How much of the prose has been passed."""
        return self.seen / self.total

    def is_refrain(self, text: str) -> bool:
        """Whether a text comes back again and again, each time after another line: a copy of the
        page's text has the same lines before it.
        """
        if not self._before:
            for above, block in pairwise(self.blocks):
                self._before.setdefault(block.text, set()).add(above.text)
        return len(self._before.get(text, ())) >= REFRAINS
