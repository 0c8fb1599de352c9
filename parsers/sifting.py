"""What the rules that sift a text know of it while they go through its blocks. No rule is here."""

from dataclasses import dataclass, field

from parsers.blocks import Block
from parsers.model import Known


@dataclass(slots=True)
class Sifting:
    """What the rules know of the article while they go through its blocks.

    `after` is, for each block, the prose that follows it; `sites` are the page's own hosts.
    """

    blocks: list[Block]
    total: float
    after: list[float]
    title: str
    lead: str
    known: Known
    sites: frozenset[str] = frozenset()
    seen: float = 0.0
    titled: bool = False
    texts: dict[str, object] = field(default_factory=dict)

    @property
    def share(self) -> float:
        """How much of the prose has been passed."""
        return self.seen / self.total
