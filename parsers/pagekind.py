"""What a page that answered 200 is when it is no article: challenge, captcha, login, maintenance,
soft 404, empty. Cheap signs only; nothing is fetched.

Words alone never decide: an article may be *about* a captcha, maintenance or something not found.
A verdict needs the words in title or heading (or a tiny page) and the absence of prose. In doubt
the answer is UNKNOWN.
"""

import re
from dataclasses import dataclass

from lxml import etree

from parsers.html import Element, HtmlDoc, select, text_of
from parsers.model import Page, PageKind
from parsers.text import clean, fold

SMALL_PAGE = 60_000  # bytes; a page of this size may be nothing but its message
FEW_LINKS = 15
SHORT_TEXT = 1_500  # characters a reader sees
PROSE = 120  # characters that make a paragraph rather than a message
ENOUGH_PROSE = 3
SHORTEST_PROSE = PROSE // 3  # composing (NFC) makes a text three times as long at most

COOKIE = re.compile(
    rb"document\.cookie\s*=\s*[\"'](?P<name>\w{1,40})=(?P<value>[\w.%~-]{8,256})[\"';]"
)
RELOAD = re.compile(
    rb"location\.(?:reload|href|replace|assign)|\blocation\s*=|http-equiv=[\"']?refresh", re.I
)
CHALLENGE_CODE = re.compile(
    rb"/cdn-cgi/challenge-platform|cf-chl|__cf_chl|_Incapsula_Resource|sucuri_cloudproxy_js"
    rb"|slowAES\.decrypt|/\.well-known/ddos-guard|aws-waf-token|__ddg\d",
)
CAPTCHA_CODE = re.compile(
    rb"g-recaptcha|h-captcha|hcaptcha\.com|cf-turnstile|geetest|captcha", re.I
)
# The words below are looked for in folded text.
CHALLENGE = re.compile(
    r"checking your browser|just a moment|ddos protection|attention required|access denied"
    r"|enable javascript and cookies to continue|verify(?:ing)? (?:that )?you are (?:a )?human"
    r"|pardon our interruption|you have been blocked|too many requests|qua nhieu yeu cau"
    r"|truy cap bat thuong|(?:duoc|tu dong) chuyen huong sau \d+ giay"
    r"|dang kiem tra trinh duyet|yeu cau cua ban (?:da )?bi (?:chan|tu choi)"
)
CAPTCHA = re.compile(
    r"captcha|nhap ma (?:xac nhan|bao mat|an toan|xac thuc)|unusual traffic|luu luong bat thuong"
    r"|(?:i.?m|ban) (?:not|khong phai)(?: la)? (?:a )?(?:robot|nguoi may)"
)
LOGIN = re.compile(
    r"^\W*(?:(?:yeu cau|vui long|ban can|ban phai) )?(?:dang nhap|log ?in|sign ?in)\b"
)
MAINTENANCE = re.compile(
    r"\b(?:he thong|website|trang (?:web|tin|thong tin)|cong thong tin|may chu|site|chung toi)\b"
    r".{0,40}(?:dang |tam )?(?:bao tri|bao duong|nang cap|tam ngung|qua tai)"
    r"|^\W*(?:dang )?(?:bao tri|nang cap)(?: he thong| website)?\W*$"
    r"|down for maintenance|under (?:maintenance|construction)|(?:scheduled|undergoing) maintenance"
    r"|^\W*maintenance(?: mode)?\W*$|service (?:temporarily )?unavailable"
    r"|be (?:right )?back soon|error establishing a database connection"
    r"|server error in|runtime error|internal server error|bad gateway|gateway time-?out"
    r"|(?:bandwidth|resource) limit (?:is )?(?:exceeded|reached)|account has been suspended"
    r"|loi ket noi (?:toi |den |voi )?(?:co so du lieu|csdl|may chu)"
    r"|da (?:co|xay ra) loi (?:xay ra )?trong qua trinh xu ly"
    r"|^\W*ten mien \S+ (?:da )?het han"
)
THING = (
    r"\b(?:trang|bai viet|bai bao|noi dung|duong dan|lien ket|tin tuc|ban tin|tin bai|tai lieu"
    r"|dia chi|du lieu|page|content|article|file|url)"
)
# Between the thing and what became of it only such words: "bài viết bạn đang tìm không tồn tại".
FILLER = (
    r"(?:\W+(?:web|nay|ban|quy|khach|doc|gia|dang|can|muon|tim|kiem|yeu|cau|truy|cap|xem|hien|vua|co|con"
    r"|the|le|khong|da|hoac|bi|you|are|were|looking|for|requested|this|that|the|was|is|could|may))"
    r"{0,9}\W+"
)
NOT_FOUND = re.compile(
    r"^\W*(?:loi |error |http |ma loi )*404"
    r"(?:\W*$|\s*[-:|–.]|\s+(?:not found|page|error|khong|trang|loi))"
    rf"|khong (?:tim|the tim) thay (?:{THING}|ket qua|yeu cau)"
    rf"|{THING}{FILLER}(?:ton tai|(?:da |duoc )?bi (?:xoa|go|an)|xoa bo|kha dung|tim thay)\b"
    rf"|{THING}{FILLER}(?:not (?:be )?found|no longer|not exist|doesn.?t exist|gone|missing)\b"
    r"|^\W*(?:page )?not found\W*$|can(?:no|')?t find (?:the|that|this) page"
)
ARTICLE_META = etree.XPath("boolean(//meta[@property='article:published_time' or @name='pubdate'])")
ARTICLE_ITEM = etree.XPath("boolean(//@itemprop[. = 'articleBody' or . = 'datePublished'])")
TEXTS = etree.XPath(  # "//text()" would be sorted, in the square of their number
    "//body/descendant::text()[not(parent::script or parent::style or ancestor::a)]",
    smart_strings=False,
)
LINKS = etree.XPath("count(//a[@href])")
PASSWORD = etree.XPath("boolean(//input[@type='password'])")
TITLES = "//head/title | //h1"
MAX_MESSAGE = 140
MAX_TITLE = 90


