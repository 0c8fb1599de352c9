"""What people type, and what three indexes make of it: ours, stock FTS5, and FTS5's trigrams.

Usage:  python benchmarks/search_quality.py

Sixty-odd queries over one set of articles (synthetic, written here): with and without diacritics,
decomposed Unicode, either placement of the tone mark, đ, phrases, names, document numbers. For each
query the articles that a reader would call hits are written beside it, and the one that must come
first where the query has diacritics. Counted for each index: queries that find all their hits,
queries whose first hit is the right one, queries that are refused as bad syntax.
"""

import sqlite3
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unicodedata import normalize

sys.path.insert(0, str(Path(__file__).parent.parent))

from crawler.items import Fetch, RequestKind, Snapshot
from parsers.model import Article
from scheduler.pipeline import record_visit
from scheduler.store import Store, open_store
from scheduler.store.search import search

ARTICLES = {
    1: ("Công đoàn đề xuất tăng lương tối thiểu vùng", "Mức đề xuất là 4.680.000 đồng một tháng."),
    2: ("Khánh thành cầu vượt phường Định Công", "Người dân phường Định Công đi lại dễ hơn."),
    3: ("Công nhân đình công đòi thưởng Tết", "Cuộc đình công kéo dài hai ngày ở Đồng Nai."),
    4: ("Nhà văn hoá công nhân ở Hoà Bình", "Ông Nguyễn Văn Hoà cắt băng khánh thành."),
    5: ("Quyết định số 123/QĐ-TLĐ có hiệu lực", "Tổng Liên đoàn quy định mức đoàn phí mới."),
    6: ("Khám sức khoẻ cho nữ công nhân", "Bác sĩ Lê Thuý Quỳnh tư vấn về thuỷ đậu."),
    7: ("Cộng đoàn giáo dân quyên góp", "Cộng đoàn ở Thủ Đức tặng quà trẻ mồ côi."),
    8: ("Liên đoàn Lao động quận Đống Đa đại hội", "Bà Đặng Thị Đào được bầu làm Chủ tịch."),
    9: ("Nghị định 43/2024/NĐ-CP về bảo hiểm", "Người lao động đóng 10,5% tiền lương."),
    10: ("Tai nạn lao động ở mỏ than", "Ba thợ lò bị thương nặng tại Quảng Ninh."),
    11: ("Thương lượng tập thể ngành dệt may", "Đại diện hai bên ký thoả ước chiều 2/9."),
    12: ("Thưởng Tết cao nhất 500 triệu đồng", "Doanh nghiệp FDI ở Bình Dương dẫn đầu."),
    13: ("Đoàn viên vay vốn mua nhà ở xã hội", "Quỹ trợ vốn CEP cho vay 50 triệu đồng."),
    14: ("Thanh tra việc trả lương chậm", "Công ty TNHH Hoàng Gia nợ lương ba tháng."),
    15: ("Giải bóng đá công nhân lần thứ XII", "Đội Uỷ ban huyện Đông Anh vô địch."),
    16: ("Ðảng uỷ khối doanh nghiệp họp", "Bí thư Ðảng uỷ phát biểu chỉ đạo hội nghị."),
}


@dataclass(frozen=True)
class Case:
    """A query, all its hits, and which must come first (where that is beyond dispute)."""

    text: str
    hits: tuple[int, ...]
    first: int | None = None


