"""A TOML table that is asked key by key and complains in whole sentences. Pure: no I/O.

Each getter marks its key as known; `finish` then reports the first key that nobody asked for. An
error names the file, the key, what was expected and what was found:

    laodong.toml: politeness.delay: expected a number of seconds; found "fast" (text)
"""

from difflib import get_close_matches
from pathlib import Path

KINDS = {
    bool: "true or false",
    str: "text",
    int: "a whole number",
    float: "a number",
    list: "a list",
    dict: "a table",
}


class SourceError(Exception):
    """A source file that cannot be used; `key` is dotted (``politeness.delay``), or empty."""

    def __init__(self, file: Path, key: str, expected: str, found: str) -> None:
        self.file = file
        self.key = key
        self.expected = expected
        self.found = found
        place = f"{file}: {key}" if key else f"{file}"
        super().__init__(f"{place}: expected {expected}; found {found}")

    def __reduce__(self) -> tuple[type["SourceError"], tuple[Path, str, str, str]]:
        return SourceError, (self.file, self.key, self.expected, self.found)


class Table:
    """One table of the file and those below it."""

    def __init__(self, file: Path, data: dict[str, object], path: str = "") -> None:
        self.file = file
        self._data = data
        self._path = path
        self._known: set[str] = set()
        self._tables: dict[str, Table] = {}

    def error(self, key: str, expected: str, found: object) -> SourceError:
        """The error for `key`; `found` as read from the file, None where there is nothing."""
        return SourceError(self.file, self.name_of(key), expected, shown(found))

    def name_of(self, key: str) -> str:
        """The dotted name of a key of this table."""
        return f"{self._path}.{key}" if self._path else key

    def text(self, key: str) -> str | None:
        """Text that is not blank, or None."""
        value = self._get(key)
        if value is None:
            return None
        if not isinstance(value, str):
            raise self.error(key, "text in quotes", value)
        if not value.strip():
            raise self.error(key, "a text that is not empty, or the key left out", value)
        return value.strip()

    def need_text(self, key: str, meaning: str) -> str:
        """Text that must be there."""
        value = self.text(key)
        if value is None:
            raise self.error(key, meaning, None)
        return value

    def texts(self, key: str, *, one: bool = False) -> tuple[str, ...]:
        """A list of texts; `one` allows a single text in its place."""
        value = self._get(key)
        if value is None:
            return ()
        if one and isinstance(value, str):
            value = [value]
        if not isinstance(value, list):
            raise self.error(key, 'a list of texts, such as ["..."]', value)
        for item in value:
            if not isinstance(item, str):
                raise self.error(key, 'a list of texts, such as ["..."]', item)
            if not item.strip():
                raise self.error(key, "texts that are not empty, or the key left out", item)
        return tuple(item.strip() for item in value)

    def number(self, key: str, default: float, *, least: float, most: float) -> float:
        """A number within bounds."""
        value = self._get(key)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.error(key, f"a number from {least:g} to {most:g}", value)
        if not least <= value <= most:  # also refuses nan
            raise self.error(key, f"a number from {least:g} to {most:g}", value)
        return float(value)

    def integer(self, key: str, default: int, *, least: int, most: int | None = None) -> int:
        """A whole number within bounds."""
        value = self._get(key)
        if value is None:
            return default
        wanted = f"a whole number from {least}" + (f" to {most}" if most else " up")
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.error(key, wanted, value)
        if value < least or (most is not None and value > most):
            raise self.error(key, wanted, value)
        return value

    def flag(self, key: str, default: bool) -> bool:
        """True or false."""
        value = self._get(key)
        if value is None:
            return default
        if not isinstance(value, bool):
            raise self.error(key, "true or false, without quotes", value)
        return value

    def table(self, key: str) -> "Table":
        """The table below this key; an empty one where it is missing."""
        if key not in self._tables:
            value = self._get(key)
            if value is not None and not isinstance(value, dict):
                raise self.error(key, f"a table, written [{self.name_of(key)}]", value)
            self._tables[key] = Table(self.file, value or {}, self.name_of(key))
        return self._tables[key]

    def tables(self, key: str) -> "tuple[Table, ...]":
        """The tables of a list below this key, written [[key]]; none where it is missing."""
        value = self._get(key)
        items = [] if value is None else value
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            raise self.error(key, f"tables, each written [[{self.name_of(key)}]]", value)
        named = [(f"{key}[{number}]", item) for number, item in enumerate(items, 1)]
        self._tables |= {name: Table(self.file, item, self.name_of(name)) for name, item in named}
        return tuple(self._tables[name] for name, _ in named)

    def finish(self) -> None:
        """Complain of the first key that nothing asked for, here or below."""
        for key in self._data:
            if key not in self._known:
                raise self._unknown(key)
        for table in self._tables.values():
            table.finish()

    def _unknown(self, key: str) -> SourceError:
        if close := get_close_matches(key, self._known, n=1, cutoff=0.6):
            return self._wrong_key(key, f"a known key; did you mean {close[0]}?", "an unknown one")
        for name, table in self._tables.items():
            if key in table._known:
                return self._wrong_key(key, f"this key under [{name}]", "it elsewhere")
        known = ", ".join(sorted(self._known))
        return self._wrong_key(key, f"one of the keys {known}", "an unknown one")

    def _wrong_key(self, key: str, expected: str, found: str) -> SourceError:
        return SourceError(self.file, self.name_of(key), expected, found)

    def _get(self, key: str) -> object:
        self._known.add(key)
        return self._data.get(key)


def shown(value: object) -> str:
    """A value of the file as a person would say it."""
    if value is None:
        return "nothing"
    if isinstance(value, str):
        return f'"{value}"' if len(value) <= 80 else f'"{value[:77]}..."'
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and value.bit_length() > 200:
        return "a number of very many digits"
    if isinstance(value, int | float):
        return str(value)
    return KINDS.get(type(value), type(value).__name__)
