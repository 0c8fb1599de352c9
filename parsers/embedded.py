"""Posts of social networks that an article shows as they were posted: what somebody wrote there is
shown by a script of the network and is no paragraph. Pure.
"""

import re
from typing import Final

from parsers.html import Element

_POST: Final = re.compile(
    r"(?:^|\s)(?:fb-(?:post|video|xfbml-parse-ignore)|tiktok-embed|instagram-media"
    r"|text-post-media)(?=\s|$)",
    re.IGNORECASE,
)
_NETWORK: Final = re.compile(
    r"https?://(?:[\w-]+\.)*(?:facebook|fb|tiktok|instagram|threads|zalo)\.(?:com|net|me)/",
    re.IGNORECASE,
)
_ADDRESSES: Final = ("cite", "data-href", "data-instgrm-permalink")


def embedded_posts(root: Element) -> frozenset[Element]:
    """The quotations under an element that are posts of a social network, by class or address."""
    return frozenset(el for el in root.iter("blockquote") if _is_post(el))


def _is_post(el: Element) -> bool:
    if _POST.search(el.get("class") or ""):
        return True
    return any(_NETWORK.match(el.get(name) or "") for name in _ADDRESSES)
