"""What stands round the title of an article, read by structure: kicker above, then date, authors
and lead below.

Used where no selector tells. The walk starts at the element that shows the title and ends where the
body begins, so that nothing from sidebars or related lists can come in. Pure.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from parsers.dates import ParsedDate, find_date, parse_date
from parsers.html import Element, text_of
from parsers.text import match_key

_LEAD_CLASS = re.compile(
    r"(?:^|[\s_-])(?:sapo|chapp?eau|lead|lede|lead-?text|desc|description|summary|intro|introtext"
    r"|abstract|teaser|standfirst|excerpt|dek|deck|sub-?head|sub-?title|tom-?tat|mo-?ta"
    r"|trich-?dan|trichyeu|hometext|dan-?de|tit-?phu|news-?brief|brief|abs)(?=$|[\s_-])",
    re.IGNORECASE,
)
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_DATE_CLASS = re.compile(r"date|time|ngay|publish|posted|created", re.IGNORECASE)
_AUTHOR_CLASS = re.compile(
    r"(?:^|[\s_-])(?:author|byline|tac-?gia|writer|but-?danh)", re.IGNORECASE
)
_KICKER_CLASS = re.compile(
    r"kicker|sub-?title|pre-?title|super-?title|tit-?phu|trang-?dau|eyebrow|overline", re.IGNORECASE
)
_NOT_LEAD_CLASS = re.compile(
    r"share|social|author|byline|breadcrumb|relate|lien-?quan|comment|menu|tag|caption|meta|date"
    r"|time|tool",
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
_BUDGET = 120
_FEW = 3
_ABOVE = 40
_BODY_LENGTH = 120


@dataclass(frozen=True, slots=True)
class Opening:
    """What was found round the title; `lead_rule` names the sign by which the lead was taken, and
    `furniture` are the elements of date, authors and kicker: no paragraphs, wherever they stand.
    """

    lead: str | None = None
    lead_element: Element | None = None
    lead_rule: str = ""
    date: ParsedDate | None = None
    date_text: str = ""
    authors: tuple[str, ...] = ()
    kicker: str | None = None
    furniture: tuple[Element, ...] = ()


def read_opening(
    title: Element, descriptions: Iterable[str] = (), *, stop: Element | None = None
) -> Opening:
    """Read what stands round the element that shows the title.

    `descriptions` are what the page's meta calls its summary; `stop` the container of the body
    where it is known.
    """
    lead: tuple[str, Element, str] | None = None
    date: ParsedDate | None = None
    date_text = ""
    authors: list[str] = []
    furniture: list[Element] = []
    promised = frozenset(match_key(text) for text in descriptions if is_lead(text))
    own = match_key(text_of(title))
    for el in _following(title, stop):
        text = _own_text(el)
        if not text:
            continue
        name = _name(el)
        if date is None and (found := _date_in(el, text, name)):
            date, date_text = found, text
            furniture.append(el)
        elif _AUTHOR_CLASS.search(name) or el.get("rel") == "author":
            authors.append(text)
            furniture.append(el)
        elif lead is None and (rule := _lead_rule(el, text, name, promised, own)):
            lead = (text, el, rule)
        elif len(text) >= _BODY_LENGTH and (lead is None or not _within(el, lead[1])):
            break
    if date is None:
        date, date_text = _date_above(title)
    kicker = _kicker_before(title)
    return Opening(
        lead=lead[0] if lead else None,
        lead_element=lead[1] if lead else None,
        lead_rule=lead[2] if lead else "",
        date=date,
        date_text=date_text,
        authors=tuple(authors),
        kicker=text_of(kicker) if kicker is not None else None,
        furniture=(*furniture, kicker) if kicker is not None else tuple(furniture),
    )


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


def is_lead(text: str) -> bool:
    """Whether a text has the shape of a lead: a sentence or a few, neither a label nor a whole
    body.
    """
    return 20 <= len(text) <= 1500 and len(text.split()) >= 5


def lead_text(el: Element) -> str:
    """The text of a lead's element without the related links that some sites keep inside it."""
    if not any(child.tag in ("ul", "ol", "table") or _is_related(child) for child in el.iter("*")):
        return text_of(el)
    paragraphs = [
        p for p in el.iter("p", "h2") if not any(_is_related(up) for up in (p, *p.iterancestors()))
    ]
    if paragraphs:
        return " ".join(filter(None, (text_of(p) for p in paragraphs if not _all_link(p))))
    return " ".join((el.text or "").split())


