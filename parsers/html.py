"""From a page to its tree, and every typing trouble of lxml with it. Reads bytes, fetches nothing.

One tree type everywhere: plain lxml elements without comments and processing instructions (an
`lxml.html` element costs three times as much to visit). A clean UTF-8 page goes to libxml2 as it
came. Only markup that libxml2 visibly mangled is tried again: it reported a fatal error (nesting
beyond 256), or most of the tags in the bytes did not become elements (a quote or comment that
never closes swallows the rest). Limits keep any page below 2 s and 300 MB; beyond them it is
NotHtml.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from cssselect import HTMLTranslator
from cssselect import SelectorError as CssError
from cssselect.xpath import XPathExpr
from lxml import etree

from parsers.decoding import codec_of, decode, encoded_once
from parsers.errors import NotHtml
from parsers.model import Page
from parsers.text import clean, nfc
from parsers.urls import canonical, is_web

__all__ = [
    "Element",
    "HtmlDoc",
    "SelectorError",
    "attr",
    "classes_and_id",
    "compile_selector",
    "decode",
    "is_quotation",
    "is_small",
    "outermost",
    "parse_html",
    "select",
    "select_values",
    "text_of",
    "with_any",
]

Element = etree._Element

MAX_BYTES = 10 * 1024 * 1024  # real pages end at 3 MB; 10 MB is also what a crawl takes at most
MAX_TAGS = 600_000
MAX_ELEMENTS = 120_000  # the largest pages that people read have some 20,000
MANY_MARKS = 8  # a stray one changes no word that is looked for
LONG_PAGE = 150_000  # bytes: in a shorter one libxml2 is quick whatever is written
LONG_TAG = 2_000
MAX_ATTRIBUTES = 500
MOST_IN_A_LINE = 200
MAX_REPAIR = 4 * 1024 * 1024
BINARY = (
    b"%PDF", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"PK\x03\x04", b"\x1f\x8b", b"\xd0\xcf\x11\xe0",
    b"RIFF", b"Rar!", b"7z\xbc\xaf", b"ID3", b"OggS", b"MZ\x90", b"\x7fELF", b"wOFF", b"wOF2",
    b"\x00\x00\x01\x00",
)  # fmt: skip
QUOTED = re.compile(rb"\"[^\"]*\"|'[^']*'")
OPENING = re.compile(rb"<[a-zA-Z]")
HIDDEN = frozenset({"script", "style", "template", "noscript", "head"})
INLINE = frozenset(
    {
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn"),
        *("em", "font", "i", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span"),
        *("strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"),
    }
)
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""What libxml2 reads and lxml does not write."""
COUNT = etree.XPath("count(//*)")
BASE = etree.XPath("string(/html/head/base/@href)")


class SelectorError(ValueError):
    """A CSS or XPath selector that cannot be read, or that finds no elements; `selector` is it."""

    def __init__(self, selector: str, reason: str) -> None:
        self.selector = selector
        super().__init__(f"selector {selector!r}: {reason}")


class _Translator(HTMLTranslator):
    """CSS to XPath that asks for a class cheaply first: selectors run half again as fast."""

    def xpath_attrib_includes(self, xpath: XPathExpr, name: str, value: str | None) -> XPathExpr:
        if value:
            xpath.add_condition(f"contains({name}, {self.xpath_literal(value)})")
        return super().xpath_attrib_includes(xpath, name, value)


@dataclass(frozen=True, slots=True, kw_only=True)
class HtmlDoc:
    """A page as a tree: `root` is the html element; `base_url` what relative links are relative to;
    `repaired` says that the markup was mended before it could be read.

    `elements` are all of them in the order of the page: while they are held, every later walk over
    the tree costs a third less, as lxml need not make them anew.
    """

    root: Element
    elements: tuple[Element, ...]
    url: str
    base_url: str
    encoding: str
    repaired: bool = False

    def select(self, selector: str) -> list[Element]:
        """The elements of the page that a CSS or XPath selector finds, in the order of the page."""
        return select(self.root, selector)


