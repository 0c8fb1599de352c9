"""PURE: what a channel is sent, as plain text that a phone shows: the diff in words, no markup.

Nothing is longer than the limit that the receiver sets; what does not fit is counted at the end.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from parsers.dates import VIETNAM
from scheduler.align import Fate
from scheduler.diff import PassageDiff, Piece, PieceKind, diff_articles, new_text, old_text
from scheduler.evidence import evidence_in
from scheduler.feeds import Happening, headline
from scheduler.words import Language, word

TITLE = 150
PASSAGE = 280
SHORT = 70
"""Of an edit in a digest, before and after."""
CONTEXT = 40
LEAD = 400
ROOM = 40
"""Kept free for the line that counts what did not fit."""
ORDER = ("removed", "changed", "restored", "new")


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """Plain text."""

    title: str
    body: str


def update_message(one: Happening, source: str, language: Language, limit: int) -> Message:
    """One update: what happened, where and when, the words before and after, the address."""
    end = ["", one.url]
    room = limit - sum(len(line) + 1 for line in end)
    lines = [f"{source} · {clock(one.detected_at)}", *_told(one, language)]
    body = "\n".join([*fitting(lines, room, language), *end])
    return Message(title=cut(headline(one, language), TITLE), body=body)


def digest_message(
    updates: Sequence[Happening], sources: dict[str, str], language: Language, limit: int
) -> Message:
    """Many updates, source by source; removals and edits before what is merely new."""
    since = min(one.detected_at for one in updates)
    title = word("phrase", "digest", language).format(len(updates), clock(since))
    ordered = sorted(updates, key=lambda one: (one.source, ORDER.index(one.kind), one.detected_at))
    lines = []
    for source, found in groupby(ordered, key=lambda one: one.source):
        entries = [_entry(one, language) for one in found]
        entries[0] = f"{sources.get(source, source)}\n{entries[0]}"
        lines += entries
    return Message(title=f"unionwatch: {title}", body="\n".join(fitting(lines, limit, language)))


def alert_message(
    source: str, name: str, state: str, evidence: Sequence[str], language: Language, limit: int
) -> Message:
    """A source that broke (`evidence` of how it is), or that recovered (of how it was)."""
    evidence = [evidence_in(sentence, language) for sentence in evidence]
    if state == "ok":
        title = f"{source}: {word('phrase', 'well again', language)}"
        first = [f"{word('phrase', 'until now', language)}: {cut(text, 500)}" for text in evidence]
        return Message(title=title, body="\n".join(fitting(first or [title], limit, language)))
    title = f"{source}: {word('health', state, language)}"
    hint = word("phrase", "see status", language)
    if state == "quarantined":
        hint = word("phrase", "release", language).format(name)
    lines = [cut(text, 500) for text in evidence]
    body = "\n".join([*fitting(lines, limit - len(hint) - 1, language), hint])
    return Message(title=title, body=body)


def trial_message(channel: str, language: Language) -> Message:
    """What ``notify test`` sends."""
    body = word("phrase", "test arrived", language).format(channel)
    return Message(title=f"unionwatch: {word('phrase', 'test', language)}", body=body)


def fitting(lines: Iterable[str], limit: int, language: Language) -> list[str]:
    """The lines that fit, and how many did not."""
    left = list(lines)
    taken: list[str] = []
    size = 0
    while left:
        room = limit - size - (ROOM if len(left) > 1 else 0)
        line = left[0] if taken else cut(left[0], max(room, 1))
        if len(line) + 1 > room and taken:
            return [*taken, word("phrase", "more", language).format(len(left))]
        taken.append(line)
        size += len(line) + 1
        left.pop(0)
    return taken


def cut(text: str, limit: int) -> str:
    """At most so many characters, ended between words.

    >>> cut("Công đoàn chăm lo", 12)
    'Công đoàn…'
    """
    if len(text) <= limit:
        return text
    kept = text[: limit - 1]
    return f"{kept.rsplit(' ', 1)[0] if ' ' in kept else kept}…"


def clock(moment: datetime) -> str:
    """A moment on a clock in Vietnam: 22/11/2026 09:15."""
    return f"{moment.astimezone(VIETNAM):%d/%m/%Y %H:%M}"


def _entry(one: Happening, language: Language) -> str:
    edit = ""
    if one.kind == "changed" and one.old is not None:
        first = next(iter(_changes(one, SHORT)), None)
        edit = f"\n  {first[0]} → {first[1]}" if first and all(first) else ""
    return f"- {cut(headline(one, language), TITLE)}{edit}\n  {one.url}"


def _told(one: Happening, language: Language) -> Iterator[str]:
    if one.kind == "changed" and one.old is not None:
        yield from _differences(one, language)
    elif one.kind != "removed" and (one.article.lead or one.article.body):
        yield cut(one.article.lead or one.article.body[0], LEAD)


def _differences(one: Happening, language: Language) -> Iterator[str]:
    assert one.old is not None  # asked of edits alone
    names = {name: word("phrase", name, language) for name in ("before", "after")}
    for passage in diff_articles(one.old, one.article).changed:
        part = word("part", passage.part, language)
        whole = _whole(passage, language)
        if whole:
            yield f"{part}. {whole}"
            continue
        for old, new in _windows(passage.pieces, PASSAGE):
            told = [f"{names['before']}: “{old}”"] if old else []
            told += [f"{names['after']}: “{new}”"] if new else []
            yield f"{part}. " + "\n".join(told)


def _whole(passage: PassageDiff, language: Language) -> str | None:
    """A passage that came, went or moved as a whole."""
    key = {Fate.ADDED: "added", Fate.REMOVED: "removed", Fate.MOVED: "moved"}.get(passage.fate)
    if key is None:
        return None
    text = old_text(passage.pieces) if passage.fate is Fate.REMOVED else new_text(passage.pieces)
    return f"{word('phrase', key, language)}: “{cut(text, PASSAGE)}”"


def _changes(one: Happening, limit: int) -> Iterator[tuple[str, str]]:
    assert one.old is not None  # asked of edits alone
    for passage in diff_articles(one.old, one.article).changed:
        yield from _windows(passage.pieces, limit)


def _windows(pieces: Sequence[Piece], limit: int) -> Iterator[tuple[str, str]]:
    """The changed stretches of a passage, old and new, each with a few words round it."""
    edits = [at for at, piece in enumerate(pieces) if piece.kind is not PieceKind.KEPT]
    groups: list[list[int]] = []
    for at in edits:
        near = groups and all(
            len(piece.text) <= 2 * CONTEXT for piece in pieces[groups[-1][1] : at] if _kept(piece)
        )
        if near:
            groups[-1][1] = at + 1
        else:
            groups.append([at, at + 1])
    for start, stop in groups:
        before = _tail(pieces[start - 1].text) if start and _kept(pieces[start - 1]) else ""
        after = _head(pieces[stop].text) if stop < len(pieces) and _kept(pieces[stop]) else ""
        middle = pieces[start:stop]
        old, new = old_text(middle), new_text(middle)
        yield (
            cut(f"{before}{old}{after}".strip(), limit) if old else "",
            cut(f"{before}{new}{after}".strip(), limit) if new else "",
        )


def _kept(piece: Piece) -> bool:
    return piece.kind is PieceKind.KEPT


def _tail(text: str) -> str:
    if len(text) <= CONTEXT:
        return text
    kept = text[-CONTEXT:]
    return f"…{kept[kept.find(' ') :] if ' ' in kept else kept}"


def _head(text: str) -> str:
    if len(text) <= CONTEXT:
        return text
    kept = text[:CONTEXT]
    return f"{kept[: kept.rfind(' ') + 1] if ' ' in kept else kept}…"
