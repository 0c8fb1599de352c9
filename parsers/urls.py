"""What an address means: its canonical form, the identity of the article behind it, and whether
two share a site.

Pure string work on URLs; nothing is fetched and no host is resolved. `canonical` is what gets
requested and stored: it only drops what says nothing about the page (tracking, session ids,
fragments) and keeps the order of the parameters, as some routers read it. `identity` is what an
article is known by: a new slug, section, scheme, host prefix or AMP variant is the same article.
"""

import re
from datetime import date
from functools import lru_cache
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit, urlunsplit

DEFAULT_PORTS = {"http": 80, "https": 443}
# Most links of a page are canonical as they stand, and need not be taken apart.
PLAIN = re.compile(r"https?://(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)+)(?P<path>/[A-Za-z0-9/_.~-]*)")
PLAIN_PATH = re.compile(r"/(?!/)[A-Za-z0-9/_.~-]*")
ORIGIN = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?(?=[/?]|$)")
LONGEST = 4000  # characters; servers take some 8,000 bytes at most
ABSOLUTE = re.compile(r"https?:(?=//)", re.I)
BREAKS = re.compile(r"[\t\r\n]+")
CONTROLS = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]+")
BLANKS = "".join(map(chr, range(33))) + "\x7f"
NOT_WRITTEN = re.compile(r"[\s\x00-\x1f\x7f\"<>]")  # in no address, whoever wrote it
PATH_SAFE = "/:@!$&'()*+,;=~-._"
QUERY_SAFE = PATH_SAFE + "?[]|"

TRACKING = re.compile(
    r"(?:utm|mtm|pk|hsa|fb_(?:action|comment|source|ref))_?\w*"
    r"|fbclid|gclid|gclsrc|dclid|wbraid|gbraid|msclkid|yclid|twclid|ttclid|igshid|mc_cid|mc_eid|_ga|_gl|_hsenc|_hsmi"
    r"|gidzl|zarsrc|zalo\w*|zl3rd|vero_id|cmpid|ocid|spm",
    re.I,
)
SESSION = re.compile(
    r"jsessionid|phpsessid|aspsessionid\w*|asp\.net_sessionid|session_?id|sessid|p_auth|p_p_auth",
    re.I,
)
MAYBE_SESSION = re.compile(r"sid|s|session|token", re.I)  # only when the value looks random
RANDOM = re.compile(r"(?=[^a-f]*[a-f\d])(?=.*\d)(?=.*[a-z])[a-z\d]{16,}", re.I)
PATH_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;?]*", re.I)
# Liferay writes the address of the page that one came from into its links.
LIFERAY_RETURN = re.compile(
    r"(?:_\w+_)?(?:redirect|backURL|returnToFullPageURL)|inheritRedirect|doAsUserId", re.I
)
LIFERAY_LAYOUT = re.compile(r"p_p_(?:lifecycle|state|mode|col_\w+)", re.I)
IMAGE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|bmp|svg)$", re.I)
CACHE_BUSTER = re.compile(r"rt|\d+", re.I)

HOST_VARIANT = re.compile(r"^(?:www\d?|m|amp|mobile|wap)\.(?=[^.]+\.[^.])")
AMP_PATH = re.compile(r"^/amp(?=/)|/amp(?=/?$)|[.-]amp(?=\.\w+$|$)", re.I)
INDEX_PAGE = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$", re.I)
ID_AT_END = re.compile(
    r"(?:^|[-_.])(?P<mark>post|art(?:icle)?|news|c\d+a|[a-z])?(?P<id>[1-9]\d*)(?:[.-]amp)?(?:\.[a-z]{2,6})?$",
    re.I,
)
LIFERAY_ID = re.compile(r"/-/[a-z_]+/(?P<id>\d{3,})(?:-|$)")
NUMBERED_LISTS = {
    "page",
    "trang",
    "p",
    "tag",
    "tags",
    "tabid",
    "zone",
    "category",
    "catid",
    "cat",
    "author",
    "chu-de",
}
WORD_MARKS = {"post", "article", "art", "news"}
SHORT_ID = 5  # ids of up to so many digits may repeat between the modules of one site


