"""What programs put round the lines of a text capture, taken off before the lines are read: quoting
of letters, frames and columns of tables, underlined headings, tags that Markdown kept, addresses
behind the words of links, lines broken at a width. Pure.
"""

import re
from collections import Counter
from itertools import pairwise

from parsers.boilerplate import LineKind, line_kind

LONG = 60
WIDEST, NARROWEST = 110, 50
SOME_LINES = 8
QUOTED = re.compile(r"^[ \t]*>[ \t]?", re.M)
FRAME = str.maketrans("│┃║", "|||")
RULED = re.compile(r"[\s─━═┄┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬|+-]{3,}")
UNDERLINE = re.compile(r"=+|-+")
CAPTION = re.compile(r"<figcaption[^<>]{0,200}>(.{0,900}?)</figcaption>", re.S | re.I)
TAG = re.compile(
    r"</?(?:figure|figcaption|img|picture|source|div|span|p|a|b|i|u|em|strong|font|br|small|sup|sub"
    r"|section|article|center|iframe|video|audio)\b[^<>]{0,900}>",
    re.I,
)
# Pandoc: [words]{.class}, [words](address){.class}, ::: class
SPAN = re.compile(r"\[([^\[\]\n]{0,300})\]\{[.#][^{}\n]{0,200}\}")
ATTRIBUTED = re.compile(r"(?<=\))\{[^{}\n]{1,400}\}")
FENCE = re.compile(r"^:{3,}.*$", re.M)
BEHIND = re.compile(r"(?<=\S)[ \t]<(?:https?://|mailto:|/|#)[^<>\s]{0,900}>")
GAP = re.compile(r" {3,}|\t+")
CELL_GAP = re.compile(r" {2,}|\t+")
FAR = re.compile(r" {8,}")
IMAGE_ONLY = re.compile(r"!\[[^\]]{0,500}\]\([^)]{0,900}\)")
BULLET = re.compile(r"^(?:[*•·▪◦o○■+]|-(?=\s)|–(?=\s))\s+")
PAGE_NUMBER = re.compile(r"\s*(?:trang\s|page\s|-\s?)?\d{1,3}(?:\s?[/-]\s?\d{0,3})?\s*", re.I)
ENDS = frozenset('.!?…:;”"')
ITEM = re.compile(r"^\d{1,3}[.)]\s")
LEAST_CELLS = 3


def undressed(text: str) -> str:
    """The text of a capture without what a program put round it."""
    text = _paged(_unquoted(text))
    if "<" in text:
        text = BEHIND.sub("", text)
        text = TAG.sub("", CAPTION.sub(r"\n![](x)\n\1\n", text))
    if "{" in text:
        text = FENCE.sub("", SPAN.sub(r"\1", ATTRIBUTED.sub("", text)))
    lines = _underlined(_tabled(text.translate(FRAME).split("\n")))
    return "\n".join(_unwrapped(lines))


def _paged(text: str) -> str:
    """The pages of a print as one text: without their numbers and what is printed over each, and a
    paragraph that goes on over the page in one piece.
    """
    pages = [page.strip("\n").split("\n") for page in text.split("\f") if page.strip()]
    heads = Counter(_without_digits(page[0]) for page in pages)
    out: list[str] = []
    for page in pages:
        lines = page[1:] if heads[_without_digits(page[0])] > 1 else page
        while lines and (not lines[-1].strip() or PAGE_NUMBER.fullmatch(lines[-1])):
            lines = lines[:-1]
        if out and out[-1].rstrip()[-1:] in ENDS:
            out.append("")
        first = next((n for n, line in enumerate(lines) if line.strip()), 0)
        out += lines[first:]
    return "\n".join(out)


def _without_digits(line: str) -> str:
    return re.sub(r"\d+", "", line).strip()


def _unquoted(text: str) -> str:
    """A letter that another one quotes: nearly every line begins with the same sign."""
    for _ in range(3):
        lines = [line for line in text.split("\n") if line.strip()]
        quoted = sum(line.lstrip().startswith(">") for line in lines)
        if len(lines) < SOME_LINES or quoted < 0.7 * len(lines):
            break
        text = QUOTED.sub("", text)
    return text


def _underlined(lines: list[str]) -> list[str]:
    """Headings of Markdown that are underlined, with their signs before them instead."""
    out: list[str] = []
    for line in lines:
        rule, over = line.strip(), out[-1].strip() if out else ""
        if len(rule) >= 3 and over and UNDERLINE.fullmatch(rule) and "|" not in over:
            alone = len(out) < 2 or not out[-2].strip()
            if len(rule) >= 0.8 * len(over) and alone and not over.startswith(("#", "-", "*")):
                out[-1] = f"{'#' if rule[0] == '=' else '##'} {over}"
                continue
        out.append(line)
    return out


