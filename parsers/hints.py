"""What the names that authors of pages give to boxes (class, id, role, itemprop) say of them.

A name is a hint, not a proof: "article-related" holds no article and "comments-open" may stand
on the whole page. `hint` answers with bits; `weigh` holds them against the text of the box.
Names are read by words ("post-body", "postBody" and "post__body" are all "post body"); each
name, and each token of it, is read once and remembered up to a bound, because a page repeats its
few names in thousands of elements.
"""

import re
from typing import Final

BODY: Final = 1  # "article-body", "entry-content", "noi-dung": the text itself
ARTICLE: Final = 2  # "article", "post", "story": the text with its furniture
RELATED: Final = 4
COMMENTS: Final = 8
SHARE: Final = 16
NAVIGATION: Final = 32
ASIDE: Final = 64
ADVERT: Final = 128
NEWSLETTER: Final = 256
POPUP: Final = 512
AUTHOR: Final = 1024
META: Final = 2048
CAPTION: Final = 4096
HIDDEN: Final = 8192
LEAD: Final = 16384
TITLE: Final = 32768
WIDGET: Final = 65536  # any part that a page builder puts down, the article among them
CARD: Final = 131072  # not a name: one of a row of teasers, see `region`
POST: Final = 262144  # a WordPress post: its other names are its author, tags and topics
FOOTER: Final = 524288

CHROME: Final = (
    RELATED
    | COMMENTS
    | SHARE
    | NAVIGATION
    | ASIDE
    | ADVERT
    | NEWSLETTER
    | POPUP
    | AUTHOR
    | META
    | HIDDEN
    | WIDGET
    | CARD
    | FOOTER
)
"""Names of boxes that are not the article."""

SLUG: Final = 7
"""So many hyphens make the slug of a heading or title, which names nothing."""

REMEMBERED: Final = 50_000
"""Names kept at most: a crawl over many sites must not grow."""

