"""What became later of those harmed in an attack, and what is no part of it."""

from collections.abc import Callable

import pytest

from kg.facts.model import Accident, Attack

Events = Callable[[str], list[Attack | Accident]]
Tolls = Callable[[Attack | Accident], list[tuple[int | None, int | None, str]]]
AMBUSH = (
    "On 3 May 2001 rebels ambushed a UN patrol near Grimm, killing five Kenyan soldiers and wounding three others. "
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("One of the wounded died on 9 May.", [(6, None, "Kenya"), (None, 2, "")]),
        ("One of the wounded was flown out on 9 May.", [(5, None, "Kenya"), (None, 3, "")]),
        ("A sixth died of his wounds.", [(6, None, "Kenya"), (None, 3, "")]),
        ("The death toll rose to seven.", [(7, None, "Kenya"), (None, 3, "")]),
        ("The death toll fell to four.", [(5, None, "Kenya"), (None, 3, "")]),
        ("One of them died later, bringing the toll to six dead and two wounded.", [(6, None, "Kenya"), (None, 2, "")]),
        ("This brings the toll since 1999 to 40.", [(5, None, "Kenya"), (None, 3, "")]),
        ("The mission's death toll rose to 40.", [(5, None, "Kenya"), (None, 3, "")]),
        ("He later died.", [(5, None, "Kenya"), (None, 3, "")]),
    ],
)
def test_deaths_that_are_told_later(text: str, told: list[object], events: Events, tolls: Tolls) -> None:
    (attack,) = events(AMBUSH + text)
    assert tolls(attack) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("He succumbed to his wounds on 9 May.", [(1, None, "Kenya")]),
        ("He was decorated on 9 May.", [(None, 1, "Kenya")]),
    ],
)
def test_the_only_one_who_was_wounded(text: str, told: list[object], events: Events, tolls: Tolls) -> None:
    (attack,) = events(f"On 3 May 2001 a Kenyan soldier of the mission was wounded by a sniper near Grimm. {text}")
    assert tolls(attack) == told


def test_the_wounded_all_die(events: Events, tolls: Tolls) -> None:
    (attack,) = events("Gunmen fired on a UN patrol, wounding two Kenyan soldiers. Two of the wounded died later.")
    assert tolls(attack) == [(2, None, "Kenya")]
