"""Who gets to the pages and what goes out with them: hosts, tokens, headers, SQL; and the command
``unionwatch serve`` as a process.
"""

import asyncio
import base64
import hashlib
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from datasette.app import Datasette
from web_seed import NOW, fill

from scheduler.cli import main
from scheduler.cli.serve import _listening
from scheduler.store import open_store
from scheduler.web import plugin
from scheduler.web.gate import is_foreign, is_loopback
from scheduler.web.keys import Keys
from scheduler.web.site import SiteOptions, build_site

TOKEN = "một-mã-đủ-dài-để-thử"
MOMENT = NOW.astimezone(UTC)


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("access") / "union.db"
    with open_store(path) as store:
        fill(store)
    return path


def site_of(path: Path, **options: Any) -> Datasette:
    return build_site(SiteOptions(db=path, now=lambda: MOMENT, **options))


@pytest.fixture(scope="module")
def site(db: Path) -> Datasette:
    return site_of(db, sql=True)


@pytest.fixture
def guarded(db: Path) -> Datasette:
    return site_of(db, token=TOKEN)


def get(site: Datasette, path: str, **options: Any) -> httpx.Response:
    answer: httpx.Response = asyncio.run(site.client.get(path, **options))
    return answer


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/updates",
        "/article/1",
        "/search",
        "/sources",
        "/nothing",
        "/feed.atom",
        "/static/unionwatch.css",
        "/data",
        "/data/articles",
        "/-/versions",
        "/updates?_format=json",
    ],
)
def test_every_answer_carries_the_headers(site: Datasette, path: str) -> None:
    headers = get(site, path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "script-src 'self' 'unsafe" not in policy
    assert ("'unsafe-inline'" in policy) == (path.startswith(("/data", "/-/")))


@pytest.mark.parametrize("path", ["/updates", "/search", "/feed.json", "/login", "/nothing"])
def test_too_many_arguments_are_refused_in_a_page_of_ours(site: Datasette, path: str) -> None:
    answer = get(site, path + "?" + "&".join(f"a{number}=1" for number in range(700)))
    assert answer.status_code in (302, 400, 404)
    assert "content-security-policy" in answer.headers
    assert answer.status_code != 400 or "Quá nhiều tham số: tối đa 600." in answer.text


@pytest.mark.parametrize(("language", "lead"), [("vi", "Chưa đọc được"), ("en", "The database")])
def test_a_database_that_went_away_is_told_in_the_language_of_the_page(
    db: Path, tmp_path: Path, language: str, lead: str
) -> None:
    copy = tmp_path / "gone.db"
    copy.write_bytes(db.read_bytes())
    site = site_of(copy)
    copy.unlink()
    answer = get(site, f"/?lang={language}")
    assert answer.status_code == 503
    assert lead in answer.text
    assert "gone.db" in answer.text


def test_datasette_takes_none_of_our_templates_for_its_own() -> None:
    """From Python 3.12 on it finds the folder of a plugin's module, also of one that is registered
    by hand.
    """
    folder = Path(plugin.__file__).parent
    assert not (folder / "templates").exists()
    assert any(folder.rglob("base.html"))


@pytest.mark.parametrize(
    "path",
    ["/data", "/data/articles", "/data/articles/1", "/data?sql=select+1", "/data/flagged_updates"],
)
def test_datasettes_inline_scripts_are_known_by_their_hashes(site: Datasette, path: str) -> None:
    answer = get(site, path)
    assert answer.status_code == 200
    scripts = re.findall(r"<script>(.*?)</script>", answer.text, re.DOTALL)
    assert scripts
    for script in scripts:
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in answer.headers["content-security-policy"], script


def test_our_files_may_be_kept_for_ever(site: Datasette) -> None:
    page = get(site, "/").text
    style = re.search(r'href="(/static/unionwatch\.css\?\w+)"', page)
    assert style
    answer = get(site, style[1])
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert "immutable" in answer.headers["cache-control"]
    for path in ("/static/nothing.css", "/static/../site.py", "/static/%2e%2e/site.py"):
        assert get(site, path).status_code == 404


@pytest.mark.parametrize(
    ("host", "status"),
    [("localhost:8001", 200), ("127.0.0.1", 200), ("127.8.9.1:1", 200), ("[::1]:8001", 200), ("LOCALHOST", 200), ("evil.example", 403), ("127.0.0.1.evil.example", 403),
     ("localhost.evil.example:8001", 403), ("192.168.1.5:8001", 403), ("", 403), ("[::1].evil.example", 403)],
)  # fmt: skip
def test_a_name_that_only_leads_here_is_refused(site: Datasette, host: str, status: int) -> None:
    assert get(site, "/", headers={"host": host}).status_code == status


@pytest.mark.parametrize(
    ("method", "headers", "foreign"),
    [
        ("GET", {}, False),
        ("GET", {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}, False),
        ("GET", {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}, True),
        ("GET", {"sec-fetch-site": "same-site", "sec-fetch-mode": "cors"}, True),
        ("POST", {"host": "localhost:1", "origin": "http://localhost:1"}, False),
        ("POST", {"host": "localhost:1", "origin": "http://localhost:12"}, True),
        ("POST", {"host": "localhost:1", "origin": "http://evil.localhost:1"}, True),
        ("POST", {"host": "localhost:1", "origin": "null"}, True),
        (
            "POST",
            {"host": "localhost:1", "sec-fetch-site": "same-site", "sec-fetch-mode": "navigate"},
            True,
        ),
    ],
)
def test_what_another_site_makes_a_browser_ask(
    method: str, headers: dict[str, str], foreign: bool
) -> None:
    assert is_foreign(method, headers) is foreign


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("localhost.", True),
        ("::1", True),
        ("0.0.0.0", False),
        ("::", False),
        ("10.0.0.1", False),
        ("localhostx", False),
    ],
)
def test_loopback_names(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback


def basic(password: str) -> str:
    return "Basic " + base64.b64encode(f"ai:{password}".encode()).decode()


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/", {"accept": "text/html"}, 303),
        ("/", {}, 401),
        ("/feed.atom", {}, 401),
        ("/data/articles.json", {}, 401),
        ("/updates", {"authorization": "Bearer " + TOKEN}, 200),
        ("/feed.atom", {"authorization": basic(TOKEN)}, 200),
        ("/feed.atom", {"authorization": basic(TOKEN + "x")}, 401),
        ("/feed.atom", {"authorization": "Basic ???"}, 401),
        ("/feed.atom", {"authorization": "Bearer "}, 401),
        ("/", {"cookie": "uw_session=1.2"}, 401),
        ("/", {"cookie": "uw_session=;;;=,"}, 401),
        ("/login", {}, 200),
        ("/static/unionwatch.css", {}, 200),
        ("/static/../data/articles", {}, 401),
        ("/updates", {"authorization": "Bearer " + TOKEN, "host": "union.example"}, 200),
    ],
)
def test_a_token_is_asked_for(
    guarded: Datasette, path: str, headers: dict[str, str], status: int
) -> None:
    plain = {name: value.encode() for name, value in headers.items()}
    assert get(guarded, path, headers=plain).status_code == status


