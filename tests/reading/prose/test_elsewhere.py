"""What a mission's page tells of missions in other countries is not told of its own."""

import pytest

from kg.documents.read import read_document
from kg.facts.model import Attack, Contribution, Figure, Tenure
from kg.pages.model import Page
from kg.reading.read import read_facts

MALI = "United Nations Multidimensional Integrated Stabilization Mission in Mali"
Told = Attack | Contribution | Figure | Tenure
LIBERIA = "unnamed United Nations mission in Liberia"


def read(sentence: str) -> list[Told]:
    page = Page(MALI, f"'''{MALI}''' is a peacekeeping mission.\n\n==History==\n{sentence}\n")
    return [fact for fact in read_facts(read_document(page)).facts if isinstance(fact, Told)]


def missions(sentence: str) -> list[str]:
    return [fact.mission.name for fact in read(sentence)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Two peacekeepers of the UN mission in {} were killed by gunmen on 3 May 2014.",
        "On 3 May 2014 Ann Example was appointed head of the UN mission in {}.",
        "The UN mission in {} had 4,000 troops.",
        "Egypt sent 300 troops to the U.N. peacekeeping force in {}.",
        "Egypt sent a battalion to {} to join the UN peacekeeping mission there.",
    ],
)
def test_a_mission_that_is_only_described_is_that_of_its_country(sentence: str) -> None:
    assert missions(sentence.format("Liberia")) == [LIBERIA]
    assert missions(sentence.format("Mali")) == [MALI]


def test_missions_told_by_their_countries_are_one_each() -> None:
    told = "Egypt has contributed troops to United Nations peacekeeping missions in Liberia, Rwanda and Mali."
    assert missions(told) == [LIBERIA, "United Nations Assistance Mission for Rwanda", MALI]
    recent = "Egypt contributed to United Nations peacekeeping missions, most recently in Liberia and Mali."
    assert missions(recent) == [LIBERIA, MALI]


@pytest.mark.parametrize(("where", "mission"), [("Timbuktu", MALI), ("Mali", MALI), ("Lebanon", "")])
def test_those_who_go_to_another_country_are_not_sent_to_the_mission(where: str, mission: str) -> None:
    assert missions(f"Egypt sent a contingent of 300 troops to {where} in 1997.") == ([mission] if mission else [])
    elsewhere = f"unnamed peacekeeping mission in {where}"
    assert missions(f"Egypt sent 300 peacekeepers to {where} in 1997.") == [mission or elsewhere]


def test_those_who_leave_another_country_did_not_leave_the_mission() -> None:
    assert not read("Egypt pulled its 300 troops out of Liberia.")
    assert missions("Egypt pulled its 300 blue helmets out of Liberia.") == ["unnamed peacekeeping mission in Liberia"]
    assert missions("Egypt pulled its 300 blue helmets out of Mali.") == [MALI]


def test_where_they_come_from_is_no_destination() -> None:
    assert missions("The mission has 300 troops from Egypt.") == [MALI]


@pytest.mark.parametrize(
    "sentence",
    [
        "Senegal has participated in many international and regional peacekeeping missions.",
        "Senegal has 2,000 troops in UN peacekeeping operations.",
    ],
)
def test_what_is_told_of_many_missions_is_not_told_of_one(sentence: str) -> None:
    assert not read(sentence)


def test_the_mission_may_be_called_an_operation() -> None:
    assert missions("Senegal has 2,000 troops in the peacekeeping operation.") == [MALI]
    assert missions("Senegal participated in peacekeeping operations in Mali.") == [MALI]


def test_those_of_all_missions_are_no_strength_of_one() -> None:
    assert not read("As of May 2019, Egypt was the sixth-largest contributor to UN peacekeeping, with 5,083 deployed.")
    assert not read("Egypt ranked sixth among contributors to UN peacekeeping efforts, with 5,083 personnel deployed.")


def test_numbers_in_brackets_are_those_of_missions_in_countries() -> None:
    told = read("Egypt contributes to UN missions in Burundi (232 personnel), Mali (140 personnel) and Sudan.")
    assert {(fact.mission.name, fact.personnel) for fact in told if isinstance(fact, Contribution)} == {
        ("unnamed United Nations mission in Burundi", 232),
        (MALI, 140),
        ("unnamed United Nations mission in Sudan", None),
    }


