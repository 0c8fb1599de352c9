"""PURE: the grammar of the search box, from what a person types to a tree of words. No I/O, no SQL.

Total: words are ANDed; "phrases", prefix*, AND, OR, NOT (or -word), parentheses and field:word are
understood; whatever does not fit is read as ordinary words.
"""

import re
from dataclasses import dataclass

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
MAX_TERMS = 40
MAX_DEPTH = 12


TOKEN = re.compile(
    r'(?P<not>-)?(?:(?P<field>[A-Za-z]+):)?"(?P<phrase>[^"]*)"(?P<pstar>\*)?'
    r"|(?P<open>\()|(?P<close>\))"
    r'|(?P<word>[^\s()"]+)'
    r'|"'
)


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


def parse_words(text: str) -> Node | None:
    """The tree of what is looked for; None where there is nothing but marks and NOTs."""
    return _Parser(text).parse()


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