def _is_related(el: Element) -> bool:
    return bool(
        re.search(
            r"relate|lien-?quan", f"{el.get('class') or ''} {el.get('id') or ''}", re.IGNORECASE
        )
    )


def _all_link(el: Element) -> bool:
    links = el.findall(".//a")
    return bool(links) and sum(len(text_of(a)) for a in links) > 0.8 * max(1, len(text_of(el)))


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
    if (
        tag in _INLINE
        and not el.attrib
        and not (tag in ("b", "strong") and _parent_tag(el) == "div")
    ):
        return ""
    blocks = [child for child in el if child.tag in _BLOCKS]
    lone = len(blocks) == 1 and blocks[0].tag == "p"
    if blocks and not (lone and _LEAD_CLASS.search(el.get("class") or "")):
        return ""
    return text_of(el)


def _date_above(title: Element) -> tuple[ParsedDate | None, str]:
    """The date that stands above the title, with the section or the kicker."""
    node: Element | None = title
    seen = 0
    while node is not None and node.tag != "body" and seen < _ABOVE:
        for sibling in node.itersiblings(preceding=True):
            for el in sibling.iter("*"):
                seen += 1
                text = _own_text(el)
                if text and (found := _date_in(el, text, _name(el))):
                    return found, text
                if seen >= _ABOVE:
                    return None, ""
        node = node.getparent()
    return None, ""


def _date_in(el: Element, text: str, name: str) -> ParsedDate | None:
    """A date that an element shows: named so, or a short line that holds one."""
    for timed in (el, *el.iter("time")):
        stamp = timed.get("datetime") or timed.get("content")
        if stamp and (found := parse_date(stamp)):
            return found
    if len(text) > 90 or not any(char.isdigit() for char in text):
        return None
    if _DATE_CLASS.search(name) or _is_dateline(text):
        return parse_date(text) or find_date(text)
    return None


def _is_dateline(text: str) -> bool:
    """Whether a short line is a date with its labels, and no sentence that names a day."""
    words = sum(word[:1].isalpha() for word in text.split())
    return len(text) <= 60 and words <= 8 and not text.endswith((".", ";", "?", "!", ","))


def _lead_rule(el: Element, text: str, name: str, promised: frozenset[str], title: str) -> str:
    """The sign by which an element is the lead, or nothing."""
    if not is_lead(text) or _all_link(el) or match_key(text) == title:
        return ""
    if _LEAD_CLASS.search(name):
        return f"class {name.split()[0]}" if name.split() else "class"
    if promised and match_key(text) in promised:
        return "equal to the description"
    if _NOT_LEAD_CLASS.search(name):
        return ""
    if el.tag == "h2" and len(text) >= 60:
        return "h2 under the title"
    if el.tag in ("p", "div", "h3", "h4") and len(text) >= 60 and _all_bold(el, text):
        return "bold paragraph under the title"
    if el.tag in ("strong", "b") and len(text) >= 60 and _parent_tag(el) == "div":
        return "bold line under the title"
    return ""


def _parent_tag(el: Element) -> str:
    parent = el.getparent()
    return str(parent.tag) if parent is not None else ""


def _all_bold(el: Element, text: str) -> bool:
    style = (el.get("style") or "").replace(" ", "").lower()
    if "font-weight:bold" in style or "font-weight:700" in style:
        return True
    bold = sum(
        len(text_of(child)) for child in el.iter("strong", "b") if not _inside_bold(child, el)
    )
    return bold >= 0.9 * len(text)


def _inside_bold(el: Element, top: Element) -> bool:
    for ancestor in el.iterancestors():
        if ancestor is top:
            return False
        if ancestor.tag in ("strong", "b"):
            return True
    return False


def _within(el: Element, outer: Element) -> bool:
    return el is outer or any(ancestor is outer for ancestor in el.iterancestors())


def _kicker_before(title: Element) -> Element | None:
    previous = title.getprevious()
    if previous is None or not _KICKER_CLASS.search(previous.get("class") or ""):
        return None
    return previous if 2 <= len(text_of(previous)) <= 120 else None
