"""Resolutions: which one does what, when it was adopted, and which is only cited."""

from collections.abc import Callable

import pytest

from kg.facts.model import Fact, Statement

MISSION = "United Nations Mission in Ruritania"
Facts = Callable[..., tuple[Fact, ...]]
Resolutions = Callable[[str], dict[str, dict[str, str]]]
Effects = Callable[[str], dict[str, list[str]]]


@pytest.fixture
def resolutions(read: Facts) -> Resolutions:
    """What is told of each resolution of a text."""

    def resolutions(text: str) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for fact in read(text):
            if isinstance(fact, Statement) and fact.subject.kind == "Resolution":
                told = found.setdefault(fact.subject.name.removeprefix("United Nations Security Council "), {})
                told[fact.property.removeprefix("pk:")] = getattr(fact.value, "name", str(fact.value))
        return found

    return resolutions


@pytest.fixture
def effects(read: Facts) -> Effects:
    """What the resolutions of a text do."""

    def effects(text: str) -> dict[str, list[str]]:
        found = [fact for fact in read(text) if isinstance(fact, Statement) and fact.subject.kind == "Resolution"]
        what = ("pk:establishes", "pk:extends", "pk:terminates", "pk:amends", "pk:concerns", "pk:date")
        return {
            fact.subject.name[-4:]: [
                str(getattr(f.value, "name", f.value)) for f in found if f.property == fact.property
            ]
            for fact in found
            if fact.property in what
        } | {fact.property: [] for fact in found if fact.property in what}

    return effects


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("On 3 May 2001, Security Council resolution 1234 established UNMIR.", "2001-05-03"),
        ("On 3 May 2001 the rebels left, while Security Council resolution 1234 established UNMIR.", None),
        ("UNMIR was created by the Council on 3 May 2001 pursuant to resolution 1234.", "2001-05-03"),
        ("UNMIR was created on 3 May 2001 by Security Council resolution 1234.", None),
        ("UNMIR was sent on 3 May 2001 under an accord that resolution 1234 had praised.", None),
        ("A talk on 3 May 2001 was the subject of my report on the work of UNMIR under resolution 1234.", None),
        ("The police left on 3 May 2001 and will be replaced by UNMIR, created by resolution 1234.", None),
    ],
)
def test_the_day_at_the_head_is_that_of_the_resolution_that_follows(
    text: str, date: str | None, resolutions: Resolutions
) -> None:
    (told,) = resolutions(text).values()
    assert told.get("date") == date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("The UN Security Council raised the ceiling of UNMIR on 3 May 2001.", "2001-05-03"),
        ("On 3 May 2001, when the talks had failed, the Security Council lowered the ceiling of UNMIR.", "2001-05-03"),
        ("UNMIR was first authorized by the Security Council on 3 May 2001.", "2001-05-03"),
        ("UNMIR was formally authorised in May 2001 for half a year.", "2001-05"),
        ("In May 2001 the Security Council authorised an intervention brigade for UNMIR.", "2001-05"),
        ("Resolution 1234 (2001) had created UNMIR on 3 May 2001.", "2001-05-03"),
    ],
)
def test_a_decision_told_later_is_read_by_its_day(text: str, date: str, resolutions: Resolutions) -> None:
    (told,) = resolutions(text).values()
    assert told["date"] == date


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("UNMIR put into practice resolution 1325 (2000) on women.", {1325}),
        ("Women in the town read resolution 1325 (2000).", set()),
        ("The bank held its accounts in order to be in compliance with resolution 1234 (2001).", {1234}),
        ("The envoy urged prompt compliance with resolution 1234 (2001).", set()),
        ("UNMIR worked under resolutions 1234 (2001) (control of the ports) and 1240 (2001).", {1234, 1240}),
    ],
)
def test_a_resolution_without_effect_concerns_what_it_is_told_of(
    text: str, numbers: set[int], resolutions: Resolutions
) -> None:
    assert {int(told["number"]) for told in resolutions(text).values()} == numbers


def test_what_the_council_does_each_year_is_no_decision(resolutions: Resolutions) -> None:
    assert not resolutions("The mandate of UNMIR is extended regularly by the Security Council.")


def test_a_decision_told_later_without_a_day_is_left(resolutions: Resolutions) -> None:
    assert not resolutions("In May 2001 the Security Council raised the ceiling of UNMIR.")


def test_each_resolution_does_what_stands_beside_it(resolutions: Resolutions) -> None:
    text = (
        "UNMIR was set up by resolution 1900 (2010) of 3 May 2010, and its mandate was extended by "
        "resolutions 1901 (2010) of 4 June 2010 and 1950 (2011) of 5 July 2011."
    )
    found = resolutions(text)
    assert {name: set(told) & {"establishes", "extends"} for name, told in found.items()} == {
        "Resolution 1900": {"establishes"},
        "Resolution 1901": {"extends"},
        "Resolution 1950": {"extends"},
    }
    assert [told["date"] for told in found.values()] == ["2010-05-03", "2010-06-04", "2011-07-05"]


def test_the_day_of_founding_is_no_day_of_adoption(resolutions: Resolutions) -> None:
    found = resolutions("UNMIR was established on 25 April 2013 when the Council had adopted Resolution 1999.")
    assert found == {"Resolution 1999": {"number": "1999", "establishes": MISSION}}


def test_the_day_of_closing_is_no_day_of_adoption(resolutions: Resolutions) -> None:
    found = resolutions("UNMIR was brought to an end on 31 December 2016 by Resolution 1999 (2015).")
    assert found["Resolution 1999"]["date"] == "2015"


def test_a_resolution_on_another_mission(resolutions: Resolutions) -> None:
    found = resolutions("Resolution 1509 established the United Nations Mission in Liberia.")
    assert found["Resolution 1509"]["establishes"] == "United Nations Mission in Liberia"


def test_a_decision_without_a_number_is_news_in_the_present_tense(resolutions: Resolutions) -> None:
    assert list(resolutions("The Security Council extends the mission for a year.")) == [
        f"Security Council decision on {MISSION} (extends)"
    ]
    assert resolutions("The Security Council extends the arms embargo on Ruritania for a year.") == {}


@pytest.mark.parametrize(
    ("text", "effect"),
    [
        ("In accordance with resolution 1999 (2001), the mission cut its strength.", "pk:concerns"),
        ("The mission was established in accordance with resolution 1999 (2001).", "pk:establishes"),
        ("Resolution 1999 (2001) extended the mandate of the mission.", "pk:extends"),
    ],
)
def test_a_resolution_that_is_only_cited_does_nothing(effects: Effects, text: str, effect: str) -> None:
    assert [key for key in effects(text) if key.startswith("pk:") and key != "pk:date"] == [effect]


def test_a_further_paragraph_of_the_same_resolution(read: Facts) -> None:
    text = (
        "In paragraph 3 of its resolution 1999 (2001), the Council decided to look at the mandate of the mission. "
        "In paragraph 6 of the same resolution, the Council wanted a report. "
        "In paragraph 4, the Council also extended the mandate of the mission until June 2002."
    )
    found = [fact for fact in read(text) if isinstance(fact, Statement) and fact.property == "pk:extends"]
    assert [fact.subject.name[-4:] for fact in found] == ["1999"]
