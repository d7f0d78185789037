import pytest

from kg.reading.prose.governments import governments


def acting(text: str) -> list[tuple[str, str]]:
    return [(text[c.begin : c.end], getattr(c.value, "name", "")) for c in governments(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Manila orders its 331 peacekeepers home.", [("Manila", "Philippines")]),
        ("The force was asked to stay, but New Delhi has decided to go.", [("New Delhi", "India")]),
        ("The Government in Ottawa announced it.", [("The Government in Ottawa", "Canada")]),
        ("Kampala's troops held the port.", [("Kampala", "Uganda")]),
    ],
)
def test_a_capital_that_acts_is_its_country(text: str, found: list[tuple[str, str]]) -> None:
    assert acting(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "The patrol returned to Manila.",
        "Talks in Paris ended in May.",
        "A bomb went off near Kampala's market.",
        "Brussels sends a team.",
        "",
    ],
)
def test_a_capital_that_is_a_place_is_none(text: str) -> None:
    assert acting(text) == []
