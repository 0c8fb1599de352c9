"""The pages, asked through Datasette's own in-process client: what they show, filter, escape and write."""

import asyncio
import csv
import io
import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import feedparser
import httpx
import pytest
from datasette.app import Datasette
from lxml import etree, html
from web_seed import HOSTILE, NOW, fill, told, visit

from scheduler.pipeline import record_visit
from scheduler.store import open_store
from scheduler.web.asking import Asked
from scheduler.web.choosing import choose, wanted
from scheduler.web.site import SiteOptions, build_site
from scheduler.web.views import updates as updates_view


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("web") / "sources.db"  # a name that is a page of ours, too
    with open_store(path) as store:
        fill(store, hostile=True)
    return path


@pytest.fixture
def db(seeded: Path, tmp_path: Path) -> Path:
    """A copy that the test may write to."""
    path = tmp_path / "copy.db"
    with sqlite3.connect(seeded) as old, sqlite3.connect(path) as new:
        old.backup(new)
    return path


def site_of(path: Path, **options: Any) -> Datasette:
    return build_site(SiteOptions(db=path, now=lambda: NOW.astimezone(UTC), **options))


@pytest.fixture(scope="module")
def site(seeded: Path) -> Datasette:
    return site_of(seeded, sql=True)


def get(site: Datasette, path: str, **options: Any) -> httpx.Response:
    answer: httpx.Response = asyncio.run(site.client.get(path, **options))
    return answer


def tree(answer: httpx.Response) -> Any:
    return html.document_fromstring(answer.text)


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def number_of(path: Path, identity: int) -> int:
    with sqlite3.connect(path) as db:
        return int(
            db.execute("SELECT id FROM articles WHERE identity = ?", [str(identity)]).fetchone()[0]
        )


PAGES = ["/", "/?day=2026-11-20", "/updates", "/updates?class=fact&silent=1", "/search", "/search?q=cong+doan", "/article/1", "/article/1/v/1",
         "/article/1/diff", "/sources", "/sources/nguoitho"]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_every_page_speaks_both_languages(site: Datasette, path: str) -> None:
    for language, word in (("vi", "Hôm nay"), ("en", "Today")):
        answer = get(site, path + ("&" if "?" in path else "?") + f"lang={language}")
        assert answer.status_code == 200
        page = tree(answer)
        assert page.get("lang") == language
        assert word in words(page.find(".//nav"))


def test_the_language_is_remembered(site: Datasette) -> None:
    answer = get(site, "/updates?lang=en")
    assert "uw_lang=en" in answer.headers["set-cookie"]
    assert tree(get(site, "/updates", cookies={"uw_lang": "en"})).get("lang") == "en"
    assert tree(get(site, "/updates", cookies={"uw_lang": "xx"})).get("lang") == "vi"


def test_today_groups_by_source_and_tells_edits_first(site: Datasette) -> None:
    page = tree(get(site, "/"))
    papers = page.findall(".//section[@class='paper']")
    assert len(papers) == 4
    for paper in papers:
        columns = [div.get("class") for div in paper.findall("./div/div")]
        assert columns in (["edits", "news"], ["edits"], ["news"])
    badges = words(page.find(".//p[@class='sum']"))
    assert "1 đã gỡ" in badges
    assert "7 tin mới" in badges
    assert "sửa lặng lẽ" in badges


@pytest.mark.parametrize(
    ("path", "links", "missing"),
    [
        ("/", ["/?day=2026-11-20"], ["Ngày sau"]),
        ("/?day=2026-11-20", ["/?day=2026-11-19", "/?day=2026-11-21"], []),
        ("/?day=2026-11-21", ["/?day=2026-11-20"], ["Ngày sau"]),
        ("/?day=2026-01-01", ["/?day=2026-01-02"], ["Ngày trước"]),
        ("/?day=9999-99-99", ["/?day=2026-11-20"], []),
        ("/?day=2027-01-01", ["/?day=2026-11-20"], []),
        ("/?day=0001-01-01", ["/?day=2026-11-20"], []),
        ("/?day=9999-12-31", ["/?day=2026-11-20"], []),
    ],
)
def test_days_are_turned_only_to_where_there_may_be_something(
    site: Datasette, path: str, links: list[str], missing: list[str]
) -> None:
    days = tree(get(site, path)).find(".//nav[@class='days']")
    assert set(links) <= {link.get("href") for link in days.findall("a")}
    assert not [word for word in missing if word in words(days)]


