"""Conditional GET: what is asked with, how often not, and no needless body from honest servers."""

from itertools import pairwise
from pathlib import Path

import pytest
from crawl_child import run_crawl
from news_site import address, article, listing, source_of
from scrapy import Request
from server import Site, conditional

from crawler.items import NotModified, Snapshot
from crawler.plan import CrawlPlan, KnownArticle, Validators
from crawler.revalidate import RevalidateMiddleware, is_conditional, validators_for

QUICK = {"UNIONWATCH_RETRY_WAIT": 0.01, "DOWNLOAD_TIMEOUT": 2}
STAMP = "Fri, 22 Nov 2024 14:40:00 GMT"
ODD = 'W/"đ-7"'


def known(identity: str = "7", looks: int = 0, unconditional: bool = False) -> KnownArticle:
    return KnownArticle(
        identity=identity,
        url="http://mau.vn/x",
        due=True,
        etag='"1"',
        last_modified=STAMP,
        looks=looks,
        unconditional=unconditional,
    )


@pytest.mark.parametrize("identity", ["7", "184703", "mau.vn/gioi-thieu", "20241122214012345"])
def test_one_look_in_ten_is_unconditional(identity: str) -> None:
    asked = [validators_for(known(identity, looks), trust=True) for looks in range(40)]
    full = [number for number, validators in enumerate(asked) if validators == Validators()]
    assert len(full) == 4
    assert {after - before for before, after in pairwise(full)} == {10}


def test_articles_do_not_take_their_full_looks_all_at_once() -> None:
    full = sum(
        validators_for(known(str(number)), trust=True) == Validators() for number in range(1000)
    )
    assert 60 <= full <= 140


def test_no_validators_where_they_are_not_trusted_or_not_wanted() -> None:
    some = next(looks for looks in range(10) if validators_for(known(looks=looks), True).etag)
    assert validators_for(known(looks=some), trust=False) == Validators()
    assert validators_for(known(looks=some, unconditional=True), trust=True) == Validators()


@pytest.mark.parametrize(
    ("validators", "headers"),
    [
        (Validators(etag='"1"'), {"If-None-Match": b'"1"'}),
        (Validators(last_modified=STAMP), {"If-Modified-Since": STAMP.encode()}),
        (Validators(), {}),
        (None, {}),
    ],
)
def test_validators_are_sent_verbatim(
    validators: Validators | None, headers: dict[str, bytes]
) -> None:
    request = Request("http://mau.vn/x", meta={"validators": validators})
    RevalidateMiddleware().process_request(request)
    sent = {name: request.headers.get(name) for name in ("If-None-Match", "If-Modified-Since")}
    assert {name: value for name, value in sent.items() if value is not None} == headers
    assert is_conditional(request) is bool(headers)


def test_an_etag_that_is_no_latin_text_does_no_harm() -> None:
    request = Request("http://mau.vn/x", meta={"validators": Validators(etag=ODD)})
    RevalidateMiddleware().process_request(request)
    assert is_conditional(request)


def test_listings_are_asked_conditionally_too(tmp_path: Path) -> None:
    with Site({address(1001): article(1001)}) as site:
        site.routes["/cong-doan"] = conditional(listing([1001]), etag='"list"')
        source = source_of(site, tmp_path)
        (first,) = run_crawl([(source, CrawlPlan())], QUICK).listings
        assert first.etag == '"list"'
        plan = CrawlPlan(validators={first.fetch.url: Validators(etag=first.etag)})
        again = run_crawl([(source, plan)], QUICK)
    (second,) = again.listings
    assert (second.fetch.status, second.fetch.size, second.links) == (304, 0, ())
    assert second.fetch.reason is None
    assert again.visits == []


def test_an_honest_server_sends_no_needless_body_and_a_changed_page_comes(tmp_path: Path) -> None:
    looks = next(n for n in range(10) if validators_for(known("1001", n), trust=True).etag)
    with Site() as site:
        site.routes[address(1001)] = conditional(article(1001), modified=STAMP)
        plan = CrawlPlan(
            known={
                "1001": KnownArticle(
                    identity="1001",
                    url=site.url(address(1001)),
                    due=True,
                    last_modified=STAMP,
                    looks=looks,
                )
            },
            listings=False,
        )
        source = source_of(site, tmp_path)
        (same,) = run_crawl([(source, plan)], QUICK).visits
        assert isinstance(same, NotModified)
        assert same.fetch.size == 0
        later = "Sat, 23 Nov 2024 08:00:00 GMT"
        site.routes[address(1001)] = conditional(article(1001, title="Mới"), modified=later)
        (changed,) = run_crawl([(source, plan)], QUICK).visits
    assert isinstance(changed, Snapshot)
    assert changed.conditional
    assert changed.last_modified == later