def canonical(url: str, base: str | None = None) -> str:
    """The address without what says nothing about the page, absolute when `base` is given; never
    raises.

    >>> canonical("/Tin-1.html?utm_source=fb&id=7#top", "HTTPS://Example.vn:443/")
    'https://example.vn/Tin-1.html?id=7'
    """
    if len(url) > LONGEST:
        return url
    if "/." not in url:
        if PLAIN.fullmatch(url):
            return url
        if base is not None and PLAIN_PATH.fullmatch(url) and (origin := _origin(base)):
            return origin + url
    url = bare(url) if base is None else _join(base, url)
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return NOT_WRITTEN.sub(_percent, url)
    scheme = parts.scheme.lower()
    if scheme not in DEFAULT_PORTS or not parts.hostname:
        return url
    host = f"[{parts.hostname}]" if ":" in parts.hostname else _ascii_host(parts.hostname)
    if port is not None and port != DEFAULT_PORTS[scheme]:
        host = f"{host}:{port}"
    path = _encode(PATH_SESSION.sub("", parts.path), PATH_SAFE)
    query = "&".join(_kept(parts.query, parts.path))
    return urlunsplit((scheme, host, _dots_out(path) or "/", query, ""))


def is_web(url: str) -> bool:
    """Whether an address is absolute, of http or https, names a host and is no book.

    >>> is_web("https://example.vn/a"), is_web("http://"), is_web("http://[::1"), is_web("/a")
    (True, False, False, False)
    """
    if len(url) > LONGEST:
        return False
    if PLAIN.fullmatch(url):
        return True
    try:
        parts = urlsplit(url)
        return parts.scheme in DEFAULT_PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def resource(url: str, base: str) -> str | None:
    """The absolute address of a picture or a file, as it is written where it has no parameters;
    None where it is none of the web's (or of the file system where the page itself lies there).

    >>> resource("/anh/Le ra quan.jpg", "https://example.vn/tin/1.html")
    'https://example.vn/anh/Le%20ra%20quan.jpg'
    >>> resource("java\\nscript:alert(1)", "https://example.vn/tin/1.html") is None
    True
    """
    if len(url) > LONGEST:
        return None
    if PLAIN.fullmatch(url):
        return url
    url = bare(url)
    if "?" in url:
        url = canonical(url, base)
    elif absolute := ABSOLUTE.match(url):
        url = absolute[0].lower() + url[absolute.end() :]
    else:
        url = _join(base, url)
    if not is_web(url) and not (url.startswith("file:") and base.startswith("file:")):
        return None
    return NOT_WRITTEN.sub(_percent, url)


def _percent(match: re.Match[str]) -> str:
    return quote(match[0], safe="")


def bare(url: str) -> str:
    """An address as a browser takes it from an attribute: without the blanks round it and the line
    breaks in it, a blank in it as %20.

    >>> bare(" https://example.vn/\\n  van ban/cong van.pdf ")
    'https://example.vn/van%20ban/cong%20van.pdf'
    """
    url = url.strip(BLANKS)
    if url.isprintable() and " " not in url:
        return url
    url = "".join(part.strip(" ") for part in BREAKS.split(url))
    return CONTROLS.sub("", url).replace(" ", "%20")


def identity(url: str, pattern: re.Pattern[str] | None = None) -> str:
    """What the article at this address is known by within its source.

    The group "id" of the source's own pattern; else the id in the known shapes
    (`/<slug>-<id>.html`, `.ldo`, `-post<id>`, Liferay's `/-/view_content/<id>-<slug>`); else the
    canonical address without scheme, `www.` and AMP, its parameters in order. Numbers that read as
    a year or a day are no ids.

    >>> identity("https://laodong.vn/cong-doan/tieu-de-moi-1234567.ldo")
    '1234567'
    >>> identity("http://www.example.vn/tong-ket-nam-2024.html")
    'example.vn/tong-ket-nam-2024.html'
    """
    url = canonical(url)
    if (
        pattern is not None
        and "id" in pattern.groupindex
        and (found := pattern.search(url))
        and found["id"]
    ):
        return found["id"]
    if plain := PLAIN.fullmatch(url):
        parts = SplitResult("", plain["host"], plain["path"], "", "")
    else:
        try:
            parts = urlsplit(url)
        except ValueError:
            return url
    path = AMP_PATH.sub("", parts.path)
    if known := _id_of(path):
        return known
    host = HOST_VARIANT.sub("", parts.netloc)
    path = INDEX_PAGE.sub("/", path).rstrip("/")
    query = sorted(
        item
        for item in parts.query.split("&")
        if item
        and not LIFERAY_LAYOUT.fullmatch(item.partition("=")[0])
        and item.lower() not in {"amp", "amp=1"}
    )
    return host + path + ("?" + "&".join(query) if query else "")


