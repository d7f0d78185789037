"""Days told from the one before: "the next day", "ten days later", "the following month"."""

import re
from datetime import date, timedelta

from kg.values.dates import PartialDate
from kg.values.numbers import read_number

_SAME = re.compile(
    r"\b(?:on |later )?(?:the |that )same (?:day|evening|night|morning|afternoon)\b|"
    r"\bthat (?:evening|night|afternoon|day)\b|\b(?:minutes|hours|moments|shortly) later\b",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"\b(?:the )?(?:next|following) day\b|\ba day later\b|\bone day later\b|\bthe day after\b", re.IGNORECASE
)
_SHIFT = re.compile(r"\b(a|an|[a-z]+|\d{1,3}) (day|week)s? (later|earlier|before|after(?:wards)?)\b", re.IGNORECASE)
_SAME_MONTH = re.compile(r"\b(?:later |earlier )?(?:that|the same|in the same) (?:month|week)\b", re.IGNORECASE)
_DAY_OF_IT = re.compile(
    r"\b[Oo]n (?:or about )?the (\d{1,2})(?:st|nd|rd|th)\b(?! (?:of|day|anniversary|parallel|floor))"
)
_NEXT_MONTH = re.compile(r"\b(?:the )?(?:next|following) month\b|\ba month later\b", re.IGNORECASE)


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
        if day := _DAY_OF_IT.search(clause):
            return _day_of(before, int(day[1]))
        if _SAME_MONTH.search(clause):
            return PartialDate(before.year, before.month)
        if _NEXT_MONTH.search(clause):
            return PartialDate(before.year + before.month // 12, before.month % 12 + 1)
    return None


def _day_of(month: PartialDate, day: int) -> PartialDate | None:
    """ "On the 5th" of the month last spoken of; None where it has no such day."""
    try:
        return PartialDate(month.year, month.month, date(month.year, month.month or 1, day).day)
    except ValueError:
        return None


def _days(clause: str) -> int | None:
    if _SAME.search(clause):
        return 0
    if _NEXT.search(clause):
        return 1
    match = _SHIFT.search(clause)
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
