"""PURE: a difference of two versions as blocks of a page: passages, runs of unchanged ones, and
where a moved paragraph stood before.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scheduler.align import Fate
from scheduler.diff import ArticleDiff, Piece, PieceKind

SHOWN_RUN = 2  # unchanged passages in a row that are shown beside a change


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One passage. `number` counts the changed ones from 1, None where nothing changed; `before`
    and `after` are its paragraph numbers; `left` and `right` its pieces as either version has them.
    """

    part: str
    fate: str
    pieces: tuple[Piece, ...]
    before: tuple[int, ...] = ()
    after: tuple[int, ...] = ()
    number: int | None = None

    @property
    def left(self) -> tuple[Piece, ...]:
        """What the older version has."""
        return tuple(one for one in self.pieces if one.kind is not PieceKind.ADDED)

    @property
    def right(self) -> tuple[Piece, ...]:
        """What the newer version has."""
        return tuple(one for one in self.pieces if one.kind is not PieceKind.REMOVED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A run of unchanged passages, folded away."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """Here stood a paragraph that moved: `before` its old number, `after` its new one."""

    before: int
    after: int


Item = Block | Kept | Away


def items(diff: ArticleDiff) -> list[Item]:
    """All passages in the order of the newer version; long unchanged runs folded."""
    found: list[Item] = []
    run: list[Block] = []
    for item in _with_moves(_blocks(diff)):
        if isinstance(item, Block) and item.fate == Fate.KEPT:
            run.append(item)
            continue
        found += _folded(run, first=not found, last=False)
        run = []
        found.append(item)
    return found + _folded(run, first=not found, last=True)


def changes(found: Sequence[Item]) -> int:
    """How many passages changed."""
    return sum(isinstance(one, Block) and one.number is not None for one in found)


def _blocks(diff: ArticleDiff) -> Iterator[Block]:
    number = 0
    for passage in diff.passages:
        changed = passage.fate is not Fate.KEPT
        number += changed
        yield Block(
            part=passage.part,
            fate=passage.fate.value,
            pieces=passage.pieces,
            before=tuple(at + 1 for at in passage.old),
            after=tuple(at + 1 for at in passage.new),
            number=number if changed else None,
        )


def _with_moves(blocks: Iterator[Block]) -> Iterator[Block | Away]:
    """Before the first paragraph that stood after it, say where a moved one went."""
    listed = list(blocks)
    moved = sorted(
        (one for one in listed if one.part == "body" and one.fate == Fate.MOVED),
        key=lambda one: one.before,
    )
    for block in listed:
        stays = block.part == "body" and block.fate != Fate.MOVED and block.before
        while moved and ((stays and block.before > moved[0].before) or _past(block)):
            one = moved.pop(0)
            yield Away(before=one.before[0], after=one.after[0])
        yield block
    for one in moved:
        yield Away(before=one.before[0], after=one.after[0])


def _past(block: Block) -> bool:
    return block.part in ("caption", "attachment")


def _folded(run: list[Block], *, first: bool, last: bool) -> list[Item]:
    """A run: its ends beside a change are shown, its middle is folded where that saves space."""
    head, tail = (0 if first else 1), (0 if last else 1)
    if len(run) <= head + tail + SHOWN_RUN or (first and last):
        return list(run)
    middle = Kept(blocks=tuple(run[head : len(run) - tail]))
    return [*run[:head], middle, *run[len(run) - tail :]]
