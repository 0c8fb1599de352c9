"""Edit classes: tables of passages and articles, and what must hold for any text."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.model import Article, Attachment, Caption
from scheduler.edits import Edit, EditClass, classify
from scheduler.judging import declares, judge
from scheduler.names import KnownNames

LEAD = "Sáng 5/10, LĐLĐ quận Long Biên trao 120 suất quà cho công nhân khó khăn."
BODY = (
    "Tham dự có ông Nguyễn Văn An, Chủ tịch LĐLĐ quận Long Biên, và bà Trần Thị Hòa.",
    "Mỗi suất quà trị giá 500.000 đồng, tăng 10% so với năm trước, theo Quyết định số 123/QĐ-TLĐ.",
    "“Chúng tôi mong mọi công nhân đều có Tết”, ông An chia sẻ. Công ty không nợ lương công nhân.",
    "Chương trình sẽ tiếp tục ở Hải Phòng trong tháng 11. Công nhân cần hỗ trợ gọi 024.3825.1234.",
)


def article(*body: str, **fields: object) -> Article:
    values: dict[str, object] = {"title": "Trao quà cho công nhân", "lead": LEAD} | fields
    return Article(url="https://x.vn/a-1.html", body=body or BODY, **values)  # type: ignore[arg-type] # a table's values


def edited(old: str, new: str) -> Edit | None:
    """Classify the example article with one string replaced wherever it stands."""
    return classify(article(), article(*(text.replace(old, new) for text in BODY)))


FACT, STYLE, TYPO, FORMAT, CONTENT = (
    EditClass.FACT,
    EditClass.STYLE,
    EditClass.TYPO,
    EditClass.FORMAT,
    EditClass.CONTENT,
)
PASSAGES = [
    # amounts, however they are written
    (FACT, "hỗ trợ 5 triệu đồng mỗi người", "hỗ trợ 5,5 triệu đồng mỗi người"),
    (FACT, "hỗ trợ hai trăm triệu đồng", "hỗ trợ ba trăm triệu đồng"),
    (FACT, "giá 1.200 đồng", "giá 1,200 đồng"),
    (FACT, "gấp 12,5 lần", "gấp 125 lần"),
    (FACT, "5 triệu đồng/tháng", "5 triệu đồng/năm"),
    (FACT, "5 triệu đồng", "5 triệu USD"),
    (FACT, "nợ lên đến trăm triệu đồng", "nợ lên đến tỷ đồng"),
    (STYLE, "thưởng 3 triệu cho đội thắng", "thưởng 3.000.000 đồng cho đội thắng"),
    (FACT, "phạt từ 10 đến 20 triệu đồng", "phạt từ 20 đến 10 triệu đồng"),
    (FACT, "trả một phần lương", "trả đủ lương"),
    (STYLE, "5 triệu đồng/tháng", "5 triệu đồng mỗi tháng"),
    (STYLE, "500 nghìn đồng", "500.000 đồng"),
    (STYLE, "năm triệu đồng", "5 triệu đồng"),
    (FORMAT, "1.200.000 đồng", "1,200,000 đồng"),
    # counts, shares, scores, codes
    (FACT, "giảm 10% so với năm trước", "giảm 12% so với năm trước"),
    (STYLE, "giảm 10%", "giảm 10 phần trăm"),
    (FACT, "hơn 500 công nhân", "gần 500 công nhân"),
    (FACT, "hàng trăm công nhân", "hàng nghìn công nhân"),
    (FACT, "một công nhân tử vong", "hai công nhân tử vong"),
    (STYLE, "Một số công nhân vui mừng", "Công nhân vui mừng"),
    (FACT, "1/3 công nhân", "2/3 công nhân"),
    (FACT, "em học lớp 5A", "em học lớp 5B"),
    (FACT, "góp được hơn nửa tỷ", "góp được gần nửa tỷ"),
    (FACT, "mỗi thợ ¹ nhận 5 suất", "mỗi thợ ¹ nhận 6 suất"),
    (FACT, "thắng 2-1", "thắng 2-2"),
    (FACT, "biển số 29A-12345", "biển số 29A-12346"),
    (FACT, "xem congdoan.vn/hotro", "xem congdoan.vn/tuvan"),
    (FACT, "giải nhất toàn đoàn", "giải nhì toàn đoàn"),
    (FACT, "Đại hội lần thứ XII", "Đại hội lần thứ XIII"),
    (FACT, "lương tối thiểu vùng I", "lương tối thiểu vùng II"),
    # dates and times
    (FACT, "họp lúc 8h ngày mai", "họp lúc 9h ngày mai"),
    (FACT, "họp lúc 8h ngày mai", "họp lúc 8h hôm nay"),
    (FACT, "trong tháng Năm", "trong tháng Sáu"),
    (FACT, "cuối tháng 10", "đầu tháng 10"),
    (FACT, "trước ngày 5/10", "sau ngày 5/10"),
    (FACT, "thứ Hai tuần tới", "thứ Ba tuần tới"),
    (STYLE, "ngày 5/10/2025", "ngày 5 tháng 10 năm 2025"),
    (STYLE, "lúc 15h30", "lúc 15 giờ 30 phút"),
    (FORMAT, "ngày 5/10/2025", "ngày 05/10/2025"),
    # names
    (FACT, "ông Lê Minh Hoà", "ông Lê Minh Hòe"),
    (None, "ông Lê Minh Hoà", "ông Lê Minh Hòa"),
    (FACT, "Lan cho biết chị rất vui.", "Hoa cho biết chị rất vui."),
    (FACT, "UBND tỉnh Bắc Giang", "UBND tỉnh Bắc Ninh"),
    (FACT, "quận Long Biên", "huyện Long Biên"),
    (FACT, "Công ty TNHH Samil", "Công ty CP Samil"),
    (FACT, "bà Trần Thị Hoa", "ông Trần Thị Hoa"),
    (FACT, "Phó Chủ tịch Nguyễn Văn A", "Chủ tịch Nguyễn Văn A"),
    (FACT, "HÀ NỘI: CÔNG NHÂN NGỪNG VIỆC", "HẢI PHÒNG: CÔNG NHÂN NGỪNG VIỆC"),
    (STYLE, "LĐLĐ TP Hà Nội tổ chức", "Liên đoàn Lao động thành phố Hà Nội tổ chức"),
    (FORMAT, "các cấp công đoàn", "các cấp Công đoàn"),
    # offices, ranks and degrees of persons
    (FACT, "ông Bảy là nguyên giám đốc xưởng", "ông Bảy là giám đốc xưởng"),
    (FACT, "bà Tư, tổ trưởng tổ dệt", "bà Tư, tổ phó tổ dệt"),
    (FACT, "Thượng tá Lê A trả lời", "Đại tá Lê A trả lời"),
    (FACT, "phó giáo sư Lê A trình bày", "giáo sư Lê A trình bày"),
    (STYLE, "vị giám đốc nói thêm", "ông nói thêm"),
    # exchanged facts, though both versions hold the same ones
    (FACT, "Có 10 nam, 5 nữ dự.", "Có 5 nam, 10 nữ dự."),
    (FACT, "5 người chết, 10 người bị thương", "10 người chết, 5 người bị thương"),
    (FACT, "Ông Lê A thay ông Trần B.", "Ông Trần B thay ông Lê A."),
    (FACT, "Lê A không đồng ý, Trần B đồng ý", "Lê A đồng ý, Trần B không đồng ý"),
    (STYLE, "Tại Hà Nội, LĐLĐ quận trao quà.", "LĐLĐ quận trao quà tại Hà Nội."),
    (STYLE, "Sáng 5/10, tại Hà Nội, có mưa.", "Tại Hà Nội, sáng 5/10, có mưa."),
    (FACT, "Chị Sa được 12 vé, chị Na được 19 vé", "Chị Sa được 19 vé, chị Na được 12 vé"),
    (FACT, "có chị Thơ (Cà Mau), anh Tú (Kiên Giang)", "có chị Thơ (Kiên Giang), anh Tú (Cà Mau)"),
    (STYLE, "có chị Thơ (Cà Mau), anh Tú (Kiên Giang)", "có anh Tú (Kiên Giang), chị Thơ (Cà Mau)"),
    (STYLE, "Ca A may 3 áo, ca B may 5 áo.", "Ca B may 5 áo, ca A may 3 áo."),
    (STYLE, "có các ông Lê Tài, Đỗ Lộc và bà Vũ Phú.", "có bà Vũ Phú và các ông Lê Tài, Đỗ Lộc."),
    (STYLE, "Ngày 5/3, 12 thợ đi khám bệnh.", "12 thợ đi khám bệnh ngày 5/3."),
    (FACT, "có ông Lê Tài và bà Vũ Phú.", "có bà Lê Tài và ông Vũ Phú."),
    (FACT, "ông Sáu gọi con gái về", "ông Sáu gọi con dâu về"),
    (FACT, "cán bộ công đoàn đến thăm", "cán bộ hội phụ nữ đến thăm"),
    # negation and its like
    (FACT, "Lương tối thiểu chưa tăng", "Lương tối thiểu tăng"),
    (FACT, "công ty bác bỏ thông tin", "công ty xác nhận thông tin"),
    (FACT, "công ty không đồng ý", "công ty chưa đồng ý"),
    (FACT, "tăng lương cho công nhân", "giảm lương cho công nhân"),
    (STYLE, "hàng không phát triển", "ngành hàng không phát triển"),
    (FACT, "không chỉ giữ lương cơ bản", "chỉ giữ lương cơ bản"),
    (STYLE, "không chỉ lo ăn, xưởng còn lo ở", "ngoài lo ăn, xưởng còn lo ở"),
    (STYLE, "không ít thợ vui mừng", "nhiều thợ vui mừng"),
    (STYLE, "các nghề như dệt, chẳng hạn", "các nghề như dệt"),
    (FACT, "thợ đóng không dưới mức sàn", "thợ đóng không quá mức sàn"),
    (FACT, "theo Nghị định 99 của Chính phủ", "theo Nghị quyết 99 của Chính phủ"),
    (FACT, "trạm 110 kV đã đóng điện", "trạm 110 MVA đã đóng điện"),
    (FACT, "thợ nghỉ bù mỗi tuần", "thợ nghỉ bù mỗi tháng"),
    (FACT, "xưởng ngừng trả tiền trọ", "xưởng tiếp tục trả tiền trọ"),
    (STYLE, "xưởng ngừng trả tiền trọ", "xưởng dừng trả tiền trọ"),
    (FACT, "cuộc đình công hợp pháp", "cuộc đình công bất hợp pháp"),
    (FACT, "thợ đâu có nhận quà", "thợ có nhận quà"),
    (FACT, "lò nghỉ từ ngày 3/5", "lò nghỉ đến hết ngày 3/5"),
    (FACT, "tàu chạy lúc nửa đêm", "tàu chạy lúc rạng sáng"),
    (FACT, "do người sử dụng lao động nộp", "do người lao động nộp"),
    (FACT, "xưởng thu xấp xỉ 30 tỷ đồng", "xưởng thu vượt 30 tỷ đồng"),
    (STYLE, "xưởng thu hơn 30 tỷ đồng", "xưởng thu vượt 30 tỷ đồng"),
    # speech
    (FACT, "chị cười: “Vui lắm!”", "chị cười: “Mệt lắm!”"),
    (STYLE, "hội thi “thợ giỏi” mở màn", "hội thi thợ giỏi bắt đầu"),
    (FACT, "nói: “Chúng tôi sẽ trả đủ lương”", "nói: “Chúng tôi đang trả đủ lương”"),
    (FACT, "nói rằng chúng tôi mong trả lương", "nói rằng “chúng tôi mong trả lương”"),
    # slips of the pen
    (TYPO, "công nhân lao đông", "công nhân lao động"),
    (TYPO, "ngừoi lao động", "người lao động"),
    (TYPO, "côngđoàn cơ sở", "công đoàn cơ sở"),
    (TYPO, "được được hỗ trợ", "được hỗ trợ"),
    (TYPO, "sản suất", "sản xuất"),
    (TYPO, "hn 500 công nhân", "hơn 500 công nhân"),
    (TYPO, "hồi năm ngoai", "hồi năm ngoái"),
    (TYPO, "khong nợ lương", "không nợ lương"),
    (TYPO, "mỗi thợ hai trệu đồng", "mỗi thợ hai triệu đồng"),
    (TYPO, "mỗi thợ 700.000 đông", "mỗi thợ 700.000 đồng"),
    (TYPO, "họp vào thnág 10", "họp vào tháng 10"),
    (TYPO, "nguwowif thợ ddoanf kết", "người thợ đoàn kết"),
    (TYPO, "chăm lo cho chăm lo cho thợ", "chăm lo cho thợ"),
    (FACT, "kho có 12 tấn gạo", "kho có 12 tạ gạo"),
    (FACT, "có tám người", "có năm người"),
    (STYLE, "rộng 30 m²", "rộng 30 m2"),
    # words and sentences
    (STYLE, "việc này vô cùng quan trọng", "việc này cực kỳ quan trọng"),
    (STYLE, "quà và thư", "quà là thư"),
    (FORMAT, "Công nhân vui mừng", "Công nhân vui mừng."),
    (CONTENT, "Công nhân vui.", "Công nhân vui. Nhiều gia đình được tặng vé xe về quê."),
    (None, "Anh nói : “ Vâng ” – rồi đi…", 'Anh nói: "Vâng" - rồi đi...'),
]


@pytest.mark.parametrize(("expected", "one", "two"), PASSAGES)
def test_class_of_a_passage_is_the_same_in_both_directions(
    expected: EditClass | None, one: str, two: str
) -> None:
    known = KnownNames([one, two])
    assert (judge(one, two, known)[0], judge(two, one, known)[0]) == (expected, expected)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("500.000 đồng", "600.000 đồng", "500.000 đồng -> 600.000 đồng"),
        ("Nguyễn Văn An", "Nguyễn Văn Anh", "Nguyễn Văn An -> Nguyễn Văn Anh"),
        ("123/QĐ-TLĐ", "132/QĐ-TLĐ", "123/QĐ-TLĐ -> 132/QĐ-TLĐ"),
        ("tháng 11", "tháng 12", "tháng 11 -> tháng 12"),
        ("10%", "12%", "10% -> 12%"),
        ("không nợ", "nợ", "không nợ lương -> nợ lương"),
        ("3825.1234", "3825.1235", "024.3825.1234 -> 024.3825.1235"),
        ("Hải Phòng", "Hải Dương", "Hải Phòng -> Hải Dương"),
    ],
)
def test_fact_edit_says_what_became_of_what(old: str, new: str, said: str) -> None:
    edit = edited(old, new)
    assert edit is not None
    assert edit.edit_class is EditClass.FACT
    assert said in [str(fact) for fact in edit.facts]


def test_fact_is_placed_in_part_and_paragraph() -> None:
    edit = edited("500.000", "600.000")
    assert edit is not None
    assert [(fact.kind, fact.part, fact.paragraph) for fact in edit.facts] == [
        ("amount", "body", 2)
    ]


UNSEEN = [
    article(*(normalize("NFD", text) for text in BODY)),
    article(*(text.replace(" ", "  ") for text in BODY)),
    article(*(text.replace("“", '"').replace("”", '"') for text in BODY)),
    article(*(f"• {text}" for text in BODY)),
    article(*(text.replace(" ", "\u200b ", 2) for text in BODY)),
    article(*(text.replace("Hòa", "Hoà") for text in BODY)),
    article(*BODY, "Lượt xem: 12345"),
    article(*BODY, "3 giờ trước"),
    article(*BODY, "Chia sẻ", "Bình luận (12)"),
    article(*BODY, "Minh Khuê", authors=("Minh Khuê",)),
    article(*BODY, "Bài và ảnh: Minh Khuê"),
    article(LEAD, *BODY, lead=None),
    article(lead=f"(LĐTĐ) - {LEAD}"),
    article(
        authors=("Thu Hà",), section="Công đoàn", tags=("tết",), main_image="https://x.vn/1.jpg"
    ),
    article(updated_at=datetime(2026, 1, 2, tzinfo=UTC)),
]


@pytest.mark.parametrize("seen", UNSEEN)
def test_what_no_editor_wrote_is_no_edit(seen: Article) -> None:
    assert classify(article(), seen) is None
    assert classify(seen, article()) is None


def test_captions_are_compared_apart_and_may_be_read_in_the_body() -> None:
    old = article(captions=(Caption(text="Ông An trao quà. Ảnh: Minh"),))
    inside = article(*BODY, "Ông An trao quà. Ảnh: Minh")
    other = article(captions=(Caption(text="Bà Lan trao quà. Ảnh: Minh"),))
    assert classify(old, inside) is None
    edit = classify(old, other)
    assert edit is not None
    assert (edit.edit_class, edit.fields) == (EditClass.FACT, ("caption",))
    more = classify(
        old, replace(old, captions=(*old.captions, Caption(text="Công nhân nghỉ trưa.")))
    )
    assert more is not None
    assert (more.edit_class, more.fields) == (EditClass.CONTENT, ("caption",))


def attached(*pairs: tuple[str, str]) -> Article:
    return article(attachments=tuple(Attachment(url=url, title=title) for url, title in pairs))


def test_attachments_are_the_same_file_whatever_the_query_says() -> None:
    old = attached(("https://x.vn/tep/qd-123.pdf?rt=17", "Quyết định 123 (1.2 MB)"))
    same = attached(
        ("https://cdn.x.vn/tep/qd-123.pdf?v=18&PHPSESSID=ab", "Quyết định 123 (1,3 MB)")
    )
    assert classify(old, same) is None
    edit = classify(old, attached(("https://x.vn/tep/qd-124.pdf", "Quyết định 124")))
    assert edit is not None
    assert (edit.edit_class, edit.fields) == (EditClass.CONTENT, ("attachment",))
    by_id = attached(("https://x.vn/download.aspx?id=7", "Mẫu đơn"))
    assert classify(by_id, attached(("https://x.vn/download.aspx?id=8", "Mẫu đơn"))) is not None


@pytest.mark.parametrize(
    ("title", "expected", "facts"),
    [
        ("Trao quà Tết cho công nhân", EditClass.HEADLINE, []),
        ("Trao 200 suất quà cho công nhân", EditClass.HEADLINE, ["+ 200"]),
        ("Trao quà cho Công nhân", EditClass.FORMAT, []),
        ("[Cập nhật] Trao quà cho công nhân", EditClass.CORRECTION, []),
    ],
)
def test_title(title: str, expected: EditClass, facts: list[str]) -> None:
    edit = classify(article(), article(title=title))
    assert edit is not None
    assert (edit.edit_class, edit.fields) == (expected, ("title",))
    assert [str(fact) for fact in edit.facts] == facts


EXTRA = "Ngoài ra, công đoàn còn tổ chức khám bệnh miễn phí cho con em công nhân ở trọ."
STRUCTURE = [
    ("paragraph more", (*BODY, EXTRA), EditClass.CONTENT),
    ("paragraph less", BODY[:-1], EditClass.CONTENT),
    ("sentence more", (f"{BODY[0]} {EXTRA}", *BODY[1:]), EditClass.CONTENT),
    ("paragraphs change places", (BODY[1], BODY[0], *BODY[2:]), EditClass.STYLE),
    ("one split in two", (*BODY[:2], *re.split(r"(?<=sẻ\.) ", BODY[2]), BODY[3]), EditClass.FORMAT),
    ("two merged", (f"{BODY[0]} {BODY[1]}", *BODY[2:]), EditClass.FORMAT),
    (
        "a sentence moves to the next paragraph",
        (*BODY[:2], BODY[2].split(". ")[0] + ".", f"{BODY[2].split('. ')[1]} {BODY[3]}"),
        EditClass.STYLE,
    ),
    ("declared", (*BODY, "Đính chính: số tiền đúng là 600.000 đồng."), EditClass.CORRECTION),
    ("apology", (*BODY, "Tòa soạn xin cáo lỗi cùng bạn đọc."), EditClass.CORRECTION),
    ("update", ("Cập nhật lúc 15h: thêm 3 người nhập viện.", *BODY), EditClass.CORRECTION),
    (
        "declared within",
        (*BODY[:-1], f"{BODY[-1]} Phiên bản trước của bài viết ghi sai số tiền."),
        EditClass.CORRECTION,
    ),
    ("not declared", (*BODY, "Cập nhật kiến thức là việc cần làm của cán bộ."), EditClass.CONTENT),
]


@pytest.mark.parametrize(("name", "body", "expected"), STRUCTURE, ids=[row[0] for row in STRUCTURE])
def test_structure(name: str, body: tuple[str, ...], expected: EditClass) -> None:
    edit = classify(article(), article(*body))
    assert edit is not None
    assert edit.edit_class is expected


def test_heaviest_class_wins_and_all_fields_and_facts_are_listed() -> None:
    new = article(
        *(text.replace("10%", "15%") for text in BODY), title="Trao quà Tết", lead=LEAD.upper()
    )
    edit = classify(article(), new)
    assert edit is not None
    assert edit.edit_class is EditClass.HEADLINE
    assert edit.fields == ("title", "lead", "body")
    assert [str(fact) for fact in edit.facts] == ["10% -> 15%"]


EARLY, LATE = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("before", "after", "silent"),
    [(None, None, True), (EARLY, EARLY, True), (EARLY, LATE, False), (None, LATE, False),
     (EARLY, None, True), (LATE, EARLY, True)],
)  # fmt: skip
def test_silent_is_a_fact_without_a_stamp_that_moved(
    before: datetime | None, after: datetime | None, silent: bool
) -> None:
    body = [text.replace("500.000", "900.000") for text in BODY]
    edit = classify(article(updated_at=before), article(*body, updated_at=after))
    assert edit is not None
    assert edit.silent is silent


def test_style_and_declared_corrections_are_not_silent() -> None:
    style = edited("chia sẻ", "bày tỏ")
    declared = classify(article(), article(*BODY, "Đính chính: số tiền là 600.000 đồng."))
    assert style is not None
    assert declared is not None
    assert (style.edit_class, style.silent) == (EditClass.STYLE, False)
    assert (declared.edit_class, declared.silent) == (EditClass.CORRECTION, False)


PARAGRAPHS = st.sampled_from([LEAD, *BODY, EXTRA])
WORDS = st.lists(
    st.sampled_from(
        "công nhân lao động Hà Nội ông Trần Bình không 5 10% triệu đồng “ ” , . tháng năm XII đã sẽ".split()
    ),
    min_size=1,
    max_size=25,
).map(" ".join)
BODIES = st.lists(PARAGRAPHS | WORDS, min_size=1, max_size=8).map(tuple)


@given(BODIES)
@settings(deadline=None)
def test_an_article_is_no_edit_of_itself(body: tuple[str, ...]) -> None:
    assert classify(article(*body), article(*[f"{text} ".rstrip() for text in body])) is None


@given(BODIES, BODIES)
@settings(max_examples=150, deadline=None)
def test_an_edit_is_seen_from_both_sides(one: tuple[str, ...], two: tuple[str, ...]) -> None:
    there, back = classify(article(*one), article(*two)), classify(article(*two), article(*one))
    assert (there is None) == (back is None)


@given(st.sampled_from(BODY), st.data())
@settings(deadline=None)
def test_any_digit_changed_is_a_fact(text: str, data: st.DataObject) -> None:
    places = [at for at, letter in enumerate(text) if letter.isdigit()]
    if not places:
        return
    at = data.draw(st.sampled_from(places))
    digit = data.draw(st.sampled_from([one for one in "123456789" if one != text[at]]))
    body = [text[:at] + digit + text[at + 1 :] if one == text else one for one in BODY]
    edit = classify(article(), article(*body))
    assert edit is not None
    assert edit.edit_class.weight >= EditClass.FACT.weight


@given(st.sampled_from([LEAD, *BODY, EXTRA]), st.data())
@settings(deadline=None)
def test_any_negation_put_in_or_taken_out_is_a_fact(text: str, data: st.DataObject) -> None:
    words = text.split()
    at = data.draw(st.integers(min_value=1, max_value=len(words) - 1))
    word = data.draw(st.sampled_from(["không", "chưa", "chẳng"]))
    negated = " ".join([*words[:at], word, *words[at:]])
    if re.search(r"không (không|chưa|chẳng)|(chưa|chẳng) không", negated):
        return
    for one, two in ((text, negated), (negated, text)):
        edit = classify(article(one, EXTRA), article(two, EXTRA))
        assert edit is not None
        assert edit.edit_class.weight >= EditClass.FACT.weight


@given(st.sampled_from(BODY), st.sampled_from(["Mai", "Khoa", "Phú Yên"]), st.data())
@settings(deadline=None)
def test_any_other_syllable_in_a_name_is_a_fact(text: str, other: str, data: st.DataObject) -> None:
    names = list(re.finditer(r"(?<=[a-zà-ỹ] )[A-ZĐ][a-zà-ỹ]+", text))
    if not names:
        return
    name = data.draw(st.sampled_from(names))
    body = [
        text[: name.start()] + other + text[name.end() :] if one == text else one for one in BODY
    ]
    edit = classify(article(), article(*body))
    assert edit is not None
    assert edit.edit_class.weight >= EditClass.FACT.weight


CHURN = st.sampled_from(
    [
        lambda text: normalize("NFD", text),
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: text.replace(" ", " \u200b", 3),
        lambda text: text.replace("“", "„").replace("”", '"'),
        lambda text: text.replace("Hòa", "Hoà").replace(" - ", " – "),
        lambda text: f"  {text}  ",
    ]
)


@given(BODIES, BODIES, st.lists(CHURN, max_size=3))
@settings(max_examples=150, deadline=None)
def test_churn_never_changes_the_verdict(
    one: tuple[str, ...], two: tuple[str, ...], churn: list[object]
) -> None:
    plain = classify(article(*one), article(*two))
    worn = list(two)
    for wear in churn:
        worn = [wear(text) for text in worn]  # type: ignore[operator] # the strategy yields functions
    again = classify(article(*one), article(*worn))
    assert (plain and plain.edit_class) == (again and again.edit_class)


def test_a_later_stamp_alone_is_no_edit() -> None:
    assert (
        classify(article(updated_at=EARLY), article(updated_at=EARLY + timedelta(days=1))) is None
    )


REPEATED = article(LEAD, *BODY)
CUT_LEAD = article(LEAD, *BODY, lead=f"{LEAD[:40].rsplit(' ', 1)[0]}...")


@pytest.mark.parametrize("other", [REPEATED, CUT_LEAD, article(LEAD, *BODY, lead=None)])
def test_a_lead_that_the_body_repeats_is_read_once(other: Article) -> None:
    assert classify(article(), other) is None
    assert classify(other, article()) is None


def test_an_edit_of_one_of_two_leads_is_seen() -> None:
    for edited_one in (
        article(LEAD.replace("120", "130"), *BODY),
        article(LEAD, *BODY, lead=LEAD.replace("120", "130")),
    ):
        edit = classify(REPEATED, edited_one)
        assert edit is not None
        assert edit.edit_class is EditClass.FACT


def test_sentences_drawn_into_one_are_style() -> None:
    one = "Mỗi suất 500.000 đồng. Công đoàn còn tặng 50 vé xe về quê. Công nhân xúc động khi nhận quà."
    two = "Mỗi suất 500.000 đồng, công đoàn còn tặng 50 vé xe về quê khiến công nhân xúc động."
    assert judge(one, two)[0] is judge(two, one)[0] is EditClass.STYLE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ĐÍNH CHÍNH", True),
        ("[Cập nhật 15h30] Thêm hai nạn nhân được đưa ra ngoài.", True),
        ("(Tòa soạn đính chính: số tiền đúng là 5 triệu đồng)", True),
        ("Ghi chú: Bài viết này đã được cập nhật để bổ sung ý kiến công ty.", True),
        ("Thành thật xin lỗi quý độc giả vì sai sót trên.", True),
        ("Nói lại cho rõ: số liệu trên là của năm 2023.", True),
        ("Thông tin trong bài đã được điều chỉnh theo ý kiến của ngành.", True),
        ("Xin đọc lại là: 45 suất, không phải 54 suất.", True),
        ("Trong bài trước, chúng tôi đã viết nhầm tên đội thợ.", True),
        ("Ghi chú: Bài viết được cập nhật với ý kiến của đội cứu hộ.", True),
        ("Bài đã được biên tập lại theo ý kiến của xưởng.", True),
        ("Cán bộ công đoàn được cập nhật kiến thức mới về pháp luật.", False),
        ("Mức đóng được điều chỉnh theo ý kiến của ngành.", False),
        ("Công ty xin lỗi người lao động vì chậm lương.", False),
        ("Người dân làm thủ tục đính chính giấy tờ tại phường.", False),
        ("Cập nhật thông tin trên ứng dụng giúp đoàn viên tra cứu nhanh.", False),
    ],
)
def test_what_declares_a_correction(text: str, expected: bool) -> None:
    assert declares(text) is expected
