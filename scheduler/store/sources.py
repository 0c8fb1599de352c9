"""The sources by name, for lists to choose from. Reads only."""

from scheduler.store.connection import Store


def source_titles(store: Store) -> dict[str, str]:
    """The title of each source that was ever read, by name."""
    rows = store.rows("SELECT name, title FROM sources ORDER BY title, name")
    return {row["name"]: row["title"] for row in rows}