CASES = [
    Case("công đoàn", (1,), 1), Case("cong doan", (1, 7)), Case('"công đoàn"', (1,), 1),
    Case("cộng đoàn", (7,), 7), Case("Cộng Đoàn", (7,), 7), Case("CÔNG ĐOÀN", (1,), 1),
    Case("đình công", (3,), 3), Case("định công", (2,), 2), Case("Định Công", (2,), 2),
    Case('"dinh cong"', (2, 3)), Case('"đình công"', (3,), 3), Case("dinh cong", (2, 3)),
    Case("lương tối thiểu", (1,), 1), Case("luong toi thieu", (1,)), Case("thưởng tết", (3, 12)),
    Case("thuong tet", (3, 12)), Case("thương lượng", (11,), 11), Case("thuong luong", (11,)),
    Case("văn hóa", (4,), 4), Case("văn hoá", (4,), 4), Case("van hoa", (4,)),
    Case("Hòa Bình", (4,), 4), Case("Hoà Bình", (4,), 4), Case("hoa binh", (4,)),
    Case("sức khỏe", (6,), 6), Case("sức khoẻ", (6,), 6), Case("suc khoe", (6,)),
    Case("thủy đậu", (6,), 6), Case("thuỷ đậu", (6,), 6), Case("Lê Thúy Quỳnh", (6,), 6),
    Case("le thuy quynh", (6,)), Case("Nguyễn Văn Hòa", (4,), 4), Case("nguyen van hoa", (4,)),
    Case("thỏa ước", (11,), 11), Case("thoả ước", (11,), 11), Case("Ủy ban", (15,), 15),
    Case("uỷ ban", (15,), 15), Case("uy ban", (15,)), Case("Đống Đa", (8,), 8),
    Case("dong da", (8,)), Case("Đặng Thị Đào", (8,), 8), Case("dang thi dao", (8,)),
    Case("Đồng Nai", (3,), 3), Case("dong nai", (3,)), Case("đông anh", (15,), 15),
    Case("123/QĐ-TLĐ", (5,), 5), Case("123/qd-tld", (5,)), Case("43/2024/NĐ-CP", (9,), 9),
    Case("43/2024/nd-cp", (9,)), Case("4.680.000", (1,), 1), Case("10,5%", (9,), 9),
    Case("quảng ninh", (10,), 10), Case("tai nạn lao động", (10,), 10),
    Case('"tai nan lao dong"', (10,)), Case("nhà ở xã hội", (13,), 13), Case("nha o xa hoi", (13,)),
    Case("trợ vốn CEP", (13,), 13), Case("TNHH Hoàng Gia", (14,), 14), Case("no luong", (14,)),
    Case("nợ lương", (14,), 14), Case("title:luong", (1, 11, 14)), Case("doan vi*", (13,)),
    Case("lương NOT tối", (14, 9), 14), Case("thưởng OR thương", (3, 10, 11, 12)),
    Case("Thủ Đức", (7,), 7), Case("thu duc", (7,)), Case("đảng ủy", (16,), 16),
    Case("dang uy", (16,)), Case("mức đề xuất (", (1,), 1), Case("ông - bà", ()),
]  # fmt: skip
NFD = [Case(normalize("NFD", case.text), case.hits, case.first) for case in CASES[:12]]


def fill(store: Store) -> None:
    """Record every article, through the same code as a crawl."""
    start = datetime(2026, 11, 1, tzinfo=UTC)
    for number, (title, text) in ARTICLES.items():
        at, url = start + timedelta(hours=number), f"https://bao.example/tin-{number}.html"
        article = Article(url=url, title=title, body=(text,))
        fetch = Fetch(
            source="bao", kind=RequestKind.ARTICLE, url=url, final_url=url, at=at, status=200
        )
        visit = Snapshot(identity=str(number), fetch=fetch, article=article, raw=text.encode())
        record_visit(store, visit, at)


def peer(tokenizer: str) -> sqlite3.Connection:
    """FTS5 as it comes, over the same texts."""
    connection = sqlite3.connect(":memory:")
    connection.execute(f'CREATE VIRTUAL TABLE t USING fts5(title, body, tokenize="{tokenizer}")')
    rows = [(number, *texts) for number, texts in ARTICLES.items()]
    connection.executemany("INSERT INTO t(rowid, title, body) VALUES (?, ?, ?)", rows)
    return connection


def ask_peer(connection: sqlite3.Connection, text: str) -> list[int] | None:
    """The hits in order of bm25; None where FTS5 refuses the query."""
    try:
        sql = "SELECT rowid FROM t WHERE t MATCH ? ORDER BY rank"
        return [row[0] for row in connection.execute(sql, [text])]
    except sqlite3.OperationalError:
        return None


def main() -> int:
    """Ask everything of everyone."""
    folder = tempfile.TemporaryDirectory(prefix="unionwatch-")
    store = open_store(Path(folder.name) / "search.db")
    fill(store)
    peers = {
        "fts5 unicode61": peer("unicode61 remove_diacritics 2"),
        "fts5 trigram": peer("trigram"),
    }
    tally: dict[str, list[int]] = {name: [0, 0, 0] for name in ("unionwatch", *peers)}
    cases, dated = CASES + NFD, sum(case.first is not None for case in CASES + NFD)
    for case in cases:
        answers = {"unionwatch": [hit.article.id for hit in search(store, case.text).hits]}
        answers |= {name: ask_peer(index, case.text) for name, index in peers.items()}  # type: ignore[dict-item]
        for name, found in answers.items():
            tally[name][0] += found is not None and set(case.hits) <= set(found)
            tally[name][1] += bool(found) and case.first == found[0]
            tally[name][2] += found is None
        ours = answers["unionwatch"]
        if not set(case.hits) <= set(ours) or (case.first and ours[:1] != [case.first]):
            print(f"missed: {case.text!r}: found {ours}, expected {case.hits}, first {case.first}")
    print(f"{'':16}{'finds all':>14}{'exact first':>14}{'refused':>10}")
    for name, (all_found, first, refused) in tally.items():
        print(f"{name:16}{all_found:>8}/{len(cases)}{first:>10}/{dated}{refused:>10}")
    store.close()
    folder.cleanup()
    return 0 if tally["unionwatch"] == [len(cases), dated, 0] else 1


if __name__ == "__main__":
    sys.exit(main())
