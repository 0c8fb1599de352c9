"""Images and attached documents of an article: absolute URLs out of the container of its body.
Pure.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from parsers.head import Head
from parsers.html import Element, HtmlDoc, is_small, text_of
from parsers.model import Attachment, Caption, Evidence, Image, Origin
from parsers.text import clean, match_key
from parsers.urls import LONGEST, resource

_DOCUMENT = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|odp|rtf|zip|rar|7z)$", re.IGNORECASE)
_DOCUMENT_PATH = re.compile(
    r"/(?:documents/\d+/|c/document_library/get_file|dmdocuments/|vbdownload|tai-ve/)",
    re.IGNORECASE,
)
_SOURCES = ("data-original", "data-src", "data-lazy-src", "data-srcset", "src", "srcset")
_PIXEL_NAMES = ("blank", "spacer", "pixel", "loading", "placeholder", "lazy", "transparent")
_PIXEL = re.compile(rf"(?:{'|'.join(_PIXEL_NAMES)})[\w-]{{0,40}}\.(?:gif|png|svg|jpg)")
_DEFAULT_IMAGE = re.compile(
    r"logo|default|no-?image|noimg|no_photo|avatar-default|placeholder", re.IGNORECASE
)
_TINY = re.compile(r"[0-3]?[0-9]", re.ASCII)  # as width or height: a spacer, a counter
_MAX_CLIMB = 6
_MOST_IN_A_FIGURE = 60
_MAX_CAPTION = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """What an article shows and offers beside its text, with the evidence of each field."""

    main_image: str | None = None
    images: tuple[Image, ...] = ()
    captions: tuple[Caption, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    evidence: dict[str, Evidence] = field(default_factory=dict)


def read_media(
    doc: HtmlDoc,
    head: Head,
    container: Element | None,
    captions: Iterable[str],
    dropped: Iterable[Element],
    offered: Iterable[Element] = (),
) -> Media:
    """The images of the body with their captions, the image that stands for the article, and the
    attachments.

    `captions` are the texts that were read as captions; each is given to the image beside which it
    stands. `offered` are elements beside the body that offer documents.
    """
    texts = tuple(dict.fromkeys(captions))
    base = doc.base_url
    images = () if container is None else _find_images(container, texts, base, frozenset(dropped))
    shown_at = {image.caption: image.url for image in reversed(images) if image.caption}
    picture, claim = _main_image(head, images, base)
    holders = [*offered] if container is None else [container, *offered]
    attachments = find_attachments(holders, base)
    evidence = {
        name: Evidence(origin=Origin.STRUCTURE, confidence=0.8, detail="inside the body")
        for name, values in (("images", images), ("captions", texts), ("attachments", attachments))
        if values
    }
    if claim is not None:
        evidence["main_image"] = claim
    return Media(
        main_image=picture,
        images=images,
        captions=tuple(Caption(text=text, image_url=shown_at.get(text)) for text in texts),
        attachments=attachments,
        evidence=evidence,
    )


def _main_image(
    head: Head, images: tuple[Image, ...], base: str
) -> tuple[str | None, Evidence | None]:
    """The image that stands for the article: og:image unless it is the site's logo, else the first
    of the body.
    """
    claims = (
        (Origin.OPEN_GRAPH, "og:image", head.first("og:image", "og:image:url")),
        (Origin.JSON_LD, "image", head.json_ld.image),
        (Origin.META, "twitter:image", head.first("twitter:image", "twitter:image:src")),
    )
    for origin, detail, url in claims:
        if url and _is_url(url) and not _DEFAULT_IMAGE.search(_last_name(url)):
            address = resource(url, base)
            if address is not None:
                return address, Evidence(origin=origin, confidence=0.8, detail=detail)
    if not images:
        return None, None
    evidence = Evidence(origin=Origin.STRUCTURE, confidence=0.6, detail="first image of the body")
    return images[0].url, evidence


def _find_images(
    container: Element, captions: tuple[str, ...], base: str, dropped: frozenset[Element]
) -> tuple[Image, ...]:
    by_key = {match_key(text): text for text in captions}
    images: dict[str, Image] = {}
    for el in container.iter("img", "amp-img"):
        url = _source(el, base)
        if url is None or _is_tiny(el) or _inside(el, dropped):
            continue
        alt = clean(el.get("alt") or "") or None
        caption = _caption_of(el, container, by_key) if by_key else None
        images.setdefault(url, Image(url=url, alt=alt, caption=caption))
    return tuple(images.values())


def _caption_of(el: Element, container: Element, by_key: Mapping[str, str]) -> str | None:
    """The caption that stands with an image: all text of its wrapper, or the line after it."""
    node = el
    for _ in range(_MAX_CLIMB):
        parent = node.getparent()
        if parent is None or node is container or not is_small(node, _MOST_IN_A_FIGURE):
            return None
        text = _begun(node)
        if text:
            return by_key.get(match_key(text)) if len(text) <= _MAX_CAPTION else None
        following = node.getnext()
        if following is not None and is_small(following, _MOST_IN_A_FIGURE):
            line = text_of(following)
            if len(line) <= _MAX_CAPTION and (found := by_key.get(match_key(line))):
                return found
        node = parent
    return None


def _begun(el: Element) -> str:
    """The text in an element, not read on where it is too long for a caption already."""
    pieces: list[str] = []
    size = 0
    for piece in el.itertext():
        pieces.append(str(piece))
        size += len(piece.strip())
        if size > _MAX_CAPTION:
            break
    return "".join(pieces).strip()


def find_attachments(holders: Iterable[Element], base: str) -> tuple[Attachment, ...]:
    """The documents that the body and boxes of attachments beside it link to, each URL once."""
    found: dict[str, Attachment] = {}
    for el in (el for holder in holders for el in holder.iter("a", "iframe", "embed", "object")):
        href = (el.get("href") or el.get("src") or el.get("data") or "").strip()
        fits = 0 < len(href) <= LONGEST and is_document(href)
        url = resource(href, base) if fits else None
        if url is not None and url not in found:
            title = text_of(el) or clean(el.get("title") or "") or clean(_last_name(url)) or url
            found[url] = Attachment(url=url, title=title)
    return tuple(found.values())


def is_document(href: str) -> bool:
    """Whether a link leads to a document (by its extension or by the paths under which portals
    serve files).
    """
    path = href.partition("#")[0].partition("?")[0]
    return bool(_DOCUMENT.search(path) or _DOCUMENT_PATH.search(path)) and _is_url(href)


def _last_name(url: str) -> str:
    """The last part of a URL's path, decoded."""
    return unquote(url.partition("#")[0].partition("?")[0].rstrip("/").rsplit("/", 1)[-1])


def _is_url(href: str) -> bool:
    return not href[:11].lower().startswith(("javascript:", "mailto:", "tel:", "#", "data:"))


def _source(el: Element, base: str) -> str | None:
    for name in _SOURCES:
        value = (el.get(name) or "").strip()
        if value and name.endswith("srcset"):
            value = next((one for part in value.split() if (one := part.strip(","))), "")
        if value and len(value) <= LONGEST and _is_url(value) and not _is_pixel(value.lower()):
            url = resource(value, base)
            if url is not None:
                return url
    return None


def _is_pixel(url: str) -> bool:
    """Whether what stands at a lower-case address only keeps the place of a picture."""
    return any(name in url for name in _PIXEL_NAMES) and _PIXEL.search(url) is not None


def _inside(el: Element, dropped: frozenset[Element]) -> bool:
    return bool(dropped) and any(up in dropped for up in el.iterancestors())


def _is_tiny(el: Element) -> bool:
    sides = [el.get(side) or "" for side in ("width", "height")]
    return any(_TINY.fullmatch(side) for side in sides)
