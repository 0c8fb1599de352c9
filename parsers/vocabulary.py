"""The words that Vietnamese (and English) news pages put round an article: data for `boilerplate`.

Every phrase is written folded (`parsers.text.fold`: no diacritics, đ as d), because pages write
the same label as "TIN KHÁC", "Tin khác", "TIN KHAC". A phrase stands for a whole line, never for
a word inside a sentence: what a line means is decided in `boilerplate`, what happens to it in
`sift`, with links, shape and position as witnesses. Where a group of labels is productive ("các
tin đã đưa", "những tin cũ hơn", "bài viết khác"), it is given as subjects and qualities and not
as a list.
"""

from typing import Final


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(text.split(", "))


LIST_SUBJECTS: Final = _phrases(
    "tin, tin tuc, tin bai, tin anh, bai, bai viet, bai bao, su kien, video, clip, anh, chu de, "
    "noi dung, thong tin, van ban, chuyen muc, cau chuyen"
)
"""What a list of other articles is a list of."""

LIST_QUALITIES: Final = _phrases(
    "lien quan, co lien quan, khac, cung chuyen muc, cung muc, cung chu de, cung su kien, cung "
    "tac gia, cung loai, moi, moi nhat, moi hon, moi dang, moi cap nhat, cu hon, da dua, da dang, "
    "da doc, doc nhieu, doc nhieu nhat, xem nhieu, xem nhieu nhat, duoc quan tam, quan tam, nhieu "
    "nguoi quan tam, noi bat, nong, hot, tiep theo, ke tiep, sau, truoc, truoc do, nen doc, nen "
    "xem, hay, hap dan, hom nay, trong ngay, trong tuan, trong thang, chinh, tai tro, tham khao, "
    "dang chu y, duoc xem nhieu, duoc doc nhieu, dang duoc quan tam, dang duoc xem nhieu, "
    "dang duoc doc nhieu"
)
"""What is said of that list."""

LIST_HEADINGS: Final = frozenset(
    _phrases(
        "lien quan, co lien quan, cung chuyen muc, cung chu de, cung tac gia, co the ban quan "
        "tam, ban co the quan tam, co the ban thich, co the ban chua biet, ban co biet, nen "
        "xem, nen doc, doc them, xem them, xem tiep, doc tiep, tham khao them, moi nhat, doc "
        "nhieu, xem nhieu, xem nhieu nhat, doc nhieu nhat, quan tam nhieu nhat, dang duoc quan "
        "tam, noi bat, tieu diem, dung bo lo, bo lo, goi y cho ban, goi y danh cho ban, danh "
        "cho ban, de xuat cho ban, dong su kien, chuyen de, mac chu de, hoat dong khac, thong "
        "bao moi, trang khac, lien ket web, lien ket website, website lien ket, trang lien ket, "
        "cac trang lien ket, other news, related, related articles, related stories, related "
        "posts, related news, related content, related coverage, related reading, related "
        "topics, related links, related video, related videos, you may also like, you might "
        "also like, you may like, you might like, you may also be interested in, you might also "
        "be interested in, more stories, more news, more articles, more posts, more on this "
        "story, more on this topic, more like this, more to explore, more to read, read next, "
        "read this next, up next, what to read next, whats next, keep reading, continue "
        "reading, further reading, recommended, recommended for you, recommended reading, "
        "recommended stories, recommended articles, suggested for you, editors picks, editor s "
        "picks, most read, most popular, most viewed, most recent, popular posts, popular "
        "stories, popular now, trending, trending now, trending stories, top stories, top news, "
        "latest, latest news, latest stories, latest articles, latest posts, recent posts, "
        "recent news, recent articles, recent stories, dont miss, see also, read also, don t "
        "miss, also read, also on, in case you missed it, around the web, from around the web, "
        "from the web, promoted stories, sponsored content, sponsored stories, see more, view "
        "more, load more, show more, explore more, mehr zum thema, lesen sie auch, das konnte "
        "sie auch interessieren, auch interessant, weitere artikel, a lire aussi, lire aussi, "
        "sur le meme sujet, noticias relacionadas, articulos relacionados, te puede interesar, "
        "lee tambien, leia tambem, leia mais, veja tambem, leggi anche, potrebbe interessarti, "
        "czytaj takze, lees ook, las mer, in this article, in this story, on this page, jump to "
        "section, related story, related article, more coverage, current issue, mehr dazu, lesen "
        "sie mehr zum thema, auch lesenswert, die redaktion empfiehlt, empfehlungen der redaktion, "
        "passend zum thema, a lire egalement, voir aussi, pour aller plus loin, a decouvrir, mas "
        "informacion, lea tambien, le puede interesar, tambien te puede interesar, mas noticias, "
        "ver tambien, saiba mais, materias relacionadas, per approfondire, articoli correlati, "
        "leggi di piu, meer over, meer over dit onderwerp, lees meer, zobacz takze, las ocksa"
    )
)
"""Headings of lists of other articles, whole lines."""

