import pytest

from kg.reading.prose.relative import relative_date
from kg.values.dates import PartialDate

DAY = PartialDate(1999, 12, 31)


@pytest.mark.parametrize(
    ("clause", "date"),
    [
        ("The next day a mine went off.", PartialDate(2000, 1, 1)),
        ("On the same day a mine went off.", DAY),
        ("Two weeks later a mine went off.", PartialDate(2000, 1, 14)),
        ("A mine had gone off three days earlier.", PartialDate(1999, 12, 28)),
        ("Later that month a mine went off.", PartialDate(1999, 12)),
        ("The following month a mine went off.", PartialDate(2000, 1)),
        ("A mine went off.", None),
        ("Nine hundred days later a mine went off.", None),
    ],
)
def test_days_told_from_the_one_before(clause: str, date: PartialDate | None) -> None:
    assert relative_date(clause, DAY) == date


def test_a_year_alone_tells_no_next_day() -> None:
    assert relative_date("The next day a mine went off.", PartialDate(1999)) is None


@pytest.mark.parametrize("day", [PartialDate(1, 1, 1), PartialDate(9999, 12, 31)])
def test_no_day_beyond_the_calendar(day: PartialDate) -> None:
    assert relative_date("300 days later", day) is None or day.year == 1
    assert relative_date("300 days earlier", day) is None or day.year == 9999
