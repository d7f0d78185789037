"""Partial dates: exactly what a text says, never an invented day."""

import calendar
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A year, a month of a year, or a day. Years before Christ are negative (ISO 8601: 1 BC is 0)."""

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        """ISO 8601, as far as known.

        >>> str(PartialDate(2013, 7)), str(PartialDate(2019, 1, 20)), str(PartialDate(-48))
        ('2013-07', '2019-01-20', '-0048')
        """
        year = f"{self.year:04d}" if self.year >= 0 else f"-{-self.year:04d}"
        return "-".join([year, *(f"{part:02d}" for part in (self.month, self.day) if part is not None)])

    @property
    def datatype(self) -> str:
        """The local name of its XML Schema type: date, gYearMonth or gYear."""
        return "date" if self.day else "gYearMonth" if self.month else "gYear"

    def first_day(self) -> date:
        """The earliest day it can mean (years 1 to 9999 only)."""
        return date(self.year, self.month or 1, self.day or 1)

    def last_day(self) -> date:
        """The latest day it can mean (years 1 to 9999 only)."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])
