"""What the scripts that write a page of docs share: write it, or say whether it is up to date."""

import sys
from pathlib import Path


def write_or_check(script: str, target: Path, text: str) -> int:
    """Write the page `text`; with --check only compare, and return 1 where the file differs."""
    if "--check" in sys.argv[1:]:
        stale = not target.exists() or target.read_text("utf-8") != text
        said = f"stale: run python docs/{Path(script).name}" if stale else "up to date"
        sys.stdout.write(f"{target.name} is {said}\n")
        return int(stale)
    target.write_text(text, "utf-8")
    return 0