@dataclass(frozen=True, slots=True)
class _Signs:
    """What the verdicts look at, read once. All text is folded."""

    titles: tuple[str, ...]
    messages: tuple[str, ...]  # short texts outside links
    text: str
    length: int
    prose: int
    links: int
    body: bytes  # empty for a page too big to be only a message

    @property
    def is_message(self) -> bool:
        """Next to nothing on the page but what it has to say."""
        return self.length <= SHORT_TEXT and self.links <= FEW_LINKS and self.prose <= 1

    def says(self, words: re.Pattern[str]) -> bool:
        """In the title, or anywhere in a page that is only a message."""
        return self.titled(words) or (self.is_message and bool(words.search(self.text)))

    def titled(self, words: re.Pattern[str]) -> bool:
        """A short title or h1 says it."""
        return any(len(title) <= MAX_TITLE and words.search(title) for title in self.titles)


def page_kind(doc: HtmlDoc, page: Page) -> PageKind:
    """The kind of a page by cheap signs; UNKNOWN where there is none (articles and listings)."""
    if _is_plainly_prose(doc.root):
        return PageKind.UNKNOWN
    texts = _texts(doc.root)
    prose = sum(len(clean(text)) > PROSE for text in texts if len(text) > SHORTEST_PROSE)
    if prose > 1:
        return PageKind.UNKNOWN
    signs = _signs(doc, page, texts, prose)
    if _is_challenge(signs):
        return PageKind.CHALLENGE
    if signs.length == 0:
        return PageKind.EMPTY
    if signs.is_message and CAPTCHA_CODE.search(signs.body) and signs.says(CAPTCHA):
        return PageKind.CAPTCHA
    if signs.says(NOT_FOUND) or any(NOT_FOUND.search(message) for message in signs.messages):
        return PageKind.NOT_FOUND
    if signs.is_message and signs.says(MAINTENANCE):
        return PageKind.MAINTENANCE
    if PASSWORD(doc.root) and (signs.is_message or signs.titled(LOGIN)):
        return PageKind.LOGIN
    return PageKind.UNKNOWN


def challenge_cookie(page: Page) -> tuple[str, str] | None:
    """The cookie that an anti-bot page sets before it reloads (laodong.vn: "D1N", 32 hex)."""
    if len(page.body) > SMALL_PAGE or not RELOAD.search(page.body):
        return None
    found = COOKIE.search(page.body)
    return (found["name"].decode("ascii"), found["value"].decode("ascii")) if found else None


def _is_plainly_prose(root: Element) -> bool:
    """Whether paragraphs or marks say that the page is no message. Most pages are told by the first
    few of their paragraphs.
    """
    long = 0
    for paragraph in root.iter("p"):
        text = paragraph.text or ""
        if len(text) <= PROSE and len(paragraph):
            text = "".join(map(str, paragraph.itertext()))
        if len(text) > PROSE and len(" ".join(text.split())) > PROSE:
            long += 1
            if long == ENOUGH_PROSE:
                return True
    return bool(ARTICLE_META(root)) or bool(ARTICLE_ITEM(root))


def _texts(root: Element) -> list[str]:
    found = TEXTS(root)
    return [text for text in found if isinstance(text, str)] if isinstance(found, list) else []


def _signs(doc: HtmlDoc, page: Page, texts: list[str], prose: int) -> _Signs:
    body = doc.root.find("body")
    text = text_of(body) if body is not None else ""
    shown = (clean(text) for text in texts)
    return _Signs(
        titles=tuple(fold(text_of(element)) for element in select(doc.root, TITLES)[:6]),
        messages=tuple(fold(text) for text in shown if 8 <= len(text) <= MAX_MESSAGE),
        text=fold(text[:SHORT_TEXT]),
        length=len(text),
        prose=prose,
        links=_number(LINKS(doc.root)),
        body=page.body if len(page.body) <= SMALL_PAGE else b"",
    )


def _is_challenge(signs: _Signs) -> bool:
    if not signs.is_message:
        return False
    if signs.length <= 200 and COOKIE.search(signs.body) and RELOAD.search(signs.body):
        return True
    return bool(CHALLENGE_CODE.search(signs.body)) or signs.says(CHALLENGE)


def _number(value: object) -> int:
    return int(value) if isinstance(value, float) else 0
