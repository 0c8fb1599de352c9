"""A bank of Vietnamese union news to measure with: skeletons written for this, filled with drawn
values.

Synthetic: no sentence is taken from a paper. In a skeleton ``{amount.1}`` is a slot that a value is
drawn for, ``[a|b]`` two wordings of one sense, ``<negation:a|b>`` two wordings of which the second
says something else. Shares no table with what it measures: neither `parsers` nor `scheduler` is
imported here.
"""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from skeletons import SKELETONS

SURNAMES = (
    "Nguyễn Trần Lê Phạm Hoàng Phan Vũ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Mai Trịnh Cao".split()
)
MIDDLES = "Văn Thị Hữu Đức Minh Thanh Quốc Ngọc Thu Xuân Kim Hải".split()
GIVEN = "An Bình Chiến Dung Giang Hà Hạnh Hòa Hùng Khánh Lan Linh Long Mai Nam Nga Phúc Quân Sơn Thảo Thủy Tuấn Yến".split()
PLACES = [
    "quận Long Biên",
    "huyện Đông Anh",
    "tỉnh Bắc Ninh",
    "thành phố Hải Phòng",
    "tỉnh Bình Dương",
    "quận Hoàng Mai",
    "huyện Mê Linh",
    "tỉnh Đồng Nai",
    "TP Đà Nẵng",
    "tỉnh Thái Nguyên",
    "huyện Củ Chi",
    "thị xã Sơn Tây",
    "quận Cầu Giấy",
    "tỉnh Nghệ An",
    "tỉnh Quảng Nam",
    "thành phố Cần Thơ",
    "phường Định Công",
    "xã Kim Chung",
    "tỉnh Hưng Yên",
]
UNIONS = [
    "LĐLĐ tỉnh Vĩnh Phúc",
    "Công đoàn ngành Y tế Hà Nội",
    "Công đoàn ngành Giáo dục",
    "LĐLĐ quận Thanh Xuân",
    "Công đoàn các Khu công nghiệp và chế xuất",
    "LĐLĐ thành phố Hà Nội",
    "Công đoàn Dệt may Việt Nam",
    "LĐLĐ huyện Thường Tín",
    "Công đoàn Đường sắt Việt Nam",
    "Công đoàn Viên chức tỉnh Lào Cai",
    "Liên đoàn Lao động tỉnh Hà Nam",
    "Công đoàn Cao su Việt Nam",
    "LĐLĐ TP.HCM",
    "Công đoàn Xây dựng Hà Nội",
]
FIRMS = [
    "Công ty TNHH Minh Phát",
    "Công ty Cổ phần May Sông Hồng",
    "Công ty TNHH Điện tử Hanyang",
    "Nhà máy Giấy Bãi Bằng",
    "Công ty CP Cơ khí Thăng Long",
    "Công ty TNHH Giày Ngọc Hưng",
    "Tổng Công ty Thép Việt Ý",
    "Công ty TNHH Toyoda Giken",
    "Công ty Cổ phần Gốm Đất Việt",
    "Công ty TNHH MTV Thoát nước Hà Nội",
    "Bệnh viện Đa khoa Đức Giang",
    "Công ty TNHH Samil Vina",
    "Xí nghiệp Xe buýt 10-10",
    "Công ty CP Dược phẩm Hoa Sen",
]
BODIES = ["QĐ-TLĐ", "KH-LĐLĐ", "HD-TLĐ", "NĐ-CP", "TT-BLĐTBXH", "CV-CĐN", "TB-UBND", "NQ-BCH"]


def _person(dice: random.Random) -> str:
    middle = dice.choice(MIDDLES)
    return f"{dice.choice(SURNAMES)} {middle} {dice.choice(GIVEN)}"


def _amount(dice: random.Random) -> str:
    form = dice.randrange(7)
    if form == 0:
        return f"{dice.randrange(2, 10)}00.000 đồng"
    if form == 1:
        return f"{dice.randrange(2, 95)} triệu đồng"
    if form == 2:
        return f"{dice.randrange(2, 30)},{dice.randrange(1, 10)} tỷ đồng"
    if form == 3:
        return f"{dice.randrange(3, 9)}.{dice.randrange(10, 99)}0.000 đồng"
    if form == 4:
        return dice.choice(
            ["hai trăm triệu đồng", "năm triệu đồng", "ba trăm nghìn đồng", "một tỷ đồng", "bảy trăm triệu đồng",
             "hai triệu rưỡi", "mười lăm triệu đồng"]
        )  # fmt: skip
    if form == 5:
        return f"{dice.randrange(2, 9)} triệu {dice.randrange(1, 9)}00 nghìn đồng"
    return f"{dice.randrange(2, 90)}.000 USD"


def _percent(dice: random.Random) -> str:
    form = dice.randrange(3)
    if form == 0:
        return f"{dice.randrange(2, 99)}%"
    if form == 1:
        return f"{dice.randrange(1, 40)},{dice.randrange(1, 10)}%"
    return f"{dice.randrange(2, 90)} phần trăm"


