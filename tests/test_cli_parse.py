"""`unionwatch parse`: whatever a person has of a page is recognised, read and printed."""

import gzip
import json
import re
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from server import Site, redirect, text

from scheduler.cli.given import Shape, own_address, shape_of
from scheduler.cli.render import article_markdown, article_text
from scheduler.demo import pages
from scheduler.demo.paper import DemoSite, load_days, locate
from scheduler.demo.server import SiteServer

UNIONWATCH = Path(sys.executable).with_name("unionwatch")
HOME = "https://nguoitho.example"


@pytest.fixture(scope="module")
def site() -> DemoSite:
    return load_days(locate())[0]


@pytest.fixture(scope="module")
def page(site: DemoSite) -> bytes:
    return pages.article_page(site, site.articles[1], HOME, Random(1)).encode()


def parse(*arguments: object, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [UNIONWATCH, "parse", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("body", "shape"),
    [
        (b"<!DOCTYPE html><html><body>", Shape.HTML),
        (b"\xef\xbb\xbf\n <p>M\xe1\xbb\x99t \xc4\x91o\xe1\xba\xa1n</p>", Shape.HTML),
        (b"<?xml version='1.0'?><!DOCTYPE html><html xmlns='http://w3.org/xhtml'>", Shape.HTML),
        ("<html><body>bài".encode("utf-16"), Shape.HTML),
        (b"<?xml version='1.0'?>\n<rss version='2.0'>", Shape.FEED),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'>", Shape.FEED),
        (b"<rdf:RDF xmlns:rdf='x'>", Shape.FEED),
        (b"<?xml version='1.0'?><!-- made by a plugin --><urlset>", Shape.SITEMAP),
        (b"<sitemapindex>", Shape.SITEMAP),
        ("19:49 | 04/04/2018\n\nTiêu đề\n\n< 5% và > 3 tỷ đồng".encode(), Shape.TEXT),
        (b"", Shape.TEXT),
    ],
)  # fmt: skip
def test_what_bytes_are(body: bytes, shape: Shape) -> None:
    assert shape_of(body) is shape


@pytest.mark.parametrize(
    ("head", "address"),
    [
        (b"<!-- saved from url=(0033)https://a.example/mot-1.html -->", "https://a.example/mot-1.html"),
        (b'<link rel="canonical" href="https://a.example/1.html">', "https://a.example/1.html"),
        (b"<link href='https://a.example/1.html' rel='canonical'/>", "https://a.example/1.html"),
        (b'<meta property="og:url" content="https://a.example/1.html">', "https://a.example/1.html"),
        (b'<link rel="stylesheet" href="https://a.example/1.css">', None),
        (b'<link rel="canonical" href="/1.html">', None),
    ],
)  # fmt: skip
def test_the_address_that_a_saved_page_gives_itself(head: bytes, address: str | None) -> None:
    assert own_address(b"<html><head>" + head) == address


def test_a_file_as_json_is_the_whole_article(site: DemoSite, page: bytes, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(page)
    done = parse(tmp_path / "page.html")
    assert done.returncode == 0, done.stderr.decode()
    article, written = json.loads(done.stdout), site.articles[1]
    assert article["title"] == written.title
    assert article["body"] == written.paragraphs
    assert article["url"] == HOME + written.path
    assert article["published_at"] == "2026-11-19T17:15:00+07:00"
    assert article["evidence"]["body"]["confidence"] > 0.5


@pytest.mark.parametrize("form", ["text", "markdown"])
@pytest.mark.parametrize("packed", [False, True])
def test_stdin_gzip_text_and_markdown(site: DemoSite, page: bytes, form: str, packed: bool) -> None:
    done = parse("-", "--format", form, stdin=gzip.compress(page) if packed else page)
    assert done.returncode == 0, done.stderr.decode()
    shown = done.stdout.decode()
    for paragraph in site.articles[1].paragraphs:
        assert paragraph in shown
    assert "Nên xem" not in shown
    assert shown.startswith(
        "# Trao 320" if form == "markdown" else "Vì lợi ích đoàn viên\nTrao 320"
    )


def test_generic_uses_no_platform(page: bytes) -> None:
    article = json.loads(parse("-", "--generic", stdin=page).stdout)
    assert article["platform"] in (None, "generic")
    assert "mỗi suất trị giá 500.000 đồng" in " ".join(article["body"])


def test_explain_says_field_by_field_and_colours_the_page(page: bytes, tmp_path: Path) -> None:
    out = tmp_path / "explained.html"
    done = parse("-", "--explain", "--html", out, stdin=page)
    assert done.returncode == 0, done.stderr.decode()
    told = done.stdout.decode()
    assert "the body is in" in told
    assert re.search(r"^title +Trao 320 suất quà", told, re.MULTILINE)
    assert re.search(r"^\+ Chương trình chuẩn bị 320 suất quà", told, re.MULTILINE)
    assert re.search(r"^- .*Nên xem", told, re.MULTILINE)
    assert 'class="kept"' in out.read_text("utf-8")
    explained = json.loads(parse("-", "--explain", "--format", "json", stdin=page).stdout)
    assert {part["rule"] for part in explained["parts"]} > {None}
    quiet = parse("-", "--html", out, "--format", "text", stdin=page)
    assert quiet.stdout.decode().startswith("Vì lợi ích đoàn viên")
    feed = parse("-", "--explain", stdin=b"<rss><channel></channel></rss>")
    assert feed.returncode == 2


def test_a_listing_a_feed_and_a_sitemap(site: DemoSite) -> None:
    listing = pages.listing_page(site, 1, Random(1))
    assert listing is not None
    url = f"{HOME}/cong-doan"
    shown = json.loads(parse("-", "--listing", "--url", url, stdin=listing.encode()).stdout)
    assert [link["title"] for link in shown["links"]] == [one.title for one in site.articles[:6]]
    assert shown["next_url"] == f"{url}/p2"
    feed = parse("-", "--format", "text", stdin=pages.feed(site, HOME).encode()).stdout.decode()
    assert feed.splitlines()[0] == f"20/11/2026 08:50  {site.articles[0].title}"
    sitemap = f"<urlset><url><loc>{HOME}/a-1.html</loc></url></urlset>".encode()
    assert json.loads(parse("-", stdin=sitemap).stdout)["links"][0]["url"] == f"{HOME}/a-1.html"


def test_a_text_capture(site: DemoSite) -> None:
    written = site.articles[1]
    capture = "\n\n".join(
        [written.published, written.title, written.lead, *written.paragraphs, written.author]
    )
    article = json.loads(parse("-", stdin=capture.encode()).stdout)
    assert article["title"] == written.title
    assert article["body"][-4:] == written.paragraphs[-4:]


@pytest.mark.corpus
def test_the_seed_captures_come_out_as_their_gold_says(corpus: Path) -> None:
    seeds = sorted((corpus / "seeds").glob("*.txt"))
    assert seeds
    for seed in seeds:
        gold = json.loads(seed.with_suffix(".gold.json").read_text("utf-8"))
        article = json.loads(parse(seed).stdout)
        assert (article["kicker"], article["title"], article["lead"]) == (
            gold["kicker"],
            gold["title"],
            gold["lead"],
        )
        assert article["body"] == gold["body"]


@pytest.mark.parametrize(
    ("body", "code", "words"),
    [
        (b"", 1, "found none"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, 1, "-: "),
        (b"\x1f\x8b\x08\x00broken", 2, "cannot be read"),
        (b"<html><body><p>short</p></body></html>", 1, "-: "),
    ],
)
def test_what_is_no_page_is_one_line(body: bytes, code: int, words: str) -> None:
    done = parse("-", stdin=body)
    told = done.stderr.decode()
    assert (done.returncode, done.stdout) == (code, b""), told
    assert words in told
    assert told.count("\n") == 1


def test_an_address_is_fetched(site: DemoSite) -> None:
    with SiteServer(site) as server:
        done = parse(server.url + site.articles[0].path, "--format", "text")
        assert done.returncode == 0, done.stderr.decode()
        assert site.articles[0].paragraphs[-1] in done.stdout.decode()
        assert server.requests == 2  # robots.txt, and the page
        missing = parse(f"{server.url}/khong-co-1.html")
    assert missing.returncode == 1
    assert b"the server answered with status 404" in missing.stderr
    refused = parse("http://127.0.0.1:1/bai-1.html")
    assert refused.returncode == 1
    assert b"refused" in refused.stderr


def test_an_address_that_leads_to_itself_is_told() -> None:
    with Site({"/robots.txt": text(""), "/bai-1.html": redirect("/bai-1.html")}) as server:
        done = parse(server.url("/bai-1.html"))
    assert done.returncode == 1
    assert b"more redirects than are followed" in done.stderr


def test_markdown_keeps_what_looks_like_markup(page: bytes) -> None:
    from parsers.model import Article, Attachment, Caption

    article = Article(
        url="https://a.example/1.html",
        title="# 1 * 2 [x]",
        body=("- gạch đầu dòng", "1. mục một", "> lời nói", "a_b <b>", "Bình thường - thế."),
        captions=(Caption(text="Ảnh *đẹp*", image_url="https://a.example/a.jpg"),),
        attachments=(Attachment(url="https://a.example/a.pdf", title="Công văn"),),
    )
    lines = article_markdown(article).split("\n\n")
    assert lines[0] == r"# \# 1 \* 2 \[x\]"
    assert r"\- gạch đầu dòng" in lines
    assert r"1\. mục một" in lines
    assert r"\> lời nói" in lines
    assert r"a\_b \<b>" in lines
    assert "Bình thường - thế." in lines
    assert lines[-1] == "[Công văn](https://a.example/a.pdf)"
    assert "[Ảnh] Ảnh *đẹp*" in article_text(article)
