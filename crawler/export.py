"""Items as JSON, for ``scrapy crawl NAME -O out.jsonl``: dates in ISO 8601 with their zone.

The bytes of the page are left out (`fetch.size` says how many there were), and so is its
fingerprint: a file of lines is for reading text, and the database keeps both.
"""

from dataclasses import fields, is_dataclass
from typing import Any

import msgspec
from scrapy.exporters import BaseItemExporter

from crawler.items import Failure, Gone, ListingSeen, NotModified, Snapshot

KINDS = {
    Snapshot: "snapshot",
    NotModified: "not_modified",
    Gone: "gone",
    Failure: "failure",
    ListingSeen: "listing",
}
LEFT_OUT = frozenset({"raw", "packed", "fingerprint"})


def exported(item: object) -> dict[str, Any]:
    """The item as what JSON knows: its kind first, then its fields but for LEFT_OUT."""
    kind = KINDS.get(type(item), type(item).__name__)
    if not is_dataclass(item):
        return {"kind": kind, "item": msgspec.to_builtins(item)}
    values = {f.name: getattr(item, f.name) for f in fields(item) if f.name not in LEFT_OUT}
    return {"kind": kind, **{name: msgspec.to_builtins(value) for name, value in values.items()}}


class VisitLinesExporter(BaseItemExporter):
    """One JSON object a line."""

    def __init__(self, file: Any, **options: Any) -> None:
        super().__init__(dont_fail=True, **options)
        self._file = file

    def export_item(self, item: Any) -> None:
        """Write one line."""
        self._file.write(msgspec.json.encode(exported(item)) + b"\n")


class VisitJsonExporter(VisitLinesExporter):
    """One JSON list of all items."""

    def __init__(self, file: Any, **options: Any) -> None:
        super().__init__(file, **options)
        self._is_first = True

    def start_exporting(self) -> None:
        """Open the list."""
        self._file.write(b"[\n")

    def export_item(self, item: Any) -> None:
        """Write one element."""
        self._file.write((b"" if self._is_first else b",\n") + msgspec.json.encode(exported(item)))
        self._is_first = False

    def finish_exporting(self) -> None:
        """Close the list."""
        self._file.write(b"\n]\n")
