"""On pages on something else, a sentence may go on with the mission that the paragraph named."""

import pytest

from kg.documents.read import read_document
from kg.facts.model import Attack, Contribution, Figure, Tenure
from kg.pages.model import Page
from kg.reading.read import read_facts

AMISOM = "African Union Mission in Somalia"
Told = Attack | Contribution | Figure | Tenure


def told(text: str) -> list[Told]:
    page = Page("Burundi", f"'''Burundi''' is a country in East Africa.\n\n{text}\n")
    return [fact for fact in read_facts(read_document(page)).facts if isinstance(fact, Told)]


def test_soldiers_there_are_those_in_the_mission() -> None:
    (one,) = told("Burundi has sent troops to AMISOM since December 2007. In 2016 it had 5,432 soldiers there.")
    assert isinstance(one, Contribution) and (one.mission.name, one.personnel) == (AMISOM, 5432)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The mission had 22,000 troops in 2014.", Figure),
        ("The mission was led by General Paul Example from 2008 to 2010.", Tenure),
        ("On 3 May 2009 the mission's base in Mogadishu was shelled, killing 11 Burundian soldiers.", Attack),
    ],
)
def test_the_mission_is_the_one_named_before(sentence: str, kind: type[Told]) -> None:
    _, one = told(f"Burundi joined AMISOM in 2007. {sentence}")
    assert isinstance(one, kind) and one.mission.name == AMISOM


@pytest.mark.parametrize(
    "text",
    [
        "Burundi talks with AMISOM.\n\nIt rained.\n\nThe mission had 22,000 troops in 2014.",
        "AMISOM followed UNOSOM II. The mission had 22,000 troops in 2014.",
        "The OSCE opened a mission in Bujumbura, and ONUB left in 2006. The mission had 30 staff.",
        "Ann Example worked for UNMIL. The mission had 300 pupils and a church.",
        "UNMIL left in 2018. The mission school had 300 teachers.",
        "ONUB left in 2006. Some 200,000 people there were displaced.",
    ],
)
def test_other_missions_and_other_people_are_not_meant(text: str) -> None:
    assert told(text) == []
