"""Whole pages of our own: what must not be read from them, and what must, beyond single passages."""

import pytest

from kg.documents.read import read_document
from kg.facts.model import Attack, Contribution, Entity, Fact, Figure, Statement, Tenure
from kg.pages.model import Page
from kg.reading.read import read_facts


def facts(title: str, text: str) -> tuple[Fact, ...]:
    return read_facts(read_document(Page(title, text))).facts


def tenures(title: str, text: str) -> set[tuple[str, str, str]]:
    found = (fact for fact in facts(title, text) if isinstance(fact, Tenure))
    return {(t.person.name, t.role or "", f"{t.start or ''}/{t.end or ''}") for t in found}


def stated(title: str, text: str, key: str) -> set[str]:
    found = (fact for fact in facts(title, text) if isinstance(fact, Statement) and fact.property == key)
    return {f.value.name if isinstance(f.value, Entity) else str(f.value) for f in found}


def test_the_date_of_another_mission_is_not_its_beginning() -> None:
    text = "The Implementation Force (IFOR) was a force. IFOR relieved UNPROFOR, which had first arrived in 1992."
    assert stated("Implementation Force", text, "pk:established") == set()


def test_commanders_of_corps_components_and_battalions_command_no_mission() -> None:
    text = (
        "The Implementation Force (IFOR) was a force. Lt Gen Paul Weir, Commander Allied Quick Response Corps (AQRC), "
        "acted as Land Component Commander. The 8th Force Support Battalion was under the command of Major Ada Poe. "
        "General Olaf Berg, commander of the IFOR Air Force, came. Bosniak commander Emir Hodo was arrested by IFOR."
    )
    assert tenures("Implementation Force", text) == set()


def test_of_a_life_an_end_before_the_beginning_and_a_name_behind_a_bare_title_are_no_tenure_s() -> None:
    life = "'''Ada Vane''' (born 3 May 1940) is a Kenyan general.\n\n{}"
    text = "She was Force Commander of the United Nations Mission in Liberia from {}."
    assert tenures("Ada Vane", life.format(text.format("2005 until 1999"))) == {("Ada Vane", "ForceCommander", "2005/")}
    told = tenures("Ada Vane", life.format(text.format("2001 until 2003")))
    assert told == {("Ada Vane", "ForceCommander", "2001/2003")}
    text = "From 2001 to 2003 she was Commander, Olaf Berg, of UNMIL."
    assert {person for person, *_ in tenures("Ada Vane", life.format(text))} == {"Ada Vane"}


def test_an_attack_belongs_to_the_mission_that_its_clause_names() -> None:
    text = (
        "The Implementation Force (IFOR) was a force in Bosnia and Herzegovina.\n\n"
        "In May 1995 rebels shot three UNPROFOR peacekeepers dead near Grimm."
    )
    (attack,) = (fact for fact in facts("Implementation Force", text) if isinstance(fact, Attack))
    assert attack.mission.name == "United Nations Protection Force"


def test_an_attack_on_a_page_on_something_else_is_read_where_its_dead_are_told() -> None:
    lead = "The Armed Forces of Liberia are the military of Liberia.\n\n"
    told = "On 3 May 2017 a Liberian soldier of MINUSMA was killed when his convoy was ambushed near Timbuktu."
    (attack,) = (f for f in facts("Armed Forces of Liberia", lead + told) if isinstance(f, Attack))
    assert attack.country is not None
    assert (attack.mission.name.split()[-1], attack.country.name) == ("Mali", "Mali")
    vague = "Rebels were attacking MINUSMA bases."
    assert not [f for f in facts("Armed Forces of Liberia", lead + vague) if isinstance(f, Attack)]


def test_what_a_draft_would_do_or_a_framework_holds_no_resolution_did() -> None:
    lead = "The United Nations Interim Administration Mission in Kosovo (UNMIK) is a mission. "
    title = "United Nations Interim Administration Mission in Kosovo"
    draft = "In May 2007 members circulated a draft resolution that would replace Resolution 1244 and end UNMIK."
    framework = "EULEX was created in 2008, which works within the framework of Security Council Resolution 1244."
    assert stated(title, lead + draft, "pk:terminates") == set()
    assert stated(title, lead + framework, "pk:establishes") == set()


