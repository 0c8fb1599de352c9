"""Which text of the page is the title of its article.

The h1 as shown wins over og:title and <title>, which carry site suffixes or an editor's other
wording; but a page may have several h1 (the name of the site, of the section, an empty pop-up), or
none at all. Pure.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice

from parsers.boilerplate import is_date_line
from parsers.head import Head
from parsers.html import Element, HtmlDoc, classes_and_id, is_small, text_of
from parsers.model import Evidence, Origin
from parsers.permalinks import without_permalink
from parsers.text import clean, match_key

_SEPARATOR = re.compile(r"\s+(?:[-–—|»·•:]{1,2}|::)\s+|\s*\|\s*")
_TITLE_CLASS = re.compile(
    r"title|headline|tieu-?de|post-name|(?:article|news|detail)-?(?:header|heading|subject)(?=$|\s)",
    re.IGNORECASE,
)
_CHROME_CLASS = re.compile(
    r"logo|site-?title|site-?name|brand|banner|breadcrumb|popup|modal|sr-only", re.IGNORECASE
)
_BANNER = re.compile(r"\s(?:header|banner|logo|site-header|masthead|top-?header)\s", re.IGNORECASE)
_OWN_HEADER = re.compile(r"entry|post|article|detail|single|news|content", re.IGNORECASE)
_CHROME_TAGS = frozenset({"header", "nav", "footer", "aside"})
_SHOWN_TAGS = ("h2", "h3", "h4", "div", "span", "p", "strong", "b", "td", "a", "font")
_NAMED_TAGS = ("h1", "h2", "h3", "h4", "div", "span", "p", "td")
_CRUMB_CLASS = re.compile(r"breadcrumb", re.IGNORECASE)
_HEADINGS = ("h2", "h3", "h4")
_TYPE_TAGS = ("font", "span", "p", "div", "td")
_LARGE = frozenset({"4", "5", "6", "7", "+1", "+2", "+3"})
_LARGE_STYLE = re.compile(r"font-size:\s*(?:1[6-9]|[23]\d)(?:\.\d+)?pt|font-size:\s*[23]\dpx", re.I)
_FOOT = re.compile(r"foot|copyright|ban-?quyen", re.IGNORECASE)
_LITTLE = 100
_INLINE = frozenset({"span", "b", "strong", "font", "a", "em", "i"})
_ENOUGH_PROSE = 400
_MAX_LENGTH = 400
_MAX_CLAIM = 2000
_ALIKE = 0.6
_MIN_WORDS = 4
_MANY = 20
_NEARLY = 0.8
_LEVELS = 3
_COST = 100  # characters: what an element takes to read
_MOST_READ = 40_000_000
_AGAIN = 5
_MOST_IN_A_TITLE = 60  # elements
_NEAR = 300  # siblings: the text of an article begins within so many
_OPENERS = " \t\r\n\xa0\"'“”‘’«(["

Found = tuple[str, Element | None, Evidence]


def is_title(text: str) -> bool:
    """Whether a text can be a title at all."""
    return 2 <= len(text) <= _MAX_LENGTH and any(char.isalpha() for char in text)


def likeness(left: str, right: str) -> float:
    """How far two titles share their words, 0 to 1; words that only the longer one has cost less
    than those missed.
    """
    a, b = set(match_key(left).split()), set(match_key(right).split())
    if not a or not b:
        return 0.0
    shorter, longer = sorted((len(a), len(b)))
    return len(a & b) / shorter * (0.3 + 0.7 * shorter / longer)


def find_title(doc: HtmlDoc, head: Head) -> Found | None:
    """The title, the element that shows it, and how sure that is; None where there is none."""
    claims = tuple(claimed_titles(doc, head))
    shown = _best_heading(head, claims)
    if shown is not None and shown[2].confidence >= 0.8:
        return (_named_title(doc) if _names_the_site(shown) else None) or shown
    claimed = _shown_claim(doc, claims)
    if claimed is not None and len(claimed[0].split()) >= _MIN_WORDS:
        behind = _is_behind_the_text(claimed)
        return (_named_title(doc) or _last_heading(doc) if behind else None) or claimed
    return (
        _named_title(doc)
        or claimed
        or shown
        or _last_heading(doc)
        or _in_large_type(doc)
        or next(((text, None, evidence) for text, evidence in claims if is_title(text)), None)
    )


def claimed_titles(doc: HtmlDoc, head: Head) -> Iterator[tuple[str, Evidence]]:
    """What JSON-LD, OpenGraph and <title> call the article, without the suffix of the site, surest
    first.
    """
    site = head.first("og:site_name")
    claims = (
        (head.json_ld.headline if head.json_ld.kind else None, Origin.JSON_LD, 0.7, "headline"),
        (head.first("og:title"), Origin.OPEN_GRAPH, 0.7, "og:title"),
        (head.first("twitter:title"), Origin.META, 0.6, "twitter:title"),
        (head.title, Origin.META, 0.5, "title element"),
    )
    for text, origin, confidence, detail in claims:
        if text and len(text) <= _MAX_CLAIM:
            bare = without_suffix(text, site, doc.url)
            yield bare, Evidence(origin=origin, confidence=confidence, detail=detail)


def without_suffix(title: str, site: str | None, url: str) -> str:
    """Cut the name of the site (or of a section of it) off the end of a <title> or og:title."""
    parts = _SEPARATOR.split(title)
    if len(parts) < 2:
        return title
    names = {match_key(site)} if site else set()
    host = re.sub(r"[^a-z0-9]", "", url.split("//")[-1].split("/")[0].removeprefix("www."))
    end = len(title)
    for part in reversed(parts[1:]):
        key = match_key(part)
        squeezed = key.replace(" ", "")
        is_site = key in names or any(key and key in name for name in names)
        is_site = is_site or (len(squeezed) > 3 and squeezed in host) or key.startswith("báo ")
        if not is_site:
            break
        end = title.rindex(part, 0, end)
    if end == len(title) and "|" in title:
        longest = max(title.split("|"), key=len)
        return clean(longest) if len(longest.split()) >= _MIN_WORDS else title
    return clean(re.sub(r"[\s\-–—|»·•:]+$", "", title[:end])) or title


def _best_heading(head: Head, claims: tuple[tuple[str, Evidence], ...]) -> Found | None:
    shown = ((without_permalink(text_of(el)), el) for el in head.headings[:_MANY])
    candidates = [(text, el) for text, el in shown if is_title(text)]
    best: tuple[float, str, Element, str] | None = None
    for text, el in candidates:
        score, why = _score_heading(el, text, claims)
        if len(candidates) > 1:
            score += _score_place(el, text, head.json_ld.crumbs)
        if best is None or score > best[0]:
            best = score, text, el, why
    if best is None:
        return None
    score, text, el, why = best
    confidence = max(0.1, min(0.98, score))
    return text, el, Evidence(origin=Origin.STRUCTURE, confidence=confidence, detail=f"h1, {why}")


def _score_heading(
    el: Element, text: str, claims: tuple[tuple[str, Evidence], ...]
) -> tuple[float, str]:
    """How much an h1 looks like the title: by what the page claims, by its words, by its name."""
    score = 0.45 + min(len(text.split()), 12) / 40
    why = "by its place" if claims else "the only sign"
    alike = (
        (likeness(text, claim) * (0.5 + evidence.confidence), evidence)
        for claim, evidence in claims
    )
    best = max(alike, key=lambda item: item[0], default=None)
    if _TITLE_CLASS.search(el.get("class") or "") or el.get("itemprop") == "headline":
        score += 0.1
    if best is not None and best[0] >= _ALIKE:
        score, why = score + 0.35 * best[0], f"like {best[1].detail}"
        return score - (0.5 if _CHROME_CLASS.search(classes_and_id(el)) else 0.0), why
    return score - (0.5 if _is_chrome(el) else 0.0), why


def _score_place(el: Element, text: str, crumbs: Iterable[str]) -> float:
    """Where one of several h1 stands: the article's is followed by text, a section's is repeated in
    the breadcrumb.
    """
    key = match_key(text)
    score = 0.0
    if any(key == match_key(crumb) for crumb in crumbs):
        score -= 0.4
    prose = 0
    for sibling in islice(el.itersiblings(), _NEAR):
        if _CRUMB_CLASS.search(sibling.get("class") or "") or sibling.tag == "nav":
            return score - 0.4
        if sibling.tag in ("p", "article", "div", "section"):
            prose += len(text_of(sibling))
        if prose > _ENOUGH_PROSE:
            return score + 0.2
    return score


def _is_chrome(el: Element) -> bool:
    """Whether a heading stands in the site's frame: its header or navigation, a logo, a pop-up.

    A `header` inside `article` or `main` is the article's own.
    """
    if _CHROME_CLASS.search(classes_and_id(el)):
        return True
    for ancestor in el.iterancestors():
        if ancestor.tag in ("article", "main", "body"):
            return False
        if ancestor.tag in _CHROME_TAGS or "display:none" in (ancestor.get("style") or "").replace(
            " ", ""
        ):
            return True
    return False


def _shown_claim(doc: HtmlDoc, claims: tuple[tuple[str, Evidence], ...]) -> Found | None:
    """The element outside the frame whose whole text is a claimed title (themes with no h1 for it).

    A <title> may go on with the name of a section: the longest beginning of it that the page shows
    is the title.
    """
    keys: dict[str, str] = {}
    initials: set[str] = set()
    for text, evidence in claims:
        for part in _parts(text):
            keys.setdefault(match_key(part), evidence.detail)
            initials.add(_initial(part))
    if not keys:
        return None
    longest = 2 * max(map(len, keys))
    best: tuple[str, str, Element] | None = None
    for el in doc.root.iter(*_SHOWN_TAGS):
        if len(el) > 2 or not _may_begin(el, initials):
            continue
        text = text_of(el)
        key = match_key(text) if 2 <= len(text) <= longest else ""
        if key in keys and (best is None or len(key) > len(best[0])) and not _is_chrome(el):
            best = key, text, el
    if best is None:
        return None
    detail = f"{best[2].tag!s} equal to {keys[best[0]]}"
    return best[1], best[2], Evidence(origin=Origin.STRUCTURE, confidence=0.85, detail=detail)


def _names_the_site(found: Found) -> bool:
    """Whether an h1 stands in the banner of the page and only the <title> says the same: then both
    may be the name of the site.
    """
    _, el, evidence = found
    if el is None or evidence.detail != "h1, like title element":
        return False
    for up in el.iterancestors():
        if up.tag in ("article", "main") or (
            up.tag == "header" and _OWN_HEADER.search(classes_and_id(up))
        ):
            return False
        if up.tag == "header" or _BANNER.search(f" {classes_and_id(up)} "):
            return True
    return False


def _is_behind_the_text(found: Found) -> bool:
    """Whether only the <title> says what stands in the footer, or where no text follows: that is
    the name of the site.
    """
    _, el, evidence = found
    if el is None or not evidence.detail.endswith("title element"):
        return False
    return _prose_after(el, _Texts()) < _LITTLE or any(
        _FOOT.search(classes_and_id(up)) for up in el.iterancestors()
    )


def _named_title(doc: HtmlDoc) -> Found | None:
    """The last element called a title before the most prose, for pages that claim the name of the
    site or of a section alone.
    """
    named = partial(_last_before_text, doc, _NAMED_TAGS, " called a title")
    return named(lambda el: _TITLE_CLASS.search(classes_and_id(el)) is not None)


def _last_heading(doc: HtmlDoc) -> Found | None:
    """The last heading before the most prose, for pages where nothing is called a title."""
    return _last_before_text(doc, _HEADINGS, "", lambda _: True)


def _in_large_type(doc: HtmlDoc) -> Found | None:
    """The last line in large type before the most prose, for pages without headings or names."""
    return _last_before_text(doc, _TYPE_TAGS, " in large type", _is_large)


def _is_large(el: Element) -> bool:
    if el.tag == "font":
        return (el.get("size") or "") in _LARGE
    return _LARGE_STYLE.search(el.get("style") or "") is not None


def _last_before_text(
    doc: HtmlDoc, tags: Iterable[str], called: str, fits: Callable[[Element], bool]
) -> Found | None:
    found: list[tuple[int, str, Element]] = []
    texts = _Texts()
    for el in doc.root.iter(*tags):
        if fits(el) and len(el) <= 2 and is_small(el, _MOST_IN_A_TITLE):
            text = text_of(el)
            texts.read += _AGAIN * len(text)  # one in another holds the same text
            words = len(text.split()) >= _MIN_WORDS
            if is_title(text) and words and not _is_frame(el) and not is_date_line(text):
                prose = _prose_after(el, texts)
                if prose >= _ENOUGH_PROSE:
                    found.append((prose, text, el))
        if len(found) == _MANY or texts.read > _MOST_READ:
            break
    if not found:
        return None
    most = max(prose for prose, _, _ in found)
    _, text, el = next(each for each in reversed(found) if each[0] >= _NEARLY * most)
    detail = f"{el.tag!s}{called}, before the text"
    return text, el, Evidence(origin=Origin.STRUCTURE, confidence=0.6, detail=detail)


def _is_frame(el: Element) -> bool:
    """Whether an element is chrome, or leads to another article."""
    linked = next(el.iter("a"), None) is not None or next(el.iterancestors("a"), None) is not None
    return linked or _is_chrome(el)


class _Texts:
    """How much unlinked text elements hold, each read once; `read` is what that took: boxes in one
    another hold the same text again and again.
    """

    def __init__(self) -> None:
        self.read = 0
        self._sizes: dict[Element, int] = {}

    def size(self, el: Element) -> int:
        """The length of the text of an element outside links."""
        if el not in self._sizes:
            text = len(text_of(el))
            links = [len(text_of(link)) for link in el.iter("a")]
            self.read += text + sum(_COST for _ in el.iter())
            self._sizes[el] = max(0, text - sum(links))
        return self._sizes[el]


def _prose_after(el: Element, texts: _Texts) -> int:
    """How much unlinked text follows an element, beside it or beside the boxes round it."""
    most = 0
    node: Element | None = el
    for _ in range(_LEVELS):
        while node is not None and node.tag in _INLINE and node.getnext() is None:
            node = node.getparent()
        if node is None or node.tag == "body":
            break
        size = 0
        for sibling in islice(node.itersiblings(), _NEAR):
            size += texts.size(sibling)
        most = max(most, size)
        if most >= _ENOUGH_PROSE:
            break
        node = node.getparent()
    return most


def _parts(text: str) -> Iterator[str]:
    """A claimed title and what is left of it when its last or its first parts are cut off; too
    short a rest names no article.
    """
    yield text
    cuts = list(_SEPARATOR.finditer(text))
    named = text.partition(": ")[2]  # Blogger writes "site: title"
    rests = (*(text[: cut.start()] for cut in cuts), *(text[cut.end() :] for cut in cuts), named)
    for rest in rests:
        if len(rest.split()) >= _MIN_WORDS:
            yield rest


def _may_begin(el: Element, initials: set[str]) -> bool:
    """Whether what an element shows first begins as a claim does: cheaper than reading them all."""
    text = (el.text or "").lstrip(_OPENERS) or ((el[0].text or "") if len(el) else "")
    return _initial(text) in initials


def _initial(text: str) -> str:
    return unicodedata.normalize("NFC", text.lstrip(_OPENERS)[:4]).casefold()[:2]
