"""kill -9 at random instants of crawl and daemon: is any visit lost or doubled, is the file whole?

Usage, from the project's root:

    python benchmarks/fault_injection.py [--kills 200] [--seed 1] [--articles 8] [--json]
                                         [--notifier COMMAND]

A paper on loopback answers at once, and before every second kill one of its articles is edited, and
one is new now and then (edits of many at once would be taken for a redesign, and held back). In turn `unionwatch crawl` (its parent, then its child) and `unionwatch run` are started on one
database and killed, at an instant drawn evenly from the time that the last whole crawl took.
`--notifier` names a command to be killed in the same way, with {db} for the database, for sites
that send alerts. After each kill: SQLite's integrity check, references, search indexes
(`scheduler.store.upkeep.problems`); versions of each article numbered without a gap; each version
but the first told by exactly one update (or held), each update in the outbox once; what the server
gave out as answered pages is stored or will be asked again. After every fifth, and at the end, a
whole crawl must go through and bring every article to the text that the server shows. Exit 1 where
anything was lost, doubled or damaged.
"""

import argparse
import json
import os
import random
import shlex
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import server
from crawl_child import environment
from news_site import address, article, listing, source_of

from scheduler.store import Store, open_store
from scheduler.store.upkeep import problems

CALL = "import sys; from scheduler.cli import main; sys.exit(main())"
LIST = "/cong-doan"
KINDS = ("crawl", "child", "run")
WHOLE_EVERY = 5


@dataclass
class Paper:
    """The site: so many articles, one of which `edit` changes."""

    site: server.Site
    articles: int
    dice: random.Random
    edition: int = 0
    marks: dict[int, str] = field(default_factory=dict)

    def edit(self) -> None:
        """Another amount in one article, and now and then one article more."""
        self.edition += 1
        self.articles += self.edition % 5 == 0
        edited = self.dice.randint(1, self.articles)
        self.marks[edited] = f"Số tiền hỗ trợ đợt này là {self.edition}.500.000 đồng."
        self.site.routes[LIST] = listing(reversed(range(1, self.articles + 1)))
        for number in range(1, self.articles + 1):
            mark = self.marks.get(number)
            page = article(number, extra=f"<p>{mark}</p>" if mark else "")
            self.site.routes[address(number)] = page


@dataclass
class Bench:
    """The database under attack, and what went wrong so far."""

    db: Path
    sources: Path
    paper: Paper
    dice: random.Random
    notifier: str | None = None
    took: float = 3.0
    kills: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    whole_crawls: int = 0

    def command(self, *arguments: str) -> list[str]:
        """A call of unionwatch."""
        own = ["--db", str(self.db), "--sources", str(self.sources)]
        return [sys.executable, "-c", CALL, *own, *arguments]

    def start(self, kind: str) -> subprocess.Popen[bytes]:
        """What is to be killed."""
        crawl = self.command("crawl", "mau", "--recheck", "all", "--quiet")
        calls = {
            "crawl": crawl,
            "child": crawl,
            "run": self.command("run", "mau"),
            "notify": shlex.split((self.notifier or "").format(db=self.db)),
        }
        return subprocess.Popen(
            calls[kind], stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env=environment()
        )

    def strike(self, kind: str) -> None:
        """Start it and kill it, at an instant of its life."""
        if sum(self.kills.values()) % 2 == 0:
            self.paper.edit()
        if kind == "run":
            self._make_due()
        process = self.start(kind)
        time.sleep(self.dice.uniform(0.05, self.took * 1.05))
        victims = children(process.pid) if kind == "child" else []
        for victim in victims or [process.pid]:
            kill(victim)
        process.wait(timeout=60)
        self._wait_for_orphans()
        self.kills[kind] = self.kills.get(kind, 0) + 1

    def whole(self) -> None:
        """A crawl that nobody disturbs: it must go through, and all must be as the server has it."""
        began = time.monotonic()
        done = subprocess.run(
            self.command("crawl", "mau", "--recheck", "all", "--quiet"),
            capture_output=True, env=environment(), timeout=120, check=False,
        )  # fmt: skip
        self.took = time.monotonic() - began
        self.whole_crawls += 1
        if done.returncode != 0:
            self.wrong.append(f"a crawl after kills failed: {done.stderr.decode()[-300:]}")
        with open_store(self.db, read_only=True) as store:
            for row in store.rows("SELECT identity, body FROM articles"):
                if self.paper.marks.get(int(row["identity"]), "") not in row["body"]:
                    self.wrong.append(f"article {row['identity']} is not what the server shows")
            stored = store.value("SELECT count(*) FROM articles")
            if stored != self.paper.articles:
                self.wrong.append(f"{stored} of {self.paper.articles} articles are stored")

    def check(self) -> None:
        """Nothing lost, nothing doubled, the file whole."""
        if not self.db.exists():
            return
        with open_store(self.db) as store:
            self.wrong += [*problems(store), *unequal(store)]

    def _make_due(self) -> None:
        """The daemon crawls what is due: all of it."""
        if not self.db.exists():
            return
        with open_store(self.db) as store, store.transaction():
            past = "2020-01-01T00:00:00Z"
            store.execute("UPDATE articles SET next_due_at = ?", [past])
            store.execute("UPDATE listings SET last_looked_at = ?", [past])
            store.execute("UPDATE sources SET last_run_at = NULL, failures = 0")

    def _wait_for_orphans(self) -> None:
        """A child whose parent was killed ends by itself, and holds the lock until then."""
        import fcntl

        end = time.monotonic() + 30
        lock = self.db.with_name(self.db.name + ".lock")
        while lock.exists() and time.monotonic() < end:
            with lock.open("r+") as file:
                try:
                    fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
                except OSError:
                    time.sleep(0.05)
                    continue
                return


