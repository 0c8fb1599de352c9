"""PURE: the difference of two texts as a person reads it: whole syllables and numbers, no confetti.

`diff_texts` is lossless: kept and removed pieces joined are the old text, kept and added pieces the
new one. `diff_articles` lays the paragraphs of two versions side by side for the command line and
the web pages. Nothing is judged here; what an edit means is for `scheduler.edits`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from parsers.model import Article
from parsers.text import TOKEN
from scheduler import canon
from scheduler.align import Fate, Pairing, align
from scheduler.sequences import Span, compare_sequences

LEAST_KEPT = 0.3
"""Share of the longer text that must be kept; below it, old and new are shown whole."""


class PieceKind(StrEnum):
    """What became of a piece of text."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, spaces included."""

    kind: PieceKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageDiff:
    """What became of one passage: its part (title, lead, body, caption ...), fate and pieces.

    `old` and `new` are its indexes among the passages of that part (several for a split or merge,
    whose paragraphs are joined by a line break in the pieces).
    """

    part: str
    fate: Fate
    pieces: tuple[Piece, ...]
    old: tuple[int, ...] = ()
    new: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleDiff:
    """All passages of two versions, in the order of the page: kicker, title, lead, body, captions,
    attachments.
    """

    passages: tuple[PassageDiff, ...]

    @property
    def changed(self) -> tuple[PassageDiff, ...]:
        """The passages of which anything changed."""
        return tuple(one for one in self.passages if one.fate is not Fate.KEPT)


def diff_texts(old: str, new: str) -> tuple[Piece, ...]:
    """Compare two texts by syllables, numbers and punctuation marks.

    >>> [(piece.kind.value, piece.text) for piece in diff_texts("mức 12%", "mức 13%")]
    [('kept', 'mức '), ('removed', '12'), ('added', '13'), ('kept', '%')]
    """
    if old == new:
        return (Piece(PieceKind.KEPT, old),) if old else ()
    was, now = _split(old), _split(new)
    spans = _slid(compare_sequences(was.keys, now.keys), was.keys, now.keys)
    spans = _settled(spans, was, now)
    pieces = tuple(_joined(_pieces(was, now, spans)))
    kept = sum(len(piece.text) for piece in pieces if piece.kind is PieceKind.KEPT)
    if kept < LEAST_KEPT * max(len(old), len(new)):
        whole = (Piece(PieceKind.REMOVED, old), Piece(PieceKind.ADDED, new))
        return tuple(piece for piece in whole if piece.text)
    return pieces


def old_text(pieces: Sequence[Piece]) -> str:
    """Give the text that the pieces were made from."""
    return "".join(piece.text for piece in pieces if piece.kind is not PieceKind.ADDED)


def new_text(pieces: Sequence[Piece]) -> str:
    """Give the text that the pieces lead to."""
    return "".join(piece.text for piece in pieces if piece.kind is not PieceKind.REMOVED)


@dataclass(frozen=True, slots=True)
class _Text:
    """Tokens of a text, each with the blanks before it; the last is empty and bears the tail."""

    keys: list[str]
    blanks: list[str]

    def length(self, start: int, stop: int) -> int:
        return sum(map(len, self.keys[start:stop]))


def _split(text: str) -> _Text:
    keys: list[str] = []
    blanks: list[str] = []
    end = 0
    for match in TOKEN.finditer(text):
        keys.append(match[0])
        blanks.append(text[end : match.start()])
        end = match.end()
    return _Text([*keys, ""], [*blanks, text[end:]])


_ENDS = {".": 3, "?": 3, "!": 3, "…": 3, "...": 3, ";": 2, ":": 2, ",": 1}


def _slid(spans: list[Span], old: Sequence[str], new: Sequence[str]) -> list[Span]:
    """Slide pure insertions and removals to where a sentence or clause begins."""
    done = list(spans)
    for at in range(1, len(done) - 1):
        before, edit, after = done[at - 1], done[at], done[at + 1]
        if edit.equal or (edit.a < edit.b and edit.c < edit.d):
            continue
        text, start, stop = (new, edit.c, edit.d) if edit.a == edit.b else (old, edit.a, edit.b)
        shift = _best_shift(text, start, stop, before.b - before.a, after.b - after.a)
        if shift:
            done[at - 1] = Span(True, before.a, before.b + shift, before.c, before.d + shift)
            done[at] = Span(False, edit.a + shift, edit.b + shift, edit.c + shift, edit.d + shift)
            done[at + 1] = Span(True, after.a + shift, after.b, after.c + shift, after.d)
    return [span for span in done if span.a < span.b or span.c < span.d]


