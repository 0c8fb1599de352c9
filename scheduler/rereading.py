"""The verdict on a look at a known article, measured against its last version as read today.

Our own eyes change too: a newer parser, or more titles and chrome known, can read the same page
otherwise. So before a verdict "changed" is believed, the stored page of the last version is read
again, as today's visit was, and compared with that. An upgrade raises no update, and an edit in the
same look is still found.
"""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from crawler.items import Snapshot, Visit
from parsers.errors import ParseError
from parsers.model import Article, Page
from scheduler.changes import Change, ChangeKind, compare
from scheduler.store.codec import content_hash
from scheduler.store.recalling import Recalled

log = logging.getLogger(__name__)

Reread = Callable[[str, Page], Article]
"""Reads a page of a source (by name) as the crawl of today reads it; raises ParseError."""


def judge_known(
    known: Recalled, visit: Visit, now: datetime, *, reread: Reread | None, extractor: str
) -> tuple[Article, Change]:
    """The reading of the last version that was measured against, and the verdict."""
    article = known.remembered.article
    same_eyes = known.extractor == extractor
    change = compare(known.remembered, visit, now)
    if not isinstance(visit, Snapshot) or known.page is None or reread is None:
        return article, change
    if same_eyes and change.kind in (ChangeKind.UNCHANGED, ChangeKind.FAILED):
        return article, change
    try:
        again = reread(visit.fetch.source, known.page)
    except ParseError as error:
        log.info("the stored page cannot be read again, its first reading stands: %s", error)
        return article, change
    again = replace(again, url=article.url, updated_at=article.updated_at)
    if same_eyes and content_hash(again) == content_hash(article):
        return article, change
    return again, compare(replace(known.remembered, article=again), visit, now)
