"""Days told from the one before: "the next day", "ten days later", "the following month"."""

from datetime import date, timedelta

from kg.reading.prose.phrases import says
from kg.values.dates import PartialDate
from kg.values.numbers import read_number


def relative_date(clause: str, before: PartialDate) -> PartialDate | None:
    """The date that a clause tells by a date before it, or None.

    >>> str(relative_date("The next day two more were killed", PartialDate(1967, 6, 30)))
    '1967-07-01'
    >>> str(relative_date("On the 21st two died", PartialDate(1993, 9)))
    '1993-09-21'
    >>> str(relative_date("ten days later", PartialDate(1993, 9, 5))), relative_date("later", PartialDate(1993))
    ('1993-09-15', None)
    """
    if before.day is not None:
        days = _days(clause)
        if days is not None:
            return _shifted(before.first_day(), days)
    if before.month is not None:
        if day := says("time", "day_of_month").search(clause):
            return _day_of(before, int(day[1]))
        if says("time", "same_month").search(clause):
            return PartialDate(before.year, before.month)
        if says("time", "month_after").search(clause):
            return PartialDate(before.year + before.month // 12, before.month % 12 + 1)
    return None


def _day_of(month: PartialDate, day: int) -> PartialDate | None:
    """ "On the 5th" of the month last spoken of; None where it has no such day."""
    try:
        return PartialDate(month.year, month.month, date(month.year, month.month or 1, day).day)
    except ValueError:
        return None


def _days(clause: str) -> int | None:
    if says("time", "same_day").search(clause):
        return 0
    if says("time", "day_after").search(clause):
        return 1
    match = says("time", "days_on").search(clause)
    count = (1 if match[1].lower() in ("a", "an") else read_number(match[1])) if match else None
    if match is None or count is None or count > 366:
        return None
    days = count * (7 if match[2].lower() == "week" else 1)
    return -days if match[3].lower() in ("earlier", "before") else days


def _shifted(day: date, days: int) -> PartialDate | None:
    try:
        moved = day + timedelta(days)
    except OverflowError:
        return None
    return PartialDate(moved.year, moved.month, moved.day)
