"""Pages that change at every look though nobody edits them: how often is that taken for an edit?

Usage: ``python benchmarks/churn.py [--articles 210] [--rounds 5] [--seed 1] [--show] [--crawl]``.
Serves the bank's articles on six kinds of site over loopback HTTP. Round 0 is what is remembered;
in each later round every page is fetched again with one or more kinds of churn on it. Ours is
`parse_article` + `compare`, or with ``--crawl`` the whole product: a crawl of six sources into a
database, a round each, and the updates that it then lists. Beside it, the hash of the text that
trafilatura and readability extract, of the whole visible text (what a page monitor without
selectors watches: inscriptis, as changedetection.io, and html2text, as webchanges; each where it is
installed), and of the bytes.
"""

import argparse
import importlib.util
import random
import re
import sys
import tempfile
import threading
import urllib.request
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from bank import stories
from pages import CHURN, SITES, Noise, Print, print_page, to_print

from crawler.items import Fetch, RequestKind, Snapshot
from crawler.source import load_source
from parsers import Page, parse_article
from scheduler.changes import ChangeKind, Remembered, compare

START = datetime(2026, 3, 20, tzinfo=UTC)


@dataclass
class World:
    """The articles, which site each is on, and the round that the server is in."""

    items: list[Print]
    seed: int
    round: int = 0
    titles: tuple[str, ...] = ()
    sites: list[str] = field(default_factory=lambda: list(SITES))

    def kinds(self, number: int) -> frozenset[str]:
        """The churn on an article in this round: one kind alone, then more at once, then all."""
        if self.round == 0:
            return frozenset()
        dice = random.Random(f"{self.seed} {self.round} {number}")
        if self.round <= 2:
            return frozenset([CHURN[(number + self.round * 13) % len(CHURN)]])
        if self.round == 3:
            return frozenset(dice.sample(CHURN, 3))
        return frozenset(dice.sample(CHURN, 10)) if self.round == 4 else frozenset(CHURN)

    def page(self, number: int) -> bytes:
        """The page of one article as it is served now."""
        item = self.items[number]
        others = tuple(title for title in self.titles if title != item.title)
        dice = random.Random(f"{self.seed} {self.round} {number} dice")
        return print_page(
            self.site(number), item, Noise(on=self.kinds(number), dice=dice, others=others)
        )

    def listing(self, site: str) -> bytes:
        """The page that links all articles of a site."""
        links = "".join(
            f'<li><h3><a href="/{site}/bai-viet-{number}.html">{item.title}</a></h3></li>'
            for number, item in enumerate(self.items)
            if self.site(number) == site
        )
        return f"<html><body><h1>Tin</h1><ul>{links}</ul></body></html>".encode()

    def site(self, number: int) -> str:
        """The kind of site that an article is on."""
        return self.sites[number % len(self.sites)]


def serve(world: World) -> ThreadingHTTPServer:
    """Serve the world on loopback."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = self.path.rsplit("/", 1)[1]
            if name == "danh-sach":
                body = world.listing(self.path.split("/")[1])
            elif name.endswith(".html"):
                body = world.page(int(name.rsplit("-", 1)[1].removesuffix(".html")))
            else:
                self.send_error(404)
                return
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def digest(text: str) -> str:
    """The hash of a text as page monitors take it: lines stripped, empty ones dropped."""
    lines = [line.strip() for line in text.splitlines()]
    return sha256("\n".join(line for line in lines if line).encode()).hexdigest()


def by_trafilatura(body: bytes) -> str:
    """Trafilatura with its defaults but without comments."""
    import trafilatura

    return digest(trafilatura.extract(body, include_comments=False) or "")


def by_readability(body: bytes) -> str:
    """Readability's summary, as text."""
    from lxml import html
    from readability import Document

    summary = Document(body.decode()).summary()
    return digest(html.fromstring(summary).text_content())


def by_inscriptis(body: bytes) -> str:
    """All visible text, as changedetection.io renders it."""
    from inscriptis import get_text

    return digest(
        get_text(re.sub(r"<(script|style)\b.*?</\1>", "", body.decode(), flags=re.DOTALL))
    )


def by_html2text(body: bytes) -> str:
    """All visible text, as webchanges' html2text filter renders it."""
    import html2text

    return digest(html2text.html2text(body.decode()))


PEERS: dict[str, tuple[str | None, Callable[[bytes], str]]] = {
    "hash of trafilatura's text": ("trafilatura", by_trafilatura),
    "hash of readability's text": ("readability", by_readability),
    "whole text (inscriptis: changedetection.io)": ("inscriptis", by_inscriptis),
    "whole text (html2text: webchanges)": ("html2text", by_html2text),
    "hash of the bytes": (None, lambda body: sha256(body).hexdigest()),
}


