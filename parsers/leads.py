"""What the lead of an article looks like: its name, its type, what the page promises. Pure."""

import re
from itertools import islice

from parsers.html import Element, classes_and_id, outermost, text_of
from parsers.text import clean, match_key

LEAD_CLASS = re.compile(
    r"(?:^|[\s_-])(?:sapo|chapp?eau|lead|lede|lead-?text|desc|description|des|summary|intro|introtext"
    r"|abstract|teaser|standfirst|excerpt|dek|deck|sub-?head|sub-?title|tom-?tat|mo-?ta"
    r"|p-?head|trich-?dan|trichyeu|hometext|dan-?de|tit-?phu|news-?brief|brief|abs)(?=$|[\s_-])",
    re.IGNORECASE,
)
_ASKS = re.compile(r"\W*(?:câu )?hỏi\s?:|\W*nội dung câu hỏi\b", re.IGNORECASE)
_OF_A_THING = re.compile(
    r"(?:product|event|job|course)s?[\s_-]+(?:[a-z]+[\s_-]+)?desc",
    re.IGNORECASE,
)
"""The description of what a page offers is its text, not the lead of an article about it."""

_LABEL = re.compile(r"^(?:tóm tắt|sapo|abstract)(?: nội dung)?\s?[:.–-]\s*", re.IGNORECASE)
_DATELINE = 20

UNDER_TITLE = "under the title"
"""Ends the names of the signs that count only before the body has begun."""

LINE_PARENTS = frozenset({"div", "td", "font", "body", "article", "section"})
"""Where a bold line of its own can stand, between breaks."""

_NOT_LEAD_CLASS = re.compile(
    r"share|social|author|byline|breadcrumb|relate|lien-?quan|comment|menu|tag|caption|meta|date"
    r"|time|tool",
    re.IGNORECASE,
)


def is_lead(text: str) -> bool:
    """Whether a text has the shape of a lead: a sentence or a few, neither a label nor a whole
    body, nor the question that the article answers.
    """
    return 20 <= len(text) <= 1500 and len(text.split()) >= 5 and not asks(text)


def asks(text: str) -> bool:
    """Whether a text opens as the question of a reader does ("Hỏi: ...")."""
    return _ASKS.match(text) is not None


def lead_text(el: Element) -> str:
    """The text of a lead's element without its label and the related links that some sites keep
    inside it.
    """
    return _LABEL.sub("", _lead_text(el))


def _lead_text(el: Element) -> str:
    if not any(child.tag in ("ul", "ol", "table") or _is_related(child) for child in el.iter("*")):
        return _after_its_place(el) or text_of(el)
    paragraphs = [
        p for p in el.iter("p", "h2") if not any(_is_related(up) for up in (p, *p.iterancestors()))
    ]
    if paragraphs:
        return " ".join(filter(None, (text_of(p) for p in paragraphs if not all_link(p))))
    own = " ".join((el.text or "").split())
    if not own and el.find("table") is not None and el.find(".//a") is None:
        return text_of(el)  # a picture and the lead, side by side
    return own


def _after_its_place(el: Element) -> str:
    """The text of a lead that begins with where the news come from, in a span that only its style
    parts from the first word; nothing for any other.
    """
    first = el[0] if len(el) and not (el.text or "").strip() else None
    if first is None or first.tag != "span" or len(first) or not (first.tail or "")[:1].isupper():
        return ""
    place = clean(first.text or "")
    if not 2 < len(place) <= _DATELINE or not place[-1].isalpha():
        return ""
    return f"{place} {text_of(el).removeprefix(place).lstrip()}"


def _is_related(el: Element) -> bool:
    return bool(re.search(r"relate|lien-?quan", classes_and_id(el), re.IGNORECASE))


def all_link(el: Element) -> bool:
    """Whether what an element shows is little else than links."""
    links = el.findall(".//a")
    return bool(links) and sum(len(text_of(a)) for a in links) > 0.8 * max(1, len(text_of(el)))


def lead_rule(
    el: Element, text: str, name: str, promised: frozenset[str], title: str, begun: bool
) -> str:
    """The sign by which an element is the lead, or nothing. Once a sentence of the body has `begun`
    it, what is set in bold or as a heading is a sub-heading or a question.
    """
    rule = _rule_of(el, text, name, promised) if is_lead(text) else ""
    if not rule or (begun and rule.endswith(UNDER_TITLE)):
        return ""
    return "" if all_link(el) or match_key(text) == title else rule


def _rule_of(el: Element, text: str, name: str, promised: frozenset[str]) -> str:
    if LEAD_CLASS.search(name) and not _OF_A_THING.search(name):
        return f"class {clean(name).partition(' ')[0]}".rstrip()
    if promised and (key := match_key(text)) and any(_keeps(key, claim) for claim in promised):
        return "equal to the description"
    if _NOT_LEAD_CLASS.search(name):
        return ""
    if el.tag in ("h2", "h3") and len(text) >= 60:
        return f"{el.tag!s} {UNDER_TITLE}"
    if text[-1] == ":":  # opens what follows
        return ""
    if el.tag in ("p", "div", "h4") and len(text) >= 60 and _all_bold(el, text):
        return "" if _goes_on_bold(el) else f"bold paragraph {UNDER_TITLE}"
    if el.tag in ("strong", "b") and len(text) >= 60 and parent_tag(el) in LINE_PARENTS:
        return f"bold line {UNDER_TITLE}"
    return ""


def _goes_on_bold(el: Element) -> bool:
    """Whether the two paragraphs after one in bold are in bold, too: then the whole text is."""
    following = list(islice(el.itersiblings(), 2))
    return len(following) == 2 and all(
        each.tag == el.tag and len(text) >= 60 and _all_bold(each, text)
        for each, text in ((each, text_of(each)) for each in following)
    )


def _keeps(key: str, claim: str) -> bool:
    """Whether a text is what the page promises, but for a dateline before it ("(NLĐO) -")."""
    return key == claim or (key.endswith(claim) and len(key) - len(claim) <= _DATELINE)


def parent_tag(el: Element) -> str:
    """The tag of the parent, or nothing at the root."""
    parent = el.getparent()
    return str(parent.tag) if parent is not None else ""


def _all_bold(el: Element, text: str) -> bool:
    style = (el.get("style") or "").replace(" ", "").lower()
    if "font-weight:bold" in style or "font-weight:700" in style:
        return True
    return sum(len(text_of(bold)) for bold in outermost(el, "strong", "b")) >= 0.9 * len(text)
