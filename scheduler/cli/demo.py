"""``unionwatch demo``: tells the demonstration that `scheduler.demo.script` plays."""

import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

import click

from scheduler.cli.console import coloured, counted, say
from scheduler.cli.errors import DONE, SOURCE_FAILED, Fault
from scheduler.cli.settings import example
from scheduler.cli.updates import label

if TYPE_CHECKING:
    from scheduler.demo.script import Act, Verdict
    from scheduler.store import Store
    from scheduler.store.rows import UpdateRow


@click.command(
    short_help="See the whole loop work, offline, on a small example site.",
    epilog=example("unionwatch demo", "unionwatch demo --keep demo.db"),
)
@click.option(
    "--keep",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the database here (a new file) instead of into a temporary folder.",
)
def demo(keep: Path | None) -> int:
    """See the whole loop work, offline, on a small example site.

    A web server on this machine plays a union paper. It is crawled, then the paper has a new day,
    then it is crawled again: what was edited, added and removed is flagged, the rest is not. Exit
    code 1 if anything else comes out.
    """
    from scheduler.demo.script import Act, Opened, Verdict, play

    if keep is not None and keep.exists():
        raise Fault(f"{keep}: exists already; --keep wants the name of a new file.")
    db = keep or Path(tempfile.mkdtemp(prefix="unionwatch-demo-")) / "demo.db"
    acts: list[Act] = []
    with tempfile.TemporaryDirectory(prefix="unionwatch-site-") as folder:
        for event in play(db, Path(folder)):
            match event:
                case Opened():
                    say(f"{event.title}, a union paper that does not exist, is served at")
                    say(f"{event.home}/ and crawled there over HTTP, as a real site is.")
                case Act():
                    acts.append(event)
                    _tell_act(event, db, first=len(acts) == 1)
                case Verdict():
                    return _conclude(event, acts[-1], db, keep)
                case _:
                    assert_never(event)
    outcome = acts[-1].outcome
    raise Fault("stopped." if outcome.signal else _why(acts[-1]), outcome.exit_code)


def _tell_act(act: "Act", db: Path, *, first: bool) -> None:
    counts = act.outcome.counts
    say()
    say(
        f"{'First' if first else 'Second'} crawl, {act.seconds:.1f} s, "
        f"{counted(act.requests, 'request')}: {counts.new} new, {counts.changed} edited, "
        f"{counts.removed} removed, {counts.unchanged} unchanged, {counts.failed} failed."
    )
    if act.outcome.exit_code:
        return
    if first:
        say()
        say(
            "Then the paper has a new day: one article is new, one is gone, two were edited without"
        )
        say("a word; and on every page related lists, counters, tokens and the order are others.")
        return
    from scheduler.store import open_store

    with open_store(db, read_only=True) as store:
        for update in act.updates:
            say()
            say(f"  {label(update)}{update.title}")
            for line in _edit(store, update):
                say(f"  {'':11}{line}")


def _edit(store: "Store", update: "UpdateRow") -> Iterator[str]:
    """The word diff of an edit; for the rest, what was noted."""
    from scheduler.cli.wording import passage_text
    from scheduler.diff import diff_articles
    from scheduler.store import reading

    old = update.from_version and reading.version(store, update.article_id, update.from_version)
    new = update.to_version and reading.version(store, update.article_id, update.to_version)
    if update.kind != "changed" or not old or not new:
        return
    for passage in diff_articles(old.article, new.article).changed:
        yield passage_text(passage, marks=not coloured())


def _conclude(verdict: "Verdict", act: "Act", db: Path, keep: Path | None) -> int:
    say()
    if not verdict.right:
        say("This is NOT what happened. (A bug: please report it with these two lines.)")
        say(f"Happened: {verdict.expected}")
        say(f"Flagged:  {verdict.found}")
        return SOURCE_FAILED
    say("These four happened, these four are flagged, and nothing else is.")
    say()
    say("Everything is in one SQLite file. Look further:")
    edited = next(update for update in act.updates if update.kind == "changed")
    program = f"{_program()} --db {shlex.quote(str(db))}"
    for command in ("updates", f"diff {edited.article_id}", f"show {edited.article_id}", "status"):
        say(f"  {program} {command}")
    say()
    say(f"And a real site, politely: {_program()} sources list")
    if keep is None:
        say(f"(No longer needed: rm -r {shlex.quote(str(db.parent))})")
    return DONE


def _why(act: "Act") -> str:
    reasons = [act.outcome.error, *(one.error for one in act.outcome.sources)]
    found = "; ".join(reason for reason in reasons if reason)
    return f"the crawl of the example site {act.outcome.outcome}: {found or 'no reason was given'}"


def _program() -> str:
    """How this program was called, so that the commands shown can be copied."""
    called = Path(sys.argv[0])
    if called.name != "unionwatch" or shutil.which("unionwatch") == str(called.absolute()):
        return "unionwatch"
    return shlex.quote(str(called))
