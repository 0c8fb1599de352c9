"""``unionwatch sources check``: one source tried live, and what could be read there.

It is an ordinary polite crawl of a few articles into a database that is thrown away; each stored
page is then read once more, for the parser's own notes.
"""

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scheduler.cli.console import counted, on_terminal, say, write_json
from scheduler.cli.errors import SOURCE_FAILED
from scheduler.cli.render import byline
from scheduler.cli.settings import Settings, example, sources_option

if TYPE_CHECKING:
    from crawler.source import Source
    from parsers.model import Article
    from scheduler.events import Event, Listed
    from scheduler.jobs import RunOutcome

WORTH_HAVING = ("title", "lead", "published_at", "authors", "body")

FEW = 3
"""A list of fewer articles may be one whose addresses were not taken for articles'."""


@dataclass(slots=True, kw_only=True)
class Findings:
    """What the try came to."""

    outcome: "RunOutcome"
    lists: "list[Listed]"
    failures: list[str]
    articles: "list[Article]"

    @property
    def good(self) -> bool:
        """Whether every list showed articles and every article tried could be read."""
        read = all(one.reason is None for one in self.lists) and not self.failures
        return read and bool(self.articles)


@click.command(
    short_help="Try one source live and say what could be read; store nothing.",
    epilog=example(
        "unionwatch sources check laodongthudo",
        "unionwatch sources check my-site --sources my-sources --limit 5",
    ),
)
@click.argument("name")
@click.option(
    "--limit",
    type=click.IntRange(min=1, max=50),
    default=3,
    show_default=True,
    help="How many articles to try.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@sources_option
@click.pass_obj
def check(settings: Settings, name: str, limit: int, as_json: bool) -> int:
    """Try one source live and say what could be read; store nothing.

    Its lists and a few articles are fetched as a crawl would, as politely. Exit code 1 if a list
    showed no article, or an article could not be read.
    """
    from scheduler.cli.database import named_sources

    source = named_sources(settings, (name,))[0]
    found = tried(source, limit)
    if as_json:
        write_json(_plain(source, found))
    else:
        _show(source, found)
    return 0 if found.good else found.outcome.exit_code or SOURCE_FAILED


def tried(source: "Source", limit: int) -> Findings:
    """Crawl a little of the source into a database that is thrown away."""
    from scheduler.cli.progress import CrawlProgress
    from scheduler.events import Listed, Looked
    from scheduler.jobs import CrawlOptions, run_crawl
    from scheduler.store import open_store, reading

    progress = CrawlProgress(quiet=not on_terminal())
    lists: list[Listed] = []
    failures: list[str] = []

    def hear(event: "Event") -> None:
        if isinstance(event, Listed):
            lists.append(event)
        elif isinstance(event, Looked) and event.verdict == "failed":
            why = f"{(event.reason or '').replace('_', ' ')}: {event.detail or 'no more is known'}"
            failures.append(f"{event.url}: {why}")
        progress.see(event)

    with tempfile.TemporaryDirectory(prefix="unionwatch-check-") as folder:
        db = Path(folder) / "check.db"
        options = CrawlOptions(limit=limit)
        with progress:
            outcome = run_crawl(
                db, [source], options, on_event=hear, command="unionwatch sources check"
            )
        with open_store(db, read_only=True) as store:
            pages = [reading.page(store, row.id) for row in reading.articles(store)]
    articles = [_reread(source, page) for page in pages if page is not None]
    return Findings(outcome=outcome, lists=lists, failures=failures, articles=articles)


def _reread(source: "Source", stored: Any) -> "Article":
    from parsers import parse_article
    from parsers.model import Page

    page = Page(url=stored.url, body=stored.body, content_type=stored.content_type)
    return parse_article(page, source.platform, selectors=source.selectors, drop=source.drop)


def _show(source: "Source", found: Findings) -> None:
    say(f"{source.name}: {source.title}, {source.home}")
    for one in found.lists:
        if one.reason is None:
            say(f"  ok    {counted(one.links, 'article')} on {one.url}")
            if one.links < FEW:
                say("        note: if it shows more, give discovery.article_url a pattern")
        else:
            say(f"  FAIL  {one.url}: {one.reason.replace('_', ' ')}: {one.detail or ''}")
    for article in found.articles:
        say(f"  ok    {article.title}")
        words = sum(len(paragraph.split()) for paragraph in article.body)
        read = f"{counted(len(article.body), 'paragraph')}, {counted(words, 'word')}"
        say(f"        {byline(article) or 'no date, no author'}; {read}; as {article.platform}")
        say(f"        {article.url}")
        if lacking := _lacking(article):
            say(f"        not found: {', '.join(lacking)}")
        for warning in article.warnings:
            say(f"        note: {warning}")
    for failure in found.failures:
        say(f"  FAIL  {failure}")
    for error in (one.error for one in found.outcome.sources):
        if error:
            say(f"  FAIL  {error}")
    say("Everything tried could be read." if found.good else "Not everything could be read.")


def _lacking(article: "Article") -> list[str]:
    return [name.removesuffix("_at") for name in WORTH_HAVING if not getattr(article, name)]


def _plain(source: "Source", found: Findings) -> dict[str, Any]:
    return {
        "source": source.name,
        "good": found.good,
        "error": next((one.error for one in found.outcome.sources), None),
        "lists": found.lists,
        "failures": found.failures,
        "articles": found.articles,
    }
