"""The names on a page, each with the elements that bear it, and selectors answered from them.

A platform has dozens of selectors, nearly all of them plain names (".detail-content > p"). libxml2
answers each with a walk over the whole page; here one walk serves them all, and a selector costs a
look into a table. What is not plain (commas, pseudo-classes, siblings, quotes, XPath) goes to
`parsers.html.select`, which finds the same. Pure; the tree is not changed.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from parsers.html import Element, select

_COMPOUND: Final = re.compile(
    r"(?P<tag>[a-z][a-z0-9]*)?(?P<names>(?:[.#](?:[^\W\d]|-)[\w-]*)*)"
    r"(?P<attributes>(?:\[[a-z][a-z-]*(?:\*?=[\w-]+)?\])*)"
)
_NAME: Final = re.compile(r"([.#])([\w-]+)")
_ATTRIBUTE: Final = re.compile(r"\[([a-z-]+)(?:(\*?=)([\w-]+))?\]")


@dataclass(frozen=True, slots=True)
class _Step:
    """One compound of a selector; `child`: its element is a child of the one before."""

    tag: str | None
    classes: tuple[str, ...]
    ids: tuple[str, ...]
    attributes: tuple[tuple[str, str | None, str | None], ...]
    child: bool


class Index:
    """Which elements of a page bear a class or an id; made when first asked for."""

    __slots__ = ("_bearers", "_elements", "_ids", "_names", "_values", "_written")

    def __init__(self, elements: Sequence[Element]) -> None:
        self._elements = elements
        self._names: frozenset[str] | None = None
        # A page has hundreds of elements with a class and a few dozen ways to write it: each way
        # is taken apart once, and the elements of a name are gathered when it is asked for.
        self._written: dict[str, list[int]] = {}  # a class attribute -> where it stands
        self._values: dict[str, list[str]] = {}  # a class -> the attributes that have it
        self._bearers: dict[str, dict[Element, None]] = {}
        self._ids: dict[str, list[Element]] = {}

    @property
    def names(self) -> frozenset[str]:
        """Every class and id of the page."""
        if self._names is None:
            written: dict[str, list[int]] = defaultdict(list)
            ids: dict[str, list[Element]] = defaultdict(list)
            for at, el in enumerate(self._elements):
                value = el.get("class")
                if value:
                    written[value].append(at)
                value = el.get("id")
                if value:
                    ids[value].append(el)
            values: dict[str, list[str]] = defaultdict(list)
            for value in written:
                for name in {*value.split()}:
                    values[name].append(value)
            self._written, self._values, self._ids = written, values, ids
            self._names = frozenset((*values, *ids))
        return self._names

    def select(self, element: Element, selector: str) -> list[Element]:
        """As `parsers.html.select`: what a selector finds in an element, in the order of the page.

        Raises SelectorError.
        """
        steps = _steps(selector)
        found = self._find(element, steps) if steps is not None else None
        return select(element, selector) if found is None else found

    def _find(self, element: Element, steps: tuple[_Step, ...]) -> list[Element] | None:
        """What the steps find; None where the order of the page would be lost."""
        last = steps[-1]
        if last.ids or last.classes:
            named = self._named(last)
            return [el for el in named if self._stands(el, steps, len(steps) - 1, element)]
        if len(steps) == 1:
            return [el for el in element.iter(last.tag or "*") if self._fits(el, last)]
        around = self._find(element, steps[:-1])
        if not around:
            return around
        if len(around) > 1 and not _are_apart(around):
            return None
        return [
            el
            for outer in around
            for el in (outer if last.child else outer.iter(last.tag or "*"))
            if el is not outer and self._fits(el, last)
        ]

    def _named(self, step: _Step) -> Collection[Element]:
        """The elements that bear the rarest name of a step, in the order of the page."""
        groups: list[Collection[Element]] = [*map(self._with_class, step.classes)]
        groups += [self._ids.get(name, ()) if name in self.names else () for name in step.ids]
        return min(groups, key=len)

    def _with_class(self, name: str) -> dict[Element, None]:
        found = self._bearers.get(name)
        if found is None:
            values = self._values.get(name, ()) if name in self.names else ()
            places = sorted(at for value in values for at in self._written[value])
            found = self._bearers[name] = dict.fromkeys(self._elements[at] for at in places)
        return found

    def _fits(self, el: Element, step: _Step) -> bool:
        """Whether an element is what a step says, wherever it stands."""
        if step.tag is not None and el.tag != step.tag:
            return False
        for name in step.classes:
            if el not in self._with_class(name):
                return False
        for name in step.ids:
            if el.get("id") != name:
                return False
        return not step.attributes or all(
            _has(el.get(key), sign, wanted) for key, sign, wanted in step.attributes
        )

    def _stands(self, el: Element, steps: tuple[_Step, ...], at: int, within: Element) -> bool:
        """Whether an element is what step `at` says, with the steps before it around it, all of
        them in `within` or it.
        """
        if not self._fits(el, steps[at]):
            return False
        if at == 0:
            return (
                el is within
                or within is self._elements[0]
                or any(up is within for up in el.iterancestors())
            )
        if el is within:
            return False
        for up in el.iterancestors():
            if self._stands(up, steps, at - 1, within):
                return True
            if up is within or steps[at].child:
                return False
        return False


def _has(value: str | None, sign: str | None, wanted: str | None) -> bool:
    if value is None or sign is None or wanted is None:
        return value is not None and sign is None
    return value == wanted if sign == "=" else wanted in value


def _are_apart(elements: Sequence[Element]) -> bool:
    """Whether none of the elements stands in another one."""
    met = set(elements)
    return not any(up in met for el in elements for up in el.iterancestors())


@lru_cache(maxsize=4096)
def _steps(selector: str) -> tuple[_Step, ...] | None:
    """The compounds of a plain selector, the outermost first; None for all other selectors."""
    steps: list[_Step] = []
    child = False
    for part in re.sub(r"\s*>\s*", " > ", selector.strip()).split(" "):
        if part == ">":
            if child or not steps:
                return None
            child = True
            continue
        found = _COMPOUND.fullmatch(part)
        if found is None or not part:
            return None
        names = _NAME.findall(found["names"])
        steps.append(
            _Step(
                tag=found["tag"],
                classes=tuple(name for sign, name in names if sign == "."),
                ids=tuple(name for sign, name in names if sign == "#"),
                attributes=tuple(
                    (key, sign or None, value or None)
                    for key, sign, value in _ATTRIBUTE.findall(found["attributes"])
                ),
                child=child,
            )
        )
        child = False
    return tuple(steps) if steps and not child else None
