"""Is the crawler polite? Judged by the log of a server, not by its own.

Usage, from the project's root:

    python benchmarks/politeness.py [--articles 12] [--json]

Five papers on loopback record every request; real crawls (`run_crawl`, child process, store) visit
them. Checked: never faster than the source file's delay; Crawl-delay obeyed; after 429 or 503 with
Retry-After nothing is asked before its end, to the second, also by the next crawl where the wait is
long; nothing is fetched that robots.txt forbids, and it is read once a day; where validators are
honest no body is sent that was not needed (one look in ten asks for the whole page on purpose, and
so does the first look after a day: neither counts); where a server says "not modified" of a page
that did change, it is found out at the next whole look and its validators are not believed for 30
days. The peer beside it is Scrapy as it comes (one request after the other, robots.txt obeyed).
Exit 1 where a bar is missed.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import server
from crawl_child import environment
from news_site import address, article, listing, source_of

from crawler.revalidate import validators_for
from crawler.source import Source
from scheduler.jobs import CrawlOptions, RunOutcome, run_crawl
from scheduler.store import open_store
from scheduler.store.planning import Recheck, plan_for

LIST = "/cong-doan"
# The promise is about sending and the log has arrivals: a request that a busy machine takes late makes
# the gap after it look short. So gaps are judged by the mean of three in a row.
IN_A_ROW = 3
SLACK = 0.06  # seconds
ALL = CrawlOptions(recheck=Recheck.ALL)
Figures = dict[str, tuple[float, float, bool]]  # what was seen, what was allowed, whether it held


def paper(site: server.Site, count: int, robots: str = "User-agent: *\nAllow: /\n") -> None:
    """A listing, its articles with honest validators, and robots.txt."""
    site.routes["/robots.txt"] = server.text(robots)
    site.routes[LIST] = listing(range(1, count + 1))
    for number in range(1, count + 1):
        site.routes[address(number)] = server.conditional(article(number), etag=f'"v{number}"')


def crawl(folder: Path, source: Source, options: CrawlOptions | None = None) -> RunOutcome:
    """A crawl into the folder's database."""
    return run_crawl(folder / "news.db", [source], options, timeout=300)


def least_gap(gaps: list[float]) -> float:
    """The least mean, in seconds, of so many gaps in a row."""
    return min(
        sum(gaps[start : start + IN_A_ROW]) / IN_A_ROW for start in range(len(gaps) - IN_A_ROW + 1)
    )


def gaps_of(site: server.Site) -> list[float]:
    """Seconds between each two requests."""
    return [after.at - before.at for before, after in pairwise(site.requests)]


def delay(folder: Path, count: int) -> Figures:
    """The source file's own delay."""
    with server.Site() as site:
        paper(site, count)
        crawl(folder, source_of(site, folder, politeness="delay = 0.5\nconcurrency = 4"))
        gap = least_gap(gaps_of(site))
    return {"least gap, delay = 0.5 (s)": (round(gap, 3), 0.5, gap >= 0.5 - SLACK)}


def crawl_delay(folder: Path, count: int) -> Figures:
    """What robots.txt asks for, over a quicker source file, and kept for the next crawl."""
    robots = f"User-agent: *\nCrawl-delay: 1\nDisallow: {address(2)}\nDisallow: {address(3)}\n"
    with server.Site() as site:
        paper(site, min(count, 6), robots)
        source = source_of(site, folder, politeness="delay = 0.05")
        crawl(folder, source)
        first = len(site.requests)
        crawl(folder, source, ALL)
        gaps = gaps_of(site)
        gaps.pop(first - 1)  # between the two crawls
        gap = least_gap(gaps)
        forbidden = len(site.hits(address(2))) + len(site.hits(address(3)))
        read = len(site.hits("/robots.txt"))
    return {
        "least gap, Crawl-delay: 1 (s)": (round(gap, 3), 1.0, gap >= 1 - SLACK),
        "forbidden pages fetched": (forbidden, 0, forbidden == 0),
        "robots.txt read in two crawls": (read, 1, read == 1),
    }


def busy(
    status: int, wait: str, then: server.Response
) -> Callable[[server.Received], server.Response]:
    """Answers the first request with a status and Retry-After."""
    left = [1]

    def route(_request: server.Received) -> server.Response:
        if left:
            left.pop()
            return server.html("busy", status=status, retry_after=wait)
        return then

    return route


def retry_after(folder: Path, count: int) -> Figures:
    """A short wait is waited for; a long one ends the crawl, and the next one does not begin."""
    found: Figures = {}
    for status in (429, 503):
        with server.Site() as site:
            paper(site, min(count, 5))
            site.routes[address(2)] = busy(status, "3", article(2))
            name = f"cho{status}"
            source = source_of(
                site, folder, name=name, politeness="delay = 0\nautothrottle = false"
            )
            crawl(folder, source)
            told = site.hits(address(2))[0].at
            after = min((r.at for r in site.requests if r.at > told + 0.05), default=told + 3)
            waited = after - told
            told_text = f"silence after {status}, Retry-After: 3 (s)"
            found[told_text] = (round(waited, 3), 3.0, 3 - SLACK <= waited < 4.5)
    with server.Site() as site:
        paper(site, min(count, 5))
        site.routes[address(2)] = busy(429, "3600", article(2))
        source = source_of(site, folder, name="lau", politeness="delay = 0\nautothrottle = false")
        crawl(folder, source)
        asked = len(site.requests)
        crawl(folder, source, ALL)
        more = len(site.requests) - asked
    found["requests of the next crawl within Retry-After: 3600"] = (more, 0, more == 0)
    return found


