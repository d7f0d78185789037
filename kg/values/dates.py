"""Partial dates: exactly what a text says, never an invented day."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from kg.values.date_grammar import Atom, atoms, days_of, says_date


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


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date or a range of dates at `text[begin:end]`.

    A single date has `first` and `last` alike. Without a year both are None and `yearless` is (month, day) as far as
    said, for a range what its ends share. `hedge` is "early", "mid", "late", "about", "or", "summer", … or empty.
    """

    begin: int
    end: int
    first: PartialDate | None
    last: PartialDate | None
    yearless: tuple[int | None, int | None] | None = None
    hedge: str = ""


def find_dates(text: str) -> list[DateMention]:
    """The dates of a running text, in order, without overlap.

    A bare year or month only counts where the words around it make it one: "in 2004", "(2007)", but not "1600 troops"
    or "resolution 2100".

    >>> [str(d.first) for d in find_dates("On 3 May 1993, and again in early 2007, 1800 men came.")]
    ['1993-05-03', '2007']
    >>> find_dates("On 13 December")[0].yearless
    (12, 13)
    """
    return list(_found(text))


@lru_cache(maxsize=64)
def _found(text: str) -> tuple[DateMention, ...]:
    """Kept for a moment, since dates and amounts of one sentence are both asked for."""
    return tuple(_mentions(text, list(atoms(text, prose=True)), prose=True))


_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_CENTURY = re.compile(r"\d{1,2}(?:st|nd|rd|th)[ -]century\s?[–—-]\s?(?=\d)")
_MAX_LENGTH = 1000


def read_dates(value: str) -> DateMention | None:
    """The date or range that a whole value gives, the first of several; None where it gives none with a year.

    Any year can stand in a value; what brackets say besides is passed over, unless the date stands in them.

    >>> str(read_dates("April–November 1809").last), str(read_dates("c. 48 BC").first)
    ('1809-11', '-0047')
    """
    value = value[:_MAX_LENGTH]
    without = _BRACKETS.sub("", value)
    if mention := _first_dated(without):
        return _shifted(mention, [m.span() for m in _BRACKETS.finditer(value)])
    return _first_dated(value)


def _first_dated(text: str) -> DateMention | None:
    found = _mentions(text, list(atoms(text, prose=False)), prose=False)
    mention = next((m for m in found if m.last), None)
    return _since_century(text, mention) if mention else None


def _shifted(mention: DateMention, removed: list[tuple[int, int]]) -> DateMention:
    """The mention in the text that still holds the removed stretches."""
    begin, end = mention.begin, mention.end
    for start, stop in removed:
        begin += stop - start if begin >= start else 0
        end += stop - start if end > start else 0
    return replace(mention, begin=begin, end=end)


def _since_century(text: str, mention: DateMention) -> DateMention:
    """A range that begins with a century ("5th-century–562") has no first date: a partial date holds no century."""
    century = _CENTURY.search(text, 0, mention.end)
    if century is None or century.end() != mention.begin:
        return mention
    return replace(mention, begin=century.start(), first=None, hedge="century")


def common(first: PartialDate, last: PartialDate) -> PartialDate | None:
    """The partial date that a range shares: 7–8 March 2007 is some day of March 2007.

    >>> str(common(PartialDate(2007, 3, 7), PartialDate(2007, 3, 8)))
    '2007-03'
    """
    if first.year != last.year:
        return None
    if first.month is None or first.month != last.month:
        return PartialDate(first.year)
    return PartialDate(first.year, first.month, first.day if first.day == last.day else None)


_JOIN = re.compile(r"\s{0,3}(?:[–—-]|--|/|\bto\b|\bthrough\b|\buntil\b|\btill\b|\bor\b|(?P<and>\band\b))\s{0,3}$")
_BETWEEN = re.compile(r"\b[Bb]etween $")


def _mentions(text: str, found: list[Atom], prose: bool) -> Iterator[DateMention]:
    """Atoms joined to ranges; weak ones that no word makes a date are left out."""
    index, listed = 0, -1
    while index < len(found):
        group = _range(text, found, index)
        index += len(group)
        mention = _joined(text, group) if len(group) > 1 else _single(group[0])
        if mention and (len(group) > 1 or not prose or _counts(text, group[0], listed)):
            listed = mention.end
            yield mention


def _counts(text: str, atom: Atom, listed: int) -> bool:
    """Whether a lone atom is a date: a strong one, one after a word for time, or the next of a list of dates."""
    return (
        not atom.weak
        or says_date(text, atom)
        or (listed > 0 and text[listed : atom.begin] in (", ", " and ", ", and "))
    )


def _range(text: str, found: list[Atom], index: int) -> list[Atom]:
    """The atom at `index`, with those that a dash or "to" joins to it."""
    group = [found[index]]
    for atom in found[index + 1 : index + 4]:
        if not _joins(text, group, atom):
            break
        group.append(atom)
    return group


def _joins(text: str, group: list[Atom], atom: Atom) -> bool:
    join = _JOIN.fullmatch(text, group[-1].end, atom.begin)
    if join is None or (join["and"] and not _BETWEEN.search(text, max(group[0].begin - 8, 0), group[0].begin)):
        return False
    first, last = _ends([*group, atom])
    return (first.year is None) == (last.year is None) and (_order(first) < _order(last))


def _ends(group: list[Atom]) -> tuple[Atom, Atom]:
    """Both ends of a range; a first end without a year takes the next one that is named, or the year before it."""
    first, dated = group[0], next((atom for atom in group if atom.year is not None), None)
    if first.year is None and dated and dated.year is not None:
        earlier = (first.month or 0) > (dated.month or 12)
        first = replace(first, year=dated.year - earlier)
    return first, group[-1]


def _order(atom: Atom) -> tuple[int, int, int]:
    return atom.year or 0, atom.month or 0, atom.day or 0


def _joined(text: str, group: list[Atom]) -> DateMention | None:
    first, last = _ends(group)
    if first.year is None:
        shared = first.month if first.month == last.month else None
        return DateMention(first.begin, last.end, None, None, (shared, None), first.hedge or last.hedge)
    uncertain = "or" if re.search(r"\bor\b|/", text[group[0].end : group[-1].begin]) else ""
    hedge = first.hedge or last.hedge or uncertain
    return DateMention(first.begin, last.end, _date(first, first.day), _date(last, last.to or last.day), None, hedge)


def _single(atom: Atom) -> DateMention | None:
    if atom.year is None:
        return DateMention(atom.begin, atom.end, None, None, (atom.month, None if atom.to else atom.day), atom.hedge)
    first = _date(atom, atom.day)
    if atom.to and atom.month is None:
        return DateMention(atom.begin, atom.end, first, PartialDate(atom.to), None, atom.hedge)
    return DateMention(atom.begin, atom.end, first, _date(atom, atom.to or atom.day), None, atom.hedge)


def _date(atom: Atom, day: int | None) -> PartialDate | None:
    """The date of one end, None where the day does not exist in the year that it was given."""
    if atom.year is None or (day and atom.month and day > days_of(atom.year, atom.month)):
        return None
    return PartialDate(atom.year, atom.month, day)