@dataclass
class Watcher:
    """Looks at every article in every round and counts what each way would have alarmed about."""

    world: World
    base: str
    peers: dict[str, Callable[[bytes], str]]
    show: bool
    remembered: dict[int, Remembered] = field(default_factory=dict)
    hashes: dict[tuple[str, int], str] = field(default_factory=dict)
    alarms: Counter[str] = field(default_factory=Counter)
    by_kind: Counter[str] = field(default_factory=Counter)
    looks: int = 0

    def look(self, number: int, now: datetime) -> None:
        """Fetch one article once and let everybody judge it."""
        site = self.world.site(number)
        with urllib.request.urlopen(f"{self.base}/{site}/bai-viet-{number}.html") as answer:
            body = answer.read()
        url = f"https://{SITES[site][0]}/bai-viet-{100000 + number}.html"
        article = parse_article(Page(url=url, body=body, content_type="text/html; charset=utf-8"))
        fetch = Fetch(
            source=site, kind=RequestKind.ARTICLE, url=url, final_url=url, at=now, status=200
        )
        visit = Snapshot(identity=url, fetch=fetch, article=article, raw=body)
        change = compare(self.remembered.get(number), visit, now)
        first = self.world.round == 0
        self.looks += not first
        if not first and change.kind is not ChangeKind.UNCHANGED:
            self.alarms["unionwatch"] += 1
            self.by_kind.update(self.world.kinds(number))
            if self.show:
                print(
                    f"round {self.world.round} {site} {number}: {change.summary} {sorted(self.world.kinds(number))[:4]}"
                )
        if first or change.kind is ChangeKind.CHANGED:
            self.remembered[number] = Remembered(article=article)
        for name, peer in self.peers.items():
            value = peer(body)
            self.alarms[name] += not first and self.hashes[name, number] != value
            self.hashes[name, number] = value


def crawl(world: World, base: str, rounds: int, show: bool) -> int:
    """Crawl six sources into a database, a round each; count the updates that are no new article."""
    from scheduler.events import CrawlOptions
    from scheduler.jobs import run_crawl
    from scheduler.store import open_store, reading
    from scheduler.store.planning import Recheck

    alarms = looked = 0
    with tempfile.TemporaryDirectory() as folder:
        sources = []
        for site in world.sites:
            path = Path(folder) / f"{site}.toml"
            path.write_text(
                f'name = "{site}"\nhome = "{base}/{site}/"\n[discovery]\nlistings = ["/{site}/danh-sach"]\n'
                "article_url = '-(?P<id>\\d+)\\.html$'\n[politeness]\nallow_private = true\ndelay = 0\n"
                "autothrottle = false\nobey_robots = false\n",
                "utf-8",
            )
            sources.append(load_source(path))
        db = Path(folder) / "news.db"
        for world.round in range(rounds + 1):
            outcome = run_crawl(db, sources, CrawlOptions(recheck=Recheck.ALL), timeout=300)
            with open_store(db, read_only=True) as store:
                updates = reading.updates(store, run_id=outcome.run_id, limit=10_000)
                flaps = store.value("SELECT sum(flaps) FROM sources")
                chrome = store.value("SELECT count(*) FROM chrome WHERE state = 'learned'")
            if outcome.exit_code:
                raise SystemExit(f"the crawl failed: {outcome.error or outcome.sources}")
            print(f"  round {world.round}: {outcome.counts}; {chrome} paragraphs known as chrome")
            if world.round:
                # What the guards kept from a reader would have been an alarm all the same.
                kept = outcome.counts.held + outcome.counts.suspect + outcome.counts.failed
                looked += outcome.counts.requests - outcome.counts.listings
                alarms += len(updates) + kept + flaps
                for update in updates[:5] if show else ():
                    print(f"    {update.url} {update.kind}: {update.summary}")
    print(
        f"the whole product, crawl by crawl: {alarms} false updates (held ones too) in {looked} looks"
    )
    return alarms


def main() -> int:
    """Parse arguments, serve, look, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=210)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="print each false alarm of ours")
    parser.add_argument("--crawl", action="store_true", help="through crawl and database")
    options = parser.parse_args()
    items = [to_print(story) for story in stories(options.articles, options.seed)]
    world = World(items=items, seed=options.seed, titles=tuple(item.title for item in items[:60]))
    server = serve(world)
    base = f"http://127.0.0.1:{server.server_port}"
    if options.crawl:
        alarms = crawl(world, base, options.rounds, options.show)
        server.shutdown()
        return 1 if alarms else 0
    absent = [
        name
        for name, (module, _) in PEERS.items()
        if module and importlib.util.find_spec(module) is None
    ]
    peers = {name: peer for name, (_, peer) in PEERS.items() if name not in absent}
    watcher = Watcher(world, base, peers, options.show)
    for world.round in range(options.rounds + 1):
        for number in range(options.articles):
            watcher.look(number, START + timedelta(hours=6 * world.round))
    server.shutdown()
    print(
        f"{options.articles} articles, {len(SITES)} kinds of site, {len(CHURN)} kinds of churn, {options.rounds} rounds: {watcher.looks} looks, no edit"
    )
    print("false updates:")
    for name in ["unionwatch", *peers]:
        print(f"  {name:<46}{watcher.alarms[name]:>6}  {watcher.alarms[name] / watcher.looks:7.2%}")
    for name in absent:
        print(f"  {name:<46}   not installed, not measured")
    return 1 if watcher.alarms["unionwatch"] else 0


if __name__ == "__main__":
    raise SystemExit(main())
