"""NewsSpider against a real server: whatever happens, each article asked for is one Visit."""

import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import server
from crawl_child import Outcome, run_crawl
from news_site import address, article, feed, listing, source_of
from server import Response, Route, Site, html, redirect

from crawler.items import (
    Failure,
    FailureReason,
    Gone,
    GoneReason,
    NotModified,
    RequestKind,
    Snapshot,
)
from crawler.plan import CrawlPlan, KnownArticle

QUICK = {"UNIONWATCH_RETRY_WAIT": 0.01, "DOWNLOAD_TIMEOUT": 2, "DNS_TIMEOUT": 5}
PDF = b"%PDF-1.7\n" + bytes(range(256)) * 20
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20
SORRY = "<h1>{}</h1><p>{}</p>"


def half_streamed() -> Iterator[bytes]:
    whole = article(1).body
    yield whole[: len(whole) // 2]


def message(title: str, text: str, status: int = 200) -> Response:
    return html(SORRY.format(title, text), title=title, status=status)


# What the site answers, and what the one visit must be. The articles' numbers are made by position.
ZOO: list[tuple[str, Route, type, object]] = [
    ("ok", article(1), Snapshot, None),
    ("not found", server.NOT_FOUND, Gone, GoneReason.NOT_FOUND),
    ("gone", html("gone", status=410), Gone, GoneReason.GONE),
    ("error", html("error", status=500), Failure, FailureReason.SERVER_ERROR),
    ("ok again", article(2), Snapshot, None),
    ("unavailable", html("busy", status=503), Failure, FailureReason.SERVER_ERROR),
    ("slow down", html("busy", status=429), Failure, FailureReason.RATE_LIMITED),
    ("forbidden", html("no", status=403), Failure, FailureReason.FORBIDDEN),
    ("unauthorised", html("no", status=401), Failure, FailureReason.FORBIDDEN),
    ("teapot", html("tea", status=418), Failure, FailureReason.HTTP_ERROR),
    ("hangs", server.hanging(), Failure, FailureReason.TIMEOUT),
    ("drips", server.endless(b"<p>.</p>", pause=0.2), Failure, FailureReason.TIMEOUT),
    ("closes", Response(drop=True), Failure, FailureReason.NETWORK),
    ("half a body", server.truncated(article(1).body), Failure, FailureReason.TRUNCATED),
    ("half a stream", Response(chunks=half_streamed, cut=True), Failure, FailureReason.TRUNCATED),
    ("to home", redirect("/"), Gone, GoneReason.REDIRECTED_AWAY),
    ("to a listing", redirect("/cong-doan", 302), Gone, GoneReason.REDIRECTED_AWAY),
    ("to another", redirect(address(999_999)), Gone, GoneReason.REDIRECTED_AWAY),
    ("nowhere", Response(status=302), Failure, FailureReason.REDIRECTS),
    ("to ftp", redirect("ftp://127.0.0.1/x"), Failure, FailureReason.REDIRECTS),
    ("to a script", redirect("javascript:alert(1)"), Failure, FailureReason.REDIRECTS),
    ("to a broken address", redirect("http://[::1/"), Failure, FailureReason.REDIRECTS),
    (
        "reloads itself by a script",
        article(4, extra="<meta http-equiv='refresh' content='1;url=javascript:location()'>"),
        Snapshot,
        None,
    ),
    ("loop", server.redirect_chain(40), Failure, FailureReason.REDIRECTS),
    ("endless", server.endless(), Failure, FailureReason.TOO_LARGE),
    ("two gigabytes", Response(announced=2 << 30), Failure, FailureReason.TOO_LARGE),
    ("gzip bomb", server.gzip_bomb(64 << 20), Failure, FailureReason.TOO_LARGE),
    ("brotli bomb", server.brotli_bomb(64 << 20), Failure, FailureReason.TOO_LARGE),
    ("gzip", server.gzipped(article(3)), Snapshot, None),
    (
        "damaged gzip",
        Response(body=b"no gzip", headers={"Content-Encoding": "gzip"}),
        Failure,
        FailureReason.NETWORK,
    ),
    ("pdf", Response(body=PDF, content_type="application/pdf"), Failure, FailureReason.NOT_HTML),
    ("png as html", Response(body=PNG), Failure, FailureReason.NOT_HTML),
    ("empty", Response(), Failure, FailureReason.EMPTY),
    ("blank", Response(body=b"  \n "), Failure, FailureReason.EMPTY),
    (
        "soft 404",
        message("Không tìm thấy trang", "Trang bạn tìm không tồn tại hoặc đã bị xóa."),
        Gone,
        GoneReason.SOFT_404,
    ),
    (
        "captcha",
        message("Xác nhận", "Nhập mã captcha <div class='g-recaptcha'></div> để tiếp tục."),
        Failure,
        FailureReason.CAPTCHA,
    ),
    (
        "maintenance",
        message("Hệ thống đang bảo trì", "Website đang bảo trì, vui lòng quay lại sau."),
        Failure,
        FailureReason.MAINTENANCE,
    ),
    (
        "browser check",
        message("Just a moment...", "Checking your browser before accessing.", 503),
        Failure,
        FailureReason.CHALLENGE,
    ),
    ("304 unasked", Response(status=304, content_type=None), Failure, FailureReason.HTTP_ERROR),
]


@pytest.fixture(scope="module")
def zoo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Outcome, Site]]:
    """One crawl over all of them, and three addresses that never answer."""
    with Site({"/": html("<h1>Trang chủ</h1>"), "/cong-doan": listing([1])}) as site:
        site.routes[address(999_999)] = article(999_999)
        for number, (_, route, _, _) in enumerate(ZOO, 1000):
            site.routes[address(number)] = route
        urls = [site.url(address(number)) for number in range(1000, 1000 + len(ZOO))]
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        urls += [
            f"http://127.0.0.1:{port}{address(3001)}",
            f"http://khong-co.invalid{address(3002)}",
            f"https://127.0.0.1:{site.port}{address(3003)}",
        ]
        source = source_of(site, tmp_path_factory.mktemp("zoo"))
        yield run_crawl([(source, CrawlPlan(urls=tuple(urls)))], QUICK, timeout=150), site


