"""Union news pages for the tests of reading by structure: skeletons of sites, and what stands in the way.

Every text is invented. The skeletons follow the markup of real content systems (classes, nesting), so
that a rule which only fits one of them fails on the others.
"""

TITLE = "Công đoàn cơ sở Nhà máy Sợi Phương Nam thương lượng thành công tiền ăn ca"
LEAD = (
    "Sau ba phiên họp, Ban Chấp hành công đoàn cơ sở và ban giám đốc nhà máy đã thống nhất nâng mức "
    "ăn ca từ ngày 1/7."
)
PARAGRAPHS = (
    "Sáng 12/6, tại hội trường nhà máy, hơn 300 đoàn viên đã dự phiên thương lượng lần thứ ba giữa Ban "
    "Chấp hành công đoàn cơ sở và ban giám đốc về chế độ ăn ca của người lao động trực tiếp sản xuất.",
    "Theo thỏa thuận, mức ăn ca tăng từ 22.000 đồng lên 28.000 đồng mỗi suất, áp dụng cho cả ba ca làm "
    "việc. Khẩu phần do tổ giám sát của công đoàn kiểm tra hằng tuần và công khai tại bảng tin.",
    "Chị Lê Thị Hồng Thắm, tổ trưởng tổ dệt 4, cho biết nhiều năm nay công nhân mong bữa ăn giữa ca "
    "đủ chất hơn, nhất là với những người làm ca đêm phải đứng máy liên tục tám giờ.",
    "Ban giám đốc cam kết không cắt giảm các khoản phụ cấp khác để bù vào tiền ăn ca. Hai bên cũng "
    "thống nhất rà soát lại mức này vào tháng 6 hằng năm, theo chỉ số giá tiêu dùng của địa phương.",
    "Đại diện Liên đoàn Lao động tỉnh đánh giá đây là kết quả của quá trình chuẩn bị kỹ: công đoàn đã "
    "lấy ý kiến 1.250 lao động bằng phiếu kín trước khi bước vào thương lượng.",
    "Dịp này, công đoàn cơ sở trao 40 suất quà cho đoàn viên có hoàn cảnh khó khăn, mỗi suất trị giá "
    "500.000 đồng, trích từ quỹ hỗ trợ do đoàn viên tự nguyện đóng góp.",
)
OTHERS = (
    "Tỉnh Phương Nam khởi công khu nhà ở công nhân đầu tiên",
    "Gần 2.000 đoàn viên được khám sức khỏe miễn phí trong tháng 5",
    "Đối thoại định kỳ: Công nhân hỏi, giám đốc trả lời",
    "Hội thi cán bộ công đoàn giỏi cụm công nghiệp phía Bắc",
)


def paragraphs(texts: tuple[str, ...] = PARAGRAPHS) -> str:
    """The texts as `<p>`."""
    return "\n".join(f"<p>{text}</p>" for text in texts)


def links(texts: tuple[str, ...] = OTHERS, wrap: str = "<p>{}</p>") -> str:
    """Other articles, each a link in `wrap`."""
    return "\n".join(
        wrap.format(f'<a href="/bai-{at}-{7000 + at}.html">{text}</a>')
        for at, text in enumerate(texts)
    )


def _page(inner: str) -> str:
    menu = "".join(f'<li><a href="/muc-{n}">Chuyên mục {n}</a></li>' for n in range(12))
    return (
        f"<html><head><title>{TITLE} - Báo Mẫu</title></head><body>"
        f'<div id="header"><ul class="menu">{menu}</ul></div>{inner}'
        '<div id="footer"><p>Cơ quan chủ quản: Liên đoàn Lao động tỉnh Mẫu. Giấy phép số 12/GP-BC.</p>'
        "<p>Tổng Biên tập: Nguyễn Văn Mẫu. Điện thoại: 0200 000 000.</p></div></body></html>"
    )


def mastercms(body: str, *, before: str = "", after: str = "") -> str:
    """MasterCMS, 2021 theme."""
    return _page(
        f'<div class="main"><h1 class="detail-title">{TITLE}</h1><p class="detail-sapo">{LEAD}</p>{before}'
        f'<div class="__MASTERCMS_CONTENT"><div id="__MB_MASTERCMS_EL_3" class="item-content">{body}</div>'
        f"</div>{after}</div>"
    )


