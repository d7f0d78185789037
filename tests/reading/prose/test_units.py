"""A unit that is told of once and meant by "it" or "the battalion" further down."""

import pytest

from kg.facts.model import Contribution, Fact, Figure
from tests.reading.prose.conftest import Facts


def sent(facts: tuple[Fact, ...]) -> list[tuple[str, int | None, str]]:
    return [
        (fact.contributor.name, fact.personnel, f"{fact.start or ''}/{fact.end or ''}")
        for fact in facts
        if isinstance(fact, Contribution)
    ]


def strengths(facts: tuple[Fact, ...]) -> list[int]:
    return [int(fact.value) for fact in facts if isinstance(fact, Figure)]


def test_its_number_is_no_strength_of_the_mission(read: Facts) -> None:
    facts = read("Kenya's battalion had been in the north since May 1992. It numbered 854 at the time.")
    assert sent(facts) == [("Kenya", 854, "1992-05/")]
    assert strengths(facts) == []


def test_what_goes_home_is_the_unit_of_the_paragraph(read: Facts) -> None:
    facts = read("The Kenyan battalion of 870 kept the peace. Roads were built. The battalion went home in April 1990.")
    assert sent(facts) == [("Kenya", 870, "/1990-04")]


def test_the_only_unit_of_a_section_is_meant_in_the_next_paragraph(read: Facts) -> None:
    facts = read("Kenya has kept soldiers in the force since 1982.\n\nThe Kenyan battalion left its camp. It rained.")
    more = read(
        "Kenya's battalion held the north of the mission's area.\n\nIt rained.\n\nThe battalion was cut to 329 in 2003."
    )
    assert sent(facts) == [("Kenya", None, "1982/")]
    assert sent(more) == [("Kenya", 329, "/")]


@pytest.mark.parametrize(
    "text",
    [
        "The Kenyan and the Ghanaian battalion of the mission held the north. It numbered 854 at the time.",
        "The Kenyan battalion held the north of the mission's area.\n\nIt numbered 854 at the time.",
        "Kenya's battalion held the north of the mission's area. The road was mended. It numbered 854 at the time.",
        "Kenya's battalion held the north.\n\nA Ghanaian battalion held the south.\n\nThe battalion was cut to 329.",
    ],
)
def test_of_several_units_and_in_another_paragraph_it_is_nobodys(text: str, read: Facts) -> None:
    assert {number for _, number, _ in sent(read(text))} <= {None}


def test_a_size_that_is_reached_is_no_arrival(read: Facts) -> None:
    assert sent(read("In May 1995 the Kenyan battalion of the mission reached 823 men.")) == [("Kenya", 823, "/")]
    assert sent(read("A Kenyan battalion of 823 of the mission reached Lund in May 1995.")) == [
        ("Kenya", 823, "1995-05/")
    ]


def test_what_is_withdrawn_is_the_unit(read: Facts) -> None:
    told = "Kenya's battalion held the north.\n\nIt rained.\n\nThe battalion was withdrawn in April 1990."
    assert sent(read(told)) == [("Kenya", None, "/1990-04")]


def test_a_unit_that_has_come_is_planned_no_more(read: Facts) -> None:
    facts = read("Kenya pledged a battalion to the mission in May 2001. By June 2001 the contingent had reached 942.")
    assert [fact.comment for fact in facts if isinstance(fact, Contribution) and fact.personnel] == ["a battalion"]
