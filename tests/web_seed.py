"""A small union press that does not exist, for the tests and screenshots of the pages.

Four papers: the example paper of `unionwatch demo` and three more; articles with several versions,
every class of edit, silent ones, one removed and one restored, and one that is hostile from its
title to its author. All texts, persons and figures are invented.

    python tests/web_seed.py out.db
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from crawler.items import Fetch, Gone, GoneReason, RequestKind, Snapshot
from parsers.dates import VIETNAM
from parsers.model import Article, Attachment, Caption
from scheduler.demo.paper import DemoArticle, load_days, locate
from scheduler.pipeline import record_visit
from scheduler.store import Store, open_store, watchlist

NOW = datetime(2026, 11, 21, 17, 30, tzinfo=VIETNAM)
HOSTILE = "<script>document.title='owned'</script> & \"Công đoàn\" <img src=x onerror=alert(1)>"
PAPERS = {
    "nguoitho": ("Báo Người Thợ Sông Lam", "https://nguoitho.example"),
    "laodongtanhoa": ("Báo Lao động Tân Hòa", "https://laodongtanhoa.example"),
    "congdoandongvinh": ("Trang Công đoàn Đồng Vĩnh", "https://congdoandongvinh.example"),
    "tapchitho": ("Tạp chí Đời Thợ", "https://doitho.example"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An article, when it was first seen, and what was made of it later: after so many minutes, old
    words into new ones (or None: the page was gone; or nothing: it came back).
    """

    source: str
    number: int
    seen: datetime
    article: Article
    edits: tuple[tuple[int, dict[str, str] | None], ...] = ()
    stamped: bool = False
    extra: dict[str, object] = field(default_factory=dict)


def at(day: int, clock: str) -> datetime:
    hour, minute = clock.split(":")
    return datetime(2026, 11, day, int(hour), int(minute), tzinfo=VIETNAM)


def made(
    source: str,
    number: int,
    published: datetime,
    title: str,
    lead: str,
    *body: str,
    **fields: object,
) -> Article:
    home = PAPERS[source][1]
    values: dict[str, object] = {"authors": ("Minh Khôi",), "section": "Công đoàn"} | fields
    return Article(
        url=f"{home}/tin-{number}.html", title=title, lead=lead, body=body, published_at=published,
        language="vi", **values,  # type: ignore[arg-type]  # fields by name
    )  # fmt: skip