def honest(folder: Path, count: int) -> Figures:
    """Bodies that were sent though nothing changed and a validator would have said so."""
    with server.Site() as site:
        paper(site, count)
        source = source_of(site, folder, politeness="delay = 0\nautothrottle = false")
        crawl(folder, source)
        needless = whole = 0
        for _ in range(4):
            with open_store(folder / "news.db", read_only=True) as store:
                known = plan_for(store, source.name, datetime.now(UTC), recheck=Recheck.ALL).known
            on_purpose = {key for key, each in known.items() if not validators_for(each, True).etag}
            before = len(site.requests)
            crawl(folder, source, ALL)
            for request in site.requests[before:]:
                if request.path in (LIST, "/robots.txt") or "if-none-match" in request.headers:
                    continue
                identity = source.identity(site.url(request.path))
                needless += identity not in on_purpose
                whole += 1
    return {
        "needless bodies in four re-crawls": (needless, 0, needless == 0),
        "whole looks on purpose, of all": (whole, 4 * count, whole <= 4 * count // 4 + 1),
    }


def lying(folder: Path, count: int) -> Figures:
    """A server whose validators stay while its pages change."""
    with server.Site() as site:
        paper(site, count)
        source = source_of(site, folder, name="doi", politeness="delay = 0\nautothrottle = false")
        crawl(folder, source)
        changed = article(1, extra="<p>Sẽ có thêm 50 suất, mỗi suất 700.000 đồng.</p>")
        site.routes[address(1)] = server.conditional(changed, etag='"v1"')
        looks = 0
        while looks < 12 and not (off := distrusted(folder / "news.db")):
            crawl(folder, source, ALL)
            looks += 1
        days = (off - datetime.now(UTC)) / timedelta(days=1) if off else 0.0
        before = len(site.requests)
        crawl(folder, source, ALL)
        after = sum("if-none-match" in r.headers for r in site.requests[before:] if r.path != LIST)
    return {
        "looks until a lying validator is found out": (looks, 10, bool(off) and looks <= 10),
        "days without belief in it": (round(days, 1), 30, 29.9 < days <= 30),
        "conditional looks after that": (after, 0, after == 0),
    }


def distrusted(db: Path) -> datetime | None:
    """Until when validators of the source are not believed."""
    with open_store(db, read_only=True) as store:
        text = store.value("SELECT max(validators_off_until) FROM sources")
    return datetime.fromisoformat(text) if text else None


PEER = """
import sys
from scrapy import Request, Spider
from scrapy.crawler import CrawlerProcess

class Peer(Spider):
    name = "peer"
    async def start(self):
        for url in sys.argv[1:]:
            yield Request(url, dont_filter=True)
    def parse(self, response):
        pass

process = CrawlerProcess({"ROBOTSTXT_OBEY": True, "LOG_LEVEL": "CRITICAL",
                          "CONCURRENT_REQUESTS_PER_DOMAIN": 1, "TELNETCONSOLE_ENABLED": False})
process.crawl(Peer)
process.start()
"""


def peer(count: int) -> dict[str, float]:
    """Scrapy as it comes: its least gap under Crawl-delay: 1, and its patience after Retry-After."""
    with server.Site() as site:
        paper(site, min(count, 5), "User-agent: *\nCrawl-delay: 1\n")
        site.routes[address(2)] = busy(503, "3", article(2))
        urls = [site.url(address(number)) for number in range(1, min(count, 5) + 1)]
        command = [sys.executable, "-c", PEER, *urls]
        subprocess.run(command, env=environment(), timeout=120, check=True)
        told = site.hits(address(2))[0].at
        after = min((r.at for r in site.requests if r.at > told + 0.001), default=told)
        return {
            "least gap, Crawl-delay: 1 (s)": round(least_gap(gaps_of(site)), 3),
            "silence after 503, Retry-After: 3 (s)": round(after - told, 3),
        }


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--articles", type=int, default=12)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    found: Figures = {}
    for part in (delay, crawl_delay, retry_after, honest, lying):
        with tempfile.TemporaryDirectory() as name:
            found |= part(Path(name), given.articles)
    theirs = peer(given.articles)
    if given.json:
        told: dict[str, Any] = {key: value[0] for key, value in found.items()}
        print(json.dumps({"ours": told, "scrapy": theirs, "missed": missed(found)}))
    else:
        print(f"{'':<52} {'ours':>8} {'allowed':>8} {'Scrapy':>8}")
        for key, (seen, allowed, held) in found.items():
            other = theirs.get(key, "")
            print(f"{key:<52} {seen:>8} {allowed:>8} {other:>8}{'' if held else '   MISSED'}")
    return int(bool(missed(found)))


def missed(found: Figures) -> list[str]:
    """The bars that were not held."""
    return [key for key, (_, _, held) in found.items() if not held]


if __name__ == "__main__":
    sys.exit(main())