def test_every_article_is_visited_once(zoo: tuple[Outcome, Site]) -> None:
    outcome, _ = zoo
    asked = {str(number) for number in range(1000, 1000 + len(ZOO))} | {"3001", "3002", "3003"}
    assert set(outcome.by_identity) == asked
    assert outcome.stats.sources[0].finish_reason == "finished"
    assert outcome.stats.sources[0].bugs == 0, outcome.log
    assert outcome.stats.sources[0].spider_exceptions == 0, outcome.log


@pytest.mark.parametrize("case", range(len(ZOO)), ids=[name for name, *_ in ZOO])
def test_what_a_bad_answer_means(zoo: tuple[Outcome, Site], case: int) -> None:
    visit = zoo[0].by_identity[str(1000 + case)]
    _, _, kind, reason = ZOO[case]
    assert type(visit) is kind, visit.fetch
    if reason is not None:
        assert visit.fetch.reason is reason
        assert visit.fetch.detail or kind is Gone
    if isinstance(visit, Snapshot):
        assert visit.article.title.startswith("Công đoàn hỗ trợ")
        assert visit.fetch.size == len(visit.raw) > 0


@pytest.mark.parametrize(
    ("identity", "reason"),
    [("3001", FailureReason.REFUSED), ("3002", FailureReason.DNS), ("3003", FailureReason.TLS)],
)
def test_hosts_that_never_answer(
    zoo: tuple[Outcome, Site], identity: str, reason: FailureReason
) -> None:
    visit = zoo[0].by_identity[identity]
    assert isinstance(visit, Failure)
    assert visit.reason is reason, visit.fetch.detail
    assert visit.fetch.status is None


def test_retries_and_redirects_are_bounded(zoo: tuple[Outcome, Site]) -> None:
    outcome, site = zoo
    number = 1000 + [name for name, *_ in ZOO].index("error")
    assert len(site.hits(address(number))) == 3
    assert outcome.by_identity[str(number)].fetch.attempts == 3
    loop = 1000 + [name for name, *_ in ZOO].index("loop")
    assert len(site.hits(address(loop))) == 6
    missing = 1000 + [name for name, *_ in ZOO].index("not found")
    assert len(site.hits(address(missing))) == 1


def crawl(source_folder: Path, site: Site, plan: CrawlPlan | None = None, **keys: str) -> Outcome:
    return run_crawl([(source_of(site, source_folder, **keys), plan or CrawlPlan())], QUICK)


def papers(numbers: range) -> dict[str, Route]:
    return {address(number): article(number) for number in numbers}


