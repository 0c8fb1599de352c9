"""Source files: what a right one means, and what is said about a wrong one."""

import os
import pickle
import subprocess
import sys
from datetime import time, timedelta
from pathlib import Path
from pkgutil import iter_modules

import pytest

import parsers.platforms
from crawler.source import (
    SHIPPED,
    QuietHours,
    SourceError,
    find_sources,
    host_key,
    load_source,
    load_sources,
)
from crawler.timing import read_cron, read_duration
from parsers.platform import platform_named

LEAST = """
name = "mau"
home = "https://mau.vn/"
[discovery]
listings = ["/cong-doan"]
"""
FULL = r"""
name = "mau"
title = "Báo Mẫu"
home = "https://mau.vn/"
platform = "mastercms"
timezone = "Asia/Ho_Chi_Minh"
verified = "nothing yet"
contact = "ban-doc@mau.vn"

[discovery]
listings = ["https://mau.vn/cong-doan", "https://mau.vn/cong-doan", "/lao-dong"]
feeds = ["https://mau.vn/rss/cong-doan.rss"]
sitemaps = ["https://mau.vn/sitemap.xml"]
article_url = '-(?P<id>\d+)\.html$'
max_pages = 5
next = "div.paging a.next"

[article]
drop = ["div.box-quang-cao", "//div[@id='ads']"]
title = "h1.tieu-de"

[schedule]
cron = "*/30 6-22 * * *"
quiet_hours = "23:00-05:30"

[politeness]
delay = 2
concurrency = 2
autothrottle = false
obey_robots = true
daily_budget = 100
allow_private = true
"""


def write(folder: Path, text: str, name: str = "mau.toml") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_the_least_that_a_file_must_say(tmp_path: Path) -> None:
    source = load_source(write(tmp_path, LEAST))
    assert source.discovery.listings == ("https://mau.vn/cong-doan",)
    assert (source.title, source.platform, source.selectors, source.drop) == ("mau", None, None, ())
    assert source.schedule.every == timedelta(minutes=30)
    assert (source.politeness.delay, source.politeness.concurrency) == (1.0, 1)
    assert source.politeness.obey_robots
    assert not source.politeness.allow_private
    assert source.verified is None


def test_every_key_of_a_full_file(tmp_path: Path) -> None:
    source = load_source(write(tmp_path, FULL))
    assert source.discovery.listings == ("https://mau.vn/cong-doan", "https://mau.vn/lao-dong")
    assert source.discovery.max_pages == 5
    assert source.drop == ("div.box-quang-cao", "//div[@id='ads']")
    assert source.selectors is not None
    assert source.selectors.title == ("h1.tieu-de",)
    assert source.selectors.listing_next == ("div.paging a.next",)
    assert source.schedule.every is None
    assert source.schedule.cron == "*/30 6-22 * * *"
    assert source.schedule.quiet_hours == QuietHours(time(23), time(5, 30))
    assert source.politeness.delay == 2.0
    assert source.politeness.allow_private
    assert source.hosts == {"mau.vn"}
    assert source.identity("http://www.mau.vn/tieu-de-moi-184703.html") == "184703"
    assert source.has_own_id("https://mau.vn/tieu-de-184703.html")
    assert not source.has_own_id("https://mau.vn/gioi-thieu")
    assert source.owns("http://www.mau.vn/x")
    assert not source.owns("https://khac.vn/x")


def test_a_source_can_be_handed_to_another_process(tmp_path: Path) -> None:
    source = load_source(write(tmp_path, FULL))
    assert pickle.loads(pickle.dumps(source)) == source


