"""What stands over the text of a capture: title, kicker, author and date, told by the words of the
lines and by their places. Pure.
"""

import re
from dataclasses import replace
from itertools import pairwise

from parsers.beside import names_somebody
from parsers.boilerplate import LineKind, is_credited
from parsers.dates import DAY, ParsedDate, parse_date
from parsers.dumplines import Line
from parsers.text import clean, fold, match_key

MAX_TITLE, MIN_TITLE_WORDS = 250, 4
LOOK_BACK = 40
BARE_TITLE = -0.5  # a plain line not far above the text may be its title
NO_TITLE = re.compile(
    r"\W*(?:(?:được )?(?:viết|đăng) bởi|posted (?:on|by)|by\s|nghe (?:đọc )?bài|in trang)\b"
    r"|\W*ngày đăng\b|\W*(?:cập nhật|đăng (?:ngày|lúc))\b.*\d"
    r"|(?:\w+\s){1,6}[-–:]?\s?cơ quan (?:của|ngôn luận|chủ quản)\b"
    r"|\(?[\w.]{3,20}\)\s?[-–]|hỏi\s?:|câu \d+[.:]",
    re.IGNORECASE,
)
OVER_DATE = 2.0
SHEET = re.compile(
    r"(?:BÁO|TẠP CHÍ|BẢN TIN|TRANG THÔNG TIN|CỔNG THÔNG TIN|TỔNG|LIÊN ĐOÀN|LĐLĐ|CÔNG ĐOÀN|CĐ"
    r"|BAN|BỘ|SỞ|ĐẢNG BỘ|ỦY BAN|UBND|CỘNG HÒA XÃ HỘI)\s"
)
MAX_HEAD = 8
MAX_BROKEN, MAX_NAME = 4, 4
BRACKETED = re.compile(r"\[[^\[\]]*\]")
MAX_DATE, MAX_OVER = 100, 6
SIGNED = re.compile(r"\b(?:bởi|by|tác giả|đăng bởi)\s?:?\s(?P<name>\D{4,60})$", re.I)
UP_TO_DATE = re.compile(
    r"(?P<name>\D{4,60}?)[\s,|•·–—-]+(?=(?:thứ\s|chủ nhật|ngày\s|\d|monday|tuesday|wednesday"
    r"|thursday|friday|saturday|sunday))",
    re.I,
)
FROM_DATE = re.compile(r"\d\W{0,8}[|•·–—-]\s(?P<name>\D{4,60})$")
WHOLE_TITLE = 8  # syllable pairs; a shorter line must not win by being found word for word


def find_title(lines: list[Line], start: int, prose: str) -> int | None:
    """The line before the paragraphs that reads most like their title."""
    told = _pairs(prose)
    folded = [fold(line.text) for line in lines]
    best, best_score = None, BARE_TITLE
    for number in range(max(0, start - LOOK_BACK), min(start + 2, len(lines))):
        line = lines[number]
        if not _may_be_title(line, number):
            continue
        if line.is_prose and not line.text.endswith(("?", "!", "...", "…", "”", '"')):
            continue
        pairs = _pairs(line.text)
        score = 4 * len(pairs & told) / max(len(pairs), WHOLE_TITLE) if number < start else 0.0
        score += {1: 4.0, 2: 1.5}.get(line.heading, 0.0)
        # A line or two of words at the very top is as often the name of the section.
        score += 1.5 * (number == 0 and len(line.text.split()) >= MIN_TITLE_WORDS)
        score += OVER_DATE * _stands_over_date(lines, number) - 0.05 * max(start - number, 0)
        score -= 2 * line.linked + 2 * line.bullet + 1.5 * bool(line.cells)
        score -= 1.5 * (line.text.endswith((".", ":", ";", ",")))
        score -= 3 * (parse_date(line.text) is not None or is_credited(line.text))
        score += 1.5 * any(parse_date(near.text) for near in lines[max(0, number - 3) : number + 4])
        if fold(line.text) != line.text.lower():
            mine = folded[number]
            alt = sum(
                other == mine or other.startswith(mine + " ")
                for n, other in enumerate(folded)
                if n != number
            )
            score += min(alt, 1) * 3 + min(alt, 3)
        if score > best_score:
            best, best_score = number, score
    return best


