"""Makers of edits: each takes a story and gives it back edited as an editor would, with the class
that a person would name.

The makers know the story's slots and marked wordings, so the expected class comes from how the edit
was made and not from looking at the texts. They share nothing with the classifier that is measured.
"""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from bank import FACT, SLOT, STYLE, Story, draw_other, fill
from pages import Print, to_print

HARD = frozenset({"amount", "percent", "date", "month", "person", "negation"})
"""Makers whose every edit must be classed fact or above: amounts, dates, names and negations."""


@dataclass(frozen=True)
class Made:
    """An edit: the article before and after, the class expected, the maker's name, what was done."""

    maker: str
    expected: str
    before: Print
    after: Print
    note: str


def _slot(kind: str) -> Callable[[Story, random.Random], Made | None]:
    """Change the value of one slot in one paragraph (or everywhere, as a careful editor does)."""

    def make(story: Story, dice: random.Random) -> Made | None:
        spots = [
            (at, match[0])
            for at, passage in enumerate(story.body)
            for match in SLOT.finditer(passage)
            if match[1] == kind
        ]
        if not spots:
            return None
        at, slot = dice.choice(spots)
        old = story.values[slot]
        new = _near(dice, kind, old) or draw_other(dice, kind, {old})
        if IN_FIGURES.get(new, new) == IN_FIGURES.get(old, old):
            return None
        if kind in ("time", "date") and _figures(new) == _figures(old):
            return None
        before = to_print(story)
        body = list(before.body)
        if dice.random() < 0.5:
            body = [fill(passage, story.values | {slot: new}) for passage in story.body]
        else:
            changed = (
                story.body[at].replace(slot, "\x00", 1).replace("\x00", "{" + f"{kind}.99" + "}")
            )
            body[at] = fill(changed, story.values | {f"{{{kind}.99}}": new})
        return Made(kind, "fact", before, replace(before, body=tuple(body)), f"{old} -> {new}")

    return make


IN_FIGURES = {
    "năm triệu đồng": "5 triệu đồng",
    "mười lăm triệu đồng": "15 triệu đồng",
    "ba trăm nghìn đồng": "300.000 đồng",
}


def _figures(moment: str) -> list[int]:
    """8h, 8 giờ and 8h00 are one time, 8/11 and ngày 8-11 one day."""
    figures = [int(figure) for figure in re.findall(r"\d+", moment)]
    return figures if figures[-1:] != [0] else figures[:-1]


def _near(dice: random.Random, kind: str, old: str) -> str | None:
    """Half of the time the smallest change: one digit, one syllable, one letter."""
    if dice.random() < 0.5:
        return None
    digits = [at for at, letter in enumerate(old) if letter.isdigit()]
    if kind in ("amount", "percent", "count", "phone", "document", "time") and digits:
        at = digits[0] if kind != "document" else dice.choice(digits[:2])
        other = dice.choice([digit for digit in "123456789" if digit != old[at]])
        return old[:at] + other + old[at + 1 :]
    if kind == "person":
        parts = old.split()
        at = dice.randrange(len(parts))
        pool = [
            ["Nguyễn", "Trần", "Đoàn", "Phùng"],
            ["Văn", "Thị", "Bá", "Thế"],
            ["Anh", "Hằng", "Phương", "Tùng", "Ân"],
        ][at]
        parts[at] = dice.choice([part for part in pool if part != parts[at]])
        return " ".join(parts)
    return None


def _wording(kind: str) -> Callable[[Story, random.Random], Made | None]:
    """Turn one marked wording: a negation, a quote, an opposite."""

    def make(story: Story, dice: random.Random) -> Made | None:
        spots = [
            (at, match)
            for at, passage in enumerate(story.body)
            for match in FACT.finditer(passage)
            if match[1] == kind
        ]
        if not spots:
            return None
        at, match = dice.choice(spots)
        passage = story.body[at][: match.start()] + match[3] + story.body[at][match.end() :]
        first, second = (
            (passage, story.body[at]) if dice.random() < 0.4 else (story.body[at], passage)
        )
        base = to_print(story)
        before = _with(base, at, fill(first, story.values))
        after = _with(base, at, fill(second, story.values))
        return Made(kind, "fact", before, after, f"{match[2]} / {match[3]}")

    return make