WRONG = [
    # what is in the file, the key that the error names, words that it must hold
    ("name = ", "", ["valid TOML", "Invalid value"]),
    (LEAST.replace('name = "mau"', ""), "name", ["found nothing"]),
    (LEAST.replace('"mau"', '"khac"'), "name", ['"mau", as the file is called', '"khac"']),
    (LEAST.replace('"mau"', "7"), "name", ["text in quotes", "found 7"]),
    (LEAST.replace("https://mau.vn/", "mau.vn"), "home", ["https://", '"mau.vn"']),
    (LEAST.replace("https://mau.vn/", "ftp://mau.vn/"), "home", ["https://"]),
    (LEAST.replace("https://mau.vn/", "https://a:b@mau.vn/"), "home", ["without a user name"]),
    (LEAST.replace("https://mau.vn/", "https://mau.vn\\\\@x.vn/"), "home", ["https://"]),
    (LEAST.replace('["/cong-doan"]', '"/cong-doan"'), "discovery.listings", ["a list"]),
    (LEAST.replace('["/cong-doan"]', "[7]"), "discovery.listings", ["a list of texts", "found 7"]),
    (LEAST.replace('["/cong-doan"]', "[]"), "discovery.listings", ["at least one", "sitemaps"]),
    (LEAST.replace("listings", "listing"), "discovery.listings", ["at least one"]),
    (LEAST + 'listing = ["/x"]', "discovery.listing", ["did you mean listings?"]),
    (LEAST + "article_url = '-(\\d+'", "discovery.article_url", ["a regular expression", "-(\\d+"]),
    (LEAST + "article_url = '-(\\d+)'", "discovery.article_url", ['called "id"']),
    (LEAST + "article_url = '(?P<id>([a-z]+)+)-$'", "discovery.article_url", ["ends on every"]),
    (LEAST + "article_url = '(?P<id>\\w*)*x'", "discovery.article_url", ["leave out the outer"]),
    (LEAST + "article_url = '.*'", "discovery.article_url", ["not every address"]),
    (LEAST + "max_pages = 0", "discovery.max_pages", ["a whole number from 1", "found 0"]),
    (LEAST + "max_pages = true", "discovery.max_pages", ["a whole number", "found true"]),
    (LEAST + 'next = "a..b"', "discovery.next", ["a CSS selector", "a..b"]),
    (LEAST + '[article]\ndrop = ["//div["]', "article.drop", ["an XPath selector", "//div["]),
    (LEAST + '[article]\ntitel = "h1"', "article.titel", ["did you mean title?"]),
    (LEAST + '[politeness]\ndelay = "fast"', "politeness.delay", ["a number", '"fast"']),
    (LEAST + "[politeness]\ndelay = -1", "politeness.delay", ["a number from 0", "found -1"]),
    (LEAST + "[politeness]\ndelay = nan", "politeness.delay", ["a number from 0", "nan"]),
    (LEAST + "[politeness]\nobey_robots = 1", "politeness.obey_robots", ["true or false"]),
    (LEAST + "[politeness]\ndely = 1", "politeness.dely", ["did you mean delay?"]),
    (LEAST + '[schedule]\nevery = "soon"', "schedule.every", ['"30m"', '"soon"']),
    (LEAST + '[schedule]\nevery = "10s"', "schedule.every", ["a minute or more"]),
    (LEAST + '[schedule]\nevery = "99999999999d"', "schedule.every", ["up to a year"]),
    (LEAST + '[schedule]\nevery = "2000d"', "schedule.every", ["up to a year"]),
    (LEAST + "article_url = ''", "discovery.article_url", ["not empty"]),
    (LEAST + "item = ['']", "discovery.item", ["not empty"]),
    (LEAST + "quite_new = 1", "discovery.quite_new", ["one of the keys", "found an unknown one"]),
    ("x = " + "[" * 9000, "", ["valid TOML", "too deep"]),
    (LEAST + "max_pages = " + "9" * 9000, "", ["valid TOML"]),
    (LEAST + "max_pages = 0x" + "f" * 9000, "discovery.max_pages", ["very many digits"]),
    (LEAST + "#" * (1 << 20), "", ["at most 1 MiB"]),
    (LEAST + '[schedule]\ncron = "61 * * * *"', "schedule.cron", ["a minute from 0 to 59"]),
    (LEAST + '[schedule]\ncron = "* * *"', "schedule.cron", ["five fields"]),
    (LEAST + '[schedule]\nquiet_hours = "22-6"', "schedule.quiet_hours", ['"23:00-05:30"']),
    (LEAST + '[schedule]\nevery = "1h"\ncron = "0 * * * *"', "schedule.cron", ["not both"]),
    ('platform = "mastercsm"' + LEAST, "platform", ["did you mean mastercms?"]),
    ('timezone = "Asia/Hanoi"' + LEAST, "timezone", ["a time zone", '"Asia/Hanoi"']),
    ('schedule = "30m"' + LEAST, "schedule", ["a table", "[schedule]"]),
    ("delay = 2" + LEAST, "delay", ["under [politeness]"]),
    ('titel = "x"' + LEAST, "titel", ["did you mean title?"]),
]


