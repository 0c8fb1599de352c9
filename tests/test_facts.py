"""Facts: what a text states, whatever way it is written, and what became of it."""

import pytest

from scheduler import numerals
from scheduler.facts import compare_facts, read_facts

SAME_VALUE = [
    ("5 triệu đồng", "5.000.000 đồng", "năm triệu đồng", "5.000.000đ", "5.000.000 VNĐ"),
    ("2,5 tỷ đồng", "2.500.000.000 đồng", "2 tỷ 500 triệu đồng", "hai tỷ rưỡi đồng"),
    ("10%", "10 %", "10 phần trăm", "mười phần trăm"),
    ("ngày 5/10/2025", "ngày 05-10-2025", "ngày 5 tháng 10 năm 2025", "5.10.2025"),
    ("tháng 5/2025", "tháng 05/2025", "tháng 5 năm 2025"),
    ("8h30", "08:30", "8 giờ 30", "8g30"),
    ("8h", "8 giờ", "8h00"),
    ("khóa XII", "khóa 12"),
    ("024.3825.1234", "024 3825 1234", "02438251234"),
    ("25 người", "hai mươi lăm người"),
    ("105 hộ", "một trăm linh năm hộ"),
    ("1.500 USD", "1.500 đô la", "1,5 nghìn USD"),
]


@pytest.mark.parametrize("texts", SAME_VALUE, ids=[texts[0] for texts in SAME_VALUE])
def test_one_value_however_it_is_written(texts: tuple[str, ...]) -> None:
    values = {
        tuple((fact.kind, fact.value) for fact in read_facts(f"là {text} .")) for text in texts
    }
    assert len(values) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quyết định số 123/QĐ-TLĐ", [("document number", "123/QĐ-TLĐ")]),
        ("Nghị định 38/2022/NĐ-CP", [("document number", "38/2022/NĐ-CP")]),
        ("Nghị quyết 02-NQ/TW", [("document number", "02-NQ/TW")]),
        ("họp ngày 5/10", [("date", "ngày 5/10")]),
        ("thưởng tháng 13", [("number", "13")]),
        ("trong năm 2024", [("number", "2024")]),
        ("có năm người", [("number", "năm")]),
        ("hằng năm có lễ", []),
        ("năm nay vui", [("date", "năm nay")]),
        ("gọi 1900 1234 ngay", [("phone number", "1900 1234")]),
        ("hơn 500 hộ", [("number", "hơn 500")]),
        ("vùng II", [("number", "II")]),
        ("ngành hàng không", []),
        ("chưa trả lương", [("negation", "chưa")]),
        ("viết thư cho a@b.vn nhé", [("number", "a@b.vn")]),
    ],
)
def test_kind_and_text(text: str, expected: list[tuple[str, str]]) -> None:
    found = [
        (fact.kind.value, fact.text)
        for fact in read_facts(text)
        if fact.kind not in ("name", "sense")
    ]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Tại Hà Nội, chị Lan gặp ông Nguyễn Văn An.", ["Hà Nội", "Lan", "Nguyễn Văn An"]),
        ("Công nhân vui. Nhiều người khóc.", []),
        ("Theo LĐLĐ quận Long Biên, mọi việc ổn.", ["LĐLĐ", "Long Biên"]),
        ("Ông cho biết sẽ đến.", []),
        ("Hải Phòng mưa to.", ["Hải Phòng"]),
        ("Nói: “Vâng”. Rồi đi.", []),
    ],
)
def test_names_by_capitals(text: str, names: list[str]) -> None:
    assert [fact.text for fact in read_facts(text) if fact.kind == "name"] == names


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("trao 5 suất quà", "trao 6 suất quà", ["5 -> 6"]),
        ("trao 5 suất, 7 vé", "trao 6 suất, 8 vé", ["5 -> 6", "7 -> 8"]),
        ("ông An và bà Lan dự", "ông An dự", ["- Lan"]),
        ("trao 5 suất quà", "trao quà", ["- 5"]),
        ("gặp ông Lê A, ông Trần B", "gặp ông Trần B, ông Lê A", []),
        ("lương tăng", "lương giảm", ["tăng -> giảm"]),
        ("hơn 500 hộ", "gần 500 hộ", ["hơn 500 -> gần 500"]),
        ("giá 500.000 đồng", "giá 500 nghìn đồng", []),
        ("thử việc 60 ngày", "thử việc 60 giờ", ["60 ngày -> 60 giờ"]),
        ("tăng gấp đôi", "tăng gấp ba", ["đôi -> ba"]),
        ("xưởng không báo trước", "xưởng đã báo trước", ["không -> đã"]),
        ("thợ được tự ý nghỉ", "thợ không được tự ý nghỉ", ["được tự -> không được tự"]),
        ("ông A, Chủ tịch xã", "ông A, Phó Chủ tịch xã", ["Chủ tịch -> Phó Chủ tịch"]),
        ("bà Vi Thị Mai dự", "bà Vi Mai dự", ["Vi Thị Mai -> Vi Mai"]),
        ("Tổ một | 9 | 7", "Tổ một | 7 | 9", ["9 -> 7"]),
        ("nợ triệu rưỡi", "nợ hai triệu rưỡi", ["triệu rưỡi -> hai triệu rưỡi"]),
    ],
)
def test_changes_are_told_as_old_and_new(old: str, new: str, said: list[str]) -> None:
    assert [str(change) for change in compare_facts(old, new)] == said


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("hai mươi mốt", 21), ("một trăm lẻ tư", 104), ("mười lăm", 15), ("ba nghìn hai trăm", 3200),
        ("hai nghìn tỷ", 2 * 10**12), ("4 triệu 680 nghìn", 4_680_000), ("triệu rưỡi", 1_500_000),
    ],
)  # fmt: skip
def test_numbers_in_words(text: str, value: int) -> None:
    assert numerals.value(text.split()) == value


@pytest.mark.parametrize("text", ["IIX", "VX", "IIII", "", "XXXX"])
def test_what_is_no_roman_numeral(text: str) -> None:
    assert numerals.roman(text) is None
