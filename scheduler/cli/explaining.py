"""``unionwatch parse --explain`` and ``--html``: how an article was read, for who debugs a site."""

from pathlib import Path
from typing import TYPE_CHECKING

from scheduler.cli.console import console, say, table, tell, write_json
from scheduler.cli.files import target

if TYPE_CHECKING:
    from parsers.explain import ExplainedPart, Explanation
    from parsers.model import Page
    from parsers.platform import Platform

WIDTH = 100


def explain(
    page: "Page",
    platform: "Platform | None",
    *,
    generic: bool,
    as_json: bool,
    printed: bool,
    html: Path | None,
) -> None:
    """Read the page as an article and say how; `html` gets the page with its parts coloured."""
    from parsers.explain import explain_article

    found = explain_article(page, platform, generic=generic)
    if html is not None:
        with target(html) as stream:
            stream.write(found.html.encode("utf-8"))
        tell(f"{html}: kept parts are green, dropped ones red with their rule, fields blue.")
    if not printed:
        return
    if as_json:
        write_json(
            {
                "article": found.article,
                "platform": found.platform,
                "container": found.container,
                "fields": found.fields,
                "parts": found.parts,
            }
        )
    else:
        _show(found)


def _show(found: "Explanation") -> None:
    say(f"{found.article.url}")
    say(f"read as {found.platform}; the body is in {found.container}")
    say()
    drawn = table(("field", "value", "from", "sure", "by"), right=("sure",))
    for one in found.fields:
        drawn.add_row(
            one.name, _short(one.value, 60), one.origin, f"{one.confidence:.2f}", one.detail
        )
    console().print(drawn)
    say()
    for part in found.parts:
        say(_line(part))
    for warning in found.article.warnings:
        say(f"note: {warning}")


def _line(part: "ExplainedPart") -> str:
    if part.rule is None:
        return f"+ {_short(part.text, WIDTH)}"
    return f"- {_short(part.text, WIDTH)}\n    {part.rule}, in {part.where}"


def _short(text: str, most: int) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= most else f"{plain[: most - 1].rstrip()}…"
