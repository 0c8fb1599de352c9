"""An article out of a text capture: what somebody copied from a page, or a browser's plain text or
Markdown of it. Pure; the shape of the lines is read in `dumplines`, the walk over
them is `dumpwalk`, the vocabulary is `boilerplate`'s.

Where the markup is gone, four witnesses are left: how a line ends (sentences end, headlines do
not), what stands next to it, what kind of line it reads as, and what repeats. An image's unaccented
alt text is the folded title: it names the title, marks the line after it as a caption, and prefixes
related headlines.
"""

import re
from itertools import pairwise

from parsers.boilerplate import LineKind, is_correction, is_credited
from parsers.dates import ParsedDate, parse_date
from parsers.dumplines import Line, front_matter, read_lines
from parsers.dumpwalk import MAX_GAP, Found, Walk
from parsers.errors import ParseError
from parsers.model import Article, Evidence, Origin
from parsers.people import read_authors
from parsers.text import clean, fold, match_key

MAX_LENGTH, MOST_LINES = 1_000_000, 50_000
"""More is no capture of an article, and would take seconds."""
MAX_TITLE, MIN_TITLE_WORDS = 250, 4
LOOK_BACK = 40
BARE_TITLE = -0.5  # a plain line not far above the text may be its title
NO_TITLE = re.compile(
    r"\W*(?:(?:được )?(?:viết|đăng) bởi|posted (?:on|by)|by\s|nghe (?:đọc )?bài|in trang)\b"
    r"|\W*ngày đăng\b|\W*(?:cập nhật|đăng (?:ngày|lúc))\b.*\d"
    r"|(?:\w+\s){1,6}[-–:]?\s?cơ quan (?:của|ngôn luận|chủ quản)\b"
    r"|\(?[\w.]{3,20}\)\s?[-–]|hỏi\s?:|câu \d+[.:]",
    re.IGNORECASE,
)
OVER_DATE = 2.0
SIGN_BEFORE = re.compile(r"^(?:[^\w\s“”\"'‘’(\[«#…-]+\s+)+")  # pictures that messages begin with
WHOLE_TITLE = 8  # syllable pairs; a shorter line must not win by being found word for word


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
    title_at = None if named.get("title") else _title_at(lines, start, prose)
    if title_at is None:
        title = clean(named.get("title", ""))
        if not title:
            title = _first_sentence(lines[start].text)
            warnings = ("no line reads like a title; the first sentence stands in for it",)
        lines, title_at = [Line(text=title), *lines[start:]], 0
    own_title = "" if warnings else lines[title_at].text
    found = Walk(lines, title_at, own_title, named.get("description", "")).run()
    if not found.body:
        raise ParseError(where, "found a title but no paragraph after it")
    first = next((n for n in range(title_at + 1, len(lines)) if lines[n].is_prose), title_at)
    date = _date(lines, title_at, first) or parse_date(named.get("date", ""))
    return Article(
        url=url or named.get("url", ""),
        title=SIGN_BEFORE.sub("", lines[title_at].text),
        body=tuple(found.body),
        kicker=_kicker(lines, title_at),
        lead=found.lead,
        captions=tuple(found.captions),
        authors=read_authors(found.authors or [named.get("author", "")]),
        published_at=date.moment if date else None,
        date_only=bool(date and date.date_only),
        source_note=found.source_note,
        corrections=tuple(part for part in found.body if is_correction(part)),
        platform="text",
        evidence=_evidence(found, date),
        warnings=warnings,
    )


def _first_sentence(text: str) -> str:
    return re.split(r"(?<=[.!?…])\s", text, maxsplit=1)[0][:MAX_TITLE].rstrip()


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


def _title_at(lines: list[Line], start: int, prose: str) -> int | None:
    """The line before the paragraphs that reads most like their title."""
    told = _pairs(prose)
    folded = [fold(line.text) for line in lines]
    best, best_score = None, BARE_TITLE
    for number in range(max(0, start - LOOK_BACK), min(start + 2, len(lines))):
        line = lines[number]
        if not _may_be_title(line, number):
            continue
        if line.is_prose and not line.text.endswith(("?", "!", "...", "…", "”", '"')):
            continue
        pairs = _pairs(line.text)
        score = 4 * len(pairs & told) / max(len(pairs), WHOLE_TITLE) if number < start else 0.0
        score += {1: 4.0, 2: 1.5}.get(line.heading, 0.0)
        # A line or two of words at the very top is as often the name of the section.
        score += 1.5 * (number == 0 and len(line.text.split()) >= MIN_TITLE_WORDS)
        score += OVER_DATE * _stands_over_date(lines, number) - 0.05 * max(start - number, 0)
        score -= 2 * line.linked + 2 * line.bullet + 1.5 * bool(line.cells)
        score -= 1.5 * (line.text.endswith((".", ":", ";", ",")))
        score -= 3 * (parse_date(line.text) is not None or is_credited(line.text))
        score += 1.5 * any(parse_date(near.text) for near in lines[max(0, number - 3) : number + 4])
        if fold(line.text) != line.text.lower():
            mine = folded[number]
            alt = sum(
                other == mine or other.startswith(mine + " ")
                for n, other in enumerate(folded)
                if n != number
            )
            score += min(alt, 1) * 3 + min(alt, 3)
        if score > best_score:
            best, best_score = number, score
    return best


def _may_be_title(line: Line, number: int) -> bool:
    """Whether a line has the size and the words of a title; two words are enough where it is set as
    one.
    """
    if len(line.text) > MAX_TITLE or line.kind is not None or NO_TITLE.match(line.text):
        return False
    least = 2 if line.heading == 1 or (number == 0 and not line.linked) else MIN_TITLE_WORDS
    return len(line.text.split()) >= least


def _stands_over_date(lines: list[Line], number: int) -> bool:
    """Whether the next line is the day of the article, as it is under most titles."""
    return number + 1 < len(lines) and lines[number + 1].kind is LineKind.DATE


def _pairs(text: str) -> set[tuple[str, str]]:
    words = match_key(text).split()
    return set(pairwise(words))


def _date(lines: list[Line], title_at: int, first: int) -> ParsedDate | None:
    """The date that stands by the title: one with a time before one without."""
    order = [*range(title_at + 1, first), *range(title_at - 1, max(-1, title_at - 7), -1)]
    dates = [found for number in order if (found := parse_date(lines[number].text))]
    return next((found for found in dates if not found.date_only), dates[0] if dates else None)


def _kicker(lines: list[Line], title_at: int) -> str | None:
    """A line right above the title that ends in a colon, or stands between date and title."""
    if not title_at:
        return None
    line = lines[title_at - 1]
    if line.linked or line.bullet or line.image or len(line.text) > 80:
        return None
    text = clean(line.text.removesuffix(":"))
    if text != line.text and len(text.split()) >= 2:
        return text
    dated = title_at >= 2 and parse_date(lines[title_at - 2].text) is not None
    return text if dated and line.kind is None and 2 <= len(text.split()) <= 12 else None
