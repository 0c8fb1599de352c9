"""The pages in a real browser: nothing breaks, nothing leaves this machine, nothing scrolls sideways, nothing that
was stored runs, and axe finds nothing serious.

Debian's Chromium, driven by Playwright's package; no browser is downloaded. Screenshots of every page are left in
the folder that UNIONWATCH_SHOTS names (default: the test's own).
"""

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from web_seed import HOSTILE, NOW, fill

from scheduler.store import open_store, reading
from scheduler.web.site import SiteOptions, build_site

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
WIDTHS = (360, 768, 1440)
PAGES = {
    "today": "/",
    "day": "/?day=2026-11-20",
    "updates": "/updates",
    "filtered": "/updates?class=fact&silent=1",
    "article": "/article/{paid}",
    "old": "/article/{paid}/v/1",
    "removed": "/article/{removed}",
    "diff": "/article/{paid}/diff?from=3&to=4",
    "side": "/article/{paid}/diff?from=1&to=4&view=side",
    "search": "/search?q=cong+doan",
    "taken": "/search?q=4.680.000&removed=1",
    "empty-search": "/search",
    "sources": "/sources",
    "source": "/sources/laodongtanhoa",
    "missing": "/article/999999",
}
HOSTILE_PAGES = ("/", "/updates", "/article/{hostile}", "/article/{hostile}/diff?view=side", "/search?q=script", "/sources/tapchitho",
                 "/data", "/data?sql=select+*+from+articles", "/data/articles", "/data/articles/{hostile}", "/data/versions?article_id={hostile}")  # fmt: skip

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"there is no browser at {CHROMIUM}"),
]


@contextmanager
def serving(app: Any) -> Iterator[str]:
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="on"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


def made(path: Path, *, hostile: bool, **options: Any) -> Any:
    with open_store(path) as store:
        fill(store, hostile=hostile)
    return build_site(
        SiteOptions(db=path, now=lambda: NOW.astimezone(UTC), sql=True, **options)
    ).app()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("browser")


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[str]:
    with serving(made(folder / "union.db", hostile=False)) as address:
        yield address


@pytest.fixture(scope="module")
def hostile_site(folder: Path) -> Iterator[str]:
    with serving(made(folder / "hostile.db", hostile=True)) as address:
        yield address


@pytest.fixture(scope="module")
def ids(site: str, hostile_site: str, folder: Path) -> dict[str, int]:
    """The articles that pages are about; both databases are filled when this is asked."""
    found = {}
    with open_store(folder / "union.db", read_only=True) as store:
        found["paid"] = reading.find_articles(store, "5101")[0].id
        found["removed"] = reading.find_articles(store, "184704")[0].id
    with open_store(folder / "hostile.db", read_only=True) as store:
        found["hostile"] = reading.find_articles(store, "666")[0].id
    return found


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


Open = Callable[..., Any]


@pytest.fixture
def opened(chromium: Any) -> Iterator[Open]:
    """Opens pages that must raise no error, complain of nothing and ask no other machine."""
    contexts: list[Any] = []
    wrong: list[str] = []

    def open_page(address: str, **options: Any) -> Any:
        context = chromium.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.on(
            "console", lambda message: wrong.append(f"{page.url}: {message.type}: {message.text}")
        )
        page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
        page.on(
            "dialog",
            lambda dialog: (wrong.append(f"{page.url}: dialog {dialog.message}"), dialog.dismiss()),
        )
        page.on(
            "request",
            lambda request: (
                request.url.startswith(("http://127.0.0.1:", "data:"))
                or wrong.append(f"left this machine: {request.url}")
            ),
        )
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    # A page that answers 404 is itself told as an error to load.
    assert not [line for line in wrong if "status of 404" not in line]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_pages_hold_together_at_every_width(
    opened: Open, site: str, ids: dict[str, int], name: str, scheme: str, tmp_path: Path
) -> None:
    page = opened(
        site + PAGES[name].format(**ids),
        color_scheme=scheme,
        viewport={"width": WIDTHS[-1], "height": 900},
    )
    shots = Path(os.environ.get("UNIONWATCH_SHOTS", tmp_path))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (
            f"{name} scrolls sideways at {width}"
        )
        page.screenshot(path=shots / f"{name}-{width}-{scheme}.png", full_page=True)


