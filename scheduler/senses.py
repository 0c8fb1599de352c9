"""PURE: words that turn a sentence round: negations, and words that exclude one another.

Negations are counted, for one more or less changes what is said, but for turns of speech that deny
nothing ("không chỉ", "chẳng hạn"). The others count only where one took the place of another:
"tăng" that was dropped is style, "tăng" that became "giảm" is not.
"""

import re
from collections.abc import Iterator

from scheduler.fact import Fact, FactKind

# "không gian", "hàng không" and their like are words of their own.
_NEGATION = re.compile(
    r"(?<!\w)(?:(?P<no>(?<!hàng )(?<!trên )(?<!bầu )"
    r"không(?!\s(?:gian|khí|quân|lưu|trung|vận|ảnh)(?!\w))|chẳng|chả|ko|đâu (?:có|phải))"
    r"|(?P<un>bất(?=\s(?:hợp|thành|khả)(?!\w)))|(?P<yet>chưa)"
    r"|(?P<deny>bác bỏ|phủ nhận)|(?P<refuse>từ chối)|(?P<dont>đừng|chớ)"
    r"|(?P<ban>nghiêm cấm|cấm)|(?P<lift>hủy bỏ|bãi bỏ|hủy|tạm dừng|đình chỉ))(?!\w)"
)
_TURN = re.compile(
    r"(?<=không)\s(chỉ|những|riêng|ngừng|ngớt|ít|khỏi|kém)(?!\w)|(?<=chẳng)\s(hạn|qua|những)(?!\w)"
    r"|(?<=chưa)\s(kể)(?!\w)"
)
"""What makes a turn of speech of the negation before it, that denies nothing by itself."""
_EXCLUDE: tuple[tuple[str, ...], ...] = (
    ("tăng", "giảm"), ("đã", "sẽ"), ("ông", "bà"), ("anh", "chị"), ("nam", "nữ"),
    ("trước", "sau"), ("trên", "dưới"), ("tối thiểu", "tối đa"), ("bắt buộc", "tự nguyện"),
    ("đồng ý", "phản đối"), ("đúng", "sai"), ("lãi", "lỗ"), ("cao", "thấp"),
    ("tử vong", "bị thương", "mất tích"), ("chết", "bị thương", "mất tích"), ("cho phép", "cấm"),
    ("bắt đầu", "kết thúc"), ("ít nhất", "nhiều nhất"), ("hơn", "kém"),
    ("thừa", "thiếu", "đủ", "một nửa", "một phần"),
    ("trong", "ngoài"), ("nhiều", "ít"), ("thành công", "thất bại|bất thành"),
    ("hợp pháp", "trái phép|trái pháp luật"),
    ("có", "không", "chưa"), ("nhanh", "chậm"), ("mở", "đóng"), ("thắng", "thua", "hòa"),
    ("sớm", "muộn"), ("mua", "bán"), ("đông", "tây", "nam", "bắc"), ("được", "bị"),
    ("toàn bộ", "một phần", "một nửa", "tất cả", "một số", "hầu hết", "đa số"), ("hết", "còn"),
    ("quận", "huyện", "thị xã", "tỉnh", "phường", "xã", "thị trấn", "thành phố"),
    ("chấp nhận", "bác"),
    ("trung ương", "địa phương"), ("chính thức", "tạm thời", "lâm thời", "dự kiến"),
    ("vợ", "chồng"), ("con trai", "con gái", "con dâu", "con rể"),
    ("miễn", "giảm"), ("vay", "cho vay"),
    ("nguyên đơn", "bị đơn"), ("bị can", "bị cáo", "bị hại", "nhân chứng"),
    ("ủng hộ", "phản đối"), ("khen", "phạt"),
    ("không dưới", "không quá", "không vượt quá", "không thấp hơn", "không cao hơn"),
    ("huy chương vàng", "huy chương bạc", "huy chương đồng"), ("thường vụ", "chấp hành"),
    ("bằng khen", "giấy khen", "cờ thi đua", "huân chương", "huy chương", "kỷ niệm chương"),
    ("kỹ sư", "công nhân", "giáo viên", "y tá", "điều dưỡng", "kỹ thuật viên"),
    ("quốc hội", "chính phủ", "tòa án", "viện kiểm sát", "thanh tra", "công an"),
    ("âm lịch", "dương lịch"), ("ca sáng", "ca chiều", "ca đêm"), ("vui", "buồn"),
    ("buổi sáng", "buổi trưa", "buổi chiều", "buổi tối"),
    ("rạng sáng|tờ mờ sáng|tinh mơ", "giữa trưa", "xế chiều|chiều tối", "nửa đêm|đêm khuya"),
    ("người sử dụng lao động|chủ sử dụng lao động|chủ doanh nghiệp", "người lao động"),
    ("công đoàn", "đoàn thanh niên|thanh niên", "hội phụ nữ", "hội nông dân", "cựu chiến binh"),
    ("nghi phạm", "nạn nhân", "nhân chứng"),
    ("mỗi ngày|hằng ngày|hàng ngày", "mỗi tuần|hằng tuần|hàng tuần",
     "mỗi tháng|hằng tháng|hàng tháng", "mỗi quý|hằng quý|hàng quý", "mỗi năm|hằng năm|hàng năm"),
    ("tiếp tục", "ngừng|dừng|chấm dứt|thôi"), ("gia hạn", "chấm dứt"),
    ("hơn nửa|quá nửa", "gần nửa"), ("có lợi", "bất lợi"),
    ("chịu thuế", "miễn thuế"), ("tù giam", "tù treo"), ("mạnh lên", "yếu đi|suy yếu"),
    ("vô tội", "có tội"),
    ("đi làm", "nghỉ làm|nghỉ việc"), ("khai mạc", "bế mạc"), ("khởi công", "khánh thành"),
    ("đề xuất|kiến nghị|đề nghị", "quyết định|thông qua|ban hành|chốt"), ("thu", "chi"),
    ("bổ nhiệm", "miễn nhiệm|bãi nhiệm|cách chức|từ nhiệm"), ("tuyển", "sa thải|cắt giảm"),
    ("khởi tố", "truy tố", "xét xử"), ("xuất khẩu", "nhập khẩu"), ("mở rộng", "thu hẹp"),
    ("lương cơ bản", "lương cơ sở", "lương tối thiểu"), ("trực tiếp", "trực tuyến", "gián tiếp"),
    ("thùng", "gói", "bao", "két", "hộp", "chai", "túi"),
)  # fmt: skip
"""In each row, what excludes one another; words of one meaning are joined by a bar."""
_PAPER = re.compile(  # with its number behind it, which is claimed (blank) or still to be read
    r"(?<!\w)(?:nghị định|nghị quyết|thông tư|quyết định|chỉ thị|công văn|công điện|hướng dẫn"
    r"|kế hoạch|kết luận|thông báo|tờ trình|báo cáo|bộ luật|luật|pháp lệnh)"
    r"(?=\s(?:liên tịch\s)?(?:số\s)?[\d\x00])"
)
_LIMIT = re.compile(  # before a date or an amount, which is claimed (blank) by then
    r"(?<!\w)(?:(?P<since>(?:kể |bắt đầu )?từ)|(?P<until>(?:cho )?đến(?: hết)?|hết))(?=\s\x00)"
)
_GROUPS: dict[str, list[tuple[int, str]]] = {}
for _number, _meanings in enumerate(_EXCLUDE):
    for _meaning in _meanings:
        for _word in _meaning.split("|"):
            _GROUPS.setdefault(_word, []).append((_number, _meaning))
