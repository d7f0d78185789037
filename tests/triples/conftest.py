"""One small page and a handful of facts read from it, with everything that a fact can tell."""

from dataclasses import replace

import pytest

from kg.documents.model import Citation, Span
from kg.facts.model import (
    Accident,
    Attack,
    Casualties,
    Contribution,
    Entity,
    Evidence,
    Fact,
    Figure,
    Name,
    Statement,
    Tenure,
)
from kg.pages.model import Page
from kg.values.dates import PartialDate

TEXT = """{{Infobox United Nations
| headquarters = [[Zenda]]
}}
'''UNMIR''' keeps the peace in [[Ruritania]] – “since 2013”.

== History ==
=== Attacks ===
A car bomb in [[Zenda]] killed two Graustarkian peacekeepers on 3 May 2014.<ref>{{cite news|title=Bomb}}</ref>
"""


def example_page() -> Page:
    return Page("United Nations Mission in Ruritania", TEXT, revision=7, timestamp="2020-01-02T03:04:05Z")


def example_mission() -> Entity:
    return Entity("Mission", "UNMIR", "United Nations Mission in Ruritania", (Name("Mission en Ruritanie", "fr"),))


def example_facts() -> list[Fact]:
    mission = example_mission()
    ruritania, graustark = Entity("Country", "Ruritania", "Ruritania"), Entity("Country", "Graustark")
    zenda = Entity("Place", "Zenda", "Zenda (town)")
    lead = (_evidence("'''UNMIR'''", "UNMIR", "lead/mission"),)
    news = Citation(Span(0, 1), "https://paper.example/bomb news", "Bomb", "The Paper", "4 May 2014")
    book = Citation(Span(0, 1), text="R. Rassendyll, Memoirs, p. 3")
    bomb = _evidence("A car bomb in [[Zenda]]", "A car bomb in Zenda", "prose/attack/bomb")
    bomb = replace(bomb, section=("History", "Attacks"), citations=(news, book))
    victims = Casualties(2, None, None, graustark, "Peacekeeper")
    group = Entity("ArmedGroup", "Black Hand", "", (Name("BH"),))
    resolution = Entity("Resolution", "Resolution 2999", "United Nations Security Council Resolution 2999")
    return [
        Statement(mission, "pk:abbreviation", "UNMIR", lead),
        Statement(mission, "pk:established", PartialDate(2013, 4), lead),
        Statement(mission, "pk:headquarters", zenda, (_evidence("[[Zenda]]", "Zenda", "infobox/place"),)),
        Statement(mission, "pk:operatesIn", ruritania, lead),
        Statement(mission, "rdfs:label", Name("UN Mission in Ruritania"), lead),
        Statement(mission, "pk:status", "active", lead),
        Statement(mission, "schema:url", "https://unmir.example/en", lead),
        Statement(resolution, "pk:establishes", mission, lead),
        Statement(resolution, "pk:number", 2999, lead),
        Statement(resolution, "pk:date", PartialDate(2013, 4, 25), lead),
        Statement(zenda, "pk:country", ruritania, lead),
        Statement(zenda, "geo:lat", 18.4333333, lead),
        Statement(zenda, "geo:long", -1.0, lead),
        Attack(
            mission, (bomb,), PartialDate(2014, 5, 3), True, (zenda,), ruritania, "CarBombing", (group,), (group,),
            (victims, victims, Casualties(injured=4, victim_role="Civilian")), "Zenda bombing (2014)",
        ),
        Accident(mission, (bomb,), PartialDate(2015, 2), casualties=(Casualties(killed=1, abducted=0),)),
        Tenure(
            mission, Entity("Person", "Rudolf Rassendyll"), "ForceCommander", lead,
            "Major General", graustark, PartialDate(2013), PartialDate(2014, 2), True,
        ),
        Contribution(mission, graustark, (*lead, bomb), 47, None, PartialDate(2019, 5, 1), "until 1 May 2019"),
        Figure(mission, "DeployedStrength", 6000, lead, PartialDate(2013, 7, 1), False, "Troops"),
    ]  # fmt: skip


def _evidence(wikitext: str, quote: str, rule: str) -> Evidence:
    begin = TEXT.index(wikitext)
    return Evidence(Span(begin, begin + len(wikitext)), quote, (), (), rule)


@pytest.fixture
def page() -> Page:
    return example_page()


@pytest.fixture
def mission() -> Entity:
    return example_mission()


@pytest.fixture
def facts() -> list[Fact]:
    return example_facts()