def _best_shift(text: Sequence[str], start: int, stop: int, back: int, ahead: int) -> int:
    shifts = [0]
    while len(shifts) <= back and text[start - len(shifts)] == text[stop - len(shifts)]:
        shifts.append(-len(shifts))
    ahead = min(ahead, len(text) - 1 - stop)  # the empty last key stays last
    step = 0
    while step < ahead and text[start + step] == text[stop + step]:
        step += 1
        shifts.append(step)

    def score(shift: int) -> tuple[int, int]:
        at = start + shift
        return (_ENDS.get(text[at - 1], 0) if at else 3, -abs(shift))

    return max(shifts, key=score)


def _settled(spans: list[Span], old: _Text, new: _Text) -> list[Span]:
    """Merge edits with the kept stretch between them where that is shorter than what changed round
    it (semantic clean-up).
    """
    done: list[Span] = []
    for span in spans:
        done.append(span)
        while len(done) >= 3 and not done[-1].equal and not done[-3].equal:
            first, kept, last = done[-3:]
            size = old.length(kept.a, kept.b)
            if size >= min(_weight(first, old, new), _weight(last, old, new)):
                break
            done[-3:] = [Span(False, first.a, last.b, first.c, last.d)]
    return done


def _weight(span: Span, old: _Text, new: _Text) -> int:
    return max(old.length(span.a, span.b), new.length(span.c, span.d))


def _pieces(old: _Text, new: _Text, spans: Sequence[Span]) -> Iterator[Piece]:
    for span in spans:
        if not span.equal:
            yield Piece(PieceKind.REMOVED, _stretch(old, span.a, span.b))
            yield Piece(PieceKind.ADDED, _stretch(new, span.c, span.d))
            continue
        for i, j in zip(range(span.a, span.b), range(span.c, span.d), strict=True):
            if old.blanks[i] == new.blanks[j]:
                yield Piece(PieceKind.KEPT, old.blanks[i] + old.keys[i])
            else:
                yield Piece(PieceKind.REMOVED, old.blanks[i])
                yield Piece(PieceKind.ADDED, new.blanks[j])
                yield Piece(PieceKind.KEPT, old.keys[i])


def _stretch(text: _Text, start: int, stop: int) -> str:
    return "".join(
        blank + key
        for blank, key in zip(text.blanks[start:stop], text.keys[start:stop], strict=True)
    )


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Join neighbours of one kind, removed before added; a blank that leads both stays outside."""
    kept = removed = added = ""
    for piece in pieces:
        if piece.kind is PieceKind.KEPT and piece.text:
            if removed or added:
                yield from _flush(kept, removed, added)
                kept = removed = added = ""
            kept += piece.text
        elif piece.kind is PieceKind.REMOVED:
            removed += piece.text
        elif piece.kind is PieceKind.ADDED:
            added += piece.text
    yield from _flush(kept, removed, added)


def _flush(kept: str, removed: str, added: str) -> Iterator[Piece]:
    if removed[:1] == added[:1] and removed[:1].isspace():
        kept, removed, added = kept + removed[0], removed[1:], added[1:]
    for kind, text in (
        (PieceKind.KEPT, kept),
        (PieceKind.REMOVED, removed),
        (PieceKind.ADDED, added),
    ):
        if text:
            yield Piece(kind, text)


def diff_articles(old: Article, new: Article) -> ArticleDiff:
    """Lay two versions side by side, passage by passage."""
    passages = [
        *_single("kicker", old.kicker, new.kicker),
        *_single("title", old.title, new.title),
        *_single("lead", old.lead, new.lead),
        *_many("body", old.body, new.body),
        *_many("caption", _captions(old), _captions(new)),
        *_many("attachment", _titles(old), _titles(new)),
    ]
    return ArticleDiff(passages=tuple(passages))


def _captions(article: Article) -> list[str]:
    return [caption.text for caption in article.captions]


def _titles(article: Article) -> list[str]:
    return [attachment.title or attachment.url for attachment in article.attachments]


def _single(part: str, old: str | None, new: str | None) -> list[PassageDiff]:
    return _many(part, [old] if old else [], [new] if new else [])


def _many(part: str, old: Sequence[str], new: Sequence[str]) -> list[PassageDiff]:
    if len(old) == len(new) == 1:
        pairs = [Pairing(fate=Fate.KEPT, old=(0,), new=(0,))]
    else:
        pairs = align([canon.words(text) for text in old], [canon.words(text) for text in new])
    return [_passage(part, pair, old, new) for pair in pairs]


def _passage(part: str, pair: Pairing, old: Sequence[str], new: Sequence[str]) -> PassageDiff:
    pieces = diff_texts("\n".join(old[i] for i in pair.old), "\n".join(new[j] for j in pair.new))
    fate = pair.fate
    if fate is Fate.KEPT and any(piece.kind is not PieceKind.KEPT for piece in pieces):
        fate = Fate.CHANGED
    return PassageDiff(part=part, fate=fate, pieces=pieces, old=pair.old, new=pair.new)