def parse_html(page: Page) -> HtmlDoc:
    """The tree of a page; raises NotHtml for what is no page at all, and nothing else."""
    _refuse_what_is_no_page(page)
    codec = codec_of(page.body, page.content_type)
    data, encoding = page.body, codec
    if codec != "utf-8" or b"\x00" in data:
        text, encoding = decode(data, page.content_type)
        data = text.encode("utf-8", "replace")
    data = encoded_once(data)
    if len(data) > LONG_PAGE and (most := _most_attributes(data)) > MAX_ATTRIBUTES:
        reason = f"expected at most {MAX_ATTRIBUTES} attributes of a tag, found {most}"
        raise NotHtml(page.url, reason)
    root, gave_up = parse_bytes(data)
    elements = () if root is None else tuple(root.iter())
    repaired = False
    if (gave_up or root is None or lost_tags(data, len(elements))) and len(data) <= MAX_REPAIR:
        from parsers.repair import mend  # needed for one page in some thousands

        better = mend(data, root, gave_up)
        if better is not None:
            root, gave_up, repaired = better, False, True
            elements = tuple(better.iter())
    if b"\xcc" in data and data.count(b"\xcc") >= MANY_MARKS:
        _compose(elements)
    if gave_up:
        raise NotHtml(page.url, "nested deeper than any parser accepts (256 levels)")
    if len(elements) > MAX_ELEMENTS:
        reason = f"expected at most {MAX_ELEMENTS} elements, found {len(elements)}"
        raise NotHtml(page.url, reason)
    if root is None or not len(root):
        raise NotHtml(page.url, "no markup that a parser accepts")
    base = BASE(root)
    base_url = canonical(base, page.url) if isinstance(base, str) and base.strip() else page.url
    if not is_web(base_url):  # browsers, too, take nothing else from a page
        base_url = page.url
    return HtmlDoc(
        root=root,
        elements=elements,
        url=page.url,
        base_url=base_url,
        encoding=encoding,
        repaired=repaired,
    )


def _compose(elements: tuple[Element, ...]) -> None:
    """Compose the text of a page that writes its marks apart: what reads it need not know.
    Attributes stay as they are, an address may need them so.
    """
    for el in elements:
        text, tail = el.text, el.tail
        if text and (composed := nfc(text)) != text:
            el.text = CONTROLS.sub("", composed)
        if tail and (composed := nfc(tail)) != tail:
            el.tail = CONTROLS.sub("", composed)


def text_of(element: Element) -> str:
    """The text that a reader sees in an element, cleaned; blocks and `<br>` part words."""
    if not len(element):
        return clean(element.text or "")
    return clean("".join(_pieces(element)))


def with_any(root: Element, *paths: etree.XPath) -> list[Element]:
    """The elements that any of these paths finds, in the order of the page: of paths in one libxml2
    sorts what they find, in the square of its number.
    """
    found = [part for path in paths if (part := path(root))]
    if len(found) < 2:
        return found[0] if found else []
    elements = {el for part in found for el in part}
    return [el for el in root.iter() if el in elements]


def is_small(element: Element, most: int) -> bool:
    """Whether an element holds fewer than so many others: what asks every line of a page about the
    elements in it has to ask this first, as one element may be all of the page.
    """
    return next(islice(element.iter(), most, None), None) is None


def outermost(element: Element, *tags: str) -> list[Element]:
    """The elements of these tags in a line of text, without those that stand in another one of
    them; none in what holds more elements than any line does.
    """
    if not is_small(element, MOST_IN_A_LINE):
        return []
    found: list[Element] = []
    walk = etree.iterwalk(element, events=("start",), tag=tags)
    for _, part in walk:
        if part is not element:
            found.append(part)
            walk.skip_subtree()
    return found


def classes_and_id(element: Element) -> str:
    """What an element is called, in one text for a pattern."""
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def is_quotation(element: Element) -> bool:
    """Whether an element is a quotation, by its tag or by what it is called."""
    return element.tag == "blockquote" or "quote" in (element.get("class") or "").lower()


def attr(element: Element, name: str) -> str | None:
    """The value of an attribute, cleaned; None where it is missing or blank."""
    value = element.get(name)
    return (clean(value) or None) if value is not None else None


def select(element: Element, selector: str) -> list[Element]:
    """The elements that a CSS selector, or XPath that begins with / ( or ., finds.

    CSS and `.//` look inside the element, `//` in the whole page. Raises SelectorError.
    """
    found = _run(element, selector)
    if any(isinstance(item, str) for item in found):
        raise SelectorError(selector, "expected elements, found text or attribute values")
    return [item for item in found if not isinstance(item, str)]


def select_values(element: Element, selector: str) -> list[str]:
    """What a selector finds, as text: elements by `text_of`, attributes and text nodes cleaned."""
    found = _run(element, selector)
    texts = (clean(item) if isinstance(item, str) else text_of(item) for item in found)
    return [text for text in texts if text]


