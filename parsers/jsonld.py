"""What the JSON-LD of a page says of its article: a witness, never the last word.

Sites write broken JSON (trailing commas, raw line breaks, double escapes), wrap objects in lists
and ``@graph``, and describe the site, the breadcrumb and other articles on the same page.
`read_json_ld` repairs what can be repaired and picks the one object that is about this page. Pure;
it touches no tree, only the texts of the scripts.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from parsers.text import clean, match_key, unescaped

_ARTICLE_TYPES = frozenset(
    [
        "article",
        "newsarticle",
        "reportagenewsarticle",
        "analysisnewsarticle",
        "opinionnewsarticle",
        "backgroundnewsarticle",
        "blogposting",
        "socialmediaposting",
        "liveblogposting",
        "report",
        "scholarlyarticle",
        "techarticle",
        "advertisercontentarticle",
        "reviewnewsarticle",
        "satiricalarticle",
        "askpublicnewsarticle",
    ]
)
_PAGE_TYPES = frozenset({"webpage", "itempage", "mainentity"})
_WORTH_PARSING = re.compile(r"Article|Posting|Report|Breadcrumb|datePublished|headline")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$")
_SALVAGE = re.compile(
    r'"(headline|description|datePublished|dateModified|articleSection|@type)"\s*:'
    r'\s*"((?:[^"\\]|\\.)*)"'
)
_MAX_DEPTH = 6
_SHORTEST_BODY = 300
_LONGEST_BODY = 500_000
_LINE_BREAK = re.compile(r"</?(?:p|div|br|li|h[1-6])\b[^<>]*>|\r", re.IGNORECASE)
_MAX_TITLE = 2000

Json = object


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsData:
    """The fields of the object that describes this page's article; empty where the page has none.

    `kind` is its type in lower case (``newsarticle``), `crumbs` the names of a BreadcrumbList,
    `publisher` the name of the publisher, which some sites repeat as the author, `body` the lines
    of the text.
    """

    kind: str = ""
    headline: str | None = None
    description: str | None = None
    published: str | None = None
    modified: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    section: str | None = None
    keywords: tuple[str, ...] = ()
    image: str | None = None
    language: str | None = None
    crumbs: tuple[str, ...] = ()
    body: tuple[str, ...] = ()


def read_json_ld(
    scripts: Iterable[str], *, url: str = "", title: str | None = None, last: bool = False
) -> NewsData:
    """Read the article's object out of the ld+json `scripts` of the page at `url`.

    Of several objects the one that names this URL wins, then the first in the page (with `last`,
    the last: some sites put a template's object first).
    """
    objects = [
        item
        for script in scripts
        if _WORTH_PARSING.search(script)
        for item in _objects(_load(script))
    ]
    best: dict[str, Json] = {}
    best_rank = (0, 0)
    key = match_key((title or "")[:_MAX_TITLE])
    for order, item in enumerate(objects):
        rank = (_rank(item, url, key), order if last else -order)
        if rank[0] and (not best or rank > best_rank):
            best, best_rank = item, rank
    return _news(best, _crumbs(objects))


def _load(script: str) -> Json:
    """The JSON of a script, after repairs where needed; None where nothing can be made of it."""
    wrapped = "<!" in script or "-->" in script or "]]>" in script
    text = (_WRAPPING.sub("", script) if wrapped else script).strip().rstrip(";")
    for mend in (str, _mended):
        try:
            loaded: Json = json.loads(mend(text), strict=False)
        except (ValueError, RecursionError):
            continue
        return loaded
    found: dict[str, Json] = {}
    for key, value in _SALVAGE.findall(text):
        found.setdefault(key, value.replace('\\"', '"').replace("\\/", "/"))
    return found or None


def _mended(text: str) -> str:
    return _TRAILING_COMMA.sub(r"\1", _CONTROL.sub(" ", text))


def _objects(data: Json, depth: int = 0) -> Iterator[dict[str, Json]]:
    """All objects at the top of the document: in lists, in @graph, as main entity of a page."""
    if depth > _MAX_DEPTH:
        return
    if isinstance(data, list):
        for item in data:
            yield from _objects(item, depth + 1)
    elif isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity"):
            if key in data:
                yield from _objects(data[key], depth + 1)


def _rank(item: dict[str, Json], url: str, title: str) -> int:
    """How surely this object is the article of the page, whose title has this key: 0 for objects
    of another kind.
    """
    types = _types(item)
    if types & _ARTICLE_TYPES:
        rank = 4
    elif types & _PAGE_TYPES and "datePublished" in item:
        rank = 1
    else:
        return 0
    names = {_name_of(item.get(key), "@id", "url") for key in ("mainEntityOfPage", "url", "@id")}
    if url and any(name and _same_page(name, url) for name in names):
        rank += 2
    headline = _text(item.get("headline"))
    rank += bool(headline and match_key(headline) in title)
    return rank + ("datePublished" in item)


def _same_page(left: str, right: str) -> bool:
    def bare(url: str) -> str:
        return url.split("#")[0].split("?")[0].rstrip("/").partition("//")[2].removeprefix("www.")

    return bool(bare(left)) and bare(left) == bare(right)


def _types(item: dict[str, Json]) -> set[str]:
    value = item.get("@type")
    found = value if isinstance(value, list) else [value]
    return {part.rsplit("/", 1)[-1].lower() for part in found if isinstance(part, str)}


def _news(item: dict[str, Json], crumbs: tuple[str, ...]) -> NewsData:
    kinds = _types(item) & _ARTICLE_TYPES
    return NewsData(
        kind=max(kinds, key=len, default=""),
        headline=_text(item.get("headline")) or _text(item.get("name")),
        description=_text(item.get("description")),
        published=_text(item.get("datePublished")),
        modified=_text(item.get("dateModified")),
        authors=_authors(item),
        publisher=_text(_name_of(item.get("publisher"), "name")),
        section=next(iter(_texts(item.get("articleSection"))), None),
        keywords=_keywords(item.get("keywords")),
        image=_name_of(item.get("image"), "url", "contentUrl", "@id"),
        language=_text(_name_of(item.get("inLanguage"), "name")),
        crumbs=crumbs,
        body=_paragraphs(item.get("articleBody")),
    )


def _paragraphs(value: Json) -> tuple[str, ...]:
    """The lines of the text, which some pages hold nowhere else."""
    if not isinstance(value, str) or not _SHORTEST_BODY <= len(value) <= _LONGEST_BODY:
        return ()
    lines = _LINE_BREAK.sub("\n", unescaped(value)).split("\n")
    return tuple(filter(None, map(_text, lines)))


def _authors(item: dict[str, Json]) -> tuple[str, ...]:
    """Names of the authors; an organisation that is also the publisher is the site's name, not an
    author.
    """
    value = item.get("author")
    publisher = _text(_name_of(item.get("publisher"), "name"))
    names: dict[str, None] = {}
    for author in value if isinstance(value, list) else [value]:
        name = _text(_name_of(author, "name"))
        organisation = isinstance(author, dict) and "organization" in _types(author)
        if name and not (organisation and publisher and _alike(name, publisher)):
            names.setdefault(name)
    return tuple(names)


def _alike(left: str, right: str) -> bool:
    left, right = left.casefold(), right.casefold()
    return left in right or right in left


def _crumbs(objects: Sequence[dict[str, Json]]) -> tuple[str, ...]:
    for item in objects:
        elements = item.get("itemListElement")
        if "breadcrumblist" in _types(item) and isinstance(elements, list):
            names = []
            for element in elements:
                if isinstance(element, dict):
                    name = _text(element.get("name")) or _text(
                        _name_of(element.get("item"), "name")
                    )
                    if name:
                        names.append(name)
            return tuple(names)
    return ()


def _name_of(value: Json, *keys: str) -> str | None:
    """A string, or the first of `keys` that an object (or the first of a list) carries."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        return next((found for key in keys if isinstance(found := value.get(key), str)), None)
    return value if isinstance(value, str) else None


def _texts(value: Json) -> Iterator[str]:
    for part in value if isinstance(value, list) else [value]:
        text = _text(part)
        if text:
            yield text


def _keywords(value: Json) -> tuple[str, ...]:
    if isinstance(value, str):
        value = [*value.split(",")]
    return tuple(dict.fromkeys(_texts(value)))


def _text(value: Json) -> str | None:
    """Clean text, unescaped twice: some sites escape what was escaped before (``&amp;#7871;``)."""
    if not isinstance(value, str):
        return None
    if "&" in value:
        value = unescaped(unescaped(value))
    if "<" in value:
        value = re.sub(r"<[^<>]*>", " ", value)
    return clean(value) or None
