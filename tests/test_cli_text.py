"""What the commands say: differences, moments, spans and sizes, progress in a pipe."""

import io
import sys
from datetime import UTC, datetime, timedelta

import pytest

from parsers.dates import VIETNAM
from parsers.model import Article
from scheduler.cli.console import console, counted, table
from scheduler.cli.moments import since
from scheduler.cli.progress import FAILURES_SHOWN, CrawlProgress
from scheduler.cli.status import size, span
from scheduler.cli.wording import diff_lines
from scheduler.diff import diff_articles
from scheduler.events import Listed, Looked, SourceClosed, SourceStarted

NOW = datetime(2026, 11, 22, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("90m", NOW - timedelta(minutes=90)),
        ("36h", NOW - timedelta(hours=36)),
        ("7d", NOW - timedelta(days=7)),
        (" 2W ", NOW - timedelta(days=14)),
        ("2026-11-01", datetime(2026, 11, 1, tzinfo=VIETNAM)),
        ("1/11/2026", datetime(2026, 11, 1, tzinfo=VIETNAM)),
        ("05/10/2026", datetime(2026, 10, 5, tzinfo=VIETNAM)),
        ("2026-11-01T08:30", datetime(2026, 11, 1, 8, 30, tzinfo=VIETNAM)),
        ("2026-11-01T08:30Z", datetime(2026, 11, 1, 8, 30, tzinfo=UTC)),
    ],
)
def test_moments_as_people_type_them(text: str, moment: datetime) -> None:
    assert since(text, NOW) == moment


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "7",
        "d7",
        "-3d",
        "31/31/2026",
        "yesterday",
        "2026-11-01T25:00",
        "1/11/2026 hôm qua",
        "99999999d",
    ],
)
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="expected a span"):
        since(text, NOW)


def test_numbers_for_people() -> None:
    assert (size(0), size(2048), size(5 * 1024**2), size(3 * 1024**3)) == (
        "0 B",
        "2.0 KiB",
        "5.0 MiB",
        "3.0 GiB",
    )
    assert (span(0.04), span(59.9), span(61), span(3661)) == (
        "0.0 s",
        "59.9 s",
        "1 min 1 s",
        "1 h 1 min",
    )
    assert (counted(1, "article"), counted(1200, "article")) == ("1 article", "1,200 articles")


def article(*body: str, title: str = "Tiêu đề") -> Article:
    return Article(url="https://bao.example/bai-1.html", title=title, body=body)


LONG = "Câu này dài và không đổi gì cả, chỉ để đứng giữa hai chỗ được sửa. " * 6


def test_a_difference_names_the_passage_and_marks_the_words() -> None:
    old = article("Đoạn một không đổi.", "Hỗ trợ 500.000 đồng cho mỗi người.", title="Một")
    new = article("Đoạn một không đổi.", "Hỗ trợ 700.000 đồng cho mỗi người.", title="Một")
    assert list(diff_lines(diff_articles(old, new), marks=True)) == [
        "paragraph 2",
        "Hỗ trợ [-500.000-]{+700.000+} đồng cho mỗi người.",
        "",
    ]


def test_long_unchanged_stretches_are_cut_unless_all_is_wanted() -> None:
    old, new = (
        article(f"Có 5 người. {LONG}Còn 6 người."),
        article(f"Có 7 người. {LONG}Còn 8 người."),
    )
    found = diff_articles(old, new)
    short = "\n".join(diff_lines(found, marks=True))
    assert "…" in short
    assert len(short) < 300
    assert "[-5-]{+7+}" in short
    assert "[-6-]{+8+}" in short
    assert LONG.strip() in "\n".join(diff_lines(found, marks=True, whole=True))


def test_added_removed_and_moved_paragraphs_are_named_so() -> None:
    first, second, third = (
        f"Đoạn số {n} nói về một việc riêng của nó." for n in ("một", "hai", "ba")
    )
    added = "\n".join(diff_lines(diff_articles(article(first), article(first, second)), marks=True))
    assert added.startswith("paragraph 2 (added)\n{+")
    gone = "\n".join(diff_lines(diff_articles(article(first, second), article(first)), marks=True))
    assert gone.startswith("paragraph 2 (removed)\n[-")
    moved = diff_articles(article(first, second, third), article(third, first, second))
    assert "(moved)" in "\n".join(diff_lines(moved, marks=True))


def test_colours_carry_no_brackets() -> None:
    found = diff_articles(article("Có 5 người."), article("Có 7 người."))
    text = "\n".join(diff_lines(found, marks=False))
    assert "\x1b[31m" in text
    assert "\x1b[32m" in text
    assert "[-" not in text


def test_progress_in_a_pipe_is_a_few_lines(capsys: pytest.CaptureFixture[str]) -> None:
    with CrawlProgress() as progress:
        progress.see(SourceStarted(source="bao", due=3, entrances=1))
        progress.see(Listed(source="bao", url="https://bao.example/", links=9, new=9))
        for number in range(FAILURES_SHOWN + 4):
            failed = Looked(
                source="bao",
                url=f"https://bao.example/bai-{number}.html",
                verdict="failed",
                reason="server_error",
                detail="status 502",
            )
            progress.see(failed)
        progress.see(Looked(source="bao", url="u", verdict="unchanged"))
        progress.see(Looked(source="bao", url="u", verdict="new", title="Bài"))
        progress.see(SourceClosed(source="bao", finish="finished"))
    told = capsys.readouterr().err.splitlines()
    assert told[0] == "bao: 1 list, 3 known articles due"
    assert told[1] == "bao: https://bao.example/bai-0.html: server error (status 502)"
    assert len(told) == 1 + FAILURES_SHOWN + 1
    assert told[-1] == "bao: and 4 more failures"
    assert [look.verdict for look in progress.looks] == ["new"]
    assert progress.seconds["bao"] >= 0


def test_a_source_that_was_not_due_has_no_time() -> None:
    with CrawlProgress(quiet=True) as progress:
        progress.see(SourceClosed(source="bao", finish="not due"))
    assert progress.seconds == {}


@pytest.mark.parametrize("columns", [1, 20, 79])
def test_a_table_stays_readable_on_a_narrow_terminal(
    monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdout", Terminal())
    monkeypatch.setenv("COLUMNS", str(columns))
    drawn = table(("source", "state", "last crawl"))
    drawn.add_row("laodongthudo", "quarantined", "28/11/2026 20:14")
    console().print(drawn)
    assert isinstance(sys.stdout, Terminal)
    assert "laodongthudo" in sys.stdout.getvalue()
    assert "28/11/2026 20:14" in sys.stdout.getvalue()