_PHRASES: tuple[tuple[int, str], ...] = (
    (
        BODY,
        "articlebody articlecontent storybody storytext storycontent postbody postcontent "
        "entrycontent newsbody newscontent bodytext bodycopy bodycontent detailcontent "
        "contentdetail articletext bodytext noidung noidungtin chitiet chitietbaiviet "
        "wysiwyg itemcontent postentry maincontent richtext prose newstext contentbody "
        "textbody article-body article-content article-text article-copy article-main "
        "story-body story-content story-text post-body post-content post-text post-entry "
        "entry-content entry-body entry-text news-body news-content news-text news-detail "
        "detail-content content-detail content-body body-content body-text body-copy "
        "text-body blog-content blog-body page-content page-body main-content "
        "single-content fck-detail td-post-content art-body cms-body knc-content "
        "singular-content rich-text noi-dung chi-tiet journal-content "
        "itemprop-articlebody richtext-content article-detail content-news detail-info "
        "content-text text-content the-content",
    ),
    (
        ARTICLE,
        "article story post entry hentry blogpost newsitem baiviet bai-viet detail "
        "content main single",
    ),
    (
        RELATED,
        "related relateds relate relation relationship recirc recirculation recommend "
        "recommends recommended recommendation recommendations yarpp zergnet outbrain "
        "taboola trc revcontent mgid popular trending mostread mostpopular topstories "
        "alsoread readnext readmore upnext morefrom prevnext othernews tinlienquan "
        "lienquan lq tinkhac cungchuyenmuc tinmoi docnhieu xemthem tincungchuyenmuc teaser "
        "teasers promo promos promobox upsell crosslink linklist most-read most-popular "
        "top-stories more-stories more-news more-articles more-posts more-from more-on "
        "also-read read-also read-next read-more up-next see-also you-may you-might "
        "next-article next-post next-news prev-post previous-post post-navigation nav-links "
        "nav-previous nav-next prev-next post-nav tin-lien-quan lien-quan tin-khac "
        "cung-chuyen-muc tin-cung tin-moi doc-nhieu xem-them bai-lien-quan before-after "
        "other-news news-other latest-news latest-posts recent-posts recent-news "
        "latestnews cross-sell link-list links-list box-category dong-su-kien ob-widget "
        "live-ticker news-ticker newsticker breaking-news tin-nong",
    ),
    (
        COMMENTS,
        "comment comments commentlist commentform disqus dsq respond livefyre binhluan "
        "ykien cmt cmts discussion feedback replies fb-comments binh-luan y-kien",
    ),
    (
        SHARE,
        "share shares sharing sharebar sharetools social socials addtoany sharedaddy sns "
        "follow followus articletools toolbar tools chiase chia-se fb-like like-box "
        "print-link tweet-button bookmark",
    ),
    (
        NAVIGATION,
        "nav navbar navigation menu menus submenu megamenu breadcrumb breadcrumbs crumb "
        "crumbs pager paging pagination siteheader masthead topbar sitemap skip skiplink "
        "toc tableofcontents jumplinks table-of-contents site-header jump-links "
        "back-to-top lwptoc",
    ),
    (
        ASIDE,
        "sidebar aside rail rightrail leftrail rightcol rightcolumn sidecol right-col "
        "right-column left-rail column-right col-right cot-phai side-bar complementary",
    ),
    (
        ADVERT,
        "ad ads adv advs advert adverts advertisement advertisements advertising adsense "
        "adslot adsbygoogle dfp gpt googlead sponsor sponsors sponsored sponsorship "
        "banner banners quangcao quang-cao promoted promotion promotions adbox adunit "
        "adwrapper adcontainer paid-content",
    ),
    (
        NEWSLETTER,
        "newsletter newsletters subscribe subscriber subscribers subscription signup "
        "fundraising support-us optin mailchimp mc4wp wpforms gform cta donate donation paywall "
        "regwall sign-up opt-in email-form email-signup call-to-action hs-form",
    ),
    (
        POPUP,
        "popup popups modal modals overlay lightbox cookie cookies consent gdpr ccpa "
        "toast tooltip dropdown offcanvas dialog drawer onetrust pop-up off-canvas "
        "alertdialog",
    ),
    (
        AUTHOR,
        "author authors byline bylines bio biography contributor contributors writer "
        "tacgia tac-gia vcard by-line authorbox authorbio saboxplugin abh-box molongui "
        "postprofile userinfo user-info user-card user-signature post-signature "
        "cell-user",
    ),
    (
        META,
        "meta metadata postmeta date dateline datetime time timestamp published pubdate "
        "tag tags taglist tagcloud tagged categories keyword keywords topics kicker "
        "eyebrow views rating ratings votes stars hashtag hashtags tukhoa postmetadata "
        "copyright disclaimer disclosure license posted-on post-info article-info "
        "tags-links cat-links category-list reading-time read-time entry-footer "
        "entry-utility tu-khoa post-date",
    ),
    (
        CAPTION,
        "caption captions figcaption credit credits imgcaption cutline chuthich chu-thich "
        "image-meta imagedesc image-desc imagecaption photocaption image photo img "
        "picture imgs images photos",
    ),
    (
        HIDDEN,
        "invisible visuallyhidden printonly noprint screenreader a11y sr-only "
        "visually-hidden screen-reader print-only no-print assistive-text "
        "element-invisible aria-hidden",
    ),
    (
        LEAD,
        "sapo lead lede standfirst deck dek subhead subheadline subtitle sub-title "
        "chapeau excerpt summary intro tomtat tom-tat mo-ta description article-desc",
    ),
    (TITLE, "title headline heading tieude tieu-de"),
    (
        WIDGET,
        "widget widgets poll polls survey quiz binhchon thamdo binh-chon tham-do vote-box "
        "videoplayer jwplayer vjs plyr video-js video-player video-wrap video-title",
    ),
    (FOOTER, "footer foot sitefooter"),
    (POST, "hentry type-post post-type status-publish blog-post type-page"),
)
_PREFIXES: tuple[tuple[str, int], ...] = (
    ("related", RELATED),
    ("comment", COMMENTS),
    ("social", SHARE),
    ("share", SHARE),
    ("addthis", SHARE),
    ("sidebar", ASIDE),
    ("newsletter", NEWSLETTER),
    ("cookie", POPUP),
    ("breadcrumb", NAVIGATION),
    ("caption", CAPTION),
    ("advert", ADVERT),
)
_SUFFIXES: tuple[tuple[str, int], ...] = (
    ("sidebar", ASIDE),
    ("caption", CAPTION),
    ("newsletter", NEWSLETTER),
    ("comments", COMMENTS),
    ("share", SHARE),
)
_STARTS = tuple(start for start, _ in _PREFIXES)
_ENDS = tuple(end for end, _ in _SUFFIXES)
_BITS: dict[str, int] = {}
for _bit, _phrases in _PHRASES:
    for _phrase in _phrases.split():
        _BITS[_phrase.replace("-", " ")] = _BITS.get(_phrase.replace("-", " "), 0) | _bit
_WORD = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+")

_names: dict[str, int] = {}
_tokens: dict[str, int] = {}


def hint(name: str) -> int:
    """Bits for a name: the class, id and other attributes of one element, joined by spaces.

    >>> hint("box-tin-lien-quan") == RELATED
    True
    """
    found = _names.get(name)
    if found is None:
        if len(_names) >= REMEMBERED:
            _names.clear()
        found = 0
        for token in name.split()[:24]:
            bits = _tokens.get(token)
            found |= _read(token) if bits is None else bits
        _names[name] = found
    return found


def _read(token: str) -> int:
    if len(_tokens) >= REMEMBERED:
        _tokens.clear()
    found = 0
    before = last = ""
    if ":" not in token and "[" not in token:  # "md:hidden" of utility frameworks says nothing
        words = _WORD.findall(token[:80]) if token.count("-") < SLUG else []
        for word in words:
            word = word.lower()
            found |= _BITS.get(word, 0)
            if last:
                found |= _BITS.get(f"{last} {word}", 0)
                if before:
                    found |= _BITS.get(f"{before} {last} {word}", 0)
            if len(word) > 7:
                if word.startswith(_STARTS):
                    found |= next(bit for start, bit in _PREFIXES if word.startswith(start))
                if word.endswith(_ENDS):
                    found |= next(bit for end, bit in _SUFFIXES if word.endswith(end))
            before, last = last, word
        if found & SHARE and "embed" in words:  # a post of a social network, quoted in the article
            found &= ~SHARE
        if found & FOOTER and ("note" in words or "notes" in words):  # of the text
            found &= ~FOOTER
        if found & AUTHOR and "quote" in words:  # who said what is quoted
            found &= ~AUTHOR
    if token == "secondary":  # the sidebar of WordPress themes; in other names it is a colour
        found = ASIDE
    _tokens[token] = found
    return found
