"""The identity of the reading code: stored with each version of an article.

A reading by other code is no edit of the article. The identity therefore changes with every change
of this package: it is the digest of its own sources, or its release where they cannot be read.
"""

import hashlib
from importlib.resources import files
from importlib.resources.abc import Traversable

_RELEASE = "unionwatch-parsers/1"


def _sources(folder: Traversable) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir() and entry.name != "__pycache__":
            found += [(f"{entry.name}/{name}", data) for name, data in _sources(entry)]
        elif entry.name.endswith(".py"):
            found.append((entry.name, entry.read_bytes()))
    return found


def digest(package: Traversable) -> str:
    """The digest of a package's sources, whatever line ends a checkout gave them."""
    hashed = hashlib.sha256()
    for name, data in _sources(package):
        hashed.update(name.encode() + b"\0" + data.replace(b"\r\n", b"\n") + b"\0")
    return hashed.hexdigest()[:12]


EXTRACTOR: str = f"{_RELEASE}+{digest(files('parsers'))}"
