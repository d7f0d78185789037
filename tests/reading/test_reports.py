"""Sentences as reports write them, on the page of a mission: what counts as the mission's, and what does not."""

import pytest

from kg.documents.read import read_document
from kg.facts.model import Attack, Contribution, Entity, Fact, Figure, Statement, Tenure
from kg.pages.model import Page
from kg.reading.read import read_facts

MISSION = "United Nations Mission in Bosnia and Herzegovina"


def facts(text: str, title: str = MISSION) -> tuple[Fact, ...]:
    lead = f"The '''{title}''' is a mission.\n\n" if title == MISSION else ""
    return read_facts(read_document(Page(title, lead + text))).facts


def strengths(text: str) -> set[tuple[str, int, str | None]]:
    found = (fact for fact in facts(text) if isinstance(fact, Figure))
    return {(f.measure.removesuffix("Strength"), f.value, f.personnel_kind) for f in found}


@pytest.mark.parametrize(
    "text",
    [
        "The requirement proposed for the troops of the mission would raise the ceiling from 6,700 to 7,500.",
        "The budget proposal foresees a mission of 507 personnel, with 8 police officers.",
        "What the police component needs is 275 additional personnel.",
        "The Mission's Support Division goes down from an authorized strength of 907.",
        "A total of 1,129 civilian staff of the mission received the fire/water safety induction training.",
    ],
)
def test_what_is_proposed_or_counted_otherwise_is_no_strength(text: str) -> None:
    assert strengths(text) == set()


def test_people_are_of_the_kind_that_the_head_of_a_sentence_names() -> None:
    text = "The troop strength stood at 6,200, out of an authorized strength of 6,600."
    assert strengths(text) == {("Deployed", 6200, "Troops"), ("Authorized", 6600, "Troops")}
    text = "The police component stood at 1,400, out of an authorized strength of 1,600."
    assert strengths(text) == {("Deployed", 1400, "Police"), ("Authorized", 1600, "Police")}
    assert strengths("On 3 May 1998 IPTF had 1,800 monitors.") == {("Deployed", 1800, "Police")}
    assert strengths("On 3 May 1998 the mission had a strength of 12 monitors.") == {
        ("Deployed", 12, "MilitaryObservers")
    }


def done(text: str, title: str = MISSION) -> set[tuple[str, str]]:
    found = (f for f in facts(text, title) if isinstance(f, Statement) and f.subject.kind == "Resolution")
    return {(f.subject.name.rpartition(" ")[2], f.property) for f in found if isinstance(f.value, Entity)}


def test_a_resolution_told_aside_takes_no_deed_from_the_one_told() -> None:
    text = (
        "It rests on resolution 1107 (1997), by which the mandate of the United Nations Mission in Bosnia and "
        "Herzegovina (UNMIBH), established by resolution 1035 (1995) of 21 December 1995, was extended until June 1998."
    )
    assert done(text) == {("1107", "pk:extends"), ("1035", "pk:establishes")}


def test_by_that_resolution_means_the_one_of_the_sentence_before() -> None:
    text = (
        "On 3 May 1998 the Council adopted resolution 1168 (1998). By that resolution the Council decided to extend "
        "the mandate of UNMIBH until 31 May 1999."
    )
    assert ("1168", "pk:extends") in done(text)


def test_what_is_only_said_of_a_resolution_or_on_another_matter_is_no_deed() -> None:
    said = "Leaders asked UNMIBH to end its mission, asserting that resolution 1035 (1995) was no longer relevant."
    assert not {("1035", "pk:terminates")} & done(said)
    assert done("The Trust Fund Unit, set up under resolution 900 (1994), was moved to UNMIBH.") == set()
    assert done("Under resolution 1325 (2000) the mission welcomed the expansion of the role of women.") == set()


def sent(text: str) -> set[tuple[str, int | None]]:
    return {(f.contributor.name, f.personnel) for f in facts(text) if isinstance(f, Contribution)}


def test_one_each_is_the_number_of_each_and_one_number_of_two_peoples_that_of_none() -> None:
    text = "UNMIBH has 11 military observers, one each from Kenya, Ghana and the United States of America."
    assert sent(text) == {("Kenya", 1), ("Ghana", 1), ("United States", 1)}
    assert ("Kenya", 3500) not in sent("UNMIBH had a force of 3,500 Kenyan and Ghanaian soldiers who served there.")


@pytest.mark.parametrize(
    "text",
    [
        "Violations of the terms went on, including the deployment of soldiers from Kenya in the zone of UNMIBH.",
        "A smaller UNMIBH would have continued to comprise a Kenyan battalion of 350 men.",
        "A total of 77 Kenyan policemen took part in the training programme of UNMIBH.",
    ],
)
def test_breaches_courses_and_what_would_have_been_are_no_contributions(text: str) -> None:
    assert sent(text) == set()