def test_operations_that_a_resolution_halts_are_no_mission() -> None:
    text = "On 3 March 1961 the Security Council passed a resolution permitting ONUC to halt military operations."
    assert stated("Long Jump", text, "pk:terminates") == set()


def test_parties_to_a_war_and_withdrawals_that_are_feared_are_no_contributions() -> None:
    text = (
        "The Congolese and Rwandan forces kept reporters and MONUC from going there. "
        "The war raised the potential of all Indian troops being withdrawn from MONUC. "
        "France offered to lead a humanitarian mission in the south while MONUC was looking for more troops."
    )
    assert not [fact for fact in facts("Campaign in Kivu", text) if isinstance(fact, Contribution)]


def test_deployments_of_an_army_are_its_own() -> None:
    text = (
        "The Tunisian Armed Forces are the military of Tunisia. Former deployments of the Tunisian armed forces have "
        "included Cambodia (UNTAC), Namibia (UNTAG), Somalia and Rwanda."
    )
    sent = [fact for fact in facts("Tunisian Armed Forces", text) if isinstance(fact, Contribution)]
    assert {fact.contributor.name for fact in sent} == {"Tunisia"}
    assert len(sent) == 2


def test_a_sentence_before_a_list_does_not_make_it_one_of_contributors() -> None:
    text = (
        "The Malaysian Armed Forces are the military of Malaysia.\n\n"
        "It contributed a battalion to the United Nations Transition Assistance Group.\n\n"
        "* Western Sahara (1991–present)\n"
    )
    sent = [fact for fact in facts("Malaysian Armed Forces", text) if isinstance(fact, Contribution)]
    assert "Western Sahara" not in {fact.contributor.name for fact in sent}


def test_countries_that_let_a_mission_leave_are_no_strength() -> None:
    text = "Peace between the two countries would let MONUC go home."
    assert not [fact for fact in facts("Campaign in Kivu", text) if isinstance(fact, Figure)]


def test_a_ceasefire_and_a_power_to_detain_are_no_attack() -> None:
    lead = "The United Nations Mission in Sierra Leone (UNAMSIL) was a mission.\n\n"
    text = (
        "On 10 November the parties signed a ceasefire that provided for the RUF to return seized weapons to UNAMSIL. "
        "It reaffirmed UNAMSIL's ability to detain foreign soldiers. "
        "More and more, its peacekeepers were being attacked."
    )
    assert not [f for f in facts("United Nations Mission in Sierra Leone", lead + text) if isinstance(f, Attack)]


def test_the_day_of_a_resolution_is_not_that_of_the_attacks_that_it_speaks_of() -> None:
    text = (
        "United Nations Security Council Resolution 820, adopted on 17 April 1993, recalling resolution 713 (1991), "
        "voiced concern at the deeds of Bosnian Serb units, including attacks on civilians and on UNPROFOR."
    )
    attacks = [f for f in facts("United Nations Security Council Resolution 820", text) if isinstance(f, Attack)]
    assert all(attack.date is None for attack in attacks)


def test_a_resolution_that_parties_must_carry_out_is_not_the_one_that_renews() -> None:
    text = (
        "United Nations Security Council Resolution 371 was adopted on 24 July 1975. The resolution then called on the "
        "parties to carry out resolution 338 and renewed the mandate of UNDOF, the observer force."
    )
    extended = [
        fact
        for fact in facts("United Nations Security Council Resolution 371", text)
        if isinstance(fact, Statement) and fact.property == "pk:extends"
    ]
    assert all("338" not in fact.subject.name for fact in extended)


def test_the_person_of_a_biography_is_one_under_any_form_of_the_name() -> None:
    text = (
        "Lieutenant General Olaf Henrik Berg (born 19 January 1937) is a Norwegian soldier.\n\n== Career ==\n\n"
        "Berg was the Chief of Staff of UNTSO between January 1976 and April 1978."
    )
    assert tenures("Olaf Berg", text) == {("Olaf Berg", "ChiefOfStaff", "1976-01/1978-04")}