def _tabled(lines: list[str]) -> list[str]:
    """Rows of tables between pipes, whatever parted their cells; columns of a page apart."""
    cells = [_cells(line) for line in lines]
    out: list[str] = []
    piped = 0
    for number, line in enumerate(lines):
        near = [n for n in (number - 1, number + 1, number - 2, number + 2) if 0 <= n < len(lines)]
        if _rules_columns(line):
            piped = line.count("|")
        elif piped and line.count("|") != piped:
            piped = 0
        heads = number + 1 < len(lines) and _rules_columns(lines[number + 1])
        if line.strip() and "|" in line and (piped or heads) and not line.strip().startswith("|"):
            out.append(f"| {line.strip().strip('|')} |")
        elif cells[number] >= LEAST_CELLS and any(cells[n] == cells[number] for n in near):
            out.append(f"| {' | '.join(CELL_GAP.split(line.strip()))} |")
        elif RULED.fullmatch(line) and "|" not in line.strip(" |") and line.strip("- \t="):
            out.append("")
        else:
            out += _columns(line)
    return out


def _rules_columns(line: str) -> bool:
    """Whether a line is the rule under the head of a table: ---|:---:|---."""
    return "|" in line and "--" in line and not line.strip("|:- \t")


def _cells(line: str) -> int:
    """How many cells a line has whose cells are parted by blanks."""
    parts = CELL_GAP.split(line.strip())
    if "|" in line or not all(len(part) <= LONG for part in parts) or not any(parts):
        return 0
    return len(parts) if not RULED.fullmatch(line) else 0


def _columns(line: str) -> list[str]:
    """The line, or what stands far apart in it: the columns of a page, of which the one that reads
    like a paragraph is the text.
    """
    bare = line.strip()
    if "|" in bare or not GAP.search(bare):
        return [line]
    parts = [part.strip() for part in GAP.split(bare)]
    prose = [part for part in parts if len(part) >= LONG and part.endswith((".", "!", "?", "”"))]
    if len(prose) == 1 and all(len(part) < LONG for part in parts if part is not prose[0]):
        return prose
    return [part.strip() for part in FAR.split(bare)] if FAR.search(bare) else [line]


def _unwrapped(lines: list[str]) -> list[str]:
    """Lines joined to paragraphs where the capture was broken at a width."""
    # Links keep their length when the words are wrapped.
    full = [line for line in lines if line.strip() and "](" not in line and line[:1] != "|"]
    lengths = sorted(len(line.rstrip()) for line in full if len(line.rstrip()) <= WIDEST)
    if len(lengths) < SOME_LINES:
        return lines
    width = lengths[int(len(lengths) * 0.98)]
    pairs = [(a, b) for a, b in pairwise(lines) if len(a) > 0.6 * width and _goes_on(a, b)]
    filled = sum(_fills(a, b, 0.85 * width) for a, b in pairs)
    longer = len(full) - len(lengths)
    if width < NARROWEST or filled < max(3, 0.7 * len(pairs), 2 * longer):
        return lines
    gaps = sum(not line.strip() for line in lines) > 0.1 * len(lines)
    out: list[list[str]] = []
    for line in lines:
        last = out[-1][-1] if out else ""
        if _goes_on(last, line) and (
            _centred(last, line)
            or (len(last) > 0.6 * width if gaps else _fills(last, line, 0.85 * width))
        ):
            out[-1].append(line)
        else:
            out.append([line])
    return [" ".join(part) for part in out]


def _goes_on(line: str, following: str) -> bool:
    """Whether the line after another may be its next part; one that is set in begins a paragraph,
    but not under an item of a list.
    """
    if not line.strip() or not following.strip():
        return False
    if len(line) > WIDEST and "](" not in line:
        return False
    if line.lstrip()[:1] == "|" or IMAGE_ONLY.fullmatch(line.strip()):
        return False
    if line[:1] == "#" and len(line) <= LONG:
        return False
    deeper = _indent(following) - _indent(line)
    if deeper > 1 and not (BULLET.match(line.strip()) or ITEM.match(line.strip())):
        return _centred(line, following)
    return not (_starts_anew(following) or PAGE_NUMBER.fullmatch(following))


def _fills(line: str, following: str, width: float) -> bool:
    """Whether the first word of what follows would have had no place in the line."""
    return len(line.rstrip()) + 1 + len(following.split(maxsplit=1)[0]) > width


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _centred(line: str, following: str) -> bool:
    return min(_indent(line), _indent(following)) >= 8


def _starts_anew(line: str) -> bool:
    stripped = line.strip()
    if BULLET.match(stripped) or stripped.startswith(("#", "|", ">", "![")):
        return True
    return len(stripped) <= LONG and line_kind(stripped) is LineKind.DATE
