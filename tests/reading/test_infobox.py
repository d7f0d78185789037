"""Infoboxes: every mapping of the ontology reads its own example; whole boxes give their facts."""

from collections.abc import Callable, Iterator

import pytest

from kg.documents.model import Document, Text
from kg.facts.model import Accident, Attack, Contribution, Entity, Fact, Figure, Name, Statement, Tenure
from kg.reading import counts, values
from kg.reading.boxes import Field, boxes
from kg.reading.contributions import read_sent
from kg.reading.coordinates import read_position
from kg.reading.holders import read_holder
from kg.reading.infobox import property_values
from kg.reading.missions import missions_in
from kg.reading.tenures import role_of_title
from kg.reading.victims import read_victims
from kg.values.mappings import Example, examples
from kg.values.missions import mission_named

Documents = Callable[..., Document]
Facts = Callable[..., tuple[Fact, ...]]
EXAMPLES = list(examples())


def words(value: object) -> str:
    known = mission_named(value.name) if isinstance(value, Entity) else None
    if isinstance(value, Entity):
        return f"{value.name} ({known.abbreviation})" if known else value.name
    return value.text if isinstance(value, Name) else str(value)


def people(text: Text) -> Iterator[object]:
    holder = read_holder(text)
    yield from (holder.person, holder.role, holder.rank) if holder else ()


def casualties(field: Field) -> Iterator[str]:
    bare = "injured" if field.mapping.property == "pk:injured" else "killed"
    groups = (group for part in values.parts(field.parameter) for group in read_victims(part, bare))
    yield from (f"{group.kind} {group.number}" for group in groups)


def counted(text: Text, reader: str) -> Iterator[object]:
    readers = {"strength": counts.read_strength, "fatalities": counts.read_dead, "budget": counts.read_budget}
    for count in readers[reader](text):
        yield from (count.value, count.date)


def told(field: Field, document: Document) -> Iterator[object]:
    reader, parts = field.mapping.reader, values.parts(field.parameter)
    if reader in ("leader", "leaders"):
        yield from (value for part in parts for value in people(part))
    elif reader in ("leader title", "office"):
        yield role_of_title(field.parameter.text.plain)
        yield from (text for m in missions_in(field.parameter.text) for text in (m.mission, field.parameter.text.plain))
    elif reader == "contributors":
        yield from (sent.country for part in parts if (sent := read_sent(part)))
    elif reader == "casualties":
        yield from casualties(field)
    elif reader in ("strength", "fatalities", "budget"):
        yield from (value for part in parts for value in counted(part, reader))
    elif reader in ("coordinates", "latitude", "longitude"):
        yield from (s.value for box in boxes(document) for s in read_position(box, Entity("Place", "Zenda")))
    elif reader == "combatants":
        yield from (group for part in parts for group in values.read_groups(part))
    else:
        yield from (value for _, value in property_values(field))


def is_part_of_a_coordinate(example: Example) -> bool:
    """Minutes, seconds and sides mean nothing without degrees; `test_coordinates` reads them together."""
    return example.mapping.reader in ("latitude", "longitude") and not example.mapping.parameter.endswith("d")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: f"{e.mapping.infobox}-{e.mapping.parameter}")
def test_mapped_parameters_read_their_examples(document: Documents, example: Example) -> None:
    if is_part_of_a_coordinate(example):
        return
    wikitext = f"{{{{Infobox {example.mapping.infobox}\n| {example.mapping.parameter} = {example.value}\n}}}}"
    page = document(wikitext)
    fields = [field for box in boxes(page) for field in box.fields]
    assert len(fields) == 1
    found = [words(value) for value in told(fields[0], page) if value is not None]
    missing = [part for part in example.reading if not any(part in text for text in found)]
    assert missing == [], found


def test_there_are_examples() -> None:
    assert len(EXAMPLES) > 100