def same_site(a: str, b: str) -> bool:
    """Whether two addresses belong to one site: the same host, or one a subdomain of the other.

    >>> same_site("https://www.laodong.vn/x", "http://congdoan.laodong.vn/")
    True
    >>> same_site("https://sotttt.hanoi.gov.vn/", "https://sxd.hanoi.gov.vn/")
    False
    """
    first, second = _site(a), _site(b)
    if not first or not second:
        return False
    return first == second or first.endswith("." + second) or second.endswith("." + first)


@lru_cache(maxsize=256)
def _origin(base: str) -> str:
    """Scheme and host of an ordinary base, in canonical form; empty for every other one."""
    found = ORIGIN.match(canonical(base))
    return found[0] if found else ""


@lru_cache(maxsize=1024)  # all links of a page are asked about its own site
def _site(url: str) -> str:
    url = canonical(url)
    if plain := PLAIN.fullmatch(url):
        return HOST_VARIANT.sub("", plain["host"])
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return HOST_VARIANT.sub("", parts.netloc) if parts.scheme in DEFAULT_PORTS else ""


def _join(base: str, url: str) -> str:
    url = bare(url)
    try:
        return urljoin(bare(base), url)
    except ValueError:
        return url


def _ascii_host(host: str) -> str:
    host = NOT_WRITTEN.sub(_percent, host.lower().rstrip("."))
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def _encode(text: str, safe: str) -> str:
    """Percent-encoding in one form: unreserved characters plain, the rest capital hex."""

    def one_form(match: re.Match[str]) -> str:
        return (
            quote(chr(int(match[1], 16)), safe="") if int(match[1], 16) < 0x80 else match[0].upper()
        )

    text = re.sub(r"%([0-9a-fA-F]{2})", one_form, text)
    text = re.sub(r"%(?![0-9A-F]{2})", "%25", text)
    return quote(text, safe=safe + "%", errors="replace")


def _dots_out(path: str) -> str:
    if "/." not in path:
        return path
    out: list[str] = []
    segments = path.split("/")
    for segment in segments:
        if segment == "..":
            if len(out) > 1:
                out.pop()
        elif segment != ".":
            out.append(segment)
    if segments[-1] in {".", ".."}:
        out.append("")
    return "/".join(out)


def _kept(query: str, path: str) -> list[str]:
    """The parameters that may decide what the page shows, in their order."""
    kept = []
    for item in query.replace("&amp;", "&").split("&"):
        name, _, value = item.partition("=")
        name = unquote(name)
        if (
            not item
            or TRACKING.fullmatch(name)
            or SESSION.fullmatch(name)
            or LIFERAY_RETURN.fullmatch(name)
        ):
            continue
        if MAYBE_SESSION.fullmatch(name) and RANDOM.fullmatch(value):
            continue
        if IMAGE.search(path) and CACHE_BUSTER.fullmatch(name) and (value.isdigit() or not value):
            continue
        kept.append(_encode(item, QUERY_SAFE))
    return kept


def _id_of(path: str) -> str | None:
    if found := LIFERAY_ID.search(path):
        return found["id"]
    segments = [segment for segment in path.split("/") if segment]
    if not segments or (len(segments) > 1 and segments[-2].lower() in NUMBERED_LISTS):
        return None
    found = ID_AT_END.search(segments[-1])
    if not found:
        return None
    number, mark = found["id"], (found["mark"] or "").lower()
    marked = mark in WORD_MARKS or (mark.startswith("c") and mark.endswith("a") and len(mark) > 2)
    if not marked and (len(number) < 4 or _is_day_or_year(number)):
        return None
    return (
        number
        if len(number) > SHORT_ID or len(segments) == 1
        else f"{segments[0].lower()}/{number}"
    )


def _is_day_or_year(number: str) -> bool:
    """Whether the digits read as a year (2024), a month of one (122024 does not count) or a day
    (20240405, 05042024).
    """
    if len(number) == 4:
        return 1900 <= int(number) <= 2100
    if len(number) != 8:
        return False
    day_first = (number[4:], number[2:4], number[:2])
    return any(_is_date(*parts) for parts in ((number[:4], number[4:6], number[6:]), day_first))


def _is_date(year: str, month: str, day: str) -> bool:
    try:
        return 1990 <= date(int(year), int(month), int(day)).year <= 2100
    except ValueError:
        return False
