"""The list of updates with its filters, and marking them as seen: all that pages ever write."""

from scheduler.store import Store, watchlist, writing
from scheduler.store.sources import source_titles
from scheduler.web.answering import Answer, Elsewhere, Page, own_path
from scheduler.web.asking import Asked
from scheduler.web.choosing import CLASSES, KINDS, choose, wanted
from scheduler.web.entries import entries, record

PAGE = 50
MOST_MARKED = 500
DATA_ROWS = 1_000  # of JSON and CSV, where no page is named


def updates(store: Store, asked: Asked) -> Answer:
    """A page of updates that pass the filters."""
    want = wanted(asked)
    data = asked.one("_format") is not None and asked.one("page") is None
    size = DATA_ROWS if data else PAGE
    found = choose(store, want, limit=size + 1, offset=(asked.page - 1) * size)
    shown = found[:size]
    rows = [record(one) for one in shown]
    more = len(found) > size
    return Page(
        template="updates.html",
        values={
            "want": want,
            "entries": [] if data else entries(store, shown),
            "sources": source_titles(store),
            "kinds": KINDS,
            "phrases": watchlist.phrases(store),
            "classes": CLASSES,
            "older": asked.link(page=asked.page + 1) if more else None,
            "newer": asked.link(page=asked.page - 1) if asked.page > 1 else None,
        },
        rows=rows,
        json={"page": asked.page, "more": more, "updates": rows},
    )


def mark_seen(store: Store, asked: Asked) -> Answer:
    """Mark the chosen updates (or, with the button for all, those that the page showed) as seen."""
    chosen = asked.form.get("shown" if asked.form.get("all") else "id", ())
    ids = [int(one) for one in chosen if one.isascii() and one.isdigit() and len(one) < 16]
    writing.mark_seen(store, ids[:MOST_MARKED], asked.now)
    return Elsewhere(own_path((asked.form.get("next") or ("",))[-1], "/updates"))
