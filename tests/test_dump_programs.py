"""What programs put round the lines of a text capture. All texts are written for these tests."""

import textwrap

import pytest

from parsers import Article, parse_dump

TITLE = "Bến phà cũ có cầu mới, thợ đóng thuyền đổi nghề"
LEAD = (
    "Cây cầu dài bốn trăm mét thông xe sáng 9/8, mười hai chuyến phà mỗi ngày dừng hẳn sau gần sáu "
    "mươi năm chở người qua sông."
)
BODY = (
    "Nghiệp đoàn vận tải thủy cho biết, hai mươi mốt thợ máy và thuyền viên được giới thiệu việc "
    "làm ở cảng cá cách đó chừng ba cây số.",
    "Số còn lại học nghề sửa máy nông nghiệp, học phí do quỹ nghiệp đoàn và ủy ban xã cùng chi trả "
    "trong sáu tháng đầu.",
    "Ông Bảy lái phà bảo rằng ông nhớ nhất là tiếng còi tàu mỗi sớm mai, khi sương còn chưa tan "
    "trên mặt sông và trẻ con xếp hàng đi học.",
)
DATE = "09/08/2023 07:40"
ROWS = (
    "Hạng thợ | Mức cũ | Mức mới",
    "Hạng I | 4.960.000 | 5.310.000",
    "Hạng II | 4.410.000 | 4.730.000",
)
PIPED = [f"| {row} |" for row in ROWS]


def read(*lines: str, top: str = f"{TITLE}\n\n{DATE}") -> Article:
    return parse_dump("\n\n".join((top, *lines)))


def wrapped(text: str, width: int = 72, first: str = "", rest: str = "") -> str:
    return textwrap.fill(text, width, initial_indent=first, subsequent_indent=rest)


# -- lines broken at a width -------------------------------------------------------------------------


def test_lines_are_joined_though_menus_are_many_and_a_line_is_long() -> None:
    menu = "\n".join(f"- Mục {n}" for n in range(30))
    text = "\n\n".join([menu, TITLE, DATE, LEAD, *map(wrapped, BODY)])
    assert parse_dump(text).body == (LEAD, *BODY)


def test_paragraphs_that_only_their_first_line_tells_apart() -> None:
    text = "\n".join(wrapped(part, 80, "      ") for part in (LEAD, *BODY))
    assert parse_dump(f"{TITLE}\n\n{DATE}\n\n{text}\n").body == (LEAD, *BODY)


def test_headlines_of_one_line_each_are_not_joined() -> None:
    others = [f"Làng chài thứ {n} dời lên bờ, trẻ con được đến lớp gần nhà" for n in range(9)]
    article = parse_dump("\n".join([TITLE, DATE, LEAD, *BODY, "Tin khác", *others]))
    assert article.body == (LEAD, *BODY)


def test_a_title_that_is_broken_sooner_than_the_text() -> None:
    head, tail = TITLE.split(", ")
    for top in (f"{head},\n{tail}", f"{head},\n{tail}".upper()):
        title = read(LEAD, *BODY, top=f"{top}\n\n{DATE}").title
        assert title == " ".join(top.split())


# -- quoting, pages, tags ----------------------------------------------------------------------------


def test_a_letter_quoted_in_another() -> None:
    inner = "\n\n".join([TITLE, DATE, *map(wrapped, (LEAD, *BODY))])
    quoted = "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))
    article = parse_dump(f"Ông Bảy đã viết:\n>\n{quoted}\n")
    assert (article.title, article.body) == (TITLE, (LEAD, *BODY))


def test_pages_of_a_print() -> None:
    first, second = wrapped(BODY[1]).split("\n", 1)
    lead, before, after = map(wrapped, (LEAD, BODY[0], BODY[2]))
    pages = (
        f"BÁO BẾN SÔNG\n\n{TITLE}\n\n{DATE}\n\n{lead}\n\n{before}\n\n{first}\n\n1\n",
        f"BÁO BẾN SÔNG\n\n{second}\n\n{after}\n\n2\n",
    )
    article = parse_dump("\f".join(pages))
    assert (article.title, article.body) == (TITLE, (LEAD, *BODY))


def test_tags_that_markdown_kept() -> None:
    figure = (
        "<figure>\n<img src='a.jpg' />\n<figcaption>Bến phà. Ảnh: Minh Bến</figcaption>\n</figure>"
    )
    article = read(LEAD, BODY[0], figure, *BODY[1:], top=f"# {TITLE}")
    assert article.body == (LEAD, *BODY)
    assert [caption.text for caption in article.captions] == ["Bến phà. Ảnh: Minh Bến"]


def test_attributes_and_fences_of_pandoc() -> None:
    top = f"# {TITLE}\n\n::: meta\n[Trần Thị Bến]{{.author}} [{DATE}]{{.date}}\n:::"
    article = read(LEAD, *BODY, top=top)
    assert article.authors == ("Trần Thị Bến",)
    assert article.published_at is not None
    assert article.body == (LEAD, *BODY)


def test_addresses_behind_the_words_of_links() -> None:
    linked = BODY[0].replace("cho biết", "<https://bentau.example.vn/a> cho biết")
    assert read(LEAD, linked, *BODY[1:]).body == (LEAD, *BODY)


