"""PURE: what a person types into the search box, as an expression that FTS5 takes. No I/O, no SQL.

Total: every text is a query. Words are ANDed; "phrases", prefix*, AND, OR, NOT (or -word),
parentheses and field:word are understood; whatever does not fit this grammar is read as ordinary
words, so hostile input is a search that finds nothing, never an error of the database.

What comes out is a row of tiers, the surest first: the words as typed, side by side; the words as
typed, anywhere; side by side without diacritics; anywhere without diacritics. Exact tiers exist
only where the query has a diacritic to be exact about, and spell both placements of the tone mark
("hoà" and "hòa"); "side by side" only where the query is plain words.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from parsers.text import ETH, clean, fold, unify_tone

FIELDS = {
    "title": "title",
    "kicker": "kicker",
    "lead": "lead",
    "sapo": "lead",
    "body": "body",
    "author": "authors",
    "authors": "authors",
    "section": "section",
    "source": "source",
}
ANYWHERE = "{title kicker lead body authors section}"  # but not in the words that filters look at
MAX_LENGTH = 1000  # characters; what is longer is cut
MAX_TERMS = 40
MAX_DEPTH = 12

TOKEN = re.compile(
    r'(?P<not>-)?(?:(?P<field>[A-Za-z]+):)?"(?P<phrase>[^"]*)"(?P<pstar>\*)?'
    r"|(?P<open>\()|(?P<close>\))"
    r'|(?P<word>[^\s()"]+)'
    r'|"'
)
TOKEN_OF = re.compile(r"[^\W_]+")  # a word as the index cuts it
EARLY_TONE = re.compile(r"(?P<o>[òóỏõọ])(?P<v>[ae])(?!\w)|(?<!q)(?P<u>[ùúủũụ])(?P<y>y)(?!\w)")
LATE = {
    **{o + v: "o" + toned[i] for v, toned in (("a", "àáảãạ"), ("e", "èéẻẽẹ"))
       for i, o in enumerate("òóỏõọ")},
    **{u + "y": "u" + "ỳýỷỹỵ"[i] for i, u in enumerate("ùúủũụ")},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or the words of a phrase, in one field or in any (None)."""

    text: str
    field: str | None = None
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Every:
    """All of `parts`, none of `without`."""

    parts: tuple["Node", ...]
    without: tuple["Node", ...] = ()


@dataclass(frozen=True, slots=True)
class Either:
    """At least one of `parts`."""

    parts: tuple["Node", ...]


