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
from scheduler.searchgrammar import Either, Every, Node, Term, parse_words

ANYWHERE = "{title kicker lead body authors section}"  # but not in the words that filters look at
MAX_LENGTH = 1000  # characters; what is longer is cut
TOKEN_OF = re.compile(r"[^\W_]+")  # a word as the index cuts it
EARLY_TONE = re.compile(r"(?P<o>[òóỏõọ])(?P<v>[ae])(?!\w)|(?<!q)(?P<u>[ùúủũụ])(?P<y>y)(?!\w)")
LATE = {
    **{o + v: "o" + toned[i] for v, toned in (("a", "àáảãạ"), ("e", "èéẻẽẹ"))
       for i, o in enumerate("òóỏõọ")},
    **{u + "y": "u" + "ỳýỷỹỵ"[i] for i, u in enumerate("ùúủũụ")},
}  # fmt: skip


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
    but that an exact one finds less than a folded one).
    """

    tiers: tuple[Tier, ...]


def parse_query(text: str, sources: Iterable[str] | None = None, within: str = "") -> Query | None:
    """The query in `text`, or None where it holds no word to look for (only marks, only NOTs).

    With the names of the `sources`, words that can stand only in texts are looked for in every
    column, which spares the index from sorting each hit by column; without, they never are.
    `within`, an expression, narrows every tier: it is put where the index meets it first.

    >>> [t.expression for t in parse_query('title:"công đoàn" thuong*').tiers]
    ... # doctest: +NORMALIZE_WHITESPACE
    ['(title : "công đoàn") AND ({title kicker lead body authors section} : "thuong" *)',
     '(title : "cong doan") AND ({title kicker lead body authors section} : "thuong" *)']
    """
    text = clean(text.encode("utf-8", "ignore").decode("utf-8"))[:MAX_LENGTH]
    node = parse_words(text)
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
            expression=_render(form, spellings, lambda term: _columns(term, names), within),
            title=_render(form, spellings, _in_title, within) if _title_answers(form) else None,
            node=form,
            adjacent=form is not node,
        )
        for exact, spellings in readings
        for form in ((node,) if adjacent is None else (adjacent, node))
    ]
    return Query(tiers=tuple(tiers))


def folded_tier(query: Query, tier: Tier) -> Tier | None:
    """The tier that looks for the same without diacritics and finds all that this one finds.

    None for one that has no diacritics, and with NOT: that refuses more without them.
    """
    if not tier.exact or _refuses(tier.node):
        return None
    return next(one for one in query.tiers if not one.exact and one.node is tier.node)


def _refuses(node: Node) -> bool:
    match node:
        case Term():
            return False
        case Either(parts):
            return any(_refuses(part) for part in parts)
        case Every(parts, without):
            return bool(without) or any(_refuses(part) for part in parts)


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


def _render(
    node: Node,
    spellings: Callable[[str], tuple[str, ...]],
    columns: Callable[[Term], str | None],
    within: str = "",
) -> str:
    if within and not (isinstance(node, Every) and node.without):
        return f"({_render(node, spellings, columns)}) AND {within}"
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
            found += f" AND {within}" if within else ""
            refused = " OR ".join(_render(part, spellings, columns) for part in without)
            return f"(({found}) NOT ({refused}))"


def _nested(node: Every) -> bool:
    return any(not isinstance(part, Term) for part in node.parts)