async def _log_in(
    site: Datasette, token: str, following: str = "/updates?page=2"
) -> httpx.Response:
    form = await site.client.get("/login")
    cookies = {"ds_csrftoken": form.cookies["ds_csrftoken"]}
    data = {"csrftoken": form.cookies["ds_csrftoken"], "token": token, "next": following}
    answer: httpx.Response = await site.client.post("/login", data=data, cookies=cookies)
    return answer


def test_logging_in_and_out(guarded: Datasette) -> None:
    turned_away = get(guarded, "/updates?page=2", headers={"accept": "text/html"})
    assert turned_away.headers["location"] == "/login?next=%2Fupdates%3Fpage%3D2"
    wrong = asyncio.run(_log_in(guarded, "wrong"))
    assert wrong.status_code == 403
    assert "uw_session" not in wrong.cookies
    right = asyncio.run(_log_in(guarded, TOKEN))
    assert (right.status_code, right.headers["location"]) == (303, "/updates?page=2")
    cookie = right.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert TOKEN not in cookie
    page = get(guarded, "/updates", cookies={"uw_session": right.cookies["uw_session"]})
    assert page.status_code == 200
    assert 'action="/logout"' in page.text
    assert asyncio.run(_log_in(guarded, TOKEN, "//evil.example")).headers["location"] == "/"


def test_too_many_wrong_tokens_close_the_door_for_a_minute() -> None:
    now = datetime(2026, 11, 21, tzinfo=UTC)
    keys = Keys(TOKEN)
    for second in range(10):
        assert not keys.blocked(now + timedelta(seconds=second))
        keys.note_wrong(now + timedelta(seconds=second))
    assert keys.blocked(now + timedelta(seconds=30))
    header = f"Bearer {TOKEN}".encode().decode("latin-1")  # as a server hands it on
    assert not keys.allows(header, now + timedelta(seconds=30))
    assert keys.allows(header, now + timedelta(seconds=61))


def test_a_session_ends_with_its_month_and_with_the_token() -> None:
    now = datetime(2026, 11, 21, tzinfo=UTC)
    session = Keys(TOKEN).session(now)
    assert Keys(TOKEN).is_session(session, now + timedelta(days=29))
    assert not Keys(TOKEN).is_session(session, now + timedelta(days=31))
    assert not Keys(TOKEN + "!").is_session(session, now)
    later, _, signature = session.partition(".")
    for forged in (
        f"{int(later) + 1}.{signature}",
        f"{later}.",
        later,
        "",
        "..",
        "x." + signature,
        f"{later}.{signature}é",
    ):
        assert not Keys(TOKEN).is_session(forged, now)


