import pytest

from kg.documents.text import text_of
from kg.reading.victims import casualties_of, read_victims


def spoken(value: str, bare: str = "killed") -> list[tuple[str, int, str | None, str | None]]:
    groups = read_victims(text_of(value), bare)
    return [(g.kind, g.number, g.role, g.nationality.name if g.nationality else None) for g in groups]


@pytest.mark.parametrize(
    ("value", "groups"),
    [
        ("15", [("killed", 15, None, None)]),
        ("15 killed, 53 wounded", [("killed", 15, None, None), ("injured", 53, None, None)]),
        ("15 killed<br>53 wounded", [("killed", 15, None, None), ("injured", 53, None, None)]),
        ("9 (4 soldiers, 5 civilians)", [("killed", 4, "Soldier", None), ("killed", 5, "Civilian", None)]),
        (
            "7 Kenyan peacekeepers, 5 Chadian soldiers",
            [("killed", 7, "Peacekeeper", "Kenya"), ("killed", 5, "Soldier", "Chad")],
        ),
        ("12 (3 in Zenda)", [("killed", 12, None, None)]),
        ("Two abducted", [("abducted", 2, None, None)]),
        ("unknown", []),
    ],
)
def test_groups(value: str, groups: list[tuple[str, int, str | None, str | None]]) -> None:
    assert spoken(value) == groups


def test_a_bare_number_counts_what_the_parameter_says() -> None:
    assert spoken("7", "injured") == [("injured", 7, None, None)]


def test_plain_numbers_stand_together() -> None:
    (together,) = casualties_of(read_victims(text_of("15 killed, 53 wounded")))
    assert (together.killed, together.injured) == (15, 53)
    assert len(casualties_of(read_victims(text_of("9 (4 soldiers, 5 civilians)")))) == 2