def test_listings_lead_to_articles_page_by_page(tmp_path: Path) -> None:
    routes = papers(range(1001, 1010)) | {
        "/cong-doan": listing(range(1001, 1004), next_page="/cong-doan/p2"),
        "/cong-doan/p2": listing(range(1003, 1007), next_page="/cong-doan/p3"),
        "/cong-doan/p3": listing(range(1006, 1008), next_page="/cong-doan/p4"),
        "/cong-doan/p4": listing(range(1008, 1010)),
    }
    with Site(routes) as site:
        outcome = crawl(tmp_path, site)
    assert set(outcome.by_identity) == {str(number) for number in range(1001, 1008)}
    assert all(isinstance(visit, Snapshot) for visit in outcome.visits)
    assert len(outcome.listings) == 3, "max_pages is 3"
    first = outcome.listings[0]
    assert first.identities == ("1001", "1002", "1003")
    assert first.fetch.kind is RequestKind.LISTING
    assert first.fetch.reason is None


def test_paging_stops_where_nothing_is_new(tmp_path: Path) -> None:
    routes = papers(range(1001, 1005)) | {
        "/cong-doan": listing([1001, 1002], next_page="/cong-doan/p2"),
        "/cong-doan/p2": listing([1003], next_page="/cong-doan/p3"),
    }
    with Site(routes) as site:
        outcome = crawl(tmp_path, site, CrawlPlan(not_due=frozenset({"1001", "1002"})))
        assert site.paths() == ["/cong-doan"]
    assert outcome.visits == []


@pytest.mark.parametrize("backfill", [False, True])
def test_a_feed_that_names_the_first_page_does_not_stop_paging(
    tmp_path: Path, backfill: bool
) -> None:
    """Whatever answers first: the feed's items are those of the list's first page."""
    routes = papers(range(1001, 1005)) | {
        "/cong-doan": replace(listing([1001, 1002], next_page="/cong-doan/p2"), delay=0.5),
        "/cong-doan/p2": listing([1003, 1004]),
    }
    with Site(routes) as site:
        site.routes["/rss"] = feed(site, [1001, 1002])
        lists = 'feeds = ["/rss"]\nlistings = ["/cong-doan"]\nnext = "a.next"'
        outcome = crawl(tmp_path, site, CrawlPlan(backfill=backfill), discovery=lists)
    assert set(outcome.by_identity) == {"1001", "1002", "1003", "1004"}


def test_a_pager_that_leads_in_a_circle_ends(tmp_path: Path) -> None:
    routes = papers(range(1001, 1003)) | {
        "/cong-doan": listing([1001], next_page="/cong-doan/p2"),
        "/cong-doan/p2": listing([1002], next_page="/cong-doan"),
    }
    with Site(routes) as site:
        outcome = crawl(tmp_path, site, CrawlPlan(backfill=True))
        assert site.paths().count("/cong-doan") == 1
    assert len(outcome.visits) == 2


def test_a_backfill_goes_on_beyond_max_pages_and_known_articles(tmp_path: Path) -> None:
    routes = papers(range(1001, 1009))
    for page in range(1, 9):
        path = "/cong-doan" if page == 1 else f"/cong-doan/p{page}"
        after = f"/cong-doan/p{page + 1}" if page < 8 else None
        routes[path] = listing([1000 + page], next_page=after)
    known = {"1002": KnownArticle(identity="1002", url="http://mau.vn/x", due=False)}
    with Site(routes) as site:
        outcome = crawl(tmp_path, site, CrawlPlan(known=known, backfill=True))
    assert set(outcome.by_identity) == {str(n) for n in range(1001, 1009)} - {"1002"}
    assert len(outcome.listings) == 8


