"""On the page of an army or one of its units, "the battalion" and "its soldiers" are those of its country."""

import pytest

from kg.documents.read import read_document
from kg.facts.model import Contribution
from kg.pages.model import Page
from kg.reading.read import read_facts
from kg.values.missions import mission_named

LEAD = "The '''14th Example Battalion''' is an infantry battalion of the Ghana Army that fought in Burma."


def sent(sentence: str, lead: str = LEAD, title: str = "14th Example Battalion") -> list[tuple[str, str, int | None]]:
    facts = read_facts(read_document(Page(title, f"{lead}\n\n==History==\n{sentence}\n"))).facts
    told = [fact for fact in facts if isinstance(fact, Contribution)]
    return [(fact.contributor.name, fact.mission.name, fact.personnel) for fact in told]


ONUC, UNIFIL = "United Nations Operation in the Congo", "United Nations Interim Force in Lebanon"


@pytest.mark.parametrize(
    ("sentence", "mission", "number"),
    [
        ("The battalion served with ONUC in 1960.", ONUC, None),
        ("The battalion was sent to Lebanon with UNIFIL in 1981.", UNIFIL, None),
        ("In 1981 a company of 120 of its soldiers joined UNIFIL.", UNIFIL, 120),
        ("Soldiers of the battalion served with ONUC from 1960 to 1963.", ONUC, None),
        ("It deployed to Lebanon with UNIFIL in 1981.", UNIFIL, None),
    ],
)
def test_the_unit_of_a_page_is_its_countrys(sentence: str, mission: str, number: int | None) -> None:
    assert sent(sentence) == [("Ghana", mission, number)]
    unknown = "The '''14th Example Battalion''' is an infantry battalion that fought in Burma."
    assert sent(sentence, unknown) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "The battalion of the Congolese army fought ONUC.",
        "The battalion served in France.",
        "Its barracks were built by UNIFIL in 1981.",
    ],
)
def test_not_every_battalion_is_sent(sentence: str) -> None:
    assert sent(sentence) == []


@pytest.mark.parametrize("told", ["kept a battalion with", "has had an infantry battalion with", "had 300 men in"])
def test_the_army_of_a_page_is_its_countrys(told: str) -> None:
    lead = "The '''Zambian Army''' is the land force of Zambia."
    ((country, mission, _),) = sent(f"The army {told} UNIFIL.", lead, "Zambian Army")
    assert (country, mission) == ("Zambia", UNIFIL)
    assert sent("The army had a quarrel with UNIFIL.", lead, "Zambian Army") == []


@pytest.mark.parametrize(
    ("sentence", "missions"),
    [
        ("Observers followed in Kosovo (UNMIK) and Sudan (UNMIS).", ["UNMIK", "UNMIS"]),
        ("Neutrality did not stand in the way of service with KFOR, nor with SFOR in Bosnia.", ["KFOR", "SFOR"]),
        ("A unit of 135 was in Liberia with UNMIL.", ["UNMIL"]),
        ("It held talks with UNIFIL.", []),
        ("Its soldiers never served with UNIFIL.", []),
        ("French soldiers served with UNIFIL there in 1982.", []),
        ("The ministry praised UNIFIL.", []),
    ],
)
def test_service_with_a_mission_on_an_armys_page_is_its_nations(sentence: str, missions: list[str]) -> None:
    lead = "The '''Zambian Army''' is the land force of Zambia."
    told = [(country, mission) for country, mission, _ in sent(sentence, lead, "Zambian Army") if country == "Zambia"]
    named = [mission_named(mission) for mission in missions]
    assert told == [("Zambia", known.name) for known in named if known]