def test_an_empty_database_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    open_store(path).close()
    empty = site_of(path)
    for page in ("/", "/updates", "/search?q=x", "/sources", "/feed.atom", "/updates?_format=csv"):
        assert get(empty, page).status_code == 200
    assert "unionwatch crawl" in get(empty, "/").text


@pytest.mark.parametrize(
    ("query", "condition"),
    [
        ("", "1"),
        ("kind=removed", "u.kind = 'removed'"),
        ("kind=nonsense", "1"),
        ("since=0001-01-01&until=9999-12-31&page=-5", "1"),
        ("class=fact", "u.edit_class = 'fact'"),
        ("class=fact&class=headline", "u.edit_class IN ('fact', 'headline')"),
        ("source=nguoitho", "a.source = 'nguoitho'"),
        ("source=' OR 1=1 --", "0"),
        ("silent=1", "u.silent = 1"),
        (
            "silent=1&class=headline&source=laodongtanhoa",
            "u.silent = 1 AND u.edit_class = 'headline' AND a.source = 'laodongtanhoa'",
        ),
        ("since=2026-11-21&until=2026-11-21", "u.detected_at >= '2026-11-20T17:00:00Z'"),
        ("until=2026-11-12", "u.detected_at < '2026-11-12T17:00:00Z'"),
        ("unseen=1", "u.seen_at IS NULL"),
        ("watched=1", "u.watched <> '[]'"),
    ],
)
def test_updates_are_filtered(site: Datasette, seeded: Path, query: str, condition: str) -> None:
    with sqlite3.connect(seeded) as plain:
        sql = f"SELECT u.id FROM updates u JOIN articles a ON a.id = u.article_id WHERE {condition} ORDER BY u.detected_at DESC, u.id DESC"
        expected = [row[0] for row in plain.execute(sql)]
    answer = get(site, f"/updates?{query}&_format=json").json()
    assert [one["id"] for one in answer["updates"]] == expected
    page = tree(get(site, f"/updates?{query}"))
    assert [int(box.get("value")) for box in page.findall(".//input[@name='id']")] == expected[:50]


def test_a_phrase_finds_what_begins_to_say_it(seeded: Path, site: Datasette) -> None:
    found = get(site, "/updates?phrase=tiền+ăn+ca&_format=json").json()["updates"]
    assert {one["kind"] for one in found} == {"new", "changed"}
    assert all("ăn ca" in one["title"] for one in found)
    assert get(site, "/updates?phrase=Tiền+ĂN+ca&_format=json").json()["updates"] == found
    assert get(site, "/updates?phrase=%22%22&_format=json").json()["updates"] == []


def test_watched_phrases_are_marked_and_offered(site: Datasette) -> None:
    page = tree(get(site, "/updates?watched=1"))
    marks = [words(mark) for mark in page.findall(".//span[@class='badge watched']")]
    assert marks
    assert set(marks) == {"“tiền ăn ca”"}
    assert [
        option.get("value") for option in page.findall(".//datalist[@id='phrases']/option")
    ] == ["tiền ăn ca"]