def statements(facts: tuple[Fact, ...]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for fact in facts:
        if isinstance(fact, Statement):
            found.setdefault(fact.property, []).append(words(fact.value))
    return found


MISSION = """{{Infobox United Nations
| name = United Nations Mission in Ruritania
| type = Peacekeeping mission
| abbreviation = UNMIR
| formation = 3 May 2003
| headquarters = [[Zenda]], [[Liberia]]
| parent_organization = [[United Nations Security Council]]
| status = Completed on 2 June 2007
| website = [https://unmir.example/en Site]
| predecessor = [[Ruritania Monitoring Mission]]
| leader_title1 = Head
| leader_name1 = Jane Roe, Special Representative
| leader_title2 = Force Commander
| leader_name2 = {{flagicon|Sweden}} Lieutenant General [[Jan Novak]] (2003–2005)<br/>
Major General [[Ola Nordmann]] (Norway)
}}"""


def test_a_mission(facts: Facts) -> None:
    assert statements(facts(MISSION)) == {
        "rdfs:label": ["United Nations Mission in Ruritania"],
        "pk:abbreviation": ["UNMIR"],
        "pk:established": ["2003-05-03"],
        "pk:headquarters": ["Zenda"],
        "pk:parent": ["United Nations Security Council"],
        "pk:status": ["completed"],
        "schema:url": ["https://unmir.example/en"],
        "pk:predecessor": ["Ruritania Monitoring Mission"],
    }


def test_leaders(facts: Facts) -> None:
    held = [
        (t.person.name, t.role, t.rank, t.nationality and t.nationality.name, str(t.start), str(t.end))
        for t in facts(MISSION)
        if isinstance(t, Tenure)
    ]
    assert held == [
        ("Jane Roe", "HeadOfMission", None, None, "None", "None"),
        ("Jan Novak", "ForceCommander", "Lieutenant General", "Sweden", "2003", "2005"),
        ("Ola Nordmann", "ForceCommander", "Major General", "Norway", "None", "None"),
    ]


def test_evidence_is_the_value(facts: Facts) -> None:
    fact = next(f for f in facts(MISSION) if isinstance(f, Statement) and f.property == "pk:headquarters")
    span = fact.evidence[0].span
    assert MISSION[span.begin : span.end] == "[[Zenda]], [[Liberia]]"
    assert fact.evidence[0].rule == "infobox/united nations/headquarters"


ATTACK = """{{Infobox civilian attack
| title = 2016 Zenda bombing
| location = [[Zenda]], [[Mali]]
| target = Convoy of [[MINUSMA]]
| date = {{start date|2016|5|1|df=y}}
| type = Suicide bombing
| fatalities = 5
| injuries = 7
| perps = [[Army of Strelsau]]
}}
The '''bombing''' was an attack."""


def test_an_attack(facts: Facts) -> None:
    attack = next(fact for fact in facts(ATTACK, "2016 Zenda bombing") if isinstance(fact, Attack))
    assert attack.mission.name == "United Nations Multidimensional Integrated Stabilization Mission in Mali"
    assert (str(attack.date), [p.name for p in attack.place]) == ("2016-05-01", ["Zenda"])
    assert attack.country is not None
    assert attack.country.name == "Mali"
    assert (attack.method, [p.name for p in attack.perpetrator]) == ("SuicideBombing", ["Army of Strelsau"])
    assert [(c.killed, c.injured) for c in attack.casualties] == [(5, 7)]


def test_an_attack_on_no_mission_gives_nothing(facts: Facts) -> None:
    assert facts(ATTACK.replace("[[MINUSMA]]", "pilgrims"), "2016 Zenda bombing") == ()


BATTLE = """{{Infobox military conflict
| conflict = Battle of Zenda
| date = 3–5 March 2008
| place = [[Zenda]]
| combatant1 = {{flag|France}}
| combatant2 = [[United Nations Mission in Liberia|UNMIL]]
| casualties1 = 4 killed
| casualties2 = 2 killed<br />9 wounded
}}"""


def test_a_battle_gives_the_losses_of_the_missions_side(facts: Facts) -> None:
    attack = next(fact for fact in facts(BATTLE, "Battle of Zenda") if isinstance(fact, Attack))
    assert str(attack.date) == "2008-03"
    assert [(c.killed, c.injured) for c in attack.casualties] == [(2, 9)]


def test_a_battle_of_others_gives_nothing(facts: Facts) -> None:
    page = BATTLE.replace("[[United Nations Mission in Liberia|UNMIL]]", "Ruritania") + "\nUNMIL was not there."
    assert not any(isinstance(fact, Attack | Accident) for fact in facts(page, "Battle of Zenda"))


def test_a_career(facts: Facts) -> None:
    page = """{{Infobox military person
| name = Jan Novak
| rank = [[Lieutenant General]]
| allegiance = {{flag|Sweden}}
| commands = [[United Nations Mission in Liberia]] (2005–2006)<br />Royal Guard
}}"""
    found = facts(page, "Jan Novak")
    assert [(t.mission.name, t.role, t.rank, str(t.start), str(t.end)) for t in found if isinstance(t, Tenure)] == [
        ("United Nations Mission in Liberia", "ForceCommander", "Lieutenant General", "2005", "2006")
    ]


def test_offices(facts: Facts) -> None:
    page = """{{Infobox officeholder
| name = Jane Roe
| office = Special Representative and Head of [[UNMIL]]
| term_start = 2 March 2006
| term_end = 2008
| office2 = Mayor of Zenda
| term_start2 = 1999
}}"""
    found = facts(page, "Jane Roe")
    assert [(t.role, str(t.start), str(t.end)) for t in found if isinstance(t, Tenure)] == [
        ("HeadOfMission", "2006-03-02", "2008")
    ]


def test_coordinates(facts: Facts) -> None:
    page = "{{Infobox settlement|name=Zenda|latd=12|latm=30|latNS=S|longd=8|longm=15|longs=36|longEW=E}}"
    assert statements(facts(page, "Zenda")) == {"geo:lat": ["-12.5"], "geo:long": ["8.26"]}


def test_the_coordinates_of_a_country_are_its_capital_s(facts: Facts) -> None:
    found = facts("{{Infobox country|common_name=Ruritania|capital=[[Strelsau]]|latd=50|longd=14}}", "Ruritania")
    assert [(f.subject.name, f.value) for f in found if isinstance(f, Statement)] == [
        ("Strelsau", 50.0),
        ("Strelsau", 14.0),
    ]


def test_contributors_and_figures(facts: Facts) -> None:
    page = (
        MISSION[:-2]
        + "| strength = 12,000 troops and 500 police\n| contributors = {{flag|Chad}}<br>{{flag|Togo}} (45)\n}}"
    )
    found = facts(page)
    assert [(f.value, f.personnel_kind) for f in found if isinstance(f, Figure)] == [(12000, "Troops"), (500, "Police")]
    assert [(c.contributor.name, c.personnel) for c in found if isinstance(c, Contribution)] == [
        ("Chad", None),
        ("Togo", 45),
    ]


def test_ordinary_infoboxes_give_nothing(facts: Facts) -> None:
    box = "{{Infobox organization|name=Zenda Club|formation=1950|headquarters=[[Zenda]]|leader_name=Jan Novak}}"
    assert facts(box + "\nThe '''Zenda Club''' is a club.", "Zenda Club") == ()
