"""Politeness as a site owner would check it: by the times and paths in the server's own log."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path

import pytest
import server
from crawl_child import Outcome, run_crawl
from news_site import address, article, listing, source_of
from scrapy.http import Response as ScrapyResponse
from server import Received, Response, Route, Site, html, redirect, text

from crawler.items import Failure, FailureReason, Snapshot
from crawler.loader import settings_for, user_agent
from crawler.plan import CrawlPlan
from crawler.politeness import GIVE_UP_AFTER, NO_RETRY_AFTER, Hosts
from crawler.retry import retry_after

QUICK = {"UNIONWATCH_RETRY_WAIT": 0.01, "DOWNLOAD_TIMEOUT": 2}
SLACK = 0.03  # seconds: the log has the time of arrival, the promise is about sending
POLITE = "delay = 0.3\nautothrottle = true\nobey_robots = true"
NUMBERS = range(1001, 1005)


def visit_all(
    folder: Path,
    site: Site,
    numbers: range = NUMBERS,
    *,
    politeness: str = POLITE,
    settings: dict[str, float] | None = None,
    plan: CrawlPlan | None = None,
) -> Outcome:
    """A crawl of just these articles."""
    urls = tuple(site.url(address(number)) for number in numbers)
    plan = plan or CrawlPlan(urls=urls)
    source = source_of(site, folder, politeness=politeness)
    return run_crawl([(source, plan)], QUICK if settings is None else settings)


def papers(numbers: range = NUMBERS) -> dict[str, Route]:
    return {address(number): article(number) for number in numbers}


def gaps(site: Site) -> list[float]:
    return [after.at - before.at for before, after in pairwise(site.requests)]


def test_never_faster_than_the_delay_robots_txt_included(tmp_path: Path) -> None:
    with Site(papers()) as site:
        outcome = visit_all(tmp_path, site)
        assert site.requests[0].path == "/robots.txt"
        assert len(site.requests) == 5
        assert min(gaps(site)) >= 0.3 - SLACK
    assert len(outcome.visits) == 4


def test_crawl_delay_is_obeyed_and_autothrottle_does_not_undercut_it(tmp_path: Path) -> None:
    robots = text("User-agent: other\nCrawl-delay: 9\n\nUser-agent: *\nCrawl-delay: 0.8\n")
    with Site(papers() | {"/robots.txt": robots}) as site:
        visit_all(tmp_path, site, politeness="delay = 0.05")
        assert len(site.requests) == 5
        assert min(gaps(site)) >= 0.8 - SLACK
        assert max(gaps(site)) < 8, "the other robot's delay is not ours"


def test_a_slow_site_is_asked_more_slowly(tmp_path: Path) -> None:
    slow: dict[str, Route] = {
        address(n): Response(body=article(n).body, delay=0.6) for n in NUMBERS
    }
    with Site(slow) as site:
        visit_all(tmp_path, site, politeness="delay = 0.05\nobey_robots = false")
        assert min(gaps(site)[1:]) >= 0.6 - SLACK


def test_nothing_is_fetched_that_robots_txt_forbids(tmp_path: Path) -> None:
    robots = text(f"User-agent: unionwatch\nDisallow: {address(1002)}\nUser-agent: *\nAllow: /")
    routes = papers() | {"/robots.txt": robots, address(1003): redirect(address(1003, "moi"))}
    routes[address(1003, "moi")] = article(1003)
    with Site(routes) as site:
        site.routes["/robots.txt"] = text(
            f"User-agent: unionwatch\nDisallow: {address(1002)}\nDisallow: {address(1003, 'moi')}"
        )
        outcome = visit_all(tmp_path, site, politeness="delay = 0\nautothrottle = false")
        assert site.paths() == [address(1001), address(1003), address(1004)]
        assert len(site.hits("/robots.txt")) == 1
    for number in ("1002", "1003"):
        visit = outcome.by_identity[number]
        assert isinstance(visit, Failure)
        assert visit.reason is FailureReason.ROBOTS
    assert outcome.by_identity["1002"].fetch.attempts == 0, "nothing was sent"


@pytest.mark.parametrize("robots", [server.NOT_FOUND, html("no", status=403), html("<p>page")])
def test_without_rules_all_is_allowed(tmp_path: Path, robots: Response) -> None:
    with Site(papers() | {"/robots.txt": robots}) as site:
        outcome = visit_all(tmp_path, site, politeness="delay = 0\nautothrottle = false")
    assert all(isinstance(visit, Snapshot) for visit in outcome.visits)


@pytest.mark.parametrize(
    ("robots", "reason"),
    [
        (html("oops", status=500), FailureReason.SERVER_ERROR),
        (html("busy", status=429), FailureReason.RATE_LIMITED),
        (server.hanging(), FailureReason.TIMEOUT),
        (Response(drop=True), FailureReason.NETWORK),
        (server.endless(), FailureReason.TOO_LARGE),
        (server.redirect_chain(9), FailureReason.REDIRECTS),
        (text("User-agent: *\nCrawl-delay: 86400"), FailureReason.ROBOTS),
    ],
)
def test_a_host_that_cannot_say_is_not_asked(
    tmp_path: Path, robots: Route, reason: FailureReason
) -> None:
    with Site(papers() | {"/robots.txt": robots}) as site:
        outcome = visit_all(tmp_path, site, politeness="delay = 0\nautothrottle = false")
        assert not [path for path in site.paths() if not path.startswith("/robots.txt")]
    assert len(outcome.visits) == 4
    for visit in outcome.visits:
        assert visit.fetch.reason is reason
        assert "robots.txt" in (visit.fetch.detail or "")


class Busy:
    """Answers `times` requests with a status and Retry-After, and then as it should."""

    def __init__(self, then: Response, *, status: int, wait: str, times: int = 1) -> None:
        self.then, self.status, self.wait, self.left = then, status, wait, times

    def __call__(self, request: Received) -> Response:
        if self.left:
            self.left -= 1
            return html("busy", status=self.status, retry_after=self.wait)
        return self.then


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_holds_for_the_whole_host(tmp_path: Path, status: int) -> None:
    routes = papers() | {address(1001): Busy(article(1001), status=status, wait="2")}
    with Site(routes) as site:
        loose = "delay = 0\nconcurrency = 4\nautothrottle = false\nobey_robots = false"
        outcome = visit_all(tmp_path, site, range(1001, 1020), politeness=loose)
        busy = site.hits(address(1001))[0].at
        assert not [r.path for r in site.requests if busy + 0.8 < r.at < busy + 2 - SLACK]
        assert len(site.hits(address(1001))) == 2
    assert isinstance(outcome.by_identity["1001"], Snapshot)
    assert outcome.by_identity["1001"].fetch.attempts == 2


def test_a_long_retry_after_ends_the_crawl_of_that_host(tmp_path: Path) -> None:
    before = datetime.now(UTC)
    routes = papers() | {address(1002): Busy(article(1002), status=503, wait="3600", times=99)}
    with Site(routes) as site:
        impolite = "delay = 0\nautothrottle = false\nobey_robots = false"
        outcome = visit_all(tmp_path, site, politeness=impolite)
        assert site.paths() == [address(1001), address(1002)]
    assert len(outcome.visits) == 4
    until = outcome.stats.sources[0].not_before["127.0.0.1"]
    assert timedelta(seconds=3590) < until - before < timedelta(seconds=3700)
    for number in ("1003", "1004"):
        fetch = outcome.by_identity[number].fetch
        assert (fetch.reason, fetch.attempts) == (FailureReason.SERVER_ERROR, 0)
        assert "asked to be left alone until" in (fetch.detail or "")


def test_a_host_that_asked_to_be_left_alone_is(tmp_path: Path) -> None:
    with Site(papers()) as site:
        plan = CrawlPlan(
            urls=(site.url(address(1001)),),
            not_before={"127.0.0.1": datetime.now(UTC) + timedelta(hours=1)},
        )
        outcome = visit_all(tmp_path, site, plan=plan)
        assert site.requests == []
    assert [visit.fetch.reason for visit in outcome.visits] == [FailureReason.RATE_LIMITED]


def test_the_daily_budget_counts_what_was_spent_before(tmp_path: Path) -> None:
    with Site(papers()) as site:
        plan = CrawlPlan(
            urls=tuple(site.url(address(number)) for number in NUMBERS), spent={"127.0.0.1": 7}
        )
        tight = "delay = 0\nautothrottle = false\ndaily_budget = 10"
        outcome = visit_all(tmp_path, site, plan=plan, politeness=tight)
        assert len(site.requests) == 3, "robots.txt is a request too"
    reasons = [visit.fetch.reason for visit in outcome.visits]
    assert reasons == [None, None, FailureReason.BUDGET, FailureReason.BUDGET]
    assert outcome.stats.sources[0].sent == {"127.0.0.1": 3}


def test_a_host_that_only_fails_is_given_up(tmp_path: Path) -> None:
    numbers = range(1001, 1001 + GIVE_UP_AFTER + 5)
    with Site() as site:
        site.default = Response(drop=True)
        impolite = "delay = 0\nautothrottle = false\nobey_robots = false"
        outcome = visit_all(tmp_path, site, numbers, politeness=impolite)
        assert len(site.requests) <= NO_RETRY_AFTER + GIVE_UP_AFTER
    assert len(outcome.visits) == len(numbers)
    details = [visit.fetch.detail or "" for visit in outcome.visits]
    untried = sum("not tried" in detail for detail in details)
    assert untried in {4, 5}, "one request may be under way when the host is given up"


def test_one_success_makes_good_all_troubles_before(tmp_path: Path) -> None:
    with Site(papers()) as site:
        hosts = Hosts(source_of(site, tmp_path), CrawlPlan())
        for _ in range(GIVE_UP_AFTER - 1):
            hosts.note("http://a.vn/x", FailureReason.TIMEOUT)
        hosts.note("http://www.a.vn/y", None)
        hosts.note("http://a.vn/x", FailureReason.TIMEOUT)
        assert hosts.refusal("http://a.vn/z", datetime.now(UTC)) is None


def test_the_crawler_says_who_it_is_and_keeps_no_cookies(tmp_path: Path) -> None:
    routes = papers() | {address(1001): html("x", set_cookie="track=1; path=/")}
    with Site(routes) as site:
        source = source_of(
            site,
            tmp_path,
            top='contact = "thu-vien@mau.vn"',
            politeness="delay = 0\nautothrottle = false",
        )
        urls = tuple(site.url(address(number)) for number in NUMBERS)
        run_crawl([(source, CrawlPlan(urls=urls))], QUICK)
        agents = {request.headers["user-agent"] for request in site.requests}
        assert agents == {user_agent("thu-vien@mau.vn")}
        assert not [request for request in site.requests if "cookie" in request.headers]
        assert settings_for(source, {"UNIONWATCH_CONTACT": "x"})["USER_AGENT"] in agents


def test_the_contact_may_come_from_the_environment(tmp_path: Path) -> None:
    with Site() as site:
        source = source_of(site, tmp_path)
        agent = settings_for(source, {"UNIONWATCH_CONTACT": "https://thu-vien.vn"})["USER_AGENT"]
    assert agent.startswith("unionwatch/")
    assert agent.endswith("(+https://thu-vien.vn)")
    assert "(" not in settings_for(source, {})["USER_AGENT"]


def test_robots_txt_and_pages_of_www_share_one_slot(tmp_path: Path) -> None:
    with Site(papers() | {"/cong-doan": listing(NUMBERS)}) as site:
        hosts = Hosts(source_of(site, tmp_path), CrawlPlan())
    hosts.obey_crawl_delay("mau.vn", 4)
    hosts.obey_crawl_delay("mau.vn", 2)
    assert hosts.least_delay("mau.vn") == 4
    hosts.count("https://www.mau.vn/x")
    hosts.count("http://mau.vn:8080/x")
    assert hosts.sent == {"mau.vn": 2}


NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        (format_datetime(NOW + timedelta(seconds=90), usegmt=True), 90.0),
        (format_datetime(NOW - timedelta(seconds=90), usegmt=True), 0.0),
        ("soon", None),
        ("-5", None),
        (None, None),
    ],
)
def test_retry_after_as_number_and_as_date(value: str | None, seconds: float | None) -> None:
    headers = {} if value is None else {"Retry-After": value}
    assert retry_after(ScrapyResponse("http://mau.vn/", headers=headers), NOW) == seconds
