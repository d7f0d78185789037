"""Figures: strengths, losses and budgets of a mission, and numbers that are none of its."""

from collections.abc import Callable

import pytest

from kg.facts.model import Fact, Figure

Facts = Callable[..., tuple[Fact, ...]]
Figures = Callable[[str], list[tuple[str, int, str]]]


@pytest.fixture
def figures(read: Facts) -> Figures:
    """Measure, value and date of each figure of a text."""
    return lambda text: [(f.measure, f.value, str(f.date or "")) for f in read(text) if isinstance(f, Figure)]


def test_a_country_s_number_is_no_strength_of_the_mission(read: Facts) -> None:
    found = [fact for fact in read("Kenya has sent a contingent of 237 troops.") if isinstance(fact, Figure)]
    assert found == []


def test_parts_of_a_total_are_passed_over(figures: Figures) -> None:
    text = "As of 3 May 2001, the strength of the mission stood at 978 personnel, comprising 560 police and 418 others."
    assert figures(text) == [("DeployedStrength", 978, "2001-05-03")]


def test_the_toll_of_one_event_is_no_total(figures: Figures) -> None:
    assert figures("On 3 May 2001 five peacekeepers of the mission were killed in an ambush.") == []


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("The Council set up a support group of 180 monitors in May 2001.", "AuthorizedStrength"),
        ("The mission, a support group of 180 monitors, watched the border in May 2001.", "DeployedStrength"),
    ],
)
def test_a_body_that_is_made_so_large_is_authorised(figures: Figures, text: str, measure: str) -> None:
    assert [(kind, value) for kind, value, _ in figures(text)] == [(measure, 180)]


@pytest.mark.parametrize("said", ["a force of", "a multinational force of about"])
def test_a_strength_is_of_the_mission_that_the_sentence_is_about(read: Facts, said: str) -> None:
    (figure,) = (fact for fact in read(f"UNMIL was {said} 7,000 troops.") if isinstance(fact, Figure))
    assert figure.mission.name == "United Nations Mission in Liberia"


def test_a_budget(figures: Figures) -> None:
    assert figures("The mission has an annual budget of US$1.2 billion.") == [("Budget", 1_200_000_000, "")]


def test_a_resolution_s_page_goes_on_about_the_mission_that_it_named(read: Facts) -> None:
    head = "{{Infobox UN resolution|number=1509|organ=SC}}\nIt established the [[United Nations Mission in Liberia]].\n"
    title = "United Nations Security Council Resolution 1509"
    ways = ("It would comprise up to 15,000 troops.", "The army would comprise up to 15,000 troops.")
    found = [[f.value for f in read(head + text, title, "") if isinstance(f, Figure)] for text in ways]
    assert found == [[15000], []]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "The mission began in November 1956, and by the following February it counted 6,000 men.",
            [("DeployedStrength", 6000, "1957-02")],
        ),
        (
            "As at 18 June 1994 it had 5,063 troops. The police had reached a strength of 914 on the same date.",
            [("DeployedStrength", 5063, "1994-06-18"), ("DeployedStrength", 914, "1994-06-18")],
        ),
    ],
)
def test_a_date_told_by_the_one_before(figures: Figures, text: str, found: list[tuple[str, int, str]]) -> None:
    assert figures(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "The strength of KPC now stands at 2,870 active members.",
        "The strength of the national police is 9,400.",
        "To date, the police force is composed of 14,908 officers.",
        "The Kenyan military had 120 members abroad.",
        "The number of trained deminers has reached 1,323, with a further 160 under training.",
        "The State budget of the country where the mission is grew to $660 million.",
        "The mission met the 90 judges of 30 districts alongside armed police.",
    ],
)
def test_what_is_no_figure_of_the_mission(figures: Figures, text: str) -> None:
    assert figures(text) == []


def test_a_strength_that_went_from_one_number_to_another(figures: Figures) -> None:
    text = "The mission's military strength fell from 5,021 troops in May 2001 to 2,370 in June 2002."
    assert figures(text) == [("DeployedStrength", 5021, "2001-05"), ("DeployedStrength", 2370, "2002-06")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the mission had 4,200 troops, including 220 military observers", [4200, 220]),
        ("the mission had 4,200 troops, of whom 220 were police", [4200, 220]),
        ("the mission had 4,200 troops, including 220 women", [4200]),
        ("the mission had 420 police, including 220 police officers", [420]),
        ("rebels held 33 captives, including 7 military observers", []),
    ],
)
def test_a_component_of_a_strength(figures: Figures, text: str, found: list[int]) -> None:
    assert [value for _, value, _ in figures(f"As of 3 May 2001 {text}.")] == found


def test_of_what_is_deployed_and_what_is_authorised_a_component_is_of_the_former(figures: Figures) -> None:
    text = "As of 3 May 2001 the mission had 5,358 troops, against the 5,650 authorized, of whom 191 were observers."
    assert ("DeployedStrength", 191, "2001-05-03") in figures(text)


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("By May 2012 the EULEX Mission counted 2,411 people on its staff.", ("European Union Rule of Law", 2411)),
        ("The mission had a troop strength of 5,000 for UNTAES.", ("United Nations Transitional Administration", 5000)),
        (
            "EULEX comprises 2,402 staff (1605 international and 797 local staff).",
            ("European Union Rule of Law Mission", 2402),
        ),
    ],
)
def test_a_strength_belongs_to_the_mission_named_beside_it(read: Facts, text: str, read_as: tuple[str, int]) -> None:
    (figure,) = (fact for fact in read(text) if isinstance(fact, Figure))
    assert figure.mission.name.startswith(read_as[0])
    assert figure.value == read_as[1]
    assert figure.date is None or figure.date.year > 1900


@pytest.mark.parametrize(
    "text",
    [
        "The Nordic battalion of the mission is a 434-man force.",
        "The mission is glad of the 60,000-strong implementation force.",
        "The mission's strength stayed at the same level, with 31 countries taking part.",
        "By June a total of 1,070 military personnel of the mission had been withdrawn.",
        "The mission's police saw 154 of 162 planned building projects completed.",
        "Abductions, which the mission's police counted, peaked at 722 reported cases.",
    ],
)
def test_other_forces_and_countries_are_no_strength(figures: Figures, text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize(
    ("verb", "measure"),
    [
        ("will have been reduced to", "AuthorizedStrength"),
        ("can be further reduced to", "AuthorizedStrength"),
        ("might be of the order of", "AuthorizedStrength"),
        ("would be temporarily set at", "AuthorizedStrength"),
        ("stood at", "DeployedStrength"),
        ("was reduced to", "DeployedStrength"),
    ],
)
def test_what_may_come_to_be_is_a_limit(verb: str, measure: str, figures: Figures) -> None:
    assert [found for found, *_ in figures(f"By May 2001 the strength of the mission {verb} 4,190.")] == [measure]


@pytest.mark.parametrize(
    "text",
    [
        "The inspectors of the mission held seven training sessions on the law for 1,200 cadets and 130 officers.",
        "Of the total police force, 5,100 officers were deployed all over the country, the mission said.",
        "Of the total of 9,100 active officers, 4,200 officers are deployed far from the capital, the mission said.",
    ],
)
def test_those_who_are_trained_and_a_state_s_police_are_no_strength(text: str, figures: Figures) -> None:
    assert figures(text) == []


def test_the_parts_of_a_strength_are_strengths(figures: Figures) -> None:
    text = (
        "On 3 May 2001 the component stood at 4,100, comprising 3,700 troops, 190 headquarters staff and 210 observers."
    )
    assert [value for _, value, _ in figures(text)] == [4100, 3700, 190, 210]
