"""Pages as JSON and as CSV. Pure: values in, bytes out."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from scheduler.export import neutral
from scheduler.store.codec import moment_text
from scheduler.web.answering import Data, Record


def as_json(value: Any) -> Data:
    """Indented JSON; moments are UTC."""
    encoded = msgspec.json.encode(value, enc_hook=_plain)
    return Data(
        body=msgspec.json.format(encoded, indent=1) + b"\n",
        content_type="application/json; charset=utf-8",
    )


def as_csv(rows: Sequence[Record], *, bom: bool) -> Data:
    """CSV, its cells made harmless for spreadsheets; with a byte order mark for Excel."""
    text = io.StringIO(newline="")
    columns = list(rows[0]) if rows else []
    writer = csv.writer(text)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([neutral(_cell(row.get(name))) for name in columns])
    body = text.getvalue().encode("utf-8-sig" if bom else "utf-8")
    headers = {"content-disposition": 'attachment; filename="unionwatch.csv"'}
    return Data(body=body, content_type="text/csv; charset=utf-8", headers=headers)


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case datetime():
            return moment_text(value)
        case str() | int() | float():
            return str(value)
        case tuple() | list() if all(isinstance(each, str) for each in value):
            return "; ".join(value)
    return msgspec.json.encode(value, enc_hook=_plain).decode()


def _plain(value: object) -> object:
    return dict(value) if isinstance(value, Mapping) else str(value)
