"""The page of an explanation: kept and dropped parts coloured, with the fields above.

It holds no script, no link, no image and no style of the original: only its text, escaped, in a
handful of harmless tags. Pure.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from lxml import etree

from parsers.article import Parsed
from parsers.html import Element
from parsers.xmltree import NOT_XML

_TAGS = frozenset(
    [
        "div",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "aside",
        "nav",
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "blockquote",
        "pre",
        "table",
        "tbody",
        "thead",
        "tfoot",
        "tr",
        "td",
        "th",
        "caption",
        "figure",
        "figcaption",
        "span",
        "b",
        "i",
        "em",
        "strong",
        "u",
        "small",
        "sub",
        "sup",
        "br",
        "hr",
    ]
)
_SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "head",
        "iframe",
        "object",
        "embed",
        "canvas",
        "select",
    ]
)
_VOID = frozenset({"br", "hr"})
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:1rem auto;padding:0 1rem;color:#888}
.kept{background:#e3f5e3;color:#111;outline:1px solid #7bc47b}
.dropped{background:#fbe5e5;color:#633;outline:1px dashed #d99}
.dropped[title]:before{content:attr(title) " ";font-size:.7em;color:#b00}
.field{background:#e3ecfb;color:#111;outline:1px solid #88a8dd}
.field[title]:before{content:attr(title) " ";font-size:.7em;color:#05a}
.container{border-left:4px solid #7bc47b;padding-left:.5rem}
table{border-collapse:collapse}
td,th{border:1px solid #ccc;padding:.2rem .5rem;text-align:left;vertical-align:top}
.report{color:#111}.image{color:#999;font-style:italic}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedField:
    """One field: what was read, where from, how sure (0 to 1) and by which selector or rule."""

    name: str
    value: str
    origin: str
    confidence: float
    detail: str


def render_page(parsed: Parsed, fields: Iterable[ExplainedField]) -> str:
    """The page as text in plain tags, kept parts green, dropped parts red with the rule's name,
    fields blue.
    """
    marks = _marks(parsed)
    body = parsed.doc.root.find("body")
    out = _walk(body if body is not None else parsed.doc.root, marks)
    rows = "".join(
        f"<tr><th>{escape(line.name)}</th><td>{escape(line.value)}</td><td>{escape(line.origin)}"
        f" {line.confidence:.2f}</td><td>{escape(line.detail)}</td></tr>"
        for line in fields
    )
    warnings = "".join(f"<li>{escape(text)}</li>" for text in parsed.article.warnings)
    title, url = escape(parsed.article.title), escape(parsed.article.url)
    return (
        '<!doctype html><html><head><meta charset="utf-8">'
        f"<meta http-equiv='Content-Security-Policy' content=\"{_POLICY}\">"
        f"<title>{title}</title><style>{_STYLE}</style></head><body>"
        f'<div class="report"><p>{url}, platform {escape(parsed.platform.name)}</p>'
        f"<table>{rows}</table><ul>{warnings}</ul></div><hr>{out}</body></html>"
    )


def _marks(parsed: Parsed) -> dict[Element, tuple[str, str]]:
    """Class and tooltip of the elements that are coloured; of two parts in one element the kept one
    counts.
    """
    marks: dict[Element, tuple[str, str]] = {}
    for part in parsed.reading.trace:
        if part.rule is None:
            marks[part.element] = ("kept", "")
        elif part.rule != "outside the article":
            marks.setdefault(part.element, ("dropped", part.rule))
    for selector, el in parsed.dropped:
        marks[el] = ("dropped", f"selector {selector}")
    for name, el in parsed.shown:
        marks[el] = ("field", name)
    container = parsed.reading.container
    if container is not None:
        marks.setdefault(container, ("container", ""))
    return marks


def _walk(root: Element, marks: dict[Element, tuple[str, str]]) -> str:
    """The text of a tree in harmless tags; iterative, so that depth costs nothing."""
    out: list[str] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, el in walk:
        tag = el.tag if isinstance(el.tag, str) else ""
        name = tag if tag in _TAGS else "span"
        if event == "start":
            if tag in _SKIPPED:
                walk.skip_subtree()
                continue
            if tag == "img":
                out.append(f'<span class="image">[image: {escape(el.get("alt") or "")}]</span>')
                continue
            kind, hint = marks.get(el, ("", ""))
            attributes = f' class="{kind}"' if kind else ""
            attributes += f' title="{escape(hint)}"' if hint else ""
            out.append(f"<{name}{attributes}>{escape(el.text or '')}")
        else:
            if tag not in _SKIPPED and tag != "img" and name not in _VOID:
                out.append(f"</{name}>")
            if el is not root:
                out.append(escape(el.tail or ""))
    return NOT_XML.sub("", "".join(out))
