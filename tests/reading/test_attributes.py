"""Ways of saying what a mission is: each phrase reads its examples and leaves its counterexamples."""

from collections.abc import Callable

import pytest

from kg.documents.model import Document
from kg.facts.model import Entity, Fact, Statement
from kg.reading.attributes import read_attributes
from kg.reading.prose.phrases import Phrase, phrases
from kg.reading.subject import subject_of
from kg.values.vocabulary import written

Documents = Callable[..., Document]
Facts = Callable[..., tuple[Fact, ...]]
PHRASES = phrases("mission").phrases
MISSION = "United Nations Mission in Ruritania"


def told(document: Document) -> list[Statement]:
    return list(read_attributes(document, subject_of(document)))


def page(text: str) -> str:
    return "{{Infobox United Nations|type=Peacekeeping mission|abbreviation=UNMIR}}\n== History ==\n" + text


def words(value: object) -> str:
    return value.name if isinstance(value, Entity) else str(value)


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda p: p.name)
def test_examples(document: Documents, phrase: Phrase) -> None:
    assert phrase.examples
    for example in phrase.examples:
        statements = told(document(page(example.text)))
        found = {s.property: words(s.value) for s in statements if s.property != "pk:abbreviation"}
        assert found == dict(example.reads), example.text


@pytest.mark.parametrize(("name", "spelled"), written("organizations"))
def test_each_way_of_writing_an_organization_is_its_mission_s_parent(
    document: Documents, name: str, spelled: str
) -> None:
    for way in (name, spelled):
        statements = told(document(page(f"EUFOR Tchad/RCA was the largest operation of the {way} at the time.")))
        assert [words(s.value) for s in statements if s.property == "pk:parent"] == [name]


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda p: p.name)
def test_counterexamples(document: Documents, phrase: Phrase) -> None:
    assert phrase.counterexamples
    for text in phrase.counterexamples:
        assert told(document(page(text))) == [], text


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda p: p.name)
def test_each_phrase_reads_one_of_its_examples_itself(document: Documents, phrase: Phrase) -> None:
    rules = {e.rule for x in phrase.examples for s in told(document(page(x.text))) for e in s.evidence}
    assert phrase.rule in rules


def test_another_mission_keeps_the_abbreviation_that_it_is_named_by(document: Documents) -> None:
    found = told(document(page("The mission was set up on 31 March 1995 and replaced UNPROFOR there.")))
    assert ("pk:abbreviation", "UNPROFOR") in [(s.property, s.value) for s in found]


def test_a_pronoun_means_the_page_s_mission_only_on_its_page(document: Documents) -> None:
    text = "The mission was terminated on 30 June 1997."
    assert [s.subject.name for s in told(document(page(text)))] == [MISSION]
    assert told(document(text, "Zenda")) == []


@pytest.mark.parametrize(
    ("before", "told_of_it"), [("The mission was small.", True), ("A battalion of Kenya's army joined it.", False)]
)
def test_a_pronoun_after_a_unit_is_no_mission(document: Documents, before: str, told_of_it: bool) -> None:
    statements = told(document(page(f"{before} It was withdrawn in November 1994.")))
    assert ("pk:ended" in {s.property for s in statements}) == told_of_it


def test_a_pronoun_after_another_mission_means_nothing(document: Documents) -> None:
    assert told(document(page("Troops of UNMIL came, then the mission was terminated on 30 June 1997."))) == []


def test_another_mission_keeps_its_own_attributes(document: Documents) -> None:
    found = told(document(page("UNMIL was established in September 2003.")))
    assert [(s.subject.name, str(s.value)) for s in found] == [("United Nations Mission in Liberia", "2003-09")]


def test_a_day_without_a_year_takes_the_year_of_the_sentence_before(document: Documents) -> None:
    text = "UNMIR was established on 25 April 2013 by the Council. It was officially deployed on 1 July."
    assert [(s.property, str(s.value)) for s in told(document(page(text)))] == [
        ("pk:established", "2013-04-25"),
        ("pk:deployed", "2013-07-01"),
    ]


def test_a_day_earlier_in_the_year_lies_in_the_next_one(document: Documents) -> None:
    text = "UNMIR was established on 20 December 2013 by the Council. It was deployed on 5 January."
    assert str(told(document(page(text)))[1].value) == "2014-01-05"


def test_the_evidence_is_the_stretch_that_says_it(document: Documents) -> None:
    text = page("Long after the war, [[Liberia|there]], UNMIR was established in May 2003 to help.")
    statement = told(document(text))[0]
    span = statement.evidence[0].span
    assert text[span.begin : span.end] == "UNMIR was established in May 2003"


LEAD = """{{Infobox United Nations|type=Peacekeeping mission}}
The '''United Nations Mission in Ruritania''' ({{lang-fr|Mission des Nations unies en Ruritanie}}; '''UNMIR''') was a
[[peacekeeping]] mission in [[Chad]] and the [[Central African Republic]]. Its soldiers came from [[Togo]]."""


def test_the_lead(facts: Facts) -> None:
    found = [(f.property, words(f.value)) for f in facts(LEAD) if isinstance(f, Statement)]
    assert ("pk:abbreviation", "UNMIR") in found
    assert [value for name, value in found if name == "pk:operatesIn"] == ["Chad", "Central African Republic"]
    names = [f.value for f in facts(LEAD) if isinstance(f, Statement) and f.property == "skos:altLabel"]
    assert [(n.text, n.language) for n in names] == [("Mission des Nations unies en Ruritanie", "fr")]  # type: ignore[union-attr]


def test_the_lead_of_another_page_says_nothing(facts: Facts) -> None:
    assert facts("The '''Zenda Choir''' (ZCH) is a singing group in [[Chad]].", "Zenda Choir") == ()
