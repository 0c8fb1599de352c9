"""Images and attached documents of an article: absolute URLs out of the container of its body. Pure."""

import re
from collections.abc import Iterable
from urllib.parse import unquote, urljoin, urlsplit

from parsers.head import Head
from parsers.html import Element, text_of
from parsers.model import Attachment, Caption, Image
from parsers.text import clean

_DOCUMENT = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|odp|rtf|zip|rar|7z)$", re.IGNORECASE)
_DOCUMENT_PATH = re.compile(
    r"/(?:documents/\d+/|c/document_library/get_file|dmdocuments/|vbdownload|tai-ve/)",
    re.IGNORECASE,
)
_SOURCES = ("data-original", "data-src", "data-lazy-src", "data-srcset", "src", "srcset")
_PIXEL = re.compile(
    r"^data:|(?:blank|spacer|pixel|loading|placeholder|lazy|transparent)[\w-]*\.(?:gif|png|svg|jpg)",
    re.IGNORECASE,
)
_DEFAULT_IMAGE = re.compile(
    r"logo|default|no-?image|noimg|no_photo|avatar-default|placeholder", re.IGNORECASE
)
_MIN_SIDE = 40


def main_image(head: Head, images: tuple[Image, ...], base: str) -> tuple[str | None, str]:
    """The image that stands for the article, and which claim names it: og:image unless it is the site's logo."""
    claims = (
        ("og:image", head.first("og:image", "og:image:url", "og:image:secure_url")),
        ("JSON-LD image", head.json_ld.image),
        ("twitter:image", head.first("twitter:image", "twitter:image:src")),
    )
    for detail, url in claims:
        if url and not _DEFAULT_IMAGE.search(urlsplit(url).path.rsplit("/", 1)[-1]):
            return urljoin(base, url), detail
    return (images[0].url, "first image of the body") if images else (None, "")


def find_images(
    containers: Iterable[Element],
    captions: Iterable[Caption],
    base: str,
    dropped: Iterable[Element] = (),
) -> tuple[Image, ...]:
    """The images inside the body, each URL once, with the captions that were read beside them."""
    by_url = {caption.image_url: caption.text for caption in captions if caption.image_url}
    outside = set(dropped)
    images: dict[str, Image] = {}
    for container in containers:
        for el in container.iter("img", "amp-img"):
            url = _source(el, base)
            if url is None or _is_tiny(el) or any(up in outside for up in el.iterancestors()):
                continue
            caption = by_url.get(url) or _caption_near(el)
            images.setdefault(
                url, Image(url=url, alt=clean(el.get("alt") or "") or None, caption=caption)
            )
    return tuple(images.values())


def find_attachments(containers: Iterable[Element], base: str) -> tuple[Attachment, ...]:
    """The documents that the body (or a box of attachments beside it) links to, each URL once."""
    found: dict[str, Attachment] = {}
    for container in containers:
        for el in container.iter("a", "iframe", "embed", "object"):
            href = (el.get("href") or el.get("src") or el.get("data") or "").strip()
            if href and is_document(href):
                url = urljoin(base, href)
                name = unquote(urlsplit(url).path.rstrip("/").rsplit("/", 1)[-1])
                found.setdefault(
                    url,
                    Attachment(url=url, title=text_of(el) or clean(el.get("title") or "") or name),
                )
    return tuple(found.values())


def is_document(href: str) -> bool:
    """Whether a link leads to a document (by its extension or by the paths under which portals serve files)."""
    parts = urlsplit(href) if _is_url(href) else None
    if parts is None:
        return False
    return bool(_DOCUMENT.search(unquote(parts.path)) or _DOCUMENT_PATH.search(parts.path))


def _is_url(href: str) -> bool:
    if href.lower().startswith(("javascript:", "mailto:", "tel:", "#", "data:")):
        return False
    try:
        urlsplit(href)
    except ValueError:
        return False
    return True


def _source(el: Element, base: str) -> str | None:
    for name in _SOURCES:
        value = (el.get(name) or "").strip()
        if value and name.endswith("srcset"):
            value = value.split(",")[0].split()[0]
        if value and _is_url(value) and not _PIXEL.search(value):
            try:
                return urljoin(base, value)
            except ValueError:
                continue
    return None


def _is_tiny(el: Element) -> bool:
    sides = [el.get(side) or "" for side in ("width", "height")]
    return any(side.isdigit() and int(side) < _MIN_SIDE for side in sides)


def _caption_near(el: Element) -> str | None:
    for ancestor in el.iterancestors():
        if ancestor.tag == "figure":
            caption = ancestor.find(".//figcaption")
            return (text_of(caption) or None) if caption is not None else None
        if ancestor.tag in ("article", "main", "body"):
            return None
    return None
