"""What a paper says under an article of who wrote it, and how to reach the author. Pure, over
blocks.

Position is the first witness: nothing of the text follows. The second is the shape: a name that the
text does not know, and a trade; or a way to reach somebody.
"""

import re
from itertools import chain, pairwise
from typing import Final

from parsers.blocks import HEADINGS, Block
from parsers.boilerplate import is_name
from parsers.reasons import ABOUT_RULE

PEOPLE: Final = 4
"""So many who are presented are what the text is about."""

LONGEST: Final = 700
LONGEST_REACH: Final = 250
LONGEST_NAME: Final = 60
NEAR: Final = 2
"""Under the name may stand the office, then follows who that is."""

_NAMES = r"(?:[A-ZÀ-Þ][\w'’.-]*\s){1,3}[A-ZÀ-Þ][\w'’-]+"
_TRADE = re.compile(
    r"\b(?:book\b|novel\b|memoir\b|reporter|journalist|writer|editor|author|columnist|contributor|correspondent|blogger"
    r"|photographer|freelance|redakteur|autor|korrespondent|volontär|journaliste|rédact"
    r"|periodista|redactor|giornalista|jornalista|journalistin)|\b(?:covers|writes about|writes for"
    r"|reports on|schreibt|berichtet)\b",
    re.IGNORECASE,
)
_BIOGRAPHY = re.compile(
    r"\W*(?:(?:[Aa]bout the (?:author|writer)s?|[Üü]ber (?:den Autor|die Autorin))\W{1,3})?"
    rf"(?P<name>{_NAMES})(?:['’]s (?:\w+ )?(?:book|novel|memoir)\b|(?:,? [^.]{{2,60}}?,)?"
    r"\s(?:is|was|has|covers|writes|reports|works|joined|ist|arbeitet|schreibt|berichtet"
    r"|est|es|è|é|collabore|couvre|escribe|scrive)\b)"
)
_REACH = re.compile(
    rf"\W*(?:(?:{_NAMES}|[Ss]tory tips|[Tt]ips|The (?:author|writer|reporter)) (?:can|may) be"
    rf" (?:reached|contacted|sent|e-?mailed)|(?:[Ee]-?mail|[Cc]ontact|[Ff]ollow|[Rr]each)"
    rf" (?:the (?:author|reporter|writer)|him|her|them|{_NAMES})\b.{{0,60}}(?:@|\b(?:at|on)\b))"
)
_INITIALS = re.compile(
    r"\([a-z]{2,4}(?:/[A-Za-z]{2,9}){0,4}\)|[a-z]{2,4}(?:/[A-Za-z]{2,9}){1,4}"
    r"|【[^】]{2,20}】|[(（](?:责任?编辑?|编辑)\s?[:：][^)）]{2,30}[)）]"
    r"|[가-힣]{2,4} (?:기자|특파원)(?:\s\S{1,40}@\S{1,40})?"
)
"""How agencies sign in German ("(jdo)", "ulz/dpa"), and papers in Japanese, Chinese and Korean."""

_ROLE = re.compile(
    r"(?:\S+\s){0,4}(?:correspondent|reporter|editor|writer|journalist|producer|redakteur(?:in)?"
    r"|korrespondent(?:in)?|journaliste|redactora?)(?:\s\S+){0,4}",
    re.IGNORECASE,
)
LONGEST_ROLE: Final = 60
FIRST_BLOCKS: Final = 8


def drop_biography(blocks: list[Block]) -> None:
    """Write the rule on the last lines where they present the author or say how to reach one, and
    on a paragraph anywhere that presents whom a line right above it names.
    """
    under_names = _under_names(blocks)
    kept = [block for block in blocks if block.rule is None]
    last: list[Block] = []
    for at in range(len(kept) - 1, max(0, len(kept) - 1 - PEOPLE), -1):
        block = kept[at]
        if not (_INITIALS.fullmatch(block.text) or _reaches(block) or _presents(block, kept[:at])):
            break
        last.append(block)
    if len(under_names) < PEOPLE and len(last) < PEOPLE:  # else the text is about people
        for block in (*last, *chain.from_iterable(under_names)):
            block.rule = block.rule or ABOUT_RULE


def _under_names(blocks: list[Block]) -> list[list[Block]]:
    """Each name with the lines under it to the paragraph that presents whom it names."""
    found: list[list[Block]] = []
    short = True
    for at, block in enumerate(blocks):
        if block.size <= LONGEST_NAME:
            short = True
        elif short:
            short = False
            if block.rule is None:
                lines = _from_its_name(blocks[max(0, at - NEAR) : at + 1])
                found += [lines] if lines else []
    return found


def drop_name_and_role(blocks: list[Block]) -> None:
    """Write the rule on a name over the text and on the line under it that says whose reporter that
    is.
    """
    kept = [block for block in blocks if block.rule is None]
    for name, role in pairwise(kept[:FIRST_BLOCKS]):
        if name.prose or role.prose >= LONGEST_ROLE:
            return
        if role.size <= LONGEST_ROLE and is_name(name.text) and _ROLE.fullmatch(role.text):
            name.rule = role.rule = ABOUT_RULE
            return


def _from_its_name(near: list[Block]) -> list[Block]:
    """The last of some lines, if it presents somebody, and those above it from that name on."""
    found = _told(near[-1])
    if found is None:
        return []
    for at in range(len(near) - 2, -1, -1):
        if near[at].size > LONGEST_NAME:
            break
        if near[at].box.tag in HEADINGS and near[at].text == found["name"]:
            break  # a section about what is called so
        if near[at].text.endswith(found["name"]):
            return near[at:]
    return []


def _told(block: Block) -> re.Match[str] | None:
    """Whose trade a paragraph tells, first of all."""
    found = _BIOGRAPHY.match(block.text) if block.size <= LONGEST else None
    if found is None or not _TRADE.search(block.text, found.end("name"), found.end() + 160):
        return None
    return found


def _reaches(block: Block) -> bool:
    return block.size <= LONGEST_REACH and _REACH.match(block.text) is not None


def _presents(block: Block, before: list[Block]) -> bool:
    """Whether a paragraph says what somebody is whom the text before does not name."""
    found = _told(block)
    if found is None:
        return False
    last = found["name"].rsplit(None, 1)[-1]
    return not any(last in other.text and other.size > 60 for other in before)