def vccorp(body: str, *, before: str = "", after: str = "") -> str:
    """The platform of nld.com.vn, tuoitre.vn and others."""
    return _page(
        f'<div class="detail__main"><h1 class="detail-title">{TITLE}</h1><h2 class="detail-sapo">{LEAD}</h2>'
        f'{before}<div class="detail-content afcbc-body" data-role="content">{body}</div>{after}</div>'
    )


def nukeviet(body: str, *, before: str = "", after: str = "") -> str:
    """NukeViet 4, common among provincial federations."""
    return _page(
        f'<div class="news_column panel panel-default"><div class="panel-body"><h1 class="title">{TITLE}</h1>'
        f'<div class="hometext m-bottom">{LEAD}</div>{before}'
        f'<div id="news-bodyhtml" class="bodytext margin-bottom-lg">{body}</div>{after}</div></div>'
    )


def tables(body: str, *, before: str = "", after: str = "") -> str:
    """A portal of the 2000s: layout by tables, hardly a name."""
    return _page(
        '<table width="980"><tr><td width="200"><p><a href="/x">Liên kết</a></p></td><td>'
        f"<h1>{TITLE}</h1><p><b>{LEAD}</b></p>{before}<div>{body}</div>{after}</td></tr></table>"
    )


def wordpress(body: str, *, before: str = "", after: str = "") -> str:
    """WordPress with a sidebar."""
    return _page(
        '<div id="content"><article class="post-12 post type-post hentry category-tin-cong-doan tag-luong">'
        f'<header class="entry-header"><h1 class="entry-title">{TITLE}</h1></header>'
        f'<div class="entry-content"><p>{LEAD}</p>{before}{body}</div>{after}</article></div>'
        f'<aside class="widget-area"><h3 class="widget-title">Bài mới</h3><ul>{links(wrap="<li>{}</li>")}</ul></aside>'
    )


def portal(body: str, *, before: str = "", after: str = "") -> str:
    """A portal without a single telling name or heading, the paragraphs as pasted."""
    return _page(
        f'<div class="c1"><div class="c2">{TITLE}</div><div class="c3">{LEAD}</div>{before}'
        f'<div class="c4">{body}</div><div class="c5">{after}</div></div>'
    )


def laodong(body: str, *, before: str = "", after: str = "") -> str:
    """laodong.vn."""
    return _page(
        '<div itemprop="articleBody" articleid="1234567"><article class="article-detail">'
        f'<div class="wrapper-01"><h1 class="title">{TITLE}</h1><div class="chappeau"><p>{LEAD}</p>'
        f'</div></div>{before}<div class="art-body">{body}</div>{after}</article></div>'
    )


SKELETONS = {
    "portal": portal,
    "laodong": laodong,
    "mastercms": mastercms,
    "vccorp": vccorp,
    "nukeviet": nukeviet,
    "tables": tables,
    "wordpress": wordpress,
}

