"""A difference of two versions as lines for a person. Pure: strings come back.

On a terminal, removed words are red and struck through, added ones green and underlined; elsewhere
(`marks`) they stand in [-brackets-] and {+braces+}, as wdiff and git write them.
"""

from collections.abc import Iterator

import click

from scheduler.align import Fate
from scheduler.diff import ArticleDiff, PassageDiff, Piece, PieceKind

PARTS = {
    "kicker": "kicker",
    "title": "title",
    "lead": "lead",
    "body": "paragraph",
    "caption": "caption",
    "attachment": "attachment",
}
FATES = {
    Fate.ADDED: "added",
    Fate.REMOVED: "removed",
    Fate.MOVED: "moved",
    Fate.SPLIT: "split",
    Fate.MERGED: "merged",
}
AROUND = 60
"""Characters of unchanged text that are shown on either side of a change."""


def diff_lines(diff: ArticleDiff, *, marks: bool, whole: bool = False) -> Iterator[str]:
    """The changed passages, each under its name; all of them, uncut, when `whole`."""
    for passage in diff.passages if whole else diff.changed:
        yield click.style(_name(passage), dim=True) if not marks else _name(passage)
        yield passage_text(passage, marks=marks, whole=whole)
        yield ""


def passage_text(passage: PassageDiff, *, marks: bool, whole: bool = False) -> str:
    """The text of one passage, its changes marked, long stretches between cut unless `whole`."""
    pieces = passage.pieces
    shown = []
    for at, piece in enumerate(pieces):
        text = piece.text
        if piece.kind is PieceKind.KEPT and not whole and len(pieces) > 1:
            text = _cut(text, first=at == 0, last=at == len(pieces) - 1)
        shown.append(_marked(Piece(piece.kind, text), marks))
    return "".join(shown)


def _name(passage: PassageDiff) -> str:
    part = PARTS.get(passage.part, passage.part)
    places = passage.new or passage.old
    number = f" {places[0] + 1}" if part == "paragraph" and places else ""
    fate = f" ({FATES[passage.fate]})" if passage.fate in FATES else ""
    return f"{part}{number}{fate}"


def _cut(text: str, *, first: bool, last: bool) -> str:
    """`text` without its middle; without its beginning, its end, where no change stands beside."""
    head, tail = (0 if first else AROUND), (0 if last else AROUND)
    if len(text) <= head + tail + 20:
        return text
    before = text[:head].rsplit(" ", 1)[0] + " " if head else ""
    after = " " + text[len(text) - tail :].split(" ", 1)[-1] if tail else ""
    return f"{before}…{after}"


def _marked(piece: Piece, marks: bool) -> str:
    match piece.kind:
        case PieceKind.KEPT:
            return piece.text
        case PieceKind.REMOVED:
            if marks:
                return f"[-{piece.text}-]"
            return click.style(piece.text, fg="red", strikethrough=True)
        case PieceKind.ADDED:
            if marks:
                return f"{{+{piece.text}+}}"
            return click.style(piece.text, fg="green", underline=True)
