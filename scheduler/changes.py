"""PURE: what happened to an article between what is remembered and what a visit saw. No clock, no
I/O.

`compare` is the only judge of verdicts; `scheduler.edits` says what kind of edit a change was.
"""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import assert_never
from unicodedata import normalize

from crawler.items import Failure, Gone, GoneReason, NotModified, Snapshot, Visit
from parsers.model import Article
from scheduler.canon import shown
from scheduler.edits import Edit, EditClass, classify
from scheduler.fact import FactChange
from scheduler.strangers import is_stranger


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


class Suspicion(StrEnum):
    """Of what an article is suspected."""

    GONE = "gone"  # 404, redirected away, the words of an error page
    SHORTENED = "shortened"  # its text mostly vanished, or the page broke off


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """What the store remembers of an article: its last version as an Article, and how the last
    looks ended.

    `missed_since` is when the present unbroken run of suspect looks began (None: the last look
    found it), `misses` how many there were; `suspicion` says of what, for looks that found a 404 do
    not confirm that the text was cut.
    """

    article: Article
    status: ArticleStatus = ArticleStatus.LIVE
    missed_since: datetime | None = None
    misses: int = 0
    suspicion: Suspicion | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The verdict on one visit, and what to remember of the article from now on.

    Store a new version for NEW, CHANGED, and RESTORED with `edit_class`; keep the remembered
    article (and the validators that came with it) for every other kind. `fields`, `edit_class`,
    `facts` and `silent` are those of the edit, if there is one; `summary` is one line for a person,
    empty for UNCHANGED. `status`, `missed_since`, `misses` and `suspicion` replace what was
    remembered.
    """

    kind: ChangeKind
    summary: str = ""
    edit_class: EditClass | None = None
    fields: tuple[str, ...] = ()
    facts: tuple[FactChange, ...] = ()
    silent: bool = False
    status: ArticleStatus = ArticleStatus.LIVE
    missed_since: datetime | None = None
    misses: int = 0
    suspicion: Suspicion | None = None


CONFIRM_AFTER = timedelta(hours=24)
"""A suspicion is confirmed by a second look at least this long after the first."""
REPLACED_AFTER = timedelta(days=7)
"""... or this long, of a page that shows nothing of the article: errors are mended sooner."""
LONG = 400
"""Characters from which a body is long: only a long body can mostly vanish."""
VANISHED = 0.25
"""Share of the body that is left when it has mostly vanished."""
UNLOCKED = 0.7
"""Share of the body that a page shows at most which keeps the rest for those who log in."""

NOTHING_LEFT = "the page shows nothing of the article, perhaps an error"

_WHY_GONE = {
    GoneReason.NOT_FOUND: "the address answers 404",
    GoneReason.GONE: "the address answers 410",
    GoneReason.REDIRECTED_AWAY: "the address leads elsewhere",
    GoneReason.SOFT_404: "the page says that there is no such article",
}


def compare(previous: Remembered | None, visit: Visit, now: datetime) -> Change:
    """Judge a visit against what is remembered of its article (None: never read)."""
    match visit:
        case Failure():
            return _carry(previous, ChangeKind.FAILED, visit.fetch.detail or visit.reason.value)
        case Gone():
            return _gone(previous, visit, now)
        case NotModified():
            if previous is None:
                return Change(kind=ChangeKind.FAILED, summary="304 for an article never read")
            return _found_again(previous, None)
        case Snapshot():
            if previous is None:
                return Change(kind=ChangeKind.NEW, summary=visit.article.title)
            return _seen(previous, visit, now)
        case _:
            assert_never(visit)


def _carry(previous: Remembered | None, kind: ChangeKind, summary: str) -> Change:
    """Build a verdict that leaves what is remembered as it is."""
    if previous is None:
        return Change(kind=kind, summary=summary)
    return Change(
        kind=kind,
        summary=summary,
        status=previous.status,
        missed_since=previous.missed_since,
        misses=previous.misses,
        suspicion=previous.suspicion,
    )


def _gone(previous: Remembered | None, visit: Gone, now: datetime) -> Change:
    why = _WHY_GONE[visit.reason]
    if previous is None:
        return Change(kind=ChangeKind.FAILED, summary=f"never read: {why}")
    if previous.status is ArticleStatus.REMOVED:
        return _carry(previous, ChangeKind.UNCHANGED, "")
    suspect = _suspect(previous, Suspicion.GONE, f"perhaps removed: {why}", now)
    if visit.reason is GoneReason.GONE or _is_confirmed(suspect, now):
        return replace(
            suspect,
            kind=ChangeKind.REMOVED,
            status=ArticleStatus.REMOVED,
            edit_class=EditClass.REMOVAL,
            summary=f"removed: {why} ({previous.article.title})",
        )
    return suspect


def _suspect(previous: Remembered, suspicion: Suspicion, summary: str, now: datetime) -> Change:
    same = previous.misses > 0 and previous.suspicion in (suspicion, None)
    return Change(
        kind=ChangeKind.SUSPECT,
        summary=summary,
        status=ArticleStatus.SUSPECTED,
        missed_since=(previous.missed_since or now) if same else now,
        misses=previous.misses + 1 if same else 1,
        suspicion=suspicion,
    )


def _is_confirmed(suspect: Change, now: datetime, after: timedelta = CONFIRM_AFTER) -> bool:
    since = suspect.missed_since
    return since is not None and suspect.misses >= 2 and now - since >= after


def _seen(previous: Remembered, visit: Snapshot, now: datetime) -> Change:
    strange = is_stranger(previous.article, visit.article)
    lost = NOTHING_LEFT if strange else _what_vanished(previous.article, visit)
    if lost:
        suspect = _suspect(previous, Suspicion.SHORTENED, lost, now)
        if not _is_confirmed(suspect, now, REPLACED_AFTER if strange else CONFIRM_AFTER):
            removed = previous.status is ArticleStatus.REMOVED
            return replace(suspect, status=ArticleStatus.REMOVED) if removed else suspect
    return _found_again(previous, classify(previous.article, visit.article))


def _what_vanished(article: Article, visit: Snapshot) -> str:
    """Say in words if the page shows so little of the article that it may not be the article; else
    empty.
    """
    before = sum(map(len, article.body))
    after = sum(map(len, visit.article.body))
    if before >= LONG and after < VANISHED * before:
        return f"text mostly vanished: {after} of {before} characters are left"
    if after < before and _is_beginning(visit.article.body, article.body):
        if _has_no_end(visit):
            return "the page broke off before its end"
        if after < UNLOCKED * before and _is_locked(visit):
            return "the page shows the beginning, and asks to log in for the rest"
    return ""


def _is_beginning(left: tuple[str, ...], body: tuple[str, ...]) -> bool:
    """Say whether what is left is the first paragraphs of a body, the last of them perhaps cut."""
    if not left:
        return True
    if len(left) > len(body):
        return False
    *whole, last = map(shown, left)
    cut = last.rstrip(" .…")
    return whole == [shown(text) for text in body[: len(whole)]] and (
        shown(body[len(whole)]).startswith(cut)
    )


def _has_no_end(visit: Snapshot) -> bool:
    tail = visit.raw[-2000:].lower()
    return bool(visit.raw) and b"</html" not in tail and b"</body" not in tail


_LOCKED = re.compile(
    r"để đọc (?:tiếp|toàn bộ|trọn|đầy đủ|hết)|bạn đã đọc hết (?:số )?bài miễn phí"
    r"|bài viết dành cho (?:thuê bao|hội viên|thành viên|bạn đọc trả phí)"
)


def _is_locked(visit: Snapshot) -> bool:
    """Say whether the page keeps the rest for readers who log in or pay: it is there, unseen."""
    page = normalize("NFC", visit.raw.decode("utf-8", "replace")).lower()
    return _LOCKED.search(page) is not None


def _found_again(previous: Remembered, edit: Edit | None) -> Change:
    back = previous.status is ArticleStatus.REMOVED
    if edit is None:
        kind = ChangeKind.RESTORED if back else ChangeKind.UNCHANGED
        return Change(kind=kind, summary="back as it was" if back else "")
    summary = summarise(edit, previous.article.title)
    return Change(
        kind=ChangeKind.RESTORED if back else ChangeKind.CHANGED,
        summary=f"back, and edited: {summary}" if back else summary,
        edit_class=edit.edit_class,
        fields=edit.fields,
        facts=edit.facts,
        silent=edit.silent,
    )


SHOWN_FACTS = 3
LONGEST_FACT = 60
LONGEST_TITLE = 160


def summarise(edit: Edit, old_title: str) -> str:
    """Say in one line what was edited: the class, the title that was, the facts (the first few),
    the parts. The title that is stands with every update anyway.
    """
    facts = [_brief(fact) for fact in edit.facts[:SHOWN_FACTS]]
    more = len(edit.facts) - len(facts)
    was = [f"was “{_cut(old_title, LONGEST_TITLE)}”"] if "title" in edit.fields else []
    said = "; ".join([*was, *facts]) + (f" and {more} more" if more > 0 else "")
    where = ", ".join(edit.fields)
    return f"{edit.edit_class}: {said} ({where})" if said else f"{edit.edit_class} edit of {where}"


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _brief(fact: FactChange) -> str:
    old, new = (None if text is None else _cut(text, LONGEST_FACT) for text in (fact.old, fact.new))
    return f"{fact.kind} {replace(fact, old=old, new=new)}"
