"""The guard: which addresses are asked, and that a name cannot change its address in between."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from crawl_child import run_crawl
from news_site import address, article, listing, source_of
from scrapy import Request
from scrapy.settings import Settings
from server import Site, redirect
from twisted.internet.address import IPv4Address, IPv6Address

from crawler.failures import NotSent
from crawler.guard import GuardMiddleware, PinningResolver, Receiver, bad_url, is_public
from crawler.items import FailureReason, Snapshot
from crawler.plan import CrawlPlan
from crawler.settings import DOWNLOADER_MIDDLEWARES

QUICK = {"UNIONWATCH_RETRY_WAIT": 0.01, "DOWNLOAD_TIMEOUT": 2}
IMPOLITE = "delay = 0\nautothrottle = false"


@pytest.mark.parametrize(
    "address_",
    [
        "8.8.8.8", "113.160.1.1", "2405:4800::1", "::ffff:8.8.8.8", "64:ff9b::808:808",
        "2002:808:808::1",
    ],
)  # fmt: skip
def test_public_addresses(address_: str) -> None:
    assert is_public(address_)


@pytest.mark.parametrize(
    "address_",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255",
        "192.168.1.1", "169.254.169.254", "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1",
        "239.1.1.1", "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fe80::1%eth0",
        "fc00::1", "fd12::1", "ff02::1", "2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
        "64:ff9b::7f00:1", "2002:7f00:1::", "2001::1", "not an address", "",
    ],
)  # fmt: skip
def test_addresses_that_are_not(address_: str) -> None:
    assert not is_public(address_)


@pytest.mark.parametrize(
    "url",
    ["ftp://a.vn/", "file:///etc/passwd", "gopher://a.vn/", "http:///x", "http://a.vn:0/",
     "http://a.vn\\@b.vn/", "http://user@a.vn/", "http://user:secret@a.vn/", "http://a b.vn/",
     "http://[::1/", "//a.vn/x", "javascript:alert(1)", "http://a.vn:99999/"],
)  # fmt: skip
def test_addresses_that_are_refused_whatever_their_host(url: str) -> None:
    assert bad_url(url)


@pytest.mark.parametrize("url", ["http://a.vn/", "https://a.vn:8443/x?y=@z", "http://[2405::1]/"])
def test_addresses_that_are_fine(url: str) -> None:
    assert bad_url(url) is None


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "127.1"])
def test_a_private_host_gets_no_request_unless_the_source_says_so(
    tmp_path: Path, host: str
) -> None:
    with Site({address(1001): article(1001), "/cong-doan": listing([1001])}) as site:
        source = source_of(site, tmp_path, politeness=IMPOLITE + "\nobey_robots = true")
        closed = replace(source, politeness=replace(source.politeness, allow_private=False))
        plan = CrawlPlan(urls=(site.url(address(1001), host=host),))
        outcome = run_crawl([(closed, plan)], QUICK)
        assert site.requests == [], "not even robots.txt"
        allowed = run_crawl([(source, CrawlPlan(urls=(site.url(address(1001)),)))], QUICK)
        assert len(allowed.visits) == 1
    (visit,) = outcome.visits
    assert visit.fetch.reason is FailureReason.FORBIDDEN_ADDRESS, visit.fetch
    assert "private" in (visit.fetch.detail or "")


class Downtown(GuardMiddleware):
    """Takes 127.0.0.1 for an address of the open internet, and the rest of loopback for private."""

    @staticmethod
    def is_public(address_: str) -> bool:
        return address_ == "127.0.0.1" or is_public(address_)


def test_redirects_are_checked_as_well(tmp_path: Path) -> None:
    with Site(host="127.0.0.2") as inner, Site() as outer:
        inner.default = article(1001)
        outer.routes[address(1001)] = redirect(inner.url(address(1001)))
        outer.routes[address(1002)] = redirect(address(1002, "moi"))
        outer.routes[address(1002, "moi")] = article(1002)
        outer.routes["/robots.txt"] = redirect(inner.url("/robots.txt"))
        source = source_of(outer, tmp_path, politeness=IMPOLITE + "\nobey_robots = false")
        closed = replace(source, politeness=replace(source.politeness, allow_private=False))
        urls = tuple(outer.url(address(number)) for number in (1001, 1002))
        guard = {"crawler.guard.GuardMiddleware": None, "test_guard.Downtown": 740}
        middlewares = {**DOWNLOADER_MIDDLEWARES, **guard}
        outcome = run_crawl(
            [(closed, CrawlPlan(urls=urls))],
            {**QUICK, "DOWNLOADER_MIDDLEWARES": middlewares},
        )
        assert inner.requests == []
    assert outcome.by_identity["1001"].fetch.reason is FailureReason.FORBIDDEN_ADDRESS
    assert isinstance(outcome.by_identity["1002"], Snapshot)


def test_the_environment_is_asked_for_proxies_once_a_host(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr("crawler.guard.getproxies", lambda: asked.append("") or {"http": "proxy"})
    monkeypatch.setattr("crawler.guard.proxy_bypass", lambda netloc: netloc == "trong.example")
    guard = GuardMiddleware(SimpleNamespace(settings=Settings()))  # type: ignore[arg-type]
    guard._resolve = lambda host: private()  # type: ignore[method-assign]
    for path in ("/1", "/2", "/3"):  # the proxy may see what the name stands for
        asyncio.run(guard.process_request(Request(f"http://ngoai.example{path}")))
    assert len(asked) == 1
    with pytest.raises(NotSent, match="private"):
        asyncio.run(guard.process_request(Request("http://trong.example/")))


async def private() -> list[str]:
    return ["10.0.0.1"]


class FickleResolver:
    """The system's resolver of a name whose owner changes its address after the first answer."""

    def __init__(self, answers: list[list[str]]) -> None:
        self._answers: Iterator[list[str]] = iter(answers)
        self.asked = 0

    def resolveHostName(self, receiver: Any, *_: Any) -> None:
        self.asked += 1
        receiver.resolutionBegan(None)
        for host in next(self._answers):
            receiver.addressResolved((IPv6Address if ":" in host else IPv4Address)("TCP", host, 0))
        receiver.resolutionComplete()


class FakeReactor:
    def __init__(self, resolver: FickleResolver) -> None:
        self.nameResolver = resolver


def resolved(resolver: PinningResolver, name: str, types: list[type] | None = None) -> list[str]:
    receiver = Receiver()
    resolver.resolveHostName(receiver, name, 443, types)
    found: list[str] = []
    receiver.done.addCallback(found.extend)
    return found


def test_the_addresses_that_were_checked_are_the_ones_that_are_used() -> None:
    system = FickleResolver([["8.8.8.8", "2405:4800::1"], ["127.0.0.1"]])
    resolver = PinningResolver(FakeReactor(system))
    assert resolved(resolver, "lua.vn") == ["8.8.8.8", "2405:4800::1"]
    assert resolved(resolver, "LUA.vn") == ["8.8.8.8", "2405:4800::1"]
    assert resolved(resolver, "lua.vn", [IPv4Address]) == ["8.8.8.8"]
    assert system.asked == 1


def test_a_name_that_did_not_resolve_is_asked_again() -> None:
    system = FickleResolver([[], ["8.8.8.8"]])
    resolver = PinningResolver(FakeReactor(system))
    assert resolved(resolver, "lua.vn") == []
    assert resolved(resolver, "lua.vn") == ["8.8.8.8"]