def test_lists_are_turned(monkeypatch: pytest.MonkeyPatch, site: Datasette, seeded: Path) -> None:
    monkeypatch.setattr(updates_view, "PAGE", 7)
    path, seen = "/updates?kind=new", []
    for _ in range(10):
        page = tree(get(site, path))
        seen += [int(box.get("value")) for box in page.findall(".//input[@name='id']")]
        older = page.findall(".//nav[@class='turning']/a[@rel='next']")
        if not older:
            break
        path = older[0].get("href")
    with open_store(seeded, read_only=True) as store:
        want = wanted(Asked(path="/updates", now=NOW, args={"kind": ["new"]}))
        assert seen == [one.id for one in choose(store, want, limit=1000)]
    assert len(seen) == len(set(seen)) > 14


async def _post(
    site: Datasette, path: str, fields: dict[str, Any], token: str | None, headers: dict[str, str]
) -> httpx.Response:
    """Send a form as a browser does: with the cookie and the token of the page before."""
    before = await site.client.get("/updates")
    cookies = {"ds_csrftoken": before.cookies["ds_csrftoken"]}
    if token == "page":
        token = (
            html.document_fromstring(before.text).find(".//input[@name='csrftoken']").get("value")
        )
    data = fields | ({"csrftoken": token} if token else {})
    answer: httpx.Response = await site.client.post(
        path, data=data, cookies=cookies, headers=headers
    )
    return answer


def post(
    site: Datasette,
    fields: dict[str, Any],
    *,
    path: str = "/updates/seen",
    token: str | None = "page",
    headers: dict[str, str] | None = None,
) -> httpx.Response:
    return asyncio.run(_post(site, path, fields, token, headers or {}))


def seen_ids(path: Path) -> set[int]:
    with sqlite3.connect(path) as plain:
        return {row[0] for row in plain.execute("SELECT id FROM updates WHERE seen_at IS NOT NULL")}