def test_sql_is_open_or_closed(db: Path, site: Datasette) -> None:
    closed = site_of(db)
    assert get(site, "/data.json?sql=select+1").status_code == 200
    assert get(closed, "/data.json?sql=select+1").status_code == 403
    assert get(closed, "/data/articles.json?_where=1=1").status_code in (400, 403)
    assert get(closed, "/data/articles.json").status_code == 200


@pytest.mark.parametrize(
    "sql",
    [
        "delete from articles",
        "with x as (select 1) delete from articles",
        "select 1; delete from articles",
        "pragma journal_mode=delete",
        "attach 'x.db' as x",
    ],
)
def test_sql_only_reads(site: Datasette, db: Path, sql: str) -> None:
    assert asyncio.run(site.client.get("/data.json", params={"sql": sql})).status_code >= 400
    with sqlite3.connect(db) as plain:
        assert plain.execute("SELECT count(*) FROM articles").fetchone()[0] > 10


def test_the_file_itself_cannot_be_written_by_datasette(site: Datasette) -> None:
    database = site.get_database("data")
    with pytest.raises(PermissionError):
        database.connect(write=True)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        database.connect().execute("DELETE FROM articles")


UNIONWATCH = Path(sys.executable).with_name("unionwatch")


@pytest.fixture
def served(db: Path, request: pytest.FixtureRequest) -> Iterator[tuple[subprocess.Popen[str], str]]:
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("UNIONWATCH")
    }
    # A child inherits what is ignored, as from "nohup unionwatch serve &" in a script.
    ignored = getattr(request, "param", False)
    before = signal.signal(signal.SIGINT, signal.SIG_IGN if ignored else signal.default_int_handler)
    process = subprocess.Popen(
        [UNIONWATCH, "--db", db, "serve", "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment,
    )  # fmt: skip
    signal.signal(signal.SIGINT, before)
    assert process.stdout is not None
    address = re.search(r"http://127\.0\.0\.1:\d+/", process.stdout.readline())
    assert address
    yield process, address[0]
    if process.poll() is None:
        process.kill()
    process.communicate()


@pytest.mark.parametrize(
    ("served", "ending"),
    [(False, signal.SIGTERM), (False, signal.SIGINT), (True, signal.SIGINT)],
    indirect=["served"],
)
def test_a_real_server_answers_and_ends_in_order(
    served: tuple[subprocess.Popen[str], str], ending: signal.Signals
) -> None:
    process, address = served
    answer = httpx.get(address, trust_env=False, timeout=20)
    assert answer.status_code == 200
    assert "server" not in answer.headers
    assert httpx.get(address + "data/articles.json", trust_env=False, timeout=20).json()["rows"]
    assert httpx.get(address, headers={"host": "evil.example"}, trust_env=False).status_code == 403
    process.send_signal(ending)
    _, err = process.communicate(timeout=20)
    assert (process.returncode, err.strip()) == (0, "unionwatch: stopped.")


@pytest.mark.parametrize(
    ("options", "line"),
    [
        (["--host", "0.0.0.0"], "--host 0.0.0.0 can be reached from other machines"),
        (["--host", "::"], "can be reached from other machines"),
        (["--host", "0.0.0.0", "--token", "short"], "expected at least 12"),
        (
            ["--host", "no-such-host.invalid", "--token", "a-token-long-enough"],
            "cannot listen on no-such-host.invalid",
        ),
    ],
)
def test_refusals_are_one_line(
    db: Path, options: list[str], line: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["--db", str(db), "serve", "--port", "0", *options]) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert line in err
    assert err.count("\n") == 1


def test_no_database_is_one_line(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["--db", str(tmp_path / "none.db"), "serve", "--port", "0"]) == 2
    assert "there is no such database yet" in capfd.readouterr().err


def test_datasette_is_imported_when_it_is_needed_and_its_absence_explained(db: Path) -> None:
    code = "import sys, scheduler.cli.serve, scheduler.web; print('datasette' in sys.modules)"
    assert (
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stdout.strip()
        == "False"
    )
    code = f"import sys; sys.modules['datasette'] = None; from scheduler.cli import main; sys.exit(main(['--db', {str(db)!r}, 'serve']))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "pip install 'unionwatch[web]'" in done.stderr
    assert done.stderr.count("\n") == 1


def test_who_comes_before_the_pages_are_ready_waits_for_them() -> None:
    with _listening("127.0.0.1", 0) as listener:
        socket.create_connection(listener.getsockname(), timeout=5).close()