UNEQUAL = {
    "versions with a gap in their numbers": """
        SELECT count(*) FROM (SELECT article_id FROM versions GROUP BY article_id
        HAVING count(*) <> max(number) OR min(number) <> 1)""",
    "articles whose version is not the last": """
        SELECT count(*) FROM articles a WHERE a.version <>
        (SELECT max(number) FROM versions v WHERE v.article_id = a.id)""",
    "versions that no update tells, or more than one": """
        SELECT count(*) FROM versions v WHERE (SELECT count(*) FROM updates u
        WHERE u.article_id = v.article_id AND u.to_version = v.number
        AND u.kind IN ('new', 'changed', 'restored')) <> 1""",
    "updates told of no version": """
        SELECT count(*) FROM updates u WHERE u.kind <> 'removed' AND NOT EXISTS
        (SELECT 1 FROM versions v WHERE v.article_id = u.article_id AND v.number = u.to_version)""",
    "two versions in a row with the same text": """
        SELECT count(*) FROM versions v JOIN versions w ON w.article_id = v.article_id
        AND w.number = v.number + 1 WHERE w.content_hash = v.content_hash""",
    "links that wait although their article was read": """
        SELECT count(*) FROM pending p JOIN articles a ON a.source = p.source
        AND a.identity = p.identity""",
    "articles whose looks are not their requests": """
        SELECT count(*) FROM articles a WHERE a.looks <>
        (SELECT count(*) FROM fetches f WHERE f.article_id = a.id AND f.verdict <> 'failed')""",
}


def unequal(store: Store) -> Iterator[str]:
    """What does not add up."""
    for what, sql in UNEQUAL.items():
        if number := store.value(sql):
            yield f"{number} {what}"


def children(pid: int) -> list[int]:
    """The crawl's child of a process."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text("utf-8").rpartition(")")[2].split()[1])
            command = stat.with_name("cmdline").read_bytes()
        except (OSError, IndexError, ValueError):
            continue
        if parent == pid and b"scheduler.child" in command:
            found.append(int(stat.parent.name))
    return found


def kill(pid: int) -> None:
    """kill -9; one that ended by itself is as good."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def attack(folder: Path, kills: int, articles: int, seed: int, notifier: str | None) -> Bench:
    """All of it."""
    with server.Site() as site:
        source_of(site, folder)
        dice = random.Random(seed)
        bench = Bench(folder / "news.db", folder, Paper(site, articles, dice), dice, notifier)
        bench.paper.edit()
        bench.whole()
        kinds = (*KINDS, "notify") if notifier else KINDS
        for number in range(kills):
            kind = kinds[number % len(kinds)]
            bench.strike(kind)
            bench.check()
            if (number + 1) % WHOLE_EVERY == 0 or number + 1 == kills:
                bench.whole()
                bench.check()
                print(
                    f"{number + 1} kills, {len(bench.wrong)} findings, {bench.took:.1f} s a crawl",
                    file=sys.stderr,
                )
    return bench


def figures(bench: Bench) -> dict[str, Any]:
    """What came of it."""
    with open_store(bench.db, read_only=True) as store:
        outcomes = {
            row[0]: row[1]
            for row in store.rows("SELECT outcome, count(*) FROM runs GROUP BY outcome")
        }
        counts = {
            table: store.value(f"SELECT count(*) FROM {table}")
            for table in ("articles", "versions", "updates", "fetches")
        }
    return {
        "kills": bench.kills,
        "whole_crawls": bench.whole_crawls,
        "runs": outcomes,
        **counts,
        "findings": bench.wrong,
    }


def main() -> int:
    """Attack and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--articles", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--notifier", help="a command with {db}")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        bench = attack(Path(name), given.kills, given.articles, given.seed, given.notifier)
        found = figures(bench)
    if given.json:
        print(json.dumps(found, ensure_ascii=False))
    else:
        for key, value in found.items():
            print(f"{key:<14} {value if value != [] else 'none'}")
    return int(bool(bench.wrong))


if __name__ == "__main__":
    sys.exit(main())
