"""The group ``unionwatch`` and its commands by name. A command's module is imported when the
command is called.

The one-line helps stand here too, so that the overview needs no command's module; a test keeps them
equal to the commands' own.
"""

import difflib
import importlib
from collections.abc import Mapping
from pathlib import Path

import click

from scheduler.cli.settings import Settings, named_file, show_version

CommandTable = Mapping[str, tuple[str, str]]
"""Name -> ("module:attribute", one-line help)."""

SECTIONS: Mapping[str, CommandTable] = {
    "Watch": {
        "demo": (
            "scheduler.cli.demo:demo",
            "See the whole loop work, offline, on a small example site.",
        ),
        "crawl": (
            "scheduler.cli.crawl:crawl",
            "Visit the sources once, now, and store what changed.",
        ),
        "run": (
            "scheduler.cli.run:run",
            "Crawl each source when its time comes, until stopped.",
        ),
        "updates": (
            "scheduler.cli.updates:updates",
            "List what was flagged: new, updated, removed.",
        ),
        "watch": (
            "scheduler.cli.watch:watch",
            "List, add and remove phrases to watch for.",
        ),
        "notify": (
            "scheduler.cli.notify:notify",
            "Tell the channels of unionwatch.toml; try them; see what was sent.",
        ),
        "status": (
            "scheduler.cli.status:status",
            "Show each source's health, the last runs, the database.",
        ),
    },
    "Read": {
        "search": (
            "scheduler.cli.search:search",
            "Find articles by their words, with or without diacritics.",
        ),
        "show": ("scheduler.cli.article:show", "Print an article, as it is now or as it was."),
        "diff": ("scheduler.cli.article:diff", "Show word by word what an edit changed."),
        "parse": (
            "scheduler.cli.parse:parse",
            "Read one page, listing, feed or text capture; store nothing.",
        ),
        "feed": ("scheduler.cli.feed:feed", "Write an Atom or JSON feed of what was flagged."),
        "serve": (
            "scheduler.cli.serve:serve",
            "Show the database as web pages, on this machine.",
        ),
        "stats": ("scheduler.cli.stats:stats", "Count articles a day and edits by class."),
        "export": (
            "scheduler.cli.export:export",
            "Write all articles as JSON lines, CSV or Parquet.",
        ),
    },
    "Sites": {
        "sources": (
            "scheduler.cli.sources:sources",
            "List, show, try and draft the sites that are watched.",
        ),
        "politeness": (
            "scheduler.cli.politeness:politeness",
            "Show how gently a host was asked.",
        ),
    },
    "Keep": {
        "schedule": (
            "scheduler.cli.schedule:schedule",
            "Print a crontab line or systemd units for this installation.",
        ),
        "db": (
            "scheduler.cli.db:db",
            "Check, copy, pack and measure the database.",
        ),
    },
}


class LazyGroup(click.Group):
    """A click group whose commands are imported by name when they are needed."""

    def __init__(self, *, sections: Mapping[str, CommandTable], **attributes: object) -> None:
        super().__init__(**attributes)  # type: ignore[arg-type]  # click's own keywords, passed on
        self.sections = sections

    @property
    def places(self) -> CommandTable:
        """All commands, whatever their section."""
        return {name: place for part in self.sections.values() for name, place in part.items()}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the sections."""
        return list(self.places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command; None where there is none of that name."""
        if cmd_name not in self.places:
            return None
        module, attribute = self.places[cmd_name][0].split(":")
        command = getattr(importlib.import_module(module), attribute)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with a guess at what was meant."""
        name = args[0]
        if name not in self.places and not name.startswith("-"):
            near = difflib.get_close_matches(name, self.places, n=1)
            hint = f"Did you mean {near[0]!r}?" if near else f"There are: {', '.join(self.places)}."
            raise click.UsageError(f"No such command {name!r}. {hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The overview, from the table alone."""
        for section, part in self.sections.items():
            with formatter.section(section):
                formatter.write_dl([(name, line) for name, (_, line) in part.items()])


@click.group(
    cls=LazyGroup,
    sections=SECTIONS,
    context_settings={"help_option_names": ["--help"], "max_content_width": 100},
    epilog="Try it: unionwatch demo",
)
@click.option(
    "--db",
    type=click.Path(dir_okay=False, path_type=Path),
    envvar="UNIONWATCH_DB",
    show_envvar=True,
    default=Path("unionwatch.db"),
    show_default=True,
    help="The database: one SQLite file.",
)
@click.option(
    "--sources",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="UNIONWATCH_SOURCES",
    show_envvar=True,
    help="A folder of more source files (*.toml); they win over shipped ones of the same name.",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=show_version,
    help="Print the version and exit.",
)
@click.pass_context
def unionwatch(context: click.Context, db: Path, sources: Path | None) -> None:
    """Watch Vietnamese labor-union news: read it, keep every version, flag what was edited."""
    context.obj = Settings(db=named_file(db), sources=sources)
