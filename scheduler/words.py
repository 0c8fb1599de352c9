"""PURE: what readers are told, in Vietnamese and in English: kinds, classes, parts, states.

One table for feeds, alerts and pages, so that a thing has one name wherever it is met. The keys are
the words that the database holds.
"""

from typing import Literal, get_args

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "kind": {
        "new": ("Tin mới", "New"),
        "changed": ("Đã sửa", "Edited"),
        "removed": ("Đã gỡ", "Removed"),
        "restored": ("Đã đăng lại", "Restored"),
    },
    "class": {
        "format": ("trình bày", "format"),
        "typo": ("lỗi chính tả", "typo"),
        "style": ("câu chữ", "style"),
        "fact": ("dữ kiện", "fact"),
        "content": ("nội dung", "content"),
        "headline": ("tít", "headline"),
        "correction": ("đính chính", "correction"),
        "removal": ("gỡ bài", "removal"),
    },
    "part": {
        "kicker": ("đề dẫn", "kicker"),
        "title": ("tít", "title"),
        "lead": ("sapo", "lead"),
        "body": ("thân bài", "body"),
        "caption": ("chú thích ảnh", "caption"),
        "captions": ("chú thích ảnh", "captions"),
        "attachment": ("tệp đính kèm", "attachment"),
        "attachments": ("tệp đính kèm", "attachments"),
    },
    "fate": {
        "kept": ("giữ nguyên", "kept"),
        "changed": ("sửa", "changed"),
        "added": ("thêm", "added"),
        "removed": ("bỏ", "removed"),
        "moved": ("chuyển chỗ", "moved"),
        "split": ("tách đoạn", "split"),
        "merged": ("gộp đoạn", "merged"),
    },
    "fact": {
        "amount": ("số tiền", "amount"),
        "percentage": ("tỷ lệ", "percentage"),
        "date": ("ngày tháng", "date"),
        "time": ("giờ", "time"),
        "document number": ("số văn bản", "document number"),
        "phone number": ("số điện thoại", "phone number"),
        "number": ("con số", "number"),
        "name": ("tên riêng", "name"),
        "rank": ("chức danh", "rank"),
        "quote": ("lời trích dẫn", "quote"),
        "negation": ("phủ định", "negation"),
        "sense": ("nghĩa", "sense"),
    },
    "status": {
        "live": ("còn trên trang", "live"),
        "suspected": ("có thể đã gỡ", "perhaps removed"),
        "removed": ("đã gỡ", "removed"),
    },
    "flag": {
        "new": ("mới", "new"),
        "updated": ("đã sửa", "updated"),
        "removed": ("đã gỡ", "removed"),
    },
    "health": {
        "ok": ("bình thường", "ok"),
        "degraded": ("kém đi", "degraded"),
        "broken": ("hỏng", "broken"),
        "silent": ("im lặng bất thường", "silent"),
        "blocked": ("bị chặn", "blocked"),
        "quarantined": ("tạm giữ để kiểm tra", "quarantined"),
        "failing": ("đang lỗi", "failing"),
        "paused": ("tạm dừng", "paused"),
    },
    "outcome": {
        "running": ("đang chạy", "running"),
        "done": ("xong", "done"),
        "failed": ("lỗi", "failed"),
        "interrupted": ("bị dừng", "interrupted"),
        "timeout": ("quá giờ", "timeout"),
        "crashed": ("hỏng giữa chừng", "crashed"),
    },
    "phrase": {
        "silent": ("sửa lặng lẽ", "silent edit"),
        "before": ("Trước", "Before"),
        "after": ("Sau", "After"),
        "added": ("Thêm", "Added"),
        "removed": ("Bỏ", "Removed"),
        "moved": ("Chuyển chỗ", "Moved"),
        "digest": ("{} tin từ {}", "{} updates since {}"),
        "more": ("và {} mục nữa", "and {} more"),
        "well again": ("đọc lại bình thường", "read rightly again"),
        "until now": ("Trước đó", "Before that"),
        "see status": ("Xem: unionwatch status", "See: unionwatch status"),
        "release": (
            "Cho qua: unionwatch sources release {}",
            "Let through: unionwatch sources release {}",
        ),
        "test": ("Thử kênh báo tin", "A test of this channel"),
        "test arrived": (
            "Kênh “{}” nhận được tin của unionwatch.",
            "The channel “{}” is told by unionwatch.",
        ),
    },
}


def word(group: str, key: str, language: Language = "vi") -> str:
    """What a reader is told for `key`; a key that the table lacks is told as it is.

    >>> word("class", "fact"), word("class", "fact", "en"), word("class", "unheard of")
    ('dữ kiện', 'fact', 'unheard of')
    """
    both = WORDS[group].get(key)
    return key if both is None else both[LANGUAGES.index(language)]
