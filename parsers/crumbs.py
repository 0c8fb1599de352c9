"""The section of an article as its breadcrumb tells it: a row of links that begins at the front
page ("Trang chủ / Đời sống") and stands before the title, whatever it is called. Pure.
"""

import re
from itertools import islice
from typing import Final

from parsers.html import Element, classes_and_id, text_of
from parsers.text import fold, match_key

_HOME: Final = frozenset(
    ("trang chu", "trang nhat", "home", "trang dau", "homepage", "accueil", "startseite", "inicio")
)
_HOST: Final = re.compile(r"^(?:https?:)?//[^/]*", re.IGNORECASE)
_CALLED: Final = re.compile(
    r"bread-?crumb|(?:^|[\s_-])(?:cate?|category(?:-?(?:title|name))?|cat-?name|chuyen-?muc|section-?name)(?=$|[\s_-])",
    re.IGNORECASE,
)
_INITIALS: Final = frozenset(word[0] for word in _HOME)
LONGEST_HOME: Final = 14
MOST_CRUMBS: Final = 6
MOST_BEFORE: Final = 8
LONGEST_CRUMB: Final = 60
LONGEST_ROW: Final = 500
"""A row with more text, or more links, is the menu of the site."""

LEVELS: Final = 4
LEVELS_CALLED: Final = 6
SHORTEST_FOLDER: Final = 4
CLOSE: Final = 3
LONGEST_LABEL: Final = 24
_CATEGORY_LABEL: Final = re.compile(r"\b(?:chuyên mục|danh mục)\s?:\s*$", re.IGNORECASE)
LEVELS_ABOVE: Final = 12
MOST_ABOVE: Final = 5
MOST_LINKS: Final = 40
"""How far above the title it is looked for, and among how many links of each box there."""


def section_in_crumbs(title: Element | None, text: str, url: str = "") -> str | None:
    """The last link of the nearest breadcrumb above the title that is neither the front page nor
    the title itself; else the link right above it to the folder in which the page stands, or in a
    box that is called one of breadcrumbs or categories, or the one behind such a label below it.
    """
    return (
        _in_crumbs(title, text)
        or _of_the_folder(title, url)
        or _called_section(title, text)
        or _labelled_category(title)
    )


def _in_crumbs(title: Element | None, text: str) -> str | None:
    node = title
    for _ in range(LEVELS_ABOVE):
        if node is None or node.tag == "body":
            return None
        for sibling in islice(node.itersiblings(preceding=True), MOST_ABOVE):
            for link in islice(sibling.iter("a"), MOST_LINKS):
                if _is_home(link) and (section := _section_of(link, match_key(text))):
                    return section
        node = node.getparent()
    return None


def _of_the_folder(title: Element | None, url: str) -> str | None:
    """The text of a lone link above the title that leads to a folder of the page's own address."""
    path = _path(url).rpartition("/")[0]
    if title is None or len(path) < SHORTEST_FOLDER:
        return None
    node = title
    for _ in range(LEVELS):
        for sibling in islice(node.itersiblings(preceding=True), MOST_ABOVE):
            links = list(islice(sibling.iter("a"), 2))
            folder = _folder(links[0].get("href") or "") if len(links) == 1 else ""
            if len(folder) >= SHORTEST_FOLDER and f"{path}/".startswith(f"{folder}/"):
                shown = text_of(links[0])
                return shown if 2 <= len(shown) <= LONGEST_CRUMB else None
        around = node.getparent()
        if around is None or around.tag == "body":
            return None
        node = around
    return None


def _labelled_category(title: Element | None) -> str | None:
    """The text of the link behind "Chuyên mục:" in the lines below the title."""
    node = title
    for _ in range(CLOSE):
        if node is None or node.tag == "body":
            return None
        for sibling in islice(node.itersiblings(), CLOSE):
            for link in islice(sibling.iter("a"), MOST_CRUMBS):
                previous, around = link.getprevious(), link.getparent()
                before = previous.tail if previous is not None else None
                if previous is None and around is not None:
                    before = around.text
                if before and _CATEGORY_LABEL.search(before[-LONGEST_LABEL:]):
                    shown = text_of(link)
                    return shown if 2 <= len(shown) <= LONGEST_CRUMB else None
        node = node.getparent()
    return None


def _called_section(title: Element | None, text: str) -> str | None:
    """The last of a few links above the title in a box that is called that of the section, or what
    such a box says that leads nowhere.
    """
    node, key = title, match_key(text)
    for _ in range(LEVELS_CALLED):
        if node is None or node.tag == "body":
            return None
        for sibling in islice(node.itersiblings(preceding=True), MOST_ABOVE):
            box = next(filter(_is_called, islice(sibling.iter("*"), MOST_BEFORE)), None)
            texts = [] if box is None else [each for each in _sections(box) if len(each) >= 2]
            shown = next((each for each in reversed(texts) if match_key(each) != key), None)
            if shown is not None:
                return shown if len(shown) <= LONGEST_CRUMB else None
        node = node.getparent()
    return None


def _is_called(box: Element) -> bool:
    name = classes_and_id(box)
    return len(name) > 1 and _CALLED.search(name) is not None


def _sections(box: Element) -> list[str]:
    """What a box that is called a category or breadcrumb names: its links to pages of the site, if
    these are few; else all it says, in a few words without a number.
    """
    links = list(islice(box.iter("a"), MOST_CRUMBS + 1))
    if len(links) > MOST_CRUMBS:
        return []
    if links:
        return [text_of(link) for link in links if _leads(link.get("href") or "#")]
    if len(box) > 1 or "crumb" in (box.get("class") or "").lower():
        return []
    shown = text_of(box)
    return [] if any(map(str.isdigit, shown)) else [shown]


def _leads(href: str) -> bool:
    return bool(href) and href[0] not in "#?" and not href.startswith(("javascript:", "mailto:"))


def _folder(href: str) -> str:
    """The folder that an address names ("/doi-song/", "https://.../doi-song.html")."""
    return _path(href).removesuffix(".html").removesuffix(".htm").rstrip("/")


def _path(address: str) -> str:
    return _HOST.sub("", address).partition("#")[0].partition("?")[0]


def _is_home(link: Element) -> bool:
    shown = (link.text or "").strip()
    if not shown and len(link):
        shown = (link[0].text or link[0].tail or "").strip()
    shown = shown or link.get("title") or ""
    if len(shown) > LONGEST_HOME or shown[:1].lower() not in _INITIALS:
        return False
    return fold(shown).strip(" »>/›") in _HOME


def _section_of(home: Element, title: str) -> str | None:
    """The last crumb of the smallest box round the link to the front page with other links."""
    node = home.getparent()
    for _ in range(LEVELS):
        if node is None or node.tag in ("body", "main", "article", "form"):
            return None
        links = list(islice(node.iter("a"), MOST_CRUMBS + 1))
        if len(links) > MOST_CRUMBS or next(node.iter("h1", "h2", "img"), None) is not None:
            return None
        if len(links) > 1:
            break
        node = node.getparent()
    else:
        return None
    if node is None or links[0] is not home or len(text_of(node)) > LONGEST_ROW:
        return None
    crumbs = [text for link in links[1:] if (text := text_of(link).strip(" »>/›"))]
    kept = [text for text in crumbs if len(text) <= LONGEST_CRUMB and match_key(text) != title]
    return kept[-1] if kept else None
