"""An article out of a text capture: what somebody copied from a page, or a browser's plain text or
Markdown of it. Pure; what a program put round the lines is taken off in `dumpraw`, their shape is
read in `dumplines`, what stands over the text in `dumphead`, the walk over them is `dumpwalk`, the
vocabulary is `boilerplate`'s.

Where the markup is gone, four witnesses are left: how a line ends (sentences end, headlines do
not), what stands next to it, what kind of line it reads as, and what repeats. An image's unaccented
alt text is the folded title: it names the title, marks the line after it as a caption, and prefixes
related headlines.
"""

import re

from parsers.boilerplate import is_correction
from parsers.dates import ParsedDate, parse_date
from parsers.dumphead import date_by, find_title, kicker_over, signed_over, with_whole_title
from parsers.dumplines import Line, front_matter, read_lines
from parsers.dumpwalk import MAX_GAP, Found, Walk
from parsers.errors import ParseError
from parsers.model import Article, Evidence, Origin
from parsers.people import read_authors
from parsers.text import clean

MAX_SENTENCE = 250
MAX_LENGTH, MOST_LINES = 1_000_000, 50_000
"""More is no capture of an article, and would take seconds."""
SIGN_BEFORE = re.compile(r"^(?:[^\w\s“”\"'‘’(\[«#…-]+\s+)+")  # pictures that messages begin with


def parse_dump(text: str, *, url: str | None = None) -> Article:
    """The article in a text capture; raises ParseError where no paragraph is found.

    `url` is where the text came from, if that is known; the article's `url` is empty otherwise.
    """
    where = url or "text capture"
    if len(text) > MAX_LENGTH:
        reason = f"expected a text of at most {MAX_LENGTH} characters, found {len(text)}"
        raise ParseError(where, reason)
    named, text = front_matter(text)
    written = sum(1 for line in text.splitlines() if line.strip())
    if written > MOST_LINES:
        raise ParseError(where, f"expected at most {MOST_LINES} lines of text, found {written}")
    lines = read_lines(text)
    if not lines:
        raise ParseError(where, "expected text, found none")
    start, prose = _main_run(lines)
    if not prose:
        raise ParseError(where, "expected paragraphs, found only short lines")
    warnings: tuple[str, ...] = ()
    title_at = None if named.get("title") else find_title(lines, start, prose)
    if title_at is None:
        title = clean(named.get("title", ""))
        if not title:
            title = _first_sentence(lines[start].text)
            warnings = ("no line reads like a title; the first sentence stands in for it",)
        lines, title_at = [Line(text=title), *lines[start:]], 0
    lines, title_at = with_whole_title(lines, title_at)
    own_title = "" if warnings else lines[title_at].text
    found = Walk(lines, title_at, own_title, named.get("description", "")).run()
    if not found.body:
        raise ParseError(where, "found a title but no paragraph after it")
    first = next((n for n in range(title_at + 1, len(lines)) if lines[n].is_prose), title_at)
    date = date_by(lines, title_at, first) or parse_date(
        named.get("date") or named.get("published") or ""
    )
    signed = [named.get("author") or signed_over(lines, title_at)]
    return Article(
        url=url or named.get("url", ""),
        title=SIGN_BEFORE.sub("", lines[title_at].text),
        body=tuple(found.body),
        kicker=kicker_over(lines, title_at),
        lead=found.lead,
        captions=tuple(found.captions),
        authors=read_authors(found.authors or signed),
        published_at=date.moment if date else None,
        date_only=bool(date and date.date_only),
        source_note=found.source_note,
        corrections=tuple(part for part in found.body if is_correction(part)),
        platform="text",
        evidence=_evidence(found, date),
        warnings=warnings,
    )


def _first_sentence(text: str) -> str:
    return re.split(r"(?<=[.!?…])\s", text, maxsplit=1)[0][:MAX_SENTENCE].rstrip()


def _evidence(found: Found, date: ParsedDate | None) -> dict[str, Evidence]:
    evidence = {
        "title": Evidence(origin=Origin.TEXT, confidence=0.8, detail="line before the paragraphs"),
        "body": Evidence(origin=Origin.TEXT, confidence=0.8, detail="run of paragraphs"),
    }
    if found.lead:
        evidence["lead"] = Evidence(origin=Origin.TEXT, confidence=0.7, detail=found.lead_sign)
    if date:
        evidence["published_at"] = Evidence(origin=Origin.TEXT, confidence=0.8, detail="date line")
    return evidence


def _main_run(lines: list[Line]) -> tuple[int, str]:
    """Where the paragraphs of the article begin, and their text: the run with the most of it."""
    runs: list[tuple[int, list[str]]] = []
    last = -100
    for number, line in enumerate(lines):
        if not line.is_prose:
            continue
        if number - last > MAX_GAP + 1:
            runs.append((number, []))
        runs[-1][1].append(line.text)
        last = number
    if runs:
        start, texts = max(runs, key=lambda run: sum(len(text) + 1 for text in run[1]))
        return start, "\n".join(texts)
    short = next(
        (n for n, line in enumerate(lines) if line.is_sentence and len(line.text) >= 30), None
    )
    return (short, lines[short].text) if short is not None else (0, "")