def test_headings_that_are_underlined() -> None:
    top = f"{TITLE}\n{'=' * len(TITLE)}\n\n{DATE}\n\n{LEAD}\n{'-' * len(LEAD)}"
    article = read(*BODY, top=f"Trang chủ của tất cả các bến sông\n\n{top}")
    assert (article.title, article.lead, article.body) == (TITLE, LEAD, BODY)


# -- tables --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "table",
    [
        pytest.param([ROWS[0], "---|---|---", *ROWS[1:]], id="pipes between alone"),
        pytest.param([row.replace(" | ", "\t") for row in ROWS], id="tabs"),
        pytest.param([row.replace(" | ", "      ") for row in ROWS], id="blanks"),
        pytest.param([PIPED[0].replace("|", "│"), "├──────┼────┼────┤", *PIPED[1:]], id="a frame"),
        pytest.param(
            [PIPED[0], *(row.replace(" |", " " * 12 + "|") for row in PIPED[1:])], id="wide"
        ),
    ],
)
def test_rows_of_a_table(table: list[str]) -> None:
    assert read(LEAD, BODY[0], "\n".join(table), *BODY[1:]).body == (
        LEAD,
        BODY[0],
        *ROWS,
        *BODY[1:],
    )


def test_the_head_of_a_table_whose_cells_one_blank_parts() -> None:
    rows = tuple(row.replace(" | ", " ") for row in ROWS)
    assert read(LEAD, BODY[0], "\n".join(rows), *BODY[1:]).body == (LEAD, BODY[0], *rows, *BODY[1:])


def test_the_column_beside_a_paragraph_is_left_out() -> None:
    beside = f"Tin tức sự kiện{' ' * 9}{BODY[1]}{' ' * 9}Đang online: 12"
    assert read(LEAD, BODY[0], beside, BODY[2]).body == (LEAD, *BODY)


# -- title, lead and author ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "over",
    [
        "BÁO BẾN SÔNG",
        "LIÊN ĐOÀN LAO ĐỘNG TỈNH BẾN SÔNG\nBẢN TIN NỘI BỘ",
        "[Chuyển tiếp từ Bến Sông]",
    ],
)
def test_who_puts_it_out_is_no_title(over: str) -> None:
    assert read(LEAD, *BODY, top=f"{over}\n\n{TITLE}").title == TITLE


@pytest.mark.parametrize(
    "top",
    [
        f"{TITLE}\nTrần Thị Bến\n{DATE}",
        f"{TITLE}\n\nTrần Thị Bến Thứ tư, {DATE}",
        f"{TITLE}\n\nĐăng ngày 09/08/2023 bởi Trần Thị Bến",
        f"{TITLE}\n{DATE}\nTRẦN THỊ BẾN",
        f"# {TITLE}\n\n*{DATE}* · **Trần Thị Bến**",
        f"# {TITLE}\n\n[Trần Thị Bến](/tac-gia/1)\n\n{DATE}",
        f'---\ntitle: {TITLE}\nauthor:\n  - "[[Trần Thị Bến]]"\npublished: 2023-08-09\n---',
    ],
)
def test_the_author_between_title_and_text(top: str) -> None:
    article = read(LEAD, *BODY, top=top)
    assert [name.title() for name in article.authors] == ["Trần Thị Bến"]
    assert article.published_at is not None


@pytest.mark.parametrize(
    "line", ["Đời Sống", "Báo Bến Sông", "Chia sẻ", "Thứ tư, Công Đoàn Cơ Sở 09/08/2023"]
)
def test_what_is_no_author_there(line: str) -> None:
    assert read(LEAD, *BODY, top=f"{TITLE}\n{line}\n{DATE}").authors == ()


@pytest.mark.parametrize("lead", [f"*{LEAD}*", f"> {LEAD}"])
def test_a_lead_set_in_italics_or_as_a_quotation(lead: str) -> None:
    assert read(lead, *BODY).lead == LEAD


def test_a_paragraph_that_begins_with_the_words_of_the_title_stays() -> None:
    again = f"{TITLE}: đó là câu chuyện của hai mươi mốt gia đình ở bến Đông từ mùa hè này."
    assert read(LEAD, *BODY, again.replace(":", "")).body[-1] == again.replace(":", "")


def test_a_question_in_bold_is_no_lead() -> None:
    asked = "Ông bà đánh giá thế nào về việc làm của thợ máy sau khi cầu mới thông xe?"
    article = read(f"**{asked}**", BODY[0], "**Còn thuyền viên?**", *BODY[1:])
    assert (article.lead, article.body[0]) == (None, asked)


def test_a_sub_heading_after_the_related_links_does_not_hide_the_lead() -> None:
    related = "* [Làng chài dời lên bờ, trẻ con được đến lớp](/x)"
    article = read(LEAD, related, "**Ai đổi nghề**", *BODY, top=f"# {TITLE}")
    assert (article.lead, article.body) == (LEAD, ("Ai đổi nghề", *BODY))


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "text", ["-" * 50_000 + "|", "> " * 50_000, "x\f" * 45_000, "a  b" * 20_000]
)
def test_no_frame_takes_long(text: str) -> None:
    assert parse_dump(f"{TITLE}\n\n{text}\n\n{LEAD}\n\n{BODY[0]}\n").body
