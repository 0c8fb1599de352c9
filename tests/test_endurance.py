"""The benchmarks of what runs for years, in small: a few simulated days, a handful of kills."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from crawl_child import environment

ROOT = Path(__file__).parent.parent
pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(400),
    pytest.mark.skipif(os.name != "posix", reason="signals and /proc of Linux"),
]


def figures(script: str, *arguments: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, str(ROOT / "benchmarks" / script), *arguments, "--json"],
        capture_output=True, text=True, timeout=380, env=environment(), check=False,
    )  # fmt: skip
    assert done.stdout, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_three_simulated_days() -> None:
    found = figures(
        "simulated_year.py", "--days", "3", "--sources", "5", "--archive", "200", "--new", "60",
        "--seconds", "0",
    )  # fmt: skip
    assert found["missed"] == []
    assert found["days"] == 3
    assert found["articles"] >= 250
    assert found["looks"] > 300


def test_a_handful_of_kills() -> None:
    found = figures("fault_injection.py", "--kills", "6", "--articles", "5")
    assert found["findings"] == []
    assert sum(found["kills"].values()) == 6
