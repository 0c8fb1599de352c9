"""What commands share when they read the database: opening it, finding the article that a person
means.
"""

from typing import TYPE_CHECKING

from scheduler.cli.errors import Fault
from scheduler.cli.settings import Settings
from scheduler.store import Store, open_store, reading

if TYPE_CHECKING:
    from crawler.source import Source
    from scheduler.store.rows import ArticleRow


def read_store(settings: Settings) -> Store:
    """The database, for reading: never waits for a crawl that runs, never makes a file."""
    return open_store(settings.db, read_only=True)


def known_sources(settings: Settings) -> dict[str, "Source"]:
    """Every source by name: the shipped ones and those of --sources."""
    from crawler.source import load_sources

    return load_sources(settings.sources)


def named_sources(settings: Settings, names: tuple[str, ...]) -> list["Source"]:
    """The sources of these names, each once; all that are enabled when no name is given."""
    sources = known_sources(settings)
    if unknown := [name for name in names if name not in sources]:
        raise Fault(no_such_source(unknown[0], sources))
    if names:
        return [sources[name] for name in dict.fromkeys(names)]
    return [source for source in sources.values() if source.enabled]


def no_such_source(name: str, sources: dict[str, "Source"]) -> str:
    """The line for a name that no source file has."""
    import difflib

    near = difflib.get_close_matches(name, sources, n=1)
    hint = f"Did you mean {near[0]!r}?" if near else "'unionwatch sources list' lists them."
    return f"no source {name!r}. {hint} (Own source files: --sources DIR.)"


def one_article(store: Store, settings: Settings, key: str) -> "ArticleRow":
    """The article that `key` means: an id, an address (also with another slug), or a source's own
    id.
    """
    found = reading.find_articles(store, key)
    if not found and "://" in key:
        identities = {
            source.identity(key) for source in known_sources(settings).values() if source.owns(key)
        }
        for identity in sorted(identities):
            found = found or reading.find_articles(store, key, identity=identity)
    if not found:
        raise Fault(f"{settings.db}: no article {key!r}. 'unionwatch updates' lists their numbers.")
    if len(found) > 1:
        ids = ", ".join(f"{article.id} ({article.source})" for article in found[:5])
        raise Fault(f"{key!r} may be any of these articles: {ids}. Give the id.")
    return found[0]