def test_whom_he_met_is_not_he() -> None:
    text = (
        "Amadou Sarr (1942 – 4 September 2017) was a Senegalese general. He gave letters to President Boris Sokolov. "
        "Earlier he was the Force Commander of MONUC from 2000 to 2004."
    )
    assert tenures("Amadou Sarr", text) == {("Amadou Sarr", "ForceCommander", "2000/2004")}


def test_another_spelling_in_brackets_is_no_other_person() -> None:
    text = 'Park Young (Hangul: "Pak Yeong"; born 1948) is the former Special Representative for Liberia (UNMIL).'
    assert tenures("Park Young", text) == {("Park Young", "HeadOfMission", "/")}


def test_who_appoints_does_not_hold_the_office() -> None:
    text = (
        "Secretary-General Ban Ki-moon has appointed Lisa Baker his Special Representative and Head of UNFICYP "
        "on 2 June 2010. Baker replaces Joe Sample of Kenya, who held that function from May 2008 to April 2010."
    )
    assert tenures("Lisa Baker", text) == {
        ("Lisa Baker", "HeadOfMission", "2010-06-02/"),
        ("Joe Sample", "HeadOfMission", "2008-05/2010-04"),
    }


def test_what_somebody_leaves_later_in_a_life_is_another_post() -> None:
    text = (
        "Karim Marzouk (born 1948) is a Tunisian politician. In November 1999 he became head of MONUC.\n\n"
        "Later he was foreign minister. He resigned on 27 January 2011."
    )
    assert tenures("Karim Marzouk", text) == {("Karim Marzouk", "HeadOfMission", "1999-11/")}


def test_one_role_does_not_lend_its_days_to_another() -> None:
    text = (
        "Alan Ross is a British diplomat. On 24 October 2007 he was appointed head of MONUC.\n\n"
        "Before his current post he was the Special Representative in Liberia and head of the mission there, UNMIL."
    )
    assert ("Alan Ross", "HeadOfMission", "/") in tenures("Alan Ross", text)


MISSION = "United Nations Observer Mission in Georgia"
LEAD = f"The {MISSION} (UNOMIG) was a mission.\n\n"


def attacks(text: str) -> list[Attack]:
    return [fact for fact in facts(MISSION, LEAD + text) if isinstance(fact, Attack)]


@pytest.mark.parametrize(
    "text",
    [
        "The minister said that his state will look into incidents in which United Nations personnel were attacked.",
        "The deliberate targeting of vehicles and personnel continued, so that more UNOMIG protection was needed.",
        "The parties must put a complete stop to the hijacking of United Nations vehicles.",
        "On a few occasions, UNOMIG forces have been targeted by hostile fire.",
        "Mine-clearance in support of United Nations operations has gone on. The mine capabilities in the Force grew.",
        "The housing team of UNOMIG is naming needs for a target of 200 police officers to be moved.",
        "The mother of a UNOMIG driver was shot dead in a robbery on 3 May 2000.",
        "On 13 August 1993 armed men abducted children. Gangs stole UNOMIG vehicles, sometimes at gunpoint.",
        "On 27 January 1993 gunmen killed eight villagers near Pong. UNOMIG police are investigating these attacks.",
        "The army has launched attacks on the guerrillas, which in UNOMIG's view also break the accord.",
        "After the team of UNOMIG looked into the downing of a drone on 18 March 2008, UNOMIG told the ministry.",
        "UNOMIG wants freedom of movement and that the parties return all seized observation posts.",
        "The force conducted its first raid on pirate bases on the mainland.",
        "There were rumours that the town was about to be bombed and that UNOMIG would let the rebels attack it.",
    ],
)
def test_what_is_no_attack_on_the_mission(text: str) -> None:
    assert attacks(text) == []


def test_an_attack_told_plainly_beside_them_is_one() -> None:
    (attack,) = attacks(
        "Attacks on UNOMIG personnel continued. On 3 May 2001 two UNOMIG observers were shot near Grimm."
    )
    assert str(attack.date) == "2001-05-03"


