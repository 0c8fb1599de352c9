"""Runs one `crawler.run.crawl` in a process of its own, as the reactor starts only once a process.

    outcome = run_crawl([(source, plan)])          # in a test: a child does it, items come back
    outcome.items, outcome.stats, outcome.log

As a script it is that child: it reads pickled jobs from a file and writes what came of them.
"""

import os
import pickle
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Self

from crawler.items import ListingSeen, Visit
from crawler.plan import CrawlPlan
from crawler.source import Source

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Outcome:
    items: list[Any]
    stats: Any
    log: str
    seconds: float

    @property
    def visits(self) -> list[Visit]:
        return [item for item in self.items if not isinstance(item, ListingSeen)]

    @property
    def listings(self) -> list[ListingSeen]:
        return [item for item in self.items if isinstance(item, ListingSeen)]

    @property
    def by_identity(self) -> dict[str, Visit]:
        found = {visit.identity: visit for visit in self.visits}
        assert len(found) == len(self.visits), "an article was visited twice"
        return found


class Collector:
    """An item pipeline that keeps what comes."""

    items: ClassVar[list[Any]] = []

    def process_item(self, item: Any) -> Any:
        self.items.append(item)
        return item


def run_crawl(
    jobs: Sequence[tuple[Source, CrawlPlan]],
    settings: Mapping[str, Any] | None = None,
    *,
    timeout: float = 60,
) -> Outcome:
    """Crawl in a child process; the items that its pipeline got, and what `crawl` returned."""
    with Child(jobs, settings) as child:
        return child.outcome(timeout)


class Child:
    """A crawl that runs in a process of its own; a test may send signals to `process`."""

    def __init__(
        self, jobs: Sequence[tuple[Source, CrawlPlan]], settings: Mapping[str, Any] | None = None
    ) -> None:
        self._folder = tempfile.TemporaryDirectory()
        todo, self._done = Path(self._folder.name, "todo"), Path(self._folder.name, "done")
        todo.write_bytes(pickle.dumps((list(jobs), dict(settings or {}))))
        command = [sys.executable, "-W", "error::ResourceWarning", __file__, todo, self._done]
        self._started = time.monotonic()
        self.process = subprocess.Popen(
            [str(part) for part in command], stderr=subprocess.PIPE, text=True, env=environment()
        )

    def outcome(self, timeout: float = 60) -> Outcome:
        """What came of it, when it has ended."""
        _, log = self.process.communicate(timeout=timeout)
        assert self._done.exists(), f"the crawl died:\n{log[-4000:]}"
        items, stats = pickle.loads(self._done.read_bytes())
        return Outcome(items, stats, log, time.monotonic() - self._started)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        if self.process.stderr is not None:
            self.process.stderr.close()
        self._folder.cleanup()


def environment() -> dict[str, str]:
    """The environment of a child: finds the tests' modules, and no proxy takes its requests."""
    proxies = {"http_proxy", "https_proxy", "all_proxy"}
    kept = {name: value for name, value in os.environ.items() if name.lower() not in proxies}
    paths = [str(HERE), str(HERE.parent), os.environ.get("PYTHONPATH", "")]
    return {**kept, "PYTHONPATH": os.pathsep.join(filter(None, paths))}


def main(todo: str, done: str) -> None:
    from crawler.run import crawl

    jobs, settings = pickle.loads(Path(todo).read_bytes())
    pipelines = settings.pop("ITEM_PIPELINES", {"crawl_child.Collector": 1})
    stats = crawl(jobs, pipelines=pipelines, settings={"LOG_LEVEL": "INFO", **settings})
    import crawl_child

    Path(done).write_bytes(pickle.dumps((crawl_child.Collector.items, stats)))


if __name__ == "__main__":
    main(*sys.argv[1:])
