"""Contributions: lists of countries, numbers in the next sentence, and what is no contribution."""

from collections.abc import Callable

import pytest

from kg.facts.model import Contribution, Fact, Figure

Facts = Callable[..., tuple[Fact, ...]]
Contributions = Callable[[str], dict[str, int | None]]
Missions = Callable[[str], list[tuple[str, str]]]


@pytest.fixture
def contributions(read: Facts) -> Contributions:
    """How many people each country of a text sends."""
    return lambda text: {fact.contributor.name: fact.personnel for fact in read(text) if isinstance(fact, Contribution)}


@pytest.fixture
def missions_of(read: Facts) -> Missions:
    """Each country of a text with the mission to which it sends people."""

    def missions_of(text: str) -> list[tuple[str, str]]:
        found = [fact for fact in read(text) if isinstance(fact, Contribution)]
        return [(fact.contributor.name, fact.mission.name) for fact in found]

    return missions_of


def test_lists_of_contributors(contributions: Contributions) -> None:
    assert contributions("It had troops from Kenya (500), Ghana (300) and Nepal.") == {
        "Kenya": 500,
        "Ghana": 300,
        "Nepal": None,
    }
    assert contributions("About 8,000 UN troops from Kenya and Ghana are deployed.") == {"Kenya": None, "Ghana": None}


@pytest.mark.parametrize(
    "text",
    [
        "Kenya withdrew its 50,000 troops from Ghana by May 1991.",
        "The mission reported that Kenya had 3,000 soldiers in the zone.",
        "The mission watched the withdrawal of the 3,000 Kenyan soldiers.",
        "In 1998 Kenya sent 10,000 soldiers over the border.",
        "Two Kenyan peacekeepers were killed in an ambush.",
        "Rebels free the 45 Kenyan peacekeepers whom they had held for two weeks.",
        "The mission withdrew the last of its troops from Kenya.",
        "Kenyan farmers and 300 Ghanaian traders met the mission.",
        "The mission counted those who returned to the town: 21 Bosniaks, 39 Croats and 32 Serbs.",
        "The mission watched the Bosniak and Croat elements in the police.",
    ],
)
def test_no_contribution(contributions: Contributions, text: str) -> None:
    assert contributions(text) == {}


def test_the_day_of_an_announcement_ends_nothing(read: Facts) -> None:
    announced = "Kenya announced in May 2016 that it would withdraw its 900 troops from the mission."
    withdrawn = "In May 2016 Kenya withdrew its 900 troops from the mission."
    ends = [[str(f.end) for f in read(text) if isinstance(f, Contribution)] for text in (announced, withdrawn)]
    assert ends == [["None"], ["2016-05"]]


def test_a_unit_s_number_in_the_next_sentence(read: Facts) -> None:
    found = list(read("Fiji has kept a battalion with the mission since 1982. It now consists of 170 men."))
    sent = [(f.contributor.name, f.personnel, str(f.start)) for f in found if isinstance(f, Contribution)]
    assert sent == [("Fiji", 170, "1982")]
    assert not [fact for fact in found if isinstance(fact, Figure)]


def test_a_contribution_to_each_mission_of_a_list(missions_of: Missions) -> None:
    congo, cyprus = "United Nations Operation in the Congo", "United Nations Peacekeeping Force in Cyprus"
    assert missions_of("Kenya took part in missions such as ONUC and UNFICYP.") == [("Kenya", congo), ("Kenya", cyprus)]
    assert missions_of("Kenya took part in ONUC, and UNFICYP was set up in 1964.") == [("Kenya", congo)]


def test_bosniaks_beside_a_contingent_hide_no_contribution(contributions: Contributions) -> None:
    assert contributions("The Bosniaks of the town were guarded by 40 Kenyan soldiers of the mission.") == {"Kenya": 40}


def test_the_period_of_many_missions_is_that_of_none(read: Facts) -> None:
    def periods(missions: str) -> set[tuple[str, str]]:
        found = read(f"From 1992 to 1995 Kenya sent troops to {missions}.")
        return {(str(fact.start), str(fact.end)) for fact in found if isinstance(fact, Contribution)}

    assert periods("UNPROFOR and UNAMIR") == {("1992", "1995")}
    assert periods("UNPROFOR, UNAMIR and UNOSOM II") == {("None", "None")}


def test_a_number_of_battalions_is_none_of_people(contributions: Contributions) -> None:
    text = "Two battalions from Kenya and one from Ghana arrived in the mission's area."
    assert contributions(text) == {"Kenya": None, "Ghana": None}


def test_an_army_that_is_a_party_elsewhere_sends_people(contributions: Contributions) -> None:
    text = "In May 2014 the Croatian military had 88 soldiers abroad, among them 61 with UNDOF."
    assert contributions(text) == {"Croatia": 61}


def test_those_planned_from_several_countries_are_all_planned(read: Facts) -> None:
    text = "The mission would have a force of 2,800 troops: 1,600 from Kenya and 900 from Ghana."
    found = [fact for fact in read(text) if isinstance(fact, Contribution)]
    assert [(fact.contributor.name, fact.comment) for fact in found] == [("Kenya", "planned"), ("Ghana", "planned")]


@pytest.mark.parametrize(
    ("told", "comment"),
    [
        ("Kenya will withdraw its 640 soldiers from the mission.", "to be withdrawn"),
        ("Kenya withdrew its 640 soldiers from the mission.", "withdrawn"),
        ("Kenya provided three infantry battalions to the mission.", "three infantry battalions"),
        ("In the mission Kenya was represented by one infantry battalion.", None),
    ],
)
def test_what_is_said_besides(told: str, comment: str | None, read: Facts) -> None:
    (sent,) = (fact for fact in read(told) if isinstance(fact, Contribution))
    assert sent.comment == comment


def test_a_battalion_is_no_person(contributions: Contributions) -> None:
    assert contributions("Kenya and Ghana each provided one of the three battalions of UNTAG.") == {
        "Kenya": None,
        "Ghana": None,
    }
    assert contributions("In UNTAG Kenya was represented by one infantry battalion of 519 men.") == {"Kenya": None}


def test_who_arrives_until_may_does_not_leave_then(read: Facts) -> None:
    text = (
        "In 2010 the mission grew. Additional infantry troops from Kenya and Peru are due to arrive {} mid-May "
        "to strengthen the mission."
    )
    ends = {fact.end for fact in read(text.format("through")) if isinstance(fact, Contribution)}
    assert ends == {None}
    text = "Troops from Kenya and Peru served with the mission until May 2010."
    assert {str(fact.end) for fact in read(text) if isinstance(fact, Contribution)} == {"2010-05"}


def test_what_will_be_withdrawn_is_not_withdrawn_yet(read: Facts) -> None:
    text = "The remaining 30 Kenyan soldiers of the mission, who guard the road, {} repatriated in May 2010."
    found = [fact for fact in read(text.format("will be")) if isinstance(fact, Contribution)]
    assert [(fact.comment or "").split("; ")[0] for fact in found] == ["to be withdrawn"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Kenya has 5,700 personnel in 12 missions, among them 1,150 in UNMISS and 870 in UNIFIL.",
        "Kenya has 5,700 soldiers in UN missions, of whom 1,150 serve in UNMISS and 870 in UNIFIL.",
    ],
)
def test_those_in_many_missions_are_no_ones(read: Facts, sentence: str) -> None:
    told = [fact for fact in read(sentence) if isinstance(fact, Contribution | Figure)]
    assert [fact.personnel for fact in told if isinstance(fact, Contribution)] == [1150, 870]
    assert len(told) == 2
