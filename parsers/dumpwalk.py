"""One walk over the lines of a text capture after its title: paragraphs, captions, lead, and where
the article ends. Pure.

What reads like a paragraph is one unless it stands in a list of other articles; lines without an
end wait until it is known what follows them. Where it is a choice between losing a last line and
taking in a headline of another article, the line is lost: headlines change with every capture.
"""

import re
from dataclasses import dataclass, field

from parsers.boilerplate import LineKind, is_name
from parsers.dumplines import Line
from parsers.model import Caption
from parsers.people import is_organisation
from parsers.text import fold, match_key

MAX_GAP = 6  # lines that may stand between two paragraphs of one article
MAX_CAPTION = 350
SUBHEADING = 60
BETWEEN_HEADING = 45  # between lead and body a longer line without an end is a related headline
TAIL_RUN = 4  # so many headlines in a row end an article, or begin a box within it
RESUME_WITHIN = 14
MAX_ASKING = 110
BARE_LABELS = frozenset({"nguon", "theo", "anh", "tac gia", "bai va anh", "tag", "tags", "tu khoa"})
ENDERS = frozenset(
    {
        LineKind.TAGS,
        LineKind.COMMENTS,
        LineKind.MASTHEAD,
        LineKind.NEWSLETTER,
        LineKind.LIST_HEADING,
    }
)
AGENCY = re.compile(
    r"^\(?(?:[A-ZĐ]{2,8}(?:\sOnline|O)?|Dân trí|[\w.]{3,20}\.(?:vn|VN))\)?\s*[-–]\s?"
    r"|^\([A-ZĐ]{2,8}\)"
)
CREDIT = re.compile(
    r"\(?\b(?:ảnh|nguồn ảnh|đồ họa|photo|image)\s*(?::|minh họa|tư liệu|internet)", re.I
)
OF_PICTURE = re.compile(r"\W*(?:ảnh|clip|video|đồ họa)\s?:", re.I)
ENUMERATED = re.compile(r"^(?:\d{1,2}[.)/]|[a-zđA-E][.)]|[IVX]{1,4}[.)])\s*\S")
ROW = re.compile(r"\s[\d.,%]+\s+[\d.,%]+$")  # of a table whose cells are parted by blanks
RUNNING, MIN_NEXT = 3, 20


@dataclass(slots=True)
class Found:
    """What a walk over the lines has found so far."""

    body: list[str] = field(default_factory=list)
    captions: list[Caption] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    source_note: str | None = None
    lead: str | None = None
    lead_sign: str = ""


