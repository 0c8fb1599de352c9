"""The sources that a daemon watches, kept in step with their files while it runs.

Reads source files and nothing else. A file that is wrong keeps its source as it was, and is said
once, until the file changes again.
"""

import logging
from collections.abc import Sequence
from pathlib import Path

from crawler.source import Source, find_sources, load_source
from crawler.tables import SourceError

log = logging.getLogger(__name__)

Print = tuple[int, int]  # of a file: when it was changed, and its size


class Roster:
    """The enabled sources by name; with `names` just those. Making it raises SourceError."""

    def __init__(self, folder: Path | None, names: Sequence[str] = ()) -> None:
        self._folder = folder
        self._names = frozenset(names)
        self._loaded: dict[str, Source] = {}
        self._prints: dict[Path, Print] = {}
        self._told: str | None = None
        for name, path in self._files().items():
            self._prints[path] = _print(path)
            self._loaded[name] = load_source(path)

    @property
    def sources(self) -> dict[str, Source]:
        """The sources to crawl now."""
        return {name: each for name, each in self._loaded.items() if each.enabled}

    def refresh(self) -> bool:
        """Read the files that changed since; whether any source is other than before."""
        try:
            files = self._files()
        except SourceError as error:  # the folder is gone, for a moment perhaps
            if self._told != str(error):
                log.warning("%s; the sources stay as they are", error)
            self._told = str(error)
            return False
        self._told = None
        changed = [self._reread(name, path) for name, path in files.items()]
        return self._forget(files) or any(changed)

    def _files(self) -> dict[str, Path]:
        found = find_sources(self._folder)
        return {
            name: path for name, path in found.items() if not self._names or name in self._names
        }

    def _reread(self, name: str, path: Path) -> bool:
        try:
            now = _print(path)
        except OSError:  # deleted between the listing of the folder and here
            return False
        if self._prints.get(path) == now:
            return False
        self._prints[path] = now
        try:
            source = load_source(path)
        except SourceError as error:
            kept = "it stays as it was" if name in self._loaded else "it is left out"
            log.error("%s; %s", error, kept)
            return False
        same = self._loaded.get(name) == source
        self._loaded[name] = source
        if not same:
            log.info("%s: %s was read", name, path)
        return not same

    def _forget(self, files: dict[str, Path]) -> bool:
        """Drop sources whose files are gone, and let a shipped file win again."""
        gone = self._loaded.keys() - files.keys()
        for name in gone:
            log.info("%s: its file is gone, it is not crawled any more", name)
            del self._loaded[name]
        current = set(files.values())
        self._prints = {path: seen for path, seen in self._prints.items() if path in current}
        return bool(gone)


def _print(path: Path) -> Print:
    stat = path.stat()
    return stat.st_mtime_ns, stat.st_size