def _date(dice: random.Random) -> str:
    day, month, year = dice.randrange(1, 29), dice.randrange(1, 13), dice.randrange(2022, 2027)
    return dice.choice(
        [f"ngày {day}/{month}", f"ngày {day}/{month}/{year}", f"ngày {day} tháng {month} năm {year}",
         f"{day:02d}/{month:02d}/{year}", f"{day}/{month}", f"ngày {day}-{month}"]
    )  # fmt: skip


def _month(dice: random.Random) -> str:
    month, year = dice.randrange(1, 13), dice.randrange(2022, 2027)
    return dice.choice(
        [
            f"tháng {month}",
            f"tháng {month}/{year}",
            f"quý {dice.choice(['I', 'II', 'III', 'IV'])}/{year}",
        ]
    )


def _time(dice: random.Random) -> str:
    hour, minute = dice.randrange(6, 22), dice.choice([0, 15, 30, 45])
    return dice.choice([f"{hour}h", f"{hour}h{minute:02d}", f"{hour} giờ", f"{hour}:{minute:02d}"])


def _count(dice: random.Random) -> str:
    form = dice.randrange(4)
    if form == 0:
        return str(dice.randrange(12, 990))
    if form == 1:
        return f"{dice.randrange(1, 12)}.{dice.randrange(100, 999)}"
    if form == 2:
        return f"hơn {dice.randrange(2, 40)}0"
    return f"{dice.randrange(2, 40)}00"


DRAWS: dict[str, Callable[[random.Random], str]] = {
    "amount": _amount,
    "percent": _percent,
    "date": _date,
    "month": _month,
    "time": _time,
    "count": _count,
    "document": lambda dice: (
        f"số {dice.randrange(10, 4000)}/{dice.choice(['', '2023/', '2024/'])}{dice.choice(BODIES)}"
    ),
    "person": _person,
    "place": lambda dice: dice.choice(PLACES),
    "union": lambda dice: dice.choice(UNIONS),
    "firm": lambda dice: dice.choice(FIRMS),
    "term": lambda dice: "lần thứ " + dice.choice(["X", "XI", "XII", "XIII", "IX", "VIII"]),
    "phone": lambda dice: (
        f"0{dice.choice([24, 91, 98])}{dice.randrange(10)}.{dice.randrange(100, 999)}.{dice.randrange(100, 999)}"
    ),
    "ordinal": lambda dice: dice.choice(["thứ nhất", "thứ nhì", "thứ ba"]),
}


@dataclass(frozen=True)
class Story:
    """An article in the bank: passages in skeleton notation and the values of their slots."""

    number: int
    kicker: str
    title: str
    other_title: str
    lead: str
    body: tuple[str, ...]
    spare: tuple[str, ...]
    captions: tuple[str, ...]
    values: dict[str, str]
    author: str
    minute: int  # when it was published, counted from the first of the bank

    def text(self, passage: str) -> str:
        """The passage as it is printed."""
        return fill(passage, self.values)

    def with_body(self, body: tuple[str, ...]) -> "Story":
        """The same story with other paragraphs."""
        return replace(self, body=body)


SLOT = re.compile(r"\{(\w+)\.(\d+)\}")
STYLE = re.compile(r"\[([^\[\]|]*)\|([^\[\]|]*)\]")
FACT = re.compile(r"<(\w+):([^<>|]*)\|([^<>|]*)>")


def fill(passage: str, values: dict[str, str]) -> str:
    """Print a passage: first wordings, slots filled, first letter of the passage in capitals."""
    text = STYLE.sub(lambda match: match[1], FACT.sub(lambda match: match[2], passage))
    text = SLOT.sub(lambda match: values[match[0]], text)
    text = re.sub(r" {2,}", " ", text).replace(" ,", ",").replace(" .", ".").strip()
    return text[:1].upper() + text[1:]


def stories(count: int, seed: int = 1) -> list[Story]:
    """Draw stories: the skeletons in turn, each time with other values."""
    dice = random.Random(seed)
    found: list[Story] = []
    for number in range(count):
        skeleton = SKELETONS[number % len(SKELETONS)]
        passages = [
            skeleton.kicker,
            *skeleton.titles,
            skeleton.lead,
            *skeleton.body,
            *skeleton.spare,
            *skeleton.captions,
        ]
        slots = {match[0]: match[1] for passage in passages for match in SLOT.finditer(passage)}
        values: dict[str, str] = {}
        for slot, kind in slots.items():
            values[slot] = draw_other(dice, kind, set(values.values()))
        found.append(
            Story(
                number=number,
                kicker=skeleton.kicker,
                title=skeleton.titles[0],
                other_title=skeleton.titles[1],
                lead=skeleton.lead,
                body=skeleton.body,
                spare=skeleton.spare,
                captions=skeleton.captions,
                values=values,
                author=_person(dice),
                minute=number * 97,
            )
        )
    return found


def draw_other(dice: random.Random, kind: str, taken: set[str]) -> str:
    """Draw a value that is not among those taken."""
    value = DRAWS[kind](dice)
    for _ in range(40):
        if value not in taken:
            break
        value = DRAWS[kind](dice)
    return value