def _with(item: Print, at: int, text: str) -> Print:
    return replace(item, body=(*item.body[:at], text, *item.body[at + 1 :]))


def style(story: Story, dice: random.Random) -> Made | None:
    """Other words for the same, in one or more places."""
    spots = [
        (at, match) for at, passage in enumerate(story.body) for match in STYLE.finditer(passage)
    ]
    if not spots:
        return None
    before = to_print(story)
    after = before
    chosen = dice.sample(spots, dice.randrange(1, min(3, len(spots)) + 1))
    for at in {at for at, _ in chosen}:
        passage = story.body[at]
        for match in sorted(
            (one for spot, one in chosen if spot == at), key=lambda one: -one.start()
        ):
            passage = passage[: match.start()] + match[2] + passage[match.end() :]
        after = _with(after, at, fill(passage, story.values))
    return Made(
        "style", "style", before, after, "; ".join(f"{one[1]} -> {one[2]}" for _, one in chosen)
    )


def reorder(story: Story, dice: random.Random) -> Made | None:
    """Two paragraphs change places."""
    before = to_print(story)
    at = dice.randrange(len(before.body) - 1)
    body = list(before.body)
    body[at], body[at + 1] = body[at + 1], body[at]
    return Made(
        "reorder",
        "style",
        before,
        replace(before, body=tuple(body)),
        f"paragraphs {at + 1}, {at + 2}",
    )


FILLERS = ("cũng ", "vẫn ", "đều ", "rất ", "luôn ")


def filler(story: Story, dice: random.Random) -> Made | None:
    """A particle is put in or taken out."""
    before = to_print(story)
    spots = [
        (at, match.start())
        for at, text in enumerate(before.body)
        for match in re.finditer(
            r"(?<=[a-zà-ỹ] )(?:đang|cần|mong|quý|thực hiện|ổn định|nộp)(?= [a-zà-ỹ])", text
        )
        if "“" not in text
    ]
    if not spots:
        return None
    at, place = dice.choice(spots)
    text = before.body[at]
    edited = text[:place] + dice.choice(FILLERS) + text[place:]
    one, two = (before, _with(before, at, edited))
    return Made("filler", "style", one, two, edited[max(0, place - 20) : place + 20])


def typo(story: Story, dice: random.Random) -> Made | None:
    """A slip of the pen is mended (or made): one syllable, lower case, no name, no figure."""
    before = to_print(story)
    at = dice.randrange(len(before.body))
    text = before.body[at]
    spots = [
        match
        for match in re.finditer(r"(?<= )[a-zà-ỹđ]{3,}(?=[ ,.])", text)
        if not re.search(
            r"không|chưa|trăm|triệu|nghìn|mươi|phần|đồng|tháng|ngày|năm|hai|một|bốn|sáu|bảy|tám|chín|mười|giờ|phút|thứ|nhì|sáng|chiều|đầu|cuối|giữa|hôm|tuần|quý|trưa|tăng|giảm",
            match[0],
        )
    ]
    if not spots:
        return None
    spot = dice.choice(spots)
    wrong = _misspelt(dice, spot[0])
    if wrong in (None, spot[0]):
        return None
    bad = _with(before, at, text[: spot.start()] + wrong + text[spot.end() :])
    return Made("typo", "typo", bad, before, f"{wrong} -> {spot[0]}")


TONES = [
    "aàáảãạ",
    "ăằắẳẵặ",
    "âầấẩẫậ",
    "eèéẻẽẹ",
    "êềếểễệ",
    "iìíỉĩị",
    "oòóỏõọ",
    "ôồốổỗộ",
    "ơờớởỡợ",
    "uùúủũụ",
    "ưừứửữự",
    "yỳýỷỹỵ",
]


