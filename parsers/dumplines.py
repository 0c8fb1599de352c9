"""A text capture line by line: Markdown, table pipes and browser numbering read off, wrapped lines
joined. What a line means for the article is not decided here.
"""

import re
from dataclasses import dataclass, replace

from parsers.boilerplate import LineKind, line_kind
from parsers.dumpraw import BULLET, LONG, undressed
from parsers.text import clean

# Every repetition is bounded: a line of 100 kB without a blank must not take quadratic time.
IMAGE = re.compile(r"!\[(?P<alt>[^\]]{0,500})\](?:\([^)]{0,900}\)|\[[^\]]{0,100}\])?")
# Addresses may hold blanks and one pair of brackets.
LINK = re.compile(
    r"\[(?P<text>[^\[\]]{0,600})\]\((?:<[^>]{0,900}>|[^()]{0,900}(?:\([^()]{0,200}\)[^()]{0,200})?)\)"
)
NUMBERED_LINK = re.compile(r"\[\d{1,4}\](?=\S)")  # lynx: [12]Trang chủ
# Markdown wrapped at a width breaks the words of a link or image, too.
BROKEN_LINK = re.compile(r"(\[[^\[\]\n]{0,300})\n([^\[\]\n]{0,300}\]\()")
# What a text browser puts for a picture: [IMG], [image], [anh-1.jpg], in
# one word.
PLACE_OF_IMAGE = re.compile(r"\[(?=[^\]]*[a-z])[\w.%-]{1,120}\]", re.IGNORECASE)
ATTRIBUTES = re.compile(r"\s\{[#.][^{}]{0,900}\}$")  # pandoc: # Title {#title}
# What a browser prints at the foot and the head of each page.
PRINT_FOOT = re.compile(r"^[ \t]*https?://\S{1,900}[ \t]+\d{1,3}/\d{1,3}[ \t]*$", re.M)
PRINT_HEAD = re.compile(
    r"^[ \t]*\d{1,2}/\d{1,2}/\d{2,4},? \d{1,2}:\d{2}(?: [AP]M)?[ \t]+\S.{3,300}$", re.M
)
HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
RULE = re.compile(r"^[\s|:=_*~+-]{3,}$")
EMPHASIS = re.compile(r"(\*\*|(?<!\w)__|\*|(?<!\w)_)(?=\S)(.{1,600}?)(?<=\S)\1(?!\w)")
SPACED = re.compile(r"\*\*([^*]{1,80}[:.])\s+\*\*")  # **Xem thêm: **...
MAX_MARKS = 100
ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])")
SENTENCE_END = re.compile(r"[.!?…:;][”\"'’)\]»]*$")
INNER_END = re.compile(r"[a-zà-ỹ0-9)”\"][.!?…]\s+[A-ZÀ-ỸĐ“\"(]")
FRONT_MATTER = re.compile(r"\s*---[ \t]*\n(.{0,8000}?)\n---[ \t]*(?:\n|$)", re.S)
LIST_ITEM = re.compile(r":[ \t]*\n[ \t]*-[ \t]+(\S.*)")  # the first of several
ITALIC = re.compile(r"(?P<mark>[*_])[^*_].*(?P=mark)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line as read: `cells` counts the table cells it had (0: no pipes), `linked` says that
    nearly all of it was a link, `image` that it stands for one, `gap` that a blank line precedes.
    """

    text: str
    heading: int = 0
    bold: bool = False
    bullet: bool = False
    cells: int = 0
    linked: bool = False
    image: bool = False
    italic: bool = False
    quoted: bool = False
    gap: bool = False

    @property
    def kind(self) -> LineKind | None:
        """How it reads when it is not the article."""
        return line_kind(self.text)

    @property
    def is_sentence(self) -> bool:
        """Ends as sentences do, or has one that ends inside."""
        return bool(SENTENCE_END.search(self.text) or INNER_END.search(self.text))

    @property
    def is_prose(self) -> bool:
        """Long enough and built like a paragraph."""
        if self.linked or self.heading or self.kind is not None:
            return False
        return len(self.text) >= LONG and self.is_sentence

    @property
    def is_headline(self) -> bool:
        """Words without an end: a headline, a sub-heading, a menu entry."""
        return bool(self.text) and not self.is_sentence


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """The fields that a Markdown file begins with between two `---`, and the rest of the text."""
    found = FRONT_MATTER.match(text)
    if not found:
        return {}, text
    fields = (line.partition(":") for line in LIST_ITEM.sub(r": \1", found[1]).splitlines())
    named = {name.strip().lower(): value.strip(" \"'[]") for name, colon, value in fields if colon}
    return named, text[found.end() :]


def read_lines(text: str) -> list[Line]:
    """The lines of a capture that say something, in order."""
    lines: list[Line] = []
    gap = True
    if PRINT_FOOT.search(text):
        text = PRINT_HEAD.sub("", PRINT_FOOT.sub("", text))
    text = BROKEN_LINK.sub(r"\1 \2", text.replace("\r\n", "\n").replace("\r", "\n"))
    for raw in undressed(text).split("\n"):
        line = _line(raw)
        if line is None:
            gap = gap or not raw.strip()
            continue
        lines.append(replace(line, gap=gap))
        gap = False
    return lines


def _line(raw: str) -> Line | None:
    text = clean(raw)
    if not text or RULE.match(text):
        return None
    if PLACE_OF_IMAGE.fullmatch(text):
        return Line(text=text, image=True)
    cells = 0
    if "|" in text and (text.startswith("|") or text.endswith("|")):
        parts = [part.strip() for part in text.strip("|").split("|")]
        parts = [part for part in parts if part and not RULE.match(part)]
        cells, text = max(len(parts), 1), " | ".join(parts)
    images = IMAGE.findall(text)
    text = IMAGE.sub(" ", text).strip() if images else text
    found = HEADING.match(text)
    heading, text = (len(found[1]), ATTRIBUTES.sub("", found[2])) if found else (0, text)
    bare = BULLET.sub("", text).removeprefix("> ").strip()
    bullet = bare != text.strip() and not text.startswith(">")
    shown, linked = _links_out(bare)
    plain = shown
    if 0 < shown.count("*") + shown.count("_") < MAX_MARKS:
        plain = EMPHASIS.sub(r"\2", EMPHASIS.sub(r"\2", SPACED.sub(r"\1 ", shown)))
    plain = clean(ESCAPED.sub(r"\1", plain))
    bold = shown.startswith(("**", "__")) and shown.endswith(("**", "__"))
    if not plain and images:
        return Line(text=clean(" ".join(images)), image=True, cells=cells)
    if not plain:
        return None
    return Line(
        text=plain,
        heading=heading,
        bold=bold,
        bullet=bullet,
        cells=cells,
        linked=linked,
        quoted=text.startswith(">"),
        italic=not bold and ITALIC.fullmatch(shown) is not None,
    )


def _links_out(text: str) -> tuple[str, bool]:
    """The text with links as their words, and whether it was hardly anything else."""
    if NUMBERED_LINK.match(text) and len(NUMBERED_LINK.findall(text)) >= 1:
        plain = NUMBERED_LINK.sub("", text)
        return plain, len(plain) < 200 and not SENTENCE_END.search(plain)
    words = sum(len(match["text"]) for match in LINK.finditer(text))
    plain = LINK.sub(r"\g<text>", text)
    return NUMBERED_LINK.sub("", plain), bool(words) and words >= 0.8 * len(plain.strip("* _>-"))
