"""Our TOML files as tables of Python: what a person may have saved, and one clear error for what is
none. `crawler.tables` asks them key by key.
"""

import re
import tomllib
from pathlib import Path

from crawler.tables import SourceError

MOST_BYTES = 1 << 20  # a thousand times the longest that anybody wrote


def read_toml(path: Path, *, secret: bool = False) -> dict[str, object]:
    """The file's tables. `secret`: an error tells where it is wrong, never what stands there."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise SourceError(path, "", "a readable file", error.strerror or str(error)) from error
    if len(data) > MOST_BYTES:
        raise SourceError(path, "", f"a file of at most {MOST_BYTES >> 20} MiB", "a larger one")
    try:
        return tomllib.loads(data.decode("utf-8-sig"))  # Notepad begins a file with a BOM
    except UnicodeDecodeError as error:
        raise SourceError(path, "", "text in UTF-8", f"other bytes at {error.start}") from None
    except (ValueError, RecursionError) as error:  # ValueError also of a number of 5000 digits
        found = "lists in lists, too deep" if isinstance(error, RecursionError) else str(error)
        if secret:
            place = re.search(r"\(at [^()]*\)$", found)
            found = f"something else {place[0]}" if place else "something else"
        raise SourceError(path, "", "valid TOML", found) from None
