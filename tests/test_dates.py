"""Dates: day first, strict, none rather than a wrong one."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.dates import VIETNAM, ParsedDate, find_date, parse_date

MOMENTS = [
    ("19:49 | 04/04/2018", "2018-04-04T19:49:00+07:00"),
    ("Thứ tư, 04/04/2018 - 19:49 (GMT+7)", "2018-04-04T19:49:00+07:00"),
    ("22/11/2024 21:40", "2024-11-22T21:40:00+07:00"),
    ("Cập nhật lúc 08:15 ngày 3-4-2021", "2021-04-03T08:15:00+07:00"),
    ("Thứ bảy, 7/3/2026, 00:05 (GMT+7)", "2026-03-07T00:05:00+07:00"),
    ("Thứ bảy 09/12/2023 15:21", "2023-12-09T15:21:00+07:00"),
    ("07h30 ngày 5/6/2023", "2023-06-05T07:30:00+07:00"),
    ("7 giờ 30 phút ngày 5/6/2023", "2023-06-05T07:30:00+07:00"),
    ("7g30, 5.6.2023", "2023-06-05T07:30:00+07:00"),
    ("10:02 SA 05/10/2025", "2025-10-05T10:02:00+07:00"),
    ("05/10/2025 10:02 CH", "2025-10-05T22:02:00+07:00"),
    ("05/10/2025 12:30 AM", "2025-10-05T00:30:00+07:00"),
    ("05/10/2025 12:30 PM", "2025-10-05T12:30:00+07:00"),
    ("Hải Anh LDO | 21/06/2022 12:17", "2022-06-21T12:17:00+07:00"),
    ("- 04/04/2018 19:49", "2018-04-04T19:49:00+07:00"),
    ("19:49 thứ tư, 04/04/2018", "2018-04-04T19:49:00+07:00"),
    ("Thứ Tư,04/04/2018 19:49", "2018-04-04T19:49:00+07:00"),
    ("08:15, ngày 3 tháng 4 năm 2021", "2021-04-03T08:15:00+07:00"),
    ("Đăng: 04/04/2018 19:49, Cập nhật: 05/04/2018 08:00", "2018-04-04T19:49:00+07:00"),
    ("2026-03-07T08:06:00", "2026-03-07T08:06:00+07:00"),
    ("2026-03-07 08:06", "2026-03-07T08:06:00+07:00"),
    ("2026-03-07T08:06:00.123Z", "2026-03-07T08:06:00+00:00"),
    ("2026-03-07T08:06:00+0700", "2026-03-07T08:06:00+07:00"),
    ("2026-03-07T08:06:00-05:30", "2026-03-07T08:06:00-05:30"),
    ("20260307T080600Z", "2026-03-07T08:06:00+00:00"),
    ("2026/03/07 08:06", "2026-03-07T08:06:00+07:00"),
    ("Wed, 04 Apr 2018 19:49:00 +0700", "2018-04-04T19:49:00+07:00"),
    ("Wed, 04 Apr 2018 19:49:00 GMT", "2018-04-04T19:49:00+00:00"),
    ("Wed, 04 Apr 2018 19:49:00 GMT+7", "2018-04-04T19:49:00+07:00"),
    ("Wed, 4 Apr 2018 19:49:00 EST", "2018-04-04T19:49:00-05:00"),
    ("7 Mar 2026 10:00", "2026-03-07T10:00:00+07:00"),
    ("March 7, 2026 at 10:00 PM", "2026-03-07T22:00:00+07:00"),
]
DAYS = [
    ("ngày 02 tháng 9 năm 2024", "2024-09-02"),
    ("2 Tháng Chín, 2024", "2024-09-02"),
    ("Tháng Chín 2, 2024", "2024-09-02"),
    ("02 tháng mười hai năm 2024", "2024-12-02"),
    ("4.4.2018", "2018-04-04"),
    ("T4, 04/04/2018", "2018-04-04"),
    ("21/12/2012 | 12:00 AM", "2012-12-21"),
    ("2026-03-07T00:00:00+07:00", "2026-03-07"),
    ("05/10/2025", "2025-10-05"),
    ("5 / 10 / 2025", "2025-10-05"),
    ("March 7, 2026", "2026-03-07"),
    ("7th of March 2026", "2026-03-07"),
    ("Sept. 7, 2026", "2026-09-07"),
    ("29/02/2024", "2024-02-29"),
    ("04/04/2018 25:61", "2018-04-04"),
]
NONE = [
    "",
    "2h trước",
    "Hôm qua, 10:00",
    "13/13/2020",
    "31/02/2020",
    "29/02/2023",
    "00/10/2020",
    "04/04/18",  # two digits of a year are a guess
    "Thứ hai, 04/04/2018",  # it was a Wednesday
    "Friday, 05/10/2025",  # month first: 5 October 2025 was a Sunday
    "1/1/1989",
    "1/1/2101",
    "tháng 9 năm 2024",
    "4-5/2024",
    "1-2-3-2020",
    "2024",
    "0912.345.678",
    "192.168.2024.1",
    "Tel: 04/04/20188",
    "Nghị định 43/2024/NĐ-CP",
    "Đợt thi đua cao điểm trong đoàn viên, người lao động toàn quận hướng tới ngày 28/07/2024",
]


@pytest.mark.parametrize(("text", "moment"), MOMENTS)
def test_a_moment(text: str, moment: str) -> None:
    found = parse_date(text)
    assert found is not None
    assert found.moment.isoformat() == moment
    assert not found.date_only


@pytest.mark.parametrize(("text", "day"), DAYS)
def test_a_day(text: str, day: str) -> None:
    found = parse_date(text)
    assert found is not None
    assert found.date_only
    assert found.moment.isoformat() == f"{day}T00:00:00+07:00"


@pytest.mark.parametrize("text", NONE)
def test_none_rather_than_a_guess(text: str) -> None:
    assert parse_date(text) is None


def test_the_time_zone_of_the_caller_holds_where_the_text_has_none() -> None:
    tokyo = timezone(timedelta(hours=9))
    assert parse_date("2026-03-07 08:06", tz=tokyo) == ParsedDate(
        datetime(2026, 3, 7, 8, 6, tzinfo=tokyo), False
    )
    assert parse_date("2026-03-07 08:06Z", tz=tokyo) == ParsedDate(
        datetime(2026, 3, 7, 8, 6, tzinfo=UTC), False
    )


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        (
            "Hội nghị diễn ra sáng nay. (Hà Nội, 08:15 ngày 3/4/2021) Dự hội nghị có",
            "2021-04-03T08:15:00+07:00",
        ),
        ("Từ 31/02/2020 đến 01/03/2020", "2020-03-01T00:00:00+07:00"),
        ("Kỷ niệm 11/6/1948-11/6/2018 tại Hà Nội", None),
        ("Không có ngày nào ở đây", None),
    ],
)
def test_the_first_possible_date_of_running_text(text: str, moment: str | None) -> None:
    found = find_date(text)
    assert (found.moment.isoformat() if found else None) == moment


MOMENT = st.datetimes(
    min_value=datetime.fromisoformat("1990-01-01"), max_value=datetime.fromisoformat("2100-12-31")
)


FORMS = [
    "{d:02}/{m:02}/{y} {H:02}:{M:02}",
    "{H:02}:{M:02} | {d}-{m}-{y}",
    "ngày {d} tháng {m} năm {y}, {H:02}h{M:02}",
    "{y}-{m:02}-{d:02}T{H:02}:{M:02}:00+07:00",
]


@given(MOMENT, st.sampled_from(FORMS))
def test_what_was_written_is_read(moment: datetime, form: str) -> None:
    text = form.format(d=moment.day, m=moment.month, y=moment.year, H=moment.hour, M=moment.minute)
    found = parse_date(text)
    assert found is not None
    assert found.moment == moment.replace(second=0, microsecond=0, tzinfo=VIETNAM)
    assert found.date_only == (moment.hour == moment.minute == 0)


@given(st.text(alphabet="0123456789/-.:, TZthángnămgiờ+hAPM()", max_size=40))
def test_never_raises_and_never_leaves_its_years(text: str) -> None:
    for found in (parse_date(text), find_date(text)):
        assert found is None or (
            found.moment.tzinfo is not None and 1990 <= found.moment.year <= 2100
        )