COMMENT_LINES: Final = frozenset(
    _phrases(
        "binh luan, binh luan bai viet nay, y kien ban doc, y kien cua ban, y kien, viet binh "
        "luan, gui binh luan, gui y kien, gui y kien cua ban, gui phan hoi, phan hoi, xem tat "
        "ca binh luan, xem them binh luan, moi nhat quan tam nhat, dang nhap de binh luan, hay "
        "la nguoi dau tien binh luan, chua co binh luan, ma bao mat, ma xac nhan, vui long nhap "
        "noi dung binh luan, vui long dang nhap, thao luan, tra loi, thich tra loi, comments, "
        "comment, leave a "
        "reply, leave a comment, post a comment, add a comment, add comment, write a comment, "
        "join the conversation, join the discussion, view comments, show comments, load "
        "comments, no comments, no comments yet, cancel reply, who is online, kommentare, "
        "commentaires, comentarios, commenti"
    )
)
"""What stands over, under and in place of readers' comments."""

SHARE_LINES: Final = frozenset(
    _phrases(
        "chia se, chia se bai viet, chia se bai viet nay, chia se facebook, chia se zalo, chia "
        "se qua, chia se len, sao chep lien ket, sao chep link, copy link, copy link thanh "
        "cong, link bai goc, lay link, in bai viet, in bai, in trang, in tin nay, ban in, gui "
        "email, gui mail, gui bai viet, gui cho ban be, luu bai, luu bai viet, luu tin, thich, "
        "thich dang tai, quan tam, tang sao, tang sao cho bai viet hay, zalo, facebook, twitter, "
        "youtube, "
        "danh gia bai viet, danh gia muc nay, binh chon bai viet, "
        "tiktok, google news, telegram, linkedin, pinterest, messenger, whatsapp, instagram, "
        "email, like, tweet, print, share, save, share this, share this article, share this "
        "story, share this post, share on facebook, share on twitter, share on x, share on "
        "linkedin, share via email, share article, copy url, link copied, send email, email "
        "this article, print this article, print article, teilen, partager, compartir, "
        "compartilhar, condividi"
    )
)
"""Labels of share bars."""

SPEECH_LINES: Final = frozenset(
    _phrases(
        "nghe doc bai, nghe bai viet, nghe noi dung bai viet, nghe audio, nghe tin, doc bai, "
        "bao noi, nam mien bac, nam mien nam, nam mien trung, nu mien bac, nu mien nam, nu mien "
        "trung, giong nam, giong nu, toc do, toc do doc, co chu, tang co chu, giam co chu, do "
        "tuong phan, tuong phan, mau chu, mau chu tuong phan, "
        "che do doc, audio, listen to this article, listen to article, listen to "
        "this story, listen, font size, text size, your browser does not support the audio "
        "element, your browser does not support the video tag, video loading, video unavailable, "
        "video playing in, click to play, tap to play, play video, the video will auto play soon, "
        "this video can not be played, this video cannot be played"
    )
)
"""Labels of text-to-speech players and of reading aids."""

NAVIGATION_LINES: Final = frozenset(
    _phrases(
        "bai truoc, bai truoc do, bai sau, bai tiep theo, tin truoc, tin sau, tin tiep theo, "
        "tin ke tiep, trang truoc, trang sau, trang chu, quay lai, tro ve, tro lai, ve trang "
        "truoc, ve dau trang, len dau trang, dau trang, tro ve dau trang, xem tat ca, tat ca, "
        "danh sach, muc luc, xem theo ngay, xem video, xem clip, xem video clip, thu gon, "
        "mo rong, dong, dang nhap, dang ky, dang dien ra, dang cap nhat, dang truc tiep, tim "
        "kiem, previous, next, previous article, next article, previous post, next post, "
        "previous story, next story, back, back to top, back to news, go back, return to top, "
        "home, menu, search, sign in, log in, login, sign up, register, subscribe, subscribe "
        "now, view all, see all, something is loading, thanks for signing up, skip to "
        "main content, skip to content, jump to, close, enter your email address, enter your email"
    )
)
"""Ways off the article."""

ADVERT_LINES: Final = frozenset(
    _phrases(
        "quang cao, tin tai tro, noi dung duoc tai tro, thong tin doanh nghiep, advertisement, "
        "advertising, ad, ads, advert, advertisment, sponsored, paid content, promoted, story "
        "continues "
        "below advertisement, story continues below, article continues below, article continues "
        "below advertisement, article continues after advertisement, article continues after "
        "ad, continue reading below, scroll to continue, scroll to continue with content, "
        "anzeige, werbung, publicite, publicidad, publicidade, pubblicita, reklama, "
        "advertentie, annons, passer la publicite, la suite apres cette publicite, article "
        "continues after this advertisement, after newsletter promotion, skip advertisement, "
        "ad feedback, video ad feedback, sigue leyendo, continua dopo la pubblicita, lees "
        "verder na de advertentie"
    )
)
"""Labels of advertisements."""

TAG_WORDS: Final = _phrases(
    "tag, tags, tu khoa, the, chu de, xem them ve, dong su kien, topics, topic, related topics, "
    "filed under, posted in, categories, category, keywords, more about, explore more on these "
    "topics, tagged, tagged with, tagged as, schlagworte, themen, temas, sujets, "
    "published under, archivado en, mots cles"
)
"""Words that open a line of tags."""
