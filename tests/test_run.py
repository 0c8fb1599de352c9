"""crawl() of many sources in one process, its signals, and Scrapy's own commands."""

import json
import signal
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest
from crawl_child import Child, environment, run_crawl
from news_site import address, article, listing, source_of
from server import Response, Site, text

from crawler.items import Snapshot
from crawler.plan import CrawlPlan
from crawler.run import side_by_side
from crawler.source import Source, load_sources

ROOT = Path(__file__).parent.parent
QUICK = {"UNIONWATCH_RETRY_WAIT": 0.01, "DOWNLOAD_TIMEOUT": 2}


class Broken:
    """A pipeline that loses every second item."""

    count = 0

    def process_item(self, item: object) -> object:
        self.count += 1
        if self.count % 2:
            raise RuntimeError("the disk is full")
        return item


class Unopened:
    """A pipeline that cannot start."""

    def open_spider(self) -> None:
        raise OSError("no such database")

    def process_item(self, item: object) -> object:
        return item


def paper(site: Site, count: int = 4) -> Site:
    site.routes["/cong-doan"] = listing(range(1001, 1001 + count))
    site.routes |= {address(number): article(number) for number in range(1001, 1001 + count)}
    return site


def test_a_source_that_fails_does_not_stop_the_others(tmp_path: Path) -> None:
    with Site(host="127.0.0.2") as well, Site(host="127.0.0.3") as ill:
        paper(well)
        ill.default = Response(drop=True)
        jobs = [
            (source_of(ill, tmp_path, name="om"), CrawlPlan()),
            (source_of(well, tmp_path, name="khoe"), CrawlPlan()),
        ]
        outcome = run_crawl(jobs, QUICK)
    assert [stats.source for stats in outcome.stats.sources] == ["om", "khoe"]
    assert [stats.finish_reason for stats in outcome.stats.sources] == ["finished", "finished"]
    assert all(stats.is_clean for stats in outcome.stats.sources)
    assert sum(isinstance(visit, Snapshot) for visit in outcome.visits) == 4
    assert outcome.stats.sources[1].requests == 5
    assert outcome.stats.sources[1].items == 5
    assert outcome.stats.sources[1].received_bytes > 0


def test_sources_of_one_host_go_one_after_the_other_and_others_side_by_side(
    tmp_path: Path,
) -> None:
    slow = "delay = 0.2\nautothrottle = false\nobey_robots = false"
    with Site(host="127.0.0.2") as one, Site(host="127.0.0.3") as two:
        paper(one)
        paper(two)
        one.routes["/lao-dong"] = one.routes["/cong-doan"]
        jobs = [
            (source_of(one, tmp_path, name="a", politeness=slow), CrawlPlan()),
            (
                source_of(
                    one,
                    tmp_path,
                    name="b",
                    politeness=slow,
                    discovery='listings = ["/lao-dong"]',
                ),
                CrawlPlan(),
            ),
            (source_of(two, tmp_path, name="c", politeness=slow), CrawlPlan()),
        ]
        run_crawl(jobs, QUICK)
        paths = one.paths()
        assert paths.index("/lao-dong") == 5, "the second begins when the first has ended"
        assert two.requests[0].at < one.requests[4].at
        times = [request.at for request in one.requests]
        assert min(after - before for before, after in pairwise(times)) > 0.15


@pytest.mark.parametrize(
    ("hosts", "groups"),
    [
        (["a.vn", "b.vn", "c.vn"], [["0"], ["1"], ["2"]]),
        (["a.vn", "b.vn", "www.a.vn"], [["1"], ["0", "2"]]),
        (["a.vn", "a.vn", "a.vn"], [["0", "1", "2"]]),
    ],
)
def test_which_sources_share_a_host(
    hosts: list[str], groups: list[list[str]], tmp_path: Path
) -> None:
    shipped = load_sources()["congdoan"]
    jobs = []
    for number, host in enumerate(hosts):
        parts = {
            "name": str(number),
            "home": f"https://{host}/",
            "discovery": type(shipped.discovery)(listings=(f"https://{host}/x",)),
        }
        jobs.append((Source(**parts), CrawlPlan()))  # type: ignore[arg-type]  # a dict of parts
    assert [[source.name for source, _ in group] for group in side_by_side(jobs)] == groups


def test_errors_of_pipelines_are_counted(tmp_path: Path) -> None:
    with Site() as site:
        paper(site)
        pipelines = {"test_run.Broken": 1}
        outcome = run_crawl(
            [(source_of(site, tmp_path), CrawlPlan())], {**QUICK, "ITEM_PIPELINES": pipelines}
        )
    (stats,) = outcome.stats.sources
    assert (stats.item_errors, stats.items) == (3, 2)
    assert not stats.is_clean


