"""The frame of a site on a listing: navigation, footer, what stands beside. Pure."""

import re
from functools import lru_cache
from itertools import islice

from parsers.html import Element, classes_and_id

_FRAME_TAGS = frozenset({"nav", "footer", "aside", "form", "marquee"})
_FRAME_CLASS = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|mega|mega-?menu|dropdown|offcanvas|footer|breadcrumb|sidebar|side-?bar|right-?col|col-?right|most|xem-?nhieu|doc-?nhieu"
    r"|tin-?doc|comment|share|social|tag|tags|login|search|ads?|adv|advert|banner|quang-?cao|popup|modal|topbar|top-?bar"
    r"|hot-?key|trending|paging|pagination|widget)(?:$|[\s_-])",
    re.IGNORECASE,
)
_MANY_LINKS = 4


def in_frame(link: Element, known: dict[Element, bool]) -> bool:
    """Whether a link stands in the frame of the site; the answer of every ancestor is kept for the
    next link.
    """
    trail: list[Element] = []
    answer = False
    for el in link.iterancestors():
        if el in known:
            answer = known[el]
            break
        trail.append(el)
        if el.tag in ("body", "html", "main"):
            break
        if (
            (el.tag in _FRAME_TAGS and not _holds_the_page(el))
            or _names_a_frame(classes_and_id(el))
            or (el.tag == "header" and next(el.iter("nav"), None) is not None)
        ):
            answer = True
            break
    for el in trail:
        known[el] = answer
    return answer


def _holds_the_page(el: Element) -> bool:
    """Whether an element is the form that ASP.NET sets round everything on a page, or one round a
    list.
    """
    parent = el.getparent()
    if el.tag != "form" or parent is None:
        return False
    return parent.tag == "body" or next(islice(el.iter("a"), _MANY_LINKS, None), None) is not None


@lru_cache(maxsize=1024)  # a list gives one name to thousands of items
def _names_a_frame(names: str) -> bool:
    return _FRAME_CLASS.search(names) is not None