def test_marking_as_seen(db: Path) -> None:
    site = site_of(db)
    answer = post(site, {"id": ["3", "5"], "shown": ["3", "5", "7"], "next": "/updates?page=1"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/updates?page=1")
    assert seen_ids(db) == {3, 5}
    post(site, {"id": ["3"], "shown": ["7", "x", "99999999999999999999"], "all": "1"})
    assert seen_ids(db) == {3, 5, 7}
    shown = get(site, "/updates?unseen=1&_format=json").json()["updates"]
    assert {3, 5, 7}.isdisjoint(one["id"] for one in shown)


@pytest.mark.parametrize(
    ("token", "headers"),
    [
        (None, {}),
        ("forged", {}),
        (None, {"authorization": "Bearer x"}),
        ("page", {"origin": "https://evil.example"}),
        ("page", {"origin": "null"}),
        ("page", {"sec-fetch-site": "cross-site"}),
        ("page", {"sec-fetch-site": "same-site", "sec-fetch-mode": "navigate"}),
    ],
)
def test_no_write_without_the_token_of_a_page(
    db: Path, token: str | None, headers: dict[str, str]
) -> None:
    assert post(site_of(db), {"id": ["3"]}, token=token, headers=headers).status_code == 403
    assert seen_ids(db) == set()


def test_no_write_without_cookies_or_by_get(db: Path) -> None:
    site = site_of(db)
    assert (
        asyncio.run(
            site.client.post("/updates/seen", data={"id": "3", "csrftoken": ""})
        ).status_code
        == 403
    )
    for form in ("_format=json", "_fragment=1"):  # answers without a form of their own
        path = f"/updates/seen?{form}"
        sent = site.client.post(path, data={"id": "3", "csrftoken": ""})
        assert asyncio.run(sent).status_code == 403
    assert get(site, "/updates/seen?id=3").status_code == 405
    assert asyncio.run(site.client.post("/updates", data={"id": "3"})).status_code == 405
    assert seen_ids(db) == set()


@pytest.mark.parametrize(
    "following",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "",
    ],
)
def test_a_form_leads_nowhere_else(db: Path, following: str) -> None:
    assert post(site_of(db), {"id": ["3"], "next": following}).headers["location"] == "/updates"


def test_an_article_and_its_versions(site: Datasette, seeded: Path) -> None:
    number = number_of(seeded, 5101)
    now, first = tree(get(site, f"/article/{number}")), tree(get(site, f"/article/{number}/v/1"))
    assert words(now.find(".//h1")) == "Công ty Dệt Hòa Xuân nâng tiền ăn ca, ổn định sản xuất"
    assert "4.680.000 đồng" in words(first.find(".//article[@class='text']"))
    assert "bản cũ" in words(first.find(".//article[@class='text']"))
    slider = now.find(".//input[@type='range']")
    assert (slider.get("min"), slider.get("max"), slider.get("value")) == ("1", "4", "4")
    links = [link.get("href") for link in now.findall(".//ol[@class='times']//a")]
    assert {f"/article/{number}/v/{each}" for each in range(1, 5)} <= set(
        links
    )  # also without a script
    assert get(site, f"/article/{number}?v=2").headers["location"] == f"/article/{number}/v/2"
    original = now.findall(".//a[@class='out']")
    assert {link.get("rel") for link in original} == {"noopener noreferrer"}


def test_a_removed_article_says_so(site: Datasette, seeded: Path) -> None:
    page = tree(get(site, f"/article/{number_of(seeded, 184704)}"))
    assert "không còn trên trang báo" in words(page.find(".//p[@class='notice gone']"))


def test_a_version_is_citable(site: Datasette, seeded: Path) -> None:
    number = number_of(seeded, 5101)
    answer = get(site, f"/article/{number}/v/3?_format=json").json()
    cited = words(tree(get(site, f"/article/{number}/v/3")).find(".//section[@class='cite']"))
    assert answer["version_id"].startswith("laodongtanhoa:5101@v3+")
    assert answer["version_id"].split("+")[1] == answer["version"]["content_hash"][:12]
    assert answer["version_id"] in cited
    assert f"http://localhost/article/{number}/v/3" in cited
    assert "@online{laodongtanhoa-5101-v3," in cited


@pytest.mark.parametrize("path", ["/article/9999", "/article/99999999999999999999999", "/article/1/v/9", "/article/1/v/99999999999999999999", "/sources/nobody",
                                  "/article/9999/capture", "/nothing", "/article/9999/diff", "/data/nothing"])  # fmt: skip
def test_what_is_not_there_is_404_in_one_line(site: Datasette, path: str) -> None:
    answer = get(site, path)
    assert answer.status_code == 404
    assert words(tree(answer).find(".//h1")) == "Lỗi 404"
    assert get(site, path + "?_format=json").json()["status"] == 404


def test_a_difference_inline_and_side_by_side(site: Datasette, seeded: Path) -> None:
    path = f"/article/{number_of(seeded, 5101)}/diff?from=1&to=4"
    inline = tree(get(site, path)).find(".//div[@class='diff']")
    assert {"4.680.000", "giữa tháng 12"} <= {words(one) for one in inline.iter("del")}
    assert {"3.860.000", "đầu năm 2027"} <= {words(one) for one in inline.iter("ins")}
    moved = inline.find(".//div[@class='passage part-body fate-of-moved']")
    assert "chuyển chỗ" in words(moved)
    assert "đoạn 1, chuyển từ đoạn 6" in words(moved)
    assert not list(moved.iter("del", "ins"))  # moved, and not told as removed here and added there
    assert words(inline.find(".//p[@class='away']")) == "Đoạn 6 chuyển thành đoạn 1"
    side = tree(get(site, path + "&view=side")).find(".//div[@class='diff side']")
    was, now = (
        " ".join(words(cell) for cell in side.findall(f".//div[@class='{name}']"))
        for name in ("was", "now")
    )
    assert "4.680.000" in was
    assert "4.680.000" not in now
    assert "3.860.000" in now
    assert "3.860.000" not in was


def test_a_difference_of_nothing(site: Datasette) -> None:
    assert "Hai bản có cùng nội dung" in get(site, "/article/1/diff?from=1&to=1").text
    assert get(site, "/article/1/diff?from=x&to=-1").status_code == 200


def test_the_stored_page_is_never_a_page(site: Datasette, seeded: Path) -> None:
    text = get(site, f"/article/{number_of(seeded, 5101)}/capture")
    assert text.headers["content-type"] == "text/plain; charset=utf-8"
    assert text.headers["x-content-type-options"] == "nosniff"
    assert "<script>alert('stored page')</script>" in text.text
    load = get(site, f"/article/{number_of(seeded, 5101)}/capture?bytes=1")
    assert load.headers["content-type"] == "application/octet-stream"
    assert load.headers["content-disposition"].startswith("attachment")


HOSTILE_PAGES = ["/", "/updates", "/search?q=script", "/search?q=đình+công", "/search?q=<script>alert(1)</script>", "/sources/tapchitho",
                 "/updates?phrase=\"><script>alert(1)</script>", "/article/{id}", "/article/{id}/v/1", "/article/{id}/diff", "/article/{id}/diff?view=side",
                 "/sources/<script>alert(1)", "/search?q=x&section=\"><img+src=x>"]  # fmt: skip


@pytest.mark.parametrize("path", HOSTILE_PAGES)
def test_stored_text_stays_text(site: Datasette, seeded: Path, path: str) -> None:
    answer = get(site, path.format(id=number_of(seeded, 666)))
    page = tree(answer)
    scripts = list(page.iter("script"))
    assert [script.get("src", "").split("?")[0] for script in scripts] == ["/static/unionwatch.js"]
    assert not list(page.iter("img", "iframe", "object", "embed", "base", "b", "i", "u", "s"))
    for element in page.iter(etree.Element):
        assert not [name for name in element.attrib if name.startswith("on") or name == "style"], (
            element.attrib
        )
    for link in page.findall(".//a"):
        assert link.get("href").startswith(("/", "https://", "http://", "#", "?"))
        if link.get("href").startswith("http"):
            assert link.get("rel") == "noopener noreferrer" or "/article/" in link.get("href")
    if path in ("/", "/updates"):
        assert HOSTILE in page.text_content()


def test_search_marks_its_hits(site: Datasette) -> None:
    page = tree(get(site, "/search?q=cong+doan"))
    assert (
        {"công đoàn"}
        <= {words(mark).casefold() for mark in page.iter("mark")}
        <= {"công đoàn", "công", "đoàn"}
    )
    fragment = get(site, "/search?q=cong+doan&_fragment=1").text
    assert "<html" not in fragment
    assert fragment.count("<mark>") == len(list(page.iter("mark")))


def test_search_narrows_and_finds_removed_text(site: Datasette, seeded: Path) -> None:
    narrow = get(site, "/search?q=công+đoàn&source=congdoandongvinh&_format=json").json()
    assert {hit["source"] for hit in narrow["hits"]} == {"congdoandongvinh"}
    gone = tree(get(site, "/search?q=4.680.000&removed=1"))
    assert "Có trong bản 2" in words(gone.find(".//p[@class='stood']"))
    assert get(site, "/search?q=4.680.000&_format=json").json()["hits"] == []
    later = get(site, "/search?q=công+đoàn&since=2026-11-21&_format=json").json()["hits"]
    assert later
    assert all(hit["day"] >= "2026-11-21" for hit in later)


@pytest.mark.parametrize(
    "query",
    [
        '"',
        "((((",
        "a AND",
        "NOT",
        "*",
        "title:",
        "x" * 5000,
        "\x00",
        "'; DROP TABLE articles; --",
        "NEAR(a b)",
        "^a",
        "-",
        "\ue000",
    ],
)
def test_hostile_queries_are_ordinary_ones(site: Datasette, query: str) -> None:
    assert asyncio.run(site.client.get("/search", params={"q": query})).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/updates",
        "/search?q=cong+doan",
        "/sources",
        "/sources/nguoitho",
        "/article/5",
        "/article/5/diff",
    ],
)
def test_every_page_is_json_and_csv(site: Datasette, path: str) -> None:
    join = "&" if "?" in path else "?"
    data = get(site, f"{path}{join}_format=json")
    assert data.headers["content-type"] == "application/json; charset=utf-8"
    assert json.loads(data.text)
    table = get(site, f"{path}{join}_format=csv&_bom=1")
    assert table.content.startswith(b"\xef\xbb\xbf")
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(io.StringIO(table.text)))
    assert {len(row) for row in rows if row} <= {len(rows[0])}


