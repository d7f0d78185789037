import pytest

from kg.reading.periods import find_periods, read_period


def spoken(text: str) -> list[tuple[str, str]]:
    return [(str(p.start or ""), str(p.stop or "")) for p in find_periods(text)]


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("2013–2015", [("2013", "2015")]),
        ("since 2014", [("2014", "")]),
        ("until 1 May 2019", [("", "2019-05-01")]),
        ("Until 1 May 2019", [("", "2019-05-01")]),
        ("June 2013 – present", [("2013-06", "")]),
        ("(2018–)", [("2018", "")]),
        ("from 3 March 1999 to May 2001", [("1999-03-03", "2001-05")]),
        ("(2014)", [("2014", "2014")]),
        ("no date at all", []),
    ],
)
def test_periods(text: str, periods: list[tuple[str, str]]) -> None:
    assert spoken(text) == periods


def test_two_periods_are_not_one() -> None:
    assert read_period("2001–2003, 2005–2007") is None


def test_the_words_belong_to_the_period() -> None:
    text = "Zenda (until 2014)"
    period = find_periods(text)[0]
    assert text[period.begin : period.end] == "until 2014"
