"""A difference as blocks of a page, and how a version is cited."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from web_seed import PAID, at

from parsers.model import Article
from scheduler.diff import diff_articles, new_text, old_text
from scheduler.store.codec import content_hash
from scheduler.store.rows import ArticleRow, VersionRow
from scheduler.web.citing import cite, version_id
from scheduler.web.comparing import Away, Block, Kept, changes, items

LONG = [
    f"Đoạn thứ {number} nói về việc số {number * 7} của tổ {number * 3}." for number in range(1, 21)
]


def article(*body: str, title: str = "Tít") -> Article:
    return Article(url="https://bao.example/1", title=title, body=body)


def shape(old: Article, new: Article) -> list[str]:
    """Each item in a word, as a reader meets it."""
    words = []
    for item in items(diff_articles(old, new)):
        match item:
            case Kept(blocks=blocks):
                words.append(f"kept {len(blocks)}")
            case Away(before=before, after=after):
                words.append(f"away {before}>{after}")
            case Block(part=part, fate=fate):
                words.append(f"{part} {fate}")
    return words


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (LONG[:3], LONG[:3], ["title kept", "body kept", "body kept", "body kept"]),
        (
            LONG,
            [*LONG[:10], "Một đoạn hoàn toàn khác chen vào đây.", *LONG[10:]],
            ["kept 10", "body kept", "body added", "body kept", "kept 9"],
        ),
        (LONG, LONG[:19], ["kept 19", "body kept", "body removed"]),
        (
            LONG,
            [*LONG[:4], LONG[4].replace("35", "36"), *LONG[5:]],
            ["kept 4", "body kept", "body changed", "body kept", "kept 14"],
        ),
        (
            LONG[:5],
            [LONG[3], *LONG[:3], LONG[4]],
            [
                "title kept",
                "body moved",
                "body kept",
                "body kept",
                "body kept",
                "away 4>1",
                "body kept",
            ],
        ),
        (
            LONG[:5],
            [*LONG[1:5], LONG[0]],
            ["title kept", "away 1>5", *["body kept"] * 4, "body moved"],
        ),
    ],
)
def test_what_a_reader_meets(old: list[str], new: list[str], expected: list[str]) -> None:
    assert shape(article(*old), article(*new)) == expected


def test_nothing_is_lost_by_folding() -> None:
    new = article(*LONG[:7], "Chen vào.", *LONG[7:15], title="Tít mới")
    found = diff_articles(article(*LONG), new)
    shown: list[Block] = []
    for item in items(found):
        shown += (
            item.blocks if isinstance(item, Kept) else [item] if isinstance(item, Block) else []
        )
    assert [old_text(one.pieces) for one in shown] == [
        old_text(one.pieces) for one in found.passages
    ]
    assert [one.number for one in shown if one.number] == list(range(1, len(found.changed) + 1))
    assert changes(items(found)) == len(found.changed)
    for block in shown:
        assert "".join(one.text for one in block.left) == old_text(block.pieces)
        assert "".join(one.text for one in block.right) == new_text(block.pieces)


def rows(text: Article, number: int = 2) -> tuple[ArticleRow, VersionRow]:
    seen: datetime = at(20, "10:00")
    row = ArticleRow(
        id=7, source="laodongtanhoa", identity="5101", url=text.url, title=text.title, kicker=None, lead=None, section=None, authors=text.authors,
        published_at=text.published_at, updated_at=None, date_only=False, status="live", flag=None, version=number, first_seen_at=seen, last_seen_at=seen,
        last_looked_at=seen, last_changed_at=seen, last_edit_at=None, next_due_at=None, looks=1, changes=0, failures=0, misses=0, missed_since=None, suspicion=None,
    )  # fmt: skip
    version = VersionRow(
        id=1,
        article_id=7,
        number=number,
        seen_at=seen + timedelta(hours=1),
        run_id=None,
        extractor="x",
        content_hash=content_hash(text),
        compare_hash="",
        article=text,
    )
    return row, version


def test_a_citation_names_the_version_and_its_text() -> None:
    cited = cite(*rows(PAID), "Báo Lao động Tân Hòa", "http://localhost/article/7/v/2", "vi")
    assert cited.plain == (
        "Hoài Thương, Trần Quốc Bảo. “Công nhân Công ty Dệt Hòa Xuân trở lại làm việc sau ba ngày ngừng việc”. Báo Lao động Tân Hòa. 20/11/2026. "
        f"https://laodongtanhoa.example/tin-5101.html. Phiên bản 2, lưu lúc 11:00 20/11/2026 (UTC+7) [{cited.id}]. http://localhost/article/7/v/2"
    )
    assert cited.id == f"laodongtanhoa:5101@v2+{content_hash(PAID)[:12]}"


def test_another_text_has_another_id() -> None:
    other = replace(PAID, body=(*PAID.body[:-1], PAID.body[-1] + "!"))
    assert version_id(*rows(PAID)) != version_id(*rows(other))


@pytest.mark.parametrize(
    ("title", "tex"),
    [
        ("Lương tăng 5% & thưởng", r"title = {{Lương tăng 5\% \& thưởng}},"),
        ("} , note = {x", r"title = {{\} , note = \{x}},"),
        ("a\\input{b}\nc", r"title = {{a\textbackslash{}input\{b\} c}},"),
    ],
)
def test_bibtex_is_escaped(title: str, tex: str) -> None:
    cited = cite(*rows(replace(PAID, title=title)), "Báo", "http://localhost/a", "en")
    assert tex in cited.bibtex
    assert cited.bibtex.startswith("@online{laodongtanhoa-5101-v2,\n")


def test_a_page_without_author_and_date_can_be_cited() -> None:
    cited = cite(
        *rows(replace(PAID, authors=(), published_at=None)), "Báo", "http://localhost/a", "en"
    )
    assert cited.plain.startswith("“Công nhân")
    assert "author" not in cited.bibtex
    assert "year" not in cited.bibtex