class Walk:
    """One pass over the lines after the title; what is undecided waits in `pending`.

    `title` is empty where no line of the capture is the title, so that nothing repeats it;
    `promised` is what the capture itself says of the article.
    """

    def __init__(self, lines: list[Line], title_at: int, title: str, promised: str = "") -> None:
        self.lines = lines
        self.title_at = title_at
        self.title = fold(title)
        self.shown = title.casefold()
        self.promised = match_key(promised)
        self.found = Found()
        self.pending: list[Line] = []
        self.table_first = False  # table leftovers stood before the first paragraph
        self.related = False  # something that is not the article stood after the first paragraph
        self.caption_next = False
        self.shows_gaps = any(line.gap for line in lines[1:])
        self.shows_links = any(line.linked for line in lines)

    def run(self) -> Found:
        """Read on until the article ends."""
        number: int | None = self.title_at + 1
        while number is not None and number < len(self.lines):
            number = self._take(number)
        if self.found.body and self.pending and _signs(self.pending[0]):
            self.found.authors.append(self.pending[0].text)
        return self.found

    def _take(self, number: int) -> int | None:
        """Decide on one line; the number of the next, or None where the article has ended."""
        line = self.lines[number]
        folded = fold(line.text)
        after_image, self.caption_next = self.caption_next, False
        if folded == self.title or line.image:
            self.caption_next = True
            if line.image and CREDIT.search(line.text):
                self.found.captions.append(Caption(text=line.text))
                self.caption_next = False
        elif self.title and folded.startswith(self.title + " ") and not self._says_more(line):
            self.related = self.related or bool(self.found.body)
        elif after_image and self._is_caption(line):
            self.found.captions.append(Caption(text=line.text))
        elif line.cells and len(line.text) <= MAX_CAPTION:
            self._takes_cells(line)
        elif line.kind is not None or folded.strip(" :.") in BARE_LABELS:
            return self._takes_kind(line, number)
        elif line.linked or line.is_headline or self._asks_among_headlines(number):
            self.pending.append(line)
        else:
            return self._takes_paragraph(line, number)
        return number + 1

    def _says_more(self, line: Line) -> bool:
        """Whether a paragraph only begins with the words of the title, as they are shown."""
        return line.is_prose and line.text.casefold().startswith(self.shown + " ")

    def _asks_among_headlines(self, number: int) -> bool:
        """A short line that ends in ? ! or ..., next to lines without an end: one of them."""
        if not _asks(self.lines[number]):
            return False
        following = next((x for x in self.lines[number + 1 : number + 20] if not _asks(x)), None)
        if following is not None and _signs(following):  # who signs is no headline
            return bool(self.pending)
        return bool(self.pending) or (following is not None and following.is_headline)

    def _is_caption(self, line: Line) -> bool:
        if len(line.text) > MAX_CAPTION or line.linked or line.kind is not None:
            return False
        if line.cells or line.italic or CREDIT.search(line.text):
            return True
        return not line.gap if self.shows_gaps else len(line.text) <= 200

    def _takes_cells(self, line: Line) -> None:
        """A line with table pipes: a related headline before the body, a caption within it."""
        body = len(self.found.body)
        sure = body > (self.found.lead is None) or (body and self.table_first)
        if sure and line.cells > 1:
            self._flush()
            self.found.body.append(line.text)
        elif sure or (body and line.is_sentence):
            self.found.captions.append(Caption(text=line.text))
        elif body:
            self.related = True
        else:
            self.table_first = True

    def _takes_kind(self, line: Line, number: int) -> int | None:
        """A line that reads like none of the article's."""
        kind = line.kind
        if kind is LineKind.CORRECTION:
            return self._takes_paragraph(line, number)
        if kind is LineKind.SOURCE and self.found.body:
            self.found.source_note = line.text
        elif kind is LineKind.BYLINE and OF_PICTURE.match(line.text) and not _names(line.text):
            self.found.captions.append(Caption(text=line.text.partition(":")[2].strip()))
        elif kind is LineKind.BYLINE and (self.found.body or number - self.title_at < MAX_GAP):
            self.found.authors.append(line.text.partition(":")[2].strip() or line.text)
        elif kind is LineKind.LIST_HEADING and self.found.body:
            if len(self.found.body) > (self.found.lead is None):
                return self._resume(number + 1)
            self.related = True
        elif self.found.body and (kind in ENDERS or self._is_next(number)):
            return None
        elif kind is LineKind.LINK_LINE:
            self.related = self.related or bool(self.found.body)
        return number + 1

    def _is_next(self, number: int) -> bool:
        """Whether a day under a headline, after the text, begins a teaser or the next article."""
        if self.lines[number].kind is not LineKind.DATE or len(self.found.body) < 2:
            return False
        if not self.pending or len(self.pending[-1].text) < MIN_NEXT:
            return False
        following = self.lines[number + 1 : number + 1 + RUNNING]
        return not all(line.is_prose for line in following) or len(following) < RUNNING

    def _takes_paragraph(self, line: Line, number: int) -> int | None:
        if CREDIT.search(line.text[-80:]) and len(line.text) <= MAX_CAPTION and self.found.body:
            self.found.captions.append(Caption(text=line.text))
            return number + 1
        if self._is_teaser(line):
            self.related = True
            self.pending.clear()
            return number + 1
        if self._may_have_ended():
            if not self._goes_on(number):
                return None
            self.pending = [line for line in self.pending if line.heading or ROW.search(line.text)]
        if len(self.found.body) == 1 and self.found.lead is None:
            # A sub-heading that waits may come into the body before the lead has left it.
            self.related |= any(waiting.linked and not waiting.bold for waiting in self.pending)
            self._settle_lead()
        self._flush()
        if len(self.found.body) == 1 and self.found.lead is None:
            self._settle_lead()
        self.found.body.append(line.text)
        return number + 1

    def _is_teaser(self, line: Line) -> bool:
        """A paragraph under a headline that begins with the paper's name as the lead does."""
        sign = AGENCY.match(line.text)
        first = self.found.lead or (self.found.body[0] if self.found.body else "")
        return bool(sign and self.pending and first.startswith(sign[0]))

    def _may_have_ended(self) -> bool:
        """Headlines of other articles wait: a run of them, or one too long for a sub-heading."""
        loose = [
            line
            for line in self.pending
            if not (self._is_item(line) or line.heading or ROW.search(line.text))
        ]
        if len(self.found.body) < 2 or not loose:
            return False
        return len(loose) >= TAIL_RUN or (len(loose) == 1 and len(loose[0].text) > SUBHEADING)

    def _settle_lead(self) -> None:
        """The first paragraph is the lead where something shows it."""
        first = self.found.body[0]
        if self.related:
            self.found.lead_sign = "related headlines follow it"
        elif self.promised and match_key(first) == self.promised:
            self.found.lead_sign = "equal to the description"
        elif AGENCY.match(first):
            self.found.lead_sign = "begins with the paper's name"
        elif self._is_set_apart(first):
            self.found.lead_sign = "set in bold or as a heading"
        else:
            return
        self.found.lead = self.found.body.pop(0)

    def _is_set_apart(self, first: str) -> bool:
        """Whether the first paragraph is in bold, in italics, a heading or a quotation, and no
        question that an interview begins with.
        """
        if first.endswith("?"):
            return False
        quoted = sum(line.quoted for line in self.lines) == 1
        return any(
            line.text == first
            and (line.bold or line.heading or line.italic or (line.quoted and quoted))
            for line in self.lines
        )

    def _flush(self) -> None:
        """Decide on the lines without an end that stood before a paragraph."""
        waiting, self.pending = self.pending, []
        if not self.found.body and self.found.lead is None:
            names = (line.text for line in waiting if line.bullet and line.text.isupper())
            self.found.authors += [name for name in names if is_name(name)]
            return
        between = len(self.found.body) == 1 and self.found.lead is None
        limit = BETWEEN_HEADING if between else SUBHEADING
        lone = len([line for line in waiting if not self._is_item(line)]) == 1
        for number, line in enumerate(waiting):
            marked = line.heading > 0 or line.bold or _heads_rows(line, waiting[number + 1 :])
            if line.linked and not marked:
                self.related = True
            elif CREDIT.search(line.text):
                self.found.captions.append(Caption(text=line.text))
            elif (
                self._is_item(line)
                or marked
                or ROW.search(line.text)
                or (lone and len(line.text) <= limit)
            ):
                self.found.body.append(line.text)
            else:
                self.related = True

    def _resume(self, number: int) -> int | None:
        """Where the article goes on after a list of other articles, or None where it does not."""
        teasers = False
        for after in range(number, min(number + RESUME_WITHIN, len(self.lines))):
            line = self.lines[after]
            if line.kind in ENDERS:
                return None
            if not line.is_prose:
                continue
            if self._goes_on(after) and (not teasers or self.lines[after - 1].is_prose):
                self.pending.clear()
                return after
            teasers = True
        return None

    def _goes_on(self, number: int) -> bool:
        """Whether the paragraph here is the article's: after a teaser comes another headline."""
        line = self.lines[number]
        following = self.lines[number + 1 : number + 3]
        if line.text.endswith(("...", "…")):
            return False
        if len(line.text) < 100:
            return len(following) == 2 and all(after.is_prose for after in following)
        if not following or following[0].is_prose or following[0].kind is not None:
            return True
        return is_name(following[0].text) or not following[0].is_headline

    def _is_item(self, line: Line) -> bool:
        """An entry of a list that belongs to the text: numbered, or under a line with a colon."""
        if line.linked:
            return False
        opened = bool(self.found.body) and self.found.body[-1].endswith((":", ";", ","))
        return bool(ENUMERATED.match(line.text)) or (line.bullet and (opened or self.shows_links))


def _signs(line: Line) -> bool:
    """Whether the first line after the text is who wrote it: a name, or an organisation's."""
    text = line.text
    return is_name(text) or (not line.linked and len(text.split()) <= 6 and is_organisation(text))


def _heads_rows(line: Line, following: list[Line]) -> bool:
    """Whether the next line is the first row of a table that this one is over."""
    if line.linked or not following or following[0].gap:
        return False
    return ROW.search(following[0].text) is not None


def _names(text: str) -> bool:
    """Whether behind its label a line has names and nothing else."""
    return is_name(text.partition(":")[2].strip())


def _asks(line: Line) -> bool:
    return len(line.text) <= MAX_ASKING and line.text.endswith(("?", "!", "...", "…"))