def test_a_pipeline_that_cannot_start_is_named(tmp_path: Path) -> None:
    with Site() as site:
        paper(site)
        pipelines = {"test_run.Unopened": 1}
        outcome = run_crawl(
            [(source_of(site, tmp_path), CrawlPlan())], {**QUICK, "ITEM_PIPELINES": pipelines}
        )
        assert site.requests == []
    (stats,) = outcome.stats.sources
    assert stats.finish_reason == "failed: OSError: no such database"


def wait_for_requests(site: Site, count: int) -> None:
    until = time.monotonic() + 30
    while len(site.requests) < count:
        assert time.monotonic() < until, "the crawl did not begin"
        time.sleep(0.02)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_lets_the_article_in_hand_be_finished(tmp_path: Path, number: int) -> None:
    with Site() as site:
        paper(site, 30)
        for path in list(site.routes):
            if path != "/cong-doan":
                site.routes[path] = Response(body=article(1001).body, delay=0.5)
        with Child([(source_of(site, tmp_path), CrawlPlan())], QUICK) as child:
            wait_for_requests(site, 4)
            begun = time.monotonic()
            child.process.send_signal(number)
            outcome = child.outcome(timeout=20)
            assert time.monotonic() - begun < 10
        asked = [path for path in site.paths() if path != "/cong-doan"]
    assert outcome.stats.interrupted
    assert outcome.stats.sources[0].finish_reason == "shutdown"
    assert len(outcome.visits) == len(asked) < 30
    assert all(isinstance(visit, Snapshot) for visit in outcome.visits)


def test_a_signal_is_not_kept_waiting_by_a_host_that_hangs(tmp_path: Path) -> None:
    with Site() as site:
        paper(site, 3).routes[address(1001)] = Response(delay=60, drop=True)
        patient = {**QUICK, "DOWNLOAD_TIMEOUT": 60}
        with Child([(source_of(site, tmp_path), CrawlPlan())], patient) as child:
            wait_for_requests(site, 2)
            begun = time.monotonic()
            child.process.send_signal(signal.SIGTERM)
            outcome = child.outcome(timeout=20)
            assert time.monotonic() - begun < 10
    assert outcome.stats.interrupted
    assert outcome.visits == []


def scrapy(*words: str, sources: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "scrapy", *words],
        cwd=ROOT,
        env={**environment(), "UNIONWATCH_SOURCES": str(sources)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_scrapy_lists_the_sources(tmp_path: Path) -> None:
    with Site() as site:
        source_of(site, tmp_path)
    done = scrapy("list", sources=tmp_path)
    assert done.stdout.split() == sorted([*load_sources(), "mau"]), done.stderr


@pytest.mark.parametrize("name", ["out.jsonl", "out.json"])
def test_scrapy_crawls_a_source_without_a_database(tmp_path: Path, name: str) -> None:
    out = tmp_path / name
    with Site() as site:
        paper(site).routes["/robots.txt"] = text("User-agent: *\nDisallow: /cam/")
        site.routes[address(1002)] = Response(status=410)
        quick = "delay = 0\nautothrottle = false"
        source_of(site, tmp_path, politeness=quick)
        done = scrapy("crawl", "mau", "-O", str(out), "-a", "limit=3", sources=tmp_path)
        assert done.returncode == 0, done.stderr
    written = out.read_text("utf-8")
    items = (
        json.loads(written)
        if name.endswith("json")
        else [json.loads(line) for line in written.splitlines()]
    )
    assert [item["kind"] for item in items] == ["listing", "snapshot", "gone", "snapshot"]
    snapshot = items[1]
    assert snapshot["article"]["title"] == "Công đoàn hỗ trợ đoàn viên đợt 1001"
    assert len(snapshot["article"]["body"]) >= 4
    assert snapshot["article"]["published_at"] == "2024-11-22T21:40:00+07:00"
    assert snapshot["fetch"]["at"].endswith("Z")
    assert not {"raw", "fingerprint"} & snapshot.keys()
    assert items[0]["identities"] == ["1001", "1002", "1003", "1004"]
    assert "Công đoàn" in written, "readable as it stands"


def test_scrapy_names_a_wrong_source_file(tmp_path: Path) -> None:
    (tmp_path / "mau.toml").write_text("name = 7", "utf-8")
    done = scrapy("list", sources=tmp_path)
    assert done.returncode != 0
    assert "mau.toml: name: expected text in quotes; found 7" in done.stderr