@pytest.mark.parametrize(
    ("language", "scheme", "width"), [("vi", "dark", 360), ("en", "light", 1440)]
)
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_serious(
    opened: Open, site: str, ids: dict[str, int], name: str, language: str, scheme: str, width: int
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    address = site + PAGES[name].format(**ids)
    address += ("&" if "?" in address else "?") + f"lang={language}"
    page = opened(
        address, color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True
    )
    violations = Axe().run(page).response["violations"]
    assert not [
        (one["id"], node["target"], node.get("failureSummary"))
        for one in violations
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("path", HOSTILE_PAGES)
def test_nothing_that_was_stored_runs(
    opened: Open, hostile_site: str, ids: dict[str, int], path: str
) -> None:
    page = opened(hostile_site + path.format(**ids), viewport={"width": 360, "height": 900})
    page.wait_for_timeout(150)
    assert page.title() != "owned"
    assert page.evaluate("[...document.querySelectorAll('a')].every(a => /^https?:/.test(a.href))")
    assert (
        page.evaluate(
            "document.querySelectorAll('main img, main iframe, main script, [onload], [onerror], [onmouseover]').length"
        )
        == 0
    )
    if not path.startswith("/data"):
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
    if path == "/":
        assert HOSTILE in page.text_content("main")


def test_results_come_while_typing(opened: Open, site: str) -> None:
    page = opened(site + "/search")
    page.fill("#q", "dinh cong ty")
    page.fill("#q", "công đoàn")
    page.wait_for_url("**/search?q=c%C3%B4ng*")
    assert page.text_content("#said") == page.text_content("#count")
    page.reload()
    assert page.locator(".hit").count() > 5  # the address alone gives the same


def test_everything_works_without_scripts(opened: Open, site: str, ids: dict[str, int]) -> None:
    page = opened(site + "/search", java_script_enabled=False)
    page.fill("#q", "cong doan")
    page.press("#q", "Enter")
    assert page.locator(".hit").count() > 5
    page.goto(f"{site}/article/{ids['paid']}")
    page.locator("#v").press("Home")
    with page.expect_navigation():
        page.click(".slider button")
    assert page.url.endswith("/v/1")


def test_the_slider_leads_to_versions(opened: Open, site: str, ids: dict[str, int]) -> None:
    page = opened(f"{site}/article/{ids['paid']}")
    assert page.locator(".slider button").is_hidden()
    page.locator("#v").press("ArrowLeft")
    page.wait_for_url("**/v/3")
    assert "3.860.000" in page.text_content("article.text")


def test_a_keyboard_is_enough(opened: Open, site: str) -> None:
    page = opened(site + "/updates")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("j")
    first = page.evaluate("document.activeElement.href")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.href") != first
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.href") == first
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "quick"


def test_marking_as_seen_by_hand(opened: Open, folder: Path) -> None:
    with serving(made(folder / "marked.db", hostile=False)) as address:
        page = opened(address + "/updates?kind=changed")
        before = page.locator(".entry.unseen").count()
        page.locator("input.choose").first.check()
        with page.expect_navigation():  # to the same address: nothing else tells the new page
            page.click("button[name=chosen]")
        assert page.url == address + "/updates?kind=changed"
        assert page.locator(".entry.unseen").count() == before - 1
        with page.expect_navigation():
            page.click("button[name=all]")
        assert page.locator(".entry.unseen").count() == 0


def test_a_token_is_asked_for_and_remembered(opened: Open, folder: Path) -> None:
    with serving(
        made(folder / "guarded.db", hostile=False, token="a-token-long-enough")
    ) as address:
        page = opened(address + "/updates?kind=removed")
        page.fill("#token", "a-token-long-enough")
        with page.expect_navigation():
            page.press("#token", "Enter")
        assert page.url == address + "/updates?kind=removed"
        with page.expect_navigation():
            page.click("text=Thoát")
        assert "/login" in page.url


def test_an_article_prints_without_its_controls(
    opened: Open, site: str, ids: dict[str, int]
) -> None:
    page = opened(f"{site}/article/{ids['paid']}")
    page.emulate_media(media="print")
    for selector, shown in (
        (".masthead nav", False),
        (".slider", False),
        ("article.text h1", True),
        (".cite", True),
        (".brand", True),
    ):
        assert page.locator(selector).first.is_visible() is shown, selector
    assert page.pdf()[:5] == b"%PDF-"
