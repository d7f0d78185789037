import pytest

from kg.reading.prose.mentions import fold
from kg.reading.prose.people import People, fold_parts, fold_people


def groups(sentence: str) -> list[People]:
    folded = fold_parts(fold_people(fold(sentence)))
    return [chunk.value for chunk in folded.chunks.values() if isinstance(chunk.value, People)]


@pytest.mark.parametrize(
    ("sentence", "number", "role", "countries", "force"),
    [
        ("At least two Senegalese UN peacekeepers fell.", 2, "Peacekeeper", ["Senegal"], True),
        ("A soldier fell.", 1, "Soldier", [], False),
        ("Nine from Niger fell.", 9, None, ["Niger"], False),
        ("Dozens of policemen fled.", None, "PoliceOfficer", [], False),
        ("The first peacekeeper fell.", 1, "Peacekeeper", [], True),
        ("Ghanaian peacekeepers came.", None, "Peacekeeper", ["Ghana"], True),
        ("Three soldiers of the Kenyan battalion fell.", 3, "Soldier", ["Kenya"], True),
        ("Two Kenyans were hurt.", 2, None, ["Kenya"], False),
        ("Six Kenyan forces fell.", 6, "Soldier", ["Kenya"], False),
    ],
)
def test_a_group(sentence: str, number: int | None, role: str | None, countries: list[str], force: bool) -> None:
    (group,) = groups(sentence)
    assert (group.number, group.role, group.force) == (number, role, force)
    assert [country.name for country in group.nationality] == countries


@pytest.mark.parametrize(
    "sentence",
    [
        "Two hills were taken.",
        "Rebel soldiers fled.",
        "Kenyan tea is good.",
        "Kenyan forces fell.",
        "Two armed forces met.",
    ],
)
def test_no_group_of_victims(sentence: str) -> None:
    assert groups(sentence) == []


def test_a_total_knows_its_parts() -> None:
    (group,) = groups("Thirteen peacekeepers, including nine Kenyan soldiers and two Indian officers, were killed.")
    assert (group.number, [part.number for part in group.parts]) == (13, [9, 2])


def test_an_apposition_that_does_not_add_up_is_no_part() -> None:
    assert [g.number for g in groups("Five soldiers, two Kenyan observers, were killed.")] == [5, 2]
    assert [g.number for g in groups("Two observers, one German observer and one Czech observer, were killed.")] == [2]


def test_others_are_others() -> None:
    assert [group.others for group in groups("Two soldiers and three other soldiers fell.")] == [False, True]
