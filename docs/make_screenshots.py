"""Take the screenshots of README.md anew: a seeded database, a real server, Debian's Chromium.

Usage:  python docs/make_screenshots.py
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
SHOTS = ROOT / "docs" / "screenshots"
CHROMIUM = "/usr/bin/chromium"
SIZE = {"width": 1180, "height": 860}
SERVER = """
import sys, uvicorn
from datetime import UTC
from pathlib import Path
sys.path[:0] = sys.argv[2:]
from web_seed import NOW, fill
from scheduler.store import open_store
from scheduler.web.site import SiteOptions, build_site
with open_store(Path(sys.argv[1])) as store:
    fill(store)
site = build_site(SiteOptions(db=Path(sys.argv[1]), now=lambda: NOW.astimezone(UTC)))
uvicorn.run(site.app(), port=0, access_log=False)
"""


def take(address: str) -> None:
    """The four pages."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for scheme, pages in {
            "light": {"today": "/", "updates": "/updates", "difference": None},
            "dark": {"search": "/search?q=cong+doan"},
        }.items():
            page = browser.new_page(viewport=SIZE, color_scheme=scheme)
            for name, path in pages.items():
                if path is None:
                    page.goto(f"{address}/search?q=Dệt+Hòa+Xuân")
                    article = page.locator(".hit h2 a").first.get_attribute("href")
                    path = f"{article}/diff?from=1&to=4&view=side"
                page.goto(address + path)
                page.screenshot(path=SHOTS / f"{name}.png")
        browser.close()


def main() -> None:
    """Serve a seeded database and take them."""
    SHOTS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        command = [
            sys.executable,
            "-c",
            SERVER,
            f"{folder}/union.db",
            str(ROOT),
            str(ROOT / "tests"),
        ]
        environment = os.environ | {"PYTHONUNBUFFERED": "1"}
        server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment)
        try:
            address = None
            while address is None:
                address = re.search(r"http://127\.0\.0\.1:\d+", server.stderr.readline())
            take(address[0])
        finally:
            server.terminate()
            server.wait(20)


if __name__ == "__main__":
    main()
