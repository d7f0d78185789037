"""Roles of a mission as a sentence names them."""

import pytest

from kg.reading.prose.roles import Role
from kg.reading.prose.views import view


def roles(plain: str) -> list[Role]:
    return [c.value for c in view("tenure", plain).chunks.values() if isinstance(c.value, Role)]


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("the first Force Commander of the mission", "ForceCommander"),
        ("my Special Representative for Georgia and Head of UNOMIG", "HeadOfMission"),
        ("the UNIFIL commander", "ForceCommander"),
        ("chief of the UN mission in Mali", "HeadOfMission"),
        ("commissioner of the UNMIK police", "PoliceCommissioner"),
        ("head of the mission's civilian police", "PoliceCommissioner"),
        ("commander of the peacekeeping troops", "ForceCommander"),
        ("Deputy Special Representative for Political Affairs", "DeputyHeadOfMission"),
        ("the Chief Military Observer of UNOMIG", "OtherRole"),
        ("deputy commander of UNAMID", "DeputyForceCommander"),
    ],
)
def test_a_role(text: str, concept: str) -> None:
    assert [role.concept for role in roles(f"He met {text} on Monday.")] == [concept]


@pytest.mark.parametrize(
    "text",
    [
        "commander of the Irish battalion",
        "a rebel commander",
        "head of the delegation",
        "chief of staff of the armed forces",
        "commander of the government forces",
        "deputy of the ruling party",
        "chief of police in the capital",
    ],
)
def test_no_role_of_a_mission(text: str) -> None:
    assert roles(f"He met {text} on Monday.") == []


def test_what_the_words_around_say() -> None:
    (role,) = roles("She was acting head of UNMIL.")
    assert role.acting
    assert role.mission is not None
    assert "Liberia" in role.mission.name
    (held,) = roles("the former Force Commander of UNMIL")
    (former,) = roles("the former Police Commissioner of the city")
    assert (held.former, former.former) == (False, True)
