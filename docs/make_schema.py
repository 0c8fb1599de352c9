"""Write docs/schema.md: every table and view of the database, from the database itself.

A test compares. The comments are those of the CREATE statements, which SQLite keeps.

Usage: python docs/make_schema.py [--check]
"""

import re
import sys
import tempfile
from pathlib import Path

from generated import write_or_check

from scheduler.store import Store, open_store

TARGET = Path(__file__).with_name("schema.md")
HEAD = """# The database

Written by `python docs/make_schema.py` from the database itself; do not edit by hand.

One SQLite file. Read it with anything that reads SQLite, also while a crawl writes (it is in WAL
mode). Tables and columns may be added in later versions; those here keep their names and meaning,
and CHANGELOG.md says when one does not. Moments are UTC text, `YYYY-MM-DDTHH:MM:SSZ`, which sorts
by time; `datetime(published_at, '+7 hours')` is the clock in Vietnam. Lists are JSON text, for
`json_each()`. Paragraphs of a `body` are parted by a blank line. Queries that people ask for are in
[querying.md](querying.md).
"""
# Why each of them is there; a table without a line here fails the making of the page.
PURPOSE = {
    "articles": "Every article, as it was last read.",
    "versions": "Every text that an article has had; `number` counts from 1.",
    "updates": "What was flagged: articles that are new, were edited, are gone or came back.",
    "update_totals": "How many updates there ever were, by source and kind: for the metrics.",
    "flagged_updates": "`updates` with the title, address and source of the article.",
    "sources": "The sites that are watched, and how they fare.",
    "source_counts": "How much there is of each source.",
    "runs": "Every crawl.",
    "run_sources": "What each crawl came to at each source.",
    "fetches": "Every request, and what came back.",
    "listings": "Listing pages, feeds and sitemaps, and how much was known at the last look.",
    "daemon": "The heartbeat of `unionwatch run`.",
    "robots": "What robots.txt said, kept for a day.",
    "host_days": "Requests that were made of each host, day by day: what its budget is counted by.",
    "hosts": "Hosts that asked to be left alone for a while.",
    "pending": "Articles that a listing named and that could not be read yet.",
    "pages": "The raw page of each article's last version, compressed with zlib.",
    "outbox": "Updates that are still to be laid out for the channels.",
    "channels": "Who is told: the channels of unionwatch.toml, by name.",
    "deliveries": "Each update or alert for each channel that wants it: once.",
    "messages": "What was sent to a channel, or will be.",
    "observations": "What the last pages showed of how a source is read; health judges it.",
    "health": "How each source was and is, spell by spell, with the evidence in words.",
    "held": "Edits and removals not told yet: till the crawl ends or the source is released.",
    "shown_texts": "Which texts an article showed of late: how pages that flap are recognised.",
    "chrome": "Paragraphs that a source shows on many pages; they are left out of its articles.",
    "watch": "Phrases that new articles and updates are searched for.",
    "articles_fts": "Search over articles as they stand, without diacritics and with d for đ: write"
    " the query so. `rowid` is `articles.id`.",
    "articles_fts_exact": "The same with diacritics kept.",
    "titles_fts": "Search over titles alone, without diacritics and with d for đ. `rowid` is"
    " `articles.id`.",
    "titles_fts_exact": "The same with diacritics kept.",
    "versions_fts": "Search over texts that were superseded. `rowid` is `versions.id`.",
    "versions_fts_exact": "The same with diacritics kept.",
    "articles_text": "What `articles_fts` indexes; `day` holds year, month and day as words.",
    "versions_text": "What `versions_fts` indexes.",
}  # fmt: skip
INTERNAL = re.compile(r"^(sqlite_|_sqlite_)|_fts(_exact)?_(data|idx|docsize|config|content)$")
ABOVE = re.compile(r"^[ ]*--[ ]*(?P<text>[^\n]+?)\n[ ]*(?P<column>\w+) ", re.MULTILINE)
BESIDE = re.compile(r"^[ ]*(?P<column>\w+) [^\n]*?--[ ]*(?P<text>[^\n]+?)[ ]*$", re.MULTILINE)
CHOICE = re.compile(r"CHECK \((?P<column>\w+) IN \((?P<values>'[^)]+)\)\)")


def document(store: Store) -> str:
    """The whole page."""
    rows = store.rows(
        "SELECT type, name, sql FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name"
    )
    objects = {row["name"]: row for row in rows if not INTERNAL.search(row["name"])}
    unknown, missing = objects.keys() - PURPOSE.keys(), PURPOSE.keys() - objects.keys()
    if unknown or missing:
        raise SystemExit(f"PURPOSE lacks {sorted(unknown)} and has {sorted(missing)} too many")
    parts = [HEAD]
    for name, purpose in PURPOSE.items():
        row = objects[name]
        kind = "search index" if "fts5" in row["sql"] else row["type"]
        parts.append(f"## {name} ({kind})\n\n{purpose}\n\n{_columns(store, name, row['sql'])}")
    return "\n".join(parts)


def _columns(store: Store, name: str, sql: str) -> str:
    found = (*ABOVE.finditer(sql), *BESIDE.finditer(sql))
    comments = {match["column"]: match["text"] for match in found}
    lines = ["| column | type | |", "| --- | --- | --- |"]
    choices = {match["column"]: match["values"] for match in CHOICE.finditer(sql)}
    foreign = {
        row["from"]: f"`{row['table']}.{row['to']}`"
        for row in store.rows(f"PRAGMA foreign_key_list({name})")
    }
    for row in store.rows(f"PRAGMA table_info({name})"):
        column = row["name"]
        notes = [comments.get(column, "")]
        notes += [choices[column].replace("'", "`")] if column in choices else []
        notes += [f"refers to {foreign[column]}"] if column in foreign else []
        notes += ["primary key"] if row["pk"] else []
        text = "; ".join(note for note in notes if note).replace("|", "\\|")
        lines.append(f"| `{column}` | {row['type'].lower()} | {text} |")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write the page, or with --check say whether it is up to date."""
    with (
        tempfile.TemporaryDirectory() as folder,
        open_store(Path(folder) / "empty.db") as store,
    ):
        text = document(store)
    return write_or_check(__file__, TARGET, text)


if __name__ == "__main__":
    sys.exit(main())
