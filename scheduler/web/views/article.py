"""An article as it is or was, what changed between any two of its versions, and its stored page."""

from typing import Any

from parsers.decoding import decode
from scheduler.diff import ArticleDiff, diff_articles, new_text, old_text
from scheduler.store import Store, outlines, reading
from scheduler.store.rows import ArticleRow, VersionRow
from scheduler.store.sources import source_titles
from scheduler.web.answering import Answer, Data, Elsewhere, Nothing, Page
from scheduler.web.asking import Asked
from scheduler.web.citing import cite, version_id
from scheduler.web.comparing import changes, items
from scheduler.web.entries import entries, record

HISTORY = 200  # updates of one article that are listed


def article(store: Store, asked: Asked) -> Answer:
    """The last version, or that of ``/v/<number>``; ``?v=`` (the slider's form) leads there."""
    row = reading.article(store, asked.id("id"))
    if row is None:
        return Nothing("no article")
    if asked.one("v"):
        number = asked.number("v", row.version, most=row.version)
        return Elsewhere(f"/article/{row.id}/v/{number}")
    number = asked.id("number") if "number" in asked.route else row.version
    version = reading.version(store, row.id, number)
    if version is None:
        return Nothing("no version")
    history = reading.updates(store, article_id=row.id, limit=HISTORY)
    times = outlines.version_times(store, row.id)
    paper = source_titles(store).get(row.source, row.source)
    permalink = f"{asked.origin}/article/{row.id}/v/{version.number}"
    return Page(
        template="article.html",
        values={
            "row": row,
            "version": version,
            "article": version.article,
            "times": times,
            "paper": paper,
            "history": entries(store, history),
            "unseen": [one.id for one in history if one.seen_at is None],
            "citation": cite(row, version, paper, permalink, asked.language),
            "permalink": permalink,
            "capture": outlines.page_number(store, row.id),
        },
        rows=_version_records(store, row) if asked.one("_format") == "csv" else [],
        json={
            "article": row,
            "version_id": version_id(row, version),
            "version": version,
            "versions": [{"number": one, "seen_at": at} for one, at in times.items()],
            "updates": [record(one) for one in history],
        },
    )


def difference(store: Store, asked: Asked) -> Answer:
    """What changed from version ``?from=`` to ``?to=``: inline, or with ``view=side`` in two
    columns.
    """
    row = reading.article(store, asked.id("id"))
    if row is None:
        return Nothing("no article")
    to = asked.number("to", row.version, most=row.version)
    since = asked.number("from", max(to - 1, 1), most=row.version)
    old, new = reading.version(store, row.id, since), reading.version(store, row.id, to)
    if old is None or new is None:
        return Nothing("no version")
    found = diff_articles(old.article, new.article)
    shown = items(found)
    return Page(
        template="difference.html",
        values={
            "row": row,
            "old": old,
            "new": new,
            "items": shown,
            "changes": changes(shown),
            "side": asked.one("view") == "side",
            "times": outlines.version_times(store, row.id),
            "paper": source_titles(store).get(row.source, row.source),
        },
        rows=_passages(found) if asked.one("_format") == "csv" else [],
        json={
            "article_id": row.id,
            "from": since,
            "to": to,
            "from_id": version_id(row, old),
            "to_id": version_id(row, new),
            "passages": found.changed,
        },
    )


def capture(store: Store, asked: Asked) -> Answer:
    """The page that the last version was read from: its source as plain text, or with ``?bytes=1``
    its bytes as a download. Never as a page: it is somebody else's.
    """
    page = reading.page(store, asked.id("id"))
    if page is None:
        return Nothing("no capture")
    name = f"unionwatch-{page.article_id}-v{page.number}"
    if asked.one("bytes") == "1":
        return Data(
            body=page.body,
            content_type="application/octet-stream",
            headers={"content-disposition": f'attachment; filename="{name}.bin"'},
        )
    text, _ = decode(page.body, page.content_type)
    return Data(
        body=text.encode("utf-8", "replace"),
        content_type="text/plain; charset=utf-8",
        headers={"content-disposition": f'inline; filename="{name}.txt"'},
    )


def _passages(found: ArticleDiff) -> list[dict[str, str]]:
    return [
        {
            "part": one.part,
            "fate": one.fate.value,
            "old": old_text(one.pieces),
            "new": new_text(one.pieces),
        }
        for one in found.changed
    ]


def _version_records(store: Store, row: ArticleRow) -> list[dict[str, Any]]:
    return [_version_record(row, one) for one in reading.versions(store, row.id)]


def _version_record(row: ArticleRow, version: VersionRow) -> dict[str, Any]:
    article = version.article
    return {
        "article_id": row.id,
        "version": version.number,
        "version_id": version_id(row, version),
        "seen_at": version.seen_at,
        "source": row.source,
        "url": row.url,
        "title": article.title,
        "lead": article.lead,
        "body": "\n\n".join(article.body),
        "authors": article.authors,
        "published_at": article.published_at,
        "updated_at": article.updated_at,
        "content_hash": version.content_hash,
    }
