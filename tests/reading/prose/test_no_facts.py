"""What whole reports tell of others, and is no strength, contribution or office of the mission they are on."""

import pytest

from kg.documents.read import read_document
from kg.facts.model import Contribution, Fact, Figure, Tenure
from kg.pages.model import Page
from kg.reading.read import read_facts


def facts(told: str) -> tuple[Fact, ...]:
    page = Page("MINUSTAH", f"{{{{Infobox United Nations|abbreviation=MINUSTAH|name=MINUSTAH}}}}\n{told}")
    return tuple(read_facts(read_document(page)).facts)


def strengths(told: str) -> list[int]:
    return [fact.value for fact in facts(told) if isinstance(fact, Figure) and "Strength" in fact.measure]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("Lessons on mines were given to 90 pilots; training was provided to a total of 730 MINUSTAH personnel.", []),
        ("MINUSTAH held nine training sessions on conduct for a total of 640 MINUSTAH personnel.", []),
        ("In all, 300,000 people were employed by MINUSTAH to clear debris.", []),
        ("In numbers, the national police strength stands at 8,200 police officers, including 700 women.", []),
        ("The MINUSTAH police strength stands at 820 officers.", [820]),
        ("MINUSTAH helps so that the national police can reach 9,500.", []),
        ("MINUSTAH had 820 officers, who train the national police.", [820]),
        (
            "The Ruritanian parliament agreed to enlarge its contingent in MINUSTAH, which brings the number of "
            "peacekeepers in the country to 90.",
            [],
        ),
        ("The Council voted to raise the strength of MINUSTAH to 6,800 troops.", [6800]),
        ("A total of 91,000 soldiers, most of them of the rebels, had been registered at the camps of MINUSTAH.", []),
        ("The first formed police unit of MINUSTAH to come from abroad, made up of 160 officers, landed in May.", []),
        ("The police of MINUSTAH, made up of 1,160 officers, landed in May.", [1160]),
        ("Its squadron, 110 men with scout cars, patrolled the line for MINUSTAH.", []),
        ("The Union sent an election observation mission of 103 observers to Haiti besides MINUSTAH.", []),
        ("The Customs Police, which has a strength of 400 members and which MINUSTAH trained, was dissolved.", []),
        ("The Police Division of MINUSTAH, which has a strength of 400 members, was dissolved.", [400]),
        ("The adjustment in the police component of MINUSTAH led to an increase of nearly 150 officers.", []),
        ("A total of 730 MINUSTAH troops will have withdrawn by May.", []),
        ("In May, 45 members of a European Union election observation mission were deployed beside MINUSTAH.", []),
        ("The governments have answered, offering a total of 730 officers for MINUSTAH.", []),
        ("MINUSTAH watched the rotation of the other force, involving a total of 730 soldiers.", []),
        (
            "If the 32 crossing points where MINUSTAH already stands were shut, a further 90 police would be free.",
            [],
        ),
        ("Some 23,000 observers monitored the elections, and MINUSTAH kept order.", []),
        ("MINUSTAH is under the command of one Force Commander.", []),
        ("The fighters went home, which brought the number in the assembly area of MINUSTAH to less than 400 men.", []),
        ("MINUSTAH and others hold a campaign that will have an impact on some 70,000 people.", []),
        ("MINUSTAH says that 30 civilian police advisers are deployed at the Police Academy.", []),
        ("A total of 700 police trainees are deployed by MINUSTAH.", []),
        ("A total of 700 police officers are deployed by MINUSTAH.", [700]),
        ("MINUSTAH is made up of 2,300 soldiers.", [2300]),
    ],
)
def test_people_of_others_are_no_strength_of_the_mission(told: str, expected: list[int]) -> None:
    assert strengths(told) == expected


@pytest.mark.parametrize(
    ("told", "countries"),
    [
        ("Chile and Peru have recently contributed to the project that MINUSTAH runs.", []),
        ("Chile and Peru have recently contributed troops to MINUSTAH.", ["Chile", "Peru"]),
        ("Police chiefs from Chile and Peru took part in a conference that MINUSTAH held.", []),
        ("Complaints were made about Chilean and Peruvian troops in the area of MINUSTAH.", []),
        ("MINUSTAH arranged talks between the Chilean and Peruvian security forces.", []),
        ("The parties repeat their request for the participation of a Chilean contingent in MINUSTAH.", []),
        ("MINUSTAH organized the visit of over 700 Chileans to a cemetery.", []),
        ("The programmes of Chile, Peru and Nepal have provided help to the police, says MINUSTAH.", []),
        ("Chile, Peru and Nepal have pledged amounts of five, six and nine million to rebuild what MINUSTAH used.", []),
        ("A team from Chile, Peru and Nepal joined MINUSTAH.", ["Chile", "Peru", "Nepal"]),
    ],
)
def test_what_countries_do_besides_is_no_contribution(told: str, countries: list[str]) -> None:
    sent = [fact.contributor.name for fact in facts(told) if isinstance(fact, Contribution)]
    assert sent == countries


def test_the_dead_of_an_epidemic_are_none_of_the_mission() -> None:
    told = (
        "A court rules that nobody can sue the United Nations over the cholera epidemic in Haiti, which experts have "
        "traced to a camp of MINUSTAH near Mirebalais and which has cost some 10,000 lives."
    )
    assert not [fact for fact in facts(told) if isinstance(fact, Figure)]
    (toll,) = (fact for fact in facts("By May 2017 MINUSTAH had cost 187 lives.") if isinstance(fact, Figure))
    assert toll.value == 187


def test_a_number_of_companies_is_none_of_people() -> None:
    told = facts("Two engineering companies of MINUSTAH (one from Chile and one from Peru) left in May.")
    assert [fact.personnel for fact in told if isinstance(fact, Contribution)] == [None, None]


@pytest.mark.parametrize(
    ("told", "people"),
    [
        ("A brigade that fights under its Deputy Commander, Juan Sample, stopped MINUSTAH.", []),
        ("The convoy of MINUSTAH went under its Deputy Force Commander, Juan Sample.", ["Juan Sample"]),
        ("A force led by Juan Sample took the town, and MINUSTAH left.", []),
        ("The force was led by Juan Sample.", ["Juan Sample"]),
        ("The Prime Minister named Juan Sample Deputy Prime Minister.", []),
        ("My Special Representative, the Independent Expert and others spoke.", []),
        ("My Special Representative, Juan Sample, and others spoke.", ["Juan Sample"]),
        ("The talks of MINUSTAH with National Police Director-General Juan Sample failed.", []),
        ("A presidential order made Juan Sample Commander-in-Chief.", []),
    ],
)
def test_offices_of_others_are_none_of_the_mission(told: str, people: list[str]) -> None:
    assert [fact.person.name for fact in facts(told) if isinstance(fact, Tenure)] == people


@pytest.mark.parametrize(
    ("told", "missions"),
    [
        ("MINUSTAH is beside it; KFOR had a strength of 5,600 troops.", ["Kosovo Force"]),
        ("The multinational force has now 6,000 soldiers in Haiti, says MINUSTAH.", []),
        (
            "The military component of MINUSTAH has now 6,000 soldiers.",
            ["United Nations Stabilisation Mission in Haiti"],
        ),
    ],
)
def test_the_strength_of_another_force_is_its_own(told: str, missions: list[str]) -> None:
    assert [fact.mission.name for fact in facts(told) if isinstance(fact, Figure)] == missions
