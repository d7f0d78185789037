import pytest

from kg.reading.prose.harmed import find_harms
from kg.reading.prose.views import view


def harms(sentence: str) -> list[tuple[str, int | None]]:
    return [(harm.kind, harm.people.number) for harm in find_harms(view("harm", sentence))]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Two soldiers were killed.", [("killed", 2)]),
        ("A mine killed two soldiers.", [("killed", 2)]),
        ("A mine exploded, killing two soldiers and wounding five.", [("killed", 2), ("injured", 5)]),
        ("Gunmen kill four peacekeepers.", [("killed", 4)]),
        ("A shell killed a member of UNIFIL's reserve.", [("killed", 1)]),
        ("Two soldiers were killed and three injured.", [("killed", 2), ("injured", 3)]),
        ("Two soldiers were shot and wounded.", [("injured", 2)]),
        ("Rebels abducted six observers.", [("abducted", 6)]),
        ("Rebels took six observers hostage.", [("abducted", 6)]),
        ("The blast left nine soldiers dead.", [("killed", 9)]),
        ("Seven soldiers lost their lives.", [("died", 7)]),
        ("The shelling claimed ten lives.", [("killed", 10)]),
        ("Three soldiers, who had been on guard, were killed.", [("killed", 3)]),
        ("Major Ada Vane of Kenya and Captain Bo Lund of Ghana, two observers, were killed.", [("killed", 1)] * 2),
        ("A soldier was shot dead, becoming the first peacekeeper of the mission to be killed.", [("killed", 1)]),
        ("Major Ada Vane of Kenya and two observers were killed.", [("killed", 1), ("killed", 2)]),
        ("Two soldiers died in the assault along with four guards.", [("died", 2), ("died", 4)]),
        ("The battalion lost one soldier, and four of its men had been injured.", [("killed", 1), ("injured", 4)]),
        ("A third Kenyan has been wounded.", [("injured", 1)]),
        ("According to officials, two soldiers, one Kenyan and one Indian, were killed.", [("killed", 2)]),
    ],
)
def test_who_came_to_harm(sentence: str, found: list[tuple[str, int | None]]) -> None:
    assert harms(sentence) == found


@pytest.mark.parametrize(
    "sentence",
    [
        "Two soldiers were promoted.",
        "A thief seized a soldier's rifle.",
        "A mine destroyed an officer's car.",
        "The soldiers were not killed.",
        "Sixty observers were inside but none was hurt.",
        "Five soldiers were on board; nobody was injured.",
        "A mine killed two horses.",
        "Four rebels were killed.",
    ],
)
def test_nobody_of_ours_came_to_harm(sentence: str) -> None:
    assert harms(sentence) == []


def test_the_voice_names_the_rule() -> None:
    (harm,) = find_harms(view("harm", "A mine killed two soldiers."))
    assert harm.rule == "kill-active"


def test_parts_may_follow_the_verb() -> None:
    (harm,) = find_harms(view("harm", "Thirty soldiers are injured – 19 Kenyans and 11 Indians."))
    assert [part.number for part in harm.people.parts] == [19, 11]


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("Ten soldiers were killed near Grimm, including three Kenyans.", [3]),
        ("Ten soldiers were killed in an ambush near Grimm, including three Kenyans.", [3]),
        ("Ten soldiers were wounded on Tuesday, three of them Kenyans.", [3]),
        ("All ten people were killed on Tuesday, seven guards and three drivers.", [7, 3]),
        ("Ten soldiers were killed near Grimm and three Kenyans were praised.", []),
    ],
)
def test_parts_of_those_harmed_stand_behind_a_place_or_day(sentence: str, parts: list[int]) -> None:
    whole, *_ = find_harms(view("harm", sentence))
    assert [part.number for part in whole.people.parts] == parts
