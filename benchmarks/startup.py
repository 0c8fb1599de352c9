"""How long a person waits for `unionwatch --help`, beside what Python itself takes to start.

Usage: python benchmarks/startup.py [--runs 10]

Each figure is the median wall-clock time of fresh processes, run in turn so that both see the same
machine. The bar is 0.4 s for --help; exit 1 when it is missed.
"""

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path

BAR = 0.4


def seconds(command: list[str]) -> float:
    """Wall-clock time of one run."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=10)
    runs = parser.parse_args().runs
    script = Path(sys.executable).with_name("unionwatch")
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "unionwatch --help": [str(script), "--help"],
        "unionwatch --version": [str(script), "--version"],
        "unionwatch crawl --help": [str(script), "crawl", "--help"],
        "unionwatch updates --help": [str(script), "updates", "--help"],
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            times[name].append(seconds(command))
    print(f"{'median of ' + str(runs):26} {'seconds':>8} {'slowest':>8}")
    for name, values in times.items():
        print(f"{name:26} {statistics.median(values):8.3f} {max(values):8.3f}")
    return int(statistics.median(times["unionwatch --help"]) >= BAR)


if __name__ == "__main__":
    sys.exit(main())
