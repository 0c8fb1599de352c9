"""PURE: offices, ranks and degrees of persons: "Phó Chủ tịch Thường trực", "nguyên Giám đốc",
"Đại tá", "Thạc sĩ".

A rank is read whole, for "Phó" or "nguyên" before it makes another rank of it. One that took the
place of another is a fact changed; one that is only no longer said is a way of speaking ("vị giám
đốc" -> "ông"), unless it was written as a name is.
"""

import re
from collections.abc import Iterator

from scheduler.fact import FactKind

_BODIES = (
    "ban|phòng|khoa|đoàn|bộ phận|công an|nhóm|đại diện|ấp|thôn|bản|trạm|ca|xưởng|chi nhánh|tổ|đội"
)
_LEADS = (
    rf"chủ tịch|bí thư|giám đốc|thư ký|(?:trưởng|phó)\s(?:{_BODIES})"
    r"|chánh\s(?:văn phòng|thanh tra|án)|thủ tướng|chủ nhiệm|đốc công|quản đốc"
    r"|hiệu phó|kế toán trưởng|kế toán viên|thủ quỹ|thủ kho"
    r"|(?:hiệu|viện|cục|vụ|bộ|thứ|tổ|nhóm|đội|ca|tiểu ban|phân xưởng)\s(?:trưởng|phó)|ủy viên"
)
_LEARNED = (
    r"giáo sư|(?:tiến|thạc|bác|dược|nghệ|y)\s(?:sĩ|sỹ)|cử nhân|luật sư|kiến trúc sư"
    r"|điều tra viên|kiểm sát viên|thẩm phán"
)
_ARMED = r"(?:thiếu|trung|thượng|đại)\s(?:úy|tá|tướng|sĩ|sỹ)|hạ sĩ"
_RANK = re.compile(
    r"(?<!\w)(?:(?:nguyên|cựu|quyền)\s)?(?:phó\s)?(?:tổng\s)?"
    rf"(?:{_LEADS}|{_LEARNED}|{_ARMED})"
    r"(?:\s(?:thường trực|thường vụ|danh dự|lâm thời|dự khuyết|thứ nhất|nhân dân|ưu tú))?(?!\w)"
)


def read_ranks(lower: str, text: str) -> Iterator[tuple[int, int, FactKind, str, str | None]]:
    """Find ranks in `lower`, the lower case of `text`: (start, end, kind, value, rival group)."""
    for match in _RANK.finditer(lower):
        start, end = match.span()
        words = text[start:end].split()
        is_written_large = start > 0 and any(word[0].isupper() for word in words)
        value = match[0].replace("sỹ", "sĩ")
        yield start, end, FactKind.RANK, value, None if is_written_large else "rank"