@pytest.mark.parametrize(("text", "key", "words"), WRONG, ids=range(len(WRONG)))
def test_a_wrong_file_is_named_with_its_key(
    tmp_path: Path, text: str, key: str, words: list[str]
) -> None:
    path = write(tmp_path, text)
    with pytest.raises(SourceError) as caught:
        load_source(path)
    error = caught.value
    assert (error.file, error.key) == (path, key)
    message = str(error)
    assert str(path) in message
    assert "\n" not in message
    for word in words:
        assert word in message


def test_a_file_may_be_saved_by_any_editor(tmp_path: Path) -> None:
    path = tmp_path / "mau.toml"
    path.write_bytes(b"\xef\xbb\xbf" + LEAST.replace("\n", "\r\n").encode())
    assert load_source(path).home == "https://mau.vn/"


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "mau.toml")
    with pytest.raises(SourceError, match="a pipe or a device"):
        load_source(tmp_path / "mau.toml")


def test_files_that_are_no_text_or_not_there(tmp_path: Path) -> None:
    path = tmp_path / "mau.toml"
    path.write_bytes(b"name = \xff")
    with pytest.raises(SourceError, match="UTF-8"):
        load_source(path)
    with pytest.raises(SourceError, match="readable file"):
        load_source(tmp_path / "khong.toml")
    with pytest.raises(SourceError, match="a folder"):
        load_sources(tmp_path / "khong")


def test_a_file_name_must_be_a_name(tmp_path: Path) -> None:
    path = write(tmp_path, LEAST.replace('"mau"', '"Báo Mẫu"'), "Báo Mẫu.toml")
    with pytest.raises(SourceError, match="small letters"):
        load_source(path)


def test_more_files_win_over_shipped_ones(tmp_path: Path) -> None:
    write(tmp_path, LEAST.replace('"mau"', '"laodong"'), "laodong.toml")
    write(tmp_path, LEAST)
    (tmp_path / ".#mau.toml").symlink_to("an-editor@that-has-it-open")
    (tmp_path / "._mau.toml").write_bytes(b"\0\5\x16\7")
    sources = load_sources(tmp_path)
    assert sources["laodong"].home == "https://mau.vn/"
    assert {"mau", "laodongthudo"} <= set(sources)
    assert list(sources) == sorted(sources) == list(find_sources(tmp_path))


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.toml")), ids=lambda path: path.stem)
def test_a_shipped_source_loads_and_says_what_it_was_checked_against(path: Path) -> None:
    source = load_source(path)
    assert source.verified
    assert "not" in source.verified, "no shipped source could be checked live: say so"
    assert source.title != source.name
    assert source.politeness.obey_robots
    assert source.politeness.delay >= 1
    assert not source.politeness.allow_private
    assert all(source.owns(url) for url in source.entrances)


