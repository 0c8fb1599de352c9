"""Pages that answer as an article and show nothing of it: told from edits, however long they stay."""

from dataclasses import replace

import pytest
from samples import article, later, snapshot

from parsers.model import Article
from scheduler.changes import ArticleStatus, ChangeKind, Remembered, compare
from scheduler.strangers import is_stranger

LONG = tuple(
    f"Tổ {n} của xưởng chài lưới họp bàn chuyện sửa thuyền, ai nấy đều góp một ngày công cho làng."
    for n in range(1, 7)
)
OLD = article(title="Làng chài góp công sửa thuyền", lead=None, body=LONG)
CONSENT = "Chúng tôi và các đối tác lưu trữ thông tin trên thiết bị. Bấm Đồng ý để vào trang."


def broken(text: str) -> str:
    return text.encode().decode("latin-1")


@pytest.mark.parametrize(
    ("new", "strange"),
    [
        (replace(OLD, title="Quyền riêng tư", body=(CONSENT,)), True),
        (replace(OLD, title="Oops", body=("An error has occurred on this server. " * 20,)), True),
        (replace(OLD, title=broken(OLD.title), body=tuple(map(broken, LONG))), True),
        (replace(OLD, body=tuple(text.encode("ascii", "replace").decode() for text in LONG)), True),
        (replace(OLD, title="Bài khác hẳn", body=LONG[:1]), False),
        (replace(OLD, body=("Tòa soạn đang xác minh lại nội dung.",)), False),
        (replace(OLD, title="Chuyện khác", body=(CONSENT * 8,)), False),
    ],
)
def test_what_is_none_of_the_article(new: Article, strange: bool) -> None:
    assert is_stranger(OLD, new) is strange


def test_an_article_in_another_language_is_no_stranger_to_itself() -> None:
    english = article(title="A union of fishers", body=("They mend the boats together. " * 9,))
    assert not is_stranger(english, replace(english, body=("They mend the nets. " * 9,)))


def test_a_stranger_is_no_edit_unless_it_stays_for_a_week() -> None:
    page = snapshot(title="Quyền riêng tư", lead=None, body=(CONSENT,))
    known = Remembered(article=OLD)
    for hours in (0, 30, 160):
        change = compare(known, page, later(hours=hours))
        assert (change.kind, change.status) == (ChangeKind.SUSPECT, ArticleStatus.SUSPECTED)
        known = Remembered(
            article=OLD,
            status=change.status,
            missed_since=change.missed_since,
            misses=change.misses,
            suspicion=change.suspicion,
        )
    change = compare(known, page, later(days=7))
    assert (change.kind, change.status) == (ChangeKind.CHANGED, ArticleStatus.LIVE)
    assert "title" in change.fields
