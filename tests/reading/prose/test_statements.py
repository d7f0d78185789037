"""Tenures, resolutions, contributions and figures over several sentences and on pages that are not on a mission."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.documents.read import read_document
from kg.facts.model import Contribution, Fact, Figure, Statement, Tenure
from kg.pages.model import Page
from kg.reading.merge import merge
from kg.reading.prose.phrases import phrases
from kg.reading.prose.read import read_prose
from kg.reading.prose.views import view
from kg.reading.subject import subject_of

MISSION = "United Nations Mission in Ruritania"
HEAD = "{{Infobox United Nations|type=Peacekeeping mission|abbreviation=UNMIR}}\n== History ==\n"
Facts = Callable[..., tuple[Fact, ...]]


def read(text: str, title: str = MISSION, head: str = HEAD) -> tuple[Fact, ...]:
    document = read_document(Page(title, head + text))
    return merge(read_prose(document, subject_of(document)))


def tenures(text: str) -> list[tuple[str, str | None, str, str]]:
    found = [fact for fact in read(text) if isinstance(fact, Tenure)]
    return [(t.person.name, t.role, str(t.start or ""), str(t.end or "")) for t in found]


def test_he_is_the_one_of_the_sentence_before() -> None:
    text = "Ann Example is a Ghanaian general. She commanded the mission's troops between 1993 and 1995."
    assert tenures(text) == [("Ann Example", "ForceCommander", "1993", "1995")]


def test_a_successor_begins_when_the_one_before_ends() -> None:
    text = "The Force Commander, Major General Ann Example, left on 3 May 2001 and was replaced by Joe Sample of India."
    assert tenures(text) == [
        ("Ann Example", "ForceCommander", "", "2001-05-03"),
        ("Joe Sample", "ForceCommander", "2001-05-03", ""),
    ]


def test_an_end_after_the_succession_is_that_of_the_second() -> None:
    text = "In May 2001 Joe Sample succeeded Ann Example as head of the mission, a post he held until June 2003."
    assert tenures(text) == [
        ("Joe Sample", "HeadOfMission", "2001-05", "2003-06"),
        ("Ann Example", "HeadOfMission", "", "2001-05"),
    ]


def test_one_tenure_told_in_two_sentences_is_one_fact() -> None:
    text = "Ann Example became head of the mission in May 2001. Example left in June 2003."
    assert tenures(text) == [("Ann Example", "HeadOfMission", "2001-05", "2003-06")]


def test_a_day_takes_the_year_of_the_sentence_before() -> None:
    text = "In 2001 the mission grew. On 3 May Ann Example was appointed Force Commander."
    assert tenures(text) == [("Ann Example", "ForceCommander", "2001-05-03", "")]
    assert tenures("On 3 May Ann Example was appointed Force Commander.") == [("Ann Example", "ForceCommander", "", "")]


def test_a_role_that_only_stands_beside_a_name_gives_way_to_an_appointment() -> None:
    text = "The Chief of Staff, Colonel Ann Example, was appointed Head of Mission."
    assert tenures(text) == [("Ann Example", "HeadOfMission", "", "")]


@pytest.mark.parametrize(
    "text",
    [
        "General Ann Example was appointed commander of the Ruritanian army.",
        "Prime Minister Ann Example took over from Joe Sample in May 2001.",
        "The former Force Commander, General Ann Example, gave a speech.",
        "Ann Example, commander of the eastern division, resigned.",
    ],
)
def test_no_tenure(text: str) -> None:
    assert tenures(text) == []


def resolutions(text: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for fact in read(text):
        if isinstance(fact, Statement) and fact.subject.kind == "Resolution":
            told = found.setdefault(fact.subject.name.removeprefix("United Nations Security Council "), {})
            told[fact.property.removeprefix("pk:")] = getattr(fact.value, "name", str(fact.value))
    return found


def test_each_resolution_does_what_stands_beside_it() -> None:
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


def test_the_day_of_founding_is_no_day_of_adoption() -> None:
    found = resolutions("UNMIR was established on 25 April 2013 by Resolution 1999.")
    assert found == {"Resolution 1999": {"number": "1999", "establishes": MISSION}}


def test_the_day_of_closing_is_no_day_of_adoption() -> None:
    found = resolutions("UNMIR was brought to an end on 31 December 2016 by Resolution 1999 (2015).")
    assert found["Resolution 1999"]["date"] == "2015"


def test_a_resolution_on_another_mission() -> None:
    found = resolutions("Resolution 1509 established the United Nations Mission in Liberia.")
    assert found["Resolution 1509"]["establishes"] == "United Nations Mission in Liberia"


def test_a_decision_without_a_number_is_news_in_the_present_tense() -> None:
    assert list(resolutions("The Security Council extends the mission for a year.")) == [
        f"Security Council decision on {MISSION} (extends)"
    ]
    assert resolutions("The Security Council extends the arms embargo on Ruritania for a year.") == {}


def contributions(text: str) -> dict[str, int | None]:
    return {fact.contributor.name: fact.personnel for fact in read(text) if isinstance(fact, Contribution)}


def test_lists_of_contributors() -> None:
    assert contributions("It had troops from Kenya (500), Ghana (300) and Nepal.") == {
        "Kenya": 500,
        "Ghana": 300,
        "Nepal": None,
    }
    assert contributions("About 8,000 UN troops from Kenya and Ghana are deployed.") == {"Kenya": None, "Ghana": None}


@pytest.mark.parametrize(
    "text",
    [
        "Kenya withdrew its 50,000 troops from Ghana by May 1991.",
        "The mission reported that Kenya had 3,000 soldiers in the zone.",
        "The mission watched the withdrawal of the 3,000 Kenyan soldiers.",
        "In 1998 Kenya sent 10,000 soldiers over the border.",
        "Two Kenyan peacekeepers were killed in an ambush.",
        "Rebels free the 45 Kenyan peacekeepers whom they had held for two weeks.",
        "The mission withdrew the last of its troops from Kenya.",
        "Kenyan farmers and 300 Ghanaian traders met the mission.",
        "The mission counted those who returned to the town: 21 Bosniaks, 39 Croats and 32 Serbs.",
        "The mission watched the Bosniak and Croat elements in the police.",
    ],
)
def test_no_contribution(text: str) -> None:
    assert contributions(text) == {}


def test_the_day_of_an_announcement_ends_nothing() -> None:
    announced = "Kenya announced in May 2016 that it would withdraw its 900 troops from the mission."
    withdrawn = "In May 2016 Kenya withdrew its 900 troops from the mission."
    ends = [[str(f.end) for f in read(text) if isinstance(f, Contribution)] for text in (announced, withdrawn)]
    assert ends == [["None"], ["2016-05"]]


def test_a_country_s_number_is_no_strength_of_the_mission() -> None:
    found = [fact for fact in read("Kenya has sent a contingent of 237 troops.") if isinstance(fact, Figure)]
    assert found == []


def figures(text: str) -> list[tuple[str, int, str]]:
    return [(f.measure, f.value, str(f.date or "")) for f in read(text) if isinstance(f, Figure)]


def test_parts_of_a_total_are_passed_over() -> None:
    text = "As of 3 May 2001, the strength of the mission stood at 978 personnel, comprising 560 police and 418 others."
    assert figures(text) == [("DeployedStrength", 978, "2001-05-03")]


def test_the_toll_of_one_event_is_no_total() -> None:
    assert figures("On 3 May 2001 five peacekeepers of the mission were killed in an ambush.") == []


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("The Council set up a support group of 180 monitors in May 2001.", "AuthorizedStrength"),
        ("The mission, a support group of 180 monitors, watched the border in May 2001.", "DeployedStrength"),
    ],
)
def test_a_body_that_is_made_so_large_is_authorised(text: str, measure: str) -> None:
    assert [(kind, value) for kind, value, _ in figures(text)] == [(measure, 180)]


@pytest.mark.parametrize(("mission", "role"), [("UNIFIL", "ForceCommander"), ("UNMIL", "HeadOfMission")])
def test_a_general_at_the_head_of_a_force_commands_it(mission: str, role: str) -> None:
    text = f"In May 2001 Major General Ann Example became head of {mission}."
    assert tenures(text) == [("Ann Example", role, "2001-05", "")]


@pytest.mark.parametrize("said", ["a force of", "a multinational force of about"])
def test_a_strength_is_of_the_mission_that_the_sentence_is_about(said: str) -> None:
    (figure,) = (fact for fact in read(f"UNMIL was {said} 7,000 troops.") if isinstance(fact, Figure))
    assert figure.mission.name == "United Nations Mission in Liberia"


def test_a_role_that_the_sentence_before_speaks_of() -> None:
    text = (
        "There was a change in the command of the force in May 2001. Major General Ann Example left on 3 May 2001 and "
        "was succeeded on the same date by Major General Joe Sample of India."
    )
    assert tenures(text) == [
        ("Ann Example", "ForceCommander", "", "2001-05-03"),
        ("Joe Sample", "ForceCommander", "2001-05-03", ""),
    ]


def test_a_budget() -> None:
    assert figures("The mission has an annual budget of US$1.2 billion.") == [("Budget", 1_200_000_000, "")]


def test_nothing_is_read_on_pages_that_name_no_mission() -> None:
    text = "In 2001 General Ann Example was appointed commander of the army, which sent 500 troops from Kenya."
    assert read(text, "Zenda", "") == ()


def test_a_biography_s_he_is_its_subject() -> None:
    head = "{{Infobox military person|name=Ann Example}}\n'''Ann Example''' is a general.\n"
    found = read("In 2003 she was appointed Force Commander of UNMIL.", "Ann Example", head)
    assert [(f.person.name, str(f.start)) for f in found if isinstance(f, Tenure)] == [("Ann Example", "2003")]


def test_a_resolution_s_page_goes_on_about_the_mission_that_it_named() -> None:
    head = "{{Infobox UN resolution|number=1509|organ=SC}}\nIt established the [[United Nations Mission in Liberia]].\n"
    title = "United Nations Security Council Resolution 1509"
    ways = ("It would comprise up to 15,000 troops.", "The army would comprise up to 15,000 troops.")
    found = [[f.value for f in read(head + text, title, "") if isinstance(f, Figure)] for text in ways]
    assert found == [[15000], []]


PIECES = (
    "the Force Commander|,|(|)|and was replaced by|General Ann Example|of Kenya|Ghana (500)|12,000|troops from|UNMIL|"
    "in May 2001|resolution 1509 (2003)|extended the mandate|a total strength|killed|since|until|sent|Kenyan|a|;|."
)
WORDS = st.sampled_from(PIECES.split("|"))


@settings(deadline=None, max_examples=60)
@given(st.lists(WORDS, max_size=120))
def test_any_words_are_read_in_little_time(words: list[str]) -> None:
    text = " ".join(words)
    begin = time.process_time()
    read(text)
    assert time.process_time() - begin < 2


@pytest.mark.parametrize("kind", ["tenure", "resolution", "contribution", "figure"])
@pytest.mark.parametrize(
    "piece",
    ["troops from Kenya (500), ", "General Ann Example (Ghana), ", "the the the ", "of the total number of ", "aaa, "],
)
def test_patterns_cost_no_more_than_linear_time(kind: str, piece: str) -> None:
    def cost(text: str) -> float:
        folded = view(kind, text)
        begin = time.perf_counter()
        phrases(kind).fired(folded)
        return time.perf_counter() - begin

    cost(piece)
    short, long = min(cost(piece * 40) for _ in range(3)), min(cost(piece * 400) for _ in range(3))
    assert long < 25 * max(short, 0.002)


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
def test_a_date_told_by_the_one_before(text: str, found: list[tuple[str, int, str]]) -> None:
    assert figures(text) == found


def test_a_unit_s_number_in_the_next_sentence() -> None:
    found = list(read("Fiji has kept a battalion with the mission since 1982. It now consists of 170 men."))
    sent = [(f.contributor.name, f.personnel, str(f.start)) for f in found if isinstance(f, Contribution)]
    assert sent == [("Fiji", 170, "1982")]
    assert not [fact for fact in found if isinstance(fact, Figure)]


def test_rank_and_nation_in_the_next_sentence() -> None:
    text = "Ann Example is picked to command the mission. A Ghanaian, she had served abroad."
    told = [(f.person.name, f.rank, f.nationality and f.nationality.name) for f in read(text) if isinstance(f, Tenure)]
    assert told == [("Ann Example", None, "Ghana")]


def test_who_leaves_is_the_one_told_before_only_where_words_mean_that_one() -> None:
    first = "The Force Commander, Major General Ann Example, met them."
    assert tenures(f"{first} The bombs left 18 people hurt until 1 May 2001.") == [
        ("Ann Example", "ForceCommander", "", "")
    ]
    assert tenures(f"{first} She left the mission on 1 May 2001.") == [
        ("Ann Example", "ForceCommander", "", "2001-05-01")
    ]


def test_who_is_sworn_in_as_president_succeeds_to_no_role_of_the_mission() -> None:
    first = "The head of the mission, Ann Example, met them."
    text = f"{first} Joe Sample was sworn in as the new President on 20 May 2001, succeeding Max Sample."
    assert tenures(text) == [("Ann Example", "HeadOfMission", "", "")]


@pytest.mark.parametrize(
    "text",
    [
        "After talks with the head of the mission, Joe Sample thanked the donors.",
        "In line with the Electoral Law, my Special Representative invited the parties.",
        "The minister met Joe Sample, the head of the Croatian Commission on dealings with UNCRO.",
        "The mission met Joe Sample, the European Union Special Representative for the region.",
        "Joe Sample, who had led U.N. peacekeeping operations, came to the mission.",
    ],
)
def test_no_head_of_the_mission(text: str) -> None:
    assert tenures(text) == []


def missions_of(text: str) -> list[tuple[str, str]]:
    found = [fact for fact in read(text) if isinstance(fact, Contribution)]
    return [(fact.contributor.name, fact.mission.name) for fact in found]


def test_a_contribution_to_each_mission_of_a_list() -> None:
    congo, cyprus = "United Nations Operation in the Congo", "United Nations Peacekeeping Force in Cyprus"
    assert missions_of("Kenya took part in missions such as ONUC and UNFICYP.") == [("Kenya", congo), ("Kenya", cyprus)]
    assert missions_of("Kenya took part in ONUC, and UNFICYP was set up in 1964.") == [("Kenya", congo)]


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
def test_what_is_no_figure_of_the_mission(text: str) -> None:
    assert figures(text) == []


def test_a_strength_that_went_from_one_number_to_another() -> None:
    text = "The mission's military strength fell from 5,021 troops in May 2001 to 2,370 in June 2002."
    assert figures(text) == [("DeployedStrength", 5021, "2001-05"), ("DeployedStrength", 2370, "2002-06")]


def effects(text: str) -> dict[str, list[str]]:
    found = [fact for fact in read(text) if isinstance(fact, Statement) and fact.subject.kind == "Resolution"]
    what = ("pk:establishes", "pk:extends", "pk:terminates", "pk:amends", "pk:concerns", "pk:date")
    return {
        fact.subject.name[-4:]: [str(getattr(f.value, "name", f.value)) for f in found if f.property == fact.property]
        for fact in found
        if fact.property in what
    } | {fact.property: [] for fact in found if fact.property in what}


@pytest.mark.parametrize(
    ("text", "effect"),
    [
        ("In accordance with resolution 1999 (2001), the mission cut its strength.", "pk:concerns"),
        ("The mission was established in accordance with resolution 1999 (2001).", "pk:establishes"),
        ("Resolution 1999 (2001) extended the mandate of the mission.", "pk:extends"),
    ],
)
def test_a_resolution_that_is_only_cited_does_nothing(text: str, effect: str) -> None:
    assert [key for key in effects(text) if key.startswith("pk:") and key != "pk:date"] == [effect]


def test_a_further_paragraph_of_the_same_resolution() -> None:
    text = (
        "In paragraph 3 of its resolution 1999 (2001), the Council decided to look at the mandate of the mission. "
        "In paragraph 6 of the same resolution, the Council wanted a report. "
        "In paragraph 4, the Council also extended the mandate of the mission until June 2002."
    )
    found = [fact for fact in read(text) if isinstance(fact, Statement) and fact.property == "pk:extends"]
    assert [fact.subject.name[-4:] for fact in found] == ["1999"]


def test_bosniaks_beside_a_contingent_hide_no_contribution() -> None:
    assert contributions("The Bosniaks of the town were guarded by 40 Kenyan soldiers of the mission.") == {"Kenya": 40}
