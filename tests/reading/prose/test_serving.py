"""On pages that are on no mission, the paragraph tells which one those who come to harm served."""

import pytest

from kg.documents.read import read_document
from kg.facts.model import Attack
from kg.pages.model import Page
from kg.reading.read import read_facts

SENT = "Since 2015 the army has had an infantry battalion with MINUSCA in the Central African Republic."
CAR = "United Nations Multidimensional Integrated Stabilization Mission in the Central African Republic"


def attacks(text: str, title: str = "Zambian Army") -> list[tuple[str, str]]:
    page = Page(title, f"The '''{title}''' is the land force of Zambia.\n\n{text}\n")
    told = [fact for fact in read_facts(read_document(page)).facts if isinstance(fact, Attack)]
    return [(fact.mission.name, str(fact.date)) for fact in told]


@pytest.mark.parametrize(
    "attack",
    [
        "On 20 June 2022 a Zambian peacekeeper was killed when his patrol was ambushed near Birao.",
        "On 20 June 2022 a Zambian soldier was killed in an ambush near Birao.",
        "On 20 June 2022 gunmen shot dead two Zambian soldiers.",
    ],
)
@pytest.mark.parametrize("title", ["Zambian Army", "Armed Forces of Zambia", "Zambia Defence Force"])
def test_its_soldiers_serve_the_mission_that_it_sends_them_to(attack: str, title: str) -> None:
    assert attacks(f"{SENT} {attack}", title) == [(CAR, "2022-06-20")]


@pytest.mark.parametrize(
    "attack",
    [
        "In 1979 two Zambian soldiers were killed in an ambush.",
        "On 20 June 2022 a Zambian soldier was killed in an ambush near Lusaka, Zambia.",
        "On 20 June 2022 a Zambian soldier was killed in an ambush in Mozambique.",
        "On 20 June 2022 a Kenyan soldier was killed in an ambush near Birao.",
    ],
)
def test_others_elsewhere_or_before_do_not(attack: str) -> None:
    assert attacks(f"{SENT} {attack}") == []


def test_another_paragraph_is_on_something_else() -> None:
    assert attacks(f"{SENT}\n\nOn 20 June 2022 a Zambian soldier was killed in an ambush.") == []


def test_the_last_mission_is_meant_that_a_country_sent_people_to() -> None:
    text = "Zambia sent a battalion to UNAMSIL in 1999. In 2006 it sent a battalion to UNMIS."
    attack = "On 4 May 2008 two Zambian soldiers were killed in an ambush."
    assert attacks(f"{text} {attack}") == [("United Nations Mission in Sudan", "2008-05-04")]


def test_peacekeepers_are_those_of_the_only_mission() -> None:
    attack = "On 4 May 2000 rebels killed two Kenyan peacekeepers near Makeni."
    assert attacks(f"UNAMSIL began in 1999. {attack}") == [("United Nations Mission in Sierra Leone", "2000-05-04")]
    assert attacks(f"UNAMSIL followed UNOMSIL in 1999. {attack}") == []


def test_a_sentence_that_first_tells_of_another_day_dates_the_attack_by_its_own() -> None:
    text = "In 1999 it sent 776 men to UNAMSIL; in May 2000, 208 of its soldiers were taken hostage near Makeni."
    assert attacks(text) == [("United Nations Mission in Sierra Leone", "2000-05")]


def test_peacekeepers_of_a_biography_are_those_of_the_mission_led_last() -> None:
    text = (
        "From 1992 to 1993 she commanded UNIFIL. In March 2012 she was appointed Force Commander of UNMIL. On 9 June "
        "2012 seven Nigerien peacekeepers under her command were killed in an ambush near Tai. Since 2018 she has "
        "headed the UN mission in Cyprus."
    )
    page = Page("Ann Example", f"'''Ann Example''' (born 3 May 1960) is a Ghanaian general.\n\n{text}\n")
    (told,) = (fact for fact in read_facts(read_document(page)).facts if isinstance(fact, Attack))
    assert told.mission.name == "United Nations Mission in Liberia"
    assert told.country is None


@pytest.mark.parametrize(
    ("attack", "told"),
    [
        ("On 28 August 2014, 45 of its soldiers were seized on the Golan in Syria by gunmen.", 1),
        ("On 28 August 2014, 45 of its soldiers were seized by gunmen.", 0),
        ("On 28 August 2014, 45 of its soldiers were seized in Kenya by gunmen.", 0),
        ("On 28 August 2014, 45 Kenyan soldiers were seized on the Golan in Syria by gunmen.", 0),
    ],
)
def test_soldiers_of_the_pages_nation_fall_where_the_mission_named_last_is(attack: str, told: int) -> None:
    found = attacks(f"In 2013 the army had hopes of a place in UNDOF. {attack}")
    assert [date for _, date in found] == ["2014-08-28"] * told