def _may_be_title(line: Line, number: int) -> bool:
    """Whether a line has the size and the words of a title; two words are enough where it is set as
    one.
    """
    if len(line.text) > MAX_TITLE or line.kind is not None or NO_TITLE.match(line.text):
        return False
    if _heads_the_sheet(line.text) or BRACKETED.fullmatch(line.text):
        return False
    least = 2 if line.heading == 1 or (number == 0 and not line.linked) else MIN_TITLE_WORDS
    return len(line.text.split()) >= least


def _heads_the_sheet(text: str) -> bool:
    """Whether a line in capitals is the name of the paper or of who puts it out."""
    return text.isupper() and len(text.split()) <= MAX_HEAD and SHEET.match(text) is not None


def _stands_over_date(lines: list[Line], number: int) -> bool:
    """Whether the next line is the day of the article, as it is under most titles."""
    return number + 1 < len(lines) and lines[number + 1].kind is LineKind.DATE


def _pairs(text: str) -> set[tuple[str, str]]:
    words = match_key(text).split()
    return set(pairwise(words))


def with_whole_title(lines: list[Line], title_at: int) -> tuple[list[Line], int]:
    """The lines with the title in one, and where it stands: set larger than the text, it is broken
    sooner than that.
    """
    start, end = title_at, title_at + 1
    while start > max(0, end - MAX_BROKEN) and _is_rest(lines[start - 1], lines[start]):
        start -= 1
    while end < min(start + MAX_BROKEN, len(lines)) and _is_rest(lines[end - 1], lines[end]):
        end += 1
    title = replace(lines[title_at], text=" ".join(line.text for line in lines[start:end]))
    return [*lines[:start], title, *lines[end:]], start


def _is_rest(line: Line, following: Line) -> bool:
    """Whether a line goes on with what the line before it begins."""
    pair = (line, following)
    if following.gap or any(each.linked or each.bullet or each.kind for each in pair):
        return False
    if any(each.is_sentence for each in pair) or _heads_the_sheet(line.text):
        return False
    in_capitals = all(each.text.isupper() and not _is_person(each.text) for each in pair)
    return following.text[:1].islower() or in_capitals


def _is_person(text: str) -> bool:
    return len(text.split()) <= MAX_NAME and names_somebody(text)


def kicker_over(lines: list[Line], title_at: int) -> str | None:
    """A line right above the title that ends in a colon, or stands between date and title."""
    if not title_at:
        return None
    line = lines[title_at - 1]
    if line.linked or line.bullet or line.image or len(line.text) > 80:
        return None
    text = clean(line.text.removesuffix(":"))
    if text != line.text and len(text.split()) >= 2:
        return text
    dated = title_at >= 2 and parse_date(lines[title_at - 2].text) is not None
    return text if dated and line.kind is None and 2 <= len(text.split()) <= 12 else None


def date_by(lines: list[Line], title_at: int, first: int) -> ParsedDate | None:
    """The date that stands by the title: one with a time before one without."""
    order = [*range(title_at + 1, first), *range(title_at - 1, max(-1, title_at - 7), -1)]
    dates = [found for number in order if (found := parse_date(lines[number].text))]
    return next((found for found in dates if not found.date_only), dates[0] if dates else None)


def signed_over(lines: list[Line], title_at: int) -> str:
    """The author whom a line between title and text names: beside the date, or right under the
    title.
    """
    dates = {
        n for n, line in enumerate(lines) if DAY.search(line.text) and len(line.text) <= MAX_DATE
    }
    for number in range(title_at + 1, min(title_at + 1 + MAX_OVER, len(lines))):
        line = lines[number]
        if line.is_prose:
            break
        if number in dates and (name := _named_in(line.text)):
            return name
        near = number == title_at + 1 or not dates.isdisjoint({number - 1, number + 1})
        if near and names_somebody(line.text):
            return line.text
    return ""


def _named_in(text: str) -> str:
    """The name before or after the date in one line."""
    if found := SIGNED.search(text):
        return found["name"].strip() if names_somebody(found["name"].strip()) else ""
    for found in (UP_TO_DATE.match(text), FROM_DATE.search(text)):
        name = found["name"].strip(" |-–—•·,") if found else ""
        if names_somebody(name):
            return name
    return ""
