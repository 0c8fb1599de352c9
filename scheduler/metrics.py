"""What Prometheus is told, in its text format: from the database, by a port or by a file.

The format is a dozen lines to write, and the numbers stand in the database, where another process
counts them: a client library, which counts in its own process, would add nothing. The tests read
the result with Prometheus' own parser. Counters come from tables that are never pruned.
"""

import logging
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from scheduler.store import Store, StoreError, open_store
from scheduler.store.measures import Measures, measure

log = logging.getLogger(__name__)

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
FRESH = 15.0  # seconds that a file of metrics is good for
Labels = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Family:
    """One metric: name, kind, what it means, and its values by labels."""

    name: str
    kind: str  # counter, gauge
    meaning: str
    values: Mapping[Labels, float]

    def lines(self) -> Iterator[str]:
        """As Prometheus reads it."""
        yield f"# HELP {self.name} {self.meaning}"
        yield f"# TYPE {self.name} {self.kind}"
        for labels, value in self.values.items():
            shown = ",".join(f'{name}="{_escaped(text)}"' for name, text in labels)
            yield f"{self.name}{{{shown}}} {value:.15g}" if shown else f"{self.name} {value:.15g}"


def families(found: Measures) -> list[Family]:
    """The metrics of a database."""

    def plain(value: float) -> dict[Labels, float]:
        return {(): value}

    def by(label: str, values: Mapping[str, float]) -> dict[Labels, float]:
        return {((label, name),): value for name, value in values.items()}

    def both(values: Mapping[tuple[str, str], float], second: str) -> dict[Labels, float]:
        return {
            (("source", source), (second, name)): value for (source, name), value in values.items()
        }

    prefix = "unionwatch_"
    return [
        Family(prefix + "runs_total", "counter", "Crawls by how they ended.",
               by("outcome", found.runs)),
        Family(prefix + "requests_total", "counter", "Requests by source.",
               by("source", found.requests)),
        Family(prefix + "errors_total", "counter", "Looks at articles that failed, by source.",
               by("source", found.failed)),
        Family(prefix + "articles", "gauge", "Articles by source and status.",
               both(found.articles, "status")),
        Family(prefix + "updates_total", "counter", "Flagged updates by source and kind.",
               both(found.updates, "kind")),
        Family(prefix + "source_state", "gauge", "1 for the state that a source is in.",
               both(found.states, "state")),
        Family(prefix + "due_looks", "gauge", "Articles whose next look is due.",
               plain(found.due)),
        Family(prefix + "oldest_due_look_seconds", "gauge",
               "How long the oldest due look has been due.", plain(found.lag)),
        Family(prefix + "outbox_updates", "gauge", "Updates that are still to be told.",
               plain(found.outbox)),
        Family(prefix + "database_bytes", "gauge", "Size of the database with its log.",
               plain(found.size)),
        Family(prefix + "daemon_up", "gauge", "1 while 'unionwatch run' is alive.",
               plain(float(found.daemon_up))),
        Family(prefix + "daemon_beat_timestamp_seconds", "gauge",
               "The daemon's last sign of life.", plain(found.beat)),
    ]  # fmt: skip


def exposition(store: Store, now: datetime) -> str:
    """All metrics as text."""
    return "\n".join(line for one in families(measure(store, now)) for line in one.lines()) + "\n"


def write_metrics(file: Path, db: Path) -> None:
    """Write them to a file, which a reader finds whole at any instant, where it is not fresh."""
    if file.exists() and abs(time.time() - file.stat().st_mtime) < FRESH:
        return
    with open_store(db, read_only=True) as store:
        text = exposition(store, datetime.now(UTC))
    aside = file.with_name(f".{file.name}.new")
    aside.write_text(text, "utf-8")
    aside.replace(file)


@contextmanager
def serve_metrics(db: Path, port: int) -> Iterator[int]:
    """Answer on loopback while inside; gives the port (0 asks for any)."""
    server = _Server(("127.0.0.1", port), _Handler)
    server.db = db
    thread = threading.Thread(target=server.serve_forever, args=(0.2,), daemon=True)
    thread.start()
    try:
        yield int(server.server_address[1])
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    db: Path


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = 10

    def do_GET(self) -> None:
        """Answer /metrics, and nothing else."""
        if self.path.partition("?")[0] != "/metrics":
            self._send(404, "There is /metrics alone.\n")
            return
        try:
            with open_store(self.server.db, read_only=True) as store:
                self._send(200, exposition(store, datetime.now(UTC)))
        except StoreError as error:
            log.warning("metrics: %s", error)
            self._send(503, "The database cannot be read; the log says why.\n")

    def _send(self, status: int, text: str) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", CONTENT_TYPE)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """A scrape every few seconds is no news."""
        log.debug(format, *args)


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("\n", r"\n").replace('"', r"\"")
