from collections.abc import Callable

import pytest

from kg.documents.model import Document
from kg.reading.subject import subject_of

Documents = Callable[..., Document]


@pytest.mark.parametrize(
    ("title", "wikitext", "kind"),
    [
        ("United Nations Mission in Ruritania", "{{Infobox United Nations|type=Peacekeeping Mission}}", "mission"),
        ("United Nations Mission in Liberia", "A stub.", "mission"),
        ("Ruritania Monitoring Group", "The '''Group''' (RMG) is a ceasefire monitoring mission in Zenda.", "mission"),
        ("Zenda Force", "'''Zenda Force''' was a multinational peacekeeping force led by Strelsau.", "mission"),
        ("United Nations Security Council Resolution 1234", "It was adopted.", "resolution"),
        ("2016 Zenda bombing", "{{Infobox civilian attack|date=1 May 2016}}", "attack"),
        ("2016 Zenda bombing", "The '''bombing''' was a suicide bombing in Zenda on 1 May 2016.", "attack"),
        ("Rudolf Rassendyll", "{{Infobox military person|name=Rudolf}} He commanded a peacekeeping force.", "person"),
        ("Rudolf Rassendyll", "'''Rudolf''' was a general. [[Category:Living people]]", "person"),
        ("Battle of Zenda", "{{Infobox military conflict|conflict=Battle of Zenda}}", "conflict"),
        ("Ruritania", "{{Infobox country|common_name=Ruritania}}", "country"),
        ("Zenda", "{{Infobox settlement|name=Zenda}}", "place"),
        ("UNESCO", "{{Infobox United Nations|type=Specialized agency}}", "organization"),
        ("List of missions", "These are the peacekeeping missions.", "other"),
        ("Peacekeeping", "'''Peacekeeping''' comprises activities that favour lasting peace.", "other"),
        ("Aa River", "The '''Aa''' is a river in a valley.", "other"),
        ("Albedo", "'''Albedo''' is a measure of the force of light.", "other"),
        ("Mercury (disambiguation)", "'''Mercury''' is a peacekeeping mission.", "other"),
    ],
)
def test_kind(document: Documents, title: str, wikitext: str, kind: str) -> None:
    assert subject_of(document(wikitext, title)).kind == kind


def test_a_commander_of_a_peacekeeping_force_is_no_mission(document: Documents) -> None:
    text = "'''Jan Novak''' was the commander of a United Nations peacekeeping force."
    assert subject_of(document(text, "Jan Novak")).kind != "mission"


@pytest.mark.parametrize(
    ("lead", "kind"),
    [
        ("'''Jan Novak''' (born 3 May 1950) leads a choir.", "person"),
        ("'''Jan Novak''' (3 May 1930 – 4 June 2010) led a choir.", "person"),
        ("'''Jan Novak''' is a Czech diplomat.", "person"),
        ("'''Jan Novak''' (founded 1950) is a Czech choir.", "other"),
    ],
)
def test_a_life_is_a_person(document: Documents, lead: str, kind: str) -> None:
    assert subject_of(document(lead, "Jan Novak")).kind == kind


def test_missions_of_an_attack_stand_in_its_infobox(document: Documents) -> None:
    text = "{{Infobox civilian attack|target=Base of [[United Nations Mission in Liberia|UNMIL]]}}"
    subject = subject_of(document(text, "2005 Zenda attack"))
    assert [mission.name for mission in subject.missions] == ["United Nations Mission in Liberia"]


def test_an_ordinary_page_speaks_of_no_mission(document: Documents) -> None:
    subject = subject_of(document("'''Zenda''' is a town. [[UNMIL]] left in 2018.", "Zenda"))
    assert (subject.kind, subject.missions) == ("other", ())


def test_names_of_a_mission(document: Documents) -> None:
    box = "{{Infobox United Nations|type=mission|name=UN Mission in Ruritania|abbreviation=UNMIR}}"
    assert subject_of(document(box)).names == (
        "United Nations Mission in Ruritania",
        "UN Mission in Ruritania",
        "UNMIR",
    )


@pytest.mark.parametrize(
    ("title", "wikitext", "nation"),
    [
        ("Irish Army", "{{Infobox military unit|name=Irish Army}}", "Ireland"),
        ("Armed Forces of Kenya", "{{Infobox national military|name=x}}", "Kenya"),
        ("Foreign relations of Malta", "Malta has relations.", "Malta"),
        ("Kenya", "{{Infobox country|common_name=Kenya}}", "Kenya"),
        ("Fifth Army", "{{Infobox military unit|name=Fifth Army}}", None),
        ("Rivers of Kenya", "Kenya has rivers.", None),
        ("Kenya–Uganda relations", "Both are states. {{Infobox organization|name=x}}", None),
        ("UNMIR", "{{Infobox United Nations|type=Peacekeeping mission}}", None),
    ],
)
def test_the_nation_of_a_page(document: Documents, title: str, wikitext: str, nation: str | None) -> None:
    found = subject_of(document(wikitext, title)).nation
    assert (found.name if found else None) == nation