def _run(element: Element, selector: str) -> list[Element | str]:
    try:
        found = compile_selector(selector)(element)
    except etree.XPathError as error:
        raise SelectorError(selector, f"cannot be evaluated as XPath: {error}") from error
    if isinstance(found, str):
        return [found]
    if not isinstance(found, list):
        raise SelectorError(selector, f"expected elements, found {found!r}")
    return [item for item in found if isinstance(item, (etree._Element, str))]


@lru_cache(maxsize=4096)
def compile_selector(selector: str) -> etree.XPath:
    """A selector ready to run; the same text is compiled once."""
    if not selector.strip():
        raise SelectorError(selector, "is empty")
    try:
        if selector.lstrip()[0] in "/(.":
            # ".name" is a CSS class, "./", ".//" and "." are XPath
            css_class = re.match(r"\s*\.[\w\-\\]", selector)
            if not css_class:
                return etree.XPath(selector)
        return etree.XPath(_Translator().css_to_xpath(selector))
    except etree.XPathSyntaxError as error:
        raise SelectorError(selector, f"is no valid XPath: {error}") from error
    except (CssError, etree.XPathError) as error:
        raise SelectorError(selector, f"is no valid CSS: {error}") from error


def parse_bytes(data: bytes) -> tuple[Element | None, bool]:
    """The tree that libxml2 makes of UTF-8 bytes, and whether it gave up on the way."""
    parser = etree.HTMLParser(
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,  # a table of ids costs a twentieth of the parse, and nothing asks for it
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError):
        return None, True
    log = parser.error_log
    return root, any(entry.level == etree.ErrorLevels.FATAL for entry in log)


def size(root: Element) -> int:
    """How many elements a tree has."""
    count = COUNT(root)
    return int(count) if isinstance(count, float) else 0


def lost_tags(data: bytes, elements: int) -> bool:
    """Whether most of the tags in the bytes did not become elements."""
    # An element has two of them at most: one pass over the bytes settles all ordinary pages.
    if data.count(b"<") < 4 * elements + 60:
        return False
    return len(OPENING.findall(_without_scripts(data))) > 2 * elements + 30


def _without_scripts(data: bytes) -> bytes:
    """Tags that a script writes as strings are no tags of the page; in time linear in its length,
    whatever never ends.
    """
    lower = data.lower()
    pieces, at = [], 0
    while (start := lower.find(b"<script", at)) >= 0:
        end = lower.find(b"</script", start)
        if end < 0:
            break
        pieces.append(data[at:start])
        at = end
    return b"".join([*pieces, data[at:]])


def _pieces(element: Element) -> list[str]:
    pieces: list[str] = []
    add = pieces.append
    walk = etree.iterwalk(element, events=("start", "end"))
    next(walk)
    if element.text:
        add(element.text)
    for event, node in walk:
        tag = node.tag
        if event == "start":
            if tag in HIDDEN:
                walk.skip_subtree()
                continue
            text = node.text
        elif node is element:
            break
        else:
            text = node.tail
        if tag not in INLINE:
            add(" ")
        if text:
            add(text)
    return pieces


def _refuse_what_is_no_page(page: Page) -> None:
    body, url = page.body, page.url
    head = body[:1024].lstrip()
    if not head and not body.strip():
        raise NotHtml(url, "the page is empty")
    if body.startswith(BINARY):
        raise NotHtml(url, f"expected a page, found a binary file that begins with {body[:4]!r}")
    if len(body) > MAX_BYTES:
        raise NotHtml(url, f"expected at most {MAX_BYTES} bytes, found {len(body)}")
    if len(body) > 2 * MAX_TAGS and body.count(b"<") > MAX_TAGS:
        raise NotHtml(url, f"expected at most {MAX_TAGS} tags, found {body.count(b'<')}")
    if body.find(b"<") < 0:
        raise NotHtml(url, "no tag in it: plain text, JSON or a binary file")


def _most_attributes(data: bytes) -> int:
    """How many attributes the tag with most of them has: libxml2 holds each one against all before,
    which takes minutes for a tag of a megabyte.
    """
    most = start = 0
    while start < len(data):
        end = data.rfind(b">", start, start + LONG_TAG)
        if end < 0:  # nothing ends within so many bytes
            end = data.find(b">", start + LONG_TAG)
            end = len(data) if end < 0 else end
            opens = data.rfind(b"<", start, end)
            if 0 <= opens <= end - LONG_TAG:
                bare = QUOTED.sub(b"", data[opens:end])[:LONG_PAGE]
                most = max(most, len(bare.split()) - 1)
        start = end + 1
    return most