def _misspelt(dice: random.Random, word: str) -> str | None:
    way = dice.randrange(4)
    if way == 0 and len(word) >= 4:  # two letters swapped
        at = dice.randrange(len(word) - 1)
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if way == 1:  # another tone
        marked = [at for at, letter in enumerate(word) if any(letter in row for row in TONES)]
        if not marked:
            return None
        at = dice.choice(marked)
        row = next(row for row in TONES if word[at] in row)
        return word[:at] + dice.choice(row.replace(word[at], "")) + word[at + 1 :]
    if way == 2:  # a letter doubled
        at = dice.randrange(len(word))
        return word[: at + 1] + word[at] + word[at + 1 :]
    at = dice.randrange(len(word))  # a letter lost
    return word[:at] + word[at + 1 :]


def doubled(story: Story, dice: random.Random) -> Made | None:
    """A word written twice is mended."""
    before = to_print(story)
    at = dice.randrange(len(before.body))
    spots = list(re.finditer(r"(?<= )(?:của|và|cho|được|các|trong|với|đã)(?= )", before.body[at]))
    if not spots:
        return None
    spot = dice.choice(spots)
    bad = _with(before, at, before.body[at][: spot.end()] + " " + before.body[at][spot.start() :])
    return Made("doubled word", "typo", bad, before, spot[0])


def punctuation(story: Story, dice: random.Random) -> Made | None:
    """A comma, a full stop, a capital."""
    before = to_print(story)
    at = dice.randrange(len(before.body))
    text = before.body[at]
    way = dice.randrange(3)
    if way == 0:
        spots = [
            match.start()
            for match in re.finditer(r"(?<=[a-zà-ỹ]) (?=(?:và|để|nhưng|từ|cho) )", text)
        ]
        if not spots:
            return None
        place = dice.choice(spots)
        edited = text[:place] + "," + text[place:]
    elif way == 1:
        edited = text.rstrip(".") + ("!" if text.endswith(".") else ".")
    else:
        spots = [
            match.start()
            for match in re.finditer(r"(?<=[a-zà-ỹ] )(?:công đoàn|công ty|nhà máy|chủ tịch)", text)
        ]
        if not spots:
            return None
        place = dice.choice(spots)
        edited = text[:place] + text[place].upper() + text[place + 1 :]
    return Made("punctuation", "format", before, _with(before, at, edited), "")


def split(story: Story, dice: random.Random) -> Made | None:
    """A paragraph is cut in two, or two become one."""
    before = to_print(story)
    spots = [
        (at, match.end())
        for at, text in enumerate(before.body)
        for match in re.finditer(r"[^.]{20,}\. (?=[A-ZĐ][a-zà-ỹ]+ [^.]{20,})", text)
        if "“" not in text
    ]
    if not spots:
        return None
    at, place = dice.choice(spots)
    text = before.body[at]
    parted = replace(
        before, body=(*before.body[:at], text[:place].strip(), text[place:], *before.body[at + 1 :])
    )
    one, two = (before, parted) if dice.random() < 0.5 else (parted, before)
    return Made("split or merge", "format", one, two, "")


def paragraph(story: Story, dice: random.Random) -> Made | None:
    """A paragraph more, or one less."""
    before = to_print(story)
    if dice.random() < 0.5:
        at = dice.randrange(1, len(before.body) + 1)
        extra = story.text(dice.choice(story.spare))
        after = replace(before, body=(*before.body[:at], extra, *before.body[at:]))
    else:
        at = dice.randrange(1, len(before.body))
        after = replace(before, body=before.body[:at] + before.body[at + 1 :])
    return Made("paragraph", "content", before, after, "")


