"""Whom "he" means where the sentences before named one of the mission."""

import pytest

from kg.documents.read import read_document
from kg.facts.model import Accident, Attack
from kg.pages.model import Page
from kg.reading.prose.mentions import fold
from kg.reading.prose.pronouns import him
from kg.reading.prose.read import read_prose
from kg.reading.subject import subject_of

TITLE = "United Nations Mission in Ruritania"
ARTICLE = "{{{{Infobox United Nations|type=Peacekeeping mission|abbreviation=UNMIR}}}}\n'''{}''' is a mission.\n\n{}\n"


def events(text: str) -> list[Attack | Accident]:
    document = read_document(Page(TITLE, ARTICLE.format(TITLE, text)))
    return [fact for fact in read_prose(document, subject_of(document)) if isinstance(fact, Attack | Accident)]


@pytest.mark.parametrize(
    ("before", "nation"),
    [
        ("Ada Vane was a Kenyan captain who served as a UN military observer.", "Kenya"),
        ("A Kenyan UN peacekeeper was on his way to Grimm.", "Kenya"),
        ("The body of a Ghanaian UN soldier was brought home.", "Ghana"),
    ],
)
def test_one_of_the_mission_is_meant(before: str, nation: str) -> None:
    meant = him([fold(before)])
    assert meant is not None
    assert (meant.number, [country.name for country in meant.nationality]) == (1, [nation])


@pytest.mark.parametrize(
    "before",
    [
        "The rebel leader Joe Vano met a UN observer.",
        "Two UN soldiers were on their way to Grimm.",
        "A Kenyan farmer was on his way to Grimm.",
    ],
)
def test_nobody_else_is_meant(before: str) -> None:
    assert him([fold(before)]) is None


def test_the_last_one_named_is_meant() -> None:
    named = fold("A Kenyan UN peacekeeper was on his way to Grimm.")
    meant = him([named, fold("It was a long way.")])
    assert meant is not None
    assert him([named, fold("A Ruritanian farmer went with him.")]) is None


@pytest.mark.parametrize(
    ("told", "kind", "nation"),
    [
        (
            "A Kenyan UN observer left Grimm on 3 May 2001. Gunmen stopped his car and killed him near Sulbek.",
            Attack,
            "Kenya",
        ),
        (
            "Ann Example of Ghana headed the mission. She was killed on 26 June 1998 when her aircraft crashed.",
            Accident,
            "Ghana",
        ),
    ],
)
def test_he_or_she_is_a_victim(told: str, kind: type[Attack | Accident], nation: str) -> None:
    (event,) = events(told)
    assert isinstance(event, kind)
    (group,) = event.casualties
    assert (group.killed, group.nationality.name if group.nationality else None) == (1, nation)


def test_one_who_attacks_is_no_victim() -> None:
    (attack,) = events(
        "A policeman opened fire on UN officers at a prison. Two of them were killed before he was himself shot dead."
    )
    assert sum(group.killed or 0 for group in attack.casualties) == 2


def test_both_are_those_named_before() -> None:
    (attack,) = events(
        "Two UN observers, one from Jordan and one from Malawi, were based in Grimm. On 13 May 2003 both were killed."
    )
    told = {(group.killed, group.nationality.name if group.nationality else None) for group in attack.casualties}
    assert told == {(1, "Jordan"), (1, "Malawi")}


def test_all_four_farmers_are_nobody_of_the_mission() -> None:
    assert events("Four farmers left Grimm. All four were shot dead on 3 May 2001.") == []
