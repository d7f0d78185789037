"""Persons as a sentence names them."""

import pytest

from kg.documents.model import Mark, Text
from kg.reading.prose.mask import Masked
from kg.reading.prose.persons import Person, fold_persons
from kg.reading.prose.views import view


def persons(plain: str) -> list[Person]:
    return [c.value for c in view("tenure", plain).chunks.values() if isinstance(c.value, Person)]


@pytest.mark.parametrize(
    ("text", "name", "rank", "nationality"),
    [
        ("Belgian Major General Jean Example", "Jean Example", "Major General", "Belgium"),
        ("Lt. Gen. Ann Example (Sweden)", "Ann Example", "Lieutenant General", "Sweden"),
        ("Brigadier-General Jaime de los Ejemplos of Chile", "Jaime de los Ejemplos", "Brigadier General", "Chile"),
        ("Tengku Contoh bin Tengku Misal from Malaysia", "Tengku Contoh bin Tengku Misal", None, "Malaysia"),
        ("Ann Example, a Swedish lieutenant general,", "Ann Example", "Lieutenant General", "Sweden"),
        ("J. F. K. O'Example of Ireland", "J. F. K. O'Example", None, "Ireland"),
        ("Kenya's Ann Example", "Ann Example", None, "Kenya"),
        ("the former Ghanaian foreign minister Ann Example", "Ann Example", None, "Ghana"),
        ("Çelik Örnek-Şahin (Turkey)", "Çelik Örnek-Şahin", None, "Turkey"),
        ("Mr. Example of Norway", "Example", None, "Norway"),
        ("Finn Example (Denmark)", "Finn Example", None, "Denmark"),
        ("Example, a Swedish diplomat,", "Example", None, "Sweden"),
    ],
)
def test_a_person_with_what_stands_beside(text: str, name: str, rank: str | None, nationality: str | None) -> None:
    found = persons(f"In May 2001 the mission welcomed {text}")
    assert [(p.name, p.rank, p.nationality and p.nationality.name) for p in found] == [(name, rank, nationality)]


@pytest.mark.parametrize(
    "text",
    [
        "the Special Representative for the Popular Consultation",
        "The Force Commander spoke.",
        "The Security Council met in May.",
        "The General Assembly voted.",
        "Finn soldiers came.",
        "Example spoke.",
        "Example, a Swedish town, was silent.",
        "The United Nations Mission in Liberia closed.",
        "In Northern Province the Army left Camp Alpha.",
    ],
)
def test_not_a_person(text: str) -> None:
    assert persons(text) == []


def test_a_link_names_the_article() -> None:
    text = Text("Ann Example came.", marks=(Mark("link", 0, 11, "Ann Example (general)"),))
    folded = fold_persons(Masked(text.plain, ()), text)
    assert [c.value.entity.article for c in folded.chunks.values() if isinstance(c.value, Person)] == [
        "Ann Example (general)"
    ]


def test_a_last_name_is_enough_for_someone_known() -> None:
    known = {"Example": Person("Ann Example", rank="General")}
    folded = fold_persons(Masked("Then Example left.", ()), Text("Then Example left."), known)
    assert [c.value for c in folded.chunks.values()] == [known["Example"]]


def test_the_same_person() -> None:
    assert Person("Ann Example").same(Person("Ann B. Example"))
    assert not Person("Ann Example").same(Person("Joe Example"))


def test_a_place_is_no_person() -> None:
    assert [p.name for p in persons("General Ann Example of Brazil arrived in Santo Domingo to take command.")] == [
        "Ann Example"
    ]


def test_a_name_in_a_description_is_no_person_of_its_own() -> None:
    found = persons("Brigadier Ann Example, a Canadian officer from British Columbia, became Force Commander.")
    assert [(p.name, p.nationality.name if p.nationality else None) for p in found] == [("Ann Example", "Canada")]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Example was given command of UNEF in January 1966.", ["Example"]),
        ("A veteran of many wars, Example was the only American to command UNMIH.", ["Example"]),
        ("Tired of arguing, von Example resigned as Force Commander in August 1963.", ["von Example"]),
        ("In March 2020 Example, an Australian, became Force Commander.", ["Example"]),
        ("A veteran of many wars, Example admired the Force Commander.", []),
        ("They said that Example was the only town to see the Force Commander.", []),
    ],
)
def test_a_last_name_alone_is_a_person_where_it_holds_a_role(text: str, names: list[str]) -> None:
    assert [p.name for p in persons(text)] == names