LIST = links(wrap="<li>{}</li>")
NUISANCES = {
    "related box": f'<div class="tin-lien-quan"><h3>Tin liên quan</h3><ul>{LIST}</ul></div>',
    "plain run of links": f"<p><strong>Tin liên quan</strong></p>{links()}",
    "links without a heading": links(),
    "bold links": f"<p><strong>Xem thêm:</strong></p>{links(wrap='<p><b>{}</b></p>')}",
    "related table": f"<table><tr><td><b>TIN LIÊN QUAN</b></td></tr>"
    f"{links(wrap='<tr><td>{}</td></tr>')}</table>",
    "table of links": f'<table align="right">{links(wrap="<tr><td>{}</td></tr>")}</table>',
    "arrows": links(wrap="<p>&gt;&gt; {}</p>"),
    "arrows without links": f"<p>&gt;&gt; {OTHERS[0]}</p><p>&gt;&gt;&gt; Xem thêm: {OTHERS[1]}</p>",
    "lines parted by br": "<p>" + "<br>".join(f'» <a href="/a">{o}</a>' for o in OTHERS) + "</p>",
    "run-together headlines": f"<p>{links(OTHERS[:3], wrap='{}')}</p>",
    "run-together headlines in a div": f"<div>{links(OTHERS[:3], wrap='{}')}</div>",
    "bare list": f"<ul>{LIST}</ul>",
    "dated list": "<p><b>Các tin đã đưa</b></p><ul>"
    + links(wrap="<li>{} <i>(12/05/2024)</i></li>")
    + "</ul>",
    "dated lines": "<p><b>Các tin khác:</b></p>"
    + "".join(f"<p>- {o} (12/05/2024)</p>" for o in OTHERS),
    "list without links": "<h3>Có thể bạn quan tâm</h3>"
    + "".join(f'<div class="x"><span>{o}</span></div>' for o in OTHERS),
    "counters": "<p>Lượt xem: 12345</p><div>1.204 lượt xem</div>",
    "text to speech": "<div>Nghe đọc bài</div><div><span>Nữ miền Bắc</span> "
    "<span>Nam miền Nam</span></div><div>0:00 / 3:12</div>",
    "share bar": '<div><a href="#">Chia sẻ</a> <a href="#">Zalo</a></div><p>Sao chép liên kết</p>',
    "follow": '<p>Theo dõi <a href="x">Báo Mẫu</a> trên <a href="y">Google News</a></p>',
    "newsletter": '<div class="dk"><p>Đăng ký nhận bản tin của Báo Mẫu mỗi sáng</p>'
    "<p>Vui lòng nhập email</p></div>",
    "tags": '<p>Từ khóa: <a href="/t">công đoàn</a>, <a href="/t">ăn ca</a></p>',
    "advertisement": '<p>Quảng cáo</p><div class="quang-cao"><p>Mua ngay hôm nay để nhận ưu đãi '
    "lớn nhất trong năm từ nhà tài trợ của chúng tôi.</p></div>",
    "one teaser": f'<article><h3><a href="/b">{OTHERS[0]}</a></h3><p>Câu giới thiệu ngắn của bài viết '
    "khác trên trang này, dài hơn một dòng.</p></article>",
    "teasers": "".join(
        f'<article><h3><a href="/b">{o}</a></h3><p>Câu giới thiệu ngắn của bài viết khác.</p></article>'
        for o in OTHERS
    ),
}
CAPTION = "Đoàn viên dự phiên thương lượng. Ảnh: Hải Yến"
PICTURES = {
    "figure": f'<figure><img src="a.jpg"><figcaption>{CAPTION}</figcaption></figure>',
    "MasterCMS table": '<table class="MASTERCMS_TPL_TABLE"><tbody><tr><td><img src="a.jpg"></td></tr>'
    f"<tr><td>{CAPTION}</td></tr></tbody></table>",
    "italics under the picture": f'<p align="center"><img src="a.jpg"><br><em>{CAPTION}</em></p>',
    "paragraph after the picture": '<p style="text-align: center;"><img src="a.jpg"></p>'
    f'<p style="text-align: center;"><em>{CAPTION}</em></p>',
    "div": f'<div class="img"><img src="a.jpg"><p>{CAPTION}</p></div>',
}
ENDINGS = {
    "byline": '<p style="text-align:right"><strong>Minh Chiến</strong></p>',
    "byline with a note": '<p align="right"><b>Hà Thu</b> (tổng hợp)</p>',
    "byline by word": "<p><strong>Bài, ảnh: Hải Yến</strong></p>",
    "source": "<p><em>Nguồn: laodong.vn</em></p>",
    "agency": '<p align="right">Theo TTXVN</p>',
    "byline and source": "<p>Hải Yến - Văn Nam</p><p>Nguồn: Báo Mẫu</p>",
    "organisation set to the right": '<div style="text-align: right;"><strong>Ban Tuyên giáo</strong>'
    "</div>",
    "previous and next": f'<div class="before-after"><p>Bài trước: <a href="/x">{OTHERS[0]}</a></p>'
    f'<p>Bài sau: <a href="/y">{OTHERS[1]}</a></p></div>',
    "newer and older": "<h4>Những tin mới hơn</h4><ul>"
    + links(wrap="<li>{} (15/06/2024)</li>")
    + "</ul><h4>Những tin cũ hơn</h4><ul>"
    + links(wrap="<li>{} (10/06/2024)</li>")
    + "</ul>",
    "comments": '<div class="comment"><h3>Bình luận</h3><p>Bài viết rất hay, mong báo có thêm nhiều '
    "bài về công nhân như thế này nữa.</p><p>Nguyễn Văn B</p></div>",
    "comments without a name": "<h3>Ý kiến bạn đọc (2)</h3><div><b>Nguyễn Văn B</b><p>Bài viết rất "
    "hay, mong báo có thêm nhiều bài về công nhân như thế này nữa.</p></div>",
    "author box": '<div class="author-box"><p>Hải Yến là phóng viên của Báo Mẫu từ năm 2015, chuyên '
    "viết về việc làm và đời sống công nhân.</p></div>",
}
