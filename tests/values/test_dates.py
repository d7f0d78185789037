import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.values.dates import PartialDate, common, find_dates, read_dates

REAL_VALUES = Path(__file__).resolve().parents[2] / "../shared/gold/infobox-dates.tsv"


def found(text: str) -> list[str]:
    """Each date as "first" or "first/last", its hedge behind "~"; without a year as "--month-day"."""
    return [_shown(d.first, d.last, d.yearless, d.hedge) for d in find_dates(text)]


def _shown(
    first: PartialDate | None, last: PartialDate | None, yearless: tuple[int | None, int | None] | None, hedge: str
) -> str:
    if yearless:
        return "--" + "-".join(str(part) for part in yearless if part)
    span = str(first) if first == last else f"{first}/{last}"
    return f"{span} ~{hedge}" if hedge else span


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("30 December 2015", ["2015-12-30"]),
        ("December 30, 2015", ["2015-12-30"]),
        ("January 25th 2019", ["2019-01-25"]),
        ("the 7th of May 1999", ["1999-05-07"]),
        ("1 Jul 2013", ["2013-07-01"]),
        ("3 October, 2008", ["2008-10-03"]),
        ("2013-07-01", ["2013-07-01"]),
        ("December 2013", ["2013-12"]),
        ("On Monday, 3 May 1993, at", ["1993-05-03"]),
        ("On3 May", ["--5-3"]),
        ("12January 1993", ["1993-01-12"]),
        ("30April", ["--4-30"]),
        ("25 August", ["--8-25"]),
        ("8 June at about 10 p.m.", ["--6-8"]),
        ("29 February", ["--2-29"]),
    ],
)
def test_days_and_months(text: str, dates: list[str]) -> None:
    assert found(text) == dates


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("7–8 March 2007", ["2007-03-07/2007-03-08"]),
        ("between 3 and 5 May 1993", ["1993-05-03/1993-05-05"]),
        ("from 5 to 9 June", ["--6"]),
        ("13/14 May", ["--5"]),
        ("20–25 July 1998", ["1998-07-20/1998-07-25"]),
        ("December 13–16, 1944", ["1944-12-13/1944-12-16"]),
        ("December 2013 – March 2014", ["2013-12/2014-03"]),
        ("18 September–19 October 2013", ["2013-09-18/2013-10-19"]),
        ("30 November – 2 January 2001", ["2000-11-30/2001-01-02"]),
        ("1992–93", ["1992/1993"]),
        ("in 2010/11", ["2010/2011"]),
        ("Ann Example (Sweden), 2018–2021", ["2018/2021"]),
        ("from 3 May 1993 until 5 June 1994", ["1993-05-03/1994-06-05"]),
        ("28 May – 5 May 1993", ["--5-28", "1993-05-05"]),
        ("5 May and 3 June 1995", ["--5-5", "1995-06-03"]),
    ],
)
def test_ranges(text: str, dates: list[str]) -> None:
    assert found(text) == dates


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("in early 2007", ["2007 ~early"]),
        ("mid-May 2000", ["2000-05 ~mid"]),
        ("since late March", ["--3"]),
        ("the summer of 1995", ["1995 ~summer"]),
        ("by the end of 2004", ["2004 ~late"]),
    ],
)
def test_hedges(text: str, dates: list[str]) -> None:
    assert found(text) == dates


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("since 2004", ["2004"]),
        ("In 1993, the", ["1993"]),
        ("In 2004 Pakistani troops came", ["2004"]),
        ("In 2015 rebels came", ["2015"]),
        ("In March 2015 rebels came", ["2015-03"]),
        ("On 3 March 2010 men came", ["2010-03-03"]),
        ("In May 2000 soldiers came", ["2000-05"]),
        ("In May 2,000 soldiers came", ["--5"]),
        ("In March 1650 troops came", ["--3"]),
        ("Resolution 1744 (2007)", ["2007"]),
        ("a 2007 attack", ["2007"]),
        ("in 2003, 2004 and 2005", ["2003", "2004", "2005"]),
        ("2014 – present", ["2014"]),
        ("1999: the force leaves", ["1999"]),
        ("In May, when rain fell", ["--5"]),
        ("In May 12 soldiers were hurt", ["--5"]),
        ("In May 1,701 troops came", ["--5"]),
        ("by 25 July and over 11,000 by 31 July 1960", ["--7-25", "1960-07-31"]),
    ],
)
def test_bare_years_and_months(text: str, dates: list[str]) -> None:
    assert found(text) == dates