def sentence(story: Story, dice: random.Random) -> Made | None:
    """A sentence more inside a paragraph."""
    before = to_print(story)
    at = dice.randrange(len(before.body))
    edited = before.body[at] + " " + story.text(dice.choice(story.spare))
    one, two = before, _with(before, at, edited)
    if dice.random() < 0.3:
        one, two = two, one
    return Made("sentence", "content", one, two, "")


def rewrite(story: Story, dice: random.Random) -> Made | None:
    """The text is written anew: other paragraphs, another title."""
    before = to_print(story)
    after = replace(
        before,
        title=story.text(story.other_title),
        body=(before.body[0], *(story.text(passage) for passage in story.spare)),
    )
    return Made("rewrite", "headline", before, after, "")


def headline(story: Story, dice: random.Random) -> Made | None:
    """Another title, or a word of it."""
    before = to_print(story)
    if dice.random() < 0.5:
        return Made(
            "headline", "headline", before, replace(before, title=story.text(story.other_title)), ""
        )
    words = before.title.split()
    at = dice.randrange(1, len(words))
    edited = " ".join(
        [*words[:at], dice.choice(["chính thức", "thêm", "nhiều", "mới"]), *words[at:]]
    )
    return Made("headline", "headline", before, replace(before, title=edited), "")


NOTES = (
    "Đính chính: Ở bản tin trước, do sơ suất, chúng tôi đã đưa chưa đúng số tiền hỗ trợ. Con số đúng là {}.",
    "Cáo lỗi: Trong bài có thông tin chưa chính xác về {}. Chúng tôi xin lỗi bạn đọc.",
    "Cập nhật lúc 15h30: Cơ quan chức năng vừa xác nhận thông tin về {}.",
    "Tòa soạn xin đính chính thông tin về {} như trên.",
    "(Bài viết đã được cập nhật thông tin về {})",
    "* Bài viết đã được chỉnh sửa để nêu rõ thông tin về {}.",
)


def correction(story: Story, dice: random.Random) -> Made | None:
    """The article says that it was corrected; often a figure is corrected with it."""
    made = _slot("amount")(story, dice) if dice.random() < 0.5 else None
    before = made.before if made else to_print(story)
    after = made.after if made else before
    note = dice.choice(NOTES).format(made.note.split(" -> ")[1] if made else "vụ việc")
    at = len(after.body) if dice.random() < 0.7 else 0
    return Made(
        "correction",
        "correction",
        before,
        replace(after, body=(*after.body[:at], note, *after.body[at:])),
        note,
    )


def caption(story: Story, dice: random.Random) -> Made | None:
    """A caption says something else."""
    before = to_print(story)
    if not before.captions:
        return None
    added = replace(
        before, captions=(*before.captions, "Công nhân trong giờ nghỉ giữa ca. Ảnh: Tư liệu")
    )
    return Made("caption", "content", before, added, "")


def lead_amount(story: Story, dice: random.Random) -> Made | None:
    """A figure, date or name in the lead."""
    slots = list(SLOT.finditer(story.lead))
    if not slots:
        return None
    match = dice.choice(slots)
    old = story.values[match[0]]
    new = draw_other(dice, match[1], {old})
    before = to_print(story)
    after = replace(before, lead=fill(story.lead, story.values | {match[0]: new}))
    return Made("lead fact", "fact", before, after, f"{old} -> {new}")


MAKERS: dict[str, Callable[[Story, random.Random], Made | None]] = {
    **{kind: _slot(kind) for kind in ("amount", "percent", "date", "month", "time", "count", "document", "person", "place", "union", "firm", "term", "phone", "ordinal")},
    **{kind: _wording(kind) for kind in ("negation", "quote", "sense", "fact")},
    "lead fact": lead_amount,
    "style": style,
    "reorder": reorder,
    "filler": filler,
    "typo": typo,
    "doubled word": doubled,
    "punctuation": punctuation,
    "split or merge": split,
    "paragraph": paragraph,
    "sentence": sentence,
    "rewrite": rewrite,
    "headline": headline,
    "correction": correction,
    "caption": caption,
}  # fmt: skip
