"""What stands round the title of an article, read by structure: kicker above, then date, authors
and lead below.

Used where no selector tells. The walk starts at the element that shows the title and ends where the
body begins, so that nothing from sidebars or related lists can come in. Pure.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from parsers.beside import bylines_of, leads_elsewhere, named_beside
from parsers.boilerplate import ALWAYS_CHROME, LineKind, is_boilerplate_heading, line_kind
from parsers.dates import ParsedDate, find_date, parse_date
from parsers.html import Element, classes_and_id, is_quotation, is_small, text_of
from parsers.leads import LEAD_CLASS, LINE_PARENTS, is_lead, lead_rule, parent_tag
from parsers.people import is_placeholder
from parsers.signature import names_writer
from parsers.stamps import changed_in
from parsers.text import clean, match_key

_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_DATE_CLASS = re.compile(r"date|time|ngay|publish|posted|created", re.IGNORECASE)
_AUTHOR_CLASS = re.compile(
    r"(?:^|[\s_-])(?:author|auth(?![a-z])|byline|tac-?gia|writer|but-?danh)", re.IGNORECASE
)
_KICKER_CLASS = re.compile(
    r"kick(?:er)?(?![a-z])"
    r"|sub-?title|pre-?title|super-?title|tit-?phu|trang-?dau|eyebrow|overline",
    re.IGNORECASE,
)
_SKIPPED = frozenset(
    {
        *("script", "style", "noscript", "iframe", "ins", "svg", "path", "form", "button", "nav"),
        *("figure", "video", "audio", "img", "br", "hr", "input", "select", "link", "meta"),
        "template",
    }
)
_INLINE = frozenset({"a", "span", "i", "em", "u", "font", "small", "label", "b", "strong"})
_WRAPPERS = frozenset({"ul", "ol", "table", "tbody", "tr", "header", "section", "article", "main"})
_BLOCKS = frozenset({"p", "h2", "h3", "div", "section", "li", "td", "ul", "table", "article"})
_LAYOUT = frozenset({"div", "section", "article", "header", "main", "font", "center", "td", "body"})
_HOLDERS = frozenset({"div", "td", "p", "font"})
_IN_LEAD = frozenset({"p", "table"})  # a table sets a picture beside the lead
_LINE_TAGS = ("p", "div", "span", "td", "li", "b", "strong", "i", "em", "small", "label", "font")
_DATE_LABEL = re.compile(
    r"\W*(?:ngày đăng|đăng ngày|đăng lúc|(?:ngày )?xuất bản(?=\s?:)|thời gian đăng|ngày gửi"
    r"|posted on|published)\b",
    re.IGNORECASE,
)
_TODAY = re.compile(r"today|clock|hom-?nay|current-?date|dong-?ho|hôm nay", re.IGNORECASE)
_CLOCK = re.compile(r"\d{1,2}[:h]\d{2}(?::\d{2})?")
_PUBLISHED = re.compile(r"\b(?:xuất bản|ngày đăng|đăng (?:lúc|ngày))\s?:?\s", re.IGNORECASE)
_PARTED = re.compile(r"\s[|•·–-]\s")
_WHEN = re.compile(r"\W*thời gian\b[^:]{0,20}:", re.IGNORECASE)
_WHERE = re.compile(r"\W*(?:địa điểm|địa chỉ|nơi)\b[^:]{0,20}:", re.IGNORECASE)
_MENU = 6
_BUDGET = 120
_FEW = 3
_ENOUGH = 4
_FEW_PARTS = 40
_ABOVE = 40
_BODY_LENGTH = 120
_LONGEST_BARRED = 200
_SENTENCE = 60


@dataclass(frozen=True, slots=True)
class Opening:
    """What was found below the title, and a date above it; `lead_rule` names the sign by which the
    lead was taken, `furniture` are the elements of date, authors and kicker: no paragraphs,
    wherever they stand; `beside` is who is named beside the date and nowhere called an author,
    `updated` what the page shows beside the date as that of the last change.
    """

    lead: str | None = None
    lead_element: Element | None = None
    lead_rule: str = ""
    date: ParsedDate | None = None
    date_text: str = ""
    authors: tuple[str, ...] = ()
    furniture: tuple[Element, ...] = ()
    beside: str | None = None
    updated: ParsedDate | None = None


@dataclass(slots=True)
class _Walk:
    """What was met on the way from the title to the body; `dated` is where among the `lines` the
    date stands.
    """

    title: str
    promised: frozenset[str]
    lead: tuple[str, Element, str] | None = None
    date: ParsedDate | None = None
    date_text: str = ""
    authors: list[str] = field(default_factory=list)
    furniture: list[Element] = field(default_factory=list)
    lines: list[tuple[Element, str]] = field(default_factory=list)
    dated: int = -1
    begun: bool = False
    sentences: int = 0

    def takes(self, el: Element, text: str) -> bool:
        """Take what an element shows; False where the body has begun with it."""
        name = _name(el)
        self.lines.append((el, text))
        if self.date is None and (found := _date_in(el, text, name)):
            self.date, self.date_text, self.dated = found, text, len(self.lines) - 1
            self.furniture.append(el)
        elif self.date is not None and self.date.date_only and _CLOCK.fullmatch(text):
            self.date = parse_date(f"{text} {self.date_text}") or self.date
            self.furniture.append(el)
        elif (_AUTHOR_CLASS.search(name) or el.get("rel") == "author") and not _is_quoted(el):
            if line_kind(text) not in ALWAYS_CHROME and not is_placeholder(text):
                self.authors += bylines_of(el, text)
            self.furniture.append(el)
        elif self.sentences <= 1 and names_writer(text):
            self.authors.append(text)
            self.furniture.append(el)
        elif self.lead is None and (
            rule := lead_rule(el, text, name, self.promised, self.title, self.begun)
        ):
            self.lead = (*_whole_lead(el, text), rule)
            if self.lead[1] is not el:
                self.furniture.append(self.lead[1])
        elif len(text) >= _BODY_LENGTH and (self.lead is None or not _within(el, self.lead[1])):
            return False
        if el.tag == "p" and len(text) >= _SENTENCE and text[-1] in ".!?":
            self.begun, self.sentences = True, self.sentences + 1
        return self.sentences < _ENOUGH and not (self.begun and is_boilerplate_heading(text))


def read_opening(
    title: Element, descriptions: Iterable[str] = (), *, stop: Element | None = None
) -> Opening:
    """Read what stands round the element that shows the title. `descriptions` are the page's own
    summaries, `stop` is the container of the body where it is known.
    """
    promised = frozenset(match_key(text) for text in {*descriptions} if is_lead(text))
    walk = _Walk(match_key(text_of(title)), promised)
    for el in _following(title, stop):
        if (text := _own_text(el)) and not walk.takes(el, text):
            break
    above: Element | None = None
    if walk.date is None:
        walk.date, walk.date_text, above = _date_above(title)
    if (kicker := kicker_before(title)) is not None:
        walk.furniture.append(kicker)
    beside = None if walk.authors or walk.dated < 0 else _beside(title, walk.lines, walk.dated)
    if above is not None and not walk.authors:
        beside = _named_above(title, above)
    if beside is not None:
        walk.furniture.append(_whole_line(beside[1]))
    shown, element, rule = walk.lead or (None, None, "")
    return Opening(
        lead=shown,
        lead_element=element,
        lead_rule=rule,
        date=walk.date,
        date_text=walk.date_text,
        authors=tuple(walk.authors),
        furniture=tuple(walk.furniture),
        beside=beside[0] if beside is not None else None,
        updated=_updated(walk),
    )


def _updated(walk: _Walk) -> ParsedDate | None:
    """When the text was changed, as the line of its date says or one beside it; a lone date with
    that label is the date of the article.
    """
    if walk.dated < 0 or walk.date is None:
        return None
    for el, text in walk.lines[walk.dated : walk.dated + _FEW]:
        found = changed_in(el, _spaced(el)) if len(text) <= _BODY_LENGTH else None
        if found is not None and found.moment > walk.date.moment:
            return found
    return None


def _beside(
    title: Element, lines: list[tuple[Element, str]], dated: int
) -> tuple[str, Element] | None:
    date, _ = lines[dated]
    near = [line for line in lines[max(0, dated - 1) : dated + 2] if line[0] is not date]
    near += [line for line in lines[: dated + 3] if line_kind(line[1]) is LineKind.BYLINE]
    found = named_beside(date, _spaced(date), near)
    return None if found is None or leads_elsewhere(found[0], title) else found


def _named_above(title: Element, date: Element) -> tuple[str, Element] | None:
    """Who is named in the small box of a date above the title, in a line that leads nowhere."""
    around = date.getparent()
    if around is None or len(around) > _FEW + 1 or next(around.iter("a"), None) is not None:
        return None
    lines = [(el, text_of(el)) for el in around if el is not date]
    found = named_beside(date, _spaced(date), lines)
    return None if found is None or leads_elsewhere(found[0], title) else found


def _whole_line(el: Element) -> Element:
    """The small box in which a name stands with what its bearer does."""
    around = el.getparent()
    if around is None or el.tag not in _INLINE or around.tag not in _HOLDERS or len(around) > _FEW:
        return el
    return around if len(text_of(around)) <= _SENTENCE else el


def _is_quoted(el: Element) -> bool:
    around = el.getparent()
    return around is not None and is_quotation(around)


def _spaced(el: Element) -> str:
    """The text of an element whose parts may stand side by side with no blank between."""
    return clean(" ".join(map(str, el.itertext())))


def _name(el: Element) -> str:
    """The names that an element goes by, and those of the wrapper that holds little else; words
    that only capitals part ("newsSapo") are parted by a hyphen.
    """
    return _CAPITAL.sub("-", _joined_names(el))


def _joined_names(el: Element) -> str:
    own = f"{el.get('class') or ''} {el.get('id') or ''} {el.get('itemprop') or ''}"
    parent = el.getparent()
    if (
        parent is not None
        and len(parent) <= _FEW
        and parent.tag in ("div", "span", "section", "header")
    ):
        own = f"{own} {parent.get('class') or ''}"
        above = parent.getparent()
        if above is not None and len(above) <= _FEW and above.tag == "div":
            own = f"{own} {above.get('class') or ''}"
    return own


def _following(title: Element, stop: Element | None) -> Iterator[Element]:
    """The elements after the title in the order of the page, a bounded number of them."""
    node = _past(title)
    for _ in range(_BUDGET):
        if node is None or node is stop:
            return
        yield node
        skipped = node.tag in _SKIPPED or not len(node)
        node = _past(node) if skipped else node[0]


def _past(el: Element) -> Element | None:
    """The first element after a whole subtree, in the order of the page."""
    node: Element | None = el
    while node is not None:
        following = node.getnext()
        if following is not None:
            return following
        node = node.getparent()
    return None


def _own_text(el: Element) -> str:
    """The text of an element that holds no other block; of a wrapper nothing, its children come by
    themselves. Inline elements without a name were read with the block that holds them.
    """
    tag = el.tag
    if tag in _SKIPPED or tag in _WRAPPERS:
        return ""
    if tag in _INLINE and not el.attrib and not _stands_by_itself(el):
        return ""
    if tag in _HOLDERS and _is_holder(el):
        return ""
    lone = False
    for child in el:
        if child.tag in _BLOCKS:
            if lone or child.tag not in _IN_LEAD or not LEAD_CLASS.search(_name_of_box(el)):
                return ""
            lone = True
    return text_of(el)


def _name_of_box(el: Element) -> str:
    return _CAPITAL.sub("-", el.get("class") or "")


def _stands_by_itself(el: Element) -> bool:
    """Whether an inline element is a line of its own: in bold between breaks, or beside blocks, so
    that it was not read with the element around it.
    """
    if el.tag in ("b", "strong") and parent_tag(el) in LINE_PARENTS:
        return True
    around = el.getparent()
    return (
        el.tag in ("span", "small", "em", "i")
        and around is not None
        and around.tag in _LAYOUT
        and any(child.tag in _BLOCKS or child.tag == "br" for child in around)
    )


def _whole_lead(el: Element, text: str) -> tuple[str, Element]:
    """The lead with the paragraphs that stand beside its first one in a box called so."""
    box = el.getparent()
    if box is None or el.tag != "p" or not 2 <= len(box) <= _FEW or (box.text or "").strip():
        return text, el
    if LEAD_CLASS.search(classes_and_id(box)) and all(child.tag == "p" for child in box):
        return text_of(box), box
    return text, el


def _is_holder(el: Element) -> bool:
    """Whether a box is the wrapper of one element that has a name of its own, or holds lines parted
    by breaks, the first of them in bold: these come by themselves.
    """
    if not len(el) or (el.text or "").strip():
        return False
    first = el[0]
    if len(el) == 1:
        named = first.tag in _INLINE and LEAD_CLASS.search(_CAPITAL.sub("-", _joined_names(first)))
        return bool(named) and not (el.get("class") or el.get("id") or (first.tail or "").strip())
    if el[1].tag != "br" or (first.tail or "").strip():
        return False
    while first.tag == "span" and len(first) == 1 and not (first.text or "").strip():
        first = first[0]
    return first.tag in ("b", "strong") and not (first.tail or "").strip()


def _date_above(title: Element) -> tuple[ParsedDate | None, str, Element | None]:
    """The date that stands above the title, with the section or the kicker; what stands with the
    menu of the page, or is called so, is the day of the visit.
    """
    node: Element | None = title
    seen = 0
    while node is not None and node.tag != "body" and seen < _ABOVE:
        for sibling in node.itersiblings(preceding=True):
            links = len(list(islice(sibling.iter("a"), _MENU)))
            if links == _MENU or (links and next(sibling.iter("nav"), None) is not None):
                return None, "", None
            for el in sibling.iter("*"):
                seen += 1
                text = _own_text(el)
                if text and (found := _date_in(el, text, _name(el))):
                    names = " ".join(map(_name, el.iter("*")))
                    today = _TODAY.search(f"{names} {text}")
                    return (None, "", None) if today else (found, text, el)
                if seen >= _ABOVE:
                    return None, "", None
        node = node.getparent()
    return None, "", None


def labelled_date(root: Element) -> ParsedDate | None:
    """The date that a label anywhere on the page calls that of publication ("Ngày đăng: ...")."""
    for el in root.iter(*_LINE_TAGS):
        if el.text and _DATE_LABEL.match(el.text):
            for shown in (el, el.getparent()):
                small = shown is not None and is_small(shown, _FEW_PARTS)
                text = text_of(shown) if shown is not None and small else ""
                if len(text) <= 80 and (found := find_date(text)):
                    return found
    return None


def _date_in(el: Element, text: str, name: str) -> ParsedDate | None:
    """A date that an element shows: named so, or a short line that holds one."""
    for timed in (el, *el.iter("time")):
        stamp = timed.get("datetime") or timed.get("content")
        if stamp and (found := parse_date(stamp)):
            return found
    parts = text.split(" | ") if len(text) <= _LONGEST_BARRED else ()
    if len(parts) > 2:  # who wrote, where it is filed and a counter stand beside it
        day = next((part for part in parts if _is_dateline(part) and find_date(part)), None)
        clock = next((part for part in parts if _CLOCK.fullmatch(part)), "")
        if day is not None:
            return parse_date(f"{clock} {day}") or find_date(day)
    if len(text) > 90 or not any(char.isdigit() for char in text) or _is_of_an_event(el, text):
        return None
    if len(el) > 1:  # names and counters may stand beside it with no blank between
        text = _spaced(el)
    if (first := _PUBLISHED.search(text)) and find_date(text[: first.start()]):
        text = text[first.start() :]  # before it stands when it was changed
    text = _without_counter(text)
    if _DATE_CLASS.search(name) or _is_dateline(text):
        return parse_date(text) or find_date(text)
    for part in el:  # beside it stand reading aids and counters
        if (
            part.tag in _INLINE
            and _is_dateline(shown := text_of(part))
            and (found := parse_date(shown))
        ):
            return found
    return None


def _without_counter(text: str) -> str:
    """A line without the counter that ends it, behind a bar or a dash."""
    parts = _PARTED.split(text)
    words = any(map(str.isalpha, parts[-1]))  # numbers alone may be a day
    if len(parts) > 1 and words and line_kind(parts[-1]) is LineKind.COUNTER:
        return text[: text.rindex(parts[-1])].rstrip(" |-–•·")
    return text


def _is_of_an_event(el: Element, text: str) -> bool:
    """Whether a date says when something takes place: beside it stands where."""
    around = el.getparent()
    if not _WHEN.match(text) or around is None:
        return False
    return any(_WHERE.match(text_of(other)) for other in islice(around.iterchildren(), _FEW + 3))


def _is_dateline(text: str) -> bool:
    """Whether a short line is a date with its labels, and no sentence that names a day."""
    words = sum(word[:1].isalpha() for word in text.split())
    if len(text) > 60 or words > 8 or text.endswith((".", ";", "?", "!", ",")):
        return False
    return line_kind(text) is not LineKind.MASTHEAD  # the day of a licence


def _within(el: Element, outer: Element) -> bool:
    return el is outer or any(ancestor is outer for ancestor in el.iterancestors())


def kicker_before(title: Element | None) -> Element | None:
    """The element of the kicker that stands right before the title's; None where there is none."""
    previous = None if title is None else title.getprevious()
    if previous is None or not _KICKER_CLASS.search(previous.get("class") or ""):
        return None
    return previous if 2 <= len(text_of(previous)) <= 120 else None
