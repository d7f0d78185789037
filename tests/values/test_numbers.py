import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.values.numbers import find_amounts, read_number


def found(text: str) -> list[tuple[int | None, str]]:
    return [(a.value, a.hedge) for a in find_amounts(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3,500 troops", 3500),
        ("15 200 troops", 15200),
        ("1\u00a0000\u00a0000 people", 1000000),
        ("1.2 million", 1200000),
        ("twenty-five", 25),
        ("Thirty-nine others", 39),
        ("a hundred", 100),
        ("Seven hundred Ugandan troops", 700),
        ("one hundred and twenty soldiers", 120),
        ("two thousand three hundred and five", 2305),
        ("two dozen", 24),
        ("half a dozen", 6),
        ("6,000-strong force", 6000),
        ("1600 troops", 1600),
        ("1958 Nigerian troops", 1958),
        ("One of the cars", 1),
        ("said that one soldier fell", 1),
        ("five Americans", 5),
    ],
)
def test_exact_amounts(text: str, value: int) -> None:
    assert found(text) == [(value, "")]


@pytest.mark.parametrize(
    ("text", "value", "hedge"),
    [
        ("at least 12", 12, "at least"),
        ("no fewer than 12", 12, "at least"),
        ("at least about 40", 40, "at least"),
        ("some 40 men", 40, "about"),
        ("an estimated 300", 300, "about"),
        ("more than 70", 70, "over"),
        ("500+ dead", 500, "over"),
        ("40 or more", 40, "at least"),
        ("as many as 100", 100, "up to"),
        ("fewer than 30", 30, "under"),
        ("dozens of men", None, "dozens"),
        ("several hundred", None, "several hundred"),
        ("tens of thousands", None, "tens of thousands"),
        ("between 10 and 15 men", None, "between 10 and 15"),
        ("10–15 men", None, "10–15"),
    ],
)
def test_hedged_amounts(text: str, value: int | None, hedge: str) -> None:
    assert found(text) == [(value, hedge)]


def test_a_hedge_belongs_to_the_mention() -> None:
    text = "It cost at least 12 lives."
    assert [text[a.begin : a.end] for a in find_amounts(text)] == ["at least 12"]


def test_several_amounts() -> None:
    assert found("7,568 troops, 177 military observers") == [(7568, ""), (177, "")]
    assert found("killing three and wounding two others") == [(3, ""), (2, "")]


@pytest.mark.parametrize(
    "text",
    [
        "On 3 May 1993 at 10:30 and at 9.30 p.m.",
        "in 2003, 2004 and 2005",
        "the M23 and a Su-25 over S/25719",
        "the 2nd post, the 1990s",
        "two hours, 30 days, several weeks, hundreds of kilometres",
        "US$ 1.6 billion, €5, five million dollars",
        "resolution 1706; Resolutions 1706 and 1769; Chapter 7",
        "75-day crisis, fifteen-year-old, two-thirds",
        "80 per cent, 5%",
        "no one saw one another",
        "aged 12",
        "the 1958 film; Example Press, 1994",
        "60 mm mortar, 107mm rocket",
        "",
    ],
)
def test_what_is_no_amount(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("15,200", 15200),
        ("15,200 troops", 15200),
        ("346 (2006)", 346),
        ("(12)", 12),
        ("c. 500", 500),
        ("~500", 500),
        ("about 500", 500),
        ("1 (one)", 1),
        ("12 (2 officers, 10 men)", 12),
        ("2006", 2006),
        ("0", 0),
        ("", None),
        ("N/A", None),
        ("12 March 2005", None),
        ("10:30", None),
        ("12.5%", None),
        ("2,500–3,000", None),
        ("US$ 400 million", None),
        ("Total 5", None),
    ],
)
def test_whole_values(text: str, value: int | None) -> None:
    assert read_number(text) == value


_PIECES = st.sampled_from(
    [
        "1",
        "000",
        ",",
        ".",
        " ",
        "-",
        "–",
        "two",
        "hundred",
        " and ",
        "dozen",
        "a ",
        "at least ",
        "May",
        "%",
        "$",
        "²",
        "٣",
        "million",
        "9" * 14,
    ]
)


@given(st.lists(_PIECES, max_size=30).map("".join) | st.text())
def test_amounts_are_ordered_and_in_range(text: str) -> None:
    amounts = find_amounts(text)
    assert all(0 <= a.begin < a.end <= len(text) for a in amounts)
    assert all(a.end <= b.begin for a, b in pairwise(amounts))
    assert all(a.value is not None or a.hedge for a in amounts)


@given(st.lists(_PIECES, max_size=30).map("".join) | st.text())
def test_any_value_can_be_read(text: str) -> None:
    number = read_number(text)
    assert number is None or number >= 0


@pytest.mark.parametrize("unit", ["3 May to ", "1 000 ", "between 3 and ", "one hundred and ", "9", "1,"])
def test_cost_grows_with_the_text_alone(unit: str) -> None:
    """Four times the text may take eight times as long, not sixteen (as a quadratic reader would)."""
    short, long = (min(_seconds(unit * n) for _ in range(3)) for n in (2000, 8000))
    assert long < 8 * short + 0.05


def _seconds(text: str) -> float:
    start = time.process_time()
    find_amounts(text)
    return time.process_time() - start


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("999,999,999,999,999,999", 999_999_999_999_999_999),
        ("9007199254740993", None),
        ("one trillion", 10**12),
        ("2.5 trillion", 25 * 10**11),
        ("12,345,678,901,234,567,890 thousand", 12_345_678_901_234_567_890_000),
    ],
)
def test_large_numbers_keep_their_digits(text: str, value: int | None) -> None:
    assert [a.value for a in find_amounts(f"It had {text} troops.")] == ([value] if value else [])