_SENSE = re.compile(
    r"(?<!\w)(?:" + "|".join(sorted(map(re.escape, _GROUPS), key=len, reverse=True)) + r")(?!\w)"
)


def read_senses(text: str, rest: str) -> Iterator[Fact]:
    """Find them in `rest`, the lower case of `text` without what is claimed already."""
    for match in _NEGATION.finditer(rest):
        turn = _TURN.match(rest, match.end())
        value = (match.lastgroup or "") + (turn[0] if turn else "")
        yield _fact(FactKind.NEGATION, text, match, value, turn[0].strip() if turn else None)
    for match in _PAPER.finditer(rest):
        yield _fact(FactKind.SENSE, text, match, match[0], "paper")
    for match in _LIMIT.finditer(rest):
        yield _fact(FactKind.SENSE, text, match, match.lastgroup or "", "limit")
    for match in _SENSE.finditer(rest):
        if match[0] == "ít" and rest[: match.start()].endswith("không "):
            continue  # "không ít" is "nhiều"
        for group, meaning in _GROUPS[match[0]]:
            yield _fact(FactKind.SENSE, text, match, meaning, f"sense {group}")


def _fact(
    kind: FactKind, text: str, match: re.Match[str], value: str, rival: str | None = None
) -> Fact:
    start, end = match.span()
    return Fact(kind=kind, value=value, text=text[start:end], start=start, end=end, rival=rival)
