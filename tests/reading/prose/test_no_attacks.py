"""What counts as an attack on the mission and its people, and what does not."""

from collections.abc import Callable

import pytest

from kg.documents.read import read_document
from kg.facts.model import Accident, Attack
from kg.pages.model import Page
from kg.reading.read import read_facts

Events = Callable[[str], list[Attack | Accident]]
Tolls = Callable[[Attack | Accident], list[tuple[int | None, int | None, str]]]


def test_an_accident_is_no_attack(events: Events) -> None:
    (accident,) = events("On 3 May 2001 a UN helicopter crashed in bad weather, killing four peacekeepers.")
    assert isinstance(accident, Accident)
    assert accident.casualties[0].killed == 4


@pytest.mark.parametrize(
    "text",
    [
        "Since 1999 forty peacekeepers have been killed.",
        "Two peacekeepers died of malaria.",
        "The rebels threatened to attack the UN base.",
        "Peacekeepers killed three rebels.",
        "UN officials said that rebels had killed nine villagers.",
        "Two UN observers who had been abducted were released.",
        "Rebels shelled a market in Nordhaven.",
        "I pay tribute to the members of UNMIR who lost their lives in the course of the operation.",
        "A car bomb outside a hotel in Grimm kills 20; UNMIR soldiers help the wounded.",
        "During a visit to the base of UNMIR, the governor was attacked by rebels.",
        "Two groups of villagers threw stones at each other after UNMIR inspectors had spoken.",
        "The Ruritanian border forces complained about rocket attacks against one of their positions near Grimm and "
        "asked UNMIR to look.",
        "The pact foresees air strikes and the enhancement of safety in the UN zones.",
    ],
)
def test_what_is_no_attack_on_the_mission(text: str, events: Events) -> None:
    assert events(text) == []


@pytest.mark.parametrize(
    "quarrel", ["Five farmers were killed in a quarrel over cattle.", "Clashes between herders left five dead."]
)
def test_those_killed_for_reasons_of_their_own_are_no_victims(quarrel: str, events: Events, tolls: Tolls) -> None:
    attack = "Gunmen attacked a UN convoy near Grimm on 3 May 2001, killing two peacekeepers."
    for text in (f"{attack} {quarrel}", f"{quarrel} {attack}"):
        (told,) = events(text)
        assert [killed for killed, *_ in tolls(told)] == [2]


def test_soldiers_of_another_country_fire_at_what_is_the_mission_s(events: Events) -> None:
    (attack,) = events("A vehicle of UNMIR was fired on by Kenyan soldiers on 3 May 2001.")
    assert isinstance(attack, Attack)


def test_who_lost_their_lives_without_an_attack_were_not(events: Events) -> None:
    assert not events("Rebels left Grimm; two Kenyan peacekeepers lost their lives.")


@pytest.mark.parametrize(
    "text",
    [
        "A soldier of the UN force shoots and fatally wounds a driver who fails to stop at a checkpoint near Grimm.",
        "A UN policeman opened fire on a trader at the gate.",
        "Peacekeepers attacked UN staff by mistake near Sulbek.",
    ],
)
def test_what_one_of_the_mission_does_is_no_attack(text: str, events: Events) -> None:
    assert events(text) == []


@pytest.mark.parametrize(
    ("told", "attacks"),
    [
        ("Kenya has sent soldiers to UNMIS since 2001. On 3 May 2003 a Kenyan soldier was shot dead by bandits.", 1),
        ("Kenya has sent soldiers to UNMIS since 2001. On 3 May 2003 rebels stormed a Kenyan camp near Grimm.", 1),
        ("Kenya sent a battalion to UNMIS. Rebels opened fire on their hosts. Two Kenyan soldiers were killed.", 1),
        ("Kenya has sent soldiers to UNMIS since 2001. On 3 May 2003 a Ghanaian soldier was shot dead by bandits.", 0),
        ("Kenya has sent soldiers to UNMIS. On 3 May 2003 a Kenyan soldier was shot dead by bandits in Kenya.", 0),
        ("Kenya was far away.\n\nOn 3 May 2003 a Kenyan soldier was shot dead by bandits.", 0),
    ],
)
def test_the_soldiers_of_a_country_that_a_paragraph_says_sends_them(
    told: str, attacks: int, events_elsewhere: Events
) -> None:
    assert len(events_elsewhere(told)) == attacks


def test_its_office_is_that_of_the_mission_before(events: Events) -> None:
    text = "{} In the night of 3 May 2001 its regional office at Grimm was attacked with grenades."
    assert len(events(text.format("The mission itself has not been spared."))) == 1
    assert events(text.format("The bank itself has not been spared.")) == []


@pytest.mark.parametrize(
    "text",
    [
        "Attacks on the mission were condemned by the Council.",
        "The Council condemned attacks against UN patrols.",
        "Armed attacks against the mission increased in May 2005.",
        "The Georgian side said that one of its patrols was attacked while a visit of the mission was prepared.",
        "The mission helped the army to launch an attack against M23 positions on the heights.",
        "The mission has been provided free of cost with the premises that it requires.",
    ],
)
def test_what_tells_of_no_attack_on_the_mission(text: str, events: Events) -> None:
    assert events(text) == []


def test_one_attack_among_words_on_attacks_is_told(events: Events) -> None:
    text = "The mission condemned this cowardly attack on a UN convoy, and said that attacks against it are a crime."
    assert len(events(text)) == 1


def test_soldiers_of_whom_the_mission_tells_are_its_own(events: Events) -> None:
    (attack,) = events("The mission said that 30 soldiers were injured in clashes with rioters on 3 May 2001.")
    assert attack.casualties[0].injured == 30
    assert events("The mission said that 30 government soldiers were injured in clashes on 3 May 2001.") == []