def test_cells_that_a_spreadsheet_would_run_are_disarmed(site: Datasette, seeded: Path) -> None:
    table = get(site, f"/article/{number_of(seeded, 666)}/diff?_format=csv").text
    texts = get(site, f"/article/{number_of(seeded, 666)}?_format=csv").text
    cells = [
        cell for text in (table, texts) for row in csv.reader(io.StringIO(text)) for cell in row
    ]
    assert cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize(
    "query", ["", "kind=changed&class=fact", "source=nguoitho&silent=1", "phrase=tiền+ăn+ca"]
)
def test_feeds_tell_what_the_list_of_updates_shows(site: Datasette, query: str) -> None:
    expected = len(get(site, f"/updates?{query}&_format=json").json()["updates"])
    atom = feedparser.parse(get(site, f"/feed.atom?{query}").content)
    items = get(site, f"/feed.json?{query}").json()["items"]
    assert not atom.bozo
    assert len(atom.entries) == len(items) == min(expected, 50) > 0
    assert [entry.id for entry in atom.entries] == [item["id"] for item in items]


def test_sources_tell_how_they_are_read(site: Datasette) -> None:
    rows = {
        words(row.find("th")): words(row)
        for row in tree(get(site, "/sources")).findall(".//table[@class='cards']/tbody/tr")
    }
    assert "đang lỗi" in rows["Tạp chí Đời Thợ"]
    assert "50%" in rows["Tạp chí Đời Thợ"]
    one = tree(get(site, "/sources/nguoitho"))
    assert "92%" in words(one.find(".//table"))
    with_evidence = get(site, "/sources/tapchitho?_format=json").json()["source"]
    assert with_evidence["state"] == "failing"
    assert len(one.findall(".//svg[@class='chart']/rect")) == 30