Node = Term | Every | Either


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """An FTS5 expression for the index that keeps diacritics (`exact`) or for the folded one.

    `title`: the same for the index of titles, where a title alone can answer it; None with NOT
    (the rest of the article has a say) and with words looked for elsewhere. `node` is what the
    expression was made of; `adjacent`: the next tier looks for the same words anywhere.
    """

    exact: bool
    expression: str
    title: str | None
    node: Node
    adjacent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A parsed query: its tiers, the surest first (each finds all that the ones before it find,
    but that an exact one finds less than a folded one), and the words that it looks for.
    """

    tiers: tuple[Tier, ...]
    words: tuple[str, ...]


def parse_query(text: str, sources: Iterable[str] | None = None) -> Query | None:
    """The query in `text`, or None where it holds no word to look for (only marks, only NOTs).

    With the names of the `sources`, words that can stand only in texts are looked for in every
    column, which spares the index from sorting each hit by column; without, they never are.

    >>> [t.expression for t in parse_query('title:"công đoàn" thuong*').tiers]
    ... # doctest: +NORMALIZE_WHITESPACE
    ['(title : "công đoàn") AND ({title kicker lead body authors section} : "thuong" *)',
     '(title : "cong doan") AND ({title kicker lead body authors section} : "thuong" *)']
    """
    text = clean(text.encode("utf-8", "ignore").decode("utf-8"))[:MAX_LENGTH]
    node = _Parser(text).parse()
    if node is None:
        return None
    words = tuple(term.text for term in _terms(node))
    readings = [(False, _folded)]
    if any(fold(word) != word.casefold() for word in words):
        readings.insert(0, (True, tone_variants))
    adjacent = _side_by_side(node)
    names = None if sources is None else frozenset(TOKEN_OF.findall(fold(" ".join(sources))))
    tiers = [
        Tier(
            exact=exact,
            expression=_render(form, spellings, lambda term: _columns(term, names)),
            title=_render(form, spellings, _in_title) if _title_answers(form) else None,
            node=form,
            adjacent=form is not node,
        )
        for exact, spellings in readings
        for form in ((node,) if adjacent is None else (adjacent, node))
    ]
    return Query(tiers=tuple(tiers), words=words)


def _folded(words: str) -> tuple[str, ...]:
    return (fold(words),)


def spelled(term: Term, exact: bool) -> tuple[str, ...]:
    """The spellings under which an index is asked for a term."""
    return tone_variants(term.text) if exact else _folded(term.text)


def _columns(term: Term, names: frozenset[str] | None) -> str | None:
    """The columns that a term is looked for in; None where any will do.

    Two columns are there for filters alone, names of sources and days: only words of digits, and
    words of which such a name is made, could be found there by mistake.
    """
    if term.field or names is None:
        return term.field or ANYWHERE
    *words, last = TOKEN_OF.findall(fold(term.text)) or [""]
    doubtful = all(word in names or word.isdigit() for word in words) and (
        last[:1].isdigit()
        or any(name.startswith(last) if term.prefix else name == last for name in names)
    )
    return ANYWHERE if doubtful else None


def _in_title(term: Term) -> str:
    return term.field or "title"


def _title_answers(node: Node) -> bool:
    match node:
        case Term(_, field, _):
            return field in (None, "title", "source")
        case Either(parts):
            return all(_title_answers(part) for part in parts)
        case Every(parts, without):
            return not without and all(_title_answers(part) for part in parts)


def _side_by_side(node: Node) -> Term | None:
    """The plain words of a query as one phrase: "công đoàn" is one thing, not two syllables."""
    if not isinstance(node, Every) or node.without:
        return None
    plain = [part for part in node.parts if isinstance(part, Term) and not part.field]
    if len(plain) < len(node.parts) or any(term.prefix for term in plain[:-1]):
        return None
    return Term(" ".join(term.text for term in plain), prefix=plain[-1].prefix)


def tone_variants(words: str) -> tuple[str, ...]:
    """The spellings of `words` by tone placement, the newer first: hòa bình, hoà bình.

    With more than three such syllables only the two pure ways are given.
    """
    early = unify_tone(words.translate(ETH)).lower()
    places = [(match.start(), match.end()) for match in EARLY_TONE.finditer(early)]
    if len(places) > 3:
        choices: list[tuple[bool, ...]] = [(False,) * len(places), (True,) * len(places)]
    else:
        choices = list(product((False, True), repeat=len(places)))
    return tuple(_spelled(early, places, late) for late in choices)


def _spelled(early: str, places: list[tuple[int, int]], late: tuple[bool, ...]) -> str:
    letters = list(early)
    for (start, end), is_late in zip(places, late, strict=True):
        if is_late:
            letters[start:end] = LATE[early[start:end]]  # as many letters as before
    return "".join(letters)


def quoted(words: str) -> str:
    """A phrase of FTS5 that holds these words and nothing but words."""
    return '"' + words.replace('"', " ") + '"'


def _terms(node: Node) -> Iterator[Term]:
    if isinstance(node, Term):
        yield node
    else:
        for part in node.parts:
            yield from _terms(part)


def _within(node: Node, column: str) -> Node:
    """The node with every word looked for in `column`, unless it names one itself."""
    match node:
        case Term(text, field, prefix):
            return Term(text, field or column, prefix)
        case Either(parts):
            return Either(tuple(_within(part, column) for part in parts))
        case Every(parts, without):
            inside, outside = (
                [_within(part, column) for part in some] for some in (parts, without)
            )
            return Every(tuple(inside), tuple(outside))


def _render(
    node: Node,
    spellings: Callable[[str], tuple[str, ...]],
    columns: Callable[[Term], str | None],
) -> str:
    match node:
        case Term(text, _, prefix):
            star = " *" if prefix else ""
            ways = [quoted(spelling) + star for spelling in spellings(text)]
            words = ways[0] if len(ways) == 1 else f"({' OR '.join(ways)})"
            place = columns(node)
            return words if place is None else f"({place} : {words})"
        case Either(parts):
            return "(" + " OR ".join(_render(part, spellings, columns) for part in parts) + ")"
        case Every(parts, without):
            found = " AND ".join(_render(part, spellings, columns) for part in parts)
            if not without:
                return found if len(parts) == 1 else f"({found})" if _nested(node) else found
            refused = " OR ".join(_render(part, spellings, columns) for part in without)
            return f"(({found}) NOT ({refused}))"


def _nested(node: Every) -> bool:
    return any(not isinstance(part, Term) for part in node.parts)


class _Parser:
    """Recursive descent over a bounded number of tokens; what does not fit becomes words."""

    def __init__(self, text: str) -> None:
        self.tokens = list(TOKEN.finditer(text))
        self.position = 0
        self.terms = 0

    def parse(self) -> Node | None:
        node = self._alternatives(0)
        while self.position < len(self.tokens):  # a stray ")": go on behind it
            self.position += 1
            rest = self._alternatives(0)
            if rest is not None:
                node = rest if node is None else Every((node, rest))
        return node

    def _alternatives(self, depth: int) -> Node | None:
        parts = [self._conjunction(depth)]
        while self._word() == "OR":
            self.position += 1
            parts.append(self._conjunction(depth))
        found = tuple(part for part in parts if part is not None)
        return None if not found else found[0] if len(found) == 1 else Either(found)

    def _conjunction(self, depth: int) -> Node | None:
        parts: list[Node] = []
        without: list[Node] = []
        negated = False
        while self.position < len(self.tokens):
            token = self.tokens[self.position]
            if token["close"] or token["word"] == "OR":
                break
            self.position += 1
            if token["word"] in ("AND", "NOT"):
                negated = token["word"] == "NOT"
                continue
            column = self._group_field(token)
            if column:
                self.position += 1
                group = self._group(depth)
                node = None if group is None else _within(group, column)
            else:
                node = self._group(depth) if token["open"] else self._term(token)
            if node is not None:
                refused = negated or bool(token["not"]) or _is_minus(token)
                (without if refused else parts).append(node)
            negated = False
        if not parts:
            return None  # nothing but NOT: FTS5 has no "everything" to take it from
        return parts[0] if len(parts) == 1 and not without else Every(tuple(parts), tuple(without))

    def _group_field(self, token: re.Match[str]) -> str | None:
        """The column of ``title:(...)``, where this token is the ``title:`` of one."""
        word = token["word"] or ""
        if not word.endswith(":") or self.position >= len(self.tokens):
            return None
        return FIELDS.get(word[:-1].lower()) if self.tokens[self.position]["open"] else None

    def _group(self, depth: int) -> Node | None:
        if depth >= MAX_DEPTH:
            return None  # deeper parentheses are dropped, their words are read as they come
        node = self._alternatives(depth + 1)
        if self.position < len(self.tokens) and self.tokens[self.position]["close"]:
            self.position += 1
        return node

    def _word(self) -> str | None:
        return self.tokens[self.position]["word"] if self.position < len(self.tokens) else None

    def _term(self, token: re.Match[str]) -> Node | None:
        if token["phrase"] is not None:
            words, field, prefix = token["phrase"], token["field"], bool(token["pstar"])
            column = FIELDS.get((field or "").lower())
            words = f"{field} {words}" if field and column is None else words
        else:
            words = (token["word"] or "").removeprefix("-")
            head, colon, rest = words.partition(":")
            column = FIELDS.get(head.lower()) if colon and rest else None
            words = rest if column else words
            prefix = words.endswith("*")
        if not any(letter.isalnum() for letter in words) or self.terms >= MAX_TERMS:
            return None
        self.terms += 1
        return Term(words.strip("*"), column, prefix)


def _is_minus(token: re.Match[str]) -> bool:
    word = token["word"]
    return word is not None and len(word) > 1 and word[0] == "-" and word[1].isalpha()