def demo_articles() -> Iterator[Told]:
    """The example paper's articles, on its first day, and what its second day makes of them."""
    first, second, _ = load_days(locate())
    later = {article.id: article for article in second.articles}
    for one in first.articles:
        told = Told(
            source="nguoitho",
            number=one.id,
            seen=one.moment + timedelta(minutes=25),
            article=demo_article(one),
        )
        after = later.get(one.id)
        if after is None:
            told = replace(told, edits=((60 * 24 * 8, None),))
        elif after != one:
            minutes = int((at(21, "09:40") - told.seen).total_seconds() // 60)
            pairs = dict(
                zip([one.title, *one.paragraphs], [after.title, *after.paragraphs], strict=True)
            )
            told = replace(
                told, edits=((minutes, {old: new for old, new in pairs.items() if old != new}),)
            )
        yield told


def demo_article(one: DemoArticle) -> Article:
    return Article(
        url=f"{PAPERS['nguoitho'][1]}{one.path}", title=one.title, kicker=one.kicker, lead=one.lead,
        body=tuple(one.paragraphs), authors=(one.author,), section="Công đoàn", tags=tuple(one.tags),
        captions=(Caption(text=one.caption),), published_at=one.moment, language="vi",
    )  # fmt: skip


PAID = made(
    "laodongtanhoa", 5101, at(20, "08:30"), "Công nhân Công ty Dệt Hòa Xuân trở lại làm việc sau ba ngày ngừng việc",
    "Sáng 20/11, gần 1.200 công nhân Công ty Dệt Hòa Xuân đã trở lại xưởng sau khi hai bên đạt thỏa thuận về tiền thưởng Tết.",
    "Theo Liên đoàn Lao động quận Tân Hòa, cuộc ngừng việc bắt đầu từ ngày 17/11 khi công ty thông báo mức thưởng Tết bằng nửa tháng lương.",
    "Sau hai buổi đối thoại có công đoàn tham gia, công ty đồng ý thưởng Tết 4.680.000 đồng cho mỗi người làm đủ 12 tháng.",
    "Ông Nguyễn Hữu Thắng, Chủ tịch Công đoàn cơ sở, cho biết toàn bộ 1.186 công nhân đã ký vào biên bản.",
    "Công ty cũng cam kết trả đủ lương cho ba ngày ngừng việc và không xử lý kỷ luật người tham gia.",
    "“Chúng tôi chỉ mong mọi việc được nói trước, đừng để công nhân biết qua tờ giấy dán ở cổng”, chị Vũ Thị Hiền, tổ sợi 2, nói.",
    "Bữa ăn ca sẽ được nâng từ 18.000 đồng lên 22.000 đồng kể từ tháng 12.",
    "Liên đoàn Lao động quận sẽ kiểm tra việc thực hiện thỏa thuận vào giữa tháng 12.",
    kicker="Quan hệ lao động", authors=("Hoài Thương", "Trần Quốc Bảo"), section="Quan hệ lao động", tags=("ngừng việc", "thưởng Tết"),
    captions=(Caption(text="Công nhân vào ca sáng 20/11 tại xưởng sợi."),),
    attachments=(Attachment(url="https://laodongtanhoa.example/tep/bien-ban-1911.pdf", title="Biên bản thỏa thuận ngày 19/11 (PDF)"),),
)  # fmt: skip

OTHERS = (
    made(
        "laodongtanhoa", 5102, at(21, "06:50"), "Hơn 300 đoàn viên được khám sức khỏe miễn phí tại phường Bến Củi",
        "Chương trình do Công đoàn y tế quận phối hợp tổ chức trong hai ngày cuối tuần.",
        "Đoàn viên được đo thị lực, chụp phổi và tư vấn dinh dưỡng.",
        "Những trường hợp cần theo dõi được hẹn tái khám tại bệnh viện quận.", authors=("Lan Chi",),
    ),
    made(
        "laodongtanhoa", 5103, at(21, "10:15"), "Kiến nghị giữ nguyên mức lương tối thiểu vùng đối với ba huyện ven biển",
        "Liên đoàn Lao động tỉnh cho rằng việc điều chỉnh địa bàn cần lộ trình ít nhất 12 tháng.",
        "Theo dự thảo, ba huyện sẽ chuyển từ vùng II sang vùng III kể từ ngày 01/01/2027.",
        "Ước tính 42.000 người lao động chịu ảnh hưởng nếu dự thảo được thông qua.",
        "Nhiều doanh nghiệp trong khu công nghiệp đã cam kết không giảm lương đang trả.", section="Tiền lương",
    ),
    made(
        "congdoandongvinh", 77, at(21, "07:30"), "Thông báo số 45/TB-LĐLĐ về việc đăng ký nhà ở xã hội đợt 2",
        "Thời hạn nộp hồ sơ từ ngày 25/11 đến hết ngày 20/12/2026.",
        "Đoàn viên nộp hồ sơ tại công đoàn cơ sở, kèm xác nhận thu nhập.",
        "Mỗi hộ được vay tối đa 80% giá trị căn hộ với lãi suất 4,8%/năm.",
        "Danh sách được niêm yết công khai tại trụ sở công đoàn khu công nghiệp.", authors=(), section="Thông báo",
    ),
    made(
        "congdoandongvinh", 78, at(21, "13:05"), "Hội thi tay nghề mùa thu: 64 thợ trẻ vào vòng chung kết",
        "Các phần thi hàn, tiện và may công nghiệp diễn ra tại Trường Cao đẳng nghề Đồng Vĩnh.",
        "Ban tổ chức trao giải nhất trị giá 15 triệu đồng cho mỗi nghề.",
        "Người đoạt giải được cộng điểm khi xét nâng bậc.", authors=("Thu Hạnh",), section="Thi đua",
    ),
    made(
        "tapchitho", 902, at(20, "19:40"), "Những người giữ lửa ở xưởng đúc cuối cùng của thành phố",
        "Phóng sự: bốn mươi năm sau, tổ đúc số 3 vẫn giữ nguyên nếp làm việc của những ngày đầu.",
        "Năm giờ sáng, bác Lê Văn Tường đã có mặt để nhóm lò.",
        "“Nghề này nóng, nhưng bỏ thì nhớ”, bác nói.",
        "Xưởng còn mười một người thợ, trẻ nhất năm nay ba mươi hai tuổi.", authors=("Đặng Thúy",), section="Phóng sự",
    ),
    made(
        "tapchitho", 903, at(21, "15:20"), "Đính chính bài “Quỹ mái ấm công đoàn bàn giao 20 căn nhà”",
        "Tòa soạn xin lỗi bạn đọc và các đơn vị liên quan.",
        "Số căn nhà được bàn giao là 12, không phải 20 như bài đã đăng ngày 18/11.", authors=("Tòa soạn",), section="Bạn đọc",
    ),
)  # fmt: skip

HOSTILE_ARTICLE = Article(
    url="javascript:alert(document.domain)//tin-666.html", title=HOSTILE, lead="</p><script>alert(2)</script>",
    body=("<b>Đoạn</b> một: {{ 7 * 7 }} <svg onload=alert(3)>", "\ue000<i>\ue001 đoạn hai: đình công", "=HYPERLINK(\"https://evil.example\")"),
    authors=("<script>alert(4)</script>", "\" onmouseover=alert(5) x=\""), section="<u>Mục</u>", tags=("<s>thẻ</s>",),
    attachments=(Attachment(url="javascript:alert(6)", title="<b>tệp</b>.pdf"), Attachment(url=" data:text/html,<script>alert(7)</script>", title="dữ liệu")),
    captions=(Caption(text="<img src=https://evil.example/x.png>"),), published_at=at(19, "11:00"), language='vi" onload="alert(8)',
)  # fmt: skip


def told() -> list[Told]:
    """Everything, in the order in which it was first seen."""
    first, second, third = OTHERS[1], OTHERS[2], OTHERS[4]
    moved = (PAID.body[5], *PAID.body[:5], *PAID.body[6:])
    stories = [
        *demo_articles(),
        Told(
            source="laodongtanhoa", number=5101, seen=at(20, "08:50"), article=PAID, extra={"moved": moved},
            edits=(
                (95, {"gần 1.200 công nhân": "gần 1.200 công nhân", "đã ký vào biên bản": "đã kí vào biên bản"}),
                (400, {"4.680.000 đồng": "3.860.000 đồng"}),
                (1500, {"Công nhân Công ty Dệt Hòa Xuân trở lại làm việc sau ba ngày ngừng việc": "Công ty Dệt Hòa Xuân nâng tiền ăn ca, ổn định sản xuất",
                        "Công ty cũng cam kết trả đủ lương cho ba ngày ngừng việc và không xử lý kỷ luật người tham gia.": "",
                        "Liên đoàn Lao động quận sẽ kiểm tra việc thực hiện thỏa thuận vào giữa tháng 12.": "Liên đoàn Lao động quận sẽ kiểm tra việc thực hiện thỏa thuận vào đầu năm 2027.",
                        "move": "4"}),
            ),
        ),
        Told(source="laodongtanhoa", number=5102, seen=at(21, "07:10"), article=OTHERS[0]),
        Told(source="laodongtanhoa", number=5103, seen=at(21, "10:30"), article=first,
             edits=((75, {"42.000 người lao động": "24.000 người lao động"}),)),
        Told(source="congdoandongvinh", number=77, seen=at(21, "07:45"), article=second, stamped=True,
             edits=((180, {"20/12/2026": "31/12/2026", "4,8%/năm": "5,2%/năm"}),)),
        Told(source="congdoandongvinh", number=78, seen=at(21, "13:20"), article=OTHERS[3]),
        Told(source="tapchitho", number=902, seen=at(20, "20:00"), article=third,
             edits=((600, {"Năm giờ sáng, bác Lê Văn Tường đã có mặt để nhóm lò.": "Từ năm giờ sáng, khi phố còn chưa lên đèn, bác Lê Văn Tường đã có mặt để nhóm lò."}),)),
        Told(source="tapchitho", number=903, seen=at(21, "15:30"), article=OTHERS[5]),
    ]  # fmt: skip
    return sorted(stories, key=lambda one: one.seen)


def edited(article: Article, change: dict[str, str]) -> Article:
    """The article with words replaced; an empty new text drops the paragraph."""

    def new(text: str) -> str:
        for old, now in change.items():
            text = text.replace(old, now) if old != "move" else text
        return text

    body = [text for text in map(new, article.body) if text]
    if "move" in change:
        body.insert(0, body.pop(int(change["move"])))
    return replace(
        article, title=new(article.title), lead=new(article.lead or ""), body=tuple(body)
    )


def visit(one: Told, article: Article, moment: datetime) -> Snapshot:
    raw = f"<html><script>alert('stored page')</script><h1>{article.title}</h1></html>".encode()
    fetch = Fetch(
        source=one.source, kind=RequestKind.ARTICLE, url=article.url, final_url=article.url, at=moment, status=200,
        elapsed=0.3, size=len(raw), content_type="text/html; charset=utf-8",
    )  # fmt: skip
    return Snapshot(identity=str(one.number), fetch=fetch, article=article, raw=raw)


def events(one: Told) -> Iterator[tuple[datetime, Snapshot | Gone]]:
    yield one.seen, visit(one, one.article, one.seen)
    article = one.article
    for minutes, change in one.edits:
        moment = one.seen + timedelta(minutes=minutes)
        if change is None:
            seen = visit(one, article, moment)
            yield (
                moment,
                Gone(
                    identity=seen.identity,
                    fetch=replace(seen.fetch, status=410, reason=GoneReason.GONE),
                    reason=GoneReason.GONE,
                ),
            )
            continue
        article = edited(article, change)
        article = replace(article, updated_at=moment) if one.stamped else article
        yield moment, visit(one, article, moment)


def fill(store: Store, *, hostile: bool = False) -> None:
    """Everything into the store, in the order of time, with a crawl and listings round it."""
    watchlist.add_phrase(store, "tiền ăn ca", at(1, "08:00"))
    stories = told()
    if hostile:
        later = {"đoạn hai": "đoạn <b>hai</b>", "<script>document": "<script>self.document"}
        stories.append(
            Told(
                source="tapchitho",
                number=666,
                seen=at(21, "11:00"),
                article=HOSTILE_ARTICLE,
                edits=((30, later),),
            )
        )
    happened = sorted((pair for one in stories for pair in events(one)), key=lambda pair: pair[0])
    for moment, seen in happened:
        record_visit(store, seen, moment)
    with store.transaction():
        for name, (title, home) in PAPERS.items():
            store.execute(
                "UPDATE sources SET title = ?, home = ? WHERE name = ?", [title, f"{home}/", name]
            )
            add_around(store, name, home)
        store.execute(
            "UPDATE sources SET state = 'failing', state_reason = '503 Service Unavailable' WHERE name = 'tapchitho'"
        )


def add_around(store: Store, name: str, home: str) -> None:
    """A crawl, a listing and today's other requests of a source."""
    text = "2026-11-21T10:15:00Z"
    run = store.value("SELECT max(id) FROM runs") or store.insert(
        "runs", {"started_at": text, "finished_at": "2026-11-21T10:16:40Z", "outcome": "done", "command": "crawl --due", "pid": 1,
                 "requests": 61, "new": 2, "changed": 1, "unchanged": 40, "failed": 1},
    )  # fmt: skip
    store.insert(
        "run_sources",
        {"run_id": run, "source": name, "outcome": "done", "requests": 15, "unchanged": 12},
    )
    store.insert("listings", {"source": name, "url": f"{home}/cong-doan", "kind": "listing", "first_seen_at": "2026-11-01T00:00:00Z",
                              "last_looked_at": text, "last_seen_at": text, "looks": 200, "links": 24, "new_links": 2, "overlap": 0.92})  # fmt: skip
    for minute in range(12):
        store.insert("fetches", {"run_id": run, "source": name, "at": f"2026-11-21T0{minute % 9}:1{minute % 6}:00Z", "kind": "listing",
                                 "status": 304 if minute % 3 else 200, "size": 18_000, "url": f"{home}/cong-doan"})  # fmt: skip
    store.execute(
        "UPDATE sources SET last_run_at = ?, last_ok_at = ? WHERE name = ?", [text, text, name]
    )


if __name__ == "__main__":
    with open_store(Path(sys.argv[1])) as new:
        fill(new, hostile="--hostile" in sys.argv)