def test_pages_are_of_one_moment_while_a_crawl_writes(db: Path) -> None:
    """A reader neither waits for a writing transaction nor sees half of it; afterwards, all of it."""
    site = site_of(db)
    story = told()[0]
    before = get(site, "/updates?_format=json").json()["updates"]
    with open_store(db) as store, store.transaction():
        article = visit(story, story.article, NOW).article
        record_visit(
            store,
            visit(
                story.__class__(source="nguoitho", number=999, seen=NOW, article=article),
                article,
                NOW,
            ),
            NOW,
        )
        assert get(site, "/updates?_format=json").json()["updates"] == before
        assert get(site, "/").status_code == 200
    assert len(get(site, "/updates?_format=json").json()["updates"]) == len(before) + 1


def test_a_database_that_was_replaced_is_read_anew(db: Path, tmp_path: Path) -> None:
    site = site_of(db)
    assert get(site, "/updates?_format=json").json()["updates"]
    other = tmp_path / "other.db"
    open_store(other).close()
    for side in ("-wal", "-shm"):
        db.with_name(db.name + side).unlink(missing_ok=True)
    other.replace(db)
    assert get(site, "/updates?_format=json").json()["updates"] == []
    db.unlink()
    answer = get(site, "/updates")
    assert answer.status_code == 503
    assert "unionwatch crawl" in answer.text


def test_moments_are_those_of_vietnam(site: Datasette) -> None:
    stamps = [time.get("datetime") for time in tree(get(site, "/updates")).iter("time")]
    assert stamps
    assert {datetime.fromisoformat(stamp).utcoffset() for stamp in stamps} == {NOW.utcoffset()}