def test_who_is_held_after_an_accident_is_a_story_of_its_own(events: Events) -> None:
    text = "On 3 May 2001 a UN patrol was hurt in a traffic accident. Two peacekeepers were then detained by police."
    assert [type(event).__name__ for event in events(text)] == ["Accident", "Attack"]


@pytest.mark.parametrize(
    "text",
    [
        "Fifteen UN soldiers were killed between April and July 1994.",
        "The army lost 14 soldiers of the mission: illness (10) and drowning (4).",
        "Some of the bases that the mission had handed over were attacked in June.",
        "The earlier report that a UN soldier was shot did not prove valid.",
        "Two battalions left the mission, whose soldiers had been accused of firing into a crowd, killing 24 people.",
        "The general warned that the UN compound in Sulbek would be shelled if the planes came again.",
    ],
)
def test_totals_and_what_is_not_the_missions_are_no_attacks(text: str, events: Events) -> None:
    assert events(text) == []


def test_a_bomb_that_targets_the_mission_is_not_its_deed(events: Events, tolls: Tolls) -> None:
    (attack,) = events("A mine targeting the mission kills seven people in Sulbek.")
    assert tolls(attack) == [(7, None, "")]


@pytest.mark.parametrize(
    "text",
    [
        "On 3 May 2001 a convoy {} came under fire near Grimm.",
        "On 3 May 2001 a device was detonated against a convoy {} near Grimm.",
    ],
)
def test_a_convoy_is_the_missions_on_its_page_unless_it_is_said_to_be_others(text: str, events: Events) -> None:
    assert len(events(text.replace(" {}", ""))) == 1
    assert [events(text.format(whose)) for whose in ("of the Ruritanian army", "carrying the prime minister")] == [
        [],
        [],
    ]


@pytest.mark.parametrize(
    ("told", "attacks"),
    [
        ("Ten farmers were killed in a UNMIR air strike near Grimm.", 0),
        ("Ten farmers were killed in UNMIR shelling near Grimm.", 0),
        ("Ten farmers were killed in an attack on UNMIR near Grimm.", 1),
        ("A UNMIR prosecutor indicted a man who had shot at several police officers near Grimm.", 0),
        ("A UNMIR prosecutor was shot at near Grimm.", 1),
        ("UNMIR received a complaint that gunmen had attacked a police post.", 0),
        ("UNMIR received reports that gunmen had attacked its post.", 1),
        ("While UNMIR was trying to negotiate a truce, the army shelled rebel positions.", 0),
        ("While UNMIR was trying to negotiate a truce, the army shelled its positions.", 1),
        ("He asked the alliance to authorize its pilots to launch air strikes on guns that had hit a UNMIR post.", 0),
        ("In the year that it left, 45 UNMIR soldiers have been killed this year in attacks.", 0),
        ("45 UNMIR soldiers have been killed this week in an attack.", 1),
        ("He calls for a cease fire and for a multinational peacekeeping force.", 0),
        ("Rebels fire at a multinational peacekeeping force.", 1),
    ],
)
def test_what_stands_beside_the_mission_s_name_befell_it_or_not(told: str, attacks: int, events: Events) -> None:
    assert len(events(told)) == attacks


@pytest.mark.parametrize(
    ("told", "attacks"),
    [
        ("Gunmen shelled French positions, killing two soldiers.", 0),
        ("Gunmen shelled Irish positions, killing two soldiers.", 1),
        ("Two Irish soldiers were killed in an ambush.", 1),
        ("Two French soldiers were killed in an ambush.", 0),
        ("Two French soldiers of MINUSMA were killed in an ambush.", 1),
        ("France sent 20 soldiers to the mission. Two French soldiers were killed in an ambush.", 1),
    ],
)
def test_soldiers_of_a_party_to_the_conflict_are_not_the_mission_s(told: str, attacks: int) -> None:
    page = Page("MINUSMA", f"{{{{Infobox United Nations|abbreviation=MINUSMA|name=MINUSMA}}}}\n{told}")
    assert len([fact for fact in read_facts(read_document(page)).facts if isinstance(fact, Attack)]) == attacks


@pytest.mark.parametrize(
    ("text", "mission"),
    [
        (
            "UNMIR mourns Olaf Berg, a EULEX customs officer, who was shot dead in May 2001.",
            "European Union Rule of Law",
        ),
        ("A UNMIL soldier was shot dead near a EULEX post in May 2001.", "United Nations Mission in Liberia"),
        ("A UNMIR soldier was shot dead in May 2001.", "United Nations Mission in Ruritania"),
    ],
)
def test_an_attack_befell_the_mission_of_its_victims(text: str, mission: str, events: Events) -> None:
    (event,) = events(text)
    assert event.mission.name.startswith(mission)
    assert event.casualties[0].victim_role == ("Staff" if "customs" in text else "Soldier")


def test_attacks_that_are_to_be_prevented_are_none(events: Events) -> None:
    assert events("The Council asked for measures to prevent attacks against the mission and its people in 2001.") == []


def test_a_deed_that_was_only_tried_killed_nobody(events: Events, tolls: Tolls) -> None:
    tried = (
        "Two men were held for the murder of one UN soldier and the attempted murder of two other UN soldiers in 2001."
    )
    (attack,) = events(tried)
    assert tolls(attack) == [(1, None, "")]


def test_the_day_of_a_judgment_is_not_that_of_the_deed(events: Events) -> None:
    tried = "On 26 March 1999, after a long trial, three men accused of the killing of four soldiers of the mission on "
    (attack,) = events(tried + "20 July 1998 were found guilty and sentenced to death.")
    assert str(attack.date) == "1998-07-20"