def test_each_platform_that_a_file_may_name_is_one(tmp_path: Path) -> None:
    for name in (module.name for module in iter_modules(parsers.platforms.__path__)):
        source = load_source(write(tmp_path, f'platform = "{name}"' + LEAST))
        assert platform_named(str(source.platform)).name == name


REAL_ADDRESSES = [
    ("laodongthudo", "https://laodongthudo.vn/tieu-de-bai-viet-184703.html", "184703"),
    ("laodongcongdoan", "https://laodongcongdoan.vn/tieu-de-bai-viet-103456.html", "103456"),
    ("laodong", "https://laodong.vn/cong-doan/tieu-de-bai-viet-1429073.ldo", "1429073"),
    ("laodong", "https://laodong.vn/cong-doan/tieu-de-bai-viet-142907.bld", "142907"),
    ("nld", "https://nld.com.vn/tieu-de-196241122214012345.htm", "196241122214012345"),
    ("nld", "https://nld.com.vn/cong-doan/tieu-de-20180404194912345.htm", "20180404194912345"),
    ("tuoitre", "https://tuoitre.vn/tieu-de-20241122214012345.htm", "20241122214012345"),
    ("vnexpress", "https://vnexpress.net/tieu-de-4812345.html", "4812345"),
    (
        "sotttt-hanoi",
        "https://sotttt.hanoi.gov.vn/a/-/view_content/4416594-tieu-de.html",
        "4416594",
    ),
]


@pytest.mark.parametrize(("name", "url", "identity"), REAL_ADDRESSES)
def test_shipped_patterns_know_the_articles_of_their_site(
    name: str, url: str, identity: str
) -> None:
    source = load_sources()[name]
    assert source.discovery.article_url is not None
    assert source.discovery.article_url.search(url)
    assert source.identity(url) == identity
    assert not any(source.discovery.article_url.search(page) for page in source.entrances)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("30m", 1800), ("1h 30m", 5400), ("90 s", 90), ("1.5h", 5400), ("2d", 172800)],
)
def test_spans_of_time(text: str, seconds: int) -> None:
    assert read_duration(text).total_seconds() == seconds


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("0 6 * * *", "0 6 * * *"),
        ("0 6 * * 0", "0 6 * * sun"),
        ("0 6 * * 7", "0 6 * * sun"),
        ("0 6 * * 1-5", "0 6 * * mon,tue,wed,thu,fri"),
        ("0 6 * * SAT,sun", "0 6 * * sat,sun"),
        ("5-55/10 */2 1,15 jan-mar *", "5-55/10 */2 1,15 jan-mar *"),
    ],
)
def test_cron_lines_name_their_weekdays(text: str, same: str) -> None:
    assert read_cron(text) == same


@pytest.mark.parametrize(
    "text", ["", "* * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * * 13 *", "* * * * 8",
             "5-1 * * * *", "*/0 * * * *", "a * * * *", "1- * * * *", "@daily"],
)  # fmt: skip
def test_wrong_cron_lines(text: str) -> None:
    with pytest.raises(ValueError, match=r"fields|from"):
        read_cron(text)


@pytest.mark.parametrize(
    ("span", "moment", "quiet"),
    [
        (QuietHours(time(23), time(5, 30)), time(23), True),
        (QuietHours(time(23), time(5, 30)), time(5, 29), True),
        (QuietHours(time(23), time(5, 30)), time(5, 30), False),
        (QuietHours(time(12), time(13)), time(12, 59), True),
        (QuietHours(time(12), time(13)), time(11, 59), False),
    ],
)
def test_quiet_hours(span: QuietHours, moment: time, quiet: bool) -> None:
    assert span.covers(moment) is quiet


def test_hosts_are_counted_without_www_and_port() -> None:
    assert host_key("https://WWW.Mau.vn:8443/x") == "mau.vn"


def test_reading_sources_needs_no_scrapy() -> None:
    code = "import sys, crawler.source as s; s.load_sources(); print('scrapy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "False", done.stderr
