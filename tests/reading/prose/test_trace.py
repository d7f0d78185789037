"""What `kg explain --sentence` shows: words, no values of the program."""

import re

import pytest

from kg.documents.read import read_document
from kg.facts.model import Attack, Casualties, Entity, Figure, Tenure
from kg.pages.model import Page
from kg.reading.prose.trace import trace
from kg.reading.prose.words import concept, fact_in_words, in_words
from kg.reading.read import read_facts
from kg.values.countries import country_named
from kg.values.dates import PartialDate, find_dates

MISSION = Entity("Mission", "United Nations Operation in Burundi")
RAID = (
    "On 4 May 2009, at least two Ghanaian peacekeepers were killed and a driver was wounded when rebels raided "
    "their camp near Barland, in Chad."
)
SENTENCES = (
    RAID,
    "The Major General Jan Doe of Norway was force commander of UNTSO from June to October 1990.",
    "Of 12,500 soldiers in ONUB, dozens came from [[Nepal]], including forty in early 2005.",
    "Three days later, one of them was hurt.",
    "Resolution 1545 established the mission on 21 May 2004.",
    "Nothing.",
    "* one item",
    "",
    "{| class=x",
)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_no_value_of_the_program_is_shown(sentence: str) -> None:
    told = trace(sentence)
    assert not re.search(r"\w+=|\w\(\w|None|frozenset|<\w|\(\)|True|False|[\ue000-\uf8ff]", told.replace(sentence, ""))


def test_the_facts_of_a_sentence_come_first() -> None:
    told = trace(RAID)
    assert told.startswith("Facts, if this stood in an article on a mission:\n  attack: date 4 May 2009; place Barland")
    assert "(peacekeeper, Ghana)" in told
    assert "read by prose/attack/kill-passive" in told


def test_mentions_and_harm_are_told_in_words() -> None:
    told = trace(RAID)
    assert re.search(r"  4 May 2009 +date +4 May 2009\n", told)
    assert re.search(r"  Ghanaian +demonym +Ghana\n", told)
    assert "  killed: “at least two Ghanaian peacekeepers”, at least 2, role peacekeeper, from Ghana, of a mis" in told
    assert "{victims} were {verb}" in told


def test_the_mission_that_is_named_is_the_one_the_article_is_on() -> None:
    told = trace("Jan Doe of Norway was appointed force commander of UNTSO on 2 June 1990.")
    assert told.startswith("Facts, if this stood in the article on UNTSO:\n  tenure: mission UNTSO; person Jan Doe;")
    assert "start 2 June 1990" in told


def test_rules_name_those_of_the_facts() -> None:
    told = trace("As of 31 March 2014, Bangladesh contributed 1,200 troops to MINUSCA.")
    assert "contributor Bangladesh; personnel 1200" in told
    assert re.search(r"contribution +sends-number,", told)
    assert re.search(r"attack +none: no word of violence\n", told)


TITLE = "United Nations Mission in Ruritania"
ARTICLE = "{{{{Infobox United Nations|type=Peacekeeping mission}}}}\n'''{}''' is a mission.\n== History ==\n{}\n"
STATEMENTS = (
    "It was established in 1992 and its headquarters were in Zagreb.",
    "It succeeded UNAMIC in March 1992.",
    "The mission ended on 31 March 1995 and was succeeded by UNCRO.",
    f"The {TITLE} was established on 3 May 1999.",
    "The force was withdrawn in June 1996.",
)


@pytest.mark.parametrize("sentence", STATEMENTS)
def test_statements_on_a_mission_are_those_of_the_reader(sentence: str) -> None:
    document = read_document(Page(TITLE, ARTICLE.format(TITLE, sentence)))
    facts = [fact for fact in read_facts(document).facts if any("/mission/" in one.rule for one in fact.evidence)]
    told = trace(sentence).replace("the mission:", f"{TITLE}:")
    assert facts
    for fact in facts:
        rules = ", ".join(dict.fromkeys(one.rule for one in fact.evidence))
        assert f"  statement: {fact_in_words(fact)[1]}\n    read by {rules}\n" in told
    fired = re.search(r"mission +([\w, -]+)$", told)
    assert fired and {one.rule.rpartition("/")[2] for fact in facts for one in fact.evidence} <= {*fired[1].split(", ")}


def test_what_a_mission_s_rules_see_is_shown() -> None:
    assert "  The {force} was established on {date}.\n" in trace(STATEMENTS[3])


def test_a_sentence_that_speaks_of_no_mission_says_so() -> None:
    told = trace("A battalion was established in 1992.")
    assert told.endswith("mission       none: it speaks of no mission")


def test_wikitext_and_several_sentences() -> None:
    told = trace("A [[convoy|UN convoy]] was ambushed on 3 May 1993.<ref>x</ref> Two drivers were hurt.")
    assert "Sentence: A UN convoy was ambushed on 3 May 1993.\n" in told
    assert "Sentence: Two drivers were hurt.\n" in told


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("in early 2005", "early 2005"),
        ("on 13 December", "13 December of a year said elsewhere"),
        ("from June to October 1990", "June 1990 to October 1990"),
    ],
)
def test_dates(date: str, words: str) -> None:
    assert in_words(find_dates(f"They came {date}.")[0]) == words


def test_facts() -> None:
    chad = Entity("Country", "Chad", "Chad")
    attack = Attack(
        MISSION,
        (),
        PartialDate(2006, 2),
        True,
        (Entity("Place", "Barland"),),
        chad,
        "IED",
        casualties=(Casualties(2, 0, nationality=chad, victim_role="MilitaryObserver"), Casualties()),
    )
    assert fact_in_words(attack) == (
        "attack",
        "mission ONUB; date February 2006; date inferred; place Barland; country Chad; method IED; "
        "casualties 2 killed, 0 injured (military observer, Chad), someone",
    )
    assert fact_in_words(Tenure(MISSION, Entity("Person", "Jan Doe"), None, (), acting=True))[1] == (
        "mission ONUB; person Jan Doe; acting"
    )
    assert fact_in_words(Figure(MISSION, "Strength", 12500, ()))[1] == "mission ONUB; measure strength; value 12,500"


def test_values() -> None:
    assert in_words(country_named("Chad")) == "Chad"
    assert in_words(PartialDate(-48)) == "49 BC"
    assert concept("ForceCommander") == "force commander"


def test_what_a_terminal_would_obey_is_not_shown() -> None:
    told = trace("\x1b[31mSoldiers of the mission were killed\ue003 by a mine.\x9b")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\ue000-\uf8ff]", told)
    assert "Sentence: " in told
