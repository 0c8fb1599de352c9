"""From the bytes of a page to text: which encoding they are really in. No tree is built here.

The order is: byte order mark, what the bytes themselves prove, HTTP header, declaration within the
first 2 kB, statistics. Bytes that are valid UTF-8 beyond ASCII are UTF-8 whatever a single-byte
declaration says: the accents of windows-125x text do not fall into such sequences by chance.
windows-1258 (Vietnamese with combining tone marks) is told from windows-1252 by where the tone
bytes stand, as servers declare iso-8859-1 for both.
"""

import codecs
import re

SNIFFED = 2048
PIECE = 16384
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
HTTP_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
DECLARED = re.compile(
    rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']\s*([\w.:-]+)"
    rb"|<meta[^>]{0,400}?charset\s*=\s*[\"']?\s*([\w.:-]+)",
    re.I,
)
# Labels mean what browsers take them for: https://encoding.spec.whatwg.org/#names-and-labels
WHATWG = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874",
    "tis-620": "cp874", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932",
    "euc_kr": "cp949", "ksc5601": "cp949", "big5": "big5hkscs",
}  # fmt: skip
TEXT_CODEC = re.compile(
    r"utf-8|utf-16.*|utf-32.*|cp\d+|iso8859.*|gb.*|big5.*|euc.*|koi8.*|mac.*|iso2022_jp.*"
)
MULTIBYTE = re.compile(r"gb.*|big5.*|euc.*|cp932|cp949|iso2022_jp.*")
WIDE = re.compile(r"utf-(?:16|32).*")
NAMES = {"cp1258": "windows-1258", "cp1252": "windows-1252", "cp1251": "windows-1251"}
TWICE = 40
"""So many accented letters are looked at, or what seems to be some."""
FEWEST_TWICE = 5
HIGH = re.compile(rb"[\x80-\xff]")
# In windows-1258: a vowel (plain, or with circumflex, breve or horn) and then a combining tone.
VIETNAMESE_TONE = re.compile(
    rb"[aeiouyAEIOUY\xc2\xc3\xca\xd4\xd5\xdd\xe2\xe3\xea\xf4\xf5\xfd][\xcc\xd2\xde\xec\xf2]"
)
VIETNAMESE_LETTER = re.compile(rb"[\xd0\xd5\xdd\xf0\xf5\xfd]")  # Đ Ơ Ư đ ơ ư


def decode(body: bytes, content_type: str | None = None) -> tuple[str, str]:
    """The text of a page and the name of the encoding that it was read in; never raises.

    NUL characters and the byte order mark are left out; bytes that fit nothing become U+FFFD.
    """
    codec = codec_of(body, content_type)
    text = body.decode(codec, "replace").removeprefix("\ufeff").replace("\x00", "")
    return text, NAMES.get(codec, codec)


def encoded_once(body: bytes) -> bytes:
    """UTF-8 that was taken for windows-1252 and encoded once more, as it was before; all of a page
    has to fit, or none of it is touched.

    >>> encoded_once("Công đoàn Việt Nam, “điều lệ”".encode().decode("latin-1").encode()).decode()
    'Công đoàn Việt Nam, “điều lệ”'
    """
    at = found = 0
    for _ in range(TWICE):
        at = body.find(0xC3, at) + 1
        if not at:
            break
        found += body[at + 1 : at + 2] in (b"\xc2", b"\xe2")  # a byte that continues, as a letter
    if found < FEWEST_TWICE:
        return body
    text = body.decode("utf-8", "replace")
    for codec in ("latin-1", "cp1252"):
        try:
            once = text.encode(codec)
            once.decode("utf-8")
        except UnicodeError:
            continue
        return once
    return body


def codec_of(body: bytes, content_type: str | None = None) -> str:
    """The Python codec that reads these bytes best."""
    for mark, codec in BOMS:
        if body.startswith(mark):
            return codec
    declared = _declared(body, content_type)
    if wide := _wide(body, declared):
        return wide
    if declared and MULTIBYTE.fullmatch(declared) and _fits(body, declared):
        return declared
    if _fits(body, "utf-8"):
        return "utf-8"
    if declared in {None, "utf-8"} or WIDE.fullmatch(declared or ""):
        return "utf-8" if _mostly_utf8(body) else _single_byte(body)
    if declared == "cp1252":
        return "utf-8" if _mostly_utf8(body) else _single_byte(body)
    return declared or "cp1252"


def _declared(body: bytes, content_type: str | None) -> str | None:
    """The codec that the header names, else the one that the page names for itself."""
    if (
        content_type
        and (found := HTTP_CHARSET.search(content_type))
        and (codec := _codec(found[1]))
    ):
        return codec
    if inside := DECLARED.search(body, 0, SNIFFED):
        codec = _codec((inside[1] or inside[2]).decode("ascii", "replace"))
        # A declaration that was readable as ASCII is not in UTF-16 (WHATWG: take it for UTF-8).
        return "utf-8" if codec and WIDE.fullmatch(codec) else codec
    return None


def _codec(label: str) -> str | None:
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return None
    name = WHATWG.get(name, name)
    return name if TEXT_CODEC.fullmatch(name) else None


def _wide(body: bytes, declared: str | None) -> str | None:
    """UTF-16 without a mark: every other byte of the ASCII in markup is NUL."""
    head = body[:400]
    if len(head) < 4 or head.count(0) < len(head) // 4:
        return None
    if declared and WIDE.fullmatch(declared) and declared[-2:] in {"le", "be"}:
        return declared
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd > 3 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 3 * odd else None


def _fits(body: bytes, codec: str) -> bool:
    try:
        if codec == "utf-8":
            _read_through(body)
        else:
            body.decode(codec)
    except UnicodeError:
        return False
    return True


def _read_through(body: bytes) -> None:
    """Decode UTF-8 piece by piece: nobody keeps the text, and memory for one as long as the page
    would come fresh from the system each time. Raises UnicodeError.
    """
    pieces, at, end = memoryview(body), 0, len(body)
    while at < end:
        at += codecs.utf_8_decode(pieces[at : at + PIECE], "strict", at + PIECE >= end)[1]


def _mostly_utf8(body: bytes) -> bool:
    """A few broken characters (a cut end, a pasted fragment) in text that is UTF-8 otherwise."""
    bad = body.decode("utf-8", "replace").count("\ufffd")
    good = len(body.decode("utf-8", "ignore").encode("utf-16-le")) // 2
    multibyte = len(HIGH.findall(body)) - bad
    return good > 0 and multibyte > 4 * bad


def _single_byte(body: bytes) -> str:
    """windows-1258 where tones follow vowels as only Vietnamese has them, else windows-1252."""
    tones = len(VIETNAMESE_TONE.findall(body))
    letters = len(VIETNAMESE_LETTER.findall(body))
    high = len(HIGH.findall(body))
    return "cp1258" if tones >= 2 and letters >= 1 and 8 * tones >= high else "cp1252"
