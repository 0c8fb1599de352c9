"""The names on a page, each with the elements that bear it, and selectors answered from them.

A platform has dozens of selectors, nearly all of them plain names (".detail-content > p"). libxml2
answers each with a walk over the whole page; here one walk serves them all, and a selector costs a
look into a table. What is not plain (commas, pseudo-classes, siblings, quotes, XPath) goes to
`parsers.html.select`, which finds the same. Pure; the tree is not changed.
"""

import re
from collections.abc import Sequence
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

    def fits(self, el: Element) -> bool:
        """Whether an element is what this compound says, wherever it stands."""
        if self.tag is not None and el.tag != self.tag:
            return False
        if self.classes:
            own = (el.get("class") or "").split()
            if not all(name in own for name in self.classes):
                return False
        if self.ids and any(el.get("id") != name for name in self.ids):
            return False
        return all(_has(el.get(key), sign, wanted) for key, sign, wanted in self.attributes)


def _has(value: str | None, sign: str | None, wanted: str | None) -> bool:
    if value is None or sign is None or wanted is None:
        return value is not None and sign is None
    return value == wanted if sign == "=" else wanted in value


class Index:
    """Which elements of a page bear a class or an id; made when first asked for."""

    __slots__ = ("_by_class", "_by_id", "_elements", "_names")

    def __init__(self, elements: Sequence[Element]) -> None:
        self._elements = elements
        self._by_class: dict[str, list[Element]] = {}
        self._by_id: dict[str, list[Element]] = {}
        self._names: frozenset[str] | None = None

    @property
    def names(self) -> frozenset[str]:
        """Every class and id of the page."""
        if self._names is None:
            by_class, by_id = self._by_class, self._by_id
            for el in self._elements:
                if value := el.get("class"):
                    for name in dict.fromkeys(value.split()):
                        by_class.setdefault(name, []).append(el)
                if value := el.get("id"):
                    by_id.setdefault(value, []).append(el)
            self._names = frozenset(by_class) | frozenset(by_id)
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
            return [el for el in named if _stands(el, steps, len(steps) - 1, element)]
        if len(steps) == 1:
            return [el for el in element.iter(last.tag or "*") if last.fits(el)]
        around = self._find(element, steps[:-1])
        if not around:
            return around
        if len(around) > 1 and not _are_apart(around):
            return None
        return [
            el
            for outer in around
            for el in (outer if last.child else outer.iter(last.tag or "*"))
            if el is not outer and last.fits(el)
        ]

    def _named(self, step: _Step) -> Sequence[Element]:
        """The elements that bear the rarest name of a step."""
        if self.names.isdisjoint((*step.ids, *step.classes)):
            return ()
        if step.ids:
            return self._by_id.get(step.ids[0], ())
        return min((self._by_class.get(name, ()) for name in step.classes), key=len)


def _are_apart(elements: Sequence[Element]) -> bool:
    """Whether none of the elements stands in another one."""
    met = set(elements)
    return not any(up in met for el in elements for up in el.iterancestors())


def _stands(el: Element, steps: tuple[_Step, ...], at: int, within: Element) -> bool:
    """Whether an element is what step `at` says, with the steps before it around it, all of them in
    `within` or it.
    """
    if not steps[at].fits(el):
        return False
    if at == 0:
        return el is within or any(up is within for up in el.iterancestors())
    if el is within:
        return False
    for up in el.iterancestors():
        if _stands(up, steps, at - 1, within):
            return True
        if up is within or steps[at].child:
            return False
    return False


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