def test_a_mission_in_two_countries_may_be_the_only_one_there() -> None:
    told = missions("Egypt deployed 120 troops to Chad and the Central African Republic for an EU mission there.")
    assert told == ["EUFOR Chad/CAR"]


def test_missions_of_nobody_are_called_after_their_countries_alone() -> None:
    told = missions("Egypt has been involved in many peacekeeping operations in Burundi, Comoros and Mali.")
    assert told == ["unnamed peacekeeping mission in Burundi", "unnamed peacekeeping mission in Comoros", MALI]


def test_forces_all_over_a_continent_are_no_mission_s() -> None:
    assert not read("Egypt is an active contributor to peacekeeping forces in West and Central Africa.")
    assert missions("Egypt is an active contributor to the peacekeeping force.") == [MALI]


def test_who_fought_in_a_war_is_no_peacekeeper() -> None:
    assert not read("Egypt sent 32,500 troops in the Korean War, with a peak strength of 5,000.")
    assert missions("Egypt, which had fought in the Gulf War, sent 485 soldiers to the UN mission in Mali.") == [MALI]


def test_the_army_that_a_page_is_on_sends_for_its_nation() -> None:
    page = Page("Armed Forces of Liberia", "The '''Armed Forces of Liberia''' (AFL) are an army.\n\n{}\n")
    sent = "In 2013, the AFL deployed a platoon as part of MINUSMA."
    facts = read_facts(read_document(Page(page.title, page.text.format(sent)))).facts
    assert [fact.contributor.name for fact in facts if isinstance(fact, Contribution)] == ["Liberia"]
    assert not read(sent.replace("MINUSMA", "the mission"))


def test_other_pages_call_a_mission_after_its_country_too() -> None:
    page = Page("Foreign relations of Sudan", "'''Sudan''' has relations.\n\n{}\n")
    sent = "Pakistan contributed to the UN peacekeeping force in Sudan with 1,542 personnel."
    facts = read_facts(read_document(Page(page.title, page.text.format(sent)))).facts
    told = [fact for fact in facts if isinstance(fact, Contribution)]
    assert [(fact.mission.name, fact.personnel) for fact in told] == [("unnamed United Nations mission in Sudan", 1542)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The home director of the China Inland Mission, Ann Example, opposed the trade.",
        "Ann Example also serves as head of Ghana's Permanent Mission to the African Union.",
    ],
)
def test_missions_of_other_kinds_are_none(sentence: str) -> None:
    page = Page("Opium", f"'''Opium''' is a drug.\n\n{sentence}\n")
    assert not [fact for fact in read_facts(read_document(page)).facts if isinstance(fact, Told)]


def test_on_other_pages_a_role_is_not_carried_into_the_next_paragraph() -> None:
    told = "The wish was refused by KFOR commander General Ann Example."
    page = Page("Grimm War", "'''Grimm War''' was a war.\n\n== History ==\n" + told + "{}\n")
    later = {
        " General Joe Sample replaced her in May 2001.": 2,
        "\n\nThe Joe Sample affair directly replaced the news.": 1,
    }
    for behind, people in later.items():
        facts = read_facts(read_document(Page(page.title, page.text.format(behind)))).facts
        assert len([fact for fact in facts if isinstance(fact, Tenure)]) == people


@pytest.mark.parametrize(
    "before",
    ["The UN mission in {} was larger.", "Rebels attacked a village in {} on 3 May.", "In {}, it rained."],
)
def test_an_attack_is_not_in_the_country_of_which_the_sentence_before_tells(before: str) -> None:
    attack = "On 4 May 2014 two Togolese peacekeepers were killed when their truck hit a mine near Kidal."
    for country, carried in (("Liberia", []), ("Mali", ["Mali"])):
        told = [fact for fact in read(f"{before.format(country)} {attack}") if isinstance(fact, Attack)]
        assert [fact.country.name for fact in told if fact.country] == carried