def held(text: str, title: str = MISSION) -> set[tuple[str, str, str]]:
    found = (fact for fact in facts(text, title) if isinstance(fact, Tenure))
    return {(t.person.name, t.role or "", f"{t.start or ''}/{t.end or ''}") for t in found}


def test_titles_of_rebels_and_statesmen_are_no_roles_of_a_mission() -> None:
    assert held("In the operations of UNMIBH the self-styled military leader, Emir Hodo, was killed.") == set()
    text = (
        "We thank the President of Ruritania, Professor Ivo Lund, the Special Representative of the Secretary-General, "
        "Mr. Olaf Berg, and the members of UNMIBH."
    )
    assert not {person for person, *_ in held(text)} & {"Ivo Lund"}


def test_other_offices_in_a_life_date_no_role_in_a_mission() -> None:
    life = (
        "Ann Example (born 1950) is a Swiss diplomat. Example served as Ambassador to Kenya from 2001 to 2002, and was "
        "asked by Secretary-General Joe Sample to head UNOMIG in 2003. She served in that position until 2006."
    )
    assert held(life, "Ann Example") == {("Ann Example", "HeadOfMission", "2003/2006")}


def test_since_then_and_since_a_departure_are_beginnings() -> None:
    text = (
        "Major-General Olaf Berg (Norway) continued as Force Commander until 20 August 1998. "
        "Since then, the Chief of Staff, Brigadier-General Ivo Lund (Kenya), has been acting Force Commander."
    )
    assert ("Ivo Lund", "ForceCommander", "1998-08-20/") in held(text)


@pytest.mark.parametrize(
    "text",
    [
        "Homage is due to the peacekeepers of UNMIBH who were shot dead on patrol.",
        "On 3 May 1998 UNMIBH took back the station, used by those who attacked the UNMIBH checkpoint.",
        "A police boat opened fire on a Kenyan fishing boat on 10 September 1998, UNMIBH reported.",
        "UNMIBH police gave three traffic accident investigation kits to the town.",
    ],
)
def test_tributes_other_peoples_losses_and_kits_are_no_attacks(text: str) -> None:
    assert not [fact for fact in facts(text) if isinstance(fact, Attack) or type(fact).__name__ == "Accident"]


def test_who_leads_an_assessment_leads_no_mission() -> None:
    assert held("UNMIBH saw the technical assessment mission, which was led by Ivo Lund.") == set()
    assert held("UNMIBH was led by Ivo Lund.") == {("Ivo Lund", "HeadOfMission", "/")}


def test_a_mission_that_is_mandated_to_do_more_is_not_established_then() -> None:
    text = "On 9 May 1998 the Council, in resolution 1168 (1998), mandated UNMIBH to watch the courts."
    assert done(text) == {("1168", "pk:amends")}


def test_an_intention_to_appoint_is_no_beginning() -> None:
    text = (
        "On 3 May 2004 he told of his intention to appoint Juan Lund (Chile) as Head of the mission. Mr. Lund assumed "
        "his duties on 7 June 2004."
    )
    found = [fact for fact in facts(text) if isinstance(fact, Tenure)]
    assert [(tenure.person.name, str(tenure.start)) for tenure in found] == [("Juan Lund", "2004-06-07")]


def test_the_end_of_a_unit_is_not_that_of_the_mission() -> None:
    text = "The Kenyan transport company of the mission, which had come late, ceased operations on 3 May 2001."
    assert not any(isinstance(fact, Statement) and fact.property == "pk:ended" for fact in facts(text))


def test_who_follows_in_a_plan_is_planned_too() -> None:
    text = "Uganda is to provide 900 soldiers to the mission, followed by Ethiopia with 700 and Egypt with 80."
    found = [fact for fact in facts(text) if isinstance(fact, Contribution)]
    assert {(fact.contributor.name, fact.comment) for fact in found} == {
        ("Uganda", "planned"),
        ("Ethiopia", "planned"),
        ("Egypt", "planned"),
    }


def test_one_number_of_many_countries_is_nobodys_also_in_two_lists() -> None:
    text = "The mission had 30 observers from Brazil, Canada and Venezuela, and 9 doctors from Argentina and Spain."
    found = [fact for fact in facts(text) if isinstance(fact, Contribution)]
    assert {(fact.contributor.name, fact.personnel) for fact in found} == {
        (name, None) for name in ("Brazil", "Canada", "Venezuela", "Argentina", "Spain")
    }
    text = "The mission had 12 observers from Kenya, 10 from Ghana and 5 from Chad."
    found = [fact for fact in facts(text) if isinstance(fact, Contribution)]
    assert {(fact.contributor.name, fact.personnel) for fact in found} == {("Kenya", 12), ("Ghana", 10), ("Chad", 5)}


def test_those_deployed_of_an_authorized_strength_are_not_authorized() -> None:
    text = "Of an authorised ceiling of 350 observers, 281 were on the ground."
    assert {(measure, value) for measure, value, _ in strengths(text)} == {("Authorized", 350), ("Deployed", 281)}