def test_feeds_and_sitemaps_lead_to_articles_too(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    with Site(papers(range(1001, 1006))) as site:
        site.routes["/rss"] = feed(site, [1001, 1002])
        entry = "<url><loc>{}</loc><lastmod>{:%Y-%m-%dT%H:%M:%SZ}</lastmod></url>"
        entries = "".join(
            entry.format(site.url(address(number)), now - timedelta(days=1005 - number))
            for number in range(1002, 1006)
        )
        site.routes["/s-2026-11.xml"] = server.text(
            f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{entries}</urlset>",
            content_type="application/xml",
        )
        site.routes["/sitemap.xml"] = server.text(
            "<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
            f"<sitemap><loc>{site.url('/s-2026-11.xml')}</loc></sitemap></sitemapindex>",
            content_type="application/xml",
        )
        discovery = 'feeds = ["/rss"]\nsitemaps = ["/sitemap.xml"]\nmax_sitemap_links = 2'
        outcome = crawl(tmp_path, site, discovery=discovery)
    assert set(outcome.by_identity) == {"1001", "1002", "1004", "1005"}, "the two newest entries"
    kinds = [seen.fetch.kind for seen in outcome.listings]
    assert kinds == [RequestKind.FEED, RequestKind.SITEMAP, RequestKind.SITEMAP]
    assert all(seen.fetch.reason is None for seen in outcome.listings), outcome.listings


@pytest.mark.parametrize(
    ("route", "reason"),
    [
        (html("<p>Chưa có bài viết nào.</p>"), FailureReason.NO_LINKS),
        (listing([]), FailureReason.NO_LINKS),
        (html("error", status=500), FailureReason.SERVER_ERROR),
        (server.NOT_FOUND, GoneReason.NOT_FOUND),
        (Response(body=PDF, content_type="application/pdf"), FailureReason.NOT_HTML),
        (Response(drop=True), FailureReason.NETWORK),
    ],
)
def test_a_listing_that_shows_nothing_says_why(
    tmp_path: Path, route: Route, reason: FailureReason
) -> None:
    known = {"1001": KnownArticle(identity="1001", url="", due=True)}
    with Site(papers(range(1001, 1002)) | {"/cong-doan": route}) as site:
        known["1001"] = KnownArticle(identity="1001", url=site.url(address(1001)), due=True)
        outcome = crawl(tmp_path, site, CrawlPlan(known=known))
    (seen,) = outcome.listings
    assert seen.fetch.reason is reason
    assert seen.fetch.detail
    assert set(outcome.by_identity) == {"1001"}, "what is due is looked at all the same"


def test_known_articles_are_fetched_when_due_and_once(tmp_path: Path) -> None:
    shown = listing([1001, 1002, 1004, 1005])
    with Site(papers(range(1001, 1006)) | {"/cong-doan": shown}) as site:
        known = {
            number: KnownArticle(identity=number, url=site.url(address(int(number))), due=due)
            for number, due in (("1001", True), ("1002", False), ("1003", True))
        }
        seen = frozenset({"1005"})
        outcome = crawl(tmp_path, site, CrawlPlan(known=known, not_due=seen))
        assert len(site.paths()) == 4
    assert set(outcome.by_identity) == {"1001", "1003", "1004"}


def test_just_the_given_addresses(tmp_path: Path) -> None:
    with Site(papers(range(1001, 1005)) | {"/cong-doan": listing([1001])}) as site:
        urls = (site.url(address(1002)), site.url(address(1002, "tieu-de-khac")))
        outcome = crawl(tmp_path, site, CrawlPlan(urls=urls))
        assert site.paths() == [address(1002)]
    assert set(outcome.by_identity) == {"1002"}


def test_a_limit_counts_articles_and_new_ones_come_first(tmp_path: Path) -> None:
    with Site(papers(range(1001, 1009)) | {"/cong-doan": listing(range(1001, 1004))}) as site:
        known = {"1008": KnownArticle(identity="1008", url=site.url(address(1008)), due=True)}
        outcome = crawl(tmp_path, site, CrawlPlan(known=known, limit=2))
    assert set(outcome.by_identity) == {"1001", "1002"}


def test_a_new_slug_is_the_same_article(tmp_path: Path) -> None:
    routes: dict[str, Route] = {
        address(1001): redirect(address(1001, "tieu-de-moi")),
        address(1001, "tieu-de-moi"): article(1001),
        "/cong-doan": listing([1001]),
    }
    with Site(routes) as site:
        outcome = crawl(tmp_path, site)
        visit = outcome.by_identity["1001"]
        assert isinstance(visit, Snapshot)
        assert visit.fetch.final_url == site.url(address(1001, "tieu-de-moi"))
        assert visit.fetch.url == site.url(address(1001))


def test_a_known_article_that_moved_is_told_by_its_title(tmp_path: Path) -> None:
    title = "Công đoàn hỗ trợ đoàn viên đợt 1001"
    routes: dict[str, Route] = {
        address(1001): redirect(address(2001)),
        address(2001): article(1001, title=title),
        address(1002): redirect(address(2002)),
        address(2002): article(2002, title="Một bài viết khác hẳn về tiền lương"),
    }
    with Site(routes) as site:
        known = {
            number: KnownArticle(
                identity=number, url=site.url(address(int(number))), due=True, title=title
            )
            for number in ("1001", "1002")
        }
        outcome = crawl(tmp_path, site, CrawlPlan(known=known, listings=False))
    assert isinstance(outcome.by_identity["1001"], Snapshot)
    gone = outcome.by_identity["1002"]
    assert isinstance(gone, Gone)
    assert gone.reason is GoneReason.REDIRECTED_AWAY
    assert "2002" in (gone.fetch.detail or "")


def test_an_anti_bot_page_is_answered_once_with_its_cookie(tmp_path: Path) -> None:
    routes: dict[str, Route] = {
        "/robots.txt": server.d1n_challenge(server.text("User-agent: *\nDisallow: /cam/")),
        "/cong-doan": server.d1n_challenge(listing([1001, 1002])),
        address(1001): server.d1n_challenge(article(1001)),
        address(1002): server.d1n_challenge(article(1002)),
    }
    with Site(routes) as site:
        polite = "delay = 0\nautothrottle = false\nobey_robots = true"
        outcome = crawl(tmp_path, site, politeness=polite)
        assert len(site.requests) == 5, "only robots.txt, the first, is asked for twice"
        assert len(site.hits("/robots.txt")) == 2
    assert all(isinstance(visit, Snapshot) for visit in outcome.visits)
    assert len(outcome.visits) == 2


def test_an_anti_bot_page_that_takes_no_answer_is_a_failure(tmp_path: Path) -> None:
    never = server.d1n_challenge(article(1001), value="0" * 32)
    wrong = server.Received(method="GET", path="/", headers={}, at=0)
    page = never(wrong) if callable(never) else never
    with Site({address(n): page for n in range(1001, 1008)}) as site:
        urls = tuple(site.url(address(n)) for n in range(1001, 1008))
        outcome = crawl(tmp_path, site, CrawlPlan(urls=urls))
        assert len(site.requests) == 7 + 3, "three answers in vain, then no more"
    assert len(outcome.visits) == 7
    assert {visit.fetch.reason for visit in outcome.visits} == {FailureReason.CHALLENGE}


def test_validators_save_the_body_and_one_look_in_ten_goes_without(tmp_path: Path) -> None:
    stamp = "Fri, 22 Nov 2024 14:40:00 GMT"
    numbers = range(1001, 1041)
    routes: dict[str, Route] = {
        address(n): server.conditional(article(n), etag=f'"{n}"', modified=stamp) for n in numbers
    }
    with Site(routes) as site:

        def plan(looks: int, trust: bool = True) -> CrawlPlan:
            known = {
                str(n): KnownArticle(
                    identity=str(n), url=site.url(address(n)), due=True, etag=f'"{n}"', looks=looks
                )
                for n in numbers
            }
            return CrawlPlan(known=known, listings=False, trust_validators=trust)

        source = source_of(site, tmp_path)
        first = run_crawl([(source, plan(looks=1))], QUICK)
        same = run_crawl([(source, plan(looks=1))], QUICK)
        blind = run_crawl([(source, plan(looks=1, trust=False))], QUICK)
    full = {v.identity for v in first.visits if isinstance(v, Snapshot)}
    assert 1 <= len(full) <= 10
    assert full == {v.identity for v in same.visits if isinstance(v, Snapshot)}, "a fixed rhythm"
    unchanged = [v for v in first.visits if isinstance(v, NotModified)]
    assert len(unchanged) == len(numbers) - len(full)
    assert all(isinstance(visit, Snapshot) for visit in blind.visits)
    snapshot = next(v for v in first.visits if isinstance(v, Snapshot))
    assert (snapshot.etag, snapshot.last_modified) == (f'"{snapshot.identity}"', stamp)


def test_a_bug_of_ours_is_one_failure_and_the_crawl_goes_on(tmp_path: Path) -> None:
    with Site(papers(range(1001, 1003)) | {"/cong-doan": listing([1001, 1002])}) as site:
        source = source_of(site, tmp_path)
        broken = CrawlPlan(what_is_known="no Known at all")  # type: ignore[arg-type]
        outcome = run_crawl([(source, broken)], QUICK)
    assert {visit.fetch.reason for visit in outcome.visits} == {FailureReason.BUG}
    assert len(outcome.visits) == 2
    assert outcome.stats.sources[0].bugs == 2
    assert "Traceback" in outcome.log


def test_articles_of_other_sites_are_not_followed(tmp_path: Path) -> None:
    away = html(
        f"<h3><a href='http://khac.invalid{address(5)}'>Bài của một trang khác hẳn nơi đây</a></h3>"
        f"<h3><a href='{address(1001)}'>Công đoàn hỗ trợ đoàn viên đợt 1001</a></h3>"
    )
    with Site(papers(range(1001, 1002)) | {"/cong-doan": away}) as site:
        outcome = crawl(tmp_path, site)
    assert set(outcome.by_identity) == {"1001"}