def test_a_patrol_beyond_the_post_of_another_force_is_its_own() -> None:
    (attack,) = attacks(
        "On 1 June 2000, beyond the last post of the CIS peacekeeping force, masked men took hostage a UNOMIG patrol."
    )
    assert attack.mission.name == MISSION


def test_a_dated_bomb_after_a_riot_is_another_event() -> None:
    (attack,) = attacks(
        "Demonstrators stoned UNOMIG headquarters in Grimm and injured one UNOMIG officer. "
        "On 21 February 1999 a device planted in the car of the minister exploded and injured three people."
    )
    assert attack.date is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The total strength of the Kenyan National Police has reached 7,000 officers.", None),
        (
            "Not one of the 160 people assigned to the Inspectorate of the national police left.",
            None,
        ),
        ("A total of 7,200 officers have been certified.", None),
        ("An additional formed police unit of 125 officers is to be stationed in the capital.", None),
        ("The mission's strength stood at 134 observers.", 134),
        ("There were 8,000 soldiers outside of UNOMIG.", None),
        ("Only 400 of the some 1,900 police officers foreseen by UNOMIG are in place.", 400),
        ("The plan is to have a 2.000 strong force.", 2000),
    ],
)
def test_whose_people_are_counted(text: str, value: int | None) -> None:
    found = {fact.value for fact in facts(MISSION, LEAD + text) if isinstance(fact, Figure)}
    assert found.issuperset({value} if value else set())
    assert value or not found


def test_a_country_named_again_in_brackets_is_no_further_contributor() -> None:
    text = (
        "Observers came from Austria, the Russian Federation (Soviet Union before December 1991), Senegal and Sweden."
    )
    sent = {fact.contributor.name for fact in facts(MISSION, LEAD + text) if isinstance(fact, Contribution)}
    assert sent == {"Austria", "Russia", "Senegal", "Sweden"}


def test_resolutions_that_are_recalled_do_nothing() -> None:
    text = (
        "United Nations Security Council Resolution 1545, adopted on 21 May 2004, after recalling its resolutions, "
        "in particular Resolution 1375 (2001), established a force, the United Nations Operation in Burundi (ONUB)."
    )
    found = [
        (fact.subject.name, fact.property)
        for fact in facts("United Nations Operation in Burundi", text)
        if isinstance(fact, Statement) and fact.subject.kind == "Resolution" and fact.property != "pk:number"
    ]
    assert {name.split()[-1] for name, _ in found} == {"1545"}
    assert "pk:establishes" in {key for _, key in found}


def test_who_only_sends_or_belongs_to_a_state_leads_no_mission() -> None:
    text = (
        "In 1999 John Holt led a United Nations force into East Timor (INTERFET). The Egyptian Chief of Staff, Saad, "
        "noted that INTERFET was stopped. Gang leader Jim Barr warned of the deployment of a Kenyan-led police force."
    )
    assert tenures("Holt and others", text) == set()
    nick = 'The deputy commander of ISAF, General Sir Nicholas "Nick" Barker, took over.'
    assert ('Nicholas "Nick" Barker', "DeputyForceCommander", "/") in tenures("ISAF news", nick)


def test_units_and_numbers_of_a_page_on_an_army_are_its_nation_s() -> None:
    text = (
        "{{Infobox national military|name=x}}\nThe forces are small.\n\n== Abroad ==\nTheir work abroad is long. "
        "As of May 2012, 88 soldiers are posted with the International Security Assistance Force. "
        "A platoon serves with UNIFIL."
    )
    sent = {
        (f.contributor.name, f.personnel, f.comment)
        for f in facts("Kenya Defence Forces", text)
        if isinstance(f, Contribution)
    }
    assert sent == {("Kenya", 88, None), ("Kenya", None, "a platoon")}
    figures = [fact for fact in facts("Kenya Defence Forces", text) if isinstance(fact, Figure)]
    assert figures == []
    assert [f for f in facts("Bread", text.replace("national military", "food")) if isinstance(f, Contribution)] == []
