"""Pairs of versions for the study of revisions."""

from dataclasses import replace

import pytest

from scheduler.revisions import revision_pair, sentences
from tests import samples


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Một câu. Hai câu.", ["Một câu.", "Hai câu."]),
        ("Mức 4.680.000 đồng. Đã duyệt.", ["Mức 4.680.000 đồng.", "Đã duyệt."]),
        ("Ở TP. Thủ Đức. Xong.", ["Ở TP. Thủ Đức.", "Xong."]),
        ("PGS. TS. Lê Minh nói.", ["PGS. TS. Lê Minh nói."]),
        ("Ông hỏi: “Vậy à?” Bà đáp.", ["Ông hỏi: “Vậy à?”", "Bà đáp."]),
        ("Chưa hết… Ấy thế mà xong!", ["Chưa hết…", "Ấy thế mà xong!"]),
        ("không hoa sau chấm. thường là lỗi gõ", ["không hoa sau chấm. thường là lỗi gõ"]),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences([text]) == expected


def test_every_sentence_of_both_versions_is_told_once() -> None:
    old = samples.article(1, lead="Câu dẫn đứng yên. Câu dẫn bị bỏ đi.")
    edited = samples.BODY[1].replace("500.000", "700.000")
    body = (samples.BODY[0], edited, samples.BODY[2], "Thêm một câu mới hoàn toàn khác.")
    told = revision_pair(old, replace(old, lead="Câu dẫn đứng yên.", body=body))["sentences"]
    assert sorted(index for one in told for index in one["index_x"]) == list(range(5))
    assert sorted(index for one in told for index in one["index_y"]) == list(range(5))
    actions = {one["action"]: one for one in told}
    assert actions["edit"]["sentence_y"] == [edited]
    assert actions["deletion"]["sentence_x"] == ["Câu dẫn bị bỏ đi."]
    assert actions["addition"]["sentence_y"] == ["Thêm một câu mới hoàn toàn khác."]
    assert actions["unchanged"]["sentence_x"] == actions["unchanged"]["sentence_y"]


def test_a_sentence_that_stands_elsewhere_was_moved() -> None:
    old = samples.article(1)
    new = replace(old, body=(samples.BODY[2], samples.BODY[0], samples.BODY[1]))
    actions = [one["action"] for one in revision_pair(old, new)["sentences"]]
    assert sorted(actions) == ["refactor", "unchanged", "unchanged", "unchanged"]