@pytest.mark.parametrize(
    "text",
    [
        "31 February 2010",
        "29 February 2001",
        "FY 2010",
        "resolution 2100",
        "1,701",
        "2,000 troops",
        "1600 troops",
        "a force of 2000 men",
        "the 2000 troops",
        "by 2000 Nigerian troops",
        "(2000 Nigerian soldiers)",
        "from 2000 to 1500 troops",
        "in the 1990s",
        "S/1999/989",
        "Su-2000",
        "M23 May",
        "May they come; they may go; March on",
        "in 1300 hours",
        "In 2000 soldiers",
        "3BC/31",
        "at 10.30",
        "Black September",
        "",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert found(text) == []


def test_a_mention_holds_its_words() -> None:
    text = "Seen on Tuesday, the 4th of May 1999 and in late June 2000."
    assert [text[d.begin : d.end] for d in find_dates(text)] == ["Tuesday, the 4th of May 1999", "late June 2000"]


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("April–November 1809", "1809-04", "1809-11"),
        ("1 June 2004 (Resolution 1542)", "2004-06-01", "2004-06-01"),
        ("(10 May 1999)", "1999-05-10", "1999-05-10"),
        ("April 19-September 6, 49 BC", "-0048-04-19", "-0048-09-06"),
        ("2007", "2007", "2007"),
        ("AD 9 and 562", "0562", "0562"),
    ],
)
def test_whole_values(value: str, first: str, last: str) -> None:
    date = read_dates(value)
    assert date is not None
    assert (str(date.first), str(date.last)) == (first, last)


@pytest.mark.parametrize("value", ["", "ongoing", "15 March", "31 February 2010", "12,000"])
def test_values_without_a_date(value: str) -> None:
    assert read_dates(value) is None


def test_a_value_keeps_its_offsets_beside_brackets() -> None:
    value = "(about) August (old style), 490 BC"
    date = read_dates(value)
    assert date is not None
    assert value[date.begin : date.end] == "August (old style), 490 BC"


def _real_values() -> list[tuple[str, str, str]]:
    lines = REAL_VALUES.read_text(encoding="utf-8").splitlines() if REAL_VALUES.exists() else []
    rows = [line.split("\t")[:3] for line in lines[1:]]
    return [(v, a, b) for v, a, b in rows if not re.match(r"\{\{(?:start|death) date", v, re.IGNORECASE)]


def _as_read(value: str) -> str:
    """What the rooms that read wikitext make of these values."""
    value = re.sub(r"\{\{[^{}]*\}\}|\[\[(?:[^|\]]*\|)?|\]\]", "", value)
    return value.replace("&nbsp;", "\u00a0").replace("<br>", "\n")


def _expected(start: str, end: str) -> tuple[str, str]:
    """The answers count 49 BC as -49, as historians do; ISO 8601 has a year 0. "a/b" are alternatives."""
    start, _, alternative = start.rstrip("~").partition("/")
    return _iso(start), _iso(alternative or end or start)


def _iso(text: str) -> str:
    return f"-{int(text[1:5]) - 1:04d}{text[5:]}" if text.startswith("-") else text


def test_real_infobox_values() -> None:
    values = _real_values()
    if not values:
        pytest.skip("the real infobox values lie beside the project's work copy only")
    read = {value: read_dates(_as_read(value)) for value, _, _ in values}
    wrong = {
        v: str(d)
        for (v, a, b), d in zip(values, read.values(), strict=True)
        if d is None or (str(d.first), str(d.last)) != _expected(a, b)
    }
    # A century has no partial date; the answer's year 500 would be an invention.
    century = read["5th-century-562"]
    assert century is not None
    assert (century.first, str(century.last), century.hedge) == (None, "0562", "century")
    assert set(wrong) == {"5th-century-562"}


def test_what_a_range_shares() -> None:
    day = PartialDate(2007, 3, 7)
    assert common(day, PartialDate(2007, 3, 8)) == PartialDate(2007, 3)
    assert common(day, PartialDate(2007, 4)) == PartialDate(2007)
    assert common(day, day) == day
    assert common(day, PartialDate(2008)) is None


_PIECES = st.sampled_from(
    [
        "3",
        "31",
        "May",
        "Feb.",
        " ",
        " – ",
        "-",
        ", ",
        "2007",
        "1600",
        "(",
        ")",
        " to ",
        "late ",
        "in ",
        "BC",
        "/",
        "the ",
        "\n",
        "١",
        "²",
    ]
)


@given(st.lists(_PIECES, max_size=30).map("".join) | st.text())
def test_mentions_are_ordered_real_and_in_range(text: str) -> None:
    mentions = find_dates(text)
    assert all(0 <= d.begin < d.end <= len(text) for d in mentions)
    assert all(a.end <= b.begin for a, b in pairwise(mentions))
    for mention in mentions:
        assert (mention.first is None and mention.last is None) == (mention.yearless is not None)
        assert all(d.first_day() <= d.last_day() for d in (mention.first, mention.last) if d and d.year > 0)


@given(st.lists(_PIECES, max_size=30).map("".join) | st.text())
def test_any_value_can_be_read(value: str) -> None:
    date = read_dates(value)
    assert date is None or 0 <= date.begin < date.end <= len(value)
